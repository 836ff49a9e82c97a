//! Tasks, sub-processes, call activities and their repetition.

use super::super::extension::{camunda, spiffworkflow, zeebe};
use super::super::{
    Activity, ActivityKind, Base, ComplexBehavior, Content, EventPosition, Expression, GlobalTask, Loop, MultiInstance,
    MultiInstanceBehavior, NAMESPACE, ResourceRole, StandardLoop, SubProcess, SubProcessKind,
};
use super::process::flow_element;
use super::reader::Reader;
use super::{data, event};
use crate::diagnostic::Severity;
use crate::xml::Element;

/// The kind of activity an element is; `None` when it is none.
pub(super) fn kind(reader: &mut Reader<'_>, element: Element<'_>) -> Option<ActivityKind> {
    Some(match element.name() {
        "task" => ActivityKind::Task,
        "userTask" => ActivityKind::User,
        "manualTask" => ActivityKind::Manual,
        "scriptTask" => ActivityKind::Script { script: script(reader, element, "scriptFormat") },
        "serviceTask" => ActivityKind::Service {
            operation: reader.reference(element, "operationRef"),
            implementation: reader.text(element, "implementation"),
        },
        "businessRuleTask" => ActivityKind::BusinessRule { implementation: reader.text(element, "implementation") },
        "sendTask" => ActivityKind::Send {
            message: reader.reference(element, "messageRef"),
            operation: reader.reference(element, "operationRef"),
        },
        "receiveTask" => ActivityKind::Receive {
            message: reader.reference(element, "messageRef"),
            operation: reader.reference(element, "operationRef"),
            instantiate: reader.flag(element, "instantiate", false),
        },
        "subProcess" | "transaction" | "adHocSubProcess" => ActivityKind::SubProcess(sub_process(reader, element)),
        "callActivity" => ActivityKind::Call {
            called: reader.reference(element, "calledElement").or_else(|| zeebe::called_element(element)),
        },
        _ => return None,
    })
}

/// `script` in the language of `scriptFormat`.
fn script(reader: &Reader<'_>, element: Element<'_>, format: &str) -> Option<Expression> {
    let text = element.child(NAMESPACE, "script")?.text();
    let language = reader.text(element, format);
    (!text.text.trim().is_empty()).then(|| Expression { text: text.without_blank_edges(), language })
}

fn sub_process(reader: &mut Reader<'_>, element: Element<'_>) -> SubProcess {
    let kind = match element.name() {
        "transaction" => SubProcessKind::Transaction,
        "adHocSubProcess" => SubProcessKind::AdHoc {
            sequential: element.attribute("ordering").is_some_and(|ordering| ordering.value() == "Sequential"),
            completion_condition: reader.child_expression(element, "completionCondition"),
            cancel_remaining: reader.flag(element, "cancelRemainingInstances", true),
        },
        _ => SubProcessKind::Embedded,
    };
    let triggered_by_event = reader.flag(element, "triggeredByEvent", false);
    SubProcess { kind, triggered_by_event, content: Content::default() }
}

/// What activities of all kinds have, and what a sub-process contains.
pub(super) fn activity(reader: &mut Reader<'_>, element: Element<'_>, kind: ActivityKind) -> Activity {
    let mut activity = Activity {
        kind,
        default_flow: reader.reference(element, "default"),
        for_compensation: reader.flag(element, "isForCompensation", false),
        start_quantity: reader.number(element, "startQuantity").unwrap_or(1),
        completion_quantity: reader.number(element, "completionQuantity").unwrap_or(1),
        repetition: None,
        io: None,
        inputs: Vec::new(),
        outputs: Vec::new(),
        properties: Vec::new(),
        resources: Vec::new(),
    };
    if matches!(activity.kind, ActivityKind::SubProcess(_)) {
        reader.nested(element, |reader| children(reader, element, &mut activity));
    } else {
        children(reader, element, &mut activity);
    }
    activity
}

fn children(reader: &mut Reader<'_>, element: Element<'_>, activity: &mut Activity) {
    for child in element.children_in(NAMESPACE) {
        match child.name() {
            "incoming" | "outgoing" | "documentation" | "extensionElements" | "script" => {}
            "standardLoopCharacteristics" => activity.repetition = Some(Loop::Standard(standard_loop(reader, child))),
            "multiInstanceLoopCharacteristics" => {
                activity.repetition = Some(Loop::MultiInstance(Box::new(multi_instance(reader, child))));
            }
            "ioSpecification" => activity.io = Some(data::io_specification(reader, child)),
            "dataInputAssociation" => activity.inputs.push(data::association(reader, child)),
            "dataOutputAssociation" => activity.outputs.push(data::association(reader, child)),
            "property" => activity.properties.push(data::property(reader, child)),
            name if is_resource_role(name) => activity.resources.push(resource_role(reader, child)),
            _ if contained(reader, child, &mut activity.kind) => {}
            _ => reader.other(child),
        }
    }
}

