//! The walk through a syntax tree that finds the names of its outermost scope.

use std::collections::HashSet;

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{
    Alias, Comprehension, ExceptHandler, Expr, ExprContext, Parameters, Pattern, Stmt, StmtClassDef, StmtFor,
    StmtFunctionDef, StmtIf, StmtMatch, StmtTry,
};

use super::bindings::{Bindings, bound_by, captured};
use super::builtins::is_builtin;
use super::mapping::Place;
use super::names::{Names, place};
use crate::value::Text;

/// Functions that see every variable.
const DYNAMIC: [&str; 6] = ["locals", "globals", "vars", "dir", "eval", "exec"];

/// Methods that change the list, dict or set they are called on.
const MUTATORS: [&str; 14] = [
    "add",
    "append",
    "clear",
    "discard",
    "extend",
    "insert",
    "pop",
    "popitem",
    "remove",
    "reverse",
    "setdefault",
    "sort",
    "symmetric_difference_update",
    "update",
];

/// Whether a method or function of that name may change its owner or an argument.
fn may_mutate(name: &str) -> bool {
    let known = ["shuffle", "appendleft", "popleft", "extendleft", "rotate", "setattr", "iter", "next"];
    MUTATORS.contains(&name)
        || known.contains(&name)
        || name.starts_with("insort")
        || name.ends_with("_update")
        || name.starts_with("__")
}

/// A scope inside the outermost one.
enum Scope<'a> {
    Function {
        locals: HashSet<&'a str>,
        outer: HashSet<&'a str>,
    },
    Comprehension(HashSet<&'a str>),
    /// Its names are seen by itself alone, not by the functions inside.
    Class(HashSet<&'a str>),
}

/// What is known on the way.
#[derive(Default)]
pub(super) struct Walk<'a> {
    names: Names,
    /// Names the module binds anywhere.
    module: HashSet<&'a str>,
    /// Names the module has surely bound by now.
    sure: HashSet<&'a str>,
    scopes: Vec<Scope<'a>>,
    /// Whether a name of the module may be unbound again.
    unbinds: bool,
}

impl<'a> Walk<'a> {
    /// A walk through a module that binds these names.
    pub(super) fn of_module(bound: HashSet<&'a str>) -> Self {
        Self { module: bound, ..Self::default() }
    }

    /// What it found.
    pub(super) fn names(mut self) -> Names {
        let all_set = self.names.writes.iter().all(|name| self.sure.contains(&**name));
        self.names.settles = all_set && !self.unbinds && self.names.imports.is_empty();
        self.names
    }

    /// Whether a name belongs to a scope inside the outermost one.
    fn is_inner(&self, name: &str) -> bool {
        for (depth, scope) in self.scopes.iter().rev().enumerate() {
            match scope {
                Scope::Function { outer, .. } if outer.contains(name) => return false,
                Scope::Function { locals: own, .. } | Scope::Comprehension(own) if own.contains(name) => return true,
                Scope::Class(own) if depth == 0 && own.contains(name) => return true,
                _ => {}
            }
        }
        false
    }

    fn in_function(&self) -> bool {
        self.scopes.iter().any(|scope| matches!(scope, Scope::Function { .. }))
    }

    fn read(&mut self, name: &'a str) {
        if self.is_inner(name) {
            return;
        }
        push(&mut self.names.all, name);
        self.names.dynamic |= DYNAMIC.contains(&name) && !self.module.contains(name);
        self.names.sleeps |= name == "sleep";
        self.names.mutates |= may_mutate(name);
        // A function runs later than it is defined; what the module binds anywhere is taken for bound by then.
        let bound = self.sure.contains(name) || self.in_function() && self.module.contains(name);
        if !bound && !is_builtin(name) {
            push(&mut self.names.reads, name);
        }
    }

    fn write(&mut self, name: &'a str) {
        if self.is_inner(name) {
            return;
        }
        push(&mut self.names.all, name);
        push(&mut self.names.writes, name);
        if !self.in_function() {
            self.sure.insert(name);
        }
    }

    fn define(&mut self, name: &'a str) {
        if !self.is_inner(name) {
            push(&mut self.names.all, name);
            push(&mut self.names.defined, name);
            self.sure.insert(name);
        }
    }

