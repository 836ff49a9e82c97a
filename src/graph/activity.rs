//! Compiles activities: their work, scripts, data and repetition.

use std::sync::Arc;

use super::association::{Associations, Declared, has_names};
use super::compile::{At, Compiler};
use super::{
    AdHoc, Code, Collection, DataRef, Dialect, IoNames, Kind, Multi, NodeId, Repeat, Retry, Role, Service, Trigger,
};
use crate::bpmn::extension::ServiceOperator;
use crate::bpmn::{Activity, ActivityKind, DataAssociation, FlowNode, IoSpecification, Loop, MultiInstance, Reference};
use crate::bpmn::{Content, StandardLoop, SubProcess, SubProcessKind};
use crate::language::{self, LanguageId};
use crate::source::Text;

impl<'m> Compiler<'m> {
    pub(super) fn activity(&mut self, at: At<'m>, id: NodeId, flow_node: &'m FlowNode, activity: &'m Activity) {
        let element = &flow_node.base.id;
        let known = flow_node.base.extensions.known();
        let kind = self.activity_kind(at, id, flow_node, &activity.kind);
        let script = |text: Option<&crate::bpmn::Expression>, role| {
            text.map(|text| self.code(at, text, language::Kind::Script, role, element, Some(LanguageId::Python)))
        };
        let pre_script = script(known.and_then(|known| known.pre_script.as_ref()), Role::PreScript);
        let post_script = script(known.and_then(|known| known.post_script.as_ref()), Role::PostScript);
        let repeat =
            activity.repetition.as_ref().map(|repetition| Box::new(self.repeat(at, element, activity, repetition)));
        let reads = self.data_refs(at, &activity.inputs, |association| association.sources.first());
        let writes = self.data_refs(at, &activity.outputs, |association| association.target.as_ref());
        let io = activity.io.as_ref().filter(|io| has_names(io)).map(|io| self.io_names(io));
        let (inputs, outputs) = activity.io.as_ref().map_or((&[][..], &[][..]), |io| (&io.inputs, &io.outputs));
        let own = Declared { inputs, outputs, properties: &activity.properties };
        let associations = Associations { inputs: &activity.inputs, outputs: &activity.outputs };
        let data = self.element_data(at, element, own, associations);
        let node = &mut self.deployment.nodes[id.index()];
        node.kind = kind;
        // SpiffWorkflow reads them on every activity but the script task.
        if !matches!(activity.kind, ActivityKind::Script { .. }) {
            (node.pre_script, node.post_script) = (pre_script, post_script);
        }
        (node.repeat, node.reads, node.writes, node.io, node.data) = (repeat, reads, writes, io, data);
        node.for_compensation = activity.for_compensation;
        node.start_quantity = activity.start_quantity;
        node.completion_quantity = activity.completion_quantity;
    }

    fn activity_kind(&mut self, at: At<'m>, id: NodeId, flow_node: &'m FlowNode, kind: &'m ActivityKind) -> Kind {
        let element = &flow_node.base.id;
        let known = flow_node.base.extensions.known();
        match kind {
            ActivityKind::Task => Kind::Task,
            ActivityKind::User | ActivityKind::Manual => {
                Kind::Human { variable: known.and_then(|known| known.variable_name.clone()) }
            }
            ActivityKind::Script { script } => {
                let zeebe = known.and_then(|known| known.script.as_ref());
                let script = script.as_ref().or(zeebe).filter(|script| !script.text.text.trim().is_empty());
                Kind::Script(
                    script.map(|text| self.code(at, text, language::Kind::Script, Role::Script, element, None)),
                )
            }
            ActivityKind::Service { operation, .. } => Kind::Service(self.service(at, flow_node, operation.as_ref())),
            ActivityKind::BusinessRule { .. } => Kind::Decision {
                decision: known.and_then(|known| known.called_decision.clone()),
                variable: known.and_then(|known| known.variable_name.clone()),
            },
            ActivityKind::Send { message, operation } => {
                let message = message.as_ref().or_else(|| self.operation_message(at, operation.as_ref()));
                Kind::Send(Trigger::Message(Box::new(self.message(at, element, known, message, false))))
            }
            ActivityKind::Receive { message, operation, instantiate } => {
                let message = message.as_ref().or_else(|| self.operation_message(at, operation.as_ref()));
                let message = self.message(at, element, known, message, true);
                Kind::Receive { trigger: Trigger::Message(Box::new(message)), instantiate: *instantiate }
            }
            ActivityKind::SubProcess(sub_process) => self.sub_process(at, id, element, sub_process),
            ActivityKind::Call { called } => {
                let zeebe = known.and_then(|known| known.called_element.clone());
                let called = called.as_ref().map(|called| called.id.clone()).or(zeebe).unwrap_or_default();
                self.call(at, id, &called)
            }
        }
    }

