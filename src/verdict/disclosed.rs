//! A quotation of an article that is withheld, judged by the words that proofs opened.

use super::case::{Case, Ruling};
use super::cautions::cautions;
use super::court::Court;
use super::hold::{Stand, stand};
use super::{Outcome, Rule, Settings, Style};
use crate::capture::{CapturePath, CapturedAt};
use crate::collate::{Alignment, Edit, Leaf, Passage, Variant};
use crate::digest::Digest;
use crate::manifest::{Disclosed, WithheldCapture};
use crate::segment::Standing;
use crate::text::Span;

/// What proves a quotation where the article is withheld.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// The capture whose body the words stand in.
    pub capture: CapturePath,
    /// When it was captured.
    pub captured_at: Option<CapturedAt>,
    /// The root that was committed to.
    pub root: Digest,
    /// For each run of words: the numbers of its tokens in the body.
    pub tokens: Vec<Span>,
    /// The number of the body's paragraph that they begin in.
    pub paragraph: u32,
}

/// How a withheld quotation stands.
pub(super) struct Shown {
    pub(super) by: Box<Disclosure>,
    pub(super) stand: Stand,
}

impl Shown {
    /// What the editor changed; words that are hidden are counted, in the place of what they are.
    pub(super) fn edits(&self) -> impl Iterator<Item = Edit> {
        let edits = self.stand.alignments[0].edits.iter().chain(&self.stand.accepted).cloned();
        edits.map(|edit| {
            let hidden = edit.archived.matches(Disclosed::HIDDEN).count();
            match hidden {
                0 => edit,
                hidden => Edit { archived: format!("({hidden} words that are withheld)"), ..edit },
            }
        })
    }
}

impl Court<'_> {
    /// The ruling where all captures of the cited article are withheld; else nothing.
    pub(super) fn by_disclosure(&self, case: &mut Case<'_>) -> Option<Ruling> {
        if self.holdings.withheld().is_empty() || !case.has_more_words_than(0) {
            return None;
        }
        let (article, pin) = case.bound.article.as_ref()?;
        let withheld = |path: &CapturePath| self.holdings.withheld().get(path);
        // The same order as for captures that are held: the one that is pinned, else the latest, then the others.
        let mut captures: Vec<&WithheldCapture> =
            self.holdings.catalogue().captures(article).iter().rev().filter_map(withheld).collect();
        captures.sort_by_key(|capture| Some(&capture.entry.capture) != pin.as_ref());
        let current = captures.first()?.entry.captured_at;
        let mut inside = false;
        for (number, capture) in captures.iter().enumerate() {
            for (reading, read) in case.quotation.readings.iter().enumerate() {
                let found = shown(&read.text, capture, &self.settings.style);
                inside |= matches!(found, Found::Within);
                if let Found::Whole(disclosed, stand) = found {
                    case.reading = reading;
                    let shown = Box::new(Shown { by: disclosure(capture, disclosed), stand });
                    let superseded = (number > 0).then_some(current);
                    return Some(self.shown(case, shown, disclosed, superseded));
                }
            }
        }
        Some(undisclosed(inside))
    }

    fn shown(
        &self,
        case: &Case<'_>,
        shown: Box<Shown>,
        disclosed: &Disclosed,
        superseded: Option<Option<CapturedAt>>,
    ) -> Ruling {
        let mut ruling = Ruling { verdict: Some(Outcome::Verbatim), ..Ruling::default() };
        ruling.findings.extend(own_cautions(&shown.stand, disclosed, self.settings));
        if let Some(current) = superseded {
            let what = format!(
                "these words were disclosed from the capture of {}; that of {} counts, and no proof shows them there",
                told(shown.by.captured_at),
                told(current)
            );
            let help = "quote what the article says now, or pin the capture: see `literatim explain quote-superseded`";
            ruling.findings.push((Rule::QuoteSuperseded, what, help.to_owned(), Vec::new()));
        }
        self.short(case, &mut ruling);
        ruling.shown = Some(shown);
        ruling
    }
}

