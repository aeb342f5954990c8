//! Somebody who can write to the disk, and wants words to pass that nobody published.

use crate::archive::{Archive, CAPTURE, MANIFEST, RECORD, ROOT, SHARD, WHEN, literatim};
use crate::in_place;
use crate::web_archives::{gzip, response};
use literatim::manifest::Trouble;
use literatim::segment::Rules;
use literatim::store::{self, Root};
use std::fs::{self, File};
use std::process::Stdio;

#[test]
fn an_inventory_that_names_a_path_outside_of_the_archive_is_none() {
    for path in [
        "archive/../secret.txt",
        "/etc/passwd",
        "../archive/a/x.txt",
        "archive//x.txt",
        "archive/a/./x.txt",
        "archive/a\\b/x.txt",
        "archive/a\u{0}b/x.txt",
        "archive/con/x.txt",
        "archive/a/nul.txt",
        "archive/.git/config",
        "archive/c:/x.txt",
        "manifests/inventory.d/all",
    ] {
        let archive = Archive::with_bridge();
        archive.edit_listed(SHARD, CAPTURE, path);
        assert_eq!(archive.load().witnesses.len(), 0, "{path}");
        archive.run(&["audit"]).ends_with(2).says(SHARD);
        archive.add("other", WHEN, b"x").ends_with(2);
    }
}

#[test]
fn a_manifest_that_speaks_of_another_capture_proves_neither() {
    let archive = Archive::with_bridge();
    archive.add("other", WHEN, b"Other words, said by nobody.\n").ends_with(0);
    let other = MANIFEST.replace("bridge", "other");
    fs::copy(archive.path(MANIFEST), archive.path(&other)).unwrap();
    archive.run(&["audit"]).ends_with(2).says(&format!("changed     {other}"));
    assert_eq!(archive.load().witnesses.len(), 1);
}

#[test]
fn captures_that_were_swapped_are_both_told() {
    let archive = Archive::with_bridge();
    archive.add("other", WHEN, b"Other words, said by nobody.\n").ends_with(0);
    let other = CAPTURE.replace("bridge", "other");
    let bytes = [CAPTURE, &other].map(|path| fs::read(archive.path(path)).unwrap());
    fs::write(archive.path(CAPTURE), &bytes[1]).unwrap();
    fs::write(archive.path(&other), &bytes[0]).unwrap();
    archive.run(&["audit"]).ends_with(2).says(&format!("changed     {CAPTURE}")).says(&format!("changed     {other}"));
    assert_eq!(archive.load().witnesses.len(), 0);
}

#[test]
fn a_hard_link_out_of_the_archive_lets_nobody_change_words() {
    let archive = Archive::with_bridge();
    let outside = archive.folder.path().join("outside.txt");
    fs::hard_link(archive.path(CAPTURE), &outside).unwrap();
    fs::write(&outside, "Other words, said by nobody.\n").unwrap();
    assert!(matches!(archive.trouble(CAPTURE), Trouble::Changed { .. }));
    archive.run(&["audit"]).ends_with(2).says(&format!("changed     {CAPTURE}"));
}

#[test]
fn names_that_are_one_on_other_systems_are_told() {
    let archive = Archive::with_bridge();
    for path in [
        "archive/Stra\u{df}e/caf\u{e9}.txt",
        "archive/stra\u{df}e/cafe\u{301}.txt",
        "archive/BRIDGE.txt",
        "archive/bridge.txt",
    ] {
        fs::create_dir_all(archive.path(path).parent().unwrap()).unwrap();
        fs::write(archive.path(path), path).unwrap();
    }
    if fs::read_dir(archive.path("archive")).unwrap().count() < 5 {
        return skipped!("here they are one");
    }
    let ran = archive.run(&["manifest"]).ends_with(2).says("the same file as archive/BRIDGE.txt");
    assert_eq!(
        ran.err.matches("on some systems").count() + ran.out.matches("on some systems").count(),
        4,
        "{}",
        ran.err
    );
    archive.run(&["audit"]).ends_with(2).says("on some systems");
}

#[test]
fn a_file_of_four_gibibytes_is_told_and_not_read() {
    let archive = Archive::with_bridge();
    let huge = archive.folder.path().join("huge.txt");
    File::create(&huge).unwrap().set_len(5 << 30).unwrap();
    File::create(archive.path("archive/huge.txt")).unwrap().set_len(5 << 30).unwrap();
    archive.run(&["manifest"]).ends_with(2).says("archive/huge.txt: larger than 1073741824 bytes");
    fs::remove_file(archive.path("archive/huge.txt")).unwrap();
    File::options().write(true).open(archive.path(CAPTURE)).unwrap().set_len(5 << 30).unwrap();
    archive.run(&["audit"]).ends_with(2).says("larger than 1073741824 bytes");
    File::options().write(true).open(archive.path(ROOT)).unwrap().set_len(5 << 30).unwrap();
    archive.run(&["audit"]).ends_with(2).says("larger than 1073741824 bytes");
}

