//! The bytes of captures that lie in web archives.

use super::Root;
use super::errors::why;
use super::reader::RootReader;
use super::storage::Storage;
use crate::capture::{CapturePath, Check, Extent, Provenance, Record};
use crate::digest::Digest;
use crate::manifest::{InventoryEntry, Manifest, Trouble};
use crate::segment::Rules;
use crate::text::Span;
use crate::web_archive::SingleRecord;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufReader};

/// The page in `extent`, whichever it is; its payload is compared with the digest `declared`.
pub(super) fn page(storage: &dyn Storage, extent: &Extent, declared: Option<&str>) -> Result<SingleRecord, Trouble> {
    let bytes = stored(storage, extent)?;
    SingleRecord::read(&bytes, declared)
        .map_err(|damage| astray(format!("{} no longer have the record: {}", place(extent), damage.what.trim_end())))
}

/// The bytes of `extent` as stored.
fn stored(storage: &dyn Storage, extent: &Extent) -> Result<Vec<u8>, Trouble> {
    let (file, span) = (extent.file(), extent.span());
    if span.len() as u64 > SingleRecord::MOST {
        return Err(astray(format!(
            "{} are more than {}, too many for a record with a page",
            place(extent),
            SingleRecord::MOST
        )));
    }
    match storage.read_range(file.as_str(), span) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            let size = storage.size(file.as_str()).unwrap_or_default();
            Err(astray(format!(
                "{file} now has {size} bytes, but the record was bytes {} to {}: the file was cut short or replaced",
                span.start, span.end
            )))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Trouble::Gone(file.clone())),
        Err(error) => Err(Trouble::Unreadable(format!("{file}: {}", why(&error)))),
    }
}

/// The page in `extent`, if the record there is the one that `provenance` describes: it has that id, and its digests check
/// as they did.
pub(super) fn declared_page(
    reader: &RootReader,
    extent: &Extent,
    provenance: &Provenance,
) -> Result<SingleRecord, Trouble> {
    let sole = page(reader, extent, provenance.payload_digest.as_deref())?;
    let id = holder(provenance);
    if sole.record_id != id {
        return Err(another(extent, &sole.record_id, id));
    }
    let is_block_declared = provenance.refers_to.is_some() || is_as_declared(provenance.block, sole.block);
    match is_block_declared && is_as_declared(provenance.payload, sole.payload) {
        true => Ok(sole),
        false => Err(astray(format!(
            "record {id} in {}: it declares the digests {} (block) and {} (payload), but they are {} and {}",
            extent.file(),
            provenance.block.words(),
            provenance.payload.words(),
            sole.block.words(),
            sole.payload.words()
        ))),
    }
}

/// Returns true if the result of a check may be the one that the record has. A later version may read what this one
/// could not.
fn is_as_declared(declared: Check, found: Check) -> bool {
    declared == found || declared == Check::Unverifiable && found == Check::Verified
}

/// The id of the record that has the bytes: for a revisit, of the one that it refers to.
fn holder(provenance: &Provenance) -> &str {
    provenance.refers_to.as_deref().unwrap_or(&provenance.record_id)
}

fn another(extent: &Extent, found: &str, id: &str) -> Trouble {
    astray(format!("{} are now record {found}, and were {id}: the file was rewritten", place(extent)))
}

fn place(extent: &Extent) -> String {
    format!("bytes {} to {} of {}", extent.span().start, extent.span().end, extent.file())
}

fn astray(how: String) -> Trouble {
    Trouble::RecordMismatch { how, digests: None }
}

/// The web archive that the record of `entry` names, if that record is the one that was committed to.
fn provenance(storage: &dyn Storage, entry: &InventoryEntry) -> Option<Provenance> {
    let bytes = storage.read(&entry.capture.record()).ok()?;
    let record = Record::from_bytes(&bytes).ok().filter(|_| entry.record == Some(Digest::of(&bytes)))?;
    record.warc
}

/// `trouble` with a capture that lies in a web archive, which names the file, and the record as far as that is known.
pub(super) fn explained(storage: &dyn Storage, entry: &InventoryEntry, trouble: Trouble) -> Trouble {
    let Some(extent) = &entry.extent else { return trouble };
    let declared = provenance(storage, entry);
    let id = declared.as_ref().map(holder);
    if let (Some(id), Ok(bytes)) = (id, stored(storage, extent))
        && let Some(found) = SingleRecord::id_in(&bytes).filter(|found| found != id)
    {
        return another(extent, &found, id);
    }
    let record = match entry.is_page() {
        true => format!("record of {}, ", entry.urls.first().map_or("", String::as_str)),
        false => id.map(|id| format!("record {id}, ")).unwrap_or_default(),
    };
    match trouble {
        Trouble::Changed { committed, found } => {
            let how = format!("{record}{}: its page is not the one that was hashed", place(extent));
            Trouble::RecordMismatch { how, digests: Some((committed, found)) }
        }
        Trouble::RecordMismatch { how, digests } => Trouble::RecordMismatch { how: format!("{record}{how}"), digests },
        other => other,
    }
}

