//! A language that lives in another wasm module, spoken to in bytes.
//!
//! The near side is a [`Bridge`], a language like any other; the far side is a [`Server`] around the language itself.
//! Between them a [`Transport`] carries bytes: in the browser a function of the page, in tests a call.
//!
//! The far side may die of a script (a memory bomb, an exhausted stack). The evaluation that killed it fails with
//! [`Failure::Crashed`]; the transport starts another, and the bridge compiles there again what is run there again.

mod message;
mod server;
#[cfg(test)]
mod tests;

pub use server::Server;

use std::collections::HashMap;

use self::message::ask;
use super::wire::{Malformed, Reader, Writer};
use super::{Check, Failure, Input, Kind, Language, LanguageId, Outcome, Program, ProgramId, ScriptError};
use crate::value::{Map, Text};

/// Carries a request to the module of a language and brings its reply.
pub trait Transport {
    /// `None` when the module died of the request; the next request goes to a new one. Empty bytes when there is no
    /// module for that language, or it is not loaded.
    fn evaluate(&mut self, language: LanguageId, request: &[u8]) -> Option<Vec<u8>>;
}

/// The near side of a language in another module.
pub struct Bridge<T> {
    language: LanguageId,
    transport: T,
    programs: Vec<Known>,
    ids: HashMap<(Kind, Text), ProgramId>,
    /// The globals the far side has from the last run.
    globals: Option<Map>,
}

/// A program as both sides know it.
struct Known {
    text: Text,
    kind: Kind,
    names: Option<Vec<Text>>,
    /// Its number on the far side, until that dies.
    far: Option<ProgramId>,
}

impl<T: Transport> Bridge<T> {
    /// The language of that name at the other end of the transport.
    pub fn new(language: LanguageId, transport: T) -> Self {
        Self { language, transport, programs: Vec::new(), ids: HashMap::new(), globals: None }
    }

    /// Sends a request and reads the reply.
    fn ask<R>(
        &mut self,
        request: Writer,
        read: impl FnOnce(&mut Reader<'_>) -> Result<R, Malformed>,
    ) -> Result<R, ScriptError> {
        let request = request.finish().map_err(|_| nested_too_deeply(Failure::Limit))?;
        match self.transport.evaluate(self.language, &request) {
            None => {
                self.forget();
                Err(self.crashed())
            }
            Some(reply) if reply.is_empty() => Err(unavailable(self.language)),
            Some(reply) => read(&mut Reader::new(&reply)).map_err(|_| self.crashed()),
        }
    }

    /// The far side died: what it knew is gone.
    fn forget(&mut self) {
        self.globals = None;
        self.programs.iter_mut().for_each(|known| known.far = None);
    }

    fn crashed(&self) -> ScriptError {
        let name = self.language.name();
        ScriptError {
            failure: Failure::Crashed,
            class: "Crash".to_owned(),
            message: format!("the {name} interpreter died of this text and was replaced"),
            range: None,
            help: Some(
                "It used up memory or stack: look for data that grows in a loop and for deep recursion.".to_owned(),
            ),
        }
    }

    fn compile_there(&mut self, text: &str, kind: Kind) -> Result<Program, ScriptError> {
        let mut request = Writer::new();
        request.byte(ask::COMPILE);
        message::write_text(&mut request, text, kind);
        self.ask(request, message::read_program)?
    }

    /// The number a program has on the far side, compiled there again where needed.
    fn far(&mut self, program: ProgramId) -> Result<ProgramId, ScriptError> {
        let index = program.0 as usize;
        let known = self.programs.get(index).ok_or_else(|| unavailable(self.language))?;
        if let Some(far) = known.far {
            return Ok(far);
        }
        let (text, kind) = (known.text.clone(), known.kind);
        let far = self.compile_there(&text, kind)?.id;
        self.programs[index].far = Some(far);
        Ok(far)
    }
}

impl<T: Transport> Language for Bridge<T> {
    fn id(&self) -> LanguageId {
        self.language
    }

    /// A text that cannot be looked at, because the module is not there or died, is reported when it is run.
    fn check(&mut self, text: &str, kind: Kind) -> Check {
        let mut request = Writer::new();
        request.byte(ask::CHECK);
        message::write_text(&mut request, text, kind);
        self.ask(request, message::read_check).unwrap_or_default()
    }

    fn expects(&mut self, text: &str, kind: Kind) -> Map {
        let mut request = Writer::new();
        request.byte(ask::EXPECTS);
        message::write_text(&mut request, text, kind);
        self.ask(request, |reader| reader.map()).unwrap_or_default()
    }

    fn compile(&mut self, text: &str, kind: Kind) -> Result<Program, ScriptError> {
        let key = (kind, Text::from(text));
        if let Some(id) = self.ids.get(&key) {
            let names = self.programs.get(id.0 as usize).and_then(|known| known.names.clone());
            return Ok(Program { id: *id, names });
        }
        let Program { id: far, names } = self.compile_there(text, kind)?;
        let id = ProgramId(self.programs.len() as u32);
        self.programs.push(Known { text: key.1.clone(), kind, names: names.clone(), far: Some(far) });
        self.ids.insert(key, id);
        Ok(Program { id, names })
    }

    fn run(&mut self, program: ProgramId, input: &Input<'_>) -> Result<Outcome, ScriptError> {
        let far = self.far(program)?;
        let same = matches!((input.globals, &self.globals), (Some(now), Some(then)) if now.is_same(then));
        let mut request = Writer::new();
        request.byte(ask::RUN);
        request.number(u64::from(far.0));
        let names = self.programs.get(program.0 as usize).and_then(|known| known.names.as_deref());
        message::write_input(&mut request, input, names, same);
        let outcome = self.ask(request, message::read_outcome)?;
        if !same && let Some(globals) = input.globals {
            self.globals = Some(globals.clone());
        }
        outcome
    }
}

/// The error of a language that is not there.
pub(super) fn unavailable(language: LanguageId) -> ScriptError {
    let name = language.name();
    ScriptError {
        failure: Failure::Unavailable,
        class: "Unavailable".to_owned(),
        message: format!("there is no {name} interpreter here"),
        range: None,
        help: Some(match language {
            LanguageId::Feel => "FEEL cannot be run yet: write the text in another language, and name it.".to_owned(),
            _ => format!("Load the module for {name}, or write the text in a language that is there."),
        }),
    }
}

fn nested_too_deeply(failure: Failure) -> ScriptError {
    ScriptError {
        failure,
        class: "DepthError".to_owned(),
        message: "a value is nested too deeply".to_owned(),
        range: None,
        help: Some("Keep lists and maps flatter.".to_owned()),
    }
}
