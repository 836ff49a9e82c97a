//! The languages of scripts and expressions behind one trait.
//!
//! A language checks and compiles a text once and runs the compiled program many times. It sees data, never the model; it
//! gets clock, seed and answers of host functions as input, so that the same input gives the same outcome always. In the
//! browser Python and JavaScript live in wasm modules of their own and [`bridge`] speaks to them; natively they are linked
//! in. The errors are data: a class, a message and a place in the text.

pub mod bridge;
#[cfg(feature = "javascript")]
pub mod javascript;
#[cfg(feature = "jinja")]
pub mod jinja;
#[cfg(feature = "python")]
pub mod python;
pub mod registry;
pub mod wire;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::value::{Map, Text, Value};

/// What a text is meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Statements that change variables.
    Script,
    /// One expression with a value.
    Expression,
    /// Tests of a decision table's cell against an input.
    UnaryTests,
    /// A text for people with holes in it; its value is the text, Markdown or HTML, in which values are escaped.
    Template,
    /// The same for JSON texts: values stand inside strings.
    JsonTemplate,
}

/// A language by its one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LanguageId {
    /// Python, as SpiffWorkflow's models use it.
    Python,
    /// JavaScript.
    JavaScript,
    /// FEEL, the expression language of DMN.
    Feel,
    /// Jinja, the templates of instructions and forms.
    Jinja,
}

impl LanguageId {
    /// The language a `scriptFormat` or `expressionLanguage` names: a plain name, a MIME type or a URI.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        let ends = |known: &[&str]| known.iter().any(|known| name == *known || name.ends_with(&format!("/{known}")));
        if ends(&["python", "python3", "x-python", "py"]) {
            Some(Self::Python)
        } else if ends(&["javascript", "ecmascript", "js", "x-javascript"]) {
            Some(Self::JavaScript)
        } else if name.contains("feel") {
            Some(Self::Feel)
        } else {
            None
        }
    }

    /// Its name: `python`, `javascript`, `feel` or `jinja`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::JavaScript => "javascript",
            Self::Feel => "feel",
            Self::Jinja => "jinja",
        }
    }
}

/// A compiled text, by the number its language gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProgramId(pub u32);

/// What a language knows of a text before running it.
#[derive(Clone, Debug, Default)]
pub struct Check {
    /// Problems; spans count bytes of the text itself.
    pub diagnostics: Vec<Diagnostic>,
    /// Names read from the data, in order of appearance.
    pub reads: Vec<Text>,
    /// Names written or deleted.
    pub writes: Vec<Text>,
}

/// A program ready to run.
#[derive(Clone, Debug)]
pub struct Program {
    /// Names it for [`Language::run`].
    pub id: ProgramId,
    /// The variables it can touch; `None` when it may touch any (`locals()`, `globalThis`).
    pub names: Option<Vec<Text>>,
}

/// What one evaluation may use up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScriptLimits {
    /// Wall-clock time in milliseconds; watched where the platform has a clock.
    pub milliseconds: u32,
    /// Rounds of loops, roughly; the deterministic guard.
    pub loop_rounds: u64,
    /// Depth of function calls.
    pub recursion: u32,
    /// Bytes of memory.
    pub memory: u64,
}

impl Default for ScriptLimits {
    fn default() -> Self {
        Self { milliseconds: 2_000, loop_rounds: 10_000_000, recursion: 200, memory: 192 << 20 }
    }
}

/// Everything an evaluation may depend on.
#[derive(Clone, Debug, Default)]
pub struct Input<'a> {
    /// The variables, those the program names at least.
    pub variables: Map,
    /// Values that can be read but are not part of the data, such as data objects in conditions or `task`. Data of the
    /// same name wins.
    pub context: Map,
    /// Names of modules and classes that scripts find without import, to what they are: `{"Decimal": "decimal.Decimal"}`.
    /// `None` is the language's usual set.
    pub globals: Option<&'a Map>,
    /// Names of the host functions that can be called.
    pub functions: &'a [Text],
    /// Answers to the calls this evaluation has made so far, in order.
    pub answers: &'a [Value],
    /// The time: milliseconds since 1970, UTC.
    pub now: i64,
    /// Seed of this evaluation's random numbers.
    pub seed: u64,
    /// What it may use up.
    pub limits: ScriptLimits,
}

