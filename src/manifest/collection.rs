//! An archive as it is asked: by name, by article, by capture; nothing here gives out a list of witnesses.

use super::{Catalogue, Entry, Holdings, Inventory, Manifest, Resolution, Trouble, WithheldCapture, Witness, check};
use crate::capture::{ArticleId, Capture, CapturePath, CapturedAt};
use crate::digest::Digest;
use crate::segment::Rules;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

/// A name that a citation may give an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name<'n> {
    /// The id of an article.
    Id(&'n str),
    /// The id of an article, and which of its captures is meant.
    Pin(&'n str, &'n str),
    /// An address.
    Url(&'n str),
    /// A path, and the folder below the root that it starts from.
    Path(&'n str, Option<&'n str>),
    /// The first digits of the digest of a capture.
    Digest(&'n str),
}

/// Names, and the articles that they stand for.
pub trait Resolver: Send + Sync + fmt::Debug {
    /// The article that `name` stands for.
    ///
    /// # Errors
    ///
    /// The reason why nobody can tell, which is another thing than that it stands for nothing.
    fn resolve(&self, name: Name<'_>) -> Result<Resolution, Trouble>;
}

/// A capture, as the inventory lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its path.
    pub capture: CapturePath,
    /// The moment that it was captured at.
    pub captured_at: Option<CapturedAt>,
    /// The digest of its bytes; none for a capture that is withheld.
    pub sha256: Option<Digest>,
}

/// Captures in which some words may stand: too many, never too few.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Candidates {
    /// Every capture: there is no index to ask.
    All,
    /// These.
    Some(Vec<CapturePath>),
}

/// A collection of captures that can be proven one by one.
pub trait Collection: Resolver {
    /// The captures of an article, oldest first; those without a date before all others.
    ///
    /// # Errors
    ///
    /// The reason why nobody can tell.
    fn captures(&self, article: &ArticleId) -> Result<Arc<[Listed]>, Trouble>;

    /// The witness at `capture`, proven when it is first asked for.
    ///
    /// # Errors
    ///
    /// The reason why that capture cannot be vouched for.
    fn witness(&self, capture: &CapturePath) -> Result<Arc<Witness>, Trouble>;

    /// The captures in which all of `words` may stand.
    ///
    /// # Errors
    ///
    /// The reason why nobody can tell.
    fn candidates(&self, words: &[&str]) -> Result<Candidates, Trouble>;

    /// Visits every capture that is listed, sorted by path, until told to break.
    ///
    /// # Errors
    ///
    /// The reason why nobody can tell which there are.
    fn each(&self, visit: &mut dyn FnMut(&Listed) -> ControlFlow<()>) -> Result<(), Trouble>;

    /// The capture at this path, if it is withheld: what is public of it.
    fn withheld(&self, capture: &CapturePath) -> Option<Arc<WithheldCapture>>;

    /// True if any capture is withheld.
    fn has_withheld(&self) -> bool;

    /// What could not be vouched for so far, by path, and why.
    fn troubles(&self) -> Vec<(String, Trouble)>;

    /// The fingerprint of the inventory that all answers are of.
    fn state(&self) -> Digest;
}

/// An archive to verify quotations against. Clones share all of it.
#[derive(Debug, Clone)]
pub struct Archive(Arc<dyn Collection>);

impl Archive {
    /// The archive of a collection.
    pub fn with(collection: impl Collection + 'static) -> Self {
        Self(Arc::new(collection))
    }

    /// The archive of `captures`, held in memory: each is typed by `rules`, alone; one that is not text is in trouble.
    pub fn of(captures: impl IntoIterator<Item = Capture>, rules: &Rules) -> Self {
        let (mut entries, mut witnesses, mut troubles) = (Vec::new(), Vec::new(), BTreeMap::new());
        for capture in captures {
            let (manifest, _) = Manifest::of(&capture, None, rules);
            entries.push(Entry::of(&manifest, Digest::of(&manifest.to_bytes())));
            match check(&capture, manifest) {
                Ok(witness) => witnesses.push(witness),
                Err(breach) => drop(troubles.insert(capture.path.to_string(), breach.into())),
            }
        }
        let inventory = Inventory::of(entries);
        Self::with(Holdings::new(Catalogue::of(&inventory), witnesses, troubles))
    }

    /// The collection.
    pub fn collection(&self) -> &dyn Collection {
        &*self.0
    }
}

impl From<Holdings> for Archive {
    fn from(holdings: Holdings) -> Self {
        Self::with(holdings)
    }
}

impl From<&Arc<Holdings>> for Archive {
    fn from(holdings: &Arc<Holdings>) -> Self {
        Self(Arc::clone(holdings) as Arc<dyn Collection>)
    }
}

impl From<&Archive> for Archive {
    fn from(archive: &Archive) -> Self {
        archive.clone()
    }
}
