//! What must be said of words that do stand.

use super::hold::Stand;
use super::outlet::{Outlet, outlet};
use super::{Rule, Settings};
use crate::collate::{Leaf, Passage, are_other_numbers, is_negation, negation_in, turning_word, words};
use crate::segment::Standing;
use crate::text::Span;

/// A caution: its rule, what is the matter, and what to do.
pub type Caution = (Rule, String, String);

/// How many words before a quotation may turn its sense.
const WORDS_BEFORE: usize = 3;

/// Quotations of no more words than this prove little.
pub const SHORT_WORDS: usize = 3;

/// All cautions for a quotation that stands in `leaf`.
pub fn cautions(stand: &Stand, leaf: &Leaf<'_>, settings: &Settings) -> Vec<Caution> {
    let page = leaf.witness.text();
    let mut cautions = Vec::new();
    let Some(alignment) = stand.alignments.first() else { return cautions };
    for &omitted in &alignment.omitted {
        cautions.extend(omission(&page[omitted.range()], settings));
    }
    for (inserted, replaced) in &alignment.inserted {
        cautions.extend(insertion(inserted, replaced));
    }
    if let (Some(first), Some(last)) = (alignment.passages.first(), alignment.passages.last()) {
        cautions.extend(clipped_before(&page[..first.span().start]));
        cautions.extend(clipped_after(page, last.span()));
        if stand.standing == Standing::Body
            && let Some(outlet) = outlet(leaf.witness, first.span())
        {
            cautions.push(within(outlet));
        }
    }
    // Of words that are too short to prove anything, that is said already.
    let is_long = |passage: &Passage| words(&page[passage.span().range()]).nth(SHORT_WORDS).is_some();
    if stand.alignments.len() > 1 && alignment.passages.len() == 1 && is_long(&alignment.passages[0]) {
        let places = stand.alignments.len();
        let what = format!("these words stand in {places} places of the article");
        cautions.push((Rule::QuoteAmbiguous, what, "quote more of the sentence that is meant".to_owned()));
    }
    cautions
}

fn within(outlet: Outlet) -> Caution {
    let (what, help) = match outlet {
        Outlet::Named(name) => {
            (format!("the article itself quotes these words from {name}"), format!("say that they are {name}’s words"))
        }
        Outlet::Introduced(words) => (
            format!("the article itself quotes these words from another source, which it introduces: “{words}”"),
            "say whose words they are".to_owned(),
        ),
        Outlet::Unnamed => (
            "the article itself quotes these words from another source".to_owned(),
            "say whose words they are".to_owned(),
        ),
    };
    (Rule::QuoteWithinQuote, what, help)
}

fn omission(omitted: &str, settings: &Settings) -> Option<Caution> {
    let help = "quote the words that turn the sense, or leave the sentence out".to_owned();
    if let Some(denial) = hidden_negation(omitted) {
        let what = format!("the ellipsis leaves out “{}”, which turns the sense", &omitted[denial.range()]);
        return Some((Rule::EllipsisHidesNegation, what, help));
    }
    let characters = omitted.chars().count();
    (characters > settings.widest_ellipsis).then(|| {
        let what = format!("an ellipsis leaves out {characters} characters; the limit is {}", settings.widest_ellipsis);
        (Rule::EllipsisTooWide, what, "make two quotations of it".to_owned())
    })
}

/// A negation in the sentences that the ellipsis joins. One in a sentence left out whole turns nothing.
fn hidden_negation(omitted: &str) -> Option<Span> {
    let stops: Vec<usize> = sentence_ends(omitted);
    let (Some(&first), Some(&last)) = (stops.first(), stops.last()) else { return negation_in(omitted) };
    let head = negation_in(&omitted[..first]).filter(|denial| words(&omitted[..denial.start]).count() < WORDS_BEFORE);
    let tail = negation_in(&omitted[last..]).map(|denial| Span::new(denial.start + last, denial.end + last));
    head.or(tail)
}

