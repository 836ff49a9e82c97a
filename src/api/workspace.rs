//! A workspace: files by name, read once, compiled when they are run or validated.

use std::sync::Arc;

use indexmap::IndexMap;

use super::convert::Sources;
use super::decisions;
use super::file::{File, kind_of};
use super::types::{
    self, CollaborationInfo, FileInfo, ParticipantInfo, ProcessInfo, StartInfo, StartTrigger, WorkspaceOptions,
};
use crate::bpmn::{self, Model};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::dmn::{self, Decisions, Placed};
use crate::engine::{Scripts, Semantics};
use crate::graph::{Code, Deployment, Dialect, Kind, LevelId, NodeId, Options, compile};
use crate::language::LanguageId;
use crate::lint::{self, Target};
use crate::source::{Source, Text};
use crate::table::{Table, sort_by, sort_by_key};

/// A range of a text, in bytes.
type Range = Option<(u32, u32)>;

/// Files by name, and what they compile to.
pub(super) struct Workspace {
    pub(super) semantics: Semantics,
    pub(super) files: IndexMap<Text, File>,
    options: Options,
    compiled: Option<(Arc<Deployment>, Arc<Vec<Diagnostic>>)>,
    /// What keeps processes from running, as far as it was asked since the files were compiled.
    obstacles: Table<LevelId, Vec<types::Diagnostic>>,
    /// Problems of single texts, by language, kind and text, kept while the text is there.
    checked: IndexMap<(LanguageId, crate::language::Kind, Text), Vec<Diagnostic>>,
}

impl Workspace {
    /// A workspace without files; refuses options it does not know.
    pub(super) fn new(options: WorkspaceOptions) -> Result<Self, types::ApiError> {
        let profile = options.profile.as_deref().unwrap_or("bpmn");
        let semantics =
            Semantics::named(profile).ok_or_else(|| invalid("profile", profile, "bpmn or spiffworkflow"))?;
        let dialect = options.dialect.as_deref().unwrap_or("spiff");
        let dialect = dialect_named(dialect).ok_or_else(|| invalid("dialect", dialect, "spiff, camunda or bpmn"))?;
        // What SpiffWorkflow runs is Python, in decisions too, whether a file says so or not.
        let usual = if profile == "spiffworkflow" { "python" } else { "javascript" };
        let language = options.language.as_deref().unwrap_or(usual);
        let language =
            LanguageId::named(language).ok_or_else(|| invalid("language", language, "javascript or python"))?;
        Ok(Self {
            semantics: overridden(semantics.with_dialect(dialect), options.semantics.unwrap_or_default())?,
            files: IndexMap::new(),
            options: Options { language, dialect },
            compiled: None,
            obstacles: Table::new(),
            checked: IndexMap::new(),
        })
    }

