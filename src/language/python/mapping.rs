//! Text that was rewritten before it is compiled, and where each piece of it stood in the text its author wrote.

use std::ops::Range;

/// A byte range of the author's text.
pub(super) type Place = Range<u32>;

/// A piece of a replacement.
pub(super) enum Piece {
    /// Text that has no place of its own; errors in it are shown at the place of the whole edit.
    Made(String),
    /// A part of the author's text.
    Kept(Place),
}

impl From<&str> for Piece {
    fn from(text: &str) -> Self {
        Self::Made(text.to_owned())
    }
}

/// A replacement of a part of the author's text; an insertion where the part is empty.
pub(super) struct Edit {
    /// What is replaced.
    pub place: Place,
    /// By what.
    pub pieces: Vec<Piece>,
}

impl Edit {
    /// The same edit in a text of which its own is a part.
    pub(super) fn moved(self, to: &impl Fn(Place) -> Place) -> Self {
        let moved = |piece| match piece {
            Piece::Kept(place) => Piece::Kept(to(place)),
            made => made,
        };
        Self { place: to(self.place), pieces: self.pieces.into_iter().map(moved).collect() }
    }
}

/// A rewritten text.
#[derive(Default)]
pub(super) struct Rewritten {
    /// The text to compile.
    pub text: String,
    /// Ascending: from this offset of `text` on, until the next.
    segments: Vec<(u32, Origin)>,
}

/// Where a segment comes from.
#[derive(Clone)]
enum Origin {
    /// Copied from this offset on.
    Kept(u32),
    /// Made for this place; nowhere for what the engine adds around the text.
    Made(Option<Place>),
}

impl Rewritten {
    /// `text` with the edits applied; an edit inside a part that another one replaces is dropped.
    pub(super) fn new(text: &str, mut edits: Vec<Edit>) -> Self {
        edits.sort_by_key(|edit| (edit.place.start, edit.place.end));
        let mut rewritten = Self::default();
        let mut at = 0;
        for edit in edits {
            if edit.place.start < at {
                continue;
            }
            rewritten.keep(text, at..edit.place.start);
            at = edit.place.end;
            for piece in edit.pieces {
                match piece {
                    Piece::Made(made) => rewritten.make(&made, Some(edit.place.clone())),
                    Piece::Kept(place) => rewritten.keep(text, place),
                }
            }
        }
        rewritten.keep(text, at..text.len() as u32);
        rewritten
    }

    /// The same text with something of the engine's before and after it.
    pub(super) fn wrapped(&self, before: &str, after: &str) -> Self {
        let mut wrapped = Self::default();
        wrapped.make(before, None);
        let shift = wrapped.text.len() as u32;
        wrapped.text.push_str(&self.text);
        wrapped.segments.extend(self.segments.iter().map(|(at, origin)| (at + shift, origin.clone())));
        wrapped.make(after, None);
        wrapped
    }

    /// The author's place of a byte range of the rewritten text.
    pub(super) fn place(&self, range: Place) -> Option<Place> {
        let start = self.origin(range.start)?;
        let end = self.origin(range.end.saturating_sub(1).max(range.start))?;
        let end = if range.end > range.start { end.end } else { start.start };
        Some(start.start..end.max(start.start))
    }

    fn origin(&self, offset: u32) -> Option<Place> {
        let after = self.segments.partition_point(|(at, _)| *at <= offset);
        match self.segments.get(after.checked_sub(1)?)? {
            (at, Origin::Kept(from)) => Some(from + (offset - at)..from + (offset - at) + 1),
            (_, Origin::Made(place)) => place.clone(),
        }
    }

    fn keep(&mut self, text: &str, place: Place) {
        if let Some(kept) = text.get(place.start as usize..place.end as usize).filter(|kept| !kept.is_empty()) {
            self.segments.push((self.text.len() as u32, Origin::Kept(place.start)));
            self.text.push_str(kept);
        }
    }

    fn make(&mut self, made: &str, place: Option<Place>) {
        if !made.is_empty() {
            self.segments.push((self.text.len() as u32, Origin::Made(place)));
            self.text.push_str(made);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_kept_and_made_text() {
        let edit = Edit { place: 4..9, pieces: vec!["(".into(), Piece::Kept(8..9), ").pop()".into()] };
        let rewritten = Rewritten::new("a = del x; b", vec![edit]).wrapped("import q\n", "\nlocals()");
        assert_eq!(rewritten.text, "import q\na = (x).pop(); b\nlocals()");
        let place = |of: &str| {
            let start = rewritten.text.find(of).expect("present") as u32;
            rewritten.place(start..start + of.len() as u32)
        };
        assert_eq!(place("import"), None);
        assert_eq!(place("a ="), Some(0..3));
        assert_eq!(place("x"), Some(8..9));
        assert_eq!(place("pop"), Some(4..9));
        assert_eq!(place("b"), Some(11..12));
    }
}
