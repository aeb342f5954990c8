//! Effects of an article's latest revision on the quotations of it.

use super::diff_cache::carried;
use super::{NotesFile, Settings, Verifier};
use crate::capture::ArticleId;
use crate::diff::revision::{CaptureDiff, Class, PassageFate, PassageOutcome};
use crate::manifest::Witness;
use crate::matching::SearchText;
use crate::matching::{Match, matches};
use crate::notes::{self, Quotation};
use crate::segment::Standing;
use crate::text::Lines;
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
        let texts: Vec<SearchText> = witnesses.map(SearchText::of).collect();
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
                let (text, since, outcome) = traced(quotation, &order, now, &self.policy().settings);
                let place = lines.position(quotation.at);
                let file = file.name.clone();
                impact.quotations.push(Affected { file, line: place.line, column: place.column, text, since, outcome });
            }
        }
        Some(impact)
    }
}

type Traced = (String, Option<Arc<Witness>>, Option<PassageOutcome>);

fn traced<'h>(quotation: &Quotation, earlier: &[&Older<'h>], now: &'h SearchText, settings: &Settings) -> Traced {
    for one in earlier {
        for reading in &quotation.readings {
            if let Some(found) = in_body(&reading.text, one.searched, settings) {
                let diff = one.diff.get_or_init(|| CaptureDiff::of(&one.searched.witness, &now.witness));
                let outcome = carried(&found, diff);
                return (
                    reading.text.clone(),
                    Some(Arc::clone(&one.searched.witness)),
                    outcome.map(|outcome| checked(outcome, &reading.text, now, settings)),
                );
            }
        }
    }
    // What no earlier capture has may be quoted from the latest.
    let found = quotation.readings.iter().find_map(|reading| Some((reading, in_body(&reading.text, now, settings)?)));
    match found {
        Some((reading, found)) => {
            let span = found.alignments[0].passages.first().map(|passage| passage.span());
            let outcome = PassageOutcome {
                fate: PassageFate::Holds,
                now: span,
                classes: Default::default(),
                pieces: Vec::new(),
                look_alike: None,
            };
            (reading.text.clone(), None, Some(outcome))
        }
        None => (quotation.readings[0].text.clone(), None, None),
    }
}

fn in_body(text: &str, searched: &SearchText, settings: &Settings) -> Option<Match> {
    matches(text, searched, &settings.style).filter(|found| found.standing == Standing::Body)
}

/// Words only hold that stand: the letters are asked once more, by the one way that can say so.
fn checked(mut outcome: PassageOutcome, text: &str, now: &SearchText, settings: &Settings) -> PassageOutcome {
    let denied = match outcome.fate {
        PassageFate::Holds | PassageFate::Moved => in_body(text, now, settings).is_none(),
        PassageFate::NowElsewhere => matches(text, now, &settings.style).is_none(),
        PassageFate::TypographyChanged | PassageFate::Reworded | PassageFate::Gone => false,
    };
    if denied {
        // The words between its parts changed, or what they are part of now: `lid` of what has become `lid-less`.
        outcome.fate = PassageFate::Reworded;
        outcome.classes.insert(Class::Wording);
    }
    outcome
}
