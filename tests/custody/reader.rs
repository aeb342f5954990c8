//! A reader of the formats that shares nothing with the program: both must say the same.

use crate::archive::{Archive, BRIDGE, CAPTURE, MANIFEST, RECORD, WHEN};
use crate::furniture::with_typed_stories;
use crate::in_place;
use crate::upgrading::of_format_1;
use literatim::digest::Digest;
use literatim::history::{Checkpoint, History};
use literatim::manifest::{Added, InventoryRoot, RepeatedTable};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SHARD: &str = "manifests/inventory.d/all";
const NAMES: &str = "manifests/names.d/all";

/// Whether the reader finds nothing wrong, and what it said; `None`, and said, where there is no Python.
pub fn reads(root: &Path) -> Option<(bool, String)> {
    reads_with(root, None)
}

/// The same, with a proof that `literatim prove` printed.
fn reads_with(root: &Path, proof: Option<&Path>) -> Option<(bool, String)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reader");
    match Command::new("python3").arg(script).arg(root).args(proof).output() {
        Ok(output) => Some((
            output.status.success(),
            String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned(),
        )),
        Err(_) => {
            skipped!("there is no python3 here");
            None
        }
    }
}

#[test]
fn the_sample_archive_is_read_by_its_description_alone() {
    let Some((sound, said)) = reads(Path::new(env!("CARGO_MANIFEST_DIR"))) else { return };
    assert!(sound, "{said}");
}

/// An archive with captures of many kinds, of which one was dropped, and with what was added since.
fn with_a_past() -> Archive {
    let archive = with_typed_stories(2);
    archive.put("bridge", WHEN, BRIDGE.as_bytes());
    archive.add("odd “ü” \u{1f6b2}", WHEN, "Wörds.\n".as_bytes()).ends_with(0);
    archive.add("latin", WHEN, b"caf\xe9 au lait\n").ends_with(0);
    archive.put("gone", WHEN, b"Gone.\n");
    fs::remove_dir_all(archive.path("archive/gone")).unwrap();
    archive.run(&["manifest", "--accept-changed", "archive/gone", "--because", "Añadido por error."]).ends_with(0);
    let url = "https://web.archive.org/web/20140611093000/https://www.lantern.example/b%c3%bccher?utm_source=x";
    let file = archive.beside("added.txt", b"New words.\n");
    archive.run(&["add", &file, "--id", "new", "--captured-at", WHEN, "--url", url]).ends_with(0);
    let evenings = ["monday", "tuesday", "friday"].map(|day| {
        let words = "The Evening Post answers every letter that its readers send, on paper and otherwise.";
        let story = format!("On {day} it rained in the whole valley, and the river rose by a foot, said the keeper of the weir of {day}.");
        archive.beside(&format!("{day}.txt"), format!("The {day}\n\n{story}\n\n{words}\n").as_bytes())
    });
    let add = ["add", &evenings[0], &evenings[1], &evenings[2], "--captured-at", WHEN, "--publisher", "“Evening” Post"];
    archive.run(&add).ends_with(0);
    archive
}

/// The paths of the files of what was added since.
fn added(archive: &Archive) -> Vec<String> {
    archive.files().into_keys().filter(|path| path.starts_with(Added::FOLDER)).collect()
}

#[test]
fn archives_with_a_past_are_read_and_every_change_is_seen_by_both() {
    let archive = with_a_past();
    let Some((sound, said)) = reads(&archive.root()) else { return };
    assert!(sound && said == "sound\n", "{said}");
    let added = added(&archive);
    assert!(added.len() == 2 && added.iter().any(|path| text(&archive, path).contains("\n#repeated ")), "{added:?}");
    let log = History::path(0);
    for path in [CAPTURE, MANIFEST, &log, Checkpoint::PATH, InventoryRoot::PATH, SHARD, NAMES, &added[0]] {
        changes_are_seen_by_both(&archive, path, |len| vec![len / 3, len - 2]);
    }
    archive.run(&["manifest"]).ends_with(0);
    assert!(reads(&archive.root()).unwrap().0);
}