#[test]
fn duplicate_keys_and_second_spellings_are_refused_in_records_and_manifests() {
    for (path, was, is) in [
        (RECORD, "{\n", "{\n  \"title\": \"One\",\n  \"title\": \"Other\",\n"),
        (MANIFEST, "{\n", "{\n \"format\":\"literatim manifest 2\",\n"),
        (ROOT, "# captures 1\n", "# captures 1\n# captures 1\n"),
        (ROOT, "# captures 1\n", "# captures 01\n"),
    ] {
        let archive = Archive::with_bridge();
        archive.edit(path, was, is);
        // What a record says stands in manifest and inventory too, and is read from there.
        assert_eq!(archive.load().witnesses.len(), usize::from(path == RECORD), "{path}");
        archive.run(&["audit"]).ends_with(2).says(path);
    }
}

#[test]
fn ten_that_add_regenerate_and_audit_at_once_lose_nothing() {
    let archive = Archive::with_bridge();
    let crawl = |turn: usize, n: usize| {
        let name = format!("page-{turn}-{n}");
        let url = format!("https://lantern.example/{name}.html");
        archive.beside(&format!("{name}.warc.gz"), &gzip(&response(&url, WHEN, "", name.as_bytes())))
    };
    let spawn = |turn: usize, n: usize| {
        let name = format!("story-{turn}-{n}.txt");
        let file = archive.beside(&name, name.as_bytes());
        let args: &[&str] = match n % 5 {
            0 => &["manifest"],
            1 => &["audit"],
            2 => &["add", &crawl(turn, n), "--in-place"],
            _ => &["add", &file],
        };
        let mut command = literatim();
        (
            n,
            command
                .current_dir(archive.root())
                .args(args)
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap(),
        )
    };
    for turn in 0..3 {
        let children: Vec<_> = (0..10).map(|n| spawn(turn, n)).collect();
        for (n, child) in children {
            let output = child.wait_with_output().unwrap();
            // Only an audit may say that it cannot tell while others write; whoever writes does it wholly.
            assert!(output.status.success() || n % 5 == 1, "{n}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
    // Of a web archive both it and its page are listed.
    archive.run(&["audit"]).ends_with(0).says("25 captures: 25 proven");
    archive.run(&["manifest", "--check"]).ends_with(0);
}

/// Numbers that look random, and are the same everywhere (Knuth's linear congruence).
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap()
}

/// Changes one byte at each of so many random places of an archive: how many were told, each by its path.
fn told(changes: usize) -> usize {
    let archive = in_place::archive();
    for n in 0..6 {
        let text = format!("Story {n}\n\nThe council said on day {n} that {n},000 hours were lost.\n");
        archive.add(&format!("story-{n}"), WHEN, text.as_bytes()).ends_with(0);
    }
    let (root, rules) = (Root::at(&archive.root()).unwrap(), Rules::default());
    let is_ours = |path: &str| {
        (path.starts_with("archive/") || path.starts_with("manifests/"))
            && !path.rsplit('/').next().unwrap().starts_with('.')
    };
    let files: Vec<(String, Vec<u8>)> =
        archive.files().into_iter().filter(|(path, bytes)| is_ours(path) && !bytes.is_empty()).collect();
    let mut state = 20_140_611;
    let mut told = 0;
    for _ in 0..changes {
        let (path, bytes) = &files[next(&mut state) % files.len()];
        let mut changed = bytes.clone();
        let at = next(&mut state) % changed.len();
        changed[at] ^= u8::try_from(1 + next(&mut state) % 255).unwrap();
        fs::write(archive.path(path), &changed).unwrap();
        let audit = store::audit(&root, &rules).unwrap();
        assert!(audit.flaws.contains_key(path), "byte {at} of {path} is not told: {:?}", audit.flaws);
        told += 1;
        fs::write(archive.path(path), bytes).unwrap();
    }
    assert!(store::audit(&root, &rules).unwrap().flaws.is_empty());
    told
}

#[test]
fn bytes_changed_at_random_places_are_all_told() {
    assert_eq!(told(300), 300);
}

#[test]
#[ignore = "takes minutes: the same as above, ten thousand times"]
fn bytes_changed_at_ten_thousand_places_are_all_told() {
    assert_eq!(told(10_000), 10_000);
}
