//! Statements about notes: what they say, and that a stranger can check them.

#[macro_use]
mod skipped;

use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::process::{Command, Output};

/// An archive with one article, and a key.
struct Root(tempfile::TempDir);

const RIGHT: &str = "“The keeper lit the lantern at nine” [@ferry].\n";
const WRONG: &str = "“The keeper lit the zebra at nine” [@ferry].\n";

impl Root {
    fn new() -> Self {
        let root = Self(tempfile::tempdir().unwrap());
        root.write("ferry.txt", "The ferry\n\nThe keeper lit the lantern at nine, and the ferry left.\n");
        root.run(&["init"]);
        root.run(&["add", "ferry.txt"]);
        root
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.0.path().join(path), text).unwrap();
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_literatim"));
        command.args(args).env_clear().current_dir(self.0.path()).output().unwrap()
    }

    /// The exit code, and the statement.
    fn attest(&self, args: &[&str]) -> (Option<i32>, Value) {
        let ran = self.run(&[&["attest"], args].concat());
        (ran.status.code(), serde_json::from_slice(&ran.stdout).unwrap_or_default())
    }
}

#[test]
fn a_statement_has_the_verdict_and_the_digests_of_what_it_is_about() {
    let root = Root::new();
    root.write("right.md", RIGHT);
    let (code, statement) = root.attest(&["right.md"]);
    assert_eq!(code, Some(0));
    assert_eq!(statement["_type"], "https://in-toto.io/Statement/v1");
    assert_eq!(statement["predicateType"], "https://in-toto.io/attestation/test-result/v0.1");
    let subjects = statement["subject"].as_array().unwrap();
    let digest = |name: &str| {
        let found = subjects.iter().find(|subject| subject["name"] == name).unwrap_or_else(|| panic!("{name}"));
        found["digest"]["sha256"].as_str().unwrap().to_owned()
    };
    let of = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!(digest("right.md"), of(RIGHT.as_bytes()));
    assert_eq!(digest("history/checkpoint"), of(&fs::read(root.0.path().join("history/checkpoint")).unwrap()));
    assert_eq!(digest("inventory").len(), 64);
    let predicate = &statement["predicate"];
    assert_eq!(
        (&predicate["result"], &predicate["passedTests"]),
        (&"PASSED".into(), &serde_json::json!(["right.md:1:2"]))
    );
}

#[test]
fn what_is_refuted_or_not_checked_did_not_pass() {
    let root = Root::new();
    root.write("wrong.md", &format!("{RIGHT}\n{WRONG}"));
    let (code, statement) = root.attest(&["wrong.md"]);
    assert_eq!((code, &statement["predicate"]["result"]), (Some(1), &"FAILED".into()));
    assert_eq!(statement["predicate"]["failedTests"], serde_json::json!(["wrong.md:3:2"]));
    root.write("unknown.md", &format!("{RIGHT}\n“A lantern that nobody ever lit in all these years” [@nobody].\n"));
    let (_, statement) = root.attest(&["unknown.md"]);
    assert_ne!(statement["predicate"]["result"], "PASSED");
    assert_eq!(statement["predicate"]["passedTests"], serde_json::json!(["unknown.md:1:2"]));
}

#[test]
fn the_same_verdict_is_the_same_statement() {
    let root = Root::new();
    root.write("right.md", RIGHT);
    assert_eq!(root.attest(&["right.md"]), root.attest(&["right.md"]));
}

#[test]
fn a_quotation_of_a_capture_that_is_not_what_was_committed_to_does_not_pass() {
    let root = Root::new();
    root.write("right.md", RIGHT);
    let files = fs::read_dir(root.0.path().join("archive/ferry")).unwrap().map(|found| found.unwrap().path());
    let capture = files.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "txt")).unwrap();
    fs::write(capture, "The keeper lit the lantern at nine.\n").unwrap();
    let (code, statement) = root.attest(&["right.md"]);
    assert_eq!((code, &statement["predicate"]["result"]), (Some(2), &"FAILED".into()));
    assert_eq!(statement["predicate"]["passedTests"], serde_json::json!([]));
}

#[test]
fn ssh_keygen_agrees_with_a_signature_and_one_for_another_purpose_does_not_count() {
    let root = Root::new();
    root.write("right.md", RIGHT);
    let keygen = |args: &[&str]| Command::new("ssh-keygen").args(args).current_dir(root.0.path()).output();
    if keygen(&["-q", "-t", "ed25519", "-N", "", "-f", "key"]).is_err() {
        return skipped!("there is no ssh-keygen here");
    }
    let ran = root.run(&["attest", "right.md", "-o", "statement.json", "--key", "key"]);
    assert_eq!(ran.status.code(), Some(0), "{ran:?}");
    let key = fs::read_to_string(root.0.path().join("key.pub")).unwrap();
    root.write("signers", &format!("me {key}"));
    let verified = |namespace: &str| {
        let mut command = Command::new("ssh-keygen");
        command.args(["-Y", "verify", "-f", "signers", "-I", "me", "-n", namespace, "-s", "statement.json.sig"]);
        let statement = fs::File::open(root.0.path().join("statement.json")).unwrap();
        command.current_dir(root.0.path()).stdin(statement).output().unwrap().status.success()
    };
    assert!(verified("literatim-attestation"));
    assert!(!verified("literatim"), "it would be the signature of a checkpoint");
    let again = root.run(&["attest", "right.md", "-o", "statement.json"]);
    assert_eq!(again.status.code(), Some(0), "it is the same");
    root.write("right.md", &format!("{RIGHT}\n{RIGHT}"));
    let other = root.run(&["attest", "right.md", "-o", "statement.json"]);
    assert_eq!(other.status.code(), Some(2), "a statement is never written over");
}
