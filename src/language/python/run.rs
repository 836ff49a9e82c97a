//! One evaluation: variables in, the interpreter run to its end or to a call that has no answer yet, changes out.

use std::sync::atomic::Ordering;
use std::time::Duration;

use monty::{FunctionCall, OsCall, RunProgress};
use monty_types::unstable::{self, MontyGraph, MontyNode, NodeId};
use monty_types::{
    BASELINE_MEMORY, DateTimeSource, ExcType, LIVE_MEMORY, MontyException, MontyObject, NameLookupResult,
    OsFunctionCall, OsPolicy, PrintWriter, RandomSeed, RandomStart, ResourceLimits, ResourceTracker, SleepMode,
    is_identifier,
};

use super::convert::{self, Exported, NotData};
use super::errors;
use super::globals::{self, Global};
use super::names::Names;
use super::program::{INPUT, Program, SCRIPT};
use super::shims::HIDDEN;
use super::temporal;
use crate::language::{Call, Done, Input, Kind, Outcome, ScriptError, last_line_of};
use crate::value::{Map, Text, Value};

/// Printed text that is kept of one evaluation.
const PRINTED: usize = 1 << 20;

/// Runs a program.
pub(super) fn run(program: &mut Program, input: &Input<'_>) -> Result<Outcome, ScriptError> {
    if let Some(denied) = errors::denied_import(program, input.globals) {
        return Err(denied);
    }
    let given = Given::new(program, input)?;
    if given.is_alone(program) {
        if let Some(done) = alone(program, input, given)? {
            return Ok(Outcome::Done(done));
        }
        return with_host(program, input, Given::new(program, input)?);
    }
    with_host(program, input, given)
}

/// Runs a program that has nobody to ask; `None` when it asks nevertheless.
fn alone(program: &mut Program, input: &Input<'_>, mut given: Given) -> Result<Option<Done>, ScriptError> {
    let objects = std::mem::take(&mut given.objects);
    let variant = program.variant(&given.names, &given.revived, &given.globals).map_err(errors::uncompiled)?;
    let mut printed = String::new();
    match variant.run_alone(policy(input, false), objects, tracker(input), writer(&mut printed)) {
        Ok(result) => {
            Evaluation { program, input, given: &given, slept: 0, answered: 0, printed }.finish(&result).map(Some)
        }
        Err(error) if error.exc_type() == ExcType::NotImplementedError => Ok(None),
        Err(error) => Err(errors::raised(program, &given.revived, &given.globals, input, &error)),
    }
}

/// Runs a program step by step, from one question to the host to the next.
fn with_host(program: &mut Program, input: &Input<'_>, mut given: Given) -> Result<Outcome, ScriptError> {
    let objects = std::mem::take(&mut given.objects);
    let variant = program.variant(&given.names, &given.revived, &given.globals).map_err(errors::uncompiled)?;
    let compiled = variant.run.clone().with_os_policy(policy(input, program.names.sleeps));
    let mut evaluation = Evaluation { program, input, given: &given, slept: 0, answered: 0, printed: String::new() };
    let start = compiled.start(objects, tracker(input), writer(&mut evaluation.printed));
    match start.map_err(Stop::Raised).and_then(|progress| evaluation.drive(progress)) {
        Ok(result) => evaluation.finish(&result).map(Outcome::Done),
        Err(Stop::Call(call)) => Ok(Outcome::Call(call)),
        Err(Stop::Failed(error)) => Err(error),
        Err(Stop::Raised(error)) => Err(errors::raised(program, &given.revived, &given.globals, input, &error)),
    }
}

/// What goes into a run.
struct Given {
    names: Vec<Text>,
    objects: Vec<MontyObject>,
    /// The variables and values of the context among them, to see what changed.
    before: Vec<(Text, Value)>,
    revived: Vec<Text>,
    globals: Vec<Global>,
    /// Whether a function of the host is among them.
    calls: bool,
}

impl Given {
    fn new(program: &Program, input: &Input<'_>) -> Result<Self, ScriptError> {
        let mut constants = Map::new();
        let mut globals = globals::among(&program.names.all, input.globals, &mut constants);
        if program.kind == Kind::Script {
            errors::conflict(program, input, &globals)?;
        } else {
            globals.retain(|global| find(input, &global.name).is_none());
        }
        let (names, objects) = (Vec::new(), Vec::new());
        let mut given = Self { names, objects, before: Vec::new(), revived: Vec::new(), globals, calls: false };
        if program.names.dynamic {
            let variables = input.variables.keys();
            let context = input.context.keys().filter(|name| !input.variables.contains_key(name));
            variables.chain(context).filter(|name| is_identifier(name)).for_each(|name| given.add(name, input));
        } else {
            program.names.all.iter().for_each(|name| given.add(name, input));
        }
        for (name, value) in constants.iter().filter(|(name, _)| find(input, name).is_none()) {
            given.push(name.clone(), convert::to_python(value).0);
        }
        for name in input.functions {
            let wanted = program.names.dynamic && is_identifier(name) || program.names.all.contains(name);
            if wanted && !given.names.contains(name) {
                given.push(name.clone(), MontyObject::function(name.to_string(), None));
                given.calls = true;
            }
        }
        Ok(given)
    }

