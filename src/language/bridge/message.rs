//! Requests and replies as bytes.

use crate::diagnostic::codes::Code;
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::wire::{Malformed, Reader, Writer};
use crate::language::{
    Call, Check, Done, Failure, Input, Kind, Outcome, Program, ProgramId, ScriptError, ScriptLimits,
};
use crate::source::Span;
use crate::value::{Map, Text, Value};

/// What can be asked, as the first byte of a request.
pub(super) mod ask {
    /// Look at a text.
    pub(in super::super) const CHECK: u8 = 0;
    /// Compile a text.
    pub(in super::super) const COMPILE: u8 = 1;
    /// Run a program.
    pub(in super::super) const RUN: u8 = 2;
    /// Tell what a text expects.
    pub(in super::super) const EXPECTS: u8 = 3;
}

/// What is known of the globals of a run.
pub(super) enum Globals {
    /// The usual ones.
    Usual,
    /// Those of the last run.
    Same,
    /// These.
    New(Map),
}

/// What a run depends on, owned.
pub(super) struct Received {
    pub variables: Map,
    pub context: Map,
    pub globals: Globals,
    pub functions: Vec<Text>,
    pub answers: Vec<Value>,
    pub now: i64,
    pub seed: u64,
    pub limits: ScriptLimits,
}

const KINDS: [Kind; 5] = [Kind::Script, Kind::Expression, Kind::UnaryTests, Kind::Template, Kind::JsonTemplate];
const FAILURES: [Failure; 7] = [
    Failure::Syntax,
    Failure::Raised,
    Failure::Limit,
    Failure::NotSerializable,
    Failure::Denied,
    Failure::Crashed,
    Failure::Unavailable,
];
const SEVERITIES: [Severity; 4] = [Severity::Error, Severity::Warning, Severity::Information, Severity::Hint];

fn write_choice<T: PartialEq>(writer: &mut Writer, choices: &[T], choice: &T) {
    writer.byte(choices.iter().position(|known| known == choice).unwrap_or(0) as u8);
}

fn read_choice<T: Copy>(reader: &mut Reader<'_>, choices: &[T]) -> Result<T, Malformed> {
    choices.get(usize::from(reader.byte()?)).copied().ok_or(Malformed)
}

pub(super) fn write_text(writer: &mut Writer, text: &str, kind: Kind) {
    write_choice(writer, &KINDS, &kind);
    writer.text(text);
}

pub(super) fn read_text<'a>(reader: &mut Reader<'a>) -> Result<(&'a str, Kind), Malformed> {
    let kind = read_choice(reader, &KINDS)?;
    Ok((reader.text()?, kind))
}

/// Writes all but what the program cannot see: `names` are the variables it can touch.
pub(super) fn write_input(writer: &mut Writer, input: &Input<'_>, names: Option<&[Text]>, same_globals: bool) {
    write_named(writer, &input.variables, names);
    write_named(writer, &input.context, names);
    match input.globals {
        None => writer.byte(0),
        Some(_) if same_globals => writer.byte(1),
        Some(globals) => {
            writer.byte(2);
            writer.map(globals);
        }
    }
    writer.list(input.functions, |writer, name| writer.text(name));
    writer.list(input.answers, Writer::value);
    writer.integer(input.now);
    writer.number(input.seed);
    let ScriptLimits { milliseconds, loop_rounds, recursion, memory } = input.limits;
    [u64::from(milliseconds), loop_rounds, u64::from(recursion), memory]
        .into_iter()
        .for_each(|limit| writer.number(limit));
}

fn write_named(writer: &mut Writer, map: &Map, names: Option<&[Text]>) {
    let Some(names) = names else { return writer.map(map) };
    let named = || names.iter().filter_map(|name| map.get(name).map(|value| (name, value)));
    writer.number(named().count() as u64);
    for (name, value) in named() {
        writer.text(name);
        writer.value(value);
    }
}

pub(super) fn read_input(reader: &mut Reader<'_>) -> Result<Received, Malformed> {
    Ok(Received {
        variables: reader.map()?,
        context: reader.map()?,
        globals: match reader.byte()? {
            0 => Globals::Usual,
            1 => Globals::Same,
            _ => Globals::New(reader.map()?),
        },
        functions: reader.list(|reader| reader.text().map(Text::from))?,
        answers: reader.list(Reader::value)?,
        now: reader.integer()?,
        seed: reader.number()?,
        limits: ScriptLimits {
            milliseconds: reader.small()?,
            loop_rounds: reader.number()?,
            recursion: reader.small()?,
            memory: reader.number()?,
        },
    })
}

