//! Names that other systems keep for themselves, or take for one.

use crate::archive::{Archive, BRIDGE, CAPTURE, Ran, WHEN};
use crate::web_archives::{PAGE, gzip, response};
use std::fs;

const LATER: &str = "2015-01-20T22:10:00Z";

/// Expects that `run` is refused, that all of these are named, and that the archive is left as it was, which `audit` accepts.
#[track_caller]
fn refused(archive: &Archive, run: impl FnOnce() -> Ran, names: &[&str]) {
    let before = archive.files();
    names.iter().fold(run().ends_with(2), |ran, name| ran.says(name));
    assert_eq!(archive.files(), before);
    archive.run(&["audit"]).ends_with(0);
    archive.run(&["manifest", "--check"]).ends_with(0);
}

fn put(archive: &Archive, path: &str, text: &str) {
    fs::create_dir_all(archive.path(path).parent().unwrap()).unwrap();
    fs::write(archive.path(path), text).unwrap();
}

/// Whether the disk tells these apart, as most that tests run on do; said where it does not.
fn are_apart(archive: &Archive, paths: &[&str]) -> bool {
    let apart = paths.iter().all(|path| fs::read_to_string(archive.path(path)).is_ok_and(|text| text == *path));
    if !apart {
        skipped!("here they are one");
    }
    apart
}

#[test]
fn an_id_that_is_another_on_some_systems_is_refused_and_both_are_named() {
    let archive = Archive::empty();
    for id in ["boat", "caf\u{e9}", "News/a", "straße", "στίχος", "sea", "kelvin"] {
        archive.add(id, WHEN, id.as_bytes()).ends_with(0);
    }
    fs::write(archive.path("archive/Dropped.v2.txt"), "Dropped by hand.\n").unwrap();
    archive.run(&["add", "archive/Dropped.v2.txt"]).ends_with(0);
    for (new, known) in [
        ("BOAT", "boat"),
        ("Boat", "boat"),
        ("bo\u{200d}at", "boat"),
        ("cafe\u{301}", "caf\u{e9}"),
        ("CAFE\u{301}", "caf\u{e9}"),
        ("news/b", "News"),
        ("NEWS", "News"),
        ("News/A", "News/a"),
        ("STRASSE", "straße"),
        ("ΣΤΊΧΟΣ", "στίχος"),
        ("\u{17f}ea", "sea"),
        ("\u{212a}elvin", "kelvin"),
        ("dropped.V2", "Dropped.v2"),
    ] {
        let ran = || archive.add(new, LATER, b"other words");
        // Each id is said as it is written, but for what cannot be seen.
        let shown = new.replace('\u{200d}', "");
        let shown = if shown == new { new } else { "--id boat" };
        refused(&archive, ran, &[shown, known, "some systems", "--id"]);
    }
    archive.add("boat", LATER, b"other words").ends_with(0).says("which now has 2");
    archive.add("News/b", LATER, b"other words").ends_with(0);
}

#[test]
fn of_several_files_the_one_that_has_such_an_id_is_refused() {
    let archive = Archive::empty();
    archive.add("Boat", WHEN, b"words").ends_with(0);
    let files = [archive.beside("other.txt", b"1"), archive.beside("boat.txt", b"2")];
    archive
        .run(&["add", &files[0], &files[1]])
        .ends_with(2)
        .says("Boat")
        .says("boat")
        .says("--id")
        .says("added archive/other/");
    assert!(!archive.path("archive/boat").exists());
    put(&archive, "archive/BOAT.txt", "dropped");
    archive.run(&["add", &files[0], "archive/BOAT.txt"]).ends_with(2).says("Boat").says("BOAT");
}

#[test]
fn where_an_id_is_made_of_an_address_the_next_free_one_is_taken() {
    let archive = Archive::empty();
    archive.add("The-Bridge", WHEN, b"words").ends_with(0);
    let file = archive.beside("page.md", b"# One\n");
    archive
        .run(&["add", &file, "--url", "https://lantern.example/2014/the-bridge", "--captured-at", WHEN])
        .ends_with(0)
        .says("archive/lantern-example-2014-the-bridge/");
    archive
        .run(&["add", &archive.beside("sums.md", b"# Two\n"), "--url", "https://lantern.example/sha256sums"])
        .ends_with(0);
    archive.run(&["audit"]).ends_with(0).says("3 captures: 3 proven");
}

#[test]
fn a_web_archive_that_is_named_as_another_is_refused() {
    let archive = Archive::empty();
    let page = |name: &str| gzip(&response(&format!("https://lantern.example/{name}"), WHEN, "", PAGE.as_bytes()));
    archive.add_archive("X.warc.gz", &page("one"), &["--in-place"]).ends_with(0);
    let ran = || archive.add_archive("x.warc.gz", &page("two"), &["--in-place"]);
    refused(&archive, ran, &["archive/web-archives/X.warc.gz", "archive/web-archives/x.warc.gz", "rename the new one"]);
    archive.add("Web-Archives", WHEN, b"x").ends_with(2).says("web-archives").says("Web-Archives");
}

