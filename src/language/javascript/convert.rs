//! Values to JavaScript's and back.
//!
//! Numbers that are whole become integers again, dates are instants in UTC, and what JavaScript lacks (decimals, UUIDs,
//! lengths of time ...) is an object `{ $type, value }` that turns into a number or text where one is needed.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use boa_engine::object::JsObject;
use boa_engine::object::builtins::{JsArray, JsDate, JsMap, JsSet, JsUint8Array};
use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsBigInt, JsResult, JsValue, js_string};

use super::instant;
use crate::value::{Kind, Map, Text, Typed, Value};

/// Integers beyond this are `bigint`.
const SAFE_INTEGER: i64 = (1 << 53) - 1;

/// Values nested deeper than this are refused; so are those that contain themselves.
const DEEPEST: usize = 400;

/// A value as JavaScript's.
pub(super) fn to_js(value: &Value, tagged: &JsObject, context: &mut Context) -> JsResult<JsValue> {
    Ok(match value {
        Value::Null => JsValue::null(),
        Value::Bool(value) => JsValue::from(*value),
        Value::Int(value) => match i32::try_from(*value) {
            Ok(small) => JsValue::from(small),
            Err(_) if value.abs() <= SAFE_INTEGER => JsValue::from(*value as f64),
            Err(_) => JsValue::from(JsBigInt::from(*value)),
        },
        Value::Float(value) => JsValue::from(*value),
        Value::String(text) => js_string!(&**text).into(),
        Value::List(items) => array(items, tagged, context)?,
        Value::Map(map) => {
            let object = JsObject::with_object_proto(context.intrinsics());
            for (key, value) in map.iter() {
                let value = to_js(value, tagged, context)?;
                object.create_data_property_or_throw(js_string!(&**key), value, context)?;
            }
            object.into()
        }
        Value::Typed(typed) => typed_to_js(typed, tagged, context)?,
    })
}

fn array(items: &[Value], tagged: &JsObject, context: &mut Context) -> JsResult<JsValue> {
    let mut values = Vec::with_capacity(items.len());
    for item in items {
        values.push(to_js(item, tagged, context)?);
    }
    Ok(JsArray::from_iter(values, context).into())
}

fn typed_to_js(typed: &Typed, tagged: &JsObject, context: &mut Context) -> JsResult<JsValue> {
    let text = typed.value.as_str().unwrap_or("");
    let items = || typed.value.as_items().map(|items| items.as_slice()).unwrap_or_default();
    match typed.kind {
        Kind::DateTime => match instant::parse(text) {
            Some(millis) => {
                let date = JsDate::new(context);
                date.set_time(millis as f64, context)?;
                Ok(date.into())
            }
            None => object_of(typed, tagged, context),
        },
        Kind::Integer => match JsBigInt::from_string(text) {
            Some(integer) => Ok(integer.into()),
            None => object_of(typed, tagged, context),
        },
        Kind::Bytes => match BASE64_STANDARD.decode(text) {
            Ok(bytes) => Ok(JsUint8Array::from_iter(bytes, context)?.into()),
            Err(_) => object_of(typed, tagged, context),
        },
        Kind::Tuple => array(items(), tagged, context),
        Kind::Set => set(items(), tagged, context),
        Kind::Dict => map(items(), tagged, context),
        Kind::Date | Kind::Time | Kind::Timedelta | Kind::Decimal | Kind::Uuid | Kind::Float => {
            object_of(typed, tagged, context)
        }
    }
}

fn set(items: &[Value], tagged: &JsObject, context: &mut Context) -> JsResult<JsValue> {
    let set = JsSet::new(context);
    for item in items {
        let item = to_js(item, tagged, context)?;
        set.add(item, context)?;
    }
    Ok(set.into())
}

fn map(pairs: &[Value], tagged: &JsObject, context: &mut Context) -> JsResult<JsValue> {
    let map = JsMap::new(context);
    for pair in pairs {
        if let Some([key, value]) = pair.as_items().map(|pair| pair.as_slice()) {
            let (key, value) = (to_js(key, tagged, context)?, to_js(value, tagged, context)?);
            map.set(key, value, context)?;
        }
    }
    Ok(map.into())
}

fn object_of(typed: &Typed, tagged: &JsObject, context: &mut Context) -> JsResult<JsValue> {
    let object = JsObject::with_null_proto();
    object.set_prototype(Some(tagged.clone()));
    object.create_data_property_or_throw(js_string!("$type"), js_string!(typed.kind.name()), context)?;
    let value = to_js(&typed.value, tagged, context)?;
    object.create_data_property_or_throw(js_string!("value"), value, context)?;
    Ok(object.into())
}

