//! Single texts run without a run, and what tests of diagrams need to know of them.

use std::sync::Arc;

use super::convert;
use super::open::RunHost;
use super::session::Session;
use super::types::{ApiError, ElementSummary, Evaluation, EvaluationOptions, TextPlace, UnitTestInfo, VariableChange};
use super::view;
use super::workspace::Workspace;
use crate::bpmn::{Content, FlowNode};
use crate::diagnostic::{Diagnostic, codes};
use crate::engine::{Caller, Environment, Evaluated, InstanceId, Limits, run_text};
use crate::graph::{Code, Deployment, LevelId};
use crate::language::Done;
use crate::source::Text;
use crate::value::Map;

impl Session {
    /// Runs one text of an element with these variables.
    pub(super) fn evaluate(
        &mut self,
        workspace: u32,
        text: &TextPlace,
        data: &Map,
        options: EvaluationOptions,
    ) -> Result<Evaluation, ApiError> {
        let deployment = self.workspace(workspace)?.deployment();
        let code = find(&deployment, text)?;
        let node = deployment.nodes_named(&code.element).first().copied();
        let around = Environment {
            context: Map::new(),
            globals: options.globals.as_ref(),
            functions: &options.functions,
            now: options.now.unwrap_or(0),
            seed: options.seed.unwrap_or(1),
            milliseconds: Limits::default().script_milliseconds,
            caller: Caller { graph: &deployment, task: InstanceId(0), node, data, now: options.now.unwrap_or(0) },
        };
        let mut host = RunHost { functions: self.functions.as_mut(), run: 0, handlers: &[] };
        match run_text(self.scripts.as_mut(), &mut host, &code, data, &around, Vec::new()) {
            Ok(Evaluated::Done(done)) => Ok(outcome(data, done)),
            Ok(Evaluated::Later(call, _)) => {
                let text = format!("The host function {} answers later; give one that answers at once.", call.function);
                Err(convert::error(Diagnostic::new(codes::RUN_HOST_FUNCTION, text)))
            }
            Err(incident) => {
                let workspace = self.workspace(workspace)?;
                let diagnostic = workspace.sources().incident(0, code.element.clone(), &incident).diagnostic;
                let (message, help) = (diagnostic.message.clone(), diagnostic.help.clone());
                Err(ApiError { code: diagnostic.code, message, help, diagnostics: vec![diagnostic] })
            }
        }
    }
}

fn find(deployment: &Deployment, text: &TextPlace) -> Result<Arc<Code>, ApiError> {
    let TextPlace { element, role, file } = text;
    let fits = |code: &&Arc<Code>| {
        *code.element == **element
            && role.as_deref().is_none_or(|role| code.role.name() == role)
            && file.as_deref().is_none_or(|file| *code.file == *file)
    };
    deployment.codes.iter().find(fits).cloned().ok_or_else(|| {
        let what = role.as_deref().unwrap_or("script or expression");
        let text = format!("The element {element} has no {what} in the workspace.");
        convert::error(Diagnostic::new(codes::API_INVALID_OPTION, text))
    })
}

fn outcome(before: &Map, done: Done) -> Evaluation {
    let mut data = before.clone();
    for (name, value) in done.changes {
        match value {
            Some(value) => _ = data.insert(name, value),
            None => _ = data.remove(&name),
        }
    }
    let changes: Vec<VariableChange> = view::changes(before, &data);
    Evaluation { value: done.value, data, changes, printed: done.printed }
}

impl Workspace {
    /// Everything tokens can come through: nodes and sequence flows, in the order of the files.
    pub(super) fn elements(&mut self) -> Vec<ElementSummary> {
        let deployment = self.deployment();
        let place = |level: LevelId| {
            let process = deployment.level(deployment.level(level).process);
            (process.id.clone(), process.file.clone())
        };
        let nodes = deployment.nodes.iter().map(|node| {
            let (process, file) = place(node.level);
            ElementSummary { id: node.id.clone(), name: node.name.clone(), kind: node.type_name, process, file }
        });
        let flows = deployment.flows.iter().map(|flow| {
            let (process, file) = place(deployment.node(flow.source).level);
            ElementSummary { id: flow.id.clone(), name: flow.name.clone(), kind: "sequenceFlow", process, file }
        });
        nodes.chain(flows).collect()
    }

    /// The tests that stand in the diagrams.
    pub(super) fn unit_tests(&self) -> Vec<UnitTestInfo> {
        let mut found = Vec::new();
        for (file, read) in &self.files {
            for process in read.model.iter().flat_map(|model| &model.processes) {
                self.collect(&process.content, file, &process.base.id, &mut found);
            }
        }
        found
    }

    /// Looks through a level and those inside it. The depth is bounded by the XML reader's limit.
    fn collect(&self, content: &Content, file: &Text, process: &Text, found: &mut Vec<UnitTestInfo>) {
        for node in &content.nodes {
            found.extend(self.tests_of(node, file, process));
            if let Some(inner) = node.content() {
                self.collect(inner, file, process, found);
            }
        }
    }

    fn tests_of(&self, node: &FlowNode, file: &Text, process: &Text) -> Vec<UnitTestInfo> {
        let tests = node.base.extensions.known().map(|known| known.unit_tests.as_slice()).unwrap_or_default();
        let range = self.sources().range(Some(file), Some(node.base.span));
        let info = |test: &crate::bpmn::extension::UnitTest| UnitTestInfo {
            id: test.id.clone(),
            element: node.base.id.clone(),
            process: process.clone(),
            file: file.clone(),
            input: test.input.clone(),
            expected: test.expected.clone(),
            range,
        };
        tests.iter().map(info).collect()
    }
}
