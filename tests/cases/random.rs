//! Processes nobody drew, under hands that know no plan: what must hold for every run.
//!
//! Block-structured processes are made from a seed and driven by choices from the same seed. They cannot deadlock, so that
//! every run must come to its end once everybody does what is asked. `RANDOM=500 cargo test --test cases` tries that many.

mod builder;

use builder::{Choices, case};
use serde_json::{Value, json};

use crate::player::{Between, Played, Player};

/// An error that boundary events catch, or one that stands still as an incident.
fn failure(kind: u64) -> Value {
    if kind == 0 { json!({ "code": "e", "message": "broken" }) } else { json!({ "message": "no network" }) }
}

/// What somebody does next, with what the run shows; `wild` hands also skip, go back and interrupt.
fn deed(choices: &mut Choices, view: &Value, wild: bool) -> Value {
    let tasks: Vec<&Value> = view["tasks"].as_array().unwrap().iter().collect();
    let live = |state: &str| -> Vec<u64> {
        let found = tasks.iter().filter(|task| task["state"] == state && task["repeated"] == false);
        found.map(|task| task["id"].as_u64().unwrap()).collect()
    };
    let finished = live("COMPLETED");
    let jobs = view["jobs"].as_array().unwrap().iter().map(|job| job["task"].as_u64().unwrap());
    let jobs: Vec<u64> = jobs.collect();
    let catching = tasks.iter().filter(|task| task["state"] == "WAITING" && task["type"] == "intermediateCatchEvent");
    let catching: Vec<u64> = catching.map(|task| task["id"].as_u64().unwrap()).collect();
    let failed = live("ERROR");
    let kinds = if wild { 15 } else { 5 };
    let n = choices.below(7);
    match choices.below(kinds) {
        0 => json!({ "send": { "type": "message", "name": "m" } }),
        1 => json!({ "advance": 3_600_000 }),
        2 if !failed.is_empty() => json!({ "retry": choices.of(&failed) }),
        8 if !catching.is_empty() => json!({ "skip": choices.of(&catching) }),
        9 if !live("READY").is_empty() => json!({ "skip": choices.of(&live("READY")) }),
        10 if !finished.is_empty() => json!({ "reset": choices.of(&finished) }),
        11 => json!({ "send": { "type": "signal", "name": "s" } }),
        13 => json!({ "send": { "type": "message", "name": "b" } }),
        12 if !jobs.is_empty() => json!({ "fail": choices.of(&jobs), "error": failure(choices.below(2)) }),
        _ => {
            let jobs = jobs.iter().copied();
            let open: Vec<u64> = live("READY").into_iter().chain(jobs).collect();
            match choices.of(&open) {
                Some(task) => json!({ "complete": task, "data": { "n": n } }),
                None => json!({ "send": { "type": "message", "name": "m" } }),
            }
        }
    }
}

/// Every token that came to a plain element is there, has gone on, or was taken away.
fn check_conservation(view: &Value, text: &str) -> Result<(), String> {
    let states = &view["elementStates"];
    for element in states["elements"].as_array().unwrap() {
        let id = element["element"].as_str().unwrap();
        let line = text.lines().find(|line| line.contains(&format!(r#" id="{id}""#))).unwrap_or_default();
        let plain =
            ["<userTask", "<scriptTask", "<serviceTask", "<task", "<endEvent", "<exclusiveGateway", "<receiveTask"];
        if !plain.iter().any(|tag| line.starts_with(tag))
            || line.contains("LoopCharacteristics")
            || line.contains("isForCompensation")
        {
            continue;
        }
        let into = format!(r#"targetRef="{id}""#);
        let flows = text.lines().filter(|line| line.contains(&into)).map(|line| line.split('"').nth(1).unwrap());
        let taken: u64 = flows.map(|flow| taken(states, flow)).sum();
        let kinds = ["ready", "waiting", "started", "error", "completed", "cancelled"];
        let seen: u64 = kinds.iter().map(|kind| element[kind].as_u64().unwrap()).sum();
        if taken != seen {
            return Err(format!("{taken} tokens came to {id}, {seen} are known"));
        }
    }
    Ok(())
}

fn taken(states: &Value, flow: &str) -> u64 {
    let flows = states["flows"].as_array().unwrap();
    flows.iter().find(|known| known["flow"] == flow).map_or(0, |known| known["taken"].as_u64().unwrap())
}

/// After so many deeds every process has come to its end.
const ROUNDS: u32 = 300;

/// Drives a random process to its end.
fn drive(seed: u64, between: Between) -> Result<Played, String> {
    let case = case(seed);
    let text = &case.files[0].1;
    let mut choices = Choices(seed ^ 0xdead);
    let mut player = Player::open(&case, between == Between::Elements)?;
    let mut played = Played::default();
    player.begin(&case, &mut played);
    for round in 0..ROUNDS {
        let view = played.views.last().unwrap().clone();
        if ["completed", "terminated"].contains(&view["info"]["status"].as_str().unwrap()) {
            return Ok(played);
        }
        if view["info"]["status"] == "running" || view["tasks"].as_array().unwrap().is_empty() {
            return Err(format!("round {round}: nothing goes on\n{}", played.trace));
        }
        check_conservation(&view, text).map_err(|problem| format!("round {round}: {problem}\n{}", played.trace))?;
        player.between(between)?;
        player.perform(&deed(&mut choices, &view, round < 20), &mut played)?;
    }
    Err(format!("it never ends\n{}", played.trace))
}

fn check(seed: u64) -> Result<(), String> {
    let plain = drive(seed, Between::Nothing)?;
    // Looking back everywhere is dear; some runs are enough.
    let every = if seed.is_multiple_of(5) { &Between::ALL[..] } else { &Between::ALL[..2] };
    for between in every.iter().copied() {
        let other = drive(seed, between).map_err(|problem| format!("{between:?}: {problem}"))?;
        for (step, (plain, other)) in plain.views.iter().zip(&other.views).enumerate() {
            let found = crate::difference(between, plain, other);
            found.map_or(Ok(()), |found| Err(format!("{between:?} differs after step {step}: {found}")))?;
        }
    }
    Ok(())
}

#[test]
fn random_processes_come_to_their_end() {
    let count = std::env::var("RANDOM").ok().and_then(|count| count.parse().ok()).unwrap_or(25);
    let first = std::env::var("FROM").ok().and_then(|from| from.parse().ok()).unwrap_or(0);
    let only = std::env::var("SEED").ok().and_then(|seed| seed.parse::<u64>().ok());
    let seeds = only.map_or(first..first + count, |seed| seed..seed + 1);
    let problems = seeds.filter_map(|seed| {
        let problem = check(seed).err()?;
        let text = if only.is_some() { case(seed).files[0].1.clone() } else { String::new() };
        Some(format!("SEED={seed}: {problem}\n{text}"))
    });
    let problems: Vec<String> = problems.collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
