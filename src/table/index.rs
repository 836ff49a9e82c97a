//! The one search tree behind all tables and sets of ids.

use std::collections::{BTreeMap, btree_map};

/// Numbers in order, each with the place of what belongs to it.
///
/// Nothing here is generic, and what is asked often stands out of line: each pair of key and value types would otherwise
/// bring a tree of its own, which makes the module that the browser loads a fifth larger.
#[derive(Clone, Debug, Default)]
pub(super) struct Index(BTreeMap<u32, u32>);

impl Index {
    #[inline(never)]
    pub(super) fn get(&self, number: u32) -> Option<u32> {
        self.0.get(&number).copied()
    }

    /// Notes a place; the place it had before, if any.
    #[inline(never)]
    pub(super) fn insert(&mut self, number: u32, place: u32) -> Option<u32> {
        self.0.insert(number, place)
    }

    #[inline(never)]
    pub(super) fn remove(&mut self, number: u32) -> Option<u32> {
        self.0.remove(&number)
    }

    #[inline(never)]
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    #[inline(never)]
    pub(super) fn iter(&self) -> Iter<'_> {
        Iter(self.0.iter())
    }

    /// Those from a number on.
    #[inline(never)]
    pub(super) fn from(&self, number: u32) -> Range<'_> {
        Range(self.0.range(number..))
    }

    /// All numbers with their places, as a list.
    #[inline(never)]
    pub(super) fn entries(&self) -> Vec<(u32, u32)> {
        self.iter().collect()
    }
}

/// Numbers and places, in order.
#[derive(Clone, Debug)]
pub(super) struct Iter<'t>(btree_map::Iter<'t, u32, u32>);

impl Iterator for Iter<'_> {
    type Item = (u32, u32);

    #[inline(never)]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(number, place)| (*number, *place))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl DoubleEndedIterator for Iter<'_> {
    #[inline(never)]
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(number, place)| (*number, *place))
    }
}

/// Some of the numbers with their places, in order.
#[derive(Clone, Debug)]
pub(super) struct Range<'t>(btree_map::Range<'t, u32, u32>);

impl Iterator for Range<'_> {
    type Item = (u32, u32);

    #[inline(never)]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(number, place)| (*number, *place))
    }
}
