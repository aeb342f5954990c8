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

/// Whether `word` denies.
pub fn is_negation(word: &str) -> bool {
    let word = word.to_lowercase().replace('’', "'");
    NEGATIONS.contains(&word.as_str()) || word.ends_with("n't")
}

/// The first word of `text` that denies, and where it stands.
pub fn negation_in(text: &str) -> Option<Span> {
    words(text).find(|word| is_negation(&text[word.range()]))
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
        for text in ["nothingness", "a knot", "Nottingham", "notable", "north"] {
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
