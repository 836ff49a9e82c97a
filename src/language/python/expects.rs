//! What a text expects of the variables it reads: types, entries and values, as far as their uses tell.
//!
//! `total > 5` expects a number, `reply["items"][0]["name"]` a map with a list of maps, `choice == "a"` a text such as `a`.
//! Names for parts of a variable are followed: `for x in rows` makes `x` an item. Nothing here is sure; it serves people
//! who are asked for data, and examples.

mod calls;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{CmpOp, Comprehension, Expr, ExprCall, ExprContext, Number, Operator, Stmt, UnaryOp};

use super::globals;
use super::names;
use super::shape::{Kind, Shape, Step};
use super::syntax;
use crate::value::{Map, Text, Value};

/// A variable, or a part of it.
#[derive(Clone, Debug)]
struct Path {
    root: Text,
    steps: Vec<Step>,
}

impl Path {
    fn then(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }
}

/// The walk through a text.
struct Uses<'a> {
    /// The variables read, with what is known of each; none for one that is called.
    shapes: Vec<(Text, Option<Shape>)>,
    /// Those of them that are read before the text itself has set them, on the way from top to bottom.
    read: HashSet<&'a str>,
    /// Names the text gives to parts of variables; none for a name of something else.
    aliases: HashMap<&'a str, Option<Path>>,
}

/// What a text expects of the names it reads: a JSON Schema for each, null for one that it calls or has surely set. Nothing of
/// a text that is no Python.
pub(super) fn of_text(text: &str, kind: crate::language::Kind) -> Map {
    match kind {
        crate::language::Kind::Script => syntax::statements(text).map(|body| of_script(&body)),
        crate::language::Kind::Expression => syntax::expression(text).map(|expression| of_expression(&expression)),
        _ => Ok(Map::new()),
    }
    .unwrap_or_default()
}

fn of_script(body: &[Stmt]) -> Map {
    let mut uses = Uses::new(&names::of_module(body).reads);
    uses.visit_body(body);
    uses.told()
}

fn of_expression(expression: &Expr) -> Map {
    let mut uses = Uses::new(&names::of_expression(expression).reads);
    uses.visit_expr(expression);
    uses.told()
}

impl<'a> Uses<'a> {
    fn new(reads: &[Text]) -> Self {
        let reads = reads.iter().filter(|name| !globals::is_global(name, None));
        let shapes = reads.map(|name| (name.clone(), Some(Shape::default())));
        Self { shapes: shapes.collect(), read: HashSet::new(), aliases: HashMap::new() }
    }

    fn told(&self) -> Map {
        let all = self.shapes.iter().map(|(name, shape)| {
            let shape = shape.as_ref().filter(|_| self.read.contains(&**name));
            (name.clone(), shape.map_or(Value::Null, Shape::schema))
        });
        all.filter(|(_, schema)| !schema.as_map().is_some_and(Map::is_empty)).collect()
    }

    /// The part of a variable that an expression is.
    fn path(&self, expression: &Expr) -> Option<Path> {
        match expression {
            Expr::Name(name) => match self.aliases.get(name.id.as_str()) {
                Some(alias) => alias.clone(),
                None => self
                    .shapes
                    .iter()
                    .find(|(known, _)| **known == *name.id.as_str())
                    .map(|(root, _)| Path { root: root.clone(), steps: Vec::new() }),
            },
            Expr::Subscript(subscript) => Some(self.path(&subscript.value)?.then(step(&subscript.slice))),
            Expr::Call(call) => self.part_by_method(call),
            _ => None,
        }
    }

    /// `x.get("name")` is the entry `name` of `x`.
    fn part_by_method(&self, call: &ExprCall) -> Option<Path> {
        let Expr::Attribute(method) = &*call.func else { return None };
        match (method.attr.as_str(), call.arguments.args.first()) {
            ("get", Some(Expr::StringLiteral(name))) => {
                Some(self.path(&method.value)?.then(Step::Entry(name.value.to_str().into())))
            }
            _ => None,
        }
    }

    /// What iterating over an expression gives.
    fn item(&self, iterated: &Expr) -> Option<Path> {
        if let Expr::Call(call) = iterated
            && let Expr::Name(function) = &*call.func
            && matches!(function.id.as_str(), "sorted" | "reversed" | "list")
        {
            return self.item(call.arguments.args.first()?);
        }
        Some(self.path(iterated)?.then(Step::Item))
    }

    fn shape(&mut self, expression: &Expr) -> Option<&mut Shape> {
        let path = self.path(expression)?;
        self.shape_at(&path)
    }

    fn shape_at(&mut self, path: &Path) -> Option<&mut Shape> {
        let (_, shape) = self.shapes.iter_mut().find(|(known, _)| *known == path.root)?;
        Some(shape.as_mut()?.at(&path.steps))
    }

    fn is(&mut self, expression: &Expr, kind: Kind) {
        if let Some(shape) = self.shape(expression) {
            shape.is(kind);
        }
    }

