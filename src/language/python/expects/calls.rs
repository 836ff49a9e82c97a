//! What functions and methods tell of what they are given and called on.

use ruff_python_ast::{Expr, ExprCall};

use super::Uses;
use crate::language::python::shape::Kind;
use crate::value::Value;

/// Methods of texts alone.
const OF_TEXTS: [&str; 13] = [
    "split",
    "strip",
    "lower",
    "upper",
    "title",
    "startswith",
    "endswith",
    "replace",
    "splitlines",
    "encode",
    "isdigit",
    "capitalize",
    "zfill",
];

/// Methods of maps alone.
const OF_MAPS: [&str; 4] = ["items", "keys", "values", "get"];

/// Functions that take a number, or a text that says one.
const OF_NUMBERS: [&str; 7] = ["int", "float", "round", "abs", "Decimal", "range", "timedelta"];

/// Functions that take a list.
const OF_LISTS: [&str; 6] = ["sum", "sorted", "reversed", "enumerate", "any", "all"];

/// Functions that take a text.
const OF_DATES: [&str; 3] = ["strptime", "fromisoformat", "loads"];

impl<'a> Uses<'a> {
    /// What a call tells.
    pub(super) fn called(&mut self, call: &'a ExprCall) {
        let arguments = &call.arguments.args;
        match &*call.func {
            Expr::Name(function) => {
                if let Some((_, shape)) = self.shapes.iter_mut().find(|(known, _)| **known == *function.id.as_str())
                    && !self.aliases.contains_key(function.id.as_str())
                {
                    *shape = None;
                }
                self.given_to(&function.id, arguments);
            }
            Expr::Attribute(method) => {
                let name = method.attr.as_str();
                if OF_TEXTS.contains(&name) {
                    self.is(&method.value, Kind::Text);
                } else if OF_MAPS.contains(&name) {
                    self.is(&method.value, Kind::Map);
                } else if name == "append" || name == "extend" {
                    self.is(&method.value, Kind::List);
                }
                self.given_to(name, arguments);
            }
            _ => {}
        }
        if matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "timedelta") {
            call.arguments.keywords.iter().for_each(|keyword| self.is(&keyword.value, Kind::Number));
        }
    }

    /// Functions tell of what they are given.
    fn given_to(&mut self, function: &str, arguments: &[Expr]) {
        if OF_NUMBERS.contains(&function) {
            arguments.iter().for_each(|argument| self.is(argument, Kind::Number));
        } else if let Some(first) = arguments.first() {
            if function == "sum"
                && let Some(item) = self.item(first)
                && let Some(shape) = self.shape_at(&item)
            {
                shape.is(Kind::Number);
            } else if OF_LISTS.contains(&function) {
                self.is(first, Kind::List);
            } else if OF_DATES.contains(&function) {
                self.is(first, Kind::Text);
                self.as_date(function, first, arguments.get(1));
            }
        }
    }

    /// An example that a function which reads dates can read.
    fn as_date(&mut self, function: &str, read: &Expr, format: Option<&Expr>) {
        let example = match (function, format) {
            ("strptime", Some(Expr::StringLiteral(format))) => formatted(format.value.to_str()),
            ("fromisoformat", _) => Some("2026-01-31".to_owned()),
            _ => None,
        };
        if let (Some(shape), Some(example)) = (self.shape(read), example) {
            shape.may_be(Value::String(example.as_str().into()));
        }
    }
}

/// The last day of January 2026 in a format of `strptime`, where it has only common parts.
fn formatted(format: &str) -> Option<String> {
    let parts = [
        ("%Y", "2026"),
        ("%y", "26"),
        ("%m", "01"),
        ("%d", "31"),
        ("%B", "January"),
        ("%b", "Jan"),
        ("%H", "09"),
        ("%I", "09"),
        ("%p", "AM"),
        ("%M", "30"),
        ("%S", "00"),
        ("%f", "000000"),
        ("%z", "+0000"),
        ("%Z", "UTC"),
        ("%A", "Saturday"),
        ("%a", "Sat"),
    ];
    let told = parts.iter().fold(format.to_owned(), |told, (part, value)| told.replace(part, value));
    (!told.contains('%')).then_some(told)
}
