//! Business rule tasks: the decision is made here when the workspace holds it; else it is the host's job.

use crate::dmn::{Decided, Failed, Practice};
use crate::engine::context::{self, Answer, Attempt, Caller, Context, Host};
use crate::engine::data::merge;
use crate::engine::decide::DecisionTexts;
use crate::engine::evaluate::{awaiting, mix};
use crate::engine::event::Event;
use crate::engine::keyed_store::{StoreReader, getters};
use crate::engine::state::{Incident, IncidentKind, InstanceId, JobKind, JobWork, Status, Work};
use crate::graph::Role;
use crate::language::ScriptLimits;
use crate::value::{Map, Text, Value};

impl Context<'_> {
    /// Makes the decision a task calls.
    pub(crate) fn decide(&mut self, id: InstanceId, decision: Option<&Text>, variable: Option<&Text>) -> Attempt<()> {
        let name = decision.cloned().unwrap_or_default();
        let Some(place) = self.graph.decisions.find(&name) else {
            self.leave_to_host(id, name, variable);
            return Ok(());
        };
        let data = self.data(id);
        let setup = self.state.setup.clone();
        let stores = self.keyed_stores(id);
        let functions = getters(&stores, &setup.functions);
        let mut host = StoreReader { host: &mut *self.host, stores, heard: &mut self.heard };
        let mut later = None;
        let (graph, now) = (self.graph, self.state.now);
        let node = self.state.instances.get(&id).map(|instance| instance.node);
        let mut texts = DecisionTexts {
            scripts: &mut *self.scripts,
            answer: &mut |call| {
                let answer = host.call(call, &Caller { graph, task: id, node, data: &data, now });
                if answer == Answer::Later {
                    later = Some(call.clone());
                }
                answer
            },
            globals: setup.globals.as_ref(),
            functions: &functions,
            now: self.state.now,
            seed: mix(setup.seed, id, Role::Expression),
            limits: ScriptLimits { milliseconds: setup.limits.script_milliseconds, ..ScriptLimits::default() },
            printed: String::new(),
            slept: 0,
        };
        let first_match = setup.semantics.decisions_take_first_match;
        let practice = if first_match { Practice::FirstMatch } else { Practice::Standard };
        let decided = self.graph.decisions.decide(place, &data, &mut texts, practice);
        let DecisionTexts { printed, slept, .. } = texts;
        if let Some(call) = later {
            return Err(awaiting(call));
        }
        self.note(id, &printed, slept);
        let decided = decided.map_err(|failed| incident(&name, *failed))?;
        self.take_decision(id, variable, decided);
        self.finish(id);
        Ok(())
    }

    fn leave_to_host(&mut self, id: InstanceId, decision: Text, variable: Option<&Text>) {
        let (parameters, result_variable) = (self.data(id), variable.cloned());
        let job = JobWork { kind: JobKind::Decision, operator: decision, parameters, result_variable };
        self.become_(id, Status::Started, Work::Job(Box::new(job)));
    }

    fn take_decision(&mut self, instance: InstanceId, variable: Option<&Text>, decided: Decided) {
        let Decided { value, outputs, made } = decided;
        for made in made {
            let (decision, rules, value) = (made.decision, made.rules, made.value);
            self.emit(Event::DecisionMade { instance, decision, rules, value });
        }
        match variable {
            Some(variable) => self.apply_changes(instance, vec![(variable.clone(), Some(value))]),
            None => self.merge_outputs(instance, &outputs),
        }
    }

    fn merge_outputs(&mut self, instance: InstanceId, outputs: &Map) {
        let before = self.data(instance);
        let mut data = before.clone();
        merge(&mut data, outputs, self.semantics());
        let changed = outputs.keys().filter(|name| !is_same(before.get(name), data.get(name)));
        let changes =
            changed.map(|name| (name.clone(), data.get(name).cloned())).collect::<Vec<(Text, Option<Value>)>>();
        self.apply_changes(instance, changes);
    }
}

fn is_same(before: Option<&Value>, after: Option<&Value>) -> bool {
    before.zip(after).is_some_and(|(before, after)| before.is_identical(after))
}

/// A decision that failed as the incident it becomes, placed in the file of the decision.
fn incident(decision: &str, failed: Failed) -> Box<Incident> {
    let Failed { diagnostic, exception } = failed;
    let place = diagnostic.place.file.zip(diagnostic.place.span).map(|(file, span)| (file, span.start, span.end));
    let message = format!("The decision {decision} failed. {}", diagnostic.message);
    let plain = context::incident(IncidentKind::Decision, diagnostic.code, message);
    Box::new(Incident { help: diagnostic.help, exception, place, ..*plain })
}