#[test]
fn each_of_hundreds_of_changes_is_found_and_named() {
    let upgraded = of_format_1();
    upgraded.run(&["manifest", "--upgrade"]).ends_with(0);
    let many = Archive::empty();
    fs::create_dir(many.folder.path().join("many")).unwrap();
    let files: Vec<String> =
        (0..70).map(|n| many.beside(&format!("many/n{n}.txt"), format!("Number {n}.\n").as_bytes())).collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    many.run(&[&["add", "--captured-at", WHEN], files.as_slice()].concat()).ends_with(0);
    many.run(&["manifest"]).ends_with(0);
    for (archive, count) in [(with_a_past(), "150"), (in_place::archive(), "50"), (upgraded, "50"), (many, "50")] {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reader/changes.py");
        let ran = Command::new("python3").arg(script).arg(archive.root()).arg(count).output();
        let Ok(ran) = ran else { return skipped!("there is no python3 here") };
        assert!(
            ran.status.success(),
            "{}{}",
            String::from_utf8_lossy(&ran.stdout),
            String::from_utf8_lossy(&ran.stderr)
        );
    }
}

#[test]
fn what_waits_for_its_place_counts_for_both() {
    let archive = with_a_past();
    let folder = archive.path("manifests/.literatim-staged");
    fs::create_dir(&folder).unwrap();
    for path in [SHARD, NAMES, Checkpoint::PATH, MANIFEST] {
        let bytes = fs::read(archive.path(path)).unwrap();
        fs::write(folder.join(Digest::of(&bytes).hex()), &bytes).unwrap();
        fs::write(archive.path(path), "older\n").unwrap();
    }
    archive.run(&["audit"]).ends_with(0);
    let Some((sound, said)) = reads(&archive.root()) else { return };
    assert!(sound, "{said}");
    fs::remove_dir_all(folder).unwrap();
    archive.run(&["audit"]).ends_with(2);
    assert!(!reads(&archive.root()).unwrap().0);
}

#[test]
fn an_archive_that_was_upgraded_is_read_with_its_past() {
    let archive = of_format_1();
    let Some((sound, said)) = reads(&archive.root()) else { return };
    assert!(!sound && said.contains("format 1"), "{said}");
    archive.run(&["manifest", "--upgrade"]).ends_with(0);
    let (sound, said) = reads(&archive.root()).unwrap();
    assert!(sound && said == "sound\n", "{said}");
}

/// Changes the byte at each of some places, which are said by the length of the file.
#[track_caller]
fn changes_are_seen_by_both(archive: &Archive, path: &str, places: impl Fn(usize) -> Vec<usize>) {
    let bytes = fs::read(archive.path(path)).unwrap();
    for at in places(bytes.len()) {
        let mut edited = bytes.clone();
        edited[at] ^= 1;
        fs::write(archive.path(path), edited).unwrap();
        assert!(!reads(&archive.root()).unwrap().0, "{path} {at}");
        archive.run(&["audit"]).ends_with(2);
    }
    fs::write(archive.path(path), bytes).unwrap();
}

/// The archive that the specification has the bytes of, before its capture is in the inventory.
fn added_bridge() -> Archive {
    let archive = Archive::empty();
    let path = archive.beside("bridge.txt", BRIDGE.as_bytes());
    let url = "https://lantern.example/bridge";
    archive.run(&["add", &path, "--id", "bridge", "--captured-at", WHEN, "--url", url]).ends_with(0);
    archive
}

/// The archive that the specification has the bytes of.
fn bridge() -> Archive {
    let archive = added_bridge();
    archive.run(&["manifest"]).ends_with(0);
    fs::write(archive.path("notes.md"), "The words “closed for 11,000 hours” [@bridge] stand.\n").unwrap();
    archive.run(&["pin", "notes.md"]).ends_with(0);
    archive
}

