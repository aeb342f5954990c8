//! What is left out: baseline, per-file rules, `--since`; and that none of it is forgotten.

#[macro_use]
#[path = "skipped/mod.rs"]
mod skipped;

use std::path::Path;
use std::process::Command;

struct Place(tempfile::TempDir);

impl Place {
    /// The sample archive, and these notes.
    fn with(notes: &[(&str, &str)]) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        let from = Path::new(env!("CARGO_MANIFEST_DIR"));
        for part in ["archive", "history", "manifests", "literatim.toml"] {
            let copied = Command::new("cp").arg("-r").arg(from.join(part)).arg(place.0.path()).status().unwrap();
            assert!(copied.success());
        }
        std::fs::create_dir(place.0.path().join("notes")).unwrap();
        notes.iter().for_each(|(name, text)| place.write(name, text));
        place
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.path().join(name), text).unwrap();
    }

    fn run(&self, args: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_literatim"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let output = command.args(args).env_clear().env("PATH", path).current_dir(self.0.path()).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap())
    }

    fn verify(&self, args: &[&str]) -> (Option<i32>, String) {
        self.run(&[&["verify", "--format", "concise"], args].concat())
    }

    fn git(&self, args: &[&str]) -> bool {
        let identity = ["-c", "user.name=n", "-c", "user.email=n@n.example", "-c", "commit.gpgsign=false"];
        let git = Command::new("git").args(identity).args(args).current_dir(self.0.path()).output();
        git.is_ok_and(|output| output.status.success())
    }
}

const WRONG: &str = "> at a yearly cost of 2.1 million — [@night-boat]\n";
const RIGHT: &str = "> at a yearly cost of 1.2 million — [@night-boat]\n";
const OTHER: &str = "“It does want to carry us” [@night-boat]\n";

#[test]
fn what_is_in_the_baseline_is_left_out_and_what_is_new_is_not() {
    let place = Place::with(&[("notes/a.md", WRONG)]);
    assert_eq!(place.verify(&["notes"]).0, Some(1));
    let (code, told) = place.run(&["baseline", "notes"]);
    assert!(code == Some(0) && told.contains("1 finding recorded"), "{told}");
    assert_eq!(place.verify(&["notes"]).0, Some(0));
    assert_eq!(place.verify(&["notes", "--no-baseline"]).0, Some(1));
    assert_eq!(place.verify(&["notes/a.md"]).0, Some(0));
    // Moved, and wrapped otherwise, it is the same finding; with another number it is not.
    place.write("notes/b.md", &format!("# New\n\n{}", WRONG.replace("cost of", "cost\n> of")));
    assert_eq!(place.verify(&["notes"]).0, Some(0));
    place.write("notes/b.md", &WRONG.replace("2.1", "2.2"));
    let (code, told) = place.verify(&["notes"]);
    assert!(code == Some(1) && told.contains("notes/b.md:1:1: error[quote-altered]"), "{told}");
    assert!(!told.contains("a.md"), "{told}");
}

#[test]
fn an_entry_whose_finding_is_gone_is_stale_but_only_where_its_file_was_read() {
    let place = Place::with(&[("notes/a.md", WRONG), ("notes/b.md", OTHER)]);
    place.run(&["baseline", "notes"]);
    place.write("notes/a.md", RIGHT);
    assert!(!place.verify(&["notes/b.md"]).1.contains("baseline-stale"));
    let (code, told) = place.verify(&["notes"]);
    assert!(code == Some(0) && told.contains("literatim-baseline.json:4:1: warning[baseline-stale]"), "{told}");
    assert_eq!(place.verify(&["notes", "--fail-on", "warning"]).0, Some(1));
    // Recording one file anew keeps what is known of the others.
    place.run(&["baseline", "notes/a.md"]);
    let (code, told) = place.verify(&["notes"]);
    assert!(code == Some(0) && !told.contains("baseline-stale"), "{told}");
}

#[test]
fn what_cannot_be_told_is_not_left_out() {
    let place = Place::with(&[("notes/a.md", WRONG)]);
    place.run(&["baseline", "notes"]);
    std::fs::remove_file(place.0.path().join("archive/night-boat/20250120T221000Z.txt")).unwrap();
    place.run(&["baseline", "notes"]);
    assert_eq!(place.verify(&["notes"]).0, Some(2));
}

#[test]
fn a_baseline_that_cannot_be_read_is_an_error() {
    let place = Place::with(&[("notes/a.md", RIGHT), ("literatim-baseline.json", "{\"version\": 3}")]);
    let (code, told) = place.verify(&["notes"]);
    assert!(code == Some(2) && told.contains("literatim-baseline.json"), "{told}");
}

