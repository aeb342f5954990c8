//! The names that a whole inventory gives.

use super::naming::{NameSource, resolve};
use super::{
    Inventory, InventoryEntry, Listed, ListedName, Name, Resolution, Resolver, Trouble, Withheld, WithheldEntry,
};
use crate::capture::source_file::stem;
use crate::capture::{ArticleId, CapturePath};
use crate::digest::Digest;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::Bound;
use std::sync::{Arc, OnceLock};

/// The index of every name by which an article of the archive can be cited.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    /// The captures of each article, oldest first; those without a date before all others.
    articles: BTreeMap<ArticleId, Vec<Listed>>,
    urls: Vec<(String, CapturePath)>,
    /// That of the inventory.
    fingerprint: Option<Digest>,
    /// Captures by what leads to them, sorted. Made when first asked for: most notes cite by key, and reading addresses
    /// costs more than all else.
    names: OnceLock<Vec<ListedName>>,
}

impl Catalogue {
    /// The names that the entries of `inventory` give.
    pub fn of(inventory: &Inventory) -> Self {
        let mut catalogue = Self { fingerprint: Some(inventory.fingerprint), ..Self::default() };
        // A web archive that is kept whole is no article: its pages are captures of theirs.
        let captures = inventory.captures.iter().filter(|entry| !entry.capture.is_web_archive());
        for entry in captures {
            catalogue.push(&entry.article, Listed::from(entry), &entry.urls);
        }
        catalogue.articles.values_mut().for_each(|listed| Listed::sort(listed));
        catalogue
    }

    /// The names that the entries of `inventory` give, and those of captures that are withheld, of other articles.
    pub fn with(inventory: &Inventory, withheld: Option<&Withheld>) -> Self {
        let mut catalogue = Self::of(inventory);
        let withheld = withheld.map_or(&[][..], |withheld| &withheld.captures);
        let others: Vec<_> = withheld.iter().filter(|entry| !catalogue.articles.contains_key(&entry.article)).collect();
        others.into_iter().for_each(|entry| catalogue.add_withheld(entry));
        catalogue
    }

    /// The names that captures give which are withheld.
    pub fn of_withheld<'e>(entries: impl Iterator<Item = &'e WithheldEntry>) -> Self {
        let mut catalogue = Self::default();
        entries.for_each(|entry| catalogue.add_withheld(entry));
        catalogue
    }

    /// Adds the names of a capture that is withheld. No digest leads to it.
    pub(super) fn add_withheld(&mut self, entry: &WithheldEntry) {
        self.push(&entry.article, Listed::from(entry), &entry.urls);
        Listed::sort(self.articles.entry(entry.article.clone()).or_default());
        self.names = OnceLock::new();
    }

    fn push(&mut self, id: &ArticleId, listed: Listed, urls: &[String]) {
        self.urls.extend(urls.iter().map(|url| (url.clone(), listed.capture.clone())));
        // Most articles have one capture.
        self.articles.entry(id.clone()).or_insert_with(|| Vec::with_capacity(1)).push(listed);
    }

    /// The fingerprint of the inventory that the names are of; of none, nothing.
    pub fn fingerprint(&self) -> Option<Digest> {
        self.fingerprint
    }

    /// The articles, sorted by id.
    pub fn articles(&self) -> impl ExactSizeIterator<Item = &ArticleId> {
        self.articles.keys()
    }

    /// The captures of an article, oldest first; those without a date before all others.
    pub fn captures(&self, article: &ArticleId) -> &[Listed] {
        self.articles.get(article).map_or(&[], Vec::as_slice)
    }

    /// The article that `name` stands for.
    pub fn named(&self, name: Name<'_>) -> Resolution {
        let Ok(found) = resolve(self, name);
        found
    }

    fn leads_to(&self, name: &str) -> Vec<CapturePath> {
        let names = self.names.get_or_init(|| {
            let urls = self.urls.iter().filter_map(|(url, capture)| Some((ListedName::of_url(url)?, capture)));
            let digest = |one: &Listed| Some(ListedName::of_digits(&one.sha256?.hex()[..8]));
            let captures = self.articles.values().flatten();
            let digests = captures.filter_map(|one| Some((digest(one)?, &one.capture)));
            let captures = self.articles.values().flatten();
            let stem = |one: &Listed| stem(one.came_from.as_deref()?);
            let files = captures.filter_map(|one| Some((ListedName::of_file(&stem(one)?), &one.capture)));
            let all = urls
                .chain(digests)
                .chain(files)
                .map(|(name, capture)| ListedName { name, target: capture.to_string() });
            let mut names: Vec<ListedName> = all.collect();
            names.sort_unstable();
            names
        });
        let first = names.partition_point(|listed| *listed.name < *name);
        let found = names[first..].iter().take_while(|listed| listed.name == name);
        found.filter_map(|listed| listed.target.parse().ok()).collect()
    }
}

