//! Which variables a JavaScript text touches, found in its syntax tree.
//!
//! Scopes inside the text are taken together: a name that any of them declares counts as the text's own everywhere. That
//! may hide a variable of the same name from the lists for people; what goes into a run is every name there is.

use std::collections::HashSet;
use std::ops::ControlFlow;

use boa_engine::ast::declaration::Binding;
use boa_engine::ast::expression::access::{PropertyAccess, PropertyAccessField};
use boa_engine::ast::expression::operator::assign::{Assign, AssignOp, AssignTarget};
use boa_engine::ast::expression::operator::unary::{Unary, UnaryOp};
use boa_engine::ast::expression::operator::update::{Update, UpdateTarget};
use boa_engine::ast::expression::{Call, Expression, Identifier, This};
use boa_engine::ast::operations::{bound_names, lexically_declared_names, var_declared_names};
use boa_engine::ast::pattern::Pattern;
use boa_engine::ast::statement::With;
use boa_engine::ast::statement::iteration::IterableLoopInitializer;
use boa_engine::ast::visitor::{VisitWith, Visitor};
use boa_engine::ast::{Declaration, Script, Spanned, Statement, StatementListItem};
use boa_engine::interner::{Interner, Sym};

use super::builtins;
use crate::value::Text;

/// What a text touches.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Every name, in order of appearance.
    pub all: Vec<Text>,
    /// Those read from the data.
    pub reads: Vec<Text>,
    /// Those set, changed in place, declared or deleted.
    pub writes: Vec<Text>,
    /// Declared by `let`, `const` or `class` at the top.
    pub lexical: Vec<Text>,
    /// Declared by `var` at the top.
    pub vars: Vec<Text>,
    /// Functions and classes declared at the top; they never become data.
    pub functions: Vec<Text>,
    /// Deleted by `delete name`.
    pub deleted: Vec<Text>,
    /// Whether it looks at variables by other means than their names (`this`, `globalThis`).
    pub dynamic: bool,
    /// Whether it may change a value in place, also by another name.
    pub mutates: bool,
    /// First line and column (both from 1) of each name.
    pub places: Vec<(Text, u32, u32)>,
}

/// Methods that change what they are called on.
const MUTATORS: [&str; 13] = [
    "add",
    "clear",
    "copyWithin",
    "delete",
    "fill",
    "pop",
    "push",
    "reverse",
    "set",
    "shift",
    "sort",
    "splice",
    "unshift",
];

/// Whether a method of that name may change its owner or an argument.
fn may_mutate(name: &str) -> bool {
    let others = ["apply", "assign", "bind", "call", "defineProperties", "defineProperty", "next"];
    MUTATORS.contains(&name) || others.contains(&name) || name.starts_with("set") || name.starts_with("__")
}

/// The names of a script.
pub(super) fn of_script(script: &Script, interner: &Interner) -> Names {
    let mut walk = Walk { interner, names: Names::default(), own: HashSet::new(), sure: HashSet::new() };
    let mut own = Own { names: HashSet::new() };
    let _ = own.visit_script(script);
    walk.own = own.names;
    for name in lexically_declared_names(script) {
        walk.declare(name, true);
    }
    let functions = functions(script);
    walk.names.functions = functions.iter().map(|name| walk.text(*name)).collect();
    walk.names.functions.sort_unstable();
    let mut vars: Vec<Sym> = var_declared_names(script).into_iter().filter(|name| !functions.contains(name)).collect();
    vars.sort_unstable();
    vars.into_iter().for_each(|name| walk.declare(name, false));
    for item in script.statements().statements() {
        walk.item(item);
    }
    walk.names
}

/// Functions and classes declared at the top.
fn functions(script: &Script) -> HashSet<Sym> {
    let mut names = HashSet::new();
    for item in script.statements().statements() {
        if let StatementListItem::Declaration(declaration) = item
            && !matches!(&**declaration, Declaration::Lexical(_))
        {
            names.extend(bound_names(&**declaration));
        }
    }
    names
}

/// Finds what scopes inside the text declare.
struct Own {
    names: HashSet<Sym>,
}

impl<'ast> Visitor<'ast> for Own {
    type BreakTy = ();

    fn visit_statement_list_item(&mut self, item: &'ast StatementListItem) -> ControlFlow<()> {
        item.visit_with(self)
    }

    fn visit_binding(&mut self, binding: &'ast Binding) -> ControlFlow<()> {
        self.names.extend(bound_names(binding));
        binding.visit_with(self)
    }

    fn visit_declaration(&mut self, declaration: &'ast Declaration) -> ControlFlow<()> {
        if !matches!(declaration, Declaration::Lexical(_)) {
            self.names.extend(bound_names(declaration));
        }
        declaration.visit_with(self)
    }
}

struct Walk<'a> {
    interner: &'a Interner,
    names: Names,
    /// Declared inside.
    own: HashSet<Sym>,
    /// Surely set by now.
    sure: HashSet<Sym>,
}

