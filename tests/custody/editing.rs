//! `set`, `rename` and `remove`: what the archive has, changed by a person, with the reason in the log.

use crate::archive::{Archive, BRIDGE, CAPTURE, RECORD, WHEN};
use std::fs;

const NOTES: &str =
    "“The “old bridge” was closed” [@bridge] and “was closed for 11,000 hours” (https://lantern.example/bridge)\n";

/// An archive with two articles, and notes beside it.
fn archive() -> (Archive, String) {
    let archive = Archive::with_bridge();
    archive.put("other", WHEN, b"The ferry did not leave in the morning, and nobody asked why.\n");
    let notes = archive.beside("n.md", NOTES.as_bytes());
    (archive, notes)
}

fn is_whole(archive: &Archive) {
    archive.run(&["audit"]).ends_with(0);
    archive.run(&["manifest", "--check"]).ends_with(0);
}

#[test]
fn facts_are_set_in_the_record_and_the_log_says_why() {
    let (archive, notes) = archive();
    let set = ["set", "bridge", "--url", "https://lantern.example/bridge", "--title", "The Bridge", "--notes", &notes];
    archive.run(&set).ends_with(0).says(&format!("{CAPTURE}: url, title set"));
    is_whole(&archive);
    archive.run(&["show", "bridge"]).says("The Bridge").says("https://lantern.example/bridge");
    archive.run(&["log"]).ends_with(0).says(&format!("because   {CAPTURE}: set url, title"));
    archive.run(&["verify", &notes]).ends_with(0).says("2 verbatim");
    archive.run(&["set", "bridge", "--captured-at", "2014-06-12", "--because", "the browser says so"]).ends_with(0);
    assert!(fs::read_to_string(archive.path(RECORD)).unwrap().contains("2014-06-12T00:00:00Z"));
    archive.run(&["log"]).says("the browser says so");
    archive.run(&["set", "bridge", "--title", ""]).ends_with(0);
    assert!(!fs::read_to_string(archive.path(RECORD)).unwrap().contains("title"));
    is_whole(&archive);
}

#[test]
fn what_would_make_a_citation_ambiguous_or_say_nothing_is_not_set() {
    let (archive, _) = archive();
    archive.run(&["set", "bridge", "--url", "https://lantern.example/bridge"]).ends_with(0);
    let before = archive.files();
    archive.run(&["set", "bridge"]).ends_with(2).says("nothing is to be set");
    archive.run(&["set", "nobody", "--title", "x"]).ends_with(2).says("there is no article nobody");
    archive
        .run(&["set", "other", "--url", "http://www.lantern.example/bridge/"])
        .ends_with(2)
        .says("the address of bridge");
    archive.run(&["set", "other", "--url", "x"]).ends_with(2).says("not a web address");
    archive.run(&["set", "other", "--url", "https://ann:secret@lantern.example/"]).ends_with(2).lacks("secret");
    archive.add("bridge", "2014-06-12", b"other words").ends_with(0);
    archive.run(&["set", "bridge", "--captured-at", WHEN]).ends_with(2).says("one capture of a moment");
    let mut after = archive.files();
    after.retain(|path, _| before.contains_key(path));
    assert!(after == before);
}

#[test]
fn a_capture_that_is_not_read_and_one_of_an_existing_layout_are_described_too() {
    let archive = Archive { folder: tempfile::tempdir().unwrap() };
    fs::create_dir_all(archive.path("sources/2019")).unwrap();
    fs::write(archive.path("literatim.toml"), "archive = \"sources\"\n").unwrap();
    fs::write(archive.path("sources/2019/x y.bin"), b"\x00\x01").unwrap();
    archive.run(&["manifest"]).ends_with(0);
    archive.run(&["set", "2019/x y", "--title", "Scan"]).ends_with(0).says("sources/2019/x y.bin: title set");
    assert!(archive.path("sources/2019/x y.bin.record.json").exists());
    archive.run(&["set", "2019/x y", "--id", "scan"]).ends_with(0).says("  sources/scan.bin\n");
    assert!(archive.path("sources/scan.bin.record.json").exists() && !archive.path("sources/2019").exists());
    is_whole(&archive);
    archive.run(&["remove", "sources/scan.bin", "--because", "no use"]).ends_with(0).says("removed sources/scan.bin");
    is_whole(&archive);
}

