//! Sets of ids.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::Id;
use super::index::{Index, Iter};

/// Ids, each once, in order.
#[derive(Clone)]
pub struct IdSet<K> {
    index: Index,
    key: PhantomData<K>,
}

impl<K: Id> IdSet<K> {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether this one is in it.
    pub fn contains(&self, key: &K) -> bool {
        self.index.get(key.number()).is_some()
    }

    /// Puts one in; whether it was not there yet.
    pub fn insert(&mut self, key: K) -> bool {
        self.index.insert(key.number(), 0).is_none()
    }

    /// Takes one out; whether it was there.
    pub fn remove(&mut self, key: &K) -> bool {
        self.index.remove(key.number()).is_some()
    }

    /// Takes all out.
    pub fn clear(&mut self) {
        self.index.clear();
    }

    /// All of them.
    pub fn iter(&self) -> Ids<'_, K> {
        Ids { entries: self.index.iter(), key: PhantomData }
    }
}

impl<K> Default for IdSet<K> {
    fn default() -> Self {
        Self { index: Index::default(), key: PhantomData }
    }
}

impl<K: Id + fmt::Debug> fmt::Debug for IdSet<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.iter()).finish()
    }
}

impl<K: Id> PartialEq for IdSet<K> {
    fn eq(&self, other: &Self) -> bool {
        self.index.entries() == other.index.entries()
    }
}

impl<K: Id> Extend<K> for IdSet<K> {
    fn extend<I: IntoIterator<Item = K>>(&mut self, keys: I) {
        for key in keys {
            self.insert(key);
        }
    }
}

impl<K: Id> FromIterator<K> for IdSet<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Self {
        let mut set = Self::new();
        set.extend(keys);
        set
    }
}

/// Ids in order.
#[derive(Clone, Debug)]
pub struct Ids<'t, K> {
    entries: Iter<'t>,
    key: PhantomData<K>,
}

impl<K: Id> Iterator for Ids<'_, K> {
    type Item = K;

    fn next(&mut self) -> Option<K> {
        self.entries.next().map(|(number, _)| K::from_number(number))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl<K: Id> DoubleEndedIterator for Ids<'_, K> {
    fn next_back(&mut self) -> Option<K> {
        self.entries.next_back().map(|(number, _)| K::from_number(number))
    }
}

impl<K: Id> IntoIterator for IdSet<K> {
    type Item = K;
    type IntoIter = std::vec::IntoIter<K>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter().collect::<Vec<K>>().into_iter()
    }
}

impl<'t, K: Id> IntoIterator for &'t IdSet<K> {
    type Item = K;
    type IntoIter = Ids<'t, K>;

    fn into_iter(self) -> Ids<'t, K> {
        self.iter()
    }
}

/// As a list of numbers.
impl<K: Id> Serialize for IdSet<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.index.iter().map(|(number, _)| number))
    }
}

impl<'de, K: Id> Deserialize<'de> for IdSet<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let index = deserializer.deserialize_seq(Numbers)?;
        Ok(Self { index, key: PhantomData })
    }
}

struct Numbers;

impl<'de> Visitor<'de> for Numbers {
    type Value = Index;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of numbers")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<Index, A::Error> {
        let mut index = Index::default();
        while let Some(number) = numbers.next_element()? {
            index.insert(number, 0);
        }
        Ok(index)
    }
}
