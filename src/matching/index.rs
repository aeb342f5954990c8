//! Witnesses of an archive, prepared to be searched.

use super::fold::{FoldedText, Folding};
use super::hidden::{hides_letters, respells};
use super::inset_reading::{InsetReading, role_outside};
use super::key_index::{KeyHasher, KeyIndex};
use crate::capture::CapturePath;
use crate::manifest::Witness;
use crate::segment::{Role, Standing};
use crate::text::{Span, is_word};
use crate::transcript::{Inset, InsetKind};
use std::hash::Hasher;
use std::sync::{Arc, OnceLock};

/// Which text of a witness is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchScope {
    /// The story: body after body, whatever page furniture stands between them.
    Body,
    /// The whole page, as it stands.
    Page,
}

/// One witness, and its folded texts, made when they are first asked for.
#[derive(Debug)]
pub struct SearchText {
    /// The witness.
    pub witness: Arc<Witness>,
    folded: OnceLock<Box<[OnceLock<FoldedText>; 24]>>,
    /// The same by other readings of its insets, and with raised digits on the line: few texts are searched so.
    otherwise: OnceLock<Box<[OnceLock<FoldedText>; 168]>>,
    hides_letters: OnceLock<bool>,
    respells: OnceLock<bool>,
}

impl SearchText {
    /// The text of `witness`, not folded yet.
    pub fn of(witness: Arc<Witness>) -> Self {
        let (folded, otherwise) = (OnceLock::new(), OnceLock::new());
        Self { witness, folded, otherwise, hides_letters: OnceLock::new(), respells: OnceLock::new() }
    }

    /// Its text, read and folded as a quotation must be that is compared with it.
    pub fn folded(&self, scope: SearchScope, reading: InsetReading, folding: Folding) -> &FoldedText {
        let flags = [scope == SearchScope::Page, folding.typography, folding.decoding];
        let index =
            flags.into_iter().rev().fold(folding.cleaning as usize, |index, flag| 2 * index + usize::from(flag));
        let place = match (reading, folding.flat) {
            (InsetReading::Seen, false) => &self.folded.get_or_init(Box::default)[index],
            (reading, flat) => {
                let others = self.otherwise.get_or_init(|| Box::new([const { OnceLock::new() }; 168]));
                &others[index + 24 * (reading as usize * 2 + usize::from(flat) - 1)]
            }
        };
        place.get_or_init(|| match (scope, reading) {
            (SearchScope::Page, InsetReading::Seen) => FoldedText::whole(self.witness.text(), folding),
            (SearchScope::Body, InsetReading::Seen) => FoldedText::of(self.witness.text(), self.body(), folding),
            (SearchScope::Page, _) => self.fold_pieces(std::iter::once(self.all()), reading, false, folding),
            (SearchScope::Body, _) => self.fold_pieces(self.body(), reading, true, folding),
        })
    }

    fn all(&self) -> Span {
        Span::new(0, self.witness.text().len())
    }

    fn fold_pieces(
        &self,
        spans: impl Iterator<Item = Span>,
        reading: InsetReading,
        is_body: bool,
        folding: Folding,
    ) -> FoldedText {
        FoldedText::of_pieces(self.witness.text(), reading.pieces(spans, self.insets(), is_body), folding)
    }

    /// The insets of its text, in order.
    pub fn insets(&self) -> &[Inset] {
        self.witness.transcript().insets()
    }

    /// The insets that stand inside of `span` or at its ends.
    pub fn insets_at(&self, span: Span) -> &[Inset] {
        let insets = self.insets();
        let first = insets.partition_point(|inset| inset.at < span.start);
        let behind = insets.partition_point(|inset| inset.at <= span.end);
        &insets[first..behind.max(first)]
    }

    /// Returns true if even a text of which nothing is folded but white space may have words that are not written so: an
    /// exponent, words of which an inset is a part.
    pub fn respells(&self) -> bool {
        *self
            .respells
            .get_or_init(|| respells(self.witness.text()) || self.insets().iter().any(|inset| self.joins(inset)))
    }

    /// Returns true if a word goes on over an inset.
    fn joins(&self, inset: &Inset) -> bool {
        let (before, after) = self.witness.text().split_at(inset.at);
        let is_part = |c: Option<char>| c.is_some_and(is_word);
        let (before, after) = (is_part(before.chars().next_back()), is_part(after.chars().next()));
        let (first, last) = (is_part(inset.text.chars().next()), is_part(inset.text.chars().next_back()));
        inset.kind == InsetKind::LineEndHyphen || before && (after || first) || after && last
    }

