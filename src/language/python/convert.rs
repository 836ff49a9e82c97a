//! Values to Python's and back.

use std::collections::HashSet;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use monty_types::unstable::{self, MontyGraph, MontyNode, NodeId};
use monty_types::{MontyObject, is_identifier};

use super::temporal;
use crate::value::{Kind, List, Map, Text, Typed, Value};

/// The class of what [`to_record`] makes.
const RECORD: &str = "Record";

/// A value as Python's, and whether there is a UUID in it, which crosses as a path.
pub(super) fn to_python(value: &Value) -> (MontyObject, bool) {
    let mut import = Import { graph: MontyGraph::new(), uuids: false };
    let root = import.value(value);
    let uuids = import.uuids;
    // The root was pushed onto this very graph, so it is in range.
    let object = unstable::object_from_graph(import.graph, root).unwrap_or_else(|_| MontyObject::none());
    (object, uuids)
}

/// A value whose maps are objects with attributes, for reading: `task.task_spec.lane`.
pub(super) fn to_record(value: &Value) -> MontyObject {
    let mut import = Import { graph: MontyGraph::new(), uuids: false };
    let root = import.record(value);
    unstable::object_from_graph(import.graph, root).unwrap_or_else(|_| MontyObject::none())
}

struct Import {
    graph: MontyGraph,
    uuids: bool,
}

impl Import {
    fn value(&mut self, value: &Value) -> NodeId {
        let node = match value {
            Value::Null => MontyNode::None,
            Value::Bool(value) => MontyNode::Bool(*value),
            Value::Int(value) => MontyNode::Int(*value),
            Value::Float(value) => MontyNode::Float(*value),
            Value::String(text) => MontyNode::String(text.to_string()),
            Value::List(items) => MontyNode::List(self.items(items)),
            Value::Map(map) => MontyNode::Dict(self.map(map)),
            Value::Typed(typed) => self.typed(typed),
        };
        self.graph.push(node)
    }

    fn record(&mut self, value: &Value) -> NodeId {
        let Value::Map(map) = value else { return self.value(value) };
        let field_names = map.keys().map(|key| key.to_string()).collect();
        let values = map.iter().map(|(_, value)| self.record(value)).collect();
        self.graph.push(MontyNode::NamedTuple { type_name: RECORD.to_owned(), field_names, values })
    }

    fn items(&mut self, items: &[Value]) -> Vec<NodeId> {
        items.iter().map(|item| self.value(item)).collect()
    }

    fn map(&mut self, map: &Map) -> Vec<(NodeId, NodeId)> {
        map.iter()
            .map(|(key, value)| (self.graph.push(MontyNode::String(key.to_string())), self.value(value)))
            .collect()
    }

    /// A content that does not fit its kind crosses as the content alone.
    fn typed(&mut self, typed: &Typed) -> MontyNode {
        let text = typed.value.as_str().unwrap_or("");
        let node = match typed.kind {
            Kind::DateTime => temporal::parse_datetime(text).map(MontyNode::DateTime),
            Kind::Date => temporal::parse_date(text).map(MontyNode::Date),
            Kind::Time => temporal::parse_time(text).map(MontyNode::Time),
            Kind::Timedelta => temporal::timedelta_of_seconds(&typed.value).map(MontyNode::TimeDelta),
            Kind::Decimal => is_decimal(text).then(|| MontyNode::Decimal(text.to_owned())),
            Kind::Integer => text.parse().ok().map(MontyNode::BigInt),
            Kind::Float => text.parse().ok().map(MontyNode::Float),
            Kind::Bytes => BASE64_STANDARD.decode(text).ok().map(MontyNode::Bytes),
            Kind::Uuid => self.uuid(text),
            Kind::Tuple => typed.value.as_items().map(|items| MontyNode::Tuple(self.items(items))),
            Kind::Set => typed.value.as_items().map(|items| MontyNode::Set(self.items(items))),
            Kind::Dict => typed.value.as_items().map(|pairs| MontyNode::Dict(self.pairs(pairs))),
        };
        node.unwrap_or_else(|| MontyNode::String(text.to_owned()))
    }

    fn uuid(&mut self, text: &str) -> Option<MontyNode> {
        let digits = text.bytes().filter(u8::is_ascii_hexdigit).count();
        self.uuids |= digits == 32;
        (digits == 32).then(|| MontyNode::Path(text.to_owned()))
    }

    fn pairs(&mut self, pairs: &[Value]) -> Vec<(NodeId, NodeId)> {
        let pair = |pair: &Value| match pair.as_items().map(|items| items.as_slice()) {
            Some([key, value]) => Some((self.value(key), self.value(value))),
            _ => None,
        };
        pairs.iter().filter_map(pair).collect()
    }
}

