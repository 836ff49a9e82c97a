//! What went wrong, told as data: the class, the message, the place in the author's text, the advice.

use monty_types::{CodeLoc, ExcType, MontyException};

use super::builtins::BUILTINS;
use super::convert::NotData;
use super::globals::{self, Global, IMPORTABLE};
use super::mapping::{Place, Rewritten};
use super::program::{Program, SCRIPT, Uncompiled};
use crate::diagnostic::did_you_mean;
use crate::language::{Failure, Input, ScriptError};
use crate::value::{Map, Text};

/// An error at a place.
fn error(failure: Failure, class: &str, message: impl Into<String>, place: Option<Place>) -> ScriptError {
    let range = place.map(|place| (place.start, place.end));
    ScriptError { failure, class: class.to_owned(), message: message.into(), range, help: None }
}

fn with_help(mut error: ScriptError, help: impl Into<String>) -> ScriptError {
    error.help = Some(help.into());
    error
}

/// Text that is no Python.
pub(super) fn syntax(message: &str, place: Place) -> ScriptError {
    error(Failure::Syntax, "SyntaxError", message, Some(place))
}

/// Python that is not supported.
pub(super) fn unsupported(message: &str, place: Place) -> ScriptError {
    error(Failure::Syntax, "NotImplementedError", message, Some(place))
}

/// A program of a number that was never given.
pub(super) fn unknown_program() -> ScriptError {
    error(Failure::Crashed, "LookupError", "the program is not compiled", None)
}

/// The first import that is not allowed.
pub(super) fn denied_import(program: &Program, configured: Option<&Map>) -> Option<ScriptError> {
    let allowed = |module: &str| {
        let root = module.split('.').next().unwrap_or(module);
        globals::is_importable(root) || configured.is_some_and(|globals| globals.contains_key(root))
    };
    let (module, place) = program.names.imports.iter().find(|(module, _)| !allowed(module))?;
    let message = format!("import of '{module}' is not allowed");
    let refused = error(Failure::Denied, "ImportError", message, Some(place.clone()));
    Some(with_help(refused, import_advice(module)))
}

/// Words that stand between operands, so that a text with them may well be meant as Python.
const OPERATORS: [&str; 8] = ["and", "or", "not", "in", "is", "if", "else", "for"];

/// What to do with an expression that is no Python because it is a plain text: an address of the web, or words.
pub(super) fn quotes_advice(expression: &str) -> Option<String> {
    let text = expression.trim();
    let plain = !text.contains(['\'', '"', '\\', '\n', '(', '[', '{']);
    let address = text.contains("://") && !text.contains(' ');
    let word = |word: &str| word.chars().all(char::is_alphabetic) && !OPERATORS.contains(&word);
    let words = text.contains(' ') && text.trim_end_matches(['.', '!', '?']).split(' ').all(word);
    (plain && (address || words)).then(|| format!("A text stands in quotes. Did you mean `'{text}'`?"))
}

/// What to do instead of an import.
pub(super) fn import_advice(module: &str) -> String {
    if let Some(meant) = did_you_mean(module, IMPORTABLE) {
        return format!("Did you mean `{meant}`?");
    }
    "Let a service task or a function of the host do what the module would, and give its result to the script."
        .to_owned()
}

/// A thing of the world outside that a script must not touch.
pub(super) fn denied(what: &str, place: Option<Place>) -> ScriptError {
    let refused = error(Failure::Denied, "PermissionError", format!("'{what}' is not allowed in a script"), place);
    with_help(refused, "Scripts see data and clock only. Use a service task for files, environment and network.")
}

/// A variable with the name of a global.
pub(super) fn conflict(program: &Program, input: &Input<'_>, globals: &[Global]) -> Result<(), ScriptError> {
    let taken = globals.iter().find(|global| input.variables.contains_key(&global.name));
    let Some(Global { name, .. }) = taken else { return Ok(()) };
    let message = format!("the variable '{name}' has the name of something every script finds without import");
    let place = first_use(program, name);
    let refused = error(Failure::Denied, "ValueError", message, place);
    Err(with_help(refused, "Give the variable another name where it is first set."))
}

