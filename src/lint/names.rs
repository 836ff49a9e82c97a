//! How messages name elements: by kind and label, as a person sees them in the diagram.

use crate::bpmn::Base;
use crate::bpmn::index::{Index, Item};

/// `user task "Check order"`, or `user task Task_1` where there is no label.
pub(super) fn element(index: &Index<'_>, item: Item<'_>) -> String {
    named(item.kind(index), item.base(index))
}

/// The same, when the kind is known.
pub(super) fn named(kind: &str, base: &Base) -> String {
    let kind = words(kind);
    match base.name.as_deref().map(one_line).filter(|name| !name.is_empty()) {
        Some(name) => format!("{kind} \"{name}\""),
        None => format!("{kind} {}", base.id),
    }
}

/// Labels have line breaks and may be long.
fn one_line(label: &str) -> String {
    const SHOWN: usize = 60;
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    match label.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{}...", label.get(..cut).unwrap_or("")),
        None => label,
    }
}

/// `userTask` as `user task`.
fn words(kind: &str) -> String {
    let mut words = String::with_capacity(kind.len() + 4);
    for char in kind.chars() {
        if char.is_ascii_uppercase() {
            words.push(' ');
        }
        words.push(char.to_ascii_lowercase());
    }
    words.replace("sub process", "sub-process")
}

/// With a capital letter.
pub(super) fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    let first = chars.next().map(|char| char.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

/// `a`, `a and b`, `a, b and 3 more`.
pub(super) fn list(names: &[String]) -> String {
    const SHOWN: usize = 3;
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [init @ .., last] if names.len() <= SHOWN => format!("{} and {last}", init.join(", ")),
        _ => format!("{} and {} more", names[..SHOWN - 1].join(", "), names.len() - SHOWN + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_lists_read_well() {
        assert_eq!(words("adHocSubProcess"), "ad hoc sub-process");
        let names: Vec<String> = ["a", "b", "c", "d"].map(String::from).into();
        assert_eq!([list(&names[..2]), list(&names[..3]), list(&names)], ["a and b", "a, b and c", "a, b and 2 more"]);
        let base = Base { id: "x".into(), name: Some("Check\n it".into()), ..Base::default() };
        assert_eq!(named("userTask", &base), "user task \"Check it\"");
    }
}
