//! The one spelling of a manifest.
//!
//! It is JSON that reads and diffs well: one key a line, one element of `parts`, `places` and `segments` a line,
//! everything else compact, a line feed at the end. A key that would say nothing, or what another one says, is left out.

use super::{Manifest, Reading, TypedTranscript};
use crate::capture::{Extent, Part, Place};
use crate::segment::Segment;
use crate::text::Span;
use crate::transcript::Charset;
use std::fmt::Write;

/// Prints `manifest`.
pub(super) fn manifest(manifest: &Manifest) -> Vec<u8> {
    let mut to = Printer(String::with_capacity(1024));
    to.0.push('{');
    to.text("format", Manifest::FORMAT);
    to.text("capture", manifest.capture.as_str());
    let moment = manifest.captured_at.filter(|at| Some(*at) != manifest.capture.stamp());
    to.optional("captured_at", moment.map(|at| at.to_string()).as_deref());
    if !manifest.urls.is_empty() {
        to.value("urls", &json(&manifest.urls));
    }
    to.optional("came_from", manifest.came_from.as_deref());
    to.optional("publisher", manifest.publisher.as_deref());
    to.optional("title", manifest.title.as_deref());
    to.optional("published", manifest.published.as_deref());
    to.text("media_type", manifest.media_type.name());
    to.value("bytes", &manifest.bytes.to_string());
    to.text("sha256", &manifest.sha256.hex());
    to.optional("record", manifest.record.map(|digest| digest.hex()).as_deref());
    if let Some(extent) = &manifest.extent {
        to.value("extent", &in_json(extent));
    }
    match &manifest.reading {
        Reading::Undecodable(why) => to.text("undecodable", why),
        Reading::Transcript(typed) => to.transcript(typed, manifest),
    }
    to.0.push_str("\n}\n");
    to.0.into_bytes()
}

struct Printer(String);

impl Printer {
    fn value(&mut self, key: &str, value: &str) {
        let comma = if self.0.len() > 1 { "," } else { "" };
        let _ = write!(self.0, "{comma}\n \"{key}\":{value}");
    }

    fn text(&mut self, key: &str, text: &str) {
        self.value(key, &json(text));
    }

    fn optional(&mut self, key: &str, text: Option<&str>) {
        text.into_iter().for_each(|text| self.text(key, text));
    }

    fn lines(&mut self, key: &str, lines: impl IntoIterator<Item = String>) {
        self.value(key, "[");
        let mut comma = "";
        for line in lines {
            let _ = write!(self.0, "{comma}\n  {}", json(&line));
            comma = ",";
        }
        self.0.push_str("\n ]");
    }

    fn transcript(&mut self, typed: &TypedTranscript, manifest: &Manifest) {
        self.text("reader", &typed.reader);
        self.optional("made_by", typed.made_by.as_deref());
        if typed.charset != Charset::usual() {
            self.text("charset", &typed.charset.name);
            self.text("charset_from", typed.charset.from.name());
        }
        if typed.sha256 != manifest.sha256 {
            self.text("text", &typed.sha256.hex());
        }
        self.text("rules", &typed.rules);
        if !typed.parts.is_empty() {
            self.lines("parts", typed.parts.iter().map(part));
        }
        if !typed.places.is_empty() {
            self.lines("places", places(&typed.places));
        }
        self.lines("segments", runs(&typed.segments));
    }
}

/// `value` as compact JSON.
pub(super) fn json<T: serde::Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).expect("text is JSON")
}

fn in_json(extent: &Extent) -> String {
    let Span { start, end } = extent.span();
    format!("{{\"file\":{},\"span\":[{start},{end}]}}", json(extent.file().as_str()))
}

fn part(part: &Part) -> String {
    format!("{} {} {}", part.sha256.hex(), part.bytes, part.path)
}

/// Lines of places: each has a kind, the number of bytes of text there, and what names it. Text between two places has a
/// line too, so that the lengths add up.
fn places(places: &[(Span, Place)]) -> Vec<String> {
    let (mut lines, mut at) = (Vec::new(), 0);
    for (span, place) in places {
        if span.start > at {
            lines.push(format!("none {}", span.start - at));
        }
        let length = span.len();
        lines.push(match place {
            Place::Page { index, label: None } => format!("page {length} {index}"),
            Place::Page { index, label: Some(label) } => format!("page {length} {index} {label}"),
            Place::Time { from_ms, to_ms } => format!("time {length} {from_ms} {to_ms}"),
            Place::Cell { number } => format!("cell {length} {number}"),
        });
        at = span.end;
    }
    lines
}

/// Lines of segments: role, rule (unless it has the name of the role), and the length in bytes of each segment in a row
/// that has both; behind `=`, the number of the segment that it repeats.
fn runs(segments: &[Segment]) -> impl Iterator<Item = String> {
    let alike = |one: &Segment, next: &Segment| one.role == next.role && one.rule == next.rule;
    segments.chunk_by(alike).map(|run| {
        let mut line = run[0].role.name().to_owned();
        if run[0].rule != *line {
            let _ = write!(line, " {}", run[0].rule);
        }
        for segment in run {
            let _ = write!(line, " {}", segment.span.len());
            if let Some(of) = segment.of {
                let _ = write!(line, "={of}");
            }
        }
        line
    })
}
