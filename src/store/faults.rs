//! Whatever the disk does, and whenever a run is killed: the old state or the new, and the next run goes on.

use super::disk::faults::{self, Fault};
use super::{ManifestDrift, NewCapture, NewWebArchive, Regenerated, Root, ingest, ingest_in_place, open, write};
use crate::capture::{CapturePath, Check, Extent, Provenance, Record};
use crate::manifest::each_witness;
use crate::segment::Rules;
use crate::text::Span;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

type Files = BTreeMap<String, Vec<u8>>;

fn collect(root: &Path, folder: &Path, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            collect(root, &entry.path(), files);
        } else {
            let below = entry.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            files.insert(below, fs::read(entry.path()).unwrap());
        }
    }
}

fn files(root: &Path) -> Files {
    let mut files = Files::new();
    collect(root, root, &mut files);
    files.remove("manifests/.lock");
    files
}

fn laid(files: &Files) -> (tempfile::TempDir, Root) {
    // In memory, where that can be had: thousands of archives are laid out.
    let memory = Path::new("/dev/shm");
    let folder = tempfile::tempdir_in(memory).or_else(|_| tempfile::tempdir()).unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let root = Root::at(folder.path()).unwrap();
    (folder, root)
}

fn new_capture(article: &str, day: usize) -> NewCapture {
    let captured_at = format!("2014-06-{day:02}").parse().unwrap();
    NewCapture {
        article: article.parse().unwrap(),
        captured_at,
        ending: "txt".to_owned(),
        bytes: format!("The story of {article}\n\nIt was read out on day {day}, the council said.\n").into_bytes(),
        record: Record { captured_at: Some(captured_at), ..Record::default() },
    }
}

fn add(root: &Root, count: usize) -> Result<(), String> {
    let captures = (0..count).map(|n| new_capture(&format!("new-{}", n / 2), n + 1)).collect();
    ingest(root, &Rules::default(), captures).map(|_| ()).map_err(|why| why.to_string())
}

/// A record of a page, as a WARC file has it.
fn page(number: usize) -> (Vec<u8>, Vec<u8>) {
    let words = format!("The page {number}\n\nIt was read out on day {number}, the council said.\n").into_bytes();
    let head = format!(
        "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:x:{number}>\r\nWARC-Date: 2014-06-11T09:30:00Z\r\n\
         WARC-Target-URI: https://lantern.example/{number}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n",
        words.len()
    );
    ([head.as_bytes(), &words, b"\r\n\r\n"].concat(), words)
}

/// Lays a web archive down, and takes its pages in where they are.
fn add_in_place(root: &Root, count: usize) -> Result<(), String> {
    add_pages(root, count, 0..count, false)
}

/// Lays a web archive with so many pages down, and takes some of them in where they are: as lines in a list, if they are
/// `listed`, else with records that say something else than the web archive.
fn add_pages(root: &Root, count: usize, taken: std::ops::Range<usize>, listed: bool) -> Result<(), String> {
    let path: CapturePath = "archive/web/a.warc".parse().unwrap();
    let (mut warc, mut captures) = (Vec::new(), Vec::new());
    for number in 0..count {
        let (record, bytes) = page(number);
        let span = Span::new(warc.len(), warc.len() + record.len());
        let warc_record = Provenance {
            record_id: format!("<urn:x:{number}>"),
            kind: "resource".to_owned(),
            within: None,
            offset: span.start as u64,
            block_digest: None,
            block: Check::NotCovered,
            payload_digest: None,
            payload: Check::NotCovered,
            refers_to: None,
            truncated: None,
            extent: Extent::new(path.clone(), span),
        };
        let new = new_capture(&format!("page-{number}"), 11);
        let captured_at = "2014-06-11T09:30:00Z".parse().unwrap();
        let record_of = match listed {
            true => Record {
                captured_at: Some(captured_at),
                urls: vec![format!("https://lantern.example/{number}")],
                came_from: Some("a.warc".to_owned()),
                warc: Some(warc_record),
                ..Record::default()
            },
            false => Record { warc: Some(warc_record), ..Record::default() },
        };
        let captured_at = if listed { captured_at } else { new.captured_at };
        if taken.contains(&number) {
            captures.push((NewCapture { bytes, record: record_of, captured_at, ..new }, Vec::new()));
        }
        warc.extend(record);
    }
    let outside = tempfile::NamedTempFile::new().unwrap();
    fs::write(outside.path(), warc).unwrap();
    let archive = NewWebArchive { path, file: outside.path().to_owned() };
    ingest_in_place(root, &Rules::default(), vec![archive], captures).map(|_| ()).map_err(|why| why.to_string())
}