/// Whether the interpreter reads the text as a decimal; it fails the whole evaluation otherwise.
fn is_decimal(text: &str) -> bool {
    let number = text.trim_start_matches(['+', '-']);
    let special = ["nan", "snan", "inf", "infinity"].contains(&number.to_ascii_lowercase().as_str());
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).count();
    let dots = mantissa.bytes().filter(|byte| *byte == b'.').count();
    special
        || text.len() - number.len() <= 1
            && digits > 0
            && dots <= 1
            && digits + dots == mantissa.len()
            && exponent.parse::<i64>().is_ok_and(|exponent| exponent.abs() < 999_999_999)
}

/// Why a value cannot become data.
pub(super) struct NotData {
    /// Where in the value: `.items[0].name`; empty for the value itself.
    pub path: String,
    /// Python's name of what is there.
    pub class: String,
}

/// What a node of the result is.
pub(super) enum Exported {
    /// A value.
    Value(Value),
    /// A function, class or module, which is no data: a helper of the script, or refused.
    Callable(NotData),
}

/// The value of a node.
pub(super) fn from_python(graph: &MontyGraph, node: NodeId) -> Result<Exported, NotData> {
    if is_callable(graph.node(node)) {
        return Ok(Exported::Callable(Export { graph, path: Vec::new() }.refuse(node)));
    }
    Export { graph, path: Vec::new() }.value(node).map(Exported::Value)
}

/// The value of an object.
pub(super) fn object_value(object: &MontyObject) -> Result<Value, NotData> {
    let (graph, root) = unstable::graph_parts(object);
    Export { graph, path: Vec::new() }.value(root)
}

/// The value of a node that is known to be data or to fail.
pub(super) fn node_value(graph: &MontyGraph, node: NodeId) -> Result<Value, NotData> {
    Export { graph, path: Vec::new() }.value(node)
}

/// Whether a node is what [`to_record`] made.
pub(super) fn is_record(graph: &MontyGraph, node: NodeId) -> bool {
    matches!(graph.node(node), MontyNode::NamedTuple { type_name, .. } if type_name == RECORD)
}

fn is_callable(node: &MontyNode) -> bool {
    match node {
        MontyNode::Type(_) | MontyNode::BuiltinFunction(_) | MontyNode::Function { .. } => true,
        MontyNode::ClassType(_) | MontyNode::Module { .. } => true,
        MontyNode::Repr(text) => {
            ["<function ", "<module ", "<class ", "<bound method", "<built-in", "functools.partial("]
                .iter()
                .any(|start| text.starts_with(start))
        }
        _ => false,
    }
}

/// Steps of a path that are told.
const SHOWN_STEPS: usize = 6;

/// A step from a value to one in it.
enum Step {
    Index(usize),
    Key(NodeId),
}

struct Export<'a> {
    graph: &'a MontyGraph,
    path: Vec<Step>,
}

