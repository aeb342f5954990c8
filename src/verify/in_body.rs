//! Places of a quotation in the body of one capture, and what became of them in another: asked by the judgement on a
//! quotation and by `impact`, which must not give two answers.

use super::{Settings, Style};
use crate::diff::revision::{CaptureDiff, Class, PassageFate, PassageOutcome};
use crate::matching::{Accept, Alignment, Match, SearchText, find_match, matches, narrow};
use crate::notes::{self, Quotation, Selector, begins_sentence};
use crate::segment::Standing;
use crate::text::{Span, has_more_words_than};
use std::sync::LazyLock;

/// The style whose guide has *(cleaned up)*, or *(citation modified)*.
const HOUSE_THAT_CLEANS_UP: &str = "bluebook";

static CLEANED_UP: LazyLock<Style> =
    LazyLock::new(|| Style { name: HOUSE_THAT_CLEANS_UP.to_owned(), accepts: [Accept::CleanedUp].into() });

/// The style that a quotation is judged by: one that says so is cleaned up, where the house has that.
pub(super) fn style<'s>(quotation: &Quotation, settings: &'s Settings) -> &'s Style {
    match quotation.cleaned_up && settings.style.name == HOUSE_THAT_CLEANS_UP {
        true => &CLEANED_UP,
        false => &settings.style,
    }
}

/// A quotation that stands in the body of a capture: in one piece, or line by line.
pub(super) struct Found {
    /// Its words, as they were read.
    pub text: String,
    /// The words of each piece, and where they stand.
    pub pieces: Vec<(String, Match)>,
}

/// The places of `quotation` in the body of `searched`, if it stands there.
pub(super) fn in_body(
    quotation: &Quotation,
    selectors: &[Selector],
    searched: &SearchText,
    settings: &Settings,
) -> Option<Found> {
    let style = style(quotation, settings);
    for reading in quotation.readings.iter().filter(|reading| is_read(quotation, reading)) {
        if let Some(mut found) = body(&reading.text, searched, style) {
            narrow(&mut found, searched, selectors, style);
            let text = reading.text.clone();
            return Some(Found { pieces: vec![(text.clone(), found)], text });
        }
    }
    let text = quotation.readings.first()?.text.clone();
    let lines = lines(quotation)?;
    let line = |line: &&str| Some(((*line).to_owned(), self::line(line, &text, searched, style)?));
    Some(Found { pieces: lines.iter().map(line).collect::<Option<_>>()?, text })
}

/// Returns true if `reading` has all the words that the notes show.
pub(super) fn is_read(quotation: &Quotation, reading: &notes::Reading) -> bool {
    quotation.unread.is_none() || !reading.text.contains(notes::UNREAD)
}

/// The lines of a block, where each may be a quotation by itself.
pub(super) fn lines(quotation: &Quotation) -> Option<Vec<&str>> {
    let lines = quotation.lines.iter().filter(|line| is_read(quotation, line));
    let lines: Vec<&str> =
        lines.map(|line| &*line.text).filter(|line| has_more_words_than(line, super::cautions::SHORT_WORDS)).collect();
    (!lines.is_empty() && lines.len() == quotation.lines.len()).then_some(lines)
}

/// The places where a line of the block `text` holds that begin a sentence.
pub(super) fn line(line: &str, text: &str, searched: &SearchText, style: &Style) -> Option<Match> {
    let mut found = find_match(line, searched, style).ok()?;
    let offset = text.find(line)?;
    let archived = searched.witness.text();
    let begins = |alignment: &Alignment| begins_sentence(archived, alignment.passages[0].span().start);
    found.alignments.retain(begins);
    for passage in found.alignments.iter_mut().flat_map(|alignment| &mut alignment.passages) {
        passage.quoted = Span::new(passage.quoted.start + offset, passage.quoted.end + offset);
    }
    (found.standing == Standing::Body && !found.alignments.is_empty()).then_some(found)
}

/// The places of `text` in the body of `searched`.
pub(super) fn body(text: &str, searched: &SearchText, style: &Style) -> Option<Match> {
    matches(text, searched, style).filter(|found| found.standing == Standing::Body)
}

/// The outcome of `text`, found in the older capture of `diff`, in the newer one, which is `now`.
pub(super) fn became(
    text: &str,
    found: &Match,
    diff: &CaptureDiff<'_>,
    now: &SearchText,
    style: &Style,
) -> Option<PassageOutcome> {
    carried(found, diff).map(|outcome| checked(outcome, text, now, style))
}

/// The best that became of any of its places; of one place, the worst that became of any of its runs.
fn carried(found: &Match, diff: &CaptureDiff<'_>) -> Option<PassageOutcome> {
    let places = found.alignments.iter().filter_map(|alignment| {
        let runs = alignment.passages.iter().flat_map(|passage| &passage.runs);
        runs.map(|&run| diff.carry(run)).max_by_key(|outcome| outcome.fate)
    });
    places.min_by_key(|outcome| outcome.fate)
}

/// Words only hold that stand: the letters are asked once more, by the one way that can say so.
fn checked(mut outcome: PassageOutcome, text: &str, now: &SearchText, style: &Style) -> PassageOutcome {
    let is_lacking = match outcome.fate {
        PassageFate::Holds | PassageFate::Moved => body(text, now, style).is_none(),
        PassageFate::NowElsewhere => matches(text, now, style).is_none(),
        PassageFate::TypographyChanged | PassageFate::Reworded | PassageFate::Gone => false,
    };
    if is_lacking {
        // The words between its parts changed, or what they are part of now: `lid` of what has become `lid-less`.
        outcome.fate = PassageFate::Reworded;
        outcome.classes.insert(Class::Wording);
    }
    outcome
}