/// Why a value cannot become data.
#[derive(Debug)]
pub(super) struct NotData {
    /// Where in the value, from the inside out.
    path: Vec<String>,
    /// What is there: "a function".
    pub what: &'static str,
}

impl NotData {
    fn new(what: &'static str) -> Self {
        Self { path: Vec::new(), what }
    }

    fn at(mut self, step: String) -> Self {
        self.path.push(step);
        self
    }

    /// Where in the value: `[0].name`; empty for the value itself.
    pub(super) fn place(&self) -> String {
        self.path.iter().rev().take(6).map(String::as_str).collect()
    }

    /// `holds a function at [0].name`.
    pub(super) fn message(&self) -> String {
        match self.place() {
            place if place.is_empty() => format!("is {}", self.what),
            place => format!("holds {} at {place}", self.what),
        }
    }
}

/// The value of one of JavaScript's; `None` for `undefined`.
pub(super) fn from_js(value: &JsValue, context: &mut Context) -> Result<Option<Value>, NotData> {
    Export { context, depth: 0 }.value(value)
}

struct Export<'a> {
    context: &'a mut Context,
    depth: usize,
}

impl Export<'_> {
    fn value(&mut self, value: &JsValue) -> Result<Option<Value>, NotData> {
        if value.is_undefined() {
            return Ok(None);
        }
        if let Some(object) = value.as_object() {
            return self.object(&object).map(Some);
        }
        Ok(Some(if value.is_null() {
            Value::Null
        } else if let Some(value) = value.as_boolean() {
            Value::Bool(value)
        } else if let Some(number) = value.as_number() {
            number_value(number)
        } else if let Some(text) = value.as_string() {
            Value::text(text.to_std_string_lossy())
        } else if let Some(integer) = value.as_bigint() {
            let text = integer.to_string_radix(10);
            text.parse().map_or_else(|_| Value::typed(Kind::Integer, Value::text(text)), Value::Int)
        } else {
            return Err(NotData::new("a symbol"));
        }))
    }

    fn object(&mut self, object: &JsObject) -> Result<Value, NotData> {
        if self.depth > DEEPEST {
            return Err(NotData::new("a value that is nested too deeply or contains itself"));
        }
        self.depth += 1;
        let value = self.any_object(object);
        self.depth -= 1;
        value
    }

    fn any_object(&mut self, object: &JsObject) -> Result<Value, NotData> {
        if object.is_callable() {
            return Err(NotData::new("a function"));
        }
        if object.is_array() {
            return self.array(object);
        }
        if object.is_ordinary() {
            return self.ordinary(object);
        }
        if let Ok(date) = JsDate::from_object(object.clone()) {
            return self.date(&date);
        }
        if let Ok(map) = JsMap::from_object(object.clone()) {
            return self.pairs(&map);
        }
        if let Ok(set) = JsSet::from_object(object.clone()) {
            return self.set(&set);
        }
        if let Ok(bytes) = JsUint8Array::from_object(object.clone()) {
            let bytes: Vec<u8> = bytes.iter(self.context).collect();
            return Ok(Value::typed(Kind::Bytes, Value::text(BASE64_STANDARD.encode(bytes))));
        }
        Err(NotData::new(exotic(object)))
    }

    fn array(&mut self, object: &JsObject) -> Result<Value, NotData> {
        let length = JsArray::from_object(object.clone()).and_then(|array| array.length(self.context));
        let length = length.map_err(raised)?;
        let mut items = Vec::new();
        for index in 0..length {
            let item = object.get(index, self.context).map_err(raised)?;
            let item = self.value(&item).map_err(|reason| reason.at(format!("[{index}]")))?;
            items.push(item.unwrap_or_default());
        }
        Ok(Value::list(items))
    }

    /// Own enumerable properties, as JSON has them; those that are undefined are left out.
    fn ordinary(&mut self, object: &JsObject) -> Result<Value, NotData> {
        let mut entries: Vec<(Text, Value)> = Vec::new();
        for key in object.own_property_keys(self.context).map_err(raised)? {
            let name: Text = match &key {
                PropertyKey::String(name) => name.to_std_string_lossy().into(),
                PropertyKey::Index(index) => index.get().to_string().into(),
                PropertyKey::Symbol(_) => return Err(NotData::new("an object with a symbol as a key")),
            };
            let shown = object.borrow().properties().get(&key).is_some_and(|property| property.expect_enumerable());
            if !shown {
                continue;
            }
            let value = object.get(key, self.context).map_err(raised)?;
            if let Some(value) = self.value(&value).map_err(|reason| reason.at(format!(".{name}")))? {
                entries.push((name, value));
            }
        }
        Ok(from_tagged(entries.into_iter().collect()))
    }

    fn date(&mut self, date: &JsDate) -> Result<Value, NotData> {
        let millis = date.get_time(self.context).ok().and_then(|time| time.as_number());
        match millis.filter(|millis| millis.is_finite()) {
            Some(millis) => Ok(Value::typed(Kind::DateTime, Value::text(instant::write(millis as i64)))),
            None => Err(NotData::new("an invalid date")),
        }
    }

    fn pairs(&mut self, map: &JsMap) -> Result<Value, NotData> {
        let mut pairs = Vec::new();
        map.for_each_native(|key, value| {
            pairs.push((key, value));
            Ok(())
        })
        .map_err(raised)?;
        let mut entries = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            let key = self.value(&key)?.unwrap_or_default();
            let value = self.value(&value).map_err(|reason| reason.at(".get(...)".to_owned()))?;
            entries.push(Value::list(vec![key, value.unwrap_or_default()]));
        }
        Ok(Value::typed(Kind::Dict, Value::list(entries)))
    }

    fn set(&mut self, set: &JsSet) -> Result<Value, NotData> {
        let mut items = Vec::new();
        set.for_each_native(|item| {
            items.push(item);
            Ok(())
        })
        .map_err(raised)?;
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            values.push(self.value(&item)?.unwrap_or_default());
        }
        Ok(Value::typed(Kind::Set, Value::list(values)))
    }
}

