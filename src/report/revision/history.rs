//! The captures of an article, and what each changed.

use super::{json, moment};
use crate::diff::revision::{CaptureRevision, Class, DiffPiece, HistoryStep, ParagraphChange};
use crate::report::{Paint, Tone, json_line, legible};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes the captures in order; as JSON if `as_json`.
pub fn history(steps: &[HistoryStep<'_>], as_json: bool, out: &mut dyn Write, paint: &Paint) -> io::Result<()> {
    if as_json {
        let value =
            json!({ "format": "literatim history 1", "captures": steps.iter().map(of_step).collect::<Vec<_>>() });
        return writeln!(out, "{}", json_line(&value));
    }
    for (at, step) in steps.iter().enumerate() {
        let head = format!("{}  {}", at + 1, moment(step.witness));
        writeln!(out, "{}", paint.tone(Tone::Strong, &head))?;
        writeln!(out, "   {} {}", paint.path(step.witness.path().as_str()), step.witness.manifest().sha256)?;
        writeln!(out, "   {}", described(step))?;
        if let Some(example) = step.revision.as_ref().and_then(example) {
            writeln!(out, "   {}", paint.tone(Tone::Faint, &example))?;
        }
    }
    Ok(())
}

fn described(step: &HistoryStep<'_>) -> String {
    let Some(revision) = &step.revision else { return "the first capture".to_owned() };
    if let Some(earlier) = step.revert {
        return format!("reverts to capture {}: {}", earlier + 1, counts(revision));
    }
    if revision.is_blind() {
        return "no body here or in the capture before: nothing to compare".to_owned();
    }
    match (revision.is_empty(), revision.same_bytes) {
        (true, true) => "the same bytes".to_owned(),
        (true, false) => "the same words".to_owned(),
        _ => counts(revision),
    }
}

/// The number of changes of each class.
fn counts(revision: &CaptureRevision) -> String {
    let mut counts = BTreeMap::<Class, usize>::new();
    revision.story().flat_map(|change| change.classes.iter()).for_each(|class| *counts.entry(*class).or_default() += 1);
    let numbers: Vec<String> = counts.iter().map(|(class, count)| format!("{count} {}", class.name())).collect();
    numbers.join(", ")
}

/// The change that says most, in a line.
fn example(revision: &CaptureRevision) -> Option<String> {
    let weight = |change: &&ParagraphChange| change.classes.iter().next().copied();
    let change = revision.story().min_by_key(weight)?;
    let pieces = change.pieces.iter().filter_map(|piece| match piece {
        DiffPiece::Changed { old, new, classes } => Some((classes.iter().next().copied(), old, new)),
        DiffPiece::Kept(_) => None,
    });
    let (_, old, new) = pieces.min_by_key(|piece| piece.0)?;
    let quote =
        |text: &str| if text.trim().is_empty() { "nothing".to_owned() } else { format!("“{}”", short(text)) };
    Some(format!("{} → {}", quote(old), quote(new)))
}

fn short(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let cut = if words.len() > 10 { format!("{} …", words[..10].join(" ")) } else { words.join(" ") };
    legible(&cut).into_owned()
}

fn of_step(step: &HistoryStep<'_>) -> serde_json::Value {
    let mut counts = BTreeMap::<&str, usize>::new();
    let changes = step.revision.iter().flat_map(CaptureRevision::story).flat_map(|change| change.classes.iter());
    changes.for_each(|class| *counts.entry(class.name()).or_default() += 1);
    json!({
        "capture": json::capture(step.witness),
        "changes": counts,
        "same_words": step.revision.as_ref().filter(|revision| !revision.is_blind()).map(CaptureRevision::is_empty),
        "reverts_to": step.revert.map(|earlier| earlier + 1),
    })
}
