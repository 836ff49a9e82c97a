//! Pages of `docs/` that are made from the code, and links that must lead somewhere.
//!
//! `UPDATE_EXPECT=1 cargo test --test documentation` writes the pages; without it the test fails when they are stale.

#![cfg(feature = "engine")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write;
use std::path::Path;

use signalbox::diagnostic::{self, codes};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[track_caller]
fn check_page(name: &str, made: &str) {
    let path = root().join("docs").join(name);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        return std::fs::write(path, made).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == made, "docs/{name} is stale; run UPDATE_EXPECT=1 cargo test --test documentation");
}

const DIAGNOSTICS: &str = "# Diagnostics

Everything that can be told as a problem, by its stable code. This page is made from the table in `src/diagnostic/codes.rs`.

An **error** means that the diagram cannot run or that a run stands still, a **warning** that it runs otherwise than it looks,
**information** is worth knowing, a **hint** is a matter of style.
";

/// A pipe would end a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}

#[test]
fn diagnostics_are_the_table_of_codes() {
    let mut page = DIAGNOSTICS.to_owned();
    let mut area = "";
    for code in codes::ALL {
        let here = code.name().split('/').next().unwrap_or_default();
        if here != area {
            area = here;
            write!(
                page,
                "\n## {area}\n\n| code | severity | what it means | what to do |\n| --- | --- | --- | --- |\n"
            )
            .unwrap();
        }
        let severity = diagnostic::severity_name(code.severity());
        writeln!(page, "| `{}` | {severity} | {} | {} |", code.name(), cell(code.summary()), cell(code.help()))
            .unwrap();
    }
    check_page("diagnostics.md", &page);
}

const DIFFERENCES: &str = "# Where engines differ

Every choice that BPMN 2.0.2 leaves open or that SpiffWorkflow makes differently, as the named switches of
`src/engine/semantics.rs`, from which this page is made. The option `profile` of a workspace picks one of the columns. Sections
are those of the standard.

| switch | what it means | `bpmn` | `spiffworkflow` |
| --- | --- | --- | --- |
";

/// A value of a row.
fn setting(value: &str) -> &str {
    match value.trim().trim_end_matches(',') {
        "true" => "yes",
        "false" => "no",
        other => other,
    }
}

#[test]
fn differences_are_the_table_of_switches() {
    let source = std::fs::read_to_string(root().join("src/engine/semantics.rs")).unwrap();
    let rows = source.split("\nswitches! {").nth(1).unwrap().split("\n}").next().unwrap();
    let mut page = DIFFERENCES.to_owned();
    let mut meaning = String::new();
    for line in rows.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("/// ") {
            write!(meaning, "{}{text}", if meaning.is_empty() { "" } else { " " }).unwrap();
        } else if let Some((switch, values)) = line.split_once(": ") {
            let (ours, theirs) = values.split_once(" | ").unwrap();
            let name = switch.replace('_', " ");
            writeln!(page, "| {name} | {} | {} | {} |", cell(&meaning), setting(ours), setting(theirs)).unwrap();
            meaning.clear();
        }
    }
    // What follows the table is written by hand.
    let committed = std::fs::read_to_string(root().join("docs/differences.md")).unwrap();
    page.push_str(committed.find("\n## ").map_or("", |by_hand| &committed[by_hand..]));
    check_page("differences.md", &page);
}

#[test]
fn links_lead_somewhere() {
    for name in
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/ARCHITECTURE.md", "docs/elements.md", "docs/glossary.md"]
    {
        let path = root().join(name);
        let text = std::fs::read_to_string(&path).unwrap();
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        // Pictures are taken from the built page, not kept by hand.
        for target in targets.filter(|target| !target.contains("://") && !target.ends_with(".png")) {
            let file = target.split('#').next().unwrap_or_default();
            assert!(path.parent().unwrap().join(file).exists(), "{name} links to {target}, which is not there");
        }
    }
}
