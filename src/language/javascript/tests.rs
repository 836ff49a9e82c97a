use serde_json::json;

use super::*;
use crate::language::{Failure, ScriptLimits};
use crate::value::{Map, Value};

/// Changes as `name=json` and `-name`, a value as JSON, a call as `?name(arguments)`, an error as
/// `! Class from..to message`.
fn told(result: Result<Outcome, ScriptError>, kind: Kind) -> String {
    let json = |value: &Value| serde_json::to_string(value).expect("a value");
    match result {
        Ok(Outcome::Done(done)) if kind == Kind::Script => {
            let change = |(name, value): &(Text, Option<Value>)| match value {
                Some(value) => format!("{name}={}", json(value)),
                None => format!("-{name}"),
            };
            done.changes.iter().map(change).collect::<Vec<_>>().join(" ")
        }
        Ok(Outcome::Done(done)) => json(&done.value),
        Ok(Outcome::Call(call)) => format!("?{}({})", call.function, json(&Value::list(call.arguments))),
        Err(error) => {
            let range = error.range.map_or(String::new(), |(from, to)| format!(" {from}..{to}"));
            format!("! {}{range} {}", error.class, error.message)
        }
    }
}

fn outcome(text: &str, kind: Kind, input: &Input<'_>) -> String {
    let mut javascript = JavaScript::new();
    told(javascript.compile(text, kind).and_then(|program| javascript.run(program.id, input)), kind)
}

fn data(json: serde_json::Value) -> Map {
    serde_json::from_value(json).expect("an object")
}

fn check(text: &str, variables: serde_json::Value, expected: &str) {
    let input = Input { variables: data(variables), now: 1_700_000_000_000, seed: 1, ..Input::default() };
    assert_eq!(outcome(text, Kind::Script, &input), expected, "{text}");
}

fn check_expression(text: &str, variables: serde_json::Value, expected: &str) {
    let input = Input { variables: data(variables), ..Input::default() };
    assert_eq!(outcome(text, Kind::Expression, &input), expected, "{text}");
}

