//! An article, with the role of each segment in the margin.

use super::counted::counted;
use super::wrap::{pad, wrap};
use super::{Paint, Tone, legible, unread_pages};
use crate::manifest::{Manifest, Witness};
use crate::segment::{Role, Segment, Standing};
use crate::transcript::{Charset, CharsetFrom, Inset, InsetKind};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The lines beside each segment, in addition to its role.
#[derive(Debug, Clone, Default)]
pub struct Asides {
    /// Lines for each segment, by its place among them; none for a segment that has none.
    pub lines: Vec<Vec<String>>,
    /// True if only segments that are the story's are written.
    pub body_only: bool,
}

/// Writes what is known of a capture, and its text.
pub fn article(witness: &Witness, asides: &Asides, out: &mut dyn Write, paint: &Paint) -> io::Result<()> {
    if asides.body_only {
        return body(witness, out);
    }
    facts(witness, out, paint)?;
    let labels = labels(witness);
    let margin = labels.iter().flatten().map(String::len).max().unwrap_or(0);
    for (index, segment) in witness.segments().iter().enumerate() {
        let text = &witness.text()[segment.span.range()];
        let tone = tone(witness.role(segment));
        let mut lines = wrap(&legible(text), paint.columns().saturating_sub(margin + 3));
        lines.resize(lines.len().max(labels[index].len()), String::new());
        for (nth, line) in lines.iter().enumerate() {
            let label = labels[index].get(nth).map_or("", String::as_str);
            row(out, paint, &format!("{label:>margin$}"), &paint.tone(tone, line))?;
        }
        for aside in asides.lines.get(index).into_iter().flatten() {
            for line in wrap(&legible(aside), paint.columns().saturating_sub(margin + 5)) {
                row(out, paint, &" ".repeat(margin), &paint.tone(Tone::Faint, &format!("  {line}")))?;
            }
        }
        if apart(text) && index + 1 < labels.len() {
            row(out, paint, &" ".repeat(margin), "")?;
        }
    }
    Ok(())
}

/// Writes the body alone, with its crossheads, a blank line between paragraphs.
fn body(witness: &Witness, out: &mut dyn Write) -> io::Result<()> {
    let is_body = |segment: &&Segment| {
        matches!(witness.role(segment).counted_as(), Role::Body | Role::Crosshead) && segment.of.is_none()
    };
    for segment in witness.segments().iter().filter(is_body) {
        writeln!(out, "{}\n", legible(witness.text()[segment.span.range()].trim()))?;
    }
    Ok(())
}

fn row(out: &mut dyn Write, paint: &Paint, margin: &str, text: &str) -> io::Result<()> {
    let line = format!("{} {text}", paint.tone(Tone::Faint, &format!("{margin} │")));
    writeln!(out, "{}", line.trim_end())
}

/// Returns true if an empty line stands after a segment's text.
fn apart(text: &str) -> bool {
    text[text.trim_end().len()..].matches('\n').count() > 1
}

fn tone(role: Role) -> Tone {
    match role.standing() {
        Standing::Body => Tone::Plain,
        Standing::Story => Tone::Remark,
        Standing::Furniture => Tone::Faint,
    }
}

/// For each segment its role and its number among those of that role, as reports name places; for a duplicate, below
/// that, what it says again.
fn labels(witness: &Witness) -> Vec<Vec<String>> {
    let mut counts = BTreeMap::<Role, usize>::new();
    let names: Vec<String> = witness.segments().iter().map(|segment| numbered(segment, &mut counts)).collect();
    let label = |(index, segment): (usize, &Segment)| match segment.of {
        Some(of) => vec![names[index].clone(), format!("= {}", names[of])],
        None => vec![names[index].clone()],
    };
    witness.segments().iter().enumerate().map(label).collect()
}

fn numbered(segment: &Segment, counts: &mut BTreeMap<Role, usize>) -> String {
    let count = counts.entry(segment.role.counted_as()).or_default();
    *count += 1;
    match segment.role {
        Role::Duplicate | Role::Separator => segment.role.to_string(),
        role => format!("{role} {count}"),
    }
}

fn facts(witness: &Witness, out: &mut dyn Write, paint: &Paint) -> io::Result<()> {
    let manifest = witness.manifest();
    let title = manifest.title.as_deref().or_else(|| headline(witness)).unwrap_or_default();
    let id = paint.tone(Tone::Strong, &legible(manifest.article.as_str()));
    writeln!(out, "{}", format!("{id}  {}", legible(title.trim())).trim_end())?;
    for (name, value) in fields(manifest, paint) {
        writeln!(out, "  {} {}", pad(name, 9), legible(&value))?;
    }
    let insets = insets(witness.transcript().insets());
    if !insets.is_empty() {
        writeln!(out, "  {} {insets}, which quotations run over", pad("insets", 9))?;
    }
    for unread in unread_pages(witness.transcript()) {
        writeln!(out, "  {} {unread}", pad("not read", 9))?;
    }
    writeln!(out)
}

/// The number of insets of each kind.
fn insets(insets: &[Inset]) -> String {
    let mut counts = BTreeMap::<InsetKind, usize>::new();
    insets.iter().for_each(|inset| *counts.entry(inset.kind).or_default() += 1);
    let counts = counts.into_iter().map(|(kind, count)| counted(count, kind.name()));
    counts.collect::<Vec<_>>().join(", ")
}

fn headline(witness: &Witness) -> Option<&str> {
    let segment = witness.segments().iter().find(|segment| segment.role == Role::Headline)?;
    witness.text().get(segment.span.range())
}

/// The facts about a capture that the manifest has, as names and values.
fn fields(manifest: &Manifest, paint: &Paint) -> Vec<(&'static str, String)> {
    let mut fields: Vec<(&str, String)> = manifest.addresses().map(|url| ("url", url)).collect();
    fields.extend(manifest.publisher.iter().map(|publisher| ("publisher", publisher.clone())));
    fields.extend(manifest.published.iter().map(|published| ("published", published.clone())));
    fields.push(("capture", paint.path(manifest.capture.as_str())));
    fields.push(("captured", manifest.captured_at.map_or("at an unknown time".to_owned(), |at| at.to_string())));
    fields.push(("digest", manifest.sha256.to_string()));
    if let Some(typed) = manifest.typed() {
        fields.push(("charset", describe(&typed.charset)));
    }
    fields
}

fn describe(charset: &Charset) -> String {
    let from = match charset.from {
        CharsetFrom::Bom => "its byte order mark declares it",
        CharsetFrom::Record => "its record declares it",
        CharsetFrom::Page => "the page declares it",
        CharsetFrom::Valid => "it is well-formed UTF-8",
        CharsetFrom::Detected => "detected from the bytes",
    };
    format!("{} ({from})", charset.name)
}
