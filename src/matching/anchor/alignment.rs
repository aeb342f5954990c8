//! Alignments, and how they are made of what the search has reached.

use super::search::{PatternSearch, SearchNode, SearchStep};
use crate::matching::locus::{Edit, EditKind};
use crate::matching::pattern::PatternElement;
use crate::text::Span;

/// One way in which a quotation stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Alignment {
    /// Its passages, in order: what stands between two ellipses.
    pub passages: Vec<Passage>,
    /// The edits that the editor's marks stand for, in order.
    pub edits: Vec<Edit>,
    /// For each ellipsis: what it leaves out, in the text of the witness.
    pub omitted: Vec<Span>,
    /// For each bracket: what it holds, and what it stands for.
    pub inserted: Vec<BracketText>,
    /// True if it starts or ends inside a word or number: then it does not hold.
    pub cut: bool,
}

/// The words in a bracket, and those of the article that they stand for; both with the word that the bracket goes on with,
/// or the number that it stands behind.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BracketText {
    /// The words in the bracket.
    pub inserted: String,
    /// The words of the article that it replaces.
    pub replaced: String,
    /// For a bracket at the edge of a passage, of which nobody can say how much it stands for: where the article goes on.
    pub beside: Option<Beside>,
}

/// The words of the article beside a passage, as a place in its text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// Those that end there.
    Before(usize),
    /// Those that begin there.
    After(usize),
}

/// A contiguous piece of a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Passage {
    /// Its place in the witness's text, in bytes: one span, or several where page furniture stands between.
    pub runs: Vec<Span>,
    /// The span of its words in the quotation's text, in bytes.
    pub quoted: Span,
}

impl Passage {
    /// From its first byte to its last.
    pub fn span(&self) -> Span {
        self.runs.iter().copied().reduce(Span::hull).unwrap_or_default()
    }
}

/// An alignment in the making.
#[derive(Default)]
pub(super) struct AlignmentBuilder {
    passages: Vec<(Span, Span)>,
    open: bool,
    gap_from: Option<usize>,
    edits: Vec<EditAt>,
    omitted: Vec<Span>,
    inserted: Vec<BracketText>,
    /// The brackets since the last words that replace nothing: they stand at an edge, unless words follow at once.
    at_edge: Vec<usize>,
    cut: bool,
    /// True if some letter or digit of the article is shown, and no editor's mark stands for it.
    has_words: bool,
}

/// An edit, and for an ellipsis the index of what it leaves out.
enum EditAt {
    Edit(Edit),
    Ellipsis(Option<Span>),
}

impl AlignmentBuilder {
    /// Of one that begins or ends inside a word, or does not.
    pub fn new(cut: bool) -> Self {
        Self { cut, ..Self::default() }
    }

    pub fn take(&mut self, search: &PatternSearch<'_>, node: &SearchNode) {
        match &node.step {
            SearchStep::Start => {}
            SearchStep::Words { found, quoted, initial } => {
                self.has_words |= initial.is_some() || search.text()[found.range()].contains(char::is_alphanumeric);
                self.words(search, *found, *quoted, initial.as_deref().cloned());
            }
            SearchStep::Gap => {
                let from = self.passages.last().filter(|_| self.open).map(|(found, _)| found.end);
                self.close(search);
                if self.gap_from.is_none() {
                    self.gap_from = from;
                }
                self.edits.push(EditAt::Ellipsis(None));
            }
            &SearchStep::Bracket { element, replaced, kind } => {
                let PatternElement::Bracket { inner, stem, round, .. } = &search.elements[element] else { return };
                let archived = search.raw_text(replaced);
                let quoted = if *round { format!("({inner})") } else { format!("[{inner}]") };
                if let Some((found, _)) = self.passages.last_mut().filter(|_| self.open && !replaced.is_empty()) {
                    found.end = replaced.end;
                }
                let (inserted, replaced) = (format!("{stem}{inner}"), format!("{stem}{archived}"));
                if replaced.is_empty() && kind == EditKind::Bracket && !*round {
                    self.at_edge.push(self.inserted.len());
                }
                self.inserted.push(BracketText { inserted, replaced, beside: None });
                self.edits.push(EditAt::Edit(Edit { kind, quoted, archived }));
            }
        }
    }

    fn words(&mut self, search: &PatternSearch<'_>, found: Span, quoted: Span, initial: Option<(Span, Edit)>) {
        let mut start = found.start;
        if let Some((letters, edit)) = initial {
            start = letters.start;
            self.edits.push(EditAt::Edit(edit));
        }
        if !self.open {
            self.settle(search.raw(Span::new(start, found.end)).start, Beside::Before);
        }
        self.at_edge.clear();
        if self.open
            && let Some((passage, words)) = self.passages.last_mut()
        {
            passage.end = found.end;
            words.end = quoted.end;
            return;
        }
        if let Some(from) = self.gap_from.take() {
            let omitted = Span::new(from, start);
            self.omitted.push(omitted);
            if let Some(EditAt::Ellipsis(place)) =
                self.edits.iter_mut().rev().find(|edit| matches!(edit, EditAt::Ellipsis(..)))
            {
                *place = Some(omitted);
            }
        }
        self.passages.push((Span::new(start, found.end), quoted));
        self.open = true;
    }

    /// Says of the brackets since the last words where the article goes on.
    fn settle(&mut self, at: usize, side: fn(usize) -> Beside) {
        for number in self.at_edge.drain(..) {
            self.inserted[number].beside = Some(side(at));
        }
    }

    /// Ends the passage that is open.
    fn close(&mut self, search: &PatternSearch<'_>) {
        if let Some((found, _)) = self.passages.last().filter(|_| self.open) {
            let end = search.raw(*found).end;
            self.settle(end, Beside::After);
        }
        self.at_edge.clear();
        self.open = false;
    }

    /// The alignment, if something in it is the article's: with an editor's mark beside them, a point or a comma alone
    /// is in every article, and `[It took five minutes].` would hold in each.
    pub fn finish(mut self, search: &PatternSearch<'_>) -> Option<Alignment> {
        if !self.has_words && !self.edits.is_empty() {
            return None;
        }
        self.close(search);
        let edits = self.edits.into_iter().map(|edit| match edit {
            EditAt::Edit(edit) => edit,
            EditAt::Ellipsis(omitted) => Edit {
                kind: EditKind::Ellipsis,
                quoted: "…".to_owned(),
                archived: omitted.map(|span| search.raw_text(span)).unwrap_or_default(),
            },
        });
        let passages = self.passages.iter().map(|&(found, quoted)| Passage { runs: search.runs(found), quoted });
        let alignment = Alignment {
            passages: passages.collect(),
            edits: edits.collect(),
            omitted: self.omitted.iter().map(|&span| search.raw(span)).collect(),
            inserted: self.inserted,
            cut: self.cut,
        };
        (!alignment.passages.is_empty()).then_some(alignment)
    }
}
