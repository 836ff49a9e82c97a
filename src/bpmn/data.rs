//! Data: items, objects, stores, inputs and outputs, associations (BPMN 2.0.2 section 10.4).

use super::{Base, Expression, Reference, Text};

/// `itemDefinition`.
#[derive(Clone, Debug)]
pub struct ItemDefinition {
    /// Id.
    pub base: Base,
    /// `@structureRef`.
    pub structure: Option<Text>,
    /// `@isCollection`.
    pub collection: bool,
}

/// `dataObject`.
#[derive(Clone, Debug)]
pub struct DataObject {
    /// Id, name; SpiffWorkflow names the variable by the id.
    pub base: Base,
    /// `@isCollection`.
    pub collection: bool,
    /// `@itemSubjectRef`.
    pub item: Option<Reference>,
}

/// `dataObjectReference`.
#[derive(Clone, Debug)]
pub struct DataObjectReference {
    /// Id, name.
    pub base: Base,
    /// `@dataObjectRef`.
    pub object: Option<Reference>,
    /// `dataState/@name`.
    pub state: Option<Text>,
}

/// `dataStore`, at the root.
#[derive(Clone, Debug)]
pub struct DataStore {
    /// Id, name; SpiffArena keeps the implementation class in the name.
    pub base: Base,
    /// `@capacity`.
    pub capacity: Option<i64>,
    /// `@isUnlimited`. Default true.
    pub unlimited: bool,
}

/// `dataStoreReference`.
#[derive(Clone, Debug)]
pub struct DataStoreReference {
    /// Id, name.
    pub base: Base,
    /// `@dataStoreRef`.
    pub store: Option<Reference>,
    /// `@type`, as SpiffArena writes it: `json` or `kkv`.
    pub kind: Option<Text>,
}

/// `ioSpecification`.
#[derive(Clone, Debug, Default)]
pub struct IoSpecification {
    /// `dataInput`s.
    pub inputs: Vec<DataInput>,
    /// `dataOutput`s.
    pub outputs: Vec<DataInput>,
    /// `inputSet`s: what must be there to start.
    pub input_sets: Vec<DataSet>,
    /// `outputSet`s.
    pub output_sets: Vec<DataSet>,
}

/// `dataInput` or `dataOutput`.
#[derive(Clone, Debug)]
pub struct DataInput {
    /// Id, name.
    pub base: Base,
    /// `@itemSubjectRef`.
    pub item: Option<Reference>,
    /// `@isCollection`.
    pub collection: bool,
}

/// `inputSet` or `outputSet`.
#[derive(Clone, Debug)]
pub struct DataSet {
    /// Id, name.
    pub base: Base,
    /// `dataInputRefs` or `dataOutputRefs`.
    pub required: Vec<Reference>,
    /// `optionalInputRefs` or `optionalOutputRefs`.
    pub optional: Vec<Reference>,
    /// `whileExecutingInputRefs` or `whileExecutingOutputRefs`.
    pub while_executing: Vec<Reference>,
}

/// `dataInputAssociation` or `dataOutputAssociation`.
#[derive(Clone, Debug)]
pub struct DataAssociation {
    /// Id.
    pub base: Base,
    /// `sourceRef`s.
    pub sources: Vec<Reference>,
    /// `targetRef`.
    pub target: Option<Reference>,
    /// `transformation`.
    pub transformation: Option<Expression>,
    /// `assignment`s: from and to.
    pub assignments: Vec<(Expression, Expression)>,
}

/// `property`.
#[derive(Clone, Debug)]
pub struct Property {
    /// Id, name.
    pub base: Base,
}
