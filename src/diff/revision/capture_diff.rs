//! Two captures, word for word beside each other.

use super::change::{CaptureRevision, ChangedParagraph, DiffPiece, Noise, ParagraphChange};
use super::class::{Class, by_role};
use super::classes::Classes;
use super::decoding::Decodings;
use super::furniture_lines::{FurnitureLines, is_line};
use super::hunk_context::HunkContext;
use super::hunks::{Hunk, hunks};
use super::notice::is_notice;
use super::paragraph_pairs::{ParagraphPair, pair_up};
use super::quotation_marks::QuotationMarks;
use super::tokenized_text::{TokenBlock, TokenizedText, Vocabulary};
use super::word_bag::WordBag;
use crate::manifest::Witness;
use std::ops::Range;
use std::sync::OnceLock;

/// Two captures of an article, laid beside each other.
#[derive(Debug)]
pub struct CaptureDiff<'w> {
    pub(super) old: TokenizedText<'w>,
    pub(super) new: TokenizedText<'w>,
    pub(super) vocabulary: Vocabulary<'w>,
    /// The ways in which one capture is misread.
    pub(super) decodings: Decodings,
    pub(super) pairs: Vec<PairDiff>,
    /// For each paragraph of the old and of the new capture, the number of the pair that it is in.
    pub(super) partners: [Vec<Option<u32>>; 2],
    /// The words of each paragraph of the new capture, sorted; made when they are first asked for.
    pub(super) bags: OnceLock<Vec<WordBag>>,
}

/// Paragraphs that belong together, and what differs in them.
#[derive(Debug)]
pub(super) struct PairDiff {
    pub pair: ParagraphPair,
    /// By tokens of the texts.
    pub hunks: Vec<Hunk>,
    pub coarse: bool,
}

impl<'w> CaptureDiff<'w> {
    /// Lays `old` and `new` beside each other.
    pub fn of(old: &'w Witness, new: &'w Witness) -> Self {
        let mut vocabulary = Vocabulary::default();
        let (old, new) = (TokenizedText::of(old, &mut vocabulary), TokenizedText::of(new, &mut vocabulary));
        let mut decodings = Decodings::default();
        let pairs = pair_up(&old, &new, vocabulary.close(), &mut decodings);
        let pairs: Vec<PairDiff> = pairs.into_iter().map(|pair| pair_diff(&old, &new, pair, &decodings)).collect();
        for hunk in pairs.iter().flat_map(|pair_diff| &pair_diff.hunks) {
            decodings.learn([&old, &new], &old.text(hunk.old.clone()), &new.text(hunk.new.clone()));
        }
        let mut partners = [vec![None; old.blocks.len()], vec![None; new.blocks.len()]];
        for (number, PairDiff { pair, .. }) in pairs.iter().enumerate() {
            partners[0][pair.old.clone()].fill(Some(number as u32));
            partners[1][pair.new.clone()].fill(Some(number as u32));
        }
        Self { old, new, vocabulary, decodings, pairs, partners, bags: OnceLock::new() }
    }

    /// The changes.
    pub fn revision(&self) -> CaptureRevision {
        let mut changes: Vec<((usize, usize), ParagraphChange)> = Vec::new();
        let has_body = [&self.old, &self.new].map(TokenizedText::has_body);
        let same_bytes = self.has_same_bytes();
        let mut revision = CaptureRevision { same_bytes, has_body, ..CaptureRevision::default() };
        for pair_diff in &self.pairs {
            match self.change(pair_diff, &mut revision.noise) {
                Some(change) => changes.push(((pair_diff.pair.new.start, 1), change)),
                None => revision.unchanged += usize::from(!self.old.blocks[pair_diff.pair.old.start].is_furniture()),
            }
        }
        changes.extend(self.unmatched());
        changes.sort_by_key(|(place, _)| *place);
        revision.changes = changes.into_iter().map(|(_, change)| change).collect();
        revision.noise.furniture = revision.changes.iter().filter(|change| change.is_furniture()).count();
        revision.noise.markup += revision.changes.iter().filter(|change| change.is_markup()).count();
        let silent = revision.changes.is_empty() && revision.noise == Noise::default();
        // The bytes differ, and nothing that is read out of them does.
        revision.noise.markup += usize::from(silent && !revision.same_bytes);
        revision
    }

