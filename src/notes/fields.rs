//! Names of fields in data and at the top of notes, which everybody chooses as they like.

use std::collections::BTreeSet;

/// Names of fields that hold the words of a quotation, or name its source, in addition to those that are known.
///
/// They are compared without `_`, `-`, blanks and capitals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldNames {
    words: BTreeSet<String>,
    sources: BTreeSet<String>,
}

impl FieldNames {
    pub(super) const NONE: &'static Self = &Self { words: BTreeSet::new(), sources: BTreeSet::new() };

    /// Fields of these names: those with words, and those that name a source.
    pub fn new<'n>(words: impl IntoIterator<Item = &'n str>, sources: impl IntoIterator<Item = &'n str>) -> Self {
        let compared = |names: &mut dyn Iterator<Item = &'n str>| names.map(compared).collect();
        Self { words: compared(&mut words.into_iter()), sources: compared(&mut sources.into_iter()) }
    }

    /// Returns true if a field of this name, as it is compared, holds words.
    pub(super) fn is_words(&self, name: &str) -> bool {
        self.words.contains(name)
    }

    /// Returns true if a field of this name, as it is compared, names a source.
    pub(super) fn is_source(&self, name: &str) -> bool {
        self.sources.contains(name)
    }

    /// The names of the fields with words, as they are compared.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }
}

impl Default for &FieldNames {
    fn default() -> Self {
        FieldNames::NONE
    }
}

/// The name of a field as it is compared: `supporting_text`, `supportingText` and `Supporting text` are one.
pub(super) fn compared(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric() || *c == '@').flat_map(char::to_lowercase).collect()
}
