//! A verdict as an in-toto statement, for a publishing step that demands verified quotations.

use crate::digest::Digest;
use crate::history::Checkpoint;
use crate::report::{exit_code, json_lines};
use crate::verify::{Judged, Outcome, Report, Severity};
use serde_json::{Value, json};

/// A verdict, and the subjects of its statement.
#[derive(Debug)]
pub struct StatedVerdict<'r> {
    /// The verdict.
    pub report: &'r Report,
    /// The notes: their names and digests.
    pub notes: Vec<(String, Digest)>,
    /// The end of the log, with which the archive agreed.
    pub checkpoint: &'r Checkpoint,
    /// The digest of literatim.toml, if there is one.
    pub config: Option<Digest>,
    /// The severity from which on a finding fails the run.
    pub fail_on: Severity,
}

/// The type of statements (in-toto Attestation Framework, version 1).
const STATEMENT: &str = "https://in-toto.io/Statement/v1";
/// The type of what is stated: the predicate "test result", as the framework lists it.
const TEST_RESULT: &str = "https://in-toto.io/attestation/test-result/v0.1";

/// The statement, indented: its subjects are the notes, the inventory and the checkpoint, and each quotation is a test.
pub fn statement(stated: &StatedVerdict<'_>) -> Vec<u8> {
    let StatedVerdict { report, notes, checkpoint, config, fail_on } = stated;
    let subject = |name: &str, digest: Digest| json!({ "name": name, "digest": { "sha256": digest.hex() } });
    let mut subjects: Vec<Value> = notes.iter().map(|(name, digest)| subject(name, *digest)).collect();
    subjects.extend(report.state.map(|state| subject("inventory", state)));
    subjects.push(subject("history/checkpoint", Digest::of(&checkpoint.to_bytes())));
    let mut configuration = vec![json!({
        "name": "literatim",
        "annotations": { "version": env!("CARGO_PKG_VERSION"), "style": report.style },
    })];
    configuration.extend(config.map(|digest| subject("literatim.toml", digest)));
    let of = |wanted: TestResult| -> Vec<String> {
        report.reported().filter(|judged| result(judged, *fail_on) == wanted).map(name).collect()
    };
    let (passed, warned, failed) = (of(TestResult::Passed), of(TestResult::Warned), of(TestResult::Failed));
    let result = match exit_code(report, *fail_on) {
        0 if warned.is_empty() => "PASSED",
        0 => "WARNED",
        _ => "FAILED",
    };
    let statement = json!({
        "_type": STATEMENT,
        "subject": subjects,
        "predicateType": TEST_RESULT,
        "predicate": {
            "result": result,
            "configuration": configuration,
            "passedTests": passed,
            "warnedTests": warned,
            "failedTests": failed,
        },
    });
    let mut bytes = json_lines(&statement).into_bytes();
    bytes.push(b'\n');
    bytes
}

/// The result of one test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TestResult {
    Passed,
    Warned,
    Failed,
}

fn result(judged: &Judged, fail_on: Severity) -> TestResult {
    let worst = judged.counted().map(|finding| finding.severity).max();
    match judged.outcome() {
        Outcome::Refuted => TestResult::Failed,
        _ if worst.is_some_and(|worst| worst >= fail_on) => TestResult::Failed,
        Outcome::Verbatim if worst.is_none_or(|worst| worst <= Severity::Note) => TestResult::Passed,
        // What was not checked did not pass.
        _ => TestResult::Warned,
    }
}

/// The name of the test that a quotation is: its place.
fn name(judged: &Judged) -> String {
    format!("{}:{}:{}", judged.file, judged.line, judged.column)
}
