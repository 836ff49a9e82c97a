//! Makes block-structured processes from a seed: every block has one way in and one way out, so that none can deadlock.

use std::fmt::Write;

use serde_json::json;

use crate::player::Case;

/// Choices that a seed decides (splitmix64).
pub(super) struct Choices(pub(super) u64);

impl Choices {
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }

    pub(super) fn of<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        if list.is_empty() { None } else { list.get(self.below(list.len() as u64) as usize) }
    }

    fn sometimes(&mut self) -> bool {
        self.below(2) == 0
    }
}

/// A process under construction: elements and flows of one level at a time.
struct Builder {
    choices: Choices,
    next: u32,
    xml: String,
    /// Processes that are called.
    called: String,
    /// Within the way of an event nothing is thrown: it could happen again by that, and again.
    quiet: bool,
}

const TIMER: &str = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>";
const CYCLE: &str = "<timerEventDefinition><timeCycle>R2/PT1H</timeCycle></timerEventDefinition>";
const MESSAGE: &str = r#"<messageEventDefinition messageRef="m" />"#;
/// A message that nothing in the flow waits for, or events that go on listening would take all there are.
const CALL: &str = r#"<messageEventDefinition messageRef="b" />"#;
const SIGNAL: &str = r#"<signalEventDefinition signalRef="s" />"#;
const ERROR: &str = r#"<errorEventDefinition errorRef="e" />"#;
const ESCALATION: &str = r#"<escalationEventDefinition escalationRef="x" />"#;
const CONDITION: &str = r#"<conditionalEventDefinition><condition xsi:type="tFormalExpression">n == 3</condition></conditionalEventDefinition>"#;
const COMPENSATION: &str = "<compensateEventDefinition />";
const CANCEL: &str = "<cancelEventDefinition />";

/// What can happen beside the flow; the first does not go with interrupting nothing.
const TRIGGERS: [&str; 7] = [ERROR, TIMER, CYCLE, CALL, SIGNAL, ESCALATION, CONDITION];

