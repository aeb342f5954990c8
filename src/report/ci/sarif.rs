//! SARIF 2.1.0, within the limits of GitHub's code scanning.

use super::{AllLines, Entry, Point, entries};
use crate::report::page::place_names;
use crate::report::{NotesContext, exit_code, json, legible};
use crate::verify::{Applicability, Fix, Report, Rule, Severity};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

/// GitHub shows so many results of a run.
const MOST: usize = 5000;

/// The root of the repository, which paths are below.
const ROOT: &str = "%SRCROOT%";

/// Writes the log of one run: a result for each finding, the most severe first if not all can be shown.
pub(in crate::report) fn print(report: &Report, context: &NotesContext<'_>, out: &mut dyn Write) -> io::Result<()> {
    let lines = AllLines::of(context.files);
    let mut all = entries(report, context, &lines);
    let left_out = all.len().saturating_sub(MOST);
    if left_out > 0 {
        all.sort_by_key(|entry| std::cmp::Reverse(entry.finding.severity));
        all.truncate(MOST);
    }
    let rules: Vec<Rule> = all.iter().map(|entry| entry.finding.rule).collect::<BTreeSet<_>>().into_iter().collect();
    let results: Vec<Value> = all.iter().map(|entry| result(entry, &rules, context)).collect();
    let mut invocation = json!({ "executionSuccessful": exit_code(report, context.fail_on) < 2 });
    if left_out > 0 {
        let text = format!("{left_out} more findings, none more severe than these, are left out");
        invocation["toolExecutionNotifications"] = json!([{ "level": "warning", "message": { "text": text } }]);
    }
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "literatim",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| described(*rule)).collect::<Vec<_>>(),
            } },
            "invocations": [invocation],
            "originalUriBaseIds": { ROOT: { "description": { "text": "The root of the repository." } } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    json::write_line(&log, out)
}

/// A rule, with its page.
fn described(rule: Rule) -> Value {
    json!({
        "id": rule.id(),
        "shortDescription": { "text": rule.meaning() },
        "help": { "text": rule.page(), "markdown": rule.page() },
        "defaultConfiguration": { "level": level(rule.severity(false)) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error | Severity::CannotTell => "error",
    }
}

fn result(entry: &Entry<'_>, rules: &[Rule], context: &NotesContext<'_>) -> Value {
    let mut place = json!({ "artifactLocation": location(&entry.path) });
    if let Some((start, end)) = entry.range {
        place["region"] = region(start, end);
    }
    // GitHub knows a result again by the first of these; others may read the second.
    let fingerprint = &entry.fingerprint.hex()[..32];
    let mut result = json!({
        "ruleId": entry.finding.rule.id(),
        "ruleIndex": rules.binary_search(&entry.finding.rule).unwrap_or_default(),
        "level": level(entry.finding.severity),
        "message": { "text": entry.with_help() },
        "locations": [{ "physicalLocation": place }],
        "partialFingerprints": { "primaryLocationLineHash": format!("{fingerprint}:1"), "literatim/v1": fingerprint },
    });
    if let Some(related) = related(entry, context) {
        result["relatedLocations"] = json!([related]);
    }
    let fixes: Vec<Value> = entry.finding.fixes.iter().filter_map(|fix| mended(fix, entry)).collect();
    if !fixes.is_empty() {
        result["fixes"] = fixes.into();
    }
    result
}

/// The passage in the archive: where the words stand, or the nearest ones.
fn related(entry: &Entry<'_>, context: &NotesContext<'_>) -> Option<Value> {
    let judged = entry.judged?;
    let nearest = judged.nearest();
    let locus = nearest.map(|nearest| &nearest.locus).or_else(|| judged.loci().first())?;
    let mut text = format!("{}, {}, paragraph {}", locus.article, locus.role, locus.paragraph);
    if let Some(page) = place_names(&locus.places) {
        let _ = write!(text, ", {page}");
    }
    if let Some(nearest) = nearest {
        let _ = write!(text, ": “{}”", legible(&nearest.archived));
    }
    let mut place = json!({ "artifactLocation": location(&context.archived(locus.capture.as_str())) });
    if locus.part.is_none() && !locus.bytes.is_empty() {
        place["region"] = json!({ "byteOffset": locus.bytes.start, "byteLength": locus.bytes.len() });
    }
    Some(json!({ "id": 0, "message": { "text": text }, "physicalLocation": place }))
}

fn mended(fix: &Fix, entry: &Entry<'_>) -> Option<Value> {
    let lines = entry.lines.filter(|_| fix.applicability <= Applicability::Unsafe && entry.in_notes)?;
    let replacements: Vec<Value> = fix
        .edits
        .iter()
        .map(|edit| {
            let (start, end) = lines.range(edit.span);
            json!({ "deletedRegion": region(start, end), "insertedContent": { "text": edit.text } })
        })
        .collect();
    let changes = json!([{ "artifactLocation": location(&entry.path), "replacements": replacements }]);
    Some(json!({ "description": { "text": crate::report::fixed(fix) }, "artifactChanges": changes }))
}

fn region(start: Point, end: Point) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// A file below the root of the repository; one elsewhere by its whole path.
fn location(path: &str) -> Value {
    let uri = in_uri(path);
    match path.starts_with('/') {
        true => json!({ "uri": format!("file://{uri}") }),
        false => json!({ "uri": uri, "uriBaseId": ROOT }),
    }
}

/// A path as a reference (RFC 3986): all but letters, digits and `-._~/` is percent-encoded.
fn in_uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => drop(write!(uri, "%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_reference() {
        assert_eq!(in_uri("notes/a b:é.md"), "notes/a%20b%3A%C3%A9.md");
        assert_eq!(location("/elsewhere/a.md"), json!({ "uri": "file:///elsewhere/a.md" }));
    }
}
