//! Hints: words that furniture has more often than stories do.

use regex::bytes::{Regex, RegexSet};
use std::sync::LazyLock;

/// The number of kinds of hints.
pub(super) const COUNT: usize = 7;

/// The name of each kind in evidence.
pub(super) const NAMES: [&str; COUNT] = [
    "words that speak to the reader",
    "words that ask for something",
    "words of one who speaks for themselves",
    "words of time",
    "words of pictures",
    "words of law",
    "words of authors",
];

const PATTERNS: [&str; COUNT] = [
    r"(?i)\b(?:you|your|yours|us|we|our|sie|ihre?n?|vous|votre|vos|usted|su|tu|voi|você|je|jouw|uw|вы|ваш)\b",
    r"(?i)\b(?:comment|subscri|newsletter|sign ?up|sign in|log ?in|register|follow|share|click|cookie|privacy|e-?mail|reply|download|advert|sponsor|affiliate|like us|facebook|twitter|instagram|whatsapp|rss|app\b|rating|votes?|view all|read more|see all|load|abonn|anmeld|datenschutz|inscri|partag|suscr|compart|segui|condividi|iscriv|abbon|assin|meld je|delen)",
    r"\b(?:I|I'm|I’m|[Mm]y|me|lol|[Tt]hanks)\b",
    r"(?i)\b(?:[0-9]{1,2}:[0-9]{2}|(?:19|20)[0-9]{2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ago|updated|published|posted)\b",
    r"(?i)\b(?:photo|image|picture|credit|courtesy|illustration|file|foto|bild|imagen?|crédit)\b|/",
    r"(?i)©|copyright|rights reserved|licen[cs]e|terms of|disclaimer|permission|policy|rechte|droits|derechos|diritti|direitos",
    r"(?i)\b(?:is an?|is the|covers|writes|editor|reporter|writer|author|journalist|contributor|autor|redakteur|journaliste|periodista|giornalista)\b",
];

static WORDS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    PATTERNS.iter().map(|pattern| Regex::new(&plain(pattern)).expect("the hints are patterns")).collect()
});

static ANY: LazyLock<RegexSet> = LazyLock::new(|| RegexSet::new(PATTERNS.map(plain)).expect("the hints are patterns"));

/// A pattern over bytes, without classes of all of Unicode: as fast on any text.
fn plain(pattern: &str) -> String {
    pattern.replace(r"\b", r"(?-u:\b)")
}

/// The longest text that is looked at for kinds that occur at all, in bytes: furniture is short.
const LONGEST: usize = 500;

/// For each kind 1 if it occurs in a text that is no longer than most furniture, else 0.
pub(super) fn any(text: &str) -> [i16; COUNT] {
    let mut found = [0; COUNT];
    if text.len() <= LONGEST {
        ANY.matches(text.as_bytes()).into_iter().for_each(|kind| found[kind] = 1);
    }
    found
}

/// The times that each kind occurs in a text, up to nine.
pub(super) fn count(text: &str) -> [i16; COUNT] {
    let mut counts = [0; COUNT];
    for (count, words) in counts.iter_mut().zip(WORDS.iter()) {
        *count = words.find_iter(text.as_bytes()).take(9).count() as i16;
    }
    counts
}
