//! Drafts of manifests: what a publisher prints with several articles is known only when all of them have been read.

use crate::capture::{ArticleId, Capture, CapturePath, urls::identity};
use crate::digest::Digest;
use crate::manifest::{InventoryEntry, Manifest, PageReading, Reading, RepeatedTable};
use crate::segment::across::{
    ComparedParagraph, Learner, RepeatedFurniture, Repetition, found, found_among, paragraphs, retype,
};
use crate::segment::{BodySize, Rules};
use crate::transcript::is_earlier_reader;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A manifest, and the paragraphs that are compared with those of its publisher's other articles. The manifest *before*
/// is the one that the archive has of the same capture.
pub(super) struct DraftManifest {
    pub manifest: Manifest,
    publisher: Option<String>,
    paragraphs: Vec<ComparedParagraph>,
    /// The size of its body; `None` where no text is read.
    body: Option<BodySize>,
    /// Those that the manifest before types as what its publisher repeats.
    repeated: BTreeSet<Digest>,
    /// The manifest before, if an earlier version made it and it is kept.
    kept: Option<KeptManifest>,
    /// The manifest by the reader of the one before, if that is one of an earlier version.
    by_earlier_reader: Option<Box<Manifest>>,
    /// True if this version made the manifest before, and it has a text.
    is_current: bool,
    /// The list that it is a line of, if it is a page that has no manifest of its own on the disk.
    page: Option<DraftPage>,
}

/// A manifest of an earlier version that is kept: its bytes, and the file that it says the capture came from.
#[derive(Clone)]
struct KeptManifest {
    bytes: Vec<u8>,
    came_from: Option<String>,
}

/// A page that is a line in the list of its web archive.
struct DraftPage {
    /// The way that the pages of the list are read.
    reading: Arc<PageReading>,
    /// The digest of its manifest before, if an earlier version made that and it is kept.
    kept: Option<Digest>,
}

impl DraftManifest {
    /// The draft of a capture, typed by itself; `record` is the digest of its record, and `before` the manifest before.
    pub fn of(capture: &Capture, record: Option<Digest>, rules: &Rules, before: Option<&Manifest>) -> Self {
        let (manifest, transcript) = Manifest::of(capture, record, rules);
        let text = transcript.as_ref().map_or("", |transcript| transcript.text());
        let typed = manifest.typed();
        let reader = before.and_then(Manifest::typed).map(|before| before.reader.as_str());
        let is_other = |reader: &str| typed.is_some_and(|now| now.reader != reader);
        let earlier = reader.filter(|reader| is_earlier_reader(reader) || is_other(reader));
        let by_earlier_reader = earlier.map(|reader| Box::new(Manifest::of_reader(capture, record, rules, reader)));
        let before =
            before.and_then(Manifest::typed).filter(|before| typed.is_some_and(|it| it.sha256 == before.sha256));
        let paragraphs = typed.map_or_else(Vec::new, |typed| paragraphs(text, &typed.segments));
        let repeated = before.map_or_else(BTreeSet::new, |typed| found(text, &typed.segments));
        let body = typed.map(|typed| BodySize::of(text, &typed.segments));
        Self { paragraphs, body, repeated, by_earlier_reader, ..Self::without_text(manifest) }
    }

    /// The draft of a capture of which no text is compared.
    pub fn without_text(manifest: Manifest) -> Self {
        Self {
            publisher: publisher(&manifest),
            paragraphs: Vec::new(),
            repeated: BTreeSet::new(),
            kept: None,
            body: None,
            by_earlier_reader: None,
            is_current: false,
            page: None,
            manifest,
        }
    }

