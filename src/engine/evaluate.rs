//! Runs the texts of a diagram: the input they may depend on, the answers of host functions, what they leave.

use std::sync::Arc;

use super::context::{Answer, Attempt, Caller, Context, Host, Scripts, incident, incident_at};
use super::event::Event;
use super::keyed_store::{StoreReader, getters};
use super::state::{Incident, IncidentKind, InstanceId, ScopeId, Stage};
use crate::diagnostic::codes;
use crate::graph::{Code, NodeId, Role};
use crate::language::{Call, Done, Failure, Input, Outcome, ScriptError, ScriptLimits};
use crate::value::{Map, Text, Value};

/// How an evaluation ended.
pub enum Evaluated {
    /// It is done.
    Done(Done),
    /// It waits for the host's answer to a call; the answers it had so far.
    Later(Call, Vec<Value>),
}

impl Context<'_> {
    /// Runs a text on behalf of an instance, with the answers it has so far.
    pub(crate) fn evaluate(
        &mut self,
        id: InstanceId,
        code: &Arc<Code>,
        data: &Map,
        answers: Vec<Value>,
    ) -> Attempt<Evaluated> {
        let scope = self.instance(id).map(|instance| instance.scope);
        let mut context = match scope {
            Some(scope) if code.role != Role::Script => self.visible_objects(scope),
            _ => Map::new(),
        };
        if code.counts && self.semantics().loop_counters {
            self.add_counters_around(id, &mut context);
        }
        self.evaluate_with(id, code, data, context, answers)
    }

    /// The value of an expression.
    pub(crate) fn value_of(&mut self, id: InstanceId, code: &Arc<Code>, data: &Map) -> Attempt<Value> {
        match self.evaluate(id, code, data, Vec::new())? {
            Evaluated::Done(done) => Ok(done.value),
            Evaluated::Later(call, _) => Err(awaiting(call)),
        }
    }

    /// Runs a pre- or post-script, and applies what it changed.
    pub(crate) fn run_script(&mut self, id: InstanceId, code: &Arc<Code>) -> Attempt<()> {
        let data = self.data(id);
        match self.evaluate(id, code, &data, Vec::new())? {
            Evaluated::Done(done) => {
                self.apply_changes(id, done.changes);
                Ok(())
            }
            Evaluated::Later(call, _) => Err(awaiting(call)),
        }
    }

    /// Logs changes of a task's data, when there are any.
    pub(crate) fn apply_changes(&mut self, instance: InstanceId, changes: super::event::Changes) {
        if !changes.is_empty() {
            self.emit(Event::DataChanged { instance, changes });
        }
    }

    fn evaluate_with(
        &mut self,
        id: InstanceId,
        code: &Arc<Code>,
        data: &Map,
        context: Map,
        answers: Vec<Value>,
    ) -> Attempt<Evaluated> {
        let setup = self.state.setup.clone();
        let stores = self.keyed_stores(id);
        let functions = getters(&stores, &setup.functions);
        let node = self.instance(id).map(|instance| instance.node);
        let around = Environment {
            context: self.with_task(id, code, context),
            globals: setup.globals.as_ref(),
            functions: &functions,
            now: self.state.now,
            seed: mix(setup.seed, id, code.role),
            milliseconds: setup.limits.script_milliseconds,
            caller: Caller { graph: self.graph, task: id, node, data, now: self.state.now },
        };
        let mut host = StoreReader { host: &mut *self.host, stores, heard: &mut self.heard };
        let evaluated = run_text(self.scripts, &mut host, code, data, &around, answers)?;
        if let Evaluated::Done(done) = &evaluated {
            self.note(id, &done.printed, done.slept);
        }
        Ok(evaluated)
    }

    /// Adds `task` to what a text can read, where the text speaks of it: the task on whose behalf it runs.
    fn with_task(&self, id: InstanceId, code: &Code, mut context: Map) -> Map {
        let spoken_of = code.text.text.contains("task") && !context.contains_key("task");
        if let Some(instance) = self.instance(id).filter(|_| spoken_of) {
            context.insert("task", self.task_context(id, instance.node));
        }
        context
    }

    /// What scripts see as `task`, in SpiffWorkflow's words.
    fn task_context(&self, id: InstanceId, node: NodeId) -> Value {
        let text = |text: Option<&Text>| text.map(|text| Value::String(text.clone())).unwrap_or_default();
        let lane = self.graph.lane_name(node);
        let node = self.graph.node(node);
        let spec = Map::from_iter([
            ("name", text(Some(&node.id))),
            ("bpmn_id", text(Some(&node.id))),
            ("bpmn_name", text(node.name.as_ref())),
            ("lane", text(lane)),
        ]);
        Map::from_iter([("id", Value::Int(i64::from(id.0))), ("task_spec", spec.into())]).into()
    }

    /// What a finished evaluation does beside its result: print, and let time pass.
    pub(crate) fn note(&mut self, instance: InstanceId, printed: &str, slept: u64) {
        if !printed.is_empty() {
            self.emit(Event::Printed { instance, text: printed.into() });
        }
        if slept > 0 {
            self.emit(Event::TimeAdvanced(self.state.now + slept as i64));
        }
    }

    /// The data objects an expression in a scope can read, by id; inner ones hide outer ones.
    pub(crate) fn visible_objects(&self, scope: ScopeId) -> Map {
        let mut objects = Map::new();
        let mut current = Some(scope);
        while let Some(found) = current.and_then(|id| self.scope(id)) {
            for (id, value) in found.objects.iter() {
                if !objects.contains_key(id) {
                    objects.insert(id.clone(), value.clone());
                }
            }
            let is_process = self.graph.level(found.level).parent.is_none();
            current = if is_process { None } else { current.and_then(|id| self.outer_scope(id)) };
        }
        objects
    }
}

