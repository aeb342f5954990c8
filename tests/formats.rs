//! Reports in the forms of forges and review tools, as the real binary writes them.

use serde_json::Value;
use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const ARTICLE: &str = "The ferry\n\nThe keeper lit the lantern at nine, and the ferry left. Nobody was on the quay.\n";

/// Notes in a folder of a repository, beside an archive in another.
struct Repository(tempfile::TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        for folder in [".git", "research/notes"] {
            fs::create_dir_all(repository.0.path().join(folder)).unwrap();
        }
        repository.run(&["init"]);
        repository.write("ferry.txt", ARTICLE);
        repository.run(&["add", "ferry.txt", "--captured-at", "2025-01-01T00:00:00Z"]);
        repository.write(
            "notes/a b.md",
            "« Ça » — “The keeper lit the zebra at nine” [@ferry], “Nobody was on the quai” [@ferry].\n\n\
             “The keeper lit the zebra at nine” [@ferry].\n\n“and the ferry left” [@ferry].\n\n“A < b & \"c\"” [@nowhere].\n",
        );
        repository
    }

    fn root(&self) -> std::path::PathBuf {
        self.0.path().join("research")
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.root().join(path), text).unwrap();
    }

    fn run_in(&self, folder: &Path, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_literatim"));
        command.args(args).env_clear().current_dir(folder).output().unwrap()
    }

    fn run(&self, args: &[&str]) -> Output {
        self.run_in(&self.root(), args)
    }

    fn report(&self, format: &str) -> String {
        let ran = self.run(&["verify", "notes/a b.md", "--format", format]);
        assert_eq!(ran.status.code(), Some(1), "{format}");
        String::from_utf8(ran.stdout).unwrap()
    }

    fn json(&self, format: &str) -> Value {
        serde_json::from_str(&self.report(format)).unwrap()
    }
}

const PATH: &str = "research/notes/a b.md";
const DIFFERENCE: &str = "notes say “zebra”, the archive says “lantern” (ferry, paragraph 1)";

#[test]
fn every_format_names_the_differing_words() {
    let repository = Repository::new();
    for format in ["human", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson", "markdown"] {
        let report = repository.report(format);
        let report = report.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(report.contains(DIFFERENCE), "{format}: {report}");
    }
}