#[test]
fn scripts_return_what_they_changed() {
    check("x = a + 1", json!({ "a": 1, "b": 2 }), "x=2");
    check("a = a", json!({ "a": 1 }), "");
    check("a = a + 0.5", json!({ "a": 1 }), "a=1.5");
    check("items.push(3)", json!({ "items": [1, 2] }), "items=[1,2,3]");
    check("d.x.y = 2", json!({ "d": { "x": { "y": 1 } } }), r#"d={"x":{"y":2}}"#);
    check("const alias = d; alias.k = 1", json!({ "d": {} }), r#"d={"k":1} alias={"k":1}"#);
    check("", json!({ "a": 1 }), "");
    check("a // comment", json!({ "a": 1 }), "");
    check("a = undefined", json!({ "a": 1 }), "a=null");
    check("ü = 'ä' + ü", json!({ "ü": "ö" }), r#"ü="äö""#);
    check("m = 'push'; l[m](1)", json!({ "l": [] }), r#"l=[1] m="push""#);
    check("const { push } = l; push.call(l, 1)", json!({ "l": [] }), "l=[1]");
    check("l?.push(1)", json!({ "l": [] }), "l=[1]");
    check("Object.assign(d, { k: 1 })", json!({ "d": {} }), r#"d={"k":1}"#);
    check("with (l) push(1)", json!({ "l": [] }), "l=[1]");
    check("[a, b] = [b, a]", json!({ "a": 1, "b": 2 }), "b=1 a=2");
    check("({ p, q: { r } } = d)", json!({ "d": { "p": 1, "q": { "r": 2 } } }), "p=1 r=2");
}

#[test]
fn declarations_at_the_top_are_variables() {
    check("let x = 1; const y = 2; var z = 3", json!({}), "z=3 x=1 y=2");
    check("let x = a; { let inner = 1 } for (let i = 0; i < 2; i++) {}", json!({ "a": 1 }), "x=1");
    check("var a; b = a", json!({ "a": 1 }), "b=1");
    check("let a = 2", json!({ "a": 1 }), "a=2");
    check("var never; if (false) { var hidden = 1 }", json!({}), "");
    check("for (i = 0; i < 3; i++) ;", json!({}), "i=3");
    check("for (k in d) last = k", json!({ "d": { "x": 1 } }), r#"k="x" last="x""#);
}

#[test]
fn functions_and_classes_do_not_become_data() {
    check("function f(n) { return n * k } x = f(2)", json!({ "k": 3 }), "x=6");
    check("const f = (n) => n + 1; x = f(1)", json!({}), "x=2");
    check("var f = function () { return 3 }; x = f()", json!({}), "x=3");
    check("class A { m() { return 1 } } x = new A().m()", json!({}), "x=1");
    check("function total() { return 5 } x = total()", json!({ "total": 1 }), "x=5");
    let saved = "which cannot be saved with the data";
    check("x = () => 1", json!({}), &format!("! TypeError 0..11 x is a function, {saved}"));
    check("function f() {} x = f", json!({ "x": 1 }), &format!("! TypeError 0..21 x is a function, {saved}"));
    check(
        "x = { [Symbol.iterator]: 1 }",
        json!({}),
        &format!("! TypeError 0..28 x is an object with a symbol as a key, {saved}"),
    );
}

#[test]
fn delete_removes_a_variable() {
    check("delete a", json!({ "a": 1, "b": 2 }), "-a");
    check("x = a; delete a; y = typeof a", json!({ "a": 1 }), r#"-a x=1 y="undefined""#);
    check("delete d.k", json!({ "d": { "k": 1 } }), "d={}");
    check("delete missing; x = 1", json!({}), "x=1");
    check("delete globalThis.a", json!({ "a": 1 }), "-a");
}

#[test]
fn the_global_object_holds_the_data() {
    check("this.x = this.a + 1", json!({ "a": 1 }), "x=2");
    check("globalThis['y'] = Object.keys(globalThis).includes('a')", json!({ "a": 1 }), "y=true");
}

#[test]
fn errors_stand_in_the_text_of_the_author() {
    check("x = 1\ny = unknown", json!({}), "! ReferenceError 10..17 unknown is not defined");
    check("x = 1;\n  d.a.b", json!({ "d": {} }), "! TypeError 13..14 cannot convert 'null' or 'undefined' to object");
    check("throw new RangeError('no')", json!({}), "! RangeError 6..9 no");
    check("throw 'text'", json!({}), "! Error 6..7 text");
    check("class E extends Error { name = 'Mine' }\nthrow new E('no')", json!({}), "! Mine 46..49 no");
    check("x = ;", json!({}), "! SyntaxError 4..5 unexpected token ';', primary expression");
    check("x = (1", json!({}), "! SyntaxError 6..6 abrupt end");
    check("}); (function () {", json!({}), "! SyntaxError 0..1 unexpected token '}', primary expression");
    check("return 1", json!({}), "! SyntaxError 0..6 unexpected token 'return', statement");
}

#[test]
fn clock_and_random_are_the_simulations() {
    check(
        "x = Date.now(); y = new Date()",
        json!({}),
        r#"x=1700000000000 y={"$type":"datetime","value":"2023-11-14T22:13:20+00:00"}"#,
    );
    check("x = new Date(2024, 0, 2).toISOString()", json!({}), r#"x="2024-01-02T00:00:00.000Z""#);
    let draw = |seed| outcome("x = Math.random()", Kind::Script, &Input { seed, ..Input::default() });
    assert_eq!(draw(1), draw(1));
    assert_ne!(draw(1), draw(2));
}

#[test]
fn printing_is_kept() {
    let mut javascript = JavaScript::new();
    let program = javascript.compile("console.log('a', 1, [2])", Kind::Script).expect("compiles");
    let Ok(Outcome::Done(done)) = javascript.run(program.id, &Input::default()) else { panic!("done") };
    assert_eq!(done.printed, "a 1 [ 2 ]\n");
}

#[test]
fn host_functions_are_answered_by_restart() {
    let functions = ["lookup".into()];
    let mut javascript = JavaScript::new();
    let text = "try { a = lookup(1, 'k') } catch { a = 0 } finally { f = 1 }\nb = lookup([a])";
    let program = javascript.compile(text, Kind::Script).expect("compiles").id;
    let mut run = |answers: &[Value]| {
        told(javascript.run(program, &Input { functions: &functions, answers, ..Input::default() }), Kind::Script)
    };
    for _ in 0..100 {
        assert_eq!(run(&[]), r#"?lookup([1,"k"])"#);
        assert_eq!(run(&[Value::Int(5)]), "?lookup([[5]])");
        assert_eq!(run(&[Value::Int(5), Value::text("z")]), r#"a=5 f=1 b="z""#);
    }
}

#[test]
fn expressions_have_a_value() {
    check_expression("a > 1 && b === 'x'", json!({ "a": 2, "b": "x" }), "true");
    check_expression("  items\n  .map(i => i * k)\n", json!({ "items": [1, 2], "k": 2 }), "[2,4]");
    check_expression("{ a: 1 }", json!({}), r#"{"a":1}"#);
    check_expression("a > 1;", json!({ "a": 2 }), "true");
    check_expression("undefined", json!({}), "null");
    check_expression("\n x.y", json!({}), "! ReferenceError 2..3 x is not defined");
    check_expression("x = ", json!({}), "! SyntaxError 3..3 unexpected token ')', primary expression");
    check_expression("1); evil(", json!({}), "! SyntaxError 9..9 expected a single expression");
    check_expression("", json!({}), "! SyntaxError 0..0 unexpected token ')', empty parenthesized expression");
}

#[test]
fn cells_compare_with_the_input() {
    let check = |text: &str, value: serde_json::Value, expected: &str| {
        let context = data(json!({ "?": value }));
        let input = Input { variables: data(json!({ "b": 3 })), context, ..Input::default() };
        assert_eq!(outcome(text, Kind::UnaryTests, &input), expected, "{text}");
    };
    check("", json!(1), "true");
    check("-", json!(1), "true");
    check("'x'", json!("x"), "true");
    check("> 5 && b < 4", json!(6), "true");
    check("b + 1", json!(4), "true");
    check("< b", json!(4), "false");
    check("? > b && ? < 6", json!(5), "true");
    check("[1, 2].includes(?)", json!(3), "false");
    check("? ? b === 3 : false", json!(1), "true");
}

#[test]
fn every_kind_of_value_makes_the_round_trip() {
    let values = [
        json!(null),
        json!(true),
        json!(-5),
        json!(1.5),
        json!("text"),
        json!([1, [2]]),
        json!({ "b": 1, "a": { "__proto__": 2, "constructor": 3 } }),
        json!({ "$type": "datetime", "value": "2024-05-06T07:08:09.123+00:00" }),
        json!({ "$type": "date", "value": "2024-05-06" }),
        json!({ "$type": "time", "value": "07:08:09" }),
        json!({ "$type": "timedelta", "value": 1.5 }),
        json!({ "$type": "decimal", "value": "1.10" }),
        json!({ "$type": "uuid", "value": "6ba7b810-9dad-11d1-80b4-00c04fd430c8" }),
        json!({ "$type": "bytes", "value": "AAE=" }),
        json!({ "$type": "float", "value": "nan" }),
        json!({ "$type": "float", "value": "-inf" }),
        json!({ "$type": "integer", "value": "9007199254740993" }),
        json!({ "$type": "integer", "value": "123456789012345678901234567890" }),
        json!({ "$type": "set", "value": [1] }),
        json!({ "$type": "dict", "value": [[1, "a"], [true, "b"]] }),
    ];
    for value in values {
        check_expression("v", json!({ "v": value }), &value.to_string());
        check("w = v; x = 1", json!({ "v": value }), &format!("w={value} x=1"));
    }
    let kept = json!({ "t": { "$type": "tuple", "value": [1] }, "f": 2.0, "d": { "$type": "datetime", "value": "2024-05-06T07:08:09" } });
    check("v.n = 1", json!({ "v": kept }), &format!("v={}", kept.to_string().replace("}}", r#"},"n":1}"#)));
    check("x = v * 2 + `${v}`", json!({ "v": { "$type": "decimal", "value": "1.10" } }), r#"x="2.21.10""#);
}

#[test]
fn results_that_cannot_be_saved_are_refused() {
    let saved = "which cannot be saved with the data";
    check("x = { a: [1, () => 1] }", json!({}), &format!("! TypeError 0..23 x.a[1] is a function, {saved}"));
    check("x = Promise.resolve(1)", json!({}), &format!("! TypeError 0..22 x is a promise, {saved}"));
    check("x = /a/", json!({}), &format!("! TypeError 0..7 x is a regular expression, {saved}"));
    check("x = [Symbol('a')]", json!({}), &format!("! TypeError 0..17 x[0] is a symbol, {saved}"));
    check(
        "x = {}; x.x = x",
        json!({}),
        &format!("! TypeError 0..15 x.x.x.x.x.x.x is a value that is nested too deeply or contains itself, {saved}"),
    );
}

#[test]
fn nothing_leaks_into_the_next_evaluation() {
    let poisons = [
        "leak = 1",
        "this.leak = 1",
        "globalThis.leak = 1",
        "Array.prototype.leak = 1",
        "Object.prototype.leak = 1; leak = 1",
        "Object.leak = 1",
        "Math.leak = 1; Math.random = () => 5; Math = 5",
        "Array.prototype.map = () => 'poisoned'",
        "JSON.stringify = () => 'poisoned'",
        "Date.now = () => 5; Date = null",
        "[].constructor.prototype.push = null; ({}).__proto__.leak = 1",
        "Object.defineProperty(globalThis, 'leak', { value: 1, configurable: false }); throw 1",
        "Object.setPrototypeOf(Array.prototype, { leak: 1 })",
        "(function* () {}).constructor.prototype.leak = 1; [][Symbol.iterator]().__proto__.next = null",
        "leak = 1; throw new Error('x')",
        "leak = 1; for (;;);",
        "console.log = null; console = 1",
        "Promise.resolve().then(() => { globalThis.leak = 1 })",
        "Error.prototype.name = 'leak'; new Error().__proto__.leak = 1",
    ];
    let probe = "x = [typeof leak, [].leak, ({}).leak, Object.leak, Math.leak, Math.random() < 1, [1].map(n => n + 1)[0], \
        JSON.stringify([1]), Date.now(), Object.keys(globalThis).length, typeof console.log, new Error('m').name]";
    let limits = ScriptLimits { loop_rounds: 100_000, ..ScriptLimits::default() };
    let mut javascript = JavaScript::new();
    let program = javascript.compile(probe, Kind::Script).expect("compiles").id;
    let probe = |javascript: &mut JavaScript| {
        let run = javascript.run(program, &Input { now: 7, ..Input::default() });
        told(run, Kind::Script)
    };
    let clean = probe(&mut javascript);
    assert_eq!(clean, r#"x=["undefined",null,null,null,null,true,2,"[1]",7,0,"function","Error"]"#);
    for poison in poisons {
        let id = javascript.compile(poison, Kind::Script).expect("compiles").id;
        let _ = javascript.run(id, &Input { limits, ..Input::default() });
        assert_eq!(probe(&mut javascript), clean, "{poison}");
    }
}

#[test]
fn objects_may_have_properties_named_like_those_of_prototypes() {
    check(
        "o = {}; o.toString = 1; o.constructor = 2; o.valueOf = 3",
        json!({}),
        r#"o={"toString":1,"constructor":2,"valueOf":3}"#,
    );
    check("function F() {} F.prototype.toString = () => 'f'; x = '' + new F()", json!({}), r#"x="f""#);
    check("e = new Error('a'); e.message = 'b'; x = e.message; e = 0", json!({}), r#"e=0 x="b""#);
}

#[test]
fn texts_cannot_be_compiled_at_run_time() {
    let message = "texts cannot be compiled in a script";
    check("x = new Function('return 1')", json!({}), &format!("! EvalError 4..7 {message}"));
    check("x = (() => {}).constructor('return 1')", json!({}), &format!("! EvalError 26..27 {message}"));
    check("eval('1')", json!({}), "! ReferenceError 0..4 eval is not defined");
}

fn check_limit(text: &str) {
    let limits = ScriptLimits { milliseconds: 300, loop_rounds: 1_000_000, ..ScriptLimits::default() };
    let mut javascript = JavaScript::new();
    let program = javascript.compile(text, Kind::Script).expect("compiles").id;
    let result = javascript.run(program, &Input { limits, ..Input::default() });
    assert_eq!(result.expect_err("a limit").failure, Failure::Limit, "{text}");
    let program = javascript.compile("x = 1", Kind::Script).expect("compiles").id;
    assert_eq!(told(javascript.run(program, &Input::default()), Kind::Script), "x=1", "{text}");
}

#[test]
fn limits_hold() {
    check_limit("for (;;);");
    check_limit("while (true) { try { while (true); } catch {} }");
    check_limit("function f() { return f() } f()");
    check_limit("function f() { for (let i = 0; i < 900000; i++); } for (let i = 0; i < 900000; i++) f()");
    check_limit("[1].map(() => { for (;;); })");
}

#[test]
fn deep_texts_do_no_harm() {
    for (open, close) in
        [("(", ")"), ("[", "]"), ("-", ""), ("!", ""), ("f(", ")"), ("1 + ", ""), ("a => ", ""), ("{", "}")]
    {
        let text = format!("x = {}1{}", open.repeat(100_000), close.repeat(100_000));
        let mut javascript = JavaScript::new();
        assert_eq!(javascript.compile(&text, Kind::Script).expect_err("too deep").class, "SyntaxError");
        assert!(!javascript.check(&text, Kind::Script).diagnostics.is_empty());
        let text = format!("x = {}1{}", open.repeat(40), close.repeat(40));
        let _ = javascript.compile(&text, Kind::Script).map(|program| javascript.run(program.id, &Input::default()));
    }
}

fn check_names(text: &str, reads: &str, writes: &str) {
    let check = JavaScript::new().check(text, Kind::Script);
    assert_eq!((check.reads.join(" ").as_str(), check.writes.join(" ").as_str()), (reads, writes), "{text}");
}

#[test]
fn names_read_and_written() {
    check_names("x = a + 1; y = x", "a", "x y");
    check_names("if (a) x = 1; y = x", "a x", "x y");
    check_names("total += 1; n++", "total n", "total n");
    check_names("for (const i of items) s = i.length", "items", "s");
    check_names("x = items.map((i) => i + k)", "items k", "x");
    check_names("function f(a, b = c) { const q = a + d; return q } x = f(1)", "c d", "x");
    check_names("d.k = 1; l.push(v); delete o.p.q", "d l v o", "d l o");
    check_names("delete a; x = Math.max(b, 1)", "b", "a x");
    check_names("const x = a; let y = x", "a", "x y");
    check_names("try { x = 1 } catch (e) { y = e }", "", "x y");
    check_names("x = `${a} ${b}`; ({ c } = d)", "a b d", "x c");
}

#[test]
fn checks_find_problems() {
    let check = |text: &str| {
        let check = JavaScript::new().check(text, Kind::Script);
        let line = |found: &crate::diagnostic::Diagnostic| {
            let span = found.place.span.unwrap_or_default();
            format!("{} {}..{}", found.code, span.start, span.end)
        };
        check.diagnostics.iter().map(line).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(check("x = 1"), "");
    assert_eq!(check("let x = 1\nlet y = )"), "javascript/syntax 18..19");
    assert_eq!(check("let x; let x"), "javascript/syntax 0..3");
}
