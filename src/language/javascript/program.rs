//! A text made ready: parsed, and compiled as the body of a function whose parameters are the variables that turn up.
//!
//! ```text
//! (function (total, items) {
//! let tax = total * 0.2; sum = total + tax
//! return [total, items, tax];
//! })(__signalbox[0], __signalbox[1])
//! ```
//!
//! What is assigned without declaration (`sum`) lands on the global object and is fetched from there.

use boa_engine::ast::{Statement, StatementListItem};
use boa_engine::interner::Interner;
use boa_engine::parser::{Parser, Source};
use boa_engine::{JsResult, Script};

use super::depth;
use super::marks;
use super::names::{self, Names};
use super::realm::Realm;
use crate::language::Kind;
use crate::value::Text;

/// The global through which values go in.
pub(super) const GATE: &str = "__signalbox";

/// The name a cell's input value has in the program: one letter, so that it can take the place of a `?`.
pub(super) const INPUT: &str = "\u{294}";

/// The name Boa knows a text by; it shows up in backtraces.
pub(super) const SCRIPT: &str = "script";

/// Compiled forms of one text that are kept.
const KEPT: usize = 8;

/// A text made ready.
pub(super) struct Program {
    /// What it is meant to be.
    pub kind: Kind,
    /// As its author wrote it.
    pub text: Text,
    /// What it touches.
    pub names: Names,
    body: Body,
    variants: Vec<Variant>,
}

/// What is compiled around the author's text.
enum Body {
    /// Statements.
    Statements,
    /// An expression, from and to these bytes of the text.
    Expression(usize, usize),
    /// An expression to be compared with the input value.
    Equal(usize, usize),
    /// An expression in which the input value took the place of each `?` that stands for it; from this byte of the text.
    Marked(usize, String),
    /// The rest of an expression that begins with the input value.
    Rest(usize, usize),
    /// Always true.
    Always,
}

/// A text compiled for certain variables.
pub(super) struct Variant {
    parameters: Vec<Text>,
    /// The compiled text; call it with the arguments at the gate.
    pub script: Script,
}

/// A text that is not JavaScript.
pub(super) struct SyntaxError {
    /// What is wrong.
    pub message: String,
    /// Line and column, both from 1, of the author's text; columns count characters.
    pub at: Option<(u32, u32)>,
}

impl Program {
    /// Parses.
    pub(super) fn new(text: &str, kind: Kind) -> Result<Self, SyntaxError> {
        if let Some(at) = depth::too_deep(text) {
            let lines = crate::source::LineIndex::new(text);
            let position = lines.position(text, at);
            let at = Some((position.line, position.column));
            return Err(SyntaxError { message: "the text is too deeply nested".to_owned(), at });
        }
        let trimmed = text.trim_end().trim_end_matches(';').trim_end();
        let (start, end) = (text.len() - text.trim_start().len(), trimmed.len());
        let (body, names) = match kind {
            Kind::Script => (Body::Statements, parse(text, 0, false)?),
            Kind::Expression | Kind::Template | Kind::JsonTemplate => {
                (Body::Expression(start, end), parse(&format!("(\n{trimmed}\n)"), 1, true)?)
            }
            Kind::UnaryTests => unary_tests(text, start, end)?,
        };
        Ok(Self { kind, text: text.into(), names, body, variants: Vec::new() })
    }

    /// The form compiled for these parameters.
    pub(super) fn variant(&mut self, parameters: &[Text], realm: &mut Realm) -> JsResult<Script> {
        if let Some(known) = self.variants.iter().find(|variant| variant.parameters == parameters) {
            return Ok(known.script.clone());
        }
        let source = self.source(parameters);
        let source = Source::from_bytes(&source).with_path(std::path::Path::new(SCRIPT));
        let script = Script::parse(source, None, &mut realm.context)?;
        if self.variants.len() == KEPT {
            self.variants.remove(0);
        }
        self.variants.push(Variant { parameters: parameters.to_vec(), script: script.clone() });
        Ok(script)
    }

    /// Forgets what was compiled in a context that is gone.
    pub(super) fn forget(&mut self) {
        self.variants.clear();
    }