    /// Returns true if a fold takes letters of its text out or apart. It is asked of one text for many quotations, and
    /// its answer takes reading all of the text.
    pub fn hides_letters(&self) -> bool {
        *self.hides_letters.get_or_init(|| hides_letters(self.witness.text()))
    }

    /// The spans of the body.
    pub fn body(&self) -> impl Iterator<Item = Span> {
        let segments = self.witness.segments().iter();
        segments.filter(|segment| segment.role.standing() == Standing::Body).map(|segment| segment.span)
    }

    /// Returns true if a text that is cut out by `gap` is nothing, white space only, or the hyphen at a line's end.
    pub fn is_blank(&self, gap: Span) -> bool {
        let is_hyphen = |inset: &Inset| inset.at == gap.start && inset.text.len() == gap.len();
        let is_line_end = |inset: &Inset| inset.kind == InsetKind::LineEndHyphen && is_hyphen(inset);
        gap.start <= gap.end
            && (self.witness.text()[gap.range()].trim().is_empty() || self.insets_at(gap).iter().any(is_line_end))
    }

    /// Returns true if all of `span` lies in segments that are body themselves, and no copies.
    pub fn in_body(&self, span: Span) -> bool {
        self.witness.segments_at(span).all(|segment| segment.role.standing() == Standing::Body)
    }

    /// The standing of a passage at `span` of the page, read by `reading`: the least of what it touches; white space, and lines
    /// that are no text, have no say beside others.
    pub fn standing(&self, span: Span, reading: InsetReading) -> Standing {
        let touched = || self.witness.segments_at(span).map(|segment| self.witness.role(segment));
        let standing = touched().filter(|role| *role != Role::Separator).map(Role::standing).max();
        let standing = standing.or_else(|| touched().map(Role::standing).max()).unwrap_or(Standing::Body);
        self.role_outside(span, reading).map_or(standing, |role| standing.max(role.standing()))
    }

    /// The role of the words that `reading` puts into a passage at `span` of the page and that are outside of the body,
    /// if it has some. What stands right before the passage or behind counts: it cannot be distinguished from its ends.
    pub fn role_outside(&self, span: Span, reading: InsetReading) -> Option<Role> {
        let put_in = self.insets_at(span).iter().filter(|inset| reading.puts_in(inset.kind));
        put_in.filter_map(|inset| role_outside(inset.kind)).next()
    }
}

/// Texts of an archive, sorted by path.
#[derive(Debug)]
pub struct Index {
    texts: Vec<Arc<SearchText>>,
    /// The hash of each path, with the place of its text: a search by path would look at one in each half, wherever in
    /// memory it lies, and every quotation is looked for by path.
    places: KeyIndex<(u64, u32)>,
}

impl Default for Index {
    fn default() -> Self {
        Self::of(Vec::new())
    }
}

impl Index {
    /// The index of `texts`.
    pub fn of(mut texts: Vec<Arc<SearchText>>) -> Self {
        if !texts.is_sorted_by(|one, next| one.witness.path() < next.witness.path()) {
            texts.sort_by(|one, other| one.witness.path().cmp(other.witness.path()));
            texts.dedup_by(|one, other| one.witness.path() == other.witness.path());
        }
        let places: Vec<(u64, u32)> = texts.iter().map(|searched| hash(searched.witness.path())).zip(0..).collect();
        Self { texts, places: KeyIndex::of(&places) }
    }

    /// Its texts, sorted by path.
    pub fn texts(&self) -> &[Arc<SearchText>] {
        &self.texts
    }

    /// The text at this place among them.
    pub fn text(&self, place: usize) -> &SearchText {
        &self.texts[place]
    }

    /// The place among [`Index::texts`] of the witness at `path`.
    pub fn place(&self, path: &CapturePath) -> Option<usize> {
        let path_of = |place: u32| self.texts[place as usize].witness.path();
        // Who makes up names may make up many of one hash. They stand in the order of their paths.
        let places = self.places.with(hash(path));
        places.binary_search_by(|&(_, place)| path_of(place).cmp(path)).ok().map(|at| places[at].1 as usize)
    }
}

fn hash(path: &CapturePath) -> u64 {
    let mut hasher = KeyHasher::default();
    hasher.write(path.as_str().as_bytes());
    hasher.finish()
}
