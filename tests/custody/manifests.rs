//! Manifests, made anew.

use crate::archive::{Archive, CAPTURE, MANIFEST, RECORD, WHEN};
use literatim::manifest::Trouble;
use std::fs;

#[test]
fn they_depend_on_captures_and_records_alone() {
    let archive = Archive::with_bridge();
    for n in 0..9 {
        archive.add(&format!("story-{n}"), WHEN, format!("Story {n}.\n").as_bytes()).ends_with(0);
    }
    let copy = Archive::empty();
    let mut files: Vec<_> = archive.files().into_iter().filter(|(path, _)| path.starts_with("archive/")).collect();
    files.reverse();
    for (path, bytes) in files {
        fs::create_dir_all(copy.path(&path).parent().unwrap()).unwrap();
        fs::write(copy.path(&path), bytes).unwrap();
    }
    copy.run(&["manifest"]).ends_with(0).says("10 manifests written");
    let made = copy.files();
    // How the archive came to be is told apart from what it is.
    let of_captures = |(path, _): &(String, Vec<u8>)| path.starts_with("manifests/") && path.ends_with(".txt.json");
    let manifests = |archive: &Archive| archive.files().into_iter().filter(of_captures).collect::<Vec<_>>();
    assert_eq!(manifests(&archive).len(), 10);
    assert!(manifests(&archive) == manifests(&copy));
    assert_eq!(archive.inventory(), copy.inventory());
    copy.run(&["manifest"]).ends_with(0).says("0 manifests written, 10 unchanged");
    assert!(made == copy.files());
}

#[test]
fn check_names_what_is_missing_stale_or_orphaned_and_writes_nothing() {
    let archive = Archive::with_bridge();
    fs::write(archive.path("archive/dropped.txt"), "Dropped.\n").unwrap();
    fs::write(archive.path("manifests/gone.txt.json"), "{}").unwrap();
    fs::write(archive.path(RECORD), "{\"urls\": [\"https://lantern.example/\"]}").unwrap();
    let before = archive.files();
    archive
        .run(&["manifest", "--check"])
        .ends_with(1)
        .says("missing   manifests/dropped.txt.json\n")
        .says(&format!("stale     {MANIFEST}\n"))
        .says("stale     manifests/SHA256SUMS\n")
        .says("orphaned  manifests/gone.txt.json\n");
    assert_eq!(archive.files(), before);
    archive.run(&["manifest"]).ends_with(0).says("2 manifests written, 0 unchanged, 1 removed");
    archive.run(&["manifest", "--check"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0);
}

#[test]
fn line_ends_converted_on_check_out_are_found() {
    let archive = Archive::with_bridge();
    let text = fs::read_to_string(archive.path(MANIFEST)).unwrap();
    fs::write(archive.path(MANIFEST), text.replace('\n', "\r\n")).unwrap();
    archive.run(&["manifest", "--check"]).ends_with(1);
    assert!(matches!(archive.trouble(CAPTURE), Trouble::Manifest(why) if why.contains("not in canonical form")));
}

#[test]
fn a_manifest_never_stands_where_another_file_must() {
    let archive = Archive::empty();
    fs::create_dir(archive.path("archive/a.json")).unwrap();
    for path in ["archive/inventory", "archive/SHA256SUMS", "archive/a.json/b.txt", "archive/a"] {
        fs::write(archive.path(path), "x").unwrap();
    }
    archive
        .run(&["manifest"])
        .ends_with(2)
        .says("archive/inventory: it cannot be a capture")
        .says("archive/a.json/b.txt: it cannot be a capture")
        .says("2 captures");
}
