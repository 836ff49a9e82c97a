use serde_json::json;

use super::*;
use crate::language::{Failure, ScriptLimits};
use crate::value::{Map, Value};

/// Changes as `name=json` and `-name`, a value as JSON, a call as `?name(arguments)`, an error as
/// `! Class from..to message`.
fn outcome(text: &str, kind: Kind, input: &Input<'_>) -> String {
    let mut python = Python::new();
    let result = python.compile(text, kind).and_then(|program| python.run(program.id, input));
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
        Ok(Outcome::Call(call)) => {
            format!("?{}({}, {})", call.function, json(&Value::list(call.arguments)), json(&call.named.into()))
        }
        Err(error) => {
            let range = error.range.map_or(String::new(), |(from, to)| format!(" {from}..{to}"));
            format!("! {}{range} {}", error.class, error.message)
        }
    }
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

fn check_cell(text: &str, value: serde_json::Value, expected: &str) {
    let input = Input { variables: data(json!({ "b": 3 })), context: data(json!({ "?": value })), ..Input::default() };
    assert_eq!(outcome(text, Kind::UnaryTests, &input), expected, "{text}");
}

#[test]
fn scripts_return_what_they_changed() {
    check("x = a + 1", json!({ "a": 1, "b": 2 }), "x=2");
    check("a = a", json!({ "a": 1 }), "");
    check("a = 1.0", json!({ "a": 1 }), "a=1.0");
    check("items.append(3)", json!({ "items": [1, 2] }), "items=[1,2,3]");
    check("d['x']['y'] = 2", json!({ "d": { "x": { "y": 1 } } }), r#"d={"x":{"y":2}}"#);
    check("alias = d\nalias['k'] = 1", json!({ "d": {} }), r#"d={"k":1} alias={"k":1}"#);
    check("m = l\nm += [1]", json!({ "l": [] }), "l=[1] m=[1]");
    check("random.shuffle(l)\nx = len(l)", json!({ "l": [1, 2, 3, 4, 5, 6, 7, 8] }), "l=[4,7,2,6,8,1,5,3] x=8");
    check("if a: x = 1", json!({ "a": 0 }), "");
    check("for i in range(3): total = i", json!({}), "i=2 total=2");
    check("x = [i for i in range(3)]", json!({}), "x=[0,1,2]");
    check("", json!({ "a": 1 }), "");
    check("locals()['a']", json!({ "a": 1 }), "");
    check("x = sorted(globals().keys())[0]", json!({ "a": 1 }), r#"x="a""#);
    check("ü = 'ä' + ü", json!({ "ü": "ö" }), r#"ü="äö""#);
}

#[test]
fn functions_classes_and_modules_do_not_become_data() {
    check("import json\nfrom math import pi\nx = json.dumps([1])", json!({}), r#"pi=3.141592653589793 x="[1]""#);
    check("def f(n): return n * k\nx = f(2)", json!({ "k": 3 }), "x=6");
    check("def f(): return 1\nx = f()", json!({ "f": 1 }), "x=1");
    check("class A:\n  def m(self): return 1\nx = A().m()", json!({}), "x=1");
}

#[test]
fn del_works_everywhere() {
    check("del a", json!({ "a": 1 }), "-a");
    check("del a, b\nc = 1", json!({ "a": 1, "b": 2 }), "c=1 -a -b");
    check("del (a, [b])", json!({ "a": 1, "b": 2 }), "-a -b");
    check("x = a; del a; y = 2", json!({ "a": 1 }), "x=1 y=2 -a");
    check("if a: del a; b = 1\nelse: c = 2", json!({ "a": 1 }), "b=1 -a");
    check("for k in ['x']:\n  del d[k]", json!({ "d": { "x": 1, "y": 2 } }), r#"d={"y":2} k="x""#);
    check("del d['x'], l[0]; z = 1", json!({ "d": { "x": 1 }, "l": [1, 2] }), r#"d={} l=[2] z=1"#);
    check("del l[1:]", json!({ "l": [1, 2, 3] }), "l=[1]");
    check("def f():\n  q = 1\n  del q\n  return 2\nx = f()", json!({}), "x=2");
    check("try:\n  del missing\nexcept NameError:\n  x = 1", json!({}), "x=1");
    check("a = 1\ndel a # gone\nb = 2", json!({}), "b=2");
    check("while True:\n    if a: del a; break", json!({ "a": 1 }), "-a");
    check(
        "del o.x",
        json!({}),
        "! NotImplementedError 4..7 only variables and items of dicts and lists can be deleted",
    );
}

#[test]
fn errors_stand_in_the_text_of_the_author() {
    check("x = 1\ny = unknown", json!({}), "! NameError 10..17 name 'unknown' is not defined");
    check("del a\nb = a", json!({ "a": 1 }), "! NameError 10..11 name 'a' is not defined");
    check("if 1: del a; x = 1 / 0", json!({ "a": 1 }), "! ZeroDivisionError 17..22 division by zero");
    check("del d['k']", json!({ "d": {} }), "! KeyError 0..10 k");
    check("del ü; 1/0", json!({ "ü": 1 }), "! ZeroDivisionError 8..11 division by zero");
    check("x = (1,\n", json!({}), "! SyntaxError 8..8 unexpected EOF while parsing");
    check("x = d.name", json!({ "d": { "name": 1 } }), "! AttributeError 4..10 'dict' object has no attribute 'name'");
    check("raise ValueError('no')", json!({}), "! ValueError 6..22 no");
    check("x = timedelta(1) + unknown", json!({}), "! NameError 19..26 name 'unknown' is not defined");
}

#[test]
fn globals_are_found_without_import() {
    check("x = timedelta(days=1)", json!({}), r#"x={"$type":"timedelta","value":86400}"#);
    check("x = datetime(2024, 1, 2, 3)", json!({}), r#"x={"$type":"datetime","value":"2024-01-02T03:00:00"}"#);
    check("x = datetime.now()", json!({}), r#"x={"$type":"datetime","value":"2023-11-14T22:13:20"}"#);
    check("x = math.floor(2.5); y = json.loads('[1]')", json!({}), "x=2 y=[1]");
    check("x = decimal.Decimal('1.10')", json!({}), r#"x={"$type":"decimal","value":"1.10"}"#);
    check("x = calendar.monthrange(2024, 2)[1]", json!({}), "x=29");
    check("x = pytz.utc is not None", json!({}), "x=true");
    check(
        "x = time.time()",
        json!({ "time": 1 }),
        "! ValueError 4..8 the variable 'time' has the name of something every script finds without import",
    );
    check_expression("time + 1", json!({ "time": 1 }), "2");
}

#[test]
fn timedeltas_take_fractions() {
    let made = |text: &str, seconds: &str| {
        check_expression(text, json!({ "n": 0.5 }), &format!(r#"{{"$type":"timedelta","value":{seconds}}}"#));
    };
    made(" timedelta(seconds=0.05)", "0.05");
    made("timedelta(n)", "43200");
    made("timedelta(1, n, minutes=-n * 3, weeks=1)", "691110.5");
    made("timedelta(microseconds=1.5, milliseconds=0.001)", "2e-6");
    made("timedelta(hours=n) + timedelta(hours=int(n), minutes=timedelta(minutes=n).total_seconds() / 60)", "1830");
    check(
        "import datetime as d\nx = d.timedelta(\n  days=n)",
        json!({ "n": 0.25 }),
        r#"x={"$type":"timedelta","value":21600}"#,
    );
    check("x = timedelta(days='1')", json!({}), "! TypeError 4..23 'str' object cannot be interpreted as an integer");
    check(
        "x = timedelta(dais=n)",
        json!({ "n": 0.5 }),
        "! TypeError 4..21 timedelta() got an unexpected keyword argument 'dais'",
    );
    check("def timedelta(n):\n  return n + 1\nx = timedelta(n)", json!({ "n": 0.5 }), "x=1.5");
}

#[test]
fn globals_are_what_the_host_says() {
    let globals = data(json!({ "datetime": "datetime", "Decimal": "decimal.Decimal", "rate": 3, "bad": "os" }));
    let run = |text: &str| outcome(text, Kind::Script, &Input { globals: Some(&globals), ..Input::default() });
    assert_eq!(run("x = datetime.date(2024, 1, 2)"), r#"x={"$type":"date","value":"2024-01-02"}"#);
    assert_eq!(run("x = Decimal(2) * rate"), r#"x={"$type":"decimal","value":"6"}"#);
    assert_eq!(
        run("x = json.dumps(1)"),
        "! NameError 4..8 name 'json' is not defined. Did you forget to import 'json'?"
    );
    assert_eq!(run("bad.environ"), "! ImportError the configured global 'os' is not available");
}

#[test]
fn uuids_are_values() {
    check("x = len(str(uuid.uuid4()))", json!({}), "x=36");
    check(
        "import uuid as u\nx = u.UUID('0' * 32)",
        json!({}),
        r#"x={"$type":"uuid","value":"00000000-0000-0000-0000-000000000000"}"#,
    );
    let id = json!({ "$type": "uuid", "value": "6ba7b810-9dad-11d1-80b4-00c04fd430c8" });
    check("x = str(id['a'])[:8]", json!({ "id": { "a": id } }), r#"x="6ba7b810""#);
    check("x = str(uuid.uuid5(uuid.NAMESPACE_DNS, 'a.b'))[14]", json!({}), r#"x="5""#);
}

#[test]
fn clock_sleep_and_random_are_the_simulations() {
    let input = Input { now: 1_700_000_000_000, seed: 7, ..Input::default() };
    let mut python = Python::new();
    let program = python.compile("a = time.time()\ntime.sleep(1.5)\nb = time.time() - a\nprint('hi')", Kind::Script);
    let Ok(Outcome::Done(done)) = program.and_then(|program| python.run(program.id, &input)) else { panic!("done") };
    assert_eq!((done.slept, done.printed.as_str()), (1_500, "hi\n"));
    assert_eq!(done.changes[1], ("b".into(), Some(Value::Float(1.5))));
    let draw = |seed| outcome("x = random.random()", Kind::Script, &Input { seed, ..Input::default() });
    assert_eq!(draw(1), draw(1));
    assert_ne!(draw(1), draw(2));
}

#[test]
fn imports_are_few() {
    check("import os\nx = 1", json!({}), "! ImportError 7..9 import of 'os' is not allowed");
    check("from os.path import join", json!({}), "! ImportError 0..24 import of 'os.path' is not allowed");
    check("from datetime import date as d\nx = d(2024, 1, 2)", json!({}), r#"x={"$type":"date","value":"2024-01-02"}"#);
    check("open('/etc/passwd')", json!({}), "! PermissionError 0..19 'open' is not allowed in a script");
}

#[test]
fn host_functions_are_answered_by_restart() {
    let functions = ["lookup".into()];
    let text = "a = lookup(1, key='x')\nb = lookup(a)";
    let run =
        |answers: &[Value]| outcome(text, Kind::Script, &Input { functions: &functions, answers, ..Input::default() });
    assert_eq!(run(&[]), r#"?lookup([1], {"key":"x"})"#);
    assert_eq!(run(&[Value::Int(5)]), "?lookup([5], {})");
    assert_eq!(run(&[Value::Int(5), Value::text("z")]), r#"a=5 b="z""#);
}

#[test]
fn expressions_have_a_value() {
    check_expression("a > 1 and b == 'x'", json!({ "a": 2, "b": "x" }), "true");
    check_expression("  [i * k for i in l]\n", json!({ "l": [1, 2], "k": 2 }), "[2,4]");
    check_expression("x = 1", json!({}), "! SyntaxError 2..3 Unexpected token at the end of an expression");
    check_expression("timedelta(hours=1)", json!({}), r#"{"$type":"timedelta","value":3600}"#);
    check_expression(" unknwn", json!({ "unknown": 1 }), "! NameError 1..7 name 'unknwn' is not defined");
    check_expression(
        "re.match('a', 'a')",
        json!({}),
        "! TypeError the result is a re.Match, which cannot be saved with the data",
    );
}

#[test]
fn cells_follow_spiffworkflow() {
    check_cell("", json!(1), "true");
    check_cell(" - ", json!(1), "true");
    check_cell("> 5 and b < 4", json!(6), "true");
    check_cell("'x'", json!("x"), "true");
    check_cell("? in [1, 2]", json!(2), "true");
    check_cell("?['a'] == '?'", json!({ "a": "?" }), "true");
    check_cell("in (1, 2)", json!(3), "false");
    check_cell("= 1", json!(3), "! SyntaxError 0..1 Unexpected token at the end of an expression");
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
        json!({ "b": 1, "a": { "__proto__": 2 } }),
        json!({ "$type": "datetime", "value": "2024-05-06T07:08:09.123456+02:00" }),
        json!({ "$type": "date", "value": "2024-05-06" }),
        json!({ "$type": "time", "value": "07:08:09" }),
        json!({ "$type": "timedelta", "value": 1.5 }),
        json!({ "$type": "decimal", "value": "1.10" }),
        json!({ "$type": "uuid", "value": "6ba7b810-9dad-11d1-80b4-00c04fd430c8" }),
        json!({ "$type": "bytes", "value": "AAE=" }),
        json!({ "$type": "float", "value": "nan" }),
        json!({ "$type": "float", "value": "-inf" }),
        json!({ "$type": "integer", "value": "123456789012345678901234567890" }),
        json!({ "$type": "tuple", "value": [1, { "$type": "tuple", "value": [] }] }),
        json!({ "$type": "set", "value": [1] }),
        json!({ "$type": "dict", "value": [[1, "a"], [{ "$type": "tuple", "value": [1] }, "b"]] }),
    ];
    for value in values {
        check_expression("v", json!({ "v": value }), &value.to_string());
        check("w = v\nx = 1", json!({ "v": value }), &format!("w={value} x=1"));
    }
}

#[test]
fn results_that_cannot_be_saved_are_refused() {
    let saved = "which cannot be saved with the data";
    check("x = {'a': [1, range(3)]}", json!({}), &format!("! TypeError 0..24 x.a[1] is a range, {saved}"));
    check("class A:\n  pass\nx = A()", json!({}), &format!("! TypeError 16..23 x is a A, {saved}"));
    check("x = []\nx.append(x)", json!({}), &format!("! TypeError 7..18 x[0] is a reference to itself, {saved}"));
    check("f = lambda: 1\nx = f()", json!({ "f": 1 }), &format!("! TypeError 0..13 f is a function, {saved}"));
    check("def f(): pass\nx = f", json!({}), &format!("! TypeError 14..19 x is a function, {saved}"));
    check("import math\nx = math", json!({}), &format!("! TypeError 12..20 x is a module, {saved}"));
    check("x = int", json!({}), &format!("! TypeError 0..7 x is a type, {saved}"));
    check("f = lambda: 1\nx = f()\ndel f", json!({}), "x=1");
    check("x = [len]", json!({}), &format!("! TypeError 0..9 x[0] is a builtin_function_or_method, {saved}"));
}

fn check_limit(text: &str, class: &str) {
    let limits = ScriptLimits { milliseconds: 200, ..ScriptLimits::default() };
    let mut python = Python::new();
    let program = python.compile(text, Kind::Script);
    let result = program.and_then(|program| python.run(program.id, &Input { limits, ..Input::default() }));
    let error = result.expect_err("a limit");
    assert_eq!((error.failure, error.class.as_str()), (Failure::Limit, class), "{text}");
}

#[test]
fn limits_hold() {
    check_limit("while True: pass", "TimeoutError");
    check_limit("x = [0] * 10 ** 10", "MemoryError");
    check_limit("x = 'a' * 10 ** 10", "MemoryError");
    check_limit("x = 10 ** 10 ** 10", "MemoryError");
    check_limit("def f(n): return f(n + 1)\nf(0)", "RecursionError");
    check_limit("while True:\n  try:\n    while True: pass\n  except: pass", "TimeoutError");
}

#[test]
fn hostile_texts_do_no_harm() {
    check("().__class__.__bases__", json!({}), "! AttributeError 0..12 'tuple' object has no attribute '__class__'");
    check("exec('import os\\nos.environ')", json!({}), "! PermissionError 'os.environ' is not allowed in a script");
    for (open, close) in [("(", ")"), ("[", "]"), ("-", ""), ("not ", ""), ("f(", ")"), ("1 + ", "")] {
        let text = format!("x = {}1{}", open.repeat(100_000), close.repeat(100_000));
        let mut python = Python::new();
        assert_eq!(python.compile(&text, Kind::Script).expect_err("too deep").class, "SyntaxError");
        assert!(!python.check(&text, Kind::Script).diagnostics.is_empty());
    }
    check(
        "x = []\nfor i in range(100000): x = [x]",
        json!({}),
        "! TypeError 0..6 x[0][0][0][0][0][0] is a value nested too deeply, which cannot be saved with the data",
    );
}

fn check_names(text: &str, reads: &str, writes: &str) {
    let check = Python::new().check(text, Kind::Script);
    assert_eq!((check.reads.join(" ").as_str(), check.writes.join(" ").as_str()), (reads, writes), "{text}");
}

#[test]
fn names_read_and_written() {
    check_names("x = a + 1\ny = x", "a", "x y");
    check_names("if a: x = 1\ny = x", "a x", "x y");
    check_names("if a: x = 1\nelse: x = 2\ny = x", "a", "x y");
    check_names("total += 1", "total", "total");
    check_names("for i in items: s = len(i)", "items", "i s");
    check_names("x = [i + k for i in l if i in m]", "l m k", "x");
    check_names("def f(a, b=c):\n  q = a + d\n  return q\nx = f(1)", "c d", "x");
    check_names("d['k'] = 1\nl.append(v)", "d l v", "d l");
    check_names("del a\nimport json\nx = json.dumps(datetime.now())", "a", "a x");
    check_names("try:\n  x = 1\nexcept ValueError as e:\n  y = e\nz = x", "x", "x y z");
    check_names("x = lambda n: n + k", "k", "x");
    check_names("with a as b: c = b\nmatch c:\n  case [p, *q]: r = p", "a", "b c p q r");
    check_names("if (n := len(a)) > 1: x = n", "a", "n x");
    check_names("def f():\n  global g\n  g = h", "h", "g");
    check_names("x = f'{a} {b!r:>{w}}'", "a b w", "x");
}

fn check_diagnostics(text: &str, kind: Kind, expected: &[&str]) {
    let check = Python::new().check(text, kind);
    let line = |found: &crate::diagnostic::Diagnostic| {
        let span = found.place.span.unwrap_or_default();
        format!("{} {}..{}", found.code, span.start, span.end)
    };
    assert_eq!(check.diagnostics.iter().map(line).collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn checks_find_all_problems() {
    check_diagnostics("x = 1", Kind::Script, &[]);
    check_diagnostics("x = (\ny = )\nz = ]", Kind::Script, &["python/syntax 8..9", "python/syntax 16..17"]);
    check_diagnostics("import os, json", Kind::Script, &["python/import 7..9"]);
    check_diagnostics(
        "class A(B): pass\ndef f(): yield 1",
        Kind::Script,
        &["python/unsupported 6..7", "python/unsupported 26..33"],
    );
    check_diagnostics("del a.b", Kind::Script, &["python/unsupported 4..7"]);
    check_diagnostics("a >", Kind::Expression, &["python/syntax 3..3"]);
}

#[test]
fn a_plain_text_is_told_to_need_quotes() {
    let meant = |text: &str| {
        let found = Python::new().check(text, Kind::Expression).diagnostics;
        let help = found.first().and_then(|found| found.help.clone()).unwrap_or_default();
        help.split_once("Did you mean `").map(|(_, meant)| meant.trim_end_matches("`?").to_owned())
    };
    for text in ["https://x", "mailto://ada@x.test?subject=order", "Please wait."] {
        assert_eq!(meant(text), Some(format!("'{text}'")), "{text}");
    }
    for text in ["a >", "f(x", "a if b", "not a b", "'it", "x = 1", "a b 1"] {
        assert_eq!(meant(text), None, "{text}");
    }
}

#[test]
fn the_task_is_read_by_its_attributes_and_is_no_variable() {
    let task = json!({ "task": { "id": 7, "task_spec": { "lane": "Manager", "bpmn_id": "approve" } } });
    let run = |text: &str, variables: serde_json::Value| {
        let input = Input { variables: data(variables), context: data(task.clone()), ..Input::default() };
        outcome(text, Kind::Script, &input)
    };
    assert_eq!(run("l = task.task_spec.lane", json!({})), r#"l="Manager""#);
    assert_eq!(
        run("x = [task.id, task.task_spec.bpmn_id]\ny = list(locals())", json!({})).split(' ').next(),
        Some(r#"x=[7,"approve"]"#)
    );
    assert_eq!(run("l = task['own']", json!({ "task": { "own": 1 } })), "l=1");
    assert_eq!(run("task = 1", json!({})), "task=1");
}
