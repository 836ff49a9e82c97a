//! Every process and sub-process starts somewhere (BPMN 2.0.2 sections 10.5.2, 13.2).

use crate::bpmn::NodeKind;
use crate::bpmn::index::{NodeId, ScopeId};
use crate::diagnostic::{Code, Severity, codes};
use crate::lint::control::is_ad_hoc;
use crate::lint::{Context, Rule, names};

/// Missing and repeated starts.
pub(super) struct Starts;

impl Rule for Starts {
    fn codes(&self) -> &'static [Code] {
        &[codes::FLOW_NO_START, codes::FLOW_SEVERAL_STARTS]
    }

    fn explanation(&self) -> &'static str {
        "A process starts at its start event. Without one, BPMN starts every node that no flow leads to, which SpiffWorkflow \
         refuses; where every node has a predecessor nothing can start at all. Several plain start events start together."
    }

    fn twin(&self) -> Option<&'static str> {
        Some("start-event-required")
    }

    fn check(&self, context: &mut Context<'_>) {
        for scope in context.scopes() {
            let starts: Vec<NodeId> = context.index.starts(scope).collect();
            if starts.is_empty() {
                no_start(context, scope);
            } else {
                several_starts(context, scope, &starts);
            }
        }
    }
}

fn no_start(context: &mut Context<'_>, scope: ScopeId) {
    if is_ad_hoc(context.index, scope) || is_event_sub_process(context, scope) {
        return;
    }
    let (name, entries) = (context.scope_name(scope), entries(context, scope));
    let is_empty = context.index.scope(scope).nodes().next().is_none();
    let (message, severity) = if is_empty && context.index.scope(scope).owner.is_some() {
        (format!("{name} is empty: it has no start event and does nothing."), Severity::Information)
    } else if is_empty {
        return;
    } else if entries.is_empty() {
        let message = format!("{name} cannot start: it has no start event, and every element waits for another.");
        (message, context.severity(scope, Severity::Error))
    } else {
        let message = format!("{name} has no start event; it starts with {}.", names::list(&entries));
        (message, Severity::Information)
    };
    let finding = context.at(codes::FLOW_NO_START, context.scope_base(scope), message);
    context.report(finding.severity(severity));
}

/// What starts without a start event.
fn entries(context: &Context<'_>, scope: ScopeId) -> Vec<String> {
    let begins = |id: &NodeId| context.control.is_entry(*id) && context.index.node(*id).host.is_none();
    context.index.scope(scope).nodes().filter(begins).map(|id| context.node_name(id)).collect()
}

fn is_event_sub_process(context: &Context<'_>, scope: ScopeId) -> bool {
    let owner = context.index.scope(scope).owner;
    owner.is_some_and(|owner| match &context.index.node(owner).node.kind {
        NodeKind::Activity(activity) => activity.kind.sub_process().is_some_and(|inner| inner.triggered_by_event),
        _ => false,
    })
}

fn several_starts(context: &mut Context<'_>, scope: ScopeId, starts: &[NodeId]) {
    let plain = |id: &&NodeId| match &context.index.node(**id).node.kind {
        NodeKind::Event(event) => event.definitions.is_empty(),
        _ => false,
    };
    let plain: Vec<String> = starts.iter().filter(plain).map(|id| context.node_name(*id)).collect();
    if plain.len() < 2 || is_event_sub_process(context, scope) {
        return;
    }
    let message = format!("{} has {} plain start events: {}.", context.scope_name(scope), plain.len(), names::list(&plain));
    let finding = context.at(codes::FLOW_SEVERAL_STARTS, context.scope_base(scope), message);
    context.report(finding);
}

#[cfg(test)]
mod tests {
    use super::Starts;
    use crate::lint::testing::check;

    #[test]
    fn processes_start_somewhere() {
        check(&Starts, "<startEvent id='s'/>", &[]);
        check(&Starts, "<task id='a' name='Ask'/>", &[
            "information flow/no-start P: Process P has no start event; it starts with task \"Ask\".",
        ]);
        check(&Starts, "<startEvent id='s'/><subProcess id='u' name='Later'/>", &[
            "information flow/no-start u: Sub-process \"Later\" is empty: it has no start event and does nothing.",
        ]);
        let circle = "<task id='a'/><task id='b'/><sequenceFlow id='f' sourceRef='a' targetRef='b'/><sequenceFlow id='g' sourceRef='b' targetRef='a'/>";
        check(&Starts, circle, &[
            "error flow/no-start P: Process P cannot start: it has no start event, and every element waits for another.",
        ]);
        check(&Starts, "<startEvent id='s'/><startEvent id='t'/><startEvent id='m'><messageEventDefinition/></startEvent>", &[
            "warning flow/several-starts P: Process P has 2 plain start events: start event s and start event t.",
        ]);
        check(&Starts, "<startEvent id='s'/><adHocSubProcess id='a'><task id='t'/></adHocSubProcess>", &[]);
    }
}