/// The example of that name in the specification.
fn example(name: &str) -> &'static str {
    let specification = include_str!("../../docs/specification.md");
    let (_, said) = specification.split_once(&format!("```{name}\n")).expect(name);
    said.split_once("```").unwrap().0
}

fn text(archive: &Archive, path: &str) -> String {
    fs::read_to_string(archive.path(path)).unwrap()
}

#[test]
fn the_bytes_in_the_specification_are_those_that_are_written() {
    let archive = bridge();
    for (name, path) in [
        ("json record", RECORD),
        ("json manifest", MANIFEST),
        ("text root", InventoryRoot::PATH),
        ("text shard", SHARD),
        ("text names", NAMES),
        ("json log", &History::path(0)),
        ("text checkpoint", Checkpoint::PATH),
        ("json lock", "quotations.lock"),
    ] {
        assert_eq!(example(name), text(&archive, path), "{name}");
    }
    assert_eq!(example("text proof"), archive.run(&["prove", CAPTURE]).ends_with(0).out);
    let archive = added_bridge();
    assert_eq!(added(&archive).len(), 1);
    assert_eq!(example("text added"), text(&archive, &added(&archive)[0]));
}

#[test]
fn the_table_in_the_specification_is_the_one_that_is_written() {
    assert_eq!(example("json repeated"), text(&with_typed_stories(3), RepeatedTable::PATH));
}

#[test]
fn what_publishers_repeat_is_read_alike_and_what_the_table_does_not_have_is_seen() {
    let archive = with_typed_stories(3);
    let hosted = |n: usize| {
        let story = format!(
            "Story {n}\n\nOn day {n} the mayor of town {n} said that bridge {n} is to be built again, in stone, by winter.\n\n\
             The Tribune answers every letter that its readers send, on paper and otherwise.\n"
        );
        let (file, url) = (archive.beside("added.txt", story.as_bytes()), format!("https://WWW.tribune.example/{n}"));
        let id = format!("tribune-{n}");
        archive.run(&["add", &file, "--id", &id, "--captured-at", WHEN, "--url", &url]).ends_with(0);
    };
    (0..3).for_each(hosted);
    archive.run(&["manifest"]).ends_with(0);
    let table = text(&archive, RepeatedTable::PATH);
    assert!(table.contains("tribune.example"), "{table}");
    let Some((sound, said)) = reads(&archive.root()) else { return };
    assert!(sound && said == "sound\n", "{said}");
    let (_, digest) = table.split_once("\"paragraphs\":[\"").unwrap();
    let digest = &digest[..64];
    for (was, is, what) in [
        ("the lantern", "the lamp", "does not have its publisher"),
        ("tribune.example", "www.tribune.example", "does not have its publisher"),
        (digest, &digest.replace(char::is_numeric, "0"), "does not have the paragraph"),
        (digest, &digest.to_uppercase(), "a digest is misspelled"),
        ("\n  {", "\n   {", "a second spelling"),
        ("the lantern", "zenith", "it is not sorted"),
        ("repeated 2", "repeated 3", "it has other keys"),
    ] {
        let forged = table.replacen(was, is, 1);
        fs::write(archive.path(RepeatedTable::PATH), &forged).unwrap();
        assert!(reads(&archive.root()).unwrap().1.contains("repeated.json: it is not what was committed to"), "{is}");
        let sum = |table: &str| Digest::of(table.as_bytes()).hex();
        archive.edit(InventoryRoot::PATH, &sum(&table), &sum(&forged));
        let (sound, said) = reads(&archive.root()).unwrap();
        assert!(!sound && said.contains(what), "{is}: {said}");
        assert_ne!(archive.run(&["audit"]).code, Some(0), "{is}");
        archive.edit(InventoryRoot::PATH, &sum(&forged), &sum(&table));
    }
    fs::remove_file(archive.path(RepeatedTable::PATH)).unwrap();
    assert!(reads(&archive.root()).unwrap().1.contains("does not have its publisher"));
}

