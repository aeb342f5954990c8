//! Notes in reStructuredText.

mod explicit;
mod inline;
mod table;

use crate::notes::builder::Builder;
use crate::notes::citations::attribution::dash;
use crate::notes::citations::metadata;
use crate::notes::formats::format::{CLOSERS, CitationPlace, CommentSyntax, NotesFormat, words_after};
use crate::notes::running_text::{NodeKind, RunningText, byte_order_mark};
use crate::notes::{Bibliography, BibliographyProblem, FieldNames, Notes, reader};
use crate::text::Span;
use explicit::RstTargets;

/// The depth to which nested blocks are read; deeper ones are read as running text.
const DEEPEST: usize = 32;

/// reStructuredText.
pub(super) struct ReStructuredText;

impl NotesFormat for ReStructuredText {
    const NAME: &'static str = "rst";
    const ENDINGS: &'static [&'static str] = &[".rst", ".rest"];
    const OTHER_ENDINGS: &'static [&'static str] = &[];
    const COMMENT: CommentSyntax = CommentSyntax::Line("..");
    const CLOSERS: &'static str = CLOSERS;
    const CITATION_PLACE: CitationPlace = CitationPlace::Behind;

    fn read(notes: &str, fields: &FieldNames) -> Notes {
        reader::read(running_text(notes, fields))
    }

    fn bibliographies(notes: &str) -> Vec<String> {
        words_after(notes, ".. bibliography::")
    }

    fn entries(_: &str) -> (Bibliography, Vec<BibliographyProblem>) {
        Default::default()
    }

    fn citation(article: &str, _: &dyn Fn() -> Option<String>) -> Option<String> {
        Some(format!(" :cite:`{article}`"))
    }
}

/// Reads the running text out of `notes`.
fn running_text<'n>(notes: &'n str, fields: &'n FieldNames) -> RunningText<'n> {
    let mut reader = RstReader {
        builder: Builder::with(notes, fields),
        notes,
        targets: RstTargets::of(notes),
        depth: 0,
        numbered: (0, 0),
        literal: false,
    };
    reader.level(&lines(notes, Span::new(byte_order_mark(notes), notes.len())), 0);
    reader.builder.finish()
}

/// The lines of `span`, without their breaks.
fn lines(notes: &str, span: Span) -> Vec<Span> {
    let mut at = span.start;
    let line = |line: &str| {
        let found = Span::new(at, at + line.trim_end().len());
        at += line.len();
        found
    };
    notes[span.range()].split_inclusive('\n').map(line).collect()
}

struct RstReader<'n> {
    builder: Builder<'n>,
    notes: &'n str,
    targets: RstTargets<'n>,
    depth: usize,
    /// The numbers of footnotes without a number of their own that were called, and that stood.
    numbered: (usize, usize),
    /// True where the next indented block is set as it is.
    literal: bool,
}

