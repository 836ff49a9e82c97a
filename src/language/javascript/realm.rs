//! The one context scripts run in, made so that none can change it for the next: intrinsics are frozen, texts cannot be
//! compiled at run time, promises never run, clock and chance are the simulation's.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;

use boa_engine::context::HostHooks;
use boa_engine::context::time::{Clock, JsInstant};
use boa_engine::error::PanicError;
use boa_engine::job::{Job, JobExecutor};
use boa_engine::object::builtins::JsArray;
use boa_engine::object::{JsObject, ObjectInitializer};
use boa_engine::property::{Attribute, PropertyKey};
use boa_engine::realm::Realm as Intrinsics;
use boa_engine::{
    Context, Finalize, JsError, JsNativeError, JsResult, JsString, JsValue, NativeFunction, Source, Trace, js_string,
};

use super::convert;
use super::harden::harden;
use super::program::GATE;
use crate::language::Call;
use crate::value::{Map, Value};

/// Printed text that is kept of one evaluation.
const PRINTED: usize = 1 << 20;

/// The context with what belongs to it.
pub(super) struct Realm {
    /// Boa's.
    pub context: Context,
    /// What the running script may ask of the engine.
    pub host: Rc<Host>,
    /// The prototype of values that JavaScript lacks.
    pub tagged: JsObject,
    /// What stands on the global object of a fresh context.
    natives: HashSet<PropertyKey>,
}

/// What a running script may ask of the engine, and what it left.
#[derive(Default)]
pub(super) struct Host {
    /// The time.
    pub now: Cell<i64>,
    /// State of the random numbers.
    pub random: Cell<u64>,
    /// Answers to host functions, in order.
    pub answers: RefCell<Vec<Value>>,
    /// How many of them were given.
    pub answered: Cell<usize>,
    /// The call that had no answer.
    pub call: RefCell<Option<Call>>,
    /// What was printed.
    pub printed: RefCell<String>,
}

