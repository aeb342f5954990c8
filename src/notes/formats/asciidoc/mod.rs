//! Notes in AsciiDoc.

mod block_style;
mod inline;

use crate::notes::builder::Builder;
use crate::notes::citations::{metadata, reference};
use crate::notes::formats::format::{CitationPlace, CommentSyntax, NotesFormat, words_after};
use crate::notes::formats::html::read_html;
use crate::notes::running_text::{NodeKind, RunningText, byte_order_mark};
use crate::notes::{Bibliography, BibliographyProblem, FieldNames, Notes, reader};
use crate::text::Span;
use std::collections::HashMap;

/// The depth to which nested blocks are read; deeper ones are read as running text.
const DEEPEST: usize = 24;

/// AsciiDoc.
pub(super) struct AsciiDoc;

impl NotesFormat for AsciiDoc {
    const NAME: &'static str = "asciidoc";
    const ENDINGS: &'static [&'static str] = &[".adoc", ".asciidoc", ".asc"];
    const OTHER_ENDINGS: &'static [&'static str] = &[];
    const COMMENT: CommentSyntax = CommentSyntax::Line("//");
    const CLOSERS: &'static str = "”“\"’‘'»«›‹`*_#";
    const CITATION_PLACE: CitationPlace = CitationPlace::Behind;

    fn read(notes: &str, fields: &FieldNames) -> Notes {
        reader::read(running_text(notes, fields))
    }

    fn bibliographies(notes: &str) -> Vec<String> {
        words_after(notes, ":bibtex-file:")
    }

    fn entries(notes: &str) -> (Bibliography, Vec<BibliographyProblem>) {
        (entries(notes), Vec::new())
    }

    fn citation(article: &str, _: &dyn Fn() -> Option<String>) -> Option<String> {
        Some(format!(" cite:[{article}]"))
    }
}

/// The items of a bibliography, `[[[key]]]` or `[[[key,label]]]` and what it stands for.
fn entries(notes: &str) -> Bibliography {
    let mut found = Bibliography::default();
    if !notes.contains("[[[") {
        return found;
    }
    for block in notes.split("\n\n") {
        for item in block.split("[[[").skip(1) {
            let Some((name, text)) = item.split_once("]]]") else { continue };
            let key = name.split(',').next().unwrap_or_default().trim();
            if !key.is_empty() && !key.contains(char::is_whitespace) {
                found.add(key, text.split('[').next().unwrap_or_default());
            }
        }
    }
    found
}

/// Reads the running text out of `notes`.
fn running_text<'n>(notes: &'n str, fields: &'n FieldNames) -> RunningText<'n> {
    let builder = Builder::with(notes, fields);
    let mut reader = AsciiDocReader {
        builder,
        notes,
        style: BlockStyle::default(),
        attributes: HashMap::new(),
        depth: 0,
        enclosing: Vec::new(),
        table: false,
    };
    reader.blocks(Span::new(byte_order_mark(notes), notes.len()));
    reader.finish()
}

/// The line of attributes above a block.
#[derive(Debug, Default, Clone)]
struct BlockStyle {
    /// True where it says that the block quotes.
    quotes: bool,
    /// Who and what is quoted.
    about: Vec<Span>,
    /// Its place in the notes.
    span: Span,
}

struct AsciiDocReader<'n> {
    builder: Builder<'n>,
    notes: &'n str,
    style: BlockStyle,
    attributes: HashMap<&'n str, &'n str>,
    depth: usize,
    /// The delimiters of blocks that are open, and whose content is blocks: none inside goes beyond them.
    enclosing: Vec<&'n str>,
    table: bool,
}

impl<'n> AsciiDocReader<'n> {
    fn blocks(&mut self, span: Span) {
        let mut at = span.start;
        while at < span.end {
            let line = self.line(at, span.end);
            at = self.block(line, span.end).max(line.end) + 1;
        }
        self.builder.leave_paragraph();
    }

    /// The line that begins at `at`, without its break.
    fn line(&self, at: usize, end: usize) -> Span {
        let rest = &self.notes[at..end];
        Span::new(at, at + rest.find('\n').unwrap_or(rest.len()))
    }

    /// Reads the block that begins with `line`; where it ends.
    fn block(&mut self, line: Span, end: usize) -> usize {
        let text = self.notes[line.range()].trim_end();
        let quotes = self.style.quotes || is_fence(text, '_') || text == "\"\"";
        if !quotes {
            self.style = BlockStyle::default();
        }
        match text {
            "" => self.blank(line),
            "+" => line.end,
            "|===" | "!===" | ",===" | ":===" => self.table(line),
            "'''" | "---" | "***" | "<<<" | "* * *" | "- - -" => self.rule(line),
            _ if self.table && text.trim_start().starts_with(['|', '!']) => self.row(line, end),
            _ if is_fence(text, '/') => self.fenced(line, end, |_, _| {}),
            _ if text.starts_with("//") => {
                self.builder.comment(text.trim_start_matches('/').trim(), line);
                line.end
            }
            _ if is_fence(text, '_') || text == "\"\"" => self.fenced(line, end, Self::quotation),
            _ if self.style.quotes && (text == "--" || is_fence(text, '=') || is_fence(text, '*')) => {
                self.fenced(line, end, Self::quotation)
            }
            _ if is_fence(text, '+') => self.fenced(line, end, Self::passed_through),
            _ if ['-', '.'].iter().any(|&c| is_fence(text, c)) || text.starts_with("```") => {
                self.fenced(line, end, |reader, inner| {
                    reader.leave_lists();
                    reader.builder.code_block(inner);
                })
            }
            "--" => self.delimiter(line),
            _ if is_fence(text, '=') || is_fence(text, '*') => self.delimiter(line),
            _ if text.starts_with('[')
                && text.ends_with(']')
                && !text.starts_with("[[")
                && !text[1..].contains("](") =>
            {
                self.styled(line);
                line.end
            }
            _ if text.starts_with("[[") && text.ends_with("]]") && !text[2..text.len() - 2].contains([']', ' ']) => {
                line.end
            }
            _ => self.marked(line, end),
        }
    }

    fn blank(&mut self, line: Span) -> usize {
        self.builder.leave_paragraph();
        line.end
    }

    /// Begins or ends a block whose content is blocks.
    fn delimiter(&mut self, line: Span) -> usize {
        self.leave_lists();
        let text = self.notes[line.range()].trim_end();
        match self.enclosing.iter().rposition(|open| *open == text) {
            Some(open) => self.enclosing.truncate(open),
            None if self.enclosing.len() < DEEPEST => self.enclosing.push(text),
            None => {}
        }
        line.end
    }

    fn leave_lists(&mut self) {
        self.builder.leave_paragraph();
        while matches!(self.builder.kind(), NodeKind::Item | NodeKind::List) {
            self.builder.close(Span::new(0, 0));
        }
    }

    fn rule(&mut self, line: Span) -> usize {
        self.leave_lists();
        self.builder.open(NodeKind::Rule, line);
        self.builder.close(line);
        line.end
    }

    /// Reads what stands from `line` to the next line like it.
    fn fenced(&mut self, line: Span, end: usize, work: impl Fn(&mut Self, Span)) -> usize {
        let fence = self.notes[line.range()].trim_end();
        let fence = if fence.starts_with("```") { "```" } else { fence };
        let start = (line.end + 1).min(end);
        let mut at = start;
        while at < end {
            let next = self.line(at, end);
            let text = self.notes[next.range()].trim_end();
            if text == fence {
                work(self, Span::new(start, at.saturating_sub(1).max(start)));
                return next.end;
            }
            if self.enclosing.contains(&text) {
                break;
            }
            at = next.end + 1;
        }
        let end = at.min(end).saturating_sub(usize::from(at < end)).max(start);
        let quotes = fence.starts_with('_') || fence == "\"\"" || self.style.quotes;
        if quotes {
            self.builder.flow.open.push(line);
        }
        work(self, Span::new(start, end));
        end
    }

    /// What is passed through as it stands, which is HTML.
    fn passed_through(&mut self, inner: Span) {
        self.leave_lists();
        read_html(&mut self.builder, inner);
    }

    /// A block quotation: its words, and what the line above says of them.
    fn quotation(&mut self, inner: Span) {
        if self.depth >= DEEPEST {
            return self.inline(inner);
        }
        let style = std::mem::take(&mut self.style);
        self.depth += 1;
        self.leave_lists();
        let whole = if style.span.is_empty() { inner } else { style.span.hull(inner) };
        self.builder.open(NodeKind::Quote, whole);
        let node = self.builder.node();
        self.blocks(inner);
        self.leave_lists();
        self.builder.back_to(node, inner);
        for about in style.about {
            self.attribution(about);
        }
        self.builder.close(whole);
        self.depth -= 1;
    }

    /// Reads an attribute that says something about the words, and is none of them.
    fn attribution(&mut self, about: Span) {
        let text = self.notes[about.range()].trim();
        if let Some(reference) = reference::of_name(text).filter(|_| !text.contains('[')) {
            // A single word may be a name as well as a key: the archive says which.
            self.builder.cite(reference, about);
            return self.builder.leave_paragraph();
        }
        self.builder.inline(about);
        let from = self.builder.flow.text.len();
        self.inline(about);
        self.builder.hide(from);
        self.builder.leave_paragraph();
    }

    /// A heading, an attribute, a macro, an item, or a paragraph.
    fn marked(&mut self, line: Span, end: usize) -> usize {
        let text = &self.notes[line.range()];
        let level = text.len() - text.trim_start_matches('=').len();
        if (1..=6).contains(&level) && text[level..].starts_with(' ') {
            self.leave_lists();
            self.builder.open(NodeKind::Heading(level as u8), line);
            self.inline(Span::new(line.start + level + 1, line.end));
            self.builder.leave_paragraph();
            return line.end;
        }
        if let Some(marker) = item(text) {
            return self.item(line, marker, end);
        }
        if self.builder.kind().is_leaf() {
            return self.paragraph(line, end);
        }
        if let Some((name, value)) = text.strip_prefix(':').and_then(|rest| rest.split_once(':'))
            && !name.is_empty()
            && !name.contains(char::is_whitespace)
        {
            self.attribute(name, value.trim(), line);
            return line.end;
        }
        if let Some((name, target)) = text.split_once("::").filter(|_| text.trim_end().ends_with(']'))
            // With a space it is a term and what is said of it.
            && !target.starts_with(' ')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && !name.is_empty()
        {
            return self.block_macro(name, line);
        }
        match text.chars().next() {
            Some('>') if text.starts_with("> ") || text.trim_end() == ">" => self.angled(line, end),
            Some(' ' | '\t') if !matches!(self.builder.kind(), NodeKind::Item) && !self.style.quotes => {
                self.leave_lists();
                let whole = self.lines(line, end, |text| !is_delimiter(text));
                self.builder.code_block(whole);
                whole.end
            }
            _ => self.paragraph(line, end),
        }
    }

    fn attribute(&mut self, name: &'n str, value: &'n str, line: Span) {
        self.attributes.insert(name, value);
        if let Some(reference) = metadata::named(name, value, self.builder.flow.fields) {
            self.builder.flow.defaults.push((reference, line));
        }
    }

    fn block_macro(&mut self, name: &str, line: Span) -> usize {
        match name {
            "image" | "video" | "audio" | "toc" | "ifdef" | "ifndef" | "ifeval" | "endif" | "bibliography" => {}
            "include" => self.builder.unknown(self.notes[line.range()].trim(), "the included text was not read", line),
            _ => self.builder.unknown(&format!("{name}::"), "its value was not read", line),
        }
        line.end
    }

    /// The lines from `line` on that follow one another without an empty one, as long as they are `good`.
    fn lines(&self, line: Span, end: usize, good: impl Fn(&str) -> bool) -> Span {
        let mut whole = line;
        while whole.end < end {
            let next = self.line(whole.end + 1, end);
            let text = self.notes[next.range()].trim_end();
            if text.is_empty() || !good(text) {
                break;
            }
            whole.end = next.end;
        }
        whole
    }

    fn paragraph(&mut self, line: Span, end: usize) -> usize {
        let whole = self.lines(line, end, goes_on);
        let text = self.notes[whole.range()].trim_end();
        let last = text.rsplit('\n').next().unwrap_or_default();
        // `"…"` with `-- name` below it.
        let quoted = text.starts_with('"') && last.starts_with("-- ") && text.contains("\"\n");
        if self.style.quotes || quoted {
            let style = std::mem::take(&mut self.style);
            self.leave_lists();
            self.builder.open(NodeKind::Quote, whole);
            self.inline(whole);
            self.builder.leave_paragraph();
            for about in style.about {
                self.attribution(about);
            }
            self.builder.close(whole);
            return whole.end;
        }
        if *self.builder.kind() == NodeKind::Item && self.after_blank(line.start) && !self.after_plus(line.start) {
            self.leave_lists();
        }
        self.inline(whole);
        self.builder.leave_paragraph();
        whole.end
    }

    fn after_blank(&self, at: usize) -> bool {
        self.notes[..at].ends_with("\n\n") || self.notes[..at].ends_with("\r\n\r\n")
    }

    fn after_plus(&self, at: usize) -> bool {
        self.notes[..at].trim_end().ends_with("\n+")
    }

    /// `> words`, as in Markdown.
    fn angled(&mut self, line: Span, end: usize) -> usize {
        let whole = self.lines(line, end, |_| true);
        self.leave_lists();
        self.style = BlockStyle::default();
        self.builder.open(NodeKind::Quote, whole);
        let mut at = whole.start;
        while at < whole.end {
            let line = self.line(at, whole.end);
            let text = &self.notes[line.range()];
            let bare = text.strip_prefix('>').map_or(text, |rest| rest.strip_prefix(' ').unwrap_or(rest));
            let start = line.end - bare.len();
            if bare.trim().is_empty() {
                self.builder.leave_paragraph();
            } else {
                self.inline(Span::new(start, line.end));
                self.builder.text("\n", Span::new(line.end, (line.end + 1).min(self.notes.len())));
            }
            at = line.end + 1;
        }
        self.builder.leave_paragraph();
        self.builder.close(whole);
        whole.end
    }

    fn item(&mut self, line: Span, marker: usize, end: usize) -> usize {
        self.builder.leave_paragraph();
        if *self.builder.kind() == NodeKind::Item {
            self.builder.close(line);
        }
        if *self.builder.kind() != NodeKind::List {
            self.builder.open(NodeKind::List, line);
        }
        self.builder.open_item(line, Span::new(line.start, (line.start + marker).min(line.end)));
        let whole = self.lines(line, end, goes_on);
        self.inline(Span::new(line.start + marker, whole.end));
        self.builder.leave_paragraph();
        whole.end
    }

    fn table(&mut self, line: Span) -> usize {
        self.leave_lists();
        if self.table {
            self.builder.close_to(|kind| *kind == NodeKind::Table, line);
        } else {
            self.builder.open(NodeKind::Table, line);
        }
        self.table = !self.table;
        line.end
    }

    /// A line of cells; a row of its own if it has several, or stands after an empty line.
    fn row(&mut self, line: Span, end: usize) -> usize {
        let whole = self.lines(line, end, |text| !text.trim_start().starts_with(['|', '!']));
        let text = &self.notes[whole.range()];
        let lead = text.len() - text.trim_start().len() + 1;
        let inner = Span::new(whole.start + lead, whole.end);
        let mut cells = Vec::new();
        let mut start = inner.start;
        for (at, _) in self.notes[inner.range()].match_indices('|').map(|(at, mark)| (inner.start + at, mark)) {
            if !self.notes[..at].ends_with('\\') {
                cells.push(Span::new(start, at));
                start = at + 1;
            }
        }
        cells.push(Span::new(start, inner.end));
        if cells.len() > 1 || self.after_blank(line.start) || *self.builder.kind() != NodeKind::Row {
            self.builder.leave_paragraph();
            self.builder.close_to(|kind| *kind == NodeKind::Row, line);
            self.builder.open(NodeKind::Row, whole);
        }
        for cell in cells {
            self.builder.open(NodeKind::Cell, cell);
            self.inline(cell);
            self.builder.leave_paragraph();
        }
        whole.end
    }

    fn finish(mut self) -> RunningText<'n> {
        while let Some(span) = self.builder.next_later() {
            self.inline(span);
        }
        self.builder.finish()
    }
}

/// Returns true if a line is four times or more the same character.
fn is_fence(text: &str, c: char) -> bool {
    text.len() >= 4 && text.chars().all(|other| other == c)
}

/// Returns true if a line goes on with the paragraph before it.
fn goes_on(text: &str) -> bool {
    !(is_delimiter(text) || item(text).is_some() || text == "+" || text.starts_with("//"))
}

/// Returns true if a line begins a block, whatever stands above it.
fn is_delimiter(text: &str) -> bool {
    let fence = ['_', '-', '.', '+', '=', '*', '/'].iter().any(|&c| is_fence(text, c));
    fence || matches!(text, "--" | "\"\"" | "|===")
}

/// The length in bytes of the marker of the item that a line begins.
fn item(text: &str) -> Option<usize> {
    let lead = text.len() - text.trim_start().len();
    let bare = &text[lead..];
    let marks = ['*', '.', '-'].iter().map(|&mark| bare.len() - bare.trim_start_matches(mark).len()).max()?;
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0 && bare[digits..].starts_with('.');
    let length = if numbered { digits + 1 } else { marks };
    let dash = bare.starts_with("--") && !numbered;
    ((1..=5).contains(&length) && !dash && bare[length..].starts_with(' ')).then_some(lead + length + 1)
}
