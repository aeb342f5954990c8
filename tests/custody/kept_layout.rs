//! An existing folder of files that is kept as the archive, in place.

use crate::archive::{Archive, Ran, literatim, run};
use crate::reader::reads;
use std::fs;

fn page(words: &str) -> String {
    format!("<html><head><title>Page</title></head><body><article><p>{words}</p></article></body></html>")
}

/// A repository of notes with its sources, and two lines of configuration.
fn repository() -> Archive {
    let archive = Archive { folder: tempfile::tempdir().unwrap() };
    for (path, text) in [
        ("literatim.toml", "archive = \"sources\"\nstyle = \"chicago\"\n".to_owned()),
        ("sources/2019/Report 2019 (final).html", page("The weir was closed for a week before anybody asked why.")),
        ("sources/2019/Report 2019 (final)_files/ad.html", page("Buy a boat today and row it home tomorrow morning.")),
        ("sources/Überfahrt.html", page("The ferry was closed for a week before anybody asked why it was.")),
        ("sources/minutes.txt", "The minutes of the last meeting were read aloud by the chair.\n".to_owned()),
        ("sources/bridge/20140611T093000Z.txt", "The bridge was closed for 11,000 hours, the mayor said.\n".to_owned()),
        ("sources/.obsidian/app.json", "{}".to_owned()),
        ("archive/old.md", "Some folder of the user’s own, which is called so.\n".to_owned()),
        (
            "notes/n.md",
            "“The weir was closed” ([report](../sources/2019/Report%202019%20%28final%29.html))\n\n\
            “The ferry was closed” ([x](<../sources/Überfahrt.html>))\n\n“read aloud by the chair” [[minutes]]\n\n\
            “read aloud by” [[sources/minutes]]\n\n“read aloud by the chair” (`sources/minutes.txt`)\n\n\
            “closed for 11,000 hours” [@bridge]\n"
                .to_owned(),
        ),
    ] {
        fs::create_dir_all(archive.path(path).parent().unwrap()).unwrap();
        fs::write(archive.path(path), text).unwrap();
    }
    archive
}

fn verify(archive: &Archive, notes: &str) -> Ran {
    fs::write(archive.path("notes/more.md"), notes).unwrap();
    archive.run(&["verify", "notes/more.md"])
}

