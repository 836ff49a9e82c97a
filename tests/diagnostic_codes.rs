//! Every diagnostic code has a test that shows it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};

use signalbox::diagnostic::codes;

/// Areas whose every code must be shown by a test; others join as they are finished.
const AREAS: [&str; 13] = [
    "rebind/",
    "xml/",
    "bpmn/",
    "dmn/",
    "event/",
    "flow/",
    "task/",
    "workspace/",
    "extension/",
    "diagram/",
    "style/",
    "form/",
    "jinja/",
];

/// Told by phases that are tested elsewhere.
const ELSEWHERE: [&str; 1] = ["bpmn/not-executable-yet"];

fn test_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            test_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "trace") {
            files.push(path);
        }
    }
}

/// The part of a file that is tests.
fn tests_of(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let whole = path.components().any(|part| part.as_os_str() == "tests") || path.ends_with("tests.rs");
    if whole { text } else { text.split_once("mod tests {").map(|(_, tests)| tests.to_owned()).unwrap_or_default() }
}

#[test]
fn every_code_has_a_case() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    test_files(&root.join("src"), &mut files);
    test_files(&root.join("tests"), &mut files);
    let tests: String = files.iter().map(|path| tests_of(path)).collect();
    let wanted = codes::ALL.iter().filter(|code| AREAS.iter().any(|area| code.name().starts_with(area)));
    let wanted = wanted.filter(|code| !ELSEWHERE.contains(&code.name()));
    let missing: Vec<_> = wanted.filter(|code| !tests.contains(code.name())).map(|code| code.name()).collect();
    assert!(missing.is_empty(), "no test shows {missing:?}");
}
