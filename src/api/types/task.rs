//! Tasks: instances of elements, their jobs and what they wait for.

use serde::Serialize;

use super::event::PendingEvent;
use super::run::Incident;
use crate::api::fields::read_fields;
use crate::engine::Caller;
use crate::source::Text;
use crate::value::{Map, Value};

/// An instance of an element: an activity, event or gateway that was reached.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// Names it in every call.
    pub id: u32,
    /// Id of the element.
    pub element: Text,
    /// Name of the element.
    pub name: Option<Text>,
    /// Local name of the XML element, such as `userTask`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// `FUTURE`, `WAITING`, `READY`, `STARTED`, `COMPLETED`, `ERROR` or `CANCELLED`.
    #[cfg_attr(test, ts(type = "'FUTURE' | 'WAITING' | 'READY' | 'STARTED' | 'COMPLETED' | 'ERROR' | 'CANCELLED'"))]
    pub state: &'static str,
    /// Whether a person does it.
    pub manual: bool,
    /// Whether it is a multi-instance or loop activity as a whole; its instances are tasks of their own.
    pub repeated: bool,
    /// Id of its process.
    pub process: Text,
    /// The task of the sub-process, call activity or multi-instance activity it is part of.
    pub parent: Option<u32>,
    /// The tasks it follows from.
    pub causes: Vec<u32>,
    /// Name of its lane.
    pub lane: Option<Text>,
    /// Whether everybody may do it (`spiffworkflow:allowGuest`).
    pub allow_guest: bool,
    /// The process model that is to be started when the task is available (`spiffworkflow:processModelToStartOnTaskAvailable`).
    pub process_to_start: Option<Text>,
    /// Who is to do it in the words of `camunda:` or `zeebe:`: `assignee`, `candidateGroups` ... and the value.
    pub assignment: Vec<(Text, Text)>,
    /// Which instance of a repeated activity, from 0.
    pub instance: Option<u32>,
    /// When it came into this state.
    pub since: i64,
    /// Its data: as it stands while it is active, as it left it when it is finished.
    pub data: Map,
}

/// Filter of tasks; what is absent matches everything.
#[derive(Clone, Debug, Default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields, rename_all = "camelCase"))]
pub struct TaskFilter {
    /// The task of that number.
    pub id: Option<u32>,
    /// State, in any case.
    pub state: Option<String>,
    /// Name of the lane.
    pub lane: Option<String>,
    /// Id of the element.
    pub element: Option<String>,
    /// Only tasks for people (true) or only others (false).
    pub manual: Option<bool>,
    /// Also finished ones. Default: only when `state` names a finished state.
    pub finished: Option<bool>,
}

read_fields! {
    TaskFilter {
        id: "id";
        state: "state";
        lane: "lane";
        element: "element";
        manual: "manual";
        finished: "finished";
    }
}

/// Everything about one task.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TaskDetail {
    /// The task.
    pub task: Task,
    /// The data it began with.
    pub before: Map,
    /// What it changed: variable to `[before, after]`; null where absent.
    pub changes: Vec<VariableChange>,
    /// The incident it stands in.
    pub incident: Option<Incident>,
    /// The job a host must do for it.
    pub job: Option<Job>,
    /// What it waits for, in a sentence.
    pub waits_for: Option<String>,
}

/// A variable that a task changed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct VariableChange {
    /// Its name.
    pub name: Text,
    /// The value before; absent when it is new.
    #[cfg_attr(test, ts(optional))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// The value after; absent when it was deleted.
    #[cfg_attr(test, ts(optional))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// Work for the host: a service call, a message to send.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// The task; complete or fail it with the result.
    pub task: u32,
    /// Id of the element.
    pub element: Text,
    /// `service`, `businessRule`, `call` (of a host function) ...
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The operator, topic, decision or function.
    pub operator: Text,
    /// Evaluated parameters in order.
    pub parameters: Map,
    /// The variable that receives the result.
    pub result_variable: Option<Text>,
    /// Which attempt this is, from 1.
    pub attempt: u32,
    /// Whether the host has taken it on and will answer later (`accept`).
    pub accepted: bool,
    /// When it is tried again after a failure that may pass; until then it must not be done.
    pub due: Option<i64>,
    /// The host's handler for the element: an id, a template, an extension or a type such as `bpmn:ServiceTask`.
    pub handler: Option<Text>,
}

/// A task that somebody completed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Completion {
    /// The task.
    pub task: u32,
    /// Id of the element.
    pub element: Text,
    /// Id of its process.
    pub process: Text,
    /// Who did it.
    pub user: Text,
}

/// The task on whose behalf a script calls a function of the host.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct CallerInfo<'c> {
    /// The task.
    pub task: u32,
    /// Id of the element.
    pub element: &'c str,
    /// Name of the element.
    pub name: Option<&'c str>,
    /// Local name of the XML element.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Name of its lane.
    pub lane: Option<&'c str>,
    /// Id of its process.
    pub process: &'c str,
    /// Its data, as it was when the script began.
    pub data: &'c Map,
    /// The run's clock.
    pub now: i64,
}

impl<'c> CallerInfo<'c> {
    /// What crosses the border of a caller.
    pub fn of(caller: &Caller<'c>) -> Self {
        let graph = caller.graph;
        let node = caller.node.map(|node| graph.node(node));
        let process = node.map(|node| &graph.level(graph.level(node.level).process).id);
        Self {
            task: caller.task.0,
            element: node.map_or("", |node| &node.id),
            name: node.and_then(|node| node.name.as_deref()),
            kind: node.map_or("", |node| node.type_name),
            lane: caller.node.and_then(|node| graph.lane_name(node)).map(|lane| &**lane),
            process: process.map_or("", |process| &**process),
            data: caller.data,
            now: caller.now,
        }
    }
}

/// Something that waits.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Waiting {
    /// The task.
    pub task: u32,
    /// Id of the element.
    pub element: Text,
    /// Name of the element.
    pub name: Option<Text>,
    /// Local name of the XML element.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What for: `human`, `job`, `message`, `timer`, `signal`, `error`, `escalation`, `conditional`, `cancel`,
    /// `compensation`, `join`, `gateway`, `multiple`.
    #[cfg_attr(
        test,
        ts(
            type = "'human' | 'job' | 'message' | 'timer' | 'signal' | 'error' | 'escalation' | 'conditional' | 'cancel' | 'compensation' | 'join' | 'gateway' | 'multiple'"
        )
    )]
    #[serde(rename = "for")]
    pub waits_for: &'static str,
    /// Name of the message or signal, code of the error or escalation.
    pub event: Option<Text>,
    /// When a timer is due, or a job is tried again.
    pub due: Option<i64>,
    /// The timer's expression.
    pub expression: Option<Text>,
    /// The value it evaluated to.
    pub value: Option<Value>,
    /// Each event it waits for: one of an event with one definition, several of a multiple event or event-based gateway.
    pub events: Vec<PendingEvent>,
    /// One sentence for a person.
    pub reason: String,
}
