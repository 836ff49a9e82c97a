//! A call on its way: arguments decoded, result encoded.

use serde::Serialize;

use crate::api::convert;
use crate::api::fields::{Argument, arguments, refusal};
use crate::api::session::Session;
use crate::api::types::ApiError;
use crate::diagnostic::{Diagnostic, codes};
use crate::value::Value;

/// The JSON text of what crosses the border. Its types always have one: their maps have texts as keys.
pub fn encoded<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Decodes the arguments, acts, encodes the result.
pub(super) struct Request<'s> {
    pub(super) session: &'s mut Session,
    pub(super) arguments: &'s str,
}

impl Request<'_> {
    pub(super) fn with<A: Argument, R: Serialize>(
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

/// The refusal of a method that is not there.
pub(super) fn unknown(method: &str) -> ApiError {
    convert::error(Diagnostic::new(codes::API_UNKNOWN_METHOD, format!("There is no method {method}.")))
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
}
