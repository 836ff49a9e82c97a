//! Runs that go over to the edited diagrams of their workspace.

use std::sync::Arc;

use super::convert::{self, Sources};
use super::open::RunHost;
use super::session::Session;
use super::types::{self, ApiError, PropertyChange, RebindOptions, RebindResult};
use crate::diagnostic::{Diagnostic, codes};
use crate::graph::{Deployment, LevelId};
use crate::history::{ElementChange, Plan, Surroundings};

impl Session {
    /// Goes on with a run on the present files of its workspace, where that can be; tells element by element where not.
    pub(super) fn rebind(&mut self, number: u32, options: RebindOptions) -> Result<RebindResult, ApiError> {
        let open = self.open_run(number)?;
        let (workspace, before) = (open.workspace, open.run.length());
        let new = self.workspace(workspace)?.deployment();
        let planned = self.open_run(number)?.run.plan_rebind(&new, &options.moves);
        let plan = planned.map_err(|rejection| self.rejected(number, rejection))?;
        let obstacles = self.obstacles_of(number, &new)?;
        let bound = plan.is_possible() && obstacles.is_empty();
        let elements = elements(&plan, &obstacles, &self.workspace(workspace)?.sources());
        if bound && !options.dry_run {
            self.go_over(number, &plan, new)?;
        }
        let alone = |problem: &types::Diagnostic| !elements.iter().any(|known| known.problem.as_ref() == Some(problem));
        let problems = obstacles.into_iter().filter(alone).collect();
        Ok(RebindResult { bound, elements, problems, update: self.update(number, before, None)? })
    }

    fn go_over(&mut self, number: u32, plan: &Plan, new: Arc<Deployment>) -> Result<(), ApiError> {
        let Session { scripts, functions, workspaces, runs, .. } = self;
        let unknown =
            || convert::error(Diagnostic::new(codes::API_UNKNOWN_HANDLE, format!("There is no run {number}.")));
        let open = runs.get_mut(&number).ok_or_else(unknown)?;
        let workspace = workspaces.get(&open.workspace).ok_or_else(unknown)?;
        let mut host = RunHost { functions: functions.as_mut(), run: number, handlers: &open.handlers };
        let around = Surroundings { scripts: scripts.as_mut(), host: &mut host };
        open.run.rebind(around, plan, new, || workspace.compile_anew().0);
        Ok(())
    }

    /// What keeps the edited processes of a run from running.
    fn obstacles_of(&mut self, number: u32, new: &Deployment) -> Result<Vec<types::Diagnostic>, ApiError> {
        let open = self.open_run(number)?;
        let scopes = open.run.state().scopes.values().filter(|scope| scope.owner.is_none());
        let ids = scopes.map(|scope| &open.run.deployment().level(scope.level).id);
        let levels: Vec<LevelId> = ids.filter_map(|id| new.processes.get(id).copied()).collect();
        let workspace = open.workspace;
        let mut found: Vec<types::Diagnostic> = Vec::new();
        for level in levels {
            let obstacles = self.workspace(workspace)?.obstacles(level);
            found.extend(obstacles.into_iter().filter(|obstacle| !found.contains(obstacle)).collect::<Vec<_>>());
        }
        Ok(found)
    }
}

/// The elements of a plan, with what keeps the edited diagrams from running where it belongs to one of them.
fn elements(plan: &Plan, obstacles: &[types::Diagnostic], sources: &Sources<'_>) -> Vec<types::ElementChange> {
    let element = |known: &ElementChange| {
        let obstacle = obstacles.iter().find(|obstacle| obstacle.element.as_ref() == Some(&known.element));
        let own = known.problem.as_ref().map(|problem| sources.diagnostic(problem));
        types::ElementChange {
            element: known.element.clone(),
            process: known.process.clone(),
            change: known.change.name(),
            properties: known.properties.iter().map(property).collect(),
            tasks: known.tasks.iter().map(|task| task.0).collect(),
            problem: own
                .filter(|own| obstacle.is_none() || own.severity == types::Severity::Error)
                .or(obstacle.cloned()),
        }
    };
    plan.elements.iter().map(element).collect()
}

fn property(property: &crate::graph::Property) -> PropertyChange {
    PropertyChange { name: property.name, before: property.before.clone(), after: property.after.clone() }
}
