//! What templates give.

use super::Jinja;
use crate::language::{Input, Kind, Language, Outcome, ScriptError};
use crate::value::{Map, Value};

fn data(json: &str) -> Map {
    let Ok(Value::Map(map)) = serde_json::from_str(json) else { panic!("no data: {json}") };
    map
}

fn render(kind: Kind, template: &str, json: &str) -> Result<String, ScriptError> {
    let mut jinja = Jinja::new();
    let program = jinja.compile(template, kind)?;
    let input = Input { variables: data(json), ..Input::default() };
    match jinja.run(program.id, &input)? {
        Outcome::Done(done) => Ok(done.value.as_str().unwrap_or("no text").to_owned()),
        Outcome::Call(call) => panic!("it called {}", call.function),
    }
}

/// A template, its data, and the text it gives, or the class, place and help of its error.
fn check(cases: &[(&str, &str, &str)], kind: Kind) {
    for (template, json, expected) in cases {
        let got = render(kind, template, json).unwrap_or_else(|error| {
            let place = error.range.and_then(|(start, end)| template.get(start as usize..end as usize));
            format!(
                "{} at [{}]: {} {}",
                error.class,
                place.unwrap_or("-"),
                error.message,
                error.help.unwrap_or_default()
            )
        });
        assert_eq!(got.trim_end(), *expected, "{template} with {json}");
    }
}

#[test]
fn texts_are_filled_in() {
    check(
        &[
            ("Hi {{ name }}!", r#"{"name": "Ann"}"#, "Hi Ann!"),
            ("{{ order.lines[1].sku }}", r#"{"order": {"lines": [{}, {"sku": "B7"}]}}"#, "B7"),
            ("{% for x in xs %}\n- {{ x }}\n{% endfor %}", r#"{"xs": [1, 2.5]}"#, "- 1\n- 2.5"),
            ("  {% if ok %}\nyes\n  {% else %}\nno\n  {% endif %}", r#"{"ok": false}"#, "no"),
            ("{% for k, v in m.items() %}{{ k }}={{ v }};{% endfor %}", r#"{"m": {"b": 1, "a": 2}}"#, "b=1;a=2;"),
            ("{{ name.upper() }} {{ xs|length }}", r#"{"name": "ann", "xs": [1]}"#, "ANN 1"),
            ("[{{ gone }}]", "{}", "[]"),
            ("plain text with } and %", "{}", "plain text with } and %"),
            ("a|{{ x|sanitize_for_md }}|", r#"{"x": "*b*|\n1."}"#, r"a|\*b\*\| 1\.|"),
        ],
        Kind::Template,
    );
}

#[test]
fn values_look_as_python_writes_them() {
    check(
        &[
            ("{{ a }} {{ b }} {{ c }}", r#"{"a": true, "b": false, "c": null}"#, "True False None"),
            ("{{ m|safe }}", r#"{"m": {"k": ["a", 1, null]}}"#, "{'k': ['a', 1, None]}"),
            (
                "{{ d }}",
                r#"{"d": {"$type": "datetime", "value": "2026-03-01T09:05:00+00:00"}}"#,
                "2026-03-01 09:05:00+00:00",
            ),
            (
                "{{ d.strftime('%d.%m.%Y %H:%M') }}",
                r#"{"d": {"$type": "datetime", "value": "2026-03-01T09:05:00"}}"#,
                "01.03.2026 09:05",
            ),
            (
                "{{ d.year }} {{ d.isoformat() }}",
                r#"{"d": {"$type": "date", "value": "2026-03-01"}}"#,
                "2026 2026-03-01",
            ),
            ("{{ t }}", r#"{"t": {"$type": "timedelta", "value": 93784}}"#, "1 day, 2:03:04"),
            ("{{ n }}", r#"{"n": {"$type": "decimal", "value": "1.10"}}"#, "1.10"),
        ],
        Kind::Template,
    );
}

#[test]
fn values_cannot_become_markup() {
    check(
        &[
            ("{{ x }}", r#"{"x": "<b>&'\"</b>"}"#, "&lt;b&gt;&amp;&#39;&#34;&lt;/b&gt;"),
            ("{{ x|safe }}", r#"{"x": "<b>"}"#, "<b>"),
        ],
        Kind::Template,
    );
    check(
        &[
            (r#"{"title": "For {{ x }}"}"#, r#"{"x": "A & \"B\""}"#, r#"{"title": "For A & \"B\""}"#),
            (r#"{"enum": {{ xs|tojson }}}"#, r#"{"xs": ["a", "b"]}"#, r#"{"enum": ["a", "b"]}"#),
        ],
        Kind::JsonTemplate,
    );
}

#[test]
fn errors_tell_the_place() {
    check(
        &[
            ("a\n{% if x %}\nb", "{}", "TemplateSyntaxError at [b]: unexpected end of input, expected end of block"),
            (
                "{{ customer.name }}",
                r#"{"custommer": {}}"#,
                "UndefinedError at [customer.name]: `customer` is undefined",
            ),
            (
                "{% include 'other' %}",
                "{}",
                "TemplateError at [include 'other']: tried to include non-existing template 'other'",
            ),
        ],
        Kind::Template,
    );
}

#[test]
fn runaway_templates_end() {
    let template = "{% for a in range(10000) %}{% for b in range(10000) %}{% for c in range(10000) %}{% endfor %}{% endfor %}{% endfor %}";
    let mut jinja = Jinja::new();
    let program = jinja.compile(template, Kind::Template).expect("a template");
    let mut input = Input::default();
    input.limits.loop_rounds = 10_000;
    let error = jinja.run(program.id, &input).expect_err("it never ends");
    assert_eq!(error.failure, crate::language::Failure::Limit);
}

#[test]
fn a_check_tells_what_is_read_and_what_is_wrong() {
    let mut jinja = Jinja::new();
    let check = jinja.check("{{ b }}{% for x in a %}{{ x }}{% endfor %}", Kind::Template);
    assert_eq!((check.reads, check.diagnostics.len()), (vec!["a".into(), "b".into()], 0));
    let check = jinja.check("{{ b", Kind::Template);
    assert_eq!(check.diagnostics.first().map(|problem| problem.code.name()), Some("jinja/syntax"));
}
