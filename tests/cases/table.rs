//! The table of elements and situations: every kind of flow element alone, inside others, repeated, called. Each cell is a
//! diagram made from one line of each list, driven to its end in every way; there the element has completed as often as the
//! situation says.

use serde_json::{Value, json};

use crate::player::{Between, Case, Played, Player};

/// What happens at the element under test, `x`: the content of a level from its start `s` to its end `e`. The flows are
/// written `a>b`, separated by spaces, before a bar.
const ELEMENTS: &[(&str, &str)] = &[
    ("task", "s>x x>e|<task id='x'/>"),
    ("user task", "s>x x>e|<userTask id='x'/>"),
    ("manual task", "s>x x>e|<manualTask id='x'/>"),
    ("script task", "s>x x>e|<scriptTask id='x' scriptFormat='python'><script>y = 1</script></scriptTask>"),
    ("service task", "s>x x>e|<serviceTask id='x' name='x'/>"),
    ("business rule task", "s>x x>e|<businessRuleTask id='x'/>"),
    ("send task", "s>x x>e|<sendTask id='x' messageRef='m'/>"),
    ("receive task", "s>x x>e|<receiveTask id='x' messageRef='m'/>"),
    (
        "sub-process",
        "s>x x>e|<subProcess id='x'><startEvent id='is'/><userTask id='iu'/><endEvent id='ie'/>F[is>iu iu>ie]</subProcess>",
    ),
    (
        "transaction",
        "s>x x>e|<transaction id='x'><startEvent id='is'/><userTask id='iu'/><endEvent id='ie'/>F[is>iu iu>ie]</transaction>",
    ),
    ("ad-hoc sub-process", "s>x x>e|<adHocSubProcess id='x'><userTask id='iu'/><task id='it'/></adHocSubProcess>"),
    ("call activity", "s>x x>e|<callActivity id='x' calledElement='called'/>"),
    ("exclusive gateway", "s>x x>e|<exclusiveGateway id='x'/>"),
    ("inclusive gateway", "s>x x>e|<inclusiveGateway id='x'/>"),
    ("parallel join", "s>a s>b a>x b>x x>e|<userTask id='a'/><task id='b'/><parallelGateway id='x'/>"),
    ("inclusive join", "s>a s>b a>x b>x x>e|<userTask id='a'/><task id='b'/><inclusiveGateway id='x'/>"),
    (
        "complex join",
        "s>a s>b a>x b>x x>e|<userTask id='a'/><task id='b'/><complexGateway id='x'><activationCondition>activationCount >= 2</activationCondition></complexGateway>",
    ),
    (
        "event-based gateway",
        "s>x x>a x>b a>e b>e|<eventBasedGateway id='x'/><intermediateCatchEvent id='a'>D[message]</intermediateCatchEvent><intermediateCatchEvent id='b'>D[signal]</intermediateCatchEvent>",
    ),
    ("message catch event", "s>x x>e|<intermediateCatchEvent id='x'>D[message]</intermediateCatchEvent>"),
    ("signal catch event", "s>x x>e|<intermediateCatchEvent id='x'>D[signal]</intermediateCatchEvent>"),
    ("timer catch event", "s>x x>e|<intermediateCatchEvent id='x'>D[timer]</intermediateCatchEvent>"),
    ("conditional catch event", "s>x x>e|<intermediateCatchEvent id='x'>D[conditional]</intermediateCatchEvent>"),
    ("multiple catch event", "s>x x>e|<intermediateCatchEvent id='x'>D[message]D[timer]</intermediateCatchEvent>"),
    (
        "parallel multiple catch event",
        "s>x x>e|<intermediateCatchEvent id='x' parallelMultiple='true'>D[message]D[timer]</intermediateCatchEvent>",
    ),
    (
        "link catch event",
        "s>t x>e|<intermediateThrowEvent id='t'><linkEventDefinition name='l'/></intermediateThrowEvent><intermediateCatchEvent id='x'><linkEventDefinition name='l'/></intermediateCatchEvent>",
    ),
    ("plain throw event", "s>x x>e|<intermediateThrowEvent id='x'/>"),
    ("message throw event", "s>x x>e|<intermediateThrowEvent id='x'>D[message]</intermediateThrowEvent>"),
    ("signal throw event", "s>x x>e|<intermediateThrowEvent id='x'>D[signal]</intermediateThrowEvent>"),
    ("escalation throw event", "s>x x>e|<intermediateThrowEvent id='x'>D[escalation]</intermediateThrowEvent>"),
    ("multiple throw event", "s>x x>e|<intermediateThrowEvent id='x'>D[message]D[escalation]</intermediateThrowEvent>"),
    (
        "compensation throw event",
        "s>a a>x x>e|<task id='a'/><boundaryEvent id='c' attachedToRef='a'><compensateEventDefinition/></boundaryEvent><userTask id='h' isForCompensation='true'/><association id='as' associationDirection='One' sourceRef='c' targetRef='h'/><intermediateThrowEvent id='x'><compensateEventDefinition/></intermediateThrowEvent>",
    ),
    (
        "compensation activity",
        "s>a a>t t>e|<task id='a'/><boundaryEvent id='c' attachedToRef='a'><compensateEventDefinition/></boundaryEvent><userTask id='x' isForCompensation='true'/><association id='as' associationDirection='One' sourceRef='c' targetRef='x'/><intermediateThrowEvent id='t'><compensateEventDefinition/></intermediateThrowEvent>",
    ),
    ("message end event", "s>a a>x s>e|<userTask id='a'/><endEvent id='x'>D[message]</endEvent>"),
    ("signal end event", "s>a a>x s>e|<userTask id='a'/><endEvent id='x'>D[signal]</endEvent>"),
    ("escalation end event", "s>a a>x s>e|<userTask id='a'/><endEvent id='x'>D[escalation]</endEvent>"),
    (
        "terminate end event",
        "s>h h>e|<subProcess id='h'><startEvent id='hs'/><userTask id='hu'/><receiveTask id='hr' messageRef='nm'/><endEvent id='x'><terminateEventDefinition/></endEvent>F[hs>hu hu>x hs>hr]</subProcess>",
    ),
    (
        "error end event",
        "s>h h>never b>e|<subProcess id='h'><startEvent id='hs'/><userTask id='hu'/><endEvent id='x'>D[error]</endEvent>F[hs>hu hu>x]</subProcess><boundaryEvent id='b' attachedToRef='h'>D[error]</boundaryEvent><endEvent id='never'/>",
    ),
    (
        "cancel end event",
        "s>h h>never b>e|<transaction id='h'><startEvent id='hs'/><userTask id='hu'/><endEvent id='x'><cancelEventDefinition/></endEvent>F[hs>hu hu>x]</transaction><boundaryEvent id='b' attachedToRef='h'><cancelEventDefinition/></boundaryEvent><endEvent id='never'/>",
    ),
    (
        "message boundary event",
        "s>h h>never x>e|<receiveTask id='h' messageRef='nm'/><boundaryEvent id='x' attachedToRef='h'>D[message]</boundaryEvent><endEvent id='never'/>",
    ),
    (
        "signal boundary event",
        "s>h h>never x>e|<receiveTask id='h' messageRef='nm'/><boundaryEvent id='x' attachedToRef='h'>D[signal]</boundaryEvent><endEvent id='never'/>",
    ),
    (
        "timer boundary event",
        "s>h h>never x>e|<receiveTask id='h' messageRef='nm'/><boundaryEvent id='x' attachedToRef='h'>D[timer]</boundaryEvent><endEvent id='never'/>",
    ),
    (
        "conditional boundary event",
        "s>h h>never x>e|<receiveTask id='h' messageRef='nm'/><boundaryEvent id='x' attachedToRef='h'>D[conditional]</boundaryEvent><endEvent id='never'/>",
    ),
    (
        "error boundary event",
        "s>h h>never x>e|<serviceTask id='h' name='fails'/><boundaryEvent id='x' attachedToRef='h'>D[error]</boundaryEvent><endEvent id='never'/>",
    ),
    (
        "escalation boundary event",
        "s>h h>e x>f|<subProcess id='h'><startEvent id='hs'/><userTask id='hu'/><endEvent id='he'>D[escalation]</endEvent>F[hs>hu hu>he]</subProcess><boundaryEvent id='x' attachedToRef='h' cancelActivity='false'>D[escalation]</boundaryEvent><endEvent id='f'/>",
    ),
    (
        "timer boundary event that does not interrupt",
        "s>h h>e x>f|<receiveTask id='h' messageRef='m'/><boundaryEvent id='x' attachedToRef='h' cancelActivity='false'>D[timer]</boundaryEvent><endEvent id='f'/>",
    ),
    (
        "event sub-process",
        "s>h h>e|<receiveTask id='h' messageRef='m'/><subProcess id='x' triggeredByEvent='true'><startEvent id='xs' isInterrupting='false'>D[timer]</startEvent><userTask id='xu'/><endEvent id='xe'/>F[xs>xu xu>xe]</subProcess>",
    ),
];

