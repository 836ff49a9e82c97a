//! Single texts that are run without a run, and the tests written for them.

use serde::Serialize;

use super::{Range, VariableChange};
use crate::api::fields::read_fields;
use crate::source::Text;
use crate::value::{Map, Value};

/// Which text of the diagrams is meant.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields, rename_all = "camelCase"))]
pub struct TextPlace {
    /// Id of the element.
    pub element: String,
    /// Its role: `script`, `preScript`, `postScript`, `condition`, `expression`. Default: the first text of the element.
    #[cfg_attr(test, ts(type = "'script' | 'preScript' | 'postScript' | 'condition' | 'expression'"))]
    pub role: Option<String>,
    /// The file, where several use the id.
    pub file: Option<String>,
}

read_fields! {
    TextPlace {
        element: "element";
        role: "role";
        file: "file";
    }
}

/// What a text that is run on its own may depend on beside its data.
#[derive(Clone, Debug, Default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields, rename_all = "camelCase"))]
pub struct EvaluationOptions {
    /// The time.
    pub now: Option<i64>,
    /// Seed of random numbers.
    pub seed: Option<u64>,
    /// Names of the host functions that the text may call.
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub functions: Vec<Text>,
    /// Names that texts find without import: `{"Decimal": "decimal.Decimal"}`.
    pub globals: Option<Map>,
}

read_fields! {
    EvaluationOptions {
        now: "now";
        seed: "seed";
        functions: "functions", or default;
        globals: "globals";
    }
}

/// What a text did.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Evaluation {
    /// The value of an expression; null for scripts.
    pub value: Value,
    /// The variables after it.
    pub data: Map,
    /// What it changed.
    pub changes: Vec<VariableChange>,
    /// What it printed.
    pub printed: String,
}

/// A test that stands in the diagram, `spiffworkflow:unitTest` of a script task.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UnitTestInfo {
    /// Its id.
    pub id: Text,
    /// Id of the script task.
    pub element: Text,
    /// Id of the process.
    pub process: Text,
    /// The file it is in.
    pub file: Text,
    /// Variables before the script: a JSON object, as written.
    pub input: Text,
    /// All variables after it: a JSON object, as written.
    pub expected: Text,
    /// Where the script task stands.
    pub range: Option<Range>,
}
