//! Makes a decision: what it requires first, then its table or expression.

mod outputs;
mod table;
#[cfg(test)]
mod tests;

use super::decisions::{Decisions, LITERAL, Place, Placed};
use super::model::{Decision, Logic, Model};
use super::{Practice, model};
use crate::diagnostic::{self, Code, Diagnostic, codes};
use crate::language::{Kind, LanguageId, ScriptError};
use crate::value::{Map, Text, Value};

/// Runs the texts of decisions.
pub trait Texts {
    /// The value of an expression, or whether a test holds.
    ///
    /// # Errors
    /// Whatever ended the evaluation.
    fn value(&mut self, question: &Question<'_>) -> Result<Value, ScriptError>;
}

/// A text whose value is asked for.
#[derive(Clone, Copy)]
pub struct Question<'q> {
    /// What it is written in.
    pub language: LanguageId,
    /// The text itself.
    pub text: &'q str,
    /// Whether it is an expression or a test.
    pub kind: Kind,
    /// What it may use.
    pub variables: &'q Map,
    /// Names beside the variables, and under `?` the value that is tested.
    pub context: &'q Map,
}

impl<'q> Question<'q> {
    /// Asks for a text in the place of another one: the very text, or what was made of it.
    fn about(placed: &Placed<'_>, text: &'q str, variables: &'q Map, context: &'q Map) -> Self {
        Self { language: placed.language, text, kind: placed.kind, variables, context }
    }
}

/// A decision that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// Its result as DMN has it (section 8.2.11): the value of the one output, a map of several, a list of many rules.
    pub value: Value,
    /// Output name to value; a dot in a name makes nested maps. With several rules each value is a list.
    pub outputs: Map,
    /// Every decision that was made, in order; this one is the last.
    pub made: Vec<Made>,
}

/// One decision among those that were made.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// Its id.
    pub decision: Text,
    /// Ids of the rules that count; none for expressions and where no rule matches.
    pub rules: Vec<Text>,
    /// Its result.
    pub value: Value,
    /// The values of the input columns of its table, as far as a test asked for them.
    pub tested: Vec<Option<Value>>,
}

/// Why a decision could not be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Failed {
    /// What is wrong and where.
    pub diagnostic: Diagnostic,
    /// The language's class of the error, such as `NameError`.
    pub exception: Option<String>,
}

/// The result of one decision, before it is known who asked.
struct Result_ {
    value: Value,
    outputs: Map,
    rules: Vec<Text>,
    tested: Vec<Option<Value>>,
}

impl Result_ {
    /// A result that no table gave.
    fn plain(value: Value, outputs: Map) -> Self {
        Self { value, outputs, rules: Vec::new(), tested: Vec::new() }
    }
}

type Attempt<T> = Result<T, Box<Failed>>;

impl Decisions {
    /// Makes a decision with these variables.
    ///
    /// # Errors
    /// A text that fails, a hit policy that is violated, requirements in a circle, logic that cannot be run.
    pub fn decide(
        &self,
        decision: Place,
        variables: &Map,
        texts: &mut dyn Texts,
        practice: Practice,
    ) -> Result<Decided, Box<Failed>> {
        let order = self.order(decision).map_err(|circle| self.circle(decision, &circle))?;
        let mut scope = variables.clone();
        let mut made = Vec::with_capacity(order.len());
        let mut last = None;
        for place in order {
            let mut work = Work { decisions: self, practice, texts: &mut *texts, variables: &scope };
            let result = work.decide(place)?;
            let (_, decision) = self.get(place);
            made.push(Made {
                decision: decision.base.id.clone(),
                rules: result.rules.clone(),
                value: result.value.clone(),
                tested: result.tested.clone(),
            });
            publish(&mut scope, decision, &result);
            last = Some(result);
        }
        let result = last.unwrap_or_else(|| Result_::plain(Value::Null, Map::new()));
        Ok(Decided { value: result.value, outputs: result.outputs, made })
    }

