//! What can be said of a text without running it.

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Expr, Stmt};

use super::errors::{UNSUPPORTED_ADVICE, import_advice, quotes_advice};
use super::globals;
use super::mapping::Place;
use super::names::place;
use super::program::{INPUT, Obstacle, Program};
use super::syntax;
use crate::diagnostic::{Diagnostic, codes};
use crate::language::{Check, Kind};
use crate::source::Span;

/// Problems and names of a text.
pub(super) fn check(text: &str, kind: Kind) -> Check {
    let mut check = Check::default();
    match Program::new(text, kind) {
        Ok(program) => {
            let visible = |names: Vec<_>| names.into_iter().filter(|name: &crate::value::Text| &**name != INPUT);
            let usual = |name: &crate::value::Text| globals::is_global(name, None);
            check.diagnostics = imports(&program);
            check.reads = visible(program.names.reads).filter(|name| !usual(name)).collect();
            check.writes = visible(program.names.writes).collect();
        }
        Err(Obstacle::Syntax(errors)) => {
            let advice = (kind == Kind::Expression).then(|| quotes_advice(text)).flatten();
            let diagnostic = |error: syntax::SyntaxError| {
                let found = Diagnostic::new(codes::PYTHON_SYNTAX, error.message).span(Some(span(&error.place)));
                match &advice {
                    Some(advice) => found.help(advice.clone()),
                    None => found,
                }
            };
            check.diagnostics = errors.into_iter().map(diagnostic).collect();
            return check;
        }
        Err(Obstacle::Unsupported(found)) => {
            let diagnostic = |found: super::rewrite::Unsupported| unsupported(found.message, &found.place);
            check.diagnostics = found.into_iter().map(diagnostic).collect();
        }
    }
    if kind == Kind::Script
        && let Ok(body) = syntax::statements(text)
    {
        let mut finder = Finder { diagnostics: Vec::new() };
        finder.visit_body(&body);
        check.diagnostics.append(&mut finder.diagnostics);
    }
    check
}

fn span(place: &Place) -> Span {
    Span::new(place.start, place.end)
}

fn unsupported(message: &str, place: &Place) -> Diagnostic {
    Diagnostic::new(codes::PYTHON_UNSUPPORTED, message).span(Some(span(place)))
}

fn imports(program: &Program) -> Vec<Diagnostic> {
    let refused = |module: &str| !globals::is_importable(module.split('.').next().unwrap_or(module));
    let diagnostic = |(module, place): &(String, Place)| {
        Diagnostic::new(codes::PYTHON_IMPORT, format!("'{module}' cannot be imported here"))
            .span(Some(span(place)))
            .help(import_advice(module))
    };
    program.names.imports.iter().filter(|(module, _)| refused(module)).map(diagnostic).collect()
}

/// Finds Python the interpreter lacks.
struct Finder {
    diagnostics: Vec<Diagnostic>,
}

impl Finder {
    fn add(&mut self, message: &str, place: &Place) {
        self.diagnostics.push(unsupported(message, place).help(UNSUPPORTED_ADVICE));
    }
}

impl<'a> Visitor<'a> for Finder {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::ClassDef(class) if class.arguments.as_ref().is_some_and(|bases| !bases.is_empty()) => {
                self.add("a class cannot inherit from another", &place(&class.name));
            }
            Stmt::ClassDef(class) => {
                for member in &class.body {
                    if let Stmt::FunctionDef(method) = member
                        && !method.decorator_list.is_empty()
                    {
                        self.add("a method cannot have a decorator", &place(&method.name));
                    }
                }
            }
            Stmt::For(each) if each.is_async => self.add("`async for` is not supported", &place(each)),
            Stmt::With(with) if with.is_async => self.add("`async with` is not supported", &place(with)),
            Stmt::Try(attempt) if attempt.is_star => self.add("`except*` is not supported", &place(attempt)),
            Stmt::TypeAlias(alias) => self.add("a type alias is not supported", &place(alias)),
            _ => {}
        }
        visitor::walk_stmt(self, statement);
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Yield(_) | Expr::YieldFrom(_) => {
                self.add("a generator (`yield`) is not supported", &place(expression))
            }
            Expr::TString(_) => self.add("a template string is not supported", &place(expression)),
            _ => {}
        }
        visitor::walk_expr(self, expression);
    }
}
