//! Ways of Markdown's dialects to set text apart, written as block quotations and callouts of CommonMark.
//!
//! MkDocs writes `!!! quote` above indented text, or `/// quote`; MyST a directive, as `{epigraph}`, in a fence. To
//! CommonMark the first is a paragraph or code, and the second is code.

use crate::notes::quotations::explicit::is_quoting_class;
use crate::text::Span;

/// Directives of MyST, and blocks of MkDocs, whose content is shown as running text: those of docutils, Sphinx and
/// sphinx-design (<https://mystmd.org/guide/directives>, <https://docutils.sourceforge.io/docs/ref/rst/directives.html>).
#[rustfmt::skip]
const SHOWN: [&str; 37] = [
    "admonition", "attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning", "seealso",
    "sidebar", "topic", "margin", "aside", "dropdown", "details", "card", "tab-set", "tab-item", "grid", "grid-item",
    "grid-item-card", "figure", "table", "container", "compound", "div", "rubric", "versionadded", "versionchanged",
    "deprecated", "only", "caption", "glossary", "exercise", "proof",
];
/// Most containers inside each other; deeper ones are left as they are.
const DEEPEST: usize = 24;

/// Notes with such containers rewritten, and the way back.
pub(super) struct Rewritten {
    pub text: String,
    /// Where in `text` each piece of the notes begins, and that piece.
    pieces: Vec<(usize, Span)>,
}

impl Rewritten {
    /// The notes from `from` on, or `None` where there is nothing to rewrite.
    pub fn of(notes: &str, from: usize) -> Option<Self> {
        let text = &notes[from..];
        let marks = ["!!! ", "???", "=== \"", "/// ", "```{", "~~~{", ":::{", "``` {"];
        if !marks.iter().any(|mark| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some()) {
            return None;
        }
        let mut writer = ContainerWriter {
            notes,
            rewritten: Self { text: String::with_capacity(text.len() + 64), pieces: Vec::new() },
            lines: lines(notes, from),
            open: Vec::new(),
            code: None,
        };
        writer.write();
        Some(writer.rewritten)
    }

    /// The place in the notes of a span of the rewritten text. What was put in has none: it begins with what stands
    /// behind it, and ends with what stands before.
    pub fn in_notes(&self, span: Span) -> Span {
        let start = match self.piece(span.start) {
            Some((begin, piece)) if span.start - begin < piece.len() => piece.start + (span.start - begin),
            _ => self.next(span.start),
        };
        let end = span.end.checked_sub(1).and_then(|last| Some((last, self.piece(last)?)));
        let end = end.map_or(start, |(last, (begin, piece))| (piece.start + (last - begin) + 1).min(piece.end));
        Span::new(start, end.max(start))
    }

    /// The last piece that begins at `at` or before.
    fn piece(&self, at: usize) -> Option<(usize, Span)> {
        let index = self.pieces.partition_point(|&(begin, _)| begin <= at);
        self.pieces.get(index.checked_sub(1)?).copied()
    }

    /// The place of the first piece that begins behind `at`; the end of the last where none does.
    fn next(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|&(begin, _)| begin <= at);
        let last = || self.pieces.last().map_or(0, |(_, piece)| piece.end);
        self.pieces.get(index).map_or_else(last, |(_, piece)| piece.start)
    }
}

/// A line, and the columns that the next one that is not empty is indented by.
struct Line {
    span: Span,
    next: usize,
}

fn lines(notes: &str, from: usize) -> Vec<Line> {
    let mut at = from;
    let mut lines: Vec<Line> = Vec::new();
    for line in notes[from..].split_inclusive('\n') {
        lines.push(Line { span: Span::new(at, at + line.len()), next: 0 });
        at += line.len();
    }
    let mut next = 0;
    for line in lines.iter_mut().rev() {
        line.next = next;
        let text = &notes[line.span.range()];
        if !text.trim().is_empty() {
            next = indent(text).0;
        }
    }
    lines
}

/// The columns that a line is indented by, and the bytes that these are.
fn indent(line: &str) -> (usize, usize) {
    let mut columns = 0;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 4 - columns % 4,
            _ => return (columns, at),
        }
    }
    (columns, line.len())
}

/// The end of a container.
enum End {
    /// A line that is indented by fewer columns.
    Dedent(usize),
    /// A line of as many of this character, or more, and nothing else.
    Fence(char, usize),
}

/// A container that is open.
struct Open {
    end: End,
    /// The columns of its content that are no part of it.
    strip: usize,
    /// The text that each of its lines begins with.
    prefix: String,
    /// True until its first line that is no option was read.
    in_options: bool,
}

