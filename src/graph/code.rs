//! A text of a program with its language, role and place.

use std::sync::Arc;

use super::compile::{At, Compiler};
use crate::bpmn::{self, extension::Vocabulary};
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
    /// Finds a correlation property in the payload of a message.
    Correlation,
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
            Self::Correlation => "correlation",
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

impl Compiler<'_> {
    /// An expression of the diagram as code of the language it is in.
    pub(super) fn expression(
        &self,
        at: At<'_>,
        expression: &bpmn::Expression,
        role: Role,
        element: &Text,
    ) -> Arc<Code> {
        self.code(at, expression, Kind::Expression, role, element, None)
    }

    /// A text as code. `vocabulary` is the language its vocabulary is written in, which counts before all defaults.
    pub(super) fn code(
        &self,
        at: At<'_>,
        expression: &bpmn::Expression,
        kind: Kind,
        role: Role,
        element: &Text,
        vocabulary: Option<LanguageId>,
    ) -> Arc<Code> {
        let own = expression.language.as_deref().and_then(LanguageId::named);
        let (text, marked) = unwrap_marks(&expression.text);
        let language = own.or(marked).or(vocabulary).unwrap_or_else(|| self.default_language(at));
        let (element, file, counts) = (element.clone(), self.file(at.model), Code::may_count(&text.text));
        let code = Arc::new(Code { language, kind, role, text, counts, element, file });
        self.note(&code);
        code
    }

    /// Adds a text to those of the deployment.
    pub(super) fn note(&self, code: &Arc<Code>) {
        self.codes.borrow_mut().push(code.clone());
    }

    /// The definitions' language, else the language of the vocabulary the file uses, else the workspace's.
    fn default_language(&self, at: At<'_>) -> LanguageId {
        let model = self.model(at);
        let named = model.expression_language.as_deref().and_then(LanguageId::named);
        let uses = |vocabulary| model.vocabularies.contains(&vocabulary);
        named.unwrap_or_else(|| {
            if uses(Vocabulary::SpiffWorkflow) {
                LanguageId::Python
            } else if uses(Vocabulary::Zeebe) {
                LanguageId::Feel
            } else {
                self.options.language
            }
        })
    }
}

/// `=x` is FEEL (zeebe); `${x}` and `#{x}` are an expression in whatever language the file is in.
fn unwrap_marks(text: &MappedText) -> (MappedText, Option<LanguageId>) {
    let raw = &text.text;
    let length = raw.len();
    if let Some(rest) = raw.strip_prefix('=').filter(|rest| !rest.starts_with('=')) {
        return (text.slice(length - rest.len(), length), Some(LanguageId::Feel));
    }
    let wrapped = (raw.starts_with("${") || raw.starts_with("#{")) && raw.ends_with('}');
    if wrapped && !raw[2..length - 1].contains('}') {
        return (text.slice(2, length - 1), None);
    }
    (text.clone(), None)
}
