//! Reports in the forms that the places where notes are checked expect: forges, review tools, test reports.
//!
//! **Invariant**: one finding is one entry in each of them, with the same message, place and fingerprint.

mod github;
mod gitlab;
mod jsonl;
mod junit;
mod markdown;
mod rdjson;
mod sarif;

pub(super) use github::print as github;
pub(super) use gitlab::print as gitlab;
pub(super) use jsonl::print as jsonl;
pub(super) use junit::print as junit;
pub(super) use markdown::print as markdown;
pub(super) use rdjson::print as rdjson;
pub(super) use sarif::print as sarif;

use super::sentences::{help, legible_message};
use super::{NotesContext, legible};
use crate::digest::Digest;
use crate::text::{Lines, Span};
use crate::verify::{Finding, Judged, NotesFile, Report};
use std::collections::HashMap;

/// A place in notes, in every way of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Point {
    /// From 1.
    line: usize,
    /// From 1, in Unicode scalar values.
    column: usize,
    /// From 1, in bytes of UTF-8.
    byte_column: usize,
}

/// A finding, and the place that it is shown at.
struct Entry<'r> {
    /// The file: below the root of the repository, if it is.
    path: String,
    /// True for a file of notes, and false for one of the archive.
    in_notes: bool,
    /// The first character, and the one behind the last; `None` where the whole file is meant.
    range: Option<(Point, Point)>,
    finding: &'r Finding,
    /// The quotation that it is on.
    judged: Option<&'r Judged>,
    message: String,
    help: Option<String>,
    /// The digest of the rule, the words and the number of this one among those that have both: it stays when lines move.
    fingerprint: Digest,
    lines: Option<&'r NotesLines<'r>>,
}

/// The lines of a file of notes.
struct NotesLines<'n> {
    text: &'n str,
    lines: Lines<'n>,
}

impl NotesLines<'_> {
    fn point(&self, offset: usize) -> Point {
        let at = self.lines.position(offset);
        let start = self.lines.start(at.line).unwrap_or_default();
        let offset = self.text.floor_char_boundary(offset);
        Point { line: at.line, column: at.column, byte_column: offset.saturating_sub(start) + 1 }
    }

    fn range(&self, span: Span) -> (Point, Point) {
        (self.point(span.start), self.point(span.end))
    }

    /// The character at a line and column.
    fn at(&self, line: usize, column: usize) -> Option<(Point, Point)> {
        let start = self.lines.start(line)?;
        let offset = self.text[start..].char_indices().nth(column.checked_sub(1)?).map_or(0, |(at, _)| at) + start;
        let length = self.text[offset..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
        Some(self.range(Span::new(offset, offset + length)))
    }
}

/// The notes of a report, by name.
struct AllLines<'n>(HashMap<&'n str, NotesLines<'n>>);

impl<'n> AllLines<'n> {
    fn of(files: &'n [NotesFile]) -> Self {
        let lines =
            |file: &'n NotesFile| (file.name.as_str(), NotesLines { text: &file.text, lines: Lines::of(&file.text) });
        Self(files.iter().map(lines).collect())
    }
}

/// All findings of `report` that count, in the order of other reports.
fn entries<'r>(report: &'r Report, context: &NotesContext<'_>, all: &'r AllLines<'r>) -> Vec<Entry<'r>> {
    let mut counts: HashMap<(String, &str, String), usize> = HashMap::new();
    let mut entry = |place: (String, bool), range, finding: &'r Finding, judged: Option<&'r Judged>, lines| {
        let message = legible_message(finding);
        let words = judged
            .map_or_else(|| message.clone(), |judged| judged.text.split_whitespace().collect::<Vec<_>>().join(" "));
        let count = counts.entry((place.0.clone(), finding.rule.id(), words.clone())).or_default();
        let fingerprint = Digest::of(format!("{}\0{words}\0{count}", finding.rule).as_bytes());
        *count += 1;
        let help = help(finding).map(|help| legible(&help).into_owned());
        Entry { path: place.0, in_notes: place.1, range, finding, judged, message, help, fingerprint, lines }
    };
    let mut found = Vec::new();
    for judged in report.reported() {
        let lines = all.0.get(judged.file.as_str());
        let range = lines.map(|lines| lines.range(judged.span)).or_else(|| known(judged.line, judged.column));
        for finding in judged.counted() {
            found.push(entry((context.shown(&judged.file), true), range, finding, Some(judged), lines));
        }
    }
    for one in report.counted_notes() {
        let lines = all.0.get(one.file.as_str());
        let range = lines.and_then(|lines| lines.at(one.line, one.column)).or_else(|| known(one.line, one.column));
        found.push(entry((context.shown(&one.file), true), range, &one.finding, None, lines));
    }
    for one in &report.archive {
        found.push(entry((context.archived(&one.capture), false), None, &one.finding, None, None));
    }
    found
}

/// The place of which only the beginning is known, where the notes are not there.
fn known(line: usize, column: usize) -> Option<(Point, Point)> {
    let point = Point { line, column, byte_column: column };
    (line > 0).then_some((point, point))
}

impl Entry<'_> {
    /// The message, and below it what to do.
    fn with_help(&self) -> String {
        self.help.as_ref().map_or_else(|| self.message.clone(), |help| format!("{}\nhelp: {help}", self.message))
    }
}

/// The first words of a quotation.
fn first_words(text: &str) -> String {
    const WORDS: usize = 10;
    let words: Vec<&str> = text.split_whitespace().collect();
    let shown = words[..words.len().min(WORDS)].join(" ");
    format!("“{}{}”", legible(&shown), if words.len() > WORDS { " …" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_counted_in_characters_and_in_bytes() {
        let text = "a\n“é” b\n";
        let lines = NotesLines { text, lines: Lines::of(text) };
        let at = text.find('b').unwrap();
        let (start, end) = lines.range(Span::new(at, at + 1));
        assert_eq!(start, Point { line: 2, column: 5, byte_column: 10 });
        assert_eq!(end, Point { line: 2, column: 6, byte_column: 11 });
        assert_eq!(lines.at(2, 5), Some((start, end)));
        assert_eq!(lines.at(9, 1), None);
    }

    #[test]
    fn long_words_are_shortened() {
        assert_eq!(first_words("The dam\nheld."), "“The dam held.”");
        assert_eq!(first_words("1 2 3 4 5 6 7 8 9 10 11"), "“1 2 3 4 5 6 7 8 9 10 …”");
    }
}