    /// What is compiled; the author's text begins in line 2.
    fn source(&self, parameters: &[Text]) -> String {
        let list = parameters.join(",");
        let arguments: Vec<String> = (0..parameters.len()).map(|index| format!("{GATE}[{index}]")).collect();
        let arguments = arguments.join(",");
        let part = |start: usize, end: usize| self.text.get(start..end).unwrap_or("");
        let lead =
            |start: usize| part(0, start).chars().map(|char| if char == '\n' { '\n' } else { ' ' }).collect::<String>();
        let body = match &self.body {
            Body::Statements => {
                let results: Vec<&str> = self.results(parameters).map(|name| &**name).collect();
                format!("{}\nreturn [{}];", self.text, results.join(","))
            }
            Body::Always => "return true;".to_owned(),
            Body::Expression(start, end) => format!("{}{}\n);", lead(*start), part(*start, *end)),
            Body::Marked(start, cell) => format!("{}{cell}\n);", lead(*start)),
            Body::Equal(start, end) => format!("{}{}\n) === {INPUT};", lead(*start), part(*start, *end)),
            Body::Rest(start, end) => format!("{}{};", lead(*start), part(*start, *end)),
        };
        let open = match &self.body {
            Body::Statements | Body::Always => String::new(),
            Body::Expression(..) | Body::Equal(..) | Body::Marked(..) => "return (".to_owned(),
            // White space of the author's own lines follows, which `return` alone would end at.
            Body::Rest(..) => format!("return 0, {INPUT}"),
        };
        format!("(function ({list}) {{{open}\n{body}\n}})({arguments})")
    }

    /// The variables a script hands back, in order: of its parameters those that may have changed, and what it declares.
    pub(super) fn results<'a>(&'a self, parameters: &'a [Text]) -> impl Iterator<Item = &'a Text> {
        let Names { mutates, dynamic, writes, lexical, .. } = &self.names;
        let changed = |name: &&Text| *mutates || *dynamic || writes.contains(name);
        parameters.iter().filter(changed).chain(lexical)
    }

    /// The names whose values it needs; `None` when it may look at any. A cell's input value is asked for as `?`.
    pub(super) fn inputs(&self) -> Option<Vec<Text>> {
        let shown = |name: &Text| if &**name == INPUT { Text::from("?") } else { name.clone() };
        (!self.names.dynamic).then(|| self.names.all.iter().map(shown).collect())
    }
}

/// The names of a text; `lines` were put before it, and it must be one expression if `single`.
fn parse(text: &str, lines: u32, single: bool) -> Result<Names, SyntaxError> {
    let mut interner = Interner::default();
    let scope = boa_engine::ast::scope::Scope::new_global();
    let script = Parser::new(Source::from_bytes(text)).parse_script(&scope, &mut interner);
    let script = script.map_err(|error| syntax_error(&error, lines))?;
    let is_single = match script.statements().statements() {
        [StatementListItem::Statement(statement)] => matches!(&**statement, Statement::Expression(_)),
        _ => false,
    };
    if single && !is_single {
        return Err(SyntaxError { message: "expected a single expression".to_owned(), at: None });
    }
    let mut names = names::of_script(&script, &interner);
    names.places.iter_mut().for_each(|(_, line, _)| *line = line.saturating_sub(lines));
    Ok(names)
}

fn unary_tests(text: &str, start: usize, end: usize) -> Result<(Body, Names), SyntaxError> {
    let cell = text.get(start..end).unwrap_or("");
    if matches!(cell, "" | "-") {
        return Ok((Body::Always, Names::default()));
    }
    if let Some(marked) = INPUT.chars().next().and_then(|name| marks::replaced(cell, name)) {
        let names = parse(&format!("(\n{marked}\n)"), 1, true)?;
        return Ok((Body::Marked(start, marked), names));
    }
    if parse(&format!("(\n{cell}\n)"), 1, true).is_ok() {
        let names = parse(&format!("(\n{cell}\n) === {INPUT}"), 1, true)?;
        return Ok((Body::Equal(start, end), names));
    }
    Ok((Body::Rest(start, end), parse(&format!("{INPUT}\n{cell}"), 1, true)?))
}

/// The parser's error in the words of the author's text.
fn syntax_error(error: &boa_engine::parser::Error, lines: u32) -> SyntaxError {
    use boa_engine::parser::Error;
    let at = match error {
        Error::Expected { span, .. } | Error::Unexpected { span, .. } => Some(span.start()),
        Error::General { position, .. } => Some(*position),
        Error::Lex { err: boa_engine::parser::lexer::Error::Syntax(_, position) } => Some(*position),
        _ => None,
    };
    let text = error.to_string();
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    let at = at.map(|at| (at.line_number().saturating_sub(lines).max(1), at.column_number()));
    SyntaxError { message: message.to_owned(), at }
}
