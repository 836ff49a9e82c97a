//! What two runs, or two positions of one run, differ in.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::session::Session;
use super::types::{
    ApiError, CompareOptions, Comparison, ElementDifference, ElementState, PathDifference, TaskDifference, TaskFilter,
};
use super::{encoded, narrate, view};
use crate::history::Run;
use crate::snapshot::event_bytes;
use crate::source::Text;
use crate::value::{Map, Value};

impl Session {
    /// Compares a run with another, or with itself at another position.
    pub(super) fn compare(&self, run: u32, other: u32, options: &CompareOptions) -> Result<Comparison, ApiError> {
        let left = self.looked_at(run, options.position)?;
        let right = self.looked_at(other, options.other_position)?;
        Ok(Comparison {
            parted: parted(&left, &right),
            elements: elements(&left, &right),
            tasks: tasks(&left, &right),
            data_objects: paths(&objects(&left), &objects(&right)),
            result: paths(&result(&left), &result(&right)),
        })
    }

    /// A copy of a run that stands at a position.
    fn looked_at(&self, number: u32, position: Option<usize>) -> Result<Run, ApiError> {
        let mut run = self.open_run(number)?.run.clone();
        if let Some(position) = position {
            run.checkout(position).map_err(|rejection| self.rejected(number, rejection))?;
        }
        Ok(run)
    }
}

/// The last position up to which the same happened: by the events themselves where both stand on the same diagrams, else
/// by what is told of them.
fn parted(left: &Run, right: &Run) -> Option<usize> {
    let from = left.dropped().max(right.dropped());
    let events = |run: &'_ Run| run.log()[(from - run.dropped()).min(run.log().len())..].to_vec();
    let (a, b) = (events(left), events(right));
    let same = match Arc::ptr_eq(left.deployment(), right.deployment()) {
        true => a.iter().zip(&b).take_while(|(a, b)| event_bytes(a) == event_bytes(b)).count(),
        false => {
            let told = |run: &Run| narrate::entries(run, from, usize::MAX);
            told(left).iter().zip(&told(right)).take_while(|(a, b)| encoded(*a) == encoded(*b)).count()
        }
    };
    (same < a.len().max(b.len())).then_some(from + same)
}

fn elements(left: &Run, right: &Run) -> Vec<ElementDifference> {
    let states = |run: &Run| {
        let states = view::element_states(run).elements.into_iter();
        states.map(|state| ((state.process.clone(), state.element.clone()), state)).collect::<BTreeMap<_, _>>()
    };
    let (left, mut right) = (states(left), states(right));
    let mut found = Vec::new();
    for ((process, element), state) in left {
        let other = right.remove(&(process.clone(), element.clone()));
        if other.as_ref().is_none_or(|other| counts(&state) != counts(other)) {
            found.push(ElementDifference { element, process, left: Some(state), right: other });
        }
    }
    let only_right = right.into_iter();
    found.extend(only_right.map(|((process, element), state)| ElementDifference {
        element,
        process,
        left: None,
        right: Some(state),
    }));
    found
}

fn counts(state: &ElementState) -> [u32; 6] {
    [state.ready, state.waiting, state.started, state.error, state.completed, state.cancelled]
}

/// Pairs the tasks of each element in their order.
fn tasks(left: &Run, right: &Run) -> Vec<TaskDifference> {
    let all = TaskFilter { finished: Some(true), ..TaskFilter::default() };
    let mut others: BTreeMap<(Text, Text), Vec<super::types::Task>> = BTreeMap::new();
    for task in view::tasks(right, &all).into_iter().rev() {
        others.entry((task.process.clone(), task.element.clone())).or_default().push(task);
    }
    let mut found = Vec::new();
    for task in view::tasks(left, &all) {
        let other = others.get_mut(&(task.process.clone(), task.element.clone())).and_then(Vec::pop);
        let Some(other) = other else { continue };
        let data = paths(&task.data, &other.data);
        if !data.is_empty() {
            found.push(TaskDifference { element: task.element, left: task.id, right: other.id, data });
        }
    }
    found
}

fn objects(run: &Run) -> Map {
    let mut objects = Map::new();
    for object in view::data_objects(run).into_iter().filter(|object| object.written) {
        let name = object.scope.map_or_else(|| object.id.clone(), |scope| format!("{scope}.{}", object.id).into());
        objects.insert(name, object.value);
    }
    objects
}

fn result(run: &Run) -> Map {
    let state = run.state();
    state.outcome.map(|_| state.data.clone()).unwrap_or_default()
}

/// The places in which two maps differ.
fn paths(left: &Map, right: &Map) -> Vec<PathDifference> {
    let mut found = Vec::new();
    compare_maps("", left, right, &mut found);
    found
}

fn compare_maps(path: &str, left: &Map, right: &Map, found: &mut Vec<PathDifference>) {
    let inside = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    for (name, value) in left.iter() {
        compare(inside(name), Some(value), right.get(name), found);
    }
    for (name, value) in right.iter().filter(|(name, _)| !left.contains_key(name)) {
        compare(inside(name), None, Some(value), found);
    }
}

/// The depth is that of the values, which the decoder has bounded.
fn compare(path: String, left: Option<&Value>, right: Option<&Value>, found: &mut Vec<PathDifference>) {
    match (left, right) {
        (left, right) if left == right => {}
        (Some(Value::Map(left)), Some(Value::Map(right))) => compare_maps(&path, left, right, found),
        (Some(Value::List(left)), Some(Value::List(right))) => {
            for index in 0..left.len().max(right.len()) {
                compare(format!("{path}[{index}]"), left.get(index), right.get(index), found);
            }
        }
        _ => found.push(PathDifference { path, left: left.cloned(), right: right.cloned() }),
    }
}
