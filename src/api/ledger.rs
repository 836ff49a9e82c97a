//! The ledger of messages: what was sent in a run or to it, who received it, and why nobody did. Read from the log; what
//! is still kept, and who waits, from the state.

use super::explain::label;
use super::types::{LedgerEntry, Party};
use super::view::process_of;
use super::waiting::receivers;
use crate::diagnostic::did_you_mean;
use crate::engine::{Event, EventKind, InstanceId, Subject, Thrown, awaited_keys};
use crate::graph::{Kind, Node, NodeId, Repeat, Trigger};
use crate::history::Run;
use crate::table::Table;
use crate::value::Map;

/// Every message, signal, error and escalation up to where the run is looked at, in the order they were sent.
pub(super) fn entries(run: &Run) -> Vec<LedgerEntry> {
    let (base, dropped) = (run.first_state(), run.dropped());
    let nodes = base.instances.iter().map(|(id, instance)| (id, instance.node)).collect();
    let mut reader = Reader { run, now: base.now, nodes, thrower: None, entries: Vec::new(), kept: Vec::new() };
    for thrown in &base.unhandled {
        reader.uncaught(dropped, thrown);
    }
    let mut before = None;
    for (index, event) in run.log().iter().enumerate() {
        reader.read(dropped + index + 1, event, before);
        before = Some(event);
    }
    reader.finish()
}

struct Reader<'r> {
    run: &'r Run,
    now: i64,
    nodes: Table<InstanceId, NodeId>,
    /// The instance that runs and may throw. What it throws is the next event in the log that it can have thrown.
    thrower: Option<InstanceId>,
    entries: Vec<(LedgerEntry, &'r Thrown)>,
    /// Entries nobody caught, in the order in which the state holds them.
    kept: Vec<usize>,
}

impl<'r> Reader<'r> {
    fn read(&mut self, position: usize, event: &'r Event, before: Option<&Event>) {
        match event {
            Event::TimeAdvanced(now) => self.now = *now,
            Event::Activated(activated) => drop(self.nodes.insert(activated.instance, activated.node)),
            Event::Taken { instance, .. } => self.thrower = Some(*instance),
            Event::IncidentRaised { instance, .. } if self.thrower == Some(*instance) => self.thrower = None,
            Event::Caught { event, by } => {
                let receivers = by.iter().filter_map(|id| self.party(*id)).collect();
                self.add(position, event, "completed", receivers);
            }
            Event::Uncaught(thrown) => self.uncaught(position, thrown),
            Event::KeptMessageTaken(index) if *index < self.kept.len() => {
                let taken = self.kept.remove(*index);
                // Whoever begins to wait looks at what is kept at once: the event before is that it waits.
                let receiver = match before {
                    Some(Event::Became { instance, .. }) => self.party(*instance),
                    _ => None,
                };
                self.entries[taken].0.status = "completed";
                self.entries[taken].0.receivers.extend(receiver);
            }
            Event::UnhandledTaken => {
                for taken in std::mem::take(&mut self.kept) {
                    self.entries[taken].0.status = "taken";
                }
            }
            _ => {}
        }
    }

    fn uncaught(&mut self, position: usize, thrown: &'r Thrown) {
        let keeps = self.run.state().setup.semantics.messages_are_kept && thrown.kind == EventKind::Message;
        self.kept.push(self.entries.len());
        self.add(position, thrown, if keeps { "ready" } else { "not_accepted" }, Vec::new());
    }

    fn add(&mut self, position: usize, thrown: &'r Thrown, status: &'static str, receivers: Vec<Party>) {
        let sender = self.thrower.filter(|id| self.nodes.get(id).is_some_and(|node| self.throws(*node, thrown)));
        if sender.is_some() {
            self.thrower = None;
        }
        let entry = LedgerEntry {
            position,
            at: self.now,
            kind: thrown.kind.name(),
            name: thrown.name.clone().filter(|name| !name.is_empty()),
            code: thrown.code.clone(),
            payload: thrown.payload.clone().unwrap_or_default(),
            correlations: thrown.correlations.clone(),
            sender: sender.and_then(|id| self.party(id)),
            receivers,
            status,
            reason: None,
        };
        self.entries.push((entry, thrown));
    }

    /// Whether an element throws an event of that kind and name.
    fn throws(&self, node: NodeId, thrown: &Thrown) -> bool {
        let node = self.run.deployment().node(node);
        let is = |trigger: &Trigger| match trigger {
            Trigger::Error { code, .. } | Trigger::Escalation { code, .. } => *code == thrown.code,
            other => other.label() == thrown.name.as_ref(),
        };
        thrown_by(node).any(|trigger| trigger.kind_name() == thrown.kind.name() && is(trigger))
    }

