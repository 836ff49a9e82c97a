//! What can be known of diagrams before they run: one rule for each mistake, all of them asked at once.
//!
//! In: the models of a workspace. Out: diagnostics, in the order of files and places. A rule is a type of its own in
//! [`rules`], with its explanation and its tests beside it; the list there is the only place that knows them all. An
//! error means that the diagram cannot run, a warning that it runs otherwise than it looks, a hint is a matter of style.

mod context;
mod control;
mod names;
pub mod rules;
#[cfg(test)]
mod testing;

pub use context::{Context, Workspace};
pub use control::Control;

use crate::bpmn::Model;
use crate::diagnostic::{Code, Diagnostic, Severity};

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
    let workspace = Workspace::new(models);
    let mut found = Vec::new();
    for file in 0..models.len() {
        let mut context = Context::new(&workspace, file);
        rules::ALL.iter().for_each(|rule| rule.check(&mut context));
        let mut of_file = summed_up(context.found);
        of_file.sort_by_key(|problem| problem.place.span);
        found.extend(of_file);
    }
    found
}

/// The rule that tells a code.
pub fn rule_of(code: Code) -> Option<&'static dyn Rule> {
    rules::ALL.iter().copied().find(|rule| rule.codes().contains(&code))
}

/// Hints beyond the first ones of their code become one.
fn summed_up(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(found.len());
    let mut counts: Vec<(Code, usize)> = Vec::new();
    for problem in found {
        if problem.severity != Severity::Hint {
            kept.push(problem);
            continue;
        }
        let known = counts.iter().position(|(code, _)| *code == problem.code);
        let at = known.unwrap_or_else(|| {
            counts.push((problem.code, 0));
            counts.len() - 1
        });
        counts[at].1 += 1;
        if counts[at].1 <= HINTS {
            kept.push(problem);
        }
    }
    for (code, count) in counts.into_iter().filter(|(_, count)| *count > HINTS) {
        let more = count - HINTS;
        let last = kept.iter().rev().find(|problem| problem.code == code);
        let place = last.map(|problem| problem.place.clone()).unwrap_or_default();
        let mut rest = Diagnostic::new(code, format!("{more} more: {}", code.summary()));
        rest.place.file = place.file;
        kept.push(rest);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes;

    #[test]
    fn hints_do_not_flood() {
        let hint = |_| Diagnostic::new(codes::STYLE_LABEL, "x");
        let kept = summed_up((0..25).map(hint).collect());
        assert_eq!(kept.len(), HINTS + 1);
        assert!(kept.last().unwrap().message.starts_with("15 more"));
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
