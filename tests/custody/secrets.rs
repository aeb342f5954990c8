//! Names and passwords to sign in with, in addresses.

use crate::archive::{Archive, BRIDGE, CAPTURE, RECORD, Ran, WHEN};
use crate::web_archives::{PAGE, gzip, response};
use std::fs;

const SECRET: &str = "s3cr3t";
const LEFT_OUT: &str = "a user name or password before the host was removed";

/// Expects that neither `ran` nor any file of the archive but those that `keeps` allows has the secret.
#[track_caller]
fn is_kept_out(archive: &Archive, ran: &Ran, keeps: impl Fn(&str) -> bool) {
    assert!(!ran.out.contains(SECRET) && !ran.err.contains(SECRET), "{}{}", ran.out, ran.err);
    for (path, bytes) in archive.files() {
        let has_it = bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
        assert!(!path.contains(SECRET) && (!has_it || keeps(&path)), "{path}");
    }
    archive.run(&["audit"]).ends_with(0);
    archive.run(&["manifest", "--check"]).ends_with(0);
}

#[test]
fn a_password_in_an_address_is_left_out_and_it_is_said() {
    for (url, without) in [
        ("https://user:s3cr3t@lantern.example/story", "https://lantern.example/story"),
        ("https://s3cr3t@lantern.example/story", "https://lantern.example/story"),
        ("https://a:s3cr3t@x@lantern.example/story", "https://lantern.example/story"),
        (
            "https://web.archive.org/web/20140611093000/https://a:s3cr3t@lantern.example/story",
            "https://web.archive.org/web/20140611093000/https://lantern.example/story",
        ),
        (
            "https://a.example/?to=https%3A%2F%2Fa%3As3cr3t%40b.example%2F",
            "https://a.example/?to=https%3A%2F%2Fb.example%2F",
        ),
    ] {
        let archive = Archive::empty();
        let file = archive.beside("story.txt", b"Words.\n");
        let ran = archive.run(&["add", &file, "--url", url]).ends_with(0).says(&format!("{without}: {LEFT_OUT}"));
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        is_kept_out(&archive, &ran, |_| false);
        let entry = archive.load();
        let urls = entry.witnesses[0].manifest().urls.clone();
        assert_eq!(urls, [without]);
        // The same article again, with and without.
        let again = archive.beside("story.txt", b"Other words.\n");
        let add = |url: &str| archive.run(&["add", &again, "--url", url, "--captured-at", "2020-01-01"]).ends_with(0);
        add(url).says("which now has 2");
        add(without).says("nothing changed");
    }
}

#[test]
fn what_is_no_address_is_refused_without_printing_its_password() {
    let archive = Archive::with_bridge();
    for url in ["user:s3cr3t@lantern.example/story", "ssh://a:s3cr3t@lantern.example", "https://a:s3cr3t@nowhere/"] {
        let ran = archive.run(&["add", "-", "--url", url, "--id", "x"]).ends_with(2).says("not a web address");
        is_kept_out(&archive, &ran, |_| false);
    }
}

#[test]
fn a_password_that_a_page_or_the_name_of_its_file_tells_is_left_out() {
    let archive = Archive::empty();
    let page = "<html><head><link rel=canonical href='https://a:s3cr3t@lantern.example/gates'></head><p>Words.</html>";
    let file = archive.beside("page.html", page.as_bytes());
    let ran = archive.run(&["add", &file]).ends_with(0).says(&format!("https://lantern.example/gates: {LEFT_OUT}"));
    is_kept_out(&archive, &ran, |path| path.starts_with("archive/") && path.ends_with(".html"));
    let archive = Archive::empty();
    let file = archive.beside("https%3A%2F%2Fa%3As3cr3t%40lantern.example%2Fgates.html", b"<p>Words.");
    let ran = archive.run(&["add", &file]).ends_with(0).says(LEFT_OUT);
    is_kept_out(&archive, &ran, |_| false);
}

#[test]
fn a_password_in_a_web_archive_is_left_out_of_all_but_its_own_bytes() {
    let warc = |more: &str| {
        let page = response("https://a:s3cr3t@lantern.example/gates", WHEN, more, PAGE.as_bytes());
        gzip(&page)
    };
    for in_place in [&[][..], &["--in-place"]] {
        let archive = Archive::empty();
        let ran = archive.add_archive("crawl.warc.gz", &warc(""), in_place).ends_with(0);
        let ran = ran.says(&format!("https://lantern.example/gates: {LEFT_OUT}"));
        assert_eq!(ran.err.contains("still has"), !in_place.is_empty(), "{}", ran.err);
        is_kept_out(&archive, &ran, |path| path.ends_with(".warc.gz"));
    }
    let archive = Archive::empty();
    let refers = "WARC-Refers-To: <https://a:s3cr3t@lantern.example/id>\r\n";
    let ran = archive.add_archive("crawl.warc.gz", &warc(refers), &["--in-place"]);
    assert!(!ran.err.contains(SECRET), "{}", ran.err);
}

