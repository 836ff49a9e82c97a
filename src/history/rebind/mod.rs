//! Going over to an edited version of the diagrams while the run stands in them.
//!
//! A plan tells what differs, who stands where, and what is in the way; nothing has changed yet. When nothing is in the
//! way, the run ends its segment of the log and begins the next one on the new diagrams. The earlier segments keep the
//! diagrams they followed, so that the past looks as it was.

mod obstacles;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Run, Surroundings};
use crate::diagnostic::Diagnostic;
use crate::engine::{Arrival, Event, InstanceId, Part, Rebound, Rejection, Renumber, State, Work, carry_over};
use crate::graph::{Change, Counterparts, Deployment, Difference, Kind, NodeId, Property, differences};
use crate::source::Text;

/// Where the tokens of an element go: to another one, or away, for what only listens.
pub type Moves = BTreeMap<Text, Option<Text>>;

/// One element in a plan: it differs, or something lives on it.
#[derive(Clone, Debug)]
pub struct ElementChange {
    /// Id of its process.
    pub process: Text,
    /// Its id.
    pub element: Text,
    /// What became of it.
    pub change: Change,
    /// The properties that are others.
    pub properties: Vec<Property>,
    /// The instances that live on it.
    pub tasks: Vec<InstanceId>,
    /// What is in the way, or worth knowing.
    pub problem: Option<Diagnostic>,
}

/// What going over to other diagrams means for a run.
pub struct Plan {
    /// The elements that differ or that something lives on, in document order.
    pub elements: Vec<ElementChange>,
    counterparts: Counterparts,
    /// Instances that are taken away, with where their tokens enter again.
    withdrawn: Vec<(InstanceId, Option<NodeId>)>,
    moved: Vec<(Text, Option<Text>)>,
}

impl Plan {
    /// Whether nothing is in the way.
    pub fn is_possible(&self) -> bool {
        !self.elements.iter().filter_map(|element| element.problem.as_ref()).any(Diagnostic::is_error)
    }

    fn differs(&self) -> bool {
        self.elements.iter().any(|element| element.change != Change::Same) || !self.withdrawn.is_empty()
    }

    fn rebound(&self) -> Rebound {
        let ids = |wanted: &[Change]| {
            let elements = self.elements.iter().filter(|element| wanted.contains(&element.change));
            elements.map(|element| element.element.clone()).collect()
        };
        Rebound {
            added: ids(&[Change::Added]),
            changed: ids(&[Change::Changed, Change::Moved]),
            removed: ids(&[Change::Removed]),
            moved: self.moved.clone(),
        }
    }
}

impl Run {
    /// Tells what going over to `new` would mean.
    pub fn plan_rebind(&self, new: &Deployment, moves: &Moves) -> Result<Plan, Rejection> {
        self.check_present()?;
        let counterparts = Counterparts::new(&self.deployment, new);
        let found = differences(&self.deployment, new, &self.processes(new));
        let mut plan = Plan { elements: Vec::new(), counterparts, withdrawn: Vec::new(), moved: Vec::new() };
        let mut elements = Elements::new(found);
        plan.withdraw(self, new, moves, &mut elements);
        plan.look_at_instances(self, new, &mut elements);
        plan.elements = elements.0;
        Ok(plan)
    }

    /// Goes over to `new`, as planned; `fresh` makes the same diagrams again where the log needs elements that are gone.
    /// Without a difference nothing is told in the log.
    pub fn rebind(
        &mut self,
        mut around: Surroundings<'_>,
        plan: &Plan,
        new: Arc<Deployment>,
        fresh: impl FnOnce() -> Deployment,
    ) {
        if !plan.differs() {
            return self.exchange(plan.counterparts.clone(), new, fresh);
        }
        let instances: Vec<InstanceId> = plan.withdrawn.iter().map(|(id, _)| *id).collect();
        let arrivals = plan.arrivals(&self.state);
        if !instances.is_empty() {
            self.with_context(around.reborrow(), |context| context.withdraw(&instances));
        }
        self.next_version(new, fresh);
        self.with_context(around, |context| context.go_over(plan.rebound(), arrivals));
    }

    /// Ends the segment and goes on with the next one. A version on which nothing has happened is left out: the next one
    /// takes its place.
    fn next_version(&mut self, new: Arc<Deployment>, fresh: impl FnOnce() -> Deployment) {
        let idle =
            !self.earlier.is_empty() && self.present_events().iter().all(|event| matches!(event, Event::Rebound(_)));
        let told: Vec<Event> = if idle { self.present_events().to_vec() } else { Vec::new() };
        if !idle {
            self.close_segment();
        }
        let Some(last) = self.earlier.last().cloned() else { return };
        let mut counterparts = Counterparts::new(last.deployment(), &new);
        let new = completed(&mut counterparts, last.deployment(), new, fresh);
        let mut state = if idle { last.last_state() } else { self.state.clone() };
        carry_over(&mut state, &new, &mut &counterparts);
        self.take_over(new, state);
        self.recorder.log.extend(told);
        if !self.keeps_log() {
            self.recorder.base = None;
            self.earlier.clear();
            self.entered = None;
        }
    }

    /// Takes diagrams in which nothing differs but numbers and places.
    fn exchange(&mut self, mut counterparts: Counterparts, new: Arc<Deployment>, fresh: impl FnOnce() -> Deployment) {
        let new = completed(&mut counterparts, &self.deployment, new, fresh);
        if !counterparts.are_identical() {
            let mut ids = &counterparts;
            self.recorder.renumber(&mut ids);
            self.state.renumber(&mut ids);
            self.entered.iter_mut().for_each(|state| state.renumber(&mut ids));
        }
        self.deployment = new;
    }

