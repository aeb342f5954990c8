use super::format_1::{print_inventory, read_inventory};
use super::{Added, Inventory, InventoryEntry, InventoryFiles, InventoryRoot, ListedName, NotOurs, RepeatedTable};
use crate::capture::{CapturePath, CapturedAt, Extent};
use crate::digest::Digest;
use crate::text::Span;
use proptest::prelude::*;

fn entry(capture: &str) -> InventoryEntry {
    let capture: CapturePath = capture.parse().unwrap();
    let digest = Digest::of(b"");
    InventoryEntry {
        article: capture.article(),
        captured_at: capture.stamp(),
        urls: vec![],
        came_from: None,
        sha256: digest,
        record: None,
        manifest: digest,
        extent: None,
        pages: None,
        reading: None,
        capture,
    }
}

#[test]
fn the_order_in_which_captures_are_found_does_not_show() {
    let (a, b) = (entry("archive/a/x.txt"), entry("archive/b/x.txt"));
    let one = Inventory::of(vec![a.clone(), b.clone()]);
    assert_eq!(one, Inventory::of(vec![b, a.clone()]));
    assert_eq!(one.entry(&a.capture), Some(&a));
    assert_ne!(one.fingerprint, Inventory::of(vec![a]).fingerprint);
}

#[test]
fn the_fingerprint_is_of_captures_and_names_and_not_of_the_log() {
    let files = InventoryFiles::of(&[entry("archive/a/x.txt")]);
    let mut root = files.root();
    assert_eq!(root.sums.len(), 2);
    root.sums.insert("history/checkpoint".to_owned(), Digest::of(b"c"));
    root.sums.insert(RepeatedTable::PATH.to_owned(), Digest::of(b"r"));
    assert_eq!(root.fingerprint(), files.fingerprint());
    assert_ne!(Digest::of(&root.to_bytes()), root.fingerprint());
    root.counts.captures += 1;
    assert_ne!(root.fingerprint(), files.fingerprint());
}

#[test]
fn a_root_with_a_file_that_so_many_captures_do_not_have_is_refused() {
    let root = |captures: usize, path: &str| {
        let hex = Digest::of(b"").hex();
        InventoryRoot::from_bytes(format!("# literatim inventory 2\n# captures {captures}\n{hex}  {path}\n").as_bytes())
    };
    for (captures, path) in [
        (1, "manifests/inventory.d/all"),
        (65, "manifests/inventory.d/0"),
        (65, "manifests/names.d/f"),
        (1025, "manifests/names.d/ff"),
        (20_000, "manifests/names.d/f.sums"),
        (0, "history/log/000000000"),
        (0, "manifests/repeated.json"),
    ] {
        assert!(root(captures, path).is_ok(), "{captures} {path}");
    }
    for (captures, path) in [
        (1, "manifests/inventory.d/0"),
        (65, "manifests/inventory.d/all"),
        (65, "manifests/inventory.d/0a"),
        (65, "manifests/inventory.d/A"),
        (20_000, "manifests/names.d/f/ff"),
        (1, "manifests/a/x.txt.json"),
        (1, "archive/a/x.txt"),
    ] {
        assert!(matches!(root(captures, path), Err(NotOurs::Unreadable(_))), "{captures} {path}");
    }
    let other = b"# literatim inventory 3\n# captures 0\n";
    assert_eq!(InventoryRoot::from_bytes(other), Err(NotOurs::UnknownFormat("literatim inventory 3".to_owned())));
}

#[test]
fn a_shard_with_the_markers_of_a_merge_says_what_to_do() {
    let bytes = InventoryEntry::print_all(&[entry("archive/a/x.txt")]);
    let merged = [b"<<<<<<< ours\n", &bytes[..], b"=======\n>>>>>>> theirs\n"].concat();
    assert_eq!(InventoryEntry::read_all(&merged), Err(NotOurs::Conflict));
    assert_eq!(InventoryRoot::from_bytes(&merged), Err(NotOurs::Conflict));
}

fn any_entry() -> impl Strategy<Value = InventoryEntry> {
    let paths =
        vec!["archive/a/b.txt", "archive/ä/ö \u{a0}", "archive/x", "archive/y/20140611T093000Z.txt", "archive/z.warc"];
    let urls = prop::collection::vec(prop_oneof![any::<String>(), Just("https://x.example/a?b".to_owned())], 0..3);
    (prop::sample::select(paths), urls, 0..99_999_999_999i64, any::<usize>()).prop_map(|(path, urls, at, bytes)| {
        let entry = entry(path);
        let warc: CapturePath = "archive/web/ä.warc".parse().unwrap();
        InventoryEntry {
            urls,
            captured_at: if bytes % 5 == 0 { entry.captured_at } else { CapturedAt::from_unix(at) },
            sha256: Digest::of(&bytes.to_le_bytes()),
            record: (bytes % 2 == 0).then(|| Digest::of(b"")),
            extent: (bytes % 3 == 0).then(|| Box::new(Extent::new(warc, Span::new(0, bytes | 1)).unwrap())),
            ..entry
        }
    })
}

