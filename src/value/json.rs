//! Values as JSON and back: plain where JSON can say it, `{"$type": kind, "value": value}` where it cannot.

use std::fmt;

use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Kind, Map, Value};

const TYPE: &str = "$type";
const VALUE: &str = "value";

/// Integers beyond this are written in the tagged form, because a JavaScript number cannot hold them.
const SAFE_INTEGER: i64 = (1 << 53) - 1;

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return super::binary::serialize(self, serializer);
        }
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Int(value) if value.abs() > SAFE_INTEGER => tagged(serializer, Kind::Integer, &value.to_string()),
            Value::Int(value) => serializer.serialize_i64(*value),
            Value::Float(value) if value.is_finite() => serializer.serialize_f64(*value),
            Value::Float(value) => tagged(serializer, Kind::Float, float_name(*value)),
            Value::String(value) => serializer.serialize_str(value),
            Value::List(items) => items.serialize(serializer),
            Value::Map(map) => map.serialize(serializer),
            Value::Typed(typed) => tagged(serializer, typed.kind, &typed.value),
        }
    }
}

fn tagged<S: Serializer, T: Serialize + ?Sized>(serializer: S, kind: Kind, value: &T) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(2))?;
    map.serialize_entry(TYPE, kind.name())?;
    map.serialize_entry(VALUE, value)?;
    map.end()
}

fn float_name(value: f64) -> &'static str {
    if value.is_nan() {
        "nan"
    } else if value > 0.0 {
        "inf"
    } else {
        "-inf"
    }
}

impl Serialize for Map {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return super::binary::serialize(&Value::Map(self.clone()), serializer);
        }
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (key, value) in self.iter() {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return super::binary::deserialize(deserializer);
        }
        deserializer.deserialize_any(ValueVisitor)
    }
}

impl<'de> Deserialize<'de> for Map {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Map(map) => Ok(map),
            Value::Null => Ok(Map::new()),
            _ => Err(de::Error::custom("expected an object")),
        }
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(i64::try_from(value)
            .map_or_else(|_| Value::typed(Kind::Integer, Value::text(value.to_string())), Value::Int))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::with_capacity(access.size_hint().unwrap_or(0).min(1024));
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Value::list(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some((key, value)) = access.next_entry::<std::borrow::Cow<'de, str>, Value>()? {
            map.insert(&*key, value);
        }
        Ok(from_tagged(map))
    }
}

/// Reads a map of exactly the tagged form as the value it stands for; any other map is a map.
fn from_tagged(map: Map) -> Value {
    let kind = map.get(TYPE).and_then(Value::as_str).and_then(Kind::named);
    let (Some(kind), Some(value), 2) = (kind, map.get(VALUE), map.len()) else {
        return Value::Map(map);
    };
    match (kind, value.as_str()) {
        (Kind::Float, Some("nan")) => Value::Float(f64::NAN),
        (Kind::Float, Some("inf")) => Value::Float(f64::INFINITY),
        (Kind::Float, Some("-inf")) => Value::Float(f64::NEG_INFINITY),
        (Kind::Integer, Some(text)) => text.parse().map_or_else(|_| Value::typed(kind, value.clone()), Value::Int),
        _ => Value::typed(kind, value.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str) {
        let value: Value = serde_json::from_str(json).expect("valid JSON");
        assert_eq!(serde_json::to_string(&value).expect("a value"), json);
    }

    #[test]
    fn plain_and_tagged_values_survive_the_round_trip() {
        check(r#"{"b":1,"a":[null,true,1.5,"x"],"__proto__":{"c":2}}"#);
        check(r#"{"$type":"decimal","value":"1.10"}"#);
        check(r#"{"$type":"float","value":"nan"}"#);
        check(r#"{"$type":"integer","value":"9007199254740993"}"#);
        check(r#"{"$type":"tuple","value":[1,2]}"#);
        check(r#"{"$type":"unheard of","value":1}"#);
    }

    #[test]
    fn numbers_compare_by_value() {
        assert_eq!(Value::Int(1), Value::Float(1.0));
        assert_ne!(Value::Int(1), Value::Bool(true));
    }
}
