//! The second half of making a realm that no script can change for the next: everything that can be reached is frozen.

use std::collections::HashSet;

use boa_engine::object::{IntegrityLevel, JsObject};
use boa_engine::property::{PropertyDescriptor, PropertyKey};
use boa_engine::{Context, JsResult, JsString};

/// Freezes what the global object and `roots` lead to. The global object itself stays open for the variables of scripts,
/// but what stands on it stays, except for `gate`.
pub(super) fn harden(context: &mut Context, roots: &[JsObject], gate: &JsString) -> JsResult<()> {
    let global = context.global_object();
    let mut done = HashSet::from([global.clone()]);
    let mut open = roots.to_vec();
    open.extend(reached(&global, context)?);
    while let Some(object) = open.pop() {
        if done.insert(object.clone()) {
            open.extend(reached(&object, context)?);
            object.set_integrity_level(IntegrityLevel::Frozen, context)?;
        }
    }
    for key in global.own_property_keys(context)? {
        if key != PropertyKey::from(gate.clone()) {
            let fixed = PropertyDescriptor::builder().writable(false).configurable(false);
            global.define_property_or_throw(key, fixed, context)?;
        }
    }
    Ok(())
}

/// What an object leads to: its prototype, and the values and accessors of its properties.
fn reached(object: &JsObject, context: &mut Context) -> JsResult<Vec<JsObject>> {
    let mut found: Vec<JsObject> = object.prototype().into_iter().collect();
    for key in object.own_property_keys(context)? {
        let property = object.borrow().properties().get(&key);
        let Some(property) = property else { continue };
        let values = [property.value(), property.get(), property.set()];
        found.extend(values.into_iter().flatten().filter_map(|value| value.as_object()));
    }
    Ok(found)
}
