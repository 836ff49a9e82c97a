//! Decisions that are made on their own.

use serde::Serialize;

use crate::api::fields::read_fields;
use crate::source::Text;
use crate::value::{Map, Value};

/// A decision that can be made.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DecisionInfo {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// The file it is in.
    pub file: Text,
    /// Hit policy of its table, such as `UNIQUE`; null when it is made without a table.
    pub hit_policy: Option<&'static str>,
    /// What the columns of its table test.
    pub inputs: Vec<Text>,
    /// Names of the outputs of its table.
    pub outputs: Vec<Text>,
    /// Number of rules.
    pub rules: usize,
    /// Ids of the decisions that are made before it.
    pub requires: Vec<Text>,
}

/// What a decision that is made on its own may depend on beside its data.
#[derive(Clone, Debug, Default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields, rename_all = "camelCase"))]
pub struct DecisionOptions {
    /// The time.
    pub now: Option<i64>,
    /// Seed of random numbers.
    pub seed: Option<u64>,
    /// Names that texts find without import: `{"Decimal": "decimal.Decimal"}`.
    pub globals: Option<Map>,
}

read_fields! {
    DecisionOptions {
        now: "now";
        seed: "seed";
        globals: "globals";
    }
}

/// A decision that was made.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DecisionResult {
    /// The result as DMN has it: the value of the one output, a map of several, a list where several rules count; null
    /// when no rule matches.
    pub value: Value,
    /// Output name to value, as a business rule task merges it into its data. Empty when no rule matches.
    pub outputs: Map,
    /// The rules that count, those of required decisions first.
    pub rules: Vec<MatchedRule>,
    /// Every decision that was made for it, required ones first; it is the last.
    pub made: Vec<MadeDecision>,
}

/// One of the decisions that were made.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MadeDecision {
    /// Its id.
    pub decision: Text,
    /// Its result.
    pub value: Value,
    /// What the columns of its table were tested against, as far as a test asked for them.
    pub tested: Vec<TestedInput>,
}

/// The value of an input column.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TestedInput {
    /// Number of the column among the inputs, from 1.
    pub column: usize,
    /// The value of its expression.
    pub value: Value,
}

/// A rule that counted.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MatchedRule {
    /// Id of its decision.
    pub decision: Text,
    /// Its id; of one that has none, its decision and number: `rule@price.2`.
    pub rule: Text,
    /// Its number in the table, from 1.
    pub number: usize,
}
