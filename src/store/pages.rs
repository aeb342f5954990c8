//! Pages that are lines in the lists of their web archives: record and manifest are made of what lies there.

use super::draft::DraftManifest;
use super::extent::page;
use super::storage::Storage;
use crate::capture::urls::identity;
use crate::capture::{Capture, CapturePath, Extent, Provenance, Record, without_userinfo};
use crate::digest::Digest;
use crate::manifest::{InventoryEntry, Manifest, PageReading, Trouble, Witness, check};
use crate::segment::Rules;
use crate::web_archive::SingleRecord;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The record of a page with this address, by what the record of the web archive in `extent` says; `parts` are the WARC
/// files in a WACZ.
pub(super) fn record_of(sole: &SingleRecord, url: &str, extent: &Extent, parts: &BTreeMap<usize, String>) -> Record {
    let start = extent.span().start;
    let part = parts.range(..=start).next_back();
    let warc = Provenance {
        within: part.map(|(_, name)| name.clone()),
        offset: (start - part.map_or(0, |(at, _)| *at)) as u64,
        extent: Some(extent.clone()),
        ..sole.provenance.clone()
    };
    Record {
        captured_at: Some(sole.captured_at),
        urls: vec![url.to_owned()],
        charset: sole.charset.clone(),
        came_from: Some(extent.file().file_name().to_owned()),
        warc: Some(warc),
        ..Record::default()
    }
}

/// Returns true if a record says nothing but what is read in the web archive, of which `sole` is the record in the extent.
fn is_read_there(record: &Record, sole: &SingleRecord) -> bool {
    let Some((extent, warc)) = record.extent().zip(record.warc.as_ref()) else { return false };
    let start = usize::try_from(warc.offset).ok().and_then(|offset| extent.span().start.checked_sub(offset));
    let parts = warc.within.clone().and_then(|name| Some((start?, name))).into_iter().collect();
    match record.urls.as_slice() {
        [url] => is_address_of(url, sole) && record_of(sole, url, extent, &parts) == *record,
        _ => false,
    }
}

/// The WARC file in a WACZ that the record of a page says it lies in, by the byte that it begins at.
fn part_of(record: &Record) -> Option<(usize, String)> {
    let (extent, warc) = record.extent().zip(record.warc.as_ref())?;
    let start = extent.span().start.checked_sub(usize::try_from(warc.offset).ok()?)?;
    Some((start, warc.within.clone()?))
}

/// Returns true if the record in a web archive is of this address. What lists have no name or password to sign in with.
fn is_address_of(url: &str, sole: &SingleRecord) -> bool {
    sole.url.as_ref().is_some_and(|target| without_userinfo(target).as_ref().unwrap_or(target) == url)
}

/// The way that a page is read, if it can be a line in a list: its record says what the web archive says, and its moment is
/// that of its name.
pub(super) fn reading_of(path: &CapturePath, record: &Record, sole: &SingleRecord) -> Option<Arc<PageReading>> {
    let has_address = record.urls.first().is_some_and(|url| identity(url).is_some());
    let is_of_moment = path.stamp().is_some() && path.stamp() == record.captured_at;
    let is_line = has_address && is_of_moment && is_read_there(record, sole);
    is_line.then(|| Arc::new(PageReading { parts: part_of(record).into_iter().collect(), ..PageReading::default() }))
}

/// The page of a line, with the record that is made of what lies there.
///
/// # Errors
///
/// There is no page, or one of another address or moment.
pub(super) fn page_capture(storage: &dyn Storage, entry: &InventoryEntry) -> Result<Capture, Trouble> {
    let (extent, reading) = entry.extent.as_ref().zip(entry.reading.as_ref()).ok_or(Trouble::Missing)?;
    let sole = page(storage, extent, None)?;
    let url = entry.urls.first().map_or("", String::as_str);
    if !is_address_of(url, &sole) || entry.captured_at != Some(sole.captured_at) {
        let (found, at) = (sole.url.as_deref().unwrap_or("no address"), sole.captured_at);
        let how = format!("its record in {} is of {found} at {at}, and its line is not", extent.file());
        return Err(Trouble::RecordMismatch { how, digests: None });
    }
    let record = record_of(&sole, url, extent, &reading.parts);
    Ok(Capture { path: entry.capture.clone(), bytes: sole.bytes, record })
}

/// The manifest of a page, as `reading` makes it.
fn manifest_of_page(capture: &Capture, reading: &PageReading, rules: &Rules) -> Manifest {
    let mut draft = DraftManifest::of(capture, None, rules, None);
    draft.retype(&reading.repeated, rules);
    draft.manifest
}

/// The witness of a page, if it is what its line commits to.
pub(super) fn page_witness(storage: &dyn Storage, entry: &InventoryEntry, rules: &Rules) -> Result<Witness, Trouble> {
    let (capture, manifest) = proven_page(storage, entry, rules)?;
    check(&capture, manifest).map_err(Trouble::from)
}

/// The page of a line and its manifest, if both are what the line commits to; there may be no text in it.
///
/// # Errors
///
/// Anything else.
pub(super) fn proven_page(
    storage: &dyn Storage,
    entry: &InventoryEntry,
    rules: &Rules,
) -> Result<(Capture, Manifest), Trouble> {
    let capture = page_capture(storage, entry)?;
    let found = Digest::of(&capture.bytes);
    if found != entry.sha256 {
        return Err(Trouble::Changed { committed: entry.sha256, found });
    }
    let reading = entry.reading.as_deref().cloned().unwrap_or_default();
    let manifest = manifest_of_page(&capture, &reading, rules);
    let made = Digest::of(&manifest.to_bytes());
    if made != entry.manifest {
        return Err(Trouble::Manifest(not_the_same(&manifest, &reading, rules, (entry.manifest, made))));
    }
    Ok((capture, manifest))
}

/// Why the manifest that is made of a page is not the one that was committed to.
fn not_the_same(made: &Manifest, reading: &PageReading, rules: &Rules, (committed, found): (Digest, Digest)) -> String {
    let reader = made.typed().map(|typed| typed.reader.as_str());
    let version = rules.version();
    if reading.rules != version {
        let then = &reading.rules;
        let help = if Rules::is_earlier(then) { "`literatim manifest --upgrade`" } else { "`literatim manifest`" };
        return format!(
            "its roles were made by the rules {then:?}, and this version has {version:?}, so they cannot be made again \
             (run {help}, and check what it changes)"
        );
    }
    if let Some(reader) = reader.filter(|reader| !reading.readers.contains(*reader)) {
        return format!(
            "its text was read by another version than {reader:?}, so its roles cannot be made again (run `literatim \
             manifest`, and check what it changes)"
        );
    }
    format!(
        "its manifest is not the one that its line in the list of pages commits to\n  committed  {committed}\n  made       {found}\n (restore the list, or run `literatim manifest`)"
    )
}
