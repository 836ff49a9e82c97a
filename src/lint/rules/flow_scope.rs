//! Sequence flows stay inside their process or sub-process (BPMN 2.0.2 section 7.6.1).

use crate::bpmn::index::FlowId;
use crate::diagnostic::{Code, codes};
use crate::lint::{Context, Rule};

/// Flows that leave their scope.
pub(super) struct FlowScope;

impl Rule for FlowScope {
    fn codes(&self) -> &'static [Code] {
        &[codes::BPMN_FLOW_SCOPE]
    }

    fn explanation(&self) -> &'static str {
        "A sub-process is entered at its start and left at its end, and a process is alone in its pool: no sequence flow \
         may cross their borders. Between pools messages flow; out of a sub-process lead its end and boundary events."
    }

    fn check(&self, context: &mut Context<'_>) {
        let crossing: Vec<FlowId> = context.flows().filter(|id| context.index.crosses_scope(*id)).collect();
        for id in crossing {
            report(context, id);
        }
    }
}

fn report(context: &mut Context<'_>, id: FlowId) {
    let index = context.index;
    let flow = index.flow(id);
    let (Some(from), Some(to)) = (flow.source, flow.target) else { return };
    let scopes = [from, to].map(|node| index.node(node).scope);
    let (name, ends) = (context.flow_name(id), [from, to].map(|node| context.node_name(node)));
    let message = if scopes.iter().any(|scope| [Some(from), Some(to)].contains(&index.scope(*scope).owner)) {
        let [from, to] = ends;
        format!("{name} joins {from} and {to}, of which one contains the other.")
    } else {
        let [outside, inside] = scopes.map(|scope| context.scope_name(scope));
        let [from, to] = ends;
        format!("{name} leads from {from} in {outside} to {to} in {inside}.")
    };
    let finding = context.at_flow(codes::BPMN_FLOW_SCOPE, id, message);
    context.report(finding);
}

#[cfg(test)]
mod tests {
    use super::FlowScope;
    use crate::lint::testing::check;

    #[test]
    fn flows_stay_in_their_scope() {
        check(&FlowScope, "<task id='a'/><task id='b'/><sequenceFlow id='f' sourceRef='a' targetRef='b'/>", &[]);
        check(&FlowScope, "<task id='a'/><subProcess id='s' name='Ship'><task id='b'/></subProcess><sequenceFlow id='f' sourceRef='a' targetRef='b'/>", &[
            "error bpmn/flow-crosses-scope f: Sequence flow f leads from task a in process P to task b in sub-process \"Ship\".",
        ]);
        check(&FlowScope, "<subProcess id='s'><task id='b'/><sequenceFlow id='f' sourceRef='b' targetRef='s'/></subProcess>", &[
            "error bpmn/flow-crosses-scope f: Sequence flow f joins task b and sub-process s, of which one contains the other.",
        ]);
        check(&FlowScope, "<process id='P'><task id='a'/><sequenceFlow id='f' sourceRef='a' targetRef='b'/></process><process id='Q'><task id='b'/></process>", &[
            "error bpmn/flow-crosses-scope f: Sequence flow f leads from task a in process P to task b in process Q.",
        ]);
    }
}
