//! Which variables a Python text touches, found in its syntax tree.
//!
//! Only names of the outermost scope count: parameters and locals of functions and the targets of comprehensions are
//! nobody else's business. A name counts as read when it may be read before the text itself has set it.

use ruff_python_ast::visitor::Visitor;
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::Ranged;

use super::bindings::Bindings;
use super::mapping::Place;
use super::walk::Walk;
use crate::value::Text;

/// What a text touches.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// Every name of the outermost scope, in order of appearance.
    pub all: Vec<Text>,
    /// Those read from the data, Python's own functions excepted.
    pub reads: Vec<Text>,
    /// Those set, changed in place or deleted.
    pub writes: Vec<Text>,
    /// Names of functions, classes and modules the text defines or imports; they never become data.
    pub defined: Vec<Text>,
    /// Imported modules, in order, with their place.
    pub imports: Vec<(String, Place)>,
    /// Whether it looks at variables by other means than their names (`locals()`, `eval`).
    pub dynamic: bool,
    /// Whether it mentions `sleep`, which moves the clock.
    pub sleeps: bool,
    /// Whether it defines classes.
    pub classes: bool,
    /// Whether it may change a value in place, also by another name.
    pub mutates: bool,
    /// Whether all that it writes is surely there in the end.
    pub settles: bool,
}

/// The names a module's statements touch.
pub(super) fn of_module(body: &[Stmt]) -> Names {
    let mut bound = Bindings::default();
    bound.visit_body(body);
    let mut walk = Walk::of_module(bound.names);
    walk.visit_body(body);
    walk.names()
}

/// The names an expression touches.
pub(super) fn of_expression(expression: &Expr) -> Names {
    let mut walk = Walk::default();
    walk.visit_expr(expression);
    walk.names()
}

/// The bytes of the text a node covers.
pub(super) fn place(node: &impl Ranged) -> Place {
    node.start().to_u32()..node.end().to_u32()
}
