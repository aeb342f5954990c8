//! The files of an inventory: what they have in them, and the root that names them.

use super::layout::{ENTRIES, Layout, NAMES, PAGES};
use super::{InventoryEntry, NotOurs, RepeatedTable, shard, sum_list};
use crate::capture::source_file::stem;
use crate::capture::urls::identity;
use crate::digest::Digest;
use std::collections::{BTreeMap, BTreeSet};

/// The files that an inventory is kept in, but for its root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InventoryFiles {
    counts: Counts,
    /// Shards, and lists of shards, by path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Those that the root names.
    named: BTreeMap<String, Digest>,
}

/// A name that leads to a capture, in addition to its path and the id of its article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedName {
    /// The kind of the name and the name: `url`, a tab and the [identity] of an address; `sha256`, a tab and the first
    /// eight digits of the digest of a capture; or `file`, a tab and the [name](stem) of the file that it was added from.
    pub name: String,
    /// The path of a capture that it leads to.
    pub target: String,
}

impl ListedName {
    /// The name of an address; `None` where it names no article.
    pub fn of_url(url: &str) -> Option<String> {
        identity(url).map(|identity| format!("url\t{identity}"))
    }

    /// The name of captures whose digest begins with these eight digits.
    pub fn of_digits(digits: &str) -> String {
        format!("sha256\t{digits}")
    }

    /// The name of what was added from a file with this [name](stem).
    pub fn of_file(stem: &str) -> String {
        format!("file\t{stem}")
    }

    /// The names that an entry gives. A web archive that is kept whole is no article, and has none.
    pub fn all_of(entry: &InventoryEntry) -> Vec<Self> {
        if entry.capture.is_web_archive() {
            return Vec::new();
        }
        let urls = entry.urls.iter().filter_map(|url| Self::of_url(url));
        let file = entry.came_from.as_deref().and_then(stem).map(|stem| Self::of_file(&stem));
        let names = urls.chain([Self::of_digits(&entry.sha256.hex()[..8])]).chain(file);
        names.map(|name| Self { name, target: entry.capture.to_string() }).collect()
    }

    /// Reads a shard of names: sorted, none twice; each in a line that `sha256sum -c` passes over.
    ///
    /// # Errors
    ///
    /// Anything else.
    pub fn read_all(bytes: &[u8]) -> Result<Vec<Self>, NotOurs> {
        let mut names: Vec<Self> = Vec::new();
        for (number, line) in (1..).zip(sum_list::text(bytes)?.split_terminator('\n')) {
            let wrong = |why| sum_list::wrong(number, why);
            let both = line.strip_prefix('#').and_then(|line| line.rsplit_once('\t'));
            let (name, target) = both.ok_or_else(|| wrong("not a name of a capture"))?;
            let name = Self { name: name.to_owned(), target: target.to_owned() };
            if names.last().is_some_and(|last| *last >= name) {
                return Err(wrong("its names are not sorted, or one is there twice"));
            }
            names.push(name);
        }
        Ok(names)
    }

    /// The bytes of a shard of `names`.
    pub fn print_all<'n>(names: impl IntoIterator<Item = &'n Self>) -> Vec<u8> {
        names.into_iter().flat_map(|Self { name, target }| format!("#{name}\t{target}\n").into_bytes()).collect()
    }
}

impl InventoryEntry {
    /// Reads a shard of entries: sorted, none twice.
    ///
    /// # Errors
    ///
    /// Anything else.
    pub fn read_all(bytes: &[u8]) -> Result<Vec<Self>, NotOurs> {
        shard::read(sum_list::text(bytes)?, 1)
    }

    /// The bytes of a shard of `entries`, which are sorted.
    pub fn print_all<'e>(entries: impl IntoIterator<Item = &'e Self>) -> Vec<u8> {
        shard::print(entries).into_bytes()
    }
}

impl InventoryFiles {
    /// The files of an inventory of these entries, which are sorted.
    pub fn of(entries: &[InventoryEntry]) -> Self {
        let counts = Counts::of(entries);
        let layout = counts.layout();
        let mut shards: BTreeMap<String, Vec<&InventoryEntry>> = BTreeMap::new();
        let mut names: BTreeMap<String, BTreeSet<ListedName>> = BTreeMap::new();
        let mut last: Option<(&str, String)> = None;
        // Pages are in lists of their web archives, with names of their own.
        for entry in entries.iter().filter(|entry| !entry.is_page()) {
            let folder = entry.capture.folder();
            // Those of one folder mostly follow one another.
            let shard = match last.take().filter(|(known, _)| *known == folder) {
                Some((_, shard)) => shard,
                None => layout.entries_in(folder),
            };
            shards.entry(shard.clone()).or_default().push(entry);
            last = Some((folder, shard));
            for name in ListedName::all_of(entry) {
                names.entry(layout.names_of(&name.name)).or_default().insert(name);
            }
        }
        let entries_of = |(path, entries): (String, Vec<&InventoryEntry>)| (path, InventoryEntry::print_all(entries));
        let names_of = |(path, names): (String, BTreeSet<ListedName>)| (path, ListedName::print_all(&names));
        Self::with(counts, shards.into_iter().map(entries_of).chain(names.into_iter().map(names_of)).collect())
    }

