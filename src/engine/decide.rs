//! Runs the texts of decisions: the input they may depend on, and the answers of host functions.

use super::context::{Answer, Scripts};
use crate::dmn::{Question, Texts};
use crate::language::{Call, Failure, Input, Outcome, ScriptError, ScriptLimits};
use crate::value::{Map, Text, Value};

/// Runs the texts of decisions in the languages at hand.
pub struct DecisionTexts<'d> {
    /// The languages.
    pub scripts: &'d mut dyn Scripts,
    /// Answers calls of host functions.
    pub answer: &'d mut dyn FnMut(&Call) -> Answer,
    /// Names that texts find without import; `None` is the language's usual set.
    pub globals: Option<&'d Map>,
    /// Names of the host functions that can be called.
    pub functions: &'d [Text],
    /// The time.
    pub now: i64,
    /// Seed of random numbers; every text gets its own.
    pub seed: u64,
    /// What one text may use up.
    pub limits: ScriptLimits,
    /// What was printed so far.
    pub printed: String,
    /// How long texts slept so far: milliseconds.
    pub slept: u64,
}

impl Texts for DecisionTexts<'_> {
    fn value(&mut self, question: &Question<'_>) -> Result<Value, ScriptError> {
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut answers = Vec::new();
        loop {
            let input = Input {
                variables: question.variables.clone(),
                context: question.context.clone(),
                globals: self.globals,
                functions: self.functions,
                answers: &answers,
                now: self.now + self.slept as i64,
                seed: self.seed,
                limits: self.limits,
            };
            match self.scripts.run(question.language, question.text, question.kind, &input)? {
                Outcome::Done(done) => {
                    self.printed.push_str(&done.printed);
                    self.slept += done.slept;
                    return Ok(done.value);
                }
                Outcome::Call(call) => match (self.answer)(&call) {
                    Answer::Value(value) => answers.push(value),
                    Answer::Failed(message) => return Err(host_failed(&call, &format!("failed: {message}"))),
                    Answer::Later => {
                        return Err(host_failed(&call, "answers later, which only a script task can wait for"));
                    }
                },
            }
        }
    }
}

fn host_failed(call: &Call, what: &str) -> ScriptError {
    ScriptError {
        failure: Failure::Raised,
        class: String::new(),
        message: format!("the host function {} {what}", call.function),
        range: None,
        help: None,
    }
}
