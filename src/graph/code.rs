//! A text of a program with its language, role and place.

use crate::diagnostic::Place;
use crate::language::{Kind, LanguageId};
use crate::source::{MappedText, Text};

/// What a text is for. Incidents are classed by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// A script task's script.
    Script,
    /// Runs when a task becomes ready.
    PreScript,
    /// Runs when a task completes.
    PostScript,
    /// A sequence flow's condition.
    Condition,
    /// Any other expression: timers, payloads, parameters, loops.
    Expression,
    /// Instructions for the person who does a task.
    Instructions,
}

impl Role {
    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::PreScript => "preScript",
            Self::PostScript => "postScript",
            Self::Condition => "condition",
            Self::Expression => "expression",
            Self::Instructions => "instructions",
        }
    }
}

/// A script or expression of a diagram.
#[derive(Debug)]
pub struct Code {
    /// Its language.
    pub language: LanguageId,
    /// What it is meant to be.
    pub kind: Kind,
    /// What it is for.
    pub role: Role,
    /// The text and where it stands.
    pub text: MappedText,
    /// Whether it may name the counters of a repeated activity.
    pub counts: bool,
    /// Id of the element it belongs to.
    pub element: Text,
    /// The file it is in.
    pub file: Text,
}

impl Code {
    /// Whether a text may name `loopCounter` or one of the numbers of instances.
    pub fn may_count(text: &str) -> bool {
        ["loopCounter", "numberOf", "nrOf"].iter().any(|name| text.contains(name))
    }

    /// The place of a range of the text in the file; the whole text when no range is known.
    pub fn place(&self, range: Option<(u32, u32)>) -> Place {
        let (start, end) = range.unwrap_or((0, self.text.text.len() as u32));
        Place {
            file: Some(self.file.clone()),
            element: Some(self.element.clone()),
            property: Some(self.role.name().into()),
            span: self.text.span(start, end),
        }
    }
}
