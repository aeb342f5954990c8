//! Whether everything is what was committed to.

use crate::archive::{Archive, BRIDGE, CAPTURE, MANIFEST, RECORD, WHEN};
use literatim::digest::Digest;
use literatim::manifest::{Inventory, Trouble};
use std::fs;
use std::process::Command;

#[test]
fn a_changed_byte_is_shown_with_both_digests() {
    let archive = Archive::with_bridge();
    archive.edit(CAPTURE, "11,000", "11,001");
    let committed = Digest::of(BRIDGE.as_bytes());
    let found = Digest::of(BRIDGE.replace("11,000", "11,001").as_bytes());
    assert_eq!(archive.trouble(CAPTURE), Trouble::Changed { committed, found });
    archive
        .run(&["audit"])
        .ends_with(2)
        .says(&format!("changed     {CAPTURE}\n  committed   {committed}\n  found       {found}\n"))
        .says("1 capture: 0 proven; 1 changed, 0 missing");
    archive.run(&["manifest"]).ends_with(2).says("its bytes changed");
}

#[test]
fn changed_missing_and_unexpected_are_told_apart() {
    let archive = Archive::with_bridge();
    archive.add("gone", WHEN, b"gone").ends_with(0);
    archive.edit(RECORD, "2014-06-11", "2014-06-10");
    fs::remove_file(archive.path("archive/gone/20140611T093000Z.txt")).unwrap();
    fs::write(archive.path("archive/new.txt"), "new").unwrap();
    fs::write(archive.path("manifests/old.json"), "{}").unwrap();
    archive
        .run(&["audit"])
        .ends_with(2)
        .says(&format!("changed     {RECORD}"))
        .says("missing     archive/gone/20140611T093000Z.txt\n")
        .says("unexpected  archive/new.txt")
        .says("unexpected  manifests/old.json")
        .says("2 captures: 0 proven; 1 changed, 1 missing, 2 unexpected, 0 stale");
    let orphan = "archive/gone/20140611T093000Z.txt.record.json";
    assert!(matches!(archive.trouble(orphan), Trouble::Unreadable(why) if why.contains("has no capture")));
}

#[test]
fn a_manifest_edited_by_hand_vouches_for_nothing() {
    let archive = Archive::with_bridge();
    archive.edit(MANIFEST, "\"title\":\"The", "\"title\":\"A");
    assert!(matches!(archive.trouble(CAPTURE), Trouble::Manifest(why) if why.contains("changed")));
    assert_eq!(archive.load().witnesses().len(), 0);
    archive.run(&["audit"]).ends_with(2).says(&format!("changed     {MANIFEST}"));
    archive.run(&["manifest", "--check"]).ends_with(1).says(&format!("stale     {MANIFEST}"));
}

#[test]
fn a_second_spelling_is_refused_even_where_the_inventory_was_made_to_match() {
    let archive = Archive::with_bridge();
    archive.edit(MANIFEST, "\"bytes\":70", "\"bytes\": 70");
    let bytes = fs::read(archive.path(Inventory::PATH)).unwrap();
    let mut inventory = Inventory::from_bytes(&bytes).unwrap();
    inventory.captures[0].manifest = Digest::of(&fs::read(archive.path(MANIFEST)).unwrap());
    fs::write(archive.path(Inventory::PATH), Inventory::of(inventory.captures).to_bytes()).unwrap();
    assert!(matches!(archive.trouble(CAPTURE), Trouble::Manifest(why) if why.contains("not in canonical form")));
    archive.run(&["audit"]).ends_with(2).says("not in canonical form");
}

#[test]
fn an_inventory_edited_by_hand_proves_nothing() {
    let archive = Archive::with_bridge();
    archive.edit(Inventory::PATH, "\"urls\":[]", "\"urls\":[\"https://lantern.example/\"]");
    assert!(matches!(archive.trouble(Inventory::PATH), Trouble::Manifest(why) if why.contains("fingerprint")));
    assert_eq!(archive.trouble(CAPTURE), Trouble::Unlisted);
    assert_eq!(archive.load().witnesses().len(), 0);
    archive.run(&["audit"]).ends_with(2);
    archive.add("other", WHEN, b"x").ends_with(2).says("literatim manifest");
}

#[test]
fn a_manifest_or_inventory_that_is_gone_is_missed() {
    let archive = Archive::with_bridge();
    fs::remove_file(archive.path(MANIFEST)).unwrap();
    assert!(matches!(archive.trouble(CAPTURE), Trouble::Manifest(why) if why.contains("is missing")));
    archive.run(&["audit"]).ends_with(2).says(&format!("missing     {MANIFEST}"));
    archive.run(&["manifest", "--check"]).ends_with(1).says(&format!("missing   {MANIFEST}"));
    fs::remove_file(archive.path(Inventory::PATH)).unwrap();
    archive.trouble(Inventory::PATH);
    archive.run(&["audit"]).ends_with(2);
    archive.run(&["manifest"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0);
}

#[test]
fn a_folder_in_place_of_a_file_is_told() {
    let archive = Archive::with_bridge();
    fs::remove_file(archive.path(CAPTURE)).unwrap();
    fs::create_dir(archive.path(CAPTURE)).unwrap();
    assert!(matches!(archive.trouble(CAPTURE), Trouble::Unreadable(why) if why.contains("a folder")));
    archive.run(&["audit"]).ends_with(2).says(&format!("unusable    {CAPTURE}"));
}

#[test]
fn nothing_is_regenerated_while_a_record_cannot_be_read() {
    let archive = Archive::with_bridge();
    fs::write(archive.path(RECORD), "{\"captured\": 1}").unwrap();
    let before = archive.files();
    archive.run(&["manifest"]).ends_with(2).says(RECORD).says("nothing was written");
    assert_eq!(archive.files(), before);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let archive = Archive::with_bridge();
    fs::set_permissions(archive.path(CAPTURE), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(archive.path(CAPTURE)).is_ok() {
        return eprintln!("skipped: whoever runs this test may read everything");
    }
    assert!(matches!(archive.trouble(CAPTURE), Trouble::Unreadable(_)));
    archive.run(&["audit"]).ends_with(2).says("permission denied");
}

#[test]
fn a_list_of_sums_that_lies_is_found() {
    let archive = Archive::with_bridge();
    archive.edit(Inventory::SUMS_PATH, "archive/", "archive/x");
    archive.run(&["audit"]).ends_with(2).says("changed     manifests/SHA256SUMS");
}

#[test]
fn sha256sum_agrees() {
    let archive = Archive::with_bridge();
    fs::create_dir(archive.path("archive/with space")).unwrap();
    fs::write(archive.path("archive/with space/ünï 'c'.txt"), "x").unwrap();
    archive.run(&["manifest"]).ends_with(0);
    let check = || {
        let mut command = Command::new("sha256sum");
        command.args(["--check", "--strict", "--status", Inventory::SUMS_PATH]).current_dir(archive.root());
        command.output().map(|output| output.status.success())
    };
    match check() {
        Ok(agrees) => assert!(agrees),
        Err(_) => return eprintln!("skipped: there is no sha256sum here"),
    }
    archive.edit(CAPTURE, "11,000", "11,001");
    assert!(!check().unwrap());
}
