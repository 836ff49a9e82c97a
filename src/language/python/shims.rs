//! Modules that models use and the interpreter lacks, written in the Python it has.
//!
//! A shim is a function that makes an object with the module's attributes. It is put before the author's text when that
//! text mentions the module, under a name no author writes, and made to the module's value by [`definition`].

/// A module's name and its text.
const SHIMS: [(&str, &str); 4] = [
    ("calendar", include_str!("shims/calendar.py")),
    ("dateparser", include_str!("shims/dateparser.py")),
    ("pytz", include_str!("shims/pytz.py")),
    ("uuid", include_str!("shims/uuid.py")),
];

/// The beginning of every name the engine adds to a program.
pub(super) const HIDDEN: &str = "__shim_";

/// Makes UUIDs of the paths they cross the border as.
pub(super) const REVIVE: &str = "\
def __shim_revive(value):
    if isinstance(value, __shim_path):
        return __shim_module_uuid.UUID(str(value))
    if isinstance(value, dict):
        return {__shim_revive(key): __shim_revive(item) for key, item in value.items()}
    if isinstance(value, list):
        return [__shim_revive(item) for item in value]
    if isinstance(value, tuple):
        return tuple([__shim_revive(item) for item in value])
    if isinstance(value, set):
        return set([__shim_revive(item) for item in value])
    return value
from pathlib import Path as __shim_path
";

/// The function that [`TIMEDELTA`] defines.
pub(super) const MAKE_TIMEDELTA: &str = "__shim_timedelta";

/// Makes a `timedelta` of fractions too, where the interpreter's own takes whole numbers only: as Python does, each part
/// is taken apart into what is whole and the rest, and the rests are rounded to microseconds together, halves to the even sum.
pub(super) const TIMEDELTA: &str = "\
from datetime import timedelta as __shim_duration
def __shim_timedelta(made, *given, **named):
    sizes = {'days': 86400000000, 'seconds': 1000000, 'microseconds': 1, 'milliseconds': 1000,
             'minutes': 60000000, 'hours': 3600000000, 'weeks': 604800000000}
    parts = dict(zip(sizes, given))
    parts.update(named)
    usual = made is __shim_duration and len(parts) == len(given) + len(named)
    numbers = usual and all([name in sizes and isinstance(part, (int, float)) for name, part in parts.items()])
    if not numbers or not any([isinstance(part, float) for part in parts.values()]):
        return made(*given, **named)
    whole, rest = 0, 0.0
    for name, part in parts.items():
        whole += int(part) * sizes[name]
        rest += (part - int(part)) * sizes[name]
    low = int(rest // 1)
    whole += low + (whole + low) % 2 if rest - low == 0.5 else round(rest)
    seconds, microseconds = divmod(whole, 1000000)
    return made(days=seconds // 86400, seconds=seconds % 86400, microseconds=microseconds)
";

/// Whether a module is supplied here.
pub(super) fn is_shim(module: &str) -> bool {
    SHIMS.iter().any(|(name, _)| *name == module)
}

/// The name its value has in a program.
pub(super) fn hidden_name(module: &str) -> String {
    format!("{HIDDEN}module_{module}")
}

/// The statements that make its value.
pub(super) fn definition(module: &str) -> String {
    let text = SHIMS.iter().find(|(name, _)| *name == module).map_or("", |(_, text)| text);
    format!("{text}{} = {HIDDEN}{module}()\n", hidden_name(module))
}
