//! Manifests in the making: what a publisher prints with several articles is known only when all drafts were read.

use crate::capture::{ArticleId, Capture, urls::identity};
use crate::digest::Digest;
use crate::manifest::{InventoryEntry, Manifest, Reading, RepeatedTable, TypedTranscript};
use crate::segment::Rules;
use crate::segment::across::{ComparedParagraph, Learner, RepeatedFurniture, Repetition, found, paragraphs, retype};
use std::collections::BTreeSet;

/// A manifest, and the paragraphs by which its publisher's others are compared with it.
pub(super) struct DraftManifest {
    pub manifest: Manifest,
    publisher: Option<String>,
    paragraphs: Vec<ComparedParagraph>,
    /// Those that the manifest that lies there types as what its publisher repeats.
    repeated: BTreeSet<Digest>,
    /// The bytes of the manifest that lies there, if it is one of an earlier version that is kept.
    kept: Option<Vec<u8>>,
    /// The manifest that lies there is of a text, and of this version.
    is_current: bool,
}

impl DraftManifest {
    /// Of a capture, typed by itself; `record` is the digest of its record, and `before` the manifest that lies there.
    pub fn of(capture: &Capture, record: Option<Digest>, rules: &Rules, before: Option<&Manifest>) -> Self {
        let (manifest, transcript) = Manifest::of(capture, record, rules);
        let text = transcript.as_ref().map_or("", |transcript| transcript.text());
        let (typed, before) = (typed(Some(&manifest)), typed(before));
        let is_same = |before: &&TypedTranscript| typed.is_some_and(|typed| typed.sha256 == before.sha256);
        Self {
            publisher: publisher(&manifest),
            paragraphs: typed.map_or_else(Vec::new, |typed| paragraphs(text, &typed.segments)),
            repeated: before.filter(is_same).map_or_else(BTreeSet::new, |typed| found(text, &typed.segments)),
            kept: None,
            is_current: false,
            manifest,
        }
    }

    /// Of a web archive that is kept whole.
    pub fn of_web_archive(manifest: Manifest) -> Self {
        Self {
            publisher: publisher(&manifest),
            paragraphs: Vec::new(),
            repeated: BTreeSet::new(),
            kept: None,
            is_current: false,
            manifest,
        }
    }

    /// Compares it with the manifest that lies there, and its `bytes`: one that an earlier version made of the same
    /// capture, record and text is kept.
    pub fn compare(&mut self, before: &Manifest, bytes: Vec<u8>) {
        let is_earlier = before.is_earlier();
        self.is_current = !is_earlier && typed(Some(before)).is_some();
        self.kept = Some(bytes).filter(|_| is_earlier && before.differs_in_roles_only(&self.manifest));
    }

    /// Keeps no manifest of an earlier version.
    pub fn make_anew(&mut self) {
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

fn typed(manifest: Option<&Manifest>) -> Option<&TypedTranscript> {
    match &manifest?.reading {
        Reading::Transcript(typed) => Some(typed),
        Reading::Undecodable(_) => None,
    }
}

/// Keeps the manifests of an earlier version, or none where one is of this version: an archive is upgraded as a whole, so
/// that no single manifest can claim to be one that nobody can make again. Returns true if some are kept.
pub(super) fn keep_earlier(drafts: &mut [DraftManifest]) -> bool {
    if drafts.iter().any(|draft| draft.is_current) {
        drafts.iter_mut().for_each(DraftManifest::make_anew);
    }
    drafts.iter().any(|draft| draft.kept.is_some())
}

/// What may be typed as repeated by a publisher.
pub(super) enum Learning {
    /// The table as it lies there, as far as each manifest that lies there used it: others may have been added since.
    AsCommitted,
    /// What all drafts show; there is no table yet.
    Anew,
    /// What the drafts show, and the table.
    Added,
}

/// Types in each draft what its publisher prints with several articles. Returns the table that this follows from.
pub(super) fn settle(
    drafts: &mut [DraftManifest],
    rules: &Rules,
    mut table: RepeatedTable,
    learning: &Learning,
) -> RepeatedTable {
    let mut learner = Learner::default();
    for draft in drafts.iter().filter(|_| !matches!(learning, Learning::AsCommitted)) {
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
            Learning::Anew | Learning::Added => is_listed || self.learned.repeats(publisher, article, paragraph),
        }
    }
}
