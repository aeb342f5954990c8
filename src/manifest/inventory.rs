//! Every manifest's digest, and what must be known of every capture to find it.

use super::{Manifest, NotOurs, canonical};
use crate::capture::{ArticleId, CapturePath, CapturedAt, Extent};
use crate::digest::Digest;
use serde::{Deserialize, Serialize};

/// The inventory: one entry a capture, sorted by path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inventory {
    /// `literatim inventory 1`.
    pub format: String,
    /// The digest of all entries: of each in compact JSON, as its line has it, with a line feed after it. It is the one
    /// number that stands for the whole archive and all that was said of it.
    pub fingerprint: Digest,
    /// The digest of the bytes of the inventory before this one; `None` for the first.
    pub before: Option<Digest>,
    /// Its entries, sorted by the path of the capture; no two have the same.
    pub captures: Vec<InventoryEntry>,
}

/// The line of the inventory about one capture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct InventoryEntry {
    /// The path of the capture; that of its manifest follows from it.
    pub capture: CapturePath,
    /// The article it is a capture of.
    pub article: ArticleId,
    /// When it was captured.
    pub captured_at: Option<CapturedAt>,
    /// Its URLs.
    pub urls: Vec<String>,
    /// The digest of the capture's bytes.
    pub sha256: Digest,
    /// The digest of its capture record's bytes, if it has one.
    pub record: Option<Digest>,
    /// The digest of its manifest's bytes.
    pub manifest: Digest,
    /// The place of its bytes, if they lie in a web archive and not in a file of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extent: Option<Box<Extent>>,
}

impl Default for Inventory {
    /// The inventory of an empty archive.
    fn default() -> Self {
        Self::of(Vec::new())
    }
}

impl InventoryEntry {
    /// The entry for a manifest whose bytes have the digest `bytes`.
    pub fn of(manifest: &Manifest, bytes: Digest) -> Self {
        Self {
            capture: manifest.capture.clone(),
            article: manifest.article.clone(),
            captured_at: manifest.captured_at,
            urls: manifest.urls.clone(),
            sha256: manifest.sha256,
            record: manifest.record,
            manifest: bytes,
            extent: manifest.extent.clone(),
        }
    }

    /// Returns true if it differs in more than the manifest's digest: in bytes, record, addresses, moment or place.
    pub fn differs_in_substance(&self, other: &Self) -> bool {
        Self { manifest: other.manifest, ..self.clone() } != *other
    }

    /// Returns true if it says of the capture what `manifest` says.
    pub fn agrees_with(&self, manifest: &Manifest) -> bool {
        self.capture == manifest.capture
            && self.article == manifest.article
            && self.captured_at == manifest.captured_at
            && self.urls == manifest.urls
            && self.sha256 == manifest.sha256
            && self.record == manifest.record
            && self.extent == manifest.extent
    }
}

impl Inventory {
    /// The value of `format` in every inventory of this version.
    pub const FORMAT: &str = "literatim inventory 1";

    /// The path of the inventory below the root.
    pub const PATH: &str = "manifests/inventory.json";

    /// The inventory of these entries, in whatever order they come.
    pub fn of(captures: Vec<InventoryEntry>) -> Self {
        Self::after(None, captures)
    }

    /// The inventory of these entries that follows the one with the digest `before`.
    pub fn after(before: Option<Digest>, mut captures: Vec<InventoryEntry>) -> Self {
        captures.sort_by(|one, other| one.capture.cmp(&other.capture));
        Self { format: Self::FORMAT.to_owned(), fingerprint: fingerprint(&captures), before, captures }
    }

    /// The entry of the capture at `path`.
    pub fn entry(&self, path: &CapturePath) -> Option<&InventoryEntry> {
        self.place(path.as_str()).map(|place| &self.captures[place])
    }

    /// The place among the entries of the one whose capture is kept at `path`.
    pub fn place(&self, path: &str) -> Option<usize> {
        self.captures.binary_search_by(|entry| entry.capture.as_str().cmp(path)).ok()
    }

    /// The one spelling of it.
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::print(self)
    }

    /// The slow way: it can say what is wrong.
    pub(super) fn from_any_spelling(bytes: &[u8]) -> Result<(Self, Digest), NotOurs> {
        let inventory: Self = canonical::read(bytes, Self::FORMAT, |inventory: &Self| &inventory.format)?;
        canonical::compare(bytes, &inventory.to_bytes())?;
        let found = fingerprint(&inventory.captures);
        Ok((inventory, found))
    }
}

