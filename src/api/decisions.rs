//! Decisions of a workspace: what there are, what is wrong with their texts, and making one on its own.

use super::convert;
use super::session::Session;
use super::types::{ApiError, DecisionInfo, DecisionOptions, DecisionResult, MatchedRule};
use super::workspace::Workspace;
use crate::diagnostic::{self, Diagnostic, codes, did_you_mean};
use crate::dmn::{Decisions, Failed, Logic, Made, Placed, Practice};
use crate::engine::{Answer, DecisionTexts, Limits, Scripts, Semantics};
use crate::language::{Call, LanguageId, ScriptLimits};
use crate::source::Text;
use crate::value::Map;

/// How tables are understood under a profile.
pub(super) fn practice(semantics: &Semantics) -> Practice {
    if semantics.decisions_take_first_match { Practice::FirstMatch } else { Practice::Standard }
}

impl Session {
    /// Makes a decision of a workspace with these variables.
    pub(super) fn decide(
        &mut self,
        workspace: u32,
        decision: &str,
        data: &Map,
        options: &DecisionOptions,
    ) -> Result<DecisionResult, ApiError> {
        let practice = practice(&self.workspace(workspace)?.semantics);
        let deployment = self.workspace(workspace)?.deployment();
        let decisions = &deployment.decisions;
        let place = decisions.find(decision).ok_or_else(|| unknown(decisions, decision))?;
        let limits = ScriptLimits { milliseconds: Limits::default().script_milliseconds, ..ScriptLimits::default() };
        let mut texts = DecisionTexts {
            scripts: self.scripts.as_mut(),
            answer: &mut |call: &Call| Answer::Failed(format!("there is no function {}", call.function)),
            globals: options.globals.as_ref(),
            functions: &[],
            now: options.now.unwrap_or(0),
            seed: options.seed.unwrap_or(1),
            limits,
            printed: String::new(),
            slept: 0,
        };
        let decided = decisions.decide(place, data, &mut texts, practice);
        let decided = match decided {
            Ok(decided) => decided,
            Err(failed) => return Err(self.workspace(workspace)?.refused(*failed)),
        };
        let rules = decided.made.iter().flat_map(|made| matched(decisions, made)).collect();
        Ok(DecisionResult { value: decided.value, outputs: decided.outputs, rules })
    }
}

fn unknown(decisions: &Decisions, decision: &str) -> ApiError {
    let near = did_you_mean(decision, decisions.ids().map(|id| &**id));
    let hint = near.map(|near| format!(" Did you mean {near}?")).unwrap_or_default();
    let text = format!("There is no decision {decision} in the workspace.{hint}");
    convert::error(Diagnostic::new(codes::RUN_UNKNOWN_DECISION, text))
}

fn matched<'d>(decisions: &'d Decisions, made: &'d Made) -> impl Iterator<Item = MatchedRule> + 'd {
    made.rules.iter().map(|rule| MatchedRule {
        decision: made.decision.clone(),
        rule: rule.clone(),
        number: decisions.rule_number(&made.decision, rule).unwrap_or_default(),
    })
}

impl Workspace {
    fn refused(&self, failed: Failed) -> ApiError {
        let diagnostics = vec![self.sources().diagnostic(&failed.diagnostic)];
        ApiError { diagnostics, ..convert::error(failed.diagnostic) }
    }

    /// The decisions of all files.
    pub(super) fn decisions(&mut self) -> Vec<DecisionInfo> {
        let deployment = self.deployment();
        let decisions = &deployment.decisions;
        decisions.ids().filter_map(|id| Some(info(decisions, id, decisions.find(id)?))).collect()
    }
}

fn info(decisions: &Decisions, id: &Text, place: crate::dmn::Place) -> DecisionInfo {
    let (model, decision) = decisions.get(place);
    let table = match &decision.logic {
        Some(Logic::Table(table)) => Some(table),
        _ => None,
    };
    let written = |input: &crate::dmn::Input| input.expression.as_ref().map(|written| written.text.text.clone());
    DecisionInfo {
        id: id.clone(),
        name: decision.base.name.clone(),
        file: model.file.clone(),
        hit_policy: table.map(|table| table.hit_policy.name()),
        inputs: table.iter().flat_map(|table| &table.inputs).map(|input| written(input).unwrap_or_default()).collect(),
        outputs: table.iter().flat_map(|table| &table.outputs).map(|output| output.base.shown().clone()).collect(),
        rules: table.map_or(0, |table| table.rules.len()),
        requires: decisions.required(place).into_iter().map(|place| decisions.get(place).1.base.id.clone()).collect(),
    }
}

/// The FEEL texts of each file, which no language at hand can run, as one problem a file.
pub(super) fn feel_missing(texts: &[Placed<'_>], scripts: &mut dyn Scripts) -> Vec<Diagnostic> {
    let is_feel = |text: &&Placed<'_>| text.language == LanguageId::Feel;
    let Some(first) = texts.iter().find(is_feel) else { return Vec::new() };
    if scripts.check(LanguageId::Feel, &first.expression.text.text, first.kind).is_some() {
        return Vec::new();
    }
    let mut found: Vec<(diagnostic::Place, usize)> = Vec::new();
    for text in texts.iter().filter(is_feel) {
        match found.last_mut() {
            Some((place, count)) if place.file.as_ref() == Some(text.file) => *count += 1,
            _ => found.push((text.place(None), 1)),
        }
    }
    let told = |(place, count): (diagnostic::Place, usize)| {
        let (texts, are) = if count == 1 { ("text", "is") } else { ("texts", "are") };
        let message = format!("{count} {texts} of the file {are} in FEEL, which cannot be run yet.");
        Diagnostic { place, ..Diagnostic::new(codes::DMN_NOT_EXECUTABLE_YET, message) }
    };
    found.into_iter().map(told).collect()
}
