//! An archive as it is asked: by name, by article, by capture; nothing here gives out a list of witnesses.

use super::{DisclosedBody, Trouble, WithheldEntry, Witness};
use crate::capture::{ArticleId, CapturePath, CapturedAt};
use crate::digest::Digest;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

/// A name that a citation may give an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Name<'n> {
    /// The id of an article.
    Id(&'n str),
    /// The id of an article, and which of its captures is meant.
    Pin(&'n str, &'n str),
    /// An address.
    Url(&'n str),
    /// A path, and the folder below the root that it starts from.
    Path(&'n str, Option<&'n str>),
    /// The file that a capture was added from, by its path or its name, with its ending or without.
    File(&'n str),
    /// The first digits of the digest of a capture.
    Digest(&'n str),
}

/// The articles or captures that a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// One article; and the one capture of it that the name pins, if it pins one.
    Article(ArticleId, Option<CapturePath>),
    /// More than one article.
    Several(Vec<ArticleId>),
    /// None.
    Nothing,
}

impl Resolution {
    /// One, several or none, by how many `articles` there are.
    pub(super) fn of(articles: BTreeSet<ArticleId>) -> Self {
        let mut articles: Vec<_> = articles.into_iter().collect();
        match articles.len() {
            0 => Self::Nothing,
            1 => Self::Article(articles.remove(0), None),
            _ => Self::Several(articles),
        }
    }

    /// Combines the meanings of two names: the meaning of the one that names anything; of one article the first pin;
    /// else all the articles.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, one) | (one, Self::Nothing) => one,
            (Self::Article(one, pin), Self::Article(same, other)) if one == same => Self::Article(one, pin.or(other)),
            (one, other) => Self::of(one.articles().chain(other.articles()).collect()),
        }
    }

    fn articles(self) -> impl Iterator<Item = ArticleId> {
        match self {
            Self::Article(id, _) => vec![id],
            Self::Several(ids) => ids,
            Self::Nothing => Vec::new(),
        }
        .into_iter()
    }
}

/// Names, and the articles that they stand for.
pub trait Resolver: Send + Sync + fmt::Debug {
    /// The article that `name` stands for.
    ///
    /// # Errors
    ///
    /// The reason why that cannot be known, which is another thing than that it stands for nothing.
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
    /// The file that it was added from, if it was a file of its own.
    pub came_from: Option<String>,
}

/// Captures in which some words may stand: too many, never too few.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Candidates {
    /// Every capture: there is no index to ask.
    All,
    /// These.
    Some(Vec<CapturePath>),
}

/// A capture of which a commitment is held, and maybe some words.
#[derive(Debug, Clone)]
pub struct WithheldCapture {
    /// Its public entry.
    pub entry: WithheldEntry,
    /// The words that proofs opened.
    pub disclosed: Vec<DisclosedBody>,
}

/// A collection of captures that can be proven one by one.
pub trait Collection: Resolver {
    /// The folder of captures on the disk, from the root: what their paths call `archive`.
    fn archive_folder(&self) -> &str {
        "archive"
    }

    /// The captures of an article, oldest first; those without a date before all others.
    ///
    /// # Errors
    ///
    /// The reason why that cannot be known.
    fn captures(&self, article: &ArticleId) -> Result<Arc<[Listed]>, Trouble>;

    /// The witness at `capture`, proven when it is first asked for.
    ///
    /// # Errors
    ///
    /// The reason why that capture cannot be vouched for.
    fn witness(&self, capture: &CapturePath) -> Result<Arc<Witness>, Trouble>;

    /// The witnesses at `captures`, in their order: many may be proven at the same time.
    fn witnesses(&self, captures: &[CapturePath]) -> Vec<Result<Arc<Witness>, Trouble>> {
        captures.iter().map(|capture| self.witness(capture)).collect()
    }

    /// The captures in which all of `words` may stand.
    ///
    /// # Errors
    ///
    /// The reason why that cannot be known.
    fn candidates(&self, words: &[&str]) -> Result<Candidates, Trouble>;

    /// Visits every capture that is listed, sorted by path, until `visit` breaks off. Web archives that are kept whole
    /// are not among them, nor is what is withheld.
    ///
    /// # Errors
    ///
    /// The reason why that cannot be known.
    fn each(&self, visit: &mut dyn FnMut(&Listed) -> ControlFlow<()>) -> Result<(), Trouble>;

    /// The number of captures that [`Collection::each`] visits.
    ///
    /// # Errors
    ///
    /// The reason why that cannot be known.
    fn count(&self) -> Result<usize, Trouble>;

    /// The capture at this path, if it is withheld: what is public of it.
    fn withheld(&self, capture: &CapturePath) -> Option<Arc<WithheldCapture>>;

    /// The captures that are withheld, sorted by path.
    fn all_withheld(&self) -> Vec<Arc<WithheldCapture>>;

    /// True if any capture is withheld.
    fn has_withheld(&self) -> bool;

    /// Captures and files that could not be vouched for so far, by path, and why: those that were asked for, and maybe
    /// others.
    fn troubles(&self) -> Vec<(String, Trouble)>;

    /// The fingerprint of the inventory that all answers are of.
    fn state(&self) -> Digest;

    /// Returns true if somebody wrote to the archive since it was opened, so that not all answers are of one state: then it
    /// is to be opened and asked again.
    fn is_outdated(&self) -> bool {
        false
    }
}
