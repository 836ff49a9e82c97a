//! The names a function or module body binds itself.

use std::collections::HashSet;

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Alias, Comprehension, ExceptHandler, Expr, ExprContext, Pattern, Stmt};

/// Names a function (or module) body binds itself, nested functions excepted.
#[derive(Default)]
pub(super) struct Bindings<'a> {
    /// Bound here.
    pub names: HashSet<&'a str>,
    /// Declared to belong to a scope outside (`global`, `nonlocal`).
    pub outer: HashSet<&'a str>,
}

impl<'a> Visitor<'a> for Bindings<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(function) => {
                self.names.insert(&function.name);
            }
            Stmt::ClassDef(class) => {
                self.names.insert(&class.name);
            }
            Stmt::Global(global) => self.outer.extend(global.names.iter().map(|name| name.as_str())),
            Stmt::Nonlocal(nonlocal) => self.outer.extend(nonlocal.names.iter().map(|name| name.as_str())),
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Name(name) if !matches!(name.ctx, ExprContext::Load) => {
                self.names.insert(&name.id);
            }
            Expr::Lambda(_) => {}
            _ => visitor::walk_expr(self, expression),
        }
    }

    /// The targets of a comprehension belong to it, but a walrus inside belongs to the function around it.
    fn visit_comprehension(&mut self, comprehension: &'a Comprehension) {
        self.visit_expr(&comprehension.iter);
        comprehension.ifs.iter().for_each(|test| self.visit_expr(test));
    }

    fn visit_alias(&mut self, alias: &'a Alias) {
        self.names.insert(bound_by(alias));
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        self.names.extend(inner.name.iter().map(|name| name.as_str()));
        visitor::walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        self.names.extend(captured(pattern));
        visitor::walk_pattern(self, pattern);
    }
}

/// The name an import binds: the alias, else the first part of the path.
pub(super) fn bound_by(alias: &Alias) -> &str {
    let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
    name.split('.').next().unwrap_or(name)
}

/// The name a pattern binds.
pub(super) fn captured(pattern: &Pattern) -> Option<&str> {
    match pattern {
        Pattern::MatchStar(star) => star.name.as_ref(),
        Pattern::MatchAs(capture) => capture.name.as_ref(),
        Pattern::MatchMapping(mapping) => mapping.rest.as_ref(),
        _ => None,
    }
    .map(|name| name.as_str())
}
