//! The bytes that cross between two wasm modules: compact, hand-written, for both sides of one build.
//!
//! Numbers are written seven bits to a byte, lowest first; texts and lists begin with their length; a value begins with a
//! byte for its kind. There is no version: both sides come from the same build.

use crate::value::{Kind, Map, Text, Value};

/// Values nested deeper than this do not cross.
pub const DEEPEST: u32 = 500;

/// Bytes that are not what they should be, or a value nested too deeply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// Writes a message.
#[derive(Default)]
pub struct Writer {
    bytes: Vec<u8>,
    too_deep: bool,
}

impl Writer {
    /// An empty message.
    pub fn new() -> Self {
        Self { bytes: Vec::with_capacity(256), too_deep: false }
    }

    /// The message, unless a value was nested too deeply.
    pub fn finish(self) -> Result<Vec<u8>, Malformed> {
        if self.too_deep { Err(Malformed) } else { Ok(self.bytes) }
    }

    /// One byte.
    pub fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// A natural number.
    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// A whole number; small ones of either sign are short.
    pub fn integer(&mut self, integer: i64) {
        self.number(((integer << 1) ^ (integer >> 63)) as u64);
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Something that may be missing.
    pub fn option<T>(&mut self, option: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.byte(u8::from(option.is_some()));
        if let Some(some) = option {
            write(self, some);
        }
    }

    /// Several of a kind.
    pub fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.number(items.len() as u64);
        items.iter().for_each(|item| write(self, item));
    }

    /// A value.
    pub fn value(&mut self, value: &Value) {
        self.nested(value, 0);
    }

    /// A map.
    pub fn map(&mut self, map: &Map) {
        self.entries(map, 0);
    }

    fn nested(&mut self, value: &Value, depth: u32) {
        if depth > DEEPEST {
            self.too_deep = true;
            return;
        }
        match value {
            Value::Null => self.byte(0),
            Value::Bool(value) => self.byte(1 + u8::from(*value)),
            Value::Int(value) => {
                self.byte(3);
                self.integer(*value);
            }
            Value::Float(value) => {
                self.byte(4);
                self.bytes.extend_from_slice(&value.to_le_bytes());
            }
            Value::String(text) => {
                self.byte(5);
                self.text(text);
            }
            Value::List(items) => {
                self.byte(6);
                self.list(items, |writer, item| writer.nested(item, depth + 1));
            }
            Value::Map(map) => {
                self.byte(7);
                self.entries(map, depth + 1);
            }
            Value::Typed(typed) => {
                let kind = Kind::NAMES.iter().position(|(kind, _)| *kind == typed.kind).unwrap_or(0);
                self.byte(8 + kind as u8);
                self.nested(&typed.value, depth + 1);
            }
        }
    }

    fn entries(&mut self, map: &Map, depth: u32) {
        self.number(map.len() as u64);
        for (key, value) in map.iter() {
            self.text(key);
            self.nested(value, depth);
        }
    }
}

