//! From what notes cite to the article it names.

use super::{Inventory, InventoryEntry, Listed, Name, Resolution, Resolver, Trouble, Withheld, WithheldEntry};
use crate::capture::urls::{identity, wayback_stamp};
use crate::capture::{ArticleId, CapturePath, CapturedAt, Record};
use crate::digest::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// The index of every name by which an article of the archive can be cited.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    articles: BTreeMap<ArticleId, CatalogueArticle>,
    /// That of the inventory.
    fingerprint: Option<Digest>,
    /// URLs by identity. Made when first asked for: most notes cite by key, and reading URLs costs more than all else.
    urls: OnceLock<BTreeMap<String, BTreeSet<ArticleId>>>,
    /// Captures by digest, sorted; made when first asked for.
    digests: OnceLock<Vec<(Digest, ArticleId, CapturePath)>>,
}

/// The captures of one article, oldest first; `facts` are in step with `captures`.
#[derive(Debug, Clone, Default)]
struct CatalogueArticle {
    captures: Vec<CapturePath>,
    facts: Vec<CaptureFacts>,
}

/// Facts about a capture beyond its path.
#[derive(Debug, Clone)]
struct CaptureFacts {
    captured_at: Option<CapturedAt>,
    urls: Vec<String>,
    /// None for a capture that is withheld.
    sha256: Option<Digest>,
}

impl Catalogue {
    /// The names that the entries of `inventory` give.
    pub fn of(inventory: &Inventory) -> Self {
        let mut catalogue = Self { fingerprint: Some(inventory.fingerprint), ..Self::default() };
        // A web archive that is kept whole is no article: its pages are captures of theirs.
        let captures = inventory.captures.iter().filter(|entry| !entry.capture.is_web_archive());
        for InventoryEntry { capture, article, captured_at, urls, sha256, .. } in captures {
            let facts = CaptureFacts { captured_at: *captured_at, urls: urls.clone(), sha256: Some(*sha256) };
            catalogue.push(article, capture, facts);
        }
        catalogue.articles.values_mut().for_each(CatalogueArticle::sort);
        catalogue
    }

    /// Adds the names of captures that no inventory lists: notes may cite them, and must hear that they prove nothing.
    pub fn add_unlisted(&mut self, captures: Vec<(CapturePath, Record, Digest)>) {
        let mut articles = BTreeSet::new();
        for (capture, record, sha256) in captures {
            let captured_at = record.captured_at.or_else(|| capture.stamp());
            articles.insert(capture.article());
            self.push(
                &capture.article(),
                &capture,
                CaptureFacts { captured_at, urls: record.urls, sha256: Some(sha256) },
            );
        }
        articles.into_iter().for_each(|id| self.articles.entry(id).or_default().sort());
        (self.urls, self.digests) = Default::default();
    }

    /// The names that the entries of `inventory` give, and those of captures that are withheld, of other articles.
    pub fn with(inventory: &Inventory, withheld: Option<&Withheld>) -> Self {
        let mut catalogue = Self::of(inventory);
        let withheld = withheld.map_or(&[][..], |withheld| &withheld.captures);
        let others: Vec<_> = withheld.iter().filter(|entry| catalogue.captures(&entry.article).is_empty()).collect();
        others.into_iter().for_each(|entry| catalogue.add_withheld(entry));
        catalogue
    }

    /// Adds the names of a capture that is withheld. No digest leads to it.
    pub(super) fn add_withheld(&mut self, entry: &WithheldEntry) {
        let facts = CaptureFacts { captured_at: entry.captured_at, urls: entry.urls.clone(), sha256: None };
        self.push(&entry.article, &entry.capture, facts);
        self.articles.entry(entry.article.clone()).or_default().sort();
        (self.urls, self.digests) = Default::default();
    }

    fn push(&mut self, id: &ArticleId, capture: &CapturePath, facts: CaptureFacts) {
        // Most articles have one capture.
        let of_one = || CatalogueArticle { captures: Vec::with_capacity(1), facts: Vec::with_capacity(1) };
        let article = self.articles.entry(id.clone()).or_insert_with(of_one);
        article.captures.push(capture.clone());
        article.facts.push(facts);
    }

    /// The fingerprint of the inventory that the names are of; of none, nothing.
    pub fn fingerprint(&self) -> Option<Digest> {
        self.fingerprint
    }

    /// The captures of an article as they are listed, oldest first.
    pub(super) fn listed(&self, id: &ArticleId) -> impl Iterator<Item = Listed> {
        let both = self.articles.get(id).into_iter().flat_map(|article| article.captures.iter().zip(&article.facts));
        both.map(|(capture, facts)| Listed {
            capture: capture.clone(),
            captured_at: facts.captured_at,
            sha256: facts.sha256,
        })
    }

