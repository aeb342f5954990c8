//! Words and marks, to be laid side by side.

use crate::text::{Span, is_spaceless, is_word};
use unicode_normalization::char::is_combining_mark;

/// A word, a number, or a single mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Its range in the text.
    pub span: Span,
    /// True if it is a word or number, and not a mark.
    pub is_word: bool,
}

/// The words and marks of `text`, in order; white space is none.
///
/// A mark between letters or between digits is part of the word: `don’t`, `500,000`, `1.5`. So are characters that
/// cannot be seen. A hyphen is not: `US-trained` is two words and a mark.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += blank_len(&text[at..]);
        let (start, rest) = (at, &text[at..]);
        let first = rest.chars().next()?;
        let is_word = is_word(first);
        at = start + if is_word { word_len(rest) } else { first.len_utf8() };
        Some(Token { span: Span::new(start, at), is_word })
    })
}

/// The number of bytes of white space that `text` begins with.
fn blank_len(text: &str) -> usize {
    match text.as_bytes() {
        // Most words have one blank between them, and ASCII behind it.
        [b' ', 0x21..=0x7E, ..] => 1,
        [0x21..=0x7E, ..] => 0,
        _ => text.len() - text.trim_start().len(),
    }
}

/// The number of bytes of the word that `text` begins with.
fn word_len(text: &str) -> usize {
    let plain = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    match text.as_bytes().get(plain) {
        None => plain,
        Some(byte) if byte.is_ascii() && !matches!(byte, b'\'' | b'.' | b',') => plain,
        // It may go on, over a mark that joins letters or digits, or with letters that are not ASCII.
        Some(_) => joined_len(text),
    }
}

/// The same, of a word of any letters and of marks that join them.
fn joined_len(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let mut before = None;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        if !is_word(c) && !joins(before, c, next) {
            return at;
        }
        before = Some(c);
    }
    text.len()
}

fn joins(before: Option<char>, mark: char, next: Option<char>) -> bool {
    let (Some(before), Some(next)) = (before, next) else { return false };
    match mark {
        '\'' | '’' => before.is_alphabetic() && next.is_alphabetic(),
        '.' | ',' => before.is_numeric() && next.is_numeric(),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' => is_word(next),
        _ => false,
    }
}

/// The number of words in `text`: of letters of scripts that are written without spaces, two count as a word.
pub fn count_words(text: &str) -> usize {
    count(text, usize::MAX)
}

/// Returns true if `text` has more words than `count`, as [`count_words`] counts them.
pub fn has_more_words_than(text: &str, most: usize) -> bool {
    count(text, most.saturating_add(1)) > most
}

/// The number of words in `text`, or `enough` of them.
fn count(text: &str, enough: usize) -> usize {
    let (mut words, mut letters) = (0_usize, 0_usize);
    for token in tokens(text).filter(|token| token.is_word) {
        let word = &text[token.span.range()];
        if word.is_ascii() {
            words += 1;
        } else {
            letters += word.chars().filter(|&c| is_spaceless_letter(c)).count();
            words += word.split(is_spaceless).filter(|part| part.contains(char::is_alphanumeric)).count();
        }
        if words + letters.div_ceil(2) >= enough {
            break;
        }
    }
    words + letters.div_ceil(2)
}

/// Returns true for letters of such scripts; the marks that combine with them are none of their own.
fn is_spaceless_letter(c: char) -> bool {
    is_spaceless(c) && !is_combining_mark(c)
}

/// The words and numbers of `text`, without the marks.
pub fn words(text: &str) -> impl Iterator<Item = Span> {
    tokens(text).filter(|token| token.is_word).map(|token| token.span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_contractions_are_one_word() {
        let text = "Don’t: 1.5 to 500,000 US-trained “men”.";
        let parts: Vec<&str> = tokens(text).map(|token| &text[token.span.range()]).collect();
        assert_eq!(count_words(text), 7);
        assert_eq!(parts, ["Don’t", ":", "1.5", "to", "500,000", "US", "-", "trained", "“", "men", "”", "."]);
    }
    #[test]
    fn two_letters_of_a_script_without_spaces_are_a_word() {
        for (text, count) in [
            ("閉門", 1),
            ("水", 1),
            ("下游的水闸明年春天", 5),
            ("2000万円", 2),
            ("the 水門 gate", 3),
            ("ประตูน้ำ", 3),
            ("수문은 내년 봄", 3),
            ("", 0),
            ("…", 0),
        ] {
            assert_eq!(count_words(text), count, "{text}");
            assert!(has_more_words_than(text, count.saturating_sub(1)) == (count > 0), "{text}");
            assert!(!has_more_words_than(text, count), "{text}");
        }
    }
}
