//! Activities: tasks, sub-processes, call activities and their repetition (BPMN 2.0.2 section 10.3).

use super::{Base, Content, Expression, IoSpecification, Property, Reference};
use super::{DataAssociation, Text};

/// An activity.
#[derive(Clone, Debug)]
pub struct Activity {
    /// Which one.
    pub kind: ActivityKind,
    /// `@default`: the flow taken when no condition holds.
    pub default_flow: Option<Reference>,
    /// `@isForCompensation`: it runs only as a compensation handler.
    pub for_compensation: bool,
    /// `@startQuantity`: tokens it takes to start. Default 1.
    pub start_quantity: u32,
    /// `@completionQuantity`: tokens it makes on completion. Default 1.
    pub completion_quantity: u32,
    /// Repetition.
    pub repetition: Option<Loop>,
    /// `ioSpecification`.
    pub io: Option<IoSpecification>,
    /// `dataInputAssociation`s.
    pub inputs: Vec<DataAssociation>,
    /// `dataOutputAssociation`s.
    pub outputs: Vec<DataAssociation>,
    /// Properties.
    pub properties: Vec<Property>,
    /// Who performs it.
    pub resources: Vec<ResourceRole>,
}

/// Kinds of activities.
#[derive(Clone, Debug)]
pub enum ActivityKind {
    /// `task`, without a kind.
    Task,
    /// `userTask`.
    User,
    /// `manualTask`.
    Manual,
    /// `scriptTask`.
    Script {
        /// `script`.
        script: Option<Expression>,
    },
    /// `serviceTask`.
    Service {
        /// `@operationRef`.
        operation: Option<Reference>,
        /// `@implementation`.
        implementation: Option<Text>,
    },
    /// `businessRuleTask`.
    BusinessRule {
        /// `@implementation`.
        implementation: Option<Text>,
    },
    /// `sendTask`.
    Send {
        /// `@messageRef`.
        message: Option<Reference>,
        /// `@operationRef`.
        operation: Option<Reference>,
    },
    /// `receiveTask`.
    Receive {
        /// `@messageRef`.
        message: Option<Reference>,
        /// `@operationRef`.
        operation: Option<Reference>,
        /// `@instantiate`: its message starts the process.
        instantiate: bool,
    },
    /// `subProcess`, `transaction` or `adHocSubProcess`.
    SubProcess(SubProcess),
    /// `callActivity`.
    Call {
        /// `@calledElement`.
        called: Option<Reference>,
    },
}

impl ActivityKind {
    /// The local name of the element.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Task => "task",
            Self::User => "userTask",
            Self::Manual => "manualTask",
            Self::Script { .. } => "scriptTask",
            Self::Service { .. } => "serviceTask",
            Self::BusinessRule { .. } => "businessRuleTask",
            Self::Send { .. } => "sendTask",
            Self::Receive { .. } => "receiveTask",
            Self::SubProcess(sub_process) => sub_process.kind.type_name(),
            Self::Call { .. } => "callActivity",
        }
    }

    /// The sub-process, when it is one.
    pub fn sub_process(&self) -> Option<&SubProcess> {
        match self {
            Self::SubProcess(sub_process) => Some(sub_process),
            _ => None,
        }
    }
}

/// An embedded sub-process (section 10.3.5).
#[derive(Clone, Debug)]
pub struct SubProcess {
    /// Which one.
    pub kind: SubProcessKind,
    /// `@triggeredByEvent`: an event sub-process.
    pub triggered_by_event: bool,
    /// What it contains.
    pub content: Content,
}

/// Kinds of sub-processes.
#[derive(Clone, Debug)]
pub enum SubProcessKind {
    /// `subProcess`.
    Embedded,
    /// `transaction`.
    Transaction,
    /// `adHocSubProcess`.
    AdHoc {
        /// `@ordering` is `Sequential`; default is parallel.
        sequential: bool,
        /// `completionCondition`.
        completion_condition: Option<Expression>,
        /// `@cancelRemainingInstances`. Default true.
        cancel_remaining: bool,
    },
}

