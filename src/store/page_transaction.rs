//! New pages of web archives that are kept whole, taken into the archive: as lines in a list, wherever a record of its own
//! would say no more.

use super::drafted::needs_upgrade;
use super::errors::StoreError;
use super::extent::declared_page;
use super::incoming::NewCapture;
use super::page_lists::draft_page;
use super::pages::reading_of;
use super::transaction::{Pending, Transaction};
use crate::capture::{Capture, CapturePath, Record};
use crate::manifest::{InventoryEntry, InventoryRoot, PageList, PageReading, Trouble};
use crate::parallel;
use crate::web_archive::SingleRecord;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Fewer pages for each processor are not worth a thread.
const PAGES_A_THREAD: usize = 8;

impl Transaction<'_> {
    /// The record that holds a capture in a web archive, where the capture's record says that it is; `None` of any other
    /// capture.
    pub(super) fn in_place(&self, path: &CapturePath, record: &Record) -> Result<Option<SingleRecord>, StoreError> {
        let Some((extent, provenance)) = record.extent().zip(record.warc.as_ref()) else { return Ok(None) };
        declared_page(&self.reader, extent, provenance)
            .map(Some)
            .map_err(|trouble| StoreError::new(path, trouble.to_string(), "add its web archive with --in-place"))
    }

    /// The way that a new page is read, if it is to be a line in a list.
    ///
    /// # Errors
    ///
    /// A capture whose bytes are not those that its extent holds.
    pub(super) fn reading_in_place(
        &self,
        path: &CapturePath,
        new: &NewCapture,
    ) -> Result<Option<Arc<PageReading>>, StoreError> {
        match self.in_place(path, &new.record)? {
            Some(sole) if sole.bytes != new.bytes => Err(StoreError::new(
                path,
                "the web archive has another page there than before",
                "make sure that nothing changes the file, and add it again",
            )),
            Some(sole) => Ok(reading_of(path, &new.record, &sole)),
            None => Ok(None),
        }
    }

    /// Returns true if an interrupted run left files of what was added that are in the inventory already.
    pub(super) fn has_leftovers(&self) -> Result<bool, StoreError> {
        let left = self.lookup.has_leftovers(&self.reader);
        left.map_err(|trouble| StoreError::new(InventoryRoot::PATH, trouble.to_string(), "nothing was added"))
    }

    /// Lists a capture as a line in the list of its web archive, with no file of its own.
    pub(super) fn commit_to_page(&mut self, capture: Capture, reading: Arc<PageReading>) -> Result<(), StoreError> {
        if let Some(without) = capture.record.secret() {
            let what = format!("its address has a user name or password, which would stay in the list: {without}");
            return Err(StoreError::new(&capture.path, what, "add it without --in-place"));
        }
        self.pend(Pending { capture, record: None, reading: Some(reading) });
        Ok(())
    }

    /// Drafts the pages again that the lists have which get new ones: what a list says of all its pages changes.
    pub(super) fn draft_listed_pages(&mut self) -> Result<(), StoreError> {
        let refuse =
            |path: &CapturePath, trouble: &Trouble| StoreError::new(path, trouble.to_string(), "nothing was added");
        let new = self.drafts.iter().filter(|draft| draft.is_page());
        let web_archives: BTreeSet<CapturePath> =
            new.filter_map(|draft| Some(draft.manifest.extent.as_ref()?.file().clone())).collect();
        for web_archive in web_archives {
            let listed = self.lookup.list_of(&self.reader, &web_archive);
            let listed = listed.map_err(|trouble| refuse(&web_archive, &trouble))?;
            if listed.iter().any(|page| page.reading.as_ref().is_some_and(|reading| reading.is_earlier())) {
                return Err(needs_upgrade());
            }
            let (reader, rules) = (&self.reader, self.rules);
            for (page, draft) in
                listed.iter().zip(parallel::map(&listed, PAGES_A_THREAD, |page| draft_page(reader, page, rules)))
            {
                self.drafts.push(draft.map_err(|trouble| refuse(&page.capture, &trouble))?);
            }
        }
        Ok(())
    }

    /// Has the web archives commit to the lists of the pages among `entries`. Returns true if some of them were listed before.
    pub(super) fn commit_to_lists(&self, entries: &mut Vec<InventoryEntry>) -> bool {
        let there: BTreeSet<CapturePath> = entries.iter().map(|entry| entry.capture.clone()).collect();
        let files = entries.iter().filter(|entry| entry.is_page()).filter_map(|entry| entry.extent.as_ref());
        let files: BTreeSet<&CapturePath> = files.map(|extent| extent.file()).collect();
        let listed: Vec<InventoryEntry> = files
            .into_iter()
            .filter(|file| !there.contains(*file))
            .filter_map(|file| self.known.entry(file))
            .cloned()
            .collect();
        let is_listed_before = !listed.is_empty();
        entries.extend(listed);
        PageList::commit_to(entries);
        is_listed_before
    }
}