    fn has_same_bytes(&self) -> bool {
        self.old.witness.manifest().sha256 == self.new.witness.manifest().sha256
    }

    fn change(&self, pair_diff: &PairDiff, noise: &mut Noise) -> Option<ParagraphChange> {
        let PairDiff { pair, hunks, coarse } = pair_diff;
        let (one, other) = (&self.old.blocks[pair.old.start], &self.new.blocks[pair.new.start]);
        let context = self.context(pair_diff);
        let pieces = self.pieces(&context, hunks, context.olds.clone(), context.news.clone());
        let mut classes: Classes =
            pieces.iter().filter_map(DiffPiece::classes).flat_map(|classes| classes.iter().copied()).collect();
        for (holds, class) in [
            (pair.moved, Class::Moved),
            (pair.new.len() > 1, Class::Split),
            (pair.old.len() > 1, Class::Joined),
            (one.role.standing() != other.role.standing() && !classes.contains(&Class::Decoding), Class::Role),
        ] {
            if holds {
                classes.insert(class);
            }
        }
        if classes.is_empty() {
            self.count_noise(&context, noise);
            return None;
        }
        classes.extend(by_role(one, other));
        if classes == [Class::Role].into() && is_flip_of_line(self, one, other) {
            classes.insert(Class::Furniture);
        }
        if context.hunks.iter().any(|hunk| !hunk.new.is_empty() || !hunk.old.is_empty())
            && self.is_notice(&self.old, &context.olds)
            && self.is_notice(&self.new, &context.news)
        {
            classes.insert(Class::Notice);
        }
        let old = self.paragraphs(&self.old, pair.old.clone());
        let new = self.paragraphs(&self.new, pair.new.clone());
        Some(ParagraphChange { classes, old, new, pieces, coarse: *coarse })
    }

    fn is_notice(&self, side: &TokenizedText<'_>, tokens: &Range<usize>) -> bool {
        is_notice(side.text(tokens.clone()).trim_start())
    }

