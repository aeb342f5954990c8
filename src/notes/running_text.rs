//! The running text of notes: markup removed, every block after the other, with the way back to the bytes.
//!
//! Offsets in here are of two kinds, both in bytes: *flow* offsets count in [`RunningText::text`], *notes* offsets in the
//! notes. One text for all blocks makes whatever crosses blocks (a quotation of three paragraphs, a fenced division) a
//! plain span.

use super::directions::Directions;
use super::text_effects::{TextEffects, is_carried};
use super::{FieldNames, Locator, NotesProblem, Reference};
use crate::markup::Tag;
use crate::text::Span;

/// The break between two blocks.
pub(super) const BREAK: &str = "\n\n";

/// The stand-in for words that are shown and that nobody could read: the object replacement character.
pub(crate) const UNREAD: char = '\u{fffc}';

/// The length in bytes of the byte order mark that `notes` begin with; 0 without one.
pub(super) fn byte_order_mark(notes: &str) -> usize {
    if notes.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Notes, without their markup.
#[derive(Debug, Default)]
pub(super) struct RunningText<'n> {
    pub notes: &'n str,
    pub text: String,
    runs: Vec<TextRun>,
    /// Markup that steers the direction of text.
    pub directions: Directions,
    /// Places at which markup begins or ends, in flow offsets, ascending.
    pub edges: Vec<usize>,
    /// Code and directives, in which no quotation opens or closes. In flow offsets, ascending.
    pub code_spans: Vec<Span>,
    /// Text that is no part of the words: groups of citation keys, comments. In flow offsets, ascending, disjoint.
    pub excluded: Vec<Span>,
    pub links: Vec<NotesLink>,
    pub footnotes: Vec<FootnoteMark>,
    pub comments: Vec<NotesComment>,
    pub elements: Vec<QuoteElement>,
    /// The metadata blocks: their kind, and where they stand in the notes.
    pub metadata: Vec<(Metadata, Span)>,
    /// Every block, parents before children; the first is the root.
    pub nodes: Vec<NotesNode>,
    /// Elements that are opened and never closed: where, in the notes.
    pub open: Vec<Span>,
    /// Citations that show no words of their own.
    pub inline_citations: Vec<InlineCitation>,
    /// The names of fields that are known in addition.
    pub fields: &'n FieldNames,
    /// The sources that fields of the notes name for all of them, and where.
    pub defaults: Vec<(Reference, Span)>,
    /// The sources that the markup of a block names for it: the block, the source, and where in the notes.
    pub sources: Vec<(usize, Reference, Span)>,
    /// Text that is shown otherwise than it is written, as `--` is as a dash, or the number of an item: where, and the other
    /// ways to read it. Ascending.
    pub ligatures: Vec<(Span, [&'n str; 3])>,
    /// Words that are struck out, raised or lowered.
    pub effects: TextEffects,
    /// Headings that are part of a block of HTML, in flow offsets, ascending.
    pub headings: Vec<Span>,
    /// True in notes of a language that quotes with ’ on both sides.
    pub is_nordic: bool,
    /// Markup that the reader does not know: where in the notes, and what became of it.
    pub unknown: Vec<NotesProblem>,
}

/// A piece of flow, and where it comes from.
#[derive(Debug)]
struct TextRun {
    at: usize,
    from: Span,
    /// True where it is the same bytes; else (an entity, a line break) it comes from all of `from`.
    same: bool,
}

/// A link: its text in the flow, the whole of it in the notes, and what it leads to.
#[derive(Debug)]
pub(super) struct NotesLink {
    pub flow: Span,
    pub notes: Span,
    pub reference: Option<Reference>,
    pub wiki: bool,
    /// The page or time that its address names.
    pub locator: Option<Locator>,
}

/// A citation that shows no words, as `\\cite{key}`.
#[derive(Debug)]
pub(super) struct InlineCitation {
    pub at: usize,
    pub notes: Span,
    pub reference: Reference,
    /// True where it may as well be something else than a citation.
    pub doubtful: bool,
    /// The page or the like that it gives with the source.
    pub locator: Option<Locator>,
}

/// `[^label]` in running text.
#[derive(Debug)]
pub(super) struct FootnoteMark {
    pub at: usize,
    pub notes: Span,
    pub label: String,
}

/// `<!-- literatim: … -->`.
#[derive(Debug)]
pub(super) struct NotesComment {
    pub notes: Span,
    /// The text after `literatim:`.
    pub body: String,
    /// The block that it stands in, or is.
    pub node: usize,
}

/// `<q>` or `<blockquote>`.
#[derive(Debug)]
pub(super) struct QuoteElement {
    pub flow: Span,
    pub notes: Span,
    /// The sources that it names.
    pub cites: Vec<Reference>,
    pub block: bool,
    pub node: usize,
}

/// The kinds of metadata blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Metadata {
    Yaml,
    Toml,
}

/// The kinds of blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NodeKind {
    Root,
    Quote,
    /// `> [!NOTE]` and the like.
    Alert,
    List,
    Item,
    Footnote(String),
    Table,
    Row,
    Cell,
    Paragraph,
    Heading(u8),
    Html,
    Code,
    Rule,
}