#[test]
fn what_lies_in_the_archive_under_such_a_name_is_not_listed() {
    let archive = Archive::with_bridge();
    put(&archive, "archive/BRIDGE/dropped.txt", "archive/BRIDGE/dropped.txt");
    if !are_apart(&archive, &["archive/BRIDGE/dropped.txt"]) || archive.path("archive/bridge/dropped.txt").exists() {
        return;
    }
    let before = archive.files();
    let ran = archive.run(&["add", "archive/BRIDGE/dropped.txt"]);
    ran.ends_with(2).says("archive/BRIDGE is the same folder as archive/bridge").says("rename one of them");
    archive.run(&["manifest"]).ends_with(2).says("archive/BRIDGE").says("archive/bridge").says("nothing was written");
    archive.run(&["manifest", "--check"]).ends_with(2).says("archive/BRIDGE");
    archive.run(&["audit"]).ends_with(2).says("on some systems its folder archive/BRIDGE");
    assert_eq!(archive.files(), before);
    fs::rename(archive.path("archive/BRIDGE/dropped.txt"), archive.path("archive/bridge/dropped.txt")).unwrap();
    fs::remove_dir(archive.path("archive/BRIDGE")).unwrap();
    archive.run(&["manifest"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0).says("2 captures: 2 proven");
}

#[test]
fn manifest_writes_nothing_while_names_are_one_at_any_depth() {
    for paths in [
        ["archive/x/News/a.txt", "archive/x/news/b.txt"],
        ["archive/caf\u{e9}/a.txt", "archive/cafe\u{301}/b.txt"],
        ["archive/a/X.txt", "archive/a/x.TXT"],
        ["archive/BRIDGE.html", "archive/Bridge.html"],
        ["archive/stra\u{df}e/a.txt", "archive/STRASSE/a.txt"],
    ] {
        let archive = Archive::with_bridge();
        paths.iter().for_each(|path| put(&archive, path, path));
        if !are_apart(&archive, &paths) {
            return;
        }
        let before = archive.files();
        let ran = paths.iter().fold(archive.run(&["manifest"]).ends_with(2), |ran, path| ran.says(path));
        ran.says("on some systems").says("nothing was written");
        assert_eq!(archive.files(), before);
        archive.run(&["audit"]).ends_with(2).says("on some systems");
    }
}

#[test]
fn a_file_that_was_dropped_beside_a_folder_of_its_name_is_refused() {
    let archive = Archive::with_bridge();
    put(&archive, "archive/Bridge.txt", "dropped");
    let before = archive.files();
    archive.run(&["add", "archive/Bridge.txt"]).ends_with(2).says("distinguish bridge and Bridge");
    archive.run(&["manifest"]).ends_with(2).says("id Bridge").says("id bridge").says("nothing was written");
    assert_eq!(archive.files(), before);
    assert_eq!(archive.load().witnesses.len(), 1);
    fs::rename(archive.path("archive/Bridge.txt"), archive.path("archive/bridge.txt")).unwrap();
    archive.run(&["manifest"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0).says("2 captures: 2 proven");
}

#[test]
fn a_bag_with_a_name_that_is_one_with_another_here_is_refused() {
    let archive = Archive::empty();
    archive.add("Bridge", LATER, BRIDGE.as_bytes()).ends_with(0);
    archive.add("another", LATER, BRIDGE.as_bytes()).ends_with(0);
    let bag = archive.folder.path().join("bag");
    archive.run(&["export", bag.to_str().unwrap()]).ends_with(0);
    let other = Archive::with_bridge();
    let ran = || other.run(&["import", bag.to_str().unwrap()]);
    refused(&other, ran, &["Bridge", "bridge", "some systems cannot distinguish", "nothing was changed"]);
    assert!(other.path(CAPTURE).exists());
}

#[test]
fn a_name_that_windows_or_git_keeps_is_refused_and_it_says_so() {
    let archive = Archive::with_bridge();
    for name in ["con.html", "Prn.txt", "com1.txt", "lpt9.md", "aux"] {
        let file = archive.beside(name, b"words");
        let stem = name.split('.').next().unwrap();
        refused(&archive, || archive.run(&["add", &file]), &["reserved on Windows", "--id", &stem.to_lowercase()]);
        archive.run(&["add", &file, "--id", &format!("story-{stem}"), "--captured-at", WHEN]).ends_with(0);
    }
    for id in ["conin$", "CONOUT$", "com\u{b9}", "LPT\u{b3}", "con .txt", "News/prn", "a/Nul.b"] {
        refused(&archive, || archive.add(id, WHEN, b"x"), &["reserved on Windows"]);
    }
    refused(&archive, || archive.add("GIT~1", WHEN, b"x"), &["which git refuses"]);
    for id in ["\u{200c}.git", "\u{200d}", "SHA256SUMS", "sha256sums/a", "a.j\u{17f}on"] {
        refused(&archive, || archive.add(id, WHEN, b"x"), &["cannot be"]);
    }
    refused(&archive, || archive.add("a/".repeat(70).trim_end_matches('/'), WHEN, b"x"), &["nested folders"]);
    let warc = gzip(&response("https://lantern.example/con", WHEN, "", PAGE.as_bytes()));
    refused(&archive, || archive.add_archive("con.warc.gz", &warc, &["--in-place"]), &["reserved on Windows"]);
    // An id that is made of an address is another one.
    archive.add_archive("crawl.warc.gz", &warc, &["--in-place"]).ends_with(0).says("archive/lantern-example/");
}

#[test]
fn two_files_with_one_address_at_one_moment_are_two_articles_and_both_are_named() {
    let archive = Archive::with_bridge();
    let page = |name: &str| {
        let page = format!(
            "<html><head><title>The gates</title><link rel=canonical href='https://lantern.example/gates'></head>\
             <p>The gates were opened at dawn, and nobody saw who did it.<p>{name}</html>"
        );
        archive.beside(name, page.as_bytes())
    };
    let files = [page("first.html"), page("second.html"), archive.beside("lamp.txt", b"words")];
    let ran = archive.run(&["add", &files[0], &files[1], &files[2]]).ends_with(0);
    ran.says("second.html says that its address is that of gates (").says("first.html)").says("add it with --id gates");
    archive.run(&["audit"]).ends_with(0).says("4 captures: 4 proven");
}
