//! Instructions and forms: found for a task, filled in with its data.

#[cfg(all(test, feature = "jinja"))]
mod tests;

use super::convert::Sources;
use super::session::Session;
use super::types::{self, ApiError, FormInfo, Rendered, SignalButton, TemplateOptions};
use super::workspace::Workspace;
use super::{describe, view};
use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic, Place, codes, did_you_mean};
use crate::engine::{Instance, InstanceId, Part, Scripts};
use crate::graph::{self, Kind as NodeKind, Node, has_holes};
use crate::history::Run;
use crate::language::{Failure, Input, Kind, LanguageId, Outcome, ScriptError};
use crate::source::{Source, Span, Text};
use crate::value::{Map, Value};

impl Session {
    /// What a task, live or finished, shows to the person who does it; `None` when there is no such task.
    pub(super) fn form(&mut self, run: u32, task: u32) -> Result<Option<FormInfo>, ApiError> {
        let open = self.open_run(run)?;
        let Some((node, data)) = view::data_of(&open.run, InstanceId(task)) else { return Ok(None) };
        let (deployment, workspace, now) = (open.run.deployment().clone(), open.workspace, open.run.state().now);
        let signals = signal_buttons(&open.run, InstanceId(task));
        let node = deployment.node(node);
        let mut filling = Filling { scripts: self.scripts.as_mut(), data: &data, now, problems: Vec::new() };
        let workspace = self.workspaces.get(&workspace);
        let file = &deployment.level(node.level).file;
        let mut info =
            FormInfo { data: entered(node, &data), variable: variable(node).cloned(), signals, ..FormInfo::default() };
        if let Some(form) = &node.form {
            filling.fill(form, node, file, workspace, &mut info);
        }
        let told = |problem: &Diagnostic| workspace.map(|workspace| workspace.sources().diagnostic(problem));
        info.problems = filling.problems.iter().filter_map(told).collect();
        Ok(Some(info))
    }

    /// Fills in a template with data.
    pub(super) fn render(&mut self, template: &str, data: &Map, options: &TemplateOptions) -> Rendered {
        let kind = if options.format.as_deref() == Some("json") { Kind::JsonTemplate } else { Kind::Template };
        let check = self.scripts.check(LanguageId::Jinja, template, kind).unwrap_or_default();
        let reads = check.reads;
        let missing = reads.iter().filter(|name| !data.contains_key(name)).cloned().collect();
        let filled = rendered(self.scripts.as_mut(), template, kind, data, options.now.unwrap_or(0));
        let source = Source::new("template", template);
        match filled {
            Ok(text) => Rendered { text, problems: Vec::new(), missing },
            Err(error) => {
                let range = error.range;
                let problem = problem(error, data, &reads);
                let range =
                    range.map(|(start, end)| types::Range { start: source.position(start), end: source.position(end) });
                let told = types::Diagnostic { range, ..Sources(&IndexMap::new()).diagnostic(&problem) };
                Rendered { text: template.to_owned(), problems: vec![told], missing }
            }
        }
    }
}

impl Workspace {
    /// A file that a diagram names: in the diagram's folder, else anywhere in the workspace under that name.
    fn beside(&self, diagram: &str, name: &str) -> Option<&Source> {
        let folder = diagram.rsplit_once('/').map_or("", |(folder, _)| folder);
        let near = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let found = self.files.get(&*near).or_else(|| self.files.get(name));
        let tail = format!("/{name}");
        found
            .or_else(|| self.files.iter().find(|(known, _)| known.ends_with(&tail)).map(|(_, file)| file))
            .map(|file| &file.source)
    }

    /// Whether the file of a form, or what a guest is told, has to be filled in: neither is a text of the deployment.
    pub(super) fn has_form_templates(&self, deployment: &graph::Deployment) -> bool {
        deployment.nodes.iter().any(|node| {
            let Some(form) = &node.form else { return false };
            let file = &deployment.level(node.level).file;
            let files = form.schema.iter().chain(&form.ui_schema).filter_map(|name| self.beside(file, name));
            let told = form.confirmation.as_ref().is_some_and(|text| has_holes(text));
            told || files.into_iter().any(|source| has_holes(&source.text))
        })
    }

    /// Files that forms name and that are not there.
    pub(super) fn missing_form_files(&self, deployment: &graph::Deployment) -> Vec<Diagnostic> {
        let named = deployment.nodes.iter().flat_map(|node| {
            let names = node.form.iter().flat_map(|form| form.schema.iter().chain(&form.ui_schema));
            names.map(move |name| (node, name))
        });
        let missing = named.filter_map(|(node, name)| {
            let file = &deployment.level(node.level).file;
            self.beside(file, name).is_none().then(|| file_missing(node, file, name))
        });
        missing.collect()
    }
}

/// The buttons of a task: its boundary events that wait for a signal and have a label.
fn signal_buttons(run: &Run, task: InstanceId) -> Vec<SignalButton> {
    let instances = run.state().instances.iter();
    let waiting = instances.filter(|(_, instance)| instance.part == Part::Boundary { host: task });
    let button = |(id, instance): (InstanceId, &Instance)| {
        let node = run.deployment().node(instance.node);
        let label = node.extensions.as_ref()?.signal_button.clone()?;
        let signal = node.kind.triggers().iter().find_map(|trigger| match trigger {
            graph::Trigger::Signal { name, .. } => Some(name.clone()),
            _ => None,
        })?;
        Some(SignalButton { label, signal, target: id.0 })
    };
    waiting.filter_map(button).collect()
}

