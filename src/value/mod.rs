//! The values a process works with: JSON's, and the few that JSON lacks (dates, decimals, tuples ...).
//!
//! Lists and maps are shared and copied on write, so that handing data from task to task costs nothing. Maps keep the
//! order in which their keys came. The closed set of kinds is what can be saved and restored.

mod binary;
pub mod cron;
pub mod json;

use std::sync::Arc;

use indexmap::IndexMap;

pub use crate::source::Text;

/// A list, shared until somebody changes it.
pub type List = Arc<Vec<Value>>;

/// Keys to values in insertion order; hashing is fixed so that nothing depends on the machine.
pub type Entries = IndexMap<Text, Value, foldhash::fast::FixedState>;

/// One value.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// Python's `None`, JavaScript's `null`.
    #[default]
    Null,
    /// A truth value.
    Bool(bool),
    /// An integer of 64 bits; larger ones are [`Kind::Integer`].
    Int(i64),
    /// A binary floating-point number.
    Float(f64),
    /// Text.
    String(Text),
    /// A list.
    List(List),
    /// A map with text keys.
    Map(Map),
    /// A value that JSON lacks.
    Typed(Arc<Typed>),
}

/// A value with a kind that JSON lacks; written `{"$type": kind, "value": value}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// Which kind.
    pub kind: Kind,
    /// Its content; the shape depends on the kind.
    pub value: Value,
}

/// The kinds of [`Typed`], with the shape of their content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// ISO 8601 date and time, with or without zone: text.
    DateTime,
    /// ISO 8601 date: text.
    Date,
    /// ISO 8601 time: text.
    Time,
    /// A length of time: seconds, int or float.
    Timedelta,
    /// A decimal number: text.
    Decimal,
    /// A UUID: text.
    Uuid,
    /// Bytes: base64 text.
    Bytes,
    /// A float JSON cannot write: `"nan"`, `"inf"` or `"-inf"`. Only in JSON; in memory it is [`Value::Float`].
    Float,
    /// An integer beyond 64 bits: decimal text.
    Integer,
    /// An immutable list: list.
    Tuple,
    /// A set: list.
    Set,
    /// A map with other than text keys: list of `[key, value]`.
    Dict,
}

impl Kind {
    /// Every kind with its name in the tagged form.
    pub const NAMES: [(Kind, &'static str); 12] = [
        (Kind::DateTime, "datetime"),
        (Kind::Date, "date"),
        (Kind::Time, "time"),
        (Kind::Timedelta, "timedelta"),
        (Kind::Decimal, "decimal"),
        (Kind::Uuid, "uuid"),
        (Kind::Bytes, "bytes"),
        (Kind::Float, "float"),
        (Kind::Integer, "integer"),
        (Kind::Tuple, "tuple"),
        (Kind::Set, "set"),
        (Kind::Dict, "dict"),
    ];

    /// The name in the tagged form.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Kind> {
        Self::NAMES.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
    }
}

/// A map with text keys, shared until somebody changes it. Task data is one of these.
///
/// An entry can carry the number of the write it came from, so that two copies of one map can be brought together by who
/// wrote last. Equality does not look at these numbers.
#[derive(Clone, Debug, Default)]
pub struct Map(Option<Arc<Shared>>);

#[derive(Clone, Debug, Default)]
struct Shared {
    entries: Entries,
    /// Numbers of writes, by position of the entry; 0, or nothing at the end, where none is known.
    written: Vec<u32>,
}

impl Map {
    /// A map without entries; costs no memory.
    pub fn new() -> Self {
        Self(None)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.as_ref()?.entries.get(key)
    }

    /// Whether it has the key.
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Sets a key; a known key keeps its place in the order.
    pub fn insert(&mut self, key: impl Into<Text>, value: Value) -> Option<Value> {
        self.entries_mut().insert(key.into(), value)
    }

    /// Sets a key by the write of that number.
    pub fn write(&mut self, key: impl Into<Text>, value: Value, number: u32) {
        let shared = Arc::make_mut(self.0.get_or_insert_default());
        let (position, _) = shared.entries.insert_full(key.into(), value);
        if shared.written.len() <= position {
            shared.written.resize(position + 1, 0);
        }
        if let Some(place) = shared.written.get_mut(position) {
            *place = number;
        }
    }

    /// The number of the write a key's value came from; 0 when none is known.
    pub fn written(&self, key: &str) -> u32 {
        let position = self.0.as_ref().and_then(|shared| shared.entries.get_index_of(key));
        position.and_then(|position| self.writes().get(position).copied()).unwrap_or(0)
    }

    /// The numbers of writes by position; where it is shorter than the map, none are known for the rest.
    pub(crate) fn writes(&self) -> &[u32] {
        self.0.as_ref().map_or(&[], |shared| &shared.written)
    }

