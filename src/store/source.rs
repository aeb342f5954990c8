//! Captures with their records, as they lie in the archive, to make manifests of.

use super::draft::DraftManifest;
use super::errors::why;
use super::extent::declared_page;
use super::reader::RootReader;
use super::storage::Storage;
use crate::capture::{Capture, CapturePath, Record};
use crate::digest::Digest;
use crate::manifest::{Manifest, Trouble};
use crate::segment::role_marks;

/// The draft of the manifest of a web archive that is kept whole: it is hashed, and never held in memory.
pub(super) fn draft_web_archive(reader: &RootReader, path: &CapturePath) -> Result<DraftManifest, (String, Trouble)> {
    let refuse = |error: std::io::Error| (path.to_string(), Trouble::Unreadable(why(&error)));
    let (record, digest) = record(reader, path)?;
    let (sha256, bytes) = reader.digest(path.as_str()).map_err(refuse)?;
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    Ok(DraftManifest::without_text(Manifest::of_web_archive(path, bytes, sha256, (&record, digest))))
}

/// A capture with its record, and the digest of that.
pub(super) fn capture(reader: &RootReader, path: &CapturePath) -> Result<(Capture, Option<Digest>), (String, Trouble)> {
    let refuse = |trouble: Trouble| (path.to_string(), trouble);
    let (record, digest) = record(reader, path)?;
    let bytes = match record.extent().zip(record.warc.as_ref()) {
        None => reader.read(path.as_str()).map_err(|error| refuse(Trouble::Unreadable(why(&error))))?,
        Some(_) if reader.is_there(path.as_str()) => {
            let why = "its record says that it is in a web archive, but the file is here too (remove one of them)";
            return Err(refuse(Trouble::Unreadable(why.to_owned())));
        }
        Some((extent, provenance)) => declared_page(reader, extent, provenance).map_err(refuse)?.bytes,
    };
    Ok((Capture { path: path.clone(), bytes, record }, digest))
}

/// The record of the capture at `path`, and its digest; an empty one where there is none.
fn record(reader: &RootReader, path: &CapturePath) -> Result<(Record, Option<Digest>), (String, Trouble)> {
    let refuse = |path: String, why: String| (path, Trouble::Unreadable(why));
    let record_bytes = reader.read_if_there(&path.record()).map_err(|error| refuse(path.record(), why(&error)))?;
    let record = match &record_bytes {
        None => Record::default(),
        Some(bytes) => Record::from_bytes(bytes).map_err(|why| refuse(path.record(), format!("{why} (fix that)")))?,
    };
    role_marks::check(&record.marks).map_err(|wrong| refuse(path.record(), format!("{wrong} (fix that)")))?;
    let digest = record_bytes.map(|bytes| Digest::of(&bytes));
    Ok((record, digest))
}
