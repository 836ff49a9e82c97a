//! What a script finds without import: modules and classes under the names a host configures.

use crate::value::{Map, Text, Value};

use super::shims;

/// The names scripts find when the host does not say otherwise, as SpiffArena has them: `datetime` is the class.
pub(super) const USUAL: [(&str, &str); 12] = [
    ("calendar", "calendar"),
    ("dateparser", "dateparser"),
    ("datetime", "datetime.datetime"),
    ("decimal", "decimal"),
    ("json", "json"),
    ("math", "math"),
    ("pytz", "pytz"),
    ("random", "random"),
    ("re", "re"),
    ("time", "time"),
    ("timedelta", "datetime.timedelta"),
    ("uuid", "uuid"),
];

/// The modules a script may import: what cannot reach beyond the script.
pub(super) const IMPORTABLE: [&str; 25] = [
    "__future__",
    "base64",
    "binascii",
    "bisect",
    "calendar",
    "collections",
    "copy",
    "csv",
    "dataclasses",
    "dateparser",
    "datetime",
    "decimal",
    "functools",
    "hashlib",
    "itertools",
    "json",
    "math",
    "pytz",
    "random",
    "re",
    "time",
    "tomllib",
    "typing",
    "unicodedata",
    "uuid",
];

/// Whether a script may import that module.
pub(super) fn is_importable(module: &str) -> bool {
    IMPORTABLE.contains(&module)
}

/// One name that is bound before the script begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Global {
    /// The name.
    pub name: Text,
    /// A module, or a class or function in one.
    pub what: Text,
}

/// Those of `names` that are configured; constants among them go to `constants`.
pub(super) fn among(names: &[Text], configured: Option<&Map>, constants: &mut Map) -> Vec<Global> {
    let mut found = Vec::new();
    for name in names {
        let what = match configured {
            None => USUAL.iter().find(|(usual, _)| *usual == &**name).map(|(_, what)| Text::from(*what)),
            Some(configured) => match configured.get(name) {
                Some(Value::String(what)) => Some(what.clone()),
                Some(constant) => {
                    constants.insert(name.clone(), constant.clone());
                    None
                }
                None => None,
            },
        };
        found.extend(what.map(|what| Global { name: name.clone(), what }));
    }
    found
}

/// Whether that name is configured.
pub(super) fn is_global(name: &str, configured: Option<&Map>) -> bool {
    match configured {
        None => USUAL.iter().any(|(usual, _)| *usual == name),
        Some(configured) => configured.contains_key(name),
    }
}

/// The statements that bind the globals, the shims of `imports` and those needed to revive UUIDs in `revived` variables;
/// or the global whose module is not here.
pub(super) fn prelude(globals: &[Global], imports: &[&str], revived: &[Text]) -> Result<String, Text> {
    let mut text = String::new();
    let mut shimmed: Vec<&str> = imports.iter().copied().filter(|module| shims::is_shim(module)).collect();
    if !revived.is_empty() {
        shimmed.push("uuid");
    }
    for global in globals {
        let module = global.what.split('.').next().unwrap_or("");
        if !is_importable(module) {
            return Err(global.what.clone());
        }
        if shims::is_shim(module) {
            shimmed.push(module);
        }
    }
    shimmed.sort_unstable();
    shimmed.dedup();
    shimmed.iter().for_each(|module| text.push_str(&shims::definition(module)));
    globals.iter().for_each(|global| text.push_str(&binding(global)));
    if !revived.is_empty() {
        text.push_str(shims::REVIVE);
        revived.iter().for_each(|name| text.push_str(&format!("{name} = {}revive({name})\n", shims::HIDDEN)));
    }
    Ok(text)
}

fn binding(global: &Global) -> String {
    let Global { name, what } = global;
    match what.split_once('.') {
        Some((module, rest)) if shims::is_shim(module) => format!("{name} = {}.{rest}\n", shims::hidden_name(module)),
        None if shims::is_shim(what) => format!("{name} = {}\n", shims::hidden_name(what)),
        Some((module, rest)) => format!("from {module} import {rest} as {name}\n"),
        None => format!("import {what} as {name}\n"),
    }
}