fn remake(root: &Root) -> Result<(), String> {
    Regenerated::write(root, &Rules::default(), &super::AcceptedChanges::default())
        .map(|_| ())
        .map_err(|why| why.to_string())
}

fn first_of_old() -> CapturePath {
    "archive/old-1/20140601T000000Z.txt".parse().unwrap()
}

fn set_title(root: &Root) -> Result<(), String> {
    let change = |record: &mut Record| record.title = Some("Another title".to_owned());
    let set = super::describe(root, &Rules::default(), &first_of_old(), "a slip", change);
    set.map(|_| ()).map_err(|why| why.to_string())
}

fn remove_first(root: &Root) -> Result<(), String> {
    super::remove_capture(root, &Rules::default(), &first_of_old(), "a mistake").map_err(|why| why.to_string())
}

fn rename_first(root: &Root) -> Result<(), String> {
    let ids = ["old-1", "renamed/story"].map(|id| id.parse().unwrap());
    let renamed = super::rename_article(root, &Rules::default(), (&ids[0], &ids[1]), "its name");
    renamed.map(|_| ()).map_err(|why| why.to_string())
}

/// The captures that are proven, and their bytes.
fn witnesses(root: &Root) -> BTreeMap<CapturePath, String> {
    let mut witnesses = BTreeMap::new();
    each_witness(&open(root).unwrap(), |witness| {
        witnesses.insert(witness.path().clone(), witness.text().to_owned());
    });
    witnesses
}

fn old() -> Files {
    let (folder, root) = laid(&Files::new());
    ingest(&root, &Rules::default(), vec![new_capture("old-1", 1), new_capture("old-2", 2)]).unwrap();
    files(folder.path())
}

/// Lets every change that `work` makes to `old` fail in every way, and runs it again; how many faults that were. What
/// was proven before stays so, unless `work` regenerates manifests: then it is what it was, or reported as being changed.
fn every_fault(old: &Files, work: impl Fn(&Root) -> Result<(), String>, keeps_manifests: bool) -> usize {
    let (folder, root) = laid(old);
    let before = witnesses(&root);
    let (done, steps) = faults::with(None, || work(&root));
    done.unwrap();
    let (new, after) = (files(folder.path()), witnesses(&root));
    for fault in faults::ALL {
        for at in 0..steps {
            let (folder, root) = laid(old);
            let (done, _) = faults::with(Some((fault, at)), || work(&root));
            let proven = witnesses(&root);
            for (path, text) in &proven {
                assert!(before.get(path) == Some(text) || after.get(path) == Some(text), "{fault:?} at {at}: {path}");
            }
            if keeps_manifests {
                assert!(before.keys().all(|path| proven.contains_key(path)), "{fault:?} at {at}");
            }
            if fault == Fault::Full && done.is_err_and(|why| why.contains("nothing was changed")) {
                assert!(files(folder.path()) == *old, "{fault:?} at {at}");
            }
            let (again, _) = faults::with(None, || work(&root));
            again.unwrap_or_else(|why| panic!("{fault:?} at {at}: {why}"));
            let found = files(folder.path());
            let differing = || found.iter().filter(|(path, bytes)| new.get(*path) != Some(bytes)).map(|(path, _)| path);
            let lost = || new.keys().filter(|path| !found.contains_key(*path));
            assert!(found == new, "{fault:?} at {at}: {:?}", differing().chain(lost()).collect::<Vec<_>>());
        }
    }
    faults::ALL.len() * steps
}