    pub(super) fn context<'p>(&'p self, pair_diff: &'p PairDiff) -> HunkContext<'p, 'w> {
        let PairDiff { pair, hunks, .. } = pair_diff;
        let (olds, news) = (self.old.tokens_of(&pair.old), self.new.tokens_of(&pair.new));
        HunkContext {
            old: &self.old,
            new: &self.new,
            vocabulary: &self.vocabulary,
            decodings: &self.decodings,
            one: &self.old.blocks[pair.old.start],
            other: &self.new.blocks[pair.new.start],
            marks: [QuotationMarks::of(&self.old, &olds), QuotationMarks::of(&self.new, &news)],
            olds,
            news,
            hunks,
        }
    }

    /// Paragraphs with the same words, and other white space or markup.
    fn count_noise(&self, context: &HunkContext<'_, '_>, noise: &mut Noise) {
        let (one, other) = (self.old.span(context.olds.clone()), self.new.span(context.news.clone()));
        if self.old.witness.text()[one.range()] != self.new.witness.text()[other.range()] {
            noise.spacing += 1;
        } else if !self.has_same_bytes() {
            let bytes = |side: &TokenizedText<'_>, span| side.witness.transcript().bytes(span).len();
            noise.markup += usize::from(bytes(&self.old, one) != bytes(&self.new, other));
        }
    }

    fn paragraphs(&self, side: &TokenizedText<'_>, blocks: Range<usize>) -> Vec<ChangedParagraph> {
        side.blocks[blocks].iter().map(|block| paragraph(side, block)).collect()
    }

    /// Paragraphs that have no partner; each stands after what it stood after.
    fn unmatched(&self) -> Vec<((usize, usize), ParagraphChange)> {
        let (mut there, mut back) = (vec![None; self.old.blocks.len()], vec![false; self.new.blocks.len()]);
        for PairDiff { pair, .. } in &self.pairs {
            there[pair.old.clone()].fill(Some(pair.new.clone()).filter(|_| !pair.moved).or(Some(0..0)));
            back[pair.new.clone()].fill(true);
        }
        let lines = [FurnitureLines::of(&self.old), FurnitureLines::of(&self.new)];
        let mut unmatched = Vec::new();
        let mut after = 0;
        for (at, partner) in there.iter().enumerate() {
            match partner {
                Some(new) if !new.is_empty() => after = new.end,
                Some(_) => {}
                None => unmatched.push(((after, 0), self.unmatched_change((&self.old, at), Class::Removed, &lines[1]))),
            }
        }
        let new = back.iter().enumerate().filter(|(_, joined)| !**joined);
        unmatched.extend(new.map(|(at, _)| ((at, 1), self.unmatched_change((&self.new, at), Class::Added, &lines[0]))));
        unmatched
    }

    fn unmatched_change(
        &self,
        (side, at): (&TokenizedText<'_>, usize),
        class: Class,
        lines: &FurnitureLines<'_, '_>,
    ) -> ParagraphChange {
        let block = &side.blocks[at];
        let text = side.text(block.tokens.clone()).trim_start().to_owned();
        let mut classes: Classes = [class].into();
        for (holds, class) in [
            (block.is_furniture() || lines.has(side, block), Class::Furniture),
            (side.is_directive(&block.tokens), Class::Markup),
        ] {
            if holds {
                classes.insert(class);
            }
        }
        if is_notice(&text) {
            classes.insert(Class::Notice);
        }
        let paragraphs = vec![paragraph(side, block)];
        let none = Vec::new();
        let [old, new] = if class == Class::Removed { [paragraphs, none] } else { [none, paragraphs] };
        let [was, is] = if class == Class::Removed { [text, String::new()] } else { [String::new(), text] };
        let piece = DiffPiece::Changed { old: was, new: is, classes };
        ParagraphChange { classes, old, new, pieces: vec![piece], coarse: false }
    }

    /// The words of both sides, in order, and what kind of change each is.
    pub(super) fn pieces(
        &self,
        context: &HunkContext<'_, '_>,
        hunks: &[Hunk],
        olds: Range<usize>,
        news: Range<usize>,
    ) -> Vec<DiffPiece> {
        let mut pieces = Vec::new();
        let mut last = (olds.start, news.start);
        for hunk in hunks {
            self.kept(last.0..hunk.old.start, last.1..hunk.new.start, &mut pieces);
            let (old, new) = (self.old.text(hunk.old.clone()), self.new.text(hunk.new.clone()));
            pieces.push(DiffPiece::Changed { old, new, classes: context.classes(hunk) });
            last = (hunk.old.end, hunk.new.end);
        }
        self.kept(last.0..olds.end, last.1..news.end, &mut pieces);
        pieces.shrink_to_fit();
        pieces
    }

    /// Words that are the same but for their type, letter for letter where they are, as a change where they are not.
    fn kept(&self, old: Range<usize>, new: Range<usize>, pieces: &mut Vec<DiffPiece>) {
        let (mut from, mut at) = (0, 0);
        let length = old.len();
        while at < length {
            if self.differs(old.start + at, new.start + at) {
                self.push_kept(new.start + from..new.start + at, pieces);
                let (was, is) = (old.start + at, new.start + at);
                let (old, new) = (self.old.text(was..was + 1), self.new.text(is..is + 1));
                pieces.push(DiffPiece::Changed { old, new, classes: [Class::Typography].into() });
                from = at + 1;
            }
            at += 1;
        }
        self.push_kept(new.start + from..new.start + length, pieces);
    }

    fn push_kept(&self, range: Range<usize>, pieces: &mut Vec<DiffPiece>) {
        if !range.is_empty() {
            pieces.push(DiffPiece::Kept(self.new.text(range)));
        }
    }

    pub(super) fn differs(&self, old: usize, new: usize) -> bool {
        self.old.tokens[old].raw != self.new.tokens[new].raw
    }
}

