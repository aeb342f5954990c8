//! Pages in the lists of web archives, asked by need: a name leads to a line, of whose list the first bytes are read and
//! one block.

use super::cache::cached;
use super::committed::{FileTrouble, part, unusable};
use super::lookup::InventoryLookup;
use super::page_caches::ListBeginning;
use super::staged;
use super::storage::Storage;
use crate::capture::CapturePath;
use crate::manifest::{InventoryEntry, NotOurs, PageBlocks, PageList, PageName, PageReading, PagesSum, Trouble};
use crate::text::Span;
use std::sync::Arc;

impl InventoryLookup {
    /// The pages in `folder`, a path below `archive/`.
    pub(super) fn pages_in(&self, storage: &dyn Storage, folder: &str) -> Result<Vec<InventoryEntry>, Trouble> {
        self.pages_named(storage, &PageName::of_folder(folder))
    }

    /// The pages that have `name`, as [`PageName::all_of`] spells it.
    pub(super) fn pages_named(&self, storage: &dyn Storage, name: &str) -> Result<Vec<InventoryEntry>, Trouble> {
        let mut pages = Vec::new();
        if self.root.counts.pages > 0 {
            let path = self.root.counts.pages_layout().pages_of(name);
            let shard = self.shard(storage, (&self.pages.names, &path), PageName::read_all)?;
            let digits = PageName::digits(name);
            for hit in shard.iter().filter(|hit| hit.digits == digits) {
                let entry = self.page_at(storage, hit)?;
                pages.extend(Some(entry).filter(|page| PageName::all_of(page).iter().any(|one| one == name)));
            }
        }
        for (web_archive, sum) in self.added_lists() {
            // What the inventory lists goes first.
            if self.is_listed(storage, &web_archive)? {
                continue;
            }
            let list = self.whole_list(storage, &web_archive, &sum)?;
            let named = list.pages.iter().filter(|page| PageName::all_of(page).iter().any(|one| one == name));
            pages.extend(named.cloned());
        }
        Ok(pages)
    }

    /// All pages in the list of the web archive at `path`; none where it has none.
    pub(super) fn list_of(&self, storage: &dyn Storage, path: &CapturePath) -> Result<Vec<InventoryEntry>, Trouble> {
        let entries = self.entries_but_for_pages(storage, path.folder())?;
        let entry = entries.into_iter().find(|entry| entry.capture == *path);
        let Some(sum) = entry.and_then(|entry| entry.pages) else { return Ok(Vec::new()) };
        self.whole_list(storage, path, &sum).map(|list| list.pages.clone())
    }

    /// The first page of any list, if there is one.
    pub(super) fn first_page(&self, storage: &dyn Storage) -> Result<Option<InventoryEntry>, Trouble> {
        for (web_archive, sum) in self.added_lists() {
            if !self.is_listed(storage, &web_archive)? {
                return Ok(self.whole_list(storage, &web_archive, &sum)?.pages.first().cloned());
            }
        }
        let named = self.root.sums.keys().find(|path| path.starts_with(PageName::FOLDER)).cloned();
        let Some(mut path) = named else { return Ok(None) };
        if self.root.layout_of(&path).has_lists() {
            let sums = self.sums_in(storage, &path).map_err(|trouble| self.met(trouble))?;
            let Some(first) = sums.keys().next().cloned() else { return Ok(None) };
            path = first;
        }
        let names = self.shard(storage, (&self.pages.names, &path), PageName::read_all)?;
        names.first().map(|name| self.page_at(storage, name)).transpose()
    }

    fn whole_list(
        &self,
        storage: &dyn Storage,
        web_archive: &CapturePath,
        sum: &PagesSum,
    ) -> Result<Arc<PageList>, Trouble> {
        let path = PageList::path_of(web_archive);
        let list = cached(&self.pages.whole, &path, || {
            let bytes = part(storage, &path, sum.sha256)?;
            let (list, found) = PageList::read(&bytes).map_err(|why| refused(&path, &why))?;
            match list.web_archive == *web_archive && found == *sum {
                true => Ok(list),
                false => Err(another(&path)),
            }
        });
        list.map_err(|trouble| self.met(trouble))
    }

