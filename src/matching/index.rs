//! Witnesses of an archive, prepared to be searched.

use super::fold::{FoldedText, Folding};
use super::hidden::hides_letters;
use super::key_index::{KeyHasher, KeyIndex};
use crate::capture::CapturePath;
use crate::manifest::Witness;
use crate::segment::Standing;
use crate::text::Span;
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
    hides_letters: OnceLock<bool>,
}

impl SearchText {
    /// The text of `witness`, not folded yet.
    pub fn of(witness: Arc<Witness>) -> Self {
        Self { witness, folded: OnceLock::new(), hides_letters: OnceLock::new() }
    }

    /// Its text, folded as a quotation must be that is compared with it.
    pub fn folded(&self, scope: SearchScope, folding: Folding) -> &FoldedText {
        let flags = [scope == SearchScope::Page, folding.typography, folding.decoding];
        let index =
            flags.into_iter().rev().fold(folding.cleaning as usize, |index, flag| 2 * index + usize::from(flag));
        self.folded.get_or_init(Box::default)[index].get_or_init(|| match scope {
            SearchScope::Page => FoldedText::whole(self.witness.text(), folding),
            SearchScope::Body => FoldedText::of(self.witness.text(), self.body(), folding),
        })
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

    /// Returns true if a text that is cut out by `gap` is nothing, or white space only.
    pub fn is_blank(&self, gap: Span) -> bool {
        gap.start <= gap.end && self.witness.text()[gap.range()].trim().is_empty()
    }

    /// Returns true if all of `span` lies in segments that are body themselves, and no copies.
    pub fn in_body(&self, span: Span) -> bool {
        self.witness.segments_at(span).all(|segment| segment.role.standing() == Standing::Body)
    }

    /// The standing of a passage at `span`: the least of what it touches; white space has no say.
    pub fn standing(&self, span: Span) -> Standing {
        let touched = self.witness.segments_at(span);
        touched.map(|segment| self.witness.role(segment).standing()).max().unwrap_or(Standing::Body)
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
