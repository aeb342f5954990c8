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
            _ => {}
        }
    }
    lists
});

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
    }
}
