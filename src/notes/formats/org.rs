//! Notes in Org.

mod effects;

use crate::notes::builder::Builder;
use crate::notes::citations::{metadata, reference};
use crate::notes::formats::format::{CLOSERS, CitationPlace, CommentSyntax, NotesFormat, words_after};
use crate::notes::formats::html::read_html;
use crate::notes::quotations::explicit::is_quoting_class;
use crate::notes::running_text::{NodeKind, RunningText, byte_order_mark};
use crate::notes::{Bibliography, BibliographyProblem, FieldNames, Notes, Reference, reader};
use crate::text::Span;
use std::collections::BTreeSet;

/// The bytes in which the mark is looked for that closes what was opened.
const REACH: usize = 4_000;
/// The depth to which the texts of links and footnotes are read.
const DEEPEST: usize = 16;
/// Blocks whose text is code, or nobody's to read.
const CODE: [&str; 4] = ["src", "example", "export", "comment"];

/// Org.
pub(super) struct Org;

impl NotesFormat for Org {
    const NAME: &'static str = "org";
    const ENDINGS: &'static [&'static str] = &[".org"];
    const OTHER_ENDINGS: &'static [&'static str] = &[];
    const COMMENT: CommentSyntax = CommentSyntax::Line("#");
    const CLOSERS: &'static str = CLOSERS;
    const CITATION_PLACE: CitationPlace = CitationPlace::Behind;

    fn read(notes: &str, fields: &FieldNames) -> Notes {
        reader::read(running_text(notes, fields))
    }

    fn bibliographies(notes: &str) -> Vec<String> {
        ["#+bibliography:", "#+BIBLIOGRAPHY:"].iter().flat_map(|head| words_after(notes, head)).collect()
    }

    fn entries(_: &str) -> (Bibliography, Vec<BibliographyProblem>) {
        Default::default()
    }

    fn citation(article: &str, _: &dyn Fn() -> Option<String>) -> Option<String> {
        Some(format!(" [cite:@{article}]"))
    }
}

/// Reads the running text out of `notes`.
fn running_text<'n>(notes: &'n str, fields: &'n FieldNames) -> RunningText<'n> {
    let mut reader = OrgReader {
        builder: Builder::with(notes, fields),
        notes,
        depth: 0,
        endless: BTreeSet::new(),
        struck_until: None,
        open: Vec::new(),
    };
    let mut at = byte_order_mark(notes);
    while at < notes.len() {
        let rest = &notes[at..];
        let line = Span::new(at, at + rest.find('\n').unwrap_or(rest.len()));
        at = reader.line(line).max(line.end) + 1;
    }
    reader.finish()
}

struct OrgReader<'n> {
    builder: Builder<'n>,
    notes: &'n str,
    depth: usize,
    /// Names of blocks of code that no line ends any more: so nothing is searched twice.
    endless: BTreeSet<String>,
    /// The place of the sign that ends the words that are being struck out.
    struck_until: Option<usize>,
    /// The blocks that are open: their names, and their first lines.
    open: Vec<(String, Span)>,
}

impl<'n> OrgReader<'n> {
    /// Reads a line, or the block that begins in it; where that ends.
    fn line(&mut self, line: Span) -> usize {
        let text = self.notes[line.range()].trim_end();
        let bare = text.trim_start();
        let lower = bare.get(..bare.len().min(12)).unwrap_or_default().to_ascii_lowercase();
        let stars = text.len() - text.trim_start_matches('*').len();
        match () {
            () if bare.is_empty() => self.builder.leave_paragraph(),
            () if stars > 0 && text[stars..].starts_with(' ') => self.heading(line, stars),
            () if lower.starts_with("#+begin_") => return self.begin(line, &bare["#+begin_".len()..]),
            () if lower.starts_with("#+end_") => self.end(&bare["#+end_".len()..], line),
            () if bare.starts_with("#+") => self.keyword(line, &bare[2..]),
            () if bare == "#" || bare.starts_with("# ") => self.builder.comment(bare[1..].trim(), line),
            () if bare.starts_with(": ") || bare == ":" => {
                self.builder.leave_paragraph();
                self.builder.code_block(line);
            }
            () if is_drawer(bare) => return self.drawer(line),
            () if bare.starts_with('|') => self.row(line, bare),
            () if bare.len() >= 5 && bare.bytes().all(|byte| byte == b'-') => self.rule(line),
            () if text.starts_with("[fn:") => self.note(line),
            () => match item(bare) {
                Some(marker) => self.item(line, text.len() - bare.len() + marker),
                None => self.running(line),
            },
        }
        line.end
    }