#[test]
fn sarif_has_places_edits_the_archived_passage_and_a_fingerprint_of_each() {
    let log = Repository::new().json("sarif");
    let run = &log["runs"][0];
    assert_eq!((log["version"].as_str(), run["columnKind"].as_str()), (Some("2.1.0"), Some("unicodeCodePoints")));
    let results = run["results"].as_array().unwrap();
    let first = &results[0];
    let place = &first["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "research/notes/a%20b.md");
    let region = serde_json::json!({ "startLine": 1, "startColumn": 11, "endLine": 1, "endColumn": 43 });
    assert_eq!(place["region"], region);
    let edit = &first["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(edit["insertedContent"]["text"], "lantern");
    assert_eq!((&edit["deletedRegion"]["startColumn"], &edit["deletedRegion"]["endColumn"]), (&30.into(), &35.into()));
    let related = &first["relatedLocations"][0]["physicalLocation"];
    assert_eq!(related["artifactLocation"]["uri"], "research/archive/ferry/20250101T000000Z.txt");
    let (at, length) =
        (related["region"]["byteOffset"].as_u64().unwrap(), related["region"]["byteLength"].as_u64().unwrap());
    assert_eq!(&ARTICLE[at as usize..(at + length) as usize], "The keeper lit the lantern at nine");
    for result in results {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
    }
    let prints: HashSet<&str> =
        results.iter().map(|result| result["partialFingerprints"]["literatim/v1"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), results.len());
}

#[test]
fn a_fingerprint_stays_when_lines_move() {
    let repository = Repository::new();
    let prints = |report: &Value| {
        let results = report["runs"][0]["results"].as_array().unwrap().iter();
        results.map(|result| result["partialFingerprints"]["literatim/v1"].to_string()).collect::<Vec<_>>()
    };
    let before = prints(&repository.json("sarif"));
    let notes = fs::read_to_string(repository.root().join("notes/a b.md")).unwrap();
    repository.write("notes/a b.md", &format!("A heading\n=========\n\n{notes}"));
    assert_eq!(prints(&repository.json("sarif")), before);
}

#[test]
fn github_marks_the_words_below_the_root_of_the_repository_in_any_folder() {
    let repository = Repository::new();
    let line = format!("::error file={PATH},line=1,endLine=1,col=11,endColumn=42,title=quote-altered::{DIFFERENCE}");
    assert!(repository.report("github").starts_with(&line), "{}", repository.report("github"));
    let below = repository.root().join("notes");
    let ran = repository.run_in(&below, &["verify", "a b.md", "--format", "github"]);
    assert!(String::from_utf8(ran.stdout).unwrap().starts_with(&line));
}

#[test]
fn gitlab_has_severities_and_one_fingerprint_for_each() {
    let report = Repository::new().json("gitlab");
    let entries = report.as_array().unwrap();
    let known = ["info", "minor", "major", "critical", "blocker"];
    let mut prints = HashSet::new();
    for entry in entries {
        assert!(known.contains(&entry["severity"].as_str().unwrap()));
        assert_eq!(entry["location"]["path"], PATH);
        assert!(entry["location"]["lines"]["begin"].as_u64().unwrap() > 0);
        assert!(entry["description"].is_string() && entry["check_name"].is_string());
        assert!(prints.insert(entry["fingerprint"].as_str().unwrap()));
    }
    assert_eq!(entries.len(), 4);
}

#[test]
fn rdjson_counts_bytes_and_ends_behind_the_last() {
    let report = Repository::new().json("rdjson");
    let first = &report["diagnostics"][0];
    let range = &first["location"]["range"];
    // `«`, `Ç`, `»`, `—` and `“` have more than one byte.
    assert_eq!((&range["start"]["column"], &range["end"]["column"]), (&18.into(), &50.into()));
    let edit = &first["suggestions"][0];
    assert_eq!(
        (&edit["text"], &edit["range"]["start"]["column"], &edit["range"]["end"]["column"]),
        (&"lantern".into(), &37.into(), &42.into())
    );
}

#[test]
fn junit_has_a_case_for_each_quotation_and_what_was_not_checked_did_not_pass() {
    let report = Repository::new().report("junit");
    assert!(
        report.contains("<testsuites name=\"literatim\" tests=\"6\" failures=\"3\" errors=\"0\" skipped=\"2\">"),
        "{report}"
    );
    assert_eq!(report.matches("<testcase ").count(), 6);
    assert!(report.contains("<skipped message=\"nowhere is not in the archive\"/>"), "{report}");
    assert!(report.contains("name=\"“A &lt; b &amp; &quot;c&quot;”\""), "{report}");
}

#[test]
fn jsonl_has_a_line_for_each_and_the_summary_last() {
    let report = Repository::new().report("jsonl");
    let lines: Vec<Value> = report.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<&str> = lines.iter().map(|line| line["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["quotation", "quotation", "quotation", "quotation", "quotation", "quotation", "summary"]);
    assert_eq!(lines[6]["refuted"], 3);
}

#[test]
fn the_summary_in_markdown_shows_words_and_no_markup_of_theirs() {
    let report = Repository::new().report("markdown");
    assert!(report.starts_with("### ❌ literatim: 6 quotations in 1 file"), "{report}");
    assert!(report.contains("| error | `quote-altered` | research/notes/a b.md:1 |"), "{report}");
}

#[test]
fn several_reports_are_written_at_once() {
    let repository = Repository::new();
    let args =
        ["verify", "notes/a b.md", "--output", "sarif=a.sarif", "--output", "junit=a.xml", "--format", "concise"];
    let ran = repository.run(&args);
    assert_eq!(ran.status.code(), Some(1));
    assert!(String::from_utf8(ran.stdout).unwrap().contains("error[quote-altered]"));
    let written = |name: &str| fs::read_to_string(repository.root().join(name)).unwrap();
    assert_eq!((written("a.sarif"), written("a.xml")), (repository.report("sarif"), repository.report("junit")));
}

#[test]
fn a_report_that_cannot_be_written_is_an_error_with_its_path() {
    let repository = Repository::new();
    for (output, why) in [
        ("sarif=nowhere/a.sarif", "nowhere/a.sarif"),
        ("sarif", "FORMAT=FILE"),
        ("pdf=a.pdf", "unknown format"),
        ("sarif=", "the file is missing"),
    ] {
        let ran = repository.run(&["verify", "notes/a b.md", "--output", output]);
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(2), "{output}: {said}");
        assert!(said.contains(why), "{output}: {said}");
    }
}