#[test]
fn two_lines_of_configuration_are_enough_and_nothing_is_moved() {
    let archive = repository();
    let before = archive.files();
    archive.run(&["manifest"]).ends_with(0).says("4 captures: 4 manifests written");
    archive.run(&["manifest"]).ends_with(0).says("0 manifests written");
    archive.run(&["manifest", "--check"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0).says("4 captures: 4 proven");
    archive.run(&["verify", "notes"]).ends_with(0).says("6 verbatim");
    archive.run(&["show"]).ends_with(0).says("2019/Report 2019 (final)").lacks("ad");
    let after = archive.files();
    for (path, bytes) in before.iter().filter(|(path, _)| !path.starts_with("notes/")) {
        assert_eq!(after.get(path), Some(bytes), "{path}");
    }
    assert!(!archive.path("archive/2019").exists());
    let Some((sound, said)) = reads(&archive.root()) else { return };
    assert!(sound, "{said}");
}

#[test]
fn people_are_shown_paths_as_they_lie() {
    let archive = repository();
    archive.run(&["manifest"]).ends_with(0);
    let refuted = "“read aloud by the mayor” (../sources/minutes.txt)\n";
    verify(&archive, refuted).ends_with(1).says("sources/minutes.txt sha256:").lacks("archive/");
    archive.run(&["show", "minutes"]).ends_with(0).says("sources/minutes.txt").lacks("archive/");
    archive.run(&["find", "read aloud"]).ends_with(0).says("  sources/minutes.txt").lacks("archive/");
    archive.run(&["log"]).ends_with(0).says("added     sources/2019/Report 2019 (final).html").lacks("archive/");
    archive.edit("sources/minutes.txt", "last", "first");
    archive.run(&["audit"]).ends_with(2).says("changed     sources/minutes.txt").lacks("archive/");
    archive.run(&["manifest"]).ends_with(2).says("--accept-changed sources/minutes.txt").lacks("archive/");
    for path in ["sources/minutes.txt", "archive/minutes.txt"] {
        archive.run(&["manifest", "--accept-changed", path, "--because", "a slip"]).ends_with(0);
        archive.edit("sources/minutes.txt", "meeting", "meetings");
    }
    archive.edit("sources/minutes.txt", "meetingss", "meetings");
    fs::write(archive.path("sources/a?.txt"), "words\n").unwrap();
    archive.run(&["manifest"]).ends_with(2).says("sources/a?.txt: it cannot be a capture").lacks("archive/a");
}

#[test]
fn new_files_go_into_the_same_folder_and_its_files_are_no_notes() {
    let archive = repository();
    archive.run(&["manifest"]).ends_with(0);
    let new = archive.beside("new.txt", b"The lock keeper did not open the gate before noon.\n");
    let when = ["--captured-at", "2025-01-01"];
    archive.run(&[&["add", &new][..], &when].concat()).ends_with(0).says("added sources/new/20250101T000000Z.txt");
    assert!(archive.path("sources/new/20250101T000000Z.txt.record.json").exists());
    archive.run(&["add", "sources/minutes.txt"]).ends_with(0).says("nothing changed: sources/minutes.txt");
    fs::write(archive.path("sources/later.md"), "The gate was opened after noon, and nobody came.\n").unwrap();
    archive.run(&["audit"]).ends_with(2).says("unexpected  sources/later.md");
    archive.run(&["add", "sources/later.md"]).ends_with(0).says("now listed: sources/later.md");
    archive.run(&["add", "sources"]).ends_with(2).says("this is a folder in sources/");
    archive.run(&["audit"]).ends_with(0).says("6 captures: 6 proven");
    // Files of the archive are no notes; those of another folder called archive are.
    archive.run(&["verify", "."]).says("2 files");
    let bag = archive.folder.path().join("bag");
    archive.run(&["manifest"]).ends_with(0);
    archive.run(&["export", bag.to_str().unwrap()]).ends_with(0);
    assert!(bag.join("data/archive/2019/Report 2019 (final).html").exists());
    run(literatim().arg("audit").arg("--root").arg(bag.join("data"))).ends_with(0).says("6 captures: 6 proven");
    let other = Archive::empty();
    other.run(&["import", bag.to_str().unwrap()]).ends_with(0);
    assert!(other.path("archive/minutes.txt").exists());
}

#[test]
fn the_folder_can_be_renamed_with_its_line_and_nothing_else_changes() {
    let archive = repository();
    archive.run(&["manifest"]).ends_with(0);
    fs::create_dir(archive.path("data")).unwrap();
    fs::rename(archive.path("sources"), archive.path("data/raw")).unwrap();
    archive.run(&["audit"]).ends_with(2).says("missing     sources/minutes.txt");
    archive.edit("literatim.toml", "\"sources\"", "\"./data/raw/\"");
    archive.run(&["audit"]).ends_with(0);
    archive.run(&["manifest", "--check"]).ends_with(0);
    verify(&archive, "“read aloud by the chair” (../data/raw/minutes.txt)\n").ends_with(0).says("1 verbatim");
    let Some((sound, said)) = reads(&archive.root()) else { return };
    assert!(sound, "{said}");
}

#[test]
fn what_add_refuses_is_refused_in_an_existing_layout() {
    let archive = repository();
    fs::write(archive.path("sources/Minutes.html"), page("Other words.")).unwrap();
    archive.run(&["manifest"]).ends_with(2).says("its id Minutes is the same as the id minutes");
    assert!(!archive.path("manifests/SHA256SUMS").exists());
}

#[test]
fn a_folder_of_captures_that_leads_out_of_the_root_is_refused() {
    let archive = repository();
    for (folder, why) in [
        ("../sources", "`.` and `..` are not names"),
        ("/tmp", "a part of it is empty"),
        ("", "a part of it is empty"),
        ("manifests/x", "manifests/ is for what literatim itself writes"),
        ("History", "history/ is for what literatim itself writes"),
        (".git", "names that start with a dot"),
    ] {
        fs::write(archive.path("literatim.toml"), format!("archive = {folder:?}\n")).unwrap();
        for command in [["manifest", "--check"], ["verify", "notes"]] {
            archive.run(&command).ends_with(2).says("literatim.toml:1:11: archive: ").says(why);
        }
    }
    fs::write(archive.path("literatim.toml"), "archive = 1\n").unwrap();
    archive.run(&["manifest"]).ends_with(2).says("literatim.toml:1:");
}

#[cfg(unix)]
#[test]
fn a_folder_of_captures_that_is_a_link_is_refused() {
    let archive = repository();
    fs::rename(archive.path("sources"), archive.folder.path().join("elsewhere")).unwrap();
    std::os::unix::fs::symlink(archive.folder.path().join("elsewhere"), archive.path("sources")).unwrap();
    archive.run(&["manifest"]).ends_with(2).says("sources: ").says("link");
    assert!(archive.files().keys().all(|path| !path.starts_with("manifests/2019")));
}
