//! Data as templates see it.

use indexmap::IndexMap;
use minijinja::Value as Seen;

use super::moment::Moment;
use crate::language::Input;
use crate::value::{Kind, Map, Value};

/// The variables of an evaluation; the data hides the context.
pub(super) fn context(input: &Input<'_>) -> Seen {
    let hidden = |name: &str| input.variables.contains_key(name);
    let context = input.context.iter().filter(|(name, _)| !hidden(name));
    from_entries(context.chain(input.variables.iter()).map(|(name, value)| (Seen::from(&**name), seen(value))))
}

fn seen(value: &Value) -> Seen {
    match value {
        Value::Null => Seen::from(()),
        Value::Bool(value) => Seen::from(*value),
        Value::Int(value) => Seen::from(*value),
        Value::Float(value) => Seen::from(*value),
        Value::String(text) => Seen::from(&**text),
        Value::List(items) => items.iter().map(seen).collect(),
        Value::Map(map) => seen_map(map),
        Value::Typed(typed) => seen_typed(typed.kind, &typed.value),
    }
}

fn seen_map(map: &Map) -> Seen {
    from_entries(map.iter().map(|(key, value)| (Seen::from(&**key), seen(value))))
}

fn from_entries(entries: impl Iterator<Item = (Seen, Seen)>) -> Seen {
    Seen::from_object(entries.collect::<IndexMap<Seen, Seen>>())
}

fn seen_typed(kind: Kind, value: &Value) -> Seen {
    match (kind, value) {
        (Kind::DateTime | Kind::Date | Kind::Time, Value::String(text)) => Moment::seen(kind, text),
        (Kind::Dict, Value::List(pairs)) => {
            let pairs = pairs.iter().filter_map(Value::as_items).filter(|pair| pair.len() == 2);
            from_entries(pairs.map(|pair| (seen(&pair[0]), seen(&pair[1]))))
        }
        (Kind::Timedelta, value) => Seen::from(super::moment::length(value)),
        (_, value) => seen(value),
    }
}