/// Where that happens, with `LEVEL` for the content of the level, and how often `x` completes there: an activity that is itself
/// repeated completes with each of its instances, and once as a whole.
const SITUATIONS: &[(&str, &str, u64)] = &[
    ("alone", "LEVEL", 1),
    ("in a sub-process", "P[<subProcess id='o'>LEVEL</subProcess>]", 1),
    (
        "two levels deep",
        "P[<subProcess id='o'><startEvent id='ps'/><subProcess id='oo'>LEVEL</subProcess><endEvent id='pe'/>F[ps>oo oo>pe]</subProcess>]",
        1,
    ),
    ("in a loop", "P[<subProcess id='o'><standardLoopCharacteristics loopMaximum='2'/>LEVEL</subProcess>]", 2),
    (
        "in parallel instances",
        "P[<subProcess id='o'><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>LEVEL</subProcess>]",
        2,
    ),
    (
        "in instances one after the other",
        "P[<subProcess id='o'><multiInstanceLoopCharacteristics isSequential='true'><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>LEVEL</subProcess>]",
        2,
    ),
    (
        "in an event sub-process",
        "P[<receiveTask id='o' messageRef='end'/>]<subProcess id='ev' triggeredByEvent='true'>EVENT</subProcess>",
        1,
    ),
    ("in a called process", "P[<callActivity id='o' calledElement='inner'/>]", 1),
    (
        "in called instances",
        "P[<callActivity id='o' calledElement='inner'><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></callActivity>]",
        2,
    ),
    ("itself in a loop", "REPEATED<standardLoopCharacteristics loopMaximum='2'/>", 3),
    (
        "itself in parallel instances",
        "REPEATED<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>",
        3,
    ),
    (
        "itself in instances one after the other",
        "REPEATED<multiInstanceLoopCharacteristics isSequential='true'><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>",
        3,
    ),
];

