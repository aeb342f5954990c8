//! Paths and ids that are one on other systems.
//!
//! On a file system that ignores case, or how an accent is encoded, a checkout has the bytes of one file under the name of
//! the other; and two folders become one there, whatever lies in them.

use crate::capture::{CapturePath, folded};
use std::collections::HashMap;

/// Paths, each level of which has one spelling.
#[derive(Default)]
pub(super) struct Spellings {
    /// By its fold: the first path that came with a level, and how much of the path that is.
    levels: HashMap<String, Level>,
    folder: LastFolder,
}

/// A file or folder: so many bytes of a path.
#[derive(Clone)]
pub(super) struct Level(CapturePath, usize);

impl Level {
    pub fn spelling(&self) -> &str {
        &self.0.as_str()[..self.1]
    }

    pub fn is_folder(&self) -> bool {
        self.1 < self.0.as_str().len()
    }

    /// In words, with its spelling.
    fn named(&self) -> String {
        let kind = if self.is_folder() { "folder" } else { "file" };
        format!("the same {kind} as {}", self.spelling())
    }
}

/// Two levels that are one on other systems, of what comes and of what was there.
pub(super) struct Collision {
    pub new: Level,
    pub old: Level,
}

impl Collision {
    /// The problem with the new one, to be said of a path with that level.
    pub fn why(&self) -> String {
        let who = if self.new.is_folder() { format!("its folder {}", self.new.spelling()) } else { "it".to_owned() };
        format!("on some systems {who} is {}", self.old.named())
    }

    /// The same twins, seen from the other side.
    pub fn turned(self) -> Self {
        Self { new: self.old, old: self.new }
    }

    /// The new path, with this level spelled as the old one is.
    pub fn instead(&self) -> Option<CapturePath> {
        format!("{}{}", self.old.spelling(), &self.new.0.as_str()[self.new.1..]).parse().ok()
    }
}

/// The folder of the path that came last, and what is known of it: sorted paths come folder by folder.
#[derive(Default)]
struct LastFolder {
    spelling: String,
    fold: String,
    collisions: Option<(Level, Level)>,
}

impl Spellings {
    /// Takes a path in; the outermost of its levels that another path spells otherwise, and the first such spelling.
    pub fn put(&mut self, path: &CapturePath) -> Option<Collision> {
        let (folder, name) = path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()));
        if folder != self.folder.spelling {
            self.enter(path, folder);
        }
        let (fold, name) = (&self.folder.fold, folded(name));
        let mut whole = String::with_capacity(fold.len() + 1 + name.len());
        whole.push_str(fold);
        whole.push('/');
        whole.push_str(&name);
        let file = self.level(whole, Level(path.clone(), path.as_str().len()));
        let collisions = self.folder.collisions.clone().map(|(new, old)| (Level(path.clone(), new.1), old));
        collisions.or(file).map(|(new, old)| Collision { new, old })
    }

    fn enter(&mut self, path: &CapturePath, folder: &str) {
        let mut entered = LastFolder { spelling: folder.to_owned(), ..LastFolder::default() };
        let mut end = 0;
        for part in folder.split('/') {
            end += part.len() + usize::from(end > 0);
            if !entered.fold.is_empty() {
                entered.fold.push('/');
            }
            entered.fold.push_str(&folded(part));
            let new = Level(path.clone(), end);
            // Most folders lie in one that is known: only for a new one memory is asked for.
            let collisions = match self.levels.get(&entered.fold) {
                Some(old) => (old.spelling() != new.spelling()).then(|| (new, old.clone())),
                None => self.level(entered.fold.clone(), new),
            };
            entered.collisions = entered.collisions.or(collisions);
        }
        self.folder = entered;
    }

    /// Takes a level in; with the one that was there, if that is spelled otherwise.
    fn level(&mut self, fold: String, new: Level) -> Option<(Level, Level)> {
        let old = self.levels.entry(fold).or_insert_with(|| new.clone());
        (old.spelling() != new.spelling()).then(|| (new, old.clone()))
    }
}

