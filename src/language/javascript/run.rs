//! One evaluation: variables in as parameters, the script run slice by slice until its end or a limit, changes out.

use std::pin::pin;
use std::task::{Context as TaskContext, Poll, Waker};

use boa_engine::object::builtins::JsArray;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{JsError, JsResult, JsValue, Script, js_string};
use web_time::{Duration, Instant};

use super::builtins::is_builtin;
use super::program::{GATE, INPUT, Program};
use super::realm::Realm;
use super::{convert, errors};
use crate::language::{Done, Input, Kind, Outcome, ScriptError, last_line_of};
use crate::value::{Text, Value};

/// Instructions between two looks at the clock; Boa calls them cycles.
const SLICE: u32 = 100_000;

/// Instructions that one round of a loop may take on the average, for the limit that does not depend on the machine.
const PER_ROUND: u64 = 32;

/// Runs a program. A context that may be broken afterwards is left to be replaced: the flag says whether it is whole.
pub(super) fn run(program: &mut Program, realm: &mut Realm, input: &Input<'_>) -> (Result<Outcome, ScriptError>, bool) {
    prepare(realm, input);
    let given = match Given::new(program, realm, input) {
        Ok(given) => given,
        Err(error) => return (Err(errors::raised(program, realm, input, &error)), true),
    };
    let script = match given.enter(program, realm) {
        Ok(script) => script,
        Err(error) => return (Err(errors::raised(program, realm, input, &error)), true),
    };
    let ended = evaluate(&script, realm, input);
    let call = realm.host.call.take();
    match (ended, call) {
        (_, Some(call)) => (Ok(Outcome::Call(call)), given.leave(program, realm)),
        (None, None) => (Err(errors::timeout()), false),
        (Some(Err(error)), None) => {
            let told = errors::raised(program, realm, input, &error);
            let clean = given.leave(program, realm);
            (Err(told), clean && error.as_engine().is_none())
        }
        (Some(Ok(result)), None) => {
            let done = given.finish(program, realm, &result);
            let clean = given.leave(program, realm);
            (done.map(Outcome::Done), clean)
        }
    }
}

fn prepare(realm: &mut Realm, input: &Input<'_>) {
    realm.host.now.set(input.now);
    realm.host.random.set(input.seed);
    realm.host.answered.set(0);
    realm.host.answers.replace(input.answers.to_vec());
    realm.host.call.take();
    realm.host.printed.take();
    let limits = realm.context.runtime_limits_mut();
    limits.set_loop_iteration_limit(input.limits.loop_rounds);
    limits.set_recursion_limit(input.limits.recursion as usize);
}

/// `None` when it ran out of time; the context is unusable then.
fn evaluate(script: &Script, realm: &mut Realm, input: &Input<'_>) -> Option<JsResult<JsValue>> {
    let mut evaluation = pin!(script.evaluate_async_with_budget(&mut realm.context, SLICE));
    let mut task = TaskContext::from_waker(Waker::noop());
    let slices = input.limits.loop_rounds.saturating_mul(PER_ROUND) / u64::from(SLICE);
    let mut start = None;
    for _ in 0..=slices {
        if let Poll::Ready(result) = evaluation.as_mut().poll(&mut task) {
            return Some(result);
        }
        if now().duration_since(*start.get_or_insert_with(now))
            > Duration::from_millis(input.limits.milliseconds.into())
        {
            return None;
        }
    }
    None
}

#[expect(clippy::disallowed_methods, reason = "a limit on real time needs the real clock; no result depends on it")]
fn now() -> Instant {
    Instant::now()
}

/// What goes into a run.
struct Given {
    /// Parameters and the values of all but host functions and undeclared `var`s.
    parameters: Vec<Text>,
    values: Vec<JsValue>,
    before: Vec<(Text, Value)>,
    /// Variables that have to stand on the global object, because they can be deleted or reached through it.
    global: Vec<(Text, JsValue)>,
}

impl Given {
    fn new(program: &Program, realm: &mut Realm, input: &Input<'_>) -> JsResult<Self> {
        let mut given = Self { parameters: Vec::new(), values: Vec::new(), before: Vec::new(), global: Vec::new() };
        let names = &program.names;
        if names.dynamic {
            let context = input.context.keys().filter(|name| !input.variables.contains_key(name));
            for name in input.variables.keys().chain(context) {
                given.add(program, realm, name, input)?;
            }
        } else {
            for name in &names.all {
                given.add(program, realm, name, input)?;
            }
        }
        for name in names.vars.iter().filter(|name| !names.deleted.contains(name)) {
            if !given.parameters.contains(name) {
                given.push(name.clone(), JsValue::undefined());
            }
        }
        for name in input.functions {
            let known = given.parameters.contains(name) || names.lexical.contains(name) || names.vars.contains(name);
            if names.all.contains(name) && !known && find(input, name).is_none() {
                let function = realm.host_function(name);
                given.push(name.clone(), function);
            }
        }
        Ok(given)
    }

    fn add(&mut self, program: &Program, realm: &mut Realm, name: &Text, input: &Input<'_>) -> JsResult<()> {
        let Some(value) = find(input, name) else { return Ok(()) };
        let given = convert::to_js(value, &realm.tagged, &mut realm.context)?;
        self.before.push((name.clone(), value.clone()));
        let names = &program.names;
        let taken = matches!(&**name, "undefined" | "NaN" | "Infinity" | "arguments" | "eval");
        if taken || names.lexical.contains(name) || names.functions.contains(name) {
            return Ok(());
        }
        let hides = names.all.contains(name) && (is_builtin(name) || names.vars.contains(name));
        if names.deleted.contains(name) || names.dynamic && !hides {
            self.global.push((name.clone(), given));
        } else {
            self.push(name.clone(), given);
        }
        Ok(())
    }

