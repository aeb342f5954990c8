//! Names that lead to the pages of web archives: short, because there may be many pages. A name is kept as the first digits
//! of its digest, so it may lead to a few lines too many, and never to one too few: the lines say which of them have it.

use super::layout::Layout;
use super::{InventoryEntry, InventoryRoot, ListedName, NotOurs, PageList, sum_list};
use crate::capture::CapturePath;
use crate::digest::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A name that leads to a line of a list of pages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageName {
    /// The web archive that the list is of.
    pub web_archive: String,
    /// The first digits of the digest of the name.
    pub digits: String,
    /// The number of the line in the tree of the list.
    pub line: usize,
}

/// The number of digits of a name that are kept.
const DIGITS: usize = 8;

impl PageName {
    /// The folder of shards of these names.
    pub const FOLDER: &str = super::layout::PAGES;

    /// The name of a folder below `archive/` that a page is in.
    pub fn of_folder(folder: &str) -> String {
        format!("in\t{folder}")
    }

    /// The digits by which a name is kept.
    pub fn digits(name: &str) -> String {
        Digest::of(name.as_bytes()).hex()[..DIGITS].to_owned()
    }

    /// The names of a page: its folder, and those of any capture.
    pub fn all_of(page: &InventoryEntry) -> Vec<String> {
        let others = ListedName::all_of(page).into_iter().map(|listed| listed.name);
        std::iter::once(Self::of_folder(page.capture.folder())).chain(others).collect()
    }

    /// Reads a shard of names: sorted, none twice, those of one web archive behind its path.
    ///
    /// # Errors
    ///
    /// Anything else.
    pub fn read_all(bytes: &[u8]) -> Result<Vec<Self>, NotOurs> {
        let mut names: Vec<Self> = Vec::new();
        let mut web_archive = None;
        for (number, line) in (1..).zip(sum_list::text(bytes)?.split_terminator('\n')) {
            let wrong = || sum_list::wrong(number, "not a name of a page");
            let line = line.strip_prefix('#').ok_or_else(wrong)?;
            match line.split_once(' ') {
                Some((digits, line)) if digits.len() == DIGITS && line.bytes().all(|byte| byte.is_ascii_digit()) => {
                    let web_archive: String = web_archive.clone().ok_or_else(wrong)?;
                    let line = super::cursor::number(line).ok_or_else(wrong)?;
                    names.push(Self { web_archive, digits: digits.to_owned(), line });
                }
                _ => {
                    let path: CapturePath = line.parse().map_err(|_| wrong())?;
                    web_archive = Some(String::from(path));
                }
            }
        }
        match Self::print_all(&names) == bytes && names.windows(2).all(|pair| pair[0] < pair[1]) {
            true => Ok(names),
            false => Err(NotOurs::Unreadable("its names are not sorted, or one is there twice".to_owned())),
        }
    }

    /// The bytes of a shard of `names`, which are sorted.
    pub fn print_all<'n>(names: impl IntoIterator<Item = &'n Self>) -> Vec<u8> {
        let (mut text, mut last) = (String::new(), "");
        for name in names {
            if name.web_archive != last {
                last = &name.web_archive;
                let _ = writeln!(text, "#{last}");
            }
            let _ = writeln!(text, "#{} {}", name.digits, name.line);
        }
        text.into_bytes()
    }
}

/// The files about the pages of web archives: lists of them, and shards of their names with lists of these.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageFiles {
    /// By path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The digests of those that the root names, by path.
    pub named: BTreeMap<String, Digest>,
}

impl PageFiles {
    /// Those of the pages among `entries`.
    pub fn of<'e>(entries: impl IntoIterator<Item = &'e InventoryEntry>) -> Self {
        let lists = PageList::all_of(entries);
        let layout = Layout::of(lists.values().map(|list| list.pages.len()).sum());
        let mut shards: BTreeMap<String, BTreeSet<PageName>> = BTreeMap::new();
        let mut files = BTreeMap::new();
        for (web_archive, list) in &lists {
            for (line, page) in (1..).zip(&list.pages) {
                for name in PageName::all_of(page) {
                    let digits = PageName::digits(&name);
                    let name_of = PageName { web_archive: web_archive.to_string(), digits, line };
                    shards.entry(layout.pages_of(&name)).or_default().insert(name_of);
                }
            }
            files.insert(PageList::path_of(web_archive), list.printed().0);
        }
        let shards: BTreeMap<String, Vec<u8>> =
            shards.into_iter().map(|(path, names)| (path, PageName::print_all(&names))).collect();
        let (lists, named) = InventoryRoot::lists_of(layout, &shards);
        files.extend(shards);
        files.extend(lists);
        Self { files, named }
    }
}
