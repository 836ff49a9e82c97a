//! Finds the `?` of a decision table's cell that stand for its input value, among those that JavaScript uses itself.

/// The cell with each `?` that stands for the input value replaced by `name`, a single character so that columns stay;
/// `None` when there is none.
///
/// Such a `?` stands where an operand must come: at the beginning, after an operator, a comma, an opening bracket. After an
/// operand it is JavaScript's own: `a ? b : c`, `a?.b`, `a ?? b`.
pub(super) fn replaced(cell: &str, name: char) -> Option<String> {
    let mut scan = Scan { rest: cell, out: String::with_capacity(cell.len() + 8), operand: false, found: false };
    while let Some(next) = scan.rest.chars().next() {
        scan.take(next, name);
    }
    scan.found.then_some(scan.out)
}

struct Scan<'c> {
    rest: &'c str,
    out: String,
    /// Whether an operand has just ended.
    operand: bool,
    found: bool,
}

impl Scan<'_> {
    fn take(&mut self, next: char, name: char) {
        match next {
            '?' if !self.operand => {
                self.copy(1);
                self.out.pop();
                self.out.push(name);
                (self.operand, self.found) = (true, true);
            }
            '?' if self.rest.starts_with("??") => {
                self.copy(2);
                self.operand = false;
            }
            '"' | '\'' | '`' => self.text(next),
            '/' if self.rest.starts_with("//") => self.copy(self.rest.find('\n').unwrap_or(self.rest.len())),
            '/' if self.rest.starts_with("/*") => self.copy(self.rest.find("*/").map_or(self.rest.len(), |at| at + 2)),
            '/' if !self.operand => self.text(next),
            _ if is_word(next) => self.word(),
            _ if next.is_whitespace() => self.copy(next.len_utf8()),
            _ => {
                self.operand = matches!(next, ')' | ']' | '}');
                self.copy(next.len_utf8());
            }
        }
    }

    fn copy(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at(length);
        self.out.push_str(taken);
        self.rest = rest;
    }

    /// A string, template or regular expression, up to the same character again.
    fn text(&mut self, end: char) {
        let mut escaped = false;
        let closing = self.rest.char_indices().skip(1).find(|(_, char)| {
            let closes = !escaped && *char == end;
            escaped = !escaped && *char == '\\';
            closes
        });
        self.copy(closing.map_or(self.rest.len(), |(at, char)| at + char.len_utf8()));
        self.operand = true;
    }

    fn word(&mut self) {
        let end = self.rest.find(|char| !is_word(char)).unwrap_or(self.rest.len());
        let word = self.rest.get(..end).unwrap_or("");
        self.operand = !matches!(word, "in" | "instanceof" | "typeof" | "new" | "void" | "delete" | "return" | "await");
        self.copy(end);
    }
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '_' | '$')
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn the_input_is_told_from_javascripts_own_marks() {
        for (cell, expected) in [
            ("? > 5", "I > 5"),
            ("a < ? && ? < b", "a < I && I < b"),
            ("[1, 2].includes(?)", "[1, 2].includes(I)"),
            ("typeof ? === 'string'", "typeof I === 'string'"),
            ("? ? a : b", "I ? a : b"),
            ("a ? ? : !?", "a ? I : !I"),
            ("?.name === 'x?'", "I.name === 'x?'"),
            ("/a?\\/'/.test(?)", "/a?\\/'/.test(I)"),
            ("4 / 2 === ? // why?", "4 / 2 === I // why?"),
            ("'é?' === ?", "'é?' === I"),
        ] {
            assert_eq!(replaced(cell, 'I').as_deref(), Some(expected));
        }
        for cell in
            ["a ? b : c", "a?.b", "a ?? b", "'?'", "`?`", "x[0]?.y", "f()?.y", "/a?/", "/* ? */ 1", "\"\\\"?\"", "'?"]
        {
            assert_eq!(replaced(cell, 'I'), None, "{cell}");
        }
    }
}
