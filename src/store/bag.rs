//! An archive as a bag: written to a folder of its own, and read from one.

use super::batch::Batch;
use super::errors::why;
use super::folders::write_folder_new;
use super::listing::GeneratedListing;
use super::pages::page_capture;
use super::reader::RootReader;
use super::storage::Storage;
use super::walk::{EntryKind, walk};
use super::{CopiedCapture, Root, StoreError};
use crate::export::bag::{BagFinding, check, tag_files};
use crate::manifest::{Inventory, InventoryRoot, Trouble};
use crate::verify::Config;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Every file of the archive that its inventory, its log or its seals speak of, and the configuration; by path.
pub fn files(root: &Root, inventory: &Inventory) -> Result<BTreeMap<String, Vec<u8>>, StoreError> {
    let reader = RootReader::open(root)?;
    let mut paths = GeneratedListing::of(&reader).general;
    paths.insert(Root::CONFIG.to_owned());
    for entry in &inventory.captures {
        paths.extend([entry.capture.to_string(), entry.capture.manifest()]);
        paths.extend(entry.record.map(|_| entry.capture.record()));
    }
    for seal in super::seals(root)? {
        paths.extend([format!("{}.sig", seal.path), format!("{}.tsr", seal.path), seal.path]);
    }
    let mut files = BTreeMap::new();
    for path in paths {
        let bytes = reader.read_if_there(&path).map_err(|error| StoreError::io(&path, &error))?;
        // In a bag, captures lie under the paths that the archive has for them.
        let plain = |bytes: Vec<u8>| if path == Root::CONFIG { Config::without_archive(&bytes) } else { bytes };
        files.extend(bytes.map(plain).map(|bytes| (path, bytes)));
    }
    Ok(files)
}

/// Writes a bag with this payload to `folder`, which must be new or empty: all of it or nothing. One that has these files
/// already stays.
pub fn write_bag(folder: &Path, payload: &BTreeMap<String, Vec<u8>>, description: &str) -> Result<(), StoreError> {
    let mut files: BTreeMap<String, Vec<u8>> =
        payload.iter().map(|(path, bytes)| (format!("data/{path}"), bytes.clone())).collect();
    files.extend(tag_files(payload, description));
    write_folder_new(folder, &files)
}

/// A bag that is complete and valid.
pub struct BagFolder {
    folder: Root,
    payload: Root,
}

impl BagFolder {
    /// Opens the bag in `folder`.
    ///
    /// # Errors
    ///
    /// One that is not complete or not valid; everything that is wrong with it is reported.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let root = Root::at(folder)?;
        let reader = RootReader::open(&root)?;
        let (mut names, mut flaws) = (BTreeSet::new(), Vec::new());
        for found in walk(&root, ".") {
            let path = found.path.trim_start_matches("./").to_owned();
            match found.kind {
                EntryKind::File => drop(names.insert(path)),
                _ => flaws.push(BagFinding::Malformed(
                    path,
                    "not a regular file (a link, a device, or unreadable)".to_owned(),
                )),
            }
        }
        flaws.extend(check(&names, &mut |path| reader.read(path).ok()));
        if let Some(first) = flaws.first() {
            let more = if flaws.len() > 1 { format!("; and {} more", flaws.len() - 1) } else { String::new() };
            return Err(StoreError::new(
                folder.display(),
                format!("not a valid bag: {first}{more}"),
                "get the bag again",
            ));
        }
        let payload = Root::at(&folder.join("data"))?;
        Ok(Self { folder: root, payload })
    }

    /// The folder of its payload: an archive of its own.
    pub fn payload(&self) -> &Root {
        &self.payload
    }

    /// Its captures, as its inventory lists them, web archives first.
    pub fn transfers(&self, inventory: &Inventory) -> Result<Vec<CopiedCapture>, StoreError> {
        let reader = RootReader::open(&self.payload)?;
        let read =
            |path: &str| reader.read(path).map_err(|error| StoreError::new(path, why(&error), "get the bag again"));
        let refuse = |entry: &crate::manifest::InventoryEntry| {
            let path = entry.capture.clone();
            move |trouble: Trouble| StoreError::new(&path, trouble.to_string(), "get the bag again")
        };
        let one = |entry: &crate::manifest::InventoryEntry| {
            let record = match entry.is_page() {
                // The record of a page is made of what lies in its web archive.
                true => Some(page_capture(&reader, entry).map_err(refuse(entry))?.record.to_bytes()),
                false => entry.record.map(|_| read(&entry.capture.record())).transpose()?,
            };
            let bytes = if entry.extent.is_none() { read(entry.capture.as_str())? } else { Vec::new() };
            Ok(CopiedCapture { path: entry.capture.clone(), bytes, record })
        };
        // Before the captures that lie in them.
        let (archives, others): (Vec<_>, Vec<_>) =
            inventory.captures.iter().partition(|entry| entry.capture.is_web_archive());
        archives.into_iter().chain(others).map(one).collect()
    }

    /// Copies its payload, history and all, to a root that holds no capture yet; what is configured there stays.
    pub fn unpack(&self, root: &Root, inventory: &Inventory) -> Result<(), StoreError> {
        debug_assert_ne!(self.folder, *root);
        let lock = super::lock::WriteLock::exclusive(root)?;
        let mut batch = Batch::new(root, &lock);
        let mut files = files(&self.payload, inventory)?;
        files.remove(Root::CONFIG);
        // The root goes last: until then, what was there holds.
        let inventory_root = files.remove_entry(InventoryRoot::PATH);
        for (path, bytes) in files {
            batch.stage_new(&path, &bytes)?;
        }
        if let Some((path, bytes)) = inventory_root {
            batch.stage(&path, &bytes)?;
        }
        batch.commit()
    }
}
