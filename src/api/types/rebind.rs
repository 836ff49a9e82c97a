//! Going over to edited diagrams.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Diagnostic, Update};
use crate::api::fields::read_fields;
use crate::source::Text;

/// How a run goes over to the edited diagrams of its workspace.
#[derive(Clone, Debug, Default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields, rename_all = "camelCase"))]
pub struct RebindOptions {
    /// Tokens to move: id of the element they stand on to the id of another one of the same scope; null drops a boundary
    /// event, or the start event of an event sub-process, that listens.
    #[cfg_attr(test, ts(optional, type = "Record<string, string | null>"))]
    #[cfg_attr(test, ts(rename = "move"))]
    pub moves: BTreeMap<Text, Option<Text>>,
    /// Only tells what would come of it.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub dry_run: bool,
}

read_fields! {
    RebindOptions {
        moves: "move", or default;
        dry_run: "dryRun", or default;
    }
}

/// What came of a re-bind, or would come of it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RebindResult {
    /// Whether the run stands on the edited diagrams now; of a dry run, whether it would. If not, nothing has changed.
    pub bound: bool,
    /// The elements that differ or on which something lives, in document order, those that are gone last.
    pub elements: Vec<ElementChange>,
    /// What else is in the way, such as errors of elements that nothing stands on.
    pub problems: Vec<Diagnostic>,
    /// What it did; of a dry run or a refused one, how the run stands.
    pub update: Update,
}

/// What became of one element.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ElementChange {
    /// Id of the element.
    pub element: Text,
    /// Id of its process.
    pub process: Text,
    /// What became of it; `moved` stands in another process or sub-process.
    #[cfg_attr(test, ts(type = "'same' | 'changed' | 'added' | 'removed' | 'moved'"))]
    pub change: &'static str,
    /// The properties that are others.
    pub properties: Vec<PropertyChange>,
    /// Active tasks that stand on it.
    pub tasks: Vec<u32>,
    /// What is in the way (an error) or worth knowing (an information).
    pub problem: Option<Diagnostic>,
}

/// A property of an element that is another one.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PropertyChange {
    /// Its name: `name`, `script`, `condition`, `target`, `timer` ...
    pub name: &'static str,
    /// How it was.
    pub before: Option<Text>,
    /// How it is.
    pub after: Option<Text>,
}