/// Where sentences end in `text`: after a stop, and any closing mark, before white space.
fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut stopped = false;
    for (at, c) in text.char_indices() {
        if stopped && c.is_whitespace() {
            ends.push(at);
        }
        stopped =
            matches!(c, '.' | '!' | '?' | '。') || stopped && matches!(c, '”' | '"' | '’' | '\'' | ')' | ']' | '»');
    }
    if stopped {
        ends.push(text.len());
    }
    ends
}

fn insertion(inserted: &str, replaced: &str) -> Option<Caution> {
    let (ours, theirs) = (negation_in(inserted), negation_in(replaced));
    match (ours, theirs) {
        (Some(denial), None) => {
            let what = format!("the inserted “{}” turns the sense", &inserted[denial.range()]);
            Some((Rule::InsertionNegates, what, "take the inserted words out of the quotation".to_owned()))
        }
        (None, Some(denial)) => {
            let what = format!("the brackets replace “{}”, which turns the sense", &replaced[denial.range()]);
            Some((Rule::InsertionNegates, what, "quote the words that turn the sense".to_owned()))
        }
        _ if is_deprived(inserted, replaced) => {
            let what = format!("the brackets make “{inserted}” of “{replaced}”, which turns the sense");
            Some((Rule::InsertionNegates, what, "take the ending out of the quotation".to_owned()))
        }
        _ if are_other_numbers(inserted, replaced) => {
            let what = format!("the brackets put “{inserted}” for “{replaced}”: another number");
            Some((Rule::InsertionNegates, what, "quote the number that the article has".to_owned()))
        }
        _ => None,
    }
}

/// Whether of two words that begin alike only one has an ending that says that there is none, as `harmless`.
fn is_deprived(inserted: &str, replaced: &str) -> bool {
    let word = |text: &str| text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    let (ours, theirs) = (word(inserted), word(replaced));
    let alike = ours.chars().zip(theirs.chars()).take_while(|(one, other)| one == other).count() >= 2;
    alike && ours.ends_with("less") != theirs.ends_with("less")
}

/// How many characters before a quotation are looked at.
const BEFORE: usize = 200;
/// And after it.
const AFTER: usize = 80;

fn clipped_before(before: &str) -> Option<Caution> {
    let tail = last_characters(before, BEFORE);
    if !last_words_may_deny(tail) {
        return None;
    }
    let start = sentence_ends(tail).last().copied().unwrap_or(0);
    let sentence = &tail[start..];
    let last: Vec<Span> = words(sentence).collect();
    let near = last.len().saturating_sub(WORDS_BEFORE);
    let from = last.get(near)?.start;
    let near = &sentence[from..];
    let denial = negation_in(near)?;
    let between = &near[denial.end..];
    (!between.contains([',', ';', ':', '—', '–', '.', '"', '“', '”'])).then(|| {
        let what = format!("the words just before it turn the sense: “{}”", near.trim());
        (Rule::QuoteClipped, what, "begin the quotation before them".to_owned())
    })
}

/// Whether one of the last words of `text` denies, told without a look at where the sentence begins.
fn last_words_may_deny(text: &str) -> bool {
    let mut seen = 0;
    for run in text.rsplit(char::is_whitespace) {
        if seen >= WORDS_BEFORE {
            break;
        }
        for word in words(run) {
            if is_negation(&run[word.range()]) {
                return true;
            }
            seen += 1;
        }
    }
    false
}

fn last_characters(text: &str, count: usize) -> &str {
    let at = text.len().saturating_sub(count);
    match text.as_bytes()[at..].is_ascii() {
        true => &text[at..],
        false => text.char_indices().rev().take(count).last().map_or(text, |(at, _)| &text[at..]),
    }
}

fn first_characters(text: &str, count: usize) -> &str {
    let end = count.min(text.len());
    match text.as_bytes()[..end].is_ascii() {
        true => &text[..end],
        false => text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at]),
    }
}

fn clipped_after(page: &str, span: Span) -> Option<Caution> {
    if page[span.range()].trim_end().ends_with(['.', '!', '?']) {
        return None;
    }
    let after = first_characters(&page[span.end..], AFTER);
    turning_word(after).map(|turn| {
        let what = format!("the article goes on: “{} …”", after[..turn.end].trim());
        (Rule::QuoteClipped, what, "end the quotation after the turn, or say that there is one".to_owned())
    })
}