    fn running(&mut self, line: Span) {
        let text = &self.notes[line.range()];
        // A line that is not indented ends a list.
        if !text.starts_with([' ', '\t']) && !self.builder.kind().is_leaf() {
            self.leave_lists();
        }
        if self.builder.kind().is_leaf() && *self.builder.kind() != NodeKind::Paragraph {
            self.builder.leave_paragraph();
        }
        let lead = text.len() - text.trim_start().len();
        self.inline(Span::new(line.start + lead, line.end));
        self.builder.text("\n", Span::new(line.end, (line.end + 1).min(self.notes.len())));
    }

    fn leave_lists(&mut self) {
        self.builder.leave_paragraph();
        while matches!(
            self.builder.kind(),
            NodeKind::Item | NodeKind::List | NodeKind::Footnote(_) | NodeKind::Table | NodeKind::Row
        ) {
            self.builder.close(Span::new(0, 0));
        }
    }

    fn heading(&mut self, line: Span, stars: usize) {
        self.leave_lists();
        self.builder.open(NodeKind::Heading(stars.min(6) as u8), line);
        self.inline(Span::new(line.start + stars + 1, line.end));
        self.builder.leave_paragraph();
    }

    /// `#+begin_quote` and the like.
    fn begin(&mut self, line: Span, rest: &str) -> usize {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c)).unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        self.leave_lists();
        if CODE.contains(&name.as_str()) {
            return self.code(line, &name);
        }
        if is_quoting_class(&name) || name == "verse" {
            self.builder.open(NodeKind::Quote, line);
        }
        self.open.push((name, line));
        line.end
    }

    /// A block of code; where nothing ends one, its first line is text.
    fn code(&mut self, line: Span, name: &str) -> usize {
        let close = format!("#+end_{name}");
        let start = (line.end + 1).min(self.notes.len());
        let mut at = if self.endless.contains(name) { self.notes.len() } else { start };
        while at < self.notes.len() {
            let rest = &self.notes[at..];
            let end = at + rest.find('\n').unwrap_or(rest.len());
            if self.notes[at..end].trim().eq_ignore_ascii_case(&close) {
                self.code_lines(line, name, Span::new(start, at));
                return end;
            }
            at = end + 1;
        }
        self.endless.insert(name.to_owned());
        self.running(line);
        line.end
    }

    fn code_lines(&mut self, first: Span, name: &str, inner: Span) {
        let kind = self.notes[first.range()].split_whitespace().nth(1).unwrap_or_default();
        match name {
            "export" if kind.eq_ignore_ascii_case("html") => read_html(&mut self.builder, inner),
            "comment" => {}
            _ if !inner.is_empty() => self.builder.code_block(inner),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, line: Span) {
        let name = name.trim().to_ascii_lowercase();
        let Some(at) = self.open.iter().rposition(|(open, _)| *open == name) else { return };
        self.leave_lists();
        let quotes = |name: &str| is_quoting_class(name) || name == "verse";
        for (name, _) in self.open.split_off(at).into_iter().rev().filter(|(name, _)| quotes(name)) {
            let _ = name;
            self.builder.close_to(|kind| *kind == NodeKind::Quote, line);
        }
    }

    /// `#+name: value`: one may name the source of all, and a caption is shown.
    fn keyword(&mut self, line: Span, rest: &'n str) {
        let Some((name, value)) = rest.split_once(':') else { return self.running(line) };
        self.builder.leave_paragraph();
        match name.to_ascii_lowercase().as_str() {
            "caption" => {
                self.inline(Span::new(line.end - value.len(), line.end));
                self.builder.leave_paragraph();
            }
            "include" => self.builder.unknown(&format!("#+{name}:"), "the included text was not read", line),
            _ => {
                if let Some(reference) = metadata::named(name, value.trim(), self.builder.flow.fields) {
                    self.builder.flow.defaults.push((reference, line));
                }
            }
        }
    }

    /// Properties, which nobody reads; one may name the source.
    fn drawer(&mut self, line: Span) -> usize {
        let mut at = line.end + 1;
        while at < self.notes.len() {
            let rest = &self.notes[at..];
            let end = at + rest.find('\n').unwrap_or(rest.len());
            let text = self.notes[at..end].trim();
            if text.eq_ignore_ascii_case(":end:") {
                return end;
            }
            let field = text.strip_prefix(':').and_then(|rest| rest.split_once(':'));
            let Some((name, value)) = field else { return line.end };
            if let Some(reference) = metadata::named(name, value.trim(), self.builder.flow.fields) {
                self.builder.flow.defaults.push((reference, Span::new(at, end)));
            }
            at = end + 1;
        }
        line.end
    }

    fn row(&mut self, line: Span, bare: &str) {
        if bare.starts_with("|-") {
            return;
        }
        self.builder.leave_paragraph();
        self.builder.close_to(|kind| *kind == NodeKind::Row, line);
        if *self.builder.kind() != NodeKind::Table {
            self.builder.open(NodeKind::Table, line);
        }
        self.builder.open(NodeKind::Row, line);
        let mut at = line.end - self.notes[line.range()].trim_start().len() + 1;
        for cell in self.notes[at..line.end].split('|') {
            let span = Span::new(at, at + cell.len());
            at = (span.end + 1).min(line.end);
            if !cell.trim().is_empty() {
                self.builder.open(NodeKind::Cell, span);
                self.inline(span);
                self.builder.leave_paragraph();
            }
        }
    }

    fn rule(&mut self, line: Span) {
        self.leave_lists();
        self.builder.open(NodeKind::Rule, line);
        self.builder.close(line);
    }

    /// `[fn:label] text`.
    fn note(&mut self, line: Span) {
        let text = &self.notes[line.range()];
        let Some(end) = text.find(']').filter(|&end| !text["[fn:".len()..end].contains(':')) else {
            return self.running(line);
        };
        self.leave_lists();
        self.builder.open(NodeKind::Footnote(text["[fn:".len()..end].to_owned()), line);
        self.inline(Span::new(line.start + end + 1, line.end));
        self.builder.text("\n", Span::new(line.end, (line.end + 1).min(self.notes.len())));
    }

    fn item(&mut self, line: Span, marker: usize) {
        self.builder.leave_paragraph();
        if *self.builder.kind() == NodeKind::Item {
            self.builder.close(line);
        }
        if *self.builder.kind() != NodeKind::List {
            self.leave_lists();
            self.builder.open(NodeKind::List, line);
        }
        self.builder.open_item(line, Span::new(line.start, (line.start + marker).min(line.end)));
        self.inline(Span::new((line.start + marker).min(line.end), line.end));
        self.builder.text("\n", Span::new(line.end, (line.end + 1).min(self.notes.len())));
    }

    fn inline(&mut self, span: Span) {
        let mut at = span.start;
        while at < span.end {
            at = self.step(Span::new(at, span.end)).max(at + 1);
        }
    }

    fn step(&mut self, span: Span) -> usize {
        let (at, rest) = (span.start, &self.notes[span.range()]);
        if self.struck_until.take_if(|until| *until < at).is_some() {
            self.builder.end_effect();
        }
        match rest.as_bytes()[0] {
            b'[' if rest.starts_with("[[") => self.link(span),
            b'[' if rest.starts_with("[fn:") => self.call(span),
            b'[' if rest.starts_with("[cite") => self.cite(span),
            b'=' | b'~' => self.verbatim(span),
            b'^' | b'_' if self.script(span).is_some() => {
                let (inner, effect) = self.script(span).unwrap_or_default();
                self.builder.begin_effect(effect, span);
                self.builder.plain(inner);
                self.builder.end_effect();
                inner.end + usize::from(rest.as_bytes()[1] == b'{')
            }
            b'+' => self.strike(span),
            b'*' | b'/' | b'_' if self.is_emphasis(span) => {
                self.builder.flow.edge();
                at + 1
            }
            _ => {
                let next = rest.char_indices().skip(1).find(|(_, c)| "[=~*/_+^".contains(*c));
                let next = next.map_or(rest.len(), |(next, _)| next);
                // The slashes of an address are none of emphasis, nor are its signs.
                let is_address = rest[..next].ends_with(':') && rest[next..].starts_with("//");
                let address = is_address.then(|| rest[next..].find(|c: char| c.is_whitespace() || "[]<>".contains(c)));
                let end = at + address.map_or(next, |length| length.map_or(rest.len(), |length| next + length));
                self.builder.plain(Span::new(at, end));
                end
            }
        }
    }

    fn plain(&mut self, at: usize, length: usize) -> usize {
        self.builder.plain(Span::new(at, at + length));
        at + length
    }

    fn near(&self, span: Span) -> &'n str {
        &self.notes[span.start..self.notes.floor_char_boundary(span.end.min(span.start + REACH)).max(span.start)]
    }

    /// Returns true if a mark stands at the edge of a word: before it something that is no letter, or behind it.
    fn is_emphasis(&self, span: Span) -> bool {
        let before = self.notes[..span.start].chars().next_back();
        let after = self.notes[span.start + 1..span.end].chars().next();
        let free = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "-–—({[]})'\"“”‘’.,;:!?*/_+".contains(c));
        let word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        free(before) && word(after) || free(after) && word(before)
    }

    fn verbatim(&mut self, span: Span) -> usize {
        let near = self.near(span);
        let mark = &near[..1];
        let found = near[1..].find(mark).filter(|&found| found > 0 && self.is_emphasis(span));
        let Some(length) = found.filter(|&found| !near[1..1 + found].contains('\n')) else {
            return self.plain(span.start, 1);
        };
        let inner = Span::new(span.start + 1, span.start + 1 + length);
        self.builder.code(&near[1..1 + length], inner);
        inner.end + 1
    }

    /// `[[target][text]]`.
    fn link(&mut self, span: Span) -> usize {
        let near = self.near(span);
        let Some(end) = near.find("]]").filter(|_| self.depth < DEEPEST) else { return self.plain(span.start, 2) };
        let (target, shown) = near[2..end].split_once("][").unwrap_or((&near[2..end], ""));
        if target.contains(['[', ']']) {
            return self.plain(span.start, 2);
        }
        let whole = Span::new(span.start, span.start + end + 2);
        let target = target.strip_prefix("file:").unwrap_or(target);
        let key = target.strip_prefix("cite:").map(|key| key.trim_start_matches(['@', '&']));
        if let Some(key) = key {
            key.split(',').for_each(|key| self.builder.cite(Reference::Key(key.trim().to_owned()), whole));
            return whole.end;
        }
        self.builder.link(reference::of_target(target), target, false, whole);
        let place = whole.end - 2 - shown.len();
        if shown.is_empty() {
            self.builder.plain(Span::new(span.start + 2, span.start + end));
        } else {
            self.depth += 1;
            self.inline(Span::new(place, whole.end - 2));
            self.depth -= 1;
        }
        self.builder.link_end();
        whole.end
    }

    /// `[fn:label]`, `[fn::text]`, `[fn:label:text]`.
    fn call(&mut self, span: Span) -> usize {
        let near = self.near(span);
        let mut depth = 0usize;
        let end = near.bytes().position(|byte| {
            depth = if byte == b'[' { depth + 1 } else { depth.saturating_sub(usize::from(byte == b']')) };
            depth == 0
        });
        let Some(end) = end else { return self.plain(span.start, 1) };
        let inner = &near["[fn:".len()..end];
        let (label, text) = inner.split_once(':').map_or((inner, None), |(label, text)| (label, Some(text)));
        let whole = Span::new(span.start, span.start + end + 1);
        let label = if label.is_empty() { format!("note at {}", span.start) } else { label.to_owned() };
        let text = text.map(|text| Span::new(whole.end - 1 - text.len(), whole.end - 1));
        self.builder.footnote_at(label, whole, text);
        whole.end
    }

    /// `[cite:@key]`, `[cite/style:see @key p. 3;@other]`.
    fn cite(&mut self, span: Span) -> usize {
        let near = self.near(span);
        let Some(end) = near.find(']').filter(|&end| near[..end].contains(':')) else {
            return self.plain(span.start, 1);
        };
        let whole = Span::new(span.start, span.start + end + 1);
        let mut found = false;
        for part in near[..end].split('@').skip(1) {
            if let Some((key, _)) = reference::key_at(part) {
                self.builder.cite(Reference::Key(key.to_owned()), whole);
                found = true;
            }
        }
        if found { whole.end } else { self.plain(span.start, 1) }
    }

    fn finish(mut self) -> RunningText<'n> {
        let quotes = self.open.iter().filter(|(name, _)| is_quoting_class(name)).map(|(_, line)| *line);
        self.builder.flow.open.extend(quotes);
        while let Some(span) = self.builder.next_later() {
            self.inline(span);
        }
        self.builder.finish()
    }
}

/// Returns true if a line begins a drawer, as `:PROPERTIES:`.
fn is_drawer(bare: &str) -> bool {
    let name = bare.strip_prefix(':').and_then(|rest| rest.strip_suffix(':'));
    name.is_some_and(|name| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    })
}

/// The length in bytes of the marker of the item that a line begins.
fn item(bare: &str) -> Option<usize> {
    if bare.starts_with("- ") || bare.starts_with("+ ") {
        return Some(2);
    }
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0 && (bare[digits..].starts_with(". ") || bare[digits..].starts_with(") "))).then_some(digits + 2)
}