/// Returns true if two paragraphs with the same words are a line that is page furniture in one capture alone.
fn is_flip_of_line(diff: &CaptureDiff<'_>, one: &TokenBlock, other: &TokenBlock) -> bool {
    one.is_furniture() != other.is_furniture() && is_line(&diff.old, one)
}

impl DiffPiece {
    fn classes(&self) -> Option<&Classes> {
        match self {
            Self::Kept(_) => None,
            Self::Changed { classes, .. } => Some(classes),
        }
    }
}

fn paragraph(side: &TokenizedText<'_>, block: &TokenBlock) -> ChangedParagraph {
    ChangedParagraph { role: block.role, number: block.number, span: side.span(block.tokens.clone()) }
}

fn pair_diff(old: &TokenizedText<'_>, new: &TokenizedText<'_>, pair: ParagraphPair, decodings: &Decodings) -> PairDiff {
    let single = pair.old.len() == 1 && pair.new.len() == 1;
    if single && old.blocks[pair.old.start].id == new.blocks[pair.new.start].id {
        return PairDiff { pair, hunks: Vec::new(), coarse: false };
    }
    let (olds, news) = (old.tokens_of(&pair.old), new.tokens_of(&pair.new));
    if decodings.any() && decodings.explain(&old.text(olds.clone()), &new.text(news.clone())) {
        return PairDiff { pair, hunks: vec![Hunk { old: olds, new: news }], coarse: false };
    }
    let (found, coarse) = hunks(&old.ids(olds.clone()), &new.ids(news.clone()));
    let shifted = found.into_iter().map(|hunk| Hunk {
        old: hunk.old.start + olds.start..hunk.old.end + olds.start,
        new: hunk.new.start + news.start..hunk.new.end + news.start,
    });
    PairDiff { pair, hunks: merge_close(shifted.collect(), old, new), coarse }
}

/// Joins changes that only a mark or a little word parts: a reader takes them for one.
fn merge_close(hunks: Vec<Hunk>, old: &TokenizedText<'_>, new: &TokenizedText<'_>) -> Vec<Hunk> {
    let mut joined: Vec<Hunk> = Vec::new();
    for hunk in hunks {
        match joined.last_mut() {
            Some(last) if is_thin(last, &hunk, old, new) => {
                (last.old.end, last.new.end) = (hunk.old.end, hunk.new.end);
            }
            _ => joined.push(hunk),
        }
    }
    joined
}

/// As many tokens of a change are looked at, when it is asked whether the next one belongs to it.
const LOOKED_AT: usize = 16;

fn is_thin(last: &Hunk, next: &Hunk, old: &TokenizedText<'_>, new: &TokenizedText<'_>) -> bool {
    let between = last.new.end..next.new.start;
    // Few are enough to know; what was joined before may be long by now.
    let words = |side: &TokenizedText<'_>, range: &Range<usize>| {
        let some = range.start..range.end.min(range.start + LOOKED_AT);
        side.words(some).count()
    };
    let both = |hunk: &Hunk| words(old, &hunk.old) > 0 && words(new, &hunk.new) > 0;
    let little = new.words(between.clone()).all(|word| word.len() <= 3) && words(new, &between) <= 1;
    let size = words(old, &last.old) + words(new, &last.new) + words(old, &next.old) + words(new, &next.new);
    both(last) && both(next) && between.len() <= 2 && little && size >= 6
}