/// The same where the page has a record and a manifest of its own.
fn crawl_of_files() -> Archive {
    let archive = crawl_added();
    in_place::give_records(&archive);
    archive.run(&["manifest"]).ends_with(0);
    archive
}

/// The archive that the specification has of the same article in a web archive.
fn crawl() -> Archive {
    let archive = crawl_added();
    archive.run(&["manifest"]).ends_with(0);
    archive
}

fn crawl_added() -> Archive {
    let archive = Archive::empty();
    let (head, block) = example("text warc").split_once("\n\n").unwrap();
    let warc = format!("{}\r\n\r\n{block}\r\n\r\n", head.replace('\n', "\r\n"));
    archive.run(&["add", &archive.beside("crawl.warc", warc.as_bytes()), "--in-place"]).ends_with(0);
    archive
}

#[test]
fn the_bytes_in_the_specification_of_a_capture_in_a_web_archive_are_those_that_are_written() {
    let archive = crawl_of_files();
    assert_eq!(example("json record in place"), text(&archive, RECORD));
    assert_eq!(example("json manifest in place"), text(&archive, MANIFEST));
    assert_eq!(example("text shard in place"), text(&archive, SHARD));
    let log = text(&archive, &History::path(0));
    assert!(log.split_inclusive('\n').any(|line| line == example("json line in place")), "{log}");
}

#[test]
fn the_bytes_in_the_specification_of_a_list_of_pages_are_those_that_are_written() {
    let archive = crawl();
    assert_eq!(example("text pages"), text(&archive, "manifests/web-archives/crawl.warc.pages"));
    assert_eq!(example("text shard with pages"), text(&archive, SHARD));
    assert_eq!(example("text names of pages"), text(&archive, "manifests/pages.d/all"));
    let log = text(&archive, &History::path(0));
    assert_eq!(Some(example("json line with pages")), log.split_inclusive('\n').next());
    assert_eq!(example("text root with pages"), text(&archive, InventoryRoot::PATH));
    assert_eq!(example("text page proof"), archive.run(&["prove", "bridge"]).ends_with(0).out);
}

#[test]
fn captures_in_web_archives_are_read_alike_and_every_change_is_seen_by_both() {
    for (archive, web_archive) in [
        (crawl(), "archive/web-archives/crawl.warc"),
        (crawl_of_files(), "archive/web-archives/crawl.warc"),
        (in_place::archive(), in_place::WARC),
        (in_place::archive_of_files(), in_place::WARC),
    ] {
        let Some((sound, said)) = reads(&archive.root()) else { return };
        assert!(sound && said == "sound\n", "{said}");
        let log = History::path(0);
        archive.run(&["manifest"]).ends_with(0);
        let list = format!("{}.pages", web_archive.replacen("archive/", "manifests/", 1));
        let lists = [list.as_str(), "manifests/pages.d/all"].into_iter().filter(|path| archive.path(path).exists());
        for path in [web_archive, SHARD, &log].into_iter().chain(lists) {
            changes_are_seen_by_both(&archive, path, |len| (0..len).step_by(len / 3).collect());
        }
    }
    let archive = crawl_of_files();
    fs::write(archive.path(CAPTURE), "The bridge reopens\n").unwrap();
    assert!(reads(&archive.root()).is_none_or(|(sound, said)| !sound && said.contains("nothing lists it")));
    fs::remove_file(archive.path(CAPTURE)).unwrap();
    archive.edit(RECORD, "        392", "        391");
    assert!(reads(&archive.root()).is_none_or(|(sound, said)| !sound && said.contains("another extent")));
}

