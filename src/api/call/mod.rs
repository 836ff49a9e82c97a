//! The one entrance: a method by name, one object in, one value out, both as JSON text.

mod query;
mod run;
mod workspace;

use serde::Serialize;

use super::convert;
use super::fields::{Argument, arguments, refusal};
use super::schedule;
use super::session::Session;
use super::types::ApiError;
use crate::diagnostic::{self, Diagnostic, codes};
use crate::engine::Semantics;
use crate::value::Value;

/// Calls a method of the contract with the JSON text of its arguments; gives the JSON text of its result.
pub fn call(session: &mut Session, method: &str, arguments: &str) -> Result<String, ApiError> {
    let request = Request { session, arguments };
    match method.split_once('.') {
        Some(("workspace", name)) => workspace::method(name, request),
        Some(("run", name)) => run::method(name, request),
        Some(("meta", name)) => meta_method(name, request),
        _ => Err(unknown(method)),
    }
}

/// The JSON text of what crosses the border. Its types always have one: their maps have texts as keys.
pub fn encoded<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Decodes the arguments, acts, encodes the result.
struct Request<'s> {
    session: &'s mut Session,
    arguments: &'s str,
}

impl Request<'_> {
    fn with<A: Argument, R: Serialize>(
        self,
        act: impl FnOnce(&mut Session, A) -> Result<R, ApiError>,
    ) -> Result<String, ApiError> {
        let arguments = A::read(decoded(self.arguments)?, "arguments")?;
        Ok(encoded(&act(self.session, arguments)?))
    }
}

#[inline(never)]
fn decoded(text: &str) -> Result<Value, ApiError> {
    serde_json::from_str(text).map_err(|error| refusal(error.to_string()))
}

fn unknown(method: &str) -> ApiError {
    convert::error(Diagnostic::new(codes::API_UNKNOWN_METHOD, format!("There is no method {method}.")))
}

fn meta_method(name: &str, request: Request<'_>) -> Result<String, ApiError> {
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
    /// A run, and the time by the host's clock.
    OfRun {
        run: u32,
        now: Option<i64>,
    }

    /// A task of a run, and the time by the host's clock.
    OfTask {
        run: u32,
        task: u32,
        now: Option<i64>,
    }

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
