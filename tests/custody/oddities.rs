//! Things that lie in the archive and should not.

use crate::archive::{Archive, BRIDGE, CAPTURE, WHEN};
use literatim::manifest::Trouble;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::process::Command;

#[test]
fn links_are_told_of_and_never_followed() {
    let archive = Archive::with_bridge();
    let outside = archive.folder.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("story.txt"), BRIDGE).unwrap();
    symlink(&outside, archive.path("archive/linked")).unwrap();
    symlink(outside.join("story.txt"), archive.path("archive/bridge/link.txt")).unwrap();
    for path in ["archive/linked", "archive/bridge/link.txt"] {
        archive.run(&["audit"]).ends_with(2).says(&format!("{path}\n  it is a symbolic link"));
    }
    archive.run(&["manifest"]).ends_with(2).says("archive/linked: it is a symbolic link");
    archive.add("linked", WHEN, b"x").ends_with(2).says("symbolic link");
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
}

#[test]
fn a_capture_that_became_a_link_to_its_own_bytes_is_no_witness() {
    let archive = Archive::with_bridge();
    let outside = archive.folder.path().join("outside.txt");
    fs::rename(archive.path(CAPTURE), &outside).unwrap();
    symlink(&outside, archive.path(CAPTURE)).unwrap();
    assert_eq!(archive.load().witnesses.len(), 0);
    assert!(matches!(archive.trouble(CAPTURE), Trouble::Unreadable(why) if why.contains("symbolic link")));
    archive.run(&["audit"]).ends_with(2);
}

#[test]
fn the_whole_archive_may_not_be_a_link_either() {
    let archive = Archive::with_bridge();
    fs::rename(archive.path("archive"), archive.folder.path().join("elsewhere")).unwrap();
    symlink("../elsewhere", archive.path("archive")).unwrap();
    assert_eq!(archive.load().witnesses.len(), 0);
    archive.run(&["audit"]).ends_with(2).says("unusable    archive\n");
}

#[test]
fn hidden_files_pipes_and_names_that_are_not_utf8_are_told() {
    let archive = Archive::with_bridge();
    fs::write(archive.path("archive/.secret"), "x").unwrap();
    fs::write(archive.path("archive/.gitkeep"), "").unwrap();
    fs::write(archive.path("archive/a\u{1b}[31m.txt"), "x").unwrap();
    fs::write(archive.path("archive").join(OsStr::from_bytes(b"caf\xe9.txt")), "x").unwrap();
    let made = Command::new("mkfifo").arg(archive.path("archive/pipe.txt")).status();
    let ran = archive.run(&["manifest"]).ends_with(2);
    assert!(!ran.err.contains('\u{1b}') && !ran.err.contains(".gitkeep"), "{:?}", ran.err);
    let ran = ran.says("archive/.secret: it cannot be a capture").says("is not UTF-8").says("␛[31m.txt");
    if made.is_ok_and(|made| made.success()) {
        ran.says("archive/pipe.txt: it is a device, pipe or socket");
    }
}

#[test]
fn devices_and_pipes_that_are_named_end_every_command() {
    let archive = Archive::with_bridge();
    // Beside the archive: its files are read below.
    let pipe = archive.folder.path().join("pipe.txt");
    if !Command::new("mkfifo").arg(&pipe).status().is_ok_and(|made| made.success()) {
        return skipped!("no pipe can be made here");
    }
    let text = archive.beside("scan.pdf", b"%PDF-1.4 scan");
    let before = archive.files();
    for file in ["/dev/zero", "../pipe.txt"] {
        for args in [
            vec!["add", file],
            vec!["add", &text, "--text", file, "--made-by", "ann"],
            vec!["add", "--list", file],
            vec!["audit", "--since", file],
            vec!["audit", "--authorities", file],
            vec!["sign", "--key", file],
            vec!["sign", "--timestamp", file],
            vec!["prove", "--check", file],
            vec!["import", file],
            vec!["verify", file],
            vec!["fix", file],
        ] {
            archive.run(&args).ends_with(2);
        }
        archive.run(&["audit", "--allowed-signers", file]).ends_with(2);
    }
    assert_eq!(archive.files(), before);
}

