//! Arguments and options as they come from the host: one object that is decoded once, and read field by field.
//!
//! A reader that serde derives would be several times as large for each of these types, in a module that every visitor of
//! the page downloads.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::convert;
use super::types::ApiError;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Text;
use crate::value::{Kind, Map, Value};

/// The refusal of an argument: what is wrong with which field.
pub(super) fn refusal(message: String) -> ApiError {
    convert::error(Diagnostic::new(codes::API_INVALID_OPTION, message))
}

/// What an argument or an option can be.
pub(super) trait Argument: Sized {
    /// What is expected, in words that follow "must be".
    const EXPECTED: &'static str;

    /// Reads a value of the field called `name`.
    fn read(value: Value, name: &str) -> Result<Self, ApiError>;

    /// What a field has that is left out, if it may be.
    fn absent() -> Option<Self> {
        None
    }
}

/// The fields of one object; each is read once, and in the end there must be no other.
pub(super) struct Fields {
    map: Map,
    read: Vec<&'static str>,
}

impl Fields {
    /// The fields of an object, the value of the field `name`.
    pub(super) fn of(value: Value, name: &str) -> Result<Self, ApiError> {
        match value {
            Value::Map(map) => Ok(Self { map, read: Vec::new() }),
            _ => Err(must_be(name, "an object")),
        }
    }

    /// A field that must be there, unless its type says otherwise.
    pub(super) fn get<T: Argument>(&mut self, name: &'static str) -> Result<T, ApiError> {
        match self.next(name) {
            Some(value) => T::read(value, name),
            None => T::absent().ok_or_else(|| missing(name)),
        }
    }

    /// A field that may be left out.
    pub(super) fn or_default<T: Argument + Default>(&mut self, name: &'static str) -> Result<T, ApiError> {
        self.next(name).map_or_else(|| Ok(T::default()), |value| T::read(value, name))
    }

    /// Refuses fields that nobody has read.
    #[inline(never)]
    pub(super) fn finish(self) -> Result<(), ApiError> {
        match self.map.keys().find(|name| !self.read.contains(&&***name)) {
            Some(name) => Err(refusal(format!("There is no field \"{name}\"; known are {}.", self.read.join(", ")))),
            None => Ok(()),
        }
    }

    #[inline(never)]
    fn next(&mut self, name: &'static str) -> Option<Value> {
        self.read.push(name);
        self.map.get(name).cloned()
    }
}

#[cold]
#[inline(never)]
fn missing(name: &str) -> ApiError {
    refusal(format!("\"{name}\" is missing."))
}

#[cold]
#[inline(never)]
fn must_be(name: &str, expected: &str) -> ApiError {
    refusal(format!("\"{name}\" must be {expected}."))
}

