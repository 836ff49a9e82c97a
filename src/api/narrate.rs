//! The log as lines that people read.

use std::cell::RefCell;

use super::types::LogEntry;
use crate::engine::{Event, HeldJob, Hold, InstanceId, Part, Rebound, State, Status, Work, instant_text};
use crate::graph::{Deployment, Node, NodeId};
use crate::history::Run;
use crate::source::Text;
use crate::table::Table;
use crate::value::{Map, Value};

/// The entries after the positions `from..to`, up to where the run is looked at.
pub(super) fn entries(run: &Run, from: usize, to: usize) -> Vec<LogEntry> {
    let dropped = run.dropped();
    let log = run.log();
    let start = from.saturating_sub(dropped).min(log.len());
    let mut narrator = Narrator::before(run, dropped + start);
    let mut entries = Vec::new();
    for (index, event) in log.iter().enumerate().skip(start) {
        let position = dropped + index + 1;
        if position > to {
            break;
        }
        narrator.follow(event);
        entries.push(narrator.entry(position, event));
    }
    entries
}

struct Narrator<'r> {
    run: &'r Run,
    /// The elements of instances, as far as they were looked up.
    nodes: RefCell<Table<InstanceId, Option<NodeId>>>,
    now: i64,
    /// A state before the first entry, which knows the instances that lived then.
    before: &'r State,
}