#[test]
fn an_article_gets_another_id_and_the_notes_that_cite_the_old_one_are_listed() {
    let (archive, notes) = archive();
    archive.run(&["set", "bridge", "--url", "https://lantern.example/bridge"]).ends_with(0);
    archive.add("bridge", "2014-06-12", format!("{BRIDGE}\nMore.\n").as_bytes()).ends_with(0);
    let ran = archive.run(&["set", "bridge", "--id", "news/bridge-2014", "--notes", &notes]).ends_with(0);
    let ran = ran
        .says("bridge is news/bridge-2014 now: 2 captures moved")
        .says("archive/news/bridge-2014/20140611T093000Z.txt");
    ran.says("n.md:1:");
    assert!(!archive.path("archive/bridge").exists() && !archive.path("manifests/bridge").exists());
    is_whole(&archive);
    archive.run(&["log"]).says("dropped   archive/bridge/20140611T093000Z.txt").says("renamed to news/bridge-2014");
    archive
        .run(&[
            "verify",
            &archive.beside("m.md", b"\"was closed for 11,000 hours\" (https://lantern.example/bridge)\n"),
        ])
        .ends_with(0);
    let before = archive.files();
    archive.run(&["set", "other", "--id", "third", "--title", "Other"]).ends_with(2).says("cannot be used with");
    archive.run(&["rename", "other", "news/bridge-2014"]).ends_with(2).says("there is already an article");
    archive.run(&["rename", "other", "News/Bridge-2014"]).ends_with(2).says("on some systems");
    archive.run(&["set", "other", "--id", "../x"]).ends_with(2);
    archive.run(&["set", "other", "--id", "other"]).ends_with(0).says("nothing changed");
    assert!(archive.files() == before);
}

#[test]
fn a_capture_is_removed_with_its_record_and_the_log_keeps_why() {
    let (archive, notes) = archive();
    archive.run(&["remove", "bridge"]).ends_with(2).says("--because");
    archive.run(&["remove", "bridge", "--because", "a login page", "--notes", &notes]).ends_with(0).says("n.md:1:");
    assert!(
        !archive.path(CAPTURE).exists() && !archive.path(RECORD).exists() && !archive.path("archive/bridge").exists()
    );
    is_whole(&archive);
    archive.run(&["log"]).says(&format!("because   {CAPTURE}: a login page")).says(&format!("dropped   {CAPTURE}"));
    archive.run(&["remove", "bridge", "--because", "again"]).ends_with(2).says("there is no article bridge");
    archive.add("other", "2014-06-12", b"other words").ends_with(0);
    archive
        .run(&["remove", "other", "--because", "x"])
        .ends_with(2)
        .says("other has 2 captures")
        .says("name one of them");
}

#[test]
fn nothing_else_that_is_wrong_is_accepted_in_passing() {
    let (archive, _) = archive();
    let other = "archive/other/20140611T093000Z.txt";
    archive.edit(other, "ferry", "canoe");
    for command in [
        vec!["set", "bridge", "--title", "x"],
        vec!["rename", "bridge", "weir"],
        vec!["remove", "weir", "--because", "x"],
    ] {
        archive.run(&command).ends_with(0);
        archive.run(&["audit"]).ends_with(2).says(other);
    }
    let before = archive.files();
    for command in [vec!["set", "other", "--title", "x"], vec!["rename", "other", "weir"]] {
        archive.run(&command).ends_with(2).says("it changed or cannot be read").says("literatim audit");
    }
    assert!(archive.files() == before);
    // What is damaged itself can be removed.
    archive.run(&["remove", other, "--because", "damaged"]).ends_with(0);
    is_whole(&archive);
}

