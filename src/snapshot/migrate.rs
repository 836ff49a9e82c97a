//! Bodies of earlier versions, brought to the present one.

use serde::Deserialize;

use super::{Body, Names, Segment, first_layout};
use crate::engine::{Event, State};
use crate::history::Keeps;
use crate::value::Text;

/// Version 1: one version of the diagrams, that of the workspace.
#[derive(Deserialize)]
struct Body1 {
    process: Text,
    names: Names,
    base: State,
    log: Vec<Event>,
    keeps: Keeps,
    dropped: usize,
}

/// Runs could not go over to edited diagrams, so that everything is one segment.
pub(super) fn version_1(bytes: &[u8]) -> postcard::Result<Body> {
    let body = first_layout::read(&mut postcard::Deserializer::from_bytes(bytes), true)?;
    let Body1 { process, names, base, log, keeps, dropped } = body;
    Ok(Body { process, segments: vec![Segment { names, files: Vec::new(), base, log }], keeps, dropped })
}