    /// The files of an inventory of so many captures that has these shards.
    fn with(counts: Counts, mut files: BTreeMap<String, Vec<u8>>) -> Self {
        let layout = counts.layout();
        let (lists, named) = InventoryRoot::lists_of(layout, &files);
        files.extend(lists);
        Self { counts, files, named }
    }

    /// The root that names them, and nothing else.
    pub fn root(&self) -> InventoryRoot {
        InventoryRoot { counts: self.counts, sums: self.named.clone() }
    }

    /// The fingerprint of the inventory.
    pub fn fingerprint(&self) -> Digest {
        self.root().fingerprint()
    }
}

/// The number of things that an inventory lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Captures that words may be read out of.
    pub captures: usize,
    /// Web archives that are kept whole.
    pub web_archives: usize,
    /// Pages that are in lists of web archives; they are not among the captures here.
    pub pages: usize,
}

impl Counts {
    /// The counts of `entries`.
    pub fn of<'e>(entries: impl IntoIterator<Item = &'e InventoryEntry>) -> Self {
        let mut counts = Self::default();
        for entry in entries.into_iter().filter(|entry| !entry.is_page()) {
            counts.pages += entry.pages.as_ref().map_or(0, |pages| pages.count);
            match entry.capture.is_web_archive() {
                true => counts.web_archives += 1,
                false => counts.captures += 1,
            }
        }
        counts
    }

    /// The counts of what these are of, and of `more`.
    pub fn with(self, more: Self) -> Self {
        Self {
            captures: self.captures + more.captures,
            web_archives: self.web_archives + more.web_archives,
            pages: self.pages + more.pages,
        }
    }

    /// The counts of what these are of, but for `part` of it.
    pub fn without(self, part: Self) -> Self {
        Self {
            captures: self.captures.saturating_sub(part.captures),
            web_archives: self.web_archives.saturating_sub(part.web_archives),
            pages: self.pages.saturating_sub(part.pages),
        }
    }

    /// The number of entries in shards.
    pub fn all(self) -> usize {
        self.captures.saturating_add(self.web_archives)
    }

    /// The arrangement of the shards of so many entries.
    pub fn layout(self) -> Layout {
        Layout::of(self.all())
    }

    /// The arrangement of the shards of names of so many pages.
    pub fn pages_layout(self) -> Layout {
        Layout::of(self.pages)
    }
}

/// The root of an inventory: a list of sums of the files that name all others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InventoryRoot {
    /// The number of entries.
    pub counts: Counts,
    /// The digests of the files that it names, by path: shards of the inventory or lists of them, the log and its
    /// checkpoint, and the table of what publishers repeat.
    pub sums: BTreeMap<String, Digest>,
}

impl InventoryRoot {
    /// The path of the root below that of the archive.
    pub const PATH: &str = "manifests/SHA256SUMS";

    /// The first line of every root of this version, without what marks a comment.
    pub const FORMAT: &str = "literatim inventory 2";

    /// The folder of the log below that of the archive.
    pub const LOG: &str = "history/";