impl Listed {
    /// Sorts captures of one article: oldest first, undated ones before all others, then by path.
    pub fn sort(listed: &mut [Self]) {
        listed.sort_by(|one, other| (one.captured_at, &one.capture).cmp(&(other.captured_at, &other.capture)));
    }
}

impl From<&InventoryEntry> for Listed {
    fn from(entry: &InventoryEntry) -> Self {
        Self {
            capture: entry.capture.clone(),
            captured_at: entry.captured_at,
            sha256: Some(entry.sha256),
            came_from: entry.came_from.clone(),
        }
    }
}

impl From<&WithheldEntry> for Listed {
    fn from(entry: &WithheldEntry) -> Self {
        Self { capture: entry.capture.clone(), captured_at: entry.captured_at, sha256: None, came_from: None }
    }
}

impl NameSource for Catalogue {
    type Error = Infallible;

    fn listed(&self, id: &str) -> Result<Arc<[Listed]>, Infallible> {
        Ok(self.articles.get(id).map_or_else(Arc::default, |listed| Arc::from(listed.as_slice())))
    }

    fn in_folder(&self, folder: &str) -> Result<Vec<CapturePath>, Infallible> {
        // `0` is the character behind `/`.
        let (first, last) = (format!("{folder}/"), format!("{folder}0"));
        let below = self.articles.range::<str, _>((Bound::Included(&*first), Bound::Excluded(&*last)));
        let captures = below.flat_map(|(_, listed)| listed.iter().map(|one| one.capture.clone()));
        Ok(captures.filter(|capture| capture.folder() == folder && !capture.is_dropped()).collect())
    }

    fn with_url(&self, url: &str) -> Result<Vec<CapturePath>, Infallible> {
        Ok(ListedName::of_url(url).map_or_else(Vec::new, |name| self.leads_to(&name)))
    }

    fn with_file(&self, stem: &str) -> Result<Vec<CapturePath>, Infallible> {
        Ok(self.leads_to(&ListedName::of_file(stem)))
    }

    fn with_digits(&self, digits: &str) -> Result<Vec<CapturePath>, Infallible> {
        Ok(self.leads_to(&ListedName::of_digits(digits)))
    }
}