impl SubProcessKind {
    /// The local name of the element.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Embedded => "subProcess",
            Self::Transaction => "transaction",
            Self::AdHoc { .. } => "adHocSubProcess",
        }
    }
}

/// Repetition of an activity (section 10.3.8).
#[derive(Clone, Debug)]
pub enum Loop {
    /// `standardLoopCharacteristics`.
    Standard(StandardLoop),
    /// `multiInstanceLoopCharacteristics`.
    MultiInstance(Box<MultiInstance>),
}

/// Repeats while a condition holds.
#[derive(Clone, Debug)]
pub struct StandardLoop {
    /// `@testBefore`. Default false.
    pub test_before: bool,
    /// `@loopMaximum`.
    pub maximum: Option<Expression>,
    /// `loopCondition`.
    pub condition: Option<Expression>,
    /// `spiffworkflow:scriptsOnInstances`.
    pub scripts_on_instances: bool,
}

/// Several instances, side by side or one after the other.
#[derive(Clone, Debug)]
pub struct MultiInstance {
    /// `@isSequential`. Default false.
    pub sequential: bool,
    /// `loopCardinality`.
    pub cardinality: Option<Expression>,
    /// `loopDataInputRef`: the collection.
    pub input_collection: Option<Reference>,
    /// `inputDataItem`: its name (SpiffWorkflow names variables by id or name).
    pub input_item: Option<Base>,
    /// `loopDataOutputRef`: the collection of results.
    pub output_collection: Option<Reference>,
    /// `outputDataItem`.
    pub output_item: Option<Base>,
    /// `completionCondition`.
    pub completion_condition: Option<Expression>,
    /// `@behavior`. Default `All`.
    pub behavior: MultiInstanceBehavior,
    /// `@oneBehaviorEventRef`.
    pub one_event: Option<Reference>,
    /// `@noneBehaviorEventRef`.
    pub none_event: Option<Reference>,
    /// `complexBehaviorDefinition`s: condition and the event definition it throws.
    pub complex: Vec<ComplexBehavior>,
    /// `spiffworkflow:scriptsOnInstances`.
    pub scripts_on_instances: bool,
    /// `camunda:collection` (an expression or a name) and `camunda:elementVariable`, or `zeebe:loopCharacteristics`.
    pub collection: Option<Expression>,
    /// `camunda:elementVariable` or `zeebe:loopCharacteristics/@inputElement`.
    pub element_variable: Option<Text>,
    /// `zeebe:loopCharacteristics/@outputCollection` and `@outputElement`.
    pub zeebe_output: Option<(Text, Expression)>,
}

/// When a multi-instance activity throws an event as its instances complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MultiInstanceBehavior {
    /// One event per instance.
    None,
    /// One event at the first instance.
    One,
    /// No event; a token once all are complete.
    All,
    /// As the complex definitions say.
    Complex,
}

/// One `complexBehaviorDefinition`.
#[derive(Clone, Debug)]
pub struct ComplexBehavior {
    /// `condition`.
    pub condition: Expression,
    /// The event definition that is thrown.
    pub event: Option<super::Event>,
}

/// `resource` at the root (section 8.4.12).
#[derive(Clone, Debug)]
pub struct Resource {
    /// Id, name.
    pub base: Base,
}

/// `performer`, `humanPerformer`, `potentialOwner` or `resourceRole` (section 10.3.1).
#[derive(Clone, Debug)]
pub struct ResourceRole {
    /// Id, name.
    pub base: Base,
    /// The local name of the element.
    pub kind: Text,
    /// `resourceRef`.
    pub resource: Option<Reference>,
    /// `resourceAssignmentExpression`.
    pub assignment: Option<Expression>,
}

/// A global task: a task that can be called (section 10.3.4).
#[derive(Clone, Debug)]
pub struct GlobalTask {
    /// Id, name, extensions.
    pub base: Base,
    /// The task it is.
    pub kind: ActivityKind,
    /// `ioSpecification`.
    pub io: Option<IoSpecification>,
}