#[test]
fn seals_signatures_proofs_and_locks_are_read_and_every_change_is_seen() {
    let archive = bridge();
    let seal = "history/seals/000002.checkpoint";
    let signature = format!("{seal}.sig");
    let mut paths = vec!["quotations.lock", seal];
    match archive.key("ed25519") {
        Some(key) => {
            archive.run(&["sign", "--key", key.to_str().unwrap()]).ends_with(0);
            paths.push(&signature);
        }
        None => drop(archive.run(&["sign"]).ends_with(0)),
    }
    let proof = PathBuf::from(archive.beside("proof", archive.run(&["prove", CAPTURE]).out.as_bytes()));
    let Some((sound, said)) = reads_with(&archive.root(), Some(&proof)) else { return };
    assert!(sound, "{said}");
    for path in paths {
        let bytes = fs::read(archive.path(path)).unwrap();
        // In the words of the lock, the root of the checkpoint, and the numbers of the signature.
        for at in [bytes.len() / 2, bytes.len() - bytes.len() / 4] {
            let mut edited = bytes.clone();
            edited[at] = if edited[at] == b'A' { b'B' } else { b'A' };
            fs::write(archive.path(path), edited).unwrap();
            assert!(!reads(&archive.root()).unwrap().0, "{path} {at}");
        }
        fs::write(archive.path(path), bytes).unwrap();
    }
    let text = fs::read_to_string(&proof).unwrap();
    for (was, is) in [("index 0", "index 1"), ("extra e", "extra a"), ("\n2\n", "\n1\n")] {
        fs::write(&proof, text.replacen(was, is, 1)).unwrap();
        assert!(!reads_with(&archive.root(), Some(&proof)).unwrap().0, "{was}");
    }
}

#[test]
fn what_is_withheld_and_proven_is_read_alike_with_the_seed_and_without() {
    let archive = bridge();
    let text =
        "橋の再開\n\n古い橋は一万一千時間閉鎖。 It\u{a0}was “old”,\u{2003}they said.\n\nNobody knew why.\n\nOr when.\n";
    archive.add("hashi", WHEN, text.as_bytes()).ends_with(0);
    archive.add("empty", WHEN, b"\n").ends_with(0);
    let notes = "“closed for 11,000 hours” [@bridge] and 「一万一千時間閉鎖」 [@hashi].\n\n\
        “It was “old” […] knew why” [@hashi]. “The “old bridge” was closed for 11,000 hours.” [@bridge]\n";
    fs::write(archive.path("notes.md"), notes).unwrap();
    archive.run(&["disclose", "notes.md"]).ends_with(0).says("4 quotations disclosed");
    let public = archive.folder.path().join("public");
    archive.run(&["disclose", "notes.md", "--public", public.to_str().unwrap()]).ends_with(0);
    let Some((sound, said)) = reads(&archive.root()) else { return };
    assert!(sound, "{said}");
    assert!(reads(&public).unwrap().0);
    for (path, was, is) in [
        ("withheld.json", "\"depth\":3", "\"depth\":4"),
        ("withheld.json", "\"article\":\"bridge\"", "\"article\":\"ridge\""),
        ("quotations.proofs", "11,000", "12,000"),
        ("quotations.proofs", "\"token\":", "\"token\":1"),
        ("quotations.proofs", "\"salts\":\"", "\"salts\":\"AAAA"),
        ("quotations.proofs", "一万", "二万"),
    ] {
        let whole = fs::read_to_string(public.join(path)).unwrap();
        let edited = whole.replacen(was, is, 1);
        assert_ne!(edited, whole, "{was}");
        fs::write(public.join(path), edited).unwrap();
        assert!(!reads(&public).unwrap().0, "{path}: {is}");
        fs::write(public.join(path), whole).unwrap();
    }
    let seed = fs::read_to_string(archive.path("archive/.disclosure-seed")).unwrap();
    fs::write(archive.path("archive/.disclosure-seed"), seed.replace(&seed[..2], "00")).unwrap();
    let same = seed.starts_with("00");
    assert_eq!(reads(&archive.root()).unwrap().0, same, "another seed makes other roots");
}
