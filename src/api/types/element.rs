//! What is known of an element without running it.

use serde::Serialize;

use super::diagnostic::Range;
use crate::source::Text;

/// What is known of an element without running it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ElementInfo {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// Local name of the XML element, such as `userTask`.
    #[serde(rename = "type")]
    pub kind: Text,
    /// The file it is in.
    pub file: Text,
    /// Id of its process.
    pub process: Option<Text>,
    /// Id of the sub-process it is in.
    pub parent: Option<Text>,
    /// Name of its lane.
    pub lane: Option<Text>,
    /// Where it stands.
    pub range: Option<Range>,
    /// Its documentation.
    pub documentation: Vec<Text>,
    /// Ids of incoming flows.
    pub incoming: Vec<Text>,
    /// Ids of outgoing flows.
    pub outgoing: Vec<Text>,
    /// Ids of boundary events attached to it.
    pub boundary: Vec<Text>,
    /// Its scripts and expressions.
    pub texts: Vec<TextInfo>,
    /// Instructions for the person who does it.
    pub instructions: Option<Text>,
    /// Extension properties: name and value.
    pub properties: Vec<(Text, Text)>,
    /// Fields of its form, where the diagram defines them.
    pub form_fields: Vec<FormFieldInfo>,
    /// Extension elements that are not interpreted, by qualified name.
    pub not_interpreted: Vec<Text>,
}

/// A script or expression of an element.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TextInfo {
    /// Its role: `script`, `preScript`, `postScript`, `condition`, `timer` ...
    pub role: &'static str,
    /// `python`, `javascript` or `feel`.
    #[cfg_attr(test, ts(type = "'python' | 'javascript' | 'feel'"))]
    pub language: &'static str,
    /// The text.
    pub text: Text,
    /// Where it stands.
    pub range: Option<Range>,
}

/// A field of a form.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FormFieldInfo {
    /// The variable.
    pub id: Text,
    /// `string`, `long`, `boolean`, `date`, `enum` ...
    #[serde(rename = "type")]
    pub kind: Option<Text>,
    /// What the person sees.
    pub label: Option<Text>,
    /// Value to begin with.
    pub default_value: Option<Text>,
    /// Choices of an enum: value and label.
    pub values: Vec<(Text, Option<Text>)>,
    /// What its value must be: `required`, `min`, `maxlength` ... and how much.
    pub constraints: Vec<(Text, Option<Text>)>,
}

/// An element or sequence flow that a run can come through.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ElementSummary {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Option<Text>,
    /// Local name of the XML element, such as `userTask` or `sequenceFlow`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Id of its process.
    pub process: Text,
    /// The file it is in.
    pub file: Text,
}
