//! Writing, cut short or done by many.

use crate::archive::{Archive, BINARY, Ran, WHEN, literatim, run};
use literatim::manifest::{Collection, each_witness};
use literatim::store;
use std::fs;
use std::process::{Command, Stdio};

/// Runs `literatim add` in a shell that allows files of no more than one block, of 512 or 1024 bytes.
fn add_with_little_room(archive: &Archive, trap: &str) -> Ran {
    let script = format!("{trap} ulimit -f 1; exec \"$0\" add \"$1\" --id long --captured-at {WHEN}");
    let file = archive.beside("long.txt", "long ".repeat(4000).as_bytes());
    let mut shell = Command::new("/bin/sh");
    run(shell.env_clear().current_dir(archive.root()).args(["-c", &script, BINARY, &file]))
}

#[test]
fn a_full_disk_changes_nothing() {
    let archive = Archive::with_bridge();
    let before = archive.files();
    add_with_little_room(&archive, "trap '' XFSZ;").ends_with(2).says("nothing was changed");
    assert_eq!(archive.files(), before);
    assert!(!archive.path("archive/long").exists());
}

#[test]
fn a_kill_in_mid_write_leaves_the_old_and_the_next_run_clears_up() {
    let archive = Archive::with_bridge();
    let before = archive.files();
    let killed = add_with_little_room(&archive, "");
    assert_eq!(killed.code, None, "{}", killed.err);
    let left: Vec<_> = archive.files().into_keys().filter(|path| path.contains("/.literatim-")).collect();
    assert_eq!(left.len(), 1);
    assert!(archive.load().troubles.is_empty());
    archive.run(&["audit"]).ends_with(0).says("temporary file");
    archive.run(&["manifest", "--check"]).ends_with(0);
    archive.run(&["manifest"]).ends_with(0);
    assert_eq!(archive.files(), before);
}

#[test]
fn a_kill_before_the_inventory_is_mended_by_adding_again() {
    let archive = Archive::with_bridge();
    let old = archive.files();
    archive.add("late", WHEN, b"late").ends_with(0);
    let new = archive.files();
    let added = new.keys().find(|path| path.starts_with("history/new/") && !old.contains_key(*path)).unwrap();
    fs::remove_file(archive.path(added)).unwrap();
    fs::write(archive.path("notes.md"), "“late” [@late].\n").unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(2).says("the inventory does not list it");
    fs::remove_file(archive.path("notes.md")).unwrap();
    archive.add("late", WHEN, b"late").ends_with(0).says("is now listed");
    assert_eq!(archive.files(), new);
}

/// So many processes at once, each with an article of its own.
fn add_at_once(archive: &Archive, turn: usize, count: usize) {
    let spawn = |n| {
        let name = format!("story-{turn}-{n}.txt");
        let file = archive.beside(&name, name.as_bytes());
        literatim().current_dir(archive.root()).args(["add", &file]).stdout(Stdio::null()).spawn().unwrap()
    };
    let children: Vec<_> = (0..count).map(spawn).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn two_and_eight_that_add_at_once_lose_nothing() {
    for count in [2, 8] {
        let archive = Archive::with_bridge();
        add_at_once(&archive, 0, count);
        let all = count + 1;
        archive.run(&["audit"]).ends_with(0).says(&format!("{all} captures: {all} proven"));
        archive.run(&["manifest", "--check"]).ends_with(0);
    }
}

#[test]
fn who_reads_meanwhile_sees_old_or_new_and_no_trouble() {
    let archive = Archive::with_bridge();
    let root = store::Root::at(&archive.root()).unwrap();
    std::thread::scope(|scope| {
        let adding = scope.spawn(|| (0..4).for_each(|turn| add_at_once(&archive, turn, 4)));
        while !adding.is_finished() {
            // Where one batch after another lands between two readings, it says so instead of guessing.
            let archive = store::open(&root).unwrap();
            let troubles = each_witness(&archive, |_| {});
            if !archive.is_outdated() {
                assert!(troubles.is_empty(), "{troubles:?}");
            }
        }
    });
    assert_eq!(archive.load().witnesses.len(), 17);
}

#[test]
fn a_writer_waits_for_another() {
    let archive = Archive::with_bridge();
    let lock = fs::File::open(archive.path("manifests/.lock")).unwrap();
    lock.lock().unwrap();
    std::thread::scope(|scope| {
        let adding = scope.spawn(|| archive.add("late", WHEN, b"late"));
        std::thread::sleep(std::time::Duration::from_millis(200));
        assert!(!archive.path("archive/late").exists());
        lock.unlock().unwrap();
        adding.join().unwrap().ends_with(0);
    });
}