pub(super) fn write_check(writer: &mut Writer, check: &Check) {
    writer.list(&check.diagnostics, |writer, found| {
        writer.text(found.code.name());
        write_choice(writer, &SEVERITIES, &found.severity);
        writer.text(&found.message);
        writer.option(found.place.span, |writer, span| {
            writer.number(u64::from(span.start));
            writer.number(u64::from(span.end));
        });
        writer.option(found.help.as_deref(), Writer::text);
    });
    writer.list(&check.reads, |writer, name| writer.text(name));
    writer.list(&check.writes, |writer, name| writer.text(name));
}

pub(super) fn read_check(reader: &mut Reader<'_>) -> Result<Check, Malformed> {
    Ok(Check {
        diagnostics: reader.list(read_diagnostic)?,
        reads: reader.list(|reader| reader.text().map(Text::from))?,
        writes: reader.list(|reader| reader.text().map(Text::from))?,
    })
}

fn read_diagnostic(reader: &mut Reader<'_>) -> Result<Diagnostic, Malformed> {
    let code = Code::named(reader.text()?).ok_or(Malformed)?;
    let severity = read_choice(reader, &SEVERITIES)?;
    let mut found = Diagnostic::new(code, reader.text()?).severity(severity);
    found = found.span(reader.option(|reader| Ok(Span::new(reader.small()?, reader.small()?)))?);
    found.help = reader.option(|reader| reader.text().map(str::to_owned))?;
    Ok(found)
}

pub(super) fn write_program(writer: &mut Writer, program: &Result<Program, ScriptError>) {
    match program {
        Ok(program) => {
            writer.byte(0);
            writer.number(u64::from(program.id.0));
            writer.option(program.names.as_deref(), |writer, names| {
                writer.list(names, |writer, name| writer.text(name));
            });
        }
        Err(error) => write_error(writer, error),
    }
}

pub(super) fn read_program(reader: &mut Reader<'_>) -> Result<Result<Program, ScriptError>, Malformed> {
    if reader.byte()? != 0 {
        return read_error(reader).map(Err);
    }
    let id = ProgramId(reader.small()?);
    let names = reader.option(|reader| reader.list(|reader| reader.text().map(Text::from)))?;
    Ok(Ok(Program { id, names }))
}

pub(super) fn write_outcome(writer: &mut Writer, outcome: &Result<Outcome, ScriptError>) {
    match outcome {
        Ok(Outcome::Done(done)) => {
            writer.byte(0);
            writer.value(&done.value);
            writer.list(&done.changes, |writer, (name, value)| {
                writer.text(name);
                writer.option(value.as_ref(), Writer::value);
            });
            writer.text(&done.printed);
            writer.number(done.slept);
        }
        Ok(Outcome::Call(call)) => {
            writer.byte(1);
            writer.text(&call.function);
            writer.list(&call.arguments, Writer::value);
            writer.map(&call.named);
        }
        Err(error) => write_error(writer, error),
    }
}

pub(super) fn read_outcome(reader: &mut Reader<'_>) -> Result<Result<Outcome, ScriptError>, Malformed> {
    Ok(match reader.byte()? {
        0 => Ok(Outcome::Done(Done {
            value: reader.value()?,
            changes: reader.list(|reader| Ok((reader.text()?.into(), reader.option(Reader::value)?)))?,
            printed: reader.text()?.to_owned(),
            slept: reader.number()?,
        })),
        1 => Ok(Outcome::Call(Call {
            function: reader.text()?.into(),
            arguments: reader.list(Reader::value)?,
            named: reader.map()?,
        })),
        _ => Err(read_error(reader)?),
    })
}

fn write_error(writer: &mut Writer, error: &ScriptError) {
    writer.byte(2);
    write_choice(writer, &FAILURES, &error.failure);
    writer.text(&error.class);
    writer.text(&error.message);
    writer.option(error.range, |writer, (from, to)| {
        writer.number(u64::from(from));
        writer.number(u64::from(to));
    });
    writer.option(error.help.as_deref(), Writer::text);
}

/// Reads an error after its first byte.
fn read_error(reader: &mut Reader<'_>) -> Result<ScriptError, Malformed> {
    Ok(ScriptError {
        failure: read_choice(reader, &FAILURES)?,
        class: reader.text()?.to_owned(),
        message: reader.text()?.to_owned(),
        range: reader.option(|reader| Ok((reader.small()?, reader.small()?)))?,
        help: reader.option(|reader| reader.text().map(str::to_owned))?,
    })
}
