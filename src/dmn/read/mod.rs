//! Tree to model, whatever version of DMN the file is written in and whatever prefix it uses. Diagrams are left out.

mod reader;
mod table;
#[cfg(test)]
mod tests;

use super::model::{BusinessKnowledgeModel, Decision, Logic, Model, Requirement, RequirementKind};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{Source, Text};
use crate::xml::{self, Element, Limits};
use reader::Reader;

/// Reads a DMN file. The model holds whatever could be read, however much was wrong.
pub fn read(source: &Source) -> (Model, Vec<Diagnostic>) {
    let (tree, mut diagnostics) = xml::parse(source, &Limits::default());
    let mut model = Model { file: source.name.clone(), ..Model::default() };
    if let Some(root) = tree.root() {
        let mut reader = Reader::default();
        definitions(&mut reader, &mut model, root);
        diagnostics.extend(reader.diagnostics.into_iter().map(|found| found.file(source.name.clone())));
    }
    (model, diagnostics)
}

fn definitions(reader: &mut Reader, model: &mut Model, root: Element<'_>) {
    if !super::is_namespace(root.namespace()) || root.name() != "definitions" {
        reader.diagnostics.push(not_dmn(root));
        return;
    }
    reader.find_duplicates(root);
    model.base = reader.base(root);
    model.expression_language = reader.attribute(root, "expressionLanguage");
    for child in reader::children(root) {
        match child.name() {
            "decision" => model.decisions.push(decision(reader, child)),
            "inputData" => model.inputs.push(reader.base(child)),
            "businessKnowledgeModel" => model.knowledge.push(knowledge(reader, child)),
            "knowledgeSource" | "decisionService" => model.others.push(reader.base(child)),
            "import" => model.imports.extend(reader.attribute(child, "namespace")),
            // DMN 1.0 and 1.1 allow any element of the graph to be wrapped.
            "drgElement" | "drgElements" => definitions_inside(reader, model, child),
            _ => {}
        }
    }
}

fn definitions_inside(reader: &mut Reader, model: &mut Model, around: Element<'_>) {
    let decisions = reader::children(around).filter(|child| child.name() == "decision");
    decisions.for_each(|child| model.decisions.push(decision(reader, child)));
}

fn not_dmn(root: Element<'_>) -> Diagnostic {
    let name = root.name();
    let message = match root.namespace() {
        "" if name == "definitions" => {
            "The root element <definitions> is in no namespace, so it is not DMN.".to_owned()
        }
        "" => format!("The root element is <{name}>, not DMN's <definitions>."),
        space if space.contains("/BPMN/") => "The file is a BPMN diagram, not a DMN model.".to_owned(),
        space => format!("The root element is <{name}> of the namespace {space}, not DMN's <definitions>."),
    };
    Diagnostic::new(codes::DMN_NOT_DMN, message).span(Some(root.tag()))
}

fn decision(reader: &mut Reader, element: Element<'_>) -> Decision {
    let mut decision = Decision { base: reader.named_base(element), ..Decision::default() };
    decision.requirements = requirements(reader, element);
    decision.logic = logic(reader, element);
    for child in reader::children(element) {
        match child.name() {
            "variable" => decision.variable = reader.attribute(child, "name"),
            "question" => decision.question = reader::text(child),
            _ => {}
        }
    }
    decision
}

fn knowledge(reader: &mut Reader, element: Element<'_>) -> BusinessKnowledgeModel {
    let mut model = BusinessKnowledgeModel { base: reader.base(element), ..BusinessKnowledgeModel::default() };
    model.requirements = requirements(reader, element);
    for child in reader::children(element) {
        match child.name() {
            "variable" => model.variable = reader.attribute(child, "name"),
            "encapsulatedLogic" => {
                let parameters = reader::children(child).filter(|child| child.name() == "formalParameter");
                model.parameters = parameters.filter_map(|parameter| reader.attribute(parameter, "name")).collect();
                model.logic = logic(reader, child);
            }
            _ => {}
        }
    }
    model
}

fn requirements(reader: &mut Reader, element: Element<'_>) -> Vec<Requirement> {
    let inside = reader::children(element).filter(|child| child.name().ends_with("Requirement"));
    inside.flat_map(reader::children).filter_map(|child| requirement(reader, child)).collect()
}

fn requirement(reader: &Reader, element: Element<'_>) -> Option<Requirement> {
    let kind = match element.name() {
        "requiredDecision" => RequirementKind::Decision,
        "requiredInput" => RequirementKind::Input,
        "requiredKnowledge" => RequirementKind::Knowledge,
        "requiredAuthority" => RequirementKind::Authority,
        _ => return None,
    };
    let span = element.attribute("href")?.value_span();
    let href = reader.attribute(element, "href")?;
    let (file, id) = href.rsplit_once('#').unwrap_or(("", &href));
    Some(Requirement { kind, id: id.into(), external: !file.is_empty(), span })
}

/// The boxed expressions of DMN 1.5 that are known by name only (section 10.2).
const BOXED: [&str; 11] = [
    "context",
    "invocation",
    "list",
    "relation",
    "functionDefinition",
    "conditional",
    "filter",
    "for",
    "every",
    "some",
    "iterator",
];

fn logic(reader: &mut Reader, element: Element<'_>) -> Option<Logic> {
    reader::children(element).find_map(|child| match child.name() {
        "decisionTable" => Some(Logic::Table(Box::new(table::table(reader, element, child)))),
        "literalExpression" => Some(Logic::Literal(reader.expression(child))),
        kind if BOXED.contains(&kind) => Some(Logic::Boxed { kind: kind.into(), span: child.tag() }),
        _ => None,
    })
}

/// The name of an element inside another one.
fn inner_name(reader: &Reader, element: Element<'_>) -> Text {
    reader.attribute(element, "name").unwrap_or_default()
}
