use super::of_text;
use crate::language::Kind;
use crate::value::Value;

/// What a text expects, one name after the other: `name: schema`.
fn expects(text: &str, kind: Kind, expected: &[&str]) {
    let told = |(name, schema): (&crate::value::Text, &Value)| format!("{name}: {}", short(schema));
    let found: Vec<String> = of_text(text, kind).iter().map(told).collect();
    assert_eq!(found, expected, "{text}");
}

/// A schema in few letters: `number`, `string(a|b)`, `[item]`, `{field: schema}`.
fn short(schema: &Value) -> String {
    let Some(map) = schema.as_map() else { return "called".to_owned() };
    let list = |values: &[Value]| values.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>().join("|");
    let examples = match map.get("examples") {
        Some(Value::List(values)) => format!("({})", list(values)),
        _ => String::new(),
    };
    match (map.get("properties").and_then(Value::as_map), map.get("items"), map.get("type").and_then(Value::as_str)) {
        (Some(fields), _, _) => {
            let fields: Vec<String> = fields.iter().map(|(name, field)| format!("{name}: {}", short(field))).collect();
            format!("{{{}}}", fields.join(", "))
        }
        (_, Some(item), _) => format!("[{}]", short(item)),
        (_, _, Some(kind)) => format!("{kind}{examples}"),
        _ => "?".to_owned(),
    }
}

fn script(text: &str, expected: &[&str]) {
    expects(text, Kind::Script, expected);
}

fn expression(text: &str, expected: &[&str]) {
    expects(text, Kind::Expression, expected);
}

#[test]
fn comparisons_tell_types_and_values() {
    expression("choice == 'a'", &[r#"choice: string(String("a"))"#]);
    expression("'b' != choice", &[r#"choice: string(String("b"))"#]);
    expression("total > 5 and done", &["total: number(Int(5))", "done: boolean"]);
    expression("size in ['s', 'm']", &[r#"size: string(String("s")|String("m"))"#]);
    expression("not(ok)", &["ok: boolean"]);
}

#[test]
fn computing_tells_numbers_and_texts() {
    script("product = 4 * factor", &["factor: number"]);
    script("greeting = 'Hello ' + name", &["name: string"]);
    script("a = float(price) + round(b)", &["price: number", "b: number"]);
    script("total = sum(parts)", &["parts: [number]"]);
    script("x = count + 1\ny = a + b", &["count: number"]);
    script("parts = line.split(' ')", &["line: string"]);
}

#[test]
fn parts_of_a_variable_are_found() {
    script("x = reply['amount']\ny = float(x)", &["reply: {amount: number}"]);
    script("a = reply.get('items')[0]['name']", &["reply: {items: [{name: ?}]}"]);
    script("for row in rows:\n  n = row['a'] + 1", &["rows: [{a: number}]"]);
    script(
        "list = [{'id': x['id']} for x in found if x['kind'] == 'k']",
        &[r#"found: [{kind: string(String("k")), id: ?}]"#],
    );
    script(
        "items = data['Items']\nfor n in range(0, data['Count']):\n  items[n]['Subject'] == 's'",
        &[r#"data: {Items: [{Subject: string(String("s"))}], Count: number}"#],
    );
}

#[test]
fn functions_that_are_called_are_no_data() {
    expression("lookup(key)", &["lookup: called"]);
    script("who = get_current_user()['username']", &["get_current_user: called"]);
}

#[test]
fn dates_have_an_example_in_their_format() {
    let read = "day = datetime.strptime(due, '%d.%m.%Y')";
    script(read, &[r#"due: string(String("31.01.2026"))"#]);
}

#[test]
fn what_the_text_sets_itself_is_not_expected() {
    script("x = {}\ny = x['a']", &[]);
    script("for i, item in enumerate(rows):\n  a = item\ndel i", &["rows: [?]", "i: called"]);
    script("copy = item\ncopy['index'] = 1", &[]);
    script("def f(a):\n  return a * 2\nb = f(n)", &[]);
}
