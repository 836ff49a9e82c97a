//! What the rows that count come to: names, lists, aggregates.

use indexmap::IndexMap;

use crate::dmn::model::{Aggregation, DecisionTable, Output};
use crate::language::LanguageId;
use crate::value::{Map, Text, Value};

/// What the rows that count come to.
pub(super) enum Combined {
    /// One row: a value per output.
    One(Vec<Value>),
    /// Several rows.
    Many(Vec<Vec<Value>>),
    /// No row.
    None,
}

impl Combined {
    /// Output name to value; of several rows a list of what each row has under the name.
    pub(super) fn outputs(&self, table: &DecisionTable) -> Map {
        match self {
            Self::One(row) => named(table, row),
            Self::Many(rows) => collected(rows.iter().map(|row| named(table, row))),
            Self::None => Map::new(),
        }
    }

    /// The one value, as DMN has it.
    pub(super) fn value(&self, table: &DecisionTable) -> Value {
        let of_row = |row: &Vec<Value>| match row.as_slice() {
            [value] => value.clone(),
            row => Value::Map(named(table, row)),
        };
        match self {
            Self::One(row) => of_row(row),
            Self::Many(rows) => Value::list(rows.iter().map(of_row).collect()),
            Self::None => Value::Null,
        }
    }
}

fn named(table: &DecisionTable, row: &[Value]) -> Map {
    nested(table.outputs.iter().map(name).zip(row.iter().cloned()))
}

/// A name with dots is gathered under its first part: a list of maps, not a map of lists.
fn collected(rows: impl Iterator<Item = Map>) -> Map {
    let mut lists: IndexMap<Text, Vec<Value>> = IndexMap::new();
    for row in rows {
        for (name, value) in row.iter() {
            lists.entry(name.clone()).or_default().push(value.clone());
        }
    }
    lists.into_iter().map(|(name, values)| (name, Value::list(values))).collect()
}

/// The key of an output: its name, else its label, else its id.
pub(super) fn name(output: &Output) -> &Text {
    output.base.shown()
}

/// Names to values, where a dot in a name makes nested maps.
pub(super) fn nested<'n>(entries: impl IntoIterator<Item = (&'n Text, Value)>) -> Map {
    let mut map = Map::new();
    for (name, value) in entries {
        insert(&mut map, name, value);
    }
    map
}

fn insert(map: &mut Map, name: &str, value: Value) {
    let Some((first, rest)) = name.split_once('.') else {
        map.insert(name, value);
        return;
    };
    let mut inner = map.get(first).and_then(Value::as_map).cloned().unwrap_or_default();
    insert(&mut inner, rest, value);
    map.insert(first, Value::Map(inner));
}

/// The name under which an aggregation's text finds the values.
pub(super) const VALUES: &str = "values";

/// How a language says the aggregation of [`VALUES`]. The language does it, because only it knows how its decimals and
/// dates add up and compare. Counting needs none.
pub(super) fn aggregation(language: LanguageId, aggregation: Aggregation) -> &'static str {
    match (language, aggregation) {
        (LanguageId::JavaScript, Aggregation::Sum) => "values.reduce((a, b) => a + b)",
        (LanguageId::JavaScript, Aggregation::Min) => "values.reduce((a, b) => b < a ? b : a)",
        (LanguageId::JavaScript, Aggregation::Max) => "values.reduce((a, b) => b > a ? b : a)",
        (_, Aggregation::Sum) => "sum(values)",
        (_, Aggregation::Min) => "min(values)",
        (_, Aggregation::Max) => "max(values)",
        (_, Aggregation::Count) => "0",
    }
}

/// How a language makes a list of an expression whose value is something to go through once, such as the keys of a map.
pub(super) fn as_list(language: LanguageId, expression: &str) -> Option<String> {
    match language {
        LanguageId::Python => Some(format!("list({expression})")),
        LanguageId::JavaScript => Some(format!("[...({expression})]")),
        LanguageId::Feel | LanguageId::Jinja => None,
    }
}
