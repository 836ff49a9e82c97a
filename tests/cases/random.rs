//! Processes nobody drew, under hands that know no plan: what must hold for every run.
//!
//! Block-structured processes are made from a seed and driven by choices from the same seed. They cannot deadlock, so that
//! every run must come to its end once everybody does what is asked. `RANDOM=500 cargo test --test cases` tries that many.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::player::{Between, Case, Played, Player};

/// Choices that a seed decides (splitmix64).
struct Choices(u64);

impl Choices {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn of<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        if list.is_empty() { None } else { list.get(self.below(list.len() as u64) as usize) }
    }
}

/// A process under construction: elements and flows of one level at a time.
struct Builder {
    choices: Choices,
    next: u32,
    xml: String,
}

impl Builder {
    fn id(&mut self, kind: &str) -> String {
        self.next += 1;
        format!("{kind}{}", self.next)
    }

    fn element(&mut self, tag: &str, inner: &str, attributes: &str) -> String {
        let id = self.id(&tag[..2]);
        writeln!(self.xml, r#"<{tag} id="{id}"{attributes}>{inner}</{tag}>"#).unwrap();
        id
    }

    fn flow(&mut self, source: &str, target: &str, condition: Option<&str>) -> String {
        let id = self.id("flow");
        let inner = condition.map(|text| {
            let text = text.replace('<', "&lt;");
            format!(r#"<conditionExpression xsi:type="tFormalExpression">{text}</conditionExpression>"#)
        });
        let inner = inner.unwrap_or_default();
        writeln!(
            self.xml,
            r#"<sequenceFlow id="{id}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>"#
        )
        .unwrap();
        id
    }

    /// A level from its start to its end.
    fn level(&mut self, depth: u32) {
        let start = self.element("startEvent", "", "");
        let last = self.sequence(&start, depth);
        let end = self.element("endEvent", "", "");
        self.flow(&last, &end, None);
    }

    /// Some blocks after `from`; the last element.
    fn sequence(&mut self, from: &str, depth: u32) -> String {
        let mut last = from.to_owned();
        for _ in 0..=self.choices.below(3) {
            last = self.block(&last, depth);
        }
        last
    }

    fn block(&mut self, from: &str, depth: u32) -> String {
        let kinds = if depth == 0 { 6 } else { 12 };
        match self.choices.below(kinds) {
            0 => self.after(from, "userTask", "", ""),
            1 => self.after(from, "scriptTask", "<script>n = n + 1</script>", ""),
            2 => self.after(from, "serviceTask", "", ""),
            3 => self.after(from, "receiveTask", "", r#" messageRef="m""#),
            4 => self.after(from, "intermediateCatchEvent", TIMER, ""),
            5 => self.repeated(from),
            6 => self.split(from, "exclusiveGateway", depth),
            7 => self.split(from, "inclusiveGateway", depth),
            8 => self.split(from, "parallelGateway", depth),
            9 => self.again(from, depth),
            10 => self.choice_of_events(from, depth),
            _ => self.sub_process(from, depth),
        }
    }

    fn after(&mut self, from: &str, tag: &str, inner: &str, attributes: &str) -> String {
        let id = self.element(tag, inner, attributes);
        self.flow(from, &id, None);
        id
    }

    /// A task in several instances or rounds.
    fn repeated(&mut self, from: &str) -> String {
        let inner = match self.choices.below(4) {
            0 => {
                "<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>"
            }
            1 => {
                r#"<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>"#
            }
            2 => {
                "<multiInstanceLoopCharacteristics><loopCardinality>n % 4</loopCardinality><completionCondition>numberOfCompletedInstances == 2</completionCondition></multiInstanceLoopCharacteristics>"
            }
            _ => r#"<standardLoopCharacteristics loopMaximum="2" />"#,
        };
        self.after(from, "userTask", inner, "")
    }

    /// Several ways that come together again at a gateway of the same kind.
    fn split(&mut self, from: &str, tag: &str, depth: u32) -> String {
        let gateway = self.id("split");
        let ways = 2 + self.choices.below(2);
        let firsts: Vec<String> = (0..ways).map(|_| self.id("way")).collect();
        let default = self.id("default");
        let attributes = if tag == "parallelGateway" { String::new() } else { format!(r#" default="{default}""#) };
        writeln!(self.xml, r#"<{tag} id="{gateway}"{attributes} />"#).unwrap();
        self.flow(from, &gateway, None);
        let join = self.element(tag, "", "");
        for (index, first) in firsts.iter().enumerate() {
            writeln!(self.xml, r#"<task id="{first}" />"#).unwrap();
            if tag != "parallelGateway" && index == 0 {
                writeln!(self.xml, r#"<sequenceFlow id="{default}" sourceRef="{gateway}" targetRef="{first}" />"#)
                    .unwrap();
            } else {
                let condition = (tag != "parallelGateway").then(|| format!("n % {} == 0", index + 1));
                self.flow(&gateway, first, condition.as_deref());
            }
            let last = self.sequence(first, depth - 1);
            self.flow(&last, &join, None);
        }
        join
    }

    /// A circle that counts its rounds in a variable of its own.
    fn again(&mut self, from: &str, depth: u32) -> String {
        let rounds = self.id("rounds");
        let reset = self.after(from, "scriptTask", &format!("<script>{rounds} = 0</script>"), "");
        let entry = self.after(&reset, "exclusiveGateway", "", "");
        let last = self.sequence(&entry, depth - 1);
        let count = self.after(&last, "scriptTask", &format!("<script>{rounds} = {rounds} + 1</script>"), "");
        let exit = self.id("exit");
        let out = self.id("out");
        writeln!(self.xml, r#"<exclusiveGateway id="{exit}" default="{out}" />"#).unwrap();
        self.flow(&count, &exit, None);
        self.flow(&exit, &entry, Some(&format!("{rounds} < 2")));
        let next = self.element("task", "", "");
        writeln!(self.xml, r#"<sequenceFlow id="{out}" sourceRef="{exit}" targetRef="{next}" />"#).unwrap();
        next
    }

    fn choice_of_events(&mut self, from: &str, depth: u32) -> String {
        let gateway = self.after(from, "eventBasedGateway", "", "");
        let join = self.element("exclusiveGateway", "", "");
        for inner in
            [r#"<messageEventDefinition messageRef="m" />"#, r#"<signalEventDefinition signalRef="s" />"#, TIMER]
        {
            let event = self.after(&gateway, "intermediateCatchEvent", inner, "");
            let last = self.sequence(&event, depth - 1);
            self.flow(&last, &join, None);
        }
        join
    }

    /// A sub-process, sometimes with a boundary event whose way comes back behind it.
    fn sub_process(&mut self, from: &str, depth: u32) -> String {
        let id = self.id("sub");
        writeln!(self.xml, r#"<subProcess id="{id}">"#).unwrap();
        self.level(depth - 1);
        if self.choices.below(3) == 0 {
            writeln!(self.xml, r#"<subProcess id="{id}e" triggeredByEvent="true"><startEvent id="{id}s" isInterrupting="{}"><signalEventDefinition signalRef="s" /></startEvent>"#, self.choices.below(2) == 0).unwrap();
            let last = self.sequence(&format!("{id}s"), 0);
            let end = self.element("endEvent", "", "");
            self.flow(&last, &end, None);
            writeln!(self.xml, "</subProcess>").unwrap();
        }
        writeln!(self.xml, "</subProcess>").unwrap();
        self.flow(from, &id, None);
        if self.choices.below(2) == 0 {
            return id;
        }
        let interrupting = self.choices.below(2) == 0;
        let attributes = format!(r#" attachedToRef="{id}" cancelActivity="{interrupting}""#);
        let definition = if self.choices.below(2) == 0 { TIMER } else { r#"<signalEventDefinition signalRef="s" />"# };
        let event = self.element("boundaryEvent", definition, &attributes);
        let last = self.sequence(&event, 0);
        if interrupting {
            let join = self.after(&id, "exclusiveGateway", "", "");
            self.flow(&last, &join, None);
            return join;
        }
        let end = self.element("endEvent", "", "");
        self.flow(&last, &end, None);
        id
    }
}

const TIMER: &str = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>";

fn case(seed: u64) -> Case {
    let mut builder = Builder { choices: Choices(seed), next: 0, xml: String::new() };
    builder.level(3);
    let text = format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="http://signalbox.test/random" expressionLanguage="python">
<message id="m" name="m" /><signal id="s" name="s" />
<process id="main" isExecutable="true">
{}</process></definitions>"#,
        builder.xml
    );
    let scenario = json!({ "start": "main", "data": { "n": builder.choices.below(5) } });
    Case { files: vec![("random.bpmn".to_owned(), text)], edits: Vec::new(), scenario }
}

/// What somebody does next, with what the run shows; `wild` hands also skip, go back and interrupt.
fn deed(choices: &mut Choices, view: &Value, wild: bool) -> Value {
    let tasks: Vec<&Value> = view["tasks"].as_array().unwrap().iter().collect();
    let live = |state: &str| -> Vec<u64> {
        let found = tasks.iter().filter(|task| task["state"] == state && task["repeated"] == false);
        found.map(|task| task["id"].as_u64().unwrap()).collect()
    };
    let finished = live("COMPLETED");
    let catching = tasks.iter().filter(|task| task["state"] == "WAITING" && task["type"] == "intermediateCatchEvent");
    let catching: Vec<u64> = catching.map(|task| task["id"].as_u64().unwrap()).collect();
    let kinds = if wild { 12 } else { 4 };
    let n = choices.below(7);
    match choices.below(kinds) {
        0 => json!({ "send": { "type": "message", "name": "m" } }),
        1 => json!({ "advance": 3_600_000 }),
        8 if !catching.is_empty() => json!({ "skip": choices.of(&catching) }),
        9 if !live("READY").is_empty() => json!({ "skip": choices.of(&live("READY")) }),
        10 if !finished.is_empty() => json!({ "reset": choices.of(&finished) }),
        11 => json!({ "send": { "type": "signal", "name": "s" } }),
        _ => {
            let jobs = view["jobs"].as_array().unwrap().iter().map(|job| job["task"].as_u64().unwrap());
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
        if !plain.iter().any(|tag| line.starts_with(tag)) || line.contains("LoopCharacteristics") {
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

/// Drives a random process to its end.
fn drive(seed: u64, between: Between) -> Result<Played, String> {
    let case = case(seed);
    let text = &case.files[0].1;
    let mut choices = Choices(seed ^ 0xdead);
    let mut player = Player::open(&case, between == Between::Elements)?;
    let mut played = Played::default();
    player.begin(&case, &mut played);
    for round in 0..150 {
        let view = played.views.last().unwrap().clone();
        if view["info"]["data"].is_object() {
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
    let only = std::env::var("SEED").ok().and_then(|seed| seed.parse::<u64>().ok());
    let seeds = only.map_or(0..count, |seed| seed..seed + 1);
    for seed in seeds {
        if let Err(problem) = check(seed) {
            let text = if only.is_some() { case(seed).files[0].1.clone() } else { String::new() };
            panic!("SEED={seed}: {problem}\n{text}");
        }
    }
}