/// A number of articles at which the shards of the inventory are arranged anew by one more or less.
const SHARDS_CHANGE: usize = 64;

#[test]
fn whatever_is_edited_everything_is_as_if_it_were_made_again() {
    let archive = Archive::with_bridge();
    for number in 0..SHARDS_CHANGE {
        archive
            .add(&format!("a{number}"), WHEN, format!("The ferry made {number} crossings.\n").as_bytes())
            .ends_with(0);
    }
    archive.run(&["manifest"]).ends_with(0);
    for command in [
        vec!["set", "a7", "--url", "https://lantern.example/seven"],
        vec!["set", "a7", "--url", "https://lantern.example/seven-again"],
        vec!["mark", "a8", "body 1", "caption", "--because", "it is one"],
        vec!["rename", "a9", "lock/nine"],
        vec!["rename", "lock/nine", "Nine"],
        vec!["rename", "Nine", "nine"],
        vec!["remove", "a10", "--because", "one less is arranged otherwise"],
        vec!["set", "a11", "--title", "x"],
    ] {
        archive.run(&command).ends_with(0);
        is_whole(&archive);
    }
    archive.add("a10", "2014-06-12", b"The ferry made ten crossings.\n").ends_with(0);
    archive.run(&["set", "a10", "--title", "added, and not in the log yet"]).ends_with(0);
    is_whole(&archive);
    archive.run(&["show", "https://lantern.example/seven-again"]).ends_with(0);
    archive.run(&["show", "https://lantern.example/seven"]).ends_with(2);
    archive.run(&["log"]).ends_with(0).says("one less is arranged otherwise");
}

#[cfg(unix)]
#[test]
fn nothing_is_removed_or_moved_behind_a_link() {
    let (archive, _) = archive();
    let outside = archive.folder.path().join("outside");
    fs::rename(archive.path("archive/bridge"), &outside).unwrap();
    std::os::unix::fs::symlink(&outside, archive.path("archive/bridge")).unwrap();
    archive.run(&["remove", CAPTURE, "--because", "x"]).ends_with(2).says("link");
    archive.run(&["rename", "bridge", "weir"]).ends_with(2).says("link");
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 2);
}

/// More articles than a file of the log has lines.
const MORE_THAN_A_LOG_FILE: usize = 4100;

#[test]
fn what_is_kept_of_the_log_may_be_gone_stale_or_a_strangers() {
    let archive = Archive::empty();
    for number in 0..MORE_THAN_A_LOG_FILE {
        fs::write(archive.path(&format!("archive/a{number}.txt")), format!("{number} lanterns.\n")).unwrap();
    }
    archive.run(&["manifest"]).ends_with(0);
    let kept = archive.path("manifests/.literatim-log");
    let set = |title: &str| archive.run(&["set", "a7", "--title", title]).ends_with(0);
    set("nothing is kept yet");
    let right = fs::read_to_string(&kept).unwrap();
    let (file, _) = right.split_once(' ').unwrap();
    for stranger in ["", "\u{0}", "x y\n", &format!("{file} {file}\n"), &format!("{file}\n")] {
        fs::write(&kept, stranger).unwrap();
        set(&format!("after {}", stranger.len()));
        assert_eq!(fs::read_to_string(&kept).unwrap(), right);
    }
    is_whole(&archive);
    // A log that is not that of its checkpoint is not gone on with.
    let before = archive.files();
    archive.edit("history/checkpoint", "literatim/", "literatim/0");
    archive.run(&["set", "a7", "--title", "x"]).ends_with(2).says("history/checkpoint");
    let after = archive.files();
    let changed: Vec<_> = before.iter().filter(|(path, bytes)| after.get(*path) != Some(bytes)).collect();
    assert_eq!(changed.len(), 1, "the checkpoint");
}
