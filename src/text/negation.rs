//! Words that turn the sense of a sentence.

use super::class::{is_spaceless, is_unseen};
use super::sense_words::SENSE_WORDS;
use super::tokens::words;
use crate::text::Span;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_security::confusable_detection::skeleton;

/// The ways in which a word turns the sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Negation,
    Denial,
    Hedge,
}

/// The words of the lists, as they look; the first list that has a word gives its sense.
static SENSES: LazyLock<HashMap<String, Sense>> = LazyLock::new(|| {
    let mut senses = HashMap::new();
    let lists = &*SENSE_WORDS;
    let all = [(&lists.negations, Sense::Negation), (&lists.denials, Sense::Denial), (&lists.hedges, Sense::Hedge)];
    for (list, sense) in all {
        for word in list {
            senses.entry((*word).to_owned()).or_insert(sense);
            senses.entry(looks(word)).or_insert(sense);
        }
    }
    senses
});

/// The look of a word: letters that look alike are one letter (Unicode TR 39), and what cannot be seen is none. A word
/// without a letter of ASCII is of another script, and looks like itself.
fn looks(word: &str) -> String {
    let seen: String = word.chars().filter(|&c| !is_unseen(c)).nfkc().flat_map(char::to_lowercase).collect();
    if seen.contains(|c: char| c.is_ascii_alphabetic()) { skeleton(&seen).collect() } else { seen }
}

/// The word in small letters, as the lists have it.
fn key(word: &str) -> Cow<'_, str> {
    match word.is_ascii() {
        true if word.bytes().all(|byte| byte.is_ascii_lowercase()) => Cow::Borrowed(word),
        true => Cow::Owned(word.to_ascii_lowercase()),
        false => Cow::Owned(word.to_lowercase()),
    }
}

fn sense(word: &str) -> Option<Sense> {
    let key = key(word);
    let known = |key: &str| {
        let denies = key.ends_with("n't") || key.ends_with("n’t");
        SENSES.get(key).copied().or(denies.then_some(Sense::Negation))
    };
    let found = known(&key).or_else(|| (!word.is_ascii()).then(|| known(&looks(word))).flatten());
    // `May` with a capital letter is a month or a name.
    found.filter(|&sense| sense != Sense::Hedge || !word.starts_with(char::is_uppercase))
}

/// Returns true if `word` denies.
pub fn is_negation(word: &str) -> bool {
    sense(word) == Some(Sense::Negation)
}

/// The first word of `text` that denies, or with which something is denied, and where it stands; `not` of `not only` and
/// the like denies nothing.
pub fn negation_in(text: &str) -> Option<Span> {
    let all: Vec<Span> = words(text).collect();
    let lower = |number: Option<usize>| {
        let word = number.and_then(|number| all.get(number));
        word.map(|word| text[word.range()].to_lowercase()).unwrap_or_default()
    };
    let pair = |one: &str, next: &str| SENSE_WORDS.idle.contains(&(one, next));
    let idle = |number: usize| {
        let word = lower(Some(number));
        pair(&word, &lower(Some(number + 1))) || pair(&lower(number.checked_sub(1)), &word)
    };
    let denies = |number: &usize| {
        let word = &text[all[*number].range()];
        matches!(sense(word), Some(Sense::Negation | Sense::Denial)) && !idle(*number)
    };
    let word = (0..all.len()).find(denies).map(|number| all[number]);
    word.or_else(|| spaceless_negation_in(text))
}

/// The first word of `text` that makes an assertion less than one.
pub fn hedge_in(text: &str) -> Option<Span> {
    words(text).find(|word| sense(&text[word.range()]) == Some(Sense::Hedge))
}

/// The same as [`negation_in`], in scripts without spaces.
fn spaceless_negation_in(text: &str) -> Option<Span> {
    if text.is_ascii() || !text.contains(is_spaceless) {
        return None;
    }
    spaceless_negations(text).min()
}

/// The places of all that denies in a text without spaces.
pub(super) fn spaceless_negations(text: &str) -> impl Iterator<Item = Span> + '_ {
    SENSE_WORDS.spaceless.iter().flat_map(|&word| {
        let places = text.match_indices(word).map(|(at, _)| Span::new(at, at + word.len()));
        places.filter(|&place| !is_idle(text, place))
    })
}

/// Returns true if the word at `place` is part of one that denies nothing.
fn is_idle(text: &str, place: Span) -> bool {
    SENSE_WORDS.spaceless_idle.iter().any(|idle| {
        let from = text.floor_char_boundary(place.start.saturating_sub(idle.len()));
        let to = text.ceil_char_boundary((place.end + idle.len()).min(text.len()));
        let around = text[from..to].match_indices(idle).map(|(at, _)| Span::new(from + at, from + at + idle.len()));
        around.into_iter().any(|word| word.overlaps(place))
    })
}

/// The word that gives the sense a turn right at the start of `after`, perhaps after a comma, if one does: a turn, or a
/// negation with no mark before it.
pub fn turning_word(after: &str) -> Option<Span> {
    let first = words(after).next()?;
    let between = after[..first.start].trim();
    let word = &after[first.range()];
    let turns = SENSE_WORDS.turns.contains(&&*key(word)) && matches!(between, "" | "," | ";" | "—" | "–" | "-" | "--");
    (turns || between.is_empty() && is_negation(word)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negations_are_words_of_their_own() {
        for text in [
            "does not want",
            "don’t",
            "can't",
            "No one",
            "with nothing left",
            "nicht mehr",
            "was unlikely to",
            "they denied it",
            "lehnt das ab",
            "il n’a pas",
            "no lo niega",
            "ikke i dag",
            "не будет",
            "ليس اليوم",
            "לא היום",
            "반대하지 않는다",
            "不可能",
            "賛成しなかった",
            "ไม่เห็นด้วย",
            "onmogelijk",
        ] {
            assert!(negation_in(text).is_some(), "{text}");
        }
        for text in [
            "not only this",
            "no doubt",
            "Nicht nur er",
            "nothingness",
            "a knot",
            "Nottingham",
            "notable",
            "north",
            "interested",
            "under",
            "union",
            "until",
            "inner",
            "uncle",
            "engineer",
            "renown",
            "a few of them",
            "非常に",
            "未来の",
            "不断",
            "賛成した",
        ] {
            assert!(negation_in(text).is_none(), "{text}");
        }
    }

    #[test]
    fn letters_that_look_like_those_of_a_negation_are_as_good() {
        for text in ["n\u{43e}t", "ｎｏｔ", "n\u{200b}ot", "NО", "d\u{43e}nʼt", "𝐧𝐨𝐭", "n\u{3bf}thing"] {
            assert!(negation_in(text).is_some(), "{text}");
        }
        for text in ["по улице", "ночью", "naïve", "café"] {
            assert!(negation_in(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_hedge_is_no_month() {
        for text in ["he may go", "vielleicht", "perhaps so", "quizás"] {
            assert!(hedge_in(text).is_some(), "{text}");
        }
        for text in ["in May", "the mayor", "it will go"] {
            assert!(hedge_in(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_turn_comes_first() {
        assert!(turning_word(", but Kurdish spokesmen").is_some());
        assert!(turning_word(" unless they").is_some());
        assert!(turning_word(" nicht heute").is_some());
        assert!(turning_word(". But then").is_none());
        assert!(turning_word(", not today").is_none());
        assert!(turning_word(" and but").is_none());
    }
}
