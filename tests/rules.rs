//! Every rule is fired by a case: by a page under `tests/cases/`, or by one of the archives that are made here.

use literatim::verify::Rule;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

const TEXT: &str = "The dam\n\nThe dam will hold for years, the engineers said on Monday.\n";
const NOTES: &str = "“The dam will hold for years” [@dam].\n";
const CAPTURE: &str = "archive/dam/20250101T000000Z.txt";

/// An archive with one article, and notes that quote it.
struct Root(tempfile::TempDir);

impl Root {
    fn new() -> Self {
        let root = Self(tempfile::tempdir().unwrap());
        root.run(&["init"]);
        root.write(CAPTURE, TEXT);
        root.run(&["manifest"]);
        root.write("notes.md", NOTES);
        root
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn remove(&self, path: &str) {
        fs::remove_file(self.0.path().join(path)).unwrap();
    }

    fn run(&self, args: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_literatim"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        command.args(args).env_clear().env("PATH", path).current_dir(self.0.path());
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    }

    fn git(&self, args: &[&str]) {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "core.autocrlf=false"];
        let ran = Command::new("git").args(identity).args(args).current_dir(self.0.path()).output().unwrap();
        assert!(ran.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&ran.stderr));
    }

    /// The rules of all findings of `verify`.
    fn rules(&self, args: &[&str]) -> BTreeSet<Rule> {
        let written = self.run(&[&["verify", "notes.md", "--format", "json"], args].concat());
        rules(&serde_json::from_str(&written).unwrap())
    }
}

fn rules(report: &serde_json::Value) -> BTreeSet<Rule> {
    let of = |findings: &serde_json::Value| {
        let ids = findings.as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap().to_owned());
        ids.map(|id| Rule::by_id(&id).unwrap()).collect::<Vec<Rule>>()
    };
    let quotations = report["quotations"].as_array().unwrap().iter().flat_map(|one| of(&one["findings"]));
    quotations.chain(of(&report["notes"])).chain(of(&report["archive"])).collect()
}

/// The rules that the pages of cases expect, which `tests/cases.rs` holds them to.
fn expected_by_pages() -> BTreeSet<Rule> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let pages = [cases.clone(), cases.join("own")].into_iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let files = pages.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let mut found = BTreeSet::new();
    for page in files.map(|file| fs::read_to_string(file).unwrap()) {
        let expected = page.split("expect").skip(1).map(|rest| rest.split(['\n', '"']).next().unwrap());
        found.extend(expected.flat_map(|line| line.split_whitespace()).filter_map(Rule::by_id));
    }
    found
}

#[test]
fn a_capture_that_is_not_what_was_hashed_fires_a_rule_for_each_way() {
    let changed = Root::new();
    changed.write(CAPTURE, TEXT.replace("years", "days"));
    assert_eq!(changed.rules(&[]), BTreeSet::from([Rule::FixityBreach]));
    let gone = Root::new();
    gone.remove(CAPTURE);
    assert_eq!(gone.rules(&[]), BTreeSet::from([Rule::CaptureMissing]));
    let unlisted = Root::new();
    unlisted.write("archive/wall/20250101T000000Z.txt", TEXT);
    unlisted.write("notes.md", NOTES.replace("@dam", "@wall"));
    assert_eq!(unlisted.rules(&[]), BTreeSet::from([Rule::CaptureUnlisted]));
    let stale = Root::new();
    stale.write("manifests/dam/20250101T000000Z.txt.json", "{}\n");
    assert_eq!(stale.rules(&[]), BTreeSet::from([Rule::ManifestStale]));
}

/// What a record says of its charset is committed to: that nothing could be read by it is not the manifest's fault.
#[test]
fn a_capture_that_is_not_text_in_the_charset_of_its_record_is_undecodable_and_not_stale() {
    for record in [None, Some("{\n  \"charset\": \"utf-8\"\n}\n")] {
        let root = Root::new();
        let bytes: &[u8] = if record.is_some() { b"Caf\xe9 and cr\xe8me\n" } else { b"a\0\x01\xff\xfe\0" };
        root.write("archive/wall/20250101T000000Z.txt", bytes);
        if let Some(record) = record {
            root.write("archive/wall/20250101T000000Z.txt.record.json", record);
        }
        root.run(&["manifest"]);
        root.write("notes.md", NOTES.replace("@dam", "@wall"));
        let found = root.rules(&[]);
        assert_eq!(found, BTreeSet::from([Rule::CaptureUndecodable]), "{record:?}");
    }
}