    /// The one spelling of it.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.printed(|_| true).into_bytes()
    }

    /// The digest of it without its lines about the log, the names of pages, and what publishers repeat: it stands for the captures and
    /// all that was said of them, however that came to be.
    pub fn fingerprint(&self) -> Digest {
        Digest::of(self.printed(is_inventory).as_bytes())
    }

    fn printed(&self, is_wanted: fn(&str) -> bool) -> String {
        let Counts { captures, web_archives, pages } = self.counts;
        let mut text = format!("# {}\n# captures {captures}\n", Self::FORMAT);
        if web_archives > 0 {
            text.push_str(&format!("# web archives {web_archives}\n"));
        }
        if pages > 0 {
            text.push_str(&format!("# pages {pages}\n"));
        }
        let wanted = self.sums.iter().filter(|(path, _)| is_wanted(path));
        wanted.for_each(|(path, sum)| sum_list::push(&mut text, path, *sum));
        text
    }

    /// Reads what [`InventoryRoot::to_bytes`] writes, and nothing else.
    ///
    /// # Errors
    ///
    /// Anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotOurs> {
        let text = sum_list::text(bytes)?;
        let mut lines = (1..).zip(text.split_terminator('\n')).peekable();
        let format = lines.next().map_or("", |(_, line)| line);
        match format.strip_prefix("# ") {
            Some(Self::FORMAT) => {}
            Some(other) if other.starts_with("literatim inventory ") => {
                return Err(NotOurs::UnknownFormat(other.to_owned()));
            }
            _ => return Err(sum_list::wrong(1, "not the root of an inventory")),
        }
        let number = |line: &str, what: &str| super::cursor::number(line.strip_prefix(what)?).filter(|it| *it < MOST);
        let captures = lines.next().and_then(|(_, line)| number(line, "# captures "));
        let captures = captures.ok_or_else(|| sum_list::wrong(2, "not the number of captures"))?;
        let mut counted = |head: &str, what: &str| match lines.next_if(|(_, line)| line.starts_with(head)) {
            None => Ok(0),
            Some((at, line)) => {
                number(line, head).filter(|number| *number > 0).ok_or_else(|| sum_list::wrong(at, what))
            }
        };
        let web_archives = counted("# web archives ", "not the number of web archives")?;
        let pages = counted("# pages ", "not the number of pages")?;
        let counts = Counts { captures, web_archives, pages };
        let (layout, mut sums) = (counts.layout(), BTreeMap::new());
        for (number, line) in lines {
            let (sum, path) = sum_list::read(line).ok_or_else(|| sum_list::wrong(number, "not a digest and a path"))?;
            let is_known = path.starts_with(Self::LOG)
                || path == RepeatedTable::PATH
                || layout.is_named_by_root(path)
                || (pages > 0 && counts.pages_layout().names_pages(path));
            if !is_known {
                return Err(sum_list::wrong(
                    number,
                    "no file of that name belongs to an inventory of so many captures",
                ));
            }
            if sums.last_key_value().is_some_and(|(last, _): (&String, _)| last.as_str() >= path) {
                return Err(sum_list::wrong(number, "its paths are not sorted, or one is there twice"));
            }
            sums.insert(path.to_owned(), sum);
        }
        Ok(Self { counts, sums })
    }

    /// The arrangement of the shards.
    pub fn layout(&self) -> Layout {
        self.counts.layout()
    }

    /// The arrangement of the shards that the file at `path` is one of.
    pub fn layout_of(&self, path: &str) -> Layout {
        if path.starts_with(PAGES) { self.counts.pages_layout() } else { self.layout() }
    }

    /// The lists of these shards, and the digests of what the root names: of the lists, or, where there are none, of the
    /// shards.
    pub(super) fn lists_of(
        layout: Layout,
        shards: &BTreeMap<String, Vec<u8>>,
    ) -> (BTreeMap<String, Vec<u8>>, BTreeMap<String, Digest>) {
        let sums = shards.iter().map(|(path, bytes)| (path.clone(), Digest::of(bytes)));
        if !layout.has_lists() {
            return (BTreeMap::new(), sums.collect());
        }
        let mut lists: BTreeMap<String, BTreeMap<String, Digest>> = BTreeMap::new();
        for (path, sum) in sums {
            if let Some(list) = layout.list_of(&path) {
                lists.entry(list).or_default().insert(path, sum);
            }
        }
        let lists: BTreeMap<String, Vec<u8>> =
            lists.into_iter().map(|(path, list)| (path, Self::print_list(&list))).collect();
        let named = lists.iter().map(|(path, list)| (path.clone(), Digest::of(list))).collect();
        (lists, named)
    }

    /// The bytes of a list of shards.
    pub fn print_list(sums: &BTreeMap<String, Digest>) -> Vec<u8> {
        let mut list = String::new();
        sums.iter().for_each(|(path, sum)| sum_list::push(&mut list, path, *sum));
        list.into_bytes()
    }

    /// The files of the inventory that it names: shards, or lists of shards.
    pub fn inventory(&self) -> impl Iterator<Item = (&str, Digest)> {
        self.sums.iter().filter(|(path, _)| is_inventory(path)).map(|(path, sum)| (path.as_str(), *sum))
    }

    /// The sums in the list at `path`, by the paths of shards.
    ///
    /// # Errors
    ///
    /// Anything that the root of an inventory would not lead to.
    pub fn read_list(&self, path: &str, bytes: &[u8]) -> Result<BTreeMap<String, Digest>, NotOurs> {
        let mut sums: BTreeMap<String, Digest> = BTreeMap::new();
        for (number, line) in (1..).zip(sum_list::text(bytes)?.split_terminator('\n')) {
            let (sum, shard) =
                sum_list::read(line).ok_or_else(|| sum_list::wrong(number, "not a digest and a path"))?;
            let is_sorted = sums.last_key_value().is_none_or(|(last, _)| last.as_str() < shard);
            if !is_sorted || !self.layout_of(path).is_named_by(path, shard) {
                return Err(sum_list::wrong(number, "it is not sorted, or it names what is not a shard of it"));
            }
            sums.insert(shard.to_owned(), sum);
        }
        Ok(sums)
    }
}

/// More entries than this no inventory has.
const MOST: usize = 1 << 30;

fn is_inventory(path: &str) -> bool {
    path.starts_with(ENTRIES) || path.starts_with(NAMES)
}

/// Returns true if the shard or list at `path` is about entries, and not about names.
pub fn is_of_entries(path: &str) -> bool {
    path.starts_with(ENTRIES)
}
