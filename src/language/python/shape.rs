//! What is known of a value from how a text uses it, told as a JSON Schema.

use crate::value::{Map, Text, Value};

/// A value by its uses.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    /// Its type, as far as a use tells.
    kind: Option<Kind>,
    /// Values it is compared with.
    examples: Vec<Value>,
    /// Entries that are read, when it is a map.
    fields: Vec<(Text, Shape)>,
    /// An item, when it is a list.
    item: Option<Box<Shape>>,
}

/// A type that a use tells. Later ones say more than earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// It is asked whether it is true, which every value can be.
    Truth,
    /// A list.
    List,
    /// A map.
    Map,
    /// A text.
    Text,
    /// A number.
    Number,
}

/// One step into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// An entry of a map.
    Entry(Text),
    /// An item of a list.
    Item,
}

impl Shape {
    /// The value at the end of the steps.
    pub(super) fn at(&mut self, steps: &[Step]) -> &mut Self {
        let Some((first, rest)) = steps.split_first() else { return self };
        let inner = match first {
            Step::Item => &mut **self.item.get_or_insert_default(),
            Step::Entry(name) => self.entry(name),
        };
        inner.at(rest)
    }

    fn entry(&mut self, name: &Text) -> &mut Self {
        let known = self.fields.iter().position(|(known, _)| known == name);
        let index = known.unwrap_or_else(|| {
            self.fields.push((name.clone(), Shape::default()));
            self.fields.len() - 1
        });
        &mut self.fields[index].1
    }

    /// Notes its type, unless more is known.
    pub(super) fn is(&mut self, kind: Kind) {
        self.kind = self.kind.max(Some(kind));
    }

    /// Notes a value it may have.
    pub(super) fn may_be(&mut self, value: Value) {
        match &value {
            Value::Bool(_) => self.is(Kind::Truth),
            Value::Int(_) | Value::Float(_) => self.is(Kind::Number),
            Value::String(_) => self.is(Kind::Text),
            _ => {}
        }
        if !self.examples.contains(&value) {
            self.examples.push(value);
        }
    }

    /// As a JSON Schema: `type`, `properties`, `items`, and the known values as `examples`.
    pub(super) fn schema(&self) -> Value {
        let mut schema = Map::new();
        let text = |text: &str| Value::String(text.into());
        if !self.fields.is_empty() {
            schema.insert("type", text("object"));
            let fields = self.fields.iter().map(|(name, shape)| (name.clone(), shape.schema()));
            schema.insert("properties", Value::Map(fields.collect()));
        } else if let Some(item) = &self.item {
            schema.insert("type", text("array"));
            schema.insert("items", item.schema());
        } else if let Some(kind) = self.kind {
            let name = match kind {
                Kind::Truth => "boolean",
                Kind::List => "array",
                Kind::Map => "object",
                Kind::Text => "string",
                Kind::Number => "number",
            };
            schema.insert("type", text(name));
        }
        if !self.examples.is_empty() && self.fields.is_empty() && self.item.is_none() {
            schema.insert("examples", Value::List(self.examples.clone().into()));
        }
        Value::Map(schema)
    }
}