    /// The variable at the root of `a.b[0].c` is changed in place.
    fn change(&mut self, mut expression: &'a Expr) {
        self.names.mutates = true;
        loop {
            expression = match expression {
                Expr::Attribute(attribute) => &attribute.value,
                Expr::Subscript(subscript) => &subscript.value,
                Expr::Name(name) if !self.is_inner(&name.id) => return push(&mut self.names.writes, &name.id),
                _ => return,
            };
        }
    }

    /// Statements that may or may not run: what they bind is not sure afterwards.
    fn perhaps(&mut self, body: &'a [Stmt]) -> HashSet<&'a str> {
        let before = self.sure.clone();
        self.visit_body(body);
        std::mem::replace(&mut self.sure, before)
    }

    fn function(&mut self, parameters: Option<&'a Parameters>, body: impl FnOnce(&mut Self), bound: Bindings<'a>) {
        let mut locals = bound.names;
        if let Some(parameters) = parameters {
            self.visit_parameters(parameters);
            locals.extend(parameters.iter().map(|parameter| parameter.name().as_str()));
        }
        locals.retain(|name| !bound.outer.contains(name));
        self.scopes.push(Scope::Function { locals, outer: bound.outer });
        body(self);
        self.scopes.pop();
    }

    fn definition(&mut self, function: &'a StmtFunctionDef) {
        function.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
        let mut bound = Bindings::default();
        bound.visit_body(&function.body);
        self.function(Some(&function.parameters), |walk| walk.visit_body(&function.body), bound);
        self.define(&function.name);
    }

    fn class(&mut self, class: &'a StmtClassDef) {
        self.names.classes = true;
        class.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
        let mut bound = Bindings::default();
        bound.visit_body(&class.body);
        self.scopes.push(Scope::Class(bound.names));
        self.visit_body(&class.body);
        self.scopes.pop();
        self.define(&class.name);
    }

    fn branch(&mut self, branch: &'a StmtIf) {
        self.visit_expr(&branch.test);
        let mut ends = vec![self.perhaps(&branch.body)];
        for clause in &branch.elif_else_clauses {
            clause.test.iter().for_each(|test| self.visit_expr(test));
            ends.push(self.perhaps(&clause.body));
        }
        if branch.elif_else_clauses.last().is_some_and(|last| last.test.is_none()) {
            let first = ends.swap_remove(0);
            self.sure.extend(first.into_iter().filter(|name| ends.iter().all(|end| end.contains(name))));
        }
    }

    fn each(&mut self, each: &'a StmtFor) {
        self.visit_expr(&each.iter);
        let before = self.sure.clone();
        self.visit_expr(&each.target);
        self.visit_body(&each.body);
        self.sure = before;
        self.perhaps(&each.orelse);
    }

    fn attempt(&mut self, attempt: &'a StmtTry) {
        let before = self.sure.clone();
        self.visit_body(&attempt.body);
        self.visit_body(&attempt.orelse);
        self.sure = before;
        attempt.handlers.iter().for_each(|handler| self.visit_except_handler(handler));
        self.visit_body(&attempt.finalbody);
    }

    fn choice(&mut self, choice: &'a StmtMatch) {
        self.visit_expr(&choice.subject);
        for case in &choice.cases {
            let before = self.sure.clone();
            self.visit_match_case(case);
            self.sure = before;
        }
    }

    fn comprehension(&mut self, generators: &'a [Comprehension], results: &[&'a Expr]) {
        let mut own = Bindings::default();
        generators.iter().for_each(|generator| own.visit_expr(&generator.target));
        if let Some(first) = generators.first() {
            self.visit_expr(&first.iter);
        }
        self.scopes.push(Scope::Comprehension(own.names));
        for (index, generator) in generators.iter().enumerate() {
            if index > 0 {
                self.visit_expr(&generator.iter);
            }
            generator.ifs.iter().for_each(|test| self.visit_expr(test));
        }
        results.iter().for_each(|result| self.visit_expr(result));
        self.scopes.pop();
    }

    fn import(&mut self, module: &str, place: Place, names: &'a [Alias]) {
        self.names.imports.push((module.to_owned(), place));
        for alias in names {
            self.names.sleeps |= alias.name.as_str() == "sleep";
            self.define(bound_by(alias));
        }
    }
}