    /// Compares it with the manifest before, which has these `bytes`, and keeps that if an earlier version made it of the
    /// same capture, record and text.
    pub fn compare(&mut self, before: &Manifest, bytes: Vec<u8>) {
        let was_unread = before.is_of_unknown_kind(&self.manifest);
        // What an earlier version read as text may be of a kind that has a reader of its own now.
        let readers = before.typed().zip(self.manifest.typed());
        let was_read_otherwise = readers.is_some_and(|(before, now)| before.reader != now.reader);
        let is_earlier = before.is_earlier() || was_unread || was_read_otherwise;
        self.is_current = !is_earlier && before.typed().is_some();
        let kept = KeptManifest { bytes, came_from: before.came_from.clone() };
        self.kept = Some(kept).filter(|_| {
            was_unread
                || is_earlier
                    && before.differs_in_roles_only(self.by_earlier_reader.as_deref().unwrap_or(&self.manifest))
        });
    }

    /// Makes it a line in a list whose pages are read so. The line had a manifest with the digest `before`, which is kept if
    /// an earlier version made it.
    pub fn into_page(mut self, reading: Arc<PageReading>, before: Option<Digest>) -> Self {
        let kept = before.filter(|_| reading.is_earlier());
        self.is_current = before.is_some() && kept.is_none() && self.manifest.typed().is_some();
        self.page = Some(DraftPage { reading, kept });
        self
    }

    /// The size of its body; `None` where no text is read.
    pub fn body(&self) -> Option<BodySize> {
        self.body
    }

    /// Returns true if it is a line in a list.
    pub fn is_page(&self) -> bool {
        self.page.is_some()
    }

    /// Types what its publisher prints with several articles, as far as `repetition` knows it.
    pub fn retype(&mut self, repetition: &dyn Repetition, rules: &Rules) {
        let of = self.publisher.as_deref().map(|publisher| (publisher, &self.manifest.article));
        if let Reading::Transcript(typed) = &mut self.manifest.reading {
            retype(repetition, of, &self.paragraphs, rules, &mut typed.segments);
        }
    }

    /// Replaces the manifest before, also one of an earlier version.
    pub fn replace_earlier(&mut self) {
        self.kept = None;
        self.page.iter_mut().for_each(|page| page.kept = None);
    }

    /// The entry and the bytes of the manifest; none for a page, which has no file.
    pub fn committed(&self) -> (InventoryEntry, Vec<u8>) {
        if let Some(DraftPage { reading, kept }) = &self.page {
            let digest = kept.unwrap_or_else(|| Digest::of(&self.manifest.to_bytes()));
            let entry = InventoryEntry::of(&self.manifest, digest);
            return (InventoryEntry { reading: Some(Arc::clone(reading)), ..entry }, Vec::new());
        }
        let Some(KeptManifest { bytes, came_from }) = self.kept.clone() else {
            let bytes = self.manifest.to_bytes();
            return (InventoryEntry::of(&self.manifest, Digest::of(&bytes)), bytes);
        };
        (InventoryEntry { came_from, ..InventoryEntry::of(&self.manifest, Digest::of(&bytes)) }, bytes)
    }
}

/// Who published a capture: as declared, else the host of its first URL.
fn publisher(manifest: &Manifest) -> Option<String> {
    let declared = manifest.publisher.as_ref().map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
    let declared = declared.filter(|name| !name.is_empty()).map(|name| name.to_lowercase());
    let host = || Some(identity(manifest.urls.first()?)?.split(['/', '?']).next()?.to_owned());
    declared.or_else(host)
}

/// Keeps the manifests of an earlier version, or none of them where this version made one: an archive is upgraded as a
/// whole, so that no single manifest can claim to be one that nobody can make again. Returns true if some are kept.
pub(super) fn keep_earlier(drafts: &mut [DraftManifest]) -> bool {
    if drafts.iter().any(|draft| draft.is_current) {
        drafts.iter_mut().for_each(DraftManifest::replace_earlier);
    }
    drafts.iter().any(|draft| draft.kept.is_some() || draft.page.as_ref().is_some_and(|page| page.kept.is_some()))
}

