//! What a publisher prints with several of its articles.

use crate::archive::{Archive, WHEN};
use literatim::manifest::RepeatedTable;
use std::collections::BTreeMap;
use std::fs;

const ABOUT: &str = "The Lantern belongs to its readers, who light it each evening and put it out again at dawn.";

/// A story, and what the publisher prints under it.
fn story(n: usize) -> String {
    format!(
        "The river rose on day {n}\n\nOn day {n} the river rose by {n} feet, said the keeper of the weir, who measures it.\n\n\
         The mill stood under water by noon of day {n}, and nobody could say when it would run again.\n\n{ABOUT}\n"
    )
}

fn add(archive: &Archive, n: usize, publisher: &str) -> crate::archive::Ran {
    let file = archive.beside("added.txt", story(n).as_bytes());
    let id = format!("story-{n}");
    archive.run(&["add", &file, "--id", &id, "--captured-at", WHEN, "--publisher", publisher]).ends_with(0)
}

fn with_stories(count: usize) -> Archive {
    let archive = Archive::empty();
    (0..count).for_each(|n| drop(add(&archive, n, "The Lantern")));
    archive
}

/// The same, and what the publisher repeats is known.
pub fn with_typed_stories(count: usize) -> Archive {
    let archive = with_stories(count);
    archive.run(&["manifest"]).ends_with(0);
    archive
}

