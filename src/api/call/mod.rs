//! The one entrance: a method by name, one object in, one value out, both as JSON text.

mod meta;
mod query;
mod request;
mod run;
mod workspace;

use super::session::Session;
use super::types::ApiError;
use request::{Request, unknown};

pub use request::encoded;

/// Calls a method of the contract with the JSON text of its arguments; gives the JSON text of its result.
pub fn call(session: &mut Session, method: &str, arguments: &str) -> Result<String, ApiError> {
    let request = Request { session, arguments };
    match method.split_once('.') {
        Some(("workspace", name)) => workspace::method(name, request),
        Some(("run", name)) => run::method(name, request),
        Some(("meta", name)) => meta::method(name, request),
        _ => Err(unknown(method)),
    }
}