    /// The articles, sorted by id.
    pub fn articles(&self) -> impl ExactSizeIterator<Item = &ArticleId> {
        self.articles.keys()
    }

    /// The captures of an article, oldest first; those without a date before all others.
    pub fn captures(&self, article: &ArticleId) -> &[CapturePath] {
        self.articles.get(article).map_or(&[], |article| &article.captures)
    }

    /// The article that has this id, letter for letter.
    pub fn by_id(&self, id: &str) -> Resolution {
        match self.articles.get_key_value(id) {
            Some((id, _)) => Resolution::Article(id.clone(), None),
            None => Resolution::Nothing,
        }
    }

    /// The article that has this id, and the capture of it that `pin` names: by its moment or stamp, by its day (the
    /// last of that day), or by the first digits of its digest. Nothing if there is no such capture: another one would
    /// not be what the notes name.
    pub fn by_pin(&self, id: &str, pin: &str) -> Resolution {
        let Resolution::Article(id, _) = self.by_id(id) else { return Resolution::Nothing };
        let article = &self.articles[&id];
        if let Some(digits) = pin.strip_prefix("sha256:") {
            return match article.with_digits(digits).cloned() {
                Some(capture) => Resolution::Article(id, Some(capture)),
                None => Resolution::Nothing,
            };
        }
        let moment = CapturedAt::from_stamp(pin).or_else(|| pin.parse().ok().filter(|_| pin.len() > 10));
        let is_meant = |facts: &CaptureFacts| {
            facts.captured_at.is_some_and(|at| moment.map_or_else(|| at.day() == pin, |moment| at == moment))
        };
        match article.facts.iter().rposition(is_meant) {
            Some(at) => Resolution::Article(id, Some(article.captures[at].clone())),
            None => Resolution::Nothing,
        }
    }

    /// The article that can be found at `url`, by [`identity`]. An address at the Wayback Machine pins the capture that
    /// was made at the moment it names, if there is one.
    pub fn by_url(&self, url: &str) -> Resolution {
        let found = identity(url).and_then(|identity| self.urls().get(&identity)).cloned();
        match Resolution::of(found.unwrap_or_default()) {
            Resolution::Article(id, _) => {
                let pinned = wayback_stamp(url).and_then(|stamp| self.articles[&id].captured_at(stamp));
                Resolution::Article(id, pinned)
            }
            other => other,
        }
    }

    fn urls(&self) -> &BTreeMap<String, BTreeSet<ArticleId>> {
        self.urls.get_or_init(|| {
            let mut urls = BTreeMap::<_, BTreeSet<_>>::new();
            for (id, article) in &self.articles {
                for url in article.facts.iter().flat_map(|facts| &facts.urls).filter_map(|url| identity(url)) {
                    urls.entry(url).or_default().insert(id.clone());
                }
            }
            urls
        })
    }

    /// The article that a path leads to, from `folder` (below the root, empty for the root itself) or from the root: to
    /// its folder, a capture, a record or a manifest. A capture of an article that has several is pinned. A path that
    /// begins with `/` starts from the root, as on a web site; one that leaves the root leads nowhere.
    pub fn by_path(&self, path: &str, folder: Option<&str>) -> Resolution {
        let plain = percent_decoded(path);
        let starts = folder.filter(|_| !path.starts_with('/')).into_iter().chain([""]);
        let places = starts.flat_map(|start| [Some(path), plain.as_deref()].map(|path| (start, path)));
        let found = places.filter_map(|(start, path)| walked(start, path?)).map(|place| self.at(&place));
        found.fold(Resolution::Nothing, Resolution::and)
    }

    /// Resolves a path below the root.
    fn at(&self, place: &str) -> Resolution {
        let capture = match place.split_once('/') {
            Some(("archive", _)) => place.strip_suffix(".record.json").unwrap_or(place).to_owned(),
            Some(("manifests", below)) => format!("archive/{}", below.strip_suffix(".json").unwrap_or(below)),
            _ => return Resolution::Nothing,
        };
        let Ok(capture) = capture.parse::<CapturePath>() else { return Resolution::Nothing };
        let id = capture.article();
        match self.captures(&id) {
            several if several.contains(&capture) => {
                Resolution::Article(id, Some(capture).filter(|_| several.len() > 1))
            }
            _ => self.by_id(capture.below_archive()),
        }
    }

