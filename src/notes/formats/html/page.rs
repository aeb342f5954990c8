//! HTML notes: whole pages, or parts of them.

use super::{decoded, entity};
use crate::notes::builder::Builder;
use crate::notes::citations::reference;
use crate::notes::quotations::words::dash;
use crate::notes::running_text::{Flow, Kind};
use crate::notes::tag::{Tags, Token, attribute, name};
use crate::text::Span;
use std::collections::BTreeSet;

/// How many open elements a closing tag is looked for in.
const DEEPEST: usize = 400;

/// Elements whose text nobody reads.
const HIDDEN: [&str; 9] = ["script", "style", "template", "textarea", "noscript", "select", "title", "iframe", "svg"];
/// Elements that are blocks, and nothing more.
const BLOCKS: [&str; 25] = [
    "html",
    "head",
    "body",
    "div",
    "section",
    "article",
    "main",
    "aside",
    "header",
    "footer",
    "nav",
    "figure",
    "figcaption",
    "address",
    "details",
    "summary",
    "form",
    "fieldset",
    "center",
    "hgroup",
    "search",
    "dialog",
    "thead",
    "tbody",
    "tfoot",
];
/// Elements in running text whose words are running text.
const INLINE: [&str; 44] = [
    "em", "strong", "b", "i", "u", "s", "small", "sub", "sup", "mark", "abbr", "span", "time", "cite", "dfn", "var",
    "bdi", "bdo", "ruby", "rt", "rp", "rb", "data", "label", "button", "ins", "del", "font", "big", "strike", "tt",
    "acronym", "img", "wbr", "meta", "link", "input", "source", "track", "col", "colgroup", "picture", "caption",
    "legend",
];

/// Whether what an element shows is not its running text: other words, or, where it is hidden, none.
pub(in crate::notes) fn shows_unread(name: &str, tag: &str) -> bool {
    match name {
        _ if is_hidden(tag) => true,
        "textarea" | "select" | "iframe" | "object" | "embed" | "canvas" | "meter" | "progress" | "output" => true,
        "input" => !attribute(tag, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden")),
        _ => false,
    }
}

/// Whether a tag hides what is in its element.
fn is_hidden(tag: &str) -> bool {
    let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let words = tag.trim_end_matches(['/', '>']).split_whitespace().skip(1);
    let mut names = words.map(|word| word.split('=').next().unwrap_or_default());
    style.contains("display:none")
        || style.contains("visibility:hidden")
        || names.any(|name| name.eq_ignore_ascii_case("hidden"))
}

/// Reads the running text out of `notes`.
pub(in crate::notes) fn flow(notes: &str) -> Flow<'_> {
    let mut reader = Reader { builder: Builder::new(notes), notes, open: Vec::new(), anchors: anchors(notes) };
    let mut tags = Tags::of(notes);
    while let Some((text, token)) = tags.next_tag() {
        reader.text(text);
        match token {
            Some(Token::Comment(span)) => reader.comment(span),
            Some(Token::Tag(span)) => reader.tag(span, &mut tags),
            None => break,
        }
    }
    reader.finish()
}

/// The anchors that links in the page lead to.
fn anchors(notes: &str) -> BTreeSet<&str> {
    let links = memchr::memmem::find_iter(notes.as_bytes(), "href=").map(|at| &notes[at + 5..]);
    let targets = links.filter_map(|rest| {
        let target = rest.strip_prefix(['"', '\'']).unwrap_or(rest).strip_prefix('#')?;
        target.split(['"', '\'', '>', ' ']).next()
    });
    targets.filter(|target| !target.is_empty()).collect()
}

/// An element that is open.
struct Open {
    name: String,
    /// The block that was open before it.
    node: usize,
    /// How long the flow was before it.
    flow: usize,
    notes: Span,
    /// What must be done when it closes.
    then: Then,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Nothing,
    /// A link ends.
    Link,
    /// A quotation in running text ends; whether it was nested in another.
    Quote(bool),
    /// What it holds is no part of the words.
    Hide,
    /// What it holds quotes nothing.
    Shut,
}

struct Reader<'n> {
    builder: Builder<'n>,
    notes: &'n str,
    open: Vec<Open>,
    anchors: BTreeSet<&'n str>,
}

impl<'n> Reader<'n> {
    /// Text, its entities decoded.
    fn text(&mut self, span: Span) {
        let mut at = span.start;
        while at < span.end {
            let rest = &self.notes[at..span.end];
            let plain = rest.find('&').unwrap_or(rest.len());
            if plain > 0 {
                self.builder.plain(Span::new(at, at + plain));
            } else {
                let length = entity(rest).unwrap_or(1);
                self.builder.text(&decoded(&rest[..length]), Span::new(at, at + length));
                at += length;
            }
            at += plain;
        }
    }

    fn comment(&mut self, span: Span) {
        let inner = self.notes[span.range()].trim_start_matches("<!--");
        self.builder.comment(inner.strip_suffix("-->").unwrap_or(inner).trim(), span);
    }

