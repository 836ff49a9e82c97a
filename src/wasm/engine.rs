//! The entry of engine.wasm: JSON text in, JSON text out, files and saved runs as bytes.
//!
//! ```text
//! cargo build --lib --target wasm32-unknown-unknown --no-default-features --features engine --profile release
//! ```
//!
//! A refused call throws the JSON of its [`ApiError`] as text. The engine runs no language but FEEL itself: `evaluate` goes
//! to the module of a language, `callHost` to a function of the host, and both answer at once or not at all.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::api::types::ApiError;
use crate::api::{self, CallError, Session};
use crate::language::LanguageId;
use crate::language::bridge::{Bridge, Transport};
use crate::language::registry::Languages;

#[wasm_bindgen]
extern "C" {
    fn evaluate(language: &str, request: &[u8]) -> Option<Vec<u8>>;

    #[wasm_bindgen(js_name = callHost)]
    fn call_host(run: u32, call: &str) -> Option<String>;

    fn panicked(message: &str);
}

thread_local! {
    static SESSION: RefCell<Session> = RefCell::new(Session::new(languages()));
}

/// Carries evaluations to the modules of the languages.
struct Host;

impl Transport for Host {
    fn evaluate(&mut self, language: LanguageId, request: &[u8]) -> Option<Vec<u8>> {
        evaluate(language.name(), request)
    }
}

fn languages() -> Languages {
    let mut languages = Languages::none();
    for language in [LanguageId::Python, LanguageId::JavaScript] {
        languages.add(Box::new(Bridge::new(language, Host)));
    }
    languages
}
