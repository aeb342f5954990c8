//! From what notes cite to the article it names.

use super::Inventory;
use crate::capture::{ArticleId, CapturePath};
use std::collections::{BTreeMap, BTreeSet};

/// Every name that an article of the archive goes by.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    articles: BTreeMap<ArticleId, Vec<CapturePath>>,
    _urls: BTreeMap<String, BTreeSet<ArticleId>>,
}

/// What a name stands for in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// One article; and the one capture of it that the name pins, if it pins one.
    Article(ArticleId, Option<CapturePath>),
    /// More than one article.
    Several(Vec<ArticleId>),
    /// None.
    Nothing,
}

impl Catalogue {
    /// The names that the entries of `inventory` give.
    pub fn of(inventory: &Inventory) -> Self {
        let mut catalogue = Self::default();
        for entry in &inventory.captures {
            catalogue.articles.entry(entry.article.clone()).or_default().push(entry.capture.clone());
        }
        catalogue
    }

    /// The captures of an article, oldest first; those without a date before all others.
    pub fn captures(&self, article: &ArticleId) -> &[CapturePath] {
        self.articles.get(article).map_or(&[], Vec::as_slice)
    }

    /// The article that has this id.
    pub fn by_id(&self, id: &str) -> Resolution {
        match id.parse() {
            Ok(id) if self.articles.contains_key(&id) => Resolution::Article(id, None),
            _ => Resolution::Nothing,
        }
    }

    /// The article that this path names, relative to `folder` or to the root.
    pub fn by_path(&self, path: &str, folder: &str) -> Resolution {
        let _ = folder;
        match path.parse::<CapturePath>() {
            Ok(path) if self.captures(&path.article()).contains(&path) => {
                Resolution::Article(path.article(), Some(path))
            }
            _ => Resolution::Nothing,
        }
    }

    /// The article that has this URL.
    pub fn by_url(&self, url: &str) -> Resolution {
        let _ = url;
        Resolution::Nothing
    }

    /// The article that has a capture whose digest begins so.
    pub fn by_digest(&self, prefix: &str) -> Resolution {
        let _ = prefix;
        Resolution::Nothing
    }
}