impl Export<'_> {
    fn value(&mut self, node: NodeId) -> Result<Value, NotData> {
        Ok(match self.graph.node(node) {
            MontyNode::None => Value::Null,
            MontyNode::Bool(value) => Value::Bool(*value),
            MontyNode::Int(value) => Value::Int(*value),
            MontyNode::BigInt(value) => Value::typed(Kind::Integer, Value::text(value.to_string())),
            MontyNode::Float(value) => Value::Float(*value),
            MontyNode::String(text) => Value::text(text.as_str()),
            MontyNode::Decimal(text) => Value::typed(Kind::Decimal, Value::text(text.as_str())),
            MontyNode::Bytes(bytes) => Value::typed(Kind::Bytes, Value::text(BASE64_STANDARD.encode(bytes))),
            MontyNode::DateTime(value) => temporal::datetime_value(value),
            MontyNode::Date(value) => temporal::date_value(value),
            MontyNode::Time(value) => temporal::time_value(value),
            MontyNode::TimeDelta(value) => temporal::timedelta_value(value),
            MontyNode::List(items) => Value::List(self.items(items)?),
            MontyNode::Tuple(items) | MontyNode::NamedTuple { values: items, .. } => {
                Value::typed(Kind::Tuple, Value::List(self.items(items)?))
            }
            MontyNode::Set(items) | MontyNode::FrozenSet(items) => {
                Value::typed(Kind::Set, Value::List(self.items(items)?))
            }
            MontyNode::Dict(pairs) => self.dict(pairs)?,
            MontyNode::Path(text) => Value::typed(Kind::Uuid, Value::text(text.as_str())),
            MontyNode::ClassInstance { class_type, attrs, .. } => self.instance(node, *class_type, attrs)?,
            _ => return Err(self.refuse(node)),
        })
    }

    fn items(&mut self, items: &[NodeId]) -> Result<List, NotData> {
        let mut values = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            self.path.push(Step::Index(index));
            values.push(self.value(*item)?);
            self.path.pop();
        }
        Ok(values.into())
    }

    fn dict(&mut self, pairs: &[(NodeId, NodeId)]) -> Result<Value, NotData> {
        let text = |key: &NodeId| match self.graph.node(*key) {
            MontyNode::String(text) => Some(Text::from(text.as_str())),
            _ => None,
        };
        let keys: Option<Vec<Text>> = pairs.iter().map(|(key, _)| text(key)).collect();
        let mut values = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            self.path.push(Step::Key(*key));
            values.push(self.value(*value)?);
            self.path.pop();
        }
        if let Some(keys) = keys {
            return Ok(Value::Map(keys.into_iter().zip(values).collect()));
        }
        let mut entries = Vec::with_capacity(pairs.len());
        for ((key, _), value) in pairs.iter().zip(values) {
            entries.push(Value::list(vec![self.value(*key)?, value]));
        }
        Ok(Value::typed(Kind::Dict, Value::list(entries)))
    }

    /// Of the classes a script can make instances of, only the UUID is data.
    fn instance(&self, node: NodeId, class: NodeId, attributes: &[(NodeId, NodeId)]) -> Result<Value, NotData> {
        let is_uuid = matches!(self.graph.node(class), MontyNode::ClassType(class) if class.name == "UUID");
        let is_hex = |key: &NodeId| matches!(self.graph.node(*key), MontyNode::String(key) if key == "hex");
        let hex = attributes.iter().find(|(key, _)| is_hex(key)).map(|(_, value)| self.graph.node(*value));
        match hex {
            Some(MontyNode::String(hex)) if is_uuid && hex.len() == 32 && hex.is_ascii() => {
                let text = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-");
                Ok(Value::typed(Kind::Uuid, Value::text(text)))
            }
            _ => Err(self.refuse(node)),
        }
    }

    fn refuse(&self, node: NodeId) -> NotData {
        let step = |step: &Step| match step {
            Step::Index(index) => format!("[{index}]"),
            Step::Key(key) => match self.graph.node(*key) {
                MontyNode::String(key) if is_identifier(key) => format!(".{key}"),
                _ => format!("[{}]", self.graph.value(*key).py_repr()),
            },
        };
        let class = match self.graph.node(node) {
            MontyNode::Repr(text) if text == "<deeply nested>" => "value nested too deeply".to_owned(),
            MontyNode::Repr(text) => text.trim_matches(['<', '>']).split([' ', '(']).next().unwrap_or("").to_owned(),
            MontyNode::Cycle(_) => "reference to itself".to_owned(),
            _ => self.graph.value(node).type_name().to_owned(),
        };
        NotData { path: self.path.iter().take(SHOWN_STEPS).map(step).collect(), class }
    }
}

/// Whether the node is exactly that value: same kinds, same order; `1` is not `1.0` here.
pub(super) fn is_unchanged(graph: &MontyGraph, node: NodeId, value: &Value) -> bool {
    let all = |items: &[NodeId], values: &[Value]| {
        items.len() == values.len() && items.iter().zip(values).all(|(item, value)| is_unchanged(graph, *item, value))
    };
    match (graph.node(node), value) {
        (MontyNode::None, Value::Null) => true,
        (MontyNode::Bool(left), Value::Bool(right)) => left == right,
        (MontyNode::Int(left), Value::Int(right)) => left == right,
        (MontyNode::Float(left), Value::Float(right)) => left.to_bits() == right.to_bits(),
        (MontyNode::String(left), Value::String(right)) => **left == **right,
        (MontyNode::List(items), Value::List(values)) => all(items, values),
        (MontyNode::Dict(pairs), Value::Map(map)) => {
            let same = |(pair, entry): (&(NodeId, NodeId), (&Text, &Value))| {
                matches!(graph.node(pair.0), MontyNode::String(key) if **key == **entry.0)
                    && is_unchanged(graph, pair.1, entry.1)
            };
            pairs.len() == map.len() && pairs.iter().zip(map.iter()).all(same)
        }
        (_, Value::Typed(_)) => node_value(graph, node).is_ok_and(|exported| exported.is_identical(value)),
        _ => false,
    }
}

/// The names a set of nodes lacks.
pub(super) fn missing<'a>(
    names: impl Iterator<Item = &'a Text>,
    present: &[(NodeId, NodeId)],
    graph: &MontyGraph,
) -> Vec<&'a Text> {
    let present: HashSet<&str> = present
        .iter()
        .filter_map(|(key, _)| match graph.node(*key) {
            MontyNode::String(key) => Some(key.as_str()),
            _ => None,
        })
        .collect();
    names.filter(|name| !present.contains(&***name)).collect()
}
