//! Python on the `monty` interpreter, a sandbox that has no way to files, network or clock but those given to it.
//!
//! A text is parsed by the same parser monty uses, to learn which variables it touches and to rewrite what monty lacks
//! (`del`); it is compiled once for each set of variables it is met with. Task data are the variables of the outermost
//! scope, as SpiffWorkflow has them: after a run, functions, classes, modules and configured globals are taken out again.

mod bindings;
mod builtins;
mod check;
mod convert;
mod errors;
mod expects;
mod globals;
mod mapping;
mod names;
mod program;
mod rewrite;
mod run;
mod shape;
mod shims;
mod syntax;
mod temporal;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::HashMap;

use self::program::{Obstacle, Program};
use super::{Check, Input, Kind, Language, LanguageId, Outcome, ProgramId, ScriptError};
use crate::value::{Map, Text};

/// The Python interpreter with its compiled programs.
#[derive(Default)]
pub struct Python {
    programs: Vec<Program>,
    known: HashMap<(Kind, Text), ProgramId>,
}

impl Python {
    /// An interpreter without programs.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Language for Python {
    fn id(&self) -> LanguageId {
        LanguageId::Python
    }

    fn check(&mut self, text: &str, kind: Kind) -> Check {
        check::check(text, kind)
    }

    fn expects(&mut self, text: &str, kind: Kind) -> Map {
        expects::of_text(text, kind)
    }

    fn compile(&mut self, text: &str, kind: Kind) -> Result<super::Program, ScriptError> {
        let key = (kind, Text::from(text));
        let id = match self.known.get(&key) {
            Some(id) => *id,
            None => {
                let id = ProgramId(self.programs.len() as u32);
                self.programs.push(Program::new(text, kind).map_err(first_obstacle)?);
                self.known.insert(key, id);
                id
            }
        };
        let names = self.programs.get(id.0 as usize).and_then(Program::inputs);
        Ok(super::Program { id, names })
    }

    fn run(&mut self, program: ProgramId, input: &Input<'_>) -> Result<Outcome, ScriptError> {
        let program = self.programs.get_mut(program.0 as usize).ok_or_else(errors::unknown_program)?;
        run::run(program, input)
    }
}

fn first_obstacle(obstacle: Obstacle) -> ScriptError {
    match obstacle {
        Obstacle::Syntax(errors) => {
            let first = errors.into_iter().next();
            first.map_or_else(
                || errors::syntax("invalid syntax", 0..0),
                |error| errors::syntax(&error.message, error.place),
            )
        }
        Obstacle::Unsupported(places) => {
            let first = places.into_iter().next();
            first.map_or_else(
                || errors::syntax("invalid syntax", 0..0),
                |found| errors::unsupported(found.message, found.place),
            )
        }
    }
}
