//! What the rows that count come to: names, lists, aggregates.

use crate::dmn::model::{Aggregation, DecisionTable, Output};
use crate::language::LanguageId;
use crate::value::{Map, Text, Value};

/// What the rows that count come to.
pub(super) enum Combined {
    /// One row: a value per output.
    One(Vec<Value>),
    /// Several rows: a list per output.
    Many(Vec<Vec<Value>>),
    /// No row.
    None,
}

impl Combined {
    /// Several rows, turned into columns.
    pub(super) fn many(table: &DecisionTable, rows: Vec<Vec<Value>>) -> Self {
        if rows.is_empty() {
            return Self::None;
        }
        let mut columns: Vec<Vec<Value>> = table.outputs.iter().map(|_| Vec::with_capacity(rows.len())).collect();
        for row in rows {
            for (column, value) in columns.iter_mut().zip(row) {
                column.push(value);
            }
        }
        Self::Many(columns)
    }

    /// Output name to value.
    pub(super) fn outputs(&self, table: &DecisionTable) -> Map {
        let names = table.outputs.iter().map(name);
        match self {
            Self::One(values) => nested(names.zip(values.iter().cloned())),
            Self::Many(columns) => nested(names.zip(columns.iter().cloned().map(Value::list))),
            Self::None => Map::new(),
        }
    }

    /// The one value, as DMN has it.
    pub(super) fn value(&self, table: &DecisionTable) -> Value {
        match (self, table.outputs.as_slice()) {
            (Self::None, _) => Value::Null,
            (Self::One(values), [_]) => values.first().cloned().unwrap_or_default(),
            (Self::Many(columns), [_]) => Value::list(columns.first().cloned().unwrap_or_default()),
            (Self::One(_), _) => Value::Map(self.outputs(table)),
            (Self::Many(columns), outputs) => {
                let rows = columns.first().map_or(0, Vec::len);
                let cell = |column: &Vec<Value>, row: usize| column.get(row).cloned().unwrap_or_default();
                let row = |row| outputs.iter().map(name).zip(columns.iter().map(move |column| cell(column, row)));
                Value::list((0..rows).map(|at| Value::Map(nested(row(at)))).collect())
            }
        }
    }
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
        (LanguageId::Feel | LanguageId::Python, Aggregation::Sum) => "sum(values)",
        (LanguageId::Feel | LanguageId::Python, Aggregation::Min) => "min(values)",
        (LanguageId::Feel | LanguageId::Python, Aggregation::Max) => "max(values)",
        (_, Aggregation::Count) => "0",
    }
}