#[test]
fn a_pipe_in_place_of_a_capture_does_not_hang_anybody() {
    let archive = Archive::with_bridge();
    fs::remove_file(archive.path(CAPTURE)).unwrap();
    if !Command::new("mkfifo").arg(archive.path(CAPTURE)).status().is_ok_and(|made| made.success()) {
        return skipped!("no pipe can be made here");
    }
    assert!(matches!(archive.trouble(CAPTURE), Trouble::Unreadable(why) if why.contains("pipe")));
    archive.run(&["audit"]).ends_with(2).says("pipe");
}

#[test]
fn deep_nesting_ends_and_is_told() {
    let archive = Archive::empty();
    let deep = archive.path("archive").join("d/".repeat(100));
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("x.txt"), "x").unwrap();
    archive.run(&["manifest"]).ends_with(2).says("nested folders");
}

/// An altered quotation of a page whose words come by script was refuted, as if the page had been read.
#[test]
fn a_quotation_of_an_article_without_words_cannot_be_checked() {
    let archive = Archive::empty();
    let page =
        b"<title>The ferry</title><div id=app></div><script>render('The ferry will not sail before noon')</script>";
    archive.run(&["add", &archive.beside("page.html", page), "--id", "ferry", "--captured-at", WHEN]).ends_with(0);
    let notes = archive.beside("notes.md", "He wrote “The ferry will not sail before noon” [@ferry].\n".as_bytes());
    archive.run(&["verify", &notes]).ends_with(2).says("there are no words").says("capture-undecodable");
    let file = archive.beside("page.txt", b"The ferry\n\nThe ferry will not sail before noon, he said.\n");
    archive.run(&["add", &file, "--id", "ferry", "--captured-at", "2015-01-20T22:10:00Z"]).ends_with(0);
    archive.run(&["verify", &notes]).ends_with(0);
}

#[test]
fn a_file_with_a_nul_byte_is_called_what_it_is() {
    let archive = Archive::empty();
    archive.add("ferry", WHEN, b"The ferry\n\nThe ferry will not\0 sail before noon, he said.\n");
    let notes = archive.beside("notes.md", "He wrote “The ferry will not sail before noon” [@ferry].\n".as_bytes());
    archive.run(&["verify", &notes]).ends_with(2).says("NUL bytes (U+0000)");
}

/// Notes could hide a “not” from their readers, and were green.
#[test]
fn words_that_notes_hide_are_not_read_as_quoted() {
    let archive = Archive::empty();
    archive.add("ferry", WHEN, b"The ferry\n\nThe ferry will not sail before noon, he said.\n").ends_with(0);
    let styles = [
        "display: none",
        "visibility:hidden",
        "visibility: collapse",
        "font-size:0",
        "FONT-SIZE: 0px; color: red",
        "opacity:0",
        "color:transparent",
        "position:absolute; left:-9999px",
        "clip-path: inset(50%)",
        "clip: rect(0 0 0 0)",
        "text-indent:-999em",
    ];
    let attributes = styles.map(|style| format!("style=\"{style}\""));
    let classes = ["class=d-none", "class=\"a visually-hidden\"", "class=hidden", "hidden"].map(str::to_owned);
    for attribute in attributes.iter().chain(&classes) {
        let words = format!("“The ferry will <span {attribute}>not</span> sail before noon” [@ferry].\n");
        for (name, notes) in [("notes.md", words.clone()), ("notes.html", format!("<p>{words}</p>"))] {
            archive.run(&["verify", &archive.beside(name, notes.as_bytes())]).ends_with(2).says("quote-unread");
        }
    }
    let shown = "“The ferry will <span style=\"font-size:0.9em; opacity:0.8\">not</span> sail before noon” [@ferry].\n";
    archive.run(&["verify", &archive.beside("notes.md", shown.as_bytes())]).ends_with(0);
}
