//! What stands in an order of its own: by time, by arrival, by depth.

use std::collections::{BTreeMap, btree_map};

/// Numbers of things in the order of their ranks; a rank is one large number that puts what counts most first.
///
/// As with tables there is one search tree for whatever is ordered: the key says in its bits what a tuple would say.
#[derive(Clone, Debug, Default)]
pub struct Order(BTreeMap<u128, u32>);

impl Order {
    /// Puts in a number at its rank, in place of the one that had this rank.
    #[inline(never)]
    pub fn insert(&mut self, rank: u128, number: u32) {
        self.0.insert(rank, number);
    }

    /// Takes out what stands at a rank.
    #[inline(never)]
    pub fn remove(&mut self, rank: u128) {
        self.0.remove(&rank);
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The first: its rank and its number.
    pub fn first(&self) -> Option<(u128, u32)> {
        self.from(0).next()
    }

    /// All, with their ranks.
    pub fn iter(&self) -> Ranked<'_> {
        self.from(0)
    }

    /// Those of this rank and all after it.
    #[inline(never)]
    pub fn from(&self, rank: u128) -> Ranked<'_> {
        Ranked(self.0.range(rank..))
    }
}

/// Ranks and numbers in order.
#[derive(Clone, Debug)]
pub struct Ranked<'t>(btree_map::Range<'t, u128, u32>);

impl Iterator for Ranked<'_> {
    type Item = (u128, u32);

    #[inline(never)]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(rank, number)| (*rank, *number))
    }
}
