//! Notes in the markup of MediaWiki.

mod picture;
mod table;
mod template;

use crate::markup::reference::read_closed;
use crate::markup::{Dialect, HtmlToken, HtmlTokens, Property, attribute, comment_words};
use crate::notes::builder::Builder;
use crate::notes::citations::reference;
use crate::notes::formats::format::{CLOSERS, CitationPlace, CommentSyntax, NotesFormat};
use crate::notes::running_text::{NodeKind, RunningText, byte_order_mark};
use crate::notes::text_effects::TextEffect;
use crate::notes::{Bibliography, BibliographyProblem, FieldNames, Notes, reader};
use crate::text::Span;
use std::collections::HashMap;

/// The depth to which nested templates and links are read; deeper ones are not.
const DEEPEST: usize = 24;
/// The bytes in which the end of a link is looked for.
const REACH: usize = 4_000;
/// Elements whose text quotes nothing.
const CODE: [&str; 8] = ["nowiki", "pre", "code", "syntaxhighlight", "source", "math", "tt", "kbd"];
/// Elements whose text nobody reads.
const HIDDEN: [&str; 7] = ["gallery", "score", "timeline", "templatedata", "imagemap", "mapframe", "graph"];
/// Elements whose text is running text.
#[rustfmt::skip]
const PLAIN: [&str; 34] = [
    "br", "hr", "div", "span", "small", "big", "b", "i", "u", "s", "em", "strong", "sub", "sup", "center", "del", "ins",
    "abbr", "cite", "poem", "p", "onlyinclude", "includeonly", "noinclude", "section", "references", "var", "mark",
    "ruby", "rt", "rp", "font", "dfn", "strike",
];

/// The markup of MediaWiki.
pub(super) struct MediaWiki;

impl NotesFormat for MediaWiki {
    const NAME: &'static str = "mediawiki";
    const ENDINGS: &'static [&'static str] = &[".wiki", ".mediawiki", ".wikitext"];
    const OTHER_ENDINGS: &'static [&'static str] = &[];
    const COMMENT: CommentSyntax = CommentSyntax::Between("<!--", "-->");
    const CLOSERS: &'static str = CLOSERS;
    const CITATION_PLACE: CitationPlace = CitationPlace::Behind;

    fn read(notes: &str, _: &FieldNames) -> Notes {
        reader::read(running_text(notes))
    }

    fn bibliographies(_: &str) -> Vec<String> {
        Vec::new()
    }

    fn entries(_: &str) -> (Bibliography, Vec<BibliographyProblem>) {
        Default::default()
    }

    fn citation(_: &str, url: &dyn Fn() -> Option<String>) -> Option<String> {
        url().map(|url| format!("<ref>{{{{cite web |url={url}}}}}</ref>"))
    }
}

/// Reads the running text out of `notes`.
fn running_text(notes: &str) -> RunningText<'_> {
    let (builder, brackets) = (Builder::new(notes), brackets(notes));
    let mut reader = WikiReader { builder, notes, brackets, depth: 0, table: 0, unclosed: HashMap::new() };
    reader.blocks(Span::new(byte_order_mark(notes), notes.len()));
    reader.finish()
}

