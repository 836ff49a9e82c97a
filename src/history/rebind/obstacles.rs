//! What is in the way of a re-bind, and what is worth knowing about it.

use super::{Elements, Moves, Plan, keeps, place};
use crate::diagnostic::{Diagnostic, codes};
use crate::engine::{Handler, Instance, Part, Token, Work, instant_text};
use crate::graph::{Change, Deployment, FlowId, Kind, LevelId, Nature, NodeId};
use crate::history::Run;
use crate::source::Text;

impl Plan {
    /// Takes away the instances whose tokens are moved.
    pub(super) fn withdraw(&mut self, run: &Run, new: &Deployment, moves: &Moves, elements: &mut Elements) {
        for (from, to) in moves {
            let mut found = false;
            for (id, instance) in &run.state.instances {
                if *run.deployment.node(instance.node).id != **from || matches!(instance.part, Part::Child { .. }) {
                    continue;
                }
                found = true;
                let (process, element) = place(&run.deployment, instance.node);
                match self.target(run, new, instance, to.as_ref()) {
                    Ok(node) => {
                        elements.of(&process, &element).tasks.push(id);
                        self.withdrawn.push((id, node));
                    }
                    Err(message) => elements.note(&process, &element, Diagnostic::new(codes::REBIND_MOVE, message)),
                }
            }
            match found {
                true => self.moved.push((from.clone(), to.clone())),
                false => elements.note_move(run, from),
            }
        }
    }

    /// The element a token is moved to; none for what only listens and is withdrawn.
    fn target(
        &self,
        run: &Run,
        new: &Deployment,
        instance: &Instance,
        to: Option<&Text>,
    ) -> Result<Option<NodeId>, String> {
        let listens = matches!(instance.part, Part::Boundary { .. } | Part::EventStart);
        let Some(to) = to else {
            let message = "A token must be moved to another element; only what listens beside the flow can be dropped.";
            return if listens { Ok(None) } else { Err(message.to_owned()) };
        };
        if listens {
            return Err("What listens beside the flow holds no token that could be moved.".to_owned());
        }
        let level = run.state.scopes.get(&instance.scope).and_then(|scope| self.counterparts.level(scope.level));
        let inside = |node: &NodeId| level == Some(new.node(*node).level);
        let found = new.nodes_named(to).iter().copied().find(inside);
        found
            .filter(|node| takes_tokens(&new.node(*node).kind))
            .map(Some)
            .ok_or_else(|| format!("There is no element {to} beside it that a token could be moved to."))
    }

    /// Looks at everything that lives and stays where it is.
    pub(super) fn look_at_instances(&self, run: &Run, new: &Deployment, elements: &mut Elements) {
        for (id, instance) in &run.state.instances {
            if self.is_withdrawn(run, id) {
                continue;
            }
            let (process, element) = place(&run.deployment, instance.node);
            elements.of(&process, &element).tasks.push(id);
            let problem = self.obstacle(run, new, instance).or_else(|| self.kept(run, instance, elements));
            if let Some(problem) = problem {
                elements.note(&process, &element, problem);
            }
        }
        for scope in run.state.scopes.values().filter(|scope| scope.owner.is_none()) {
            if self.counterparts.level(scope.level).is_none_or(|level| new.is_level_gone(level)) {
                let id = &run.deployment.level(scope.level).id;
                elements.note(id, id, Diagnostic::new(codes::REBIND_PROCESS, format!("The process {id} is gone.")));
            }
        }
        self.look_at_listeners(run, new, elements);
    }

    fn obstacle(&self, run: &Run, new: &Deployment, instance: &Instance) -> Option<Diagnostic> {
        let old = &run.deployment;
        let name = || label(old, instance.node);
        let Some(node) = self.counterparts.node(instance.node).filter(|node| !new.is_gone(*node)) else {
            return Some(self.why_gone(run, new, instance.node));
        };
        let gone = |flow: &FlowId| self.counterparts.flow(*flow).is_none_or(|flow| new.flow(flow).target != node);
        if let Some(flow) = flows(instance.at_work()).find(gone) {
            let text = format!(
                "{} holds a token that came by {}, which does not lead there any more.",
                name(),
                old.flow(flow).id
            );
            return Some(Diagnostic::new(codes::REBIND_FLOW, text));
        }
        match instance.at_work() {
            Work::Inner(scope) => self.called(old, new, run.state.scopes.get(scope)?.level, node),
            Work::Compensate(work) => {
                let gone =
                    |handler: &&Handler| self.counterparts.node(handler.node).is_none_or(|node| new.is_gone(node));
                let handler = work.open.iter().find(gone)?;
                let text = format!("{} is about to run {}, which is gone.", name(), label(old, handler.node));
                Some(Diagnostic::new(codes::REBIND_GONE, text))
            }
            _ => None,
        }
    }

    /// Whether the process of an active call is gone, or another one is called now.
    fn called(&self, old: &Deployment, new: &Deployment, level: LevelId, node: NodeId) -> Option<Diagnostic> {
        let Kind::Call { process } = &new.node(node).kind else { return None };
        let running = &old.level(level).id;
        let text = match new.processes.contains_key(running) {
            false => format!("{} runs the process {running}, which is gone.", label(new, node)),
            true if process != running => {
                format!("{} runs the process {running}, and calls {process} now.", label(new, node))
            }
            true => return None,
        };
        Some(Diagnostic::new(codes::REBIND_PROCESS, text))
    }

