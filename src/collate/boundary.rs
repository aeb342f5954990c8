//! Where words and numbers begin and end.

use crate::text::{is_spaceless, is_word};

/// Prefixes that, with their hyphen, are part of the word: `violent` cannot be quoted out of `non-violent`.
const PREFIXES: [&str; 14] =
    ["non", "un", "anti", "ex", "in", "dis", "mis", "de", "pre", "post", "pro", "counter", "quasi", "pseudo"];

/// Whether cutting `text` at byte `at` would cut a word or a number in two.
///
/// Between the letters of scripts that are written without spaces there is no telling, so nothing is cut there.
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
    if is_word(left) && joins(left, right, further_right) || is_word(right) && joins_back(further_left, left, right) {
        return true;
    }
    is_word(right) && is_hyphen(left) && has_prefix(&text[..at - left.len_utf8()])
}

/// Whether a word that ends in `left` goes on over the mark `mark` to `next`.
fn joins(left: char, mark: char, next: Option<char>) -> bool {
    let Some(next) = next else { return false };
    match mark {
        '\'' | '’' | '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' => {
            left.is_alphabetic() && next.is_alphabetic()
        }
        '.' | ',' | '/' | ':' => left.is_numeric() && next.is_numeric(),
        _ => false,
    }
}

fn joins_back(left: Option<char>, mark: char, right: char) -> bool {
    left.is_some_and(|left| is_word(left) && joins(left, mark, Some(right)))
        || right.is_numeric() && matches!(mark, '.' | '-' | '−') && is_sign(left)
}

/// Whether a point or minus before a number belongs to it: `.5`, `-3`, after white space or nothing.
fn is_sign(before: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '$' | '€' | '£'))
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn has_prefix(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    PREFIXES.contains(&word.to_lowercase().as_str())
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
        for text in ["non-|violent", "-|5", " .|5"] {
            assert!(cuts(text), "{text}");
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
