//! The queue of automatic instances: first come, first served, or inner scopes before outer ones in passes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::state::{InstanceId, ScopeId};

/// Automatic instances that are ready, in the order they became so.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Queue {
    next: u64,
    by_order: BTreeSet<(u64, InstanceId)>,
    by_depth: BTreeSet<Place>,
    places: BTreeMap<InstanceId, Place>,
    cursor: Cursor,
}

/// Deepest scopes first, then scopes by age, then order of arrival.
type Place = (Reverse<u32>, ScopeId, u64, InstanceId);

/// Where the passes of [`Queue::next_in_pass`] stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The inner scope that is being exhausted; none while the top level has its round.
    inner: Option<(Reverse<u32>, ScopeId)>,
    /// Scopes from this number on were opened during the pass and wait for the next one.
    scopes: u32,
    /// Instances of the top level from this order on wait for its next round.
    top_until: u64,
}

impl Queue {
    /// Adds an instance at the end; one that is already there keeps its place.
    pub fn push(&mut self, scope: ScopeId, depth: u32, id: InstanceId) {
        if self.places.contains_key(&id) {
            return;
        }
        let place = (Reverse(depth), scope, self.next, id);
        self.places.insert(id, place);
        self.by_order.insert((self.next, id));
        self.by_depth.insert(place);
        self.next += 1;
    }

    /// Removes an instance, wherever it stands.
    pub fn remove(&mut self, id: InstanceId) {
        if let Some(place) = self.places.remove(&id) {
            self.by_order.remove(&(place.2, id));
            self.by_depth.remove(&place);
        }
    }

    /// Moves the cursor.
    pub fn set_cursor(&mut self, cursor: Cursor) {
        self.cursor = cursor;
    }

    /// The first of all.
    pub fn first(&self) -> Option<InstanceId> {
        self.by_order.first().map(|(_, id)| *id)
    }

    /// Whether nothing is ready.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// How many are ready.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// SpiffWorkflow's order: in each pass every inner scope that is open when the pass begins is run until nothing in it
    /// is ready, deepest first; then the top level has one round. `scopes` is the number of the next scope.
    pub fn next_in_pass(&self, scopes: u32) -> Option<(InstanceId, Cursor)> {
        let going_on = self.go_on(self.cursor);
        let after_pass = || self.cursor.inner.and_then(|_| self.top_round(self.cursor.scopes));
        let start = Cursor { inner: Some((Reverse(u32::MAX), ScopeId(0))), scopes, top_until: self.next };
        going_on.or_else(after_pass).or_else(|| self.go_on(start)).or_else(|| self.top_round(scopes))
    }

    fn go_on(&self, cursor: Cursor) -> Option<(InstanceId, Cursor)> {
        let Some((depth, scope)) = cursor.inner else {
            let (_, _, order, id) = self.top().next()?;
            return (*order < cursor.top_until).then_some((*id, cursor));
        };
        let rest = self.by_depth.range((depth, scope, 0, InstanceId(0))..);
        let mut open = rest.filter(|(depth, scope, ..)| depth.0 > 0 && scope.0 < cursor.scopes);
        let (depth, scope, _, id) = open.next()?;
        Some((*id, Cursor { inner: Some((*depth, *scope)), ..cursor }))
    }

    /// One round of the top level, after a pass through the inner scopes.
    fn top_round(&self, scopes: u32) -> Option<(InstanceId, Cursor)> {
        let (_, _, _, id) = self.top().next()?;
        Some((*id, Cursor { inner: None, scopes, top_until: self.next }))
    }

    fn top(&self) -> impl Iterator<Item = &Place> {
        self.by_depth.range((Reverse(0), ScopeId(0), 0, InstanceId(0))..)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes all that is ready in SpiffWorkflow's order; the numbers of the instances in that order.
    fn drained(mut queue: Queue) -> Vec<u32> {
        let mut order = Vec::new();
        while let Some((id, cursor)) = queue.next_in_pass(10) {
            queue.remove(id);
            queue.set_cursor(cursor);
            order.push(id.0);
        }
        order
    }

    #[test]
    fn inner_scopes_run_before_outer_ones() {
        let mut queue = Queue::default();
        queue.push(ScopeId(0), 0, InstanceId(1));
        queue.push(ScopeId(1), 1, InstanceId(2));
        queue.push(ScopeId(2), 2, InstanceId(3));
        queue.push(ScopeId(1), 1, InstanceId(4));
        assert_eq!(queue.first(), Some(InstanceId(1)));
        assert_eq!(drained(queue), [3, 2, 4, 1]);
    }

    #[test]
    fn the_top_level_alone_is_first_come_first_served() {
        let mut queue = Queue::default();
        (1..4).for_each(|id| queue.push(ScopeId(0), 0, InstanceId(id)));
        queue.remove(InstanceId(2));
        assert_eq!(drained(queue), [1, 3]);
    }
}