    /// The capture whose bytes have the digest that begins so: `sha256:` and at least eight lowercase digits. It is
    /// pinned. Where the same bytes are held more than once in one article, the oldest is meant.
    pub fn by_digest(&self, digest: &str) -> Resolution {
        let digits = digest.strip_prefix("sha256:").filter(|digits| digits.len() >= 8);
        let Some((low, high)) = digits.and_then(Digest::beginning_with) else { return Resolution::Nothing };
        let digests = self.digests();
        let first = digests.partition_point(|(digest, ..)| *digest < low);
        let hits = &digests[first..first + digests[first..].partition_point(|(digest, ..)| *digest <= high)];
        match (Resolution::of(hits.iter().map(|(_, id, _)| id.clone()).collect()), hits) {
            (Resolution::Article(id, _), [(one, _, capture), rest @ ..]) if rest.iter().all(|(it, ..)| it == one) => {
                Resolution::Article(id, Some(capture.clone()))
            }
            (other, _) => other,
        }
    }

    fn digests(&self) -> &[(Digest, ArticleId, CapturePath)] {
        self.digests.get_or_init(|| {
            let mut digests = Vec::new();
            for (id, article) in &self.articles {
                for (path, facts) in article.captures.iter().zip(&article.facts) {
                    digests.extend(facts.sha256.map(|sha256| (sha256, id.clone(), path.clone())));
                }
            }
            // Stable, so that captures of one digest and article stay oldest first.
            digests.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
            digests
        })
    }
}

impl Resolver for Catalogue {
    fn resolve(&self, name: Name<'_>) -> Result<Resolution, Trouble> {
        Ok(match name {
            Name::Id(id) => self.by_id(id),
            Name::Pin(id, pin) => self.by_pin(id, pin),
            Name::Url(url) => self.by_url(url),
            Name::Path(path, folder) => self.by_path(path, folder),
            Name::Digest(digest) => self.by_digest(digest),
        })
    }
}

impl CatalogueArticle {
    /// Oldest first, undated ones before all others, then by path.
    fn sort(&mut self) {
        if self.captures.len() < 2 {
            return;
        }
        let captures = std::mem::take(&mut self.captures).into_iter();
        let mut both: Vec<_> = captures.zip(std::mem::take(&mut self.facts)).collect();
        both.sort_by(|one, other| (one.1.captured_at, &one.0).cmp(&(other.1.captured_at, &other.0)));
        (self.captures, self.facts) = both.into_iter().unzip();
    }

    /// The one capture whose digest begins so, by at least eight digits; the oldest, where the same bytes are held
    /// again.
    fn with_digits(&self, digits: &str) -> Option<&CapturePath> {
        let (low, high) = Some(digits).filter(|digits| digits.len() >= 8).and_then(Digest::beginning_with)?;
        let mut found = self
            .captures
            .iter()
            .zip(&self.facts)
            .filter(|(_, facts)| facts.sha256.is_some_and(|found| (low..=high).contains(&found)));
        let (capture, first) = found.next()?;
        found.all(|(_, facts)| facts.sha256 == first.sha256).then_some(capture)
    }

    fn captured_at(&self, moment: CapturedAt) -> Option<CapturePath> {
        let at = self.facts.iter().position(|facts| facts.captured_at == Some(moment))?;
        Some(self.captures[at].clone())
    }
}