    /// Returns true if the inventory itself, without what was added since, lists a web archive with pages.
    fn is_listed(&self, storage: &dyn Storage, path: &CapturePath) -> Result<bool, Trouble> {
        let shard = self.root.layout().entries_in(path.folder());
        let entries = self.shard_of(storage, &shard)?;
        Ok(entries.iter().any(|entry| entry.capture == *path && entry.pages.is_some()))
    }

    /// The page that a name leads to.
    fn page_at(&self, storage: &dyn Storage, hit: &PageName) -> Result<InventoryEntry, Trouble> {
        let web_archive: CapturePath = hit.web_archive.parse().map_err(|_| Trouble::Missing)?;
        let path = PageList::path_of(&web_archive);
        let entries = self.shard_of(storage, &self.root.layout().entries_in(web_archive.folder()))?;
        let sum = entries.iter().find(|entry| entry.capture == web_archive).and_then(|entry| entry.pages.as_deref());
        let Some(sum) = sum.filter(|sum| (1..=sum.count).contains(&hit.line)) else {
            return Err(self.met((path, unusable("a name of a page leads to no line of it"))));
        };
        let found = self.line(storage, &path, (sum, hit.line)).and_then(|(line, reading)| {
            InventoryEntry::read_page(&line, &web_archive, &reading).ok_or_else(|| another(&path))
        });
        found.map_err(|trouble| self.met(trouble))
    }

    /// One line of a list, and the way that its pages are read.
    fn line(
        &self,
        storage: &dyn Storage,
        path: &str,
        (sum, index): (&PagesSum, usize),
    ) -> Result<(String, Arc<PageReading>), FileTrouble> {
        let head = cached(&self.pages.heads, path, || {
            let span = Span::new(0, PageBlocks::length(sum));
            let blocks = read(storage, path, sum, span, |bytes| PageBlocks::from_bytes(bytes, sum))?;
            let lines = block(storage, path, sum, (&blocks, 0))?;
            let head = lines.first().and_then(|line| PageBlocks::read_head(line));
            let head = head.filter(|(web_archive, _)| PageList::path_of(web_archive) == path);
            let (_, reading) = head.ok_or_else(|| another(path))?;
            Ok(ListBeginning { blocks, reading: Arc::new(reading) })
        })?;
        let number = head.blocks.holding(index).map_or(0, |(number, _)| number);
        let lines = cached(&self.pages.blocks, &format!("{path}#{number}"), || {
            block(storage, path, sum, (&head.blocks, index))
        })?;
        let line = lines.get(PageBlocks::place(index)).cloned().ok_or_else(|| another(path))?;
        Ok((line, Arc::clone(&head.reading)))
    }
}

/// The lines of the block that has the line at `index`.
fn block(
    storage: &dyn Storage,
    path: &str,
    sum: &PagesSum,
    (blocks, index): (&PageBlocks, usize),
) -> Result<Vec<String>, FileTrouble> {
    let (number, span) = blocks.holding(index).ok_or_else(|| another(path))?;
    read(storage, path, sum, span, |bytes| {
        blocks.lines(number, bytes).map(|lines| lines.into_iter().map(str::to_owned).collect())
    })
}

/// A part of the list at `path`, or of the one that waits to be moved there, if it is what was committed to.
fn read<T>(
    storage: &dyn Storage,
    path: &str,
    sum: &PagesSum,
    span: Span,
    take: impl Fn(&[u8]) -> Result<T, NotOurs>,
) -> Result<T, FileTrouble> {
    let from = |path: &str| storage.read_range(path, span);
    let first = from(path).map(|bytes| take(&bytes));
    if let Ok(Ok(taken)) = first {
        return Ok(taken);
    }
    if let Ok(Ok(taken)) = from(&staged::waiting(sum.sha256)).map(|bytes| take(&bytes)) {
        return Ok(taken);
    }
    Err(match first {
        Ok(Err(why)) => refused(path, &why),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => (path.to_owned(), unusable("it is missing")),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => (path.to_owned(), unusable("it is cut off")),
        Err(error) => (path.to_owned(), unusable(&super::errors::why(&error))),
        Ok(Ok(_)) => another(path),
    })
}

fn refused(path: &str, why: &NotOurs) -> FileTrouble {
    match why {
        NotOurs::Conflict => (path.to_owned(), Trouble::Manifest(why.to_string())),
        _ => (path.to_owned(), unusable(&why.to_string())),
    }
}

fn another(path: &str) -> FileTrouble {
    (path.to_owned(), unusable("it is not the list that the inventory commits to"))
}
