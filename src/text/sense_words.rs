//! The closed lists of words that turn the sense of a sentence, read from `sense_words.txt`.

use std::sync::LazyLock;

/// The words of the lists.
#[derive(Default)]
pub(super) struct SenseWords {
    /// Words that deny.
    pub(super) negations: Vec<&'static str>,
    /// Words with which something is denied.
    pub(super) denials: Vec<&'static str>,
    /// Words that make an assertion less than one.
    pub(super) hedges: Vec<&'static str>,
    /// Words after which a sentence takes another turn.
    pub(super) turns: Vec<&'static str>,
    /// Pairs of words that deny nothing, though one of them would.
    pub(super) idle: Vec<(&'static str, &'static str)>,
    /// What denies in scripts without spaces.
    pub(super) spaceless: Vec<&'static str>,
    /// Words of those that have one of these in them and deny nothing.
    pub(super) spaceless_idle: Vec<&'static str>,
    /// Words of quantity, each with how much it speaks of.
    pub(super) quantifiers: Vec<(&'static str, &'static str)>,
    /// The same in scripts without spaces.
    pub(super) spaceless_quantifiers: Vec<(&'static str, &'static str)>,
    /// Prefixes that deny, each with the fewest letters of a word that it denies.
    pub(super) prefixes: Vec<(&'static str, usize)>,
    /// The same of adjectives.
    pub(super) adjective_prefixes: Vec<(&'static str, usize)>,
    /// Endings of adjectives, and of what is made of them.
    pub(super) adjective_endings: Vec<&'static str>,
    /// Words with such a prefix that do not deny the rest of them.
    pub(super) prefix_idle: Vec<&'static str>,
}

pub(super) static SENSE_WORDS: LazyLock<SenseWords> = LazyLock::new(|| {
    let mut lists = SenseWords::default();
    let mut kind = "";
    for line in include_str!("sense_words.txt").lines().filter(|line| !line.starts_with('#')) {
        // A line that goes on with a list is indented.
        let words = match line.split_once(": ").filter(|_| !line.starts_with(' ')) {
            Some((head, words)) => {
                kind = head.split(',').next().unwrap_or(head);
                words
            }
            None => line,
        };
        let words = words.split_whitespace();
        match kind {
            "negation" => lists.negations.extend(words),
            "denial" => lists.denials.extend(words),
            "hedge" => lists.hedges.extend(words),
            "turn" => lists.turns.extend(words),
            "idle" => lists.idle.extend(words.filter_map(|pair| pair.split_once('+'))),
            "spaceless negation" => lists.spaceless.extend(words),
            "spaceless idle" => lists.spaceless_idle.extend(words),
            "prefix" => lists.prefixes.extend(words.filter_map(with_length)),
            "adjective prefix" => lists.adjective_prefixes.extend(words.filter_map(with_length)),
            "adjective ending" => lists.adjective_endings.extend(words),
            "prefix idle" => lists.prefix_idle.extend(words),
            _ => match kind.split_once("quantifier ") {
                Some(("", amount)) => lists.quantifiers.extend(words.map(|word| (word, amount))),
                Some(("spaceless ", amount)) => {
                    lists.spaceless_quantifiers.extend(words.map(|word| (word, amount)));
                }
                _ => {}
            },
        }
    }
    lists
});

/// A prefix, and the fewest letters that must follow it: `un+4`.
fn with_length(entry: &'static str) -> Option<(&'static str, usize)> {
    let (prefix, length) = entry.split_once('+')?;
    Some((prefix, length.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_stands_in_one_list_once() {
        let lists = &*SENSE_WORDS;
        let mut all: Vec<&str> =
            [&lists.negations, &lists.denials, &lists.hedges].into_iter().flatten().copied().collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert!(count == all.len() && count > 500, "{count} words, {} of them once", all.len());
        assert!(lists.turns.len() > 30 && lists.idle.len() > 10);
        assert!(lists.spaceless.len() > 20 && lists.spaceless_idle.len() > 20);
        assert!(all.iter().all(|word| word.to_lowercase() == **word));
        let mut amounts: Vec<&str> = lists.quantifiers.iter().map(|(word, _)| *word).collect();
        let count = amounts.len();
        amounts.sort_unstable();
        amounts.dedup();
        assert!(count == amounts.len() && count > 300, "{count} quantifiers, {} of them once", amounts.len());
        assert!(amounts.iter().all(|word| !all.contains(word)));
        assert!(lists.prefixes.len() > 15 && lists.adjective_prefixes.len() > 3 && lists.prefix_idle.len() > 30);
    }
}
