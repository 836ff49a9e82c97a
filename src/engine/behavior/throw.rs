//! Intermediate throw events.

use crate::engine::context::{Attempt, Context};
use crate::engine::state::InstanceId;
use crate::graph::Trigger;

impl Context<'_> {
    /// Throws all that an intermediate event throws, then goes on.
    pub(crate) fn run_throw(&mut self, id: InstanceId, triggers: &[Trigger]) -> Attempt<()> {
        for trigger in triggers {
            match trigger {
                Trigger::Compensation { activity, wait } if self.semantics().compensation => {
                    return self.compensate(id, *activity, *wait);
                }
                Trigger::Link(name) if self.semantics().signal_end_throws => {
                    let name = name.clone();
                    self.follow_link(id, &name);
                }
                _ => self.throw(id, trigger)?,
            }
            if self.instance(id).is_none() {
                return Ok(()); // What it threw has interrupted it.
            }
        }
        self.finish(id);
        Ok(())
    }
}
