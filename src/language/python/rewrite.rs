//! Statements the interpreter lacks, put in words it has: `del`, and imports of the modules supplied as [shims].
//!
//! A call of `timedelta` goes through a function that takes fractions. `del name` becomes the one construct that unbinds a name, the end of an `except ... as name` clause; `del d[k]` becomes
//! `d.pop(k)`. Semicolons and suites on the line of their header are taken apart where a line is not enough.

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{Alias, Expr, Stmt, StmtDelete};
use ruff_text_size::Ranged;

use super::bindings::bound_by;
use super::mapping::{Edit, Piece, Place};
use super::names::place;
use super::shims;

/// Something that can be neither run nor rewritten.
pub(super) struct Unsupported {
    /// What, as a clause: "an attribute cannot be deleted".
    pub message: &'static str,
    /// Where.
    pub place: Place,
}

/// The edits that make the statements runnable.
pub(super) fn rewrite(text: &str, body: &[Stmt]) -> (Vec<Edit>, Vec<Unsupported>) {
    let mut rewriter = Rewriter { text, indent: String::new(), edits: Vec::new(), unsupported: Vec::new() };
    rewriter.visit_body(body);
    (rewriter.edits, rewriter.unsupported)
}

/// The edits that make an expression runnable.
pub(super) fn rewrite_expression(expression: &Expr) -> Vec<Edit> {
    let mut timedeltas = Timedeltas(Vec::new());
    timedeltas.visit_expr(expression);
    timedeltas.0
}

struct Timedeltas(Vec<Edit>);

impl<'a> Visitor<'a> for Timedeltas {
    fn visit_expr(&mut self, expression: &'a Expr) {
        self.0.extend(timedelta(expression));
        visitor::walk_expr(self, expression);
    }
}

/// Puts the function that takes fractions before a call of `timedelta`, unless all it is given are whole numbers.
fn timedelta(expression: &Expr) -> Option<Edit> {
    let Expr::Call(call) = expression else { return None };
    let name = match &*call.func {
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(attribute) => attribute.attr.as_str(),
        _ => return None,
    };
    let given = call.arguments.args.iter().chain(call.arguments.keywords.iter().map(|keyword| &keyword.value));
    let is_whole = |value: &Expr| matches!(value, Expr::NumberLiteral(number) if number.value.is_int());
    let fractions = given.filter(|value| !is_whole(value)).count() > 0;
    let (function, open) = (place(&*call.func), place(&call.arguments).start);
    (name == "timedelta" && fractions).then(|| Edit {
        place: function.start..open + 1,
        pieces: vec![Piece::Made(format!("{}(", shims::MAKE_TIMEDELTA)), Piece::Kept(function), ", ".into()],
    })
}

struct Rewriter<'a> {
    text: &'a str,
    /// What a new line has to begin with, here.
    indent: String,
    edits: Vec<Edit>,
    unsupported: Vec<Unsupported>,
}

impl<'a> Visitor<'a> for Rewriter<'a> {
    fn visit_body(&mut self, body: &'a [Stmt]) {
        let Some(first) = body.first() else { return };
        let outer = self.indent.clone();
        let column = self.column(first);
        if column.trim().is_empty() {
            self.indent = column.to_owned();
        } else {
            // The suite stands on the line of its header.
            self.indent.push_str("    ");
            if body.iter().any(unbinds) {
                let at = first.start().to_u32();
                self.edits.push(Edit { place: at..at, pieces: vec![self.new_line()] });
            }
        }
        visitor::walk_body(self, body);
        self.indent = outer;
    }

    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Delete(delete) => self.delete(delete),
            Stmt::Import(import) => self.import(statement, &import.names),
            Stmt::ImportFrom(import) if import.level == 0 => {
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                self.import_from(statement, module, &import.names);
            }
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        self.edits.extend(timedelta(expression));
        if let Expr::Call(call) = expression
            && let Expr::Name(name) = &*call.func
            && matches!(name.id.as_str(), "globals" | "vars")
            && call.arguments.is_empty()
        {
            self.edits.push(Edit { place: place(name), pieces: vec!["locals".into()] });
        }
        visitor::walk_expr(self, expression);
    }
}

