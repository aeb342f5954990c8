//! Facts that a page says of itself outside of its text.

use super::saved::HEAD;
use crate::capture::urls::identity;
use crate::capture::{Capture, MediaType, Record};
use crate::notes::title_in_front_matter;
use crate::report::unread_pages;
use crate::transcript::{DecodeError, Fact, FactKind, FactSource, Transcript, decode};

/// Puts into the record of a page what it says of itself, where nothing was given; also the address from which it was
/// `saved`.
pub(super) fn complete(record: &mut Record, bytes: &[u8], ending: &str, saved: Option<&str>) -> Found {
    let read = transcript(record, bytes, ending);
    let page = read.as_ref().and_then(|read| read.as_ref().ok());
    let facts: &[Fact] = page.map_or(&[], Transcript::facts);
    let says =
        |kind, most| facts.iter().find(|fact| fact.kind == kind && fact.from <= most).map(|fact| fact.value.clone());
    if record.urls.is_empty() {
        let urls = facts.iter().filter(|fact| fact.kind == FactKind::Url).map(|fact| &fact.value);
        // The element is what the publisher calls canonical; the others may point at a section, or at a share.
        let mut canonical: Vec<&String> = urls.rev().filter(|url| identity(url).is_some()).collect();
        let count = canonical.len();
        canonical.retain(|url| !is_front_page(url));
        let is_only_front = canonical.len() < count;
        record.urls = addresses(canonical.first().map(|url| url.as_str()), saved);
        // A claim of the front page is none: so does any page of many a site, and its words are not those of the front page.
        record.claimed = !record.urls.is_empty() || is_only_front;
    }
    let title = || says(FactKind::Headline, FactSource::OpenGraph).or_else(|| title(bytes, ending));
    record.title = record.title.take().or_else(title);
    record.publisher = record.publisher.take().or_else(|| says(FactKind::Publisher, FactSource::Meta));
    record.published = record.published.take().or_else(|| says(FactKind::Published, FactSource::Meta));
    let is_page = matches!(MediaType::of(&format!("a.{ending}")), MediaType::Html | MediaType::Mhtml);
    match read {
        Some(Err(why)) => Found::Unread(why),
        Some(Ok(page)) if is_page && page.blocks().is_empty() => Found::Wordless,
        Some(Ok(page)) => Found::Words(unread_pages(&page)),
        None => Found::Words(Vec::new()),
    }
}

/// Returns true if an address is that of a site, and of no page in it.
fn is_front_page(url: &str) -> bool {
    identity(url).is_some_and(|identity| {
        let page = identity.split_once('/').map_or("", |(_, page)| page);
        let is_index = page.split_once('.').map_or(page, |(stem, _)| stem) == "index" && !page.contains('/');
        page.is_empty() && !identity.contains('?') || is_index && !page.contains('?')
    })
}

/// The address that a page names as its own, and the one that it was saved from, if that is of another page. The front page
/// of a site is not the address of a page that names another.
fn addresses(canonical: Option<&str>, saved: Option<&str>) -> Vec<String> {
    let is_other = |url: &&str| canonical.is_none_or(|other| identity(url) != identity(other) && !is_front_page(url));
    canonical.into_iter().chain(saved.filter(is_other)).map(str::to_owned).collect()
}

/// The title that a clipper wrote into the front matter of Markdown.
fn title(bytes: &[u8], ending: &str) -> Option<String> {
    let is_markdown = MediaType::of(&format!("a.{ending}")) == MediaType::Markdown;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    title_in_front_matter(&head).filter(|_| is_markdown)
}

/// The result of reading a file.
#[derive(Debug)]
pub(super) enum Found {
    /// Words; or a file of a kind that is not looked into. A sentence on each reason why some are missing.
    Words(Vec<String>),
    /// A page that has none before its scripts run.
    Wordless,
    /// Nothing: the reason.
    Unread(DecodeError),
}

/// The transcript of a file that may say something of itself; `None` for text, which says nothing.
fn transcript(record: &Record, bytes: &[u8], ending: &str) -> Option<Result<Transcript, DecodeError>> {
    let name = format!("a.{ending}");
    if matches!(MediaType::of(&name), MediaType::Plain | MediaType::Markdown | MediaType::Other) {
        return None;
    }
    let path = format!("archive/page/20000101T000000Z.{ending}").parse().ok()?;
    let (charset, pointer, text) = (record.charset.clone(), record.pointer.clone(), record.text.clone());
    let record = Record { charset, pointer, text, ..Record::default() };
    Some(decode(&Capture { path, bytes: bytes.to_vec(), record }))
}
