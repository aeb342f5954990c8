//! Two texts, cut into pieces that answer to each other.

use crate::report::legible;
use crate::report::wrap::pieces;
use crate::text::Span;
use crate::verify::Variant;
use unicode_width::UnicodeWidthStr;

/// A piece that no line breaks: a word, a part of one, or one wide character.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    /// As shown.
    pub text: String,
    /// The number of columns that takes.
    pub width: usize,
    /// True if white space stands before it.
    pub spaced: bool,
}

impl Atom {
    fn new(text: String, spaced: bool) -> Self {
        Self { width: text.width(), text, spaced }
    }

    fn is_wide(&self) -> bool {
        self.width == 2 && self.text.chars().next().is_some_and(|c| !c.is_ascii())
    }
}

/// The pieces that stand against each other, one on each side.
#[derive(Debug, Clone)]
pub(super) struct AtomPair {
    /// The notes' piece.
    pub notes: Option<Atom>,
    /// The archive's piece.
    pub archive: Option<Atom>,
    /// The number of the variant that this is part of; none where the two agree.
    pub variant: Option<usize>,
}

impl AtomPair {
    fn sides(&self) -> impl Iterator<Item = &Atom> {
        self.notes.iter().chain(&self.archive)
    }

    /// The number of columns that it takes.
    pub fn width(&self) -> usize {
        self.sides().map(|atom| atom.width).max().unwrap_or(0)
    }

    /// The number of columns that stand free before it.
    pub fn gap(&self) -> usize {
        usize::from(self.sides().any(|atom| atom.spaced))
    }

    /// Returns true if a line may break before it, where `before` stands there.
    pub fn breaks_after(&self, before: &AtomPair) -> bool {
        let wide = |pair: &AtomPair| pair.sides().any(Atom::is_wide);
        self.sides().all(|atom| atom.spaced) || wide(self) || wide(before)
    }

    /// The mark that stands for pieces that are left out.
    fn elision(variant: Option<usize>, notes: bool, archive: bool) -> Self {
        let mark = || Atom::new("⋯".to_owned(), true);
        Self { notes: notes.then(mark), archive: archive.then(mark), variant }
    }
}

/// Columns of agreement that are kept on each side of a variant.
const CONTEXT: usize = 40;
/// Columns that are kept at each end of anything else that is long.
const LONG: usize = 160;

/// The pieces of `quoted` and `archived`, paired, long stretches left out. Variants that are out of order, or out of
/// the texts, are passed over.
pub(super) fn pair(quoted: &str, archived: &str, variants: &[Variant], widest: usize) -> Vec<AtomPair> {
    let mut cutter = Cutter { notes: Side::of(quoted), archive: Side::of(archived), widest, pairs: Vec::new() };
    for (index, variant) in variants.iter().enumerate() {
        let (ours, theirs) = (variant.quoted_span, variant.archived_span);
        if cutter.notes.has(ours) && cutter.archive.has(theirs) {
            cutter.cut(ours.start, theirs.start, None);
            cutter.cut(ours.end, theirs.end, Some(index));
        }
    }
    cutter.cut(quoted.len(), archived.len(), None);
    elide(&cutter.pairs)
}

struct Cutter<'t> {
    notes: Side<'t>,
    archive: Side<'t>,
    widest: usize,
    pairs: Vec<AtomPair>,
}

impl Cutter<'_> {
    /// Pairs the pieces up to these offsets.
    fn cut(&mut self, quoted: usize, archived: usize, variant: Option<usize>) {
        let mut notes = self.notes.upto(quoted, self.widest, variant.is_some()).into_iter();
        let mut archive = self.archive.upto(archived, self.widest, variant.is_some()).into_iter();
        loop {
            let (notes, archive) = (notes.next(), archive.next());
            if notes.is_none() && archive.is_none() {
                return;
            }
            self.pairs.push(AtomPair { notes, archive, variant });
        }
    }
}

/// One text, and how far it has been cut.
struct Side<'t> {
    text: &'t str,
    at: usize,
    spaced: bool,
}

impl<'t> Side<'t> {
    const fn of(text: &'t str) -> Self {
        Self { text, at: 0, spaced: true }
    }

    fn has(&self, span: Span) -> bool {
        self.at <= span.start && span.start <= span.end && self.text.get(span.range()).is_some()
    }

    /// The pieces up to `end`. White space is no piece; but where nothing else differs, it is shown as `␣`.
    fn upto(&mut self, end: usize, widest: usize, differs: bool) -> Vec<Atom> {
        let text = &self.text[self.at..end];
        self.at = end;
        if differs && !text.is_empty() && text.trim().is_empty() {
            return vec![Atom::new("␣".to_owned(), std::mem::take(&mut self.spaced))];
        }
        let mut atoms = Vec::new();
        for run in text.split_inclusive(char::is_whitespace) {
            let word = run.trim_end();
            if !word.is_empty() {
                let shown = legible(word);
                for piece in pieces(&shown, widest) {
                    atoms.push(Atom::new(piece.to_owned(), std::mem::take(&mut self.spaced)));
                }
            }
            self.spaced |= word.len() < run.len();
        }
        atoms
    }
}

/// Leaves out the middle of long stretches.
fn elide(pairs: &[AtomPair]) -> Vec<AtomPair> {
    let mut kept = Vec::new();
    let mut at = 0;
    for run in pairs.chunk_by(|one, other| one.variant == other.variant) {
        let (first, last) = (at == 0, at + run.len() == pairs.len());
        let (head, tail) = match (run[0].variant, first, last) {
            (Some(_), ..) | (None, true, true) => (LONG, LONG),
            (None, true, false) => (0, CONTEXT),
            (None, false, true) => (CONTEXT, 0),
            (None, false, false) => (CONTEXT, CONTEXT),
        };
        elide_run(run, head, tail, &mut kept);
        at += run.len();
    }
    kept
}

fn elide_run(run: &[AtomPair], head: usize, tail: usize, kept: &mut Vec<AtomPair>) {
    let mut front = keep(run.iter(), head);
    let mut back = run.len() - keep(run.iter().rev(), tail);
    // Never inside a word.
    while front > 0 && front < run.len() && !run[front].breaks_after(&run[front - 1]) {
        front -= 1;
    }
    while back > 0 && back < run.len() && !run[back].breaks_after(&run[back - 1]) {
        back += 1;
    }
    if back <= front + 3 {
        kept.extend_from_slice(run);
        return;
    }
    let left = &run[front..back];
    let elision = AtomPair::elision(
        left[0].variant,
        left.iter().any(|pair| pair.notes.is_some()),
        left.iter().any(|pair| pair.archive.is_some()),
    );
    kept.extend_from_slice(&run[..front]);
    kept.push(elision);
    kept.extend_from_slice(&run[back..]);
}

/// The number of pairs that fit into so many columns.
fn keep<'p>(pairs: impl Iterator<Item = &'p AtomPair>, columns: usize) -> usize {
    let mut room = columns;
    let fits = |pair: &&AtomPair| {
        let width = pair.width() + pair.gap();
        let fits = width <= room;
        room = room.saturating_sub(width);
        fits
    };
    pairs.take_while(fits).count()
}
