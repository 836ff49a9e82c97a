//! Decisions of a workspace: what there are, what is wrong with their texts, and making one on its own.

use super::convert;
use super::session::Session;
use super::types::{ApiError, DecisionInfo, DecisionOptions, DecisionResult, MadeDecision, MatchedRule, TestedInput};
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
        let made = decided.made.into_iter().map(made).collect();
        Ok(DecisionResult { value: decided.value, outputs: decided.outputs, rules, made })
    }
}

fn unknown(decisions: &Decisions, decision: &str) -> ApiError {
    let near = did_you_mean(decision, decisions.ids().map(|id| &**id));
    let hint = near.map(|near| format!(" Did you mean {near}?")).unwrap_or_default();
    let text = format!("There is no decision {decision} in the workspace.{hint}");
    convert::error(Diagnostic::new(codes::RUN_UNKNOWN_DECISION, text))
}

fn made(Made { decision, value, tested, .. }: Made) -> MadeDecision {
    let columns = tested.into_iter().zip(1..);
    let tested = columns.filter_map(|(value, column)| Some(TestedInput { column, value: value? })).collect();
    MadeDecision { decision, value, tested }
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

#[cfg(all(test, feature = "javascript", feature = "python"))]
mod tests {
    use serde_json::{Value, json};

    use crate::api::{NoFunctions, Session, call};
    use crate::language::registry::Languages;

    /// A table that gives `price` by `age`, in the language of the workspace.
    fn table(policy: &str, rules: &[(&str, &str)]) -> String {
        let entry = |name: &str, text: &str| format!("<{name}><text><![CDATA[{text}]]></text></{name}>");
        let rule = |(number, (test, value)): (usize, &(&str, &str))| {
            let cells = [entry("inputEntry", test), entry("outputEntry", value)].concat();
            format!("<rule id='r{}'>{cells}</rule>", number + 1)
        };
        let rules: String = rules.iter().enumerate().map(rule).collect();
        format!(
            "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' id='D' name='D' namespace='n'>
             <decision id='price' name='Price'><decisionTable hitPolicy='{policy}'>
             <input><inputExpression><text>age</text></inputExpression></input><output name='price'/>{rules}
             </decisionTable></decision></definitions>"
        )
    }

    fn diagram(decision: &str) -> String {
        format!(
            "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:s='http://spiffworkflow.org/bpmn/schema/1.0/core'>
             <process id='P' isExecutable='true'><startEvent id='s'/><sequenceFlow id='f' sourceRef='s' targetRef='b'/>
             <businessRuleTask id='b' name='Ask'><extensionElements><s:calledDecisionId>{decision}</s:calledDecisionId></extensionElements></businessRuleTask>
             <sequenceFlow id='g' sourceRef='b' targetRef='e'/><endEvent id='e'/></process></definitions>"
        )
    }

    struct Host(Session);

    impl Host {
        /// A workspace, number 1, with these files.
        fn new(options: Value, files: &[(&str, &str)]) -> Self {
            let mut host = Self(Session::new(Box::new(Languages::linked()), Box::new(NoFunctions)));
            assert_eq!(host.ask("workspace.open", json!({ "options": options })), json!(1));
            for (name, text) in files {
                host.ask("workspace.put", json!({ "workspace": 1, "name": name, "text": text }));
            }
            host
        }

        /// What a method gives; of a refusal code and message.
        fn ask(&mut self, method: &str, args: Value) -> Value {
            match call(&mut self.0, method, &args.to_string()) {
                Ok(value) => serde_json::from_str(&value).unwrap_or_default(),
                Err(error) => json!([error.code, error.message]),
            }
        }

        fn codes(&mut self) -> Vec<String> {
            let found = self.ask("workspace.validate", json!({ "workspace": 1 }));
            let line = |problem: &Value| {
                let text = |key: &str| problem[key].as_str().unwrap_or("-").to_owned();
                format!("{} {} {}", text("severity"), text("code"), text("file"))
            };
            let lines = found.as_array().into_iter().flatten().map(line);
            lines.filter(|line| !line.starts_with("hint")).collect()
        }
    }

    const RULES: [(&str, &str); 2] = [("< 6", "0"), ("", "10")];

    #[test]
    fn a_decision_is_made_on_its_own() {
        let table = table("FIRST", &RULES);
        let mut host = Host::new(json!({ "language": "python" }), &[("price.dmn", &table)]);
        assert_eq!(host.codes(), [] as [&str; 0]);
        assert_eq!(host.ask("workspace.languages", json!({ "workspace": 1 })), json!(["python"]));
        let files = host.ask("workspace.files", json!({ "workspace": 1 }));
        assert_eq!((&files[0]["kind"], &files[0]["decisions"]), (&json!("dmn"), &json!(["price"])));
        let known = host.ask("workspace.decisions", json!({ "workspace": 1 }));
        assert_eq!(
            known[0],
            json!({ "id": "price", "name": "Price", "file": "price.dmn", "hitPolicy": "FIRST", "inputs": ["age"],
                "outputs": ["price"], "rules": 2, "requires": [] })
        );
        let asked = json!({ "workspace": 1, "decision": "price", "data": { "age": 7 } });
        assert_eq!(
            host.ask("workspace.decide", asked),
            json!({ "value": 10, "outputs": { "price": 10 }, "rules": [{ "decision": "price", "rule": "r2", "number": 2 }],
                "made": [{ "decision": "price", "value": 10, "tested": [{ "column": 1, "value": 7 }] }] })
        );
        assert_eq!(
            host.ask("workspace.decide", json!({ "workspace": 1, "decision": "prize" })),
            json!(["run/unknown-decision", "There is no decision prize in the workspace. Did you mean price?"])
        );
        let refused = host.ask("workspace.decide", json!({ "workspace": 1, "decision": "price" }));
        assert_eq!(refused[0], json!("run/decision-failed"));
    }

    #[test]
    fn a_task_takes_the_outputs_and_the_log_tells_the_rules() {
        let (table, diagram) = (table("UNIQUE", &[("< 6", "0"), (">= 6", "10")]), diagram("price"));
        let mut host = Host::new(json!({}), &[("p.bpmn", &diagram), ("price.dmn", &table)]);
        assert_eq!(host.codes(), [] as [&str; 0]);
        let start = json!({ "workspace": 1, "process": "P", "options": { "data": { "age": 8 } } });
        let run = host.ask("workspace.start", start)["run"].clone();
        let update = host.ask("run.continue", json!({ "run": run }));
        assert_eq!(update["run"]["data"], json!({ "age": 8, "price": 10 }));
        let log = update["events"].as_array().unwrap();
        let told = log.iter().find(|entry| entry["type"] == "decisionMade").unwrap();
        assert_eq!((&told["text"], &told["element"]), (&json!("Ask chose rule 2 of Price: 10"), &json!("b")));
    }

    #[test]
    fn a_failure_stands_in_the_file_of_the_decision() {
        let (table, diagram) = (table("FIRST", &[("nothing", "1")]), diagram("price"));
        let mut host = Host::new(json!({ "language": "python" }), &[("p.bpmn", &diagram), ("price.dmn", &table)]);
        let start = json!({ "workspace": 1, "process": "P", "options": { "data": { "age": 8 } } });
        let run = host.ask("workspace.start", start)["run"].clone();
        let update = host.ask("run.continue", json!({ "run": run }));
        let incident = &update["run"]["incidents"][0];
        assert_eq!(incident["kind"], "decision");
        assert_eq!(incident["diagnostic"]["file"], "price.dmn");
        assert!(incident["diagnostic"]["range"].is_object(), "{incident}");
    }

    #[test]
    fn problems_of_all_files_are_told_together() {
        let bad = table("FIRST", &[("(", "1"), ("1", "] 2")]);
        let mut host =
            Host::new(json!({ "language": "python" }), &[("p.bpmn", &diagram("prize")), ("price.dmn", &bad)]);
        let unknown = "warning workspace/unknown-decision p.bpmn";
        assert_eq!(host.codes(), [unknown, "error python/syntax price.dmn", "error python/syntax price.dmn"]);
        let feel = table("FIRST", &RULES).replace("<inputEntry>", "<inputEntry expressionLanguage='feel'>");
        let mut host =
            Host::new(json!({ "profile": "spiffworkflow" }), &[("p.bpmn", &diagram("prize")), ("a.xml", &feel)]);
        assert_eq!(host.codes(), ["error workspace/unknown-decision p.bpmn", "error dmn/not-executable-yet a.xml"]);
        let mut host = Host::new(json!({}), &[("a.dmn", &diagram("x"))]);
        assert_eq!(host.codes(), ["error dmn/not-dmn a.dmn"]);
    }
}
