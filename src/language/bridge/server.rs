//! The far side: answers requests with a language of its own.

use super::message::{self, Globals, Received, ask};
use crate::language::wire::{Malformed, Reader, Writer};
use crate::language::{Failure, Input, Language, ProgramId, ScriptError};
use crate::value::Map;

/// A language that answers requests.
pub struct Server<L> {
    language: L,
    /// The globals of the last run, so that they cross once.
    globals: Option<Map>,
}

impl<L: Language> Server<L> {
    /// Serves that language.
    pub fn new(language: L) -> Self {
        Self { language, globals: None }
    }

    /// Answers a request; what cannot be understood is answered with nothing.
    pub fn serve(&mut self, request: &[u8]) -> Vec<u8> {
        self.answer(request).unwrap_or_default()
    }

    fn answer(&mut self, request: &[u8]) -> Result<Vec<u8>, Malformed> {
        let mut reader = Reader::new(request);
        let mut writer = Writer::new();
        match reader.byte()? {
            ask::CHECK => {
                let (text, kind) = message::read_text(&mut reader)?;
                message::write_check(&mut writer, &self.language.check(text, kind));
            }
            ask::EXPECTS => {
                let (text, kind) = message::read_text(&mut reader)?;
                writer.map(&self.language.expects(text, kind));
            }
            ask::COMPILE => {
                let (text, kind) = message::read_text(&mut reader)?;
                message::write_program(&mut writer, &self.language.compile(text, kind));
            }
            ask::RUN => {
                let program = ProgramId(reader.small()?);
                let outcome = self.run(program, message::read_input(&mut reader)?);
                message::write_outcome(&mut writer, &outcome);
            }
            _ => return Err(Malformed),
        }
        writer.finish().or_else(|_| too_deep())
    }

    fn run(&mut self, program: ProgramId, received: Received) -> Result<crate::language::Outcome, ScriptError> {
        let usual = matches!(received.globals, Globals::Usual);
        if let Globals::New(globals) = received.globals {
            self.globals = Some(globals);
        }
        let input = Input {
            variables: received.variables,
            context: received.context,
            globals: self.globals.as_ref().filter(|_| !usual),
            functions: &received.functions,
            answers: &received.answers,
            now: received.now,
            seed: received.seed,
            limits: received.limits,
        };
        self.language.run(program, &input)
    }
}

fn too_deep() -> Result<Vec<u8>, Malformed> {
    let mut writer = Writer::new();
    message::write_outcome(&mut writer, &Err(super::nested_too_deeply(Failure::NotSerializable)));
    writer.finish()
}
