//! Repeated activities around the target count the instances and rounds that remain.

use super::Plan;
use crate::engine::{InstanceId, Items, Part, Status, Work};
use crate::history::Record;
use crate::table::IdSet;

impl Plan<'_> {
    /// Repeated activities of which something is undone or live again count anew.
    pub(super) fn recount_children(&mut self, target: &Record) {
        let begun_again = self.revived.iter().map(|(id, _)| *id);
        let owners = self.undone.iter().chain(begun_again).filter_map(|id| self.owner_of(id));
        let owners: IdSet<InstanceId> = owners.filter(|owner| !self.undone.contains(owner)).collect();
        for owner in owners {
            if !self.is_revived(owner)
                && let Some(instance) = self.run.state.instances.get(&owner)
            {
                self.revived.push((owner, instance.clone()));
            }
            self.recount(owner, target);
        }
    }

    fn owner_of(&self, id: InstanceId) -> Option<InstanceId> {
        owner(self.record(id)?)
    }

    fn recount(&mut self, id: InstanceId, target: &Record) {
        let lives = |record: &Record| record.ended.is_none() && !record.undone && !self.undone.contains(&record.id);
        let children = self.records.iter().filter(|record| owner(record) == Some(id));
        let (active, ended): (Vec<&Record>, Vec<&Record>) =
            children.partition(|record| self.is_revived(record.id) || lives(record));
        let stays = |record: &&Record| !record.undone && !self.undone.contains(&record.id);
        let ended: Vec<&Record> = ended.into_iter().filter(stays).collect();
        let done = ended.iter().filter(|record| record.status == Status::Completed);
        let completed: IdSet<u32> = done.filter_map(|record| index(record)).collect();
        let active = active.len() as u32 + u32::from(owner(target) == Some(id)); // The target begins once more.
        let Some((_, instance)) = self.revived.iter_mut().find(|(known, _)| *known == id) else { return };
        match &mut instance.work {
            Work::Multi(multi) => {
                multi.results.retain(|(index, _)| completed.contains(index));
                (multi.completed, multi.active, multi.finished) = (completed.len() as u32, active, false);
                if !matches!(multi.items, Items::Count(0)) {
                    multi.begun = ended.len() as u32 + active;
                }
            }
            Work::Loop { rounds } => *rounds = completed.len() as u32,
            _ => {}
        }
    }
}

fn owner(record: &Record) -> Option<InstanceId> {
    if let Part::Child { owner, .. } = record.part { Some(owner) } else { None }
}

fn index(record: &Record) -> Option<u32> {
    if let Part::Child { index, .. } = record.part { Some(index) } else { None }
}
