//! Raised signs that lead to a note, and those that are a part of the words.

use super::super::note_label::is_label;
use crate::document::pdf::{Document, Kind, Line, Piece};
use crate::text::{LONGEST_RAISED, Raised, raise};
use std::collections::HashSet;

/// The labels that notes of a document begin with, by their pages.
pub(super) struct Markers {
    labels: HashSet<(u32, String)>,
    anywhere: HashSet<String>,
}

/// The kind of a raised or lowered piece.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum OffLine {
    /// The sign of a note.
    Marker,
    /// Words, with their digits raised or lowered.
    Words(String),
}

/// The label that a note begins with.
fn label(line: &Line) -> Option<String> {
    let first = line.pieces.iter().find(|piece| !piece.is_hidden)?;
    let word = first.text.split_whitespace().next()?;
    Some(bare(word).to_owned()).filter(|label| is_label(label))
}

fn bare(label: &str) -> &str {
    label.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '.' | ','))
}

impl Markers {
    pub fn of(document: &Document) -> Self {
        let (mut labels, mut anywhere) = (HashSet::new(), HashSet::new());
        for block in document.blocks.iter().filter(|block| block.kind == Kind::Note) {
            if let Some(line) = block.lines.first()
                && let Some(label) = label(line)
            {
                anywhere.insert(label.clone());
                labels.insert((line.page, label));
            }
        }
        Self { labels, anywhere }
    }

    /// The kind of a piece off the line that stands behind `before` on a page.
    pub fn judge(&self, piece: &Piece, level: Raised, page: u32, before: &str) -> OffLine {
        let text = piece.text.trim();
        let words = || {
            OffLine::Words(if text.chars().count() <= LONGEST_RAISED { raise(text, level) } else { text.to_owned() })
        };
        let parts: Vec<&str> = text.split([',', ' ', ';']).map(bare).filter(|part| !part.is_empty()).collect();
        if level == Raised::Down || parts.is_empty() || !parts.iter().all(|part| is_label(part)) {
            return words();
        }
        let is_here = parts.iter().all(|part| self.labels.contains(&(page, (*part).to_owned())));
        let is_known = is_here || parts.iter().all(|part| self.anywhere.contains(*part));
        let is_number = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
        let letters = before.chars().rev().take_while(|c| c.is_alphabetic()).count();
        let is_marker = match () {
            // A power; behind a year it may be a note.
            () if digits > 0 => is_here && is_year(before, digits),
            () if before.is_empty() => true,
            () if is_known => true,
            // An ordinal's letter, the sign of a square metre.
            () if !is_number => parts.iter().all(|part| !part.chars().all(char::is_alphabetic)),
            () => letters == 0 || letters > 2,
        };
        if is_marker { OffLine::Marker } else { words() }
    }
}

fn is_year(before: &str, digits: usize) -> bool {
    let year = &before[before.len() - digits..];
    digits == 4 && (year.starts_with('1') || year.starts_with("20"))
}
