//! How a run stands, and whether it must stop.

use super::is_manual;
use crate::api::open::Open;
use crate::api::types::{Incident, RunInfo};
use crate::api::workspace::Workspace;
use crate::engine::{Instance, InstanceId, Outcome, Part, State, Status, Work, next_automatic};
use crate::history::Run;
use crate::value::Text;

/// How a run stands.
pub(in crate::api) fn info(open: &Open, workspace: Option<&Workspace>) -> RunInfo {
    let run = &open.run;
    let state = run.state();
    let incidents = workspace.map(|workspace| incidents(run, workspace)).unwrap_or_default();
    RunInfo {
        process: open.process.clone(),
        status: status(state, !incidents.is_empty()),
        position: run.position(),
        length: run.length(),
        past: run.is_past(),
        now: state.now,
        due: state.timers.first().map(|(due, _)| due),
        identity: state.setup.identity.clone(),
        data: state.outcome.map(|_| state.data.clone()),
        incidents,
        notice: None,
    }
}

fn status(state: &State, incidents: bool) -> &'static str {
    match state.outcome.filter(|_| state.is_over()) {
        Some(Outcome::Completed) => "completed",
        Some(Outcome::Terminated) => "terminated",
        None if state.suspended => "suspended",
        None if !state.ready.is_empty() || !state.unsettled.is_empty() => "running",
        None if incidents => "incident",
        None => "waiting",
    }
}

/// The incidents of a run, with their places in the files of its workspace.
pub(super) fn incidents(run: &Run, workspace: &Workspace) -> Vec<Incident> {
    let state = run.state();
    let live = state.incidents.iter().filter_map(|id| Some((id, state.instances.get(&id)?)));
    let found = live.filter_map(|(id, instance)| match &instance.work {
        Work::Incident(incident) => {
            let element = run.deployment().node(instance.node).id.clone();
            Some(workspace.sources().incident(id.0, element, incident))
        }
        _ => None,
    });
    found.collect()
}

/// Whether the next automatic element has a breakpoint or is one of `until`, or a token that is not older than `newest`
/// waits at one of these.
pub(in crate::api) fn must_stop(open: &Open, until: &[Text], newest: u32) -> bool {
    let state = open.run.state();
    let element = |instance: &Instance| &open.run.deployment().node(instance.node).id;
    let next = next_automatic(state).and_then(|(id, _)| state.instances.get(&id)).map(element);
    let stops = next.is_some_and(|next| open.breakpoints.contains(next) || until.contains(next));
    let mut young = state.instances.from(InstanceId(newest)).map(|(_, instance)| instance);
    let stands = |instance: &Instance| {
        let listens = matches!(instance.part, Part::Boundary { .. } | Part::EventStart);
        !listens && instance.status != Status::Ready || is_manual(state, open.run.deployment(), instance.node)
    };
    stops || !until.is_empty() && young.any(|instance| until.contains(element(instance)) && stands(instance))
}
