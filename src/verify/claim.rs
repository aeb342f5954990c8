//! A quotation on its way to a judgement.

use super::explain::Unmatched;
use super::proven::ProvenTexts;
use super::{FindingData, Judgement, Lock, NotesFile, Settings, Style, in_body};
use crate::capture::CapturePath;
use crate::diff::{Query, ShingleHit};
use crate::manifest::{Collection, Trouble};
use crate::matching::{Folding, Pattern, PatternElement};
use crate::notes::{self, Binding, Bound, Citation, Quotation, Reference};
use crate::text::{Span, count_words, has_more_words_than};

/// A quotation on its way to a judgement.
pub(super) struct Claim<'n> {
    /// The notes that it stands in.
    pub(super) file: &'n NotesFile,
    pub(super) quotation: &'n Quotation,
    pub(super) bound: Bound,
    /// The capture that the citation itself pins.
    pub(super) pin: Option<CapturePath>,
    /// The texts of the cited article that may be looked into, the one that counts first.
    pub(super) home: Vec<usize>,
    /// True if each of those is known to lack some of its letters.
    pub(super) lacking: bool,
    /// A capture of the cited article that cannot be vouched for.
    pub(super) broken: Option<Box<(String, Trouble)>>,
    /// The number of the reading that counts.
    pub(super) reading: usize,
    pub(super) resolved: Option<Resolved>,
}

/// A judgement with the facts that go with it.
pub(super) struct Resolved {
    pub(super) judgement: Judgement,
    pub(super) findings: Vec<FindingData>,
}

impl Resolved {
    pub(super) fn new(judgement: Judgement) -> Self {
        Self { judgement, findings: Vec::new() }
    }

    pub(super) fn with(judgement: Judgement, finding: FindingData) -> Self {
        Self { judgement, findings: vec![finding] }
    }

    /// That of two lines of one quotation, both of which hold.
    pub(super) fn and(mut self, other: Self) -> Self {
        if let (Judgement::Verbatim { loci, edits, .. }, Judgement::Verbatim { loci: more, edits: and, .. }) =
            (&mut self.judgement, other.judgement)
        {
            loci.extend(more);
            edits.extend(and);
        }
        let new = other.findings.into_iter().filter(|finding| !self.findings.contains(finding)).collect::<Vec<_>>();
        self.findings.extend(new);
        self
    }

    pub(super) fn unverifiable(finding: FindingData) -> Self {
        Self::with(Judgement::Unverifiable { nearest: None }, finding)
    }
}

impl<'n> Claim<'n> {
    /// The quotation, bound to what its citations name, and pinned to the capture that the lock has for it.
    pub(super) fn of(
        file: &'n NotesFile,
        quotation: &'n Quotation,
        archive: &dyn Collection,
        lock: Option<&Lock>,
    ) -> Self {
        let bound = notes::bind(&quotation.citations, file.names(archive));
        let pin = bound.article.as_ref().and_then(|(_, pin)| pin.clone());
        let (home, lacking) = (Vec::new(), false);
        let mut claim = Self { file, quotation, bound, pin, home, lacking, broken: None, reading: 0, resolved: None };
        claim.lock(archive, lock);
        claim
    }

