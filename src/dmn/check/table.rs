//! Tables: whole rows, named outputs, hit policies that can be followed.

use super::Check;
use crate::diagnostic::codes;
use crate::dmn::Practice;
use crate::dmn::model::{Aggregation, Base, DecisionTable, HitPolicy, Rule};

impl<'d> Check<'d> {
    pub(super) fn table(&mut self, table: &'d DecisionTable) {
        for (number, rule) in table.rules.iter().enumerate() {
            self.entries(table, number, rule);
        }
        for (number, input) in table.inputs.iter().enumerate().filter(|(_, input)| input.expression.is_none()) {
            let message = format!("Input {} has no expression.", number + 1);
            let problem = self.at(codes::DMN_MISSING_EXPRESSION, &input.base, message);
            self.found.push(problem);
        }
        self.outputs(table);
        self.hit_policy(table);
        self.cells(table);
    }

    fn entries(&mut self, table: &DecisionTable, number: usize, rule: &Rule) {
        let counts =
            [("condition", rule.inputs.len(), table.inputs.len()), ("output", rule.outputs.len(), table.outputs.len())];
        for (what, has, needs) in counts.into_iter().filter(|(_, has, needs)| has != needs) {
            let plural = |count: usize| if count == 1 { format!("{count} {what}") } else { format!("{count} {what}s") };
            let columns = if needs == 1 { "column" } else { "columns" };
            let message = format!("Rule {} has {} for {needs} {columns}.", number + 1, plural(has));
            let problem = self.at(codes::DMN_RULE_ENTRIES, &rule.base, message);
            self.found.push(problem);
        }
    }

    fn outputs(&mut self, table: &DecisionTable) {
        if table.outputs.is_empty() {
            let problem = self.at(codes::DMN_NO_LOGIC, &table.base, "The table has no output.");
            self.found.push(problem);
        }
        for (number, output) in table.outputs.iter().enumerate() {
            let Base { name, label, .. } = &output.base;
            if name.is_none() && label.is_none() {
                let message = format!("Output {} has no name.", number + 1);
                let problem = self.at(codes::DMN_UNNAMED_OUTPUT, &output.base, message);
                self.found.push(problem.property("name"));
            }
            let same = |other: &&crate::dmn::Output| other.base.shown() == output.base.shown();
            if table.outputs.iter().take(number).any(|other| same(&other)) {
                let message = format!("Two outputs are named {}; the last one counts.", output.base.shown());
                let problem = self.at(codes::DMN_UNNAMED_OUTPUT, &output.base, message);
                self.found.push(problem.property("name"));
            }
        }
    }

    fn hit_policy(&mut self, table: &DecisionTable) {
        let policy = table.hit_policy;
        let ordered = matches!(policy, HitPolicy::Priority | HitPolicy::OutputOrder);
        let several = table.outputs.len() > 1;
        let message = match (self.practice, table.aggregation) {
            (Practice::FirstMatch, aggregation) => differing(policy, aggregation),
            (_, Some(_)) if policy != HitPolicy::Collect => {
                Some(format!("The table aggregates, which {} does not; the aggregation is ignored.", policy.name()))
            }
            (_, Some(aggregation)) if several => Some(format!(
                "{} of several outputs is not defined by DMN; each output is aggregated.",
                aggregation.name()
            )),
            (_, None) if ordered && table.outputs.iter().all(|output| output.values.is_none()) => Some(format!(
                "{} needs to know which outputs are worth most, but no output lists its values.",
                policy.name()
            )),
            _ => None,
        };
        if let Some(message) = message {
            let problem = self.at(codes::DMN_HIT_POLICY, &table.base, message);
            self.found.push(problem.property("hitPolicy"));
        }
    }
}

/// What SpiffWorkflow does otherwise than the table says.
fn differing(policy: HitPolicy, aggregation: Option<Aggregation>) -> Option<String> {
    match (policy, aggregation) {
        (HitPolicy::Collect, Some(aggregation)) => {
            Some(format!("SpiffWorkflow does not know {}: each output is a list.", aggregation.name()))
        }
        (HitPolicy::Priority | HitPolicy::OutputOrder | HitPolicy::RuleOrder, _) => {
            Some(format!("SpiffWorkflow does not know {}: the first rule that matches counts.", policy.name()))
        }
        _ => None,
    }
}
