//! Jupyter notebooks: the cells that are written in Markdown.

use super::markdown::Markdown;
use crate::notes::data::json::read;
use crate::notes::data::{DataNode, DataValue};
use crate::notes::formats::format::{CLOSERS, CitationPlace, CommentSyntax, NotesFormat};
use crate::notes::{
    Bibliography, BibliographyProblem, Citation, FieldNames, Notes, NotesProblem, Quotation, Suppression,
};
use crate::text::Span;

/// Jupyter notebooks.
pub(super) struct Jupyter;

impl NotesFormat for Jupyter {
    const NAME: &'static str = "jupyter";
    const ENDINGS: &'static [&'static str] = &[".ipynb"];
    const OTHER_ENDINGS: &'static [&'static str] = &[];
    /// The comments of Markdown, which stand in strings.
    const COMMENT: CommentSyntax = CommentSyntax::None;
    const CLOSERS: &'static str = CLOSERS;
    const CITATION_PLACE: CitationPlace = CitationPlace::AttributionLine;

    fn read(notes: &str, fields: &FieldNames) -> Notes {
        let start = notes.len() - notes.trim_start_matches('\u{feff}').len();
        let mut all = Notes::default();
        match read(notes, Span::new(start, notes.len())) {
            Ok(root) => cells(&root).for_each(|cell| all.take(Cell::of(notes, cell), fields)),
            Err(broken) => all.broken.push(NotesProblem { span: broken.span, what: broken.to_string() }),
        }
        all
    }

    fn bibliographies(_: &str) -> Vec<String> {
        Vec::new()
    }

    fn entries(_: &str) -> (Bibliography, Vec<BibliographyProblem>) {
        Default::default()
    }

    fn citation(article: &str, _: &dyn Fn() -> Option<String>) -> Option<String> {
        Some(format!(" [@{article}]"))
    }
}

/// The sources of the cells in Markdown; up to version 3 of the format they stand in worksheets.
fn cells(root: &DataNode) -> impl Iterator<Item = &DataNode> {
    let sheets = root.field("worksheets").into_iter().flat_map(DataNode::items);
    let lists = [root].into_iter().chain(sheets).filter_map(|sheet| sheet.field("cells"));
    let cells = lists.flat_map(DataNode::items);
    let shown = |cell: &&DataNode| {
        matches!(cell.field("cell_type").and_then(DataNode::text), Some("markdown" | "heading" | "raw"))
    };
    cells.filter(shown).filter_map(|cell| cell.field("source"))
}

/// The text of a cell, and the way back to the notebook.
struct Cell {
    text: String,
    /// Where in the text each piece begins, and where in the notebook it stands; true where that is the same bytes.
    pieces: Vec<(usize, Span, bool)>,
}

impl Cell {
    fn of(notes: &str, source: &DataNode) -> Self {
        let mut cell = Self { text: String::new(), pieces: Vec::new() };
        match &source.value {
            DataValue::List(lines) => lines.iter().for_each(|line| cell.string(notes, line)),
            _ => cell.string(notes, source),
        }
        cell
    }

    /// Adds a string of JSON.
    fn string(&mut self, notes: &str, node: &DataNode) {
        if node.text().is_none() || node.span.len() < 2 {
            return;
        }
        let (mut at, end) = (node.span.start + 1, node.span.end - 1);
        while at < end {
            let rest = &notes[at..end];
            let plain = rest.find('\\').unwrap_or(rest.len());
            if plain > 0 {
                self.push(&rest[..plain], Span::new(at, at + plain), true);
                at += plain;
                continue;
            }
            let (shown, length) = escape(rest);
            self.push(shown.encode_utf8(&mut [0; 4]), Span::new(at, at + length), false);
            at += length;
        }
    }

    fn push(&mut self, text: &str, from: Span, same: bool) {
        self.pieces.push((self.text.len(), from, same));
        self.text.push_str(text);
    }

    /// The place in the notebook of a span of the text.
    fn in_notes(&self, span: Span) -> Span {
        let start = self.place(span.start, false);
        let end = if span.is_empty() { start } else { self.place(span.end - 1, true) };
        Span::new(start, end.max(start))
    }

    /// The byte at which the character at `at` begins in the notebook, or the one at which it ends.
    fn place(&self, at: usize, behind: bool) -> usize {
        let index = self.pieces.partition_point(|&(begin, ..)| begin <= at);
        match index.checked_sub(1).map(|index| self.pieces[index]) {
            Some((begin, from, true)) => (from.start + (at - begin) + usize::from(behind)).min(from.end),
            Some((_, from, false)) => {
                if behind {
                    from.end
                } else {
                    from.start
                }
            }
            None => 0,
        }
    }
}

/// The character that an escape of JSON stands for, and the bytes that it has.
fn escape(text: &str) -> (char, usize) {
    let unit = |from: usize| u16::from_str_radix(text.get(from..from + 4)?, 16).ok();
    match text.as_bytes().get(1) {
        Some(b'n') => ('\n', 2),
        Some(b't') => ('\t', 2),
        Some(b'r') => ('\r', 2),
        Some(b'b') => ('\u{8}', 2),
        Some(b'f') => ('\u{c}', 2),
        Some(b'u') => {
            let pair = [unit(2), unit(8).filter(|_| text[6..].starts_with("\\u"))];
            let decoded = char::decode_utf16(pair.into_iter().flatten()).next().and_then(Result::ok);
            decoded.map_or(('\u{fffd}', 6), |c| (c, 6 * c.len_utf16()))
        }
        Some(&byte) => (char::from(byte), 2),
        None => ('\\', 1),
    }
}

impl Notes {
    /// Adds what a cell has.
    fn take(&mut self, cell: Cell, fields: &FieldNames) {
        let read = Markdown::read(&cell.text, fields);
        let place = |span: Span| cell.in_notes(span);
        let problem = |problem: NotesProblem| NotesProblem { span: place(problem.span), ..problem };
        let citation = |one: Citation| Citation { span: place(one.span), ..one };
        let quotation = |one: Quotation| {
            let readings =
                one.readings.into_iter().map(|reading| crate::notes::Reading { span: place(reading.span), ..reading });
            Quotation {
                at: place(Span::new(one.at, one.at)).start,
                readings: readings.collect(),
                citations: one.citations.into_iter().map(citation).collect(),
                unread: one.unread.map(place),
                ..one
            }
        };
        self.quotations.extend(read.quotations.into_iter().map(quotation));
        self.unclosed.extend(read.unclosed.into_iter().map(place));
        self.mixed.extend(read.mixed.into_iter().map(place));
        let moved = |one: Suppression| Suppression { span: place(one.span), covers: place(one.covers), ..one };
        self.suppressions.extend(read.suppressions.into_iter().map(moved));
        self.struck.extend(read.struck.into_iter().map(place));
        self.titles.extend(read.titles.into_iter().map(place));
        self.malformed.extend(read.malformed.into_iter().map(problem));
        self.unknown.extend(read.unknown.into_iter().map(problem));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_cell_lead_back_to_the_notebook() {
        let notes = r#"{"cells": [{"cell_type": "markdown", "source": ["He said\n", "“the \"dam\" h\u00e9ld” [@a]."]},
            {"cell_type": "code", "source": "x = “not this”"}], "nbformat": 4}"#;
        let read = Jupyter::read(notes, FieldNames::NONE);
        assert_eq!(read.quotations.len(), 1);
        let reading = &read.quotations[0].readings[0];
        assert_eq!(reading.text, "the \"dam\" héld");
        assert_eq!(&notes[reading.span.range()], r#"the \"dam\" h\u00e9ld"#);
    }
}
