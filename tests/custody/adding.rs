//! Articles, taken into the archive.

use crate::archive::{Archive, BRIDGE, CAPTURE, RECORD, WHEN, literatim};
use literatim::manifest::Trouble;
use std::fs;
use std::io::Write;
use std::process::Stdio;

#[test]
fn the_bytes_are_untouched_and_everything_is_proven() {
    let archive = Archive::with_bridge();
    assert_eq!(fs::read(archive.path(CAPTURE)).unwrap(), BRIDGE.as_bytes());
    archive.run(&["audit"]).ends_with(0).says("1 capture: 1 proven").says("does not prove");
    archive.run(&["manifest", "--check"]).ends_with(0);
    assert_eq!(archive.load().witnesses.len(), 1);
    assert!(archive.load().troubles.is_empty());
}

#[test]
fn the_same_bytes_again_change_nothing_whatever_the_time() {
    let archive = Archive::with_bridge();
    let before = archive.files();
    archive.add("bridge", WHEN, BRIDGE.as_bytes()).ends_with(0).says("nothing changed");
    archive.add("bridge", "2015-01-01", BRIDGE.as_bytes()).ends_with(0).says("nothing changed");
    assert_eq!(archive.files(), before);
}

#[test]
fn other_bytes_at_the_same_time_are_refused() {
    let archive = Archive::with_bridge();
    let before = archive.files();
    archive.add("bridge", WHEN, b"other").ends_with(2).says("with other bytes").says("--captured-at");
    assert_eq!(archive.files(), before);
}

#[test]
fn other_bytes_at_a_later_time_are_a_new_capture() {
    let archive = Archive::with_bridge();
    archive.add("bridge", "2014-06-12T00:00:00+02:00", b"other").ends_with(0).says("which now has 2");
    assert!(archive.path("archive/bridge/20140611T220000Z.txt").exists());
    assert_eq!(archive.inventory().captures.len(), 2);
}

#[test]
fn a_url_names_the_article_and_finds_it_again() {
    let archive = Archive::empty();
    let add = |text: &[u8], url: &str| archive.run(&["add", &archive.beside("page.md", text), "--url", url]);
    add(b"# One\n", "https://www.lantern.example/2014/the-bridge.html").ends_with(0).says("archive/the-bridge/");
    let wayback = "https://web.archive.org/web/20140611093000/http://lantern.example/2014/the-bridge.html?utm_source=x";
    add(b"# Two\n", wayback).ends_with(0).says("archive/the-bridge/20140611T093000Z.md");
    archive.run(&["add", "-", "--url", "mailto:a@example.com"]).ends_with(2).says("not a web address");
}

