//! Compiles data associations, properties, data inputs and outputs (BPMN 2.0.2 section 10.4).

use super::compile::{At, Compiler};
use super::data::{Assignment, Association, ElementData, LocalData};
use super::{DataRef, Role};
use crate::bpmn::{Base, DataAssociation, DataInput, DataSet, Expression, IoSpecification, Property, Reference};
use crate::source::Text;

/// What an element declares of its own.
#[derive(Clone, Copy)]
pub(super) struct Declared<'m> {
    /// Data inputs.
    pub inputs: &'m [DataInput],
    /// Data outputs.
    pub outputs: &'m [DataInput],
    /// Properties.
    pub properties: &'m [Property],
}

/// The associations of an element.
#[derive(Clone, Copy)]
pub(super) struct Associations<'m> {
    /// `dataInputAssociation`s.
    pub inputs: &'m [DataAssociation],
    /// `dataOutputAssociation`s.
    pub outputs: &'m [DataAssociation],
}

impl<'m> Compiler<'m> {
    pub(super) fn element_data(
        &self,
        at: At<'m>,
        element: &Text,
        own: Declared<'m>,
        associations: Associations<'m>,
    ) -> ElementData {
        let compile = |association: &'m DataAssociation| self.association(at, element, own, association);
        ElementData {
            inputs: associations.inputs.iter().filter_map(compile).collect(),
            outputs: associations.outputs.iter().filter_map(compile).collect(),
            properties: property_names(own.properties),
            data_inputs: own.inputs.iter().map(local).collect(),
            data_outputs: own.outputs.iter().map(local).collect(),
        }
    }

    fn association(
        &self,
        at: At<'m>,
        element: &Text,
        own: Declared<'m>,
        association: &'m DataAssociation,
    ) -> Option<Association> {
        let resolve = |id: &Text| self.item(at, own, id);
        let code = |text: &Expression| self.expression(at, text, Role::Expression, element);
        let sources: Vec<DataRef> = association.sources.iter().filter_map(|source| resolve(&source.id)).collect();
        let target = association.target.as_ref().and_then(|target| resolve(&target.id));
        let assignments = association.assignments.iter().map(|(from, to)| Assignment {
            from: code(from),
            to: to.text.text.split('.').map(|part| part.trim().into()).collect(),
        });
        let compiled = Association {
            state: association.target.as_ref().and_then(|target| self.data_state(at, &target.id)),
            transformation: association.transformation.as_ref().map(code),
            assignments: assignments.collect(),
            sources,
            target,
        };
        let nothing =
            compiled.sources.is_empty() && compiled.transformation.is_none() && compiled.assignments.is_empty();
        (!nothing || compiled.target.is_some()).then_some(compiled)
    }

    /// What an id stands for: something of the element's own, a data object or store, data of the process.
    fn item(&self, at: At<'m>, own: Declared<'m>, id: &Text) -> Option<DataRef> {
        let declared = own.inputs.iter().chain(own.outputs).any(|known| known.base.id == *id);
        let property =
            |properties: &[Property]| properties.iter().find(|known| known.base.id == *id).and_then(property_name);
        if declared {
            return Some(DataRef::Variable(id.clone()));
        }
        if own.properties.iter().any(|known| known.base.id == *id) {
            return property(own.properties).map(DataRef::Variable);
        }
        let process = at.process.io.iter().flat_map(|io| io.inputs.iter().chain(&io.outputs));
        let of_process = process.map(|input| &input.base.id).find(|known| *known == id).cloned();
        self.data_ref(at, id).or_else(|| of_process.or_else(|| property(&at.process.properties)).map(DataRef::Variable))
    }

    fn data_state(&self, at: At<'m>, id: &str) -> Option<Text> {
        let references = self.contents(at).into_iter().flat_map(|content| &content.data_object_references);
        references.into_iter().find(|reference| *reference.base.id == *id)?.state.clone()
    }

    /// The names of the sets of an `ioSpecification`, where there are several to choose from.
    pub(super) fn alternatives(all: &[DataInput], sets: &[DataSet]) -> Vec<Vec<Text>> {
        if sets.len() < 2 {
            return Vec::new();
        }
        let names = |set: &DataSet| -> Vec<Text> {
            let optional = |name: &Reference| set.optional.iter().any(|optional| optional.id == name.id);
            let required = set.required.iter().filter(|name| !optional(name));
            required.map(|name| name.id.clone()).filter(|id| all.iter().any(|input| input.base.id == *id)).collect()
        };
        sets.iter().map(names).collect()
    }

    /// Names that may be absent: optional ones, and those that may come while the activity runs.
    pub(super) fn optional(sets: &[DataSet]) -> Vec<Text> {
        let names = sets.iter().flat_map(|set| set.optional.iter().chain(&set.while_executing));
        names.map(|reference| reference.id.clone()).collect()
    }
}

/// The variables of properties.
pub(super) fn property_names(properties: &[Property]) -> Vec<Text> {
    properties.iter().filter_map(property_name).collect()
}

/// A property's variable goes by its name. Modelers make nameless ones up as ends for their associations.
fn property_name(property: &Property) -> Option<Text> {
    let name = property.base.name.as_ref().unwrap_or(&property.base.id);
    (!name.starts_with("__")).then(|| name.clone())
}

fn local(input: &DataInput) -> LocalData {
    let Base { id, name, .. } = &input.base;
    LocalData { id: id.clone(), name: name.clone().filter(|name| name != id && !name.is_empty()) }
}

/// Whether an `ioSpecification` names anything.
pub(super) fn has_names(io: &IoSpecification) -> bool {
    !io.inputs.is_empty() || !io.outputs.is_empty()
}
