//! LaTeX notes, with the commands of csquotes.

mod commands;
mod edits;
mod effects;
mod environments;
mod scan;
mod unread;

use crate::notes::Reference;
use crate::notes::builder::Builder;
use crate::notes::citations::reference;
use crate::notes::formats::format::{CitationPlace, CommentSyntax, NotesFormat};
use crate::notes::running_text::{NodeKind, RunningText};
use crate::notes::{Bibliography, BibliographyProblem, FieldNames, Notes, reader};
use crate::text::Span;
use commands::{ACCENTS, Action, LETTERS, QUOTING, TABLES, action, quote};
use scan::LatexSource;
use unicode_normalization::UnicodeNormalization;

/// The depth to which nested arguments are read; deeper ones are read as running text.
const DEEPEST: usize = 48;

/// The bytes that a formula has at most.
const LONGEST_FORMULA: usize = 4_000;

/// LaTeX, with csquotes.
pub(super) struct Latex;

impl NotesFormat for Latex {
    const NAME: &'static str = "latex";
    const ENDINGS: &'static [&'static str] = &[".tex", ".latex"];
    const OTHER_ENDINGS: &'static [&'static str] = &[];
    const COMMENT: CommentSyntax = CommentSyntax::Line("%");
    const CLOSERS: &'static str = "”“\"’‘'»«›‹}";
    const CITATION_PLACE: CitationPlace = CitationPlace::Behind;

    fn read(notes: &str, _: &FieldNames) -> Notes {
        reader::read(running_text(notes))
    }

    fn bibliographies(notes: &str) -> Vec<String> {
        LatexSource::of(notes).bibliographies()
    }

    fn entries(notes: &str) -> (Bibliography, Vec<BibliographyProblem>) {
        LatexSource::of(notes).entries()
    }

    fn citation(article: &str, _: &dyn Fn() -> Option<String>) -> Option<String> {
        Some(format!(" \\cite{{{article}}}"))
    }
}

/// Reads the running text out of `notes`.
fn running_text(notes: &str) -> RunningText<'_> {
    let scan = LatexSource::of(notes);
    let body = scan.body();
    let mut reader = LatexReader { builder: Builder::new(notes), scan, depth: 0, level: 0, environments: Vec::new() };
    reader.read(body);
    reader.finish()
}

struct LatexReader<'n> {
    builder: Builder<'n>,
    scan: LatexSource<'n>,
    depth: usize,
    /// The number of open quotations between marks that the style chooses.
    level: usize,
    /// The environments that are open: name, and where they were opened.
    environments: Vec<(&'n str, Span)>,
}

/// The arguments of a quoting command.
#[derive(Default)]
struct QuotingArguments {
    cites: Vec<Reference>,
    text: Option<Span>,
    /// Punctuation that is set behind the words, inside the marks, where it has words itself.
    inside: Option<Span>,
    /// Notes on the citation.
    notes: Vec<Span>,
    end: usize,
}

impl<'n> LatexReader<'n> {
    fn read(&mut self, span: Span) {
        let mut at = span.start;
        while at < span.end {
            let next = self.step(Span::new(at, span.end));
            at = next.max(at + 1);
        }
    }

    /// Reads what begins `span`; where to go on.
    fn step(&mut self, span: Span) -> usize {
        let (at, rest) = (span.start, &self.scan.notes[span.range()]);
        match rest.as_bytes()[0] {
            b'\\' => self.command(span),
            b'%' => self.comment(span),
            b'{' | b'}' => {
                self.builder.flow.edge();
                at + 1
            }
            b'$' => self.formula(span),
            b'~' => self.shown(" ", Span::new(at, at + 1)),
            b'\n' => self.line_end(span),
            b'&' if self.in_table() => self.cell(at),
            b'`' | b'\'' | b'-' | b'"' | b',' | b'<' | b'>' => self.marks(span),
            _ => {
                let end = rest.find(|c| "\\%{}$~\n&`'-\",<>".contains(c)).unwrap_or(rest.len());
                self.builder.plain(Span::new(at, at + end));
                at + end
            }
        }
    }

    fn shown(&mut self, text: &str, from: Span) -> usize {
        self.builder.text(text, from);
        from.end
    }

    /// Marks that LaTeX sets as others.
    fn marks(&mut self, span: Span) -> usize {
        const LIGATURES: [(&str, &str, &str); 13] = [
            ("---", "—", "---"),
            ("--", "–", "--"),
            ("``", "“", "\""),
            ("''", "”", "\""),
            ("`", "‘", "'"),
            ("'", "’", "'"),
            (",,", "„", ",,"),
            ("<<", "«", "<<"),
            (">>", "»", ">>"),
            ("\"`", "„", "„"),
            ("\"'", "“", "“"),
            ("\"<", "«", "«"),
            ("\">", "»", "»"),
        ];
        let rest = &self.scan.notes[span.range()];
        let Some((written, shown, plain)) = LIGATURES.into_iter().find(|(written, ..)| rest.starts_with(written))
        else {
            let end = span.start + 1;
            self.builder.plain(Span::new(span.start, end));
            return end;
        };
        let end = span.start + written.len();
        self.builder.ligature(shown, plain, Span::new(span.start, end));
        end
    }

