//! Plays a scenario on a session, as a host would.

use std::path::Path;

use serde_json::{Value, json};
use signalbox::api::{self, NoFunctions, Session};
use signalbox::language::registry::Languages;

use crate::trace;

/// A diagram (or several) and what to do with it.
pub(crate) struct Case {
    pub(crate) files: Vec<(String, String)>,
    /// Edited versions of the diagram, by name.
    pub(crate) edits: Vec<(String, String)>,
    pub(crate) scenario: Value,
}

/// What happens between two steps; none of it may make a difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Between {
    Nothing,
    SaveAndRestore,
    LookBack,
    Fork,
    /// The run is bound to the same files behind another one, so that every element has another number.
    Rebind,
    /// The run is bound to the diagram with one more element that nothing leads to.
    Edit,
    /// Not between the steps, but within: the run goes on element by element.
    Elements,
}

/// What came of a scenario: the trace for people, and everything that can be asked after each step.
#[derive(Default)]
pub(crate) struct Played {
    pub(crate) trace: String,
    pub(crate) views: Vec<Value>,
}

impl Between {
    /// Every way a scenario is played beside the plain one, which comes twice.
    pub(crate) const ALL: [Self; 7] =
        [Self::Nothing, Self::SaveAndRestore, Self::LookBack, Self::Fork, Self::Rebind, Self::Edit, Self::Elements];
}

