//! A changed byte, anywhere.

use crate::archive::{Archive, WHEN};
use crate::in_place;
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
    archive
        .run(&[
            "manifest",
            "--accept-changed",
            "archive/gone",
            "--accept-changed",
            "archive/other",
            "--because",
            "A test.",
        ])
        .ends_with(0);
    archive
});

/// Whether an audit finds something wrong.
fn is_flawed(archive: &Archive) -> bool {
    let root = Root::at(&archive.root()).unwrap();
    !audit(&root, &Rules::default()).unwrap().flaws.is_empty()
}

/// An archive whose captures lie in a web archive.
static IN_PLACE: LazyLock<Archive> = LazyLock::new(in_place::archive);

#[test]
fn a_changed_byte_is_found_wherever_it_is() {
    every_change_is_found(&ARCHIVE, 11);
}

#[test]
fn a_changed_byte_is_found_in_a_web_archive_too() {
    every_change_is_found(&IN_PLACE, 8);
}

#[test]
fn a_changed_byte_is_found_where_pages_have_files_of_their_own() {
    every_change_is_found(&in_place::archive_of_files(), 11);
}

fn every_change_is_found(archive: &Archive, count: usize) {
    assert!(!is_flawed(archive));
    let ours = |path: &String| ["archive/", "history/", "manifests/"].iter().any(|folder| path.starts_with(folder));
    let files: Vec<_> = archive.files().into_iter().filter(|(path, _)| ours(path) && !path.contains("/.git")).collect();
    assert_eq!(files.len(), count);
    let config = ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(file: prop::sample::Index, at: prop::sample::Index, change in 1..=255u8)| {
        let (path, bytes) = file.get(&files);
        let mut changed = bytes.clone();
        *at.get_mut(&mut changed) ^= change;
        fs::write(archive.path(path), changed).unwrap();
        let found = is_flawed(archive);
        fs::write(archive.path(path), bytes).unwrap();
        prop_assert!(found, "{}", path);
    });
    assert!(!is_flawed(archive));
}
