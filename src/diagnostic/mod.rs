//! One type for everything that can be wrong: XML, BPMN, DMN, scripts, lints and incidents.
//!
//! A diagnostic carries a stable code from the one table in [`codes`], says what is wrong in the user's words, where, and
//! what to do next. It knows nothing of the model: places are names and spans.

pub mod codes;
mod render;

pub use codes::Code;
pub use render::{render, severity_name};

use crate::source::{Span, Text};

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The diagram cannot run, or a run stands still.
    Error,
    /// It runs, but probably not as meant.
    Warning,
    /// Worth knowing.
    Information,
    /// A matter of style.
    Hint,
}

/// Where it is. Every part is optional, because some problems belong to a file as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// Name of the file in the workspace.
    pub file: Option<Text>,
    /// Id of the element.
    pub element: Option<Text>,
    /// The attribute or child element that is wrong, such as `sourceRef`.
    pub property: Option<Text>,
    /// Bytes of the file.
    pub span: Option<Span>,
}

/// Another place that explains the problem.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Related {
    /// What is there.
    pub message: String,
    /// Where.
    pub place: Place,
}

/// A change that removes the problem and can be applied by a machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fix {
    /// What the button says.
    pub title: String,
    /// Replacements in the file of the diagnostic, in ascending order.
    pub edits: Vec<(Span, String)>,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code, such as `bpmn/unresolved-reference`.
    pub code: Code,
    /// Severity; the code's own unless the place knows better.
    pub severity: Severity,
    /// What is wrong, one sentence.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What to do next; the code's own unless the place knows better.
    pub help: Option<String>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// Machine-applicable changes.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// A diagnostic of that code with its usual severity and help.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            place: Place::default(),
            help: Some(code.help().to_owned()).filter(|help| !help.is_empty()),
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// At an element.
    pub fn at(mut self, element: impl Into<Text>) -> Self {
        self.place.element = Some(element.into());
        self
    }

    /// At a range of the file.
    pub fn span(mut self, span: Option<Span>) -> Self {
        self.place.span = span;
        self
    }

    /// About an attribute or child element.
    pub fn property(mut self, property: impl Into<Text>) -> Self {
        self.place.property = Some(property.into());
        self
    }

    /// In a file.
    pub fn file(mut self, file: Text) -> Self {
        self.place.file = Some(file);
        self
    }

    /// With other advice than the code's.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With another severity than the code's.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// With a further place.
    pub fn related(mut self, message: impl Into<String>, place: Place) -> Self {
        self.related.push(Related { message: message.into(), place });
        self
    }

    /// With a machine-applicable change.
    pub fn fix(mut self, title: impl Into<String>, edits: Vec<(Span, String)>) -> Self {
        self.fixes.push(Fix { title: title.into(), edits });
        self
    }

    /// Whether the diagram cannot run because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The nearest of `candidates` to a mistyped `name`, when one is near enough to ask "did you mean".
pub fn did_you_mean<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// A longer name is nothing a person typed.
    const LONGEST: usize = 120;
    let limit = (name.chars().count() / 3).clamp(1, 3);
    let comparable = |candidate: &&str| name.len() <= LONGEST && candidate.len().abs_diff(name.len()) <= 4 * limit;
    let candidates = candidates.into_iter().filter(comparable);
    let scored = candidates.map(|candidate| (edit_distance(name, candidate), candidate));
    scored.filter(|(distance, _)| *distance <= limit).min().map(|(_, candidate)| candidate)
}

fn edit_distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let replace = diagonal + usize::from(!a.eq_ignore_ascii_case(b));
            diagonal = row[j + 1];
            row[j + 1] = replace.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}