fn file_missing(node: &Node, file: &Text, name: &str) -> Diagnostic {
    let shown = node.name.as_ref().unwrap_or(&node.id);
    let message = format!("The form of \"{shown}\" is in {name}, which is not in the workspace.");
    Diagnostic { place: place(node, file), ..Diagnostic::new(codes::FORM_FILE_MISSING, message) }
}

fn place(node: &Node, file: &Text) -> Place {
    Place { file: Some(file.clone()), element: Some(node.id.clone()), property: None, span: Some(node.span) }
}

/// The variable that takes what a person enters.
fn variable(node: &Node) -> Option<&Text> {
    match &node.kind {
        NodeKind::Human { variable } => variable.as_ref(),
        _ => None,
    }
}

/// What a form begins with: the value of its variable, else the data of the task.
fn entered(node: &Node, data: &Map) -> Map {
    match variable(node) {
        Some(name) => data.get(name).and_then(Value::as_map).cloned().unwrap_or_default(),
        None => data.clone(),
    }
}

/// Fills in templates with the data of a task and collects what goes wrong.
struct Filling<'s> {
    scripts: &'s mut dyn Scripts,
    data: &'s Map,
    now: i64,
    problems: Vec<Diagnostic>,
}

impl Filling<'_> {
    fn fill(&mut self, form: &graph::Form, node: &Node, file: &Text, files: Option<&Workspace>, info: &mut FormInfo) {
        info.fields = form.fields.iter().map(describe::form_field).collect();
        info.instructions = form.instructions.as_ref().map(|code| {
            let place = |range| code.place(range);
            self.text(&code.text.text, Kind::Template, &place)
        });
        let own = |_| place(node, file);
        info.confirmation = form.confirmation.as_ref().map(|text| self.text(text, Kind::Template, &own));
        if let Some(workspace) = files {
            info.schema = form.schema.as_ref().and_then(|name| self.json(workspace, file, node, name));
            info.ui_schema = form.ui_schema.as_ref().and_then(|name| self.json(workspace, file, node, name));
        }
    }

    fn json(&mut self, workspace: &Workspace, file: &Text, node: &Node, name: &str) -> Option<Value> {
        let Some(source) = workspace.beside(file, name) else {
            self.problems.push(file_missing(node, file, name));
            return None;
        };
        let inside = |range: Option<(u32, u32)>| Place {
            file: Some(source.name.clone()),
            element: Some(node.id.clone()),
            property: None,
            span: range.map(|(start, end)| Span::new(start, end)),
        };
        let text = self.text(&source.text, Kind::JsonTemplate, &inside);
        match serde_json::from_str(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                let message = format!("{} is no JSON: {error}", source.name);
                self.problems
                    .push(Diagnostic { place: inside(None), ..Diagnostic::new(codes::FORM_NOT_JSON, message) });
                None
            }
        }
    }

    /// The filled in template; the template itself, and a problem, when that fails.
    fn text(&mut self, template: &str, kind: Kind, place: &dyn Fn(Option<(u32, u32)>) -> Place) -> String {
        rendered(self.scripts, template, kind, self.data, self.now).unwrap_or_else(|error| {
            let place = place(error.range);
            let reads = self.scripts.check(LanguageId::Jinja, template, kind).unwrap_or_default().reads;
            self.problems.push(Diagnostic { place, ..problem(error, self.data, &reads) });
            template.to_owned()
        })
    }
}

fn rendered(
    scripts: &mut dyn Scripts,
    template: &str,
    kind: Kind,
    data: &Map,
    now: i64,
) -> Result<String, ScriptError> {
    if !has_holes(template) {
        return Ok(template.to_owned());
    }
    let input = Input { variables: data.clone(), now, ..Input::default() };
    match scripts.run(LanguageId::Jinja, template, kind, &input)? {
        Outcome::Done(done) => Ok(done.value.as_str().unwrap_or_default().to_owned()),
        Outcome::Call(_) => Ok(template.to_owned()),
    }
}

fn problem(error: ScriptError, data: &Map, reads: &[Text]) -> Diagnostic {
    let code: Code = match error.failure {
        Failure::Syntax => codes::JINJA_SYNTAX,
        Failure::Unavailable => codes::RUN_LANGUAGE_UNAVAILABLE,
        Failure::Limit => codes::RUN_SCRIPT_LIMIT,
        _ => codes::JINJA_ERROR,
    };
    let problem = Diagnostic::new(code, error.message);
    match error.help.or_else(|| absent(data, reads)) {
        Some(help) => problem.help(help),
        None => problem,
    }
}

/// Names the first variable a template reads that is not in the data.
fn absent(data: &Map, reads: &[Text]) -> Option<String> {
    let name = reads.iter().find(|name| !data.contains_key(name))?;
    let near = did_you_mean(name, data.keys().map(|key| &**key));
    let near = near.map_or_else(String::new, |near| format!(" Did you mean \"{near}\"?"));
    Some(format!("The data has no \"{name}\".{near}"))
}