    /// A called process, or a global task, which is a task of the place it is called from (BPMN 2.0.2 section 10.3.6).
    fn call(&mut self, at: At<'m>, id: NodeId, called: &Text) -> Kind {
        let known_process = self.deployment.processes.contains_key(called);
        let found = self.models.iter().enumerate().find_map(|(model, file)| {
            let task = file.global_tasks.iter().find(|task| task.base.id == *called)?;
            Some((model, task))
        });
        let Some((model, task)) = found.filter(|_| !known_process) else {
            return Kind::Call { process: called.clone() };
        };
        let known = task.base.extensions.known();
        match &task.kind {
            ActivityKind::Script { script } => {
                let at = At { model, ..at };
                let element = self.deployment.node(id).id.clone();
                let script = script.as_ref().filter(|script| !script.text.text.trim().is_empty());
                Kind::Script(
                    script.map(|text| self.code(at, text, language::Kind::Script, Role::Script, &element, None)),
                )
            }
            ActivityKind::BusinessRule { .. } => Kind::Decision {
                decision: known.and_then(|known| known.called_decision.clone()),
                variable: known.and_then(|known| known.variable_name.clone()),
            },
            ActivityKind::User | ActivityKind::Manual => Kind::Human { variable: None },
            _ => Kind::Task,
        }
    }

    fn sub_process(&mut self, at: At<'m>, id: NodeId, element: &Text, sub_process: &'m SubProcess) -> Kind {
        let Some(level) = self.level_of(id) else { return Kind::Task };
        match &sub_process.kind {
            SubProcessKind::AdHoc { sequential, completion_condition, cancel_remaining } => {
                let inner = At { level, content: &sub_process.content, ..at };
                let completion = completion_condition.as_ref();
                let completion = completion.map(|text| self.expression(inner, text, Role::Condition, element));
                Kind::AdHoc(AdHoc { level, sequential: *sequential, completion, cancel_remaining: *cancel_remaining })
            }
            kind => Kind::SubProcess {
                level,
                transaction: matches!(kind, SubProcessKind::Transaction),
                event: sub_process.triggered_by_event,
            },
        }
    }

    fn service(&self, at: At<'_>, flow_node: &FlowNode, operation: Option<&Reference>) -> Service {
        let element = &flow_node.base.id;
        let known = flow_node.base.extensions.known();
        if let Some(operator) = known.and_then(|known| known.service.as_ref()) {
            return self.spiff_service(at, element, operator);
        }
        let topic = known.and_then(|known| known.job_type.clone());
        let named = operation.map(|operation| self.operation_name(at, operation));
        Service {
            operator: topic.or(named).unwrap_or_default(),
            parameters: Vec::new(),
            result_variable: known.and_then(|known| known.variable_name.clone()),
            retry: None,
        }
    }

    fn spiff_service(&self, at: At<'_>, element: &Text, operator: &ServiceOperator) -> Service {
        let python = Some(LanguageId::Python);
        let parameters = operator.parameters.iter().filter_map(|parameter| {
            let value = parameter.value.as_ref()?;
            let code = self.code(at, value, language::Kind::Expression, Role::Expression, element, python);
            Some((parameter.id.clone(), code))
        });
        let fallback = || format!("spiff__{}_result", element.replace('-', "_")).into();
        Service {
            operator: operator.id.clone(),
            parameters: parameters.collect(),
            result_variable: Some(operator.result_variable.clone().unwrap_or_else(fallback)),
            retry: operator.retry.map(|(times, base)| Retry { times, base }),
        }
    }

