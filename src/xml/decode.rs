//! Bytes to text: byte order mark first, then the XML declaration, then UTF-8.
//!
//! UTF-8, UTF-16, ISO-8859-1 and Windows-1252 are what modelers write. They are decoded here with the standard library,
//! because the tables of a full encoding library would weigh more than the whole reader in the browser.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::{Source, Span};

/// The text of a file. Bytes that are no text in their encoding are replaced and told.
pub fn decode(name: &str, bytes: &[u8]) -> (Source, Vec<Diagnostic>) {
    let (text, problem) = match Encoding::detect(bytes) {
        Ok((encoding, rest)) => encoding.decode(rest),
        Err(problem) => (String::from_utf8_lossy(bytes).into_owned(), Some(*problem)),
    };
    let source = Source::new(name, &text);
    let problems = problem.map(|problem| problem.file(source.name.clone())).into_iter().collect();
    (source, problems)
}

#[derive(Clone, Copy)]
enum Encoding {
    Utf8,
    Utf16 {
        little: bool,
    },
    /// ISO-8859-1 is read as Windows-1252, of which it is a part, as browsers do.
    Windows1252,
}

impl Encoding {
    /// The encoding and the bytes after a byte order mark.
    fn detect(bytes: &[u8]) -> Result<(Self, &[u8]), Box<Diagnostic>> {
        Ok(match bytes {
            [0xEF, 0xBB, 0xBF, rest @ ..] => (Self::Utf8, rest),
            [0xFF, 0xFE, rest @ ..] => (Self::Utf16 { little: true }, rest),
            [0xFE, 0xFF, rest @ ..] => (Self::Utf16 { little: false }, rest),
            [b'<', 0, ..] => (Self::Utf16 { little: true }, bytes),
            [0, b'<', ..] => (Self::Utf16 { little: false }, bytes),
            _ => (Self::declared(bytes)?, bytes),
        })
    }

    fn declared(bytes: &[u8]) -> Result<Self, Box<Diagnostic>> {
        let Some((label, span)) = declaration(bytes) else { return Ok(Self::Utf8) };
        match label.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" | "ascii" | "us-ascii" => Ok(Self::Utf8),
            "iso-8859-1" | "latin1" | "latin-1" | "windows-1252" | "cp1252" => Ok(Self::Windows1252),
            _ => {
                let message = format!("The file declares the encoding {label:?}, but its bytes are not in it.");
                let known = "Save the file as UTF-8; UTF-16, ISO-8859-1 and Windows-1252 are read too.";
                let message = if label.to_ascii_lowercase().starts_with("utf-16") {
                    message
                } else {
                    format!("The file declares the encoding {label:?}, which the reader does not know.")
                };
                Err(Box::new(Diagnostic::new(codes::XML_ENCODING, message).span(Some(span)).help(known)))
            }
        }
    }

    fn decode(self, bytes: &[u8]) -> (String, Option<Diagnostic>) {
        match self {
            Self::Utf8 => utf8(bytes),
            Self::Utf16 { little } => utf16(bytes, little),
            Self::Windows1252 => (bytes.iter().map(|byte| windows_1252(*byte)).collect(), None),
        }
    }
}

/// The `encoding` of the XML declaration and where it stands.
fn declaration(bytes: &[u8]) -> Option<(String, Span)> {
    let head = bytes.get(..bytes.len().min(256))?;
    let head: String = head.iter().map(|byte| char::from(byte & 0x7F)).collect();
    let declaration = head.strip_prefix("<?xml")?;
    let declaration = declaration.get(..declaration.find("?>")?)?;
    let after = declaration.find("encoding")? + "encoding".len();
    let value = declaration.get(after..)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|char| matches!(char, '"' | '\''))?;
    let label = value.get(1..)?.split(quote).next()?;
    let start = head.find(label).unwrap_or(0) as u32;
    Some((label.to_owned(), Span::new(start, start + label.len() as u32)))
}

fn utf8(bytes: &[u8]) -> (String, Option<Diagnostic>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(error) => {
            let at = error.valid_up_to();
            let byte = bytes.get(at).copied().unwrap_or(0);
            let message = format!("Byte 0x{byte:02X} at offset {at} is not UTF-8 text.");
            let place = Span::new(at as u32, at as u32 + 3);
            let problem = Diagnostic::new(codes::XML_ENCODING, message).span(Some(place));
            (String::from_utf8_lossy(bytes).into_owned(), Some(problem))
        }
    }
}

fn utf16(bytes: &[u8], little: bool) -> (String, Option<Diagnostic>) {
    let pair = |pair: &[u8]| {
        let [first, second] = [pair.first().copied().unwrap_or(0), pair.get(1).copied().unwrap_or(0)];
        if little { u16::from_le_bytes([first, second]) } else { u16::from_be_bytes([first, second]) }
    };
    let units: Vec<u16> = bytes.chunks(2).map(pair).collect();
    match String::from_utf16(&units) {
        Ok(text) if bytes.len().is_multiple_of(2) => (text, None),
        _ => {
            let problem =
                Diagnostic::new(codes::XML_ENCODING, "The file is UTF-16, but a character of it is cut in half.");
            (String::from_utf16_lossy(&units), Some(problem))
        }
    }
}

fn windows_1252(byte: u8) -> char {
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => UPPER[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str, codes: &[&str]) {
        let (source, problems) = decode("a.bpmn", bytes);
        assert_eq!(&*source.text, expected);
        assert_eq!(problems.iter().map(|problem| problem.code.name()).collect::<Vec<_>>(), codes);
    }

    #[test]
    fn marks_and_declarations_choose_the_encoding() {
        check(b"\xEF\xBB\xBF<a/>", "<a/>", &[]);
        check(b"\xFF\xFE<\0a\0/\0>\0", "<a/>", &[]);
        check(b"\xFE\xFF\0<\0a\0/\0>", "<a/>", &[]);
        check(b"<\0a\0/\0>\0", "<a/>", &[]);
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a n='\xE9\x80'/>";
        check(latin, "<?xml version='1.0' encoding='ISO-8859-1'?><a n='é€'/>", &[]);
    }

    #[test]
    fn wrong_bytes_are_told_and_replaced() {
        check(b"<a n='\xFF'/>", "<a n='\u{FFFD}'/>", &["xml/encoding"]);
        check(b"\xFF\xFE<\0a", "<a", &["xml/encoding"]);
        let lie = b"<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>";
        check(lie, std::str::from_utf8(lie).unwrap(), &["xml/encoding"]);
        let odd = b"<?xml version=\"1.0\" encoding=\"EBCDIC\"?><a/>";
        check(odd, std::str::from_utf8(odd).unwrap(), &["xml/encoding"]);
    }
}