impl Walk<'_> {
    fn text(&self, name: Sym) -> Text {
        self.interner.resolve_expect(name).to_string().into()
    }

    fn declare(&mut self, name: Sym, lexical: bool) {
        let text = self.text(name);
        self.own.remove(&name);
        self.sure.insert(name);
        push(&mut self.names.all, &text);
        push(&mut self.names.writes, &text);
        push(if lexical { &mut self.names.lexical } else { &mut self.names.vars }, &text);
    }

    /// A statement of the top; what it surely sets is known after it.
    fn item(&mut self, item: &StatementListItem) {
        let _ = self.visit_statement_list_item(item);
        if let StatementListItem::Statement(statement) = item
            && let Statement::Expression(Expression::Assign(assign)) = &**statement
            && let (AssignOp::Assign, AssignTarget::Identifier(target)) = (assign.op(), assign.lhs())
        {
            self.sure.insert(target.sym());
        }
    }

    fn meet(&mut self, identifier: &Identifier) -> Text {
        let text = self.text(identifier.sym());
        if push(&mut self.names.all, &text) {
            let start = identifier.span().start();
            self.names.places.push((text.clone(), start.line_number(), start.column_number()));
        }
        text
    }

    fn write(&mut self, identifier: &Identifier) {
        let text = self.meet(identifier);
        if !self.own.contains(&identifier.sym()) {
            push(&mut self.names.writes, &text);
        }
    }

    /// The variable at the root of `a.b[0].c` is changed in place.
    fn change(&mut self, mut expression: &Expression) {
        self.names.mutates = true;
        loop {
            expression = match expression {
                Expression::PropertyAccess(PropertyAccess::Simple(access)) => access.target(),
                Expression::Parenthesized(inner) => inner.expression(),
                Expression::Identifier(identifier) => return self.write(identifier),
                _ => return,
            };
        }
    }

    fn change_property(&mut self, access: &PropertyAccess) {
        if let PropertyAccess::Simple(access) = access {
            self.change(access.target());
        }
    }

    /// Writes what a pattern binds; only its defaults and computed keys are read.
    fn write_pattern(&mut self, pattern: &Pattern) {
        let bound = bound_names(pattern);
        let newly: Vec<Sym> = bound.iter().copied().filter(|name| self.sure.insert(*name)).collect();
        let _ = self.visit_pattern(pattern);
        self.sure.retain(|name| !newly.contains(name));
        for name in bound {
            let text = self.text(name);
            push(&mut self.names.all, &text);
            if !self.own.contains(&name) {
                push(&mut self.names.writes, &text);
            }
        }
    }
}

impl<'ast> Visitor<'ast> for Walk<'_> {
    type BreakTy = ();

    fn visit_identifier(&mut self, identifier: &'ast Identifier) -> ControlFlow<()> {
        let text = self.meet(identifier);
        let name = identifier.sym();
        self.names.dynamic |= &*text == "globalThis";
        self.names.mutates |= matches!(&*text, "Reflect" | "Atomics");
        if !self.own.contains(&name) && !self.sure.contains(&name) && !builtins::is_builtin(&text) {
            push(&mut self.names.reads, &text);
        }
        ControlFlow::Continue(())
    }

    fn visit_this(&mut self, _: &'ast This) -> ControlFlow<()> {
        self.names.dynamic = true;
        ControlFlow::Continue(())
    }

    fn visit_assign(&mut self, assign: &'ast Assign) -> ControlFlow<()> {
        self.visit_expression(assign.rhs())?;
        match assign.lhs() {
            AssignTarget::Identifier(target) => {
                if assign.op() != AssignOp::Assign {
                    self.visit_identifier(target)?;
                }
                self.write(target);
                ControlFlow::Continue(())
            }
            AssignTarget::Access(access) => {
                self.change_property(access);
                self.visit_property_access(access)
            }
            AssignTarget::Pattern(pattern) => {
                self.write_pattern(pattern);
                ControlFlow::Continue(())
            }
        }
    }

    fn visit_update(&mut self, update: &'ast Update) -> ControlFlow<()> {
        match update.target() {
            UpdateTarget::Identifier(target) => self.write(target),
            UpdateTarget::PropertyAccess(access) => self.change_property(access),
        }
        update.visit_with(self)
    }

    fn visit_unary(&mut self, unary: &'ast Unary) -> ControlFlow<()> {
        if unary.op() == UnaryOp::Delete {
            let mut target = unary.target();
            while let Expression::Parenthesized(inner) = target {
                target = inner.expression();
            }
            match target {
                Expression::Identifier(name) => {
                    self.write(name);
                    let text = self.text(name.sym());
                    push(&mut self.names.deleted, &text);
                    return ControlFlow::Continue(());
                }
                other => self.change(other),
            }
        }
        unary.visit_with(self)
    }

    fn visit_call(&mut self, call: &'ast Call) -> ControlFlow<()> {
        if let Expression::PropertyAccess(PropertyAccess::Simple(access)) = call.function() {
            match access.field() {
                PropertyAccessField::Const(method) if MUTATORS.contains(&&*self.text(method.sym())) => {
                    self.change(access.target());
                }
                PropertyAccessField::Const(_) => {}
                PropertyAccessField::Expr(_) => self.names.mutates = true,
            }
        }
        call.visit_with(self)
    }

    fn visit_property_access_field(&mut self, field: &'ast PropertyAccessField) -> ControlFlow<()> {
        if let PropertyAccessField::Const(name) = field {
            self.names.mutates |= may_mutate(&self.text(name.sym()));
        }
        field.visit_with(self)
    }

    fn visit_with(&mut self, with: &'ast With) -> ControlFlow<()> {
        self.names.mutates = true;
        with.visit_with(self)
    }

    fn visit_iterable_loop_initializer(&mut self, target: &'ast IterableLoopInitializer) -> ControlFlow<()> {
        match target {
            IterableLoopInitializer::Identifier(target) => {
                self.write(target);
                ControlFlow::Continue(())
            }
            IterableLoopInitializer::Pattern(pattern) => {
                self.write_pattern(pattern);
                ControlFlow::Continue(())
            }
            _ => target.visit_with(self),
        }
    }
}

fn push(names: &mut Vec<Text>, name: &Text) -> bool {
    let new = !names.contains(name);
    if new {
        names.push(name.clone());
    }
    new
}
