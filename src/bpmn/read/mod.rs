//! Tree to model: one function for each element of BPMN 2.0, whatever prefix the file uses.
//!
//! The reader is literal and complete: it judges spelling (an unknown element, a boolean that is none, a missing id) and
//! leaves all questions of sense to the lints.

mod activity;
mod collaboration;
mod data;
mod diagram;
mod event;
mod names;
mod process;
mod reader;
#[cfg(test)]
mod tests;

use super::extension::Vocabulary;
use super::{Category, Model, NAMESPACE};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Source;
use crate::table::sort_by;
use crate::xml::{self, Element, Limits, Tree};
use reader::Reader;

pub(in crate::bpmn) use reader::Reader as Context;

/// Reads a BPMN file. The model holds whatever could be read, however much was wrong.
pub fn read(source: &Source) -> (Model, Vec<Diagnostic>) {
    let (tree, mut diagnostics) = xml::parse(source, &Limits::default());
    let mut model = Model { file: Some(source.name.clone()), ..Model::default() };
    if let Some(root) = tree.root() {
        let mut reader = Reader::new(&tree);
        definitions(&mut reader, &mut model, root);
        let named = reader.diagnostics.into_iter().map(|diagnostic| diagnostic.file(source.name.clone()));
        diagnostics.extend(named);
    }
    (model, diagnostics)
}

fn definitions(reader: &mut Reader<'_>, model: &mut Model, root: Element<'_>) {
    if !root.is(NAMESPACE, "definitions") {
        reader.diagnostics.push(not_bpmn(root));
        return;
    }
    model.id = reader.text(root, "id");
    model.name = reader.text(root, "name");
    model.target_namespace = reader.text(root, "targetNamespace");
    model.expression_language = reader.text(root, "expressionLanguage");
    model.exporter = exporter(reader, root);
    model.vocabularies = vocabularies(root.tree());
    reader.find_event_definitions(root);
    for child in root.children() {
        if child.namespace() == NAMESPACE {
            model.roots.push(child.name().into());
            root_element(reader, model, child);
        } else if child.is(diagram::NAMESPACE, "BPMNDiagram") {
            diagram::read(model, child);
        }
    }
}

fn exporter(reader: &Reader<'_>, root: Element<'_>) -> Option<crate::source::Text> {
    let name = reader.text(root, "exporter")?;
    let version = reader.text(root, "exporterVersion");
    Some(version.map_or(name.clone(), |version| format!("{name} {version}").into()))
}

fn vocabularies(tree: &Tree<'_>) -> Vec<Vocabulary> {
    let mut found: Vec<_> = tree.declared_namespaces().filter_map(Vocabulary::of_namespace).collect();
    sort_by(&mut found, Ord::cmp);
    found.dedup();
    found
}

fn not_bpmn(root: Element<'_>) -> Diagnostic {
    let name = root.name();
    let message = match root.namespace() {
        "" if name == "definitions" => {
            "The root element <definitions> is in no namespace, so it is not BPMN 2.0.".to_owned()
        }
        "" => format!("The root element is <{name}>, not BPMN's <definitions>."),
        space if space.contains("/DMN/") => "The file is a DMN model, not a BPMN diagram.".to_owned(),
        space => format!("The root element is <{name}> of the namespace {space}, not BPMN's <definitions>."),
    };
    Diagnostic::new(codes::BPMN_NOT_BPMN, message).span(Some(root.tag()))
}

fn root_element(reader: &mut Reader<'_>, model: &mut Model, element: Element<'_>) {
    match element.name() {
        "process" => model.processes.push(process::process(reader, element)),
        "collaboration" | "choreography" | "globalChoreographyTask" | "conversation" | "globalConversation" => {
            model.collaborations.push(collaboration::collaboration(reader, element));
        }
        "message" => model.messages.push(collaboration::message(reader, element)),
        "signal" => model.signals.push(collaboration::signal(reader, element)),
        "error" => model.errors.push(collaboration::error(reader, element)),
        "escalation" => model.escalations.push(collaboration::escalation(reader, element)),
        "itemDefinition" => model.item_definitions.push(data::item_definition(reader, element)),
        "dataStore" => model.data_stores.push(data::data_store(reader, element)),
        "correlationProperty" => {
            model.correlation_properties.push(collaboration::correlation_property(reader, element));
        }
        "interface" => model.interfaces.push(collaboration::interface(reader, element)),
        "resource" => model.resources.push(super::Resource { base: reader.base(element) }),
        "category" => model.categories.push(category(reader, element)),
        "import" => model.imports.push(import(reader, element)),
        name if name.starts_with("global") && name.ends_with("Task") => {
            model.global_tasks.push(activity::global_task(reader, element));
        }
        name if name.ends_with("EventDefinition") => model.event_definitions.extend(event::definition(reader, element)),
        _ => reader.other(element),
    }
}

fn category(reader: &mut Reader<'_>, element: Element<'_>) -> Category {
    let values = element.children_in(NAMESPACE).filter(|child| child.name() == "categoryValue");
    let value = |child| (reader.text(child, "id").unwrap_or_default(), reader.text(child, "value").unwrap_or_default());
    let values = values.map(value).collect();
    Category { base: reader.base(element), values }
}

fn import(reader: &Reader<'_>, element: Element<'_>) -> (crate::source::Text, crate::source::Text) {
    let attribute = |name| reader.text(element, name).unwrap_or_default();
    (attribute("namespace"), attribute("location"))
}
