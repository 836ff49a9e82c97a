//! The trace of a scenario: short lines for people.

use std::fmt::Write;

use serde_json::Value;

/// A step as its heading.
pub(crate) fn heading(step: &Value) -> String {
    let object = step.as_object().unwrap();
    let parts = object.iter().map(|(name, value)| match value {
        Value::String(text) => format!("{name} {text}"),
        Value::Bool(true) => name.clone(),
        Value::Number(number) if name == "advance" => format!("advance {}", clock(number.as_i64().unwrap_or(0))),
        value => format!("{name} {value}"),
    });
    parts.collect::<Vec<_>>().join(" ")
}

/// Adds a step: what happened, and how the run stands.
pub(crate) fn write(trace: &mut String, heading: &str, done: &Result<Vec<Value>, Value>, view: &Value) {
    writeln!(trace, "> {heading}").unwrap();
    match done {
        Ok(events) => happened(trace, events, view),
        Err(error) => writeln!(trace, "  refused {}: {}", text(&error["code"]), text(&error["message"])).unwrap(),
    }
    if !view.is_null() {
        stands(trace, view);
    }
}

fn happened(trace: &mut String, events: &[Value], view: &Value) {
    let mut ended = Vec::new();
    for event in events {
        let (kind, element) = (text(&event["type"]), text(&event["element"]));
        match kind {
            "elementCompleted" => ended.push(element.to_owned()),
            "elementCancelled" if !listened(event, view) => ended.push(format!("-{element}")),
            "decisionMade" | "eventCaught" | "eventUncaught" | "printed" | "messageTaken" | "reset" | "rebound" => {
                flush(trace, &mut ended);
                writeln!(trace, "  * {}", text(&event["text"])).unwrap();
            }
            "incidentRaised" => {
                flush(trace, &mut ended);
                writeln!(trace, "  ! {}", text(&event["text"])).unwrap();
            }
            _ => {}
        }
    }
    flush(trace, &mut ended);
}

fn flush(trace: &mut String, ended: &mut Vec<String>) {
    if !ended.is_empty() {
        writeln!(trace, "  {}", ended.join(" ")).unwrap();
    }
    ended.clear();
}

/// Whether a cancelled element only listened, as boundary events do while their host is active.
fn listened(event: &Value, view: &Value) -> bool {
    let tasks = view["tasks"].as_array().unwrap();
    let task = tasks.iter().find(|task| task["id"] == event["task"]);
    task.is_none_or(|task| task["type"] == "boundaryEvent" || task["type"] == "startEvent")
}

fn stands(trace: &mut String, view: &Value) {
    let waiting = view["waiting"].as_array().unwrap();
    for task in view["tasks"].as_array().unwrap() {
        let state = text(&task["state"]);
        if matches!(state, "COMPLETED" | "CANCELLED") {
            continue;
        }
        let waits = waiting.iter().find(|waiting| waiting["task"] == task["id"]).map(what_for).unwrap_or_default();
        let instance = task["instance"].as_u64().map(|instance| format!("[{instance}]")).unwrap_or_default();
        let lane = task["lane"].as_str().map(|lane| format!(" in {lane}")).unwrap_or_default();
        let data = if state == "WAITING" { String::new() } else { format!(" {}", task["data"]) };
        let state = state.to_lowercase();
        writeln!(trace, "  {state} {}{instance}{lane}{waits}{data}", text(&task["element"])).unwrap();
    }
    for job in view["jobs"].as_array().unwrap() {
        writeln!(trace, "  job {} {} {}", text(&job["element"]), text(&job["operator"]), job["parameters"]).unwrap();
    }
    values(trace, view);
    let status = text(&view["info"]["status"]);
    match &view["info"]["data"] {
        Value::Null => writeln!(trace, "  {status}").unwrap(),
        data => writeln!(trace, "  {status} {data}").unwrap(),
    }
}

fn values(trace: &mut String, view: &Value) {
    for object in view["dataObjects"].as_array().unwrap() {
        let state = object["state"].as_str().map(|state| format!(" [{state}]")).unwrap_or_default();
        writeln!(trace, "  object {}{state} = {}", text(&object["id"]), object["value"]).unwrap();
    }
    for (id, value) in view["dataStores"].as_object().unwrap() {
        writeln!(trace, "  store {id} = {value}").unwrap();
    }
}

fn what_for(waiting: &Value) -> String {
    let due = waiting["due"].as_i64().map(|due| format!(" at {}", clock(due))).unwrap_or_default();
    let name = waiting["event"].as_str().map(|event| format!(" {event}")).unwrap_or_default();
    match text(&waiting["for"]) {
        "human" | "job" => String::new(),
        kind => format!(" for {kind}{name}{due}"),
    }
}

/// Milliseconds as hours, minutes and seconds.
fn clock(milliseconds: i64) -> String {
    let (seconds, rest) = (milliseconds / 1000, milliseconds % 1000);
    let fraction = if rest == 0 { String::new() } else { format!(".{rest:03}") };
    format!("{:02}:{:02}:{:02}{fraction}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Where two values differ first; `None` when they are equal.
pub(crate) fn difference(left: &Value, right: &Value) -> Option<String> {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) if left.keys().eq(right.keys()) => {
            let mut fields = left.iter().zip(right.values());
            fields.find_map(|((name, left), right)| Some(format!("{name}.{}", difference(left, right)?)))
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            let mut items = left.iter().zip(right).enumerate();
            items.find_map(|(index, (left, right))| Some(format!("{index}.{}", difference(left, right)?)))
        }
        _ => (left != right).then(|| format!(" {left} is not {right}")),
    }
}