fn any_entries() -> impl Strategy<Value = Vec<InventoryEntry>> {
    prop::collection::vec(any_entry(), 0..6).prop_map(|mut entries| {
        entries.sort_by(|one, other| one.capture.cmp(&other.capture));
        entries.dedup_by(|one, other| one.capture == other.capture);
        entries
    })
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back_and_has_one_spelling(
        entries in any_entries(),
        at: prop::sample::Index,
        byte in prop_oneof![any::<u8>(), prop::sample::select(b"\n\t \"#,{}[]0a".to_vec())],
    ) {
        let files = InventoryFiles::of(&entries);
        let root = files.root();
        prop_assert_eq!(InventoryRoot::from_bytes(&root.to_bytes()), Ok(root.clone()));
        let mut edited = root.to_bytes();
        let place = at.index(edited.len());
        edited[place] = byte;
        if let Ok(read) = InventoryRoot::from_bytes(&edited) {
            prop_assert_eq!(read.to_bytes(), edited);
        }
        let mut listed = Vec::new();
        for (path, bytes) in &files.files {
            let mut edited = bytes.clone();
            let place = at.index(edited.len());
            edited[place] = byte;
            if super::is_of_entries(path) {
                let read = InventoryEntry::read_all(bytes).unwrap();
                prop_assert_eq!(&InventoryEntry::print_all(&read), bytes);
                listed.extend(read);
                if let Ok(read) = InventoryEntry::read_all(&edited) {
                    prop_assert_eq!(InventoryEntry::print_all(&read), edited);
                }
            } else {
                prop_assert_eq!(&ListedName::print_all(&ListedName::read_all(bytes).unwrap()), bytes);
                if let Ok(read) = ListedName::read_all(&edited) {
                    prop_assert_eq!(ListedName::print_all(&read), edited);
                }
            }
        }
        prop_assert_eq!(listed, entries);
    }

    #[test]
    fn what_was_added_round_trips_under_its_own_name(entries in any_entries(), publishers: Vec<String>) {
        let mut repeated = RepeatedTable::default();
        publishers.iter().for_each(|publisher| repeated.insert(publisher, Digest::of(publisher.as_bytes())));
        let added = Added { captures: entries, repeated };
        let (path, bytes) = (added.path(), added.to_bytes());
        let read = Added::from_bytes(&path, &bytes);
        prop_assert_eq!(read.is_ok(), !added.captures.is_empty());
        prop_assert!(Added::from_bytes("history/new/0123456789abcdef", &bytes).is_err());
        if let Ok(read) = read {
            prop_assert_eq!(read, added);
        }
    }

    #[test]
    fn an_inventory_of_format_1_round_trips(entries in any_entries()) {
        let bytes = print_inventory(Some(Digest::of(b"before")), &entries);
        prop_assert_eq!(read_inventory(&bytes), Ok(entries));
    }
}

#[test]
fn a_large_inventory_is_in_shards_that_have_all_of_it() {
    let path = |number: usize| format!("archive/article-{number}/20140611T093000Z.txt");
    let mut entries: Vec<InventoryEntry> = (0..17_000).map(|number| entry(&path(number))).collect();
    entries.iter_mut().for_each(|entry| entry.sha256 = Digest::of(entry.capture.as_str().as_bytes()));
    entries.sort_by(|one, other| one.capture.cmp(&other.capture));
    let files = InventoryFiles::of(&entries);
    let root = files.root();
    assert_eq!(root.sums.len(), 32);
    let mut shards = Vec::new();
    for (list, sum) in root.inventory() {
        assert_eq!(Digest::of(&files.files[list]), sum);
        shards.extend(root.read_list(list, &files.files[list]).unwrap());
    }
    assert_eq!(shards.len() + 32, files.files.len());
    assert!(shards.iter().all(|(path, sum)| Digest::of(&files.files[path]) == *sum));
    let mut listed: Vec<InventoryEntry> = Vec::new();
    for (path, _) in shards.iter().filter(|(path, _)| super::is_of_entries(path)) {
        listed.extend(InventoryEntry::read_all(&files.files[path]).unwrap());
    }
    listed.sort_by(|one, other| one.capture.cmp(&other.capture));
    assert_eq!(listed, entries);
}