    fn tag(&mut self, span: Span, tags: &mut Tags) {
        let tag = &self.notes[span.range()];
        let (name, closing) = name(tag);
        if tag.starts_with("<!") || tag.starts_with("<?") {
            if tag.starts_with("<?") {
                self.builder.unread(span);
            }
            return;
        }
        self.builder.flow.edge();
        if closing {
            return self.close(&name, span);
        }
        if shows_unread(&name, tag) {
            self.builder.unread(span);
        }
        if HIDDEN.contains(&name.as_str()) && !tag.ends_with("/>") {
            let end = self.behind(&name, span.end);
            if name == "svg" && self.notes[span.end..end].contains("<text") {
                self.builder.unread(span);
            }
            return tags.skip_to(end);
        }
        match name.as_str() {
            "br" => self.builder.text("\n", span),
            "hr" => self.rule(span),
            "p" => self.paragraph(Kind::Paragraph, &name, span),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.paragraph(Kind::Heading(name.as_bytes()[1] - b'0'), &name, span);
            }
            "pre" | "listing" | "xmp" => self.paragraph(Kind::Code, &name, span),
            "code" | "samp" | "kbd" | "math" => self.push(&name, span, Then::Shut),
            "blockquote" => self.blockquote(&name, span),
            "q" => self.quote(&name, span),
            "a" => self.anchor(&name, span),
            "cite" if self.is_attribution() => self.push(&name, span, Then::Hide),
            "ul" | "ol" | "dl" | "menu" | "table" => self.list(&name, span),
            "li" | "dt" | "dd" | "tr" | "td" | "th" => self.item(&name, span),
            _ if BLOCKS.contains(&name.as_str()) => self.block(&name, span),
            _ if INLINE.contains(&name.as_str()) => {}
            _ => {
                let what = "what is in it was read as running text, and what it makes of that is not known";
                self.builder.unknown(&format!("<{name}>"), what, span);
            }
        }
    }

    /// Where the element `name` that opened before `at` is closed.
    fn behind(&self, name: &str, at: usize) -> usize {
        let rest = &self.notes[at..];
        let closes = |found: &usize| {
            let after = &rest[found + 2..];
            after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
        };
        let end = memchr::memmem::find_iter(rest.as_bytes(), "</").find(closes);
        end.map_or(self.notes.len(), |end| at + end)
    }

    fn push(&mut self, name: &str, notes: Span, then: Then) {
        let (node, flow) = (self.builder.node(), self.builder.flow.text.len());
        self.open.push(Open { name: name.to_owned(), node, flow, notes, then });
    }

    /// Opens a block that an element stands for; what it holds is closed with it.
    fn enter(&mut self, kind: Kind, name: &str, span: Span) {
        self.builder.leave_paragraph();
        self.push(name, span, Then::Nothing);
        self.builder.open(kind, span);
    }

    fn rule(&mut self, span: Span) {
        self.leave_text(span);
        self.builder.open(Kind::Rule, span);
        self.builder.close(span);
    }

    /// Closes the elements of running text that are open: a block ends them.
    fn leave_text(&mut self, span: Span) {
        let text = |open: &Open| {
            open.then != Then::Nothing || matches!(open.name.as_str(), "p" | "pre") || is_heading(&open.name)
        };
        while self.open.last().is_some_and(|open| text(open) && open.then != Then::Hide) {
            self.pop(span);
        }
        self.builder.leave_paragraph();
    }

    fn paragraph(&mut self, kind: Kind, name: &str, span: Span) {
        self.leave_text(span);
        self.note(span);
        self.enter(kind, name, span);
    }

    /// An element that a link in the page leads to may be a footnote.
    fn note(&mut self, span: Span) {
        let id = attribute(&self.notes[span.range()], "id");
        if let Some(id) = id.filter(|id| self.anchors.contains(id)) {
            self.enter(Kind::Footnote(id.to_owned()), "#note", span);
        }
    }

    fn blockquote(&mut self, name: &str, span: Span) {
        self.leave_text(span);
        let cite = attribute(&self.notes[span.range()], "cite").and_then(|cite| reference::of_target(&decoded(cite)));
        self.enter(Kind::Quote, name, span);
        if let Some(cite) = cite {
            self.builder.source(cite, span);
        }
    }

    /// `<q>` is a quotation; inside another one it is a pair of marks.
    fn quote(&mut self, name: &str, span: Span) {
        let nested = self.builder.quotes() > 0 || self.builder.in_quotation();
        self.push(name, span, Then::Quote(nested));
        if nested {
            return self.builder.mark(true, true, span);
        }
        let cite = attribute(&self.notes[span.range()], "cite").and_then(|cite| reference::of_target(&decoded(cite)));
        self.builder.quote(cite.into_iter().collect(), span);
    }

    fn anchor(&mut self, name: &str, span: Span) {
        let Some(target) = attribute(&self.notes[span.range()], "href") else { return };
        if let Some(label) = target.strip_prefix('#') {
            self.builder.footnote(label.to_owned(), span);
            return self.push(name, span, if self.is_mark(span.end) { Then::Hide } else { Then::Nothing });
        }
        self.builder.link(reference::of_target(&decoded(target)), false, span);
        self.push(name, span, Then::Link);
    }

    /// Whether the link whose text begins at `at` shows nothing but a number or a sign, as one to a footnote does.
    fn is_mark(&self, at: usize) -> bool {
        let rest = &self.notes[at..];
        let rest = &rest[..rest.floor_char_boundary(rest.len().min(200))];
        let text = &rest[..rest.find("</a").unwrap_or(0)];
        let mut tags = Tags::of(text);
        let mut shown = String::new();
        while let Some((words, token)) = tags.next_tag() {
            shown.push_str(text[words.range()].trim());
            if token.is_none() {
                break;
            }
        }
        let bare = decoded(shown.trim_matches(['[', ']', '(', ')']));
        !bare.is_empty() && bare.chars().count() <= 4 && !bare.chars().any(char::is_alphabetic)
    }

    /// Whether an attribution begins here: at the head of a line in a block quotation, after a dash at most.
    fn is_attribution(&self) -> bool {
        let flow = &self.builder.flow;
        let start = flow.nodes[self.builder.node()].flow.start;
        let before = if self.builder.kind().is_leaf() { &flow.text[start..] } else { "" };
        let line = before.rsplit('\n').next().unwrap_or_default().trim();
        self.builder.in_quotation() && (line.is_empty() || dash(line).is_some_and(|length| length == line.len()))
    }

    fn list(&mut self, name: &str, span: Span) {
        self.leave_text(span);
        self.enter(if name == "table" { Kind::Table } else { Kind::List }, name, span);
    }

    fn item(&mut self, name: &str, span: Span) {
        let (ends, within, kind): (&[&str], &[&str], Kind) = match name {
            "tr" => (&["tr"], &["table"], Kind::Row),
            "td" | "th" => (&["td", "th"], &["table", "tr"], Kind::Cell),
            _ => (&["li", "dt", "dd"], &["ul", "ol", "dl", "menu"], Kind::Item),
        };
        let near = self.open.iter().rev().take(DEEPEST);
        let near = near.map(|open| open.name.as_str()).find(|name| ends.contains(name) || within.contains(name));
        if let Some(previous) = near.filter(|name| ends.contains(name)).map(str::to_owned) {
            self.close(&previous, span);
        }
        self.builder.leave_paragraph();
        self.enter(kind.clone(), name, span);
        if kind == Kind::Item {
            self.note(span);
        }
    }

    fn block(&mut self, name: &str, span: Span) {
        self.leave_text(span);
        let after_quote = self.builder.flow.nodes.iter().rev().find(|node| node.kind == Kind::Quote);
        let follows = after_quote.is_some_and(|quote| quote.flow.end == self.builder.flow.text.len());
        match name {
            "footer" if self.builder.in_quotation() => self.push(name, span, Then::Hide),
            // What the caption of a quotation says is its attribution, with a dash or without.
            "figcaption" if follows => {
                self.push(name, span, Then::Nothing);
                self.builder.inline(span);
                self.builder.flow.push("— ", span);
            }
            _ => {
                self.push(name, span, Then::Nothing);
                self.note(span);
            }
        }
    }

    fn close(&mut self, name: &str, span: Span) {
        if INLINE.contains(&name) && name != "cite" {
            return;
        }
        if name == "p" && self.open.last().is_none_or(|open| open.name != "p") {
            return self.builder.leave_paragraph();
        }
        let from = self.open.len().saturating_sub(DEEPEST);
        let Some(at) = self.open[from..].iter().rposition(|open| open.name == name).map(|at| from + at) else { return };
        while self.open.len() > at {
            self.pop(span);
        }
    }

    fn pop(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        match open.then {
            Then::Link => self.builder.link_end(),
            Then::Quote(true) => self.builder.mark(false, true, span),
            Then::Quote(false) => self.builder.quote_end(span.end),
            Then::Hide => self.builder.hide(open.flow),
            Then::Shut => {
                let end = self.builder.flow.text.len();
                self.builder.flow.shut.push(Span::new(open.flow, end));
            }
            Then::Nothing => self.builder.back_to(open.node, span),
        }
    }

    fn finish(mut self) -> Flow<'n> {
        let quotes = |open: &Open| open.name == "blockquote" || matches!(open.then, Then::Quote(_));
        let unclosed: Vec<Span> = self.open.iter().filter(|open| quotes(open)).map(|open| open.notes).collect();
        let end = Span::new(self.notes.len(), self.notes.len());
        while !self.open.is_empty() {
            self.pop(end);
        }
        self.builder.flow.open.extend(unclosed);
        self.builder.finish()
    }
}

fn is_heading(name: &str) -> bool {
    name.len() == 2 && name.starts_with('h') && name != "hr"
}
