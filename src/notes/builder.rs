//! Running text in the making: blocks opened and closed, text put into them.

use super::citations::locator;
use super::running_text::{
    BREAK, FootnoteMark, InlineCitation, NodeKind, NotesComment, NotesLink, NotesNode, QuoteElement, RunningText,
    UNREAD,
};
use super::text_effects::{EffectOpener, TextEffect};
use super::{FieldNames, NotesProblem, Reference};
use crate::markup::Tag;
use crate::text::Span;
use std::collections::{BTreeMap, VecDeque};

/// The bytes that are put in for names that the notes define, at most.
const MOST_PUT_IN: usize = 1 << 20;

/// The running text in the making, which every reader of a markup language writes to.
pub(super) struct Builder<'n> {
    pub flow: RunningText<'n>,
    /// The block that is open.
    node: usize,
    /// The last child so far of each open block, the root's first.
    last: Vec<Option<usize>>,
    links: Vec<NotesLink>,
    quotes: Vec<QuoteElement>,
    /// Text in the notes that is read behind all other, with the label of the footnote that it is, if it is one.
    later: VecDeque<(Option<String>, Span)>,
    /// The names of markup that was reported already, each with its number among the reports and how often it was met.
    reported: BTreeMap<String, (usize, usize)>,
    /// The number of bytes put in so far for names that stand for text.
    put_in: usize,
    /// The number that the item was written with whose words come next.
    number: Option<&'n str>,
}

impl<'n> Builder<'n> {
    /// Of `notes`, nothing read yet, whose fields of these names name sources, too.
    pub fn with(notes: &'n str, fields: &'n FieldNames) -> Self {
        let mut builder = Self::new(notes);
        builder.flow.fields = fields;
        builder
    }

    /// Of `notes`, nothing read yet.
    pub fn new(notes: &'n str) -> Self {
        let root = NotesNode {
            kind: NodeKind::Root,
            notes: Span::new(0, notes.len()),
            flow: Span::default(),
            parent: 0,
            previous: None,
            next: None,
        };
        let flow = RunningText::of(notes, root);
        Self {
            flow,
            node: 0,
            last: vec![None],
            links: Vec::new(),
            quotes: Vec::new(),
            later: VecDeque::new(),
            reported: BTreeMap::new(),
            put_in: 0,
            number: None,
        }
    }

    /// The block that is open.
    pub fn node(&self) -> usize {
        self.node
    }

    /// The kind of the block that is open.
    pub fn kind(&self) -> &NodeKind {
        &self.flow.nodes[self.node].kind
    }

    /// Returns true while the block that is open is empty.
    pub fn is_empty(&self) -> bool {
        self.flow.nodes[self.node].flow.start == self.flow.text.len()
    }

    /// Opens a block. One that holds running text ends the paragraph before it; others, too.
    pub fn open(&mut self, kind: NodeKind, notes: Span) {
        self.leave_paragraph();
        // A citation that shows no words, at the very end of what stands before, is not in what begins now.
        let cited = self.flow.inline_citations.last().is_some_and(|named| named.at == self.flow.text.len());
        let apart = kind.is_leaf() || cited && matches!(kind, NodeKind::Quote | NodeKind::Footnote(_));
        if apart && !self.flow.text.is_empty() {
            self.flow.text.push_str(BREAK);
        }
        let at = self.flow.text.len();
        if let Some(number) = self.number.take_if(|_| kind.is_leaf()) {
            self.flow.ligatures.push((Span::new(at, at), [number; 3]));
        }
        let index = self.flow.nodes.len();
        let previous = self.last.last_mut().expect("the root is always open").replace(index);
        if let Some(previous) = previous {
            self.flow.nodes[previous].next = Some(index);
        }
        let flow = Span::new(at, at);
        self.flow.nodes.push(NotesNode { kind, notes, flow, parent: self.node, previous, next: None });
        self.node = index;
        self.last.push(None);
    }

    /// Opens an item of a list. Its marker is no part of the words; but the number in one may be: where the article has it as
    /// it is written, so it is read.
    pub fn open_item(&mut self, notes: Span, marker: Span) {
        self.open(NodeKind::Item, notes);
        self.number =
            Some(self.flow.notes[marker.range()].trim_start()).filter(|marker| marker.contains(char::is_alphanumeric));
    }

