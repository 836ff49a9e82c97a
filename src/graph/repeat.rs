//! Repeated activities: loops and multi-instance activities.

use std::sync::Arc;

use super::{Code, DataRef, Trigger};
use crate::source::Text;

/// Repetition of an activity.
#[derive(Debug)]
pub enum Repeat {
    /// While a condition holds.
    Loop {
        /// Test before the first round.
        test_before: bool,
        /// Rounds at most.
        maximum: Option<Arc<Code>>,
        /// The condition.
        condition: Option<Arc<Code>>,
        /// Pre- and post-scripts run per round.
        scripts_on_instances: bool,
    },
    /// Several instances.
    Multi(Multi),
}

/// A multi-instance activity.
#[derive(Debug)]
pub struct Multi {
    /// One after the other.
    pub sequential: bool,
    /// Number of instances.
    pub cardinality: Option<Arc<Code>>,
    /// The collection it runs over.
    pub input: Option<Collection>,
    /// The variable that holds the item.
    pub input_item: Option<Text>,
    /// The collection of results.
    pub output: Option<DataRef>,
    /// The variable each result is taken from.
    pub output_item: Option<Text>,
    /// An expression each result is computed by (zeebe), instead of a variable.
    pub output_expression: Option<Arc<Code>>,
    /// Ends it early.
    pub completion: Option<Arc<Code>>,
    /// When it throws events.
    pub behavior: crate::bpmn::MultiInstanceBehavior,
    /// What it throws at the first or at each completion.
    pub event: Option<Trigger>,
    /// Conditions with what they throw.
    pub complex: Vec<(Arc<Code>, Vec<Trigger>)>,
    /// Pre- and post-scripts run per instance.
    pub scripts_on_instances: bool,
}

/// Where a collection comes from.
#[derive(Debug)]
pub enum Collection {
    /// A variable, data object or store.
    Named(DataRef),
    /// An expression.
    Computed(Arc<Code>),
}