    pub(super) fn sources(&self) -> Sources<'_> {
        Sources(&self.files)
    }

    /// Adds or replaces a file; gives the problems found in reading it.
    pub(super) fn put(&mut self, source: Source, undecoded: Vec<Diagnostic>) -> Vec<types::Diagnostic> {
        self.compiled = None;
        let name = source.name.clone();
        let (mut model, mut decisions, mut diagnostics) = (None, None, Vec::new());
        match kind_of(&source) {
            "bpmn" => {
                let (mut read, found) = bpmn::read(&source);
                read.file = Some(name.clone());
                (model, diagnostics) = (Some(read), found);
            }
            "dmn" => {
                let (read, found) = dmn::read(&source);
                (decisions, diagnostics) = (Some(Arc::new(read)), found);
            }
            _ => {}
        }
        diagnostics.extend(undecoded);
        for diagnostic in &mut diagnostics {
            diagnostic.place.file.get_or_insert_with(|| name.clone());
        }
        self.files.insert(name.clone(), File { source, model, decisions, diagnostics });
        let file = self.files.get(&name);
        let found = file.into_iter().flat_map(|file| &file.diagnostics);
        found.map(|diagnostic| self.sources().diagnostic(diagnostic)).collect()
    }

    pub(super) fn remove(&mut self, name: &str) -> bool {
        self.compiled = None;
        self.files.shift_remove(name).is_some()
    }

    pub(super) fn files(&self) -> Vec<FileInfo> {
        let info = |(name, file): (&Text, &File)| FileInfo {
            name: name.clone(),
            kind: kind_of(&file.source),
            processes: file
                .model
                .iter()
                .flat_map(|model| &model.processes)
                .map(|process| process.base.id.clone())
                .collect(),
            decisions: file
                .decisions
                .iter()
                .flat_map(|model| &model.decisions)
                .map(|decision| decision.base.id.clone())
                .collect(),
            errors: file.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count(),
        };
        self.files.iter().map(info).collect()
    }

    /// All files compiled; made when needed.
    pub(super) fn deployment(&mut self) -> Arc<Deployment> {
        self.compile().0
    }

    fn compile(&mut self) -> (Arc<Deployment>, Arc<Vec<Diagnostic>>) {
        if let Some((deployment, diagnostics)) = &self.compiled {
            return (deployment.clone(), diagnostics.clone());
        }
        let (deployment, mut diagnostics) = self.compile_anew();
        let models: Vec<&Model> = self.files.values().filter_map(|file| file.model.as_ref()).collect();
        let spiffworkflow = self.semantics == Semantics::SPIFFWORKFLOW;
        let target = if spiffworkflow { Target::SpiffWorkflow } else { Target::Standard };
        diagnostics.extend(lint::check_for(&models, &deployment.decisions, target));
        let compiled = (Arc::new(deployment), Arc::new(diagnostics));
        self.obstacles.clear();
        self.compiled = Some(compiled.clone());
        compiled
    }

    /// The same diagrams again, as a copy of its own.
    pub(super) fn compile_anew(&self) -> (Deployment, Vec<Diagnostic>) {
        let models: Vec<&Model> = self.files.values().filter_map(|file| file.model.as_ref()).collect();
        let (mut deployment, mut diagnostics) = compile(&models, self.options);
        let decisions = self.files.values().filter_map(|file| file.decisions.clone()).collect();
        deployment.decisions = Decisions::new(decisions, self.options.language);
        diagnostics.extend(deployment.decisions.check(decisions::practice(&self.semantics)));
        deployment.files = self.file_texts().map(|(name, text)| (name.clone(), text.clone())).collect();
        (deployment, diagnostics)
    }

    /// Other versions of the files, compiled as these are; without any, these.
    pub(super) fn compile_version(&self, files: Vec<(Text, Text)>) -> Deployment {
        if files.is_empty() {
            return self.compile_anew().0;
        }
        let (semantics, options) = (self.semantics, self.options);
        let mut other = Self {
            semantics,
            files: IndexMap::new(),
            options,
            compiled: None,
            checked: IndexMap::new(),
            obstacles: Default::default(),
        };
        for (name, text) in files {
            other.put(Source::new(&name, &text), Vec::new());
        }
        other.compile_anew().0
    }

    /// Names and texts of diagrams and decisions.
    fn file_texts(&self) -> impl Iterator<Item = (&Text, &Text)> {
        let files = self.files.iter().filter(|(_, file)| file.model.is_some() || file.decisions.is_some());
        files.map(|(name, file)| (name, &file.source.text))
    }

    /// Whether these are the files it has.
    pub(super) fn has_files(&self, files: &[(Text, Text)]) -> bool {
        self.file_texts().eq(files.iter().map(|(name, text)| (name, text)))
    }

    /// Every problem of one file or all, texts of the languages that are there included.
    pub(super) fn validate(&mut self, file: Option<&str>, scripts: &mut dyn Scripts) -> Vec<types::Diagnostic> {
        let (deployment, compiled) = self.compile();
        let texts = self.check_texts(&deployment, scripts);
        let read = self.files.values().flat_map(|file| &file.diagnostics);
        let all = read.chain(compiled.iter()).chain(&texts);
        let wanted = all.filter(|diagnostic| file.is_none() || diagnostic.place.file.as_deref() == file);
        let mut found: Vec<types::Diagnostic> =
            wanted.map(|diagnostic| self.sources().diagnostic(diagnostic)).collect();
        sort_by_key(&mut found, |diagnostic| (file_rank(self, diagnostic), diagnostic.range.map(|range| range.start)));
        found
    }

    fn check_texts(&mut self, deployment: &Deployment, scripts: &mut dyn Scripts) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut kept = IndexMap::new();
        let cells: Vec<Placed<'_>> = deployment.decisions.texts().collect();
        let codes = deployment.codes.iter().map(|code| {
            let place: Box<dyn Fn(Range) -> Place> = Box::new(|range| code.place(range));
            ((code.language, code.kind, code.text.text.clone()), place)
        });
        let texts = codes.chain(cells.iter().map(|cell| {
            let place: Box<dyn Fn(Range) -> Place> = Box::new(|range| cell.place(range));
            ((cell.language, cell.kind, cell.expression.text.text.clone()), place)
        }));
        for (key, place) in texts {
            let known = kept.get(&key).or_else(|| self.checked.get(&key)).cloned();
            let checked = known.or_else(|| Some(scripts.check(key.0, &key.2, key.1)?.diagnostics));
            let Some(checked) = checked else { continue };
            found.extend(checked.iter().map(|problem| moved(problem, &place)));
            kept.insert(key, checked);
        }
        self.checked = kept;
        found.extend(decisions::feel_missing(&cells, scripts));
        found.extend(self.missing_form_files(deployment));
        found
    }

    /// Problems that keep a process and what it calls from running.
    pub(super) fn obstacles(&mut self, level: LevelId) -> Vec<types::Diagnostic> {
        let (deployment, compiled) = self.compile();
        if let Some(known) = self.obstacles.get(&level) {
            return known.clone();
        }
        let files = files_run(&deployment, level);
        let read = self.files.iter().filter(|(name, _)| files.contains(*name)).flat_map(|(_, file)| &file.diagnostics);
        let compiled = compiled.iter().filter(|diagnostic| self.is_in_way(&deployment, &files, diagnostic));
        let errors = read.filter(|diagnostic| diagnostic.is_error()).chain(compiled);
        let found: Vec<types::Diagnostic> = errors.map(|diagnostic| self.sources().diagnostic(diagnostic)).collect();
        self.obstacles.insert(level, found.clone());
        found
    }

    fn is_in_way(&self, deployment: &Deployment, files: &[Text], diagnostic: &Diagnostic) -> bool {
        let here = diagnostic.place.file.as_ref().is_none_or(|file| files.contains(file));
        // A model that SpiffWorkflow runs must run: it never looks at what no token can reach.
        let reachable = self.semantics != Semantics::SPIFFWORKFLOW
            || diagnostic.place.element.as_ref().is_none_or(|element| is_connected(deployment, element));
        diagnostic.is_error() && here && reachable
    }

    /// The languages the texts of all files need.
    pub(super) fn languages(&mut self) -> Vec<&'static str> {
        let deployment = self.deployment();
        let cells = deployment.decisions.texts().map(|text| text.language);
        let forms = self.has_form_templates(&deployment).then_some(LanguageId::Jinja);
        languages_of(deployment.codes.iter().map(|code| code.language).chain(cells).chain(forms))
    }

    pub(super) fn processes(&mut self) -> Vec<ProcessInfo> {
        let deployment = self.deployment();
        deployment.processes.iter().map(|(id, level)| process_info(&deployment, id, *level)).collect()
    }

    pub(super) fn collaborations(&mut self) -> Vec<CollaborationInfo> {
        let deployment = self.deployment();
        let participants = |known: &crate::graph::Collaboration| {
            let info = |participant: &crate::graph::Participant| ParticipantInfo {
                id: participant.id.clone(),
                name: participant.name.clone(),
                process: participant.process_id.clone(),
            };
            known.participants.iter().map(info).collect()
        };
        let info = |known: &crate::graph::Collaboration| CollaborationInfo {
            id: known.id.clone(),
            name: known.name.clone(),
            file: known.file.clone(),
            participants: participants(known),
        };
        deployment.collaborations.values().map(info).collect()
    }
}