/// Whole numbers are integers; JavaScript does not tell `1` from `1.0`.
fn number_value(number: f64) -> Value {
    let whole = number.fract() == 0.0 && number.abs() <= SAFE_INTEGER as f64;
    let negative_zero = number == 0.0 && number.is_sign_negative();
    if whole && !negative_zero { Value::Int(number as i64) } else { Value::Float(number) }
}

fn raised(_: boa_engine::JsError) -> NotData {
    NotData::new("a property that raises an error when it is read")
}

fn exotic(object: &JsObject) -> &'static str {
    if object.is::<boa_engine::builtins::promise::Promise>() {
        "a promise"
    } else if object.is::<boa_engine::builtins::error::Error>() {
        "an error"
    } else if object.is::<boa_engine::builtins::regexp::RegExp>() {
        "a regular expression"
    } else {
        "an object with more to it than fields"
    }
}

/// An object of exactly the tagged form is the value it stands for.
fn from_tagged(map: Map) -> Value {
    let kind = map.get("$type").and_then(Value::as_str).and_then(Kind::named);
    match (kind, map.get("value"), map.len()) {
        (Some(kind), Some(value), 2) => Value::typed(kind, value.clone()),
        _ => Value::Map(map),
    }
}

/// The new value with all parts taken from the old one that JavaScript cannot tell from it, so that a script keeps the
/// floats, tuples and time zones it did not touch.
pub(super) fn reconcile(old: &Value, new: Value) -> Value {
    if is_same(old, &new) {
        return old.clone();
    }
    match (old, new) {
        (Value::Map(old), Value::Map(new)) => {
            let entry = |(key, value): (&Text, &Value)| match old.get(key) {
                Some(old) => (key.clone(), reconcile(old, value.clone())),
                None => (key.clone(), value.clone()),
            };
            Value::Map(new.iter().map(entry).collect())
        }
        (Value::List(old), Value::List(new)) => {
            let item = |(index, value): (usize, &Value)| match old.get(index) {
                Some(old) => reconcile(old, value.clone()),
                None => value.clone(),
            };
            Value::list(new.iter().enumerate().map(item).collect())
        }
        (_, new) => new,
    }
}

/// Whether JavaScript would see the same: kinds of number, order of keys and spelling of an instant do not matter.
pub(super) fn is_same(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Map(old), Value::Map(new)) => {
            let same = |(key, value): (&Text, &Value)| new.get(key).is_some_and(|new| is_same(value, new));
            old.is_same(new) || old.len() == new.len() && old.iter().all(same)
        }
        (Value::List(old), Value::List(new)) => are_same(old, new),
        (Value::Typed(old), Value::List(new)) if old.kind == Kind::Tuple => {
            old.value.as_items().is_some_and(|old| are_same(old, new))
        }
        (Value::Typed(old), Value::Typed(new)) if old.kind == new.kind => match old.kind {
            Kind::DateTime => {
                let millis = |typed: &Typed| typed.value.as_str().and_then(instant::parse);
                millis(old).is_some_and(|old| millis(new) == Some(old))
            }
            _ => is_same(&old.value, &new.value),
        },
        (Value::Float(old), Value::Float(new)) => old.to_bits() == new.to_bits() || old.is_nan() && new.is_nan(),
        (Value::Float(_), Value::Int(_)) => old == new,
        _ => old.is_identical(new),
    }
}

fn are_same(old: &[Value], new: &[Value]) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| is_same(old, new))
}
