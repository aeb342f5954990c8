//! The rule that splits a text into tokens, without loss.

use crate::text::{Span, is_space, is_spaceless};

/// The name of the rule; another way to split would have another.
pub const RULE: &str = "words-1";

/// The tokens of `text`: they tile it. White space belongs to the token before it. A token begins where white space
/// ends, and before and after each letter of a script that is written without spaces.
///
/// Whether a token begins between two characters depends on these two alone, so that consecutive tokens, put together
/// and split again, are the same tokens.
pub fn split(text: &str) -> Vec<Span> {
    let mut tokens: Vec<Span> = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match tokens.last_mut() {
            Some(token) if before.is_some_and(|before| !begins(before, c)) => token.end = end,
            _ => tokens.push(Span::new(at, end)),
        }
        before = Some(c);
    }
    tokens
}

fn begins(before: char, c: char) -> bool {
    !is_space(c) && (is_space(before) || is_spaceless(before) || is_spaceless(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|token| &text[token.range()]).collect()
    }

    #[test]
    fn white_space_belongs_to_the_word_before_it() {
        assert_eq!(parts("The “old  bridge”\n\nwas"), ["The ", "“old  ", "bridge”\n\n", "was"]);
        assert_eq!(parts(" \u{a0}x"), [" \u{a0}", "x"]);
        assert_eq!(parts(""), Vec::<&str>::new());
    }

    #[test]
    fn where_words_have_no_spaces_every_letter_is_a_token() {
        assert_eq!(parts("a東京 都,b"), ["a", "東", "京 ", "都", ",b"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_a_run_splits_as_it_did(text in "[a東 \n.,é\u{a0}]{0,40}", from: prop::sample::Index, len in 1usize..9) {
            let tokens = split(&text);
            prop_assert_eq!(tokens.iter().map(|token| &text[token.range()]).collect::<String>(), &text[..]);
            if !tokens.is_empty() {
                let from = from.index(tokens.len());
                let run = &tokens[from..(from + len).min(tokens.len())];
                let start = run[0].start;
                let again = split(&text[start..run[run.len() - 1].end]);
                let moved: Vec<Span> = run.iter().map(|token| Span::new(token.start - start, token.end - start)).collect();
                prop_assert_eq!(again, moved);
            }
        }
    }
}
