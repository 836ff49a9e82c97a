//! Extensions of known vocabularies that nothing here acts upon.

use std::collections::BTreeMap;

use crate::bpmn::index::NodeId;
use crate::diagnostic::{Code, codes};
use crate::lint::{Context, Rule};

/// Extensions that are kept in the file but not interpreted.
pub(super) struct UnknownExtensions;

impl Rule for UnknownExtensions {
    fn codes(&self) -> &'static [Code] {
        &[codes::EXTENSION_NOT_READ]
    }

    fn explanation(&self) -> &'static str {
        "The file uses an extension of Camunda, Zeebe or SpiffWorkflow that changes how another engine runs the element and \
         that is not interpreted here. It stays in the file untouched; the run may differ from the one there."
    }

    fn check(&self, context: &mut Context<'_>) {
        let mut found: BTreeMap<&str, Vec<NodeId>> = BTreeMap::new();
        for id in context.nodes() {
            let known = context.index.node(id).node.base.extensions.known();
            for name in known.into_iter().flat_map(|known| &known.unknown) {
                if is_of_engine(name) {
                    found.entry(name).or_default().push(id);
                }
            }
        }
        for (name, nodes) in found {
            report(context, name, &nodes);
        }
    }
}

/// Vendors mark by their usual prefix what an engine is to do; other extensions are for the eyes of other tools.
fn is_of_engine(name: &str) -> bool {
    ["camunda:", "zeebe:", "spiffworkflow:", "spiff:"].iter().any(|prefix| name.starts_with(prefix))
}

fn report(context: &mut Context<'_>, name: &str, nodes: &[NodeId]) {
    let Some(first) = nodes.first() else { return };
    let others = match nodes.len() - 1 {
        0 => String::new(),
        1 => " and of one other element".to_owned(),
        more => format!(" and of {more} other elements"),
    };
    let message = format!("The extension {name} of {}{others} is not interpreted.", context.node_name(*first));
    let finding = context.at_node(codes::EXTENSION_NOT_READ, *first, message);
    context.report(finding.property(name));
}

#[cfg(test)]
mod tests {
    use super::UnknownExtensions;
    use crate::lint::testing::check;

    #[test]
    fn what_is_not_interpreted_is_told_once() {
        let task = |id: &str| format!("<task id='{id}'><extensionElements><spiff:surprise/><spiff:preScript>x</spiff:preScript></extensionElements></task>");
        check(&UnknownExtensions, &[task("a"), task("b"), task("c")].concat(), &[
            "information extension/not-read a: The extension spiff:surprise of task a and of 2 other elements is not interpreted.",
        ]);
    }
}