#[test]
fn a_thousand_faults_lose_nothing() {
    let old = old();
    let few = every_fault(&old, |root| add(root, 3), true);
    let many = every_fault(&old, |root| add(root, 12), true);
    let mut edited = old.clone();
    edited.insert("archive/dropped.txt".to_owned(), b"Dropped by hand.\n".to_vec());
    edited.insert("manifests/gone/gone.txt.json".to_owned(), b"{}".to_vec());
    edited.insert("archive/old-1/20140601T000000Z.txt.record.json".to_owned(), b"{\"title\":\"Another\"}".to_vec());
    let remade = every_fault(&edited, remake, false);
    let one = every_fault(&old, |root| write(root, "a/b/c.toml", b"x").map_err(|why| why.to_string()), true);
    let into_the_log = every_fault(&old, |root| super::write_log(root).map_err(|why| why.to_string()), true);
    assert!(into_the_log >= 100, "{into_the_log}");
    let edits = every_fault(&old, set_title, false)
        + every_fault(&old, remove_first, false)
        + every_fault(&old, rename_first, false);
    assert!(edits >= 200, "{edits}");
    let in_place = every_fault(&old, |root| add_in_place(root, 4), true);
    let (folder, root) = laid(&old);
    add_in_place(&root, 3).unwrap();
    let mut placed = files(folder.path());
    placed.retain(|path, _| !path.contains("manifests/page-"));
    let in_place = in_place + every_fault(&placed, remake, false);
    let listed = every_fault(&old, |root| add_pages(root, 4, 0..4, true), true);
    let (folder, root) = laid(&old);
    add_pages(&root, 4, 0..2, true).unwrap();
    let some = files(folder.path());
    assert!(some.contains_key("manifests/web/a.warc.pages"), "{:?}", some.keys());
    let more = every_fault(&some, |root| add_pages(root, 4, 1..4, true), true);
    super::write_log(&root).unwrap();
    let more = more + every_fault(&files(folder.path()), |root| add_pages(root, 4, 1..4, true), true);
    let mut without = some.clone();
    without.remove("manifests/web/a.warc.json");
    let again = every_fault(&without, remake, false);
    assert!(listed + more + again >= 400, "{listed} + {more} + {again}");
    assert!(few + many + remade + one >= 1000, "{few} + {many} + {remade} + {one}");
    assert!(in_place >= 400, "{in_place}");
}

/// After a power cut any of the moves since the last sync may be lost, in any order.
#[test]
fn a_power_cut_that_keeps_some_moves_and_not_others_is_mended_by_the_next_run() {
    let old = old();
    let (folder, root) = laid(&old);
    add(&root, 2).unwrap();
    let new = files(folder.path());
    let group = |path: &str| usize::from(path.starts_with("history/new/"));
    let moved: Vec<&String> = new.keys().filter(|path| old.get(*path) != new.get(*path)).collect();
    let groups = [0, 1].map(|at| moved.iter().filter(|path| group(path) == at).collect::<Vec<_>>());
    assert_eq!(groups.each_ref().map(Vec::len), [6, 1]);
    for (at, lost) in groups.iter().enumerate() {
        let mut state = old.clone();
        for path in groups[..at].iter().flatten() {
            state.insert((**path).clone(), new[**path].clone());
        }
        for kept in 0..1 << lost.len() {
            let mut state = state.clone();
            for (_, path) in lost.iter().enumerate().filter(|(at, _)| kept >> at & 1 == 1) {
                state.insert((**path).clone(), new[**path].clone());
            }
            for count in [2, 3] {
                let (folder, root) = laid(&state);
                assert!(witnesses(&root).len() >= 2, "{at}: {kept:b}");
                add(&root, count).unwrap();
                let found = files(folder.path());
                assert!(count != 2 || found == new, "{at}: {kept:b}");
                let listed = witnesses(&root).len();
                assert_eq!(listed, 2 + count, "{at}: {kept:b}");
                let (_, drift) = Regenerated::compare(&root, &Rules::default()).unwrap();
                assert_eq!(drift, ManifestDrift::default(), "{at}: {kept:b}");
            }
        }
    }
}

#[test]
fn a_power_cut_that_keeps_some_of_a_web_archive_and_its_pages_is_mended_by_the_next_run() {
    let old = old();
    let (folder, root) = laid(&old);
    add_in_place(&root, 1).unwrap();
    let new = files(folder.path());
    let is_first =
        |path: &&String| path.starts_with("archive/") || path.ends_with(".warc.json") || path.contains("/page-");
    let moved: Vec<&String> = new.keys().filter(|path| old.get(*path) != new.get(*path)).filter(is_first).collect();
    assert_eq!(moved.len(), 4, "{moved:?}");
    for kept in 0..1 << moved.len() {
        let mut state = old.clone();
        for (_, path) in moved.iter().enumerate().filter(|(at, _)| kept >> at & 1 == 1) {
            state.insert((*path).clone(), new[*path].clone());
        }
        let (folder, root) = laid(&state);
        assert_eq!(witnesses(&root).len(), 2, "{kept:b}");
        add_in_place(&root, 1).unwrap_or_else(|why| panic!("{kept:b}: {why}"));
        assert!(files(folder.path()) == new, "{kept:b}");
    }
}