    fn circle(&self, decision: Place, circle: &[Place]) -> Box<Failed> {
        let (model, found) = self.get(decision);
        let names = self.names(circle);
        let text =
            format!("{} cannot be decided, because its requirements form a circle: {}.", found.base.shown(), names);
        failed(codes::DMN_REQUIREMENT_CYCLE, text, at(model, &found.base))
    }
}

/// What decisions that require this one see: its outputs by name, and its result under its id and its variable.
fn publish(scope: &mut Map, decision: &Decision, result: &Result_) {
    for (name, value) in result.outputs.iter() {
        scope.insert(name.clone(), value.clone());
    }
    let names = [Some(&decision.base.id), decision.base.name.as_ref(), decision.variable.as_ref()];
    for name in names.into_iter().flatten() {
        scope.insert(name.clone(), result.value.clone());
    }
}

/// One decision being made.
struct Work<'w> {
    decisions: &'w Decisions,
    practice: Practice,
    texts: &'w mut dyn Texts,
    variables: &'w Map,
}

impl Work<'_> {
    fn decide(&mut self, place: Place) -> Attempt<Result_> {
        let (model, decision) = self.decisions.get(place);
        match &decision.logic {
            Some(Logic::Table(table)) => self.table(model, decision, table),
            Some(Logic::Literal(text)) => self.literal(model, decision, text),
            Some(Logic::Boxed { kind, .. }) => {
                let text = format!("{} is made by a boxed {kind}, which cannot be run yet.", decision.base.shown());
                Err(failed(codes::DMN_NOT_EXECUTABLE_YET, text, at(model, &decision.base)))
            }
            None => {
                let text = format!("{} does not say how it is made.", decision.base.shown());
                Err(failed(codes::DMN_NO_LOGIC, text, at(model, &decision.base)))
            }
        }
    }

    fn literal(&mut self, model: &Model, decision: &Decision, text: &model::Expression) -> Attempt<Result_> {
        let text = self.decisions.text(model, &decision.base, text, LITERAL);
        let value = self.value(&text, &Map::new())?;
        let outputs = outputs::nested([(decision.variable.as_ref().unwrap_or(decision.base.shown()), value.clone())]);
        Ok(Result_::plain(value, outputs))
    }

    /// The value of a text.
    fn value(&mut self, text: &Placed<'_>, context: &Map) -> Attempt<Value> {
        let question = Question::about(text, &text.expression.text.text, self.variables, context);
        self.texts.value(&question).map_err(|error| script_failed(text, error))
    }
}

/// A text that failed, told with its place.
fn script_failed(text: &Placed<'_>, error: ScriptError) -> Box<Failed> {
    let class = Some(error.class).filter(|class| !class.is_empty());
    let named = class.as_ref().map(|class| format!("{class}: ")).unwrap_or_default();
    let message = format!("{} of {} failed: {named}{}", property_name(text.property), text.element, error.message);
    let mut failed = failed(codes::RUN_DECISION_FAILED, message, text.place(error.range));
    failed.diagnostic.help = error.help.or(failed.diagnostic.help);
    failed.exception = class;
    failed
}

fn property_name(property: &str) -> &'static str {
    match property {
        "inputEntry" => "A condition",
        "outputEntry" => "An output",
        "inputExpression" => "The input expression",
        "outputValues" => "The list of output values",
        "defaultOutputEntry" => "The default output",
        _ => "The expression",
    }
}

fn failed(code: Code, message: impl Into<String>, place: diagnostic::Place) -> Box<Failed> {
    let diagnostic = Diagnostic { place, ..Diagnostic::new(code, message) };
    Box::new(Failed { diagnostic, exception: None })
}

fn at(model: &Model, base: &model::Base) -> diagnostic::Place {
    diagnostic::Place {
        file: Some(model.file.clone()),
        element: Some(base.id.clone()),
        property: None,
        span: Some(base.span),
    }
}
