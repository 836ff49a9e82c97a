//! What a rule sees: one file with its index and its control flow, the workspace around it, and where findings go.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::{Control, names};
use crate::bpmn::index::{FlowId, Item, NodeId, ScopeId};
use crate::bpmn::{Base, Index, Model};
use crate::diagnostic::{Code, Diagnostic, Place, Severity, did_you_mean};
use crate::table::sort_by;

/// All files, looked up once.
pub struct Workspace<'w> {
    files: Vec<(Index<'w>, Control)>,
    /// Processes and global tasks by id, with the file that has the id first.
    callable: HashMap<&'w str, (usize, &'w Base), FixedState>,
    /// Processes whose id another file has had before: file and process.
    pub duplicates: Vec<(usize, &'w Base)>,
    /// Ids of the decisions of all DMN files.
    pub decisions: Vec<&'w str>,
}

impl<'w> Workspace<'w> {
    /// Looks everything up, without decisions.
    pub fn new(models: &[&'w Model]) -> Self {
        Self::with_decisions(models, Vec::new())
    }

    /// Looks everything up.
    pub fn with_decisions(models: &[&'w Model], decisions: Vec<&'w str>) -> Self {
        let index = |model: &&'w Model| {
            let index = Index::new(model);
            let control = Control::new(&index);
            (index, control)
        };
        let files = models.iter().map(index).collect();
        let mut workspace = Self { files, callable: HashMap::default(), duplicates: Vec::new(), decisions };
        for (file, model) in models.iter().enumerate() {
            let processes = model.processes.iter().map(|process| &process.base);
            let tasks = model.global_tasks.iter().map(|task| &task.base);
            processes.chain(tasks).for_each(|base| workspace.add(file, base));
        }
        workspace
    }

    fn add(&mut self, file: usize, base: &'w Base) {
        match self.callable.get(&*base.id) {
            Some((first, _)) if *first != file => self.duplicates.push((file, base)),
            Some(_) => {}
            None => {
                self.callable.insert(&base.id, (file, base));
            }
        }
    }

    /// The process or global task of that id, and the number of its file.
    pub fn callable(&self, id: &str) -> Option<(usize, &'w Base)> {
        self.callable.get(id).copied()
    }

    /// The ids of everything that can be called, sorted.
    pub fn callable_ids(&self) -> Vec<&'w str> {
        let mut ids: Vec<_> = self.callable.keys().copied().collect();
        sort_by(&mut ids, Ord::cmp);
        ids
    }
}

/// One file as a rule sees it.
pub struct Context<'w> {
    /// All files.
    pub workspace: &'w Workspace<'w>,
    /// The number of this file.
    pub file: usize,
    /// This file.
    pub index: &'w Index<'w>,
    /// Its control flow.
    pub control: &'w Control,
    /// What was found.
    pub found: Vec<Diagnostic>,
    /// How often "did you mean" may still be asked, which compares a name with all others.
    suggestions: usize,
}

impl<'w> Context<'w> {
    /// The view of one file.
    pub fn new(workspace: &'w Workspace<'w>, file: usize) -> Self {
        let (index, control) = &workspace.files[file];
        Self { workspace, file, index, control, found: Vec::new(), suggestions: 50 }
    }

    /// The index of another file.
    pub fn other(&self, file: usize) -> &'w Index<'w> {
        &self.workspace.files[file].0
    }

    /// Every node of the file.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.index.nodes.len() as u32).map(NodeId)
    }

    /// Every sequence flow of the file.
    pub fn flows(&self) -> impl Iterator<Item = FlowId> + use<> {
        (0..self.index.flows.len() as u32).map(FlowId)
    }

    /// Every process and sub-process of the file.
    pub fn scopes(&self) -> impl Iterator<Item = ScopeId> + use<> {
        (0..self.index.scopes.len() as u32).map(ScopeId)
    }

    /// How a message names a node.
    pub fn node_name(&self, id: NodeId) -> String {
        names::element(self.index, Item::Node(id))
    }

    /// How a message names a sequence flow.
    pub fn flow_name(&self, id: FlowId) -> String {
        names::element(self.index, Item::Flow(id))
    }

    /// How a message names any element.
    pub fn name(&self, item: Item<'w>) -> String {
        names::element(self.index, item)
    }

    /// How a message names a process or sub-process.
    pub fn scope_name(&self, id: ScopeId) -> String {
        match self.index.scope(id).owner {
            Some(owner) => self.node_name(owner),
            None => names::named("process", self.scope_base(id)),
        }
    }

    /// Id and place of a process or sub-process.
    pub fn scope_base(&self, id: ScopeId) -> &'w Base {
        let scope = self.index.scope(id);
        match scope.owner {
            Some(owner) => &self.index.node(owner).node.base,
            None => &self.index.model.processes[scope.process as usize].base,
        }
    }

    /// The severity where the process is meant to run; one less where it may be there to be looked at only.
    pub fn severity(&self, scope: ScopeId, running: Severity) -> Severity {
        let process = self.index.scope(scope).process as usize;
        let executable = self.index.model.processes[process].executable == Some(true);
        match running {
            Severity::Error if !executable => Severity::Warning,
            Severity::Warning if !executable => Severity::Hint,
            severity => severity,
        }
    }

    /// The severity of what is left open: it keeps a process from running, and does a drawing no harm.
    pub fn severity_of_gap(&self, scope: ScopeId) -> Severity {
        match self.severity(scope, Severity::Error) {
            Severity::Error => Severity::Error,
            _ => Severity::Hint,
        }
    }

    /// A finding at an element.
    pub fn at(&self, code: Code, base: &Base, message: impl AsRef<str>) -> Diagnostic {
        Diagnostic::new(code, names::sentence(message.as_ref())).at(base.id.clone()).span(Some(base.span))
    }

    /// A finding at a node.
    pub fn at_node(&self, code: Code, id: NodeId, message: impl AsRef<str>) -> Diagnostic {
        self.at(code, &self.index.node(id).node.base, message)
    }

    /// A finding at a sequence flow.
    pub fn at_flow(&self, code: Code, id: FlowId, message: impl AsRef<str>) -> Diagnostic {
        self.at(code, &self.index.flow(id).flow.base, message)
    }

    /// The place of an element of this file.
    pub fn place(&self, base: &Base) -> Place {
        Place {
            file: self.index.model.file.clone(),
            element: Some(base.id.clone()),
            property: None,
            span: Some(base.span),
        }
    }

    /// The name that was probably meant.
    pub fn suggest<'c>(&mut self, name: &str, candidates: impl FnOnce(&Self) -> Vec<&'c str>) -> Option<&'c str> {
        self.suggestions = self.suggestions.checked_sub(1)?;
        did_you_mean(name, candidates(self))
    }

    /// Notes a finding.
    pub fn report(&mut self, mut finding: Diagnostic) {
        finding.place.file = self.index.model.file.clone();
        self.found.push(finding);
    }
}
