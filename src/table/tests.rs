use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// Numbers below `below` in an order that looks like chance, the same each time.
fn scattered(count: u32, below: u32) -> impl Iterator<Item = u32> {
    (1..=count).map(move |step| step.wrapping_mul(2_654_435_761) % below)
}

#[test]
fn a_table_does_what_a_map_does() {
    let (mut table, mut map) = (Table::<u32, u32>::new(), BTreeMap::new());
    for number in scattered(5000, 300) {
        match number % 3 {
            0 => assert_eq!(table.remove(&number), map.remove(&number)),
            1 => assert_eq!(table.insert(number / 2, number), map.insert(number / 2, number)),
            _ => assert_eq!(table.get_or_insert_with(number, || 7), map.entry(number).or_insert(7)),
        }
        assert_eq!(table.get(&number), map.get(&number));
        assert_eq!(table.len(), map.len());
    }
    let expected: Vec<(u32, u32)> = map.into_iter().collect();
    assert_eq!(table.iter().map(|(number, value)| (number, *value)).collect::<Vec<_>>(), expected);
    assert_eq!(table.iter_mut().map(|(number, value)| (number, *value)).collect::<Vec<_>>(), expected);
    assert_eq!(table.clone().into_iter().collect::<Vec<_>>(), expected);
    assert_eq!(table, expected.into_iter().rev().collect());
}

#[test]
fn places_are_used_again() {
    let mut table = Table::<u32, u32>::new();
    for number in 0..1000 {
        table.insert(number, number);
        table.remove(&number);
    }
    assert_eq!((table.len(), table.slots.len()), (0, 1));
}

#[test]
fn a_set_does_what_a_set_does() {
    let (mut ids, mut set) = (IdSet::<u32>::new(), BTreeSet::new());
    for number in scattered(5000, 300) {
        match number % 2 {
            0 => assert_eq!(ids.insert(number / 2), set.insert(number / 2)),
            _ => assert_eq!(ids.remove(&(number / 3)), set.remove(&(number / 3))),
        }
        assert_eq!(ids.contains(&number), set.contains(&number));
    }
    assert_eq!(ids.iter().collect::<Vec<_>>(), set.iter().copied().collect::<Vec<_>>());
    assert_eq!(ids, set.into_iter().rev().collect());
}

#[test]
fn what_follows_an_id_is_found() {
    let table: Table<u32, char> = [(1, 'a'), (5, 'b'), (u32::MAX, 'c')].into_iter().collect();
    let from = |id| table.from(id).map(|(_, value)| *value).collect::<String>();
    assert_eq!([from(0), from(2), from(6)], ["abc", "bc", "c"]);
}

#[test]
fn they_are_saved_as_maps_and_sets_are() {
    let map = BTreeMap::from([(1_u32, "one".to_owned()), (300, "many".to_owned())]);
    let table: Table<u32, String> = map.clone().into_iter().collect();
    let saved = postcard::to_stdvec(&table).unwrap();
    assert_eq!(saved, postcard::to_stdvec(&map).unwrap());
    assert_eq!(postcard::from_bytes::<Table<u32, String>>(&saved).unwrap(), table);
    let set = BTreeSet::from([3_u32, 200, 70_000]);
    let ids: IdSet<u32> = set.iter().copied().collect();
    let saved = postcard::to_stdvec(&ids).unwrap();
    assert_eq!(saved, postcard::to_stdvec(&set).unwrap());
    assert_eq!(postcard::from_bytes::<IdSet<u32>>(&saved).unwrap(), ids);
}

#[test]
fn a_million_come_and_go_in_any_order() {
    let mut table = Table::<u32, u32>::new();
    scattered(1_000_000, u32::MAX).for_each(|number| assert_eq!(table.insert(number, number), None));
    assert_eq!(table.len(), 1_000_000);
    scattered(1_000_000, u32::MAX).for_each(|number| assert_eq!(table.remove(&number), Some(number)));
    assert!(table.is_empty());
}

#[test]
fn an_order_goes_by_rank() {
    let mut order = Order::default();
    [(30, 1), (10, 2), (20, 3)].into_iter().for_each(|(rank, number)| order.insert(rank, number));
    assert_eq!(order.first(), Some((10, 2)));
    order.remove(10);
    assert_eq!(order.from(21).map(|(_, number)| number).collect::<Vec<_>>(), [1]);
    assert_eq!((order.len(), order.is_empty()), (2, false));
}
