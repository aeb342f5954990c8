//! Lines of the words of a document, with what kind of words they are.

use super::fragment::{Fragment, Piece, seen, word_gap};
use super::structure::{Structure, TagRole};

/// A line of a column.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// The page that it stands on, from 0.
    pub page: u32,
    pub pieces: Vec<Piece>,
    pub(super) start: i32,
    pub(super) end: i32,
    pub(super) base: i32,
    pub(super) size: i32,
    /// The column that it stands in, among those of the document.
    pub(super) column: u32,
    /// The kind of all of it, by its tags.
    pub(super) role: Option<TagRole>,
    /// True if it stands beside the lines of its page.
    pub(super) is_in_margin: bool,
}

impl Line {
    /// The runs of one line, from left to right.
    pub(super) fn of(page: u32, column: u32, runs: Vec<Fragment>, structure: &Structure) -> Option<Self> {
        let widest = runs.iter().filter(|run| !run.is_hidden()).max_by_key(|run| run.len()).or(runs.first())?;
        let (size, base) = (widest.size, widest.base);
        let role = structure.role(page, widest.tag);
        let is_same = runs.iter().all(|run| structure.role(page, run.tag) == role);
        let role = role.filter(|_| is_same);
        let mut line =
            Self { page, column, size, base, role, is_in_margin: false, pieces: Vec::new(), start: 0, end: 0 };
        let mut is_first = true;
        for run in runs {
            let gap = if is_first { 0 } else { run.start - line.end };
            match run.is_hidden() {
                true => {}
                false if std::mem::take(&mut is_first) => (line.start, line.end) = (run.start, run.end),
                false => (line.start, line.end) = (line.start.min(run.start), line.end.max(run.end)),
            }
            let at = line.pieces.len();
            line.pieces.extend(run.pieces);
            if let Some(piece) = line.pieces.get_mut(at) {
                let is_soft = piece.text.starts_with('\u{ad}');
                piece.is_apart = !is_soft && (piece.is_apart || gap.saturating_mul(100) > size * word_gap(&piece.text));
            }
        }
        (!line.pieces.is_empty()).then_some(line)
    }

    /// Its words that are seen.
    pub fn text(&self) -> String {
        seen(&self.pieces)
    }

    pub(super) fn is_hidden(&self) -> bool {
        self.pieces.iter().all(|piece| piece.is_hidden)
    }

    /// The width of its first word, about.
    pub(super) fn first_word(&self) -> i32 {
        let text = self.text();
        let (word, all) =
            (text.split_whitespace().next().map_or(0, |word| word.chars().count()), text.chars().count().max(1));
        let width = i64::from(self.end) - i64::from(self.start);
        i32::try_from(width * word as i64 / all as i64).unwrap_or(0)
    }
}

/// The lines of the columns of a page.
pub(super) fn lines(page: u32, columns: Vec<Vec<Fragment>>, next_column: &mut u32, structure: &Structure) -> Vec<Line> {
    let mut lines = Vec::new();
    for column in columns {
        let mut row: Vec<Fragment> = Vec::new();
        for run in column {
            if row.first().is_some_and(|first| first.base != run.base) {
                lines.extend(Line::of(page, *next_column, std::mem::take(&mut row), structure));
            }
            row.push(run);
        }
        lines.extend(Line::of(page, *next_column, row, structure));
        *next_column += 1;
    }
    lines
}