impl<'n> RstReader<'n> {
    fn text(&self, line: Span) -> &'n str {
        &self.notes[line.range()]
    }

    /// By how many bytes a line is indented, as docutils counts: a tab is one, and no blank beyond ASCII is any. What
    /// one line is indented by is taken off others, so each blank must have one byte.
    fn indent(&self, line: Span) -> usize {
        self.text(line).len() - self.text(line).trim_start_matches([' ', '\t', '\u{b}', '\u{c}']).len()
    }

    /// `line` without its first `by` bytes.
    fn dedented(&self, line: Span, by: usize) -> Span {
        Span::new((line.start + by.min(self.indent(line))).min(line.end), line.end)
    }

    /// Reads lines as blocks. Their indentation is that of the first that is not empty.
    fn blocks(&mut self, lines: &[Span]) {
        let base = lines.iter().find(|line| !line.is_empty()).map_or(0, |line| self.indent(*line));
        self.level(lines, base);
    }

    /// Reads lines that are indented by `base` as blocks.
    fn level(&mut self, lines: &[Span], base: usize) {
        if self.depth > DEEPEST {
            return lines.iter().for_each(|&line| self.builder.plain(line));
        }
        self.depth += 1;
        let mut at = 0;
        while at < lines.len() {
            at = self.block(lines, at, base).max(at + 1);
        }
        self.builder.leave_paragraph();
        self.leave_list();
        self.depth -= 1;
    }

    fn leave_list(&mut self) {
        self.builder.leave_paragraph();
        while *self.builder.kind() == NodeKind::List {
            self.builder.close(Span::new(0, 0));
        }
    }

    /// The end of the lines from `at` on that are empty or indented deeper than `base`, empty ones at the end left out.
    fn deeper(&self, lines: &[Span], at: usize, base: usize) -> usize {
        let inside = |line: &&Span| line.is_empty() || self.indent(**line) > base;
        let mut end = at + lines[at..].iter().take_while(inside).count();
        while end > at && lines[end - 1].is_empty() {
            end -= 1;
        }
        end
    }

    /// Reads the block that begins with line `at`; the line to go on with.
    fn block(&mut self, lines: &[Span], at: usize, base: usize) -> usize {
        let line = lines[at];
        // What is less deep than the first line begins a level of its own.
        let base = base.min(self.indent(line));
        if line.is_empty() {
            return at + 1;
        }
        let literal = std::mem::take(&mut self.literal);
        if self.indent(line) > base {
            let end = self.deeper(lines, at, base);
            self.leave_list();
            if literal || self.depth >= DEEPEST {
                self.builder.code_block(hull(&lines[at..end]));
            } else {
                self.quotations(&lines[at..end]);
            }
            return end;
        }
        let line = self.dedented(line, base);
        let text = self.text(line);
        if let Some(marker) = item(text) {
            return self.item(lines, at, base, marker);
        }
        self.leave_list();
        match () {
            () if text == ".." || text.starts_with(".. ") => self.explicit(lines, at, base),
            () if text.starts_with("__ ") || text.starts_with(">>> ") => self.until_blank(lines, at),
            () if table::is_border(text) => self.table(lines, at),
            () if is_rule(text) => self.rule(lines, at),
            () if self.is_title(lines, at) => self.title(lines, at),
            () if text.starts_with("| ") => self.line_block(lines, at, base),
            () if field(text).is_some() => self.field(lines, at, base),
            () => self.paragraph(lines, at, base),
        }
    }

    fn until_blank(&self, lines: &[Span], at: usize) -> usize {
        at + lines[at..].iter().take_while(|line| !line.is_empty()).count()
    }

    /// Block quotations: an attribution ends one, and what follows on it is the next.
    fn quotations(&mut self, lines: &[Span]) {
        let base = self.indent(lines[0]);
        let mut start = 0;
        for at in 0..lines.len() {
            let begins = at > 0 && lines[at - 1].is_empty() && !lines[at].is_empty();
            let line = self.text(lines[at]).trim_start();
            if !(begins && self.indent(lines[at]) <= base && dash(line).is_some()) {
                continue;
            }
            let end = self.until_blank(lines, at);
            self.quotation(&lines[start..end]);
            start = end;
        }
        if lines[start..].iter().any(|line| !line.is_empty()) {
            self.quotation(&lines[start..]);
        }
    }

    fn quotation(&mut self, lines: &[Span]) {
        let lines = &lines[lines.iter().take_while(|line| line.is_empty()).count()..];
        if lines.is_empty() {
            return;
        }
        self.builder.open(NodeKind::Quote, hull(lines));
        let node = self.builder.node();
        self.blocks(lines);
        self.builder.back_to(node, hull(lines));
        self.builder.close(hull(lines));
    }

    fn item(&mut self, lines: &[Span], at: usize, base: usize, marker: usize) -> usize {
        self.builder.leave_paragraph();
        if *self.builder.kind() != NodeKind::List {
            self.builder.open(NodeKind::List, lines[at]);
        }
        let first = Span::new((lines[at].start + base + marker).min(lines[at].end), lines[at].end);
        // What is indented by less than the words behind the marker ends the item, and is a quotation of its own.
        let depth = if first.is_empty() { base } else { base + marker - 1 };
        let end = self.deeper(lines, at + 1, depth);
        let within = lines[at + 1..end].iter().map(|&line| match first.is_empty() {
            true => line,
            false => self.dedented(line, base + marker),
        });
        let inner: Vec<Span> = std::iter::once(first).chain(within).collect();
        let list = self.builder.node();
        self.builder
            .open_item(hull(&lines[at..end]), Span::new((lines[at].start + base).min(first.start), first.start));
        let item = self.builder.node();
        self.hanging(&inner, (!first.is_empty()).then_some(0));
        self.builder.back_to(item, hull(&lines[at..end]));
        self.builder.close(hull(&lines[at..end]));
        self.builder.back_to(list, hull(&lines[at..end]));
        end
    }

    /// Reads lines the first of which stands behind a marker. It says nothing about the indentation of the others, which is
    /// `base`, or that of the first of them.
    fn hanging(&mut self, lines: &[Span], base: Option<usize>) {
        if self.depth >= DEEPEST {
            return lines.iter().for_each(|&line| self.builder.plain(line));
        }
        if let Some(base) = base {
            return self.level(lines, base);
        }
        if item(self.text(lines[0])).is_some() || self.text(lines[0]).starts_with(".. ") {
            return self.blocks(lines);
        }
        let first = lines[1..].iter().take_while(|line| !line.is_empty());
        let end = 1 + first.count();
        if !lines[0].is_empty() {
            self.running(hull(&lines[..end]));
            self.builder.leave_paragraph();
        }
        self.blocks(&lines[end..]);
    }

    fn rule(&mut self, lines: &[Span], at: usize) -> usize {
        // A title may have a line over it, too.
        if let [over, title, under, ..] = lines[at..]
            && !title.is_empty()
            && self.text(over).trim() == self.text(under).trim()
        {
            self.heading(title);
            return at + 3;
        }
        self.builder.open(NodeKind::Rule, lines[at]);
        self.builder.close(lines[at]);
        at + 1
    }

    fn is_title(&self, lines: &[Span], at: usize) -> bool {
        let Some(&under) = lines.get(at + 1) else { return false };
        let under = self.text(under);
        is_rule(under) && under.chars().count() >= self.text(lines[at]).trim().chars().count().min(4)
    }

    fn title(&mut self, lines: &[Span], at: usize) -> usize {
        self.heading(lines[at]);
        at + 2
    }

    fn heading(&mut self, line: Span) {
        self.leave_list();
        self.builder.open(NodeKind::Heading(2), line);
        self.inline(line);
        self.builder.leave_paragraph();
    }

    fn line_block(&mut self, lines: &[Span], at: usize, base: usize) -> usize {
        let end = self.until_blank(lines, at);
        for &line in &lines[at..end] {
            let line = self.dedented(line, base);
            let skipped = self.text(line).len() - self.text(line).trim_start_matches(['|', ' ']).len();
            self.inline(Span::new(line.start + skipped, line.end));
            self.builder.text("\n", Span::new(line.end, (line.end + 1).min(self.notes.len())));
        }
        self.builder.leave_paragraph();
        end
    }

    /// A field at the top may name the source of all; the words of any other are running text.
    fn field(&mut self, lines: &[Span], at: usize, base: usize) -> usize {
        let line = self.dedented(lines[at], base);
        let end = self.deeper(lines, at + 1, base);
        let Some((name, value)) = field(self.text(line)) else { return end };
        let start = line.end - value.len();
        if let Some(reference) = metadata::named(name, value.trim(), self.builder.flow.fields).filter(|_| base == 0) {
            self.builder.flow.defaults.push((reference, line));
        } else {
            let whole = Span::new(start, lines[end - 1].end.max(line.end));
            self.running(whole);
            self.builder.leave_paragraph();
        }
        end
    }

    fn paragraph(&mut self, lines: &[Span], at: usize, base: usize) -> usize {
        let ends = |line: &&Span| line.is_empty() || self.indent(**line) < base;
        // A term, and its definition below it.
        let defines = lines.get(at + 1).is_some_and(|next| !ends(&next) && self.indent(*next) > base);
        let more = if defines { 0 } else { lines[at + 1..].iter().take_while(|line| !ends(line)).count() };
        let end = at + 1 + more;
        let whole = hull(&lines[at..end]);
        self.running(Span::new(whole.start + base.min(self.indent(lines[at])), whole.end));
        self.builder.leave_paragraph();
        if defines && !std::mem::take(&mut self.literal) {
            let until = self.deeper(lines, end, base);
            self.blocks(&lines[end..until]);
            return until;
        }
        end
    }

    /// Running text; two colons at its end say that what follows is set as it is.
    fn running(&mut self, span: Span) {
        let text = self.text(span).trim_end();
        let mut span = Span::new(span.start, span.start + text.len());
        self.literal = text.ends_with("::");
        if self.literal {
            span.end -= if text == "::" || text.ends_with(" ::") { 2 } else { 1 };
        }
        self.inline(span);
    }
}

