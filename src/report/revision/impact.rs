//! Effects of a revision on the quotations of an article.

use super::human::words;
use super::{json, moment, names};
use crate::diff::revision::Fate;
use crate::matching::Locus;
use crate::report::{Paint, Tone, legible};
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
        return writeln!(out, "{value}");
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
    let changed = affected.fortune.as_ref().filter(|fortune| fortune.fate != Fate::Moved && fortune.fate != Fate::Gone);
    let classes = changed.map(|fortune| names(&fortune.classes)).filter(|names| !names.is_empty());
    let classes = classes.map_or_else(String::new, |names| format!(" ({names})"));
    writeln!(out, "{place}: {}{classes}: “{}”", paint.tone(tone, name), legible(&affected.text))?;
    let Some(fortune) = affected.fortune.as_ref().filter(|fortune| fortune.fate != Fate::Holds) else { return Ok(()) };
    if let Some(since) = &affected.since {
        writeln!(out, "    it was in the capture of {}", moment(since))?;
    }
    let text = |span: crate::text::Span| {
        legible(&impact.current.text()[span.range()]).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    if let Some(look_alike) = fortune.look_alike {
        writeln!(out, "    similar, but another passage: “{}”", text(look_alike))?;
    }
    match (fortune.pieces.is_empty(), fortune.now) {
        (false, _) => words(out, paint, &fortune.pieces),
        (true, Some(now)) => {
            let locus = Locus::of(&impact.current, now);
            writeln!(out, "    now in {}, paragraph {}: “{}”\n", locus.role, locus.paragraph, text(now))
        }
        (true, None) => writeln!(out),
    }
}

fn name(affected: &Affected) -> (&'static str, Tone) {
    match affected.fortune.as_ref().map(|fortune| fortune.fate) {
        Some(fate @ (Fate::Holds | Fate::Moved)) => (fate.name(), Tone::Good),
        Some(fate @ (Fate::TypographyChanged | Fate::NowElsewhere)) => (fate.name(), Tone::Doubtful),
        Some(fate) => (fate.name(), Tone::Bad),
        None => ("never stood", Tone::Bad),
    }
}

fn summary(impact: &Impact) -> String {
    let count = |fate: Fate| {
        impact.quotations.iter().filter(|one| one.fortune.as_ref().is_some_and(|found| found.fate == fate)).count()
    };
    let numbers: Vec<String> = Fate::ALL.into_iter().map(|fate| format!("{} {}", count(fate), fate.name())).collect();
    let never = impact.quotations.iter().filter(|one| one.fortune.is_none()).count();
    format!("{} quotations: {}, {never} in no capture", impact.quotations.len(), numbers.join(", "))
}

fn of(affected: &Affected, impact: &Impact) -> serde_json::Value {
    let fortune = affected.fortune.as_ref();
    let text = |span: crate::text::Span| json!({ "span": span, "text": impact.current.text()[span.range()] });
    json!({
        "file": affected.file,
        "line": affected.line,
        "column": affected.column,
        "text": affected.text,
        "fate": name(affected).0,
        "since": affected.since.as_deref().map(json::capture),
        "classes": fortune.map(|fortune| json::classes(&fortune.classes)),
        "now": fortune.and_then(|fortune| fortune.now).map(text),
        "pieces": fortune.map(|fortune| fortune.pieces.iter().map(json::piece).collect::<Vec<_>>()),
        "look_alike": fortune.and_then(|fortune| fortune.look_alike).map(text),
    })
}
