//! Which articles there are, and by which addresses they are known.

use super::StoreError;
use super::surroundings::Surroundings;
use crate::capture::urls::identity;
use crate::capture::{ArticleId, folded};
use std::collections::{BTreeMap, BTreeSet};

/// The articles of an archive, and of what is being taken into it.
pub(super) struct KnownArticles {
    by_url: BTreeMap<String, BTreeSet<ArticleId>>,
    /// By their folds: some file systems do not distinguish `Story` from `story`.
    taken: BTreeSet<String>,
    /// By their folds, folders that hold articles, as they are spelled: an article may lie beside these, but only in
    /// one spelling.
    folders: BTreeMap<String, String>,
    /// The files that captures of articles were added from.
    files: BTreeMap<ArticleId, BTreeSet<String>>,
}

impl KnownArticles {
    pub fn new() -> Self {
        Self { by_url: BTreeMap::new(), taken: BTreeSet::new(), folders: BTreeMap::new(), files: BTreeMap::new() }
    }

    /// Takes account of what lies around an article.
    pub fn learn_around(&mut self, found: &Surroundings) {
        for entry in &found.entries {
            self.learn(&entry.article, &entry.urls);
            self.learn_file(&entry.article, entry.came_from.as_deref());
        }
        found.present.iter().for_each(|capture| self.learn(&capture.article(), &[]));
        for folder in found.folders.iter().filter_map(|folder| folder.strip_prefix("archive/")) {
            self.folders.entry(folded(folder).into_owned()).or_insert_with(|| folder.to_owned());
        }
    }

    pub fn learn(&mut self, article: &ArticleId, urls: &[String]) {
        self.taken.insert(folded(article.as_str()).into_owned());
        for (end, _) in article.as_str().match_indices('/') {
            let folder = &article.as_str()[..end];
            self.folders.entry(folded(folder).into_owned()).or_insert_with(|| folder.to_owned());
        }
        for url in urls.iter().filter_map(|url| identity(url)) {
            self.by_url.entry(url).or_default().insert(article.clone());
        }
    }

    /// Takes account of a file that a capture of an article was added from.
    pub fn learn_file(&mut self, article: &ArticleId, file: Option<&str>) {
        let file = file.map(str::to_owned);
        self.files.entry(article.clone()).or_default().extend(file);
    }

    /// The article of a new capture without an address that was added from `file`: the one that was added from it before,
    /// else the first of `ids` that no article has that was added from another file.
    pub fn of_file(&self, file: &str, ids: &[ArticleId]) -> Result<ArticleId, StoreError> {
        let is_of = |id: &&ArticleId| self.files.get(*id).is_some_and(|files| files.contains(file));
        let is_of_none =
            |id: &&ArticleId| self.files.get(*id).is_none_or(BTreeSet::is_empty) || self.is_free(id.as_str());
        ids.iter().find(is_of).or_else(|| ids.iter().find(is_of_none)).cloned().ok_or_else(|| {
            let id = ids.first().map_or("", ArticleId::as_str);
            let what = format!("there is already an article {id}, which was added from another file");
            StoreError::new(file, what, "set an id for this one with --id")
        })
    }

    /// The article that is known by one of `urls`.
    pub fn known_by(&self, urls: &[String]) -> Result<Option<ArticleId>, StoreError> {
        for url in urls {
            let known = identity(url).and_then(|identity| self.by_url.get(&identity));
            let Some(known) = known else { continue };
            if let [one] = known.iter().collect::<Vec<_>>().as_slice() {
                return Ok(Some((*one).clone()));
            }
            let known: Vec<&str> = known.iter().map(ArticleId::as_str).collect();
            let what = format!("several articles have this URL: {}", known.join(", "));
            return Err(StoreError::new(url, what, "choose one with --id"));
        }
        Ok(None)
    }

    /// The first of `ids` that no article has. An id that is taken is that of another article, or nobody knows: what is
    /// quoted from the new one, which has these `urls`, must not be looked for in that.
    pub fn free(&self, urls: &[String], ids: &[ArticleId]) -> Result<ArticleId, StoreError> {
        ids.iter().find(|id| self.is_free(id.as_str())).cloned().ok_or_else(|| {
            let id = ids.first().map_or("", ArticleId::as_str);
            let what = format!("there is already an article {id}, with another URL or none");
            StoreError::new(urls.first().map_or(id, String::as_str), what, "set an id for this one with --id")
        })
    }

    /// Returns true if no article has the id, or one that is the same on some systems.
    pub fn is_free(&self, id: &str) -> bool {
        let fold = folded(id);
        !self.taken.contains(&*fold) && self.folders.get(&*fold).is_none_or(|folder| folder == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl KnownArticles {
        fn choose(&self, urls: &[String], ids: &[ArticleId]) -> Result<ArticleId, StoreError> {
            self.known_by(urls)?.map_or_else(|| self.free(urls, ids), Ok)
        }
    }

    fn present(paths: &[&str]) -> KnownArticles {
        let mut names = KnownArticles::new();
        for path in paths {
            names.learn(&path.parse::<crate::capture::CapturePath>().unwrap().article(), &[]);
        }
        names
    }

    #[test]
    fn an_id_that_another_article_has_is_not_taken() {
        let mut names = present(&["archive/Story/20140611T093000Z.txt"]);
        let ids: Vec<ArticleId> = ["story", "story-2"].map(|id| id.parse().unwrap()).to_vec();
        let url = |path: &str| vec![format!("https://lantern.example/{path}")];
        let chosen = names.choose(&url("a"), &ids).unwrap();
        assert_eq!(chosen.as_str(), "story-2");
        names.learn(&chosen, &url("a"));
        assert_eq!(names.choose(&url("a/?utm_source=x"), &ids).unwrap(), chosen);
        assert!(names.choose(&url("b"), &ids).is_err());
    }

    #[test]
    fn a_file_of_the_same_name_in_another_folder_is_another_article() {
        let mut names = KnownArticles::new();
        let ids = |folder: &str| ["minutes".to_owned(), format!("{folder}-minutes")].map(|id| id.parse().unwrap());
        for (folder, expected) in [("2024", "minutes"), ("2025", "2025-minutes"), ("2024", "minutes")] {
            let file = format!("{folder}/minutes.md");
            let article = names.of_file(&file, &ids(folder)).unwrap();
            assert_eq!(article.as_str(), expected, "{file}");
            names.learn(&article, &[]);
            names.learn_file(&article, Some(&file));
        }
        // What is not known may be the same file.
        let names = present(&["archive/minutes/20140611T093000Z.txt"]);
        assert_eq!(names.of_file("2024/minutes.md", &ids("2024")).unwrap().as_str(), "minutes");
    }

    #[test]
    fn an_id_that_is_a_folder_in_another_spelling_is_not_taken() {
        let names = present(&["archive/News/a/1.txt", "archive/old/a/1.txt"]);
        let ids: Vec<ArticleId> = ["news", "old"].map(|id| id.parse().unwrap()).to_vec();
        assert_eq!(names.choose(&[], &ids).unwrap().as_str(), "old");
    }
}
