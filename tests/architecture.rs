//! The order of the modules, as `docs/ARCHITECTURE.md` tells it: who may use whom, and where each foreign crate is at home.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A module may use those of earlier groups. Modules of one group do not use each other.
const GROUPS: [&[&str]; 10] = [
    &["source", "table"],
    &["diagnostic", "value"],
    &["xml", "language"],
    &["bpmn", "dmn"],
    &["graph"],
    &["lint", "engine"],
    &["history"],
    &["snapshot", "simulate"],
    &["api"],
    &["wasm"],
];

/// What an earlier module is used for although it is not meant for everybody: path, and the files that may.
const NARROW: [(&str, &[&str]); 5] = [
    ("language::javascript", &["language/registry.rs", "wasm/"]),
    ("language::jinja", &["language/registry.rs", "wasm/"]),
    ("language::python", &["language/registry.rs", "wasm/"]),
    ("language::registry", &["engine/context.rs", "api/", "wasm/"]),
    ("language::bridge", &["language/", "wasm/"]),
];

/// Foreign crates and the only places that may name them.
const HOMES: [(&str, &[&str]); 18] = [
    ("base64", &["language/javascript/", "language/python/"]),
    ("boa_engine", &["language/javascript/"]),
    ("boa_gc", &["language/javascript/"]),
    ("console_error_panic_hook", &["wasm/"]),
    ("getrandom", &["language/"]),
    ("jiff", &["engine/cycle.rs", "engine/iso8601.rs", "language/feel/", "language/jinja/"]),
    ("minijinja", &["language/jinja/"]),
    ("minijinja_contrib", &["language/jinja/"]),
    ("monty", &["language/python/"]),
    ("monty_alloc", &["wasm/"]),
    ("monty_types", &["language/python/"]),
    ("postcard", &["snapshot/"]),
    ("quick_xml", &["xml/"]),
    ("ruff_python_ast", &["language/python/"]),
    ("ruff_python_parser", &["language/python/"]),
    ("ruff_text_size", &["language/python/"]),
    ("stacker", &["language/javascript/"]),
    ("wasm_bindgen", &["wasm/"]),
];

/// Crates that are as good as the standard library, for every module.
const EVERYWHERE: [&str; 6] = ["foldhash", "indexmap", "serde", "serde_json", "smallvec", "thiserror"];

/// Crates of one module each that need no path, because they are only switched on or give a clock.
const QUIET: [&str; 2] = ["web_time", "ts_rs"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Path below `src/` and the code of each file: no comments, no tests.
fn sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    files.sort();
    let named = files.into_iter().map(|path| {
        let name = path.strip_prefix(root().join("src")).unwrap().to_string_lossy().replace('\\', "/");
        (name, code(&std::fs::read_to_string(path).unwrap()))
    });
    named.filter(|(name, _)| !["tests", "testing"].iter().any(|part| name.contains(part))).collect()
}

fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

fn group(module: &str) -> Option<usize> {
    GROUPS.iter().position(|group| group.contains(&module))
}

/// The module a file belongs to.
fn module(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap_or_default()
}

/// What follows `prefix` in a text, up to the end of the path.
fn paths<'t>(text: &'t str, prefix: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(prefix).map(move |(at, _)| {
        let rest = &text[at + prefix.len()..];
        rest.split(|char: char| !char.is_alphanumeric() && char != '_' && char != ':').next().unwrap_or_default()
    })
}

fn is_at(file: &str, places: &[&str]) -> bool {
    places.iter().any(|place| file.starts_with(place))
}

#[test]
fn modules_use_what_stands_to_their_left() {
    let mut wrong = BTreeSet::new();
    for (file, code) in sources().iter().filter(|(file, _)| file != "lib.rs") {
        let user = group(module(file)).unwrap_or_else(|| panic!("{file}: this module has no place in GROUPS"));
        for path in paths(code, "crate::") {
            let used = path.split("::").next().unwrap_or_default();
            let allowed = used == module(file) || group(used).is_some_and(|used| used < user);
            if !allowed {
                wrong.insert(format!("{file} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "against the order of the modules: {wrong:#?}");
}

#[test]
fn narrow_doors_are_used_by_few() {
    let mut wrong = BTreeSet::new();
    for (file, code) in sources().iter().filter(|(file, _)| file != "lib.rs") {
        for path in paths(code, "crate::") {
            let narrow = NARROW.iter().find(|(door, _)| path.starts_with(door));
            if narrow.is_some_and(|(door, users)| !is_at(file, users) && !file.starts_with(&door.replace("::", "/"))) {
                wrong.insert(format!("{file} uses {path}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn foreign_crates_are_at_home() {
    let mut wrong = BTreeSet::new();
    for (file, code) in sources() {
        for (name, homes) in HOMES {
            let named = code.match_indices(&format!("{name}::")).any(|(at, _)| {
                let before = code[..at].chars().next_back();
                !before.is_some_and(|char| char.is_alphanumeric() || char == '_' || char == ':')
            });
            if named && !is_at(&file, homes) {
                wrong.insert(format!("{file} uses {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "away from home: {wrong:#?}");
}

#[test]
fn every_dependency_has_a_home() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let sections = manifest.split("\n[").filter(|section| {
        let title = section.lines().next().unwrap_or_default();
        title.ends_with("dependencies]") && !title.starts_with("dev-")
    });
    let names = sections.flat_map(|section| section.lines().skip(1)).filter_map(|line| line.split_once(" = "));
    let names = names.map(|(name, _)| name.trim().replace('-', "_")).filter(|name| !name.starts_with('#'));
    let known = |name: &String| {
        HOMES.iter().any(|(home, _)| home == name)
            || EVERYWHERE.contains(&name.as_str())
            || QUIET.contains(&name.as_str())
    };
    let homeless: BTreeSet<String> = names.filter(|name| !known(name)).collect();
    assert!(homeless.is_empty(), "give these a home in HOMES: {homeless:?}");
}