    fn operation_name(&self, at: At<'_>, reference: &Reference) -> Text {
        let operations = self.model(at).interfaces.iter().flat_map(|interface| &interface.operations);
        let found = operations.into_iter().find(|operation| operation.base.id == reference.id);
        found.and_then(|operation| operation.base.name.clone()).unwrap_or_else(|| reference.id.clone())
    }

    /// The message an operation takes in.
    fn operation_message(&self, at: At<'_>, reference: Option<&Reference>) -> Option<&'m Reference> {
        let reference = reference?;
        let mut operations = self.model(at).interfaces.iter().flat_map(|interface| &interface.operations);
        operations.find(|operation| operation.base.id == reference.id)?.input.as_ref()
    }

    fn repeat(&self, at: At<'m>, element: &Text, activity: &Activity, repetition: &Loop) -> Repeat {
        match repetition {
            Loop::Standard(standard) => self.standard_loop(at, element, standard),
            Loop::MultiInstance(multi) => Repeat::Multi(self.multi(at, element, activity, multi)),
        }
    }

    fn standard_loop(&self, at: At<'_>, element: &Text, standard: &StandardLoop) -> Repeat {
        let code = |text: Option<&crate::bpmn::Expression>| {
            text.map(|text| self.expression(at, text, Role::Expression, element))
        };
        Repeat::Loop {
            test_before: standard.test_before,
            maximum: code(standard.maximum.as_ref()),
            condition: code(standard.condition.as_ref()),
            scripts_on_instances: standard.scripts_on_instances,
        }
    }

    fn multi(&self, at: At<'m>, element: &Text, activity: &Activity, multi: &MultiInstance) -> Multi {
        let code = |text: &crate::bpmn::Expression| self.expression(at, text, Role::Expression, element);
        let item = |base: &Option<crate::bpmn::Base>| base.as_ref().map(|base| base.id.clone());
        let named = |reference: &Reference| self.collection_ref(at, activity, reference);
        let mut compiled = Multi {
            sequential: multi.sequential,
            cardinality: multi.cardinality.as_ref().map(code),
            input: multi.input_collection.as_ref().map(|reference| Collection::Named(named(reference))),
            input_item: item(&multi.input_item).or_else(|| multi.element_variable.clone()),
            output: multi.output_collection.as_ref().map(named),
            output_item: item(&multi.output_item),
            output_expression: None,
            completion: multi.completion_condition.as_ref().map(code),
            behavior: multi.behavior,
            event: None,
            complex: Vec::new(),
            scripts_on_instances: multi.scripts_on_instances,
        };
        self.vendor_collection(&mut compiled, multi, code);
        self.multi_events(at, element, &mut compiled, multi);
        compiled
    }

    /// `camunda:collection` is input; in the dialect of SpiffWorkflow's camunda parser it is output as well, and input
    /// only without cardinality. `zeebe:loopCharacteristics` has an output expression.
    fn vendor_collection(
        &self,
        compiled: &mut Multi,
        multi: &MultiInstance,
        code: impl Fn(&crate::bpmn::Expression) -> Arc<Code>,
    ) {
        if let Some((collection, element)) = &multi.zeebe_output {
            compiled.output = Some(DataRef::Variable(collection.clone()));
            compiled.output_expression = Some(code(element));
        }
        let Some(collection) = &multi.collection else { return };
        let spiff_camunda = self.options.dialect == Dialect::Camunda;
        if compiled.input.is_none() && !(spiff_camunda && compiled.cardinality.is_some()) {
            let name = &collection.text.text;
            let plain = name.chars().all(|char| char.is_alphanumeric() || char == '_');
            compiled.input = Some(match plain {
                true => Collection::Named(DataRef::Variable(name.clone())),
                false => Collection::Computed(code(collection)),
            });
        }
        if spiff_camunda && compiled.output.is_none() {
            compiled.output = Some(DataRef::Variable(collection.text.text.clone()));
            compiled.output_item.clone_from(&multi.element_variable);
            compiled.input_item.clone_from(&multi.element_variable);
        }
    }

    fn multi_events(&self, at: At<'m>, element: &Text, compiled: &mut Multi, multi: &MultiInstance) {
        let reference = multi.one_event.as_ref().or(multi.none_event.as_ref());
        let definitions = &self.model(at).event_definitions;
        let definition = reference.and_then(|reference| definitions.iter().find(|known| known.base.id == reference.id));
        compiled.event = definition.map(|definition| self.trigger(at, element, definition, false));
        compiled.complex = multi
            .complex
            .iter()
            .map(|complex| {
                let condition = self.expression(at, &complex.condition, Role::Expression, element);
                let definitions = complex.event.iter().flat_map(|event| &event.definitions);
                (condition, definitions.map(|definition| self.trigger(at, element, definition, false)).collect())
            })
            .collect();
    }

    fn collection_ref(&self, at: At<'m>, activity: &Activity, reference: &Reference) -> DataRef {
        let io = activity.io.as_ref();
        let own = io.is_some_and(|io| io.inputs.iter().chain(&io.outputs).any(|input| input.base.id == reference.id));
        let found = if own { None } else { self.data_ref(at, &reference.id) };
        let found = found.unwrap_or_else(|| DataRef::Variable(reference.id.clone()));
        // What an association copies in or out is a variable meanwhile.
        let sources = activity.inputs.iter().flat_map(|association| &association.sources);
        let targets = activity.outputs.iter().filter_map(|association| association.target.as_ref());
        let copied = sources.chain(targets).any(|end| self.data_ref(at, &end.id).as_ref() == Some(&found));
        if copied { DataRef::Variable(found.name().clone()) } else { found }
    }

    fn data_refs(
        &self,
        at: At<'m>,
        associations: &[DataAssociation],
        end: impl Fn(&DataAssociation) -> Option<&Reference>,
    ) -> Vec<DataRef> {
        associations.iter().filter_map(|association| self.data_ref(at, &end(association)?.id)).collect()
    }

    /// The data object or store behind a reference; `None` for anything else.
    pub(super) fn data_ref(&self, at: At<'m>, id: &str) -> Option<DataRef> {
        self.contents(at).into_iter().find_map(|content| self.data_ref_in(at, content, id))
    }

    /// The contents a name is looked up in: the level's own, then those around it up to the process.
    pub(super) fn contents(&self, at: At<'m>) -> Vec<&'m Content> {
        let mut found = Vec::new();
        path_to(&at.process.content, at.content, &mut found);
        found
    }

    fn data_ref_in(&self, at: At<'_>, content: &Content, id: &str) -> Option<DataRef> {
        let object = content.data_object_references.iter().find(|reference| *reference.base.id == *id);
        let object = object.map(|reference| reference.object.as_ref().map_or(&reference.base.id, |object| &object.id));
        let plain = content.data_objects.iter().find(|object| *object.base.id == *id).map(|object| &object.base.id);
        if let Some(id) = object.or(plain) {
            return Some(DataRef::Object(id.clone()));
        }
        let store = content.data_store_references.iter().find(|reference| *reference.base.id == *id)?;
        let id = store.store.as_ref().map_or(&store.base.id, |store| &store.id);
        let definition = self.model(at).data_stores.iter().find(|store| store.base.id == *id);
        let class = definition.and_then(|store| store.base.name.as_deref());
        let keyed = store.kind.as_deref() == Some("kkv") || class == Some("KKVDataStore");
        Some(DataRef::Store { id: id.clone(), keyed })
    }

    pub(super) fn io_names(&self, io: &IoSpecification) -> IoNames {
        let (optional_inputs, optional_outputs) = (Self::optional(&io.input_sets), Self::optional(&io.output_sets));
        let required = |all: &[crate::bpmn::DataInput], optional: &[Text]| -> Vec<Text> {
            let ids = all.iter().map(|input| input.base.id.clone());
            ids.filter(|id| !optional.contains(id)).collect()
        };
        IoNames {
            inputs: required(&io.inputs, &optional_inputs),
            outputs: required(&io.outputs, &optional_outputs),
            optional_inputs,
            optional_outputs,
            input_sets: Self::alternatives(&io.inputs, &io.input_sets),
            output_sets: Self::alternatives(&io.outputs, &io.output_sets),
        }
    }
}

fn path_to<'m>(content: &'m Content, inner: &'m Content, found: &mut Vec<&'m Content>) -> bool {
    let here = std::ptr::eq(content, inner)
        || content.nodes.iter().filter_map(FlowNode::content).any(|child| path_to(child, inner, found));
    if here {
        found.push(content);
    }
    here
}
