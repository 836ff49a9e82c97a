//! Parsing, guarded against texts made to exhaust the stack.

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{Expr, Mod, Stmt};
use ruff_python_parser::{Mode, ParseOptions, Parsed, lexer, parse_unchecked};

use super::mapping::Place;
use crate::source::LineIndex;

/// The longest chain (`a + b + c`, `a.b.c`) and the deepest nesting that is accepted; the interpreter's own limit is lower
/// for most shapes, this one keeps the syntax tree small enough to walk and drop.
const LONGEST_CHAIN: u32 = 400;

/// A text that is not Python.
pub(super) struct SyntaxError {
    /// What is wrong.
    pub message: String,
    /// Where.
    pub place: Place,
}

/// The statements of a script, or all that is wrong with it.
pub(super) fn statements(text: &str) -> Result<Vec<Stmt>, Vec<SyntaxError>> {
    match parse(text, Mode::Module)?.into_syntax() {
        Mod::Module(module) => Ok(module.body.into_iter().collect()),
        Mod::Expression(_) => Ok(Vec::new()),
    }
}

/// The expression a text is, or all that is wrong with it.
pub(super) fn expression(text: &str) -> Result<Expr, Vec<SyntaxError>> {
    match parse(text, Mode::Expression)?.into_syntax() {
        Mod::Expression(expression) => Ok(*expression.body),
        Mod::Module(_) => Err(vec![SyntaxError { message: "Expected an expression".to_owned(), place: 0..0 }]),
    }
}

fn parse(text: &str, mode: Mode) -> Result<Parsed<Mod>, Vec<SyntaxError>> {
    if let Some(place) = too_deep(text, mode) {
        return Err(vec![SyntaxError { message: "Source is too deeply nested".to_owned(), place }]);
    }
    let parsed = parse_unchecked(text, ParseOptions::from(mode));
    if parsed.errors().is_empty() {
        return Ok(parsed);
    }
    let error = |error: &ruff_python_parser::ParseError| SyntaxError {
        message: error.error.to_string(),
        place: error.location.start().to_u32()..error.location.end().to_u32(),
    };
    Err(first_of_each_line(text, parsed.errors().iter().map(error).collect()))
}

/// After the first error of a line the parser is guessing.
fn first_of_each_line(text: &str, mut errors: Vec<SyntaxError>) -> Vec<SyntaxError> {
    let lines = LineIndex::new(text);
    errors.dedup_by_key(|error| lines.position(text, error.place.start).line);
    errors
}

/// Where a text first nests too deeply.
fn too_deep(text: &str, mode: Mode) -> Option<Place> {
    if text.len() <= LONGEST_CHAIN as usize {
        return None;
    }
    let mut lexer = lexer::lex(text, mode);
    let mut depth = Depth::default();
    loop {
        match lexer.next_token() {
            TokenKind::EndOfFile => return None,
            kind => depth.enter(kind),
        }
        if depth.outside + depth.here + depth.indent > LONGEST_CHAIN {
            let range = lexer.current_range();
            return Some(range.start().to_u32()..range.end().to_u32());
        }
    }
}

/// Counts, for each open bracket, what can make the tree one deeper; a comma, a semicolon or a new statement begins anew.
#[derive(Default)]
struct Depth {
    indent: u32,
    here: u32,
    open: Vec<u32>,
    /// The sum of `open`.
    outside: u32,
}

impl Depth {
    fn enter(&mut self, kind: TokenKind) {
        match kind {
            TokenKind::Indent => self.indent += 1,
            TokenKind::Dedent => self.indent = self.indent.saturating_sub(1),
            TokenKind::Comma | TokenKind::Semi | TokenKind::Newline => self.here = 0,
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => {
                self.open.push(self.here + 1);
                self.outside += self.here + 1;
                self.here = 0;
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                self.here = self.open.pop().unwrap_or(0);
                self.outside -= self.here;
            }
            _ if deepens(kind) => self.here += 1,
            _ => {}
        }
    }
}

fn deepens(kind: TokenKind) -> bool {
    kind.is_operator()
        || matches!(
            kind,
            TokenKind::Dot
                | TokenKind::Lambda
                | TokenKind::If
                | TokenKind::Else
                | TokenKind::Elif
                | TokenKind::And
                | TokenKind::Or
                | TokenKind::Not
                | TokenKind::Await
                | TokenKind::Equal
        )
}
