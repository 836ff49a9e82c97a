//! When waiting timers are due.

use serde::{Deserialize, Serialize};

use super::state::InstanceId;
use crate::table::Order;

/// Due times of instances, soonest first; of one time in the order of the instances.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<(i64, InstanceId)>", into = "Vec<(i64, InstanceId)>")]
pub struct Alarms(Order);

impl Alarms {
    /// Notes that something of an instance is due.
    pub fn insert(&mut self, due: i64, id: InstanceId) {
        self.0.insert(rank(due, id), id.0);
    }

    /// Forgets it.
    pub fn remove(&mut self, due: i64, id: InstanceId) {
        self.0.remove(rank(due, id));
    }

    /// What is due next.
    pub fn first(&self) -> Option<(i64, InstanceId)> {
        self.iter().next()
    }

    /// All that will be due.
    pub fn iter(&self) -> impl Iterator<Item = (i64, InstanceId)> {
        self.0.iter().map(|(rank, id)| (due(rank), InstanceId(id)))
    }
}

/// Times before 1970 come first: the sign is turned, so that they are the smaller numbers.
fn rank(due: i64, id: InstanceId) -> u128 {
    u128::from(due.cast_unsigned() ^ (1 << 63)) << 32 | u128::from(id.0)
}

fn due(rank: u128) -> i64 {
    ((rank >> 32) as u64 ^ (1 << 63)).cast_signed()
}

impl From<Vec<(i64, InstanceId)>> for Alarms {
    fn from(saved: Vec<(i64, InstanceId)>) -> Self {
        let mut alarms = Self::default();
        saved.into_iter().for_each(|(due, id)| alarms.insert(due, id));
        alarms
    }
}

impl From<Alarms> for Vec<(i64, InstanceId)> {
    fn from(alarms: Alarms) -> Self {
        alarms.iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_soonest_comes_first() {
        let mut alarms = Alarms::default();
        for (due, id) in [(i64::MAX, 1), (5, 9), (5, 2), (i64::MIN, 3), (-1, 4)] {
            alarms.insert(due, InstanceId(id));
        }
        alarms.remove(5, InstanceId(9));
        let due: Vec<(i64, u32)> = alarms.iter().map(|(due, id)| (due, id.0)).collect();
        assert_eq!(due, [(i64::MIN, 3), (-1, 4), (5, 2), (i64::MAX, 1)]);
    }
}
