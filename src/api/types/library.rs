//! What the files of a workspace say, as far as references between them go.

use serde::Serialize;

use super::Range;
use crate::source::Text;
use crate::value::Value;

/// An XML element of a file with some of its attributes.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct OutlineElement {
    /// The file.
    pub file: Text,
    /// Local name, such as `messageEventDefinition`.
    pub tag: Text,
    /// The nearest element around it that is told too: its place in the list.
    pub parent: Option<u32>,
    /// The attributes that were asked for, and the text inside it.
    pub fields: Vec<OutlineField>,
}

/// An attribute, or the text inside an element.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct OutlineField {
    /// Local name of the attribute; empty for the text inside the element.
    pub name: Text,
    /// The value, decoded.
    pub value: Text,
    /// Where it stands, without quotes.
    pub range: Option<Range>,
}

/// The variables that a script or expression names.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TextNames {
    /// The file.
    pub file: Text,
    /// Id of the element.
    pub element: Text,
    /// `script`, `preScript`, `postScript`, `condition`, `expression`, `instructions` or `correlation`, which reads the payload of a
    /// message; in decisions `inputExpression`,
    /// `inputEntry`, `outputEntry` and the like.
    pub role: &'static str,
    /// The text itself.
    pub text: Text,
    /// Where it stands.
    pub range: Option<Range>,
    /// Names it reads, in order of appearance; empty while its language is not here.
    pub reads: Vec<Text>,
    /// Names it sets or deletes.
    pub writes: Vec<Text>,
    /// Whether what it reads and writes is not known: it has an error, or its language is not here.
    pub unknown: bool,
    /// What it expects of names it reads: a JSON Schema for each; null for one that it calls or sets itself.
    pub expects: Value,
}
