//! A changed byte, anywhere.

use crate::archive::{Archive, WHEN};
use literatim::segment::Rules;
use literatim::store::{Root, audit};
use proptest::prelude::*;
use std::fs;
use std::sync::LazyLock;

/// An archive with a past: two captures, one of them replaced, a third dropped, and a checkpoint that was kept.
static ARCHIVE: LazyLock<Archive> = LazyLock::new(|| {
    let archive = Archive::with_bridge();
    archive.add("other", WHEN, b"Other words.\n").ends_with(0);
    archive.add("gone", WHEN, b"Gone.\n").ends_with(0);
    fs::remove_dir_all(archive.path("archive/gone")).unwrap();
    archive.edit("archive/other/20140611T093000Z.txt", "Other", "Newer");
    archive.run(&["manifest"]).ends_with(0);
    archive
});

/// Whether an audit finds something wrong.
fn is_flawed() -> bool {
    let root = Root::at(&ARCHIVE.root()).unwrap();
    !audit(&root, &Rules::default()).unwrap().flaws.is_empty()
}

#[test]
fn a_changed_byte_is_found_wherever_it_is() {
    assert!(!is_flawed());
    let ours = |path: &String| ["archive/", "history/", "manifests/"].iter().any(|folder| path.starts_with(folder));
    let files: Vec<_> = ARCHIVE.files().into_iter().filter(|(path, _)| ours(path) && !path.contains("/.git")).collect();
    assert_eq!(files.len(), 10);
    let config = ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(file: prop::sample::Index, at: prop::sample::Index, change in 1..=255u8)| {
        let (path, bytes) = file.get(&files);
        let mut changed = bytes.clone();
        *at.get_mut(&mut changed) ^= change;
        fs::write(ARCHIVE.path(path), changed).unwrap();
        let found = is_flawed();
        fs::write(ARCHIVE.path(path), bytes).unwrap();
        prop_assert!(found, "{}", path);
    });
    assert!(!is_flawed());
}