impl Case {
    pub(crate) fn read(folder: &Path, name: &str) -> Self {
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_else(|_| panic!("no file {name}"));
        let scenario: Value =
            serde_json::from_str(&read(&format!("{name}.json"))).unwrap_or_else(|e| panic!("{name}: {e}"));
        let area = name.split('/').next().unwrap();
        let own = scenario["diagram"].as_str().map_or_else(|| name.to_owned(), |file| format!("{area}/{file}"));
        let others = scenario["files"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let names = std::iter::once(own).chain(others.map(|file| format!("{area}/{file}")));
        let ending = |file: String| if file.ends_with(".dmn") { file } else { format!("{file}.bpmn") };
        let files = names.map(ending).map(|file| (file.clone(), read(&file)));
        let edits = scenario["edits"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let edits = edits.map(|name| (name.to_owned(), read(&format!("{area}/{name}.bpmn")))).collect();
        Self { files: files.collect(), edits, scenario }
    }

    /// One file whose process `p` is started.
    pub(crate) fn single(text: String) -> Self {
        Self { files: vec![("p.bpmn".into(), text)], edits: Vec::new(), scenario: json!({ "start": "p" }) }
    }
}

/// Plays a scenario; an error is a problem of the scenario, or a difference to what was seen before.
pub(crate) fn play(case: &Case, between: Between) -> Result<Played, String> {
    let by_element = between == Between::Elements && case.scenario["by"] != "command";
    let mut player = Player::open(case, by_element)?;
    let mut played = Played::default();
    player.begin(case, &mut played);
    if player.run == 0 {
        return Ok(played);
    }
    for step in case.scenario["steps"].as_array().into_iter().flatten() {
        player.between(between)?;
        player.perform(step, &mut played)?;
    }
    player.between(between)?;
    Ok(played)
}

type Done = Result<Vec<Value>, Value>;

pub(crate) struct Player {
    session: Session,
    workspace: u32,
    run: u32,
    by_step: bool,
    /// The files the run is bound to.
    files: Vec<(String, String)>,
    edits: Vec<(String, String)>,
    /// How often the run was bound again.
    bound: u32,
    /// Views at the ends of the steps so far, by position.
    seen: Vec<(u64, Value)>,
}

impl Player {
    pub(crate) fn open(case: &Case, by_step: bool) -> Result<Self, String> {
        let session = Session::new(Box::new(Languages::linked()), Box::new(NoFunctions));
        let (files, edits) = (case.files.clone(), case.edits.clone());
        let mut player = Self { session, workspace: 0, run: 0, by_step, files, edits, bound: 0, seen: Vec::new() };
        let options = match &case.scenario["profile"] {
            Value::Null => json!({}),
            profile => json!({ "profile": profile }),
        };
        let workspace = player.call("workspace.open", json!({ "options": options }));
        player.workspace = number(&workspace.map_err(|error| error.to_string())?);
        for (name, text) in &case.files {
            player.put(name, text);
        }
        Ok(player)
    }

    fn put(&mut self, name: &str, text: &str) {
        self.call("workspace.put", json!({ "workspace": self.workspace, "name": name, "text": text })).unwrap();
    }

    fn call(&mut self, method: &str, args: Value) -> Result<Value, Value> {
        match api::call(&mut self.session, method, &args.to_string()) {
            Ok(value) => Ok(value.parse().unwrap()),
            Err(error) => Err(serde_json::to_value(&error).unwrap()),
        }
    }

    fn of_run(&mut self, method: &str, mut args: Value) -> Result<Value, Value> {
        args["run"] = json!(self.run);
        self.call(&format!("run.{method}"), args)
    }

    fn query(&mut self, method: &str) -> Value {
        let args = if method == "tasks" { json!({ "filter": { "finished": true } }) } else { json!({}) };
        self.of_run(method, args).unwrap()
    }

    /// Starts the run and lets it go on.
    pub(crate) fn begin(&mut self, case: &Case, played: &mut Played) {
        let begun = self.start(case);
        self.tell("start", begun, played);
    }

    /// Carries out a step and tells what came of it.
    pub(crate) fn perform(&mut self, step: &Value, played: &mut Played) -> Result<(), String> {
        let done = self.act(step)?;
        self.tell(&trace::heading(step), done, played);
        Ok(())
    }

    fn start(&mut self, case: &Case) -> Done {
        let scenario = &case.scenario;
        let mut options = scenario["options"].clone();
        if options.is_null() {
            options = json!({});
        }
        if !scenario["data"].is_null() {
            options["data"] = scenario["data"].clone();
        }
        let what = if scenario["collaboration"] == true { "collaboration" } else { "process" };
        let args = json!({ "workspace": self.workspace, what: scenario["start"], "options": options });
        let begun = self.call("workspace.start", args)?;
        self.run = number(&begun["run"]);
        let mut events = events_of(&begun["update"]);
        events.extend(self.go_on()?);
        Ok(events)
    }

    /// Until nothing automatic is left.
    pub(crate) fn go_on(&mut self) -> Done {
        let mut events = Vec::new();
        while self.by_step {
            let stepped = events_of(&self.of_run("step", json!({}))?);
            if stepped.is_empty() {
                break;
            }
            events.extend(stepped);
        }
        events.extend(events_of(&self.of_run("continue", json!({}))?));
        Ok(events)
    }

    /// Carries out a step of a scenario.
    fn act(&mut self, step: &Value) -> Result<Done, String> {
        let (method, subject) = step.as_object().and_then(|step| step.iter().next()).ok_or("a step is an object")?;
        let mut args = step.clone();
        args.as_object_mut().unwrap().shift_remove(method);
        match method.as_str() {
            _ if subject.is_u64() && method != "advance" => args["task"] = subject.clone(),
            "complete" | "fail" | "skip" | "retry" | "edit" | "fireTimer" | "reset" => {
                args["task"] = json!(self.task(subject.as_str().unwrap_or_default(), method == "reset")?);
            }
            "send" => args["event"] = subject.clone(),
            "advance" => args["milliseconds"] = subject.clone(),
            "object" => args["id"] = subject.clone(),
            "rebind" => return self.rebind_to(subject.as_str().unwrap_or_default(), args),
            _ => {}
        }
        let name = if method == "object" { "editDataObject" } else { method };
        let mut events = match self.of_run(name, args) {
            Ok(taken @ Value::Array(_)) => {
                return Ok(Ok(vec![json!({ "type": "printed", "text": taken.to_string() })]));
            }
            Ok(update) => events_of(&update),
            Err(error) => return Ok(Err(error)),
        };
        let goes_on = !matches!(method.as_str(), "step" | "suspend" | "cancel" | "terminate") && step["then"] != "stop";
        Ok(match goes_on.then(|| self.go_on()) {
            Some(Ok(more)) => {
                events.extend(more);
                Ok(events)
            }
            Some(Err(error)) if error["code"] != "run/ended" && error["code"] != "run/suspended" => Err(error),
            _ => Ok(events),
        })
    }

    /// The task of an element: `a` is the first that is live, `a#1` the second, `a!` the one in an incident; for a reset
    /// finished ones count too.
    fn task(&mut self, subject: &str, finished: bool) -> Result<u32, String> {
        let (element, index) = subject.split_once('#').unwrap_or((subject, "0"));
        let filter = json!({ "filter": { "element": element, "finished": finished } });
        let tasks = self.of_run("tasks", filter).unwrap();
        let tasks: Vec<&Value> = tasks.as_array().unwrap().iter().collect();
        if let Some(element) = subject.strip_suffix('!') {
            let failed = json!({ "filter": { "element": element, "state": "ERROR" } });
            return Ok(number(&self.of_run("tasks", failed).unwrap()[0]["id"]));
        }
        let own: Vec<&&Value> = tasks.iter().filter(|task| task["repeated"] != true || tasks.len() == 1).collect();
        let found = own.get(index.parse::<usize>().unwrap_or(0)).map(|task| number(&task["id"]));
        // No task has the number 0: the run refuses it.
        Ok(found.unwrap_or_default())
    }

    /// Everything that can be asked of the run.
    pub(crate) fn view(&mut self) -> Value {
        let asked = ["info", "tasks", "waiting", "jobs", "lanes", "dataObjects", "dataStores", "elementStates", "log"];
        asked
            .into_iter()
            .map(|method| (method.to_owned(), self.query(method)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    }

    fn tell(&mut self, heading: &str, done: Done, played: &mut Played) {
        let view = if self.run == 0 { Value::Null } else { self.view() };
        if let Some(position) = view["info"]["position"].as_u64() {
            self.seen.retain(|(known, _)| *known != position);
            self.seen.push((position, view.clone()));
        }
        trace::write(&mut played.trace, heading, &done, &view);
        played.views.push(view);
    }

    pub(crate) fn between(&mut self, between: Between) -> Result<(), String> {
        match between {
            Between::Nothing | Between::Elements => Ok(()),
            Between::SaveAndRestore => self.save_and_restore(),
            Between::LookBack => self.look_back(),
            Between::Fork => self.fork(),
            Between::Rebind => self.renumber(),
            Between::Edit => self.add_element(),
        }
    }

    /// Puts an edited version of the diagram in its place and binds the run to it.
    fn rebind_to(&mut self, version: &str, options: Value) -> Result<Done, String> {
        let found = self.edits.iter().find(|(name, _)| name == version);
        let text = found.ok_or_else(|| format!("{version} is not among the edits"))?.1.clone();
        let name = self.files[0].0.clone();
        self.put(&name, &text);
        let result = match self.of_run("rebind", json!({ "options": options })) {
            Ok(result) => result,
            Err(error) => return Ok(Err(error)),
        };
        let mut told = rebound(&result);
        if result["bound"] == true && options["dryRun"] != true {
            self.files[0].1 = text;
            told.extend(self.go_on().unwrap_or_default());
        }
        Ok(Ok(told))
    }

    fn rebind(&mut self) -> Result<(), String> {
        for (name, text) in self.files.clone() {
            self.put(&name, &text);
        }
        let result = self.of_run("rebind", json!({})).map_err(|error| error.to_string())?;
        self.bound += 1;
        if result["bound"] == true { Ok(()) } else { Err(format!("not bound: {result}")) }
    }

    /// A file before the others comes and goes.
    fn renumber(&mut self) -> Result<(), String> {
        for (name, _) in self.files.clone() {
            self.call("workspace.remove", json!({ "workspace": self.workspace, "name": name })).unwrap();
        }
        match self.bound % 2 {
            0 => self.put("before.bpmn", BEFORE),
            _ => drop(self.call("workspace.remove", json!({ "workspace": self.workspace, "name": "before.bpmn" }))),
        }
        let length = self.query("info")["length"].clone();
        self.rebind()?;
        if self.query("info")["length"] == length { Ok(()) } else { Err("numbers are told in the log".to_owned()) }
    }

    /// One more element that nothing leads to, and that nothing of the run asks for.
    fn add_element(&mut self) -> Result<(), String> {
        let (name, text) = self.files[0].clone();
        let Some(end) = text.find("process>").and_then(|at| text[..at].rfind("</")) else { return Ok(()) };
        let prefix = text[end + 2..].split("process>").next().unwrap();
        let element = format!(r#"<{prefix}subProcess id="added{}" triggeredByEvent="false" />"#, self.bound);
        let edited = format!("{}{element}{}", &text[..end], &text[end..]);
        self.files[0] = (name, edited);
        self.rebind()
    }

    fn save_and_restore(&mut self) -> Result<(), String> {
        let saved = self.session.save(self.run).map_err(|error| error.message)?;
        let _ = self.of_run("close", json!({}));
        self.run = self.session.restore(self.workspace, &saved).map_err(|error| error.message)?.run;
        let again = self.session.save(self.run).map_err(|error| error.message)?;
        if saved == again { Ok(()) } else { Err("saved again, the bytes are others".to_owned()) }
    }

    /// Looks at every position so far; what was seen at the end of a step must be seen there again.
    fn look_back(&mut self) -> Result<(), String> {
        let length = self.query("info")["length"].as_u64().unwrap();
        // Long runs are looked at here and there.
        let stride = 1 + length / 200;
        for position in (0..=length).rev().filter(|position| position % stride == 0).chain([length]) {
            self.of_run("checkout", json!({ "position": position })).map_err(|error| error.to_string())?;
            let known = self.seen.iter().find(|(known, _)| *known == position).map(|(_, view)| view.clone());
            let Some(mut known) = known else { continue };
            let mut view = self.view();
            [&mut known, &mut view].into_iter().for_each(forget_future);
            if let Some(found) = trace::difference(&known, &view) {
                return Err(format!("position {position} looks different: {found}"));
            }
        }
        Ok(())
    }

    /// Goes on as a fork of the run.
    fn fork(&mut self) -> Result<(), String> {
        let forked = self.of_run("fork", json!({})).map_err(|error| error.to_string())?;
        let _ = self.of_run("close", json!({}));
        self.run = number(&forked["run"]);
        Ok(())
    }
}

/// A file with a process that no case asks for.
const BEFORE: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
<process id="unasked"><startEvent id="unaskedStart" /></process></definitions>"#;

/// What a re-bind did, and what was in its way.
fn rebound(result: &Value) -> Vec<Value> {
    let mut told = events_of(&result["update"]);
    for element in result["elements"].as_array().into_iter().flatten() {
        let problem = &element["problem"];
        let why = match problem {
            Value::Null => String::new(),
            problem => format!(": {} {}", problem["code"].as_str().unwrap(), problem["message"].as_str().unwrap()),
        };
        let properties = element["properties"].as_array().into_iter().flatten();
        let properties: Vec<&str> = properties.filter_map(|property| property["name"].as_str()).collect();
        let properties = if properties.is_empty() { String::new() } else { format!(" ({})", properties.join(", ")) };
        let (id, change) = (element["element"].as_str().unwrap(), element["change"].as_str().unwrap());
        let (id, tasks) = (format!("{id} is {change}{properties}"), element["tasks"].as_array().unwrap().len());
        let text = if tasks > 0 { format!("{id} under {tasks}{why}") } else { format!("{id}{why}") };
        told.push(json!({ "type": "printed", "text": text }));
    }
    for problem in result["problems"].as_array().into_iter().flatten() {
        told.push(json!({ "type": "printed", "text": problem["message"] }));
    }
    if result["bound"] == false {
        told.push(json!({ "type": "printed", "text": "not bound" }));
    }
    told
}

/// What a view of the past cannot have in common with the view of then.
fn forget_future(view: &mut Value) {
    for field in ["length", "past", "notice"] {
        view["info"][field] = Value::Null;
    }
    view["log"] = Value::Null;
}

fn number(value: &Value) -> u32 {
    u32::try_from(value.as_u64().unwrap_or(0)).unwrap()
}

fn events_of(update: &Value) -> Vec<Value> {
    update["events"].as_array().cloned().unwrap_or_default()
}
