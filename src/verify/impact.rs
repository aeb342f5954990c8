//! Effects of an article's latest revision on the quotations of it.

use super::in_body::{became, in_body, style};
use super::{NotesFile, Settings, Verifier};
use crate::capture::ArticleId;
use crate::diff::revision::{CaptureDiff, PassageFate, PassageOutcome};
use crate::manifest::Witness;
use crate::matching::{Passage, SearchText};
use crate::notes::{self, Quotation, Selector};
use crate::text::{Lines, has_more_words_than};
use std::cell::OnceCell;
use std::sync::Arc;

/// The fate of every quotation of an article.
#[derive(Debug)]
#[non_exhaustive]
pub struct Impact {
    /// The latest capture.
    pub current: Arc<Witness>,
    /// The quotations, in the order of the notes.
    pub quotations: Vec<Affected>,
}

/// A quotation, and what became of it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Affected {
    /// The notes' path, as given.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in Unicode scalar values.
    pub column: usize,
    /// Its words.
    pub text: String,
    /// The capture that it was carried forward from: of the earlier ones in which it stands, the one that the citation
    /// pins, else the latest. `None` where it stands in none.
    pub since: Option<Arc<Witness>>,
    /// Its fate; `None` where it stands in no capture.
    pub outcome: Option<PassageOutcome>,
}

impl Impact {
    /// Returns true if every quotation stands in the latest capture, where it stood or in a paragraph that moved.
    pub fn is_harmless(&self) -> bool {
        self.quotations.iter().all(|one| {
            one.outcome.as_ref().is_some_and(|outcome| matches!(outcome.fate, PassageFate::Holds | PassageFate::Moved))
        })
    }
}

/// An earlier capture; and it laid beside the latest, once a quotation is found in it.
struct Older<'h> {
    searched: &'h SearchText,
    diff: OnceCell<CaptureDiff<'h>>,
}

impl Verifier {
    /// The effects of the latest revision of `article` on the quotations of it in `notes`. `None` if no capture of it
    /// can be vouched for.
    pub fn impact(&self, notes: &[NotesFile], article: &ArticleId) -> Option<Impact> {
        let archive = self.archive().collection();
        let captures = archive.captures(article).ok()?;
        let witnesses = captures.iter().rev().filter_map(|listed| archive.witness(&listed.capture).ok());
        let mut texts: Vec<SearchText> = witnesses.map(SearchText::of).collect();
        // Beside captures that have words, an empty one says nothing.
        let has_words = |searched: &SearchText| has_more_words_than(searched.witness.text(), 0);
        if texts.iter().any(has_words) {
            texts.retain(has_words);
        }
        let (now, earlier) = texts.split_first()?;
        let earlier: Vec<Older<'_>> =
            earlier.iter().map(|searched| Older { searched, diff: OnceCell::new() }).collect();
        let mut impact = Impact { current: Arc::clone(&now.witness), quotations: Vec::new() };
        for file in notes {
            let lines = Lines::of(&file.text);
            for quotation in &file.read(archive).quotations {
                let bound = notes::bind(&quotation.citations, file.names(archive));
                let Some((_, pin)) = bound.article.filter(|(bound, _)| bound == article) else { continue };
                let mut order: Vec<&Older<'_>> = earlier.iter().collect();
                order.sort_by_key(|one| Some(one.searched.witness.path()) != pin.as_ref());
                let selectors = quotation.selectors(bound.binding);
                let (text, since, outcome) = traced(quotation, &selectors, &order, now, &self.policy().settings);
                let place = lines.position(quotation.at);
                let file = file.name.clone();
                impact.quotations.push(Affected { file, line: place.line, column: place.column, text, since, outcome });
            }
        }
        Some(impact)
    }
}

type Traced = (String, Option<Arc<Witness>>, Option<PassageOutcome>);

fn traced<'h>(
    quotation: &Quotation,
    selectors: &[Selector],
    earlier: &[&Older<'h>],
    now: &'h SearchText,
    settings: &Settings,
) -> Traced {
    let style = style(quotation, settings);
    for one in earlier {
        let Some(found) = in_body(quotation, selectors, one.searched, settings) else { continue };
        let diff = one.diff.get_or_init(|| CaptureDiff::of(&one.searched.witness, &now.witness));
        let outcomes = found.pieces.iter().filter_map(|(text, found)| became(text, found, diff, now, style));
        let worst = outcomes.max_by_key(|outcome| outcome.fate);
        return (found.text, Some(Arc::clone(&one.searched.witness)), worst);
    }
    // What no earlier capture has may be quoted from the latest.
    match in_body(quotation, selectors, now, settings) {
        Some(found) => {
            let passage = found.pieces.first().and_then(|(_, found)| found.alignments.first()?.passages.first());
            let outcome = PassageOutcome {
                fate: PassageFate::Holds,
                now: passage.map(Passage::span),
                classes: Default::default(),
                pieces: Vec::new(),
                look_alike: None,
            };
            (found.text, None, Some(outcome))
        }
        None => (quotation.readings[0].text.clone(), None, None),
    }
}
