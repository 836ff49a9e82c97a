//! Sorting lists of anything by one algorithm.

use std::cmp::Ordering;

/// Sorts as `slice::sort_by` does: what compares equal keeps its order. Numbers of elements are sorted instead of the
/// elements, so that all lists share one algorithm: of its own, each kind of list would take 3 KB of a module that every
/// visitor of the page downloads.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if items.len() < 2 {
        return;
    }
    let mut order: Vec<usize> = (0..items.len()).collect();
    sort_numbers(&mut order, &|left, right| compare(&items[left], &items[right]));
    for start in 0..order.len() {
        arrange(&mut order, start, |left, right| items.swap(left, right));
    }
}

/// Puts what belongs to `start` there, then to the place that became free, and so on until the circle is closed.
fn arrange(order: &mut [usize], start: usize, mut swap: impl FnMut(usize, usize)) {
    let mut place = start;
    loop {
        let from = std::mem::replace(&mut order[place], place);
        if from == start {
            return;
        }
        swap(place, from);
        place = from;
    }
}

/// Sorts by a key.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |left, right| key(left).cmp(&key(right)));
}

fn sort_numbers(numbers: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    numbers.sort_by(|left, right| compare(*left, *right));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(items: &[&str], expected: &[&str]) {
        let mut items = items.to_vec();
        sort_by_key(&mut items, |item| item.len());
        assert_eq!(items, expected);
    }

    #[test]
    fn equals_keep_their_order() {
        check(&[], &[]);
        check(&["b", "a"], &["b", "a"]);
        check(&["ccc", "bb", "a", "aa", "b"], &["a", "b", "bb", "aa", "ccc"]);
    }
}