const ROOT: &str = "<message id='m' name='m'/><message id='nm' name='never'/><message id='end' name='end'/><signal id='sg' name='s'/>\
    <signal id='go' name='go'/><error id='er' errorCode='e' name='e'/><escalation id='es' escalationCode='k' name='k'/>";

const CALLED: &str = "<process id='called' isExecutable='true'><startEvent id='cs'/><userTask id='cu'/><endEvent id='ce'/>F[cs>cu cu>ce]</process>";

/// Flows from their short form.
fn flows(list: &str) -> String {
    let flow = |pair: &str| {
        let (from, to) = pair.split_once('>').unwrap();
        format!("<sequenceFlow id='{from}_{to}' sourceRef='{from}' targetRef='{to}'/>")
    };
    list.split_whitespace().map(flow).collect()
}

/// Puts what `open` and `]` enclose in the long form.
fn expand(text: &str, open: &str, long: impl Fn(&str) -> String) -> String {
    let mut rest = text;
    let mut made = String::new();
    while let Some((before, after)) = rest.split_once(open) {
        let (inside, after) = after.split_once(']').unwrap();
        made += before;
        made += &long(inside);
        rest = after;
    }
    made + rest
}

fn definition(kind: &str) -> String {
    match kind {
        "message" => "<messageEventDefinition messageRef='m'/>".into(),
        "signal" => "<signalEventDefinition signalRef='sg'/>".into(),
        "timer" => "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>".into(),
        "conditional" => {
            "<conditionalEventDefinition><condition>1 &lt; 2</condition></conditionalEventDefinition>".into()
        }
        "error" => "<errorEventDefinition errorRef='er'/>".into(),
        _ => "<escalationEventDefinition escalationRef='es'/>".into(),
    }
}

