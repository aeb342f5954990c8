//! Pages and times that notes cite, against those that the words stand on; and texts that something else made of a capture.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const MAKER: &str = "pdftotext -layout 24.02";
const SCAN: &[u8] = b"%PDF-1.7\n%\xe2\xe3\n";
const TEXT: &str = "A report on the dam\n\nThe dam will hold for years, the engineers said on Monday. It was a dry\n\x0cyear for \
    the valley.\n\nThe mayor was not there.\n\x0cNothing was built before 1871.\n\x0c";

/// A root with a report of three pages, whose words another program read.
struct Root(tempfile::TempDir);

impl Root {
    fn new() -> Self {
        let root = Self(tempfile::tempdir().unwrap());
        root.run(&["init"]);
        root.write("report.pdf", SCAN);
        root.write("report.txt", TEXT);
        let added = root.run(&[
            "add",
            "report.pdf",
            "--text",
            "report.txt",
            "--made-by",
            MAKER,
            "--captured-at",
            "2025-01-01T00:00:00Z",
        ]);
        assert!(added.status.success(), "{added:?}");
        root
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path().join(path), bytes).unwrap();
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_literatim"));
        command.args(args).env_clear().current_dir(self.path()).output().unwrap()
    }

    fn shown(&self, args: &[&str]) -> String {
        String::from_utf8(self.run(args).stdout).unwrap()
    }

    /// The quotations of notes, as judged.
    fn judged(&self, notes: &str) -> Vec<Value> {
        self.write("notes.md", notes);
        let report: Value = serde_json::from_str(&self.shown(&["verify", "notes.md", "--format", "json"])).unwrap();
        report["quotations"].as_array().unwrap().clone()
    }

    /// The rules of the only quotation of notes.
    fn rules(&self, notes: &str) -> Vec<String> {
        let judged = self.judged(notes);
        assert_eq!((judged.len(), judged[0]["verdict"].as_str()), (1, Some("verbatim")), "{notes}");
        let findings = judged[0]["findings"].as_array().unwrap().iter();
        findings.map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
    }
}

const RECORD: &str = "archive/report/20250101T000000Z.pdf.record.json";

#[test]
fn words_are_held_to_the_page_that_is_cited() {
    let root = Root::new();
    let quoted = |cited: &str| root.rules(&format!("He wrote “The mayor was not there” {cited}.\n"));
    for right in [
        "[@report, p. 2]",
        "[@report, pp. 1–2]",
        "[@report, 2]",
        "[@report]",
        "[@report, § 9]",
        "([the report](archive/report/20250101T000000Z.pdf#page=2))",
        "([the report](archive/report/20250101T000000Z.pdf), p. 2)",
        "[[report#page=2]]",
    ] {
        assert_eq!(quoted(right), Vec::<String>::new(), "{right}");
    }
    for wrong in [
        "[@report, p. 3]",
        "[@report, 3]",
        "[@report, p. 1]",
        "([the report](archive/report/20250101T000000Z.pdf#page=3))",
        "([the report](archive/report/20250101T000000Z.pdf), page 3)",
        "[[report#page=3]]",
    ] {
        assert_eq!(quoted(wrong), ["quote-wrong-page"], "{wrong}");
    }
    assert_eq!(quoted("[@report, p. 993]"), ["place-unknown"]);
}

#[test]
fn words_that_run_over_two_pages_stand_on_both() {
    let root = Root::new();
    for (page, rules) in [("1", vec![]), ("2", vec![]), ("1–2", vec![]), ("3", vec!["quote-wrong-page"])] {
        let notes = format!("“It was a dry year for the valley” [@report, p. {page}].\n");
        assert_eq!(root.rules(&notes), rules, "{page}");
    }
}

#[test]
fn each_part_of_a_quotation_has_its_page() {
    let root = Root::new();
    let notes = |page: &str| format!("“The mayor was not there. … Nothing was built” [@report, {page}].\n");
    assert_eq!(root.rules(&notes("pp. 2–3")), Vec::<String>::new());
    assert_eq!(root.rules(&notes("p. 2")), ["quote-wrong-page"]);
}

#[test]
fn the_report_names_the_right_page_and_fails() {
    let root = Root::new();
    root.write("notes.md", "“The mayor was not there” [@report, p. 3].\n");
    let ran = root.run(&["verify", "notes.md"]);
    let shown = String::from_utf8(ran.stdout).unwrap();
    assert_eq!(ran.status.code(), Some(1));
    assert!(shown.contains("these words are on page 2, and the citation says p. 3"), "{shown}");
    assert!(shown.contains("help: cite p. 2"), "{shown}");
}

#[test]
fn altered_words_on_the_right_page_are_refuted_all_the_same() {
    let root = Root::new();
    let judged = root.judged("“The mayor was there” [@report, p. 2].\n");
    assert_eq!(judged[0]["verdict"], "refuted");
}

#[test]
fn a_verdict_by_a_text_that_something_else_made_says_so() {
    let root = Root::new();
    let locus = root.judged("“The mayor was not there” [@report, p. 2].\n")[0]["loci"][0].clone();
    assert_eq!((&locus["made_by"], &locus["places"]), (&MAKER.into(), &serde_json::json!([{ "page": 2 }])));
    let bytes = locus["bytes"].as_array().unwrap().iter().map(|at| at.as_u64().unwrap() as usize);
    let bytes: Vec<usize> = bytes.collect();
    assert_eq!(&TEXT[bytes[0]..bytes[1]], "The mayor was not there");
    assert_eq!(locus["part"]["path"], "text");
    let shown = root.shown(&["verify", "notes.md", "--verbose"]);
    assert!(shown.contains(&format!("by a text that {MAKER} made of it")), "{shown}");
    let audited = root.shown(&["audit"]);
    assert!(audited.contains(&format!("1 capture by a text that {MAKER} made")), "{audited}");
}

