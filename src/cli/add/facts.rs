//! Facts that a page says of itself outside of its text.

use crate::capture::urls::identity;
use crate::capture::{Capture, MediaType, Record};
use crate::transcript::{Fact, FactKind, FactSource, Transcript, decode};

/// Puts into the record of a page what it says of itself, where nothing was given. Returns true if it has no words.
pub(super) fn complete(record: &mut Record, bytes: &[u8], ending: &str) -> bool {
    let page = page(bytes, ending, record.charset.clone());
    let facts: &[Fact] = page.as_ref().map_or(&[], Transcript::facts);
    let says =
        |kind, most| facts.iter().find(|fact| fact.kind == kind && fact.from <= most).map(|fact| fact.value.clone());
    if record.urls.is_empty() {
        let urls = facts.iter().filter(|fact| fact.kind == FactKind::Url).map(|fact| &fact.value);
        // The element is what the publisher calls canonical; the others may point at a section, or at a share.
        record.urls = urls.rev().find(|url| identity(url).is_some()).into_iter().cloned().collect();
    }
    record.title = record.title.take().or_else(|| says(FactKind::Headline, FactSource::OpenGraph));
    record.publisher = record.publisher.take().or_else(|| says(FactKind::Publisher, FactSource::Meta));
    record.published = record.published.take().or_else(|| says(FactKind::Published, FactSource::Meta));
    page.is_some_and(|page| page.blocks().is_empty())
}

/// Nothing for any other capture than a page.
fn page(bytes: &[u8], ending: &str, charset: Option<String>) -> Option<Transcript> {
    let path = format!("archive/page/20000101T000000Z.{ending}").parse().ok()?;
    let record = Record { charset, ..Record::default() };
    let is_page = MediaType::of(&format!("a.{ending}")) == MediaType::Html;
    is_page.then(|| decode(&Capture { path, bytes: bytes.to_vec(), record }).ok()).flatten()
}
