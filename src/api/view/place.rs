//! Lanes and data objects.

use super::object_writer::ObjectWriters;
use crate::api::types::{DataObjectState, LaneState};
use crate::engine::{Event, InstanceId, Part, ScopeId};
use crate::graph::state_key;
use crate::history::Run;
use crate::table::Table;
use crate::value::{Map, Text};

/// Lanes with what stands in them.
pub(in crate::api) fn lanes(run: &Run) -> Vec<LaneState> {
    let graph = &run.deployment();
    let state = run.state();
    let processes: Vec<_> = state.scopes.values().map(|scope| graph.level(scope.level).process).collect();
    let lanes =
        graph.lanes.iter().enumerate().filter(|(_, lane)| processes.is_empty() || processes.contains(&lane.process));
    let state_of = |(index, lane): (usize, &crate::graph::Lane)| LaneState {
        id: lane.id.clone(),
        name: lane.name.clone(),
        process: graph.level(lane.process).id.clone(),
        parent: lane.parent.map(|parent| graph.lanes[parent.index()].id.clone()),
        tasks: in_lane(run, index),
    };
    lanes.map(state_of).collect()
}

fn in_lane(run: &Run, lane: usize) -> Vec<u32> {
    let live = run.state().instances.iter();
    let inside = live.filter(|(_, instance)| {
        let own = run.deployment().lane_of(instance.node);
        own.is_some_and(|known| known.index() == lane) && !matches!(instance.part, Part::Boundary { .. })
    });
    inside.map(|(id, _)| id.0).collect()
}

/// Data objects of all open scopes, outermost first; after the end, as they were left.
pub(in crate::api) fn data_objects(run: &Run) -> Vec<DataObjectState> {
    let mut last: Table<ScopeId, (crate::graph::LevelId, Option<InstanceId>, Map)> = Table::new();
    for (id, scope) in &run.state().scopes {
        last.insert(id, (scope.level, scope.owner, scope.objects.clone()));
    }
    for (id, level, owner, objects) in closed_scopes(run) {
        last.get_or_insert_with(id, || (level, owner, objects));
    }
    let writers = &ObjectWriters::of(run);
    let states = last.iter().flat_map(|(scope, (level, owner, objects))| {
        let (level, owner, objects) = (*level, *owner, objects.clone());
        let begin_null = run.state().setup.semantics.data_objects_begin_null;
        let known = objects.clone();
        let exists = move |id: &Text| begin_null || owner.is_none() || known.contains_key(id);
        let declared = run.deployment().level(level).data_objects.iter().filter(move |object| exists(&object.id));
        let state = declared.map(move |object| {
            let value = objects.get(&object.id);
            DataObjectState {
                id: object.id.clone(),
                name: object.name.clone(),
                scope: owner.map(|owner| owner.0),
                written: value.is_some_and(|value| !matches!(value, crate::value::Value::Null)),
                value: value.cloned().unwrap_or_default(),
                writer: value.and_then(|value| writers.writer(scope, &object.id, value)),
                state: objects.get(&state_key(&object.id)).and_then(|state| state.as_str().map(Text::from)),
            }
        });
        state.collect::<Vec<_>>()
    });
    states.collect()
}

type ClosedScope = (ScopeId, crate::graph::LevelId, Option<InstanceId>, Map);

/// Scopes that have closed, with the data objects they left.
fn closed_scopes(run: &Run) -> Vec<ClosedScope> {
    let mut found: Table<ScopeId, ClosedScope> = Table::new();
    for event in run.log() {
        match event {
            Event::ScopeOpened { scope, level, owner, .. } => {
                found.insert(*scope, (*scope, *level, *owner, Map::new()));
            }
            Event::ObjectWritten { scope, id, value } | Event::ObjectEdited { scope, id, value } => {
                if let Some((.., objects)) = found.get_mut(scope) {
                    objects.insert(id.clone(), value.clone());
                }
            }
            _ => {}
        }
    }
    found.into_values().collect()
}
