//! Sentences, and their ends.

use crate::text::Span;

/// Words whose stop does not end a sentence, in lower case, without it.
const ABBREVIATIONS: &[&str] = &[
    "adm", "al", "approx", "apr", "art", "aug", "ave", "brig", "ca", "capt", "cf", "ch", "co", "col", "corp", "dec",
    "dept", "dr", "ed", "eds", "esp", "est", "etc", "feb", "fig", "figs", "ft", "gen", "gov", "hon", "ibid", "inc",
    "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "mar", "messrs", "mr", "mrs", "ms", "mt", "no", "nos", "nov", "oct",
    "op", "p", "para", "pp", "pres", "prof", "rep", "rev", "sen", "sep", "sept", "sgt", "sr", "st", "supt", "trans",
    "viz", "vol", "vols", "vs",
];

/// Marks that may stand between a stop and the end of its sentence.
const CLOSING: &[char] = &[
    '"', '\'', '”', '’', '»', '›', '“', '‘', ')', ']', '}', '」', '』', '＂', '״', '〟', '〞', '｣', '﹂', '﹄', '*',
    '_',
];

const STOPS: &[char] = &['.', '!', '?', '…', '。', '！', '？'];

/// Returns true if `c` ends sentences.
pub(super) fn is_stop(c: char) -> bool {
    STOPS.contains(&c)
}

/// The ends of the sentences of `text`, in bytes of it, ascending; the last is its length. A stop in one of the
/// `quoted` spans (ascending, disjoint) ends none, but one before a closing mark does, if a new sentence follows.
pub(super) fn ends(text: &str, quoted: &[Span]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut quoted = quoted.iter().peekable();
    for (at, c) in text.char_indices() {
        while quoted.peek().is_some_and(|quote| quote.end <= at) {
            quoted.next();
        }
        if !is_stop(c) {
            continue;
        }
        let mut after = at + c.len_utf8();
        if let Some(quote) = quoted.peek().filter(|quote| quote.start <= at) {
            let rest = text[after..quote.end].trim_start_matches(CLOSING);
            if !rest.is_empty() {
                continue;
            }
            after = quote.end;
        }
        if let Some(end) = end_after(text, at, after) {
            ends.push(end);
        }
    }
    ends.retain(|&end| end < text.len());
    ends.push(text.len());
    ends
}

/// The most bytes before a place in which the sentence before it is looked for.
const REACH: usize = 2000;

/// Returns true if a sentence of `text` begins at `at`, with the marks that open before it.
pub(crate) fn begins(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(|c: char| c.is_whitespace() || OPENING.contains(&c));
    if before.is_empty() || text[before.len()..at].contains("\n\n") {
        return true;
    }
    let floor = before.ceil_char_boundary(before.len().saturating_sub(REACH));
    let next = text.floor_char_boundary(at + REACH);
    let ends = ends(&text[floor..next], &[]);
    ends.iter().any(|&end| (before.len()..=at).contains(&(floor + end)) && floor + end < next)
}

/// Marks that may stand before the first word of a sentence.
const OPENING: &[char] = &['"', '\'', '“', '‘', '«', '„', '(', '[', '「', '『', '*', '_', '—', '–', '-'];

/// The end of the sentence whose stop stands at `at`, if it ends there; `after` is where to look on.
fn end_after(text: &str, at: usize, after: usize) -> Option<usize> {
    let rest = &text[after..];
    let closed = rest.trim_start_matches(CLOSING);
    let end = text.len() - closed.len();
    let next = closed.trim_start();
    let wide = text[at..].starts_with(['。', '！', '？']);
    if next.len() == closed.len() && !next.is_empty() && !wide && !closed.starts_with('[') {
        return None;
    }
    if next.starts_with(is_stop) {
        return None;
    }
    let lower = next.trim_start_matches(['“', '"', '‘', '(', '[', '«', '„']).starts_with(char::is_lowercase);
    let abbreviated = text[at..].starts_with('.') && is_abbreviation(&text[..at]) && !next.is_empty();
    (!lower && !abbreviated).then_some(end)
}

/// Returns true if the stop after `before` belongs to its last word: an initial, `U.S.`, `a.m.`, `Mr.`
fn is_abbreviation(before: &str) -> bool {
    let floor = before.floor_char_boundary(before.len().saturating_sub(24));
    let tail = &before[floor..];
    let word = tail.rsplit(|c: char| !(c.is_alphanumeric() || c == '.')).next().unwrap_or_default();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    match letters {
        0 => false,
        1 => word.starts_with(|c: char| c.is_uppercase() && c != 'I') || word == "p",
        _ if word.contains('.') => word.split('.').all(|part| part.chars().count() <= 2),
        _ => ABBREVIATIONS.binary_search(&word.to_lowercase().as_str()).is_ok(),
    }
}

/// The sentence, of those with these `ends`, in which `span` stands; both in bytes of the same text.
pub(super) fn around(ends: &[usize], span: Span) -> Span {
    let before = ends.partition_point(|&end| end <= span.start);
    let start = before.checked_sub(1).map_or(0, |index| ends[index]);
    let after = ends.partition_point(|&end| end < span.end);
    Span::new(start, ends.get(after).copied().unwrap_or(span.end).max(span.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let mut start = 0;
        let mut cut = |end| {
            let sentence = text[start..end].trim();
            start = end;
            sentence
        };
        ends(text, &[]).into_iter().map(&mut cut).collect()
    }

    #[test]
    fn the_list_of_abbreviations_is_sorted() {
        assert!(ABBREVIATIONS.is_sorted());
    }

    #[test]
    fn a_stop_a_space_and_a_capital_end_a_sentence() {
        assert_eq!(sentences("They left. Nobody stayed! Why?"), ["They left.", "Nobody stayed!", "Why?"]);
    }

    #[test]
    fn abbreviations_and_initials_do_not() {
        for text in
            ["The U.S. Army left", "Mr. Vale and J. R. Stone spoke", "At 5 a.m. Monday", "Nos. 4 and 5 of vol. 2"]
        {
            assert_eq!(sentences(text), [text]);
        }
    }

    #[test]
    fn a_number_or_a_small_letter_after_the_stop_does_not() {
        for text in ["about 1.5 million", "it grew . . . and grew", "example.org is down"] {
            assert_eq!(sentences(text), [text]);
        }
    }

    #[test]
    fn the_closing_mark_after_the_stop_belongs_to_the_sentence() {
        assert_eq!(sentences("He said “go.” They went."), ["He said “go.”", "They went."]);
        assert_eq!(sentences("(They left.) Then"), ["(They left.)", "Then"]);
    }

    #[test]
    fn a_sentence_begins_behind_another_and_at_the_head_of_a_paragraph() {
        for text in ["|They left", "It is.\n\n|they left", "They left. |Nobody", "“Go.” “|They left", "Why? — |Nobody"]
        {
            assert!(begins(&text.replace('|', ""), text.find('|').unwrap()), "{text}");
        }
        for text in
            ["They |left. Nobody", "Mr. |Vale left", "about 1.|5 boats", "They\n|Left", "They left, |Nobody did"]
        {
            assert!(!begins(&text.replace('|', ""), text.find('|').unwrap()), "{text}");
        }
    }

    #[test]
    fn stops_inside_a_quotation_do_not_end_the_sentence_around_it() {
        let text = "“Go. Now,” he said. Then";
        let quoted = [Span::new(0, "“Go. Now,”".len())];
        assert_eq!(ends(text, &quoted), [text.len() - " Then".len(), text.len()]);
    }
}