#[test]
fn a_password_written_into_a_record_by_hand_is_not_taken_into_the_log() {
    let archive = Archive::with_bridge();
    let record = "{\"urls\": [\"https://a:s3cr3t@lantern.example/bridge\"]}";
    let own = fs::read_to_string(archive.path(RECORD)).unwrap();
    fs::write(archive.path(RECORD), record).unwrap();
    let is_clean = |ran: Ran| assert!(!ran.err.contains(SECRET) && !ran.out.contains(SECRET), "{}{}", ran.out, ran.err);
    is_clean(archive.run(&["manifest"]).ends_with(2).says(RECORD).says("https://lantern.example/bridge").says("log"));
    is_clean(archive.run(&["manifest", "--check"]).ends_with(2));
    is_clean(archive.run(&["audit"]).ends_with(2).says(RECORD));
    fs::write(archive.path(RECORD), own).unwrap();
    fs::write(archive.path("archive/dropped.txt"), "Words.\n").unwrap();
    fs::write(archive.path("archive/dropped.txt.record.json"), record).unwrap();
    is_clean(archive.run(&["add", "archive/dropped.txt"]).ends_with(2).says("remove it from the record"));
    fs::write(archive.path("archive/dropped.txt.record.json"), record.replace("a:s3cr3t@", "")).unwrap();
    archive.run(&["add", "archive/dropped.txt"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0);
}

/// An archive as an older version made it, whose log has a password.
fn older() -> Archive {
    let archive = Archive::empty();
    fs::create_dir_all(archive.path("archive/bridge")).unwrap();
    fs::write(archive.path(CAPTURE), BRIDGE).unwrap();
    let plain = "{\"urls\": [\"https://user-s3cr3t.lantern.example/bridge\"]}";
    fs::write(archive.path(RECORD), plain).unwrap();
    archive.run(&["manifest"]).ends_with(0);
    let root = literatim::store::Root::at(&archive.root()).unwrap();
    let rules = literatim::segment::Rules::default();
    let url = "https://a:s3cr3t@lantern.example/bridge";
    let mut record = literatim::capture::Record::from_bytes(plain.as_bytes()).unwrap();
    record.urls = vec![url.to_owned()];
    fs::write(archive.path(RECORD), record.to_bytes()).unwrap();
    let made = literatim::store::regenerate(&root, &rules).unwrap();
    for (path, bytes) in made.files {
        fs::create_dir_all(archive.path(&path).parent().unwrap()).unwrap();
        fs::write(archive.path(&path), bytes).unwrap();
    }
    archive
}

#[test]
fn an_older_archive_with_a_password_works_and_shows_it_nowhere() {
    let archive = older();
    assert!(fs::read_to_string(archive.path("history/log/000000000")).unwrap().contains("a:s3cr3t@"));
    archive.run(&["audit"]).ends_with(0).says("1 capture: 1 proven");
    archive.run(&["manifest", "--check"]).ends_with(0);
    archive.run(&["manifest"]).ends_with(0);
    let notes = "It was “closed for 11,000 hours” (<https://a:s3cr3t@lantern.example/bridge>).\n\n\
                 It was “closed for 11,000 hours” (<https://lantern.example/bridge>).\n";
    fs::write(archive.path("notes.md"), notes).unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(0);
    archive.add("other", WHEN, b"Other words.\n").ends_with(0);
    for form in ["markdown", "pandoc", "footnote", "html", "csl", "w3c", "text-fragment"] {
        archive.run(&["cite", "closed for 11,000 hours", "--as", form]).ends_with(0).lacks(SECRET);
    }
    archive.run(&["show", "bridge"]).ends_with(0).lacks(SECRET);
    let wacz = archive.folder.path().join("a.wacz");
    archive.run(&["export", "--as", "wacz", wacz.to_str().unwrap()]);
    let bytes = fs::read(&wacz).unwrap();
    assert!(!bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes()));
    archive.run(&["audit"]).ends_with(0);
}

#[test]
fn a_password_in_a_bag_is_left_out_of_the_log_of_another_archive() {
    let archive = older();
    let bag = archive.folder.path().join("bag");
    archive.run(&["export", bag.to_str().unwrap()]).ends_with(0);
    let other = Archive::empty();
    other.add("other", WHEN, b"Other words.\n").ends_with(0);
    let ran = other.run(&["import", bag.to_str().unwrap()]).ends_with(0).says(LEFT_OUT);
    is_kept_out(&other, &ran, |_| false);
    let whole = Archive::empty();
    let ran = whole.run(&["import", bag.to_str().unwrap()]).ends_with(0).says("nothing can be removed");
    assert!(!ran.err.contains(SECRET), "{}", ran.err);
    whole.run(&["audit"]).ends_with(0);
}
