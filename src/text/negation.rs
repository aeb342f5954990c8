//! Words that turn the sense of a sentence.

use super::tokens::words;
use crate::text::Span;

/// Words that deny, in the languages whose news is read here first. A word of one language that is a common word of
/// another is left out.
const NEGATIONS: [&str; 48] = [
    "not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without", "cannot", "hardly",
    "scarcely", "barely", "unless", "except", // English
    "nicht", "kein", "keine", "keinen", "keinem", "keiner", "keines", "nie", "niemals", "niemand",
    "nichts", // German
    "pas", "jamais", "aucun", "aucune", "rien", "sans", // French
    "nunca", "jamás", "nadie", "nada", "ningún", "ninguno", "ninguna", "sin", // Spanish
    "não", "nenhum", // Portuguese
    "niet", "geen", "nooit", // Dutch
    "mai", "nessun", // Italian
];

/// Words after which a sentence takes another turn.
const TURNS: [&str; 16] = [
    "but", "unless", "except", "although", "though", "however", "yet", "provided", "whereas", // English
    "aber", "sondern", "außer", // German
    "mais", "sauf", // French
    "pero", "salvo", // Spanish
];

/// Returns true if `word` denies.
pub fn is_negation(word: &str) -> bool {
    if word.is_ascii() {
        let ending = word.len().checked_sub(3).map(|at| &word.as_bytes()[at..]);
        return NEGATIONS.iter().any(|denial| denial.eq_ignore_ascii_case(word))
            || ending.is_some_and(|ending| ending.eq_ignore_ascii_case(b"n't"));
    }
    let word = word.to_lowercase().replace('’', "'");
    NEGATIONS.contains(&word.as_str()) || word.ends_with("n't")
}

/// Pairs of words of which the first denies nothing: what follows is said all the same.
const NO_DENIALS: [(&str, &str); 13] = [
    ("not", "only"),
    ("not", "just"),
    ("not", "merely"),
    ("not", "simply"),
    ("not", "least"),
    ("no", "doubt"),
    ("no", "matter"),
    ("no", "less"),
    ("none", "other"),
    ("nicht", "nur"),
    ("nicht", "zuletzt"),
    ("pas", "seulement"),
    ("niet", "alleen"),
];

/// The first word of `text` that denies, and where it stands; `not` of `not only` and the like denies nothing.
pub fn negation_in(text: &str) -> Option<Span> {
    let all: Vec<Span> = words(text).collect();
    let lower = |number: usize| all.get(number).map(|word| text[word.range()].to_lowercase()).unwrap_or_default();
    let idle = |number: usize| {
        let (one, next) = (lower(number), lower(number + 1));
        NO_DENIALS.iter().any(|&(denial, after)| denial == one && after == next)
    };
    (0..all.len()).find(|&number| is_negation(&text[all[number].range()]) && !idle(number)).map(|number| all[number])
}

/// The word that gives the sense a turn right at the start of `after`, perhaps after a comma, if one does.
pub fn turning_word(after: &str) -> Option<Span> {
    let first = words(after).next()?;
    let between = after[..first.start].trim();
    let turns = TURNS.contains(&after[first.range()].to_lowercase().as_str());
    (turns && matches!(between, "" | "," | ";" | "—" | "–" | "-" | "--")).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negations_are_words_of_their_own() {
        for text in ["does not want", "don’t", "can't", "No one", "with nothing left", "nicht mehr"] {
            assert!(negation_in(text).is_some(), "{text}");
        }
        for text in
            ["not only this", "no doubt", "Nicht nur er", "nothingness", "a knot", "Nottingham", "notable", "north"]
        {
            assert!(negation_in(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_turn_comes_first() {
        assert!(turning_word(", but Kurdish spokesmen").is_some());
        assert!(turning_word(" unless they").is_some());
        assert!(turning_word(". But then").is_none());
        assert!(turning_word(" and but").is_none());
    }
}
