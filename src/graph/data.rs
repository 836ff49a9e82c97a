//! Data objects, stores and named inputs and outputs, as the engine asks for them.

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
}
