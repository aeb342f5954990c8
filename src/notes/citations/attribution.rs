//! Attributions: what leads to a citation, and what says nothing but that one follows.

use super::candidates::CitationCandidate;
use crate::notes::running_text::RunningText;
use crate::text::Span;

/// The length in bytes of the dash that begins `text`.
pub(in crate::notes) fn dash(text: &str) -> Option<usize> {
    match text.chars().next()? {
        c @ ('—' | '–' | '―') => Some(c.len_utf8()),
        '-' if text.starts_with("--") => Some(text.len() - text.trim_start_matches('-').len()),
        _ => None,
    }
}

/// The byte at which the last dash of `text` begins.
pub(in crate::notes) fn last_dash(text: &str) -> Option<usize> {
    // A dash begins with one of these two bytes, and no other byte of a character is one of them.
    memchr::memchr2_iter(b'-', 0xE2, text.as_bytes()).rev().find(|&at| dash(&text[at..]).is_some())
}

/// The words of `span` that stand in none of `cites`.
pub(in crate::notes) fn words_outside<'f>(
    flow: &'f RunningText,
    cites: &'f [CitationCandidate],
    span: Span,
) -> impl Iterator<Item = &'f str> {
    let ends = cites.iter().map(move |cite| cite.flow.end.min(span.end));
    let starts = cites.iter().map(move |cite| cite.flow.start.min(span.end)).chain([span.end]);
    let gaps = [span.start].into_iter().chain(ends).zip(starts);
    let words = |gap: &'f str| gap.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'));
    gaps.flat_map(move |(start, end)| words(&flow.text[start.min(end)..end])).filter(|word| !word.is_empty())
}

/// Returns true if a word only says that a citation follows, or is one.
pub(in crate::notes) fn is_label(word: &str) -> bool {
    let labels = [
        "source",
        "sources",
        "via",
        "from",
        "see",
        "in",
        "link",
        "archive",
        "archived",
        "article",
        "original",
        "here",
        "ref",
        "cited",
        "cf",
        "permalink",
        "at",
        "and",
        "p",
        "pp",
    ];
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    word.is_empty() || labels.contains(&word.as_str()) || word.contains("://")
}

/// Words in small letters that a name or an office has none of.
const VERBS: [&str; 30] = [
    "is", "are", "was", "were", "am", "has", "have", "had", "do", "does", "did", "will", "would", "can", "could",
    "should", "may", "might", "must", "shall", "not", "never", "cannot", "isn't", "wasn't", "don't", "doesn't",
    "didn't", "won't", "wouldn't",
];
/// Words that begin a sentence and no name, where the next one has a small letter.
#[rustfmt::skip]
const SUBJECTS: [&str; 26] = [
    "i", "you", "he", "she", "it", "we", "they", "this", "that", "these", "those", "there", "what", "nobody",
    "everybody", "everyone", "nothing", "everything", "none", "no", "not", "and", "but", "so", "if", "then",
];
/// Words that may follow on them in a name of a thing.
const PARTICLES: [&str; 10] = ["of", "in", "from", "at", "for", "by", "on", "with", "to", "the"];

/// Returns true if what may be an attribution says something instead: words of the article's, and no name. Its first
/// words decide, up to a comma or the like.
pub(in crate::notes) fn is_sentence(text: &str) -> bool {
    let phrase = text.split([',', ';', ':', '(', '\n', '|']).next().unwrap_or_default();
    let words: Vec<String> = phrase.split_whitespace().map(|word| word.replace('’', "'")).collect();
    let small = |word: &&String| word.starts_with(char::is_lowercase);
    let subject = words.first().is_some_and(|word| SUBJECTS.contains(&word.to_lowercase().as_str()));
    let goes_on = words.get(1).filter(small).is_some_and(|word| !PARTICLES.contains(&word.as_str()));
    subject && goes_on || words.iter().any(|word| VERBS.contains(&word.trim_end_matches('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_something_is_no_attribution() {
        for text in ["Nobody objected to it", "The vote was six to five", "Residents had been told", "Mr Dray didn’t"]
        {
            assert!(is_sentence(text), "{text}");
        }
        for text in [
            "Cassius Wray, who was there",
            "A spokesman for the ministry",
            "What Is to Be Done?",
            "It Was Five Past Midnight in Bhopal",
            "Editorial board of the Review (it was unsigned)",
            "Source: it was told to us",
        ] {
            assert!(!is_sentence(text), "{text}");
        }
    }
}
