//! The ways in which words with letters in brackets may stand.

/// A way to read some words.
pub(super) struct WordSpelling<'p> {
    /// The text that must stand there.
    pub needle: String,
    /// The letters that stand before it, in any case; empty where the words begin with the needle.
    pub initial: &'p str,
}

/// The ways to read words that begin with letters in brackets: the brackets are the article's own, or mark a change of
/// case.
pub(super) fn spellings<'p>(text: &str, initial: Option<&'p str>) -> Vec<WordSpelling<'p>> {
    match initial {
        None => vec![WordSpelling { needle: text.to_owned(), initial: "" }],
        Some(letters) => vec![
            WordSpelling { needle: format!("[{letters}]{text}"), initial: "" },
            WordSpelling { needle: text.to_owned(), initial: letters },
        ],
    }
}

/// The number of bytes that the letters of `prefix` take at the end of `text`, if they stand there in any case; else 0.
pub(super) fn prefix_len(text: &str, prefix: &str) -> usize {
    let mut len = 0;
    let mut letters = text.chars().rev();
    for wanted in prefix.chars().rev() {
        match letters.next() {
            Some(c) if same_letter(c, wanted) => len += c.len_utf8(),
            _ => return 0,
        }
    }
    len
}

/// The number of bytes that the letters of `prefix` take at the start of `text`, if they stand there in any case.
pub(super) fn same_letters(text: &str, prefix: &str) -> Option<usize> {
    let mut letters = text.chars();
    let mut len = 0;
    for wanted in prefix.chars() {
        let c = letters.next().filter(|&c| same_letter(c, wanted))?;
        len += c.len_utf8();
    }
    Some(len)
}

fn same_letter(one: char, other: char) -> bool {
    one == other || one.to_lowercase().eq(other.to_lowercase())
}
