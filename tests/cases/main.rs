//! Cases as data: `<area>/<case>.bpmn` is a diagram, `.json` a scenario, `.trace` what comes of it.
//!
//! `UPDATE_EXPECT=1 cargo test --test cases` writes the traces; `CASE=area/name` runs one. A scenario looks like this:
//!
//! ```text
//! { "start": "process", "data": {}, "steps": [{ "complete": "task", "data": {} }, { "advance": "PT1H" }] }
//! ```
//!
//! `start` names a process, or a collaboration with `"collaboration": true`; `options` holds further start options,
//! `profile` a profile, `files` further diagrams and `.dmn` files of the same folder. After every step but `step` the run goes on until it
//! waits, unless the step says `"then": "stop"`. `waiting`, `ready` and the like in a trace tell what lives after a step; a `-`
//! stands before what was cancelled. `{"rebind": "edited"}` puts the diagram `edited` of the same folder, which `edits` names,
//! in the place of the first one and binds the run to it. A scenario about limits of a command says `"by": "command"`.

#![cfg(all(feature = "engine", feature = "python", feature = "javascript"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod player;
mod random;
mod table;
mod trace;

use std::path::{Path, PathBuf};

use player::{Between, Case, play};
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// Runs a scenario in every way and compares; the problem, if there is one.
fn check(name: &str) -> Result<(), String> {
    let case = Case::read(&folder(), name);
    let plain = play(&case, Between::Nothing)?;
    let as_expected = compare(name, &plain.trace);
    for between in Between::ALL {
        let other = play(&case, between).map_err(|problem| format!("{between:?}: {problem}"))?;
        for (step, (plain, other)) in plain.views.iter().zip(&other.views).enumerate() {
            let found = difference(between, plain, other);
            found.map_or(Ok(()), |found| Err(format!("{between:?} differs after step {step}: {found}")))?;
        }
    }
    as_expected
}

/// Where two views differ that should not. Whatever is told of edits makes the log longer.
pub(crate) fn difference(between: Between, plain: &Value, other: &Value) -> Option<String> {
    match between {
        Between::Edit => trace::difference(&without_log(plain), &without_log(other)),
        _ => trace::difference(plain, other),
    }
}

fn without_log(view: &Value) -> Value {
    let mut view = view.clone();
    if view.is_object() {
        view["log"] = Value::Null;
        (view["info"]["position"], view["info"]["length"]) = (Value::Null, Value::Null);
    }
    view
}

fn compare(name: &str, trace: &str) -> Result<(), String> {
    let path = folder().join(format!("{name}.trace"));
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        return std::fs::write(path, trace).map_err(|error| error.to_string());
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    if expected == trace {
        return Ok(());
    }
    let lines = expected.lines().zip(trace.lines()).position(|(left, right)| left != right);
    let at = lines.unwrap_or_else(|| expected.lines().count().min(trace.lines().count()));
    let line = |text: &str| text.lines().nth(at).unwrap_or("(nothing)").to_owned();
    Err(format!("line {}:\n    expected {}\n    got      {}", at + 1, line(&expected), line(trace)))
}

/// Names of all cases: `area/case`.
fn names() -> Vec<String> {
    let areas = std::fs::read_dir(folder()).unwrap().map(|area| area.unwrap().path()).filter(|area| area.is_dir());
    let files = areas.flat_map(|area| std::fs::read_dir(area).unwrap().map(|file| file.unwrap().path()));
    let scenarios = files.filter(|file| file.extension().is_some_and(|extension| extension == "json"));
    let name = |file: PathBuf| {
        let path = file.with_extension("");
        path.strip_prefix(folder()).unwrap().to_string_lossy().replace('\\', "/")
    };
    let wanted = std::env::var("CASE").unwrap_or_default();
    let mut names: Vec<String> = scenarios.map(name).filter(|name| name.contains(&wanted)).collect();
    names.sort();
    names
}

#[test]
fn every_case_has_its_trace() {
    let problems = names().into_iter().filter_map(|name| Some(format!("{name}: {}", check(&name).err()?)));
    let problems: Vec<String> = problems.collect();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}
