//! XML with places: bytes to text, text to a tree whose elements know their namespace and where they stand.
//!
//! In: the bytes or the text of a file. Out: a [`Tree`] and diagnostics; what is wrong is told with its place and whatever
//! could be read is there. No document type, no entities but the five of XML itself, bounded size and depth. This module
//! knows nothing of BPMN or DMN and is the only home of quick-xml.

mod decode;
mod parse;
mod text;
mod tree;

pub use decode::decode;
pub use parse::parse;
pub use tree::{Attribute, Children, Element, Tree};

/// The namespace of `xsi:type`.
pub const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The namespace that the prefix `xml` always has.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// How large a document may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of UTF-8 text. Default 64 MiB.
    pub bytes: usize,
    /// Elements inside each other. Default 1024.
    pub depth: usize,
    /// Attributes of one element. Default 1024.
    pub attributes: usize,
    /// Namespace declarations in force at one place. Default 256.
    pub namespaces: usize,
    /// Problems after which reading stops. Default 100.
    pub problems: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, depth: 1024, attributes: 1024, namespaces: 256, problems: 100 }
    }
}