/// By the id of a record, or its address and moment: the captures that lay in it, and where.
type LostRecords<'e> = BTreeMap<String, Vec<(&'e CapturePath, Span)>>;

/// Finds where the records now stand that the captures `lost` lay in: for each capture, a sentence about that. Each
/// file is read through once. In a WACZ, whose parts have digests of their own, nothing is looked for.
pub(super) fn whereabouts(reader: &RootReader, lost: &[&InventoryEntry]) -> BTreeMap<CapturePath, String> {
    let mut files: BTreeMap<&CapturePath, LostRecords<'_>> = BTreeMap::new();
    for entry in lost {
        let name = match (entry.is_page(), entry.captured_at) {
            (true, Some(at)) => Some(SingleRecord::name(entry.urls.first().map_or("", String::as_str), at)),
            _ => provenance(reader, entry).map(|declared| holder(&declared).to_owned()),
        };
        let Some((extent, name)) = entry.extent.as_ref().zip(name) else { continue };
        let wanted = files.entry(extent.file()).or_default().entry(name).or_default();
        wanted.push((&entry.capture, extent.span()));
    }
    let mut declared = BTreeMap::new();
    for (file, wanted) in files.into_iter().filter(|(file, _)| !file.as_str().to_ascii_lowercase().ends_with(".wacz")) {
        let Ok(source) = reader.open_file(file.as_str()) else { continue };
        let ids: BTreeSet<String> = wanted.keys().cloned().collect();
        let places = SingleRecord::places(BufReader::with_capacity(1 << 16, source), &ids);
        for (id, captures) in wanted {
            let now = places.get(&id).copied();
            declared.extend(captures.into_iter().map(|(capture, then)| (capture.clone(), moved(now, then))));
        }
    }
    declared
}

fn moved(now: Option<(u64, u64)>, then: Span) -> String {
    match now {
        Some((from, to)) if (from, to) == (then.start as u64, then.end as u64) => {
            "its record is where it was".to_owned()
        }
        Some((from, to)) => format!("its record moved to bytes {from} to {to}"),
        None => "its record is not in the readable part of the file".to_owned(),
    }
}

/// The bytes of the capture that `manifest` is of, wherever they lie; `None` where they are gone.
pub fn bytes_of(root: &Root, manifest: &Manifest) -> Result<Option<Vec<u8>>, super::StoreError> {
    let reader = RootReader::open(root)?;
    match &manifest.extent {
        None => super::read(root, manifest.capture.as_str()),
        Some(extent) => match page(&reader, extent, None) {
            Ok(page) => Ok(Some(page.bytes)),
            Err(Trouble::Gone(_)) => Ok(None),
            Err(trouble) => {
                Err(super::StoreError::new(&manifest.capture, trouble.to_string(), "run `literatim audit`"))
            }
        },
    }
}

/// The manifest of a page that is a line in the list of its web archive, if it is what that line commits to.
///
/// # Errors
///
/// A page that is not, or whose roles another version made.
pub fn page_manifest(root: &Root, entry: &InventoryEntry, rules: &Rules) -> Result<Manifest, super::StoreError> {
    let proven = super::pages::proven_page(&RootReader::open(root)?, entry, rules);
    let refuse =
        |trouble: Trouble| super::StoreError::new(&entry.capture, trouble.to_string(), "run `literatim audit`");
    proven.map(|(_, manifest)| manifest).map_err(refuse)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::io::{Seek, SeekFrom, Write};

    #[test]
    fn a_record_beyond_four_gibibytes_is_read_where_it_lies() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("archive/web")).unwrap();
        let record = b"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <a>\r\nWARC-Date: 2014-06-11T09:30:00Z\r\n\
            WARC-Target-URI: https://lantern.example/\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nwords\r\n\r\n";
        let start = 5usize << 30;
        let mut file = File::create(folder.path().join("archive/web/a.warc")).unwrap();
        file.seek(SeekFrom::Start(start as u64)).and_then(|_| file.write_all(record)).unwrap();
        let reader = RootReader::open(&Root::at(folder.path()).unwrap()).unwrap();
        let extent = |from, to| Extent::new("archive/web/a.warc".parse().unwrap(), Span::new(from, to)).unwrap();
        let end = start + record.len();
        assert_eq!(page(&reader, &extent(start, end), None).unwrap().bytes, b"words");
        for (from, to) in [(start - 1, end), (start, end - 1), (start, end + 1), (0, end), (end, usize::MAX)] {
            assert!(
                matches!(page(&reader, &extent(from, to), None), Err(Trouble::RecordMismatch { .. })),
                "{from} {to}"
            );
        }
    }
}
