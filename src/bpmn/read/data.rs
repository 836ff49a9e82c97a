//! Data objects, stores, inputs, outputs and associations.

use super::super::{
    DataAssociation, DataInput, DataObject, DataObjectReference, DataSet, DataStore, DataStoreReference, Expression,
    IoSpecification, ItemDefinition, NAMESPACE, Property,
};
use super::reader::Reader;
use crate::diagnostic::Severity;
use crate::xml::Element;

/// `itemDefinition`.
pub(super) fn item_definition(reader: &mut Reader<'_>, element: Element<'_>) -> ItemDefinition {
    ItemDefinition {
        base: reader.base(element),
        structure: reader.text(element, "structureRef"),
        collection: reader.flag(element, "isCollection", false),
    }
}

/// `dataObject`.
pub(super) fn data_object(reader: &mut Reader<'_>, element: Element<'_>) -> DataObject {
    DataObject {
        base: reader.named_base(element, Severity::Warning),
        collection: reader.flag(element, "isCollection", false),
        item: reader.reference(element, "itemSubjectRef"),
    }
}

/// `dataObjectReference`.
pub(super) fn data_object_reference(reader: &mut Reader<'_>, element: Element<'_>) -> DataObjectReference {
    let state = element.child(NAMESPACE, "dataState");
    DataObjectReference {
        base: reader.base(element),
        object: reader.reference(element, "dataObjectRef"),
        state: state.and_then(|state| reader.text(state, "name")),
    }
}

/// `dataStore`.
pub(super) fn data_store(reader: &mut Reader<'_>, element: Element<'_>) -> DataStore {
    let capacity = element.attribute("capacity").and_then(|capacity| capacity.value().trim().parse().ok());
    DataStore {
        base: reader.named_base(element, Severity::Warning),
        capacity,
        unlimited: reader.flag(element, "isUnlimited", true),
    }
}

/// `dataStoreReference`.
pub(super) fn data_store_reference(reader: &mut Reader<'_>, element: Element<'_>) -> DataStoreReference {
    DataStoreReference {
        base: reader.base(element),
        store: reader.reference(element, "dataStoreRef"),
        kind: reader.text(element, "type"),
    }
}

/// `ioSpecification`.
pub(super) fn io_specification(reader: &mut Reader<'_>, element: Element<'_>) -> IoSpecification {
    let mut io = IoSpecification::default();
    for child in element.children_in(NAMESPACE) {
        match child.name() {
            "dataInput" => io.inputs.push(data_input(reader, child)),
            "dataOutput" => io.outputs.push(data_input(reader, child)),
            "inputSet" => io.input_sets.push(data_set(reader, child, "Input")),
            "outputSet" => io.output_sets.push(data_set(reader, child, "Output")),
            _ => reader.other(child),
        }
    }
    io
}

/// `dataInput` or `dataOutput`.
pub(super) fn data_input(reader: &mut Reader<'_>, element: Element<'_>) -> DataInput {
    DataInput {
        base: reader.base(element),
        item: reader.reference(element, "itemSubjectRef"),
        collection: reader.flag(element, "isCollection", false),
    }
}

/// `side` is `Input` or `Output`.
fn data_set(reader: &mut Reader<'_>, element: Element<'_>, side: &str) -> DataSet {
    DataSet {
        base: reader.base(element),
        required: reader.references(element, &format!("data{side}Refs")),
        optional: reader.references(element, &format!("optional{side}Refs")),
        while_executing: reader.references(element, &format!("whileExecuting{side}Refs")),
    }
}

/// `dataInputAssociation` or `dataOutputAssociation`.
pub(super) fn association(reader: &mut Reader<'_>, element: Element<'_>) -> DataAssociation {
    let assignments = element.children().filter(|child| child.is(NAMESPACE, "assignment"));
    let assignment = |child: Element<'_>| -> Option<(Expression, Expression)> {
        Some((reader.child_expression(child, "from")?, reader.child_expression(child, "to")?))
    };
    let assignments = assignments.filter_map(assignment).collect();
    DataAssociation {
        base: reader.base(element),
        sources: reader.references(element, "sourceRef"),
        target: reader.references(element, "targetRef").into_iter().next(),
        transformation: reader.child_expression(element, "transformation"),
        assignments,
    }
}

/// `property`.
pub(super) fn property(reader: &mut Reader<'_>, element: Element<'_>) -> Property {
    Property { base: reader.base(element) }
}