/// How an evaluation ended well.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It ran to its end.
    Done(Done),
    /// It needs the answer of a host function; evaluate again with that answer appended.
    Call(Call),
}

/// What a finished evaluation left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Done {
    /// The value of an expression; null for scripts.
    pub value: Value,
    /// Variables set, or removed where the value is `None`, in order.
    pub changes: Vec<(Text, Option<Value>)>,
    /// What it printed.
    pub printed: String,
    /// How long it slept: milliseconds the clock moves on.
    pub slept: u64,
}

/// A call of a host function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// The function's name.
    pub function: Text,
    /// Positional arguments.
    pub arguments: Vec<Value>,
    /// Named arguments.
    pub named: Map,
}

/// Why an evaluation failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failure {
    /// The text cannot be compiled.
    Syntax,
    /// The script raised an error.
    Raised,
    /// A limit ended it.
    Limit,
    /// The result holds something that cannot be saved.
    NotSerializable,
    /// It asked for something that is not allowed, such as `import os`.
    Denied,
    /// The module that runs the language died; a new one takes its place.
    Crashed,
    /// The language is not there.
    Unavailable,
}

/// An evaluation that failed; the data is as it was before.
#[derive(Clone, Debug, PartialEq)]
pub struct ScriptError {
    /// Why.
    pub failure: Failure,
    /// The language's class of the error, such as `ZeroDivisionError`.
    pub class: String,
    /// What happened, in the language's words.
    pub message: String,
    /// Byte range in the text, where known.
    pub range: Option<(u32, u32)>,
    /// What to do about it, such as "did you mean".
    pub help: Option<String>,
}

/// A language. Programs live as long as it does.
pub trait Language {
    /// Which one.
    fn id(&self) -> LanguageId;

    /// Looks at a text without keeping it.
    fn check(&mut self, text: &str, kind: Kind) -> Check;

    /// What a text expects of names it reads, as far as their uses tell: a JSON Schema for each, null for one that it calls
    /// or sets itself. By default nothing is known.
    fn expects(&mut self, text: &str, kind: Kind) -> Map {
        let _ = (text, kind);
        Map::new()
    }

    /// Compiles a text; the same text and kind give the same program.
    fn compile(&mut self, text: &str, kind: Kind) -> Result<Program, ScriptError>;

    /// Runs a program.
    fn run(&mut self, program: ProgramId, input: &Input<'_>) -> Result<Outcome, ScriptError>;
}

/// The last line of a text that begins with a variable, else the last that mentions it: where it was set last, as far as
/// that can be told without running. Words that declare may stand before it.
#[cfg(any(feature = "javascript", feature = "python"))]
pub(crate) fn last_line_of(text: &str, variable: &str) -> Option<(u32, u32)> {
    let (mut found, mut mentioned) = (None, None);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let at = start + line.find(bare).unwrap_or(0);
        let words = ["const ", "let ", "var "];
        let named = words.iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare);
        let place = Some((at as u32, (at + bare.len()) as u32));
        if named.strip_prefix(variable).is_some_and(|rest| rest.chars().next().is_some_and(|next| !is_part(next))) {
            found = place;
        }
        if mentions(bare, variable) {
            mentioned = place;
        }
        start += line.len();
    }
    found.or(mentioned)
}

#[cfg(any(feature = "javascript", feature = "python"))]
fn mentions(line: &str, variable: &str) -> bool {
    line.match_indices(variable).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + variable.len()..]);
        !before.chars().next_back().is_some_and(is_part) && !after.chars().next().is_some_and(is_part)
    })
}

/// Whether a character can be part of a name.
#[cfg(any(feature = "javascript", feature = "python"))]
fn is_part(char: char) -> bool {
    char.is_alphanumeric() || char == '_' || char == '$'
}

#[cfg(test)]
mod tests {
    use super::last_line_of;

    #[test]
    fn the_last_line_that_begins_with_a_variable_is_found() {
        let line = |text: &'static str| last_line_of(text, "x").map(|(start, end)| &text[start as usize..end as usize]);
        assert_eq!(line("y = x\nx = 1\n  x.append(2)\nxy = 3"), Some("x.append(2)"));
        assert_eq!(line("const x = 1;\nlet y"), Some("const x = 1;"));
        assert_eq!(line("a = 1\nif a: y, x = 1, 2\nz = xy"), Some("if a: y, x = 1, 2"));
        assert_eq!(line("y = xy"), None);
    }
}