    /// The processes that the run has to do with: those it ran, and those they call, before or after.
    fn processes(&self, new: &Deployment) -> BTreeSet<Text> {
        let graph = &self.deployment;
        let opened = self.recorder.log.iter().filter_map(|event| match event {
            Event::ScopeOpened { level, .. } => Some(*level),
            _ => None,
        });
        let levels = opened.chain(self.state.scopes.values().map(|scope| scope.level));
        let mut found: BTreeSet<Text> =
            levels.map(|level| graph.level(graph.level(level).process).id.clone()).collect();
        loop {
            let calls = [&**graph, new].into_iter().flat_map(|graph| called_from(graph, &found));
            let more: Vec<Text> = calls.filter(|process| !found.contains(process)).collect();
            if more.is_empty() {
                return found;
            }
            found.extend(more);
        }
    }
}

/// The diagrams with a place for every element of the version before.
fn completed(
    counterparts: &mut Counterparts,
    old: &Deployment,
    new: Arc<Deployment>,
    fresh: impl FnOnce() -> Deployment,
) -> Arc<Deployment> {
    if counterparts.are_complete() {
        return new;
    }
    let mut own = fresh();
    counterparts.complete(old, &mut own);
    Arc::new(own)
}

/// Ids of the processes that processes call.
fn called_from(graph: &Deployment, processes: &BTreeSet<Text>) -> Vec<Text> {
    let inside = |level| processes.contains(&graph.level(graph.level(level).process).id);
    let nodes = graph.nodes.iter().filter(|node| inside(node.level));
    let called =
        nodes.filter_map(|node| if let Kind::Call { process } = &node.kind { Some(process.clone()) } else { None });
    called.collect()
}

/// The elements of a plan, in the order they are told.
struct Elements(Vec<ElementChange>);

impl Elements {
    fn new(found: Vec<Difference>) -> Self {
        let element = |difference: Difference| ElementChange {
            process: difference.process,
            element: difference.element,
            change: difference.change,
            properties: difference.properties,
            tasks: Vec::new(),
            problem: None,
        };
        Self(found.into_iter().map(element).collect())
    }

    fn find(&self, process: &str, element: &str) -> Option<&ElementChange> {
        self.0.iter().find(|known| *known.process == *process && *known.element == *element)
    }

    fn of(&mut self, process: &Text, element: &Text) -> &mut ElementChange {
        let known = self.0.iter().position(|known| known.process == *process && known.element == *element);
        let index = known.unwrap_or_else(|| {
            let (process, element) = (process.clone(), element.clone());
            let (properties, tasks) = (Vec::new(), Vec::new());
            self.0.push(ElementChange { process, element, change: Change::Same, properties, tasks, problem: None });
            self.0.len() - 1
        });
        &mut self.0[index]
    }

    /// Notes what is in the way at an element; what is in the way counts more than what is worth knowing.
    fn note(&mut self, process: &Text, element: &Text, problem: Diagnostic) {
        let known = self.of(process, element);
        if known.problem.as_ref().is_none_or(|known| !known.is_error()) {
            known.problem = Some(problem.at(element.clone()));
        }
    }
}

impl Plan {
    /// Where the tokens of withdrawn instances enter again, with what they carry.
    fn arrivals(&self, state: &State) -> Vec<Arrival> {
        let entering = self.withdrawn.iter().filter_map(|(id, node)| Some((*id, (*node)?, state.instances.get(id)?)));
        let arrivals = entering.flat_map(|(id, node, instance)| {
            let (part, scope, via) = (Part::Token, instance.scope, None);
            let arrival = move |cause: InstanceId, data| Arrival {
                node,
                scope,
                part,
                via,
                causes: [cause].into_iter().collect(),
                data,
            };
            match instance.at_work() {
                Work::Join(tokens) => tokens.iter().map(|token| arrival(token.cause, token.data.clone())).collect(),
                _ => vec![arrival(id, instance.data.clone())],
            }
        });
        arrivals.collect()
    }

    /// Whether an instance is taken away, by itself or with what it is part of.
    fn is_withdrawn(&self, run: &Run, id: InstanceId) -> bool {
        let mut current = Some(id);
        while let Some(id) = current {
            if self.withdrawn.iter().any(|(known, _)| *known == id) {
                return true;
            }
            let instance = run.state.instances.get(&id);
            current = instance.and_then(|instance| match instance.part {
                Part::Child { owner, .. } | Part::Boundary { host: owner } => Some(owner),
                Part::Token | Part::EventStart => run.state.scopes.get(&instance.scope)?.owner,
            });
        }
        false
    }
}

/// The element an instance stands on: process and id.
fn place(graph: &Deployment, node: NodeId) -> (Text, Text) {
    let node = graph.node(node);
    (graph.level(graph.level(node.level).process).id.clone(), node.id.clone())
}

/// Whether work goes on with what was evaluated before the diagrams changed.
fn keeps(work: &Work) -> Option<&'static str> {
    match work {
        Work::Catch(catch) if !catch.timers.is_empty() => Some("timer"),
        work if work.job().is_some() => Some("job"),
        Work::Multi(_) => Some("items"),
        _ => None,
    }
}
