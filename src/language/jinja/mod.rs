//! Jinja, the templates of instructions, form schemas and notifications, on `minijinja`.
//!
//! A template is an expression whose value is a text. It is made as SpiffArena's are: values are escaped for HTML, the line
//! of a block tag disappears, and texts look as Python writes them (`True`, `None`, `['a']`). What is not in the data is
//! empty; reaching into it is an error. Nothing can be included from elsewhere.

mod convert;
mod errors;
mod filters;
mod format;
mod moment;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};

use super::{Check, Done, Input, Kind, Language, LanguageId, Outcome, Program, ProgramId, ScriptError};
use crate::value::{Text, Value};

/// Instructions one round of a loop may take, so that the limit on rounds limits templates too.
const FUEL_PER_ROUND: u64 = 10;

/// The template engine with its compiled templates.
pub struct Jinja {
    environment: Environment<'static>,
    known: HashMap<(Kind, Text), Program>,
}

impl Default for Jinja {
    fn default() -> Self {
        Self::new()
    }
}

impl Jinja {
    /// An engine without templates.
    pub fn new() -> Self {
        let mut environment = Environment::new();
        environment.set_path_join_callback(|_, _| "".into());
        if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
            environment.set_syntax(syntax);
        }
        environment.set_undefined_behavior(UndefinedBehavior::Lenient);
        environment.set_auto_escape_callback(escape);
        environment.set_formatter(format::format);
        environment.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
        filters::add_to(&mut environment);
        Self { environment, known: HashMap::new() }
    }
}

/// JSON templates are told by their name.
fn escape(name: &str) -> AutoEscape {
    if name.ends_with(JSON) { AutoEscape::Custom(format::JSON_TEXT.into()) } else { AutoEscape::Html }
}

const JSON: &str = ".json";

fn name_of(id: ProgramId, kind: Kind) -> String {
    format!("{}{}", id.0, if kind == Kind::JsonTemplate { JSON } else { ".md" })
}

impl Language for Jinja {
    fn id(&self) -> LanguageId {
        LanguageId::Jinja
    }

    fn check(&mut self, text: &str, _kind: Kind) -> Check {
        match self.environment.template_from_str(text) {
            Ok(template) => Check { reads: names(&template), ..Check::default() },
            Err(error) => Check { diagnostics: vec![errors::diagnostic(text, &error)], ..Check::default() },
        }
    }

    fn compile(&mut self, text: &str, kind: Kind) -> Result<Program, ScriptError> {
        let key = (kind, Text::from(text));
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let id = ProgramId(self.known.len() as u32);
        let name = name_of(id, kind);
        let added = self.environment.add_template_owned(name.clone(), text.to_owned());
        let template = added.and_then(|()| self.environment.get_template(&name));
        let names = names(&template.map_err(|error| errors::syntax(text, &error))?);
        let program = Program { id, names: Some(names) };
        self.known.insert(key, program.clone());
        Ok(program)
    }

    fn run(&mut self, program: ProgramId, input: &Input<'_>) -> Result<Outcome, ScriptError> {
        self.environment.set_fuel(Some(input.limits.loop_rounds.saturating_mul(FUEL_PER_ROUND)));
        let names = [Kind::Template, Kind::JsonTemplate].map(|kind| name_of(program, kind));
        let template = names.iter().find_map(|name| self.environment.get_template(name).ok());
        let template = template.ok_or_else(errors::unknown)?;
        let text =
            template.render(convert::context(input)).map_err(|error| errors::raised(template.source(), &error))?;
        Ok(Outcome::Done(Done { value: Value::text(text), ..Done::default() }))
    }
}

/// The variables a template reads, in alphabetical order.
fn names(template: &minijinja::Template<'_, '_>) -> Vec<Text> {
    let mut names: Vec<Text> = template.undeclared_variables(false).into_iter().map(Text::from).collect();
    names.sort();
    names
}
