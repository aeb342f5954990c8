//! Attributions: what leads to a citation, and what says nothing but that one follows.

use super::candidates::CitationCandidate;
use super::locator;
use crate::notes::running_text::RunningText;
use crate::text::{Span, is_negation, turning_word, written_out};

/// The stand-in for a citation, in the text that [`around_cites`] returns.
const CITED: char = '\u{1}';
/// Words that only say that a citation follows, or is one, and in which way.
#[rustfmt::skip]
const LABELS: [&str; 41] = [
    "source", "sources", "via", "from", "see", "in", "link", "archive", "archived", "article", "original", "here", "ref",
    "refs", "reference", "cited", "citation", "cf", "permalink", "at", "and", "p", "pp", "page", "pages", "line", "lines",
    "para", "quoted", "accessed", "retrieved", "published", "read", "more", "full", "text", "story", "quelle", "fuente",
    "fonte", "bron",
];
/// Labels that begin a line of their own, with a colon behind them; in other languages the word for *source* that stands
/// below quotations there (Wiktionary, *source*, translations).
#[rustfmt::skip]
const LINE_LABELS: [&str; 50] = [
    "source", "sources", "via", "from", "ref", "refs", "reference", "cite", "cited", "citation", "cited in", "cited from",
    "quoted in", "quoted from", "link", "url", "article", "archived", "quelle", "quellen", "fuente", "fuentes", "fonte",
    "fonti", "bron", "bronnen", "källa", "kilde", "lähde", "źródło", "zdroj", "forrás", "sursa", "kaynak", "πηγή",
    "источник", "джерело", "източник", "מקור", "المصدر", "منبع", "出处", "出處", "来源", "來源", "引自", "出典", "引用元",
    "출처", "स्रोत",
];
/// Months, by which a number is known for a date.
#[rustfmt::skip]
const MONTHS: [&str; 23] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
];
/// Small words in names.
#[rustfmt::skip]
const NAME_PARTICLES: [&str; 22] = [
    "of", "the", "de", "del", "della", "di", "da", "dos", "van", "von", "der", "den", "la", "le", "du", "al", "el", "bin",
    "ibn", "y", "e", "for",
];
/// The words of an office behind its article, at most.
const OFFICE_WORDS: usize = 4;

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

/// The text of `span` with a sign in the place of each of `cites`, and without the locators behind them.
pub(in crate::notes) fn around_cites(flow: &RunningText, cites: &[CitationCandidate], span: Span) -> String {
    let mut text = String::new();
    let mut at = span.start;
    for cite in cites.iter().filter(|cite| cite.flow.start >= span.start && cite.flow.start <= span.end) {
        if cite.flow.start < at {
            continue;
        }
        text.push_str(&flow.text[at..cite.flow.start]);
        text.push(CITED);
        at = cite.flow.end.min(span.end);
        at += locator::length(&flow.text[at..span.end]);
    }
    text.push_str(&flow.text[at.min(span.end)..span.end]);
    without_remarks(text)
}

/// Remarks in parentheses behind citations on how the words were quoted (The Bluebook, rules 5.2 to 5.4).
#[rustfmt::skip]
const REMARKS: [&str; 17] = [
    "cleaned up", "citation modified", "emphasis added", "emphases added", "emphasis omitted", "emphasis in original",
    "citation omitted", "citations omitted", "internal citation omitted", "internal citations omitted",
    "quotation marks omitted", "internal quotation marks omitted", "footnote omitted", "footnotes omitted",
    "alteration in original", "alterations in original", "alterations omitted",
];

/// No remark is longer, with the white space in it.
const LONGEST_REMARK: usize = 60;

/// `text` without such remarks.
fn without_remarks(text: String) -> String {
    if !text.contains('(') {
        return text;
    }
    let (mut kept, mut rest) = (String::with_capacity(text.len()), text.as_str());
    while let Some(open) = rest.find('(') {
        let inner = &rest[open + 1..rest.floor_char_boundary(open + LONGEST_REMARK)];
        let close = inner.find(')').filter(|&close| {
            let words: Vec<&str> = inner[..close].split_whitespace().collect();
            REMARKS.contains(&words.join(" ").to_lowercase().as_str())
        });
        kept.push_str(&rest[..open + usize::from(close.is_none())]);
        rest = &rest[open + 1 + close.map_or(0, |close| close + 1)..];
    }
    kept + rest
}

/// The words of such a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')).filter(|word| !word.is_empty())
}