fn fingerprint(captures: &[InventoryEntry]) -> Digest {
    Digest::of_lines(captures.iter().map(canonical::print_compact))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use proptest::prelude::*;

    fn entry(capture: &str) -> InventoryEntry {
        let capture: CapturePath = capture.parse().unwrap();
        let article = capture.article();
        let digest = Digest::of(b"");
        InventoryEntry {
            capture,
            article,
            captured_at: None,
            urls: vec![],
            sha256: digest,
            record: None,
            manifest: digest,
            extent: None,
        }
    }

    #[test]
    fn the_order_in_which_captures_are_found_does_not_show() {
        let (a, b) = (entry("archive/a/x.txt"), entry("archive/b/x.txt"));
        let one = Inventory::of(vec![a.clone(), b.clone()]);
        assert_eq!(one.to_bytes(), Inventory::of(vec![b, a.clone()]).to_bytes());
        assert_eq!(one.entry(&a.capture), Some(&a));
        assert_ne!(one.fingerprint, Inventory::of(vec![a]).fingerprint);
    }

    #[test]
    fn an_entry_edited_without_the_fingerprint_is_refused() {
        let bytes = Inventory::of(vec![entry("archive/a/x.txt")]).to_bytes();
        let edited = String::from_utf8(bytes).unwrap().replace("\"urls\":[]", "\"urls\":[\"https://a.example/\"]");
        assert!(matches!(Inventory::from_bytes(edited.as_bytes()), Err(NotOurs::Unreadable(_))));
    }

    #[test]
    fn a_capture_listed_twice_is_refused() {
        let twice = Inventory::of(vec![entry("archive/a/x.txt"), entry("archive/a/x.txt")]);
        assert!(Inventory::from_bytes(&twice.to_bytes()).is_err());
    }

    #[test]
    fn an_inventory_without_captures_is_short() {
        let bytes = Inventory::of(Vec::new()).to_bytes();
        assert_eq!(String::from_utf8(bytes.clone()).unwrap().lines().count(), 6);
        assert_eq!(Inventory::from_bytes(&bytes).unwrap(), Inventory::of(Vec::new()));
    }

    fn any_entry() -> impl Strategy<Value = InventoryEntry> {
        let path = prop::sample::select(vec!["archive/a/b.txt", "archive/ä/ö \u{a0}", "archive/x", "archive/y"]);
        let urls = prop::collection::vec(any::<String>(), 0..3);
        (path, urls, 0..99_999_999_999i64, any::<usize>()).prop_map(|(path, urls, at, bytes)| InventoryEntry {
            urls,
            captured_at: CapturedAt::from_unix(at),
            sha256: Digest::of(&bytes.to_le_bytes()),
            record: (bytes % 2 == 0).then(|| Digest::of(b"")),
            extent: (bytes % 3 == 0).then(|| {
                Box::new(Extent::new("archive/web/ä.warc".parse().unwrap(), Span::new(0, bytes | 1)).unwrap())
            }),
            ..entry(path)
        })
    }

    proptest! {
        #[test]
        fn an_inventory_round_trips(entries in prop::collection::vec(any_entry(), 0..4)) {
            let mut entries = Inventory::of(entries).captures;
            entries.dedup_by(|one, other| one.capture == other.capture);
            let inventory = Inventory::of(entries);
            prop_assert_eq!(Inventory::from_bytes(&inventory.to_bytes()), Ok(inventory));
        }

        #[test]
        fn the_quick_way_and_the_slow_way_agree(at: prop::sample::Index, byte: u8) {
            let mut edited = Inventory::of(vec![entry("archive/a/x.txt"), entry("archive/b/x.txt")]).to_bytes();
            let at = at.index(edited.len());
            edited[at] = byte;
            let slow = Inventory::from_any_spelling(&edited).map(|(inventory, _)| inventory);
            if let Ok(read) = Inventory::from_bytes(&edited) {
                prop_assert_eq!(read.to_bytes(), edited);
                prop_assert_eq!(Ok(read), slow);
            }
        }
    }
}
