//! The languages that are at hand.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::bridge::unavailable;
use super::{Check, Input, Kind, Language, LanguageId, Outcome, Program, ProgramId, ScriptError};
use crate::value::{Map, Text};

/// The languages that are at hand, each found by its name.
#[derive(Default)]
pub struct Languages {
    languages: Vec<Box<dyn Language>>,
    /// Programs that were compiled, by their text: nearly always one for each.
    compiled: HashMap<Text, Vec<(LanguageId, Kind, ProgramId)>, FixedState>,
}

impl Languages {
    /// No language at all.
    pub fn none() -> Self {
        Self::default()
    }

    /// The languages linked into this build.
    pub fn linked() -> Self {
        #[allow(unused_mut, reason = "a build without features links none")]
        let mut languages = Self::none();
        #[cfg(feature = "javascript")]
        languages.add(Box::new(super::javascript::JavaScript::new()));
        #[cfg(feature = "jinja")]
        languages.add(Box::new(super::jinja::Jinja::new()));
        #[cfg(feature = "python")]
        languages.add(Box::new(super::python::Python::new()));
        languages
    }

    /// Adds a language; one of the same name is replaced, and its programs with it.
    pub fn add(&mut self, language: Box<dyn Language>) {
        self.languages.retain(|known| known.id() != language.id());
        self.languages.push(language);
        self.compiled.clear();
    }

    /// Whether a language is there.
    pub fn has(&self, language: LanguageId) -> bool {
        self.languages.iter().any(|known| known.id() == language)
    }

    /// Looks at a text; `None` when its language is not there.
    pub fn check(&mut self, language: LanguageId, text: &str, kind: Kind) -> Option<Check> {
        self.find(language).ok().map(|language| language.check(text, kind))
    }

    /// What a text expects of names it reads: see [`Language::expects`]. Nothing when its language is not there.
    pub fn expects(&mut self, language: LanguageId, text: &str, kind: Kind) -> Map {
        self.find(language).map(|language| language.expects(text, kind)).unwrap_or_default()
    }

    /// Compiles a text; the same text, kind and language give the same program.
    ///
    /// # Errors
    /// Syntax errors, and [`Failure::Unavailable`](super::Failure::Unavailable) for a language that is not there.
    pub fn compile(&mut self, language: LanguageId, text: &str, kind: Kind) -> Result<Program, ScriptError> {
        self.find(language)?.compile(text, kind)
    }

    /// Runs a text, which is compiled when it is met for the first time.
    ///
    /// # Errors
    /// Those of [`compile`](Self::compile) and [`run`](Self::run).
    pub fn evaluate(
        &mut self,
        language: LanguageId,
        text: &str,
        kind: Kind,
        input: &Input<'_>,
    ) -> Result<Outcome, ScriptError> {
        let known = self.compiled.get(text).into_iter().flatten();
        let known = known.copied().find(|(of, as_, _)| *of == language && *as_ == kind);
        let program = match known {
            Some((_, _, program)) => program,
            None => {
                let program = self.compile(language, text, kind)?.id;
                self.compiled.entry(text.into()).or_default().push((language, kind, program));
                program
            }
        };
        self.run(language, program, input)
    }

    /// Runs a program of a language.
    ///
    /// # Errors
    /// Whatever ended the evaluation; the data is as it was before.
    pub fn run(&mut self, language: LanguageId, program: ProgramId, input: &Input<'_>) -> Result<Outcome, ScriptError> {
        self.find(language)?.run(program, input)
    }

    fn find(&mut self, language: LanguageId) -> Result<&mut Box<dyn Language>, ScriptError> {
        self.languages.iter_mut().find(|known| known.id() == language).ok_or_else(|| unavailable(language))
    }
}