    fn line_end(&mut self, span: Span) -> usize {
        let rest = &self.scan.notes[span.range()];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        let lines = rest[..blank].matches('\n').count();
        let end = span.start + blank;
        if lines > 1 {
            self.end_paragraph();
        } else {
            self.shown("\n", Span::new(span.start, end));
        }
        end
    }

    fn end_paragraph(&mut self) {
        if *self.builder.kind() == NodeKind::Paragraph {
            self.builder.leave_paragraph();
        }
    }

    /// A comment takes the end of its line, and the white space that the next one begins with.
    fn comment(&mut self, span: Span) -> usize {
        let rest = &self.scan.notes[span.range()];
        let line = rest.find('\n').unwrap_or(rest.len());
        self.builder.comment(rest[1..line].trim(), Span::new(span.start, span.start + line));
        let next = &rest[(line + 1).min(rest.len())..];
        if next.trim_start_matches([' ', '\t', '\r']).starts_with('\n') {
            return span.start + line;
        }
        span.start + (line + 1).min(rest.len()) + (next.len() - next.trim_start_matches([' ', '\t']).len())
    }

    fn formula(&mut self, span: Span) -> usize {
        let rest = &self.scan.notes[span.range()];
        let fence = if rest.starts_with("$$") { "$$" } else { "$" };
        let inner = &rest[fence.len()..];
        let inner = &inner[..inner.floor_char_boundary(inner.len().min(LONGEST_FORMULA))];
        let paragraph = inner.find("\n\n").unwrap_or(inner.len());
        let Some(length) = inner[..paragraph].find(fence) else {
            self.builder.plain(Span::new(span.start, span.start + fence.len()));
            return span.start + fence.len();
        };
        let start = span.start + fence.len();
        self.formula_text(Span::new(start, start + length));
        start + length + fence.len()
    }

    fn in_table(&self) -> bool {
        self.environments.last().is_some_and(|(name, _)| TABLES.iter().any(|(table, _)| table == name))
    }

    fn cell(&mut self, at: usize) -> usize {
        let span = Span::new(at, at + 1);
        self.builder.close_to(|kind| *kind == NodeKind::Cell, span);
        self.builder.open(NodeKind::Cell, span);
        at + 1
    }

    fn row(&mut self, span: Span) {
        self.builder.close_to(|kind| *kind == NodeKind::Row, span);
        self.builder.open(NodeKind::Row, span);
        self.builder.open(NodeKind::Cell, span);
    }

    fn command(&mut self, span: Span) -> usize {
        let (name, end) = self.scan.name(span.start);
        let whole = Span::new(span.start, end);
        match name {
            "begin" => self.begin(whole),
            "end" => self.end(whole),
            "(" | "[" => self.delimited(whole, if name == "(" { "\\)" } else { "\\]" }),
            "verb" | "Verb" | "spverb" | "lstinline" | "mintinline" => self.verb(whole),
            "\\" if self.in_table() => {
                self.row(whole);
                end
            }
            "\\" => self.shown("\n", Span::new(span.start, self.scan.option(end).map_or(end, |(_, end)| end))),
            " " | "\n" | "," | ";" | ":" | ">" => self.shown(" ", whole),
            "%" | "&" | "$" | "#" | "_" | "{" | "}" => self.shown(name, whole),
            "-" | "/" | "!" | "@" | ")" | "]" | "*" | "" => end,
            _ => self.letter(name, whole).unwrap_or_else(|| self.named(name, whole)),
        }
    }

    /// A letter of its own, or one with an accent.
    fn letter(&mut self, name: &str, whole: Span) -> Option<usize> {
        if let Some((_, letter)) = LETTERS.iter().find(|(known, _)| *known == name) {
            return Some(self.shown(letter, Span::new(whole.start, self.scan.after_name(whole.end))));
        }
        let (_, accent) = ACCENTS.iter().find(|(known, _)| *known == name)?;
        let (inner, end) = self.scan.argument(whole.end)?;
        let base = match self.scan.notes[inner.range()].trim() {
            "\\i" => "i",
            "\\j" => "j",
            base => base,
        };
        let mut letters = base.chars();
        let composed: String = letters.next().into_iter().chain([*accent]).nfc().collect();
        Some(self.shown(&(composed + letters.as_str()), Span::new(whole.start, end)))
    }

