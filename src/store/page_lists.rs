//! The lists of pages that lie in `manifests/`: of what they say, everything but the choice of the pages is made again.

use super::draft::DraftManifest;
use super::listing::GeneratedListing;
use super::pages::page_capture;
use super::reader::RootReader;
use super::staged::read_committed;
use super::storage::Storage;
use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::history::History;
use crate::manifest::{InventoryEntry, PageBlocks, PageList, PagesSum, Trouble};
use crate::segment::Rules;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The lists of `pages`, by the paths of their files.
pub(super) fn lists(pages: &[InventoryEntry]) -> BTreeMap<String, Vec<u8>> {
    let printed = |(web_archive, list): (CapturePath, PageList)| (PageList::path_of(&web_archive), list.printed().0);
    PageList::all_of(pages).into_iter().map(printed).collect()
}

/// The advice for a list that cannot be used.
const HELP: &str = "restore it, for example with `git checkout`, or add the web archive again with --in-place";

/// The pages of all lists that are there, but for those that have records of their own, which are among `captures`. A list
/// must be what was committed to, by `sums`, if it was; the others come from another branch.
pub(super) fn lying_pages(
    reader: &RootReader,
    (present, sums): (&GeneratedListing, &BTreeMap<String, PagesSum>),
    captures: &[CapturePath],
    unreadable: &mut BTreeMap<String, Trouble>,
) -> Vec<InventoryEntry> {
    let lying = present.general.iter().filter(|path| path.ends_with(PageList::ENDING));
    let paths: BTreeSet<&String> = sums.keys().chain(lying).collect();
    let web_archives = captures.iter().filter(|path| path.is_web_archive()).map(PageList::path_of);
    let web_archives: BTreeSet<String> = web_archives.collect();
    let is_kept = |path: &str| web_archives.contains(path);
    let mut pages: BTreeMap<CapturePath, InventoryEntry> = BTreeMap::new();
    for path in paths {
        match list(reader, path, sums.get(path)) {
            Ok(list) => {
                let own = |page: &InventoryEntry| {
                    captures.binary_search(&page.capture).is_err() || reader.is_there(page.capture.as_str())
                };
                for page in list.pages.into_iter().filter(own) {
                    if reader.is_there(page.capture.as_str()) {
                        unreadable.insert(page.capture.to_string(), here_too(&page));
                    }
                    let known = pages.entry(page.capture.clone()).or_insert_with(|| page.clone());
                    if known.sha256 != page.sha256 {
                        let why = format!("it lists {} otherwise than another list does ({HELP})", page.capture);
                        unreadable.insert(path.clone(), Trouble::Manifest(why));
                    }
                }
            }
            // Somebody may have taken the web archive away, and its list with it.
            Err(_) if !reader.is_there(path) && !is_kept(path) => {}
            Err(trouble) => drop(unreadable.entry(path.clone()).or_insert(trouble)),
        }
    }
    pages.into_values().collect()
}

/// The commitments to lists of pages that a log leads to, by the paths of these.
pub(super) fn page_sums(history: &History) -> BTreeMap<String, PagesSum> {
    let listed = history.listed().values();
    listed.filter_map(|entry| Some((PageList::path_of(&entry.capture), *entry.pages.as_deref()?))).collect()
}

fn here_too(page: &InventoryEntry) -> Trouble {
    let file = page.extent.as_ref().map_or("a web archive", |extent| extent.file().as_str());
    Trouble::Unreadable(format!("it is a page in {file}, but the file is here too (remove one of them)"))
}

fn list(reader: &RootReader, path: &str, committed: Option<&PagesSum>) -> Result<PageList, Trouble> {
    let read = match committed {
        Some(sum) => read_committed(reader, path, sum.sha256),
        None => reader.read(path),
    };
    let bytes = read.map_err(|error| Trouble::Unreadable(format!("{} ({HELP})", super::errors::why(&error))))?;
    let found = Digest::of(&bytes);
    if let Some(committed) = committed.map(|sum| sum.sha256).filter(|committed| *committed != found) {
        let how = format!("it changed\n  committed  {committed}\n  found      {found}\n ({HELP})");
        return Err(Trouble::Manifest(how));
    }
    let list = PageList::from_bytes(&bytes).map_err(|why| Trouble::Manifest(format!("{why} ({HELP})")))?;
    match PageList::path_of(&list.web_archive) == path {
        true => Ok(list),
        false => Err(Trouble::Manifest(format!("it is the list of {} ({HELP})", list.web_archive))),
    }
}

/// The draft of a page that is a line in a list.
pub(super) fn draft_page(reader: &RootReader, page: &InventoryEntry, rules: &Rules) -> Result<DraftManifest, Trouble> {
    let capture = page_capture(reader, page)?;
    let reading = page.reading.as_ref().map(Arc::clone).unwrap_or_default();
    Ok(DraftManifest::of(&capture, None, rules, None).into_page(reading, Some(page.manifest)))
}

/// One line of a list that is not what is made of the page that it is about.
#[derive(Debug)]
pub(super) struct WrongLine {
    /// Its number in the file, from 1.
    pub number: usize,
    /// The page, as the line names it.
    pub page: String,
}

/// The lines of a damaged list that are not what is made of their pages. Each line stands for itself: path, address, digests
/// and place of a page all show in its bytes or in its manifest.
pub(super) fn wrong_lines(reader: &RootReader, rules: &Rules, text: &str) -> Vec<WrongLine> {
    let mut wrong = Vec::new();
    let head = text.lines().find(|line| line.starts_with('{'));
    let Some((web_archive, reading)) = head.and_then(PageBlocks::read_head) else { return wrong };
    let reading = Arc::new(reading);
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with(['#', '{'])) {
        let page = InventoryEntry::read_page(line, &web_archive, &reading);
        let is_right = page.as_ref().is_some_and(|page| super::pages::proven_page(reader, page, rules).is_ok());
        if !is_right {
            let page = page.map_or_else(|| "no page can be read there".to_owned(), |page| page.capture.to_string());
            wrong.push(WrongLine { number, page });
        }
    }
    wrong
}