/// Reads a message.
pub struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    /// A reader at the beginning of a message.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// One byte.
    pub fn byte(&mut self) -> Result<u8, Malformed> {
        let (first, rest) = self.bytes.split_first().ok_or(Malformed)?;
        self.bytes = rest;
        Ok(*first)
    }

    /// A natural number.
    pub fn number(&mut self) -> Result<u64, Malformed> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Malformed)
    }

    /// A natural number of 32 bits.
    pub fn small(&mut self) -> Result<u32, Malformed> {
        self.number()?.try_into().map_err(|_| Malformed)
    }

    /// A whole number.
    pub fn integer(&mut self) -> Result<i64, Malformed> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// A text.
    pub fn text(&mut self) -> Result<&'a str, Malformed> {
        let length = self.number()? as usize;
        let text = self.take(length)?;
        std::str::from_utf8(text).map_err(|_| Malformed)
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.bytes.split_at_checked(length).ok_or(Malformed)?;
        self.bytes = rest;
        Ok(taken)
    }

    /// Something that may be missing.
    pub fn option<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Malformed>) -> Result<Option<T>, Malformed> {
        if self.byte()? == 0 { Ok(None) } else { read(self).map(Some) }
    }

    /// Several of a kind.
    pub fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Result<T, Malformed>) -> Result<Vec<T>, Malformed> {
        let length = self.length()?;
        let mut items = Vec::with_capacity(length);
        for _ in 0..length {
            items.push(read(self)?);
        }
        Ok(items)
    }

    /// A count of things that take a byte each at least.
    fn length(&mut self) -> Result<usize, Malformed> {
        let length = self.number()? as usize;
        if length > self.bytes.len() { Err(Malformed) } else { Ok(length) }
    }

    /// A value.
    pub fn value(&mut self) -> Result<Value, Malformed> {
        self.nested(0)
    }

    /// A map.
    pub fn map(&mut self) -> Result<Map, Malformed> {
        self.entries(0)
    }

    fn nested(&mut self, depth: u32) -> Result<Value, Malformed> {
        if depth > DEEPEST {
            return Err(Malformed);
        }
        Ok(match self.byte()? {
            0 => Value::Null,
            1 => Value::Bool(false),
            2 => Value::Bool(true),
            3 => Value::Int(self.integer()?),
            4 => Value::Float(f64::from_le_bytes(self.take(8)?.try_into().map_err(|_| Malformed)?)),
            5 => Value::text(self.text()?),
            6 => Value::list(self.list(|reader| reader.nested(depth + 1))?),
            7 => Value::Map(self.entries(depth + 1)?),
            kind => {
                let (kind, _) = Kind::NAMES.get(usize::from(kind) - 8).ok_or(Malformed)?;
                Value::typed(*kind, self.nested(depth + 1)?)
            }
        })
    }

    fn entries(&mut self, depth: u32) -> Result<Map, Malformed> {
        let length = self.length()?;
        let mut entries: Vec<(Text, Value)> = Vec::with_capacity(length);
        for _ in 0..length {
            entries.push((self.text()?.into(), self.nested(depth)?));
        }
        Ok(entries.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &Value) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.value(value);
        writer.finish().expect("not too deep")
    }

    #[test]
    fn values_survive() {
        let json = r#"{"a":[null,true,false,-1,300,1.5,"ü"],"b":{"$type":"tuple","value":[{"$type":"decimal","value":"1.0"}]}}"#;
        let mut value: Value = serde_json::from_str(json).expect("valid JSON");
        for extreme in [i64::MIN, i64::MAX, 0, -64, 63, 64] {
            value = Value::list(vec![value, Value::Int(extreme), Value::Float(f64::NAN), Value::Float(-0.0)]);
        }
        let read = Reader::new(&written(&value)).value().expect("well-formed");
        assert!(read.is_identical(&value));
    }

    #[test]
    fn cut_or_wrong_bytes_are_refused() {
        let bytes = written(&Value::list(vec![Value::text("abc"), Value::Int(1 << 40), Value::Float(1.0)]));
        for end in 0..bytes.len() {
            assert_eq!(Reader::new(&bytes[..end]).value(), Err(Malformed), "{end}");
        }
        assert_eq!(Reader::new(&[99]).value(), Err(Malformed));
        assert_eq!(Reader::new(&[6, 0xff, 0xff, 0xff, 0x7f]).value(), Err(Malformed));
    }

    #[test]
    fn depth_is_bounded() {
        let deep = (0..2 * DEEPEST).fold(Value::Null, |inner, _| Value::list(vec![inner]));
        let mut writer = Writer::new();
        writer.value(&deep);
        assert_eq!(writer.finish(), Err(Malformed));
        let bytes: Vec<u8> = std::iter::repeat_n([6, 1], 2_000).flatten().collect();
        assert_eq!(Reader::new(&bytes).value(), Err(Malformed));
    }
}
