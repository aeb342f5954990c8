//! The notes' words over the archive's, each variant underlined.

use super::HumanReport;
use super::atoms::{Atom, AtomPair, pair};
use super::marks::{Underline, underline};
use crate::report::Tone;
use crate::verify::Variant;
use std::collections::BTreeSet;
use std::io;

/// Columns before the words: `  archive │ `.
const MARGIN: usize = 12;

/// Pieces that no line breaks, one side over the other.
#[derive(Default)]
struct Chunk<'c> {
    gap: usize,
    notes: Vec<(&'c Atom, Option<usize>)>,
    archive: Vec<(&'c Atom, Option<usize>)>,
}

impl Chunk<'_> {
    fn width(&self) -> usize {
        width(&self.notes).max(width(&self.archive))
    }
}

/// The number of columns that the pieces of one side of a chunk take.
fn width(side: &[(&Atom, Option<usize>)]) -> usize {
    let inner = side.iter().skip(1).filter(|(atom, _)| atom.spaced).count();
    inner + side.iter().map(|(atom, _)| atom.width).sum::<usize>()
}

/// One side of a row, laid out: the text, and what is marked in it.
struct Laid {
    text: String,
    marks: Vec<Underline>,
}

impl HumanReport<'_> {
    /// The notes' words alone.
    pub(super) fn words(&mut self, quoted: &str) -> io::Result<()> {
        let pairs = pair(quoted, "", &[], self.room());
        for (index, row) in rows(&pairs, self.room()).iter().enumerate() {
            let laid = self.lay(row, |chunk| &chunk.notes, Tone::Plain);
            self.gutter(if index == 0 { "notes" } else { "" }, &laid.text)?;
        }
        Ok(())
    }

    /// The notes' words over the archive's.
    pub(super) fn collation(&mut self, quoted: &str, archived: &str, variants: &[Variant]) -> io::Result<()> {
        let pairs = pair(quoted, archived, variants, self.room());
        let mut named = BTreeSet::new();
        for (index, row) in rows(&pairs, self.room()).iter().enumerate() {
            if index > 0 {
                self.gutter("", "")?;
            }
            let notes = self.lay(row, |chunk| &chunk.notes, Tone::Bad);
            let archive = self.lay(row, |chunk| &chunk.archive, Tone::Good);
            if notes.marks.is_empty() && archive.marks.is_empty() && notes.text == archive.text {
                self.gutter("both", &notes.text)?;
                continue;
            }
            self.side("notes", &notes, variants, &mut named)?;
            self.side("archive", &archive, variants, &mut named)?;
        }
        Ok(())
    }

    /// One side of a row and what is under it; a variant is named where it is first seen.
    fn side(&mut self, label: &str, laid: &Laid, variants: &[Variant], named: &mut BTreeSet<usize>) -> io::Result<()> {
        self.gutter(label, &laid.text)?;
        let name = |variant: usize| if named.insert(variant) { variants[variant].kind.name() } else { "" };
        for line in underline(&laid.marks, self.room(), name) {
            let tone = if label == "notes" { Tone::Bad } else { Tone::Good };
            let line = self.paint.tone(tone, &line);
            self.gutter("", &line)?;
        }
        Ok(())
    }

    fn room(&self) -> usize {
        self.paint.columns() - MARGIN
    }

    fn gutter(&mut self, label: &str, text: &str) -> io::Result<()> {
        let margin = self.paint.tone(Tone::Faint, &format!("{label:>9} │"));
        self.line(&format!("{margin} {text}"))
    }

    fn lay<'r, 'c: 'r>(
        &self,
        row: &'r [Chunk<'c>],
        side: impl Fn(&'r Chunk<'c>) -> &'r Vec<(&'c Atom, Option<usize>)>,
        tone: Tone,
    ) -> Laid {
        let mut laid = Laid { text: String::new(), marks: Vec::new() };
        let (mut column, mut written) = (0, 0);
        for (index, chunk) in row.iter().enumerate() {
            column += if index == 0 { 0 } else { chunk.gap };
            let mut at = column;
            for (nth, (atom, variant)) in side(chunk).iter().enumerate() {
                at += usize::from(nth > 0 && atom.spaced);
                laid.text += &" ".repeat(at - written);
                laid.text += &self.paint.tone(if variant.is_some() { tone } else { Tone::Plain }, &atom.text);
                if let Some(variant) = *variant {
                    Underline::add(&mut laid.marks, variant, at, atom.width);
                }
                at += atom.width;
                written = at;
            }
            column += chunk.width();
        }
        laid
    }
}

/// The pairs, in rows of at most `room` columns.
fn rows(pairs: &[AtomPair], room: usize) -> Vec<Vec<Chunk<'_>>> {
    let mut rows = vec![Vec::new()];
    let mut column = 0;
    for chunk in chunks(pairs, room) {
        let width = chunk.width();
        if column > 0 && column + chunk.gap + width > room {
            rows.push(Vec::new());
            column = 0;
        }
        column += width + if column > 0 { chunk.gap } else { 0 };
        rows.last_mut().expect("there is a first row").push(chunk);
    }
    rows
}

/// The pairs, joined where no line may break between them and they fit on one.
fn chunks(pairs: &[AtomPair], room: usize) -> Vec<Chunk<'_>> {
    let mut chunks: Vec<Chunk<'_>> = Vec::new();
    for (index, pair) in pairs.iter().enumerate() {
        let joins = index > 0 && !pair.breaks_after(&pairs[index - 1]);
        let fits = chunks.last().is_some_and(|chunk| chunk.width() + pair.gap() + pair.width() <= room);
        if !joins || !fits {
            chunks.push(Chunk { gap: pair.gap(), ..Chunk::default() });
        }
        let chunk = chunks.last_mut().expect("one was pushed");
        chunk.notes.extend(pair.notes.iter().map(|atom| (atom, pair.variant)));
        chunk.archive.extend(pair.archive.iter().map(|atom| (atom, pair.variant)));
    }
    chunks
}
