//! What SpiffArena's templates find beside Jinja's own filters.

use minijinja::{Environment, Value as Seen};

use super::format::text_of;

/// Adds them.
pub(super) fn add_to(environment: &mut Environment<'static>) {
    environment.add_filter("sanitize_for_md", sanitize_for_md);
}

/// A value that Markdown leaves as it is, also in a cell of a table: its special characters are escaped, ends of lines
/// become spaces.
fn sanitize_for_md(value: &Seen) -> String {
    let mut sanitised = String::new();
    for char in text_of(value).chars() {
        match char {
            '\r' => {}
            '\n' => sanitised.push(' '),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '#' | '+' | '-' | '.' | '!' | '|' => {
                sanitised.extend(['\\', char]);
            }
            char => sanitised.push(char),
        }
    }
    sanitised
}
