//! Real diagrams, read and counted: the reader must agree with what two independent readers counted.
//!
//! The corpus is not part of the project. It is looked for in `$SIGNALBOX_SHARED/corpus-real`, then beside the project in
//! `../shared/corpus-real`; without it these tests pass without looking.

#![cfg(feature = "engine")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use signalbox::bpmn::{self, Content, Model, Process};
use signalbox::diagnostic::Diagnostic;
use signalbox::{lint, xml};

fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("SIGNALBOX_SHARED").map_or(beside, PathBuf::from);
    Some(shared.join("corpus-real")).filter(|folder| folder.is_dir())
}

fn records(file: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

fn read(bytes: &[u8]) -> (Model, Vec<Diagnostic>) {
    let (source, mut diagnostics) = xml::decode("corpus.bpmn", bytes);
    let (model, more) = bpmn::read(&source);
    diagnostics.extend(more);
    (model, diagnostics)
}

/// What the facts of a file count, counted on the model.
fn facts(model: &Model) -> Value {
    let mut roots: BTreeMap<&str, u32> = BTreeMap::new();
    for root in model.roots.iter().filter(|root| {
        !matches!(
            root.as_ref(),
            "process" | "import" | "documentation" | "extensionElements" | "extension" | "relationship"
        )
    }) {
        *roots.entry(root).or_default() += 1;
    }
    let collaborations = &model.collaborations;
    json!({
        "processes": model.processes.iter().map(process).collect::<Vec<_>>(),
        "participants": collaborations.iter().map(|collaboration| collaboration.participants.len()).sum::<usize>(),
        "messageFlows": collaborations.iter().map(|collaboration| collaboration.message_flows.len()).sum::<usize>(),
        "otherRoots": roots,
        "diagrams": model.diagrams,
        "shapes": model.shapes.len(),
        "edges": model.edges,
    })
}

fn process(process: &Process) -> Value {
    let index = Count::of(process);
    let mut fact = json!({
        "id": &*process.base.id,
        "elements": index.elements,
        "sequenceFlows": index.flows,
        "lanes": index.lanes,
        "dataObjects": index.data_objects,
        "artifacts": index.artifacts,
    });
    if let (Some(executable), Some(fact)) = (process.executable, fact.as_object_mut()) {
        fact.insert("isExecutable".to_owned(), executable.into());
    }
    fact
}

#[derive(Default)]
struct Count<'m> {
    elements: BTreeMap<&'static str, u32>,
    flows: usize,
    lanes: BTreeSet<&'m str>,
    data_objects: usize,
    artifacts: usize,
}

impl<'m> Count<'m> {
    fn of(process: &'m Process) -> Self {
        let mut count = Self::default();
        count.content(&process.content);
        count
    }

    fn content(&mut self, content: &'m Content) {
        for node in &content.nodes {
            *self.elements.entry(node.type_name()).or_default() += 1;
            node.content().into_iter().for_each(|inner| self.content(inner));
        }
        for (name, number) in [
            ("dataObjectReference", content.data_object_references.len()),
            ("dataStoreReference", content.data_store_references.len()),
        ] {
            if number > 0 {
                *self.elements.entry(name).or_default() += number as u32;
            }
        }
        self.flows += content.flows.len();
        self.data_objects += content.data_objects.len();
        self.artifacts += content.artifacts.len();
        content.lane_sets.iter().for_each(|set| self.lanes(set));
    }

    fn lanes(&mut self, set: &'m bpmn::LaneSet) {
        for lane in &set.lanes {
            self.lanes.insert(&lane.base.id);
            lane.children.iter().for_each(|children| self.lanes(children));
        }
    }
}

/// The expected counts in the same shape: made-up ids are not compared, lanes are a set.
fn expected(record: &Value) -> Map<String, Value> {
    let keys = ["processes", "participants", "messageFlows", "otherRoots", "diagrams", "shapes", "edges"];
    let mut facts: Map<String, Value> = keys.iter().map(|key| ((*key).to_owned(), record[key].clone())).collect();
    for process in facts["processes"].as_array_mut().unwrap() {
        let lanes: BTreeSet<String> = serde_json::from_value(process["lanes"].clone()).unwrap();
        process["lanes"] = json!(lanes);
    }
    facts
}

#[test]
fn real_files_are_read_as_others_count_them() {
    let Some(corpus) = corpus() else { return };
    let mut wrong = Vec::new();
    for group in ["bpmn", "miwg"] {
        for record in records(&corpus.join(group).join("facts.json")).as_array().unwrap() {
            let file = corpus.join(group).join(record["file"].as_str().unwrap());
            let (model, diagnostics) = read(&std::fs::read(&file).unwrap());
            if record["xmlAgrees"] != json!(true) {
                continue;
            }
            // What bpmn-moddle dropped there was not counted a second time.
            let dropped = record["moddleWarnings"].to_string().contains("unparsable content");
            let (counted, expected) = (facts(&model), expected(record));
            for (key, expected) in expected {
                if dropped && matches!(key.as_str(), "otherRoots" | "shapes" | "edges") {
                    continue;
                }
                if counted[&key] != expected {
                    wrong.push(format!("{}: {key} is {} not {expected}", file.display(), counted[&key]));
                }
            }
            let xml = diagnostics.iter().filter(|problem| problem.code.name().starts_with("xml/"));
            wrong.extend(xml.map(|problem| format!("{}: {}", file.display(), problem.message)));
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

/// The bytes of a hostile input; large ones are described, not stored.
fn hostile(corpus: &Path, input: &Value) -> Vec<u8> {
    let Some(parts) = input["generate"].as_array() else {
        return std::fs::read(corpus.join(input["file"].as_str().unwrap())).unwrap();
    };
    let part = |part: &Value| match part["repeat"].as_str() {
        None => part["text"].as_str().unwrap().to_owned(),
        Some(repeat) => {
            let times = part["times"].as_u64().unwrap();
            (0..times).map(|number| repeat.replace("{i}", &number.to_string())).collect()
        }
    };
    parts.iter().map(part).collect::<String>().into_bytes()
}

/// What reading and the rules make of it, and the elements they name; what happens in a run is tested with the engine.
fn outcome(bytes: &[u8]) -> (&'static str, Vec<Diagnostic>) {
    let (model, read) = read(bytes);
    let refused = |problem: &Diagnostic| problem.is_error() && problem.code.name() != "bpmn/missing-id";
    if read.iter().any(refused) {
        return ("parse-error", read);
    }
    let found: Vec<Diagnostic> = lint::check(&[&model]).into_iter().filter(Diagnostic::is_error).collect();
    (if found.is_empty() { "ok" } else { "validation-error" }, found)
}

#[test]
fn hostile_files_are_refused_or_read() {
    let Some(corpus) = corpus() else { return };
    for input in records(&corpus.join("hostile.json"))["inputs"].as_array().unwrap() {
        let file = input["file"].as_str().unwrap();
        if !file.ends_with(".bpmn") {
            continue;
        }
        let (outcome, problems) = outcome(&hostile(&corpus, input));
        let accepted = [&input["class"]].into_iter().chain(input["alsoAccept"].as_array().into_iter().flatten());
        let mut accepted = accepted.map(|class| if class == "runtime-error" { "ok" } else { class.as_str().unwrap() });
        assert!(accepted.any(|class| class == outcome), "{file} is {outcome}: {problems:#?}");
        if let Some(element) = input["element"].as_str().filter(|_| outcome == "validation-error") {
            let named = problems.iter().any(|problem| problem.place.element.as_deref() == Some(element));
            assert!(named, "{file} does not name {element}: {problems:#?}");
        }
    }
}
