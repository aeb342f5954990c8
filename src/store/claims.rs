//! Paths and ids that are taken, in every spelling that is the same on some system.

use super::StoreError;
use super::collisions::Spellings;
use crate::capture::{ArticleId, CapturePath, folded};
use std::collections::HashMap;

/// Paths and ids of an archive, and of what is being taken into it.
pub(super) struct Claims {
    spellings: Spellings,
    /// By their folds.
    ids: HashMap<String, ArticleId>,
}

/// The origin of a new path, which is what can be chosen otherwise.
#[derive(Clone, Copy)]
pub(super) enum PathOrigin {
    /// An id that was named, or made of a file's name.
    Id,
    /// The name of a web archive that is kept whole.
    Name,
    /// The place where the file lies in the archive already.
    Place,
    /// A bag.
    Bag,
}

impl PathOrigin {
    /// The remedy, where `instead` is the same path as it is spelled in the archive.
    fn help(self, instead: Option<&CapturePath>) -> String {
        let known = instead.map(CapturePath::article_name);
        match (self, known) {
            (Self::Id, Some(id)) => format!("use --id {id} if that is the article, else another --id"),
            (Self::Id, None) => "set another id with --id".to_owned(),
            (Self::Name, _) => "rename the new one".to_owned(),
            (Self::Place, _) => "rename one of them, then add it again".to_owned(),
            (Self::Bag, _) => "nothing was changed: rename one of them, here or before you export".to_owned(),
        }
    }
}

impl Claims {
    pub fn new() -> Self {
        Self { spellings: Spellings::default(), ids: HashMap::new() }
    }

    /// Takes a path in that is there already.
    pub fn put(&mut self, path: &CapturePath) {
        self.spellings.put(path);
        self.ids.entry(folded(path.article_name()).into_owned()).or_insert_with(|| path.article());
    }

    /// Takes a folder in that is there already, whatever is in it.
    pub fn put_folder(&mut self, folder: &str) {
        if let Ok(inside) = format!("{folder}/x").parse() {
            self.spellings.put(&inside);
        }
    }

    /// Takes a new path in, unless it, a folder of it or its id is one with another on some systems.
    pub fn stake(&mut self, path: &CapturePath, by: PathOrigin) -> Result<(), StoreError> {
        let article = path.article();
        if path.is_web_archive() {
            return self.spell(path, &article, by);
        }
        let held = self.ids.entry(folded(article.as_str()).into_owned()).or_insert_with(|| article.clone());
        if *held != article {
            let what =
                format!("{held} is already in the archive, and some systems cannot distinguish {held} and {article}");
            let instead = format!("archive/{held}/{}", path.file_name()).parse().ok();
            return Err(StoreError::new(article, what, by.help(instead.as_ref())));
        }
        self.spell(path, &article, by)
    }

    fn spell(&mut self, path: &CapturePath, article: &ArticleId, by: PathOrigin) -> Result<(), StoreError> {
        match self.spellings.put(path) {
            None => Ok(()),
            Some(collisions) => {
                let instead = collisions.instead().filter(|instead| instead.article() != *article);
                Err(StoreError::new(path, collisions.why(), by.help(instead.as_ref())))
            }
        }
    }
}
