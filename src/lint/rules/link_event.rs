//! Link events come in pairs of one name and one level (BPMN 2.0.2 section 10.5.5).

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::bpmn::EventPosition;
use crate::bpmn::index::{NodeId, ScopeId};
use crate::diagnostic::{Code, Severity, codes};
use crate::lint::control::links;
use crate::lint::{Context, Rule};

/// Link events without their other half.
pub(super) struct LinkEvents;

impl Rule for LinkEvents {
    fn codes(&self) -> &'static [Code] {
        &[codes::EVENT_LINK]
    }

    fn explanation(&self) -> &'static str {
        "A pair of link events stands for a line that would cross the page: what enters the throwing one leaves the catching \
         one of the same name. Several may throw to one, but only one may catch a name, and both halves are in one level."
    }

    fn twin(&self) -> Option<&'static str> {
        Some("link-event")
    }

    fn check(&self, context: &mut Context<'_>) {
        for scope in context.scopes() {
            check_scope(context, scope);
        }
    }
}

fn check_scope(context: &mut Context<'_>, scope: ScopeId) {
    let links = links(context.index, scope);
    let mut first: HashMap<(&str, bool), NodeId, FixedState> = HashMap::default();
    for (id, name, position) in &links {
        first.entry((name, **position == EventPosition::Catch)).or_insert(*id);
    }
    let named = |name: &str, catches: bool| first.get(&(name, catches)).copied();
    for (id, name, position) in &links {
        let catches = **position == EventPosition::Catch;
        let (node, first) = (context.node_name(*id), named(name, true));
        if name.is_empty() {
            report(context, *id, format!("{node} has no link name."), Severity::Error);
        } else if catches && first != Some(*id) {
            report(context, *id, format!("{node} is not the only one that catches the link {name:?}."), Severity::Error);
        } else if catches && named(name, false).is_none() {
            report(context, *id, format!("No link event throws to {node}: none is named {name:?}."), Severity::Warning);
        } else if !catches && first.is_none() {
            let catching = links.iter().filter(|link| *link.2 == EventPosition::Catch).map(|link| link.1);
            let near = context.suggest(name, |_| catching.collect()).map(|near| format!(" Did you mean {near:?}?"));
            let message = format!("{node} throws the link {name:?}, which none catches.{}", near.unwrap_or_default());
            report(context, *id, message, Severity::Error);
        }
    }
}

fn report(context: &mut Context<'_>, id: NodeId, message: String, severity: Severity) {
    let severity = context.severity(context.index.node(id).scope, severity);
    let finding = context.at_node(codes::EVENT_LINK, id, message);
    context.report(finding.severity(severity).property("name"));
}

#[cfg(test)]
mod tests {
    use super::LinkEvents;
    use crate::lint::testing::check;

    fn throw(id: &str, name: &str) -> String {
        format!("<intermediateThrowEvent id='{id}'><linkEventDefinition name='{name}'/></intermediateThrowEvent>")
    }

    fn catch(id: &str, name: &str) -> String {
        format!("<intermediateCatchEvent id='{id}'><linkEventDefinition name='{name}'/></intermediateCatchEvent>")
    }

    #[test]
    fn links_come_in_pairs() {
        check(&LinkEvents, &[throw("t", "later"), throw("u", "later"), catch("c", "later")].concat(), &[]);
        check(&LinkEvents, &[throw("t", "latr"), catch("c", "later")].concat(), &[
            "error event/link t: Intermediate throw event t throws the link \"latr\", which none catches. Did you mean \"later\"?",
            "warning event/link c: No link event throws to intermediate catch event c: none is named \"later\".",
        ]);
        check(&LinkEvents, &[throw("t", "x"), catch("c", "x"), catch("d", "x")].concat(), &[
            "error event/link d: Intermediate catch event d is not the only one that catches the link \"x\".",
        ]);
        check(&LinkEvents, &throw("t", ""), &["error event/link t: Intermediate throw event t has no link name."]);
    }
}
