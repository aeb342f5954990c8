//! Drafts of manifests: what a publisher prints with several articles is known only when all of them have been read.

use crate::capture::{ArticleId, Capture, urls::identity};
use crate::digest::Digest;
use crate::manifest::{InventoryEntry, Manifest, Reading, RepeatedTable};
use crate::segment::Rules;
use crate::segment::across::{ComparedParagraph, Learner, RepeatedFurniture, Repetition, found, paragraphs, retype};
use std::collections::BTreeSet;

/// A manifest, and the paragraphs that are compared with those of its publisher's other articles. The manifest *before*
/// is the one that the archive has of the same capture.
pub(super) struct DraftManifest {
    pub manifest: Manifest,
    publisher: Option<String>,
    paragraphs: Vec<ComparedParagraph>,
    /// Those that the manifest before types as what its publisher repeats.
    repeated: BTreeSet<Digest>,
    /// The bytes of the manifest before, if an earlier version made it and it is kept.
    kept: Option<Vec<u8>>,
    /// True if this version made the manifest before, and it has a text.
    is_current: bool,
}

impl DraftManifest {
    /// The draft of a capture, typed by itself; `record` is the digest of its record, and `before` the manifest before.
    pub fn of(capture: &Capture, record: Option<Digest>, rules: &Rules, before: Option<&Manifest>) -> Self {
        let (manifest, transcript) = Manifest::of(capture, record, rules);
        let text = transcript.as_ref().map_or("", |transcript| transcript.text());
        let typed = manifest.typed();
        let before =
            before.and_then(Manifest::typed).filter(|before| typed.is_some_and(|it| it.sha256 == before.sha256));
        let paragraphs = typed.map_or_else(Vec::new, |typed| paragraphs(text, &typed.segments));
        let repeated = before.map_or_else(BTreeSet::new, |typed| found(text, &typed.segments));
        Self { paragraphs, repeated, ..Self::without_text(manifest) }
    }

    /// The draft of a capture of which no text is compared.
    pub fn without_text(manifest: Manifest) -> Self {
        Self {
            publisher: publisher(&manifest),
            paragraphs: Vec::new(),
            repeated: BTreeSet::new(),
            kept: None,
            is_current: false,
            manifest,
        }
    }

    /// Compares it with the manifest before, which has these `bytes`, and keeps that if an earlier version made it of the
    /// same capture, record and text.
    pub fn compare(&mut self, before: &Manifest, bytes: Vec<u8>) {
        let is_earlier = before.is_earlier();
        self.is_current = !is_earlier && before.typed().is_some();
        self.kept = Some(bytes).filter(|_| is_earlier && before.differs_in_roles_only(&self.manifest));
    }

    /// Replaces the manifest before, also one of an earlier version.
    pub fn replace_earlier(&mut self) {
        self.kept = None;
    }

    /// The entry and the bytes of the manifest.
    pub fn committed(&self) -> (InventoryEntry, Vec<u8>) {
        let bytes = self.kept.clone().unwrap_or_else(|| self.manifest.to_bytes());
        (InventoryEntry::of(&self.manifest, Digest::of(&bytes)), bytes)
    }
}

/// Who published a capture: as declared, else the host of its first URL.
pub(super) fn publisher(manifest: &Manifest) -> Option<String> {
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
    drafts.iter().any(|draft| draft.kept.is_some())
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
    for draft in drafts {
        let knowledge = Knowledge { learning, learned: &learned, table: &table, committed: &draft.repeated };
        let of = draft.publisher.as_deref().map(|publisher| (publisher, &draft.manifest.article));
        if let Reading::Transcript(typed) = &mut draft.manifest.reading {
            retype(&knowledge, of, &draft.paragraphs, rules, &mut typed.segments);
        }
    }
    learned.paragraphs().for_each(|(publisher, paragraph)| table.insert(publisher, paragraph));
    table
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