    /// In what an element that has no counterpart is another one.
    fn why_gone(&self, run: &Run, new: &Deployment, id: NodeId) -> Diagnostic {
        let (old, name) = (&run.deployment, label(&run.deployment, id));
        let (process, element) = place(old, id);
        let level = new.processes.get(&process).copied();
        let Some(node) = level.and_then(|level| new.node_in(level, &element)) else {
            return Diagnostic::new(codes::REBIND_GONE, format!("{name} is gone, and a token stands there."));
        };
        if self.counterparts.level(old.node(id).level) != Some(new.node(node).level) {
            let text = format!("{name} stands in another scope now, and a token is there.");
            return Diagnostic::new(codes::REBIND_SCOPE, text);
        }
        let (code, text) = match new.nature_change(old, id, node) {
            Some(Nature::Repetition) => (codes::REBIND_REPETITION, "is repeated in another way"),
            Some(Nature::Host) => (codes::REBIND_SCOPE, "is attached to another activity"),
            Some(Nature::Kind) | None => (codes::REBIND_KIND, "does something else"),
        };
        Diagnostic::new(code, format!("{name} {text} now, and a token stands there."))
    }

    /// What goes on with what was evaluated before the edit.
    fn kept(&self, run: &Run, instance: &Instance, elements: &Elements) -> Option<Diagnostic> {
        let graph = &run.deployment;
        let kept = keeps(&instance.work)?;
        let node = graph.node(instance.node);
        let behind = node.outgoing.iter().map(|flow| graph.flow(*flow).target);
        let listened = behind.filter(|_| matches!(node.kind, Kind::EventBased { .. }));
        let changed = |node: NodeId, names: &[&str]| {
            let (process, element) = place(graph, node);
            let found = elements.find(&process, &element);
            found.is_some_and(|found| found.properties.iter().any(|property| names.contains(&property.name)))
        };
        let text = match (kept, &instance.work) {
            ("timer", Work::Catch(catch)) => {
                let due = catch.timers.iter().map(|timer| timer.due).min()?;
                let other = [instance.node].into_iter().chain(listened).any(|node| changed(node, &["timer"]));
                other.then(|| {
                    format!(
                        "{} keeps the timer it waits for, due at {}.",
                        label(graph, instance.node),
                        instant_text(due)
                    )
                })
            }
            ("job", _) => changed(instance.node, &["operator", "parameters", "expression", "decision"])
                .then(|| format!("{} keeps the job that is out.", label(graph, instance.node))),
            _ => changed(instance.node, &["repetition", "expression"])
                .then(|| format!("{} keeps the instances it has begun with.", label(graph, instance.node))),
        }?;
        Some(Diagnostic::new(codes::REBIND_KEPT, text))
    }

    /// New boundary events of what is active already, and event sub-processes of open scopes, listen from the next time.
    fn look_at_listeners(&self, run: &Run, new: &Deployment, elements: &mut Elements) {
        let hosts: Vec<NodeId> =
            run.state.instances.values().filter_map(|instance| self.counterparts.node(instance.node)).collect();
        let open: Vec<LevelId> =
            run.state.scopes.values().filter_map(|scope| self.counterparts.level(scope.level)).collect();
        for (index, node) in new.nodes.iter().enumerate() {
            let listens = match &node.kind {
                Kind::Boundary { host, .. } => hosts.contains(host),
                Kind::SubProcess { event: true, .. } => open.contains(&node.level),
                _ => false,
            };
            let (process, element) = place(new, NodeId(index as u32));
            let added = elements.find(&process, &element).is_some_and(|found| found.change == Change::Added);
            if listens && added {
                let text = format!(
                    "{} listens from the next time on that what it belongs to begins.",
                    label(new, NodeId(index as u32))
                );
                elements.note(&process, &element, Diagnostic::new(codes::REBIND_LISTENS_LATER, text));
            }
        }
    }
}

impl Elements {
    /// A move for which there is nothing to move.
    fn note_move(&mut self, run: &Run, from: &Text) {
        let found = run.deployment.nodes_named(from).first().map(|node| place(&run.deployment, *node));
        let (process, element) = found.unwrap_or_else(|| ("".into(), from.clone()));
        let text = format!("No token stands at {from} that could be moved.");
        self.note(&process, &element, Diagnostic::new(codes::REBIND_MOVE, text));
    }
}

/// The flows by which the tokens of a join came, or still have to come.
fn flows(work: &Work) -> impl Iterator<Item = FlowId> {
    let (tokens, awaited): (&[Token], &[FlowId]) = match work {
        Work::Join(tokens) => (tokens, &[]),
        Work::Reset { awaited, held } => (held, awaited),
        _ => (&[], &[]),
    };
    tokens.iter().filter_map(|token| token.flow).chain(awaited.iter().copied())
}

/// Whether a token can be put on an element of that kind.
fn takes_tokens(kind: &Kind) -> bool {
    !matches!(kind, Kind::Boundary { .. } | Kind::Start(_) | Kind::SubProcess { event: true, .. })
}

fn label(graph: &Deployment, node: NodeId) -> String {
    let node = graph.node(node);
    format!("\"{}\"", node.label())
}