    /// Closes the block that is open; the root stays open.
    pub fn close(&mut self, notes: Span) {
        if self.node == 0 {
            return;
        }
        self.number = None;
        let end = self.flow.text.len();
        let node = &mut self.flow.nodes[self.node];
        node.flow.end = end;
        node.notes.end = node.notes.end.max(notes.end);
        let parent = node.parent;
        self.flow.effects.leave(self.node, end);
        self.node = parent;
        self.last.pop();
    }

    /// Closes a paragraph that nothing closed, because nothing opened it.
    pub fn leave_paragraph(&mut self) {
        if self.flow.nodes[self.node].kind.is_leaf() {
            self.close(self.flow.nodes[self.node].notes);
        }
    }

    /// Closes the innermost open block of a kind, and all that is open in it. Returns true if there was one.
    pub fn close_to(&mut self, wanted: impl Fn(&NodeKind) -> bool, notes: Span) -> bool {
        let Some(found) = self.flow.lineage(self.node).find(|&node| wanted(&self.flow.nodes[node].kind)) else {
            return false;
        };
        while self.node != found && self.node != 0 {
            self.close(notes);
        }
        self.close(notes);
        found != 0
    }

    /// Makes sure that a block is open that may hold running text.
    pub fn inline(&mut self, span: Span) {
        if !self.flow.nodes[self.node].kind.is_leaf() {
            self.open(NodeKind::Paragraph, Span::new(span.start, span.start));
        }
        let node = &mut self.flow.nodes[self.node];
        node.notes.end = node.notes.end.max(span.end);
    }

    /// Adds running text that comes from `from`. White space alone opens no paragraph.
    pub fn text(&mut self, text: &str, from: Span) {
        if text.trim().is_empty() && !self.flow.nodes[self.node].kind.is_leaf() {
            return;
        }
        self.inline(from);
        self.flow.push(text, from);
    }

    /// Adds running text as it stands in the notes.
    pub fn plain(&mut self, from: Span) {
        let notes = self.flow.notes;
        self.text(&notes[from.range()], from);
    }

    /// Returns true if `what`, the text or address that `name` stands for, may be put in once more. Where notes define
    /// names, a few bytes could stand for any number; beyond a limit that is reported once, and such names are not
    /// read.
    pub fn may_put_in(&mut self, name: &str, what: &str, from: Span) -> bool {
        self.put_in += what.len();
        if self.put_in <= MOST_PUT_IN {
            return true;
        }
        if self.put_in - what.len() <= MOST_PUT_IN {
            let more = format!("the names before it expand to more than {MOST_PUT_IN} bytes");
            let what = format!("{name} and all names after it were not read: {more}; write the text in full");
            self.flow.unknown.push(NotesProblem { span: from, what });
        }
        self.unread(from);
        false
    }

    /// Adds what is shown as `shown`, and may as well be read as it is written: `plain`.
    pub fn ligature(&mut self, shown: &'static str, plain: &'static str, from: Span) {
        if shown == plain {
            return self.text(shown, from);
        }
        self.shown(shown, [plain, shown, plain], from);
    }

    /// Adds a quotation mark that the style chooses; one that is `deep` in others may be a single or a double one.
    pub fn mark(&mut self, opens: bool, deep: bool, from: Span) {
        match (opens, deep) {
            (true, false) => self.ligature("“", "\"", from),
            (false, false) => self.ligature("”", "\"", from),
            (true, true) => self.shown("‘", ["'", "“", "\""], from),
            (false, true) => self.shown("’", ["'", "”", "\""], from),
        }
    }

