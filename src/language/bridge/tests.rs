use serde_json::json;

use super::*;
use crate::value::Value;

/// A language whose results are made of what it is given, so that nothing is lost unseen.
#[derive(Default)]
struct Echo {
    compiled: Vec<(Kind, String)>,
}

impl Language for Echo {
    fn id(&self) -> LanguageId {
        LanguageId::Python
    }

    fn check(&mut self, text: &str, _: Kind) -> Check {
        let found = crate::diagnostic::Diagnostic::new(crate::diagnostic::codes::PYTHON_SYNTAX, text);
        let span = crate::source::Span::new(1, 300);
        Check { diagnostics: vec![found.span(Some(span)).help("h")], reads: vec!["r".into()], writes: vec!["w".into()] }
    }

    fn expects(&mut self, text: &str, _: Kind) -> Map {
        Map::from_iter([(text, Value::Null)])
    }

    fn compile(&mut self, text: &str, kind: Kind) -> Result<Program, ScriptError> {
        if text == "bad" {
            return Err(ScriptError {
                failure: Failure::Syntax,
                class: "SyntaxError".into(),
                message: "bad".into(),
                range: Some((1, 200)),
                help: Some("better".into()),
            });
        }
        self.compiled.push((kind, text.to_owned()));
        let names = (text != "any").then(|| vec!["a".into(), "b".into()]);
        Ok(Program { id: ProgramId(self.compiled.len() as u32 - 1), names })
    }

    fn run(&mut self, program: ProgramId, input: &Input<'_>) -> Result<Outcome, ScriptError> {
        let (_, text) = &self.compiled[program.0 as usize];
        if text == "call" {
            let arguments = input.answers.to_vec();
            return Ok(Outcome::Call(Call { function: "f".into(), arguments, named: input.context.clone() }));
        }
        let told = format!("{text} {:?} {} {} {:?}", input.functions, input.now, input.seed, input.limits);
        let globals = input.globals.map_or(Value::Null, |globals| globals.clone().into());
        let changes = vec![
            ("variables".into(), Some(input.variables.clone().into())),
            ("globals".into(), Some(globals)),
            ("gone".into(), None),
        ];
        Ok(Outcome::Done(Done { value: Value::text(told), changes, printed: "p".into(), slept: 1 << 40 }))
    }
}

use crate::language::{Call, Done};

/// Dies of every request that mentions "bomb".
struct Local {
    server: Server<Echo>,
    requests: usize,
}

impl Transport for &mut Local {
    fn evaluate(&mut self, _: LanguageId, request: &[u8]) -> Option<Vec<u8>> {
        self.requests += 1;
        if request.windows(4).any(|window| window == b"bomb") {
            self.server = Server::new(Echo::default());
            return None;
        }
        Some(self.server.serve(request))
    }
}

fn local() -> Local {
    Local { server: Server::new(Echo::default()), requests: 0 }
}

fn data(json: serde_json::Value) -> Map {
    serde_json::from_value(json).expect("an object")
}

#[test]
fn everything_crosses_both_ways() {
    let mut local = local();
    let mut bridge = Bridge::new(LanguageId::Python, &mut local);
    let globals = data(json!({ "datetime": "datetime.datetime" }));
    let input = Input {
        variables: data(json!({ "b": [1.5], "c": 3, "a": { "$type": "date", "value": "2024-01-01" } })),
        context: data(json!({ "a": 1 })),
        globals: Some(&globals),
        functions: &["f".into()],
        answers: &[Value::Int(-7)],
        now: -5,
        seed: u64::MAX,
        ..Input::default()
    };
    let mut direct = Echo::default();
    assert_eq!(bridge.expects("name", Kind::Script), Map::from_iter([("name", Value::Null)]));
    for text in ["any", "named", "call"] {
        let there = bridge.compile(text, Kind::Script).expect("compiles");
        let here = direct.compile(text, Kind::Script).expect("compiles");
        assert_eq!(there.names, here.names);
        for _ in 0..2 {
            let mut seen = input.clone();
            if let Some(names) = &here.names {
                let named = names.iter().filter_map(|name| Some((name.clone(), input.variables.get(name)?.clone())));
                seen.variables = named.collect();
            }
            assert_eq!(bridge.run(there.id, &input), direct.run(here.id, &seen), "{text}");
        }
    }
    assert_eq!(bridge.compile("bad", Kind::Expression).map(drop), direct.compile("bad", Kind::Expression).map(drop));
    assert_eq!(bridge.check("x", Kind::Script).diagnostics, direct.check("x", Kind::Script).diagnostics);
    assert_eq!(bridge.check("x", Kind::Script).writes, direct.check("x", Kind::Script).writes);
}

#[test]
fn a_text_is_compiled_once_and_again_after_a_crash() {
    let mut local = local();
    let mut bridge = Bridge::new(LanguageId::Python, &mut local);
    let other = bridge.compile("other", Kind::Script).expect("compiles").id;
    let program = bridge.compile("text", Kind::Script).expect("compiles").id;
    assert_eq!(bridge.compile("text", Kind::Script).expect("compiles").id, program);
    assert!(bridge.run(program, &Input::default()).is_ok());
    assert_eq!(bridge.transport.requests, 3);

    let bomb = Input { variables: data(json!({ "a": "bomb" })), ..Input::default() };
    assert_eq!(bridge.run(program, &bomb).expect_err("a crash").failure, Failure::Crashed);
    let Ok(Outcome::Done(done)) = bridge.run(program, &Input::default()) else { panic!("runs again") };
    assert!(done.value.as_str().is_some_and(|told| told.starts_with("text ")));
    let Ok(Outcome::Done(done)) = bridge.run(other, &Input::default()) else { panic!("runs again") };
    assert!(done.value.as_str().is_some_and(|told| told.starts_with("other ")));
    assert_eq!(bridge.transport.requests, 8);
}

struct Nobody;

impl Transport for Nobody {
    fn evaluate(&mut self, _: LanguageId, _: &[u8]) -> Option<Vec<u8>> {
        Some(Vec::new())
    }
}

#[test]
fn a_language_that_is_not_there_says_so() {
    let mut bridge = Bridge::new(LanguageId::JavaScript, Nobody);
    assert_eq!(bridge.compile("x", Kind::Script).expect_err("nobody").failure, Failure::Unavailable);
    assert!(bridge.check("x", Kind::Script).diagnostics.is_empty());
}

#[test]
fn deep_values_do_not_cross() {
    let mut local = local();
    let mut bridge = Bridge::new(LanguageId::Python, &mut local);
    let program = bridge.compile("text", Kind::Script).expect("compiles").id;
    let deep = (0..1_000).fold(Value::Null, |inner, _| Value::list(vec![inner]));
    let input = Input { variables: [("a", deep)].into_iter().collect(), ..Input::default() };
    assert_eq!(bridge.run(program, &input).expect_err("too deep").failure, Failure::Limit);
}
