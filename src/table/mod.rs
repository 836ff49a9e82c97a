//! Tables and sets by number, in order: what runs and workspaces keep by the ids of instances, scopes, nodes, flows.
//!
//! They behave and are written as the maps and sets of the standard library, but all of them share one search tree, so that
//! a further one costs next to no code. Finding, inserting and removing take time in the logarithm of the size.

mod index;
mod order;
mod set;
mod sort;
#[cfg(test)]
mod tests;

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use index::Index;
pub use order::Order;
pub use set::IdSet;
pub use sort::{sort_by, sort_by_key};

/// A number that stands for something.
pub trait Id: Copy {
    /// The thing with that number.
    fn from_number(number: u32) -> Self;

    /// Its number.
    fn number(self) -> u32;
}

impl Id for u32 {
    fn from_number(number: u32) -> Self {
        number
    }

    fn number(self) -> u32 {
        self
    }
}

/// Values by id, in the order of the ids.
#[derive(Clone)]
pub struct Table<K, V> {
    index: Index,
    /// The values where the index says; none at the places of `free`.
    slots: Vec<Option<V>>,
    free: Vec<u32>,
    key: PhantomData<K>,
}

impl<K: Id, V> Table<K, V> {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether there is a value for this id.
    pub fn contains_key(&self, key: &K) -> bool {
        self.index.get(key.number()).is_some()
    }

    /// The value of this id.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.at(self.index.get(key.number())?)
    }

    /// The value of this id, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let place = self.index.get(key.number())?;
        self.slots.get_mut(place as usize)?.as_mut()
    }

    /// Puts a value in; the one that was there.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.get_mut(&key) {
            Some(old) => Some(std::mem::replace(old, value)),
            None => {
                let place = self.free_place(key);
                self.slots[place] = Some(value);
                None
            }
        }
    }

    /// Takes a value out.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let place = self.index.remove(key.number())?;
        self.free.push(place);
        self.slots.get_mut(place as usize)?.take()
    }

    /// Takes all out.
    pub fn clear(&mut self) {
        self.index.clear();
        self.slots.clear();
        self.free.clear();
    }

    /// The value of this id, made first where there is none.
    pub fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let known = self.index.get(key.number()).map(|place| place as usize);
        let place = known.unwrap_or_else(|| self.free_place(key));
        self.slots[place].get_or_insert_with(make)
    }

    /// All ids with their values.
    pub fn iter(&self) -> Values<'_, K, V> {
        Values { entries: self.index.iter(), table: self }
    }

    /// All ids with their values, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (K, &mut V)> {
        let mut slots: Vec<Option<&mut V>> = self.slots.iter_mut().map(Option::as_mut).collect();
        let entries = self.index.iter();
        entries
            .filter_map(move |(number, place)| Some((K::from_number(number), slots.get_mut(place as usize)?.take()?)))
    }

    /// All ids.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = K> + Clone {
        self.index.iter().map(|(number, _)| K::from_number(number))
    }

    /// All values.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + Clone {
        self.iter().map(|(_, value)| value)
    }

    /// All values, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.iter_mut().map(|(_, value)| value)
    }

    /// All values, taken out.
    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.into_iter().map(|(_, value)| value)
    }

    /// What belongs to this id and all that follow.
    pub fn from(&self, key: K) -> impl Iterator<Item = (K, &V)> {
        let entries = self.index.from(key.number());
        entries.filter_map(|(number, place)| Some((K::from_number(number), self.at(place)?)))
    }

    /// A free place for the value of an id that has none.
    fn free_place(&mut self, key: K) -> usize {
        let place = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            self.slots.len() as u32 - 1
        });
        self.index.insert(key.number(), place);
        place as usize
    }
}

impl<K, V> Table<K, V> {
    fn at(&self, place: u32) -> Option<&V> {
        self.slots.get(place as usize)?.as_ref()
    }
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { index: Index::default(), slots: Vec::new(), free: Vec::new(), key: PhantomData }
    }
}

impl<K: Id + fmt::Debug, V: fmt::Debug> fmt::Debug for Table<K, V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Id, V: PartialEq> PartialEq for Table<K, V> {
    fn eq(&self, other: &Self) -> bool {
        let entries = |table: &Self| table.index.entries();
        self.len() == other.len()
            && entries(self).into_iter().zip(entries(other)).all(|((number, place), (other_number, other_place))| {
                number == other_number && self.at(place) == other.at(other_place)
            })
    }
}

impl<K: Id, V> Extend<(K, V)> for Table<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Id, V> FromIterator<(K, V)> for Table<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut table = Self::new();
        table.extend(entries);
        table
    }
}

impl<K: Id, V> IntoIterator for Table<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    fn into_iter(self) -> Self::IntoIter {
        IntoIter { entries: self.index.entries().into_iter(), slots: self.slots, key: PhantomData }
    }
}

impl<'t, K: Id, V> IntoIterator for &'t Table<K, V> {
    type Item = (K, &'t V);
    type IntoIter = Values<'t, K, V>;

    fn into_iter(self) -> Values<'t, K, V> {
        self.iter()
    }
}

/// Ids with their values, in order.
pub struct Values<'t, K, V> {
    entries: index::Iter<'t>,
    table: &'t Table<K, V>,
}

impl<K, V> Clone for Values<'_, K, V> {
    fn clone(&self) -> Self {
        Self { entries: self.entries.clone(), table: self.table }
    }
}

impl<'t, K: Id, V> Iterator for Values<'t, K, V> {
    type Item = (K, &'t V);

    fn next(&mut self) -> Option<Self::Item> {
        let (number, place) = self.entries.next()?;
        Some((K::from_number(number), self.table.at(place)?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl<K: Id, V> DoubleEndedIterator for Values<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let (number, place) = self.entries.next_back()?;
        Some((K::from_number(number), self.table.at(place)?))
    }
}

/// Ids with their values, in order, taken out of a table.
pub struct IntoIter<K, V> {
    entries: std::vec::IntoIter<(u32, u32)>,
    slots: Vec<Option<V>>,
    key: PhantomData<K>,
}

impl<K: Id, V> Iterator for IntoIter<K, V> {
    type Item = (K, V);

    fn next(&mut self) -> Option<Self::Item> {
        let (number, place) = self.entries.next()?;
        Some((K::from_number(number), self.slots.get_mut(place as usize)?.take()?))
    }
}

/// As a map from numbers to values.
impl<K: Id, V: Serialize> Serialize for Table<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (key, value) in self.iter() {
            map.serialize_entry(&key.number(), value)?;
        }
        map.end()
    }
}

impl<'de, K: Id, V: Deserialize<'de>> Deserialize<'de> for Table<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

struct Entries<K, V>(PhantomData<(K, V)>);

impl<'de, K: Id, V: Deserialize<'de>> Visitor<'de> for Entries<K, V> {
    type Value = Table<K, V>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map from numbers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut table = Table::new();
        while let Some((number, value)) = entries.next_entry::<u32, V>()? {
            table.insert(K::from_number(number), value);
        }
        Ok(table)
    }
}