impl<'a> Visitor<'a> for Walk<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(function) => self.definition(function),
            Stmt::ClassDef(class) => self.class(class),
            Stmt::Assign(assign) => {
                self.visit_expr(&assign.value);
                assign.targets.iter().for_each(|target| self.visit_expr(target));
            }
            Stmt::AnnAssign(assign) => {
                if let Some(value) = &assign.value {
                    self.visit_expr(value);
                    self.visit_expr(&assign.target);
                }
            }
            Stmt::AugAssign(assign) => {
                self.names.mutates = true;
                if let Expr::Name(name) = &*assign.target {
                    self.read(&name.id);
                }
                self.visit_expr(&assign.value);
                self.visit_expr(&assign.target);
            }
            Stmt::Delete(delete) => {
                delete.targets.iter().for_each(|target| self.delete(target));
            }
            Stmt::Import(import) => {
                for alias in &import.names {
                    self.import(&alias.name, place(alias), std::slice::from_ref(alias));
                }
            }
            Stmt::ImportFrom(import) => {
                let dots = ".".repeat(import.level as usize);
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                self.import(&format!("{dots}{module}"), place(import), &import.names);
            }
            Stmt::If(branch) => self.branch(branch),
            Stmt::For(each) => self.each(each),
            Stmt::While(repeat) => {
                self.visit_expr(&repeat.test);
                self.perhaps(&repeat.body);
                self.perhaps(&repeat.orelse);
            }
            Stmt::Try(attempt) => self.attempt(attempt),
            Stmt::Match(choice) => self.choice(choice),
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Name(name) => match name.ctx {
                ExprContext::Load => self.read(&name.id),
                _ => self.write(&name.id),
            },
            Expr::Named(named) => {
                self.visit_expr(&named.value);
                self.visit_expr(&named.target);
            }
            Expr::Attribute(attribute) => {
                self.names.sleeps |= attribute.attr.as_str() == "sleep";
                self.names.mutates |= may_mutate(&attribute.attr);
                if !matches!(attribute.ctx, ExprContext::Load) {
                    self.change(&attribute.value);
                }
                self.visit_expr(&attribute.value);
            }
            Expr::Subscript(subscript) => {
                if !matches!(subscript.ctx, ExprContext::Load) {
                    self.change(&subscript.value);
                }
                visitor::walk_expr(self, expression);
            }
            Expr::Call(call) => {
                if let Expr::Attribute(method) = &*call.func
                    && MUTATORS.contains(&method.attr.as_str())
                {
                    self.change(&method.value);
                }
                visitor::walk_expr(self, expression);
            }
            Expr::Lambda(lambda) => {
                let body = |walk: &mut Self| walk.visit_expr(&lambda.body);
                self.function(lambda.parameters.as_deref(), body, Bindings::default());
            }
            Expr::ListComp(list) => self.comprehension(&list.generators, &[&list.elt]),
            Expr::SetComp(set) => self.comprehension(&set.generators, &[&set.elt]),
            Expr::Generator(each) => self.comprehension(&each.generators, &[&each.elt]),
            Expr::DictComp(dict) => match &dict.key {
                Some(key) => self.comprehension(&dict.generators, &[key, &dict.value]),
                None => self.comprehension(&dict.generators, &[&dict.value]),
            },
            _ => visitor::walk_expr(self, expression),
        }
    }

    fn visit_parameters(&mut self, parameters: &'a Parameters) {
        let defaults = parameters.iter_non_variadic_params().filter_map(|parameter| parameter.default.as_deref());
        defaults.for_each(|default| self.visit_expr(default));
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        let before = self.sure.clone();
        inner.type_.iter().for_each(|class| self.visit_expr(class));
        if let Some(name) = &inner.name {
            self.unbinds = true;
            self.define(name);
        }
        self.visit_body(&inner.body);
        self.sure = before;
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        if let Some(name) = captured(pattern) {
            self.write(name);
        }
        visitor::walk_pattern(self, pattern);
    }
}

impl<'a> Walk<'a> {
    fn delete(&mut self, target: &'a Expr) {
        match target {
            Expr::Name(name) => {
                self.unbinds = true;
                self.read(&name.id);
                self.write(&name.id);
                self.sure.remove(name.id.as_str());
            }
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|target| self.delete(target)),
            Expr::List(list) => list.elts.iter().for_each(|target| self.delete(target)),
            _ => self.visit_expr(target),
        }
    }
}

fn push(names: &mut Vec<Text>, name: &str) {
    if !names.iter().any(|known| &**known == name) {
        names.push(name.into());
    }
}