    /// The style that it is judged by.
    pub(super) fn style<'s>(&self, settings: &'s Settings) -> &'s Style {
        in_body::style(self.quotation, settings)
    }

    /// A link, identifier or file that is a citation of it, and leads to no article: what the notes give as its source.
    pub(super) fn link(&self) -> Option<String> {
        let is_near = |citation: &&Citation| !matches!(citation.binding, Binding::Default | Binding::Paragraph);
        let mut links = self.quotation.citations.iter().filter(is_near);
        links.find_map(|citation| match &citation.reference {
            Reference::Url(name) | Reference::Identifier(name) | Reference::Path(name) => Some(name.clone()),
            _ => None,
        })
    }

    /// The keys of it that the bibliography has an entry for, and no address.
    pub(super) fn keys_without_address(&self) -> Vec<String> {
        let keys = self.bound.unknown.iter().filter_map(|name| match name {
            Reference::Key(key) => Some(key),
            _ => None,
        });
        keys.filter(|key| self.file.bibliography.is_without_address(key)).cloned().collect()
    }

    /// Pins what is bound to the capture that the lock has for it.
    fn lock(&mut self, archive: &dyn Collection, lock: Option<&Lock>) {
        // What the notes themselves pin goes first: the lock may be older than they are.
        let Some((article, pin @ None)) = &mut self.bound.article else { return };
        let entry = lock.and_then(|lock| {
            let mut readings = self.quotation.readings.iter();
            readings.find_map(|reading| lock.entry(&self.file.path(), &reading.text, article, None))
        });
        if let Some(capture) = entry.and_then(|entry| entry.held(archive)) {
            *pin = Some(capture);
        }
    }
}

impl Claim<'_> {
    /// Notes that a capture of the cited article cannot be vouched for; the first one counts.
    pub(super) fn breaks(&mut self, path: &str, trouble: Trouble) {
        self.broken.get_or_insert_with(|| Box::new((path.to_owned(), trouble)));
    }

    /// Moves the places of its texts from those in `cited` to those in `whole`. One that `whole` lacks, because not all
    /// that is listed could be read, is as good as broken.
    pub(super) fn moves(&mut self, cited: &ProvenTexts, whole: &ProvenTexts) {
        for place in std::mem::take(&mut self.home) {
            let path = cited.index.text(place).witness.path();
            match whole.index.place(path) {
                Some(place) => self.home.push(place),
                None => self.breaks(path.as_str(), whole.listing.clone().unwrap_or(Trouble::Missing)),
            }
        }
    }

    pub(super) fn unmatched<'d>(
        &'d self,
        query: &'d Query,
        hits: &'d [ShingleHit],
        candidates: &'d [usize],
    ) -> Unmatched<'d> {
        let article = self.bound.article.as_ref().map(|(article, _)| article);
        let Self { home, lacking, .. } = self;
        Unmatched { text: self.text(), home, lacking: *lacking, article, query, hits, candidates }
    }

    pub(super) fn is_open(&self) -> bool {
        self.resolved.is_none()
    }

    pub(super) fn reading(&self) -> &notes::Reading {
        &self.quotation.readings[self.reading]
    }

    /// The words of the reading that counts.
    pub(super) fn text(&self) -> &str {
        &self.reading().text
    }

    /// True if `reading` has all the words that the notes show.
    pub(super) fn is_read(&self, reading: &notes::Reading) -> bool {
        in_body::is_read(self.quotation, reading)
    }

    /// The number of its words; two characters of a script that is written without spaces count as one.
    pub(super) fn words(&self) -> usize {
        count_words(self.text())
    }

    pub(super) fn has_more_words_than(&self, count: usize) -> bool {
        has_more_words_than(self.text(), count)
    }
}

/// A claim that does not hold where it is cited, or cites nothing.
pub(super) struct UnresolvedClaim {
    /// Its number among the claims.
    pub(super) number: usize,
    pub(super) text: String,
    /// Its own words in the text, without the editor's marks.
    pub(super) spans: Vec<Span>,
    pub(super) query: Query,
}

impl UnresolvedClaim {
    pub(super) fn of(number: usize, text: &str) -> Self {
        let spans: Vec<Span> = own_words(text).collect();
        Self { number, text: text.to_owned(), query: Query::of(text, spans.iter().copied()), spans }
    }
}

fn own_words(text: &str) -> impl Iterator<Item = Span> {
    Pattern::marked(text, Folding::LITERAL).elements.into_iter().filter_map(|element| match element {
        PatternElement::Words { span, .. } => Some(span),
        _ => None,
    })
}