    fn party(&self, id: InstanceId) -> Option<Party> {
        let at = *self.nodes.get(&id)?;
        let graph = &self.run.deployment();
        let node = graph.node(at);
        Some(Party { task: id.0, element: node.id.clone(), name: node.name.clone(), process: process_of(graph, at) })
    }

    fn finish(self) -> Vec<LedgerEntry> {
        let run = self.run;
        let told = |(entry, thrown): (LedgerEntry, &Thrown)| {
            let reason = (entry.status != "completed").then(|| reason(run, thrown));
            LedgerEntry { reason, ..entry }
        };
        self.entries.into_iter().map(told).collect()
    }
}

fn thrown_by(node: &Node) -> impl Iterator<Item = &Trigger> {
    let own = match &node.kind {
        Kind::Throw(triggers) | Kind::End(triggers) => triggers.as_slice(),
        Kind::Send(trigger) => std::slice::from_ref(trigger),
        _ => &[],
    };
    let repeated = match node.repeat.as_deref() {
        Some(Repeat::Multi(multi)) => Some(multi),
        _ => None,
    };
    let complex = repeated.into_iter().flat_map(|multi| multi.complex.iter().flat_map(|(_, triggers)| triggers));
    own.iter().chain(repeated.into_iter().flat_map(|multi| &multi.event)).chain(complex)
}

/// Why nobody received an event, as things stand now.
pub(super) fn reason(run: &Run, thrown: &Thrown) -> String {
    let name = thrown.code.as_ref().or(thrown.name.as_ref()).cloned().unwrap_or_default();
    let kind = thrown.kind.name();
    if thrown.kind != EventKind::Message {
        let kept = if thrown.kind == EventKind::Signal { " Signals are not kept." } else { "" };
        return format!("Nobody caught the {kind} \"{name}\".{kept}");
    }
    let subject = Subject { kind: EventKind::Message, name: name.clone() };
    let waiting = run.state().subscriptions.get(&subject).into_iter().flatten();
    let others: Vec<String> = waiting.filter_map(|id| other_keys(run, id, thrown)).collect();
    match others.is_empty() {
        true => format!("Nobody waits for the message \"{name}\".{}", hint(run, &name)),
        false => others.join(" "),
    }
}

/// That somebody waits for a message of the name, but with other keys.
fn other_keys(run: &Run, id: InstanceId, thrown: &Thrown) -> Option<String> {
    let (graph, state) = (&run.deployment(), run.state());
    let instance = state.instances.get(&id)?;
    let mut triggers = receivers(graph, instance.node).into_iter().flat_map(|node| node.kind.triggers());
    let message = triggers.find_map(|trigger| match trigger {
        Trigger::Message(message) if Some(&message.name) == thrown.name.as_ref() => Some(message),
        _ => None,
    })?;
    let (who, name) = (label(graph, instance.node), &message.name);
    let Some(awaited) = awaited_keys(state, graph, instance, message) else {
        return Some(format!("{who} waits for the message \"{name}\" now, but the message came before."));
    };
    let carried = match thrown.correlations.is_empty() {
        true => "no correlation key".to_owned(),
        false => keys(&thrown.correlations),
    };
    Some(format!("{who} waits for the message \"{name}\" with {}; this one has {carried}.", keys(awaited)))
}

/// `order 7, customer "A"`.
fn keys(correlations: &Map) -> String {
    let mut shown: Vec<String> = Vec::new();
    for (property, value) in correlations.iter().filter_map(|(_, key)| key.as_map()).flat_map(Map::iter) {
        let text = format!("{property} {}", serde_json::to_string(value).unwrap_or_default());
        if !shown.contains(&text) {
            shown.push(text);
        }
    }
    shown.join(", ")
}

/// What a person may have meant: a name somebody waits for, or an element that no token has reached.
fn hint(run: &Run, name: &str) -> String {
    let graph = &run.deployment();
    let catches =
        |node: &&Node| node.kind.triggers().iter().any(|it| matches!(it, Trigger::Message(it) if *it.name == *name));
    if let Some(node) = graph.nodes.iter().find(catches) {
        return format!(" \"{}\" receives it, but does not wait for it now.", node.label());
    }
    let waited = run.state().subscriptions.keys().filter(|subject| subject.kind == EventKind::Message);
    let near: Option<&str> = did_you_mean(name, waited.map(|subject: &Subject| -> &str { &subject.name }));
    near.map(|near| format!(" Somebody waits for \"{near}\".")).unwrap_or_default()
}
