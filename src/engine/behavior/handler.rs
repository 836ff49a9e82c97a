//! Elements that the host does itself: they become jobs, whatever they would do otherwise.

use crate::engine::context::Context;
use crate::engine::state::{InstanceId, JobKind, JobWork, Status, Work};
use crate::engine::token::is_repeated_child;
use crate::graph::{Kind, Node};
use crate::value::Map;

impl Context<'_> {
    /// Gives a task whose turn has come to the host, when the host has a handler for it; whether it has. A service task is a
    /// job anyway, with its parameters.
    pub(crate) fn give_to_host(&mut self, id: InstanceId) -> bool {
        let (Some(node), Some(instance)) = (self.node_of(id), self.instance(id)) else { return false };
        let single = node.repeat.is_none() || is_repeated_child(node, instance.part);
        if !single || !can_be_handled(node) || instance.status != Status::Ready || !self.host.handles(node) {
            return false;
        }
        let (operator, parameters) = (node.id.clone(), Map::new());
        let job = JobWork { kind: JobKind::Handler, operator, parameters, result_variable: None };
        self.become_(id, Status::Started, Work::Job(Box::new(job)));
        true
    }
}

fn can_be_handled(node: &Node) -> bool {
    matches!(node.kind, Kind::Task | Kind::Human { .. } | Kind::Script(_) | Kind::Decision { .. } | Kind::Send(_))
}