/// The diagram of a cell; none where an element cannot be so.
fn diagram(element: &str, situation: &str) -> Option<String> {
    let (ways, nodes) = element.split_once('|').unwrap();
    let mut nodes = nodes.to_owned();
    let mut place = situation.to_owned();
    if let Some(repeat) = situation.strip_prefix("REPEATED") {
        let at = nodes.find(" id='x'")?;
        let tag = nodes[..at].rsplit('<').next()?.to_owned();
        if !["ask", "rocess", "ctivity", "saction"].iter().any(|ending| tag.ends_with(ending)) || ways != "s>x x>e" {
            return None;
        }
        let end = at + nodes[at..].find('>')?;
        match nodes[..end].ends_with('/') {
            true => nodes.replace_range(end - 1..=end, &format!(">{repeat}</{tag}>")),
            false => nodes.insert_str(end + 1, repeat),
        }
        place = "LEVEL".into();
    }
    let ends = "<endEvent id='e'/>";
    let level = format!("<startEvent id='s'/>{nodes}{ends}{}", flows(ways));
    let started = "<startEvent id='s' isInterrupting='false'><signalEventDefinition signalRef='go'/></startEvent>";
    let event = format!("{started}{nodes}{ends}{}", flows(ways));
    let outer = if let Some((inside, after)) = place.strip_prefix("P[").and_then(|rest| rest.rsplit_once(']')) {
        let (inside, after) = match inside.split_once("]<subProcess id='ev'") {
            Some((inside, rest)) => (inside, format!("<subProcess id='ev'{rest}]{after}")),
            None => (inside, after.to_owned()),
        };
        format!("<startEvent id='os'/>{inside}<endEvent id='oe'/>F[os>o o>oe]{}", after.trim_end_matches(']'))
    } else {
        place
    };
    let inner = format!("<process id='inner' isExecutable='true'>{level}</process>");
    let called = situation.contains("'inner'");
    let text = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t' expressionLanguage='python'>\n{ROOT}\
         <process id='p' isExecutable='true'>\n{outer}</process>\n{}{CALLED}</definitions>",
        if called { &inner } else { "" }
    );
    let text = text.replace("LEVEL", &level).replace("EVENT", &event);
    Some(expand(&expand(&text, "F[", flows), "D[", definition))
}

/// What somebody does next: complete what is ready, else let come what may be waited for; the outer process last of all.
fn deed(view: &Value, round: usize) -> Value {
    let job = view["jobs"].as_array().unwrap().first();
    if let Some(job) = job {
        let fails = job["element"] == "h";
        return match fails {
            true => json!({ "fail": job["task"], "error": { "code": "e", "message": "broken" } }),
            false => json!({ "complete": job["task"], "data": {} }),
        };
    }
    let tasks = view["tasks"].as_array().unwrap();
    let ready = tasks.iter().find(|task| task["state"] == "READY" && task["repeated"] == false);
    if let Some(task) = ready {
        return json!({ "complete": task["id"], "data": {} });
    }
    match round % 4 {
        0 => json!({ "send": { "type": "signal", "name": "s" } }),
        1 => json!({ "advance": 3_600_000 }),
        2 => json!({ "send": { "type": "message", "name": "m" } }),
        _ if round > 12 => json!({ "send": { "type": "message", "name": "end" } }),
        _ => json!({ "advance": 1000 }),
    }
}

fn drive(case: &Case, between: Between, begins: bool) -> Result<Played, String> {
    let mut player = Player::open(case, between == Between::Elements)?;
    let mut played = Played::default();
    player.begin(case, &mut played);
    if begins {
        player.perform(&json!({ "send": { "type": "signal", "name": "go" } }), &mut played)?;
    }
    for round in 0..40 {
        let view = played.views.last().unwrap().clone();
        if view.is_null() {
            return Err(format!("does not start\n{}", played.trace));
        }
        if ["completed", "terminated"].contains(&view["info"]["status"].as_str().unwrap()) {
            return Ok(played);
        }
        player.between(between)?;
        player.perform(&deed(&view, round), &mut played)?;
    }
    Err(format!("never ends\n{}", played.trace))
}

fn check(element: &str, (place, situation, times): (&str, &str, u64)) -> Result<(), String> {
    let Some(text) = diagram(element, situation) else { return Ok(()) };
    let case = Case::single(text);
    let begins = place == "in an event sub-process";
    let plain = drive(&case, Between::Nothing, begins)?;
    let last = plain.views.last().unwrap();
    let states = last["elementStates"]["elements"].as_array().unwrap();
    let x = states.iter().find(|state| state["element"] == "x").cloned().unwrap_or_default();
    if x["completed"] != times || !last["info"]["incidents"].as_array().unwrap().is_empty() {
        return Err(format!("x completed {} times instead of {times}\n{}", x["completed"], plain.trace));
    }
    for between in Between::ALL.into_iter().skip(1) {
        let other = drive(&case, between, begins).map_err(|problem| format!("{between:?}: {problem}"))?;
        for (step, (plain, other)) in plain.views.iter().zip(&other.views).enumerate() {
            let found = crate::difference(between, plain, other);
            found.map_or(Ok(()), |found| Err(format!("{between:?} differs after step {step}: {found}")))?;
        }
    }
    Ok(())
}

#[test]
fn every_element_works_in_every_situation() {
    let wanted = std::env::var("CELL").unwrap_or_default();
    let mut problems = Vec::new();
    for (name, element) in ELEMENTS {
        for situation in SITUATIONS {
            let cell = format!("{name} {}", situation.0);
            if cell.contains(&wanted)
                && let Err(problem) = check(element, *situation)
            {
                problems.push(format!("{cell}: {problem}"));
            }
        }
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}