/// Where a name stands first.
fn first_use(program: &Program, name: &str) -> Option<Place> {
    let is_part = |char: char| char.is_alphanumeric() || char == '_';
    let whole = |at: &usize| {
        let before = program.text.get(..*at).and_then(|text| text.chars().next_back());
        let after = program.text.get(at + name.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    };
    let found = program.text.match_indices(name).map(|(at, _)| at).find(whole)?;
    Some(found as u32..(found + name.len()) as u32)
}

/// A result that cannot be saved.
pub(super) fn not_data(variable: Option<&str>, reason: &NotData) -> ScriptError {
    let what = match variable {
        Some(name) => format!("{name}{}", reason.path),
        None => format!("the result{}", reason.path),
    };
    let message = format!("{what} is a {}, which cannot be saved with the data", reason.class);
    let help = "Keep numbers, texts, lists, dicts, dates and the like in variables: make a list of other collections with \
                `list(...)`, declare helpers with `def`, delete helper objects with `del`.";
    with_help(error(Failure::NotSerializable, "TypeError", message, None), help)
}

/// An argument that cannot cross to the host.
pub(super) fn not_an_argument(function: &str, reason: &NotData) -> ScriptError {
    let message = format!("an argument of {function}() holds a {} {}", reason.class, reason.path);
    error(Failure::NotSerializable, "TypeError", message.trim_end(), None)
}

/// A text the interpreter would not compile.
pub(super) fn uncompiled(reason: Uncompiled) -> ScriptError {
    match reason {
        Uncompiled::Global(what) => {
            error(Failure::Denied, "ImportError", format!("the configured global '{what}' is not available"), None)
        }
        Uncompiled::Refused(exception, source) => {
            let place = traceback_place(&exception, &source);
            let class = exception.exc_type().to_string();
            let mut refused = error(Failure::Syntax, &class, message_of(&exception), place);
            if exception.exc_type() == ExcType::NotImplementedError {
                refused.help = Some(UNSUPPORTED_ADVICE.to_owned());
            }
            refused
        }
    }
}

/// What to do about Python the interpreter lacks.
pub(super) const UNSUPPORTED_ADVICE: &str =
    "Scripts run in a small Python without inheritance, generators and decorators on methods; say it with functions.";

/// The interpreter's messages name itself; users know only Python.
pub(super) fn message_of(exception: &MontyException) -> String {
    let message = exception.message().unwrap_or_default();
    match message.strip_prefix("The monty syntax parser does not yet support ") {
        Some(what) => format!("{what} is not supported"),
        None => message.to_owned(),
    }
}

/// An error Python raised while the program ran.
pub(super) fn raised(
    program: &Program,
    revived: &[Text],
    globals: &[Global],
    input: &Input<'_>,
    exception: &MontyException,
) -> ScriptError {
    let place = program.source(revived, globals).ok().and_then(|source| traceback_place(exception, &source));
    let message = message_of(exception);
    // The interpreter tells how much was used, which differs from run to run.
    let (failure, message) = match exception.exc_type() {
        ExcType::TimeoutError if message.contains("time limit exceeded") => {
            (Failure::Limit, "the time limit is exceeded".to_owned())
        }
        ExcType::MemoryError if message.contains("memory limit exceeded") => {
            (Failure::Limit, "the memory limit is exceeded".to_owned())
        }
        ExcType::RecursionError => (Failure::Limit, message),
        _ => (Failure::Raised, message),
    };
    let mut raised = error(failure, &exception.exc_type().to_string(), message, place);
    raised.help = advice(&raised, input);
    raised
}

fn advice(raised: &ScriptError, input: &Input<'_>) -> Option<String> {
    let quoted = raised.message.split('\'').nth(1)?;
    match raised.class.as_str() {
        "NameError" | "UnboundLocalError" => {
            let known = input.variables.keys().chain(input.context.keys()).chain(input.functions).map(|name| &**name);
            let configured: Vec<&str> = match input.globals {
                Some(globals) => globals.keys().map(|name| &**name).collect(),
                None => globals::USUAL.iter().map(|(name, _)| *name).collect(),
            };
            let meant = did_you_mean(quoted, known.chain(configured).chain(BUILTINS))?;
            Some(format!("Did you mean `{meant}`?"))
        }
        "AttributeError" if quoted == "dict" => {
            let key = raised.message.rsplit('\'').nth(1)?;
            Some(format!("A dict has its entries under keys: write `['{key}']` or `.get('{key}')`."))
        }
        _ => None,
    }
}

/// The place of the innermost frame that stands in the author's text.
fn traceback_place(exception: &MontyException, source: &Rewritten) -> Option<Place> {
    let frames = exception.traceback().iter().rev().filter(|frame| frame.filename == SCRIPT);
    frames.filter_map(|frame| source.place(offset(&source.text, frame.start)?..offset(&source.text, frame.end)?)).next()
}

/// Byte offset of a line and column, both from 1, columns counting characters.
fn offset(text: &str, at: CodeLoc) -> Option<u32> {
    let line = (at.line as usize).checked_sub(1)?;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..)?;
    let column = (at.column as usize).checked_sub(1)?;
    let within = rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at);
    Some((start + within) as u32)
}