impl<T: Argument> Argument for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn read(value: Value, name: &str) -> Result<Self, ApiError> {
        match value {
            Value::Null => Ok(None),
            value => T::read(value, name).map(Some),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl Argument for Value {
    const EXPECTED: &'static str = "a value";

    fn read(value: Value, _: &str) -> Result<Self, ApiError> {
        Ok(value)
    }
}

impl Argument for Map {
    const EXPECTED: &'static str = "an object";

    fn read(value: Value, name: &str) -> Result<Self, ApiError> {
        match value {
            Value::Map(map) => Ok(map),
            Value::Null => Ok(Self::new()),
            _ => Err(must_be(name, Self::EXPECTED)),
        }
    }
}

impl Argument for bool {
    const EXPECTED: &'static str = "true or false";

    fn read(value: Value, name: &str) -> Result<Self, ApiError> {
        match value {
            Value::Bool(value) => Ok(value),
            _ => Err(must_be(name, Self::EXPECTED)),
        }
    }
}

impl Argument for Text {
    const EXPECTED: &'static str = "a text";

    fn read(value: Value, name: &str) -> Result<Self, ApiError> {
        match value {
            Value::String(text) => Ok(text),
            _ => Err(must_be(name, Self::EXPECTED)),
        }
    }
}

impl Argument for String {
    const EXPECTED: &'static str = Text::EXPECTED;

    fn read(value: Value, name: &str) -> Result<Self, ApiError> {
        Text::read(value, name).map(|text| text.to_string())
    }
}

/// A whole number, also one beyond what an `i64` holds.
#[inline(never)]
fn whole(value: &Value) -> Option<i128> {
    match value {
        Value::Int(value) => Some((*value).into()),
        Value::Typed(typed) if typed.kind == Kind::Integer => typed.value.as_str()?.parse().ok(),
        _ => None,
    }
}

macro_rules! numbers {
    ($($type:ty: $expected:literal;)*) => {
        $(
            impl Argument for $type {
                const EXPECTED: &'static str = $expected;

                fn read(value: Value, name: &str) -> Result<Self, ApiError> {
                    let number = whole(&value).and_then(|number| number.try_into().ok());
                    number.ok_or_else(|| must_be(name, Self::EXPECTED))
                }
            }
        )*
    };
}

numbers! {
    i64: "a whole number";
    u32: "a whole number, 0 or above";
    u64: "a whole number, 0 or above";
    usize: "a whole number, 0 or above";
}

impl<T: Argument> Argument for Vec<T> {
    const EXPECTED: &'static str = "a list";

    fn read(value: Value, name: &str) -> Result<Self, ApiError> {
        let items = value.as_items().ok_or_else(|| must_be(name, Self::EXPECTED))?;
        items.iter().map(|item| T::read(item.clone(), name)).collect()
    }
}

impl<T: Argument> Argument for IndexMap<String, T> {
    const EXPECTED: &'static str = Map::EXPECTED;

    fn read(value: Value, name: &str) -> Result<Self, ApiError> {
        let map = value.as_map().ok_or_else(|| must_be(name, Self::EXPECTED))?;
        map.iter().map(|(key, value)| Ok((key.to_string(), T::read(value.clone(), key)?))).collect()
    }
}

impl<T: Argument> Argument for BTreeMap<Text, T> {
    const EXPECTED: &'static str = Map::EXPECTED;

    fn read(value: Value, name: &str) -> Result<Self, ApiError> {
        let map = value.as_map().ok_or_else(|| must_be(name, Self::EXPECTED))?;
        map.iter().map(|(key, value)| Ok((key.clone(), T::read(value.clone(), key)?))).collect()
    }
}

/// Says how an object is read: each field of the type by its name in the object; one with `or default` may be left out.
macro_rules! read_fields {
    ($type:ident { $($field:ident: $name:expr $(, or $default:ident)?;)* }) => {
        impl $crate::api::fields::Argument for $type {
            const EXPECTED: &'static str = "an object";

            #[inline(never)]
            fn read(value: $crate::value::Value, name: &str) -> Result<Self, $crate::api::types::ApiError> {
                #[allow(unused_mut, reason = "an object may have no fields")]
                let mut fields = $crate::api::fields::Fields::of(value, name)?;
                let read = Self {
                    $($field: $crate::api::fields::read_fields!(@ fields, $name $(, $default)?),)*
                };
                fields.finish()?;
                Ok(read)
            }
        }
    };
    (@ $fields:ident, $name:expr) => { $fields.get($name)? };
    (@ $fields:ident, $name:expr, default) => { $fields.or_default($name)? };
}

/// Defines the arguments of methods, named as in the object that comes; one with `= default` may be left out.
macro_rules! arguments {
    ($($(#[$meta:meta])* $type:ident { $($(#[$note:meta])* $field:ident: $kind:ty $(= $default:ident)?),* $(,)? })*) => {
        $(
            $(#[$meta])*
            pub(super) struct $type {
                $($(#[$note])* pub(super) $field: $kind,)*
            }

            $crate::api::fields::read_fields! { $type { $($field: stringify!($field) $(, or $default)?;)* } }
        )*
    };
}

pub(super) use {arguments, read_fields};

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Options {
        run: u32,
        seed: Option<u64>,
        names: Vec<Text>,
        data: Map,
    }

    read_fields! {
        Options {
            run: "run";
            seed: "seed";
            names: "names", or default;
            data: "data", or default;
        }
    }

    fn read(json: &str) -> Result<Options, String> {
        let value = serde_json::from_str(json).expect("JSON");
        Options::read(value, "options").map_err(|error| error.message)
    }

    #[test]
    fn what_may_be_left_out_may_be_null_or_missing() {
        let least = Options { run: 7, seed: None, names: vec![], data: Map::new() };
        assert_eq!(read(r#"{"run":7,"seed":null,"data":null}"#).as_ref(), Ok(&least));
        assert_eq!(read(r#"{"run":7}"#), Ok(least));
    }

    #[test]
    fn numbers_may_be_larger_than_javascript_can_hold() {
        let seed = |json| read(json).map(|options| options.seed);
        assert_eq!(seed(r#"{"run":0,"seed":18446744073709551615}"#), Ok(Some(u64::MAX)));
        assert_eq!(seed(r#"{"run":0,"seed":{"$type":"integer","value":"9007199254740993"}}"#), Ok(Some((1 << 53) + 1)));
    }

    #[test]
    fn what_does_not_fit_is_refused_by_name() {
        let refused = |json, message: &str| assert_eq!(read(json), Err(message.to_owned()));
        refused("{}", r#""run" is missing."#);
        refused("[]", r#""options" must be an object."#);
        refused(r#"{"run":-1}"#, r#""run" must be a whole number, 0 or above."#);
        refused(r#"{"run":1.5}"#, r#""run" must be a whole number, 0 or above."#);
        refused(r#"{"run":null}"#, r#""run" must be a whole number, 0 or above."#);
        refused(r#"{"run":1,"names":"a"}"#, r#""names" must be a list."#);
        refused(r#"{"run":1,"names":["a",2]}"#, r#""names" must be a text."#);
        refused(r#"{"run":1,"rnu":1}"#, r#"There is no field "rnu"; known are run, seed, names, data."#);
    }
}
