//! Decision tables: which rules match, and what their hit policy makes of them (DMN 1.5 section 8.2.8 to 8.2.11).

use super::outputs::{self, Combined, VALUES};
use super::{Attempt, Question, Result_, Work, at, failed};
use crate::diagnostic::{Place, codes};
use crate::dmn::Practice;
use crate::dmn::decisions::{
    DEFAULT_OUTPUT, INPUT_ENTRY, INPUT_EXPRESSION, OUTPUT_ENTRY, OUTPUT_VALUES, Placed, is_always,
};
use crate::dmn::model::{Aggregation, Decision, DecisionTable, Expression, HitPolicy, Model, Output, Rule};
use crate::language::{Failure, Kind, LanguageId};
use crate::table::sort_by_key;
use crate::value::{Map, Text, Value};

/// A table being evaluated.
struct Table<'t, 'w> {
    work: &'t mut Work<'w>,
    model: &'t Model,
    decision: &'t Decision,
    table: &'t DecisionTable,
    /// Values of the input expressions that were needed so far, each as the context of its tests.
    inputs: Vec<Option<Map>>,
}

/// A rule that matches, with its outputs.
struct Hit<'t> {
    rule: &'t Rule,
    row: Vec<Value>,
}

impl Work<'_> {
    pub(super) fn table(&mut self, model: &Model, decision: &Decision, table: &DecisionTable) -> Attempt<Result_> {
        let inputs = vec![None; table.inputs.len()];
        let mut table = Table { work: self, model, decision, table, inputs };
        let hits = table.hits()?;
        let (combined, rules) = table.combine(hits)?;
        let (value, outputs) = (combined.value(table.table), combined.outputs(table.table));
        let tested = table.inputs.iter().map(|input| input.as_ref()?.get("?").cloned()).collect();
        Ok(Result_ { value, outputs, rules, tested })
    }
}

