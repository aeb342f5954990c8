//! What changed between two captures of an article, for people.

use super::wrap::wrap;
use super::{Paint, Tone, legible};
use crate::collate::revision::{Change, Paragraph, Piece, Revision};
use crate::manifest::Witness;
use std::io::{self, Write};

/// Writes what changed from `old` to `new`: `-` for a paragraph that went, `+` for one that came, `~` for one that was
/// reworded, its words marked `[-so-]` and `{+so+}` where there is no colour to do it.
pub fn revision(revision: &Revision, [old, new]: [&Witness; 2], out: &mut dyn Write, paint: &Paint) -> io::Result<()> {
    writeln!(out, "{}", paint.tone(Tone::Strong, &legible(new.article().as_str())))?;
    capture(out, paint.tone(Tone::Bad, "-"), old)?;
    capture(out, paint.tone(Tone::Good, "+"), new)?;
    writeln!(out)?;
    revision.changes.iter().try_for_each(|change| write_change(change, out, paint))?;
    writeln!(out, "{}", summary(revision, old, new))
}

fn capture(out: &mut dyn Write, sign: String, witness: &Witness) -> io::Result<()> {
    let captured = witness.captured_at().map_or("at a time not known".to_owned(), |moment| moment.to_string());
    let digits = &witness.manifest().sha256.hex()[..12];
    writeln!(out, "  {sign} {} sha256:{digits}…, captured {captured}", legible(witness.path().as_str()))
}

fn write_change(change: &Change, out: &mut dyn Write, paint: &Paint) -> io::Result<()> {
    match change {
        Change::Removed(paragraph) => whole(out, paint, '-', Tone::Bad, paragraph),
        Change::Added(paragraph) => whole(out, paint, '+', Tone::Good, paragraph),
        Change::Reworded { old, new, pieces } => {
            let (old, new) = (place(old), place(new));
            let place = if old == new { old } else { format!("{old} → {new}") };
            writeln!(out, "{}", paint.tone(Tone::Doubtful, &format!("~ {place}")))?;
            reworded(out, paint, pieces)
        }
    }
}

fn place(paragraph: &Paragraph) -> String {
    format!("{} {}", paragraph.role, paragraph.number)
}

fn whole(out: &mut dyn Write, paint: &Paint, sign: char, tone: Tone, paragraph: &Paragraph) -> io::Result<()> {
    writeln!(out, "{}", paint.tone(tone, &format!("{sign} {}", place(paragraph))))?;
    for line in wrap(&legible(&paragraph.text), paint.columns() - 4) {
        writeln!(out, "{}", paint.tone(tone, &format!("{sign}   {line}")))?;
    }
    writeln!(out)
}

fn reworded(out: &mut dyn Write, paint: &Paint, pieces: &[Piece]) -> io::Result<()> {
    let mut lines = Lines { paint, done: Vec::new(), line: String::new(), column: 0 };
    for piece in pieces {
        let (tone, text, marks) = match piece {
            Piece::Kept(text) => (Tone::Plain, text, ["", ""]),
            Piece::Removed(text) => (Tone::Bad, text, ["[-", "-]"]),
            Piece::Added(text) => (Tone::Good, text, ["{+", "+}"]),
        };
        let [open, close] = if paint.colour { ["", ""] } else { marks };
        lines.push(&format!("{open}{}{close}", legible(text)), tone);
    }
    lines.done.push(lines.line);
    lines.done.iter().try_for_each(|line| writeln!(out, "    {line}"))?;
    writeln!(out)
}

/// Lines that fill up with words of more than one tone.
struct Lines<'p> {
    paint: &'p Paint,
    done: Vec<String>,
    line: String,
    column: usize,
}

impl Lines<'_> {
    fn push(&mut self, text: &str, tone: Tone) {
        let room = self.paint.columns() - 4;
        for word in text.split_whitespace().flat_map(|word| wrap(word, room)) {
            let width = unicode_width::UnicodeWidthStr::width(word.as_str());
            if self.column > 0 && self.column + 1 + width > room {
                self.done.push(std::mem::take(&mut self.line));
                self.column = 0;
            }
            if self.column > 0 {
                self.line.push(' ');
                self.column += 1;
            }
            self.line += &self.paint.tone(tone, &word);
            self.column += width;
        }
    }
}

fn summary(revision: &Revision, old: &Witness, new: &Witness) -> String {
    let count = |of: fn(&Change) -> bool| revision.changes.iter().filter(|change| of(change)).count();
    let reworded = count(|change| matches!(change, Change::Reworded { .. }));
    let removed = count(|change| matches!(change, Change::Removed(_)));
    let added = count(|change| matches!(change, Change::Added(_)));
    let Revision { unchanged, furniture, .. } = revision;
    if !revision.is_empty() {
        return format!(
            "paragraphs: {reworded} reworded, {removed} removed, {added} added, {unchanged} unchanged; {furniture} of \
             page furniture came or went"
        );
    }
    match old.manifest().sha256 == new.manifest().sha256 {
        true => format!("the same bytes: {unchanged} paragraphs unchanged"),
        false => format!("the same words, though not the same bytes: {unchanged} paragraphs unchanged"),
    }
}