fn told(moment: Option<CapturedAt>) -> String {
    moment.map_or_else(|| "an unknown time".to_owned(), |moment| moment.to_string())
}

fn undisclosed(inside: bool) -> Ruling {
    let what = match inside {
        true => "the article is withheld, and what was disclosed of it begins or ends elsewhere than this quotation",
        false => "the article is withheld, and no proof shows these words in it",
    };
    let help = "whoever has the archive can run `literatim disclose` on these notes";
    let mut ruling = Ruling { verdict: Some(Outcome::Unverifiable), ..Ruling::default() };
    ruling.findings.push((Rule::QuoteWithheld, what.to_owned(), help.to_owned(), Vec::new()));
    ruling
}

/// Those cautions that the words alone give; others were weighed where the article is.
fn own_cautions(
    stand: &Stand,
    disclosed: &Disclosed,
    settings: &Settings,
) -> impl Iterator<Item = (Rule, String, String, Vec<Variant>)> {
    let found = cautions(stand, &Leaf::of(&disclosed.witness), settings).into_iter();
    let own = found.filter(|(rule, ..)| matches!(rule, Rule::InsertionNegates | Rule::EllipsisHidesNegation));
    own.map(|(rule, what, help)| (rule, what, help, Vec::new()))
}

fn disclosure(capture: &WithheldCapture, disclosed: &Disclosed) -> Box<Disclosure> {
    Box::new(Disclosure {
        capture: capture.entry.capture.clone(),
        captured_at: capture.entry.captured_at,
        root: capture.entry.body.root,
        tokens: disclosed.runs.iter().map(|run| run.tokens).collect(),
        paragraph: disclosed.runs.first().map_or(1, |run| run.paragraph),
    })
}

/// What proofs say of some words.
enum Found<'d> {
    /// One shows them, whole and alone.
    Whole(&'d Disclosed, Stand),
    /// One shows them among others.
    Within,
    /// None shows them.
    Nowhere,
}

fn shown<'d>(text: &str, capture: &'d WithheldCapture, style: &Style) -> Found<'d> {
    let mut within = false;
    for disclosed in &capture.disclosed {
        let Some(mut found) = stands(text, disclosed, style) else { continue };
        found.alignments.retain(|alignment| is_whole(alignment, disclosed));
        if !found.alignments.is_empty() {
            return Found::Whole(disclosed, found);
        }
        within = true;
    }
    if within { Found::Within } else { Found::Nowhere }
}

/// Whether `text` stands in what was disclosed, by the same road as in an article that is held.
fn stands(text: &str, disclosed: &Disclosed, style: &Style) -> Option<Stand> {
    if text.contains(Disclosed::HIDDEN) {
        return None;
    }
    stand(text, &Leaf::of(&disclosed.witness), style).filter(|found| found.standing == Standing::Body)
}

/// Whether an alignment takes up each run that was disclosed, from its first token to its last, and nothing else.
///
/// A proof is of one quotation: the cautions were weighed for these words where the article is, and a quotation that was
/// cut since must be weighed again.
fn is_whole(alignment: &Alignment, disclosed: &Disclosed) -> bool {
    let mut left: Vec<Span> = alignment.passages.iter().map(Passage::span).collect();
    left.sort_unstable();
    let whole = disclosed.runs.iter().all(|run| {
        let mine: Vec<Span> = left.iter().copied().filter(|span| run.span.contains(*span)).collect();
        left.retain(|span| !run.span.contains(*span));
        let hull = mine.into_iter().reduce(Span::hull);
        hull.is_some_and(|hull| hull.start < run.edges.0 && hull.end > run.edges.1)
    });
    whole && left.is_empty()
}

/// Whether what `disclosed` shows of a capture proves that `text` stands there.
pub fn is_shown(text: &str, disclosed: &Disclosed, style: &Style) -> bool {
    stands(text, disclosed, style).is_some_and(|found| found.alignments.iter().any(|one| is_whole(one, disclosed)))
}
