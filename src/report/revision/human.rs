//! The changes between two captures of an article, for people.

use super::super::wrap::wrap;
use super::super::{Paint, Tone, legible};
use super::{Diff, is_of_paragraph, names, where_it_is};
use crate::diff::revision::{DiffPiece, ParagraphChange};
use std::io::{self, Write};

/// Writes what changed: `-` for a paragraph that went, `+` for one that came, `~` for one that changed, its words
/// marked `[-so-]` and `{+so+}` where there is no colour to do it.
pub(super) fn print(diff: &Diff<'_>, out: &mut dyn Write, paint: &Paint) -> io::Result<()> {
    writeln!(out, "{}", paint.tone(Tone::Strong, &legible(diff.title())))?;
    let [old, new] = diff.sides();
    writeln!(out, "  {} {old}", paint.tone(Tone::Bad, "-"))?;
    writeln!(out, "  {} {new}", paint.tone(Tone::Good, "+"))?;
    writeln!(out)?;
    diff.changes().try_for_each(|change| write_change(change, out, paint))?;
    writeln!(out, "{}", diff.summary())
}

fn write_change(change: &ParagraphChange, out: &mut dyn Write, paint: &Paint) -> io::Result<()> {
    let (sign, tone) = match (change.old.is_empty(), change.new.is_empty()) {
        (true, _) => ('+', Tone::Good),
        (_, true) => ('-', Tone::Bad),
        _ if is_of_paragraph(change) => ('>', Tone::Doubtful),
        _ => ('~', Tone::Doubtful),
    };
    let coarse = if change.coarse { ", coarse" } else { "" };
    writeln!(
        out,
        "{}",
        paint.tone(tone, &format!("{sign} {} ({}{coarse})", where_it_is(change), names(&change.classes)))
    )?;
    match sign {
        '~' | '>' => words(out, paint, &change.pieces),
        _ => whole(out, paint, sign, tone, &change.pieces),
    }
}

fn whole(out: &mut dyn Write, paint: &Paint, sign: char, tone: Tone, pieces: &[DiffPiece]) -> io::Result<()> {
    for piece in pieces {
        let (DiffPiece::Kept(old) | DiffPiece::Changed { old, .. }) = piece;
        let text = if let DiffPiece::Changed { new, .. } = piece
            && old.is_empty()
        {
            new
        } else {
            old
        };
        for line in wrap(&legible(text), paint.columns() - 4) {
            writeln!(out, "{}", paint.tone(tone, &format!("{sign}   {line}")))?;
        }
    }
    writeln!(out)
}

/// Words beside a change that are shown; the rest of what is kept is left out.
const BESIDE: usize = 12;

/// Writes the words of both sides, what is kept far from any change left out.
pub(super) fn words(out: &mut dyn Write, paint: &Paint, pieces: &[DiffPiece]) -> io::Result<()> {
    let mut lines = DiffLines { paint, done: Vec::new(), line: String::new(), column: 0 };
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            DiffPiece::Kept(text) => lines.push(&shortened(&legible(text), at > 0, at + 1 < pieces.len()), Tone::Plain),
            DiffPiece::Changed { old, new, .. } => {
                lines.push(&marked(old, ["[-", "-]"], paint), Tone::Bad);
                // White space that only one side has would otherwise part a mark from its word.
                lines.push(&marked(new, ["{+", "+}"], paint), Tone::Good);
            }
        }
    }
    lines.done.push(lines.line);
    lines.done.iter().try_for_each(|line| writeln!(out, "    {line}"))?;
    writeln!(out)
}

fn marked(text: &str, [open, close]: [&str; 2], paint: &Paint) -> String {
    let words = legible(text.trim_start());
    let gap = if words.len() < text.len() { " " } else { "" };
    match (words.is_empty(), paint.colour) {
        (true, _) => String::new(),
        (_, true) => format!("{gap}{words}"),
        (_, false) => format!("{gap}{open}{words}{close}"),
    }
}

/// `text` with its middle left out, or an end that has no change beside it.
fn shortened(text: &str, after: bool, before: bool) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (head, tail) = (if after { BESIDE } else { 0 }, if before { BESIDE } else { 0 });
    if words.len() <= head + tail + 3 || head + tail == 0 {
        return text.to_owned();
    }
    let lead = if text.starts_with(' ') { " " } else { "" };
    let parts = [words[..head].join(" "), "…".to_owned(), words[words.len() - tail..].join(" ")];
    format!("{lead}{}", parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" "))
}

/// Lines that fill up with words of more than one tone.
struct DiffLines<'p> {
    paint: &'p Paint,
    done: Vec<String>,
    line: String,
    column: usize,
}

impl DiffLines<'_> {
    fn push(&mut self, text: &str, tone: Tone) {
        let room = self.paint.columns() - 4;
        let glued = !text.starts_with(' ');
        for (index, word) in text.split_whitespace().flat_map(|word| wrap(word, room)).enumerate() {
            let width = unicode_width::UnicodeWidthStr::width(word.as_str());
            let gap = !(index == 0 && glued);
            if self.column > 0 && self.column + usize::from(gap) + width > room {
                self.done.push(std::mem::take(&mut self.line));
                self.column = 0;
            }
            if self.column > 0 && gap {
                self.line.push(' ');
                self.column += 1;
            }
            self.line += &self.paint.tone(tone, &word);
            self.column += width;
        }
    }
}
