//! The requirement graph: what has to be decided first, and circles in it (DMN 1.5 section 6.2.2 forbids them).

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::decisions::{Decisions, Place};

type Places = HashSet<Place, FixedState>;

impl Decisions {
    /// A decision with all it requires, those required first, each once. The error is a circle: each decision in it
    /// requires the next and the last the first.
    pub(super) fn order(&self, decision: Place) -> Result<Vec<Place>, Vec<Place>> {
        let mut walk = Walk::new(self);
        walk.visit(decision);
        walk.circles.into_iter().next().map_or(Ok(walk.done), Err)
    }

    /// Circles among the requirements of all decisions; every decision that is in one is in one of these.
    pub(super) fn circles(&self) -> Vec<Vec<Place>> {
        let mut walk = Walk::new(self);
        for (model, file) in self.models.iter().enumerate() {
            (0..file.decisions.len()).for_each(|decision| walk.visit(Place { model, decision }));
        }
        walk.circles
    }
}

/// A walk down the requirements, without recursion because files can nest them as deep as they like.
struct Walk<'d> {
    decisions: &'d Decisions,
    known: Places,
    /// From the start to where the walk stands, each with what it requires and is still to be visited.
    path: Vec<(Place, Vec<Place>)>,
    on_path: Places,
    done: Vec<Place>,
    circles: Vec<Vec<Place>>,
}

impl<'d> Walk<'d> {
    fn new(decisions: &'d Decisions) -> Self {
        let (known, on_path) = (Places::default(), Places::default());
        Self { decisions, known, path: Vec::new(), on_path, done: Vec::new(), circles: Vec::new() }
    }

    fn visit(&mut self, start: Place) {
        self.enter(start);
        while let Some((_, left)) = self.path.last_mut() {
            match left.pop() {
                Some(next) => self.enter(next),
                None => self.leave(),
            }
        }
    }

    fn enter(&mut self, place: Place) {
        if self.on_path.contains(&place) {
            let from = self.path.iter().position(|(known, _)| *known == place).unwrap_or_default();
            self.circles.push(self.path.iter().skip(from).map(|(known, _)| *known).collect());
        } else if self.known.insert(place) {
            let mut required = self.decisions.required(place);
            required.reverse();
            self.path.push((place, required));
            self.on_path.insert(place);
        }
    }

    fn leave(&mut self) {
        if let Some((place, _)) = self.path.pop() {
            self.on_path.remove(&place);
            self.done.push(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::dmn::testing::decisions;

    /// Decisions `a:bc` means that a requires b and c.
    fn graph(text: &str) -> String {
        let required =
            |id: char| format!("<informationRequirement><requiredDecision href='#{id}'/></informationRequirement>");
        let one = |part: &str| {
            let (id, needed) = part.split_once(':').unwrap();
            let needed: String = needed.chars().map(required).collect();
            format!("<decision id='{id}'>{needed}<literalExpression><text>1</text></literalExpression></decision>")
        };
        text.split(' ').map(one).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: Result<&str, &str>) {
        let decisions = decisions(&graph(text));
        let names = |places: Vec<_>| -> String {
            places.into_iter().map(|place| decisions.get(place).1.base.id.to_string()).collect()
        };
        let start = decisions.find("a").unwrap();
        let found = decisions.order(start).map(names).map_err(names);
        assert_eq!(found, expected.map(str::to_owned).map_err(str::to_owned));
    }

    #[test]
    fn what_is_required_comes_first() {
        check("a:", Ok("a"));
        check("a:bc b:c c:", Ok("cba"));
        check("a:bc b:d c:d d:", Ok("dbca"));
        check("a:x", Ok("a"));
    }

    #[test]
    fn circles_are_found() {
        check("a:a", Err("a"));
        check("a:b b:c c:b", Err("bc"));
        check("a: b:c c:b", Ok("a"));
    }

    #[test]
    fn a_long_chain_is_no_problem() {
        let id = |number: usize| format!("d{number}");
        let one = |number: usize| {
            let next = id(number + 1);
            let needed = format!("<informationRequirement><requiredDecision href='#{next}'/></informationRequirement>");
            format!("<decision id='{}'>{needed}</decision>", id(number))
        };
        let decisions = decisions(&(0..20_000).map(one).collect::<String>());
        assert_eq!(decisions.order(decisions.find("d0").unwrap()).unwrap().len(), 20_000);
        assert!(decisions.circles().is_empty());
    }
}
