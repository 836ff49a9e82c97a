//! What tasks show, as hosts see it.

use serde_json::{Value, json};

use crate::api::{NoFunctions, Session, call};
use crate::language::registry::Languages;

struct Host(Session);

impl Host {
    /// A workspace, number 1, with a user task that has these extension elements, and a run of it, number 1.
    fn new(extensions: &str, files: &[(&str, &str)]) -> Self {
        let mut host = Self(Session::new(Box::new(Languages::linked()), Box::new(NoFunctions)));
        host.ask("workspace.open", json!({ "options": { "profile": "spiffworkflow" } }));
        let diagram = diagram(extensions);
        for (name, text) in [("m/p.bpmn", diagram.as_str())].iter().chain(files) {
            host.ask("workspace.put", json!({ "workspace": 1, "name": name, "text": text }));
        }
        host
    }

    fn ask(&mut self, method: &str, args: Value) -> Value {
        match call(&mut self.0, method, &args.to_string()) {
            Ok(value) => serde_json::from_str(&value).unwrap_or_default(),
            Err(error) => json!([error.code, error.message]),
        }
    }

    /// The form of the user task, started with this data.
    fn form(&mut self, data: Value) -> Value {
        let started =
            self.ask("workspace.start", json!({ "workspace": 1, "process": "P", "options": { "data": data } }));
        let run = &started["run"];
        self.ask("run.continue", json!({ "run": run }));
        let tasks = self.ask("run.tasks", json!({ "run": run, "filter": { "manual": true } }));
        self.ask("run.form", json!({ "run": run, "task": tasks[0]["id"] }))
    }

    fn problems(&mut self, data: Value) -> Vec<String> {
        told(&self.form(data)["problems"])
    }
}

fn told(problems: &Value) -> Vec<String> {
    let line = |problem: &Value| {
        let place = problem["range"]["start"]["line"].as_u64().unwrap_or(0);
        let text = |key: &str| problem[key].as_str().unwrap_or("-").to_owned();
        format!("{} {}:{place} {}", text("code"), text("file"), text("help"))
    };
    problems.as_array().into_iter().flatten().map(line).collect()
}

fn diagram(extensions: &str) -> String {
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:s='http://spiffworkflow.org/bpmn/schema/1.0/core'
            xmlns:camunda='http://camunda.org/schema/1.0/bpmn'>
<process id='P' isExecutable='true'><startEvent id='s'/><sequenceFlow id='f' sourceRef='s' targetRef='u'/>
<userTask id='u' name='Fill'><extensionElements>{extensions}</extensionElements></userTask>
<sequenceFlow id='g' sourceRef='u' targetRef='e'/><endEvent id='e'/></process></definitions>"
    )
}

const FILES: &str = "<s:properties><s:property name='formJsonSchemaFilename' value='a.json'/></s:properties>";

#[test]
fn instructions_are_filled_in_with_the_data_of_the_task() {
    let mut host = Host::new("<s:instructionsForEndUser># For {{ who }}</s:instructionsForEndUser>", &[]);
    assert_eq!(host.form(json!({ "who": "Ann & Bo" }))["instructions"], "# For Ann &amp; Bo");
    let mut plain = Host::new("<s:instructionsForEndUser>Just do it</s:instructionsForEndUser>", &[]);
    assert_eq!(plain.form(json!({}))["instructions"], "Just do it");
    assert_eq!(plain.ask("workspace.languages", json!({ "workspace": 1 })), json!([]));
}

#[test]
fn a_schema_is_a_template_beside_the_diagram() {
    let mut host =
        Host::new(FILES, &[("m/a.json", r#"{"title": "{{ t }}", "enum": {{ xs|tojson }}}"#), ("a.json", "{}")]);
    let form = host.form(json!({ "t": "say \"hi\"", "xs": [1, 2] }));
    assert_eq!(form["schema"], json!({ "title": "say \"hi\"", "enum": [1, 2] }));
    assert_eq!(form["problems"], json!([]));
}

#[test]
fn a_variable_takes_what_is_entered() {
    let mut host = Host::new("<s:variableName>order</s:variableName>", &[]);
    let form = host.form(json!({ "order": { "id": 7 }, "other": 1 }));
    assert_eq!((&form["variable"], &form["data"]), (&json!("order"), &json!({ "id": 7 })));
}

#[test]
fn fields_of_the_diagram_come_with_their_constraints() {
    let field = "<camunda:formData><camunda:formField id='n' type='long' label='N'><camunda:validation><camunda:constraint name='min' config='1'/></camunda:validation></camunda:formField></camunda:formData>";
    let form = Host::new(field, &[]).form(json!({}));
    assert_eq!(form["fields"][0]["constraints"], json!([["min", "1"]]));
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let mut missing = Host::new(FILES, &[]);
    let help = "Add the file beside the diagram, or correct the name in the properties of the task.";
    assert_eq!(missing.problems(json!({})), [format!("form/file-missing m/p.bpmn:4 {help}")]);
    let validated = told(&missing.ask("workspace.validate", json!({ "workspace": 1 })));
    assert!(validated.iter().any(|line| line.starts_with("form/file-missing m/p.bpmn:4")), "{validated:?}");

    let broken = Host::new(FILES, &[("m/a.json", "{\n\"title\": {{ t }}}")]).problems(json!({ "t": "no quotes" }));
    assert!(broken[0].starts_with("form/not-json m/a.json:0"), "{broken:?}");

    let mut wrong = Host::new("<s:instructionsForEndUser>a\n{{ custommer.name }}</s:instructionsForEndUser>", &[]);
    let told = wrong.problems(json!({ "customer": {} }));
    assert_eq!(told, ["jinja/error m/p.bpmn:5 The data has no \"custommer\". Did you mean \"customer\"?"]);

    let mut open = Host::new("<s:instructionsForEndUser>{% if x %}</s:instructionsForEndUser>", &[]);
    assert!(open.problems(json!({}))[0].starts_with("jinja/syntax m/p.bpmn:4"));
    let found = open.ask("workspace.validate", json!({ "workspace": 1 })).to_string();
    assert!(found.contains("jinja/syntax"), "{found}");
}

#[test]
fn templates_can_be_tried_with_any_data() {
    let mut host = Host::new("", &[]);
    let args = json!({ "workspace": 1, "template": "{{ a }} {{ b }}", "data": { "a": 1 } });
    assert_eq!(host.ask("workspace.render", args), json!({ "text": "1 ", "problems": [], "missing": ["b"] }));
    let args = json!({ "workspace": 1, "template": "x\n{{ b.c }}" });
    let failed = host.ask("workspace.render", args);
    assert_eq!(failed["problems"][0]["range"]["start"]["line"], 2);
}