/// The head of a container.
struct Head {
    quotes: bool,
    end: End,
    strip: usize,
}

struct ContainerWriter<'n> {
    notes: &'n str,
    rewritten: Rewritten,
    lines: Vec<Line>,
    open: Vec<Open>,
    /// The fence of the code that is open, and in how many containers.
    code: Option<(char, usize, usize)>,
}

impl<'n> ContainerWriter<'n> {
    fn write(&mut self) {
        for line in std::mem::take(&mut self.lines) {
            let text = &self.notes[line.span.range()];
            let (columns, _) = indent(text);
            let depth = if text.trim().is_empty() { line.next } else { columns };
            while self.open.last().is_some_and(|open| matches!(open.end, End::Dedent(least) if depth < least)) {
                self.close();
            }
            self.line(&line, text);
        }
    }

    fn line(&mut self, line: &Line, text: &'n str) {
        let (bare, bytes) = self.stripped(text);
        let words = bare.trim();
        if self.is_end(words) {
            return self.close();
        }
        let begins = self.open.last_mut().filter(|open| open.in_options);
        if let Some(open) = begins {
            if is_option(words) {
                return;
            }
            open.in_options = false;
        }
        if self.is_code(words) {
            return self.put(line, bytes);
        }
        let column = indent(bare).0;
        match head(words, column).filter(|_| self.open.len() < DEEPEST) {
            Some(head) if self.has_content(&head, line) => self.begin(head, column),
            _ => {
                self.code = fence(words).map(|(mark, count)| (mark, count, self.open.len()));
                self.put(line, bytes);
            }
        }
    }

    /// A line without the columns of the containers around it, and the bytes that these are.
    fn stripped(&self, text: &'n str) -> (&'n str, usize) {
        let strip = self.open.last().map_or(0, |open| open.strip);
        let mut columns = 0;
        for (at, byte) in text.bytes().enumerate() {
            if columns >= strip || !matches!(byte, b' ' | b'\t') {
                return (&text[at..], at);
            }
            columns += if byte == b'\t' { 4 - columns % 4 } else { 1 };
        }
        ("", text.len())
    }

    fn is_end(&self, words: &str) -> bool {
        let Some(Open { end: End::Fence(mark, count), .. }) = self.open.last() else { return false };
        self.code.is_none() && words.len() >= *count && words.chars().all(|c| c == *mark)
    }

    /// Returns true if a line is code in a fence, or ends that.
    fn is_code(&mut self, words: &str) -> bool {
        let Some((mark, count, depth)) = self.code else { return false };
        let is_open = depth <= self.open.len();
        if !is_open || words.len() >= count && words.chars().all(|c| c == mark) {
            self.code = None;
        }
        is_open
    }

    /// Returns true if something is indented below the head of a container that needs it.
    fn has_content(&self, head: &Head, line: &Line) -> bool {
        match head.end {
            End::Dedent(_) => line.next >= head.strip,
            End::Fence(..) => true,
        }
    }

    fn begin(&mut self, head: Head, column: usize) {
        let outer = self.open.last();
        let (strip, base) = outer.map_or((0, ""), |open| (open.strip, &open.prefix));
        let prefix = format!("{base}{}> ", " ".repeat(column));
        let (end, strip) = match head.end {
            End::Dedent(_) => (End::Dedent(strip + head.strip), strip + head.strip),
            End::Fence(mark, count) => (End::Fence(mark, count), strip + column),
        };
        let (before, title) = (base.to_owned(), if head.quotes { "" } else { "[!NOTE]\n" });
        self.rewritten.text.push_str(&format!("{}\n", before.trim_end()));
        if !title.is_empty() {
            self.rewritten.text.push_str(&format!("{prefix}{title}"));
        }
        self.open.push(Open { end, strip, prefix, in_options: true });
    }

    /// Ends the innermost container, with an empty line: what follows is none of its text.
    fn close(&mut self) {
        self.open.pop();
        self.code = self.code.filter(|(.., depth)| *depth <= self.open.len());
        let prefix = self.open.last().map_or("", |open| open.prefix.trim_end());
        self.rewritten.text.push_str(prefix);
        self.rewritten.text.push('\n');
    }

    /// Writes a line without its first `bytes`, behind what marks the containers that it is in.
    fn put(&mut self, line: &Line, bytes: usize) {
        let prefix = self.open.last().map_or("", |open| open.prefix.as_str());
        let piece = Span::new((line.span.start + bytes).min(line.span.end), line.span.end);
        let Rewritten { text, pieces } = &mut self.rewritten;
        text.push_str(prefix);
        pieces.push((text.len(), piece));
        let words = &self.notes[piece.range()];
        text.push_str(words);
        if words.is_empty() {
            text.push('\n');
        }
    }
}

