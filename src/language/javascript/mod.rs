//! JavaScript on the `boa` engine.
//!
//! One context is kept, made so that no script can change it for the next. A text is compiled as the body of a function
//! whose parameters are the variables it names, so that every evaluation has its own scope. What a script assigns, with or
//! without `var`, `let` or `const`, becomes a variable when it stands at the top; functions and classes do not. `delete
//! name` removes a variable. Promises never resolve: a script is over when its last statement is.

mod builtins;
mod check;
mod convert;
mod depth;
mod errors;
mod harden;
mod instant;
mod marks;
mod names;
mod program;
mod realm;
mod run;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use self::program::Program;
use self::realm::Realm;
use super::{Check, Input, Kind, Language, LanguageId, Outcome, ProgramId, ScriptError};
use crate::value::Text;

/// The JavaScript engine with its compiled programs.
#[derive(Default)]
pub struct JavaScript {
    /// Made when first needed, and anew after a script left it in an unknown state.
    realm: Option<Realm>,
    programs: Vec<Program>,
    known: HashMap<(Kind, Text), ProgramId>,
}

impl JavaScript {
    /// An engine without programs.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Language for JavaScript {
    fn id(&self) -> LanguageId {
        LanguageId::JavaScript
    }

    fn check(&mut self, text: &str, kind: Kind) -> Check {
        depth::with_room(|| check::check(text, kind))
    }

    fn compile(&mut self, text: &str, kind: Kind) -> Result<super::Program, ScriptError> {
        depth::with_room(|| self.compile_with_room(text, kind))
    }

    fn run(&mut self, program: ProgramId, input: &Input<'_>) -> Result<Outcome, ScriptError> {
        depth::with_room(|| self.run_with_room(program, input))
    }
}

impl JavaScript {
    fn compile_with_room(&mut self, text: &str, kind: Kind) -> Result<super::Program, ScriptError> {
        let key = (kind, Text::from(text));
        let id = match self.known.get(&key) {
            Some(id) => *id,
            None => {
                let id = ProgramId(self.programs.len() as u32);
                self.programs.push(Program::new(text, kind).map_err(|found| errors::syntax(text, &found))?);
                self.known.insert(key, id);
                id
            }
        };
        let names = self.programs.get(id.0 as usize).and_then(Program::inputs);
        Ok(super::Program { id, names })
    }

    fn run_with_room(&mut self, program: ProgramId, input: &Input<'_>) -> Result<Outcome, ScriptError> {
        if self.realm.is_none() {
            self.realm = Realm::new();
        }
        let realm = self.realm.as_mut().ok_or_else(|| errors::broken("no JavaScript context could be made"))?;
        let program = self.programs.get_mut(program.0 as usize);
        let program = program.ok_or_else(|| errors::broken("the program is not compiled"))?;
        let (outcome, whole) = run::run(program, realm, input);
        if !whole {
            self.realm = None;
            self.programs.iter_mut().for_each(Program::forget);
        }
        outcome
    }
}