/// Sets single switches, which go by their names with blanks between the words.
fn overridden(mut semantics: Semantics, switches: IndexMap<String, bool>) -> Result<Semantics, types::ApiError> {
    for (name, value) in switches {
        if !semantics.set(&name.replace(' ', "_"), value) {
            let known: Vec<String> = Semantics::NAMES.iter().map(|known| known.replace('_', " ")).collect();
            return Err(invalid("semantics", &name, &format!("one of the switches: {}", known.join(", "))));
        }
    }
    Ok(semantics)
}

fn invalid(option: &str, got: &str, expected: &str) -> types::ApiError {
    let text = format!("The option {option} is \"{got}\"; it must be {expected}.");
    super::convert::error(Diagnostic::new(codes::API_INVALID_OPTION, text))
}

fn dialect_named(name: &str) -> Option<Dialect> {
    match name {
        "spiff" => Some(Dialect::Spiff),
        "camunda" => Some(Dialect::Camunda),
        "bpmn" => Some(Dialect::Bpmn),
        _ => None,
    }
}

fn file_rank(workspace: &Workspace, diagnostic: &types::Diagnostic) -> usize {
    diagnostic.file.as_ref().and_then(|file| workspace.files.get_index_of(file)).unwrap_or(usize::MAX)
}

/// A text's own diagnostic, moved to where the text stands.
fn moved(diagnostic: &Diagnostic, place: &dyn Fn(Range) -> Place) -> Diagnostic {
    let place = place(diagnostic.place.span.map(|span| (span.start, span.end)));
    Diagnostic { place, ..diagnostic.clone() }
}