    fn named(&mut self, name: &'n str, whole: Span) -> usize {
        let after = self.scan.starred(whole.end);
        match action(name) {
            Some(Action::Text(shown, plain)) => {
                let end = self.scan.after_name(whole.end);
                self.builder.ligature(shown, plain, Span::new(whole.start, end));
                end
            }
            Some(Action::Through) => self.scan.after_name(after),
            Some(Action::Skip(arguments)) => self.scan.skip(after, arguments),
            Some(Action::Quote(arguments)) => self.quotation(Span::new(whole.start, after), arguments, false),
            Some(Action::Marks(arguments)) => self.quotation(Span::new(whole.start, after), arguments, true),
            Some(Action::Effect(effect)) => self.effect(Span::new(whole.start, after), effect),
            Some(Action::Chemistry) => self.chemistry(whole).unwrap_or_else(|| self.unknown(name, whole)),
            Some(Action::Cite) => self.cite(Span::new(whole.start, after)),
            Some(Action::Ellipsis) => self.ellipsis(whole, after > whole.end),
            Some(Action::Insertion) => self.insertion(Span::new(whole.start, after)),
            Some(Action::Heading(level)) => self.heading(Span::new(whole.start, after), level),
            Some(Action::Footnote) => self.footnote(Span::new(whole.start, after)),
            Some(Action::Link) => self.link(Span::new(whole.start, after)),
            Some(Action::Url) => self.url(Span::new(whole.start, after)),
            Some(Action::Item) => self.item(whole),
            Some(Action::Break) => {
                self.end_paragraph();
                after
            }
            Some(Action::Unread(arguments)) => {
                let end =
                    if arguments.is_empty() { self.scan.after_name(after) } else { self.scan.skip(after, arguments) };
                self.builder.unread(Span::new(whole.start, end));
                end
            }
            Some(Action::Recased(capitals)) => self.recased(Span::new(whole.start, after), capitals),
            Some(Action::Epigraph) => self.epigraph(Span::new(whole.start, after)),
            Some(Action::Include) => self.include(name, Span::new(whole.start, after)),
            None => self.unknown(name, Span::new(whole.start, after)),
        }
    }

    fn delimited(&mut self, open: Span, close: &str) -> usize {
        let rest = &self.scan.notes[open.end..];
        // A formula ends in its paragraph, and is not long.
        let near = &rest[..rest.floor_char_boundary(rest.len().min(LONGEST_FORMULA))];
        let Some(length) = near.find(close) else { return open.end };
        self.formula_text(Span::new(open.end, open.end + length));
        open.end + length + close.len()
    }

    /// Code in running text. What nothing closes is read as running text.
    fn verb(&mut self, whole: Span) -> usize {
        let Some((inner, end)) = self.scan.literal(whole.start) else { return self.scan.starred(whole.end) };
        self.builder.code(&self.scan.notes[inner.range()], inner);
        end
    }

    /// Reads an argument; what is too deep is left to be read as running text.
    fn inside(&mut self, span: Span, work: impl FnOnce(&mut Self, Span)) {
        self.depth += 1;
        work(self, span);
        self.depth -= 1;
    }

    /// The arguments of a quoting command.
    fn arguments(&self, at: usize, arguments: &str) -> QuotingArguments {
        let mut found = QuotingArguments { end: at, ..QuotingArguments::default() };
        for argument in arguments.chars() {
            let is_optional = "cnp".contains(argument);
            let read = if is_optional { self.scan.option(found.end) } else { self.scan.argument(found.end) };
            let Some((span, end)) = read else { continue };
            found.end = end;
            match argument {
                'c' => found.cites.extend(self.scan.cited(span)),
                'k' => found.cites.extend(self.scan.keys(span)),
                't' => found.text = Some(span),
                'n' => found.notes.push(span),
                'p' => found.inside = Some(span).filter(|&span| self.has_words(span)),
                _ => {}
            }
        }
        found
    }

    fn has_words(&self, span: Span) -> bool {
        self.scan.notes[span.range()].contains(char::is_alphanumeric)
    }

    fn quotation(&mut self, name: Span, arguments: &str, marks: bool) -> usize {
        let QuotingArguments { cites, text, inside, notes, end } = self.arguments(name.end, arguments);
        let Some(text) = text.filter(|_| self.depth < DEEPEST) else {
            self.builder.flow.open.push(name);
            return name.end;
        };
        let behind = if marks { None } else { self.scan.option(end) };
        let end = behind.map_or(end, |(_, end)| end);
        let nested = self.level > 0 || self.builder.quotes() > 0 || self.builder.in_quotation();
        let whole = Span::new(name.start, end);
        self.level += 1;
        let deep = self.level.is_multiple_of(2) || self.builder.quotes() > 0;
        if marks || nested {
            self.builder.mark(true, deep, Span::new(name.start, text.start));
        } else {
            self.builder.quote(cites, whole);
        }
        self.inside(text, Self::read);
        // Punctuation stands inside the marks, and may as well be words.
        inside.into_iter().for_each(|inside| self.inside(inside, Self::read));
        if marks || nested {
            self.builder.mark(false, deep, Span::new(text.end, end));
        } else {
            self.builder.quote_end(end);
        }
        self.level -= 1;
        let behind = behind.map(|(span, _)| span).filter(|&span| self.has_words(span));
        behind.into_iter().for_each(|span| self.inside(span, Self::read));
        self.quoting_notes(notes);
        end
    }

