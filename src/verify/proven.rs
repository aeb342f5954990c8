//! Captures that were asked for: each is proven once, and its text is folded once, however many quotations need it.

use crate::capture::CapturePath;
use crate::manifest::{Collection, Trouble, listed};
use crate::matching::{Index, SearchText};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// Captures that were asked for together: the texts of those that could be proven, and the reasons for the others.
#[derive(Debug, Default)]
pub(super) struct ProvenTexts {
    pub(super) index: Index,
    pub(super) troubles: BTreeMap<CapturePath, Trouble>,
    /// The reason why captures may be missing from all that is listed.
    pub(super) listing: Option<Trouble>,
}

/// The answer for each capture that was asked for.
#[derive(Debug, Default)]
pub(super) struct TextCache(Mutex<Answers>);

#[derive(Debug, Default)]
struct Answers {
    texts: HashMap<CapturePath, Arc<SearchText>>,
    troubles: BTreeMap<CapturePath, Trouble>,
}

impl TextCache {
    /// The texts at `captures`. Those that were not asked for before are proven together.
    pub(super) fn texts(&self, archive: &dyn Collection, captures: &[CapturePath]) -> ProvenTexts {
        let new: Vec<CapturePath> = {
            let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let is_new = |path: &&CapturePath| !known.texts.contains_key(*path) && !known.troubles.contains_key(*path);
            captures.iter().filter(is_new).cloned().collect()
        };
        // Other threads may go on meanwhile. Where two prove the same capture, the text of the first is kept.
        let proven = archive.witnesses(&new);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (path, witness) in new.into_iter().zip(proven) {
            match witness {
                Ok(witness) => drop(known.texts.entry(path).or_insert_with(|| Arc::new(SearchText::of(witness)))),
                Err(trouble) => drop(known.troubles.entry(path).or_insert(trouble)),
            }
        }
        let (mut texts, mut troubles) = (Vec::with_capacity(captures.len()), BTreeMap::new());
        for path in captures {
            match known.texts.get(path) {
                Some(text) => texts.push(Arc::clone(text)),
                None => {
                    let trouble = known.troubles.get(path).cloned().unwrap_or(Trouble::Missing);
                    troubles.insert(path.clone(), trouble);
                }
            }
        }
        ProvenTexts { index: Index::of(texts), troubles, listing: None }
    }

    /// The troubles of the captures that were asked for so far.
    pub(super) fn troubles(&self) -> BTreeMap<CapturePath, Trouble> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.troubles.clone()
    }

    /// The texts of all that `archive` lists.
    pub(super) fn all(&self, archive: &dyn Collection) -> ProvenTexts {
        let (paths, listing) = listed(archive);
        ProvenTexts { listing, ..self.texts(archive, &paths) }
    }
}