    /// Removes a key; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        if !self.contains_key(key) {
            return None;
        }
        let shared = Arc::make_mut(self.0.get_or_insert_default());
        let (position, _, value) = shared.entries.shift_remove_full(key)?;
        if position < shared.written.len() {
            shared.written.remove(position);
        }
        Some(value)
    }

    /// A value to change in place.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        if !self.contains_key(key) {
            return None;
        }
        self.entries_mut().get_mut(key)
    }

    /// The value at a place in the order.
    pub fn value_at(&self, index: usize) -> Option<&Value> {
        self.0.as_ref()?.entries.get_index(index).map(|(_, value)| value)
    }

    /// Entries in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Text, &Value)> + ExactSizeIterator {
        const EMPTY: &indexmap::map::Slice<Text, Value> = indexmap::map::Slice::new();
        self.0.as_ref().map_or(EMPTY, |shared| shared.entries.as_slice()).iter()
    }

    /// Keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &Text> {
        self.iter().map(|(key, _)| key)
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |shared| shared.entries.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether both are the very same map in memory; a cheap way to see that nothing changed.
    pub fn is_same(&self, other: &Map) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(left), Some(right)) => Arc::ptr_eq(left, right),
            _ => false,
        }
    }

    fn entries_mut(&mut self) -> &mut Entries {
        &mut Arc::make_mut(self.0.get_or_insert_default()).entries
    }
}

impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        self.is_same(other)
            || self.len() == other.len() && self.iter().all(|(key, value)| other.get(key) == Some(value))
    }
}

impl<K: Into<Text>> FromIterator<(K, Value)> for Map {
    fn from_iter<I: IntoIterator<Item = (K, Value)>>(entries: I) -> Self {
        let entries: Entries = entries.into_iter().map(|(key, value)| (key.into(), value)).collect();
        if entries.is_empty() { Self(None) } else { Self(Some(Arc::new(Shared { entries, written: Vec::new() }))) }
    }
}

/// Numbers are equal by value (`1` equals `1.0`), a truth value is no number.
impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(left), Value::Bool(right)) => left == right,
            (Value::Int(left), Value::Int(right)) => left == right,
            (Value::Float(left), Value::Float(right)) => left == right || left.is_nan() && right.is_nan(),
            (Value::Int(int), Value::Float(float)) | (Value::Float(float), Value::Int(int)) => *int as f64 == *float,
            (Value::String(left), Value::String(right)) => left == right,
            (Value::List(left), Value::List(right)) => Arc::ptr_eq(left, right) || left == right,
            (Value::Map(left), Value::Map(right)) => left == right,
            (Value::Typed(left), Value::Typed(right)) => left == right,
            _ => false,
        }
    }
}

impl Value {
    /// Whether both are the same to the last detail: kind of number, bits of floats, order of keys. `==` is laxer.
    pub fn is_identical(&self, other: &Value) -> bool {
        let all = |left: &List, right: &List| {
            Arc::ptr_eq(left, right)
                || left.len() == right.len() && left.iter().zip(&**right).all(|(left, right)| left.is_identical(right))
        };
        match (self, other) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(left), Value::Bool(right)) => left == right,
            (Value::Int(left), Value::Int(right)) => left == right,
            (Value::Float(left), Value::Float(right)) => left.to_bits() == right.to_bits(),
            (Value::String(left), Value::String(right)) => left == right,
            (Value::List(left), Value::List(right)) => all(left, right),
            (Value::Map(left), Value::Map(right)) => {
                let same = |(left, right): ((&Text, &Value), (&Text, &Value))| {
                    left.0 == right.0 && left.1.is_identical(right.1)
                };
                left.is_same(right) || left.len() == right.len() && left.iter().zip(right.iter()).all(same)
            }
            (Value::Typed(left), Value::Typed(right)) => {
                left.kind == right.kind && left.value.is_identical(&right.value)
            }
            _ => false,
        }
    }

    /// Text.
    pub fn text(text: impl Into<Text>) -> Self {
        Value::String(text.into())
    }

    /// A list.
    pub fn list(items: Vec<Value>) -> Self {
        Value::List(Arc::new(items))
    }

    /// A value of a kind that JSON lacks.
    pub fn typed(kind: Kind, value: Value) -> Self {
        Value::Typed(Arc::new(Typed { kind, value }))
    }

    /// Whether a condition with this result holds: false, null, zero and what is empty do not, all else does.
    pub fn is_truthy(&self) -> bool {
        match self {
            Value::Null => false,
            Value::Bool(value) => *value,
            Value::Int(value) => *value != 0,
            Value::Float(value) => *value != 0.0,
            Value::String(value) => !value.is_empty(),
            Value::List(value) => !value.is_empty(),
            Value::Map(value) => !value.is_empty(),
            Value::Typed(typed) => typed.is_truthy(),
        }
    }

    /// Text, when it is text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// A map, when it is one.
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The items of a list, tuple or set.
    pub fn as_items(&self) -> Option<&List> {
        match self {
            Value::List(items) => Some(items),
            Value::Typed(typed) if matches!(typed.kind, Kind::Tuple | Kind::Set) => typed.value.as_items(),
            _ => None,
        }
    }

    /// A whole number, when it is one (also `3.0`).
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Value::Int(value) => Some(*value),
            Value::Bool(value) => Some(i64::from(*value)),
            Value::Float(value) if value.fract() == 0.0 && value.abs() < 9e15 => Some(*value as i64),
            _ => None,
        }
    }
}

impl Typed {
    fn is_truthy(&self) -> bool {
        match self.kind {
            Kind::Tuple | Kind::Set | Kind::Dict | Kind::Bytes | Kind::Timedelta => self.value.is_truthy(),
            Kind::Decimal => {
                self.value.as_str().is_some_and(|text| text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)))
            }
            _ => true,
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Float(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::text(value)
    }
}

impl From<Map> for Value {
    fn from(value: Map) -> Self {
        Value::Map(value)
    }
}
