//! A reader of the formats that shares nothing with the program: both must say the same.

use crate::archive::{Archive, BRIDGE, CAPTURE, MANIFEST, RECORD, WHEN};
use crate::furniture::with_typed_stories;
use crate::in_place;
use literatim::capture::folded;
use literatim::history::{Checkpoint, History};
use literatim::manifest::{Inventory, RepeatedTable};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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
            eprintln!("skipped: there is no python3 here");
            None
        }
    }
}

#[test]
fn the_sample_archive_is_read_by_its_description_alone() {
    let Some((sound, told)) = reads(Path::new(env!("CARGO_MANIFEST_DIR"))) else { return };
    assert!(sound, "{told}");
}

#[test]
fn names_are_one_by_both_or_by_neither() {
    let names = "boat BOAT caf\u{e9} CAFE\u{301} straße STRA\u{1e9e}E ΣΤΊΧΟΣ στίχος \u{212a} \u{17f} bo\u{200d}at ﬁ ı İ ᾳ \u{fe0f} 新聞 Ǆ ŉ";
    let script = "import sys; sys.path.insert(0, sys.argv[1]); sys.argv = ['', '.']; from names import folded\n\
                  sys.stdout.buffer.write(' '.join(map(folded, sys.stdin.buffer.read().decode().split(' '))).encode())";
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reader");
    let mut python = Command::new("python3");
    python.args(["-c", script]).arg(folder).stdin(Stdio::piped()).stdout(Stdio::piped());
    let Ok(mut child) = python.spawn() else { return eprintln!("skipped: there is no python3 here") };
    child.stdin.take().unwrap().write_all(names.as_bytes()).unwrap();
    let folds: Vec<_> = names.split(' ').map(folded).collect();
    assert_eq!(String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap(), folds.join(" "));
}

#[test]
fn archives_with_a_past_are_read_and_every_change_is_seen_by_both() {
    let archive = Archive::with_bridge();
    archive.add("odd “ü” \u{1f6b2}", WHEN, "Wörds.\n".as_bytes()).ends_with(0);
    archive.add("latin", WHEN, b"caf\xe9 au lait\n").ends_with(0);
    archive.add("gone", WHEN, b"Gone.\n").ends_with(0);
    fs::remove_dir_all(archive.path("archive/gone")).unwrap();
    archive.run(&["manifest", "--accept-changed", "archive/gone", "--because", "Añadido por error."]).ends_with(0);
    let Some((sound, told)) = reads(&archive.root()) else { return };
    assert!(sound, "{told}");
    for path in [CAPTURE, MANIFEST, History::PATH, Checkpoint::PATH, Inventory::PATH] {
        changes_are_seen_by_both(&archive, path, |len| vec![0, len / 3, len - 2]);
    }
}

/// Changes the byte at each of some places, which are told by the length of the file.
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

/// The archive that the specification has the bytes of.
fn bridge() -> Archive {
    let archive = Archive::empty();
    let path = archive.beside("bridge.txt", BRIDGE.as_bytes());
    let url = "https://lantern.example/bridge";
    archive.run(&["add", &path, "--id", "bridge", "--captured-at", WHEN, "--url", url]).ends_with(0);
    fs::write(archive.path("notes.md"), "The words “closed for 11,000 hours” [@bridge] stand.\n").unwrap();
    archive.run(&["pin", "notes.md"]).ends_with(0);
    archive
}

/// The example of that name in the specification.
fn example(name: &str) -> &'static str {
    let specification = include_str!("../../docs/specification.md");
    let (_, told) = specification.split_once(&format!("```{name}\n")).expect(name);
    told.split_once("```").unwrap().0
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
        ("json inventory", Inventory::PATH),
        ("json log", History::PATH),
        ("text checkpoint", Checkpoint::PATH),
        ("json lock", "quotations.lock"),
    ] {
        assert_eq!(example(name), text(&archive, path), "{name}");
    }
    assert_eq!(example("text proof"), archive.run(&["prove", CAPTURE]).ends_with(0).out);
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
    let Some((sound, told)) = reads(&archive.root()) else { return };
    assert!(sound && told == "sound\n", "{told}");
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
        fs::write(archive.path(RepeatedTable::PATH), table.replacen(was, is, 1)).unwrap();
        let (sound, told) = reads(&archive.root()).unwrap();
        assert!(!sound && told.contains(what), "{is}: {told}");
        assert!(told.contains("SHA256SUMS"), "{told}");
        assert_ne!(archive.run(&["audit"]).code, Some(0), "{is}");
    }
    fs::remove_file(archive.path(RepeatedTable::PATH)).unwrap();
    assert!(reads(&archive.root()).unwrap().1.contains("does not have its publisher"));
}

/// The archive that the specification has of the same article in a web archive.
fn crawl() -> Archive {
    let archive = Archive::empty();
    let (head, block) = example("text warc").split_once("\n\n").unwrap();
    let warc = format!("{}\r\n\r\n{block}\r\n\r\n", head.replace('\n', "\r\n"));
    archive.run(&["add", &archive.beside("crawl.warc", warc.as_bytes()), "--in-place"]).ends_with(0);
    archive
}

#[test]
fn the_bytes_in_the_specification_of_a_capture_in_a_web_archive_are_those_that_are_written() {
    let archive = crawl();
    assert_eq!(example("json record in place"), text(&archive, RECORD));
    assert_eq!(example("json manifest in place"), text(&archive, MANIFEST));
    let log = text(&archive, History::PATH);
    assert_eq!(Some(example("json line in place")), log.split_inclusive('\n').next());
}

#[test]
fn captures_in_web_archives_are_read_alike_and_every_change_is_seen_by_both() {
    for (archive, web_archive) in [(crawl(), "archive/web-archives/crawl.warc"), (in_place::archive(), in_place::WARC)]
    {
        let Some((sound, told)) = reads(&archive.root()) else { return };
        assert!(sound && told == "sound\n", "{told}");
        for path in [web_archive, Inventory::PATH, History::PATH] {
            changes_are_seen_by_both(&archive, path, |len| (0..len).step_by(len / 3).collect());
        }
    }
    let archive = crawl();
    fs::write(archive.path(CAPTURE), "The bridge reopens\n").unwrap();
    assert!(reads(&archive.root()).is_none_or(|(sound, told)| !sound && told.contains("nothing lists it")));
    fs::remove_file(archive.path(CAPTURE)).unwrap();
    archive.edit(RECORD, "        392", "        391");
    assert!(reads(&archive.root()).is_none_or(|(sound, told)| !sound && told.contains("another extent")));
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
    let Some((sound, told)) = reads_with(&archive.root(), Some(&proof)) else { return };
    assert!(sound, "{told}");
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
    let Some((sound, told)) = reads(&archive.root()) else { return };
    assert!(sound, "{told}");
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