fn contained(reader: &mut Reader<'_>, element: Element<'_>, kind: &mut ActivityKind) -> bool {
    match kind {
        ActivityKind::SubProcess(sub_process) => flow_element(reader, &mut sub_process.content, element),
        _ => false,
    }
}

fn standard_loop(reader: &mut Reader<'_>, element: Element<'_>) -> StandardLoop {
    StandardLoop {
        test_before: reader.flag(element, "testBefore", false),
        maximum: reader.attribute_expression(element, "loopMaximum"),
        condition: reader.child_expression(element, "loopCondition"),
        scripts_on_instances: spiffworkflow::scripts_on_instances(element),
    }
}

fn multi_instance(reader: &mut Reader<'_>, element: Element<'_>) -> MultiInstance {
    let (camunda, zeebe) = (camunda::repetition(element), zeebe::repetition(element));
    MultiInstance {
        sequential: reader.flag(element, "isSequential", false),
        cardinality: reader.child_expression(element, "loopCardinality"),
        input_collection: reader.reference_or_child(element, "loopDataInputRef"),
        input_item: item(reader, element, "inputDataItem"),
        output_collection: reader.reference_or_child(element, "loopDataOutputRef"),
        output_item: item(reader, element, "outputDataItem"),
        completion_condition: reader.child_expression(element, "completionCondition"),
        behavior: behavior(reader, element),
        one_event: reader.reference(element, "oneBehaviorEventRef"),
        none_event: reader.reference(element, "noneBehaviorEventRef"),
        complex: complex_behaviors(reader, element),
        scripts_on_instances: spiffworkflow::scripts_on_instances(element),
        collection: camunda.collection.or(zeebe.collection),
        element_variable: camunda.element_variable.or(zeebe.element_variable),
        zeebe_output: zeebe.output,
    }
}

fn item(reader: &mut Reader<'_>, element: Element<'_>, name: &str) -> Option<Base> {
    Some(reader.base(element.child(NAMESPACE, name)?))
}

fn behavior(reader: &mut Reader<'_>, element: Element<'_>) -> MultiInstanceBehavior {
    let Some(attribute) = element.attribute("behavior") else { return MultiInstanceBehavior::All };
    match attribute.value().as_ref() {
        "None" => MultiInstanceBehavior::None,
        "One" => MultiInstanceBehavior::One,
        "All" => MultiInstanceBehavior::All,
        "Complex" => MultiInstanceBehavior::Complex,
        _ => {
            reader.invalid(element, attribute, "`None`, `One`, `All` or `Complex`");
            MultiInstanceBehavior::All
        }
    }
}

fn complex_behaviors(reader: &mut Reader<'_>, element: Element<'_>) -> Vec<ComplexBehavior> {
    let children = element.children().filter(|child| child.is(NAMESPACE, "complexBehaviorDefinition"));
    let mut read = |child: Element<'_>| {
        let condition = reader.child_expression(child, "condition")?;
        let thrown = child.child(NAMESPACE, "event");
        let event = thrown.map(|thrown| event::event(reader, thrown, EventPosition::Throw));
        Some(ComplexBehavior { condition, event })
    };
    children.filter_map(&mut read).collect()
}

/// Whether an element says who performs an activity.
pub(super) fn is_resource_role(name: &str) -> bool {
    matches!(name, "performer" | "humanPerformer" | "potentialOwner" | "resourceRole")
}

/// `performer`, `humanPerformer`, `potentialOwner` or `resourceRole`.
pub(super) fn resource_role(reader: &mut Reader<'_>, element: Element<'_>) -> ResourceRole {
    let assignment = element.child(NAMESPACE, "resourceAssignmentExpression");
    let inner = assignment.map(|outer| outer.children_in(NAMESPACE).next().unwrap_or(outer));
    ResourceRole {
        base: reader.base(element),
        kind: element.name().into(),
        resource: reader.reference_or_child(element, "resourceRef"),
        assignment: inner.map(|expression| reader.expression(expression)),
    }
}

/// `globalTask`, `globalUserTask`, `globalManualTask`, `globalScriptTask` or `globalBusinessRuleTask`.
pub(super) fn global_task(reader: &mut Reader<'_>, element: Element<'_>) -> GlobalTask {
    let kind = match element.name() {
        "globalUserTask" => ActivityKind::User,
        "globalManualTask" => ActivityKind::Manual,
        "globalScriptTask" => ActivityKind::Script { script: script(reader, element, "scriptLanguage") },
        "globalBusinessRuleTask" => {
            ActivityKind::BusinessRule { implementation: reader.text(element, "implementation") }
        }
        _ => {
            if element.name() != "globalTask" {
                reader.other(element);
            }
            ActivityKind::Task
        }
    };
    let io = element.child(NAMESPACE, "ioSpecification").map(|io| data::io_specification(reader, io));
    GlobalTask { base: reader.named_base(element, Severity::Error), kind, io }
}
