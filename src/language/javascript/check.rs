//! What can be said of a text without running it.

use super::errors;
use super::program::{INPUT, Program};
use crate::diagnostic::{Diagnostic, codes};
use crate::language::{Check, Kind};
use crate::source::Span;
use crate::value::Text;

/// Problems and names of a text.
pub(super) fn check(text: &str, kind: Kind) -> Check {
    match Program::new(text, kind) {
        Ok(program) => {
            let shown = |names: Vec<Text>| names.into_iter().filter(|name| &**name != INPUT).collect();
            Check { diagnostics: Vec::new(), reads: shown(program.names.reads), writes: shown(program.names.writes) }
        }
        Err(found) => {
            let (start, end) = errors::range(text, found.at);
            let diagnostic = Diagnostic::new(codes::JAVASCRIPT_SYNTAX, found.message);
            Check { diagnostics: vec![diagnostic.span(Some(Span::new(start, end)))], ..Check::default() }
        }
    }
}
