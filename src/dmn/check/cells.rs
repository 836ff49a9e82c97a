//! Cells that look right and never hold.

use super::Check;
use crate::diagnostic::{Diagnostic, codes};
use crate::dmn::decisions::{INPUT_ENTRY, Placed};
use crate::dmn::model::DecisionTable;
use crate::language::LanguageId;

impl<'d> Check<'d> {
    /// Several values with commas between them: FEEL tests for any of them, Python compares with a tuple and JavaScript
    /// with the last.
    pub(super) fn cells(&mut self, table: &'d DecisionTable) {
        for rule in &table.rules {
            for cell in &rule.inputs {
                let text = self.decisions.text(self.model, &rule.base, cell, INPUT_ENTRY);
                if text.language != LanguageId::Feel && has_list(&cell.text.text) {
                    self.found.push(list(&text));
                }
            }
        }
    }
}

fn list(cell: &Placed<'_>) -> Diagnostic {
    let text = &cell.expression.text.text;
    let message = format!("The cell {text} is never true: it compares with all of its values at once.");
    let problem = Diagnostic { place: cell.place(None), ..Diagnostic::new(codes::DMN_LIST_IN_CELL, message) };
    let instead = match cell.language {
        LanguageId::JavaScript => format!("[{text}].includes(?)"),
        _ => format!("? in ({text})"),
    };
    let problem = problem.help(format!("Write {instead}."));
    match problem.place.span {
        Some(span) if text.contains(['<', '&', '>']) => problem.span(Some(span)),
        Some(span) => problem.fix("Test for any of the values", vec![(span, instead)]),
        None => problem,
    }
}

/// Whether a comma stands outside of quotes and brackets.
fn has_list(text: &str) -> bool {
    let (mut quote, mut depth, mut escaped) = (None, 0_usize, false);
    for char in text.chars() {
        match (quote, char) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), _) if open == char => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(char),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::has_list;

    #[test]
    fn lists_are_told_by_commas_outside() {
        for text in ["1,3", "\"a\", \"b\"", "(1), 2"] {
            assert!(has_list(text), "{text}");
        }
        for text in ["1", "\"a, b\"", "'it\\'s, so'", "? in (1, 2)", "[1, 2]", "max(1, 2)", "", "> 5"] {
            assert!(!has_list(text), "{text}");
        }
    }
}
