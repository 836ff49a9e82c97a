//! What went wrong, told as data.

use boa_engine::error::{EngineError, RuntimeLimitError};
use boa_engine::object::JsObject;
use boa_engine::{JsError, JsString, js_string};

use super::builtins::BUILTINS;
use super::convert::NotData;
use super::program::{Program, SCRIPT, SyntaxError};
use super::realm::Realm;
use crate::diagnostic::did_you_mean;
use crate::language::{Failure, Input, ScriptError};
use crate::source::{LineIndex, Position};

fn error(failure: Failure, class: &str, message: impl Into<String>, range: Option<(u32, u32)>) -> ScriptError {
    ScriptError { failure, class: class.to_owned(), message: message.into(), range, help: None }
}

/// Text that is no JavaScript.
pub(super) fn syntax(text: &str, found: &SyntaxError) -> ScriptError {
    error(Failure::Syntax, "SyntaxError", found.message.as_str(), Some(range(text, found.at)))
}

/// The bytes of the token at a line and column, or the end of the text.
pub(super) fn range(text: &str, at: Option<(u32, u32)>) -> (u32, u32) {
    let end = text.trim_end().len() as u32;
    let inside = at.filter(|(line, _)| *line as usize <= text.split('\n').count());
    let Some((line, column)) = inside else { return (end, end) };
    let start = offset(text, line, column);
    let rest = text.get(start as usize..).unwrap_or("");
    let is_part = |char: char| char.is_alphanumeric() || char == '_' || char == '$';
    let word: usize = rest.chars().take_while(|char| is_part(*char)).map(char::len_utf8).sum();
    let one = rest.chars().next().filter(|char| *char != '\n').map_or(0, char::len_utf8);
    (start, start + word.max(one) as u32)
}

/// Byte offset of a line and column, both from 1; Boa's columns count characters.
fn offset(text: &str, line: u32, column: u32) -> u32 {
    let start = LineIndex::new(text).offset(text, Position { line, column: 1 });
    let rest = text.get(start as usize..).unwrap_or("");
    let line = rest.split('\n').next().unwrap_or("");
    let within = line.char_indices().nth(column.saturating_sub(1) as usize).map_or(line.len(), |(at, _)| at);
    start + within as u32
}

/// A program of a number that was never given, or a context that cannot be made.
pub(super) fn broken(message: &str) -> ScriptError {
    error(Failure::Crashed, "InternalError", message, None)
}

/// An evaluation that took too long.
pub(super) fn timeout() -> ScriptError {
    let help = "Look for a loop that does not end, or raise the limit.";
    ScriptError {
        help: Some(help.to_owned()),
        ..error(Failure::Limit, "TimeoutError", "the time limit is exceeded", None)
    }
}

/// A result that cannot be saved.
pub(super) fn not_data(variable: Option<&str>, reason: &NotData) -> ScriptError {
    let name = variable.unwrap_or("the result");
    let message = format!("{name}{} is {}, which cannot be saved with the data", reason.place(), reason.what);
    let help = "Keep numbers, texts, lists, plain objects and dates in variables: make a list of other collections with \
                `Array.from(...)`, declare helpers with `function` or `const`.";
    ScriptError { help: Some(help.to_owned()), ..error(Failure::NotSerializable, "TypeError", message, None) }
}

/// An error that JavaScript or Boa raised while the program ran.
pub(super) fn raised(program: &Program, realm: &mut Realm, input: &Input<'_>, raised: &JsError) -> ScriptError {
    if let Some(engine) = raised.as_engine() {
        return limit(engine, place(program, raised, ""));
    }
    let (class, message) = class_and_message(raised, realm);
    let place = place(program, raised, &message);
    let mut told = error(Failure::Raised, &class, message, place);
    told.help = advice(&told, program, input);
    told
}

fn limit(engine: &EngineError, place: Option<(u32, u32)>) -> ScriptError {
    let EngineError::RuntimeLimit(limit) = engine else { return broken(&engine.to_string()) };
    let (class, message) = match limit {
        RuntimeLimitError::LoopIteration => ("RangeError", "a loop makes too many rounds"),
        RuntimeLimitError::Recursion => ("RangeError", "functions call each other too deeply"),
        RuntimeLimitError::StackSize => ("RangeError", "functions need too much stack"),
    };
    error(Failure::Limit, class, message, place)
}

fn class_and_message(raised: &JsError, realm: &mut Realm) -> (String, String) {
    if let Some(native) = raised.as_native() {
        return (native_class(&native.to_string()), native.message().to_owned());
    }
    let thrown = raised.as_opaque().cloned().unwrap_or_default();
    let Some(object) = thrown.as_object() else {
        let text = thrown.as_string().map_or_else(|| thrown.display().to_string(), |text| text.to_std_string_lossy());
        return ("Error".to_owned(), text);
    };
    let class = property(&object, js_string!("name"), realm).unwrap_or_else(|| "Error".to_owned());
    let message = property(&object, js_string!("message"), realm);
    (class, message.unwrap_or_else(|| thrown.display().to_string()))
}

fn property(object: &JsObject, name: JsString, realm: &mut Realm) -> Option<String> {
    let value = object.get(name, &mut realm.context).ok()?;
    value.as_string().map(|text| text.to_std_string_lossy())
}

/// `TypeError` of `TypeError: message`.
fn native_class(text: &str) -> String {
    let class = text.split([':', ' ']).next().unwrap_or("");
    if class.ends_with("Error") { class.to_owned() } else { "Error".to_owned() }
}

/// Where it happened: Boa gives backtraces as text alone, innermost frame first, `at name (script:line:column)`. The
/// author's text begins in line 2. A name that is not defined is found by itself, since Boa misplaces it.
fn place(program: &Program, raised: &JsError, message: &str) -> Option<(u32, u32)> {
    let undefined = message.strip_suffix(" is not defined");
    if let Some((_, line, column)) = program.names.places.iter().find(|(name, ..)| undefined == Some(&**name)) {
        return Some(range(&program.text, Some((*line, *column))));
    }
    let lines = program.text.split('\n').count() as u32;
    let told = raised.to_string();
    let start = format!("({SCRIPT}:");
    let frames = told.lines().filter(|line| line.trim_start().starts_with("at "));
    let places = frames.filter_map(|frame| {
        let (_, place) = frame.rsplit_once(&start)?;
        let (line, column) = place.trim_end_matches(')').split_once(':')?;
        Some((line.parse::<u32>().ok()?.checked_sub(1)?, column.parse::<u32>().ok()?))
    });
    let inside = places.into_iter().find(|(line, _)| (1..=lines).contains(line))?;
    Some(range(&program.text, Some(inside)))
}

fn advice(told: &ScriptError, program: &Program, input: &Input<'_>) -> Option<String> {
    let name = told.message.strip_suffix(" is not defined")?;
    let known = input.variables.keys().chain(input.context.keys()).chain(input.functions).chain(&program.names.writes);
    let known = known.map(|name| &**name).filter(|known| *known != name);
    let meant = did_you_mean(name, known.chain(BUILTINS))?;
    Some(format!("Did you mean `{meant}`?"))
}