#[test]
fn a_text_that_was_changed_since_proves_nothing() {
    let root = Root::new();
    let record = fs::read_to_string(root.path().join(RECORD)).unwrap();
    root.write("notes.md", "“The mayor was there” [@report, p. 2].\n");
    root.write(RECORD, record.replace("was not there", "was there"));
    assert_eq!(root.run(&["verify", "notes.md"]).status.code(), Some(2));
    assert_eq!(root.run(&["audit"]).status.code(), Some(2));
    fs::remove_file(root.path().join(RECORD)).unwrap();
    assert_eq!(root.run(&["verify", "notes.md"]).status.code(), Some(2));
}

#[test]
fn words_of_a_picture_are_those_that_a_person_wrote_down() {
    let root = Root::new();
    root.write("poster.png", b"\x89PNG\r\n\x1a\n\0\0");
    root.write("poster.txt", "The ferry leaves at nine.\n");
    let added = root.run(&["add", "poster.png", "--text", "poster.txt", "--made-by", "A. Reader"]);
    assert!(added.status.success(), "{added:?}");
    assert_eq!(root.rules("The poster says “The ferry leaves at nine” [@poster, p. 4].\n"), Vec::<String>::new());
    assert_eq!(root.run(&["audit"]).status.code(), Some(0));
}

#[test]
fn a_text_without_its_maker_or_without_words_is_refused() {
    let root = Root::new();
    root.write("a.pdf", [SCAN, b"a"].concat());
    root.write("empty.txt", "\x0c\n");
    root.write("latin.txt", b"caf\xe9");
    for (args, why) in [
        (vec!["--text", "report.txt"], "--made-by"),
        (vec!["--made-by", MAKER], "--text"),
        (vec!["--text", "empty.txt", "--made-by", MAKER], "no words"),
        (vec!["--text", "latin.txt", "--made-by", MAKER], "not UTF-8, from byte 3"),
        (vec!["--text", "report.txt", "--made-by", " "], "it is empty"),
        (vec!["--text", "nowhere.txt", "--made-by", MAKER], "nowhere.txt"),
    ] {
        let ran = root.run(&[&["add", "a.pdf"], &args[..]].concat());
        assert_eq!(ran.status.code(), Some(2), "{args:?}");
        let said = String::from_utf8(ran.stderr).unwrap();
        assert!(said.contains(why), "{args:?}: {said}");
    }
}

#[test]
fn annotations_and_citations_have_the_page() {
    let root = Root::new();
    root.write("notes.md", "“The mayor was not there” [@report, p. 2].\n");
    let cited = root.shown(&["cite", "The mayor was not there", "--as", "pandoc"]);
    assert_eq!(cited, "“The mayor was not there” [@report, p. 2]\n");
    let annotation: Value =
        serde_json::from_str(&root.shown(&["cite", "The mayor was not there", "--as", "w3c"])).unwrap();
    let selector = &annotation["target"]["selector"][0];
    assert_eq!((selector["type"].as_str(), selector["value"].as_str()), (Some("FragmentSelector"), Some("page=2")));
    let pasted = root.rules(&cited);
    assert_eq!(pasted, Vec::<String>::new());
}

const TALK: &str = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Asher>The ferry left\n\n00:00:04.000 --> 00:00:09.500\n\
    <v Asher>at nine, with nobody on board.\n\n00:12:34.000 --> 00:12:40.000\n<v Bram>It was dark.\n";

/// The quotations of notes on a recording.
fn of_talk(notes: &str) -> (Vec<String>, Value) {
    let root = Root::new();
    root.write("talk.vtt", TALK);
    assert!(root.run(&["add", "talk.vtt", "--url", "https://video.example/talk"]).status.success());
    (root.rules(notes), root.judged(notes)[0]["loci"][0].clone())
}

#[test]
fn words_of_a_recording_are_held_to_the_time_that_is_cited() {
    for right in
        ["[@talk, 0:02]", "[@talk, 0:07]", "[@talk, 0:00–0:10]", "([talk](https://video.example/talk#t=5))", "[@talk]"]
    {
        let (rules, _) = of_talk(&format!("“The ferry left at nine, with nobody on board” {right}.\n"));
        assert_eq!(rules, Vec::<String>::new(), "{right}");
    }
    for wrong in ["[@talk, 12:34]", "[@talk, 0:10–0:12]", "([talk](https://video.example/talk?t=12m35s))"] {
        let (rules, _) = of_talk(&format!("“The ferry left at nine, with nobody on board” {wrong}.\n"));
        assert_eq!(rules, ["quote-wrong-time"], "{wrong}");
    }
}

#[test]
fn the_place_of_words_in_a_recording_is_its_time() {
    let (_, locus) = of_talk("“It was dark” [@talk, 12:34].\n");
    assert_eq!(locus["places"], serde_json::json!([{ "from_ms": 754_000, "to_ms": 760_000 }]));
}
