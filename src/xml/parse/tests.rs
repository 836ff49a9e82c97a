//! The parser's cases: what is read and what is told.

use super::*;

/// The tree as indented names with attributes and text, and the problems as `code line:column message`.
fn read(text: &str) -> (String, Vec<String>) {
    let source = Source::new("a.xml", text);
    let (tree, problems) = parse(&source, &Limits::default());
    let mut shown = String::new();
    for element in tree.elements() {
        let depth = std::iter::successors(element.parent(), |parent| parent.parent()).count();
        let attributes: String =
            element.attributes().map(|attribute| format!(" {}={}", attribute.name(), attribute.value())).collect();
        let text = element.trimmed_text().text;
        shown.push_str(&format!("{}{}{attributes} [{text}]\n", "  ".repeat(depth), element.name()));
    }
    let problem = |problem: &Diagnostic| {
        let at = source.position(problem.place.span.unwrap_or_default().start);
        format!("{} {}:{} {}", problem.code, at.line, at.column, problem.message)
    };
    (shown, problems.iter().map(problem).collect())
}

fn check(text: &str, tree: &str, problems: &[&str]) {
    assert_eq!(read(text), (tree.to_owned(), problems.iter().map(|&problem| problem.to_owned()).collect()));
}

#[test]
fn reads_elements_attributes_and_text() {
    check("<?xml version='1.0'?>\n<a x='1'><b>t&lt;<![CDATA[u&v]]></b></a>\n", "a x=1 []\n  b [t<u&v]\n", &[]);
    check("\u{FEFF}<a/>", "a []\n", &[]);
}

#[test]
fn resolves_namespaces() {
    let source = Source::new("a.xml", "<p:a xmlns:p='P' xmlns='D' p:x='1' x='2'><b xmlns=''/><c/></p:a>");
    let (tree, problems) = parse(&source, &Limits::default());
    assert_eq!(problems, []);
    let spaces: Vec<_> = tree.elements().map(|element| (element.namespace(), element.name())).collect();
    assert_eq!(spaces, [("P", "a"), ("", "b"), ("D", "c")]);
    let root = tree.root().unwrap();
    assert_eq!(root.attribute_in("P", "x").unwrap().value(), "1");
    assert_eq!(root.attribute("x").unwrap().value(), "2");
    assert_eq!(root.descendants().count(), 2);
}

#[test]
fn spans_cover_what_they_name() {
    let text = "<a>\n<b k = 'v&amp;w'>x</b></a>";
    let source = Source::new("a.xml", text);
    let (tree, _) = parse(&source, &Limits::default());
    let cut = |span: Span| &text[span.start as usize..span.end as usize];
    let b = tree.root().unwrap().children().next().unwrap();
    assert_eq!(cut(b.tag()), "<b k = 'v&amp;w'>");
    assert_eq!(cut(b.span()), "<b k = 'v&amp;w'>x</b>");
    let k = b.attribute("k").unwrap();
    assert_eq!((cut(k.span()), cut(k.value_span())), ("k = 'v&amp;w'", "v&amp;w"));
    assert_eq!(k.mapped().to_source(2), Some(18));
}

#[test]
fn reads_on_after_a_problem() {
    check("<a><b><c></b></a>", "a []\n  b []\n    c []\n", &["xml/malformed 1:7 <c> is not closed."]);
    check("<a></z></a>", "a []\n", &["xml/malformed 1:4 The end tag </z> has no start tag."]);
    check(
        "<a><b>",
        "a []\n  b []\n",
        &["xml/malformed 1:4 <b> is not closed.", "xml/malformed 1:1 <a> is not closed."],
    );
    check("<a x='1' x='2'/>", "a x=1 []\n", &["xml/malformed 1:10 The attribute x stands twice in one tag."]);
    check(
        "<a x=1 y/>",
        "a []\n",
        &["xml/malformed 1:6 An attribute value must stand in quotes.", "xml/malformed 1:9 An attribute has no value."],
    );
    check("<a x='<'/>", "a x=< []\n", &["xml/malformed 1:7 An attribute value contains `<`; write &lt; instead."]);
    check("<p:a/>", "a []\n", &["xml/malformed 1:2 The prefix p is not declared."]);
    check(
        "<a>1 & 2 &nbsp; &#0;</a>",
        "a [1 & 2]\n",
        &[
            "xml/malformed 1:6 A lone `&` must be written &amp;.",
            "xml/entity 1:10 The entity &nbsp; is not defined in XML.",
            "xml/entity 1:17 &#0; is not the number of a character.",
        ],
    );
    check("<a/><b/>", "a []\n", &["xml/malformed 1:5 There is a second root element; a document has one."]);
    check("<a/>x", "a []\n", &["xml/malformed 1:5 There is text outside of the root element."]);
}

#[test]
fn refuses_what_is_no_document() {
    check("", "", &["xml/malformed 1:1 The file is empty."]);
    check("hello", "", &["xml/malformed 1:1 There is text outside of the root element."]);
    check("<!-- -->", "", &["xml/malformed 1:1 The file contains no XML element."]);
    check("<!DOCTYPE a><a/>", "", &["xml/doctype 1:1 The file contains a document type declaration (<!DOCTYPE>)."]);
    check("<a n='\0'/>", "a n=\0 []\n", &["xml/malformed 1:7 The control character U+0000 is not allowed in XML."]);
    check(
        "<a><b",
        "a []\n",
        &[
            "xml/malformed 1:4 Tag not closed: `>` not found before end of input.",
            "xml/malformed 1:1 <a> is not closed.",
        ],
    );
}

#[test]
fn limits_hold() {
    let deep = "<a>".repeat(2000);
    assert_eq!(read(&deep).1, ["xml/limit 1:3073 Elements are nested deeper than 1024 levels."]);
    let many: String = (0..2000).map(|n| format!(" a{n}=''")).collect();
    assert_eq!(read(&format!("<a{many}/>")).1, ["xml/limit 1:1 An element has more than 1024 attributes."]);
    let small = Limits { bytes: 3, ..Limits::default() };
    let (_, problems) = parse(&Source::new("a.xml", "<a></a>"), &small);
    assert_eq!(problems.len(), 1);
}
