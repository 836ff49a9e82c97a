//! A text made ready: parsed, rewritten, and compiled for the variables that turn up.

use monty::MontyRun;
use monty_types::{CompileOptions, MontyException, MontyObject, OsPolicy, PrintWriter, ResourceTracker};
use ruff_python_ast::Stmt;

use super::globals::{self, Global};
use super::mapping::{Edit, Piece, Place, Rewritten};
use super::names::{self, Names};
use super::rewrite;
use super::shims::{self, HIDDEN};
use super::syntax::{self, SyntaxError};
use crate::language::Kind;
use crate::value::Text;

/// The name a cell's input value has in the program.
pub(super) const INPUT: &str = "__shim_input";

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
    rewritten: Rewritten,
    variants: Vec<Variant>,
}

/// A text compiled for certain variables.
pub(super) struct Variant {
    inputs: Vec<Text>,
    revived: Vec<Text>,
    globals: Vec<Global>,
    /// The compiled text.
    pub run: MontyRun,
    /// A copy of it that is used again and again: to copy it takes longer than to run a small script.
    used: Option<MontyRun>,
}

impl Variant {
    /// Runs the text from its beginning to its end, without a host it could ask.
    pub(super) fn run_alone(
        &mut self,
        policy: OsPolicy,
        inputs: Vec<MontyObject>,
        tracker: ResourceTracker,
        print: PrintWriter<'_>,
    ) -> Result<MontyObject, MontyException> {
        let mut run = self.used.take().unwrap_or_else(|| self.run.clone()).with_os_policy(policy);
        let result = run.run(inputs, tracker, print);
        self.used = Some(run);
        result
    }
}

/// Why a text cannot be made ready.
pub(super) enum Obstacle {
    /// It is not Python.
    Syntax(Vec<SyntaxError>),
    /// It is Python, but not the part of it that is supported.
    Unsupported(Vec<rewrite::Unsupported>),
}

/// Why a compiled form cannot be made.
pub(super) enum Uncompiled {
    /// A global whose module is not here.
    Global(Text),
    /// The interpreter's own reason, with a text to find its place in.
    Refused(MontyException, Rewritten),
}

impl Program {
    /// Parses and rewrites.
    pub(super) fn new(text: &str, kind: Kind) -> Result<Self, Obstacle> {
        let (names, rewritten) = match kind {
            Kind::Script => script(text)?,
            Kind::Expression | Kind::Template | Kind::JsonTemplate => expression(text)?,
            Kind::UnaryTests => unary_tests(text)?,
        };
        Ok(Self { kind, text: text.into(), names, rewritten, variants: Vec::new() })
    }

    /// The form compiled for these inputs, those of them that hold UUIDs, and these globals.
    pub(super) fn variant(
        &mut self,
        inputs: &[Text],
        revived: &[Text],
        globals: &[Global],
    ) -> Result<&mut Variant, Uncompiled> {
        let known = self
            .variants
            .iter()
            .position(|variant| variant.inputs == inputs && variant.revived == revived && variant.globals == globals);
        let index = match known {
            Some(index) => index,
            None => {
                let run = self.compile(inputs, revived, globals)?;
                if self.variants.len() == KEPT {
                    self.variants.remove(0);
                }
                let (inputs, revived, globals) = (inputs.to_vec(), revived.to_vec(), globals.to_vec());
                self.variants.push(Variant { inputs, revived, globals, run, used: None });
                self.variants.len() - 1
            }
        };
        Ok(&mut self.variants[index])
    }

    fn compile(&self, inputs: &[Text], revived: &[Text], globals: &[Global]) -> Result<MontyRun, Uncompiled> {
        let source = self.source(revived, globals).map_err(Uncompiled::Global)?;
        let inputs = inputs.iter().map(|name| name.to_string()).collect();
        MontyRun::new(source.text.clone(), SCRIPT, inputs, CompileOptions::default())
            .map_err(|error| Uncompiled::Refused(error, source))
    }

    /// What is compiled: the globals, the text, and for scripts the variables as its value.
    pub(super) fn source(&self, revived: &[Text], globals: &[Global]) -> Result<Rewritten, Text> {
        let imports: Vec<&str> = self.names.imports.iter().map(|(module, _)| module.as_str()).collect();
        let mut prelude = globals::prelude(globals, &imports, revived)?;
        if self.rewritten.text.contains(shims::MAKE_TIMEDELTA) {
            prelude.push_str(shims::TIMEDELTA);
        }
        let result = match self.kind {
            Kind::Script if self.returns_written() => self.written(),
            Kind::Script if self.names.classes || prelude.contains("class ") => self.filtered(globals),
            Kind::Script => "\nlocals()".to_owned(),
            _ => String::new(),
        };
        Ok(self.rewritten.wrapped(&prelude, &result))
    }

    /// Whether nothing but what it writes can have changed, so that the rest need not be looked at.
    pub(super) fn returns_written(&self) -> bool {
        let Names { mutates, settles, dynamic, .. } = self.names;
        settles && !mutates && !dynamic
    }

