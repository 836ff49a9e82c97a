//! Runs that were saved by earlier versions come back for ever.
//!
//! `tests/snapshots/v<version>/<scenario>.sgnb` was written once, by the engine that wrote this version:
//!
//! ```text
//! WRITE_SNAPSHOT=1 cargo test --test snapshots
//! ```
//!
//! which writes only what is not there yet. Beside it stands what the run showed when it was saved (`<scenario>.json`).
//! `order` holds one of everything that can stand still, `trip` compensation, noted and under way, and since version 2
//! keeps only the latest events. A change of what is saved needs a new version with a migration, and never a new fixture.

#![cfg(all(feature = "engine", feature = "python"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use signalbox::api::{self, NoFunctions, Session};
use signalbox::language::registry::Languages;

/// The versions that were ever written.
const VERSIONS: [u16; 2] = [1, 2];

const NOW: i64 = 1_700_000_000_000;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots")
}

fn diagram(name: &str) -> String {
    std::fs::read_to_string(folder().join(name).with_extension("bpmn")).unwrap()
}

/// A run that was saved by every version: its process, which is its diagram's name too, and how it comes and goes.
struct Scenario {
    process: &'static str,
    /// Brings a run to where it is saved.
    begin: fn(&mut Host) -> u32,
    /// Takes a restored run to its end.
    finish: fn(&mut Host, u32),
}

const SCENARIOS: [Scenario; 2] = [
    Scenario { process: "order", begin: begin_order, finish: finish_order },
    Scenario { process: "trip", begin: begin_trip, finish: finish_trip },
];

struct Host(Session);

impl Host {
    /// A session with the diagram in workspace 1.
    fn open(process: &str) -> Self {
        let mut host = Self(Session::new(Box::new(Languages::linked()), Box::new(NoFunctions)));
        host.call("workspace.open", json!({}));
        host.put(process, &diagram(process));
        host
    }

    fn put(&mut self, process: &str, text: &str) {
        let name = format!("{process}.bpmn");
        self.call("workspace.put", json!({ "workspace": 1, "name": name, "text": text }));
    }

    fn start(&mut self, process: &str, options: Value) -> u32 {
        let start = json!({ "workspace": 1, "process": process, "options": options });
        let run = u32::try_from(self.call("workspace.start", start)["run"].as_u64().unwrap()).unwrap();
        self.call("run.continue", json!({ "run": run }));
        run
    }

    fn call(&mut self, method: &str, args: Value) -> Value {
        match api::call(&mut self.0, method, &args.to_string()) {
            Ok(value) => value.parse().unwrap(),
            Err(error) => panic!("{method}: {}", error.message),
        }
    }

    fn task(&mut self, run: u32, element: &str) -> Value {
        let tasks = self.call("run.tasks", json!({ "run": run, "filter": { "element": element } }));
        let own = tasks.as_array().unwrap().iter().find(|task| task["repeated"] == false);
        own.unwrap_or_else(|| panic!("no task at {element}"))["id"].clone()
    }

    fn complete(&mut self, run: u32, element: &str) {
        let task = self.task(run, element);
        let done = self.call("run.complete", json!({ "run": run, "task": task, "data": { element: "done" } }));
        if done["run"]["status"] == "running" {
            self.call("run.continue", json!({ "run": run }));
        }
    }

    /// Everything that a saved run must show again, but for sentences: these may be put in other words.
    fn view(&mut self, run: u32) -> Value {
        let all = json!({ "run": run, "filter": { "finished": true } });
        let mut view = json!({
            "info": self.call("run.info", json!({ "run": run })),
            "tasks": self.call("run.tasks", all),
            "waiting": self.call("run.waiting", json!({ "run": run })),
            "objects": self.call("run.dataObjects", json!({ "run": run })),
            "log": self.call("run.log", json!({ "run": run })),
        });
        forget_sentences(&mut view);
        view
    }
}

fn forget_sentences(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| !["text", "reason", "message", "help"].contains(&name.as_str()));
            fields.values_mut().for_each(forget_sentences);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_sentences),
        _ => {}
    }
}

/// Jobs, people, timers, messages, joins, instances and an incident stand in it, and
/// it has been reset once; since version 2 it has also gone over to an edited diagram.
fn begin_order(host: &mut Host) -> u32 {
    host.put("order", &diagram("order").replace("Approve", "Sign"));
    let run = host.start("order", json!({ "now": NOW, "seed": 7, "data": { "n": 1 } }));
    host.complete(run, "item");
    host.call("run.advance", json!({ "run": run, "milliseconds": 7_200_000 }));
    host.call("run.continue", json!({ "run": run }));
    let reminded = host.task(run, "remind");
    host.complete(run, "remind");
    host.call("run.reset", json!({ "run": run, "task": reminded }));
    host.put("order", &diagram("order"));
    assert_eq!(host.call("run.rebind", json!({ "run": run }))["bound"], true);
    let event = json!({ "type": "message", "name": "other", "payload": [1, 2.5, null, "text"] });
    host.call("run.send", json!({ "run": run, "event": event }));
    run
}