#[test]
fn standard_input_needs_a_name() {
    let archive = Archive::empty();
    let pipe = |args: &[&str]| {
        let mut command = literatim();
        command.current_dir(archive.root()).args(args).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(b"words\n").unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(pipe(&["add", "-"]).0, Some(2));
    let (code, out) = pipe(&["add", "-", "--id", "piped", "--as", "md", "--captured-at", WHEN]);
    assert_eq!(code, Some(0));
    assert!(out.contains("archive/piped/20140611T093000Z.md"), "{out}");
}

#[test]
fn several_files_are_taken_in_all_or_none() {
    let archive = Archive::empty();
    let one = archive.beside("one.txt", b"1");
    let two = archive.beside("Two Words.md", b"2");
    let empty = archive.beside("empty.txt", b"");
    archive.run(&["add", &one, &empty]).ends_with(2).says("the file is empty");
    assert!(!archive.path("archive/one").exists());
    archive.run(&["add", &one, &two, "--id", "x"]).ends_with(2).says("one by one");
    archive.run(&["add", &one, &two]).ends_with(0).says("archive/two-words/");
    archive.run(&["audit"]).ends_with(0).says("2 captures: 2 proven");
}

#[test]
fn what_lies_in_the_archive_keeps_its_place() {
    let archive = Archive::with_bridge();
    fs::write(archive.path("archive/dropped.txt"), "Dropped by hand.\n").unwrap();
    archive.run(&["audit"]).ends_with(2).says("unexpected  archive/dropped.txt");
    fs::write(archive.path("notes.md"), "“Dropped by hand” [@dropped]\n").unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(2).says("the inventory does not list it");
    archive.run(&["add", "archive/dropped.txt"]).ends_with(0).says("is now listed");
    archive.run(&["add", "archive/dropped.txt"]).ends_with(0).says("nothing changed");
    archive.run(&["add", CAPTURE]).ends_with(0).says("nothing changed");
    archive.run(&["add", RECORD]).ends_with(2).says("reserved for capture records");
    archive.run(&["add", CAPTURE, "--id", "other"]).ends_with(2).says("as a capture of bridge");
    archive.run(&["audit"]).ends_with(0).says("2 captures: 2 proven");
}

#[test]
fn a_new_article_does_not_vouch_anew_for_the_old() {
    let archive = Archive::with_bridge();
    archive.edit(CAPTURE, "11,000", "12,000");
    archive.add("other", WHEN, b"other").ends_with(0);
    archive.run(&["audit"]).ends_with(2).says("changed     archive/bridge/");
}

#[test]
fn bytes_that_were_lost_are_brought_back_in_place() {
    let archive = Archive::with_bridge();
    let before = archive.files();
    fs::remove_file(archive.path(CAPTURE)).unwrap();
    assert_eq!(archive.trouble(CAPTURE), Trouble::Missing);
    archive.add("bridge", "2020-01-01", BRIDGE.as_bytes()).ends_with(0).says("is restored");
    assert_eq!(archive.files(), before);
}

#[test]
fn an_id_cannot_leave_the_archive() {
    let archive = Archive::empty();
    for id in ["../out", "/tmp/x", "a/../../b", ".hidden", "a.json", ""] {
        archive.add(id, WHEN, b"x").ends_with(2).says("cannot be an article id");
    }
    assert_eq!(fs::read_dir(archive.path("archive")).unwrap().count(), 1);
}

#[test]
fn what_cannot_be_read_is_named() {
    let archive = Archive::empty();
    archive.run(&["add", "nowhere.txt"]).ends_with(2).says("nowhere.txt: no such file").says("check the path");
    archive
        .run(&["prove", "--check", "nowhere.json"])
        .ends_with(2)
        .says("nowhere.json: no such file")
        .says("check the path");
    archive.run(&["add", "archive"]).ends_with(2);
    archive.run(&["add", "/", "--id", "x"]).ends_with(2).says("a folder is given");
}

#[test]
fn bytes_that_are_no_text_are_kept_all_the_same() {
    let archive = Archive::empty();
    let bytes = b"\xff\xfe\x00caf\xe9 \x00\xd8";
    archive.add("odd", WHEN, bytes).ends_with(0);
    assert_eq!(fs::read(archive.path("archive/odd/20140611T093000Z.txt")).unwrap(), bytes);
    archive.run(&["audit"]).ends_with(0).says("1 capture: 1 proven");
    archive.run(&["add", "-", "--charset", "klingon", "--id", "x"]).ends_with(2).says("unknown charset");
}

#[test]
fn a_page_whose_words_come_by_script_is_kept_and_told_of() {
    let archive = Archive::empty();
    let shell =
        "<html><head><title>The Lantern</title></head><body><div id=root></div><script>words()</script></body></html>";
    let page = archive.beside("shell.html", shell.as_bytes());
    archive.run(&["add", &page, "--id", "shell"]).ends_with(0).says("this page has no words");
    let told = archive.beside("told.html", b"<html><body><p>The bridge reopens.</body></html>");
    assert!(!archive.run(&["add", &told, "--id", "told"]).ends_with(0).err.contains("no words"));
}

#[test]
fn an_empty_file_dropped_by_hand_is_a_capture() {
    let archive = Archive::empty();
    fs::write(archive.path("archive/empty.txt"), "").unwrap();
    archive.run(&["manifest"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0).says("1 capture: 1 proven");
}
