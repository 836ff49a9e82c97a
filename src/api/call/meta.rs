//! Questions about the engine itself.

use serde::Serialize;

use super::request::{Request, unknown};
use crate::api::fields::arguments;
use crate::api::schedule;
use crate::api::types::ApiError;
use crate::diagnostic::{self, codes};
use crate::engine::Semantics;
use crate::value::Value;

/// Answers the method of that name.
pub(super) fn method(name: &str, request: Request<'_>) -> Result<String, ApiError> {
    match name {
        "codes" => request.with(|_, Nothing {}| {
            let info = |code: &diagnostic::Code| CodeInfo {
                code: code.name(),
                severity: diagnostic::severity_name(code.severity()),
                summary: code.summary(),
                help: code.help(),
            };
            Ok(codes::ALL.iter().map(info).collect::<Vec<_>>())
        }),
        "occurrence" => {
            request.with(|_, Timer { kind, value, since, number }| schedule::due(&kind, &value, since, number))
        }
        "switches" => request.with(|_, Nothing {}| {
            let switch = |name: &&str| SwitchInfo {
                name: name.replace('_', " "),
                bpmn: Semantics::BPMN.get(name).unwrap_or_default(),
                spiffworkflow: Semantics::SPIFFWORKFLOW.get(name).unwrap_or_default(),
            };
            Ok(Semantics::NAMES.iter().map(switch).collect::<Vec<_>>())
        }),
        "version" => request.with(|_, Nothing {}| Ok(env!("CARGO_PKG_VERSION"))),
        _ => Err(unknown(name)),
    }
}

arguments! {
    /// A timer, when it was set, and which of its occurrences is asked for.
    Timer {
        kind: String,
        value: Value,
        since: i64,
        number: u32,
    }

    Nothing {}
}

#[derive(Serialize)]
struct SwitchInfo {
    name: String,
    bpmn: bool,
    spiffworkflow: bool,
}

#[derive(Serialize)]
struct CodeInfo {
    code: &'static str,
    severity: &'static str,
    summary: &'static str,
    help: &'static str,
}