/// The path that `path` leads to from `start`, both with `/` between parts; `None` if that is not below the root.
fn walked(start: &str, path: &str) -> Option<String> {
    let path = path.split('#').next().unwrap_or(path);
    let mut parts: Vec<&str> = Vec::new();
    for part in start.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// `path` with its percent-encoded bytes decoded, as links in Markdown have them; `None` where there are none, or the
/// bytes are not UTF-8.
fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut pieces = path.split('%');
    bytes.extend_from_slice(pieces.next()?.as_bytes());
    for piece in pieces {
        let digits = piece.get(..2).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(&piece.as_bytes()[2..]);
            }
            None => {
                bytes.push(b'%');
                bytes.extend_from_slice(piece.as_bytes());
            }
        }
    }
    String::from_utf8(bytes).ok().filter(|decoded| decoded != path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(capture: &str, url: &str, bytes: &str) -> InventoryEntry {
        let capture: CapturePath = capture.parse().unwrap();
        InventoryEntry {
            article: capture.article(),
            captured_at: capture.stamp(),
            urls: vec![url.to_owned()],
            sha256: Digest::of(bytes.as_bytes()),
            record: None,
            manifest: Digest::of(b""),
            extent: None,
            capture,
        }
    }

    const OLD: &str = "archive/lantern/20140611T093000Z.txt";
    const NEW: &str = "archive/lantern/20140612T093000Z.txt";
    const UNDATED: &str = "archive/lantern/as found.txt";
    const OTHER: &str = "archive/2014/harbour/x.md";

    fn catalogue() -> Catalogue {
        Catalogue::of(&Inventory::of(vec![
            entry(NEW, "https://lantern.example/bridge", "new"),
            entry(OLD, "https://www.lantern.example/bridge/", "old"),
            entry(UNDATED, "https://both.example/", "old"),
            entry(OTHER, "https://both.example/?utm_source=x", "other"),
            entry("archive/dropped.txt", "not a url", "dropped"),
        ]))
    }

    fn one(id: &str, pinned: Option<&str>) -> Resolution {
        Resolution::Article(id.parse().unwrap(), pinned.map(|path| path.parse().unwrap()))
    }

    #[test]
    fn captures_stand_oldest_first_and_undated_before_all() {
        let paths: Vec<String> =
            catalogue().captures(&"lantern".parse().unwrap()).iter().map(ToString::to_string).collect();
        assert_eq!(paths, [UNDATED, OLD, NEW]);
    }

    #[test]
    fn an_id_is_compared_letter_for_letter() {
        assert_eq!(catalogue().by_id("2014/harbour"), one("2014/harbour", None));
        assert_eq!(catalogue().by_id("Lantern"), Resolution::Nothing);
        assert_eq!(catalogue().by_id("harbour"), Resolution::Nothing);
        assert_eq!(catalogue().by_id("../lantern"), Resolution::Nothing);
    }

    #[test]
    fn a_pin_names_one_capture_or_nothing() {
        let by_pin = |pin| catalogue().by_pin("lantern", pin);
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
        let wayback = |stamp: &str| {
            catalogue().by_url(&format!("https://web.archive.org/web/{stamp}/http://lantern.example/bridge"))
        };
        assert_eq!(catalogue().by_url("http://lantern.example/bridge#top"), one("lantern", None));
        assert_eq!(wayback("20140612093000id_"), one("lantern", Some(NEW)));
        assert_eq!(wayback("20140612093001"), one("lantern", None));
        assert_eq!(catalogue().by_url("https://elsewhere.example/"), Resolution::Nothing);
        let both = Resolution::Several(vec!["2014/harbour".parse().unwrap(), "lantern".parse().unwrap()]);
        assert_eq!(catalogue().by_url("https://both.example/"), both);
    }

    #[test]
    fn a_path_leads_from_the_notes_folder_or_from_the_root() {
        let by_path = |path, folder| catalogue().by_path(path, folder);
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
        let by_path = |path| catalogue().by_path(path, None);
        assert_eq!(by_path(OLD), one("lantern", Some(OLD)));
        assert_eq!(by_path("archive/lantern/20140611T093000Z.txt.record.json"), one("lantern", Some(OLD)));
        assert_eq!(by_path("manifests/lantern/20140611T093000Z.txt.json"), one("lantern", Some(OLD)));
        assert_eq!(by_path("archive/lantern/as%20found.txt#l3"), one("lantern", Some(UNDATED)));
        assert_eq!(by_path(OTHER), one("2014/harbour", None));
        assert_eq!(by_path("archive/dropped.txt"), one("dropped", None));
        assert_eq!(by_path("archive/lantern/gone.txt"), Resolution::Nothing);
        assert_eq!(by_path("archive/%ff"), Resolution::Nothing);
    }

    #[test]
    fn a_digest_prefix_of_eight_digits_pins_a_capture() {
        let digest = |bytes: &str, digits: usize| Digest::of(bytes.as_bytes()).to_string()[..7 + digits].to_owned();
        assert_eq!(catalogue().by_digest(&digest("new", 8)), one("lantern", Some(NEW)));
        assert_eq!(catalogue().by_digest(&digest("new", 64)), one("lantern", Some(NEW)));
        assert_eq!(catalogue().by_digest(&digest("old", 12)), one("lantern", Some(UNDATED)));
        assert_eq!(catalogue().by_digest(&digest("new", 7)), Resolution::Nothing);
        assert_eq!(catalogue().by_digest("sha256:é0000000"), Resolution::Nothing);
    }

    #[test]
    fn an_unlisted_capture_can_be_cited() {
        let mut catalogue = catalogue();
        let capture: CapturePath = "archive/lantern/20140613T093000Z.txt".parse().unwrap();
        let record = Record { urls: vec!["https://lantern.example/third".into()], ..Record::default() };
        assert_eq!(catalogue.by_url("lantern.example/third"), Resolution::Nothing);
        catalogue.add_unlisted(vec![(capture.clone(), record, Digest::of(b"third"))]);
        assert_eq!(catalogue.by_url("lantern.example/third"), one("lantern", None));
        assert_eq!(catalogue.captures(&"lantern".parse().unwrap()).last(), Some(&capture));
    }
}