    fn shown(&mut self, shown: &str, instead: [&'static str; 3], from: Span) {
        self.inline(from);
        let at = self.flow.text.len();
        self.flow.push(shown, from);
        self.flow.ligatures.push((Span::new(at, self.flow.text.len()), instead));
    }

    /// Begins words that are struck out, raised or lowered, by a mark or a command.
    pub fn begin_effect(&mut self, effect: TextEffect, from: Span) {
        self.inline(from);
        self.flow.edge();
        let at = self.flow.text.len();
        self.flow.effects.begin(EffectOpener::Mark, effect, None, at);
    }

    /// Ends what was begun last of these.
    pub fn end_effect(&mut self) {
        self.flow.edge();
        let at = self.flow.text.len();
        self.flow.effects.end(EffectOpener::Mark, at);
    }

    /// Takes account of the start tag of an element that may strike out, raise or lower its words. It ends with the block
    /// `node`, if nothing ends it before.
    pub fn begin_element(&mut self, tag: Tag, span: Span, node: usize) {
        let (at, node) = (self.flow.text.len(), self.flow.effect_scope(tag, node));
        self.flow.effects.begin_element((tag, &self.flow.notes[span.range()]), Some(node), at);
    }

    /// Takes account of the end tag of such an element.
    pub fn end_element(&mut self, tag: Tag) {
        let at = self.flow.text.len();
        self.flow.effects.end(EffectOpener::Element(tag), at);
    }

    /// Adds what shows words that cannot be read. Between blocks it is none of theirs.
    pub fn unread(&mut self, from: Span) {
        if self.flow.nodes[self.node].kind.is_leaf() || self.in_quotation() || self.quotes() > 0 {
            self.text(UNREAD.encode_utf8(&mut [0; 4]), from);
        }
    }

    /// Takes note of a tag of HTML that may steer the direction of the text that follows.
    pub fn direction(&mut self, tag: Span) {
        let (notes, at) = (self.flow.notes, self.flow.text.len());
        self.flow.directions.tag(&notes[tag.range()], tag, at);
    }

    /// Adds text that quotes nothing: code, a formula.
    pub fn code(&mut self, text: &str, from: Span) {
        self.inline(from);
        let at = self.flow.text.len();
        self.flow.edge();
        self.flow.push(text, from);
        self.flow.edge();
        self.flow.code_spans.push(Span::new(at, self.flow.text.len()));
    }

    /// Adds a whole block that quotes nothing.
    pub fn code_block(&mut self, from: Span) {
        self.open(NodeKind::Code, from);
        let notes = self.flow.notes;
        self.code(&notes[from.range()], from);
        self.close(from);
    }

    /// Takes what was added since `from` out of the words: a reader does not take it for a part of them.
    pub fn hide(&mut self, from: usize) {
        let end = self.flow.text.len();
        if from < end {
            self.flow.excluded.push(Span::new(from, end));
        }
    }

    /// Closes what is open inside the block `node`.
    pub fn back_to(&mut self, node: usize, notes: Span) {
        while self.node > node {
            self.close(notes);
        }
    }

    /// Returns true if the text is in a block quotation.
    pub fn in_quotation(&self) -> bool {
        self.flow.lineage(self.node).any(|node| self.flow.nodes[node].kind == NodeKind::Quote)
    }

    /// Begins a link, whose address is `target` as written.
    pub fn link(&mut self, reference: Option<Reference>, target: &str, wiki: bool, notes: Span) {
        self.inline(notes);
        self.flow.edge();
        let at = self.flow.text.len();
        let locator = locator::of_address(target);
        self.links.push(NotesLink { flow: Span::new(at, at), notes, reference, wiki, locator });
    }

    /// Ends the link that was begun last.
    pub fn link_end(&mut self) {
        self.flow.edge();
        if let Some(mut link) = self.links.pop() {
            link.flow.end = self.flow.text.len();
            self.flow.links.push(link);
        }
    }

    /// A citation that is there by its markup, and shows no words.
    pub fn cite(&mut self, reference: Reference, notes: Span) {
        self.inline(notes);
        let at = self.flow.text.len();
        self.flow.inline_citations.push(InlineCitation { at, notes, reference, doubtful: false, locator: None });
    }

    /// The same, with what stands beside the key.
    pub fn cite_at(&mut self, reference: Reference, beside: &str, notes: Span) {
        self.cite(reference, notes);
        if let Some(named) = self.flow.inline_citations.last_mut() {
            named.locator = locator::beside_key(beside);
        }
    }

    /// Begins a quotation that says that it is one, in running text.
    pub fn quote(&mut self, cites: Vec<Reference>, notes: Span) {
        self.inline(notes);
        self.flow.edge();
        let at = self.flow.text.len();
        self.quotes.push(QuoteElement { flow: Span::new(at, at), notes, cites, block: false, node: self.node });
    }

    /// Ends the quotation that was begun last, if it was begun before `end`: footnotes are read behind all other text,
    /// and end nothing there.
    pub fn quote_end(&mut self, end: usize) {
        self.flow.edge();
        if let Some(mut element) = self.quotes.pop_if(|element| element.notes.start <= end) {
            element.flow.end = self.flow.text.len();
            element.notes.end = end;
            self.flow.elements.push(element);
        }
    }

    /// The number of quotations of that kind that are open.
    pub fn quotes(&self) -> usize {
        self.quotes.len()
    }

    /// Takes the mark that calls a footnote.
    pub fn footnote(&mut self, label: String, notes: Span) {
        self.inline(notes);
        let at = self.flow.text.len();
        self.flow.edge();
        self.flow.footnotes.push(FootnoteMark { at, notes, label });
    }

    /// Takes the mark that calls a footnote, with the text that stands in it, to be read behind all other text.
    pub fn footnote_at(&mut self, label: String, notes: Span, inner: Option<Span>) {
        self.later.extend(inner.map(|inner| (Some(label.clone()), inner)));
        self.footnote(label, notes);
    }

    /// Takes text that is shown apart from what it stands in, as a caption is: it is read behind all other text.
    pub fn apart(&mut self, inner: Span) {
        self.later.push_back((None, inner));
    }

    /// Goes to the next text that was put off, and opens the footnote that it is, behind all that is closed then.
    /// Returns its place in the notes.
    pub fn next_later(&mut self) -> Option<Span> {
        self.close_all();
        self.flow.effects.end_all(self.flow.text.len());
        let (label, span) = self.later.pop_front()?;
        if let Some(label) = label {
            self.open(NodeKind::Footnote(label), span);
        }
        Some(span)
    }

    /// Takes a comment, as what is written inside its marks. One that is no word to this program is passed over.
    pub fn comment(&mut self, inner: &str, notes: Span) {
        let Some(body) = inner.strip_prefix("literatim:") else { return };
        let alone = !self.kind().is_leaf();
        if alone {
            self.open(NodeKind::Html, notes);
        }
        self.flow.comments.push(NotesComment { notes, body: body.trim().to_owned(), node: self.node });
        if alone {
            self.close(notes);
        }
    }

    /// Names the source of the block that is open.
    pub fn source(&mut self, reference: Reference, notes: Span) {
        self.flow.sources.push((self.node, reference, notes));
    }

    /// Reports markup that no reader knows, once for each `name`, with how often it was met.
    pub fn unknown(&mut self, name: &str, what: &str, notes: Span) {
        let count = &mut self.reported.entry(name.to_owned()).or_insert((self.flow.unknown.len(), 0)).1;
        *count += 1;
        if *count == 1 {
            self.flow.unknown.push(NotesProblem { span: notes, what: format!("unknown markup {name}: {what}") });
        }
    }

    /// Says that a comment is never closed: what follows on it nobody sees, which its writer may not know.
    pub fn endless_comment(&mut self, notes: Span) {
        self.unknown("<!--", "it is never closed, so the text after it is not shown and was not read", notes);
    }

    /// Closes every block.
    fn close_all(&mut self) {
        while self.node != 0 {
            self.close(self.flow.nodes[self.node].notes);
        }
    }

    /// All that was read.
    pub fn finish(mut self) -> RunningText<'n> {
        self.close_all();
        self.flow.effects.end_all(self.flow.text.len());
        for &(number, count) in self.reported.values().filter(|(_, count)| *count > 1) {
            self.flow.unknown[number].what += &format!(" ({count} times)");
        }
        self.flow.open.extend(self.quotes.drain(..).map(|element| element.notes));
        self.flow.nodes[0].flow.end = self.flow.text.len();
        self.flow.code_spans.sort_unstable();
        self.flow.links.sort_by_key(|link| (link.flow.start, link.flow.end));
        self.flow.elements.sort_by_key(|element| (element.flow.start, std::cmp::Reverse(element.flow.end)));
        self.flow
    }
}
