//! Manifests in the making: what a publisher prints with several articles is known only when all of them were read.

use crate::capture::{Capture, urls::identity};
use crate::digest::Digest;
use crate::manifest::{InventoryEntry, Manifest, Reading, Witness};
use crate::segment::Rules;
use crate::segment::across::{ComparedParagraph, Learner, paragraphs, retype};

/// A manifest, and the paragraphs by which its publisher's others are compared with it.
pub(super) struct DraftManifest {
    pub manifest: Manifest,
    publisher: Option<String>,
    paragraphs: Vec<ComparedParagraph>,
}

impl DraftManifest {
    /// Of a capture, typed by itself; `record` is the digest of its record.
    pub fn of(capture: &Capture, record: Option<Digest>, rules: &Rules) -> Self {
        let (manifest, transcript) = Manifest::of(capture, record, rules);
        Self::with(manifest, transcript.as_ref().map_or("", |transcript| transcript.text()))
    }

    /// Of a web archive that is kept whole.
    pub fn of_web_archive(manifest: Manifest) -> Self {
        Self::with(manifest, "")
    }

    /// Of what was committed to, and is proven.
    pub fn proven(witness: &Witness) -> Self {
        Self::with(witness.manifest().clone(), witness.text())
    }

    fn with(manifest: Manifest, text: &str) -> Self {
        let paragraphs = match &manifest.reading {
            Reading::Transcript(typed) => paragraphs(text, &typed.segments),
            Reading::Undecodable(_) => Vec::new(),
        };
        Self { publisher: publisher(&manifest), manifest, paragraphs }
    }

    /// By which publisher's articles it is learned from.
    pub fn publisher(&self) -> Option<&str> {
        self.publisher.as_deref()
    }

    /// The entry and the bytes of the manifest.
    pub fn committed(&self) -> (InventoryEntry, Vec<u8>) {
        let bytes = self.manifest.to_bytes();
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

/// Types in each draft what its publisher prints with several articles, as learned from all of them.
pub(super) fn settle(drafts: &mut [DraftManifest], rules: &Rules) {
    let mut learner = Learner::default();
    for draft in drafts.iter() {
        if let Some(publisher) = &draft.publisher {
            learner.read(publisher, &draft.manifest.article, &draft.paragraphs);
        }
    }
    let furniture = learner.learned();
    for DraftManifest { manifest, publisher, paragraphs } in drafts {
        let of = publisher.as_deref().map(|publisher| (publisher, &manifest.article));
        if let Reading::Transcript(typed) = &mut manifest.reading {
            retype(&furniture, of, paragraphs, rules, &mut typed.segments);
        }
    }
}