/// From the first of `lines` to the last.
fn hull(lines: &[Span]) -> Span {
    match (lines.first(), lines.last()) {
        (Some(first), Some(last)) => Span::new(first.start, last.end.max(first.start)),
        _ => Span::default(),
    }
}

/// The name and the value of a field.
fn field(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.strip_prefix(':')?.split_once(':')?;
    let good = !name.is_empty() && !name.starts_with(' ') && !name.contains('`');
    (good && (value.is_empty() || value.starts_with(' '))).then_some((name, value))
}

/// Returns true if a line is four times or more the same mark.
fn is_rule(text: &str) -> bool {
    let text = text.trim();
    let first = text.chars().next().unwrap_or(' ');
    first.is_ascii_punctuation() && text.len() >= 4 && text.chars().all(|c| c == first)
}

/// The length in bytes of the marker of the item that a line begins.
fn item(text: &str) -> Option<usize> {
    let bullet = text.chars().next().filter(|c| "-*+•‣".contains(*c)).map(char::len_utf8);
    let bare = text.strip_prefix('(').unwrap_or(text);
    let word = bare.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    let number = &bare[..word];
    let counts = number == "#" || number.bytes().all(|byte| byte.is_ascii_digit()) || word == 1;
    let ends =
        if bare.len() < text.len() { bare[word..].starts_with(')') } else { bare[word..].starts_with(['.', ')']) };
    let numbered = (word > 0 && counts && ends).then_some(text.len() - bare.len() + word + 1);
    let length = bullet.or(numbered)?;
    let rest = &text[length..];
    (rest.is_empty() && bullet.is_some() || rest.starts_with(' '))
        .then(|| length + (rest.len() - rest.trim_start().len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The indentation of one line was taken off the next one, in the middle of its blank.
    #[test]
    fn lines_are_indented_by_blanks_of_one_byte_only() {
        for (one, other) in
            [("\u{c}", "\u{85}"), (" ", "\u{3000}"), ("\t", "\u{a0}"), ("  ", "\u{2003}"), ("\u{a0}", " ")]
        {
            for head in ["", ".. _a: ", "- ", "| ", ":a: ", ".. note:: ", "+---+\n"] {
                running_text(
                    &format!("{one}| a |\n{other}{head}b\n{one}{other}{head}c\n\n{other}{one}{head}d\n"),
                    FieldNames::NONE,
                );
            }
        }
    }

    /// Directives, and terms with what is said of them, were read in each other as deep as they stood.
    #[test]
    fn blocks_of_any_depth_are_read() {
        for head in [".. note::", ".. epigraph::", "term", "- a", ".. [1] a", ":a: b", "| a"] {
            let notes: String = (0..500).map(|depth| format!("{}{head}\n", " ".repeat(depth))).collect();
            running_text(&notes, FieldNames::NONE);
            running_text(&notes.replace('\n', "\n\n"), FieldNames::NONE);
        }
    }
}