/// The source of what may be typed as repeated by a publisher.
pub(super) enum Learning {
    /// The table of the archive, as far as the manifest before used it: paragraphs may have been added to it since.
    AsCommitted,
    /// The drafts alone: the table is made from nothing.
    FromAll,
    /// The drafts, and the table of the archive.
    Added,
}

/// Types in each draft what its publisher prints with several articles. Returns the `table`, with what was learned.
pub(super) fn settle(
    drafts: &mut [DraftManifest],
    rules: &Rules,
    mut table: RepeatedTable,
    learning: &Learning,
) -> RepeatedTable {
    let mut learner = Learner::default();
    let shown = if matches!(learning, Learning::AsCommitted) { &[] } else { &*drafts };
    for draft in shown {
        if let Some(publisher) = &draft.publisher {
            learner.read(publisher, &draft.manifest.article, &draft.paragraphs);
        }
    }
    let learned = learner.learned();
    for draft in drafts.iter_mut() {
        let committed = std::mem::take(&mut draft.repeated);
        draft.retype(&Knowledge { learning, learned: &learned, table: &table, committed: &committed }, rules);
    }
    settle_pages(drafts, rules, learning);
    learned.paragraphs().for_each(|(publisher, paragraph)| table.insert(publisher, paragraph));
    table
}

/// Types the pages of each list by what the list says alone, so that each manifest follows from the list and the page.
fn settle_pages(drafts: &mut [DraftManifest], rules: &Rules, learning: &Learning) {
    let mut lists: BTreeMap<CapturePath, Vec<&mut DraftManifest>> = BTreeMap::new();
    for draft in drafts.iter_mut().filter(|draft| draft.page.as_ref().is_some_and(|page| page.kept.is_none())) {
        if let Some(extent) = &draft.manifest.extent {
            lists.entry(extent.file().clone()).or_default().push(draft);
        }
    }
    for pages in lists.values_mut() {
        let reading = Arc::new(reading_of(pages, rules, learning));
        for draft in pages {
            draft.retype(&reading.repeated, rules);
            draft.page = Some(DraftPage { reading: Arc::clone(&reading), kept: None });
        }
    }
}

/// The way that the pages of one list are read.
fn reading_of(pages: &[&mut DraftManifest], rules: &Rules, learning: &Learning) -> PageReading {
    let mut reading = PageReading { rules: rules.version(), ..PageReading::default() };
    for draft in pages {
        let Some(typed) = draft.manifest.typed() else { continue };
        reading.readers.insert(typed.reader.clone());
        let found =
            found_among(&draft.paragraphs, &typed.segments).filter(|_| !matches!(learning, Learning::AsCommitted));
        let publisher = draft.publisher.as_deref().unwrap_or_default();
        found.for_each(|paragraph| reading.repeated.insert(publisher, paragraph));
    }
    // Each has the reading of the list that it comes from, and most have one in common.
    let mut before: Vec<&Arc<PageReading>> =
        pages.iter().filter_map(|draft| Some(&draft.page.as_ref()?.reading)).collect();
    before.dedup_by(|one, other| Arc::ptr_eq(one, other));
    for one in before {
        reading.parts.extend(one.parts.iter().map(|(start, name)| (*start, name.clone())));
        if matches!(learning, Learning::AsCommitted) {
            reading.repeated.extend(&one.repeated);
        }
    }
    reading
}

struct Knowledge<'k> {
    learning: &'k Learning,
    learned: &'k RepeatedFurniture,
    table: &'k RepeatedTable,
    committed: &'k BTreeSet<Digest>,
}

impl Repetition for Knowledge<'_> {
    fn repeats(&self, publisher: &str, article: &ArticleId, paragraph: &Digest) -> bool {
        let is_listed = self.table.repeats(publisher, article, paragraph);
        match self.learning {
            Learning::AsCommitted => is_listed && self.committed.contains(paragraph),
            Learning::FromAll | Learning::Added => is_listed || self.learned.repeats(publisher, article, paragraph),
        }
    }
}
