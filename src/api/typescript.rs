//! Writes the TypeScript declarations of the contract from its Rust types, and holds the committed ones to them.
//!
//! `UPDATE_EXPECT=1 cargo test typescript` writes `www/engine/contract/` anew.

use std::path::PathBuf;

use ts_rs::{Config, TS};

use super::types::*;
use crate::diagnostic::codes;
use crate::source::Position;
use crate::value::{Map, Value};

/// A type that the hand-written half of the package declares.
macro_rules! declared_by_hand {
    ($($type:ty = $name:literal;)*) => {
        $(impl TS for $type {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;

            fn name(_: &Config) -> String {
                $name.to_owned()
            }

            fn inline(_: &Config) -> String {
                $name.to_owned()
            }
        })*
    };
}

declared_by_hand! {
    Value = "Value";
    Map = "Data";
}

macro_rules! declarations {
    ($($type:ty),* $(,)?) => {
        fn declarations(config: &Config) -> Vec<(String, String)> {
            vec![$((<$type as TS>::ident(config), declaration::<$type>(config))),*]
        }
    };
}

declarations![
    Severity,
    Position,
    Range,
    Diagnostic,
    Related,
    Fix,
    Edit,
    ApiError,
    WorkspaceOptions,
    FileInfo,
    DecisionInfo,
    DecisionOptions,
    DecisionResult,
    MatchedRule,
    MadeDecision,
    TestedInput,
    ProcessInfo,
    StartInfo,
    StartTrigger,
    CollaborationInfo,
    ParticipantInfo,
    ElementInfo,
    TextInfo,
    ElementSummary,
    TextPlace,
    EvaluationOptions,
    Evaluation,
    UnitTestInfo,
    OutlineElement,
    OutlineField,
    TextNames,
    FormFieldInfo,
    FormInfo,
    SignalButton,
    TemplateOptions,
    Rendered,
    StartOptions,
    LimitOptions,
    RunInfo,
    Incident,
    Task,
    TaskFilter,
    TaskDetail,
    VariableChange,
    Provenance,
    Overwritten,
    Job,
    Completion,
    CallerInfo<'static>,
    Waiting,
    PendingEvent,
    PendingTimer,
    LedgerEntry,
    Party,
    TimerStart,
    Occurrence,
    LaneState,
    DataObjectState,
    Writer,
    ElementState,
    FlowState,
    ElementStates,
    LogEntry,
    Update,
    CompareOptions,
    Comparison,
    ElementDifference,
    TaskDifference,
    PathDifference,
    RebindOptions,
    RebindResult,
    ElementChange,
    PropertyChange,
    ExternalEvent,
];

fn declaration<T: TS>(config: &Config) -> String {
    let text = format!("{}export {}", T::docs().unwrap_or_default(), T::decl(config));
    let text = text.replace("/**\n * ", "/** ").replace("\n */", " */").replace(", };", ";\n};");
    let (head, body) = text.split_once("{ \n").unwrap_or((&text, ""));
    let fields = body.replace(", \n", ";\n");
    let indented = fields.lines().map(|line| if line == "};" { line.to_owned() } else { format!("  {line}") });
    let opened = if body.is_empty() { head.to_owned() } else { format!("{head}{{") };
    std::iter::once(opened).chain(indented).map(|line| line + "\n").collect()
}

fn types() -> String {
    let config = Config::new().with_large_int("number");
    let declared: Vec<String> = declarations(&config).into_iter().map(|(_, text)| text).collect();
    format!(
        "// Generated from src/api/types by `UPDATE_EXPECT=1 cargo test typescript`. Do not edit.\n\n\
         import type {{ Data, Value }} from '../value.js';\nimport type {{ DiagnosticCode }} from './codes.js';\n\n{}",
        declared.join("\n")
    )
}

fn diagnostic_codes() -> String {
    let lines: Vec<String> =
        codes::ALL.iter().map(|code| format!("  /** {} */\n  | '{}'", code.summary(), code.name())).collect();
    format!(
        "// Generated from src/diagnostic/codes.rs by `UPDATE_EXPECT=1 cargo test typescript`. Do not edit.\n\n\
         /** The stable codes of diagnostics. */\nexport type DiagnosticCode =\n{};\n",
        lines.join("\n")
    )
}

fn check(file: &str, made: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("www/engine/contract").join(file);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder to write to");
        std::fs::write(&path, made).expect("a file to write to");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == made, "{file} is stale: run `UPDATE_EXPECT=1 cargo test typescript` and commit it");
}

#[test]
fn committed_types_are_those_of_the_code() {
    check("types.ts", &types());
}

#[test]
fn committed_codes_are_those_of_the_table() {
    check("codes.ts", &diagnostic_codes());
}

#[test]
fn every_type_of_the_contract_is_declared() {
    let declared = declarations(&Config::new());
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/api/types");
    let files = std::fs::read_dir(folder).expect("the folder of the types").flatten();
    let source: String = files.map(|file| std::fs::read_to_string(file.path()).expect("a file of types")).collect();
    let names = source.lines().filter_map(|line| line.strip_prefix("pub struct ").or(line.strip_prefix("pub enum ")));
    for name in names.filter_map(|rest| rest.split([' ', '<', '{']).next()) {
        assert!(declared.iter().any(|(known, _)| known == name), "{name} is missing from the list above");
    }
}
