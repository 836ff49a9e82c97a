//! The queue of automatic instances: first come, first served, or inner scopes before outer ones in passes.

use serde::{Deserialize, Serialize};

use super::state::{InstanceId, ScopeId};
use crate::table::{Order, Table};

/// Automatic instances that are ready, in the order they became so.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Saved", into = "Saved")]
pub struct Queue {
    next: u64,
    by_order: Order,
    by_depth: Order,
    places: Table<InstanceId, Place>,
    cursor: Cursor,
}

/// Where an instance stands: deepest scopes first, then scopes by age, then order of arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    depth: u32,
    scope: ScopeId,
    order: u64,
}

impl Place {
    fn rank(self) -> u128 {
        u128::from(!self.depth) << 96 | u128::from(self.scope.0) << 64 | u128::from(self.order)
    }

    fn from_rank(rank: u128) -> Self {
        Self { depth: !((rank >> 96) as u32), scope: ScopeId((rank >> 64) as u32), order: rank as u64 }
    }
}

/// Where the passes of [`Queue::next_in_pass`] stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The inner scope that is being exhausted; none while the top level has its round.
    inner: Option<(u32, ScopeId)>,
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
        self.enter(id, Place { depth, scope, order: self.next });
        self.next += 1;
    }

    fn enter(&mut self, id: InstanceId, place: Place) {
        self.places.insert(id, place);
        self.by_order.insert(place.order.into(), id.0);
        self.by_depth.insert(place.rank(), id.0);
    }

    /// Removes an instance, wherever it stands.
    pub fn remove(&mut self, id: InstanceId) {
        if let Some(place) = self.places.remove(&id) {
            self.by_order.remove(place.order.into());
            self.by_depth.remove(place.rank());
        }
    }

    /// Moves the cursor.
    pub fn set_cursor(&mut self, cursor: Cursor) {
        self.cursor = cursor;
    }

    /// The first of all.
    pub fn first(&self) -> Option<InstanceId> {
        self.by_order.first().map(|(_, id)| InstanceId(id))
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
        let start = Cursor { inner: Some((u32::MAX, ScopeId(0))), scopes, top_until: self.next };
        going_on.or_else(after_pass).or_else(|| self.go_on(start)).or_else(|| self.top_round(scopes))
    }

    fn go_on(&self, cursor: Cursor) -> Option<(InstanceId, Cursor)> {
        let Some((depth, scope)) = cursor.inner else {
            let (id, place) = self.from(0, ScopeId(0)).next()?;
            return (place.order < cursor.top_until).then_some((id, cursor));
        };
        let rest = self.from(depth, scope);
        let mut open = rest.filter(|(_, place)| place.depth > 0 && place.scope.0 < cursor.scopes);
        let (id, place) = open.next()?;
        Some((id, Cursor { inner: Some((place.depth, place.scope)), ..cursor }))
    }

    /// One round of the top level, after a pass through the inner scopes.
    fn top_round(&self, scopes: u32) -> Option<(InstanceId, Cursor)> {
        let (id, _) = self.from(0, ScopeId(0)).next()?;
        Some((id, Cursor { inner: None, scopes, top_until: self.next }))
    }

    /// What stands in this scope, and all that comes after it.
    fn from(&self, depth: u32, scope: ScopeId) -> impl Iterator<Item = (InstanceId, Place)> {
        let first = Place { depth, scope, order: 0 };
        self.by_depth.from(first.rank()).map(|(rank, id)| (InstanceId(id), Place::from_rank(rank)))
    }
}

/// How a queue is saved: also what its places tell.
#[derive(Serialize, Deserialize)]
struct Saved {
    next: u64,
    by_order: Vec<(u64, InstanceId)>,
    by_depth: Vec<SavedPlace>,
    places: Table<InstanceId, SavedPlace>,
    cursor: Cursor,
}

type SavedPlace = (u32, ScopeId, u64, InstanceId);

impl From<Saved> for Queue {
    fn from(saved: Saved) -> Self {
        let mut queue = Self { next: saved.next, cursor: saved.cursor, ..Self::default() };
        for (id, (depth, scope, order, _)) in saved.places {
            queue.enter(id, Place { depth, scope, order });
        }
        queue
    }
}

impl From<Queue> for Saved {
    fn from(queue: Queue) -> Self {
        let saved = |id, place: Place| (place.depth, place.scope, place.order, id);
        Self {
            next: queue.next,
            by_order: queue.by_order.iter().map(|(order, id)| (order as u64, InstanceId(id))).collect(),
            by_depth: queue.by_depth.iter().map(|(rank, id)| saved(InstanceId(id), Place::from_rank(rank))).collect(),
            places: queue.places.iter().map(|(id, place)| (id, saved(id, *place))).collect(),
            cursor: queue.cursor,
        }
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