    /// Reads those notes on a citation that may quote; others are locators.
    fn quoting_notes(&mut self, notes: Vec<Span>) {
        let quotes = |span: &Span| {
            let text = &self.scan.notes[span.range()];
            text.contains(['“', '„', '«', '"', '「']) || text.contains("``") || text.contains("quote{")
        };
        let notes: Vec<Span> = notes.into_iter().filter(|note| self.depth < DEEPEST && quotes(note)).collect();
        for note in notes {
            self.builder.text(" ", note);
            self.inside(note, Self::read);
            self.builder.text(" ", note);
        }
    }

    fn cite(&mut self, name: Span) -> usize {
        let mut end = name.end;
        let mut found = false;
        // `\cites(…)(…)[…][…]{key}[…]{key}`
        while let Some((keys, next)) = self.scan.key_argument(end) {
            let beside = self.scan.notes_on_key(end);
            let locator = beside.last().map_or("", |note| &self.scan.notes[note.range()]);
            self.quoting_notes(beside);
            for key in self.scan.keys(keys) {
                self.builder.cite_at(key, locator, Span::new(name.start, next));
            }
            (end, found) = (next, true);
            if !self.scan.notes[name.range()].trim_end_matches('*').ends_with("cites") {
                break;
            }
        }
        if found { end } else { name.end }
    }

    fn heading(&mut self, name: Span, level: u8) -> usize {
        let after = self.scan.option(name.end).map_or(name.end, |(_, end)| end);
        let Some((inner, end)) = self.scan.argument(after).filter(|_| self.depth < DEEPEST) else { return after };
        self.end_paragraph();
        self.builder.open(NodeKind::Heading(level), Span::new(name.start, end));
        let node = self.builder.node();
        self.inside(inner, Self::read);
        if self.builder.node() == node {
            self.builder.close(Span::new(inner.end, end));
        }
        end
    }

    fn footnote(&mut self, name: Span) -> usize {
        let after = self.scan.option(name.end).map_or(name.end, |(_, end)| end);
        let Some((inner, end)) = self.scan.argument(after) else { return after };
        let label = format!("note at {}", name.start);
        self.builder.footnote_at(label, Span::new(name.start, end), Some(inner));
        end
    }

    fn link(&mut self, name: Span) -> usize {
        let after = self.scan.option(name.end).map_or(name.end, |(_, end)| end);
        let Some((target, next)) = self.scan.argument(after) else { return after };
        let Some((text, end)) = self.scan.argument(next).filter(|_| self.depth < DEEPEST) else { return next };
        let target = self.scan.notes[target.range()].replace("\\%", "%").replace("\\#", "#").replace("\\_", "_");
        self.builder.link(reference::of_target(&target), &target, false, Span::new(name.start, end));
        self.inside(text, Self::read);
        self.builder.link_end();
        end
    }

    fn url(&mut self, name: Span) -> usize {
        let found = self.scan.literal(name.start).or_else(|| self.scan.argument(name.end));
        let Some((inner, end)) = found else { return name.end };
        self.builder.plain(inner);
        end
    }

    fn item(&mut self, whole: Span) -> usize {
        let list = |kind: &NodeKind| matches!(kind, NodeKind::Item | NodeKind::List);
        let flow = &self.builder.flow;
        let inner = flow.lineage(self.builder.node()).find(|&node| list(&flow.nodes[node].kind));
        if inner.is_some_and(|node| flow.nodes[node].kind == NodeKind::Item) {
            self.builder.close_to(|kind| *kind == NodeKind::Item, whole);
        }
        self.builder.open(NodeKind::Item, whole);
        self.scan.after_name(whole.end)
    }

    /// Footnotes come last, one after the other; their own come after them.
    fn finish(mut self) -> RunningText<'n> {
        let quotes = |name: &str| QUOTING.contains(&name) || quote(name).is_some();
        let open = self.environments.iter().filter(|(name, _)| quotes(name)).map(|(_, span)| *span);
        self.builder.flow.open.extend(open);
        self.environments.clear();
        while let Some(span) = self.builder.next_later() {
            self.read(span);
        }
        self.builder.finish()
    }
}