/// What an event is about: its kind, the task, and a short text.
type Line = (&'static str, Option<InstanceId>, String);

impl<'r> Narrator<'r> {
    fn graph(&self) -> &Deployment {
        self.run.deployment()
    }

    /// Knows what came between the nearest checkpoint and `position`, so that the log need not be read from its beginning.
    fn before(run: &'r Run, position: usize) -> Self {
        let (from, before) = run.state_near(position);
        let (log, dropped) = (run.log(), run.dropped());
        let mut narrator = Self { run, nodes: RefCell::default(), now: before.now, before };
        let between = log.get(from.saturating_sub(dropped)..position.saturating_sub(dropped));
        between.into_iter().flatten().for_each(|event| narrator.follow(event));
        narrator
    }

    /// Takes note of what later entries need: the time, and the elements of instances.
    fn follow(&mut self, event: &Event) {
        match event {
            Event::TimeAdvanced(now) => self.now = *now,
            Event::Activated(activated) => {
                self.nodes.get_mut().insert(activated.instance, Some(activated.node));
            }
            _ => {}
        }
    }

    /// The element of an instance: most often it was followed or lives; that of an older one stands in the log.
    fn node(&self, task: InstanceId) -> Option<NodeId> {
        *self.nodes.borrow_mut().get_or_insert_with(task, || {
            let known = |state: &State| state.instances.get(&task).map(|instance| instance.node);
            let activated = |event: &Event| match event {
                Event::Activated(activated) if activated.instance == task => Some(activated.node),
                _ => None,
            };
            let logged = || self.run.log().iter().rev().find_map(activated);
            known(self.before)
                .or_else(|| known(self.run.state()))
                .or_else(logged)
                .or_else(|| known(self.run.first_state()))
        })
    }

    fn entry(&self, position: usize, event: &Event) -> LogEntry {
        let (kind, task, text) = self.line(event);
        LogEntry {
            position,
            at: self.now,
            kind,
            task: task.map(|task| task.0),
            element: task.and_then(|task| self.element(task)),
            user: if let Event::CompletedBy { user, .. } = event { Some(user.clone()) } else { None },
            text,
            details: details(event),
        }
    }

    fn element(&self, task: InstanceId) -> Option<Text> {
        let node = self.node(task)?;
        Some(self.graph().node(node).id.clone())
    }

    fn name(&self, task: InstanceId) -> String {
        let node = self.node(task).map(|node| self.graph().node(node));
        node.map_or_else(|| format!("task {}", task.0), Node::label)
    }

    fn line(&self, event: &Event) -> Line {
        let about = |kind, task: InstanceId, what: &str| (kind, Some(task), format!("{} {what}", self.name(task)));
        match event {
            Event::TimeAdvanced(_) => ("timeAdvanced", None, "time passed".to_owned()),
            Event::Activated(activated) => match (activated.part, activated.status) {
                (Part::Boundary { .. } | Part::EventStart, _) => about("elementWaiting", activated.instance, "listens"),
                (_, Status::Waiting) => about("elementWaiting", activated.instance, "waits"),
                _ => about("elementActivated", activated.instance, "is reached"),
            },
            Event::TokenArrived { instance, .. } => about("tokenArrived", *instance, "received a token"),
            Event::Joined { instance, .. } => about("elementActivated", *instance, "has all its tokens"),
            Event::Became { instance, work: Work::Held(job), .. } => about("jobHeld", *instance, &held(job)),
            Event::Became { instance, status, .. } => self.became(*instance, *status),
            Event::Taken { instance, .. } => about("elementStepped", *instance, "runs"),
            Event::DataChanged { instance, changes } => {
                let names: Vec<&str> = changes.iter().map(|(name, _)| &**name).collect();
                about("dataChanged", *instance, &format!("set {}", names.join(", ")))
            }
            Event::DataReplaced { instance, .. } => about("dataChanged", *instance, "took over data"),
            Event::CompletedBy { instance, user } => {
                about("completedBy", *instance, &format!("is completed by {user}"))
            }
            Event::Completed(instance) => about("elementCompleted", *instance, "completed"),
            Event::Cancelled(instance) => about("elementCancelled", *instance, "was cancelled"),
            Event::IncidentRaised { instance, incident } => about("incidentRaised", *instance, &incident.message),
            Event::Printed { instance, text } => ("printed", Some(*instance), text.trim_end().to_owned()),
            Event::DecisionMade { instance, decision, rules, value } => {
                about("decisionMade", *instance, &self.decision(decision, rules, value))
            }
            Event::MultiBegan { instance, items } => {
                about("elementStarted", *instance, &format!("begins {} instances", items.len()))
            }
            Event::ChildBegan(instance) => about("instanceStarted", *instance, "began an instance"),
            Event::ChildDone { instance, .. } => about("instanceCompleted", *instance, "finished an instance"),
            Event::MultiFinished(instance) => about("multiInstanceCompleted", *instance, "needs no more instances"),
            Event::Compensating { instance, .. } => about("compensating", *instance, "compensates"),
            Event::TimerSet { instance, .. } => about("timerScheduled", *instance, "set its timer again"),
            Event::TimerSpent { instance, .. } => about("timerFired", *instance, "timed out"),
            Event::TriggerSeen { instance, .. } => about("triggerSeen", *instance, "saw one of its events"),
            Event::TriggerForgotten { instance, .. } => about("triggerForgotten", *instance, "can happen again"),
            other => self.line_without_task(other),
        }
    }

    /// `chose rule 2 of Price: 10`.
    fn decision(&self, decision: &str, rules: &[Text], value: &Value) -> String {
        const SHOWN: usize = 60;
        let decisions = &self.graph().decisions;
        let name = decisions.find(decision).map_or(decision, |place| decisions.get(place).1.base.shown());
        let number = |rule: &Text| decisions.rule_number(decision, rule).map_or(rule.to_string(), |at| at.to_string());
        let numbers: Vec<String> = rules.iter().map(number).collect();
        let how = match numbers.as_slice() {
            [] if decisions.has_rules(decision) => format!("found no rule of {name} that matches"),
            [] => format!("decided {name}"),
            [one] => format!("chose rule {one} of {name}"),
            many => format!("chose rules {} of {name}", many.join(", ")),
        };
        let value = serde_json::to_string(value).unwrap_or_default();
        let shown: String = value.chars().take(SHOWN).collect();
        let more = if shown.len() < value.len() { " ..." } else { "" };
        if value == "null" { how } else { format!("{how}: {shown}{more}") }
    }

    fn became(&self, task: InstanceId, status: Status) -> Line {
        let (kind, what) = match status {
            Status::Ready => ("elementReady", "is ready"),
            Status::Waiting => ("elementWaiting", "waits"),
            Status::Started => ("elementStarted", "is at work"),
            Status::Error => ("incidentRaised", "stands still"),
            Status::Completed => ("elementCompleted", "completed"),
            Status::Cancelled => ("elementCancelled", "was cancelled"),
        };
        (kind, Some(task), format!("{} {what}", self.name(task)))
    }

    fn line_without_task(&self, event: &Event) -> Line {
        let level = |level: &crate::graph::LevelId| {
            let level = self.graph().level(*level);
            level.name.as_ref().unwrap_or(&level.id).to_string()
        };
        let (kind, text) = match event {
            Event::ScopeOpened { level: opened, .. } => ("scopeOpened", format!("{} began", level(opened))),
            Event::ScopeInterrupted(_) => ("scopeInterrupted", "an event sub-process took over".to_owned()),
            Event::ScopeClosed(_) => ("scopeClosed", "a level ended".to_owned()),
            Event::TokenEnded { token, .. } => {
                return ("tokenEnded", Some(token.cause), format!("{} ended its token", self.name(token.cause)));
            }
            Event::ObjectWritten { id, .. } => ("dataObjectWritten", format!("data object {id} was written")),
            Event::ObjectEdited { id, .. } => ("dataObjectEdited", format!("data object {id} was edited")),
            Event::StoreWritten { id, .. } => ("dataStoreWritten", format!("data store {id} was written")),
            Event::StoreRead { id, .. } => ("dataStoreRead", format!("data store {id} was read")),
            Event::Caught { event, .. } => ("eventCaught", format!("{} was caught", named(event))),
            Event::Uncaught(event) => ("eventUncaught", format!("nobody caught {}", named(event))),
            Event::KeptMessageTaken(_) => ("messageTaken", "a kept message was taken".to_owned()),
            Event::UnhandledTaken => ("unhandledTaken", "the host took the events nobody caught".to_owned()),
            Event::Correlated { key, .. } => ("correlated", format!("correlation key {key} was set")),
            Event::Compensable { .. } => ("compensable", "can be compensated".to_owned()),
            Event::CompensationTaken { .. } => ("compensationTaken", "compensation began".to_owned()),
            Event::CompensationForgotten { .. } => {
                ("compensationForgotten", "was interrupted: what was done of it cannot be compensated".to_owned())
            }
            Event::ResultMerged(_) => ("participantCompleted", "a participant ended".to_owned()),
            Event::Ended { .. } => ("runEnded", "the run ended".to_owned()),
            Event::Settled => ("settled", "inclusive joins were looked at".to_owned()),
            Event::Suspended => ("suspended", "the run was suspended".to_owned()),
            Event::Resumed => ("resumed", "the run goes on".to_owned()),
            Event::Reset(reset) => ("reset", format!("went back to {}", self.name(reset.target))),
            Event::Rebound(rebound) => ("rebound", rebound_text(rebound)),
            _ => ("other", String::new()),
        };
        (kind, None, text)
    }
}

/// How the diagrams changed under the run.
fn rebound_text(rebound: &Rebound) -> String {
    let part = |ids: &[Text], what: &str| (!ids.is_empty()).then(|| format!("{} {what}", ids.join(", ")));
    let moved: Vec<Text> = rebound.moved.iter().map(|(from, _)| from.clone()).collect();
    let parts = [
        part(&rebound.added, "added"),
        part(&rebound.changed, "changed"),
        part(&rebound.removed, "removed"),
        part(&moved, "left by its token"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("the run went over to the edited diagram: {}", parts.join("; "))
}

fn named(event: &crate::engine::Thrown) -> String {
    let name = event.name.as_ref().or(event.code.as_ref()).map(|name| format!(" {name}")).unwrap_or_default();
    format!("the {}{name}", event.kind.name())
}

/// What a line tells of decisions and events, for those who compare runs.
fn details(event: &Event) -> Option<Value> {
    let text = |text: &Text| Value::String(text.clone());
    let mut details = Map::new();
    match event {
        Event::DecisionMade { decision, rules, value, .. } => {
            details.insert("decision", text(decision));
            details.insert("rules", Value::list(rules.iter().map(text).collect()));
            details.insert("value", value.clone());
        }
        Event::Caught { event, .. } | Event::Uncaught(event) => {
            let named = [("name", &event.name), ("code", &event.code)];
            let named = named.into_iter().filter_map(|(key, value)| Some((key, text(value.as_ref()?))));
            let payload = event.payload.iter().map(|payload| ("payload", payload.clone()));
            let kind = ("type", Value::from(event.kind.name()));
            for (key, value) in std::iter::once(kind).chain(named).chain(payload) {
                details.insert(key, value);
            }
        }
        _ => return None,
    }
    Some(Value::Map(details))
}

fn held(HeldJob { job, attempt, hold }: &HeldJob) -> String {
    let operator = &job.operator;
    match hold {
        Hold::Out => format!("tries \"{operator}\" again (attempt {})", attempt + 1),
        Hold::Accepted => format!("waits for the answer of \"{operator}\""),
        Hold::Until { due, message } => {
            format!("failed at \"{operator}\" and tries again at {}: {message}", instant_text(*due))
        }
    }
}
