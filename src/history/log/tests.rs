use super::super::sample::entry;
use super::*;
use proptest::prelude::*;

fn history(states: &[&[(&str, &str)]]) -> History {
    let mut history = History::default();
    for state in states {
        history.follow(state.iter().map(|(name, bytes)| entry(name, bytes)).collect());
    }
    history
}

#[test]
fn each_chapter_ends_with_its_inventory() {
    let one = history(&[&[("a", "1")]]);
    let two = history(&[&[("a", "1")], &[("a", "1"), ("b", "1")]]);
    let named: Vec<Digest> = two.chapters().iter().map(|chapter| chapter.inventory).collect();
    assert_eq!(named, [one.inventory().fingerprint, two.inventory().fingerprint]);
    assert_eq!(two.size(), 4);
}

#[test]
fn a_log_of_format_1_goes_on_in_this_one() {
    let mut log = history(&[&[("a", "1")]]);
    log.lines[1] =
        LogLine::Inventory1 { inventory: Digest::of(&format_1::print_inventory(None, &log.inventory().captures)) };
    log.format_1 = 2;
    let old = log.to_bytes();
    let mut read = History::from_bytes(&old).unwrap();
    assert!(read.is_of_format_1());
    assert_eq!(read.to_bytes(), old);
    assert_eq!(read.format_1().unwrap().1, old);
    let kept = read.checkpoint(2).unwrap();
    read.upgrade();
    read.upgrade();
    read.list(vec![entry("b", "1")]);
    assert_eq!((read.size(), read.is_of_format_1()), (5, false));
    assert!(read.to_bytes().starts_with(&old));
    let upgraded = History::from_bytes(&read.to_bytes()).unwrap();
    assert!(upgraded.since(&kept).is_ok_and(|growth| growth.added.len() == 1));
    assert!((2..=5).all(|size| upgraded.inventory_at(size).is_ok() == [2, 3, 5].contains(&size)));
    let text = String::from_utf8(read.to_bytes()).unwrap();
    let back: String = [text.lines().last().unwrap(), text.lines().next().unwrap()].join("\n") + "\n";
    assert!(History::from_bytes((text.clone() + &back).as_bytes()).is_err());
    let later = text.lines().next().unwrap();
    assert!(History::from_bytes((text.clone() + later + "\n").as_bytes()).is_err());
}

#[test]
fn files_of_the_log_are_full_but_for_the_last() {
    let mut log = History::default();
    log.list((0..5000).map(|number| entry(&format!("n{number}"), "1")).collect());
    let files = log.files();
    let lines: Vec<usize> = files.iter().map(|file| file.iter().filter(|byte| **byte == b'\n').count()).collect();
    assert_eq!(lines, [4096, 905]);
    assert_eq!(History::from_bytes(&files.concat()).unwrap().written(), 5001);
    assert_eq!(log.written(), 0);
}

#[test]
fn where_nothing_changed_nothing_is_added() {
    let mut log = history(&[&[("a", "1")], &[("b", "1")]]);
    let before = log.to_bytes();
    log.follow(vec![entry("b", "1")]);
    assert_eq!(log.to_bytes(), before);
    log.follow(vec![]);
    assert_eq!(log.listed_at(log.size()).len(), 0);
    assert!(History::from_bytes(&log.to_bytes()).is_ok());
}

#[test]
fn an_inventory_is_found_by_its_first_digits() {
    let log = history(&[&[("a", "1")], &[("a", "2")]]);
    let first = log.chapters()[0].inventory;
    assert_eq!(log.size_at(&first.to_string()), Ok(2));
    assert_eq!(log.size_at(&first.hex()[..8]), Ok(2));
    assert_eq!(log.size_at(&first.hex()[..7]), Err(NotHeld::NoSuchInventory));
    assert_eq!(log.size_at("g"), Err(NotHeld::NoSuchInventory));
}

#[test]
fn a_log_that_does_not_lead_to_its_inventory_is_refused() {
    let log = String::from_utf8(history(&[&[("a", "1"), ("b", "1")], &[("a", "2")]]).to_bytes()).unwrap();
    let lines: Vec<&str> = log.split_inclusive('\n').collect();
    assert_eq!(lines.len(), 6);
    for left_out in 0..lines.len() {
        let edited: String =
            lines.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, line)| *line).collect();
        let read = History::from_bytes(edited.as_bytes());
        // Where the end is the same without the line, nothing is proven at the first inventory.
        let is_caught = read.as_ref().map_or(true, |read| (2..4).all(|size| read.inventory_at(size).is_err()));
        assert!(is_caught && ([0, 2].contains(&left_out) || read.is_err()), "without line {left_out}");
        let twice: String =
            lines.iter().enumerate().map(|(at, line)| line.repeat(1 + usize::from(at == left_out))).collect();
        assert!(History::from_bytes(twice.as_bytes()).is_err(), "with line {left_out} twice");
    }
    for edited in
        [log.trim_end().to_owned(), log.replace('\n', "\r\n"), log.replacen("{\"", "{ \"", 1), format!("{log}\n")]
    {
        assert!(History::from_bytes(edited.as_bytes()).is_err(), "{edited}");
    }
    assert!(History::from_bytes(b"").unwrap().is_empty());
}

proptest! {
    #[test]
    fn a_log_round_trips_and_only_grows(
        states in prop::collection::vec((prop::collection::btree_map("[a-e]", "[0-2]", 0..4), "[a-e]?"), 1..8)
    ) {
        let mut log = History::default();
        for (state, explained) in states {
            let before = log.to_bytes();
            let entries: Vec<InventoryEntry> = state.iter().map(|(name, bytes)| entry(name, bytes)).collect();
            let explained = Some(explained).filter(|name| !name.is_empty());
            let reasons = explained.iter().map(|name| (entry(name, "").capture, "so it is".to_owned())).collect();
            log.follow_because(entries.clone(), &reasons);
            let after = log.to_bytes();
            prop_assert!(after.starts_with(&before));
            let read = History::from_bytes(&after).unwrap();
            prop_assert_eq!(&read.inventory().captures, &entries);
            prop_assert_eq!(read.checkpoint(read.size()), log.checkpoint(log.size()));
            if let Some(kept) = History::from_bytes(&before).unwrap().checkpoint(before.iter().filter(|byte| **byte == b'\n').count() as u64) {
                prop_assert!(read.since(&kept).is_ok());
            }
        }
    }
}