/// Lets native functions hold the host. It owns nothing the garbage collector must know.
#[derive(Clone, Trace, Finalize)]
struct Handle(#[unsafe_ignore_trace] Rc<Host>);

impl Realm {
    /// A fresh context; `None` when Boa cannot make one.
    pub(super) fn new() -> Option<Self> {
        let host = Rc::new(Host::default());
        let context = Context::builder()
            .host_hooks(Rc::new(Hooks))
            .clock(Rc::new(Now(host.clone())))
            .job_executor(Rc::new(NoJobs))
            .build();
        let mut context = context.ok()?;
        let tagged = set_up(&mut context, &host).ok()?;
        let natives = context.global_object().own_property_keys(&mut context).ok()?.into_iter().collect();
        Some(Self { context, host, tagged, natives })
    }

    /// What stands on the global object and was not there in the beginning.
    pub(super) fn strangers(&mut self) -> Vec<PropertyKey> {
        let keys = self.context.global_object().own_property_keys(&mut self.context).unwrap_or_default();
        keys.into_iter().filter(|key| !self.natives.contains(key)).collect()
    }

    /// A function that asks the host.
    pub(super) fn host_function(&mut self, name: &str) -> JsValue {
        let captured = (js_string!(name), Handle(self.host.clone()), self.tagged.clone());
        let function = NativeFunction::from_copy_closure_with_captures(ask, captured);
        function.to_js_function(self.context.realm()).into()
    }
}

fn set_up(context: &mut Context, host: &Rc<Host>) -> JsResult<JsObject> {
    let random = native(context, host, random);
    let print = native(context, host, print);
    let mut console = ObjectInitializer::new(context);
    for name in ["debug", "error", "info", "log", "warn"] {
        console.property(js_string!(name), print.clone(), Attribute::all());
    }
    let console = console.build();
    let gate = JsValue::undefined();
    context.register_global_property(js_string!(GATE), gate, Attribute::WRITABLE)?;
    let setup = context.eval(Source::from_bytes(include_str!("setup.js")))?;
    let setup = setup.as_callable().ok_or_else(JsNativeError::typ)?;
    let roots = setup.call(&JsValue::undefined(), &[random, console.into()], context)?;
    let roots = roots.as_object().ok_or_else(JsNativeError::typ)?;
    let mut objects = Vec::new();
    for index in 0..JsArray::from_object(roots.clone())?.length(context)? {
        objects.extend(roots.get(index, context)?.as_object());
    }
    harden(context, &objects, &js_string!(GATE))?;
    Ok(objects.into_iter().next().ok_or_else(JsNativeError::typ)?)
}

type Native = fn(&JsValue, &[JsValue], &Handle, &mut Context) -> JsResult<JsValue>;

fn native(context: &Context, host: &Rc<Host>, function: Native) -> JsValue {
    NativeFunction::from_copy_closure_with_captures(function, Handle(host.clone()))
        .to_js_function(context.realm())
        .into()
}

/// SplitMix64, which is small and good enough for a dice.
fn random(_: &JsValue, _: &[JsValue], host: &Handle, _: &mut Context) -> JsResult<JsValue> {
    let state = host.0.random.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
    host.0.random.set(state);
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    Ok(JsValue::from(((mixed ^ (mixed >> 31)) >> 11) as f64 / (1u64 << 53) as f64))
}

fn print(_: &JsValue, arguments: &[JsValue], host: &Handle, context: &mut Context) -> JsResult<JsValue> {
    let mut line = Vec::with_capacity(arguments.len());
    for argument in arguments {
        line.push(match argument.as_string() {
            Some(text) => text.to_std_string_lossy(),
            None => argument.display().to_string(),
        });
    }
    let _ = context;
    let mut printed = host.0.printed.borrow_mut();
    if printed.len() < PRINTED {
        printed.push_str(&line.join(" "));
        printed.push('\n');
    }
    Ok(JsValue::undefined())
}

/// Gives the next answer, or ends the evaluation in a way no script can catch and leaves the call.
fn ask(
    _: &JsValue,
    arguments: &[JsValue],
    (name, host, tagged): &(JsString, Handle, JsObject),
    context: &mut Context,
) -> JsResult<JsValue> {
    let host = &host.0;
    let index = host.answered.get();
    let answer = host.answers.borrow().get(index).cloned();
    if let Some(answer) = answer {
        host.answered.set(index + 1);
        return convert::to_js(&answer, tagged, context);
    }
    let mut values = Vec::with_capacity(arguments.len());
    for argument in arguments {
        let value = convert::from_js(argument, context).map_err(|reason| {
            let message = format!("an argument of {}() {}", name.to_std_string_lossy(), reason.message());
            JsError::from(JsNativeError::typ().with_message(message))
        })?;
        values.push(value.unwrap_or_default());
    }
    let function = name.to_std_string_lossy().into();
    *host.call.borrow_mut() = Some(Call { function, arguments: values, named: Map::new() });
    Err(boa_engine::error::EngineError::from(PanicError::new("waits for the host")).into())
}

struct Hooks;

impl HostHooks for Hooks {
    fn ensure_can_compile_strings(
        &self,
        _: Intrinsics,
        _: &[JsString],
        _: &JsString,
        _: bool,
        _: &mut Context,
    ) -> JsResult<()> {
        Err(JsNativeError::eval().with_message("texts cannot be compiled in a script").into())
    }

    fn local_timezone_offset_seconds(&self, _: i64) -> i32 {
        0
    }
}

struct Now(Rc<Host>);

impl Clock for Now {
    fn now(&self) -> JsInstant {
        let now = self.0.now.get().unsigned_abs();
        JsInstant::new(now / 1000, (now % 1000) as u32 * 1_000_000)
    }

    fn system_time_millis(&self) -> i64 {
        self.0.now.get()
    }
}

/// A script is over when its last statement is; what it put off for later never runs.
struct NoJobs;

impl JobExecutor for NoJobs {
    fn enqueue_job(self: Rc<Self>, _: Job, _: &mut Context) {}

    fn run_jobs(self: Rc<Self>, _: &mut Context) -> JsResult<()> {
        Ok(())
    }
}
