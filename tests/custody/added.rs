//! What was added and is not in the log yet.

use crate::archive::{Archive, BRIDGE, CAPTURE, LOG, ROOT, SHARD, WHEN};
use crate::branches::{commit, git, with_git};
use std::fs;

const OTHER: &str = "archive/other/20140611T093000Z.txt";

/// The paths of the files of what was added.
fn added(archive: &Archive) -> Vec<String> {
    archive.files().into_keys().filter(|path| path.starts_with("history/new/")).collect()
}

/// With `bridge` in the log, and `other` added since.
fn with_other() -> Archive {
    let archive = Archive::with_bridge();
    archive.add("other", WHEN, b"Other words, said by nobody.\n").ends_with(0);
    archive
}

#[test]
fn what_was_added_holds_before_and_after_it_comes_into_the_log() {
    let archive = with_other();
    fs::write(archive.path("notes.md"), "“Other words, said by nobody” [@other]\n").unwrap();
    let before = archive.inventory();
    assert_eq!((added(&archive).len(), before.captures.len()), (1, 2));
    for args in [&["verify", "notes.md"][..], &["audit"], &["manifest", "--check"]] {
        archive.run(args).ends_with(0).says("2 captures");
    }
    archive
        .run(&["log"])
        .ends_with(0)
        .says(&format!("not in the log yet (`literatim manifest` puts it there)\n  added     {OTHER}\n"));
    archive.run(&["prove", "other"]).ends_with(2).says("run `literatim manifest`");
    archive.run(&["manifest"]).ends_with(0).says("2 captures: 0 manifests written");
    assert_eq!((added(&archive).len(), archive.inventory()), (0, before));
    archive.run(&["prove", "other"]).ends_with(0);
    archive.run(&["verify", "notes.md"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0);
}

#[test]
fn adding_changes_no_file_that_was_there() {
    let archive = Archive::with_bridge();
    let before = archive.files();
    archive.add("other", WHEN, b"Other words, said by nobody.\n").ends_with(0);
    let after = archive.files();
    assert!(before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)));
    assert_eq!(after.len(), before.len() + 4);
}