/// Returns true for a line that says how a container is shown.
fn is_option(words: &str) -> bool {
    let name = words.strip_prefix(':').and_then(|rest| rest.split_once(':')).map(|(name, _)| name);
    name.is_some_and(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
}

/// The character and the length of the fence that a line begins.
fn fence(words: &str) -> Option<(char, usize)> {
    let mark = words.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let count = words.len() - words.trim_start_matches(mark).len();
    (count >= 3 && !(mark == '`' && words[count..].contains('`'))).then_some((mark, count))
}

/// The head of a container that `words` is, indented by `column`.
fn head(words: &str, column: usize) -> Option<Head> {
    indented(words, column).or_else(|| fenced(words))
}

/// `!!! kind "title"`, `??? kind`, `???+ kind`, `=== "tab"`.
fn indented(words: &str, column: usize) -> Option<Head> {
    let tab = words.strip_prefix("===").map(|rest| rest.trim_start_matches(['!', '+']));
    if tab.is_some_and(|rest| rest.starts_with(" \"")) {
        return Some(Head { quotes: false, end: End::Dedent(4), strip: column + 4 });
    }
    let rest =
        words.strip_prefix("!!!").or_else(|| words.strip_prefix("???+")).or_else(|| words.strip_prefix("???"))?;
    let rest = rest.strip_prefix(' ')?;
    let mut kinds = rest.split('"').next().unwrap_or_default().split_whitespace().peekable();
    kinds.peek().filter(|kind| kind.starts_with(|c: char| c.is_alphabetic()))?;
    let quotes = kinds.any(|kind| is_quoting_class(kind) || kind == "cite");
    Some(Head { quotes, end: End::Dedent(4), strip: column + 4 })
}

/// A directive of MyST in a fence, or a block of MkDocs: `/// quote | title`.
fn fenced(words: &str) -> Option<Head> {
    let mark = words.chars().next().filter(|c| "`~:/".contains(*c))?;
    let count = words.len() - words.trim_start_matches(mark).len();
    let rest = &words[count..];
    let name = if mark == '/' {
        rest.strip_prefix(' ')?.split(['|', ' ']).next()?
    } else {
        let rest = if mark == ':' { rest } else { rest.trim_start() };
        rest.strip_prefix('{')?.split_once('}')?.0.trim()
    };
    let quotes = is_quoting_class(name) || mark == '/' && name == "cite";
    let known = quotes || SHOWN.contains(&name);
    (count >= 3 && known).then_some(Head { quotes, end: End::Fence(mark, count), strip: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(notes: &str) -> String {
        Rewritten::of(notes, 0).map_or_else(|| notes.to_owned(), |rewritten| rewritten.text)
    }

    #[test]
    fn containers_become_block_quotations_and_callouts() {
        for (notes, wanted) in [
            ("!!! quote \"Who\"\n    a\n\n    b\nc\n", "\n> a\n> \n> b\n\nc\n"),
            ("??? note\n    a\n", "\n> [!NOTE]\n> a\n"),
            ("- x\n\n    !!! quote\n        a\n", "- x\n\n\n    > a\n"),
            ("```{epigraph}\n:class: x\na\n```\nb\n", "\n> a\n\nb\n"),
            ("/// quote | Who\na\n///\n", "\n> a\n\n"),
            ("!!! note\n    !!! quote\n        a\n", "\n> [!NOTE]\n>\n> > a\n"),
        ] {
            assert_eq!(text(notes), wanted, "{notes}");
        }
    }

    #[test]
    fn code_and_what_has_no_content_stay_as_they_are() {
        for notes in
            ["!!! quote\na\n", "```\n!!! quote\n    a\n```\n", "```{r}\na\n```\n", "!!! \n    a\n", "=== \"x\n"]
        {
            assert_eq!(text(notes), notes);
        }
    }

    #[test]
    fn every_place_leads_back() {
        let notes = "x\n\n!!! quote\n    a “b\n\n    c” d\n\n```{note} T\ne\n```\n";
        let rewritten = Rewritten::of(notes, 0).unwrap();
        for word in ["x", "a “b", "c” d", "e"] {
            let at = rewritten.text.find(word).unwrap();
            let span = rewritten.in_notes(Span::new(at, at + word.len()));
            assert_eq!(&notes[span.range()], word);
        }
    }
}
