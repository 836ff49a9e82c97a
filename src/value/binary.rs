//! Values in compact formats that do not describe themselves: one tag, then the content.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Kind, Map, Text, Typed, Value};

/// [`Value`] as such a format sees it. New variants go to the end: their order is the format.
#[derive(Serialize)]
enum Tagged<'v> {
    Null,
    False,
    True,
    Int(i64),
    Float(f64),
    String(&'v str),
    List(&'v [Value]),
    Map(Vec<(&'v str, &'v Value)>),
    Typed(u8, &'v Value),
    /// A map with the numbers of the writes its entries came from.
    Written(Vec<(&'v str, &'v Value)>, &'v [u32]),
}

/// The same, owned.
#[derive(Deserialize)]
enum Owned {
    Null,
    False,
    True,
    Int(i64),
    Float(f64),
    String(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
    Typed(u8, Box<Value>),
    Written(Vec<(String, Value)>, Vec<u32>),
}

pub(super) fn serialize<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
    let tagged = match value {
        Value::Null => Tagged::Null,
        Value::Bool(false) => Tagged::False,
        Value::Bool(true) => Tagged::True,
        Value::Int(int) => Tagged::Int(*int),
        Value::Float(float) => Tagged::Float(*float),
        Value::String(text) => Tagged::String(text),
        Value::List(items) => Tagged::List(items),
        Value::Map(map) => {
            let entries = map.iter().map(|(key, value)| (&**key, value)).collect();
            if map.writes().is_empty() { Tagged::Map(entries) } else { Tagged::Written(entries, map.writes()) }
        }
        Value::Typed(typed) => Tagged::Typed(number_of(typed.kind), &typed.value),
    };
    tagged.serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    Ok(match Owned::deserialize(deserializer)? {
        Owned::Null => Value::Null,
        Owned::False => Value::Bool(false),
        Owned::True => Value::Bool(true),
        Owned::Int(int) => Value::Int(int),
        Owned::Float(float) => Value::Float(float),
        Owned::String(text) => Value::text(text),
        Owned::List(items) => Value::list(items),
        Owned::Map(entries) => {
            Value::Map(entries.into_iter().map(|(key, value)| (Text::from(key), value)).collect::<Map>())
        }
        Owned::Written(entries, numbers) => Value::Map(written(entries, &numbers)),
        Owned::Typed(number, value) => typed(number, *value).map_err(serde::de::Error::custom)?,
    })
}

fn written(entries: Vec<(String, Value)>, numbers: &[u32]) -> Map {
    let mut map = Map::new();
    for (position, (key, value)) in entries.into_iter().enumerate() {
        match numbers.get(position) {
            Some(number) => map.write(key, value, *number),
            None => drop(map.insert(key, value)),
        }
    }
    map
}

fn number_of(kind: Kind) -> u8 {
    Kind::NAMES.iter().position(|(known, _)| *known == kind).unwrap_or_default() as u8
}

fn typed(number: u8, value: Value) -> Result<Value, String> {
    match Kind::NAMES.get(number as usize) {
        Some((kind, _)) => Ok(Value::Typed(std::sync::Arc::new(Typed { kind: *kind, value }))),
        None => Err(format!("{number} is no kind of value")),
    }
}
