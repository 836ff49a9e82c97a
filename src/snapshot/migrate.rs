//! Bodies of earlier versions, brought to the present one.

use serde::Deserialize;

use super::{Body, Names, Segment};
use crate::engine::{Event, State};
use crate::history::Keeps;
use crate::value::Text;

/// Version 1: one version of the diagrams, that of the workspace.
#[derive(Deserialize)]
pub(super) struct Body1 {
    process: Text,
    names: Names,
    base: State,
    log: Vec<Event>,
    keeps: Keeps,
    dropped: usize,
}

/// Runs could not go over to edited diagrams, so that everything is one segment.
pub(super) fn from_1(body: Body1) -> Body {
    let Body1 { process, names, base, log, keeps, dropped } = body;
    Body { process, segments: vec![Segment { names, files: Vec::new(), base, log }], keeps, dropped }
}