    /// Whether the program has no host to ask, and leaves its compiled form as it is: `eval` adds to that.
    fn is_alone(&self, program: &Program) -> bool {
        let Names { dynamic, sleeps, ref imports, .. } = program.names;
        !self.calls && !dynamic && !sleeps && imports.is_empty()
    }

    fn add(&mut self, name: &Text, input: &Input<'_>) {
        let Some(value) = find(input, name) else { return };
        if is_record(input, name) {
            return self.push(name.clone(), convert::to_record(value));
        }
        let (object, uuids) = convert::to_python(value);
        if uuids {
            self.revived.push(name.clone());
        }
        self.before.push((name.clone(), value.clone()));
        self.push(name.clone(), object);
    }

    fn push(&mut self, name: Text, object: MontyObject) {
        self.names.push(name);
        self.objects.push(object);
    }
}

/// The value a name has; data wins over context.
fn find<'a>(input: &'a Input<'_>, name: &str) -> Option<&'a Value> {
    let name = if name == INPUT { "?" } else { name };
    input.variables.get(name).or_else(|| input.context.get(name))
}

/// The name of the task on whose behalf a text runs, among what it can read.
const TASK: &str = "task";

/// Whether a name stands for an object of the engine, which is read by its attributes.
fn is_record(input: &Input<'_>, name: &str) -> bool {
    name == TASK && !input.variables.contains_key(name) && input.context.contains_key(name)
}

fn policy(input: &Input<'_>, sleeps: bool) -> OsPolicy {
    let fixed = DateTimeSource::Fixed {
        unix_seconds: input.now.div_euclid(1000),
        microsecond: input.now.rem_euclid(1000) as u32 * 1000,
    };
    OsPolicy {
        // A script that may sleep moves the clock, so it has to ask for the time.
        datetime: if sleeps { DateTimeSource::CallHost } else { fixed },
        sleep: SleepMode::CallHost,
        random_start: RandomStart::Seed(RandomSeed::Int(input.seed.into())),
        ..OsPolicy::default()
    }
}

fn tracker(input: &Input<'_>) -> ResourceTracker {
    // What was there before the script is not the script's; without a counting allocator both are zero.
    BASELINE_MEMORY.store(LIVE_MEMORY.load(Ordering::Relaxed), Ordering::Relaxed);
    let limits = ResourceLimits::default()
        .max_feed_duration(Duration::from_millis(u64::from(input.limits.milliseconds)))
        .max_memory(usize::try_from(input.limits.memory).unwrap_or(usize::MAX))
        .max_recursion_depth(input.limits.recursion as usize);
    ResourceTracker::new(limits)
}

fn writer(printed: &mut String) -> PrintWriter<'_> {
    PrintWriter::CollectString(printed, Some(PRINTED))
}

/// Why a run did not come to its end.
enum Stop {
    /// It waits for an answer.
    Call(Call),
    /// It failed in a way that is known here.
    Failed(ScriptError),
    /// Python raised an error.
    Raised(MontyException),
}

impl From<MontyException> for Stop {
    fn from(error: MontyException) -> Self {
        Self::Raised(error)
    }
}

struct Evaluation<'a> {
    program: &'a Program,
    input: &'a Input<'a>,
    given: &'a Given,
    slept: u64,
    answered: usize,
    printed: String,
}