const REPETITIONS: [&str; 6] = [
    "<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>",
    r#"<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>"#,
    "<multiInstanceLoopCharacteristics><loopCardinality>n % 4</loopCardinality><completionCondition>numberOfCompletedInstances == 2</completionCondition></multiInstanceLoopCharacteristics>",
    r#"<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>n % 3</loopCardinality><completionCondition>n == 6</completionCondition></multiInstanceLoopCharacteristics>"#,
    r#"<standardLoopCharacteristics loopMaximum="2" />"#,
    r#"<standardLoopCharacteristics testBefore="true" loopMaximum="2"><loopCondition>n &lt; 5</loopCondition></standardLoopCharacteristics>"#,
];

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
        self.named_flow(&id, source, target, condition);
        id
    }

    fn named_flow(&mut self, id: &str, source: &str, target: &str, condition: Option<&str>) {
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
    }

    /// A level from its start to its end.
    fn level(&mut self, depth: u32) {
        let start = self.element("startEvent", "", "");
        let last = self.sequence(&start, depth);
        self.end(&last);
    }

    fn end(&mut self, last: &str) {
        let end = self.element("endEvent", "", "");
        self.flow(last, &end, None);
    }

    /// Some blocks after `from`; the last element.
    fn sequence(&mut self, from: &str, depth: u32) -> String {
        let mut last = from.to_owned();
        for _ in 0..=self.choices.below(2) {
            last = self.block(&last, depth);
        }
        last
    }

    fn block(&mut self, from: &str, depth: u32) -> String {
        let kinds = if depth == 0 { 9 } else { 20 };
        match self.choices.below(kinds) {
            0 => self.after(from, "userTask", "", ""),
            1 => self.after(from, "scriptTask", "<script>n = n + 1</script>", ""),
            2 => self.after(from, "serviceTask", "", ""),
            3 => self.after(from, "receiveTask", "", r#" messageRef="m""#),
            4 => self.after(from, "intermediateCatchEvent", TIMER, ""),
            5 => self.repeated(from),
            6 => self.throw(from),
            7 => self.data_object(from),
            8 => self.compensable(from),
            9 => self.split(from, "exclusiveGateway", depth),
            10 | 11 => self.split(from, "inclusiveGateway", depth),
            12 => self.split(from, "parallelGateway", depth),
            13 => self.again(from, depth),
            14 => self.choice_of_events(from, depth),
            15 => self.call(from, depth),
            16 => self.transaction(from, depth),
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
        let inner = *self.choices.of(&REPETITIONS).unwrap();
        let tag = *self.choices.of(&["userTask", "serviceTask", "scriptTask"]).unwrap();
        let task = self.after(from, tag, inner, "");
        self.boundary(&task)
    }

    fn throw(&mut self, from: &str) -> String {
        if self.quiet {
            return self.after(from, "task", "", "");
        }
        let definition = *self.choices.of(&[MESSAGE, SIGNAL, ESCALATION, COMPENSATION]).unwrap();
        self.after(from, "intermediateThrowEvent", definition, "")
    }

    /// A task that writes a data object, and one that reads it.
    fn data_object(&mut self, from: &str) -> String {
        let object = self.id("object");
        writeln!(
            self.xml,
            r#"<dataObject id="{object}" /><dataObjectReference id="{object}r" dataObjectRef="{object}" />"#
        )
        .unwrap();
        let write = self.after(
            from,
            "scriptTask",
            &format!("<dataOutputAssociation><targetRef>{object}r</targetRef></dataOutputAssociation><script>{object} = n</script>"),
            "",
        );
        self.after(
            &write,
            "scriptTask",
            &format!("<dataInputAssociation><sourceRef>{object}r</sourceRef></dataInputAssociation><script>n = {object}</script>"),
            "",
        )
    }

    /// A task, with another one that undoes it.
    fn compensable(&mut self, from: &str) -> String {
        let inner = if self.choices.below(3) == 0 { *self.choices.of(&REPETITIONS).unwrap() } else { "" };
        let task = self.after(from, "userTask", inner, "");
        let event = self.element("boundaryEvent", COMPENSATION, &format!(r#" attachedToRef="{task}""#));
        let handler = *self.choices.of(&["userTask", "task"]).unwrap();
        let handler = self.element(handler, "", r#" isForCompensation="true""#);
        let id = self.id("as");
        writeln!(
            self.xml,
            r#"<association id="{id}" associationDirection="One" sourceRef="{event}" targetRef="{handler}" />"#
        )
        .unwrap();
        task
    }

    /// Several ways that come together again at a gateway of the same kind; one of them may end before.
    fn split(&mut self, from: &str, tag: &str, depth: u32) -> String {
        let gateway = self.id("split");
        let ways = 2 + self.choices.below(2);
        let firsts: Vec<String> = (0..ways).map(|_| self.id("way")).collect();
        let default = self.id("default");
        let ends_early = tag == "inclusiveGateway" && self.choices.below(3) == 0;
        // Where a way may end before, another one is always taken: the block must go on.
        let has_default = tag != "parallelGateway" && !ends_early;
        let attributes = if has_default { format!(r#" default="{default}""#) } else { String::new() };
        writeln!(self.xml, r#"<{tag} id="{gateway}"{attributes} />"#).unwrap();
        self.flow(from, &gateway, None);
        let join = self.element(tag, "", "");
        for (index, first) in firsts.iter().enumerate() {
            writeln!(self.xml, r#"<task id="{first}" />"#).unwrap();
            if has_default && index == 0 {
                self.named_flow(&default, &gateway, first, None);
            } else {
                let condition = (tag != "parallelGateway").then(|| format!("n % {} == 0", index + 1));
                self.flow(&gateway, first, condition.as_deref());
            }
            let last = self.sequence(first, depth - 1);
            let last = if ends_early && index == 1 { self.early_end(&last) } else { last };
            self.flow(&last, &join, None);
        }
        join
    }

    /// An exclusive gateway that leads to an end, or further.
    fn early_end(&mut self, from: &str) -> String {
        let (gateway, on) = (self.id("early"), self.id("on"));
        writeln!(self.xml, r#"<exclusiveGateway id="{gateway}" default="{on}" />"#).unwrap();
        self.flow(from, &gateway, None);
        let end = self.element("endEvent", "", "");
        self.flow(&gateway, &end, Some("n % 2 == 0"));
        let next = self.element("task", "", "");
        self.named_flow(&on, &gateway, &next, None);
        next
    }

    /// A circle that counts its rounds in a variable of its own.
    fn again(&mut self, from: &str, depth: u32) -> String {
        let rounds = self.id("rounds");
        let reset = self.after(from, "scriptTask", &format!("<script>{rounds} = 0</script>"), "");
        let entry = self.after(&reset, "exclusiveGateway", "", "");
        let last = self.sequence(&entry, depth - 1);
        let count = self.after(&last, "scriptTask", &format!("<script>{rounds} = {rounds} + 1</script>"), "");
        let (exit, out) = (self.id("exit"), self.id("out"));
        writeln!(self.xml, r#"<exclusiveGateway id="{exit}" default="{out}" />"#).unwrap();
        self.flow(&count, &exit, None);
        self.flow(&exit, &entry, Some(&format!("{rounds} < 2")));
        let next = self.element("task", "", "");
        self.named_flow(&out, &exit, &next, None);
        next
    }

    fn choice_of_events(&mut self, from: &str, depth: u32) -> String {
        let gateway = self.after(from, "eventBasedGateway", "", "");
        let join = self.element("exclusiveGateway", "", "");
        for inner in [MESSAGE, SIGNAL, TIMER] {
            let event = self.after(&gateway, "intermediateCatchEvent", inner, "");
            let last = self.sequence(&event, depth - 1);
            self.flow(&last, &join, None);
        }
        join
    }

    /// A process of its own, called once or repeatedly.
    fn call(&mut self, from: &str, depth: u32) -> String {
        let process = self.id("process");
        let outside = std::mem::take(&mut self.xml);
        self.level(depth - 1);
        if self.choices.sometimes() {
            self.event_sub_process();
        }
        let inside = std::mem::replace(&mut self.xml, outside);
        writeln!(self.called, "<process id=\"{process}\" isExecutable=\"true\">\n{inside}</process>").unwrap();
        let inner = if self.choices.below(3) == 0 { *self.choices.of(&REPETITIONS).unwrap() } else { "" };
        let call = self.after(from, "callActivity", inner, &format!(r#" calledElement="{process}""#));
        self.boundary(&call)
    }

    /// A transaction that is cancelled for some data.
    fn transaction(&mut self, from: &str, depth: u32) -> String {
        let id = self.id("tx");
        writeln!(self.xml, r#"<transaction id="{id}">"#).unwrap();
        let start = self.element("startEvent", "", "");
        let done = self.compensable(&start);
        let done = self.sequence(&done, depth - 1);
        let (gateway, on) = (self.id("cancels"), self.id("on"));
        writeln!(self.xml, r#"<exclusiveGateway id="{gateway}" default="{on}" />"#).unwrap();
        self.flow(&done, &gateway, None);
        let cancel = self.element("endEvent", CANCEL, "");
        self.flow(&gateway, &cancel, Some("n % 2 == 1"));
        let end = self.element("endEvent", "", "");
        self.named_flow(&on, &gateway, &end, None);
        writeln!(self.xml, "</transaction>").unwrap();
        self.flow(from, &id, None);
        let join = self.after(&id, "exclusiveGateway", "", "");
        let event = self.element("boundaryEvent", CANCEL, &format!(r#" attachedToRef="{id}""#));
        let last = self.sequence(&event, 0);
        self.flow(&last, &join, None);
        join
    }

    /// A sub-process, sometimes repeated, with an event sub-process, an error or a boundary event.
    fn sub_process(&mut self, from: &str, depth: u32) -> String {
        let id = self.id("sub");
        writeln!(self.xml, r#"<subProcess id="{id}">"#).unwrap();
        let start = self.element("startEvent", "", "");
        let mut last = self.sequence(&start, depth - 1);
        if self.choices.below(4) == 0 {
            last = self.failing(&last);
        }
        self.end(&last);
        if self.choices.below(2) == 0 {
            self.event_sub_process();
        }
        if self.choices.below(3) == 0 {
            let repetition = *self.choices.of(&REPETITIONS).unwrap();
            writeln!(self.xml, "{repetition}").unwrap();
        }
        writeln!(self.xml, "</subProcess>").unwrap();
        self.flow(from, &id, None);
        self.boundary(&id)
    }

    /// An exclusive gateway that leads to an error, or further.
    fn failing(&mut self, from: &str) -> String {
        let (gateway, on) = (self.id("fails"), self.id("on"));
        writeln!(self.xml, r#"<exclusiveGateway id="{gateway}" default="{on}" />"#).unwrap();
        self.flow(from, &gateway, None);
        let definition = *self.choices.of(&[ERROR, ESCALATION, SIGNAL, "<terminateEventDefinition />"]).unwrap();
        let end = self.element("endEvent", definition, "");
        self.flow(&gateway, &end, Some("n % 3 == 0"));
        let next = self.element("task", "", "");
        self.named_flow(&on, &gateway, &next, None);
        next
    }

    fn event_sub_process(&mut self) {
        let id = self.id("esub");
        let (definition, interrupting) = self.trigger();
        writeln!(self.xml, r#"<subProcess id="{id}" triggeredByEvent="true"><startEvent id="{id}s" isInterrupting="{interrupting}">{definition}</startEvent>"#).unwrap();
        let last = self.quietly(&format!("{id}s"));
        self.end(&last);
        writeln!(self.xml, "</subProcess>").unwrap();
    }

    /// The way of an event.
    fn quietly(&mut self, from: &str) -> String {
        let before = std::mem::replace(&mut self.quiet, true);
        let last = self.sequence(from, 0);
        self.quiet = before;
        last
    }

    fn trigger(&mut self) -> (&'static str, bool) {
        let definition = *self.choices.of(&TRIGGERS).unwrap();
        (definition, definition == ERROR || self.choices.sometimes())
    }

    /// Sometimes a boundary event, whose way comes back behind the activity; the last element.
    fn boundary(&mut self, id: &str) -> String {
        if self.choices.below(5) < 2 {
            return id.to_owned();
        }
        let (definition, interrupting) = self.trigger();
        let attributes = format!(r#" attachedToRef="{id}" cancelActivity="{interrupting}""#);
        let event = self.element("boundaryEvent", definition, &attributes);
        let last = self.quietly(&event);
        if interrupting {
            let join = self.after(id, "exclusiveGateway", "", "");
            self.flow(&last, &join, None);
            return join;
        }
        self.end(&last);
        id.to_owned()
    }
}

/// The process of a seed.
pub(super) fn case(seed: u64) -> Case {
    let (choices, xml, called) = (Choices(seed), String::new(), String::new());
    let mut builder = Builder { choices, next: 0, xml, called, quiet: false };
    let depth = 1 + builder.choices.below(3) as u32;
    builder.level(depth);
    if builder.choices.below(4) == 0 {
        builder.event_sub_process();
    }
    let Builder { mut choices, xml, called, .. } = builder;
    let text = format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="http://signalbox.test/random" expressionLanguage="python">
<message id="m" name="m" /><message id="b" name="b" /><signal id="s" name="s" /><error id="e" errorCode="e" /><escalation id="x" escalationCode="x" />
<process id="main" isExecutable="true">
{xml}</process>
{called}</definitions>"#
    );
    let scenario = json!({ "start": "main", "data": { "n": choices.below(5) } });
    Case { files: vec![("random.bpmn".to_owned(), text)], edits: Vec::new(), scenario }
}