#[test]
fn a_lock_that_notes_or_archive_left_fires_a_rule_for_each() {
    let notes = Root::new();
    notes.run(&["pin", "notes.md"]);
    notes.write("notes.md", NOTES.replace("for years", "for years, the engineers said"));
    assert_eq!(notes.rules(&["--locked"]), BTreeSet::from([Rule::NotesDrifted]));
    let archive = Root::new();
    archive.run(&["pin", "notes.md"]);
    archive.write("archive/dam/20250101T000000Z.txt", TEXT.replace("Monday", "Tuesday"));
    archive.run(&["manifest", "--accept-changed", CAPTURE, "--because", "a test"]);
    assert!(archive.rules(&["--locked"]).contains(&Rule::ArchiveDrifted));
}

#[test]
fn a_baseline_that_knows_more_than_there_is_fires_its_rule() {
    let root = Root::new();
    root.write("notes.md", NOTES.replace("years", "decades"));
    root.run(&["baseline", "notes.md"]);
    root.write("notes.md", NOTES);
    assert_eq!(root.rules(&[]), BTreeSet::from([Rule::BaselineStale]));
}

#[test]
fn a_capture_that_is_not_what_it_was_at_the_base_fires_a_rule_with_a_reason_and_without() {
    let root = Root::new();
    root.git(&["init", "-q"]);
    root.git(&["add", "-A"]);
    root.git(&["commit", "-qm", "base"]);
    root.write(CAPTURE, TEXT.replace("Monday", "Tuesday"));
    root.run(&["manifest", "--accept-changed", CAPTURE, "--because", "a test"]);
    assert_eq!(root.rules(&["--base", "HEAD"]), BTreeSet::from([Rule::ArchiveRevised]));
    let other = Root::new();
    other.write(CAPTURE, TEXT.replace("Monday", "Tuesday"));
    ["history", "manifests"].iter().for_each(|folder| fs::remove_dir_all(other.0.path().join(folder)).unwrap());
    fs::rename(root.0.path().join(".git"), other.0.path().join(".git")).unwrap();
    other.run(&["manifest"]);
    assert!(other.rules(&["--base", "HEAD"]).contains(&Rule::ArchiveRewritten));
}

#[test]
fn a_page_or_a_time_that_the_words_do_not_stand_at_fires_its_rule() {
    let root = Root::new();
    root.write("archive/talk/20250101T000000Z.vtt", "WEBVTT\n\n12:34.000 --> 12:40.000\nThe dam will hold for years\n");
    root.write("a.pdf", b"%PDF-1.7\n%\xe2\xe3\n");
    root.write("a.txt", "Nothing.\n\x0cThe dam will hold for years.\n\x0c");
    root.run(&["manifest"]);
    root.run(&["add", "a.pdf", "--text", "a.txt", "--made-by", "a test", "--id", "report"]);
    for (cited, rule) in [
        ("@talk, 2:10", Some(Rule::QuoteWrongTime)),
        ("@talk, 12:36", None),
        ("@talk, 12:34–12:50", None),
        ("@report, p. 1", Some(Rule::QuoteWrongPage)),
        ("@report, p. 2", None),
        ("@report, p. 77", Some(Rule::PlaceUnknown)),
    ] {
        root.write("notes.md", NOTES.replace("@dam", cited));
        assert_eq!(root.rules(&[]), BTreeSet::from_iter(rule), "{cited}");
    }
}

/// `tests/custody/disclosing.rs` fires it in every way that there is.
const FIRED_ELSEWHERE: [Rule; 1] = [Rule::QuoteWithheld];

#[test]
fn every_rule_is_fired_by_a_case() {
    use Rule::*;
    let here = [
        FixityBreach,
        CaptureMissing,
        CaptureUnlisted,
        ManifestStale,
        CaptureUndecodable,
        NotesDrifted,
        ArchiveDrifted,
        BaselineStale,
        ArchiveRevised,
        ArchiveRewritten,
        QuoteWrongPage,
        QuoteWrongTime,
        PlaceUnknown,
    ];
    let fired: BTreeSet<Rule> = expected_by_pages().into_iter().chain(here).chain(FIRED_ELSEWHERE).collect();
    let missing: Vec<&str> = Rule::ALL.iter().filter(|rule| !fired.contains(rule)).map(|rule| rule.id()).collect();
    assert!(missing.is_empty(), "no case fires {}", missing.join(", "));
}
