//! The entry of engine.wasm: JSON text in, JSON text out, files and saved runs as bytes.
//!
//! ```text
//! cargo build --lib --target wasm32-unknown-unknown --no-default-features --features engine --profile release
//! ```
//!
//! A refused call throws the JSON of its [`ApiError`] as text. The engine runs no language but FEEL itself: `evaluate` goes
//! to the module of a language, `callHost` to a function of the host, and both answer at once or not at all.

#![expect(unreachable_pub, reason = "what is exported must be public, although no Rust code reaches it")]

use std::cell::RefCell;

use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::api::types::{ApiError, CallerInfo};
use crate::api::{self, HostFunctions, Session};
use crate::engine::{Answer, Scripts};
use crate::language::bridge::{Bridge, Transport};
use crate::language::registry::Languages;
use crate::language::{Call, Check, Input, Kind, LanguageId, Outcome, ScriptError};
use crate::value::{Map, Value};

#[wasm_bindgen]
extern "C" {
    /// The language by its place in [`LANGUAGES`]: this is called for every script, and a text would be decoded each time.
    fn evaluate(language: usize, request: &[u8]) -> Option<Vec<u8>>;

    #[wasm_bindgen(js_name = callHost)]
    fn call_host(run: u32, call: &str) -> Option<String>;

    #[wasm_bindgen(js_name = hasLanguage)]
    fn has_language(language: &str) -> bool;

    fn panicked(message: &str);
}

/// The languages that live in modules of their own, as the host numbers them.
const LANGUAGES: [LanguageId; 3] = [LanguageId::Python, LanguageId::JavaScript, LanguageId::Jinja];

thread_local! {
    static SESSION: RefCell<Session> = RefCell::new(Session::new(Box::new(Modules(languages())), Box::new(Host)));
}

/// Carries evaluations to the modules of the languages, and calls to the functions of the host.
struct Host;

impl Transport for Host {
    fn evaluate(&mut self, language: LanguageId, request: &[u8]) -> Option<Vec<u8>> {
        let number = LANGUAGES.iter().position(|known| *known == language);
        evaluate(number.unwrap_or(LANGUAGES.len()), request)
    }
}

#[derive(Serialize)]
struct CallJson<'c> {
    function: &'c str,
    arguments: &'c [Value],
    named: &'c Map,
    from: &'c CallerInfo<'c>,
}

impl HostFunctions for Host {
    fn call(&mut self, run: u32, call: &Call, from: &CallerInfo<'_>) -> Answer {
        let Call { function, arguments, named } = call;
        let text = serde_json::to_string(&CallJson { function, arguments, named, from }).unwrap_or_default();
        let Some(answer) = call_host(run, &text) else { return Answer::Later };
        match serde_json::from_str(&answer) {
            Ok(answer) => answered(&answer),
            Err(error) => Answer::Failed(format!("its answer cannot be read: {error}")),
        }
    }
}

/// Reads `{ value }` or `{ error }`.
fn answered(answer: &Map) -> Answer {
    match (answer.get("value"), answer.get("error").and_then(Value::as_str)) {
        (Some(value), _) => Answer::Value(value.clone()),
        (None, Some(message)) => Answer::Failed(message.to_owned()),
        (None, None) => Answer::Failed("its answer is neither a value nor an error".to_owned()),
    }
}

/// The languages, each in a module that may not have arrived yet.
struct Modules(Languages);

impl Scripts for Modules {
    fn run(&mut self, language: LanguageId, text: &str, kind: Kind, input: &Input<'_>) -> Result<Outcome, ScriptError> {
        Scripts::run(&mut self.0, language, text, kind, input)
    }

    fn check(&mut self, language: LanguageId, text: &str, kind: Kind) -> Option<Check> {
        has_language(language.name()).then(|| self.0.check(language, text, kind)).flatten()
    }

    fn expects(&mut self, language: LanguageId, text: &str, kind: Kind) -> Map {
        if has_language(language.name()) { self.0.expects(language, text, kind) } else { Map::new() }
    }
}

fn languages() -> Languages {
    let mut languages = Languages::none();
    for language in LANGUAGES {
        languages.add(Box::new(Bridge::new(language, Host)));
    }
    languages
}

/// Runs once when the module is instantiated: the host is told what a panic says before the instance traps.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| panicked(&panic.to_string())));
}

/// Calls a method of the contract.
#[wasm_bindgen]
pub fn call(method: &str, args: &str) -> Result<String, String> {
    SESSION.with_borrow_mut(|session| api::call(session, method, args)).map_err(|error| api::encoded(&error))
}

/// Adds or replaces a file given as bytes; gives its problems.
#[wasm_bindgen]
pub fn put_bytes(workspace: u32, name: &str, bytes: &[u8]) -> Result<String, String> {
    let diagnostics = SESSION.with_borrow_mut(|session| session.put_bytes(workspace, name, bytes));
    encoded(diagnostics)
}

/// A run as bytes.
#[wasm_bindgen]
pub fn save(run: u32) -> Result<Vec<u8>, String> {
    SESSION.with_borrow(|session| session.save(run)).map_err(|error| api::encoded(&error))
}

/// A run from bytes; gives its number and how it stands.
#[wasm_bindgen]
pub fn restore(workspace: u32, saved: &[u8]) -> Result<String, String> {
    encoded(SESSION.with_borrow_mut(|session| session.restore(workspace, saved)))
}

fn encoded<T: Serialize>(result: Result<T, ApiError>) -> Result<String, String> {
    result.map(|value| api::encoded(&value)).map_err(|error| api::encoded(&error))
}