impl NodeKind {
    /// Returns true if running text stands right in it.
    pub fn is_leaf(&self) -> bool {
        matches!(self, Self::Cell | Self::Paragraph | Self::Heading(_) | Self::Html | Self::Code)
    }

    /// Returns true if quotations are looked for in its running text.
    pub fn may_quote(&self) -> bool {
        matches!(self, Self::Cell | Self::Paragraph | Self::Html | Self::Heading(_))
    }
}

/// A block.
#[derive(Debug)]
pub(super) struct NotesNode {
    pub kind: NodeKind,
    pub notes: Span,
    pub flow: Span,
    pub parent: usize,
    /// Its neighbours below the same parent.
    pub previous: Option<usize>,
    pub next: Option<usize>,
}

impl<'n> RunningText<'n> {
    /// Of `notes`, nothing read yet.
    pub fn of(notes: &'n str, root: NotesNode) -> Self {
        Self { notes, nodes: vec![root], text: String::with_capacity(notes.len()), ..Self::default() }
    }

    /// Adds `text`, which comes from `from`.
    pub fn push(&mut self, text: &str, from: Span) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len();
        let same = self.notes.get(from.range()) == Some(text);
        self.text.push_str(text);
        match self.runs.last_mut() {
            Some(last) if same && last.same && last.from.end == from.start && last.at + last.from.len() == at => {
                last.from.end = from.end;
            }
            _ => self.runs.push(TextRun { at, from, same }),
        }
    }

    /// Takes back the last `length` bytes, which came from the notes as they are: they turned out to be markup.
    pub fn take_back(&mut self, length: usize) {
        let kept = self.text.len().saturating_sub(length);
        let Some(last) = self.runs.last_mut().filter(|last| last.same && last.at <= kept) else { return };
        last.from.end -= self.text.len() - kept;
        if last.from.is_empty() {
            self.runs.pop();
        }
        self.text.truncate(kept);
        self.edges.retain(|&edge| edge <= kept);
    }

    /// Marks the place where the text ends by now as an edge of markup.
    pub fn edge(&mut self) {
        if self.edges.last() != Some(&self.text.len()) {
            self.edges.push(self.text.len());
        }
    }

    /// Returns true if markup begins or ends at `offset`.
    pub fn is_edge(&self, offset: usize) -> bool {
        self.edges.binary_search(&offset).is_ok()
    }

    fn run(&self, offset: usize) -> Option<&TextRun> {
        self.runs[..self.runs.partition_point(|run| run.at <= offset)].last()
    }

    /// The byte of the notes at which the character at `offset` begins.
    pub fn start_in_notes(&self, offset: usize) -> usize {
        match self.run(offset) {
            Some(run) if run.same => (run.from.start + (offset - run.at)).min(run.from.end),
            Some(run) => run.from.start,
            None => 0,
        }
    }

    /// The byte of the notes at which the character before `offset` ends.
    pub fn end_in_notes(&self, offset: usize) -> usize {
        let Some(last) = offset.checked_sub(1) else { return 0 };
        match self.run(last) {
            Some(run) if run.same => (run.from.start + (offset - run.at)).min(run.from.end),
            Some(run) => run.from.end,
            None => 0,
        }
    }

    /// The place in the notes of a `span` of the flow.
    pub fn in_notes(&self, span: Span) -> Span {
        let start = self.start_in_notes(span.start);
        Span::new(start, self.end_in_notes(span.end).max(start))
    }

    /// The first place in `span` that shows words which could not be read, in the notes.
    pub fn unread(&self, span: Span) -> Option<Span> {
        let marks = self.slice(span).match_indices(UNREAD);
        let mut places = marks.map(|(at, mark)| Span::new(span.start + at, span.start + at + mark.len()));
        let written = |place: &Span| self.notes[self.in_notes(*place).range()].starts_with(UNREAD);
        places.find(|place| !self.is_excluded(place.start) && !written(place)).map(|place| self.in_notes(place))
    }

    /// The text of `span`.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// `span` without the white space, and what is excluded, at its ends.
    pub fn trimmed(&self, span: Span) -> Span {
        let (mut start, mut end) = (span.start, span.end.max(span.start));
        loop {
            // Most spans begin and end with letters and marks of ASCII.
            if !matches!(self.text.as_bytes()[start..end], [b'!'..=b'~', .., b'!'..=b'~']) {
                let text = &self.text[start..end];
                start += text.len() - text.trim_start().len();
                end = start + self.text[start..end].trim_end().len();
            }
            let first = self.excluded_at(start).filter(|gap| gap.end <= end);
            start = first.map_or(start, |gap| gap.end);
            let last = end.checked_sub(1).and_then(|last| self.excluded_at(last)).filter(|gap| gap.start >= start);
            end = last.map_or(end, |gap| gap.start);
            if first.is_none() && last.is_none() {
                return Span::new(start, end);
            }
        }
    }

    fn excluded_at(&self, offset: usize) -> Option<Span> {
        let index = self.excluded.partition_point(|gap| gap.end <= offset);
        self.excluded.get(index).copied().filter(|gap| gap.start <= offset)
    }

    /// Returns true if the byte at `offset` is no part of the words.
    pub fn is_excluded(&self, offset: usize) -> bool {
        self.excluded_at(offset).is_some()
    }

    /// The block that an element ends with that begins in the block `node`, if nothing ends it before. A formatting element
    /// goes on in the next paragraph of a quotation or item; an open one must not reach over all notes that follow.
    pub fn effect_scope(&self, tag: Tag, node: usize) -> usize {
        let parent = self.nodes[node].parent;
        if is_carried(tag) && self.nodes[node].kind.is_leaf() && parent != 0 { parent } else { node }
    }

    /// The heading that covers `span` in the block `node`.
    pub fn heading(&self, node: usize, span: Span) -> Option<Span> {
        if let NodeKind::Heading(_) = self.nodes[node].kind {
            return Some(self.nodes[node].flow);
        }
        let index = self.headings.partition_point(|heading| heading.end < span.end);
        self.headings.get(index).copied().filter(|heading| heading.contains(span))
    }

    /// The parents of the block `node`, the nearest first, and it itself before them.
    pub fn lineage(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(node), |&node| (node != 0).then(|| self.nodes[node].parent))
    }

    /// The block after `node` in the order of the notes that is not inside it.
    pub fn following(&self, node: usize) -> Option<usize> {
        self.lineage(node).find_map(|node| self.nodes[node].next)
    }

    /// The blocks inside `node`, in order.
    pub fn inside(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.following(node).unwrap_or(self.nodes.len());
        node + 1..end
    }
}