    /// The variables it writes.
    fn written(&self) -> String {
        let entries: String = self.names.writes.iter().map(|name| format!("'{name}': {name}, ")).collect();
        format!("\n{{{entries}}}")
    }

    /// All variables but classes and what the engine added: an exported class would stand for its instances' class, which
    /// the interpreter cannot export.
    fn filtered(&self, globals: &[Global]) -> String {
        let names = self.names.defined.iter().chain(globals.iter().map(|global| &global.name));
        let quoted: String = names.map(|name| format!("'{name}', ")).collect();
        format!("\n{{k: v for k, v in locals().items() if k not in ({quoted}) and not k.startswith('{HIDDEN}')}}")
    }
}

/// The name the interpreter knows the text by.
pub(super) const SCRIPT: &str = "script";

fn script(text: &str) -> Result<(Names, Rewritten), Obstacle> {
    let body = syntax::statements(text).map_err(Obstacle::Syntax)?;
    let edits = edits(text, &body)?;
    Ok((names::of_module(&body), Rewritten::new(text, edits)))
}

fn edits(text: &str, body: &[Stmt]) -> Result<Vec<Edit>, Obstacle> {
    let (edits, unsupported) = rewrite::rewrite(text, body);
    if unsupported.is_empty() { Ok(edits) } else { Err(Obstacle::Unsupported(unsupported)) }
}

/// White space around an expression has no meaning; in front of a statement it would.
fn expression(text: &str) -> Result<(Names, Rewritten), Obstacle> {
    let blank = (text.len() - text.trim_start().len()) as u32;
    let cut = Edit { place: 0..blank, pieces: Vec::new() };
    let rewritten = Rewritten::new(text, vec![cut]);
    let parsed = syntax::expression(text.trim()).map_err(|errors| Obstacle::Syntax(moved(errors, &rewritten)))?;
    let moved = |place: Place| place.start + blank..place.end + blank;
    let edits = rewrite::rewrite_expression(&parsed).into_iter().map(|edit| edit.moved(&moved));
    let cut = Edit { place: 0..blank, pieces: Vec::new() };
    Ok((names::of_expression(&parsed), Rewritten::new(text, std::iter::once(cut).chain(edits).collect())))
}

/// A decision table's cell as SpiffWorkflow reads it: empty or `-` holds always; `?` stands for the input value; an
/// expression is compared with it; anything else is the rest of an expression that begins with it.
fn unary_tests(text: &str) -> Result<(Names, Rewritten), Obstacle> {
    let start = (text.len() - text.trim_start().len()) as u32;
    let cell = start..start + text.trim().len() as u32;
    let all = 0..text.len() as u32;
    if matches!(text.trim(), "" | "-") {
        let always = Edit { place: all, pieces: vec!["True".into()] };
        return Ok((Names::default(), Rewritten::new(text, vec![always])));
    }
    let marks = question_marks(text);
    let rewritten = if !marks.is_empty() {
        let edits = marks.into_iter().map(|place| Edit { place, pieces: vec![INPUT.into()] });
        let cut = Edit { place: 0..start, pieces: Vec::new() };
        Rewritten::new(text, std::iter::once(cut).chain(edits).collect())
    } else {
        let (before, after) = match syntax::expression(text.trim()) {
            Ok(_) => (format!("{INPUT} == ("), ")"),
            Err(_) => (format!("{INPUT} "), ""),
        };
        let pieces = vec![Piece::Made(before), Piece::Kept(cell), after.into()];
        Rewritten::new(text, vec![Edit { place: all, pieces }])
    };
    let parsed = syntax::expression(&rewritten.text).map_err(|errors| Obstacle::Syntax(moved(errors, &rewritten)))?;
    Ok((names::of_expression(&parsed), rewritten))
}

fn moved(errors: Vec<SyntaxError>, rewritten: &Rewritten) -> Vec<SyntaxError> {
    let end = rewritten.text.len() as u32;
    let at_end = rewritten.place(end.saturating_sub(1)..end).map_or(0, |last| last.end);
    let place = |place: Place| if place.start >= end { at_end..at_end } else { rewritten.place(place).unwrap_or(0..0) };
    errors.into_iter().map(|error| SyntaxError { place: place(error.place), ..error }).collect()
}

/// The places of `?` outside quotes.
fn question_marks(text: &str) -> Vec<Place> {
    let mut quote = None;
    let mut places = Vec::new();
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(open), _) if open == byte => quote = None,
            (None, b'\'' | b'"') => quote = Some(byte),
            (None, b'?') => places.push(at as u32..at as u32 + 1),
            _ => {}
        }
    }
    places
}

impl Program {
    /// The names whose values it needs; `None` when it may look at any. A cell's input value is asked for as `?`.
    pub(super) fn inputs(&self) -> Option<Vec<Text>> {
        let shown = |name: &Text| if &**name == INPUT { Text::from("?") } else { name.clone() };
        (!self.names.dynamic).then(|| self.names.all.iter().map(shown).collect())
    }
}
