//! Repeating intervals (ISO 8601 `R3/PT8H`): when each of their occurrences is due.

use jiff::Span;

use super::iso8601::{add, duration, instant};

/// A repeating interval, read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cycle {
    /// What the steps are counted from, in milliseconds since 1970.
    anchor: i64,
    /// Which step from there the first occurrence is.
    first: i64,
    step: Step,
    /// How many occurrences there are; `None` is for ever.
    pub count: Option<u32>,
}

/// From one occurrence to the next: months and years have the length they have in the calendar.
#[derive(Clone, Copy, Debug)]
enum Step {
    Calendar(Span),
    Milliseconds(i64),
}

impl Cycle {
    /// `R[n]/start/duration`, `R[n]/duration/end`, `R[n]/duration` or `R[n]/start/end`; `R/` is for ever.
    pub(super) fn parse(text: &str, now: i64) -> Option<Self> {
        let mut parts = text.trim().split('/');
        let count = parts.next()?.strip_prefix('R')?;
        let count: Option<u32> = if count.is_empty() { None } else { Some(count.parse().ok()?) };
        let (one, two) = (parts.next()?, parts.next());
        let (anchor, first, step) = match two {
            None => (now, 1, Step::Calendar(duration(one)?)),
            Some(two) => interval(one, two)?,
        };
        let cycle = Self { anchor, first, step, count };
        let grows = cycle.at(0)? < cycle.at(1)?;
        (grows && count != Some(0) && parts.next().is_none()).then_some(cycle)
    }

    /// When an occurrence is due, counted from 0.
    pub(super) fn at(&self, number: i64) -> Option<i64> {
        let steps = self.first.checked_add(number)?;
        match self.step {
            Step::Calendar(span) => add(self.anchor, &span.checked_mul(steps).ok()?),
            Step::Milliseconds(length) => self.anchor.checked_add(length.checked_mul(steps)?),
        }
    }

    /// The length of the first step, which a timer of a run repeats with.
    pub(super) fn length(&self) -> Option<i64> {
        let second = Self { first: self.first + 1, ..*self };
        match self.first {
            0 => Some(second.at(0)? - self.at(0)?),
            _ => Some(self.at(0)? - self.anchor),
        }
    }

    /// When the occurrence after the one at a moment is due; nothing when there is none at that moment.
    pub(super) fn after(&self, moment: i64) -> Option<i64> {
        let number = self.since(moment)?;
        (self.at(number)? == moment).then_some(())?;
        self.at(number.checked_add(1)?)
    }

    /// The first occurrence that is not before a moment.
    pub(super) fn since(&self, moment: i64) -> Option<i64> {
        let (mut low, mut high) = (0_i64, i64::MAX / 4);
        while low < high {
            let middle = low + (high - low) / 2;
            // What lies beyond the calendar lies behind the moment.
            match self.at(middle).is_none_or(|at| at >= moment) {
                true => high = middle,
                false => low = middle + 1,
            }
        }
        self.at(low).map(|_| low)
    }
}

fn interval(one: &str, two: &str) -> Option<(i64, i64, Step)> {
    match (duration(one), duration(two)) {
        (None, Some(step)) => Some((instant(one)?, 0, Step::Calendar(step))),
        (Some(step), None) => {
            let end = instant(two)?;
            let length = add(end, &step)? - end;
            Some((end - length, 0, Step::Milliseconds(length)))
        }
        (None, None) => {
            let (start, end) = (instant(one)?, instant(two)?);
            Some((start, 0, Step::Milliseconds(end - start)))
        }
        (Some(_), Some(_)) => None,
    }
}
