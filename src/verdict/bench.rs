//! Quotations judged one after another, outside of any notes.

use super::beside::Beside;
use super::case::{Case, Pending};
use super::court::Court;
use super::explain::candidates;
use super::hold::stand;
use super::{Judged, NotesFile, Report, Settings};
use crate::capture::ArticleId;
use crate::collate::{Index, Leaf, Shingles};
use crate::manifest::Holdings;
use crate::notes::{self, Binding, Citation, Form, Quotation, Reference};
use crate::segment::Standing;
use crate::text::{Lines, Span};
use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;

/// Judges one quotation after another, outside of any notes.
pub struct Bench<'h> {
    holdings: &'h Holdings,
    index: Index<'h>,
    settings: &'h Settings,
    /// How many have been looked for in the whole archive; after some, it is read once for all that follow.
    looked_for: Cell<usize>,
    shingles: OnceCell<Shingles>,
}

/// To look for so many quotations costs about as much as to make the shingles of the archive.
const FEW: usize = 8;

impl<'h> Bench<'h> {
    /// Prepares `holdings` once for all that will be asked.
    pub fn new(holdings: &'h Holdings, settings: &'h Settings) -> Self {
        let (looked_for, shingles) = (Cell::new(0), OnceCell::new());
        Self { index: Index::of(holdings), holdings, settings, looked_for, shingles }
    }

    /// Judges `words`, which cite `reference` if they cite anything; as [`verify`](super::verify) would in notes.
    pub fn judge(&self, words: &str, reference: Option<Reference>) -> Judged {
        let span = Span::new(0, words.len());
        let cite = |reference| Citation { binding: Binding::Explicit, reference, span, certain: true };
        let quotation = Quotation {
            form: Form::Explicit,
            at: 0,
            readings: vec![notes::Reading { text: words.to_owned(), span }],
            citations: reference.map(cite).into_iter().collect(),
            selectors: Vec::new(),
            unread: None,
            title: false,
            coined: false,
        };
        let file = NotesFile {
            name: String::new(),
            folder: Some(String::new()),
            text: words.to_owned(),
            ..NotesFile::default()
        };
        let court = self.court();
        let case = self.settled(&court, court.open(&file, &quotation));
        court.judged(&file, &Lines::of(words), case)
    }
}

impl Bench<'_> {
    fn court(&self) -> Court<'_> {
        let (holdings, index, settings) = (self.holdings, &self.index, self.settings);
        Court { holdings, index, settings, lock: None, beside: Beside::default() }
    }

    /// Judges every quotation of `notes`, as [`verify`](super::verify) would: for those who do it again and again.
    pub fn verify(&self, notes: &[NotesFile]) -> Report {
        let court = self.court();
        let read: Vec<notes::Notes> = notes.iter().map(|file| file.read(self.holdings.catalogue())).collect();
        let mut cases = Vec::new();
        for (file, read) in notes.iter().zip(&read) {
            cases.extend(read.quotations.iter().map(|quotation| self.settled(&court, court.open(file, quotation))));
        }
        court.report(notes, &read, cases)
    }

    /// The articles in whose body `words` stand, by the house style.
    pub fn articles_with(&self, words: &str) -> BTreeSet<&ArticleId> {
        let holds = |leaf: &&Leaf<'_>| {
            stand(words, leaf, &self.settings.style).is_some_and(|found| found.standing == Standing::Body)
        };
        self.index.leaves().iter().filter(holds).map(|leaf| leaf.witness.article()).collect()
    }

    /// What is held.
    pub fn holdings(&self) -> &Holdings {
        self.holdings
    }

    fn settled<'n>(&self, court: &Court<'_>, case: Case<'n>) -> Case<'n> {
        if !case.is_open() {
            return case;
        }
        self.looked_for.set(self.looked_for.get() + 1);
        self.settle(court, case)
    }

    fn settle<'n>(&self, court: &Court<'_>, mut case: Case<'n>) -> Case<'n> {
        if self.looked_for.get() <= FEW {
            let mut cases = [case];
            court.settle(&mut cases);
            let [case] = cases;
            return case;
        }
        let shingles = self.shingles.get_or_init(|| Shingles::of(&self.index));
        let query = Pending::of(0, &case.reading().text).query;
        let sightings = shingles.sightings(&self.index, &query);
        let at_home = |home: &[usize]| sightings.iter().filter(|one| home.contains(&one.leaf)).copied().collect();
        case.ruling = court.close_soon(&mut case, &query, &candidates(&sightings), at_home);
        if case.is_open() {
            court.close(&mut case, &query, &sightings);
        }
        case
    }
}
