//! What can be known of decisions before they are made: what they refer to, whether their tables are whole, and where they
//! differ from what SpiffWorkflow makes of them.

mod cells;
mod table;

use super::Practice;
use super::decisions::{Decisions, Place};
use super::model::{Base, Decision, Logic, Model, Requirement, RequirementKind};
use crate::diagnostic::{self, Code, Diagnostic, Severity, codes, did_you_mean};
use crate::source::Text;

impl Decisions {
    /// Everything that is wrong with the decisions of all files, by file.
    pub fn check(&self, practice: Practice) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (number, model) in self.models.iter().enumerate() {
            let mut check = Check { decisions: self, number, model, practice, found: Vec::new() };
            check.file();
            found.extend(check.found);
        }
        found.extend(self.circles().iter().map(|circle| self.circle_found(circle)));
        found
    }

    fn circle_found(&self, circle: &[Place]) -> Diagnostic {
        let names = self.names(circle);
        let message = match circle {
            [_] => format!("{names} requires itself."),
            _ => format!("{names} require each other in a circle."),
        };
        let mut places = circle.iter().take(20).map(|place| self.get(*place));
        let first = places.next().map(|(model, decision)| place(model, &decision.base));
        let problem = Diagnostic::new(codes::DMN_REQUIREMENT_CYCLE, message);
        let problem = Diagnostic { place: first.unwrap_or_default(), ..problem };
        places.fold(problem, |problem, (model, decision)| {
            problem.related(format!("{} is part of it.", decision.base.shown()), place(model, &decision.base))
        })
    }
}

fn place(model: &Model, base: &Base) -> diagnostic::Place {
    diagnostic::Place {
        file: Some(model.file.clone()),
        element: Some(base.id.clone()),
        property: None,
        span: Some(base.span),
    }
}

/// One file being looked through.
struct Check<'d> {
    decisions: &'d Decisions,
    number: usize,
    model: &'d Model,
    practice: Practice,
    found: Vec<Diagnostic>,
}

impl<'d> Check<'d> {
    fn file(&mut self) {
        for (number, decision) in self.model.decisions.iter().enumerate() {
            self.duplicate(number, decision);
            self.requirements(&decision.requirements, &decision.base);
            self.logic(decision);
        }
        for knowledge in &self.model.knowledge {
            self.requirements(&knowledge.requirements, &knowledge.base);
        }
        if self.practice == Practice::FirstMatch && self.model.decisions.len() != 1 {
            self.several_decisions();
        }
    }

    /// A finding at an element of this file.
    fn at(&mut self, code: Code, base: &Base, message: impl Into<String>) -> Diagnostic {
        Diagnostic { place: place(self.model, base), ..Diagnostic::new(code, message) }
    }

    fn duplicate(&mut self, number: usize, decision: &'d Decision) {
        let Some(first) = self.decisions.find(&decision.base.id).filter(|first| first.model != self.number) else {
            return;
        };
        // Twice in one file is told by the reader.
        if self.model.decisions.iter().position(|known| known.base.id == decision.base.id) != Some(number) {
            return;
        }
        let (other, known) = self.decisions.get(first);
        let message = format!("The decision {} is also in {}, which is used.", decision.base.id, other.file);
        let problem = self.at(codes::WORKSPACE_DUPLICATE_DECISION, &decision.base, message);
        self.found.push(problem.related("It is first here.", place(other, &known.base)));
    }

    fn several_decisions(&mut self) {
        let (base, message) = match self.model.decisions.as_slice() {
            [_, second, ..] => (&second.base, format!("{} is the second decision of its file.", second.base.shown())),
            _ if self.model.base.id.is_empty() => return,
            _ => (&self.model.base, "The file has no decision.".to_owned()),
        };
        let problem = self.at(codes::DMN_SEVERAL_DECISIONS, base, message);
        self.found.push(problem);
    }

    fn requirements(&mut self, requirements: &'d [Requirement], base: &'d Base) {
        for needed in requirements {
            if !self.exists(needed) {
                let problem = self.unresolved(needed, base);
                self.found.push(problem);
            }
        }
    }

    fn exists(&self, needed: &Requirement) -> bool {
        let of_file = |model: &Model| {
            let is = |base: &Base| base.id == needed.id;
            match needed.kind {
                RequirementKind::Decision => model.decisions.iter().any(|decision| is(&decision.base)),
                RequirementKind::Input => model.inputs.iter().any(is),
                RequirementKind::Knowledge => {
                    model.knowledge.iter().any(|knowledge| is(&knowledge.base)) || model.others.iter().any(is)
                }
                RequirementKind::Authority => {
                    let graph = model.decisions.iter().map(|decision| &decision.base);
                    graph.chain(&model.inputs).chain(&model.others).any(is)
                }
            }
        };
        of_file(self.model) || needed.external && self.decisions.models.iter().any(|model| of_file(model))
    }

    fn unresolved(&mut self, needed: &Requirement, base: &Base) -> Diagnostic {
        let (what, names): (&str, Vec<&Text>) = match needed.kind {
            RequirementKind::Decision => ("decision", self.decisions.ids().collect()),
            RequirementKind::Input => ("input data", self.model.inputs.iter().map(|input| &input.id).collect()),
            RequirementKind::Knowledge => {
                ("business knowledge model", self.model.knowledge.iter().map(|knowledge| &knowledge.base.id).collect())
            }
            RequirementKind::Authority => {
                ("knowledge source", self.model.others.iter().map(|other| &other.id).collect())
            }
        };
        let near = did_you_mean(&needed.id, names.iter().map(|name| &***name));
        let message = format!("{} requires the {what} {}, which does not exist.", base.shown(), needed.id);
        let mut problem =
            self.at(codes::DMN_UNRESOLVED_REFERENCE, base, message).property("href").span(Some(needed.span));
        // What is imported can be elsewhere, and an authority means nothing to a run.
        if needed.external || needed.kind == RequirementKind::Authority {
            problem = problem.severity(Severity::Warning);
        }
        match near {
            Some(near) => {
                let fix = vec![(needed.span, format!("#{near}"))];
                problem.help(format!("Did you mean {near}?")).fix(format!("Require {near}"), fix)
            }
            None => problem,
        }
    }

    fn logic(&mut self, decision: &'d Decision) {
        let base = &decision.base;
        match &decision.logic {
            Some(Logic::Table(table)) => self.table(table),
            Some(Logic::Literal(text)) if text.is_empty() => self.no_logic(base, "has an empty expression"),
            Some(Logic::Literal(_)) if self.practice == Practice::FirstMatch => {
                self.no_logic(base, "is made without a table")
            }
            Some(Logic::Literal(_)) => {}
            Some(Logic::Boxed { kind, span }) => {
                let message = format!("{} is made by a boxed {kind}, which cannot be run yet.", base.shown());
                let problem = self.at(codes::DMN_NOT_EXECUTABLE_YET, base, message);
                self.found.push(problem.span(Some(*span)));
            }
            None => self.no_logic(base, "does not say how it is made"),
        }
    }

    fn no_logic(&mut self, base: &Base, what: &str) {
        let mut problem = self.at(codes::DMN_NO_LOGIC, base, format!("{} {what}.", base.shown()));
        if self.practice == Practice::FirstMatch {
            problem = problem.severity(Severity::Error).help("SpiffWorkflow needs a decision table.");
        }
        self.found.push(problem);
    }
}

#[cfg(test)]
mod tests;
