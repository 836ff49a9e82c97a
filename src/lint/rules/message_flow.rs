//! Messages flow between participants (BPMN 2.0.2 section 9.3).

use crate::bpmn::index::Item;
use crate::bpmn::{MessageFlow, Reference};
use crate::diagnostic::{Code, codes};
use crate::lint::{Context, Rule};

/// Message flows inside one participant.
pub(super) struct MessageFlows;

impl Rule for MessageFlows {
    fn codes(&self) -> &'static [Code] {
        &[codes::BPMN_MESSAGE_FLOW]
    }

    fn explanation(&self) -> &'static str {
        "A message flow shows what one participant tells another. Inside one participant work goes on along sequence flows, \
         so a message flow there says something that does not happen."
    }

    fn check(&self, context: &mut Context<'_>) {
        for collaboration in &context.index.model.collaborations {
            for flow in &collaboration.message_flows {
                message_flow(context, flow);
            }
        }
    }
}

fn message_flow(context: &mut Context<'_>, flow: &MessageFlow) {
    let missing = [("sourceRef", &flow.source), ("targetRef", &flow.target)].into_iter().find(|(_, end)| end.is_none());
    let name = crate::lint::names::named("message flow", &flow.base);
    let message = if let Some((property, _)) = missing {
        format!("{name} has no {property}.")
    } else {
        let ends = [&flow.source, &flow.target].map(|end| process_of(context, end.as_ref()));
        match ends {
            [Some(from), Some(to)] if from == to => format!("{name} begins and ends in the same participant."),
            _ => return,
        }
    };
    let finding = context.at(codes::BPMN_MESSAGE_FLOW, &flow.base, message);
    context.report(finding);
}

/// The id of the process that an end of a message flow belongs to.
fn process_of(context: &Context<'_>, end: Option<&Reference>) -> Option<String> {
    let index = context.index;
    match index.get(&end?.id)? {
        Item::Node(node) => {
            let process = index.scope(index.node(node).scope).process as usize;
            Some(index.model.processes[process].base.id.to_string())
        }
        Item::Participant(participant) => Some(participant.process.as_ref()?.id.to_string()),
        Item::Process(process) => Some(process.base.id.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::MessageFlows;
    use crate::lint::testing::check;

    #[test]
    fn messages_flow_between_participants() {
        let flow = |to: &str| format!(
            "<collaboration id='c'><participant id='p' processRef='P'/><participant id='q' processRef='Q'/>
             <messageFlow id='m' name='Order' sourceRef='a' targetRef='{to}'/></collaboration>
             <process id='P'><task id='a'/><task id='b'/></process><process id='Q'/>"
        );
        check(&MessageFlows, &flow("q"), &[]);
        check(&MessageFlows, &flow("b"), &[
            "warning bpmn/message-flow m: Message flow \"Order\" begins and ends in the same participant.",
        ]);
        check(&MessageFlows, &flow(""), &["warning bpmn/message-flow m: Message flow \"Order\" has no targetRef."]);
    }
}