    fn push(&mut self, name: Text, value: JsValue) {
        self.parameters.push(name);
        self.values.push(value);
    }

    /// Puts the values where the script finds them and gives the script.
    fn enter(&self, program: &mut Program, realm: &mut Realm) -> JsResult<Script> {
        let script = program.variant(&self.parameters, realm)?;
        let context = &mut realm.context;
        let global = context.global_object();
        let gate = JsArray::from_iter(self.values.iter().cloned(), context);
        global.set(js_string!(GATE), gate, false, context)?;
        for (name, value) in &self.global {
            let property = PropertyDescriptor::builder().value(value.clone());
            let property = property.writable(true).enumerable(true).configurable(true);
            // A builtin of that name stays what it is.
            let _ = global.define_property_or_throw(js_string!(&**name), property, context);
        }
        Ok(script)
    }

    /// Takes everything off the global object again; false when something cannot be removed.
    fn leave(&self, program: &Program, realm: &mut Realm) -> bool {
        let context = &mut realm.context;
        let global = context.global_object();
        let names = self.global.iter().map(|(name, _)| name).chain(&program.names.writes);
        for name in names {
            let _ = global.delete_property_or_throw(js_string!(&**name), context);
        }
        if program.names.dynamic {
            for key in realm.strangers() {
                let _ = global.delete_property_or_throw(key, &mut realm.context);
            }
        }
        !program.names.dynamic || realm.strangers().is_empty()
    }

    fn finish(&self, program: &Program, realm: &mut Realm, result: &JsValue) -> Result<Done, ScriptError> {
        let mut done = Done { printed: realm.host.printed.take(), ..Done::default() };
        if program.kind != Kind::Script {
            let value = convert::from_js(result, &mut realm.context);
            done.value = value.map_err(|reason| errors::not_data(None, &reason))?.unwrap_or_default();
            return Ok(done);
        }
        let failed = |error: JsError| errors::broken(&error.to_string());
        let results = result.as_object().ok_or_else(|| errors::broken("a script without results"))?;
        for (index, name) in program.results(&self.parameters).enumerate() {
            let value = results.get(index, &mut realm.context).map_err(failed)?;
            self.compare(program, name, Some(value), realm, &mut done)?;
        }
        for name in self.outside(program, realm) {
            let global = realm.context.global_object();
            let key = js_string!(&*name);
            let there = global.has_own_property(key.clone(), &mut realm.context).map_err(failed)?;
            let value = if there { Some(global.get(key, &mut realm.context).map_err(failed)?) } else { None };
            self.compare(program, &name, value, realm, &mut done)?;
        }
        Ok(done)
    }

    /// Variables to be looked for on the global object.
    fn outside(&self, program: &Program, realm: &mut Realm) -> Vec<Text> {
        let returned = |name: &Text| self.parameters.contains(name) || program.names.lexical.contains(name);
        let given = self.global.iter().map(|(name, _)| name);
        let written = program.names.writes.iter().filter(|name| !is_builtin(name));
        let mut names: Vec<Text> = Vec::new();
        for name in given.chain(written) {
            if !returned(name) && !names.contains(name) {
                names.push(name.clone());
            }
        }
        if program.names.dynamic {
            for key in realm.strangers() {
                let name: Text = key.to_string().into();
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names
    }

    /// Notes what became of a variable: `None` when it is not there any more.
    fn compare(
        &self,
        program: &Program,
        name: &Text,
        value: Option<JsValue>,
        realm: &mut Realm,
        done: &mut Done,
    ) -> Result<(), ScriptError> {
        let old = self.before.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        let is_function = value.as_ref().and_then(JsValue::as_object).is_some_and(|object| object.is_callable())
            && is_declared(program, name);
        let value = value.filter(|_| !is_function);
        let new = match &value {
            Some(value) => convert::from_js(value, &mut realm.context),
            None => Ok(None),
        };
        let refused = |reason| {
            let range = last_line_of(&program.text, name);
            ScriptError { range, ..errors::not_data(Some(name), &reason) }
        };
        let new = new.map_err(refused)?;
        match (old, new) {
            (Some(old), Some(new)) if convert::is_same(old, &new) => {}
            (Some(old), Some(new)) => done.changes.push((name.clone(), Some(convert::reconcile(old, new)))),
            (None, Some(new)) => done.changes.push((name.clone(), Some(new))),
            // A variable that was set to `undefined` is there without a value.
            (Some(Value::Null), None) if value.is_some() => {}
            (Some(_), None) if value.is_some() => done.changes.push((name.clone(), Some(Value::Null))),
            (Some(_), None) => done.changes.push((name.clone(), None)),
            (None, None) => {}
        }
        Ok(())
    }
}

/// Whether a name was given or declared, so that a function under it is a helper of the script; one that is only assigned is
/// refused.
fn is_declared(program: &Program, name: &Text) -> bool {
    let names = &program.names;
    let assigned = names.writes.contains(name);
    !assigned
        || names.dynamic
        || [&names.functions, &names.lexical, &names.vars].into_iter().any(|known| known.contains(name))
}

/// The value a name has; data wins over context, and both over the constants among the globals.
fn find<'a>(input: &'a Input<'_>, name: &str) -> Option<&'a Value> {
    let name = if name == INPUT { "?" } else { name };
    let data = input.variables.get(name).or_else(|| input.context.get(name));
    data.or_else(|| input.globals?.get(name).filter(|value| value.as_str().is_none()))
}