/// What a text may depend on beside its variables.
pub struct Environment<'e> {
    /// Values that can be read but are not part of the data.
    pub context: Map,
    /// Names that texts find without import; `None` is the language's usual set.
    pub globals: Option<&'e Map>,
    /// Names of the host functions that can be called.
    pub functions: &'e [Text],
    /// The time.
    pub now: i64,
    /// Seed of its random numbers.
    pub seed: u64,
    /// How long it may take.
    pub milliseconds: u32,
    /// On whose behalf it runs.
    pub caller: Caller<'e>,
}

/// Runs a text until it is done, fails, or needs an answer that comes later.
pub fn run_text(
    scripts: &mut dyn Scripts,
    host: &mut dyn Host,
    code: &Arc<Code>,
    data: &Map,
    around: &Environment<'_>,
    mut answers: Vec<Value>,
) -> Result<Evaluated, Box<Incident>> {
    let limits = ScriptLimits { milliseconds: around.milliseconds, ..ScriptLimits::default() };
    loop {
        let input = Input {
            variables: data.clone(),
            context: around.context.clone(),
            globals: around.globals,
            functions: around.functions,
            answers: &answers,
            now: around.now,
            seed: around.seed,
            limits,
        };
        let outcome = scripts.run(code.language, &code.text.text, code.kind, &input);
        match outcome.map_err(|error| failed(code, error))? {
            Outcome::Done(done) => return Ok(Evaluated::Done(done)),
            Outcome::Call(call) => match host.call(&call, &around.caller) {
                Answer::Value(value) => answers.push(value),
                Answer::Failed(message) => return Err(host_failed(code, &call, &message)),
                Answer::Later => return Ok(Evaluated::Later(call, answers)),
            },
        }
    }
}

/// One stream of random numbers per evaluation, so that editing one script does not shift another's.
pub(crate) fn mix(seed: u64, id: InstanceId, role: Role) -> u64 {
    let mut value = seed ^ (u64::from(id.0) << 8) ^ role as u64;
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

fn kind_of(role: Role) -> IncidentKind {
    match role {
        Role::Script => IncidentKind::Script,
        Role::Condition => IncidentKind::Condition,
        Role::PreScript | Role::PostScript | Role::Expression | Role::Instructions | Role::Correlation => {
            IncidentKind::Expression
        }
    }
}

/// A script error as the incident it becomes, placed in the file.
pub(super) fn failed(code: &Arc<Code>, error: ScriptError) -> Box<Incident> {
    let diagnostic = match error.failure {
        Failure::Syntax | Failure::Raised => codes::RUN_SCRIPT_ERROR,
        Failure::Limit => codes::RUN_SCRIPT_LIMIT,
        Failure::NotSerializable => codes::RUN_NOT_SERIALIZABLE,
        Failure::Denied => codes::RUN_SCRIPT_DENIED,
        Failure::Crashed => codes::RUN_SCRIPT_CRASHED,
        Failure::Unavailable => codes::RUN_LANGUAGE_UNAVAILABLE,
    };
    let span = code.place(error.range).span;
    let message = if error.class.is_empty() { error.message } else { format!("{}: {}", error.class, error.message) };
    Box::new(Incident {
        kind: kind_of(code.role),
        code: diagnostic.name().into(),
        message,
        help: error.help.or_else(|| Some(diagnostic.help().to_owned())),
        exception: Some(error.class).filter(|class| !class.is_empty()),
        place: span.map(|span| (code.file.clone(), span.start, span.end)),
        stage: Stage::Run,
        held: None,
        awaits: None,
    })
}

fn host_failed(code: &Arc<Code>, call: &Call, message: &str) -> Box<Incident> {
    let text = format!("The host function {} failed: {message}", call.function);
    incident_at(kind_of(code.role), codes::RUN_HOST_FUNCTION, text, code)
}

/// What stops a text that calls the host, where the answer comes later.
pub(super) fn awaiting(call: Call) -> Box<Incident> {
    let text = format!("The host function {} answers later.", call.function);
    let plain = incident(IncidentKind::Expression, codes::RUN_HOST_FUNCTION, text);
    Box::new(Incident { awaits: Some(Box::new(call)), ..*plain })
}