/// `{{ }}` and `[[ ]]`, and `{| |}`: where they open and close, ascending.
fn brackets(notes: &str) -> Vec<(usize, usize)> {
    let (mut found, mut open) = (Vec::new(), Vec::<(usize, u8)>::new());
    let bytes = notes.as_bytes();
    let mut at = 0;
    while at + 1 < bytes.len() {
        let pair = (bytes[at], bytes[at + 1]);
        match pair {
            (b'<', b'!') if notes[at..].starts_with("<!--") => {
                at = notes[at..].find("-->").map_or(bytes.len(), |end| at + end + 3);
                continue;
            }
            (b'<', b'n') if notes[at..].starts_with("<nowiki>") => {
                at = notes[at..].find("</nowiki>").map_or(bytes.len(), |end| at + end);
                continue;
            }
            (b'{', b'{') | (b'[', b'[') => {
                open.push((at, pair.0));
                at += 1;
            }
            (b'}', b'}') | (b']', b']') => {
                let wanted = if pair.0 == b'}' { b'{' } else { b'[' };
                // What was opened inside and is not closed is no pair; few are looked through.
                let inner = open.iter().rev().take(8).position(|&(_, kind)| kind == wanted);
                if let Some(inner) = inner {
                    open.truncate(open.len() - inner);
                    // The first of three may close the address that stands right before.
                    let inner = open
                        .last()
                        .map_or(at, |&(start, _)| (start + 2).max(notes.floor_char_boundary(at.saturating_sub(REACH))));
                    let link = pair.0 == b']' && bytes.get(at + 2) == Some(&b']');
                    at += usize::from(link && notes[inner..at].rfind('[') > notes[inner..at].rfind(']'));
                    found.extend(open.pop().map(|(start, _)| (start, at + 2)));
                    at += 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    found.sort_unstable();
    found
}

struct WikiReader<'n> {
    builder: Builder<'n>,
    notes: &'n str,
    brackets: Vec<(usize, usize)>,
    depth: usize,
    /// The number of tables that are open.
    table: usize,
    /// Elements that are known to be closed nowhere, and in which part of the notes.
    unclosed: HashMap<String, (usize, usize)>,
}

impl<'n> WikiReader<'n> {
    /// Reads whole lines: headings, lists, tables, paragraphs.
    fn blocks(&mut self, span: Span) {
        let mut at = span.start;
        while at < span.end {
            let rest = &self.notes[at..span.end];
            let line = Span::new(at, at + rest.find('\n').unwrap_or(rest.len()));
            at = self.line(line, span.end).max(line.end) + 1;
        }
        self.builder.leave_paragraph();
    }

    /// Reads a line, or the block that begins in it; where that ends.
    fn line(&mut self, line: Span, end: usize) -> usize {
        let text = self.notes[line.range()].trim_end();
        let trimmed = text.trim_start();
        match trimmed.chars().next() {
            None => {
                self.leave_lists();
                line.end
            }
            Some('=') if trimmed.len() > 2 && trimmed.ends_with('=') => self.heading(line),
            Some('*' | '#' | ':' | ';') => self.item(line, end),
            Some('{') if trimmed.starts_with("{|") && self.table < DEEPEST => self.open_table(line),
            Some('|') if self.table > 0 => self.table_line(line, end),
            Some('!') if self.table > 0 => self.table_line(line, end),
            Some('-') if trimmed.starts_with("----") => {
                self.leave_lists();
                self.builder.open(NodeKind::Rule, line);
                self.builder.close(line);
                let rest = trimmed.trim_start_matches('-');
                let start = line.start + text.len() - rest.len();
                if rest.is_empty() { line.end } else { self.line(Span::new(start, line.end), end) }
            }
            // A line that begins with a space is set as it is, but for links and the like: with one, it may well quote.
            _ if text.starts_with(' ')
                && self.table == 0
                && !self.in_element()
                && !trimmed.starts_with(['{', '<'])
                && !["[http", "[[", "<ref", "{{cit"].iter().any(|cites| text.contains(cites)) =>
            {
                self.leave_lists();
                self.builder.code_block(line);
                line.end
            }
            _ => {
                if !matches!(self.builder.kind(), NodeKind::Paragraph | NodeKind::Cell) {
                    self.leave_lists();
                }
                self.running(line, end)
            }
        }
    }

    fn in_element(&self) -> bool {
        self.builder.in_quotation()
    }

    fn leave_lists(&mut self) {
        self.builder.leave_paragraph();
        if *self.builder.kind() == NodeKind::Item || *self.builder.kind() == NodeKind::List {
            let here = Span::new(0, 0);
            while matches!(self.builder.kind(), NodeKind::Item | NodeKind::List) {
                self.builder.close(here);
            }
        }
    }

    fn heading(&mut self, line: Span) -> usize {
        let text = self.notes[line.range()].trim();
        let level = (text.len() - text.trim_start_matches('=').len()).min(6);
        self.leave_lists();
        self.builder.open(NodeKind::Heading(level as u8), line);
        let inner = text.trim_matches('=');
        let start = inner.as_ptr() as usize - self.notes.as_ptr() as usize;
        self.inline(Span::new(start, start + inner.len()));
        self.builder.leave_paragraph();
        line.end
    }

    /// Every item is one of a list of its own depth; the deeper ones are not set apart from the others.
    fn item(&mut self, line: Span, end: usize) -> usize {
        let text = &self.notes[line.range()];
        let marks = text.len() - text.trim_start().trim_start_matches(['*', '#', ':', ';']).len();
        self.builder.leave_paragraph();
        if *self.builder.kind() == NodeKind::Item {
            self.builder.close(line);
        }
        if *self.builder.kind() != NodeKind::List {
            self.builder.open(NodeKind::List, line);
        }
        self.builder.open(NodeKind::Item, line);
        let last = self.running(Span::new(line.start + marks, line.end), end);
        self.builder.leave_paragraph();
        last
    }

    /// Reads running text that may go on behind its line, in a template or an element; the end of the line it ends in.
    fn running(&mut self, line: Span, end: usize) -> usize {
        let (mut at, mut stop) = (line.start, line.end);
        while at < stop {
            at = self.step(Span::new(at, end), stop).max(at + 1);
            if at > stop {
                let rest = &self.notes[at.min(end)..end];
                stop = at.min(end) + rest.find('\n').unwrap_or(rest.len());
            }
        }
        if stop < end && matches!(self.builder.kind(), NodeKind::Paragraph | NodeKind::Cell) {
            self.builder.text("\n", Span::new(stop, stop + 1));
        }
        stop
    }

    fn inline(&mut self, span: Span) {
        let mut at = span.start;
        while at < span.end {
            at = self.step(Span::new(at, span.end), span.end).max(at + 1);
        }
    }

    fn closing(&self, open: usize) -> Option<usize> {
        let index = self.brackets.binary_search_by_key(&open, |&(open, _)| open).ok()?;
        Some(self.brackets[index].1)
    }

    /// Reads what begins `span`, as far as `stop` if it is plain; where to go on.
    fn step(&mut self, span: Span, stop: usize) -> usize {
        let at = span.start;
        let rest = &self.notes[span.range()];
        match rest.as_bytes()[0] {
            b'{' if rest.starts_with("{{") => match self.closing(at).filter(|&close| close <= span.end) {
                Some(close) => {
                    self.template(Span::new(at, close));
                    close
                }
                None => self.plain(at, 2, stop),
            },
            b'[' if rest.starts_with("[[") => match self.closing(at).filter(|&close| close <= span.end) {
                Some(close) => self.wikilink(Span::new(at, close)),
                None => self.plain(at, 2, stop),
            },
            b'[' => self.external(span, stop),
            b'\'' if rest.starts_with("''") => {
                self.builder.flow.edge();
                at + rest.bytes().take(5).take_while(|byte| *byte == b'\'').count()
            }
            b'<' => self.markup(span, stop),
            b'&' => {
                let (length, text) = read_closed(rest);
                self.builder.text(&text, Span::new(at, at + length));
                at + length
            }
            b'_' if rest.starts_with("__") => {
                let word = rest[2..].find("__").filter(|&end| rest[2..2 + end].bytes().all(|b| b.is_ascii_uppercase()));
                word.map_or_else(|| self.plain(at, 1, stop), |end| at + end + 4)
            }
            _ => {
                let line = &self.notes[at..stop.max(at)];
                let next = line.char_indices().skip(1).find(|(_, c)| "{['<&_".contains(*c));
                self.plain(at, next.map_or(line.len(), |(next, _)| next), stop)
            }
        }
    }

    fn plain(&mut self, at: usize, length: usize, stop: usize) -> usize {
        let end = (at + length).min(stop).max(at);
        self.builder.plain(Span::new(at, end));
        end
    }

    /// `[[Page|text]]`; files show nothing to read but their caption, and categories nothing.
    fn wikilink(&mut self, span: Span) -> usize {
        let inner = Span::new(span.start + 2, span.end - 2);
        let text = &self.notes[inner.range()];
        let (target, shown) = match text.split_once('|') {
            Some((target, shown)) => (target, Span::new(inner.end - shown.len(), inner.end)),
            None => (text, inner),
        };
        if picture::is_silent(target) {
            return span.end;
        }
        if picture::is_file(target) {
            self.builder.flow.edge();
            if let Some(caption) = self.caption(inner) {
                self.builder.apart(caption);
            }
            return span.end;
        }
        self.builder.link(reference::of_wikilink(target), target, true, span);
        if self.depth < DEEPEST {
            self.depth += 1;
            self.inline(shown);
            self.depth -= 1;
        }
        self.builder.link_end();
        span.end
    }

    /// `[https://… text]`.
    fn external(&mut self, span: Span, stop: usize) -> usize {
        let rest = &self.notes[span.start..stop];
        let rest = &rest[..rest.floor_char_boundary(rest.len().min(REACH))];
        let end = rest.find([']', '\n']).filter(|&end| rest[end..].starts_with(']'));
        let web = ["[http://", "[https://", "[//"].iter().any(|scheme| rest.starts_with(scheme));
        let Some(end) = end.filter(|_| web) else { return self.plain(span.start, 1, stop) };
        let inner = &rest[1..end];
        // A blank may have more than one byte.
        let (target, shown) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        let whole = Span::new(span.start, span.start + end + 1);
        self.builder.link(reference::of_target(target), target, false, whole);
        let shown = Span::new(whole.end - 1 - shown.len(), whole.end - 1);
        if self.depth < DEEPEST {
            self.depth += 1;
            self.inline(shown);
            self.depth -= 1;
        }
        self.builder.link_end();
        whole.end
    }

    /// A comment or a tag.
    fn markup(&mut self, span: Span, stop: usize) -> usize {
        let text = &self.notes[span.range()];
        if let Some(inner) = text.strip_prefix("<!--") {
            // Not as in browsers: they never see it.
            let length = inner.find("-->").map_or(text.len(), |inner| inner + "<!---->".len());
            if length == text.len() && !text.ends_with("-->") {
                self.builder.endless_comment(span);
            }
            self.builder.comment(comment_words(&text[..length]), Span::new(span.start, span.start + length));
            return span.start + length;
        }
        let name = text[1..].trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_alphanumeric()).unwrap_or(name.len())];
        // A name is all of it, and none of the rest is another tag: `</ref“` and `<b <q>` are no tags to MediaWiki.
        let behind = text[1..].trim_start_matches('/')[name.len()..].chars().next();
        let is_tag = name.is_ascii() && behind.is_none_or(|c| c.is_ascii_whitespace() || "/>".contains(c));
        match HtmlTokens::new(text, Dialect::Notes).markup(0).filter(|(_, end)| is_tag && !text[1..*end].contains('<'))
        {
            Some((token, length)) => self.tag(token, Span::new(span.start, span.start + length), span.end),
            None => self.plain(span.start, 1, stop),
        }
    }

    fn tag(&mut self, token: HtmlToken, span: Span, end: usize) -> usize {
        let tag = &self.notes[span.range()];
        let closing = matches!(token, HtmlToken::End(_));
        let name = tag.trim_start_matches(['<', '/']);
        let name = name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())].to_ascii_lowercase();
        self.builder.flow.edge();
        self.builder.direction(span);
        let empty = tag.ends_with("/>");
        self.effect(token, span, &name);
        match name.as_str() {
            "ref" if !closing => return self.call(span, empty, end),
            "blockquote" if closing => {
                if !self.builder.close_to(|kind| *kind == NodeKind::Quote, span) {
                    self.builder.leave_paragraph();
                }
            }
            "blockquote" => {
                self.leave_lists();
                self.builder.open(NodeKind::Quote, span);
                let cite = attribute(tag, "cite").and_then(reference::of_cite);
                if let Some(cite) = cite {
                    self.builder.source(cite, span);
                }
            }
            "q" if closing => self.builder.quote_end(span.end),
            "q" => {
                let cite = attribute(tag, "cite").and_then(reference::of_cite);
                self.builder.quote(cite.into_iter().collect(), span);
            }
            "br" => self.builder.text("\n", span),
            "p" | "div" => self.builder.leave_paragraph(),
            _ if closing || empty => {}
            _ if CODE.contains(&name.as_str()) || HIDDEN.contains(&name.as_str()) => {
                let Some((close, after)) = self.behind(&name, span.end, end) else { return self.never_closed(span) };
                self.extension(&name, Span::new(span.end, close));
                return after;
            }
            _ if PLAIN.contains(&name.as_str()) => {}
            _ => {
                let what = "its content was read as running text";
                self.builder.unknown(&format!("<{name}>"), what, span);
            }
        }
        span.end
    }

    /// Takes account of a tag that may strike out, raise or lower words. An element ends with its paragraph or item, unless
    /// browsers carry it on.
    fn effect(&mut self, token: HtmlToken, span: Span, name: &str) {
        match token {
            HtmlToken::Start(tag, _, false) if PLAIN.contains(&name) => {
                if tag.is(Property::Running)
                    && TextEffect::of_tag(tag, &self.notes[span.range()]) != TextEffect::default()
                {
                    self.builder.inline(span);
                }
                let node = self.builder.node();
                self.builder.begin_element(tag, span, node);
            }
            HtmlToken::End(tag) => self.builder.end_element(tag),
            _ => {}
        }
    }

    /// The byte at which the element that opened before `at` is closed, and the end of the tag that does so.
    fn behind(&mut self, name: &str, at: usize, end: usize) -> Option<(usize, usize)> {
        // What nothing closes is searched for once.
        if self.unclosed.get(name).is_some_and(|&(from, until)| from <= at && end <= until) {
            return None;
        }
        let rest = &self.notes[at..end];
        let is_named = |found: &usize| {
            let tag = &rest.as_bytes()[found + 2..];
            let ends = tag.get(name.len()).is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
            ends && tag.get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
        };
        let Some(found) = memchr::memmem::find_iter(rest.as_bytes(), "</").find(is_named) else {
            self.unclosed.insert(name.to_owned(), (at, end));
            return None;
        };
        let tag = rest[found..].find('>').map_or(rest.len(), |close| found + close + 1);
        Some((at + found, at + tag))
    }

    /// A tag that nothing closes is text to MediaWiki, and so is what follows on it.
    fn never_closed(&mut self, span: Span) -> usize {
        self.builder.flow.open.push(span);
        span.end
    }

    /// The inside of an element that takes it as it stands.
    fn extension(&mut self, name: &str, inner: Span) {
        let text = &self.notes[inner.range()];
        match name {
            "nowiki" => self.builder.plain(inner),
            "gallery" | "imagemap" => self.captions(inner),
            _ if HIDDEN.contains(&name) => {}
            _ if text.contains('\n') => {
                self.builder.leave_paragraph();
                self.builder.code_block(inner);
            }
            _ => self.builder.code(text, inner),
        }
    }

    /// `<ref>…</ref>` is a footnote; `<ref name=x />` calls one that stands elsewhere.
    fn call(&mut self, span: Span, empty: bool, end: usize) -> usize {
        let named = attribute(self.notes[span.range()].trim_end_matches("/>"), "name");
        let label = named.map_or_else(|| format!("#{}", span.start), str::to_owned);
        let closed = if empty { Some((span.end, span.end)) } else { self.behind("ref", span.end, end) };
        let Some((close, after)) = closed else { return self.never_closed(span) };
        let inner = (close > span.end).then(|| Span::new(span.end, close));
        self.builder.footnote_at(label, Span::new(span.start, after), inner);
        after
    }

    fn finish(mut self) -> RunningText<'n> {
        let quotes = self.builder.flow.lineage(self.builder.node()).map(|node| &self.builder.flow.nodes[node]);
        let open: Vec<Span> = quotes.filter(|node| node.kind == NodeKind::Quote).map(|node| node.notes).collect();
        self.builder.flow.open.extend(open.iter().map(|span| Span::new(span.start, span.start + 1)));
        while let Some(span) = self.builder.next_later() {
            self.blocks(span);
        }
        self.builder.finish()
    }
}

#[cfg(test)]
mod tests;