/// Captures that are twins, by path, and why. `captures` are sorted.
pub(super) fn collisions(captures: &[CapturePath]) -> HashMap<CapturePath, String> {
    let levels = HashMap::with_capacity(2 * captures.len());
    let mut spellings = Spellings { levels, ..Spellings::default() };
    let mut whys: HashMap<String, String> = HashMap::new();
    for collisions in captures.iter().filter_map(|capture| spellings.put(capture)) {
        whys.entry(collisions.new.spelling().to_owned()).or_insert_with(|| collisions.why());
        let turned = collisions.turned();
        whys.entry(turned.new.spelling().to_owned()).or_insert_with(|| turned.why());
    }
    let mut found_twins = HashMap::new();
    for capture in captures.iter().filter(|_| !whys.is_empty()) {
        let path = capture.as_str();
        let mut ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
        if let Some(why) = ends.find_map(|end| whys.get(&path[..end])) {
            found_twins.insert(capture.clone(), why.clone());
        }
    }
    for (capture, why) in of_one_id(captures) {
        found_twins.entry(capture).or_insert(why);
    }
    found_twins
}

/// Files dropped into `archive/` itself whose ids, their names without ending, are spelled otherwise than those of
/// other articles: no file stands for another, but the ids do.
fn of_one_id(captures: &[CapturePath]) -> Vec<(CapturePath, String)> {
    let (dropped, others): (Vec<_>, Vec<_>) = captures.iter().partition(|capture| capture.is_dropped());
    if dropped.is_empty() {
        return Vec::new();
    }
    let mut ids: HashMap<_, &CapturePath> =
        others.into_iter().map(|capture| (folded(capture.article_name()), capture)).collect();
    let mut found_twins = Vec::new();
    for capture in dropped {
        let other = *ids.entry(folded(capture.article_name())).or_insert(capture);
        if other.article_name() != capture.article_name() {
            found_twins.push((capture.clone(), same_id(capture, other)));
            found_twins.extend(other.is_dropped().then(|| (other.clone(), same_id(other, capture))));
        }
    }
    found_twins
}

fn same_id(capture: &CapturePath, other: &CapturePath) -> String {
    let [id, of_other] = [capture, other].map(CapturePath::article_name);
    format!("on systems that ignore case and accents, its id {id} is the same as the id {of_other} of {other}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found_twins(paths: &[&str]) -> Vec<String> {
        let mut paths: Vec<CapturePath> = paths.iter().map(|path| format!("archive/{path}").parse().unwrap()).collect();
        paths.sort();
        let mut found_twins: Vec<String> =
            collisions(&paths).into_keys().map(|path| path.below_archive().to_owned()).collect();
        found_twins.sort();
        found_twins
    }

    #[test]
    fn twins_are_seen_at_every_level() {
        for (paths, are) in [
            (["News/a/1.txt", "news/b/1.txt", "other/1.txt"], vec!["News/a/1.txt", "news/b/1.txt"]),
            (["x/News/a.txt", "x/news/b.txt", "y/news/a.txt"], vec!["x/News/a.txt", "x/news/b.txt"]),
            (["a/X.txt", "a/x.TXT", "a/y.txt"], vec!["a/X.txt", "a/x.TXT"]),
            (["a.TXT", "a.txt/b.txt", "c/d.txt"], vec!["a.TXT", "a.txt/b.txt"]),
            (["stra\u{df}e/a.txt", "STRASSE/b.txt", "c.txt"], vec!["STRASSE/b.txt", "stra\u{df}e/a.txt"]),
            (["Story.txt", "story/20140611T093000Z.txt", "story/a.txt"], vec!["Story.txt"]),
            (["Story.txt", "story.html", "other.txt"], vec!["Story.txt", "story.html"]),
            (["story.txt", "story.html", "story/20140611T093000Z.txt"], vec![]),
            (["news.txt", "News/a/1.txt", "News/b/1.txt"], vec![]),
            (["a-b/1.txt", "a/1.txt", "a/b/1.txt"], vec![]),
        ] {
            assert_eq!(found_twins(&paths), are, "{paths:?}");
        }
    }

    #[test]
    fn what_comes_first_in_the_path_is_reported() {
        let mut spellings = Spellings::default();
        let path = |path: &str| path.parse::<CapturePath>().unwrap();
        assert!(spellings.put(&path("archive/News/a/1.txt")).is_none());
        let collisions = spellings.put(&path("archive/news/A/2.txt")).unwrap();
        assert_eq!(collisions.why(), "on some systems its folder archive/news is the same folder as archive/News");
        assert_eq!(collisions.instead().unwrap().as_str(), "archive/News/A/2.txt");
    }
}
