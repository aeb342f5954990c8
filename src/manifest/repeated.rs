//! The table of what publishers repeat.

use super::{NotOurs, canonical};
use crate::capture::ArticleId;
use crate::digest::Digest;
use crate::segment::across::Repetition;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The paragraphs that publishers print with several of their articles. Manifests depend on it and on no other article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RepeatedTable(BTreeMap<String, BTreeSet<Digest>>);

/// The table in JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spelled {
    format: String,
    publishers: Vec<SpelledPublisher>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SpelledPublisher {
    publisher: String,
    paragraphs: Vec<String>,
}

impl RepeatedTable {
    /// The path of the table below the root.
    pub const PATH: &str = "manifests/repeated.json";

    const FORMAT: &str = "literatim repeated 2";

    /// Adds a paragraph, by its [digest](crate::segment::across::ComparedParagraph).
    pub fn insert(&mut self, publisher: &str, paragraph: Digest) {
        self.0.entry(publisher.to_owned()).or_default().insert(paragraph);
    }

    /// Returns true if no publisher repeats anything: an empty table has no file.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its paragraphs, each with the publisher that repeats it, sorted.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = (&str, Digest)> {
        self.0.iter().flat_map(|(publisher, paragraphs)| paragraphs.iter().map(|one| (publisher.as_str(), *one)))
    }

    /// Returns true if this publisher repeats this paragraph.
    pub(super) fn has(&self, publisher: &str, paragraph: &Digest) -> bool {
        self.0.get(publisher).is_some_and(|paragraphs| paragraphs.contains(paragraph))
    }

    /// The paragraphs of each publisher, as digits.
    pub(super) fn by_publisher(&self) -> BTreeMap<String, Vec<String>> {
        let of = |(publisher, paragraphs): (&String, &BTreeSet<Digest>)| {
            (publisher.clone(), paragraphs.iter().map(Digest::hex).collect())
        };
        self.0.iter().map(of).collect()
    }

    /// Its one spelling.
    pub fn to_bytes(&self) -> Vec<u8> {
        let publishers = self.0.iter().map(|(publisher, paragraphs)| SpelledPublisher {
            publisher: publisher.clone(),
            paragraphs: paragraphs.iter().map(Digest::hex).collect(),
        });
        canonical::print(&Spelled { format: Self::FORMAT.to_owned(), publishers: publishers.collect() })
    }

    /// Reads what [`RepeatedTable::to_bytes`] writes, and nothing else.
    ///
    /// # Errors
    ///
    /// Anything else, also an empty table.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotOurs> {
        let spelled: Spelled = canonical::read(bytes, Self::FORMAT, |spelled: &Spelled| &spelled.format)?;
        let mut table = Self::default();
        for SpelledPublisher { publisher, paragraphs } in &spelled.publishers {
            // Whatever is not a digest is left out here, so that the spelling differs below.
            for digest in paragraphs.iter().filter_map(|hex| Digest::from_hex(hex)) {
                table.insert(publisher, digest);
            }
        }
        canonical::compare(bytes, &table.to_bytes())?;
        match table.is_empty() {
            true => Err(NotOurs::Unreadable("it has no publisher".to_owned())),
            false => Ok(table),
        }
    }
}

impl Repetition for RepeatedTable {
    fn repeats(&self, publisher: &str, _: &ArticleId, paragraph: &Digest) -> bool {
        self.has(publisher, paragraph)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_one_spelling_is_read() {
        let mut table = RepeatedTable::default();
        for (publisher, paragraph) in [("the lantern", "b"), ("the lantern", "a"), ("tribune.example", "a")] {
            table.insert(publisher, Digest::of(paragraph.as_bytes()));
        }
        let bytes = table.to_bytes();
        assert_eq!(RepeatedTable::from_bytes(&bytes), Ok(table));
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.lines().count(), 7, "{text}");
        let digest = Digest::of(b"a").hex();
        for other in [
            text.replacen(&digest, &digest.to_uppercase(), 1),
            text.replacen(&digest, "", 1),
            text.replacen("tribune", "lantern", 1).replacen("the lantern", "zenith", 1),
            text.replace("\n  ", "\n   "),
        ] {
            assert!(matches!(RepeatedTable::from_bytes(other.as_bytes()), Err(NotOurs::SecondSpelling(_))), "{other}");
        }
        assert!(RepeatedTable::from_bytes(&RepeatedTable::default().to_bytes()).is_err());
        let other = text.replace("repeated 2", "repeated 3");
        assert!(matches!(RepeatedTable::from_bytes(other.as_bytes()), Err(NotOurs::UnknownFormat(_))));
    }
}