fn finish_order(host: &mut Host, run: u32) {
    let price = host.task(run, "price");
    host.call("run.edit", json!({ "run": run, "task": price, "data": { "amount": 21 } }));
    host.call("run.retry", json!({ "run": run, "task": price }));
    host.call("run.send", json!({ "run": run, "event": { "type": "message", "name": "paid", "payload": {} } }));
    for element in ["approve", "item", "item", "send", "remind"] {
        host.complete(run, element);
    }
    let info = host.call("run.info", json!({ "run": run }));
    assert_eq!((&info["status"], &info["data"]["total"]), (&json!("completed"), &json!(42)));
}

/// One activity was undone, another is about to be, and a third has been noted.
fn begin_trip(host: &mut Host) -> u32 {
    let run = host.start("trip", json!({ "now": NOW, "seed": 7, "history": 500 }));
    host.complete(run, "cancelMeal");
    run
}

fn finish_trip(host: &mut Host, run: u32) {
    host.complete(run, "freeSeat");
    host.complete(run, "freeRoom");
    assert_eq!(host.call("run.info", json!({ "run": run }))["status"], json!("completed"));
}

/// What a run saved by `version` must be after it was restored.
fn check(version: u16, scenario: &Scenario) {
    let Scenario { process, finish, .. } = scenario;
    let file = folder().join(format!("v{version}/{process}"));
    let saved = std::fs::read(file.with_extension("sgnb")).unwrap();
    assert_eq!(saved[..6], [b'S', b'G', b'N', b'B', version.to_le_bytes()[0], version.to_le_bytes()[1]]);
    let expected = std::fs::read_to_string(file.with_extension("json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let mut host = Host::open(process);
    let run = host.0.restore(1, &saved).map_err(|error| error.message).unwrap().run;
    let found = host.view(run);
    // What was added to the shapes since may be there beside what was.
    let missing = missing(&expected, &found);
    assert!(missing.is_none(), "version {version} of {process}: {missing:?}");
    let length = found["info"]["length"].as_u64().unwrap();
    for position in 0..=length {
        host.call("run.checkout", json!({ "run": run, "position": position }));
    }
    finish(&mut host, run);
}

/// Where `found` lacks or contradicts something of `expected`.
fn missing(expected: &Value, found: &Value) -> Option<String> {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => expected.iter().find_map(|(name, expected)| {
            Some(format!("{name}.{}", missing(expected, found.get(name).unwrap_or(&Value::Null))?))
        }),
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => left
            .iter()
            .zip(right)
            .enumerate()
            .find_map(|(index, (left, right))| Some(format!("{index}.{}", missing(left, right)?))),
        _ => (expected != found).then(|| format!(" {expected} is not {found}")),
    }
}

#[test]
fn saved_runs_of_every_version_come_back() {
    for scenario in &SCENARIOS {
        write_fixture(scenario);
        VERSIONS.into_iter().for_each(|version| check(version, scenario));
    }
}

/// Writes the fixture of the present version, where it is asked for and there is none.
fn write_fixture(scenario: &Scenario) {
    let folder = folder().join(format!("v{}", signalbox::snapshot::VERSION));
    let file = folder.join(scenario.process);
    if std::env::var_os("WRITE_SNAPSHOT").is_none() || file.with_extension("sgnb").exists() {
        return;
    }
    let mut host = Host::open(scenario.process);
    let run = (scenario.begin)(&mut host);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(file.with_extension("sgnb"), host.0.save(run).unwrap()).unwrap();
    std::fs::write(file.with_extension("json"), format!("{:#}\n", host.view(run))).unwrap();
}

#[test]
fn versions_nobody_knows_are_refused_by_number() {
    let check = |bytes: &[u8], message: &str| {
        let refused = Host::open("order").0.restore(1, bytes).err().expect("must be refused");
        assert_eq!(
            (refused.code, refused.message.contains(message)),
            ("run/unreadable-save", true),
            "{}",
            refused.message
        );
    };
    check(b"SGNB\xff\x01rest", "version 511");
    check(b"SGNB\x00\x00rest", "version 0");
    check(b"SGNB\x01", "cut off");
    check(b"SGNB\x01\x00\xff\xff\xff", "damaged");
    check(b"BPMN\x01\x00", "no saved run");
    check(b"", "no saved run");
}
