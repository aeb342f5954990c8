//! Shapes of lines: a sentence, a title, a name.

/// The number of words a text has.
pub(in crate::segment) fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Returns true if it has at least so many words; a long text is not counted to its end.
pub(in crate::segment) fn has_words(text: &str, least: usize) -> bool {
    text.split_whitespace().nth(least.saturating_sub(1)).is_some()
}

/// Returns true if a text says as much as so many words do: two letters of a script that sets few spaces count as a
/// word.
pub(in crate::segment) fn has_weight(text: &str, least: usize) -> bool {
    has_words(text, least) || text.chars().filter(|&c| c >= '\u{2e80}').nth((2 * least).saturating_sub(1)).is_some()
}

/// Marks that may stand behind a final stop.
const CLOSERS: [char; 15] = ['"', '\'', '”', '’', ')', ']', '»', '“', '」', '』', '）', '】', '》', '〉', '›'];

/// The last mark of a text that is not a closing one.
fn last_mark(text: &str) -> Option<char> {
    text.trim_end().trim_end_matches(CLOSERS).chars().next_back()
}

/// Returns true if the text was cut off, and says so.
pub(in crate::segment) fn is_cut(text: &str) -> bool {
    uncut(text).len() < text.trim_end().len()
}

/// The text without the ellipsis that cuts it off.
pub(in crate::segment) fn uncut(text: &str) -> &str {
    let text = text.trim_end();
    let text = text.strip_suffix("[…]").or_else(|| text.strip_suffix("[...]")).unwrap_or(text);
    text.strip_suffix('…').or_else(|| text.strip_suffix("...")).unwrap_or(text).trim_end()
}

/// Returns true if it ends as a statement does.
pub(in crate::segment) fn is_stopped(text: &str) -> bool {
    matches!(last_mark(text), Some('.' | '。' | '｡' | '．' | '۔' | '।' | '॥' | '။' | '።' | '։')) && !is_cut(text)
}

/// Returns true if it ends as any sentence does, or leads in to what follows.
pub(in crate::segment) fn is_sentence(text: &str) -> bool {
    matches!(
        last_mark(text),
        Some(
            '.' | '!'
                | '?'
                | ':'
                | ';'
                | '…'
                | '。'
                | '！'
                | '？'
                | '｡'
                | '．'
                | '：'
                | '；'
                | '؟'
                | '۔'
                | '؛'
                | '।'
                | '॥'
                | '။'
                | '።'
                | '։'
        )
    )
}

/// Returns true if it reads like a paragraph of a story: twelve words or more, the last with a stop behind it.
pub(in crate::segment) fn is_paragraph(text: &str) -> bool {
    has_weight(text, 12) && is_sentence(text) && !is_cut(text)
}

/// Returns true if it reads like a title: short, begins with a capital, a digit or a mark, and has no stop but `?` or
/// `!`.
pub(in crate::segment) fn is_title(text: &str, most: usize) -> bool {
    let begins = text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    let runs_on = is_sentence(text) && !matches!(last_mark(text), Some('?' | '!' | '？' | '！' | '؟'));
    let ends = !runs_on && !matches!(last_mark(text), Some(',' | '-' | '–' | '—' | '、' | '，' | '،'));
    text.len() <= 300 && begins && ends && !has_weight(text, most + 1)
}

/// Words that stand inside names without a capital.
const PARTICLES: [&str; 19] = [
    "al", "bin", "bint", "da", "de", "del", "den", "der", "di", "du", "e", "el", "ibn", "la", "ter", "van", "von", "y",
    "zu",
];

/// Words that stand inside names of houses.
const HOUSE_WORDS: [&str; 8] = ["and", "for", "für", "in", "of", "on", "the", "&"];

fn is_capitalised(word: &str) -> bool {
    let word = word.trim_start_matches(['"', '“', '(']);
    let word = word
        .strip_prefix("al-")
        .or_else(|| word.strip_prefix("el-"))
        .or_else(|| word.strip_prefix("d’"))
        .unwrap_or(word);
    word.chars().next().is_some_and(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || "'’.-".contains(c))
}

/// Returns true if it is shaped like the name of a person: two to five words, the first and last with a capital, no
/// marks.
pub(in crate::segment) fn is_person(text: &str) -> bool {
    let words: Vec<_> = text.split_whitespace().take(6).collect();
    let named = |word: &&str| is_capitalised(word) || PARTICLES.contains(word);
    (2..=5).contains(&words.len())
        && is_capitalised(words[0])
        && is_capitalised(words[words.len() - 1])
        && !text.trim_end().ends_with('.')
        && words.iter().all(named)
}

/// Returns true if it is shaped like the name of a house: up to eight words, all with a capital but the small ones.
pub(in crate::segment) fn is_house(text: &str) -> bool {
    let words: Vec<_> = text.split_whitespace().take(9).collect();
    let named = |word: &&str| is_capitalised(word) || PARTICLES.contains(word) || HOUSE_WORDS.contains(word);
    (1..=8).contains(&words.len())
        && words.iter().all(named)
        && words.iter().any(|word| is_capitalised(word))
        && !text.trim_end().ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_neither_titles_nor_sentences() {
        for name in ["Ann Lamp", "Yusuf al-Wick", "Bob van der Wick", "J. R. O’Lamp"] {
            assert!(is_person(name), "{name}");
        }
        for other in ["Lamp", "The lamp went out", "Ann Lamp.", "Three 4", "Ann, Bob"] {
            assert!(!is_person(other), "{other}");
        }
        assert!(is_house("Institute for the Study of Lamps"));
        assert!(!is_house("Lamps are on"));
    }

    #[test]
    fn stops_are_seen_behind_closing_marks() {
        assert!(is_stopped("“We saw it.”") && is_sentence("Did you?") && !is_stopped("Did you?"));
        assert!(is_cut("and so on ...") && is_cut("and so on […]") && !is_stopped("and so on…"));
        assert!(is_title("What the lamps saw", 9) && !is_title("What the lamps saw:", 9) && !is_title("and so", 9));
    }
}
