//! Which of the host's handlers an element belongs to.

use crate::graph::Node;
use crate::source::Text;

/// The handler that does the element, by what names it most closely: its id, its element template, an extension, its type.
pub(super) fn handler_of<'h>(handlers: &'h [Text], node: &Node) -> Option<&'h Text> {
    if handlers.is_empty() {
        return None;
    }
    let named = |name: &str| handlers.iter().find(|handler| ***handler == *name);
    let extensions = node.extensions.as_deref();
    let template = || extensions.and_then(|extensions| named(extensions.template.as_ref()?));
    let extension = || extensions.and_then(|extensions| extensions.names.iter().find_map(|name| named(name)));
    let is_type = |handler: &&Text| handler.strip_prefix("bpmn:").is_some_and(|kind| is_of_type(kind, node.type_name));
    named(&node.id).or_else(template).or_else(extension).or_else(|| handlers.iter().find(is_type))
}

/// `ServiceTask` is the type of `serviceTask`.
fn is_of_type(kind: &str, type_name: &str) -> bool {
    kind.len() == type_name.len() && kind.get(1..) == type_name.get(1..) && kind.eq_ignore_ascii_case(type_name)
}
