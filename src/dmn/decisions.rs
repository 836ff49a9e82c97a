//! All decisions of a workspace: found by id, with their requirements and their texts.

use std::sync::Arc;

use indexmap::IndexMap;

use super::model::{Base, Decision, DecisionTable, Expression, Logic, Model, Requirement, RequirementKind};
use crate::diagnostic;
use crate::language::{Kind, LanguageId};
use crate::source::Text;

/// A decision by the number of its file and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Number of the file.
    pub model: usize,
    /// Number of the decision in it.
    pub decision: usize,
}

/// A text of a decision, with its language and what it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'d> {
    /// The text.
    pub expression: &'d Expression,
    /// Its language.
    pub language: LanguageId,
    /// What it is meant to be.
    pub kind: Kind,
    /// Id of the element it belongs to: a rule, a column, a decision.
    pub element: &'d Text,
    /// Which of the element's texts it is: `inputEntry`, `outputEntry`, `inputExpression` ...
    pub property: &'static str,
    /// The file.
    pub file: &'d Text,
}

impl Placed<'_> {
    /// The place of a range of the text in the file; the whole text when no range is known.
    pub fn place(&self, range: Option<(u32, u32)>) -> diagnostic::Place {
        let text = &self.expression.text;
        let (start, end) = range.unwrap_or((0, text.text.len() as u32));
        diagnostic::Place {
            file: Some(self.file.clone()),
            element: Some(self.element.clone()),
            property: Some(self.property.into()),
            span: text.span(start, end).or(Some(self.expression.span)),
        }
    }
}

/// The decisions of all files.
#[derive(Clone, Debug)]
pub struct Decisions {
    pub(super) models: Vec<Arc<Model>>,
    pub(super) index: IndexMap<Text, Place>,
    language: LanguageId,
}

impl Default for Decisions {
    fn default() -> Self {
        Self::new(Vec::new(), LanguageId::JavaScript)
    }
}

impl Decisions {
    /// The decisions of these files; texts that name no language are in `language`. Of two decisions with the same id the
    /// first counts.
    pub fn new(models: Vec<Arc<Model>>, language: LanguageId) -> Self {
        let mut index = IndexMap::new();
        for (model, file) in models.iter().enumerate() {
            for (decision, found) in file.decisions.iter().enumerate() {
                index.entry(found.base.id.clone()).or_insert(Place { model, decision });
            }
        }
        Self { models, index, language }
    }

    /// The decision of that id.
    pub fn find(&self, id: &str) -> Option<Place> {
        self.index.get(id).copied()
    }

    /// The ids of all decisions, in the order of files.
    pub fn ids(&self) -> impl Iterator<Item = &Text> {
        self.index.keys()
    }

    /// A decision and its file.
    pub fn get(&self, place: Place) -> (&Model, &Decision) {
        let model = &self.models[place.model];
        (model, &model.decisions[place.decision])
    }

    /// The decisions a decision requires, in document order; those that do not exist are left out.
    pub fn required(&self, place: Place) -> Vec<Place> {
        let (_, decision) = self.get(place);
        let needed = decision.requirements.iter().filter(|needed| needed.kind == RequirementKind::Decision);
        needed.filter_map(|needed| self.resolve(place.model, needed)).collect()
    }

    /// The decision a requirement means: of the same file first, unless it names another one.
    pub(super) fn resolve(&self, model: usize, needed: &Requirement) -> Option<Place> {
        let own = || self.models[model].decisions.iter().position(|decision| decision.base.id == needed.id);
        let own = if needed.external { None } else { own() };
        own.map(|decision| Place { model, decision }).or_else(|| self.find(&needed.id))
    }

    /// The names of decisions for a message; of many only the first.
    pub(super) fn names(&self, places: &[Place]) -> String {
        const SHOWN: usize = 8;
        let names: Vec<&str> = places.iter().take(SHOWN).map(|place| &**self.get(*place).1.base.shown()).collect();
        let more = if places.len() > SHOWN { " ..." } else { "" };
        format!("{}{more}", names.join(", "))
    }

    /// Whether a decision is made by a table.
    pub fn has_rules(&self, decision: &str) -> bool {
        self.find(decision).is_some_and(|place| matches!(self.get(place).1.logic, Some(Logic::Table(_))))
    }

