//! An archive that an earlier version made, of format 1: provable as it is, and changed by an upgrade only.

use crate::archive::{Archive, Ran, WHEN};
use literatim::digest::Digest;
use literatim::manifest::{Manifest, Reading};
use literatim::segment::Role;
use std::fs;
use std::path::Path;

const STORY: &str = "manifests/story-1/20140611T093000Z.txt.json";

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Three stories with the same last paragraph, a page, a text in Latin-1, a scan; notes that quote them.
pub fn of_format_1() -> Archive {
    let archive = Archive::empty();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/custody/format-1");
    copy(&from, &archive.root());
    archive
}

fn verdicts(ran: Ran) -> Ran {
    // Nobody cites the scan, which cannot be read.
    ran.ends_with(1).says("4 quotations in 1 file: 2 verbatim, 2 refuted").says("3 of 6 captures proven")
}

#[test]
fn an_archive_of_an_earlier_version_stays_provable_and_green() {
    let archive = of_format_1();
    let before = archive.files();
    verdicts(archive.run(&["verify", "notes.md"])).says("repeated-across");
    archive.run(&["manifest", "--check"]).ends_with(0).says("6 captures, and their manifests are current");
    archive.run(&["audit"]).ends_with(0).says("6 captures: 6 proven");
    archive.edit("archive/story-1/20140611T093000Z.txt", "day 1", "day 7");
    archive.run(&["audit"]).ends_with(2).says("changed     archive/story-1/");
    archive.edit("archive/story-1/20140611T093000Z.txt", "day 7", "day 1");
    assert_eq!(archive.files(), before);
}

