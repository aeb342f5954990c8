//! Pages of web archives as lines in lists: small, proven line by line, read by need, and made again.

use crate::archive::{Archive, LOG, ROOT, SHARD};
use crate::branches::{commit, git, with_git};
use crate::exporting::{checked, is_refuted, unpacked};
use crate::in_place::{FIRST, LIST, QUAY, SECOND, WARC, archive, crawl, page};
use crate::web_archives::{BRIDGE, PAGE, gzip, record, response};
use literatim::capture::CapturePath;
use literatim::manifest::{Collection, InventoryEntry, PageList, PageReading, Resolution, Trouble, resolve};
use literatim::manifest::{Name, NameSource};
use literatim::segment::Rules;
use literatim::store::{self, Root, Storage, open_from};
use literatim::text::Span;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

const NAMES: &str = "manifests/pages.d/all";

/// The address of a page among many.
fn url(number: usize) -> String {
    format!("https://www.lantern.example/news/2014/06/the-bridge-reopens-after-day-{number}-of-repairs.html")
}

/// A web archive with so many pages.
fn many(count: usize) -> Vec<u8> {
    let page = |number: usize| {
        let words = format!("<h1>Day {number}</h1><p>The bridge was closed for {number} hours, the council said.</p>");
        gzip(&response(&url(number), "2014-06-11T09:30:00Z", "", words.as_bytes()))
    };
    (0..count).flat_map(page).collect()
}

fn with_many(count: usize) -> Archive {
    let archive = Archive::empty();
    archive.add_archive("crawl.warc.gz", &many(count), &["--in-place"]).ends_with(0);
    archive.run(&["manifest"]).ends_with(0);
    archive
}

/// The bytes that are kept of pages, but for the web archive.
fn weight(archive: &Archive) -> usize {
    let files = archive.files();
    let ours =
        files.iter().filter(|(path, _)| path.as_str() != WARC && !path.rsplit('/').next().unwrap().starts_with('.'));
    let ours =
        ours.filter(|(path, _)| ["archive/", "manifests/", "history/"].iter().any(|folder| path.starts_with(folder)));
    ours.map(|(_, bytes)| bytes.len()).sum()
}

#[test]
fn a_page_of_a_thousand_takes_at_most_four_hundred_and_fifty_bytes() {
    let archive = Archive::empty();
    archive.add_archive("crawl.warc.gz", &many(1000), &["--in-place"]).ends_with(0);
    let added = weight(&archive);
    archive.run(&["manifest"]).ends_with(0).says("1001 captures");
    let each = weight(&archive) / 1000;
    eprintln!(
        "{each} bytes a page, and {} before they are in the log; addresses have {}",
        added / 1000,
        url(500).len()
    );
    assert!((60..=90).contains(&url(0).len()));
    assert!(each <= 450 && added <= 450_000, "{each} {added}");
    archive.run(&["audit"]).ends_with(0).says("1001 captures: 1001 proven");
    archive.run(&["manifest", "--check"]).ends_with(0);
}

/// Counts what is read of a folder.
struct CountingStorage {
    root: Root,
    read: Arc<AtomicUsize>,
    paths: Arc<Mutex<Vec<String>>>,
}

impl CountingStorage {
    fn counted(&self, path: &str, bytes: Vec<u8>) -> Vec<u8> {
        self.read.fetch_add(bytes.len(), Ordering::Relaxed);
        self.paths.lock().unwrap().push(path.to_owned());
        bytes
    }
}

impl Storage for CountingStorage {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        Ok(self.counted(path, fs::read(self.root.path().join(path))?))
    }

    fn read_range(&self, path: &str, range: Span) -> io::Result<Vec<u8>> {
        let all = fs::read(self.root.path().join(path))?;
        let bytes = all.get(range.range()).ok_or(io::ErrorKind::UnexpectedEof)?;
        Ok(self.counted(path, bytes.to_vec()))
    }

    fn size(&self, path: &str) -> io::Result<u64> {
        Ok(fs::metadata(self.root.path().join(path))?.len())
    }

    fn list(&self, _: &str) -> io::Result<Vec<String>> {
        Ok(Vec::new())
    }
}

