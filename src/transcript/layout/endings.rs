//! Second halves of broken words that are no words.
//!
//! The lists in `endings/` are closed. They have the most frequent ends of words behind a place where printers break
//! them (hyphenation patterns of TeX and LibreOffice, from pyphen), without those that are a word, or nearly one, in any
//! of seventeen languages (word frequencies of wordfreq, Zipf below 2), or a headword of the Hunspell dictionaries of
//! English, German, French, Spanish, Italian, Dutch or the language itself. Thirty that only broken words made frequent
//! (`tion`, `keit`) are put back.
//!
//! A half without a vowel is not taken for a fragment: printers never break one off, but `smart-\ntv` is written.

use std::collections::HashSet;
use std::sync::LazyLock;

const LISTS: [&str; 10] = [
    include_str!("endings/de.txt"),
    include_str!("endings/en.txt"),
    include_str!("endings/es.txt"),
    include_str!("endings/fr.txt"),
    include_str!("endings/it.txt"),
    include_str!("endings/nl.txt"),
    include_str!("endings/pl.txt"),
    include_str!("endings/pt.txt"),
    include_str!("endings/ru.txt"),
    include_str!("endings/sv.txt"),
];

static ENDINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = LISTS.iter().flat_map(|list| list.lines()).filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_ascii_whitespace).collect()
});

/// Returns true if `half` is the end of words, and no word.
pub(super) fn is_no_word(half: &str) -> bool {
    ENDINGS.contains(half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_words_are_listed_and_words_are_not() {
        for end in ["hensively", "tion", "ment", "nounced", "mittee", "lichkeit", "litique", "zione", "schillende"] {
            assert!(is_no_word(end), "{end}");
        }
        for word in
            ["sign", "known", "and", "able", "age", "like", "wise", "ed", "ship", "law", "lower", "elect", "history"]
        {
            assert!(!is_no_word(word), "{word}");
        }
    }
}
