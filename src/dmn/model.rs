//! The elements of DMN 1.5 (clause 6 to 8), as far as making a decision needs them.

use crate::source::{MappedText, Span, Text};

/// What every element has.
#[derive(Clone, Debug, Default)]
pub struct Base {
    /// Its id; made up of name and place where the file gives none.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// Its label, which some tools write instead of a name.
    pub label: Option<Text>,
    /// Its description.
    pub description: Option<Text>,
    /// Its start tag.
    pub span: Span,
}

impl Base {
    /// How a person knows it: by name, else label, else id.
    pub fn shown(&self) -> &Text {
        self.name.as_ref().or(self.label.as_ref()).unwrap_or(&self.id)
    }
}

/// A file: `definitions`.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Name of the file.
    pub file: Text,
    /// Id and name.
    pub base: Base,
    /// Language of texts that name none.
    pub expression_language: Option<Text>,
    /// Decisions, in document order.
    pub decisions: Vec<Decision>,
    /// Input data.
    pub inputs: Vec<Base>,
    /// Business knowledge models.
    pub knowledge: Vec<BusinessKnowledgeModel>,
    /// Knowledge sources, decision services and what else a requirement can name.
    pub others: Vec<Base>,
    /// Namespaces of imported models; what is imported can be named by requirements.
    pub imports: Vec<Text>,
}

/// A decision (section 6.3.7).
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// Id and name.
    pub base: Base,
    /// Name of the variable that holds its result for decisions that require it.
    pub variable: Option<Text>,
    /// The question it answers.
    pub question: Option<Text>,
    /// What it needs.
    pub requirements: Vec<Requirement>,
    /// How it is made.
    pub logic: Option<Logic>,
}

/// A requirement: what a decision or knowledge model needs (sections 6.3.12 to 6.3.14).
#[derive(Clone, Debug)]
pub struct Requirement {
    /// What kind of element is needed.
    pub kind: RequirementKind,
    /// Its id, without the file or namespace in front of `#`.
    pub id: Text,
    /// Whether something stood in front of `#`: the element is in another file.
    pub external: bool,
    /// Where it is written.
    pub span: Span,
}

/// What is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequirementKind {
    /// The result of another decision.
    Decision,
    /// Data.
    Input,
    /// A business knowledge model or decision service.
    Knowledge,
    /// An authority for the logic; means nothing to a run.
    Authority,
}

/// How a decision is made.
#[derive(Clone, Debug)]
pub enum Logic {
    /// By a table.
    Table(Box<DecisionTable>),
    /// By one expression.
    Literal(Expression),
    /// By a boxed expression of this kind (`context`, `invocation` ...), whose inside is not read.
    Boxed {
        /// The element's name.
        kind: Text,
        /// Its start tag.
        span: Span,
    },
}

/// A business knowledge model (section 6.3.9): a function that decisions invoke.
#[derive(Clone, Debug, Default)]
pub struct BusinessKnowledgeModel {
    /// Id and name.
    pub base: Base,
    /// Name of the variable that holds the function.
    pub variable: Option<Text>,
    /// Names of its parameters.
    pub parameters: Vec<Text>,
    /// What it needs.
    pub requirements: Vec<Requirement>,
    /// The function's body.
    pub logic: Option<Logic>,
}

/// A decision table (section 8).
#[derive(Clone, Debug, Default)]
pub struct DecisionTable {
    /// Id and label.
    pub base: Base,
    /// Which of the matching rules count.
    pub hit_policy: HitPolicy,
    /// What COLLECT makes of several outputs.
    pub aggregation: Option<Aggregation>,
    /// The input columns.
    pub inputs: Vec<Input>,
    /// The output columns.
    pub outputs: Vec<Output>,
    /// Names of the annotation columns.
    pub annotations: Vec<Text>,
    /// The rows.
    pub rules: Vec<Rule>,
}

/// Which of the matching rules count (section 8.2.8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HitPolicy {
    /// At most one matches.
    #[default]
    Unique,
    /// The first.
    First,
    /// Any, because they agree.
    Any,
    /// The one whose output is worth most.
    Priority,
    /// All, those whose output is worth most first.
    OutputOrder,
    /// All, in the order of the rules.
    RuleOrder,
    /// All, in no particular order, or what is aggregated of them.
    Collect,
}

impl HitPolicy {
    /// Every policy with its name in XML.
    pub const NAMES: [(HitPolicy, &'static str); 7] = [
        (HitPolicy::Unique, "UNIQUE"),
        (HitPolicy::First, "FIRST"),
        (HitPolicy::Any, "ANY"),
        (HitPolicy::Priority, "PRIORITY"),
        (HitPolicy::OutputOrder, "OUTPUT ORDER"),
        (HitPolicy::RuleOrder, "RULE ORDER"),
        (HitPolicy::Collect, "COLLECT"),
    ];

    /// The policy of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, known)| *known == name).map(|(policy, _)| *policy)
    }

    /// Its name in XML.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(policy, _)| *policy == self).map_or("", |(_, name)| name)
    }
}

/// What COLLECT makes of several outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregation {
    /// Their sum.
    Sum,
    /// The smallest.
    Min,
    /// The largest.
    Max,
    /// How many there are.
    Count,
}

impl Aggregation {
    /// The aggregation of that name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "SUM" => Some(Self::Sum),
            "MIN" => Some(Self::Min),
            "MAX" => Some(Self::Max),
            "COUNT" => Some(Self::Count),
            _ => None,
        }
    }

    /// Its name in XML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sum => "SUM",
            Self::Min => "MIN",
            Self::Max => "MAX",
            Self::Count => "COUNT",
        }
    }
}

/// An input column.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Id and label.
    pub base: Base,
    /// What is tested; the label where no expression is written, as SpiffWorkflow has it.
    pub expression: Option<Expression>,
    /// Its type.
    pub type_ref: Option<Text>,
    /// The values it can have.
    pub values: Option<Expression>,
}

/// An output column.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// Id, name and label.
    pub base: Base,
    /// Its type.
    pub type_ref: Option<Text>,
    /// The values it can have, the most important first.
    pub values: Option<Expression>,
    /// The value when no rule matches.
    pub default: Option<Expression>,
}

/// A row.
#[derive(Clone, Debug, Default)]
pub struct Rule {
    /// Id and description.
    pub base: Base,
    /// Tests, one per input column.
    pub inputs: Vec<Expression>,
    /// Values, one per output column.
    pub outputs: Vec<Expression>,
    /// Annotations, one per annotation column.
    pub annotations: Vec<Text>,
}

/// A text with its language.
#[derive(Clone, Debug)]
pub struct Expression {
    /// The text without the white space around it; empty where the cell is.
    pub text: MappedText,
    /// The language it names.
    pub language: Option<Text>,
    /// The element it is written in.
    pub span: Span,
}

impl Expression {
    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.text.text.is_empty()
    }
}
