//! A quotation on its way to a verdict.

use super::disclosed::Shown;
use super::explain::Denied;
use super::hold::Stand;
use super::{Outcome, Rule};
use crate::capture::CapturePath;
use crate::collate::{Comparison, Element, Folding, Pattern, Query, Sighting, Variant, words};
use crate::manifest::Trouble;
use crate::notes::{self, Bound, Quotation};
use crate::text::Span;

/// A quotation on its way to a verdict.
pub(super) struct Case<'n> {
    pub(super) quotation: &'n Quotation,
    pub(super) bound: Bound,
    /// The capture that the citation itself pins.
    pub(super) pin: Option<CapturePath>,
    /// The leaves of the cited article that may be looked into, the one that counts first.
    pub(super) home: Vec<usize>,
    /// Whether each of those is known to lack some of its letters.
    pub(super) lacking: bool,
    /// A capture of the cited article that cannot be vouched for.
    pub(super) broken: Option<Box<(String, Trouble)>>,
    pub(super) reading: usize,
    pub(super) ruling: Option<Ruling>,
}

/// What came out. What is rare in it, or only in one kind of outcome, is boxed: there are many of these.
#[derive(Default)]
pub(super) struct Ruling {
    pub(super) verdict: Option<Outcome>,
    pub(super) stand: Option<(usize, Stand)>,
    /// For a quotation of an article that is withheld: what shows it.
    pub(super) shown: Option<Box<Shown>>,
    pub(super) findings: Vec<(Rule, String, String, Vec<Variant>)>,
    pub(super) nearest: Option<Box<Comparison>>,
}

impl Ruling {
    /// It is not asked whether it holds.
    pub(super) fn skipped() -> Self {
        Self { verdict: Some(Outcome::Skipped), ..Self::default() }
    }
}

impl Case<'_> {
    pub(super) fn denied<'d>(
        &'d self,
        query: &'d Query,
        sightings: &'d [Sighting],
        candidates: &'d [usize],
    ) -> Denied<'d> {
        let article = self.bound.article.as_ref().map(|(article, _)| article);
        Denied {
            text: &self.reading().text,
            home: &self.home,
            lacking: self.lacking,
            article,
            query,
            sightings,
            candidates,
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.ruling.is_none()
    }

    pub(super) fn reading(&self) -> &notes::Reading {
        &self.quotation.readings[self.reading]
    }

    /// Whether `reading` has all the words that the notes show.
    pub(super) fn is_read(&self, reading: &notes::Reading) -> bool {
        self.quotation.unread.is_none() || !reading.text.contains(notes::UNREAD)
    }

    pub(super) fn words(&self) -> usize {
        words(&self.reading().text).count()
    }

    pub(super) fn has_more_words_than(&self, count: usize) -> bool {
        words(&self.reading().text).nth(count).is_some()
    }
}

/// A quotation that does not hold where it is cited, or cites nothing.
pub(super) struct Pending {
    pub(super) case: usize,
    pub(super) text: String,
    /// Its own words in the text, without the editor's marks.
    pub(super) spans: Vec<Span>,
    pub(super) query: Query,
}

impl Pending {
    pub(super) fn of(case: usize, text: &str) -> Self {
        let spans: Vec<Span> = own_words(text).collect();
        Self { case, text: text.to_owned(), query: Query::of(text, spans.iter().copied()), spans }
    }
}

pub(super) fn own_words(text: &str) -> impl Iterator<Item = Span> {
    Pattern::marked(text, Folding::LITERAL).elements.into_iter().filter_map(|element| match element {
        Element::Words { span, .. } => Some(span),
        _ => None,
    })
}