    fn name(&mut self, target: &'a Expr, path: Option<Path>) {
        match target {
            Expr::Name(name) => {
                self.aliases.insert(&name.id, path);
            }
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|target| self.name(target, None)),
            Expr::List(list) => list.elts.iter().for_each(|target| self.name(target, None)),
            _ => self.visit_expr(target),
        }
    }

    fn each(&mut self, target: &'a Expr, iterated: &'a Expr) {
        self.visit_expr(iterated);
        let (target, iterated) = self.numbered(target, iterated);
        let item = self.item(iterated);
        if let Some(item) = &item {
            self.shape_at(item);
        }
        self.name(target, item);
    }

    /// Of `for i, x in enumerate(rows)` what is said of `x` and `rows`.
    fn numbered(&mut self, target: &'a Expr, iterated: &'a Expr) -> (&'a Expr, &'a Expr) {
        if let Expr::Tuple(tuple) = target
            && let [number, item] = tuple.elts.as_slice()
            && let Expr::Call(call) = iterated
            && matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "enumerate")
            && let Some(rows) = call.arguments.args.first()
        {
            self.name(number, None);
            return (item, rows);
        }
        (target, iterated)
    }

    fn compared(&mut self, left: &Expr, operator: CmpOp, right: &Expr) {
        for (path, other) in [(left, right), (right, left)] {
            let values = match (operator, other) {
                (CmpOp::In | CmpOp::NotIn, _) if !std::ptr::eq(other, right) => Vec::new(),
                (CmpOp::In | CmpOp::NotIn, Expr::List(list)) => list.elts.iter().filter_map(literal).collect(),
                (CmpOp::In | CmpOp::NotIn, Expr::Tuple(tuple)) => tuple.elts.iter().filter_map(literal).collect(),
                (CmpOp::In | CmpOp::NotIn, Expr::Set(set)) => set.elts.iter().filter_map(literal).collect(),
                (CmpOp::In | CmpOp::NotIn, _) => Vec::new(),
                _ => literal(other).into_iter().collect(),
            };
            if let Some(shape) = self.shape(path) {
                values.into_iter().for_each(|value| shape.may_be(value));
            }
        }
    }

    fn computed(&mut self, left: &Expr, operator: Operator, right: &Expr) {
        for (path, other) in [(left, right), (right, left)] {
            let with_text = matches!(other, Expr::StringLiteral(_) | Expr::FString(_));
            let with_number = matches!(other, Expr::NumberLiteral(_));
            match operator {
                Operator::Add if with_text => self.is(path, Kind::Text),
                Operator::Add if !with_number => {}
                Operator::Mod if with_text => {}
                Operator::Mult if matches!(other, Expr::List(_)) => {}
                _ => self.is(path, Kind::Number),
            }
        }
    }
}

impl<'a> Visitor<'a> for Uses<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Assign(assign) => {
                self.visit_expr(&assign.value);
                let path = self.path(&assign.value);
                assign.targets.iter().for_each(|target| self.name(target, path.clone()));
            }
            Stmt::AugAssign(assign) => {
                self.computed(&assign.target, assign.op, &assign.value);
                visitor::walk_stmt(self, statement);
            }
            Stmt::For(each) => {
                self.each(&each.target, &each.iter);
                self.visit_body(&each.body);
                self.visit_body(&each.orelse);
            }
            Stmt::If(branch) => {
                self.is(&branch.test, Kind::Truth);
                let tests = branch.elif_else_clauses.iter().filter_map(|clause| clause.test.as_ref());
                tests.for_each(|test| self.is(test, Kind::Truth));
                visitor::walk_stmt(self, statement);
            }
            // What a function does with its parameters says nothing of variables.
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Name(name) if !self.aliases.contains_key(name.id.as_str()) => {
                self.read.insert(&name.id);
            }
            Expr::Subscript(subscript) if matches!(subscript.ctx, ExprContext::Load) => {
                self.shape(expression);
            }
            Expr::Compare(compare) => {
                compare.iter().for_each(|(left, operator, right)| self.compared(left, *operator, right));
            }
            Expr::BinOp(operation) => self.computed(&operation.left, operation.op, &operation.right),
            Expr::BoolOp(operation) => operation.values.iter().for_each(|value| self.is(value, Kind::Truth)),
            Expr::UnaryOp(operation) if operation.op == UnaryOp::Not => self.is(&operation.operand, Kind::Truth),
            Expr::UnaryOp(operation) => self.is(&operation.operand, Kind::Number),
            Expr::If(choice) => self.is(&choice.test, Kind::Truth),
            Expr::Call(call) => self.called(call),
            Expr::ListComp(list) => return self.comprehension(&list.generators, &[&list.elt]),
            Expr::SetComp(set) => return self.comprehension(&set.generators, &[&set.elt]),
            Expr::Generator(each) => return self.comprehension(&each.generators, &[&each.elt]),
            Expr::DictComp(dict) => {
                let results: Vec<&Expr> = dict.key.as_deref().into_iter().chain([&*dict.value]).collect();
                return self.comprehension(&dict.generators, &results);
            }
            Expr::Lambda(_) => return,
            _ => {}
        }
        visitor::walk_expr(self, expression);
    }
}

impl<'a> Uses<'a> {
    /// The names of a comprehension are its own.
    fn comprehension(&mut self, generators: &'a [Comprehension], results: &[&'a Expr]) {
        let outer = self.aliases.clone();
        for generator in generators {
            self.each(&generator.target, &generator.iter);
            generator.ifs.iter().for_each(|test| {
                self.is(test, Kind::Truth);
                self.visit_expr(test);
            });
        }
        results.iter().for_each(|result| self.visit_expr(result));
        self.aliases = outer;
    }
}

fn step(slice: &Expr) -> Step {
    match slice {
        Expr::StringLiteral(name) => Step::Entry(name.value.to_str().into()),
        _ => Step::Item,
    }
}

/// The value of a literal.
fn literal(expression: &Expr) -> Option<Value> {
    match expression {
        Expr::StringLiteral(text) => Some(Value::String(text.value.to_str().into())),
        Expr::BooleanLiteral(truth) => Some(Value::Bool(truth.value)),
        Expr::NumberLiteral(number) => match &number.value {
            Number::Int(number) => Some(Value::Int(number.as_i64()?)),
            Number::Float(number) => Some(Value::Float(*number)),
            Number::Complex { .. } => None,
        },
        _ => None,
    }
}