impl<'t> Table<'t, '_> {
    /// The rules that match, as far as the hit policy asks for them.
    fn hits(&mut self) -> Attempt<Vec<Hit<'t>>> {
        let one = match (self.work.practice, self.table.hit_policy) {
            (_, HitPolicy::First) => true,
            (Practice::FirstMatch, policy) => policy != HitPolicy::Collect,
            (Practice::Standard, _) => false,
        };
        let mut hits = Vec::new();
        for rule in &self.table.rules {
            if self.matches(rule)? {
                hits.push(Hit { rule, row: self.row(rule)? });
                if one {
                    break;
                }
            }
        }
        Ok(hits)
    }

    fn matches(&mut self, rule: &'t Rule) -> Attempt<bool> {
        for (column, test) in rule.inputs.iter().enumerate().take(self.table.inputs.len()) {
            if !is_always(test) && !self.holds(column, rule, test)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn holds(&mut self, column: usize, rule: &'t Rule, test: &'t Expression) -> Attempt<bool> {
        let tested = self.tested(column)?;
        let text = self.work.decisions.text(self.model, &rule.base, test, INPUT_ENTRY);
        Ok(self.work.value(&text, &tested)?.is_truthy())
    }

    /// The value of an input column, under the name its tests know it by. It is asked for when a test needs it, so that a
    /// table can be used without the variables that no test looks at.
    fn tested(&mut self, column: usize) -> Attempt<Map> {
        if let Some(known) = &self.inputs[column] {
            return Ok(known.clone());
        }
        let input = &self.table.inputs[column];
        let Some(expression) = &input.expression else {
            let text = format!("Input {} has no expression.", column + 1);
            return Err(failed(codes::DMN_MISSING_EXPRESSION, text, at(self.model, &input.base)));
        };
        let text = self.work.decisions.text(self.model, &input.base, expression, INPUT_EXPRESSION);
        let value = self.input_value(&text)?;
        let tested = Map::from_iter([("?", value)]);
        self.inputs[column] = Some(tested.clone());
        Ok(tested)
    }

    /// What is no value but gives some, like `customers.keys()`, is tested as the list of them.
    fn input_value(&mut self, text: &Placed<'_>) -> Attempt<Value> {
        let words = &text.expression.text.text;
        let (texts, variables, none) = (&mut *self.work.texts, self.work.variables, Map::new());
        let error = match texts.value(&Question::about(text, words, variables, &none)) {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let list = outputs::as_list(text.language, words).filter(|_| error.failure == Failure::NotSerializable);
        let listed = list.and_then(|list| texts.value(&Question::about(text, &list, variables, &none)).ok());
        listed.ok_or_else(|| super::script_failed(text, error))
    }

    fn row(&mut self, rule: &'t Rule) -> Attempt<Vec<Value>> {
        let columns = 0..self.table.outputs.len();
        columns.map(|column| self.output(rule, rule.outputs.get(column))).collect()
    }

    fn output(&mut self, rule: &'t Rule, cell: Option<&'t Expression>) -> Attempt<Value> {
        let Some(cell) = cell.filter(|cell| !cell.is_empty()) else {
            return Ok(match self.work.practice {
                Practice::FirstMatch => Value::text(""),
                Practice::Standard => Value::Null,
            });
        };
        let text = self.work.decisions.text(self.model, &rule.base, cell, OUTPUT_ENTRY);
        self.work.value(&text, &Map::new())
    }

    /// What the hit policy makes of the rules that match, and the rules that count.
    fn combine(&mut self, hits: Vec<Hit<'t>>) -> Attempt<(Combined, Vec<Text>)> {
        if self.work.practice == Practice::FirstMatch {
            let combined = match self.table.hit_policy {
                HitPolicy::Collect => many,
                _ => first,
            };
            return Ok(combined(hits));
        }
        if hits.is_empty() && self.table.aggregation != Some(Aggregation::Count) {
            return Ok((self.defaults()?, Vec::new()));
        }
        match self.table.hit_policy {
            HitPolicy::Unique => self.unique(hits),
            HitPolicy::Any => self.any(hits),
            HitPolicy::First => Ok(first(hits)),
            HitPolicy::Priority => Ok(first(self.by_priority(hits)?)),
            HitPolicy::OutputOrder => Ok(many(self.by_priority(hits)?)),
            HitPolicy::RuleOrder => Ok(many(hits)),
            HitPolicy::Collect => self.collect(hits),
        }
    }

    fn unique(&mut self, hits: Vec<Hit<'t>>) -> Attempt<(Combined, Vec<Text>)> {
        match hits.as_slice() {
            [one, other, ..] => Err(self.violated("is UNIQUE, but", one, other, "match both")),
            _ => Ok(first(hits)),
        }
    }

    fn any(&mut self, hits: Vec<Hit<'t>>) -> Attempt<(Combined, Vec<Text>)> {
        let differs = |hit: &&Hit<'_>| hits.first().is_some_and(|first| first.row != hit.row);
        if let (Some(one), Some(other)) = (hits.first(), hits.iter().find(differs)) {
            return Err(self.violated("has the hit policy ANY, but", one, other, "give different outputs"));
        }
        let rules = hits.iter().map(|hit| hit.rule.base.id.clone()).collect();
        let (combined, _) = first(hits);
        Ok((combined, rules))
    }

    fn violated(&self, policy: &str, one: &Hit<'_>, other: &Hit<'_>, what: &str) -> Box<super::Failed> {
        let number = |hit: &Hit<'_>| {
            self.table.rules.iter().position(|rule| std::ptr::eq(rule, hit.rule)).map_or(0, |at| at + 1)
        };
        let name = self.decision.base.shown();
        let text = format!("The table of {name} {policy} the rules {} and {} {what}.", number(one), number(other));
        let mut failed = failed(codes::RUN_HIT_POLICY, text, at(self.model, &other.rule.base));
        let place = Place { file: Some(self.model.file.clone()), ..at(self.model, &one.rule.base) };
        failed.diagnostic = failed.diagnostic.related("The other rule is here.", place);
        failed
    }

    fn collect(&mut self, hits: Vec<Hit<'t>>) -> Attempt<(Combined, Vec<Text>)> {
        let count = hits.len();
        let (combined, rules) = many(hits);
        let Some(aggregation) = self.table.aggregation else { return Ok((combined, rules)) };
        if aggregation == Aggregation::Count {
            let values = self.table.outputs.iter().map(|_| Value::Int(count as i64)).collect();
            return Ok((Combined::One(values), rules));
        }
        let Combined::Many(rows) = combined else { return Ok((combined, rules)) };
        let column = |at: usize| rows.iter().filter_map(|row| row.get(at).cloned()).collect();
        let columns = 0..self.table.outputs.len();
        let row: Attempt<Vec<Value>> = columns.map(|at| self.aggregated(at, column(at), aggregation)).collect();
        Ok((Combined::One(row?), rules))
    }

    fn aggregated(&mut self, column: usize, values: Vec<Value>, aggregation: Aggregation) -> Attempt<Value> {
        let language = self.output_language(column);
        let text = outputs::aggregation(language, aggregation);
        let context = Map::from_iter([(VALUES, Value::list(values))]);
        // The values stand alone, so that a variable of the same name does not hide them.
        let variables = &Map::new();
        let question = Question { language, text, kind: Kind::Expression, variables, context: &context };
        self.work.texts.value(&question).map_err(|error| {
            let name = outputs::name(&self.table.outputs[column]);
            let text = format!("The {} of {name} cannot be made: {}.", aggregation.name(), error.message);
            let mut failed = failed(codes::RUN_DECISION_FAILED, text, at(self.model, &self.table.base));
            failed.exception = Some(error.class).filter(|class| !class.is_empty());
            failed
        })
    }

    fn output_language(&self, column: usize) -> LanguageId {
        let cell = self.table.rules.iter().find_map(|rule| Some((rule, rule.outputs.get(column)?)));
        let placed = cell.map(|(rule, cell)| self.work.decisions.text(self.model, &rule.base, cell, OUTPUT_ENTRY));
        placed.map_or(LanguageId::JavaScript, |placed| placed.language)
    }

    /// Sorted by the place of the outputs among the output values, the first output counting most.
    fn by_priority(&mut self, mut hits: Vec<Hit<'t>>) -> Attempt<Vec<Hit<'t>>> {
        let table = self.table;
        let orders: Attempt<Vec<_>> = table.outputs.iter().map(|output| self.priorities(output)).collect();
        let orders = orders?;
        let place =
            |order: &Vec<Value>, value: &Value| order.iter().position(|known| known == value).unwrap_or(order.len());
        sort_by_key(&mut hits, |hit| -> Vec<usize> {
            orders.iter().zip(&hit.row).map(|(order, value)| place(order, value)).collect()
        });
        Ok(hits)
    }

    fn priorities(&mut self, output: &'t Output) -> Attempt<Vec<Value>> {
        let Some(values) = &output.values else { return Ok(Vec::new()) };
        let text = self.work.decisions.text(self.model, &output.base, values, OUTPUT_VALUES);
        // All three languages write a list in brackets, and values with commas between them.
        let list = format!("[{}]", values.text.text);
        let none = Map::new();
        let value = self.work.texts.value(&Question::about(&text, &list, self.work.variables, &none));
        let value = value
            .map_err(|error| super::script_failed(&text, crate::language::ScriptError { range: None, ..error }))?;
        Ok(value.as_items().map(|items| items.to_vec()).unwrap_or_default())
    }

    /// The default outputs, when no rule matches and one output has a default.
    fn defaults(&mut self) -> Attempt<Combined> {
        let table = self.table;
        if table.outputs.iter().all(|output| output.default.is_none()) {
            return Ok(Combined::None);
        }
        let row: Attempt<Vec<Value>> = table.outputs.iter().map(|output| self.default(output)).collect();
        Ok(Combined::One(row?))
    }

    fn default(&mut self, output: &'t Output) -> Attempt<Value> {
        let Some(default) = &output.default else { return Ok(Value::Null) };
        let text = self.work.decisions.text(self.model, &output.base, default, DEFAULT_OUTPUT);
        self.work.value(&text, &Map::new())
    }
}

fn first(hits: Vec<Hit<'_>>) -> (Combined, Vec<Text>) {
    match hits.into_iter().next() {
        Some(hit) => (Combined::One(hit.row), vec![hit.rule.base.id.clone()]),
        None => (Combined::None, Vec::new()),
    }
}

fn many(hits: Vec<Hit<'_>>) -> (Combined, Vec<Text>) {
    if hits.is_empty() {
        return (Combined::None, Vec::new());
    }
    let (rules, rows) = hits.into_iter().map(|hit| (hit.rule.base.id.clone(), hit.row)).unzip();
    (Combined::Many(rows), rules)
}