/// The files of a process and of everything it calls.
fn files_run(deployment: &Deployment, level: LevelId) -> Vec<Text> {
    let mut levels = vec![deployment.level(level).process];
    let mut at = 0;
    while let Some(level) = levels.get(at).copied() {
        for called in calls(deployment, level).filter_map(|id| deployment.processes.get(&id).copied()) {
            if !levels.contains(&called) {
                levels.push(called);
            }
        }
        at += 1;
    }
    levels.into_iter().map(|level| deployment.level(level).file.clone()).collect()
}

/// Ids of the processes a process calls, sub-processes included.
fn calls(deployment: &Deployment, process: LevelId) -> impl Iterator<Item = Text> {
    let nodes = deployment.nodes.iter().filter(move |node| deployment.level(node.level).process == process);
    nodes.filter_map(|node| match &node.kind {
        Kind::Call { process } => Some(process.clone()),
        _ => None,
    })
}

/// Whether an element is something a token can come to.
fn is_connected(deployment: &Deployment, element: &str) -> bool {
    deployment.nodes_named(element).iter().any(|node| {
        let found = deployment.node(*node);
        !found.incoming.is_empty() || deployment.level(found.level).starts.contains(node)
    })
}

fn languages_of(languages: impl Iterator<Item = LanguageId>) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = languages.map(LanguageId::name).collect();
    sort_by(&mut names, Ord::cmp);
    names.dedup();
    names
}

fn process_info(deployment: &Deployment, id: &Text, level: LevelId) -> ProcessInfo {
    let process = deployment.level(level);
    let own = |node: &&NodeId| deployment.level(deployment.node(**node).level).process == level;
    let elements = |element: &Text| deployment.nodes_named(element).iter().any(|node| own(&node));
    let codes =
        deployment.codes.iter().filter(|code| code.file == process.file && is_part(deployment, code, &elements));
    let lanes = deployment.lanes.iter().filter(|lane| lane.process == level);
    let mut calls: Vec<Text> = calls(deployment, level).collect();
    sort_by(&mut calls, Ord::cmp);
    calls.dedup();
    ProcessInfo {
        id: id.clone(),
        name: process.name.clone(),
        file: process.file.clone(),
        executable: process.executable,
        starts: process.starts.iter().map(|start| start_info(deployment, *start)).collect(),
        lanes: lanes.map(|lane| lane.name.clone().unwrap_or_else(|| lane.id.clone())).collect(),
        languages: languages_of(codes.map(|code| code.language)),
        calls,
    }
}

/// Whether a text belongs to an element of the process: a node, or a flow between its nodes.
fn is_part(deployment: &Deployment, code: &Code, is_node: &impl Fn(&Text) -> bool) -> bool {
    is_node(&code.element)
        || deployment.flows.iter().any(|flow| flow.id == code.element && is_node(&deployment.node(flow.source).id))
}

fn start_info(deployment: &Deployment, start: NodeId) -> StartInfo {
    let node = deployment.node(start);
    let trigger = match node.kind.triggers() {
        [] => "none",
        [trigger] => trigger.kind_name(),
        _ => "multiple",
    };
    let events = node
        .kind
        .triggers()
        .iter()
        .map(|trigger| StartTrigger { kind: trigger.kind_name(), event: trigger.label().cloned() });
    StartInfo { id: node.id.clone(), name: node.name.clone(), trigger, events: events.collect() }
}