#[test]
fn one_page_is_proven_by_two_blocks_and_nothing_by_none() {
    let archive = with_many(2000);
    let (read, paths) = (Arc::<AtomicUsize>::default(), Arc::<Mutex<Vec<String>>>::default());
    let root = Root::at(&archive.root()).unwrap();
    let storage = CountingStorage { root, read: Arc::clone(&read), paths: Arc::clone(&paths) };
    let opened = open_from(Box::new(storage));
    let list = archive.files()[LIST].len();
    let capture = |number: usize| -> CapturePath {
        format!("archive/the-bridge-reopens-after-day-{number}-of-repairs/20140611T093000Z.html").parse().unwrap()
    };
    let before = read.load(Ordering::Relaxed);
    let witness = Collection::witness(&opened, &capture(1234)).unwrap();
    assert!(witness.text().contains("closed for 1234 hours"));
    let one = read.load(Ordering::Relaxed) - before;
    assert!(one < list / 2, "{one} of {list}");
    // By address and by digits it is the same page, and what is not there needs a shard of names and no line.
    assert!(matches!(resolve(&opened, Name::Url(&url(1234))), Ok(Resolution::Article(..))));
    assert_eq!(NameSource::with_digits(&opened, &witness.manifest().sha256.hex()[..8]).unwrap(), [capture(1234)]);
    paths.lock().unwrap().clear();
    assert!(matches!(resolve(&opened, Name::Url(&url(5000))), Ok(Resolution::Nothing)));
    assert_eq!(Collection::witness(&opened, &capture(5000)).err(), Some(Trouble::Missing));
    let paths = paths.lock().unwrap();
    assert!(paths.iter().all(|path| !path.ends_with(".pages") && path.as_str() != WARC), "{paths:?}");
}

#[test]
fn what_is_looked_up_equals_what_a_full_read_says() {
    let archive = with_many(300);
    archive.add_archive("more.warc.gz", &crawl(), &["--in-place"]).ends_with(0);
    let opened = store::open(&Root::at(&archive.root()).unwrap()).unwrap();
    let inventory = archive.inventory();
    let pages: Vec<&InventoryEntry> = inventory.captures.iter().filter(|entry| entry.is_page()).collect();
    assert_eq!(pages.len(), 302);
    assert_eq!(Collection::count(&opened), Ok(302));
    for page in pages {
        let listed = Collection::captures(&opened, &page.article).unwrap();
        assert_eq!((listed.len(), &listed[0].capture, listed[0].sha256), (1, &page.capture, Some(page.sha256)));
        assert_eq!(NameSource::with_url(&opened, &page.urls[0]).unwrap(), std::slice::from_ref(&page.capture));
        assert!(Collection::witness(&opened, &page.capture).is_ok(), "{}", page.capture);
    }
    assert_eq!(Collection::state(&opened), inventory.fingerprint);
}

