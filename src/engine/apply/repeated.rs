//! Events of repeated activities: what their owner knows of its instances and rounds.

use super::with;
use crate::engine::state::{InstanceId, Items, MultiWork, State, Status, Work};
use crate::value::Value;

pub(super) fn with_multi(state: &mut State, id: InstanceId, change: impl FnOnce(&mut MultiWork)) {
    with(state, id, |instance| {
        if let Work::Multi(multi) = instance.at_work_mut() {
            change(multi);
        }
    });
}

pub(super) fn begin_multi(state: &mut State, id: InstanceId, items: &Items) {
    let (begun, active, completed, results, finished) = (0, 0, 0, Vec::new(), false);
    let work = MultiWork { items: items.clone(), begun, active, completed, results, finished };
    let now = state.now;
    with(state, id, |instance| {
        instance.status = Status::Started;
        instance.since = now;
        instance.work = Work::Multi(Box::new(work));
    });
}

pub(super) fn child_began(state: &mut State, id: InstanceId) {
    with_multi(state, id, |multi| {
        multi.begun += 1;
        multi.active += 1;
    });
}

pub(super) fn child_done(state: &mut State, id: InstanceId, index: u32, result: Option<&Value>) {
    with(state, id, |instance| match instance.at_work_mut() {
        Work::Multi(multi) => {
            multi.active = multi.active.saturating_sub(1);
            multi.completed += 1;
            multi.results.extend(result.map(|result| (index, result.clone())));
        }
        Work::Loop { rounds } => *rounds += 1,
        _ => {}
    });
}