impl Evaluation<'_> {
    fn drive(&mut self, mut progress: RunProgress) -> Result<MontyObject, Stop> {
        loop {
            progress = match progress {
                RunProgress::Complete(result) => return Ok(result),
                RunProgress::FunctionCall(call) => self.call(call)?,
                RunProgress::OsCall(call) => self.system(call)?,
                RunProgress::NameLookup(lookup) => {
                    lookup.resume(NameLookupResult::Undefined, writer(&mut self.printed))?
                }
                RunProgress::ResolveFutures(_) => return Err(Stop::Failed(errors::denied("await", None))),
            };
        }
    }

    fn call(&mut self, call: FunctionCall) -> Result<RunProgress, Stop> {
        if let Some(answer) = self.input.answers.get(self.answered) {
            self.answered += 1;
            let (answer, _) = convert::to_python(answer);
            return Ok(call.resume(answer, writer(&mut self.printed))?);
        }
        let wrong = |reason: NotData| Stop::Failed(errors::not_an_argument(&call.function_name, &reason));
        let (graph, arguments, named) = unstable::call_args_parts(&call.args);
        let arguments = arguments.iter().map(|node| convert::node_value(graph, *node));
        let arguments = arguments.collect::<Result<Vec<_>, _>>().map_err(wrong)?;
        let mut map = Map::new();
        for (key, value) in named {
            let value = convert::node_value(graph, *value).map_err(wrong)?;
            map.insert(graph.value(*key).as_str().unwrap_or_default(), value);
        }
        Err(Stop::Call(Call { function: call.function_name.as_str().into(), arguments, named: map }))
    }

    /// Sleep and clock are the simulation's; everything else of the world outside is closed.
    fn system(&mut self, call: OsCall) -> Result<RunProgress, Stop> {
        let now = self.input.now.saturating_add_unsigned(self.slept);
        let answer = match &call.function_call {
            OsFunctionCall::Sleep(length) => {
                self.slept = self.slept.saturating_add(length.as_millis().try_into().unwrap_or(u64::MAX));
                MontyObject::none()
            }
            OsFunctionCall::Time(_) => MontyObject::float(now as f64 / 1000.0),
            OsFunctionCall::DateTimeNow(zone) => MontyObject::datetime(temporal::datetime_at(now, zone.as_ref())),
            OsFunctionCall::DateToday => MontyObject::date(temporal::date_at(now)),
            other => {
                let source = self.program.source(&self.given.revived, &self.given.globals).ok();
                let place = source.and_then(|source| source.place(call.position.start..call.position.end));
                let place = place.filter(|_| call.position.filename == SCRIPT);
                return Err(Stop::Failed(errors::denied(other.name(), place)));
            }
        };
        Ok(call.resume(answer, writer(&mut self.printed))?)
    }

    fn finish(self, result: &MontyObject) -> Result<Done, ScriptError> {
        let mut done = Done::default();
        if self.program.kind == Kind::Script {
            let (graph, root) = unstable::graph_parts(result);
            done.changes = self.changes(graph, root)?;
        } else {
            done.value = convert::object_value(result).map_err(|reason| errors::not_data(None, &reason))?;
        }
        Ok(Done { printed: self.printed, slept: self.slept, ..done })
    }

    fn changes(&self, graph: &MontyGraph, root: NodeId) -> Result<Vec<(Text, Option<Value>)>, ScriptError> {
        let MontyNode::Dict(variables) = graph.node(root) else { return Ok(Vec::new()) };
        let before = &self.given.before;
        let mut changes = Vec::new();
        let mut seen = 0;
        for (key, node) in variables {
            let MontyNode::String(name) = graph.node(*key) else { continue };
            let old = before.iter().find(|(known, _)| **known == **name).map(|(_, old)| old);
            seen += usize::from(old.is_some());
            let hidden = || globals::is_global(name, self.input.globals) || name.starts_with(HIDDEN);
            if convert::is_record(graph, *node) && is_record(self.input, name) {
                continue;
            }
            if old.is_some_and(|old| convert::is_unchanged(graph, *node, old)) || hidden() {
                continue;
            }
            match convert::from_python(graph, *node) {
                Ok(Exported::Value(value)) => changes.push((name.as_str().into(), Some(value))),
                Ok(Exported::Callable(_)) if self.is_helper(name) => {
                    changes.extend(old.map(|_| (name.as_str().into(), None)));
                }
                Ok(Exported::Callable(reason)) | Err(reason) => {
                    let range = last_line_of(&self.program.text, name);
                    return Err(ScriptError { range, ..errors::not_data(Some(name), &reason) });
                }
            }
        }
        if seen < before.len() && !self.program.returns_written() {
            let gone = convert::missing(before.iter().map(|(name, _)| name), variables, graph);
            changes.extend(gone.into_iter().map(|name| (name.clone(), None)));
        }
        Ok(changes)
    }

    /// Whether a function, class or module of that name is for the script's own use: it was given, or declared by `def`,
    /// `class` or `import`, not assigned.
    fn is_helper(&self, name: &str) -> bool {
        let names = &self.program.names;
        let among = |known: &[Text]| known.iter().any(|known| **known == *name);
        names.dynamic || among(&names.defined) || !among(&names.writes)
    }
}