#[test]
fn the_third_article_shows_what_is_no_story() {
    let archive = with_stories(2);
    add(&archive, 2, "the  lantern");
    archive.run(&["show", "story-0"]).ends_with(0).lacks("boilerplate");
    archive
        .run(&["manifest"])
        .ends_with(0)
        .says("archive/story-0/20140611T093000Z.txt\n  body → boilerplate (repeated-across): The Lantern belongs")
        .says("archive/story-1/")
        .says("3 parts with another role: 0 moved into the body, 3 out of it");
    archive.run(&["manifest", "--check"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0);
    archive
        .run(&["show", "story-0", "--why"])
        .ends_with(0)
        .says("repeated-across: at the edge of the story, and the same in");
}

/// The manifests, by path.
fn manifests(archive: &Archive) -> BTreeMap<String, Vec<u8>> {
    archive.files().into_iter().filter(|(path, _)| path.starts_with("manifests/story-")).collect()
}

#[test]
fn adding_an_article_leaves_the_manifests_of_all_others_as_they_are() {
    let archive = Archive::empty();
    for n in 0..5 {
        let before = manifests(&archive);
        add(&archive, n, "The Lantern");
        let after = manifests(&archive);
        assert!(before.iter().all(|(path, bytes)| after[path] == *bytes), "{n}");
        archive.run(&["manifest", "--check"]).ends_with(0);
        archive.run(&["audit"]).ends_with(0);
        if n == 2 {
            archive.run(&["manifest"]).ends_with(0);
        }
    }
    // What came after the table was made is typed by it.
    assert_eq!(manifests_with(&archive, "repeated-across"), 5);
}

#[test]
fn articles_that_come_together_show_what_they_repeat() {
    let archive = Archive::empty();
    let files: Vec<String> = (0..3).map(|n| archive.beside(&format!("story-{n}.txt"), story(n).as_bytes())).collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    archive.run(&[&["add", "--captured-at", WHEN, "--publisher", "The Lantern"], &files[..]].concat()).ends_with(0);
    assert_eq!(manifests_with(&archive, "repeated-across"), 3);
    archive.run(&["manifest", "--check"]).ends_with(0);
    archive.run(&["manifest"]).ends_with(0).says("0 manifests written");
}

#[test]
fn one_by_one_or_all_at_once_makes_the_same_manifests_in_the_end() {
    let archive = with_stories(4);
    add(&archive, 4, "The Tribune");
    archive.run(&["manifest"]).ends_with(0);
    let before = archive.files();
    archive.run(&["manifest"]).ends_with(0).says("0 manifests written, 5 unchanged");
    assert_eq!(archive.files(), before);
    let copy = Archive::empty();
    for (path, bytes) in before.iter().rev().filter(|(path, _)| path.starts_with("archive/")) {
        fs::create_dir_all(copy.path(path).parent().unwrap()).unwrap();
        fs::write(copy.path(path), bytes).unwrap();
    }
    copy.run(&["manifest"]).ends_with(0);
    assert_eq!(copy.inventory().fingerprint, archive.inventory().fingerprint);
    assert_eq!(copy.files()[RepeatedTable::PATH], archive.files()[RepeatedTable::PATH]);
    assert_eq!(manifests_with(&copy, "repeated-across"), 4);
}

#[test]
fn a_table_that_was_changed_vouches_for_nothing_that_it_does_not_have() {
    let archive = with_stories(3);
    archive.run(&["manifest"]).ends_with(0);
    let table = archive.path(RepeatedTable::PATH);
    let bytes = fs::read(&table).unwrap();
    fs::remove_file(&table).unwrap();
    archive.run(&["manifest", "--check"]).ends_with(2).says(RepeatedTable::PATH).says("it is missing");
    archive.run(&["audit"]).ends_with(2).says(RepeatedTable::PATH);
    fs::write(&table, "{}").unwrap();
    archive.run(&["manifest", "--check"]).ends_with(2).says(RepeatedTable::PATH).says("literatim manifest");
    archive.run(&["audit"]).ends_with(2).says(RepeatedTable::PATH);
    archive.run(&["manifest"]).ends_with(0);
    assert_eq!(fs::read(&table).unwrap(), bytes);
    archive.run(&["audit"]).ends_with(0);
}

#[test]
fn a_table_of_nothing_is_taken_away() {
    let archive = with_stories(3);
    archive.run(&["manifest"]).ends_with(0);
    fs::write(archive.path("literatim.toml"), "disable = [\"repeated-across\"]\n").unwrap();
    for n in 0..2 {
        fs::remove_dir_all(archive.path(&format!("archive/story-{n}"))).unwrap();
        let path = format!("archive/story-{n}/20140611T093000Z.txt");
        archive.run(&["manifest", "--accept-changed", &path, "--because", "not ours"]);
    }
    archive.run(&["manifest"]).ends_with(0);
    assert!(!archive.path(RepeatedTable::PATH).exists());
    archive.run(&["manifest", "--check"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0);
}

fn manifests_with(archive: &Archive, words: &str) -> usize {
    let files = archive.files();
    let manifests = files.iter().filter(|(path, _)| path.starts_with("manifests/story-"));
    manifests.filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(words)).count()
}

#[test]
fn without_a_publisher_the_host_of_the_first_url_tells_who_it_was() {
    let archive = Archive::empty();
    for n in 0..3 {
        let (file, url) =
            (archive.beside("a.txt", story(n).as_bytes()), format!("https://www.lantern.example/{n}/river-{n}"));
        let id = format!("story-{n}");
        archive.run(&["add", &file, "--id", &id, "--url", &url, "--captured-at", WHEN]).ends_with(0);
    }
    archive.run(&["manifest"]).ends_with(0);
    assert_eq!(manifests_with(&archive, "repeated-across"), 3);
    let nobodys = Archive::empty();
    (0..3).for_each(|n| drop(nobodys.add(&format!("story-{n}"), WHEN, story(n).as_bytes()).ends_with(0)));
    nobodys.run(&["manifest"]).ends_with(0);
    assert_eq!(manifests_with(&nobodys, "repeated-across"), 0);
}

#[test]
fn a_story_that_was_syndicated_is_no_furniture() {
    let archive = Archive::empty();
    for n in 0..4 {
        let text = story(7).replace(ABOUT, &format!("Printed here by leave, in edition {n}."));
        let (file, id) = (archive.beside("a.txt", text.as_bytes()), format!("story-{n}"));
        archive.run(&["add", &file, "--id", &id, "--publisher", "The Lantern", "--captured-at", WHEN]).ends_with(0);
    }
    archive.run(&["manifest"]).ends_with(0);
    assert_eq!(manifests_with(&archive, "repeated-across"), 0);
    archive.run(&["manifest", "--check"]).ends_with(0);
}

#[test]
fn a_quotation_of_it_stands_outside_the_body_and_a_person_may_overrule_that() {
    let archive = with_typed_stories(3);
    let notes = |words: &str| format!("> {words}\n\n[story](archive/story-1/20140611T093000Z.txt)\n");
    fs::write(archive.path("notes.md"), notes(ABOUT)).unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(1).says("quote-outside-body").says("repeated-across");
    archive.run(&["mark", "story-1", "boilerplate 1", "body", "--because", "it is the story"]).ends_with(0);
    archive.run(&["verify", "notes.md"]).ends_with(0);
    archive.run(&["manifest", "--check"]).ends_with(0);
    assert_eq!(manifests_with(&archive, "repeated-across"), 2);
    // What a person typed is no evidence for the others, when all is made anew.
    archive.run(&["manifest"]).ends_with(0).says("2 parts with another role");
    assert_eq!(manifests_with(&archive, "repeated-across"), 0);
}

#[test]
fn a_reader_may_switch_it_off_and_sees_what_that_moves() {
    let archive = with_typed_stories(3);
    fs::write(archive.path("literatim.toml"), "disable = [\"repeated-across\"]\n").unwrap();
    let moves = "3 parts with another role: 3 moved into the body, 0 out of it";
    archive
        .run(&["manifest", "--check"])
        .ends_with(1)
        .says("boilerplate → body (body): The Lantern belongs")
        .says(moves);
    archive.run(&["manifest"]).ends_with(0).says(moves);
    archive.run(&["manifest"]).ends_with(0).lacks("another role");
}

#[test]
fn a_changed_capture_is_not_vouched_for_by_what_is_learned_of_others() {
    let archive = with_stories(3);
    archive.edit("archive/story-0/20140611T093000Z.txt", "day 0", "day 9");
    let before = manifests(&archive);
    archive.run(&["manifest"]).ends_with(2);
    assert_eq!(manifests(&archive), before);
    archive.run(&["audit"]).ends_with(2).says("changed     archive/story-0/");
}

#[test]
fn whoever_makes_manifests_anew_sees_which_quotations_that_moves() {
    let archive = with_typed_stories(3);
    let cite = "[story](archive/story-1/20140611T093000Z.txt)";
    let mill = "The mill stood under water by noon of day 1";
    fs::write(archive.path("notes.md"), format!("> {ABOUT}\n\n{cite}\n\n“{mill}” {cite}\n")).unwrap();
    fs::write(archive.path("literatim.toml"), "disable = [\"repeated-across\"]\n").unwrap();
    archive
        .run(&["manifest", "--notes", "notes.md"])
        .ends_with(0)
        .says("notes.md:1:1: refuted (quote-outside-body) → verbatim: The Lantern belongs")
        .says("2 quotations: the verdict of 1 changes")
        .lacks("mill stood");
    archive.run(&["manifest", "--notes", "notes.md"]).ends_with(0).says("the verdict of 0 changes");
    archive.run(&["manifest", "--notes", "nowhere.md"]).ends_with(2);
}

#[test]
fn a_mark_does_not_change_the_roles_in_other_articles() {
    let archive = with_stories(3);
    let before = manifests(&archive);
    archive.run(&["mark", "story-1", "headline 1", "body", "--because", "A test."]).ends_with(0).lacks("another role");
    let after = manifests(&archive);
    let changed: Vec<_> = before.iter().filter(|(path, bytes)| after[*path] != **bytes).map(|(path, _)| path).collect();
    assert!(changed.len() == 1 && changed[0].contains("story-1/"), "{changed:?}");
    archive.run(&["manifest", "--check"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0);
    // Rules that changed since are not applied to them, either.
    archive.run(&["manifest"]).ends_with(0).says("3 parts with another role");
    fs::write(archive.path("literatim.toml"), "disable = [\"repeated-across\"]\n").unwrap();
    archive.run(&["mark", "story-1", "body 1", "headline", "--because", "Another."]).ends_with(0).lacks("story-2");
    archive.run(&["manifest"]).says("archive/story-2/").says("boilerplate → body");
}
