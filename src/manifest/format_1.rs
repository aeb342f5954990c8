//! Manifests and inventories of format 1, which are read and never made: an archive stays provable until its owner upgrades
//! it.

use super::{InventoryEntry, Manifest, NotOurs, Reading, TypedTranscript, canonical};
use crate::capture::{ArticleId, CapturePath, CapturedAt, Extent, MediaType};
use crate::digest::Digest;
use crate::segment::Segment;
use crate::transcript::{Charset, CharsetFrom};
use serde::{Deserialize, Serialize};

/// The value of `format` in them.
const FORMAT: &str = "literatim manifest 1";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest1 {
    format: String,
    capture: CapturePath,
    #[serde(rename = "article")]
    _article: ArticleId,
    captured_at: Option<CapturedAt>,
    urls: Vec<String>,
    publisher: Option<String>,
    title: Option<String>,
    published: Option<String>,
    media_type: MediaType,
    bytes: usize,
    sha256: Digest,
    record: Option<Digest>,
    extent: Option<Box<Extent>>,
    reading: Reading1,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Reading1 {
    Transcript(Transcript1),
    Undecodable(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Transcript1 {
    charset: Charset1,
    sha256: Digest,
    bytes: usize,
    ruleset: String,
    segments: Vec<Segment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Charset1 {
    name: String,
    from: String,
}

/// The path of the inventory below the root.
pub const INVENTORY_PATH: &str = "manifests/inventory.json";

const INVENTORY: &str = "literatim inventory 1";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Inventory1 {
    format: String,
    fingerprint: Digest,
    before: Option<Digest>,
    captures: Vec<Entry1>,
}

/// The line of an inventory about one capture, which the log has too.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry1 {
    capture: CapturePath,
    article: ArticleId,
    captured_at: Option<CapturedAt>,
    urls: Vec<String>,
    sha256: Digest,
    record: Option<Digest>,
    manifest: Digest,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extent: Option<Box<Extent>>,
}

impl From<&InventoryEntry> for Entry1 {
    fn from(entry: &InventoryEntry) -> Self {
        let InventoryEntry { capture, captured_at, urls, sha256, record, manifest, extent, .. } = entry.clone();
        // In format 1, all that lay in one folder was one article.
        let article = capture.folder().parse().expect("the folder of a capture is an id");
        Self { capture, article, captured_at, urls, sha256, record, manifest, extent }
    }
}

impl From<Entry1> for InventoryEntry {
    fn from(entry: Entry1) -> Self {
        let Entry1 { capture, captured_at, urls, sha256, record, manifest, extent, .. } = entry;
        let article = capture.article();
        let (came_from, pages, reading) = (None, None, None);
        Self { article, capture, captured_at, urls, came_from, sha256, record, manifest, extent, pages, reading }
    }
}

/// The entries of an inventory, in its one spelling: sorted, none twice.
///
/// # Errors
///
/// Anything else.
pub fn read_inventory(bytes: &[u8]) -> Result<Vec<InventoryEntry>, NotOurs> {
    let read: Inventory1 = canonical::read(bytes, INVENTORY, |read: &Inventory1| &read.format)?;
    let before = read.before;
    let entries: Vec<InventoryEntry> = read.captures.into_iter().map(InventoryEntry::from).collect();
    canonical::compare(bytes, &print_inventory(before, &entries))?;
    match entries.is_sorted_by(|one, next| one.capture < next.capture) {
        true => Ok(entries),
        false => Err(NotOurs::Unreadable("its captures are not sorted, or one is listed twice".to_owned())),
    }
}

/// The bytes of the inventory of these entries that followed the one with the digest `before`.
pub fn print_inventory(before: Option<Digest>, entries: &[InventoryEntry]) -> Vec<u8> {
    let captures: Vec<Entry1> = entries.iter().map(Entry1::from).collect();
    let fingerprint = Digest::of_lines(captures.iter().map(canonical::print_compact));
    canonical::print(&Inventory1 { format: INVENTORY.to_owned(), fingerprint, before, captures })
}

/// Reads a manifest. Its spelling is not checked: its bytes are what was committed to, and are not printed again.
pub(super) fn read(bytes: &[u8]) -> Result<Manifest, NotOurs> {
    let read: Manifest1 = canonical::read(bytes, FORMAT, |read: &Manifest1| &read.format)?;
    let reading = match read.reading {
        Reading1::Undecodable(why) => Reading::Undecodable(why),
        Reading1::Transcript(typed) => Reading::Transcript(transcript(typed, read.media_type)?),
    };
    Ok(Manifest {
        format: read.format,
        article: read.capture.article(),
        capture: read.capture,
        captured_at: read.captured_at,
        urls: read.urls,
        came_from: None,
        publisher: read.publisher,
        title: read.title,
        published: read.published,
        media_type: read.media_type,
        bytes: read.bytes,
        sha256: read.sha256,
        record: read.record,
        extent: read.extent,
        reading,
    })
}

fn transcript(read: Transcript1, kind: MediaType) -> Result<TypedTranscript, NotOurs> {
    let reader = match kind {
        MediaType::Markdown => "markdown 1",
        MediaType::Html => "html 1",
        _ => "plain 1",
    };
    let from = CharsetFrom::ALL.into_iter().find(|from| from.name() == read.charset.from);
    let from = from.ok_or_else(|| NotOurs::Unreadable(format!("its charset is from {:?}", read.charset.from)))?;
    let mut segments = read.segments;
    for segment in &mut segments {
        // In format 1, a number of articles followed the colon.
        if segment.rule.starts_with("repeated-across:") {
            segment.rule = "repeated-across".into();
        }
    }
    Ok(TypedTranscript {
        made_by: None,
        reader: reader.to_owned(),
        charset: Charset { name: read.charset.name, from },
        sha256: read.sha256,
        bytes: read.bytes,
        rules: read.ruleset,
        parts: Vec::new(),
        places: Vec::new(),
        segments,
    })
}