#[test]
fn nothing_but_an_upgrade_changes_it() {
    let archive = of_format_1();
    let before = archive.files();
    let file = archive.beside("new.txt", b"The new bridge\n\nThe new bridge is open, said the mayor on Monday.\n");
    archive.run(&["manifest"]).ends_with(2).says("literatim manifest --upgrade");
    archive.run(&["add", &file, "--captured-at", WHEN]).ends_with(2).says("literatim manifest --upgrade");
    assert_eq!(archive.files(), before);
    archive
        .run(&["manifest", "--upgrade", "--notes", "notes.md"])
        .ends_with(0)
        .says("2 parts with another role: 2 moved into the body, 0 out of it")
        .says("4 quotations: the verdict of 1 changes")
        .says("6 manifests written");
    let now = archive.run(&["verify", "notes.md"]).ends_with(1);
    now.says("4 quotations in 1 file: 3 verbatim, 1 refuted").says("repeated-across");
    archive.run(&["manifest", "--check"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0);
    archive.run(&["add", &file, "--captured-at", WHEN]).ends_with(0);
    archive.run(&["manifest", "--upgrade"]).ends_with(0).says("0 manifests written, 7 unchanged");
    let after = archive.files();
    assert!(before.iter().filter(|(path, _)| path.starts_with("archive/")).all(|(path, bytes)| after[path] == *bytes));
    archive.run(&["log"]).ends_with(0).says("story-1");
}

#[test]
fn an_upgrade_lists_what_has_another_role() {
    let archive = of_format_1();
    fs::write(archive.path("literatim.toml"), "disable = [\"repeated-across\"]\n").unwrap();
    archive
        .run(&["manifest", "--upgrade", "--notes", "notes.md"])
        .ends_with(0)
        .says("boilerplate → body (body): The Lantern belongs")
        .says("5 parts with another role: 5 moved into the body, 0 out of it")
        .says("4 quotations: the verdict of 2 changes");
}

#[test]
fn one_manifest_of_an_earlier_version_among_others_is_not_taken_as_it_is() {
    let old = of_format_1();
    let archive = of_format_1();
    archive.run(&["manifest", "--upgrade"]).ends_with(0);
    // It says that the last paragraph is the story's.
    let text = fs::read_to_string(old.path(STORY)).unwrap();
    let altered = text.replace("boilerplate", "body");
    assert_ne!(altered, text);
    fs::write(archive.path(STORY), &altered).unwrap();
    let mut entries = archive.inventory().captures;
    let entry = entries.iter_mut().find(|entry| entry.article.as_str() == "story-1").unwrap();
    (entry.manifest, entry.came_from) = (Digest::of(altered.as_bytes()), None);
    archive.forge(entries);
    archive.run(&["manifest", "--check"]).ends_with(1).says(&format!("stale     {STORY}"));
    archive.run(&["audit"]).ends_with(2).says(&format!("stale       {STORY}"));
    archive.run(&["manifest"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0);
}

#[test]
fn manifests_by_rules_of_an_earlier_version_are_kept_as_those_of_an_earlier_format_are() {
    let bytes = of_format_1().files()[STORY].clone();
    let manifest = Manifest::from_bytes(&bytes).unwrap();
    assert!(manifest.is_earlier());
    let mut current = Manifest::from_bytes(&manifest.to_bytes()).unwrap();
    // The format is the one of today, and the rules are those that it was made by.
    assert!(current.format == Manifest::FORMAT && current.is_earlier());
    let Reading::Transcript(typed) = &mut current.reading else { panic!("{current:?}") };
    assert!(
        typed.segments.iter().any(|segment| segment.role == Role::Boilerplate && segment.rule == "repeated-across")
    );
    typed.rules = literatim::segment::Rules::default().version();
    assert!(current.is_earlier() && manifest.differs_in_roles_only(&current));
    let Reading::Transcript(typed) = &mut current.reading else { panic!("{current:?}") };
    typed.reader = literatim::transcript::FORMATS[0].readers()[0].to_owned();
    assert!(!current.is_earlier());
}

#[test]
fn a_mark_is_refused_before_it_changes_a_record_that_no_manifest_can_follow() {
    let archive = of_format_1();
    let before = archive.files();
    archive
        .run(&["mark", "story-1", "body 1", "caption", "--because", "A test."])
        .ends_with(2)
        .says("literatim manifest --upgrade");
    assert_eq!(archive.files(), before);
    archive.run(&["audit"]).ends_with(0).says("their roles are taken as they are");
    archive.run(&["manifest", "--upgrade"]).ends_with(0);
    archive.run(&["mark", "story-1", "body 1", "caption", "--because", "A test."]).ends_with(0);
    archive.run(&["audit"]).ends_with(0).lacks("their roles are taken as they are");
}

#[test]
fn an_archive_of_scans_of_an_earlier_version_is_not_made_stale_by_the_first_text() {
    let archive = of_format_1();
    for folder in ["latin-txt", "page", "story-0", "story-1", "story-2"] {
        fs::remove_dir_all(archive.path("archive").join(folder)).unwrap();
        fs::remove_dir_all(archive.path("manifests").join(folder)).unwrap();
    }
    let inventory = fs::read_to_string(archive.path("manifests/inventory.json")).unwrap();
    let entry = inventory.lines().find(|line| line.contains("scan-pdf")).unwrap().trim().trim_end_matches(',');
    let fingerprint = Digest::of_lines([entry]);
    let head = format!("\"format\":\"literatim inventory 1\",\n \"fingerprint\":\"{fingerprint}\",\n \"before\":null");
    let inventory = format!("{{\n {head},\n \"captures\":[\n  {entry}\n ]\n}}\n");
    let log = format!("{entry}\n{{\"inventory\":\"{}\"}}\n", Digest::of(inventory.as_bytes()));
    fs::write(archive.path("manifests/inventory.json"), inventory).unwrap();
    fs::write(archive.path("history/log.jsonl"), log).unwrap();
    let file = archive.beside("new.txt", b"The new bridge\n\nThe new bridge is open, said the mayor on Monday.\n");
    archive.run(&["add", &file, "--captured-at", WHEN]).ends_with(2).says("literatim manifest --upgrade");
    archive.run(&["manifest", "--upgrade"]).ends_with(0);
    archive.run(&["add", &file, "--captured-at", WHEN]).ends_with(0);
    archive.run(&["manifest", "--check"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0);
}