#[test]
fn each_line_that_is_changed_is_named_with_its_page() {
    let archive = with_many(40);
    let text = String::from_utf8(archive.bytes(LIST)).unwrap();
    let (root, rules) = (Root::at(&archive.root()).unwrap(), Rules::default());
    for (number, line) in (1..).zip(text.lines()).skip(3).step_by(7) {
        for at in (0..line.len()).step_by(line.len() / 9) {
            let mut changed: Vec<String> = text.lines().map(str::to_owned).collect();
            let byte = line.as_bytes()[at];
            let other = if byte == b'7' { '8' } else { '7' };
            changed[number - 1].replace_range(at..=at, &other.to_string());
            fs::write(archive.path(LIST), changed.join("\n") + "\n").unwrap();
            let audit = store::audit(&root, &rules).unwrap();
            assert!(audit.flaws.contains_key(LIST), "byte {at} of line {number}: {:?}", audit.flaws);
            if !line.starts_with('{') {
                assert!(
                    audit.flaws.contains_key(&format!("{LIST}:{number}")),
                    "byte {at} of line {number}: {:?}",
                    audit.flaws
                );
                assert_eq!(audit.flaws.len(), 2, "byte {at} of line {number}: {:?}", audit.flaws);
            }
            assert!(archive.run(&["manifest", "--check"]).code == Some(2));
        }
    }
    fs::write(archive.path(LIST), &text).unwrap();
    assert!(store::audit(&root, &rules).unwrap().flaws.is_empty());
    let last = text.lines().last().unwrap();
    fs::write(archive.path(LIST), text.replacen(&last[last.len() - 9..last.len() - 5], "00,0", 1)).unwrap();
    archive.run(&["manifest"]).ends_with(2).says("nothing was written").says(LIST);
    fs::remove_file(archive.path(LIST)).unwrap();
    archive.run(&["manifest"]).ends_with(2).says("nothing was written").says(LIST);
    archive.run(&["audit"]).ends_with(2).says(LIST);
}

/// A forger's inventory: the entries of pages as `edit` leaves them, and web archives that commit to these.
fn forged(archive: &Archive, edit: impl Fn(&mut InventoryEntry)) {
    let mut entries = archive.inventory().captures;
    entries.iter_mut().filter(|entry| entry.is_page()).for_each(edit);
    PageList::commit_to(&mut entries);
    archive.forge(entries);
}

#[test]
fn roles_that_were_moved_prove_nothing() {
    let archive = archive();
    let moved = literatim::digest::Digest::of(b"another manifest");
    forged(&archive, |entry| entry.manifest = moved);
    let Trouble::Manifest(why) = archive.trouble(FIRST) else { panic!() };
    assert!(why.contains(&moved.to_string()), "{why}");
    archive.run(&["verify", "notes.md"]).ends_with(2).lacks("2 verbatim");
    archive.run(&["audit"]).ends_with(2).says(FIRST);
}

#[test]
fn a_page_of_another_address_or_moment_than_its_line_says_proves_nothing() {
    let archive = archive();
    forged(&archive, |entry| {
        if entry.capture.as_str() == SECOND {
            entry.urls = vec!["https://www.lantern.example/2014/the-lock.html".to_owned()];
        }
    });
    let Trouble::RecordMismatch { how, .. } = archive.trouble(SECOND) else { panic!() };
    assert!(how.contains(QUAY), "{how}");
    archive.run(&["manifest", "--check"]).ends_with(2).says(SECOND);
}

