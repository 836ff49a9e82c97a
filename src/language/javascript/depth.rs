//! Guards the parser, which descends once for every bracket, against texts made to exhaust the stack.

/// The longest chain (`a + b + c`, `a.b.c`) that is accepted. Browsers give about a megabyte of stack, whatever a module asks
/// for; 90 brackets were seen to exhaust it.
const DEEPEST: u32 = 200;

/// How many links of a chain a bracket weighs.
const BRACKET: u32 = 4;

/// Does what may descend deeply with enough stack for [`DEEPEST`]: on another stack where the thread's own is short.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn with_room<R>(work: impl FnOnce() -> R) -> R {
    const NEEDED: usize = 6 << 20;
    stacker::maybe_grow(NEEDED, 2 * NEEDED, work)
}

/// A wasm module is linked with enough stack.
#[cfg(target_arch = "wasm32")]
pub(super) fn with_room<R>(work: impl FnOnce() -> R) -> R {
    work()
}

/// Where a text first nests too deeply, in bytes. Counts brackets and operators without regard for strings, which may
/// count too much but never too little; a comma, a semicolon or a line that ends a statement begins a new chain.
pub(super) fn too_deep(text: &str) -> Option<u32> {
    if text.len() <= (DEEPEST / BRACKET) as usize {
        return None;
    }
    let mut open: Vec<u32> = Vec::new();
    let (mut outside, mut here) = (0, 0);
    let mut previous = b';';
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => {
                open.push(here);
                outside += here + BRACKET;
                here = 0;
            }
            b')' | b']' | b'}' => {
                if let Some(around) = open.pop() {
                    outside -= around + BRACKET;
                    here = around + 1;
                }
            }
            b',' => here = 0,
            b';' if !goes_on(text.get(at + 1..)) => here = 0,
            b'\n' if ends_statement(previous, &text[..at]) && begins_statement(text.get(at + 1..)) => here = 0,
            _ if deepens(byte) || is_word_start(previous, byte) && deepens_word(text.get(at..)) => here += 1,
            _ => {}
        }
        if outside + here > DEEPEST {
            return Some(at as u32);
        }
        if !byte.is_ascii_whitespace() {
            previous = byte;
        }
    }
    None
}

fn deepens(byte: u8) -> bool {
    matches!(
        byte,
        b'+' | b'-' | b'*' | b'/' | b'%' | b'!' | b'~' | b'?' | b'&' | b'|' | b'^' | b'<' | b'>' | b'=' | b'.' | b'`'
    )
}

fn is_word_start(previous: u8, byte: u8) -> bool {
    byte.is_ascii_alphabetic() && !(previous.is_ascii_alphanumeric() || previous == b'_' || previous == b'$')
        || byte.is_ascii_lowercase() && previous.is_ascii_alphanumeric()
}

/// Words that nest what follows them.
const WORDS: [&str; 13] =
    ["await", "delete", "do", "else", "for", "function", "if", "new", "typeof", "void", "while", "with", "yield"];

fn deepens_word(rest: Option<&str>) -> bool {
    let word = rest.unwrap_or("").split(|char: char| !char.is_ascii_alphanumeric()).next().unwrap_or("");
    WORDS.contains(&word)
}

/// Whether a statement can end with what stands before a line break.
fn ends_statement(previous: u8, before: &str) -> bool {
    let word = before.trim_end().rsplit(|char: char| !char.is_ascii_alphanumeric()).next().unwrap_or("");
    let last = matches!(previous, b'_' | b'$' | b')' | b']' | b'}' | b'\'' | b'"' | b'`' | b';');
    last || previous.is_ascii_alphanumeric() && !WORDS.contains(&word)
}

/// Whether what follows a line break cannot go on with the line before.
fn begins_statement(rest: Option<&str>) -> bool {
    let next = rest.unwrap_or("").trim_start().chars().next();
    let begins = |next: char| next.is_alphanumeric() || matches!(next, '_' | '$' | '}' | '\'' | '"');
    next.is_none_or(begins) && !goes_on(rest)
}

/// Whether an `else` follows, which nests in the `if` before it.
fn goes_on(rest: Option<&str>) -> bool {
    rest.unwrap_or("").trim_start().starts_with("else")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_texts_are_found() {
        for (open, close) in [("(", ")"), ("[", "]"), ("-", ""), ("1 + ", ""), ("a.", ""), ("!", ""), ("a ? b : ", "")]
        {
            let text = format!("x = {}1{}", open.repeat(5_000), close.repeat(5_000));
            assert!(too_deep(&text).is_some(), "{open}");
        }
        assert!(too_deep(&"if (a) x(); else\n".repeat(5_000)).is_some());
        assert!(too_deep(&"typeof ".repeat(5_000)).is_some());
        assert!(too_deep(&"a\n.b".repeat(5_000)).is_some());
    }

    #[test]
    fn long_texts_are_not_deep() {
        for line in ["x = a.b + c.d;\n", "x = f(a) + 1\n", "if (a > 1) { b = [1, 2] }\n", "  'a': 1.5, b: c.d,\n"] {
            assert_eq!(too_deep(&line.repeat(5_000)), None, "{line}");
        }
    }
}