    /// The number of a rule among the rules of a decision, from 1. One that had no id when it was chosen may have got one
    /// since: `rule@price.2` is the second.
    pub fn rule_number(&self, decision: &str, rule: &str) -> Option<usize> {
        let (_, decision) = self.get(self.find(decision)?);
        let Some(Logic::Table(table)) = &decision.logic else { return None };
        let named = table.rules.iter().position(|known| *known.base.id == *rule).map(|at| at + 1);
        let counted = || rule.strip_prefix("rule@")?.rsplit_once('.')?.1.parse().ok();
        named.or_else(counted).filter(|number| (1..=table.rules.len()).contains(number))
    }

    /// Every text that is run, of all decisions.
    pub fn texts(&self) -> impl Iterator<Item = Placed<'_>> {
        let decisions =
            self.models.iter().flat_map(|model| model.decisions.iter().map(move |decision| (model, decision)));
        decisions.flat_map(|(model, decision)| self.texts_of(model, decision))
    }

    /// The cells below an input expression, those that hold always left out.
    pub fn cells_below(&self, input: &Placed<'_>) -> Vec<&Expression> {
        let file = self.models.iter().filter(|model| model.file == *input.file);
        let tables = file.flat_map(|model| &model.decisions).filter_map(|decision| match &decision.logic {
            Some(Logic::Table(table)) => Some(table),
            _ => None,
        });
        let cells = tables.flat_map(|table| {
            let column = table.inputs.iter().position(|known| known.base.id == *input.element);
            table.rules.iter().filter_map(move |rule| rule.inputs.get(column?))
        });
        cells.filter(|cell| !is_always(cell)).collect()
    }

    fn texts_of<'d>(&'d self, model: &'d Model, decision: &'d Decision) -> Vec<Placed<'d>> {
        let mut found = Vec::new();
        match &decision.logic {
            Some(Logic::Literal(text)) => found.push(self.text(model, &decision.base, text, LITERAL)),
            Some(Logic::Table(table)) => self.table_texts(model, table, &mut found),
            Some(Logic::Boxed { .. }) | None => {}
        }
        found.retain(|text| {
            !(text.expression.is_empty() || text.kind == Kind::UnaryTests && is_always(text.expression))
        });
        found
    }

    fn table_texts<'d>(&'d self, model: &'d Model, table: &'d DecisionTable, found: &mut Vec<Placed<'d>>) {
        for input in &table.inputs {
            found.extend(input.expression.iter().map(|text| self.text(model, &input.base, text, INPUT_EXPRESSION)));
        }
        for output in &table.outputs {
            found.extend(output.values.iter().map(|text| self.text(model, &output.base, text, OUTPUT_VALUES)));
            found.extend(output.default.iter().map(|text| self.text(model, &output.base, text, DEFAULT_OUTPUT)));
        }
        for rule in &table.rules {
            found.extend(rule.inputs.iter().map(|text| self.text(model, &rule.base, text, INPUT_ENTRY)));
            found.extend(rule.outputs.iter().map(|text| self.text(model, &rule.base, text, OUTPUT_ENTRY)));
        }
    }

    /// A text of an element with its language: its own, else the file's, else the workspace's.
    pub(super) fn text<'d>(
        &self,
        model: &'d Model,
        base: &'d Base,
        expression: &'d Expression,
        (property, kind): (&'static str, Kind),
    ) -> Placed<'d> {
        let named = |name: &Option<Text>| name.as_ref().and_then(|name| LanguageId::named(name));
        let language = named(&expression.language).or_else(|| named(&model.expression_language));
        let language = language.unwrap_or(self.language);
        Placed { expression, language, kind, element: &base.id, property, file: &model.file }
    }
}

/// Whether a cell holds always, or gives nothing.
pub(super) fn is_always(expression: &Expression) -> bool {
    matches!(&*expression.text.text, "" | "-")
}

pub(super) const LITERAL: (&str, Kind) = ("literalExpression", Kind::Expression);
pub(super) const INPUT_EXPRESSION: (&str, Kind) = ("inputExpression", Kind::Expression);
pub(super) const OUTPUT_VALUES: (&str, Kind) = ("outputValues", Kind::Expression);
pub(super) const DEFAULT_OUTPUT: (&str, Kind) = ("defaultOutputEntry", Kind::Expression);
pub(super) const INPUT_ENTRY: (&str, Kind) = ("inputEntry", Kind::UnaryTests);
pub(super) const OUTPUT_ENTRY: (&str, Kind) = ("outputEntry", Kind::Expression);
