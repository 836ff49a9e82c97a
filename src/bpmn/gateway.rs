//! Gateways (BPMN 2.0.2 section 10.6).

use super::{Expression, Reference};

/// A gateway.
#[derive(Clone, Debug)]
pub struct Gateway {
    /// Which one.
    pub kind: GatewayKind,
    /// `@default`: the flow taken when no condition holds.
    pub default_flow: Option<Reference>,
}

/// Kinds of gateways.
#[derive(Clone, Debug)]
pub enum GatewayKind {
    /// `exclusiveGateway`.
    Exclusive,
    /// `inclusiveGateway`.
    Inclusive,
    /// `parallelGateway`.
    Parallel,
    /// `complexGateway`.
    Complex {
        /// `activationCondition`.
        activation: Option<Expression>,
    },
    /// `eventBasedGateway`.
    EventBased {
        /// `@instantiate`: its events start the process.
        instantiate: bool,
        /// `@eventGatewayType` is `Parallel`: all of its events must happen.
        parallel: bool,
    },
}

impl GatewayKind {
    /// The local name of the element.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Exclusive => "exclusiveGateway",
            Self::Inclusive => "inclusiveGateway",
            Self::Parallel => "parallelGateway",
            Self::Complex { .. } => "complexGateway",
            Self::EventBased { .. } => "eventBasedGateway",
        }
    }
}