/// The words of `span` that stand in none of `cites`, nor in a locator behind one.
pub(in crate::notes) fn words_outside(flow: &RunningText, cites: &[CitationCandidate], span: Span) -> Vec<String> {
    words(&around_cites(flow, cites, span)).map(str::to_owned).collect()
}

/// Returns true if a word only says that a citation follows, or is one.
pub(in crate::notes) fn is_label(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_line_label = !word.is_ascii() && LINE_LABELS.contains(&word.as_str());
    word.is_empty() || is_line_label || LABELS.contains(&word.as_str()) || word.contains("://")
}

/// The length in bytes of the label and its colon that begin `text`, as `Source:`.
pub(in crate::notes) fn line_label(text: &str) -> Option<usize> {
    let at = text.find([':', '：']).filter(|&at| at <= 40)?;
    let label = text[..at].trim_matches(|c: char| "*_[( ".contains(c)).to_lowercase();
    let colon = text[at..].chars().next().map_or(1, char::len_utf8);
    LINE_LABELS.contains(&label.as_str()).then_some(at + colon)
}

/// Returns true if `text`, as [`around_cites`] gives it, is but labels, dates and names at most; `names` allows those.
pub(in crate::notes) fn is_about(text: &str, names: bool) -> bool {
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase) || NAME_PARTICLES.contains(&word) || !word.contains(char::is_alphabetic)
    };
    !says_more(text) && words(text).all(|word| is_label(word) || is_date(word, text) || names && is_name(word))
}

/// Returns true if a word is a date, or a part of one: `text` is what it stands in.
fn is_date(word: &str, text: &str) -> bool {
    if MONTHS.contains(&word.to_lowercase().as_str()) {
        return true;
    }
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) && word < "2200";
    let is_day = (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let dated = || words(text).any(|word| is_year(word) || MONTHS.contains(&word.to_lowercase().as_str()));
    is_year(word) || is_day && dated()
}

/// Returns true if a text has words that no attribution has: a number that is no date, a word that denies or turns.
pub(in crate::notes) fn says_more(text: &str) -> bool {
    let turns =
        |word: &str| is_negation(word) || written_out(&word.to_lowercase()).is_some() || turning_word(word).is_some();
    words(text).any(|word| turns(word) || word.starts_with(|c: char| c.is_ascii_digit()) && !is_date(word, text))
}

/// Returns true if `text` begins with an office, as `the lock keeper`, and has but names and labels behind it.
pub(in crate::notes) fn is_office(text: &str) -> bool {
    let text = text.trim_start();
    let article = ["the ", "a ", "an ", "The ", "A ", "An "].into_iter().find(|article| text.starts_with(article));
    let Some(rest) = article.map(|article| &text[article.len()..]) else { return false };
    let end = rest.find([',', '(', ';', CITED]).unwrap_or(rest.len());
    let (office, more) = rest.split_at(end);
    let office: Vec<&str> = words(office).filter(|word| !is_label(word)).collect();
    (1..=OFFICE_WORDS).contains(&office.len())
        && !is_sentence(&office.join(" "))
        && !says_more(text)
        && is_about(more, true)
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

    #[test]
    fn labels_names_and_dates_are_about_a_citation_and_numbers_and_negations_are_not() {
        for text in ["Source: \u{1}", "出处：\u{1}", "Tilda Brask, \u{1}, 3 May 2025", "via \u{1} and \u{1}"] {
            assert!(is_about(text, true), "{text}");
        }
        for text in ["Ninety Crowns, \u{1}", "Not True, \u{1}", "90 Crowns, \u{1}", "in a boat, \u{1}"] {
            assert!(!is_about(text, true), "{text}");
        }
        assert!(!is_about("Tilda Brask, \u{1}", false));
    }

    #[test]
    fn remarks_on_how_it_is_quoted_are_no_words_of_the_quotation() {
        let without = |text: &str| without_remarks(text.to_owned());
        assert_eq!(without("Dray, \u{1} (2014) (Emphasis\n added) (cleaned up)."), "Dray, \u{1} (2014)  .");
        assert_eq!(without("the (cleaned up room) was ((citation modified) here"), "the (cleaned up room) was ( here");
    }

    #[test]
    fn an_office_has_an_article_and_up_to_four_words() {
        for text in ["the lock keeper, in \u{1}", "a clerk of the town, \u{1}", "the warden \u{1}"] {
            assert!(is_office(text), "{text}");
        }
        for text in ["the keeper who was never there at all, \u{1}", "keeper, \u{1}", "the nine keepers, \u{1}"] {
            assert!(!is_office(text), "{text}");
        }
    }
}
