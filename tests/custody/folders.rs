//! Folders of files, added as they lie.

use crate::archive::{Archive, Ran, literatim};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn page(words: &str) -> String {
    format!("<html><head><title>Page</title></head><body><article><p>{words}</p></article></body></html>")
}

/// A folder as people have them, beside the root of an archive.
fn sources(archive: &Archive) -> PathBuf {
    let folder = archive.folder.path().join("sources");
    for (path, text) in [
        ("2019/Report (final).html", page("The weir was closed for a week before anybody asked why it was.")),
        ("2019/Report (final)_files/ad.html", page("Buy a boat today and row it home tomorrow.")),
        ("2019/Report (final)_files/style.css", "p { color: red }".to_owned()),
        ("2020/Report (final).html", page("The weir was opened again on the first warm day of the year.")),
        ("2020/notes/Überfahrt.txt", "Der Fährmann fuhr am Morgen nicht, und niemand fragte ihn warum.\n".to_owned()),
        ("日本.txt", "The ferry did not leave in the morning, and nobody asked the ferryman why.\n".to_owned()),
        ("site.css", "p { color: red }".to_owned()),
        (".git/config", "[user]\n".to_owned()),
        ("CVS/Entries", "D\n".to_owned()),
        (".hidden.txt", "hidden\n".to_owned()),
        ("日本.txt.record.json", "{}".to_owned()),
        ("empty.txt", String::new()),
        ("zipped.html", "PK\u{3}\u{4}zip".to_owned()),
    ] {
        fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
        fs::write(folder.join(path), text).unwrap();
    }
    fs::write(folder.join("bridge.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    folder
}

fn add(archive: &Archive, folder: &Path, more: &[&str]) -> Ran {
    archive.run(&[&["add", folder.to_str().unwrap()], more].concat())
}

#[test]
fn a_folder_is_added_with_its_folders_and_one_bad_file_costs_only_itself() {
    let archive = Archive::empty();
    let ran = add(&archive, &sources(&archive), &[]).ends_with(2);
    for words in [
        "5 files added, 2 not added\n",
        "captured now: 5 files, since",
        "archive/report-final/",
        "archive/sources-2020-report-final/",
        "archive/uberfahrt/",
        "2019/Report (final).html: a web page, 13 words)",
        "3 hidden files and folders, 1 folder with the parts of a saved page, 1 style sheet, script, font or icon, 1 capture record\n",
    ] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    for words in ["the file is empty (check how it was fetched)\n  ", "zipped.html", "warning: its text is not read"] {
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
    }
    assert!(!ran.out.contains("ad.html") && !ran.err.contains('\r') && !ran.err.contains("of 7 files"), "{}", ran.err);
    archive.run(&["audit"]).ends_with(0).says("5 captures: 5 proven");
    assert_eq!(fs::read_dir(archive.path("history/new")).unwrap().count(), 1);
}

#[test]
fn notes_beside_the_folder_cite_its_files_by_their_paths() {
    let archive = Archive::empty();
    add(&archive, &sources(&archive), &[]).ends_with(2);
    let notes = "“opened again on the first warm day” ([2020](../sources/2020/Report%20%28final%29.html))\n\n\
                 “closed for a week” ([2019](<sources/2019/Report (final).html>))\n";
    archive.run(&["verify", &archive.beside("notes.md", notes.as_bytes())]).ends_with(0).says("2 verbatim");
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let archive = Archive::empty();
    let folder = sources(&archive);
    fs::remove_file(archive.path("manifests/.lock")).unwrap();
    let before = archive.files();
    let dry = add(&archive, &folder, &["--dry-run", "--captured-at", "2025-01-01"]).ends_with(2);
    assert_eq!(archive.files(), before);
    assert!(!archive.path("manifests/.lock").exists());
    let added = add(&archive, &folder, &["--captured-at", "2025-01-01"]).ends_with(2);
    assert_eq!(dry.out.replace("would be added", "added").replace("would add", "added"), added.out);
    let one = folder.join("2019/Report (final).html");
    add(&archive, &one, &["--dry-run", "--id", "other"]).ends_with(0).says("would add archive/other/");
}

#[test]
fn a_run_that_was_interrupted_is_continued_and_ends_as_one_that_was_not() {
    let (archive, other) = (Archive::empty(), Archive::empty());
    let (folder, whole) = (sources(&archive), sources(&other));
    fs::create_dir(archive.folder.path().join("rest")).unwrap();
    for moved in ["日本.txt", "2020"] {
        fs::rename(folder.join(moved), archive.folder.path().join("rest").join(moved)).unwrap();
    }
    let when = ["--captured-at", "2025-01-01"];
    add(&archive, &folder, &when).ends_with(2).says("2 files added, 2 not added");
    for moved in ["日本.txt", "2020"] {
        fs::rename(archive.folder.path().join("rest").join(moved), folder.join(moved)).unwrap();
    }
    add(&archive, &folder, &when).ends_with(2).says("3 files added, 2 already in the archive, 2 not added");
    add(&other, &whole, &when).ends_with(2);
    let captures =
        |archive: &Archive| archive.inventory().captures.into_iter().map(|entry| entry.capture).collect::<Vec<_>>();
    assert_eq!(captures(&archive), captures(&other));
    // A capture that is gone from the archive is not there already.
    let gone = captures(&archive).remove(0);
    fs::remove_file(archive.path(gone.as_str())).unwrap();
    add(&archive, &folder, &when).ends_with(2).says("1 file added, 4 already in the archive");
    archive.run(&["audit"]).ends_with(0);
}

#[cfg(unix)]
#[test]
fn no_link_is_followed_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    let archive = Archive::empty();
    let folder = archive.folder.path().join("linked");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("a.txt"), "The ferry did not leave in the morning.\n").unwrap();
    let secret = archive.beside("secret.txt", b"The password of the harbour master is not written down.\n");
    symlink(&secret, folder.join("out.txt")).unwrap();
    symlink(archive.folder.path(), folder.join("up")).unwrap();
    symlink(folder.join("a.txt"), folder.join("b.txt")).unwrap();
    symlink("nowhere", folder.join("broken.txt")).unwrap();
    add(&archive, &folder, &[])
        .ends_with(2)
        .says("1 file added, 3 not added")
        .says("1 link to a file or folder in the same folder")
        .says("2 files: it is a link that leads out of the folder, and is not followed")
        .says("broken.txt");
    assert_eq!(archive.inventory().captures.len(), 1);
}

