//! What the wasm modules export; decode, call, encode, no logic.

#[cfg(feature = "engine")]
mod engine;
#[cfg(any(feature = "javascript", feature = "jinja", feature = "python"))]
mod language;