impl Resolver for Catalogue {
    fn resolve(&self, name: Name<'_>) -> Result<Resolution, Trouble> {
        Ok(self.named(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_id(id: &str) -> Resolution {
        catalogue().named(Name::Id(id))
    }

    fn by_url(url: &str) -> Resolution {
        catalogue().named(Name::Url(url))
    }

    fn by_digest(digest: &str) -> Resolution {
        catalogue().named(Name::Digest(digest))
    }

    fn entry(capture: &str, url: &str, bytes: &str) -> InventoryEntry {
        let capture: CapturePath = capture.parse().unwrap();
        InventoryEntry {
            article: capture.article(),
            captured_at: capture.stamp(),
            urls: vec![url.to_owned()],
            came_from: None,
            sha256: Digest::of(bytes.as_bytes()),
            record: None,
            manifest: Digest::of(b""),
            extent: None,
            pages: None,
            reading: None,
            capture,
        }
    }

    const OLD: &str = "archive/lantern/20140611T093000Z.txt";
    const NEW: &str = "archive/lantern/20140612T093000Z.txt";
    const UNDATED: &str = "archive/lantern.txt";
    const OTHER: &str = "archive/2014/harbour.md";
    const BESIDE: &str = "archive/lantern/as found.txt";

    fn catalogue() -> Catalogue {
        Catalogue::of(&Inventory::of(vec![
            entry(NEW, "https://lantern.example/bridge", "new"),
            entry(OLD, "https://www.lantern.example/bridge/", "old"),
            entry(UNDATED, "https://both.example/", "old"),
            entry(OTHER, "https://both.example/?utm_source=x", "other"),
            entry("archive/dropped.txt", "not a url", "dropped"),
            entry(BESIDE, "not a url", "beside"),
            entry("archive/folder/only.md", "not a url", "only"),
        ]))
    }

    fn one(id: &str, pinned: Option<&str>) -> Resolution {
        Resolution::Article(id.parse().unwrap(), pinned.map(|path| path.parse().unwrap()))
    }

    #[test]
    fn captures_stand_oldest_first_and_undated_before_all() {
        let paths: Vec<String> =
            catalogue().captures(&"lantern".parse().unwrap()).iter().map(|listed| listed.capture.to_string()).collect();
        assert_eq!(paths, [UNDATED, OLD, NEW]);
    }

    #[test]
    fn an_id_is_compared_letter_for_letter() {
        assert_eq!(by_id("2014/harbour"), one("2014/harbour", None));
        assert_eq!(by_id("Lantern"), Resolution::Nothing);
        assert_eq!(by_id("harbour"), Resolution::Nothing);
        assert_eq!(by_id("../lantern"), Resolution::Nothing);
    }

    #[test]
    fn a_file_in_a_folder_is_an_article_of_its_own_unless_its_name_is_a_stamp() {
        assert_eq!(by_id("lantern"), one("lantern", None));
        assert_eq!(by_id("lantern/as found"), one("lantern/as found", None));
        assert_eq!(by_id("lantern/20140611T093000Z"), Resolution::Nothing);
    }

    #[test]
    fn the_name_of_a_folder_stands_for_its_only_article() {
        assert_eq!(by_id("folder"), one("folder/only", None));
        assert_eq!(catalogue().named(Name::Path("archive/folder/", None)), one("folder/only", None));
        assert_eq!(by_id("2014"), one("2014/harbour", None));
        let two = ["archive/folder/a.md", "archive/folder/20250121.md", "archive/folder/deep/c.md"];
        let two = Catalogue::of(&Inventory::of(two.map(|path| entry(path, "", path)).to_vec()));
        let both = ["folder/20250121", "folder/a"].map(|id| id.parse().unwrap());
        assert_eq!(two.named(Name::Id("folder")), Resolution::Several(both.to_vec()));
    }

    #[test]
    fn a_pin_names_one_capture_or_nothing() {
        let by_pin = |pin| catalogue().named(Name::Pin("lantern", pin));
        for pin in ["2014-06-11", "20140611T093000Z", "2014-06-11T09:30:00Z"] {
            assert_eq!(by_pin(pin), one("lantern", Some(OLD)), "{pin}");
        }
        let digits = Digest::of(b"new").to_string();
        assert_eq!(by_pin(&digits[..20]), one("lantern", Some(NEW)));
        let foreign = Digest::of(b"other").to_string();
        for pin in ["2014-06-13", "20140611T093001Z", "2014-06-11T09:30:01Z", &foreign[..20], "soon"] {
            assert_eq!(by_pin(pin), Resolution::Nothing, "{pin}");
        }
    }

    #[test]
    fn a_url_names_an_article_and_a_stamp_its_capture() {
        let wayback =
            |stamp: &str| by_url(&format!("https://web.archive.org/web/{stamp}/http://lantern.example/bridge"));
        assert_eq!(by_url("http://lantern.example/bridge#top"), one("lantern", None));
        assert_eq!(wayback("20140612093000id_"), one("lantern", Some(NEW)));
        assert_eq!(wayback("20140612093001"), one("lantern", None));
        assert_eq!(by_url("https://elsewhere.example/"), Resolution::Nothing);
        let both = Resolution::Several(vec!["2014/harbour".parse().unwrap(), "lantern".parse().unwrap()]);
        assert_eq!(by_url("https://both.example/"), both);
    }

    #[test]
    fn a_path_leads_from_the_notes_folder_or_from_the_root() {
        let by_path = |path, folder| catalogue().named(Name::Path(path, folder));
        assert_eq!(by_path("../archive/lantern/", Some("notes")), one("lantern", None));
        assert_eq!(by_path("archive/lantern", Some("notes")), one("lantern", None));
        assert_eq!(by_path("lantern", Some("archive")), one("lantern", None));
        assert_eq!(by_path("/archive/lantern", None), one("lantern", None));
        assert_eq!(by_path("archive/lantern", None), one("lantern", None));
        assert_eq!(by_path("../../archive/lantern", Some("notes")), Resolution::Nothing);
        assert_eq!(by_path("https://lantern.example/bridge", None), Resolution::Nothing);
        assert_eq!(by_path("", Some("archive")), Resolution::Nothing);
    }

    #[test]
    fn a_path_to_a_capture_pins_it_where_there_are_several() {
        let by_path = |path| catalogue().named(Name::Path(path, None));
        assert_eq!(by_path(OLD), one("lantern", Some(OLD)));
        assert_eq!(by_path("archive/lantern/20140611T093000Z.txt.record.json"), one("lantern", Some(OLD)));
        assert_eq!(by_path("manifests/lantern/20140611T093000Z.txt.json"), one("lantern", Some(OLD)));
        assert_eq!(by_path("archive/lantern/as%20found.txt#l3"), one("lantern/as found", None));
        assert_eq!(by_path(OTHER), one("2014/harbour", None));
        assert_eq!(by_path("archive/dropped.txt"), one("dropped", None));
        assert_eq!(by_path("archive/lantern/gone.txt"), Resolution::Nothing);
        assert_eq!(by_path("archive/%ff"), Resolution::Nothing);
    }

    #[test]
    fn a_digest_prefix_of_eight_digits_pins_a_capture() {
        let digest = |bytes: &str, digits: usize| Digest::of(bytes.as_bytes()).to_string()[..7 + digits].to_owned();
        assert_eq!(by_digest(&digest("new", 8)), one("lantern", Some(NEW)));
        assert_eq!(by_digest(&digest("new", 64)), one("lantern", Some(NEW)));
        assert_eq!(by_digest(&digest("old", 12)), one("lantern", Some(UNDATED)));
        assert_eq!(by_digest(&digest("new", 7)), Resolution::Nothing);
        assert_eq!(by_digest("sha256:é0000000"), Resolution::Nothing);
    }
}