#[test]
fn the_archive_itself_is_left_out_of_a_folder_that_it_lies_in() {
    let archive = Archive::with_bridge();
    fs::write(archive.path("minutes.txt"), "The chair asked for the minutes of the last meeting.\n").unwrap();
    archive.run(&["add", "."]).ends_with(0).says("1 file added").says("5 files and folders of the archive itself");
    archive.run(&["add", "."]).ends_with(0).says("0 files added, 1 already in the archive");
    archive.run(&["add", "archive"]).ends_with(2).says("literatim manifest");
    let empty = archive.folder.path().join("nothing");
    fs::create_dir(&empty).unwrap();
    add(&archive, &empty, &[]).ends_with(2).says("there is no file in this folder that can be added");
    add(&archive, &empty, &["--id", "x"]).ends_with(2).says("--id");
}

#[test]
fn two_files_of_one_folder_with_the_same_bytes_are_one_article() {
    let archive = Archive::empty();
    let folder = archive.folder.path().join("twice");
    fs::create_dir(&folder).unwrap();
    for name in ["a.txt", "b.txt"] {
        fs::write(folder.join(name), "The ferry did not leave in the morning.\n").unwrap();
    }
    add(&archive, &folder, &[]).ends_with(0).says("1 file added, 1 with the bytes of another one");
    add(&archive, &folder, &[]).ends_with(0).says("0 files added, 2 already in the archive");
}

/// The time that many files take is that of few, so many times.
#[test]
fn many_files_cost_what_each_costs() {
    let counts = BTreeMap::from([(400, ()), (3200, ())]);
    let seconds: Vec<f64> = counts
        .keys()
        .map(|count| {
            let archive = Archive::empty();
            let folder = archive.folder.path().join("many");
            fs::create_dir(&folder).unwrap();
            for number in 0..*count {
                let text = format!("Article {number}: the ferry did not leave in the morning of day {number}.\n");
                fs::write(folder.join(format!("story {number}.txt")), text).unwrap();
            }
            let start = std::time::Instant::now();
            add(&archive, &folder, &[]).ends_with(0).says(&format!("{count} files added"));
            // Into an archive that has many already.
            let more = archive.folder.path().join("more");
            fs::create_dir(&more).unwrap();
            for number in 0..*count {
                fs::write(more.join(format!("other {number}.txt")), format!("Other words {number} of it.\n")).unwrap();
            }
            add(&archive, &more, &[]).ends_with(0);
            start.elapsed().as_secs_f64()
        })
        .collect();
    assert!(seconds[1] < 8.0 * 3.0 * seconds[0].max(0.2), "{seconds:?}");
}

#[test]
fn web_archives_in_a_folder_are_added_with_their_pages() {
    let archive = Archive::empty();
    let folder = archive.folder.path().join("crawl");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("broken.warc"), "no web archive").unwrap();
    fs::write(folder.join("a.txt"), "The ferry did not leave in the morning.\n").unwrap();
    add(&archive, &folder, &[]).ends_with(2).says("1 file added, 1 not added").says("broken.warc");
    let mut command = literatim();
    crate::archive::run(command.current_dir(archive.root()).arg("audit")).ends_with(0);
}