#[test]
fn pages_of_earlier_rules_cannot_be_told_until_the_upgrade() {
    let archive = archive();
    forged(&archive, |entry| {
        let mut reading = PageReading::clone(entry.reading.as_ref().unwrap());
        reading.rules = "5".to_owned();
        entry.reading = Some(Arc::new(reading));
        entry.manifest = literatim::digest::Digest::of(b"of these rules");
    });
    archive.run(&["verify", "notes.md"]).ends_with(2).says("manifest --upgrade").says("0 verbatim");
    archive.run(&["audit"]).ends_with(0).says("earlier version");
    archive.run(&["manifest", "--check"]).ends_with(0);
    archive.run(&["manifest"]).ends_with(2).says("--upgrade");
    archive.add_archive("more.warc.gz", &many(1), &["--in-place"]).ends_with(2).says("--upgrade");
    archive.run(&["manifest", "--upgrade"]).ends_with(0);
    archive.run(&["verify", "notes.md"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0).says("3 captures: 3 proven");
}

#[test]
fn more_pages_of_a_web_archive_are_put_into_its_list() {
    let archive = Archive::empty();
    let add = |prefix: &str| archive.add_archive("crawl.warc.gz", &crawl(), &["--in-place", "--prefix", prefix]);
    for is_in_the_log in [false, true] {
        add("lantern.example/2014/the-bridge").ends_with(0);
        if is_in_the_log {
            archive.run(&["manifest"]).ends_with(0);
        }
        add("lantern.example/2014/the-quay").ends_with(0).says("the-quay");
        archive.run(&["audit"]).ends_with(0).says("3 captures: 3 proven");
        archive.run(&["manifest", "--check"]).ends_with(0);
        let before = archive.files();
        add("lantern.example").ends_with(0).says("already in the archive, nothing changed");
        assert_eq!(archive.files(), before);
        assert_eq!(String::from_utf8(archive.bytes(LIST)).unwrap().lines().count(), 6);
        for folder in ["archive/web-archives", "manifests", "history"] {
            fs::remove_dir_all(archive.path(folder)).unwrap();
        }
    }
}

#[test]
fn a_list_that_is_there_and_that_nothing_lists_is_taken_in() {
    let archive = archive();
    for path in [SHARD, NAMES, ROOT, LOG, "history/checkpoint", "manifests/names.d/all"] {
        let _ = fs::remove_file(archive.path(path));
    }
    archive.run(&["audit"]).ends_with(2).says(LIST);
    archive.run(&["manifest"]).ends_with(0).says("3 captures");
    archive.run(&["audit"]).ends_with(0).says("3 captures: 3 proven");
    archive.run(&["verify", "notes.md"]).ends_with(0);
    // Names are made again.
    fs::remove_file(archive.path(NAMES)).unwrap();
    archive.run(&["verify", "notes.md"]).ends_with(2);
    archive.run(&["manifest"]).ends_with(0);
    archive.run(&["verify", "notes.md"]).ends_with(0);
}

#[test]
fn a_web_archive_and_its_pages_are_dropped_with_one_reason() {
    let archive = archive();
    archive.add("story", "2014-06-11T09:30:00Z", b"Story\n\nThe keeper counted ninety barges.\n").ends_with(0);
    archive.run(&["manifest"]).ends_with(0);
    fs::remove_file(archive.path(WARC)).unwrap();
    archive.run(&["manifest"]).ends_with(2).says("nothing was written");
    fs::remove_file(archive.path(LIST)).unwrap();
    archive.run(&["manifest"]).ends_with(2).says("nothing was written").says(WARC);
    archive.run(&["audit"]).ends_with(2).says(&format!("missing     {WARC}")).says(LIST);
    archive.run(&["manifest", "--accept-changed", WARC, "--because", "it was the wrong crawl"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0).says("1 capture: 1 proven");
    archive.run(&["log"]).ends_with(0).says("it was the wrong crawl");
    assert!(!archive.path(NAMES).exists());
    archive.run(&["verify", "notes.md"]).says("0 verbatim");
}

#[test]
fn two_branches_that_add_other_web_archives_merge() {
    let archive = archive();
    if !git(&archive.root(), &["init", "-q", "-b", "main"]) {
        return skipped!("there is no git");
    }
    commit(&archive);
    let branch = |name: &str, number: usize| {
        assert!(git(&archive.root(), &["checkout", "-q", "-b", name, "main"]));
        let warc = gzip(&page(&url(number), &PAGE.replace("11,000", &format!("{number},500"))));
        // Both have this page too.
        let both = [warc, gzip(&page("https://www.lantern.example/both.html", PAGE))].concat();
        archive.add_archive(&format!("{name}.warc.gz"), &both, &["--in-place"]).ends_with(0);
        commit(&archive);
    };
    branch("one", 1);
    branch("two", 2);
    assert!(git(&archive.root(), &["merge", "-q", "-m", "x", "one"]));
    with_git(&archive, &["audit"]).ends_with(0);
    fs::write(
        archive.path("notes.md"),
        format!("“closed for 1,500 hours” []({}) “closed for 2,500 hours” []({})\n", url(1), url(2)),
    )
    .unwrap();
    with_git(&archive, &["verify", "notes.md"]).ends_with(0);
    archive.run(&["manifest"]).ends_with(0).says("8 captures");
    archive.run(&["audit"]).ends_with(0).says("8 captures: 8 proven");
    archive.run(&["manifest", "--check"]).ends_with(0);
    let of_both = archive.inventory().captures.into_iter().filter(|entry| entry.article.as_str() == "both").count();
    assert_eq!(of_both, 1);
}

#[test]
fn a_branch_that_drops_pages_of_a_list_is_reported() {
    let archive = archive();
    if !git(&archive.root(), &["init", "-q", "-b", "main"]) {
        return skipped!("there is no git");
    }
    commit(&archive);
    with_git(&archive, &["audit", "--base", "main"]).ends_with(0);
    let entries = archive.inventory().captures;
    let mut entries: Vec<InventoryEntry> =
        entries.into_iter().filter(|entry| entry.capture.as_str() != SECOND).collect();
    PageList::commit_to(&mut entries);
    archive.forge(entries);
    archive.run(&["audit"]).ends_with(0).says("2 captures: 2 proven");
    assert_ne!(with_git(&archive, &["audit", "--base", "main"]).says(SECOND).code, Some(0));
    let kept = archive.beside("kept", &archive.bytes("history/checkpoint"));
    archive.run(&["audit", "--since", &kept]).ends_with(0);
}

#[test]
fn a_page_that_is_marked_gets_files_of_its_own() {
    let archive = archive();
    archive.run(&["mark", "the-bridge", "body 2", "caption", "--because", "it is under a picture"]).ends_with(0);
    assert!(archive.path(&format!("{FIRST}.record.json")).exists());
    let list = String::from_utf8(archive.bytes(LIST)).unwrap();
    assert!(!list.contains("the-bridge/") && list.contains("the-quay/"), "{list}");
    archive.run(&["audit"]).ends_with(0).says("3 captures: 3 proven");
    archive.run(&["log"]).ends_with(0).says("it is under a picture");
    archive.run(&["mark", "the-quay", "body 2", "caption", "--because", "so is this"]).ends_with(0);
    assert!(!archive.path(LIST).exists() && !archive.path(NAMES).exists());
    archive.run(&["audit"]).ends_with(0).says("3 captures: 3 proven");
    archive.run(&["show", "the-quay"]).ends_with(0).says("caption");
}

#[test]
fn the_bundle_of_a_page_is_checked_by_its_script() {
    let archive = archive();
    archive
        .add("story", "2014-06-11T09:30:00Z", b"Story\n\nThe lock keeper counted ninety barges on Monday, he said.\n")
        .ends_with(0);
    archive.run(&["manifest"]).ends_with(0);
    let notes =
        "“closed for 11,000 hours, the council said” [@the-bridge]\n\n“counted ninety barges on Monday” [@story]\n";
    fs::write(archive.path("notes.md"), notes).unwrap();
    let bundle = archive.folder.path().join("bundle.zip");
    archive.run(&["evidence", "notes.md", "-o", bundle.to_str().unwrap()]).ends_with(0);
    let Some(folder) = unpacked(&archive) else { return };
    let Some((is_sound, said)) = checked(&folder) else { return };
    assert!(is_sound && said.contains(&format!("proven: {FIRST}")), "{said}");
    let proof = folder.join("proofs/the-bridge/20140611T093000Z.html.page-proof");
    let text = fs::read_to_string(&proof).unwrap();
    for (was, is) in [
        ("index 1", "index 2"),
        ("index 1", "index 0"),
        ("\n\nc2sp", "\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\nc2sp"),
    ] {
        assert!(text.contains(was));
        fs::write(&proof, text.replacen(was, is, 1)).unwrap();
        is_refuted(&folder, "page-proof");
    }
    fs::write(&proof, &text).unwrap();
    let manifest = folder.join("manifests/the-bridge/20140611T093000Z.html.json");
    let moved = fs::read_to_string(&manifest).unwrap().replacen("headline", "subhead ", 1);
    fs::write(&manifest, moved).unwrap();
    is_refuted(&folder, "is not what the list of pages has");
}

#[test]
fn every_change_of_a_proof_of_a_page_is_seen() {
    let archive = with_many(20);
    let id = "the-bridge-reopens-after-day-7-of-repairs";
    let proof = archive.run(&["prove", id]).ends_with(0).out;
    let path = archive.beside("proof", proof.as_bytes());
    archive.run(&["prove", "--check", &path]).ends_with(0).says(id).says(WARC);
    let text = proof.as_bytes();
    // What is behind is the checkpoint, which a stranger has from elsewhere.
    for at in (0..proof.rfind("\n\n").unwrap()).step_by(11) {
        let mut changed = text.to_vec();
        changed[at] ^= 4;
        fs::write(&path, changed).unwrap();
        assert_ne!(archive.run(&["prove", "--check", &path]).code, Some(0), "byte {at}");
    }
    archive.add_archive("more.warc.gz", &gzip(&page(BRIDGE, PAGE)), &["--in-place"]).ends_with(0);
    archive.run(&["prove", "the-bridge"]).ends_with(2).says("literatim manifest");
}

#[test]
fn what_a_publisher_repeats_is_furniture_in_pages_of_lists_too() {
    let about = "The Lantern belongs to its readers, who light it each evening and put it out again at dawn.";
    let page = |number: usize| {
        let story = format!(
            "The water rose by {number} inches at the lock, said its keeper, who had counted the boats of the month."
        );
        let words = format!("Day {number}\n\n{story}\n\n{about}\n");
        let url = format!("https://lantern.example/story-{number}.txt");
        record("resource", &url, "2014-06-11T09:30:00Z", "Content-Type: text/plain\r\n", words.as_bytes())
    };
    let archive = Archive::empty();
    archive.add_archive("crawl.warc", &(0..4).flat_map(page).collect::<Vec<u8>>(), &["--in-place"]).ends_with(0);
    archive.run(&["show", "story-2-txt", "--why"]).ends_with(0).says("repeated-across");
    archive.run(&["audit"]).ends_with(0).says("5 captures: 5 proven");
    // What is learned later changes no line.
    archive.run(&["manifest"]).ends_with(0);
    let list = archive.bytes("manifests/web-archives/crawl.warc.pages");
    for number in 5..8 {
        archive
            .add(
                &format!("x-{number}"),
                "2014-06-11T09:30:00Z",
                format!("X {number}\n\nAnother line of {number} words stands here.\n").as_bytes(),
            )
            .ends_with(0);
    }
    archive.run(&["manifest"]).ends_with(0);
    assert_eq!(archive.bytes("manifests/web-archives/crawl.warc.pages"), list);
    archive.run(&["manifest", "--check"]).ends_with(0);
}

#[test]
fn lists_that_are_spelled_otherwise_are_refused() {
    let archive = archive();
    let bytes = archive.bytes(LIST);
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(PageList::from_bytes(&bytes).is_ok());
    let lines: Vec<&str> = text.lines().collect();
    let swapped = [&lines[..4], &[lines[5], lines[4]]].concat().join("\n") + "\n";
    for other in [
        text.replacen("pages 2\n# pages", "pages 3\n# pages", 1),
        text.replacen("# pages 2", "# pages 02", 1),
        text.replacen("\"rules\":", "\"rules\": ", 1),
        text.replacen("[\"the-bridge", "[\"../the-bridge", 1),
        text.replacen("[\"the-bridge", "[ \"the-bridge", 1),
        text.trim_end().to_owned(),
        format!("{text}\n"),
        format!("{text}{}\n", lines[5]),
        swapped,
        lines[..4].join("\n") + "\n",
        String::new(),
    ] {
        assert!(PageList::from_bytes(other.as_bytes()).is_err(), "{other}");
    }
    let all: BTreeMap<_, _> = PageList::all_of(&archive.inventory().captures);
    assert_eq!(all[&WARC.parse().unwrap()].printed().0, bytes);
}