#[test]
fn rules_are_left_out_by_file() {
    let place = Place::with(&[("notes/a.md", WRONG), ("notes/b.md", OTHER)]);
    place.write("literatim.toml", "[per-file]\n\"notes/a*\" = [\"quote-altered\"]\n");
    let (code, told) = place.verify(&["notes"]);
    assert!(code == Some(1) && told.contains("notes/b.md") && !told.contains("notes/a.md"), "{told}");
    assert_eq!(place.verify(&["notes/a.md"]).0, Some(0));
    place.write("literatim.toml", "[per-file]\n\"notes/a.md\" = [\"quote-altered\", \"quote-cut\"]\n");
    let (code, told) = place.verify(&["notes/a.md"]);
    assert!(code == Some(0) && told.contains("suppression-unused") && told.contains("quote-cut"), "{told}");
    assert!(!place.verify(&["notes/b.md"]).1.contains("suppression-unused"));
}

#[test]
fn a_glob_that_leaves_nothing_out_is_told_of_where_all_that_it_may_be_of_was_read() {
    let place = Place::with(&[("notes/a.md", WRONG), ("notes/b.md", OTHER)]);
    place.write(
        "literatim.toml",
        "[per-file]\n\"notes/a*\" = [\"quote-altered\", \"quote-cut\"]\n\"*.wiki\" = [\"quote-cut\"]\n",
    );
    let told = |asked: &str| place.verify(&[asked]).1.matches("suppression-unused").count();
    assert_eq!((told("notes/a.md"), told("notes"), told(".")), (0, 1, 2));
    place.write("literatim.toml", "[per-file]\n\"notes/*\" = [\"quote-altered\"]\n");
    assert_eq!((told("notes"), told(".")), (0, 0));
}

#[test]
fn since_a_revision_only_what_changed_counts() {
    let place = Place::with(&[("notes/a.md", &format!("{WRONG}\n{OTHER}\nEnd[^1].\n\n[^1]: x\n"))]);
    if !(place.git(&["init", "-q"]) && place.git(&["add", "-A"]) && place.git(&["commit", "-qm", "x"])) {
        return skipped!("there is no git");
    }
    assert_eq!(place.verify(&["notes"]).0, Some(1));
    let (code, told) = place.verify(&["notes", "--since", "HEAD"]);
    assert!(code == Some(0) && told.contains("2 unchanged"), "{told}");
    assert_eq!(place.verify(&["notes", "--since", "no-such-revision"]).0, Some(2));
    assert_eq!(place.verify(&["notes", "--since", "--help"]).0, Some(2));
    // Only the changed one is told of.
    place.write("notes/a.md", &format!("{WRONG}\n{}\nEnd[^1].\n\n[^1]: x\n", OTHER.replace("want", "wish")));
    let (code, told) = place.verify(&["notes", "--since", "HEAD"]);
    assert!(code == Some(1) && told.contains("a.md:3:2") && !told.contains("a.md:1:1"), "{told}");
    // A file that git does not know is new, and so is one in a folder whose name is odd.
    place.write("notes/[b].md", WRONG);
    let (_, told) = place.verify(&["notes/[b].md", "--since", "HEAD"]);
    assert!(told.contains("notes/[b].md:1:1"), "{told}");
    assert_eq!(place.run(&["verify", "notes", "--since", "HEAD", "--root", "."]).0, Some(1));
}

#[test]
fn since_a_revision_a_changed_citation_or_capture_counts_too() {
    let notes = format!("“It took four minutes.”[^1]\n\n{}\n[^1]: [@quarry-vote]\n", "Plain words.\n".repeat(9));
    let place = Place::with(&[("notes/a.md", &notes), ("notes/b.md", WRONG)]);
    if !(place.git(&["init", "-q"]) && place.git(&["add", "-A"]) && place.git(&["commit", "-qm", "x"])) {
        return skipped!("there is no git");
    }
    place.write("notes/a.md", &notes.replace("[@quarry-vote]", "[@night-boat]"));
    let (code, told) = place.verify(&["notes", "--since", "HEAD"]);
    assert!(code == Some(1) && told.contains("a.md:1:2") && !told.contains("b.md"), "{told}");
    place.write("notes/a.md", &notes);
    let capture = "archive/night-boat/20250120T221000Z.txt";
    let text = std::fs::read_to_string(place.0.path().join(capture)).unwrap();
    place.write(capture, &text.replace("340", "341"));
    assert_eq!(place.run(&["manifest"]).0, Some(2));
    assert_eq!(place.run(&["manifest", "--accept-changed", capture, "--because", "a test"]).0, Some(0));
    assert!(place.verify(&["notes", "--since", "HEAD"]).1.contains("b.md"));
}
