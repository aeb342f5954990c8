//! Whether everything is what was committed to.

use crate::archive::{Archive, BRIDGE, CAPTURE, MANIFEST, NAMES, RECORD, ROOT, SHARD, WHEN};
use literatim::digest::Digest;
use literatim::manifest::Trouble;
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
fn a_damaged_capture_that_nobody_cites_is_for_the_audit_to_report() {
    let archive = Archive::with_bridge();
    archive.add("quay", WHEN, b"The quay\n\nThe quay is closed on Mondays.\n").ends_with(0);
    fs::write(archive.path("notes.md"), "“closed for 11,000 hours” [@bridge]\n").unwrap();
    let quay = "archive/quay/20140611T093000Z.txt";
    archive.edit(quay, "Mondays", "Sundays");
    archive.run(&["verify", "notes.md"]).ends_with(0).says("1 verbatim").says("1 of 2 captures proven").lacks("quay");
    archive.run(&["audit"]).ends_with(2).says(&format!("changed     {quay}"));
    let both = ["verify", "notes.md", "--audit"];
    archive
        .run(&both)
        .ends_with(2)
        .says("1 verbatim")
        .says(&format!("cannot-tell[fixity-breach] {quay}"))
        .says("2 captures: 1 proven; 1 changed, 0 missing");
    for format in ["concise", "json", "github"] {
        let ran = archive.run(&[&both[..], &["--format", format]].concat()).ends_with(2);
        assert!(ran.out.contains("fixity-breach") && !ran.out.contains("1 changed"), "{}", ran.out);
        assert!(ran.err.contains("2 captures: 1 proven; 1 changed"), "{}", ran.err);
    }
    // Words that are looked up in all of the archive may stand in it.
    fs::write(archive.path("miss.md"), "“closed for 12,000 hours” [@bridge]\n").unwrap();
    archive.run(&["verify", "miss.md"]).ends_with(2).says(&format!("cannot-tell[fixity-breach] {quay}"));
    archive.edit(quay, "Sundays", "Mondays");
    archive.run(&both).ends_with(0).says("2 captures: 2 proven").says("self-consistent, not authenticated");
}

#[test]
fn files_that_nobody_committed_to_are_for_the_audit_to_report() {
    let archive = Archive::with_bridge();
    fs::write(archive.path("notes.md"), "“closed for 11,000 hours” [@bridge]\n").unwrap();
    fs::write(archive.path("archive/new.txt"), "new").unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(0).lacks("new.txt");
    archive.run(&["verify", "notes.md", "--audit"]).ends_with(2).says("cannot-tell[capture-unlisted] archive/new.txt");
    // A citation of it reports it.
    fs::write(archive.path("notes.md"), "“new” [@new]\n").unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(2).says("cannot-tell[capture-unlisted] archive/new.txt");
}

#[test]
fn a_damaged_capture_is_nothing_to_who_reads_another() {
    let archive = Archive::with_bridge();
    archive.add("quay", WHEN, b"The quay\n\nThe quay is closed on Mondays.\n").ends_with(0);
    archive.edit("archive/quay/20140611T093000Z.txt", "Mondays", "Sundays");
    for args in [&["show", "bridge"][..], &["history", "bridge"], &["cite", "11,000 hours", "--article", "bridge"]] {
        archive.run(args).ends_with(0);
    }
    archive.run(&["cite", "12,000 hours", "--article", "bridge"]).ends_with(1);
    archive.run(&["cite", "12,000 hours"]).ends_with(2);
    archive.run(&["show", "quay"]).ends_with(2).says("its bytes changed");
    archive.run(&["find", "12,000 hours"]).ends_with(2).says("1 with problems and not searched");
    for args in [&["show"][..], &["coverage"]] {
        archive.run(args).ends_with(2);
    }
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
        .says("this capture record has no capture")
        .says(&format!("changed     {RECORD}"))
        .says("missing     archive/gone/20140611T093000Z.txt\n")
        .says("unexpected  archive/new.txt")
        .says("unexpected  manifests/old.json")
        .says("2 captures: 0 proven; 1 changed, 1 missing, 2 unexpected, 0 stale");
}

#[test]
fn a_manifest_edited_by_hand_vouches_for_nothing() {
    let archive = Archive::with_bridge();
    archive.edit(MANIFEST, "\"title\":\"The", "\"title\":\"A");
    assert!(matches!(archive.trouble(CAPTURE), Trouble::Manifest(why) if why.contains("changed")));
    assert_eq!(archive.load().witnesses.len(), 0);
    archive.run(&["audit"]).ends_with(2).says(&format!("changed     {MANIFEST}"));
    archive.run(&["manifest", "--check"]).ends_with(1).says(&format!("stale     {MANIFEST}"));
}

#[test]
fn a_second_spelling_is_refused_even_where_the_inventory_was_made_to_match() {
    let archive = Archive::with_bridge();
    archive.edit(MANIFEST, "\"bytes\":70", "\"bytes\": 70");
    let mut entries = archive.inventory().captures;
    entries[0].manifest = Digest::of(&fs::read(archive.path(MANIFEST)).unwrap());
    archive.forge(entries);
    assert!(matches!(archive.trouble(CAPTURE), Trouble::Manifest(why) if why.contains("not in canonical form")));
    archive.run(&["audit"]).ends_with(2).says("not in canonical form");
}

#[test]
fn an_inventory_edited_by_hand_proves_nothing() {
    let archive = Archive::with_bridge();
    archive.edit(SHARD, MANIFEST, &format!("{MANIFEST}\n#{{\"urls\":[\"https://lantern.example/\"]}}"));
    assert!(matches!(archive.trouble(SHARD), Trouble::Manifest(why) if why.contains("it changed")));
    assert_eq!(archive.load().witnesses.len(), 0);
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
    fs::remove_file(archive.path(ROOT)).unwrap();
    archive.trouble(ROOT);
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
        return skipped!("the user who runs this test may read everything");
    }
    assert!(matches!(archive.trouble(CAPTURE), Trouble::Unreadable(_)));
    archive.run(&["audit"]).ends_with(2).says("permission denied");
}

#[test]
fn a_list_of_sums_that_lies_is_found() {
    let archive = Archive::with_bridge();
    archive.edit_listed(NAMES, "sha256\t", "sha256\t0");
    archive.run(&["audit"]).ends_with(2).says("it does not match the inventory that the log ends with");
}

#[test]
fn sha256sum_agrees() {
    let archive = Archive::with_bridge();
    fs::create_dir(archive.path("archive/with space")).unwrap();
    fs::write(archive.path("archive/with space/ünï 'c'.txt"), "x").unwrap();
    archive.run(&["manifest"]).ends_with(0);
    let check = || {
        let mut command = Command::new("sh");
        let all = "find manifests/SHA256SUMS manifests/*.d history/new -type f -exec cat {} +";
        command.args(["-c", &format!("{all} | sha256sum --check --strict --status")]);
        command.current_dir(archive.root()).output().map(|output| output.status.success())
    };
    match check() {
        Ok(agrees) => assert!(agrees),
        Err(_) => return skipped!("there is no sha256sum here"),
    }
    archive.edit(CAPTURE, "11,000", "11,001");
    assert!(!check().unwrap());
}
