//! The witnesses of an archive, prepared to be searched.

use super::fold::{Folding, Strand};
use super::hidden::hides_letters;
use super::keyed::{Keyed, Mixed};
use crate::capture::CapturePath;
use crate::manifest::{Holdings, Witness};
use crate::segment::Standing;
use crate::text::Span;
use std::cell::OnceCell;
use std::hash::Hasher;

/// Which text of a witness is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The story: body after body, whatever page furniture stands between them.
    Body,
    /// The whole page, as it stands.
    Page,
}

/// One witness, and its folded texts, made when they are first asked for.
#[derive(Debug)]
pub struct Leaf<'w> {
    /// The witness.
    pub witness: &'w Witness,
    strands: OnceCell<Box<[OnceCell<Strand>; 8]>>,
    hides_letters: OnceCell<bool>,
}

impl<'w> Leaf<'w> {
    /// The leaf of a witness.
    pub fn of(witness: &'w Witness) -> Self {
        Self { witness, strands: OnceCell::new(), hides_letters: OnceCell::new() }
    }

    /// Its text, folded as a quotation must be that is compared with it.
    pub fn strand(&self, scope: Scope, folding: Folding) -> &Strand {
        let flags = [scope == Scope::Page, folding.typography, folding.decoding];
        let index = flags.into_iter().rev().fold(0, |index, flag| 2 * index + usize::from(flag));
        self.strands.get_or_init(Box::default)[index].get_or_init(|| match scope {
            Scope::Page => Strand::of(self.witness.text(), [Span::new(0, self.witness.text().len())], folding),
            Scope::Body => Strand::of(self.witness.text(), self.body(), folding),
        })
    }

    /// Whether a fold takes letters of its text out or apart. It is asked of one text for many quotations, and its answer takes
    /// reading all of the text.
    pub fn hides_letters(&self) -> bool {
        *self.hides_letters.get_or_init(|| hides_letters(self.witness.text()))
    }

    /// The spans of the body.
    pub fn body(&self) -> impl Iterator<Item = Span> {
        self.witness
            .segments()
            .iter()
            .filter(|segment| segment.role.standing() == Standing::Body)
            .map(|segment| segment.span)
    }

    /// Whether a text that is cut out by `gap` is nothing, or white space only.
    pub fn is_blank(&self, gap: Span) -> bool {
        gap.start <= gap.end && self.witness.text()[gap.range()].trim().is_empty()
    }

    /// Whether all of `span` lies in segments that are body themselves, and no copies.
    pub fn in_body(&self, span: Span) -> bool {
        self.witness.segments_at(span).iter().all(|segment| segment.role.standing() == Standing::Body)
    }

    /// What it means to stand at `span`: the least of what it touches; white space says nothing.
    pub fn standing(&self, span: Span) -> Standing {
        let touched = self.witness.segments_at(span).iter();
        touched.map(|segment| self.witness.role(segment).standing()).max().unwrap_or(Standing::Body)
    }
}

/// Every witness of an archive, sorted by path.
#[derive(Debug)]
pub struct Index<'w> {
    leaves: Vec<Leaf<'w>>,
    /// The hash of each path, with the place of its leaf: a search by path would look at one in each half, wherever in
    /// memory it lies, and every quotation is looked for by path.
    places: Keyed<(u64, u32)>,
}

impl<'w> Index<'w> {
    /// The index of all that is proven in `holdings`.
    pub fn of(holdings: &'w Holdings) -> Self {
        let leaves: Vec<Leaf<'w>> = holdings.witnesses().map(Leaf::of).collect();
        let places: Vec<(u64, u32)> = leaves.iter().map(|leaf| hash(leaf.witness.path())).zip(0..).collect();
        Self { leaves, places: Keyed::of(&places) }
    }

    /// Its leaves, sorted by path.
    pub fn leaves(&self) -> &[Leaf<'w>] {
        &self.leaves
    }

    /// The place among [`Index::leaves`] of the witness at `path`.
    pub fn place(&self, path: &CapturePath) -> Option<usize> {
        let path_of = |place: u32| self.leaves[place as usize].witness.path();
        // Whoever makes up names may make up many of one hash. They stand in the order of their paths.
        let places = self.places.with(hash(path));
        places.binary_search_by(|&(_, place)| path_of(place).cmp(path)).ok().map(|at| places[at].1 as usize)
    }
}

fn hash(path: &CapturePath) -> u64 {
    let mut hasher = Mixed::default();
    hasher.write(path.as_str().as_bytes());
    hasher.finish()
}
