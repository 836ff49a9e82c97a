//! Character data: references replaced, line ends made one, every piece remembering where it stood.

use std::borrow::Cow;

use crate::source::{MappedText, Text};

/// A run of character data, or one character that a reference stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'a> {
    /// As written.
    Raw(&'a str),
    /// `&lt;`, `&#233;` ...
    Char(char),
}

/// Why a reference stands for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadReference {
    /// A name that XML does not define.
    Entity,
    /// A number that is no character.
    Number,
}

/// The character a reference (the text between `&` and `;`) stands for.
pub(super) fn reference(name: &str) -> Result<char, BadReference> {
    match name {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        _ => number(name.strip_prefix('#').ok_or(BadReference::Entity)?).ok_or(BadReference::Number),
    }
}

fn number(digits: &str) -> Option<char> {
    let (digits, radix) = digits.strip_prefix('x').map_or((digits, 10), |hex| (hex, 16));
    if !digits.starts_with(|char: char| char.is_ascii_hexdigit()) {
        return None;
    }
    let char = char::from_u32(u32::from_str_radix(digits, radix).ok()?)?;
    is_allowed(char).then_some(char)
}

/// Whether XML 1.0 allows the character (section 2.2).
pub(super) fn is_allowed(char: char) -> bool {
    !matches!(char, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// The references of an attribute value, in order: name and offset of the `&` in `raw`.
pub(super) fn references(raw: &str) -> impl Iterator<Item = (&str, usize)> {
    raw.match_indices('&').map(|(at, _)| {
        let rest = raw.get(at + 1..).unwrap_or("");
        (rest.split_once(';').map_or("", |(name, _)| name), at)
    })
}

/// An attribute value with references replaced and white space made spaces (XML section 3.3.3).
pub(super) fn attribute_value(raw: &str) -> Cow<'_, str> {
    if raw.bytes().any(|byte| matches!(byte, b'&' | b'\t' | b'\n' | b'\r')) {
        Cow::Owned(mapped_attribute(raw, 0).text.as_ref().to_owned())
    } else {
        Cow::Borrowed(raw)
    }
}

/// The same, with places; `at` is where `raw` stands in the file.
pub(super) fn mapped_attribute(raw: &str, at: u32) -> MappedText {
    let mut text = Assembly::default();
    let mut rest = raw;
    while !rest.is_empty() {
        let here = at + (raw.len() - rest.len()) as u32;
        let special = rest.find(['&', '\t', '\n', '\r']).unwrap_or(rest.len());
        text.push(rest.get(..special).unwrap_or(""), here);
        rest = rest.get(special..).unwrap_or("");
        let here = here + special as u32;
        let taken = match rest.split_at_checked(1) {
            None => 0,
            Some(("&", after)) => push_reference(&mut text, after, here),
            Some(("\r", after)) => {
                text.push(" ", here);
                1 + usize::from(after.starts_with('\n'))
            }
            Some(_) => {
                text.push(" ", here);
                1
            }
        };
        rest = rest.get(taken..).unwrap_or("");
    }
    text.finish()
}

/// A reference that stands for nothing stays as it is written; the parser has told it already.
fn push_reference(text: &mut Assembly, after: &str, here: u32) -> usize {
    let known = after.split_once(';').and_then(|(name, _)| Some((name.len() + 2, reference(name).ok()?)));
    match known {
        Some((taken, char)) => {
            text.push(char.encode_utf8(&mut [0; 4]), here);
            taken
        }
        None => {
            text.push("&", here);
            1
        }
    }
}

/// Element text put together from its pieces.
pub(super) fn mapped_text<'a>(pieces: impl Iterator<Item = (Piece<'a>, u32)>) -> MappedText {
    let mut text = Assembly::default();
    for (piece, at) in pieces {
        match piece {
            Piece::Char(char) => text.push(char.encode_utf8(&mut [0; 4]), at),
            Piece::Raw(raw) => text.push_lines(raw, at),
        }
    }
    text.finish()
}

#[derive(Default)]
struct Assembly {
    text: String,
    pieces: Vec<(u32, u32)>,
}

impl Assembly {
    fn push(&mut self, part: &str, at: u32) {
        if part.is_empty() {
            return;
        }
        let here = self.text.len() as u32;
        if self.pieces.last().is_none_or(|(from, source)| at.wrapping_sub(*source) != here - from) {
            self.pieces.push((here, at));
        }
        self.text.push_str(part);
    }

    /// Line ends become `\n` (XML section 2.11).
    fn push_lines(&mut self, raw: &str, mut at: u32) {
        for line in raw.split_inclusive('\r') {
            let Some(body) = line.strip_suffix('\r') else {
                self.push(line, at);
                return;
            };
            self.push(body, at);
            let end = at + body.len() as u32;
            at = end + 1;
            let followed = raw.as_bytes().get(offset_in(raw, line) + line.len()) == Some(&b'\n');
            if !followed {
                self.push("\n", end);
            }
        }
    }

    fn finish(self) -> MappedText {
        MappedText::new(Text::from(self.text), self.pieces)
    }
}

/// Where `part`, a slice of `whole`, begins in it.
pub(super) fn offset_in(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stand_for_characters() {
        assert_eq!(reference("amp"), Ok('&'));
        assert_eq!(reference("#233"), Ok('é'));
        assert_eq!(reference("#xE9"), Ok('é'));
        assert_eq!(reference("nbsp"), Err(BadReference::Entity));
        assert_eq!(reference("#0"), Err(BadReference::Number));
        assert_eq!(reference("#+65"), Err(BadReference::Number));
        assert_eq!(reference("#xD800"), Err(BadReference::Number));
    }

    #[test]
    fn attribute_values_are_normalized_and_mapped() {
        let value = mapped_attribute("a\r\n&lt;b&#10;c&x;", 100);
        assert_eq!(&*value.text, "a <b\nc&x;");
        assert_eq!(value.to_source(2), Some(103));
        assert_eq!(value.to_source(3), Some(107));
        assert_eq!(value.to_source(6), Some(114));
    }

    #[test]
    fn element_text_has_one_kind_of_line_end() {
        let text = mapped_text([(Piece::Raw("a\r\nb\rc"), 10), (Piece::Char('<'), 16)].into_iter());
        assert_eq!(&*text.text, "a\nb\nc<");
        assert_eq!(text.to_source(2), Some(13));
        assert_eq!(text.to_source(5), Some(16));
    }
}
