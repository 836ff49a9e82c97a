//! Signalbox: a BPMN and DMN engine without a server.
//!
//! The crate is a pipeline. Every phase is a function that returns its product *and* the diagnostics it found; no phase
//! throws half-way and bad input never panics:
//!
//! ```text
//! text -> xml::Tree -> bpmn::Model -> graph::Deployment -> engine (commands in, events out) -> api (plain data) -> page
//! ```
//!
//! `docs/ARCHITECTURE.md` is the map; `tests/architecture.rs` holds the order of the modules below to it.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod diagnostic;
pub mod language;
pub mod source;
pub mod value;

#[cfg(feature = "engine")]
pub mod api;
#[cfg(feature = "engine")]
pub mod bpmn;
#[cfg(feature = "engine")]
pub mod dmn;
#[cfg(feature = "engine")]
pub mod engine;
#[cfg(feature = "engine")]
pub mod graph;
#[cfg(feature = "engine")]
pub mod history;
#[cfg(feature = "engine")]
pub mod lint;
#[cfg(feature = "engine")]
pub mod snapshot;
#[cfg(feature = "engine")]
pub mod table;
#[cfg(feature = "engine")]
pub mod xml;

#[cfg(target_arch = "wasm32")]
mod wasm;
