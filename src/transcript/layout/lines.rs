//! The lines of a text, and what layout they are of.

use super::InsetKind;
use crate::text::Span;

/// A line: a stretch up to a line feed, a carriage return, both, or a form feed.
#[derive(Debug, Clone, Copy)]
pub(super) struct LayoutLine {
    start: u32,
    end: u32,
    /// The start of its words: behind a number, time or sign that is cut.
    body: u32,
    /// The kind of what is cut at its head, or of the whole line.
    kind: Option<InsetKind>,
    is_cut: bool,
}

/// A text and its lines.
pub(super) struct LaidOut<'t> {
    pub(super) text: &'t str,
    lines: Vec<LayoutLine>,
}

impl<'t> LaidOut<'t> {
    /// The lines of a text, if offsets in it are numbers of 32 bits.
    pub(super) fn of(text: &'t str) -> Option<Self> {
        u32::try_from(text.len()).ok()?;
        let mut lines = Vec::new();
        let mut start = 0;
        let bytes = text.as_bytes();
        for end in memchr::memchr3_iter(b'\n', b'\r', b'\x0c', bytes) {
            // The second half of CR LF ends no line of its own.
            if bytes[end] == b'\n' && end > 0 && bytes[end - 1] == b'\r' {
                start = end + 1;
                continue;
            }
            lines.push(line(start, end));
            start = end + 1;
        }
        if start < text.len() || lines.is_empty() {
            lines.push(line(start, text.len()));
        }
        Some(Self { text, lines })
    }

    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    pub(super) fn start(&self, line: usize) -> usize {
        self.lines[line].start as usize
    }

    pub(super) fn end(&self, line: usize) -> usize {
        self.lines[line].end as usize
    }

    /// The offset of the first of its words, or of its end.
    pub(super) fn body_start(&self, line: usize) -> usize {
        self.lines[line].body as usize
    }

    /// All of a line, without the white space around it.
    pub(super) fn whole(&self, line: usize) -> &'t str {
        self.text[self.start(line)..self.end(line)].trim()
    }

    /// The line behind what is cut at its head, without the white space around it.
    pub(super) fn words(&self, line: usize) -> &'t str {
        self.text[self.body_start(line)..self.end(line)].trim()
    }

    pub(super) fn is_blank(&self, line: usize) -> bool {
        self.words(line).is_empty()
    }

    /// The break behind a line; empty at the end of the text.
    pub(super) fn line_break(&self, line: usize) -> Span {
        let end = if line + 1 < self.len() { self.start(line + 1) } else { self.text.len() };
        Span::new(self.end(line), end)
    }

    /// Returns true if a form feed ends the line.
    pub(super) fn is_fed(&self, line: usize) -> bool {
        self.text[self.line_break(line).range()].starts_with('\x0c')
    }

    /// The kind of a gap between two lines with words, from the line `first` up to `end`: that of its first line that is cut,
    /// a page break if it has a form feed.
    pub(super) fn kind_of_gap(&self, first: usize, end: usize) -> Option<InsetKind> {
        let is_fed = first > 0 && self.is_fed(first - 1) || (first..end).any(|line| self.is_fed(line));
        (first..end).find_map(|line| self.cut(line)).or(is_fed.then_some(InsetKind::PageBreak))
    }

    /// The kind of what is cut at the head of a line.
    pub(super) fn head(&self, line: usize) -> Option<InsetKind> {
        self.lines[line].kind.filter(|_| !self.lines[line].is_cut)
    }

    /// The kind of a line that is cut as a whole.
    pub(super) fn cut(&self, line: usize) -> Option<InsetKind> {
        self.lines[line].kind.filter(|_| self.lines[line].is_cut)
    }

    /// Returns true if nothing of the line is cut.
    pub(super) fn is_plain(&self, line: usize) -> bool {
        self.lines[line].kind.is_none()
    }

    /// Returns true if words of the line are left.
    pub(super) fn is_body(&self, line: usize) -> bool {
        !self.lines[line].is_cut && !self.is_blank(line)
    }

    pub(super) fn cut_line(&mut self, line: usize, kind: InsetKind) {
        let line = &mut self.lines[line];
        (line.kind, line.is_cut) = (Some(kind), true);
    }

    pub(super) fn cut_head(&mut self, line: usize, body: usize, kind: InsetKind) {
        let line = &mut self.lines[line];
        line.kind = Some(kind);
        line.body = u32::try_from(body).unwrap_or(line.end).min(line.end);
    }

    /// Takes back what was cut of a line.
    pub(super) fn restore(&mut self, line: usize) {
        let line = &mut self.lines[line];
        (line.kind, line.is_cut, line.body) = (None, false, line.start);
    }

    /// Takes back what was cut of a line as a number of it or of its page.
    pub(super) fn restore_page(&mut self, line: usize) {
        if matches!(self.lines[line].kind, Some(InsetKind::LineNumber | InsetKind::PageBreak)) {
            self.restore(line);
        }
    }

    /// The lines with words that are left, each with the one before it.
    pub(super) fn body_pairs(&self) -> impl Iterator<Item = (Option<usize>, usize)> + '_ {
        let mut before = None;
        (0..self.len()).filter(|&line| self.is_body(line)).map(move |line| (before.replace(line), line))
    }
}

fn line(start: usize, end: usize) -> LayoutLine {
    // The caller has measured the text.
    let number = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    LayoutLine { start: number(start), end: number(end), body: number(start), kind: None, is_cut: false }
}

/// Returns true if a sentence seems to run on from the words before a break to those behind it.
pub(super) fn runs_on(before: &str, behind: &str) -> bool {
    let Some(first) = behind.chars().find(|c| c.is_alphanumeric()) else { return false };
    let Some(last) = before.trim_end().chars().next_back() else { return false };
    let is_open = last.is_alphanumeric() || matches!(last, ',' | ';' | '-' | '\u{2010}' | '、' | '，');
    if first.is_lowercase() {
        true
    } else if first.is_uppercase() {
        matches!(last, ',' | ';')
    } else {
        is_open
    }
}

/// Unsigned decimal digits at the start of a text, at most six; and how many.
pub(super) fn number_at(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take(7).take_while(u8::is_ascii_digit).count();
    if digits > 6 {
        return None;
    }
    text[..digits].parse().ok().map(|number| (number, digits))
}

/// The offset behind the white space that a text begins with.
pub(super) fn indent(text: &str) -> usize {
    text.len() - text.trim_start().len()
}
