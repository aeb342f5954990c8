//! Lines that fit.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The words of `text`, which must be [`legible`](super::legible), in lines of at most `width` columns; a word that is
/// wider is broken. Never empty: no words are one empty line.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut column = 0;
    for word in text.split_whitespace() {
        for (index, piece) in pieces(word, width).into_iter().enumerate() {
            let gap = usize::from(index == 0 && column > 0);
            let columns = piece.width();
            if column > 0 && column + gap + columns > width {
                lines.push(String::new());
                column = 0;
            } else if gap > 0 {
                push(&mut lines, " ");
                column += 1;
            }
            push(&mut lines, piece);
            column += columns;
        }
    }
    lines
}

fn push(lines: &mut [String], text: &str) {
    lines.last_mut().expect("there is a first line").push_str(text);
}

/// The parts of `word` between which a line may break: before and after wide characters, as East Asian writing breaks,
/// and wherever a part would be wider than `widest`.
pub(super) fn pieces(word: &str, widest: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut columns, mut wide) = (0, 0, false);
    for (at, c) in word.char_indices() {
        let width = c.width().unwrap_or(0);
        let breaks = width > 0 && (wide || width > 1 || columns + width > widest);
        if breaks && at > start {
            pieces.push(&word[start..at]);
            (start, columns) = (at, 0);
        }
        if width > 0 {
            wide = width > 1;
        }
        columns += width;
    }
    pieces.push(&word[start..]);
    pieces
}

/// `text` with spaces after it up to `width` columns.
pub(super) fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("one two  three four", 9), ["one two", "three", "four"]);
        assert_eq!(wrap("", 9), [""]);
    }

    #[test]
    fn a_word_that_is_too_wide_is_broken() {
        assert_eq!(wrap("ab https://example.org/x", 10), ["ab", "https://ex", "ample.org/", "x"]);
    }

    #[test]
    fn east_asian_text_breaks_anywhere_and_is_two_columns_wide() {
        assert_eq!(wrap("東京都の発表", 6), ["東京都", "の発表"]);
        assert_eq!(pieces("a東京b", 20), ["a", "東", "京", "b"]);
    }

    #[test]
    fn marks_stay_with_their_letters() {
        assert_eq!(pieces("e\u{301}e\u{301}", 1), ["e\u{301}", "e\u{301}"]);
    }
}
