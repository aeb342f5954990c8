//! The places where words and numbers begin and end.

use crate::manifest::DisclosedBody;
use crate::text::{is_spaceless, is_word, written_out};

/// Prefixes that, with their hyphen, are part of the word: `violent` cannot be quoted out of `non-violent`.
const PREFIXES: [&str; 22] = [
    "non", "un", "anti", "ex", "in", "dis", "mis", "de", "pre", "post", "pro", "counter", "quasi", "pseudo", "semi",
    "sub", "half", "mid", "vice", "co", "re", "never",
];

/// Returns true if cutting `text` at byte `at` would cut a word or a number in two.
///
/// Between the letters of scripts that are written without spaces the ends of words are not known, so nothing is cut
/// there.
pub fn is_inside_word(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let mut after = text[at..].chars();
    let (Some(left), Some(right)) = (before.next(), after.next()) else { return false };
    if is_spaceless(left) || is_spaceless(right) {
        return false;
    }
    if is_word(left) && is_word(right) {
        return true;
    }
    let (further_left, further_right) = (before.next(), after.next());
    // The mark inside `500,000`, `1.5`, `don't`: on either side of it the word goes on.
    if is_word(left) && joins(left, right, further_right)
        || is_word(right) && joins_back(further_left, left, right)
        || is_signed(further_left, left, right, further_right)
    {
        return true;
    }
    let (head, tail) = (&text[..at], &text[at..]);
    is_grouped(head, tail)
        || is_word(right) && is_hyphen(left) && is_compound(&head[..head.len() - left.len_utf8()], tail)
        || is_hyphen(right) && is_numeral(head, &tail[right.len_utf8()..])
}

/// Returns true if a word that ends in `left` goes on over the mark `mark` to `next`.
fn joins(left: char, mark: char, next: Option<char>) -> bool {
    let Some(next) = next else { return false };
    let numbers = left.is_numeric() && next.is_numeric();
    match mark {
        '\'' | '’' => numbers || left.is_alphabetic() && next.is_alphabetic(),
        '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' => is_word(next),
        '.' | ',' | '/' | ':' | '·' | '٫' | '٬' | '⁄' | '^' | '×' => numbers,
        // `10-12`, `2014–16`, `3−2`: half of a range, score or date is another number.
        _ => numbers && (is_hyphen(mark) || is_minus(mark)),
    }
}

fn joins_back(left: Option<char>, mark: char, right: char) -> bool {
    left.is_some_and(|left| is_word(left) && joins(left, mark, Some(right)))
}

/// Returns true if the point or minus `mark` belongs to the number that follows on it, as in `.5`, `-3`, `−$5`: after
/// white space or nothing.
fn is_signed(before: Option<char>, mark: char, right: char, after: Option<char>) -> bool {
    let number = right.is_numeric() || is_currency(right) && after.is_some_and(char::is_numeric);
    let starts = before.is_none_or(|c| c.is_whitespace() || c == '(' || is_currency(c));
    number && starts && (mark == '.' && right.is_numeric() || is_minus(mark))
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Signs that stand for a minus.
fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2011}' | '–' | '−' | '﹣' | '－')
}

/// Returns true if `c` may part the thousands of a number: a blank that is no line break, or what is not seen beside it.
fn is_thin(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Returns true if a number goes on over blanks between `head` and `tail`, in groups of three digits: `12 500`. A token
/// of a withheld article that is not shown ([`DisclosedBody::HIDDEN`]) may be such a group.
fn is_grouped(head: &str, tail: &str) -> bool {
    let (before, after) = (without_blanks(head.chars().rev()), without_blanks(tail.chars()));
    let (before, after) = (&head[..head.len() - before], &tail[after..]);
    let blanks = before.len() < head.len() || after.len() < tail.len();
    let group = digits(after.chars()) == 3 && !after[3..].starts_with(is_word);
    let lead = digits(before.chars().rev());
    let lead = (1..=3).contains(&lead) && !before[..before.len() - lead].ends_with(is_word);
    let hidden_before = head.strip_suffix('\n').is_some_and(|head| head.ends_with(DisclosedBody::HIDDEN));
    let hidden_after = after.starts_with(DisclosedBody::HIDDEN);
    hidden_before && group || blanks && lead && (group || hidden_after)
}

/// The number of bytes in the first blanks that part thousands; no more than four are looked at.
fn without_blanks(chars: impl Iterator<Item = char>) -> usize {
    chars.take(4).take_while(|&c| is_thin(c)).map(char::len_utf8).sum()
}

/// The number of ASCII digits that come first, of the first four.
fn digits(chars: impl Iterator<Item = char>) -> usize {
    chars.take(4).take_while(char::is_ascii_digit).count()
}

/// Returns true if the hyphen between `before` and `after` makes one word: `non-violent`, `twenty-five`, `B-52`.
fn is_compound(before: &str, after: &str) -> bool {
    let word = last_word(before);
    let designation = before.ends_with(char::is_uppercase) && after.starts_with(char::is_numeric);
    designation || PREFIXES.contains(&word.to_lowercase().as_str()) || is_numeral(before, after)
}

/// Returns true if both sides of a hyphen are numbers written out: `twenty-five`, `two-thirds`.
fn is_numeral(before: &str, after: &str) -> bool {
    let word = |word: &str| written_out(word).is_some();
    let next = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    !next.is_empty() && word(last_word(before)) && (word(next) || PARTS.contains(&next.to_lowercase().as_str()))
}

/// The words that may follow a number and its hyphen, in addition to another number.
const PARTS: [&str; 18] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "thirds", "fourths",
    "fifths", "sixths", "eighths", "tenths", "half", "quarters",
];

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts(text: &str) -> bool {
        let at = text.find('|').unwrap();
        is_inside_word(&text.replace('|', ""), at)
    }

    #[test]
    fn words_and_numbers_are_not_cut() {
        for text in
            ["barr|acks", "5|00", "5|00,000", "500|,000", "500,|000", "1|.5", "1.|5", "don|'t", "don’|t", "e|\u{301}"]
        {
            assert!(cuts(text), "{text}");
        }
        for text in ["non-|violent", "-|5", " .|5", "half-|empty", "Vice-|President"] {
            assert!(cuts(text), "{text}");
        }
    }

    #[test]
    fn numbers_are_not_cut_however_they_are_written() {
        for text in [
            "1’|000",
            "1|’000",
            "1'000|'000",
            "12·|5",
            "12 |500",
            "12| 500",
            "12\u{a0}|500",
            "1 200| 000",
            "2|/3",
            "5'|10",
            "to –|5",
            "to −|$5",
            "10-|12",
            "10|–12",
            "3|−2",
            "twenty-|five",
            "twenty|-five",
            "Two|-thirds",
            "B-|52",
            "10|^6",
            "5|\u{200b}00",
        ] {
            assert!(cuts(text), "{text}");
        }
        for text in [
            "in 2014 |300",
            "12 |5000",
            "a12 |500",
            "12\n|500",
            "12, |500",
            "page 12 |50",
            "the –|fifth",
            "in 1914—|2",
            "US-|two",
            "COVID|-19",
            "man-|five",
            "five-|star",
            "a–|5",
        ] {
            assert!(!cuts(text), "{text}");
        }
    }

    #[test]
    fn between_words_one_may_cut() {
        for text in [
            "the| end",
            "end|.",
            "500|, and",
            "US-|trained",
            "(|ISIS",
            "|x",
            "x|",
            "‘|tis",
            "boys|’ school",
            "東|京",
            "16|-year",
        ] {
            assert!(!cuts(text), "{text}");
        }
    }
}
