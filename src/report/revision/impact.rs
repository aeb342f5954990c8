//! Effects of a revision on the quotations of an article.

use super::human::words;
use super::{json, moment, names};
use crate::diff::revision::PassageFate;
use crate::matching::Locus;
use crate::report::{Paint, Tone, json_line, legible};
use crate::segment::Standing;
use crate::verify::{Affected, Impact};
use serde_json::json;
use std::io::{self, Write};

/// Writes what became of each quotation; as JSON if `as_json`.
pub fn impact(impact: &Impact, as_json: bool, out: &mut dyn Write, paint: &Paint) -> io::Result<()> {
    if as_json {
        let value = json!({
            "format": "literatim impact 1",
            "article": impact.current.article().as_str(),
            "current": json::capture(&impact.current),
            "quotations": impact.quotations.iter().map(|affected| of(affected, impact)).collect::<Vec<_>>(),
        });
        return writeln!(out, "{}", json_line(&value));
    }
    for affected in &impact.quotations {
        write_one(affected, impact, out, paint)?;
    }
    writeln!(out, "{}", summary(impact))
}

fn write_one(affected: &Affected, impact: &Impact, out: &mut dyn Write, paint: &Paint) -> io::Result<()> {
    let (name, tone) = name(affected);
    let place = format!("{}:{}:{}", legible(&affected.file), affected.line, affected.column);
    // `moved (moved)` and `gone (removed)` say one thing twice.
    let changed =
        affected.outcome.as_ref().filter(|found| !matches!(found.fate, PassageFate::Moved | PassageFate::Gone));
    let classes = changed.map(|outcome| names(&outcome.classes)).filter(|names| !names.is_empty());
    let classes = classes.map_or_else(String::new, |names| format!(" ({names})"));
    writeln!(out, "{place}: {}{classes}: “{}”", paint.tone(tone, name), legible(&affected.text))?;
    let Some(outcome) = affected.outcome.as_ref().filter(|found| found.fate != PassageFate::Holds) else {
        return Ok(());
    };
    if let Some(since) = &affected.since {
        writeln!(out, "    it was in the capture of {}", moment(since))?;
    }
    let text = |span: crate::text::Span| {
        legible(&impact.current.text()[span.range()]).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    if let Some(look_alike) = outcome.look_alike {
        writeln!(out, "    similar, but another passage: “{}”", text(look_alike))?;
    }
    match (outcome.pieces.is_empty(), outcome.now) {
        (false, _) => words(out, paint, &outcome.pieces),
        (true, Some(now)) => {
            let locus = Locus::of(&impact.current, now);
            writeln!(out, "    now in {}, paragraph {}: “{}”\n", locus.role, locus.paragraph, text(now))
        }
        (true, None) => writeln!(out),
    }
}

fn name(affected: &Affected) -> (&'static str, Tone) {
    match affected.outcome.as_ref().map(|outcome| outcome.fate) {
        Some(fate @ (PassageFate::Holds | PassageFate::Moved)) => (fate.name(), Tone::Good),
        Some(fate @ (PassageFate::TypographyChanged | PassageFate::NowElsewhere)) => (fate.name(), Tone::Doubtful),
        Some(fate) => (fate.name(), Tone::Bad),
        None => ("never stood", Tone::Bad),
    }
}

fn summary(impact: &Impact) -> String {
    let count = |fate: PassageFate| {
        impact.quotations.iter().filter(|one| one.outcome.as_ref().is_some_and(|found| found.fate == fate)).count()
    };
    let numbers = PassageFate::ALL.map(|fate| format!("{} {}", count(fate), fate.name()));
    let never = impact.quotations.iter().filter(|one| one.outcome.is_none()).count();
    let has_body = impact.current.segments().iter().any(|segment| segment.role.standing() == Standing::Body);
    let body = if has_body { "" } else { "; the latest capture has no body" };
    format!("{} quotations: {}, {never} in no capture{body}", impact.quotations.len(), numbers.join(", "))
}

fn of(affected: &Affected, impact: &Impact) -> serde_json::Value {
    let outcome = affected.outcome.as_ref();
    let text = |span: crate::text::Span| json!({ "span": span, "text": impact.current.text()[span.range()] });
    json!({
        "file": affected.file,
        "line": affected.line,
        "column": affected.column,
        "text": affected.text,
        "fate": name(affected).0,
        "since": affected.since.as_deref().map(json::capture),
        "classes": outcome.map(|outcome| json::classes(&outcome.classes)),
        "now": outcome.and_then(|outcome| outcome.now).map(text),
        "pieces": outcome.map(|outcome| outcome.pieces.iter().map(json::piece).collect::<Vec<_>>()),
        "look_alike": outcome.and_then(|outcome| outcome.look_alike).map(text),
    })
}
