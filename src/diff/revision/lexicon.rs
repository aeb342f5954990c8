//! Words by which a class of change is known.

/// Words that make an assertion weaker.
const HEDGES: [&str; 16] = [
    "allegedly",
    "reportedly",
    "apparently",
    "purportedly",
    "supposedly",
    "presumably",
    "perhaps",
    "possibly",
    "probably",
    "seemingly",
    "maybe",
    "may",
    "might",
    "could",
    "alleged",
    "suspected",
];
/// Words that stand in a hedge's place where there is none.
const PLAIN: [&str; 14] =
    ["will", "would", "can", "is", "are", "was", "were", "be", "been", "has", "have", "had", "to", "do"];
/// Verbs of reporting, in the forms that news has them in.
const REPORTS: [&str; 26] = [
    "said",
    "says",
    "say",
    "told",
    "tells",
    "claimed",
    "claims",
    "alleged",
    "alleges",
    "admitted",
    "admits",
    "insisted",
    "insists",
    "denied",
    "denies",
    "announced",
    "announces",
    "stated",
    "states",
    "reported",
    "reports",
    "argued",
    "argues",
    "acknowledged",
    "confirmed",
    "asserted",
];
/// The words that a verb may be denied with in English, in addition to the word itself.
const SUPPORT: [&str; 4] = ["do", "does", "did", "to"];
/// Words that stand between the words of a name.
const LINKS: [&str; 14] = ["of", "the", "and", "for", "de", "la", "van", "von", "bin", "al", "del", "di", "du", "&"];

fn is(words: &[&str], word: &str) -> bool {
    words.contains(&word.to_lowercase().replace('’', "'").as_str())
}

pub(super) fn is_hedge(word: &str) -> bool {
    is(&HEDGES, word)
}

pub(super) fn is_plain(word: &str) -> bool {
    is(&PLAIN, word)
}

pub(super) fn is_report(word: &str) -> bool {
    is(&REPORTS, word)
}

pub(super) fn is_support(word: &str) -> bool {
    is(&SUPPORT, word)
}

pub(super) fn is_link(word: &str) -> bool {
    is(&LINKS, word)
}

/// Words that `no` and `not any` take the place of.
pub(super) fn is_article(word: &str) -> bool {
    is(&["a", "an", "any", "some", "the"], word)
}

/// The number of letters that must be put in, taken out or changed to make `other` of `one`; at most 3 are counted.
pub(super) fn letters_apart(one: &str, other: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if a.len().abs_diff(b.len()) > 2 || a.len() > 40 {
        return 3;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let changed = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = changed.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()].min(3)
}
