//! Words between quotation marks that are nobody's: meanings, examples, questions that one asks oneself.

/// Words that say of what follows, between marks, that it is only meant so.
const HEDGES: [&str; 6] = ["basically", "essentially", "effectively", "practically", "figuratively", "literally"];
/// Verbs that they hedge.
const SAYS: [&str; 10] = ["say", "says", "saying", "said", "tell", "tells", "telling", "mean", "means", "asks"];
/// Words that lead to what is no one's words.
#[rustfmt::skip]
const LEADS: [&str; 20] = [
    "i.e", "e.g", "=>", "→", "==", "means", "meaning", "something like", "think like this", "ask yourself",
    "asks yourself", "ask themselves", "ask ourselves", "ask oneself", "asks himself", "asks herself",
    "asking yourself", "ask the question", "answer the question", "answers the question",
];
/// No more words before a quotation are looked at, and no more bytes.
const LEADING_WORDS: usize = 4;
const LEADING_BYTES: usize = 256;

/// Returns true if `before`, which leads to a quotation, says, in English, that it is nobody's words.
pub(in crate::notes) fn is_unattributed(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\n', ',', ':', '.', '*', '_', '(', '\u{a0}']);
    let near = before.ceil_char_boundary(before.len().saturating_sub(LEADING_BYTES));
    let mut last: Vec<&str> =
        before[near..].rsplit(char::is_whitespace).filter(|w| !w.is_empty()).take(LEADING_WORDS).collect();
    last.reverse();
    let words: Vec<String> = last.iter().map(|word| word.trim_matches(['*', '_', '(', ',']).to_lowercase()).collect();
    let lead = words.join(" ");
    let led = |ending: &&str| lead.strip_suffix(*ending).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
    let hedged = words.last().is_some_and(|word| SAYS.contains(&word.as_str()))
        && words.iter().any(|word| HEDGES.contains(&word.as_str()));
    let asked = words.len() >= 3 && {
        let [who, may, what] = [&*words[words.len() - 3], &*words[words.len() - 2], &*words[words.len() - 1]];
        matches!(who, "you" | "one")
            && matches!(may, "might" | "may" | "could")
            && matches!(what, "ask" | "say" | "think")
    };
    hedged || asked || LEADS.iter().any(led)
}

/// Returns true if all that is quoted is an address.
pub(in crate::notes) fn is_address(words: &str) -> bool {
    let words = words.trim();
    words.contains("://") && !words.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nobodys_words_is_led_to_as_such() {
        for before in [
            "So `react-dom` is basically saying ",
            "when we create a key, we essentially are saying ",
            "To avoid it, ask yourself ",
            "`max-width: 1200px` => ",
            "A task (which would be something like ",
            "except for sites, i.e. ",
            "`arr[0...-1]` means ",
            "You might ask, ",
            "It answers the question, ",
        ] {
            assert!(is_unattributed(before), "{before}");
        }
    }

    #[test]
    fn what_somebody_says_is_theirs() {
        for before in [
            "",
            "She said ",
            "The report says that ",
            "He asked himself in print: ",
            "The chair told us, ",
            "all that it meant was ",
        ] {
            assert!(!is_unattributed(before), "{before}");
        }
    }

    #[test]
    fn an_address_is_no_ones_words() {
        assert!(is_address("https://example.org/a"));
        assert!(!is_address("see https://example.org/a"));
    }
}
