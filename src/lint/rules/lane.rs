//! A node works in one lane (BPMN 2.0.2 section 10.8).

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::bpmn::index::{LaneId, NodeId};
use crate::diagnostic::{Code, codes};
use crate::lint::{Context, Rule};

/// Nodes in two lanes at once.
pub(super) struct Lanes;

impl Rule for Lanes {
    fn codes(&self) -> &'static [Code] {
        &[codes::BPMN_LANE]
    }

    fn explanation(&self) -> &'static str {
        "A lane says who does the work, so an element belongs to one lane, and to the lanes around that one. When two lanes \
         name it, it is not certain who may complete the task; the last one is used."
    }

    fn check(&self, context: &mut Context<'_>) {
        let mut lanes: HashMap<NodeId, LaneId, FixedState> = HashMap::default();
        for number in 0..context.index.lanes.len() as u32 {
            let id = LaneId(number);
            let lane = context.index.lane(id).lane;
            for reference in &lane.nodes {
                let Some(node) = context.index.resolve(Some(reference)) else { continue };
                let Some(first) = lanes.insert(node, id) else { continue };
                if !is_inside(context, id, first) {
                    let [one, other] = [first, id].map(|lane| context.name(crate::bpmn::index::Item::Lane(lane)));
                    let message = format!("{} is in {one} and in {other}.", context.node_name(node));
                    let finding = context.at_node(codes::BPMN_LANE, node, message);
                    let place = context.place(&lane.base);
                    context.report(finding.related("The second lane is here.", place));
                }
            }
        }
    }
}

fn is_inside(context: &Context<'_>, inner: LaneId, outer: LaneId) -> bool {
    std::iter::successors(Some(inner), |lane| context.index.lane(*lane).parent).any(|lane| lane == outer)
}

#[cfg(test)]
mod tests {
    use super::Lanes;
    use crate::lint::testing::check;

    #[test]
    fn one_lane_does_the_work() {
        let node = "<flowNodeRef>t</flowNodeRef>";
        check(&Lanes, &format!("<laneSet><lane id='a' name='Sales'>{node}<childLaneSet><lane id='b'>{node}</lane></childLaneSet></lane></laneSet><task id='t'/>"), &[]);
        check(&Lanes, &format!("<laneSet><lane id='a' name='Sales'>{node}</lane><lane id='b'>{node}</lane></laneSet><task id='t'/>"), &[
            "warning bpmn/lane t: Task t is in lane \"Sales\" and in lane b.",
        ]);
    }
}