impl Rewriter<'_> {
    /// What stands before a statement in its line.
    fn column(&self, statement: &Stmt) -> &str {
        let start = statement.start().to_usize();
        let line = self.text.get(..start).map_or(0, |before| before.rfind(['\n', '\r']).map_or(0, |at| at + 1));
        self.text.get(line..start).unwrap_or("")
    }

    fn new_line(&self) -> Piece {
        Piece::Made(format!("\n{}", self.indent))
    }

    fn delete(&mut self, delete: &StmtDelete) {
        let mut targets = Vec::new();
        delete.targets.iter().for_each(|target| flatten(target, &mut targets));
        let lines = targets.iter().any(|target| matches!(target, Expr::Name(_)));
        let mut place = place(delete);
        let mut pieces = Vec::new();
        for (index, target) in targets.into_iter().enumerate() {
            if index > 0 {
                pieces.push(if lines { self.new_line() } else { "; ".into() });
            }
            self.unbind(target, &mut pieces);
        }
        if lines && let Some(end) = self.semicolon(place.end) {
            place.end = end;
            pieces.push(self.new_line());
        }
        self.edits.push(Edit { place, pieces });
    }

    fn unbind(&mut self, target: &Expr, pieces: &mut Vec<Piece>) {
        match target {
            Expr::Name(name) => {
                let lines = ["try: raise Exception".to_owned(), format!("except Exception as {}: pass", name.id)];
                pieces.push(Piece::Kept(place(name)));
                for line in lines {
                    pieces.extend([self.new_line(), Piece::Made(line)]);
                }
            }
            Expr::Subscript(subscript) => {
                let owner = [Piece::Made("(".to_owned()), Piece::Kept(place(&*subscript.value))];
                let key = Piece::Kept(place(&*subscript.slice));
                pieces.extend(owner);
                match &*subscript.slice {
                    Expr::Slice(slice) if slice.step.is_none() => pieces.extend([")[".into(), key, "] = []".into()]),
                    Expr::Slice(_) => self.refuse("a slice with a step cannot be deleted", target),
                    _ => pieces.extend([").pop((".into(), key, "))".into()]),
                }
            }
            _ => self.refuse("only variables and items of dicts and lists can be deleted", target),
        }
    }

    fn refuse(&mut self, message: &'static str, node: &impl Ranged) {
        self.unsupported.push(Unsupported { message, place: place(node) });
    }

    /// Where the next statement of the same line begins, when a semicolon follows `at`.
    fn semicolon(&self, at: u32) -> Option<u32> {
        let blank = [' ', '\t'];
        let rest = self.text.get(at as usize..)?;
        let next = rest.trim_start_matches(blank).strip_prefix(';')?.trim_start_matches(blank);
        Some(at + (rest.len() - next.len()) as u32)
    }

    fn import(&mut self, statement: &Stmt, names: &[Alias]) {
        if !names.iter().any(|alias| shims::is_shim(&alias.name)) {
            return;
        }
        let one = |alias: &Alias| match shims::is_shim(&alias.name) {
            true => format!("{} = {}", bound_by(alias), shims::hidden_name(&alias.name)),
            false => format!("import {}", self.text.get(alias.range.to_std_range()).unwrap_or("")),
        };
        let made = names.iter().map(one).collect::<Vec<_>>().join("; ");
        self.edits.push(Edit { place: place(statement), pieces: vec![Piece::Made(made)] });
    }

    fn import_from(&mut self, statement: &Stmt, module: &str, names: &[Alias]) {
        if !shims::is_shim(module) {
            return;
        }
        let hidden = shims::hidden_name(module);
        let one = |alias: &Alias| format!("{} = {hidden}.{}", bound_by(alias), alias.name);
        let made = names.iter().map(one).collect::<Vec<_>>().join("; ");
        self.edits.push(Edit { place: place(statement), pieces: vec![Piece::Made(made)] });
    }
}

/// The single targets of `del (a, [b]), c`.
fn flatten<'a>(target: &'a Expr, targets: &mut Vec<&'a Expr>) {
    match target {
        Expr::Tuple(tuple) => tuple.elts.iter().for_each(|target| flatten(target, targets)),
        Expr::List(list) => list.elts.iter().for_each(|target| flatten(target, targets)),
        _ => targets.push(target),
    }
}

/// Whether a statement needs lines of its own.
fn unbinds(statement: &Stmt) -> bool {
    let Stmt::Delete(delete) = statement else { return false };
    let mut targets = Vec::new();
    delete.targets.iter().for_each(|target| flatten(target, &mut targets));
    targets.iter().any(|target| matches!(target, Expr::Name(_)))
}
