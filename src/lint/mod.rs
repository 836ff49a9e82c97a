//! What can be known of diagrams before they run: one rule for each mistake, all of them asked at once.
//!
//! In: the models of a workspace. Out: diagnostics, in the order of files and places. A rule is a type of its own in
//! [`rules`], with its explanation and its tests beside it; the list there is the only place that knows them all. An
//! error means that the diagram cannot run, a warning that it runs otherwise than it looks, a hint is a matter of style.

mod context;
mod control;
mod names;
pub mod rules;
mod target;
#[cfg(test)]
mod testing;

pub use context::{Context, Workspace};
pub use control::Control;
pub use target::Target;

use crate::bpmn::Model;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::dmn::Decisions;
use crate::table::sort_by_key;

/// One thing to look for.
pub trait Rule: Sync {
    /// The codes it tells.
    fn codes(&self) -> &'static [Code];

    /// Why it matters, for a person who has never heard of it; some sentences.
    fn explanation(&self) -> &'static str;

    /// The rule of bpmnlint that looks for the same, for those who come from there.
    fn twin(&self) -> Option<&'static str> {
        None
    }

    /// Looks through one file of the workspace.
    fn check(&self, context: &mut Context<'_>);
}

/// How many hints of one code a file may have before the rest is summed up.
const HINTS: usize = 10;

/// Everything the rules find in the files of a workspace.
pub fn check(models: &[&Model]) -> Vec<Diagnostic> {
    check_for(models, &Decisions::default(), Target::Standard)
}

/// The same, where there are decisions too, with the severities that an engine gives them.
pub fn check_for(models: &[&Model], decisions: &Decisions, target: Target) -> Vec<Diagnostic> {
    let ids = decisions.ids().map(|id| &**id).collect();
    let workspace = Workspace::with_decisions(models, ids);
    let mut found = Vec::new();
    for file in 0..models.len() {
        let mut context = Context::new(&workspace, file);
        rules::ALL.iter().for_each(|rule| rule.check(&mut context));
        let found_here = std::mem::take(&mut context.found);
        let heard = found_here.into_iter().filter(|finding| target.concerns(finding.code));
        let judged = heard.map(|finding| target.judge(&context, finding));
        let mut of_file = summed_up(judged.collect());
        sort_by_key(&mut of_file, |problem| problem.place.span);
        found.extend(of_file);
    }
    found
}

/// The rule that tells a code.
pub fn rule_of(code: Code) -> Option<&'static dyn Rule> {
    rules::ALL.iter().copied().find(|rule| rule.codes().contains(&code))
}

/// Findings beyond the first ones of their code become one.
fn summed_up(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(found.len());
    let mut counts: Vec<Count> = Vec::new();
    for problem in found {
        let limit = limit(problem.severity);
        let count = counted(&mut counts, problem.code);
        count.number += 1;
        if count.number <= limit {
            count.last = kept.len();
            kept.push(problem);
        } else if let Some(last) = kept.get_mut(count.last) {
            *last = summary(problem, count.number - limit + 1);
        }
    }
    kept
}

/// How often a code was found, and where the last finding that is kept stands.
struct Count {
    code: Code,
    number: usize,
    last: usize,
}

fn counted(counts: &mut Vec<Count>, code: Code) -> &mut Count {
    let known = counts.iter().position(|count| count.code == code);
    let at = known.unwrap_or(counts.len());
    if known.is_none() {
        counts.push(Count { code, number: 0, last: 0 });
    }
    &mut counts[at]
}

/// How many findings of a code a file has shown before the rest is summed up.
fn limit(severity: Severity) -> usize {
    match severity {
        Severity::Hint => HINTS,
        Severity::Information => 50,
        Severity::Warning | Severity::Error => 200,
    }
}

fn summary(problem: Diagnostic, more: usize) -> Diagnostic {
    let message = format!("{more} more: {}", problem.code.summary());
    let mut summary = Diagnostic::new(problem.code, message).severity(problem.severity);
    summary.place.file = problem.place.file;
    summary
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes;

    #[test]
    fn hints_do_not_flood() {
        let hint = |_| Diagnostic::new(codes::STYLE_LABEL, "x");
        let kept = summed_up((0..25).map(hint).collect());
        assert_eq!(kept.len(), HINTS);
        assert!(kept.last().unwrap().message.starts_with("16 more"));
    }

    #[test]
    fn every_rule_explains_itself_and_owns_its_codes() {
        let mut codes: Vec<Code> = rules::ALL.iter().flat_map(|rule| rule.codes()).copied().collect();
        let count = codes.len();
        codes.sort_by_key(|code| code.name());
        codes.dedup();
        assert_eq!(codes.len(), count);
        assert!(rules::ALL.iter().all(|rule| rule.explanation().ends_with('.')));
    }
}
