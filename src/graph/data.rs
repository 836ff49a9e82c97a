//! Data objects, stores and named inputs and outputs, as the engine asks for them.

use std::sync::Arc;

use super::Code;
use crate::source::Text;

/// A data object of a level.
#[derive(Debug)]
pub struct DataObject {
    /// Its id, which is also the variable's name.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
}

/// Where a value is read from or written to. The text is the id, which is also the variable's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataRef {
    /// A variable of the task's own data.
    Variable(Text),
    /// A data object of this level or one around it.
    Object(Text),
    /// A data store.
    Store {
        /// Its id.
        id: Text,
        /// A store of values by two keys, read through a function (SpiffArena's KKV store).
        keyed: bool,
    },
}

impl DataRef {
    /// The variable's name.
    pub fn name(&self) -> &Text {
        match self {
            Self::Variable(name) | Self::Object(name) | Self::Store { id: name, .. } => name,
        }
    }
}

/// Named inputs and outputs. What is not named does not pass.
#[derive(Clone, Debug, Default)]
pub struct IoNames {
    /// Names that must be there to start.
    pub inputs: Vec<Text>,
    /// Names that may be there to start.
    pub optional_inputs: Vec<Text>,
    /// Names that must be there at the end.
    pub outputs: Vec<Text>,
    /// Names that may be there at the end.
    pub optional_outputs: Vec<Text>,
    /// Several input sets: the first whose names are all there counts (section 10.4.1); each with its required names.
    pub input_sets: Vec<Vec<Text>>,
    /// Several output sets, likewise.
    pub output_sets: Vec<Vec<Text>>,
}

/// A data association (BPMN 2.0.2 section 10.4.2).
#[derive(Clone, Debug)]
pub struct Association {
    /// Where values come from; for an output also what the task left in a variable.
    pub sources: Vec<DataRef>,
    /// Where the value goes; `None`: into a variable under the source's own name.
    pub target: Option<DataRef>,
    /// The state its target is in afterwards (`dataState` of the reference it goes to).
    pub state: Option<Text>,
    /// Computes the value from the sources.
    pub transformation: Option<Arc<Code>>,
    /// Computes parts of the target.
    pub assignments: Vec<Assignment>,
}

/// One part of a target and how it is computed.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// The value.
    pub from: Arc<Code>,
    /// The place: a name, then the names of fields inside it.
    pub to: Vec<Text>,
}

/// A data input, data output or property: its variable goes by the id, texts may use the name as well.
#[derive(Clone, Debug)]
pub struct LocalData {
    /// Its id, which is also the variable's name; of a property, its name.
    pub id: Text,
    /// Its name, where it has another one.
    pub name: Option<Text>,
}

/// The data of one element: what goes in and out, and what is its own (section 10.4.1).
#[derive(Clone, Debug, Default)]
pub struct ElementData {
    /// What goes in.
    pub inputs: Vec<Association>,
    /// What goes out.
    pub outputs: Vec<Association>,
    /// Properties: variables that live as long as the element.
    pub properties: Vec<Text>,
    /// Data inputs.
    pub data_inputs: Vec<LocalData>,
    /// Data outputs.
    pub data_outputs: Vec<LocalData>,
}

impl ElementData {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.inputs.is_empty() && self.outputs.is_empty() && self.properties.is_empty()
    }
}

/// The key a data object's state is kept under, beside its value; no text can name it.
pub fn state_key(object: &str) -> Text {
    format!("{object} [state]").into()
}