#[test]
fn two_branches_that_add_merge_without_a_conflict() {
    let archive = Archive::with_bridge();
    let root = archive.root();
    if !git(&root, &["init", "-q", "-b", "main"]) {
        return skipped!("there is no git");
    }
    commit(&archive);
    let add = |id: &str| {
        let words = format!("The story of {id}\n\nThe bridge over the weir is open, said the mayor of {id}.\n");
        archive.add(id, WHEN, words.as_bytes()).ends_with(0);
        commit(&archive);
    };
    assert!(git(&root, &["checkout", "-qb", "theirs"]));
    add("theirs");
    assert!(git(&root, &["checkout", "-q", "main"]));
    add("ours");
    assert!(git(&root, &["merge", "-q", "--no-edit", "theirs"]));
    archive.run(&["audit"]).ends_with(0).says("3 captures: 3 proven");
    archive.run(&["manifest", "--check"]).ends_with(0);
    with_git(&archive, &["audit", "--base", "HEAD^"]).ends_with(0).says("1 capture added");
    // One branch that puts all into the log merges with one that only adds.
    assert!(git(&root, &["checkout", "-q", "theirs"]));
    add("later");
    assert!(git(&root, &["checkout", "-q", "main"]));
    archive.run(&["manifest"]).ends_with(0);
    commit(&archive);
    assert!(git(&root, &["merge", "-q", "--no-edit", "theirs"]));
    archive.run(&["audit"]).ends_with(0).says("4 captures: 4 proven");
    archive.run(&["manifest"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0).says("4 captures: 4 proven");
}

#[test]
fn a_capture_that_was_only_added_cannot_be_altered_beside_the_base() {
    let archive = with_other();
    let root = archive.root();
    if !git(&root, &["init", "-q", "-b", "main"]) {
        return skipped!("there is no git");
    }
    commit(&archive);
    for path in added(&archive).into_iter().chain([OTHER.to_owned()]) {
        fs::remove_file(archive.path(&path)).unwrap();
    }
    fs::remove_file(archive.path(&format!("{OTHER}.record.json"))).unwrap();
    archive.add("other", WHEN, b"Other words, said by everybody.\n").ends_with(0);
    archive.run(&["audit"]).ends_with(0);
    with_git(&archive, &["audit", "--base", "main"]).ends_with(2).says(&format!("replaced    {OTHER}"));
    archive.run(&["manifest"]).ends_with(0);
    with_git(&archive, &["audit", "--base", "main"]).ends_with(2).says(&format!("replaced    {OTHER}"));
}

#[test]
fn the_inventory_goes_before_what_was_added() {
    let archive = Archive::with_bridge();
    let elsewhere = Archive::empty();
    elsewhere.add("bridge", WHEN, BRIDGE.replace("11,000", "12,000").as_bytes()).ends_with(0);
    let planted = added(&elsewhere);
    fs::create_dir_all(archive.path("history/new")).unwrap();
    fs::copy(elsewhere.path(&planted[0]), archive.path(&planted[0])).unwrap();
    fs::write(archive.path("notes.md"), "“closed for 12,000 hours” [@bridge]\n").unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(1).says("11,000");
    fs::copy(elsewhere.path(CAPTURE), archive.path(CAPTURE)).unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(2).says("its bytes changed");
    archive.run(&["audit"]).ends_with(2).says(CAPTURE);
}

#[test]
fn a_file_of_what_was_added_has_the_name_of_its_bytes_and_one_spelling() {
    let archive = with_other();
    let path = &added(&archive)[0];
    archive.edit(path, "other/", "another/");
    archive.run(&["audit"]).ends_with(2).says(path);
    fs::write(archive.path("notes.md"), "“closed for 11,000 hours” [@bridge]\n").unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(2).says(path);
    archive.add("third", WHEN, b"x").ends_with(2).says(path);
}

#[test]
fn many_are_put_into_the_log_by_adding_one_more() {
    let archive = Archive::with_bridge();
    let files: Vec<String> =
        (0..999).map(|n| archive.beside(&format!("story-{n}.txt"), format!("Story {n}\n").as_bytes())).collect();
    let mut args = vec!["add", "--captured-at", WHEN];
    args.extend(files.iter().map(String::as_str));
    archive.run(&args).ends_with(0);
    assert_eq!(added(&archive).len(), 1);
    archive.add("other", WHEN, b"Other words, said by nobody.\n").ends_with(0);
    assert_eq!(added(&archive).len(), 2);
    archive.add("third", WHEN, b"More words, said by nobody.\n").ends_with(0);
    assert_eq!(added(&archive).len(), 0);
    assert!(!archive.path(SHARD).exists() && archive.path("manifests/inventory.d/f").exists());
    archive.run(&["audit"]).ends_with(0).says("1002 captures: 1002 proven");
    archive.run(&["manifest", "--check"]).ends_with(0);
}

#[test]
fn a_damaged_shard_is_cannot_tell_for_what_needs_it() {
    let archive = with_other();
    fs::write(archive.path("notes.md"), "“closed for 11,000 hours” [@bridge]\n").unwrap();
    archive.edit(SHARD, "bridge", "fridge");
    archive.run(&["verify", "notes.md"]).ends_with(2).says(SHARD).says("it changed");
    archive.add("third", WHEN, b"x").ends_with(2).says(SHARD);
    archive.run(&["manifest"]).ends_with(0);
    archive.run(&["verify", "notes.md"]).ends_with(0);
    fs::remove_file(archive.path(LOG)).unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(2).says(LOG);
    archive.run(&["audit"]).ends_with(2).says(LOG);
    archive.run(&["manifest"]).ends_with(2).says(LOG);
    fs::write(archive.path(ROOT), "# literatim inventory 2\n# captures 0\n").unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(2);
}

#[test]
fn a_list_of_waiting_files_from_a_stranger_moves_nothing_out_of_its_folders() {
    let archive = with_other();
    let root = archive.files()[ROOT].clone();
    let sum = |bytes: &[u8]| literatim::digest::Digest::of(bytes).hex();
    let staged = "manifests/.literatim-staged";
    fs::create_dir_all(archive.path(staged)).unwrap();
    let planted = b"planted";
    let mut list = String::new();
    for place in ["../outside.txt", "literatim.toml", "archive/bridge/20140611T093000Z.txt", "history/../notes.md"] {
        list.push_str(&format!("{}  {place}\n", sum(planted)));
    }
    list.push_str(&format!("{}  {ROOT}\n", sum(&root)));
    fs::write(archive.path(&format!("{staged}/{}", sum(planted))), planted).unwrap();
    fs::write(archive.path(&format!("{staged}/SHA256SUMS")), list).unwrap();
    let before = archive.files();
    archive.run(&["audit"]).ends_with(0).says("temporary file");
    archive.run(&["manifest"]).ends_with(0);
    let after = archive.files();
    assert!(after.values().all(|bytes| bytes != planted) && !archive.path("../outside.txt").exists());
    for path in ["literatim.toml", CAPTURE] {
        assert_eq!(after[path], before[path]);
    }
}

#[test]
fn nothing_changed_is_known_without_reading_and_only_then() {
    let archive = with_other();
    archive.run(&["manifest"]).ends_with(0);
    archive.run(&["manifest"]).ends_with(0).says("0 manifests written, 2 unchanged");
    let kept = archive.path("manifests/.literatim-current");
    assert!(kept.exists());
    std::thread::sleep(std::time::Duration::from_millis(30));
    archive.run(&["manifest"]).ends_with(0).says("0 manifests written, 2 unchanged");
    // The same number of bytes, and the old time of the last change.
    let time = fs::metadata(archive.path(CAPTURE)).unwrap().modified().unwrap();
    archive.edit(CAPTURE, "11,000", "12,000");
    fs::File::options().write(true).open(archive.path(CAPTURE)).unwrap().set_modified(time).unwrap();
    archive.run(&["manifest"]).ends_with(2).says("its bytes changed");
    archive.run(&["manifest", "--check"]).ends_with(2);
    archive.run(&["audit"]).ends_with(2);
    archive.edit(CAPTURE, "12,000", "11,000");
    fs::write(archive.path("literatim.toml"), "disable = [\"repeated-across\"]\n").unwrap();
    archive.run(&["manifest"]).ends_with(0);
}
