//! The pages of a web archive that is kept whole, in one file: a line each, and a Merkle tree (RFC 9162) over the lines, of
//! which the root is in the inventory. So one line is proven without the others, and one block of lines read without the
//! rest of the file.

use super::cursor::Cursor;
use super::print::json;
use super::{InventoryEntry, NotOurs, RepeatedTable, canonical, has_conflict};
use crate::capture::{CapturePath, Extent};
use crate::digest::{Digest, merkle};
use crate::segment::Rules;
use crate::text::Span;
use crate::transcript::is_earlier_reader;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

/// The pages of one web archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageList {
    /// The web archive that all of them lie in.
    pub web_archive: CapturePath,
    /// The way they were read.
    pub reading: Arc<PageReading>,
    /// Their entries, sorted by path.
    pub pages: Vec<InventoryEntry>,
}

/// The things that manifests of pages follow from, apart from the pages themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageReading {
    /// The readers of their text, with their versions.
    pub readers: BTreeSet<String>,
    /// The version of the rules that typed it.
    pub rules: String,
    /// The WARC files in a WACZ by the byte that each begins at.
    pub parts: BTreeMap<usize, String>,
    /// The paragraphs that their publishers repeat, as far as the pages have them.
    pub repeated: RepeatedTable,
}

impl PageReading {
    /// Returns true if an earlier version typed these pages: this one cannot make their manifests again.
    pub fn is_earlier(&self) -> bool {
        Rules::is_earlier(&self.rules) || self.readers.iter().any(|reader| is_earlier_reader(reader))
    }
}

/// The commitment to a list of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PagesSum {
    /// The number of pages.
    pub count: usize,
    /// The root of the tree over the lines.
    pub root: Digest,
    /// The digest of the file.
    pub sha256: Digest,
}

/// The first line of the tree: all that is said of the pages at once.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadLine {
    web_archive: CapturePath,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    readers: BTreeSet<String>,
    rules: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    parts: Vec<(usize, String)>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    repeated: BTreeMap<String, Vec<String>>,
}

/// The lines that one hash at the beginning of the file stands for: a power of two, so that it is a node of the tree.
const LINES_A_BLOCK: usize = 256;

const FORMAT: &str = "# literatim pages 2\n";

/// The length of a line about a block: its hash, and the byte that it ends at in twelve digits.
const BLOCK_LINE: usize = "# ".len() + 64 + " ".len() + 12 + "\n".len();

impl PageList {
    /// The path of the list of the pages in `web_archive`.
    pub fn path_of(web_archive: &CapturePath) -> String {
        format!("manifests/{}{}", web_archive.below_archive(), Self::ENDING)
    }

    /// The ending of the names of these files.
    pub const ENDING: &str = ".pages";

    /// The lists of all pages among `entries`, by their web archives.
    pub fn all_of<'e>(entries: impl IntoIterator<Item = &'e InventoryEntry>) -> BTreeMap<CapturePath, Self> {
        let mut lists: BTreeMap<CapturePath, Self> = BTreeMap::new();
        for entry in entries {
            let Some((reading, extent)) = entry.reading.as_ref().zip(entry.extent.as_ref()) else { continue };
            let web_archive = extent.file().clone();
            let new = || Self { web_archive: web_archive.clone(), reading: Arc::clone(reading), pages: Vec::new() };
            lists.entry(web_archive.clone()).or_insert_with(new).pages.push(entry.clone());
        }
        lists.values_mut().for_each(|list| list.pages.sort_unstable_by(|one, other| one.capture.cmp(&other.capture)));
        lists
    }

    /// Has the web archives among `entries` commit to the lists of their pages that are among them.
    pub fn commit_to(entries: &mut [InventoryEntry]) {
        let lists = Self::all_of(&*entries);
        for entry in entries.iter_mut().filter(|entry| entry.capture.is_web_archive()) {
            entry.pages = lists.get(&entry.capture).map(|list| Box::new(list.sum()));
        }
    }

    /// Its lines: the head, then one a page.
    fn lines(&self) -> Vec<String> {
        let head = HeadLine {
            web_archive: self.web_archive.clone(),
            readers: self.reading.readers.clone(),
            rules: self.reading.rules.clone(),
            parts: self.reading.parts.iter().map(|(start, name)| (*start, name.clone())).collect(),
            repeated: self.reading.repeated.by_publisher(),
        };
        std::iter::once(json(&head)).chain(self.pages.iter().map(InventoryEntry::page_line)).collect()
    }

    /// Its bytes, and the commitment to it.
    pub fn printed(&self) -> (Vec<u8>, PagesSum) {
        let lines = self.lines();
        let hashes: Vec<Digest> = lines.iter().map(|line| merkle::leaf(line.as_bytes())).collect();
        let blocks: Vec<Digest> = hashes.chunks(LINES_A_BLOCK).map(merkle::root).collect();
        let mut text = format!("{FORMAT}# pages {}\n", self.pages.len());
        let mut end = text.len() + blocks.len() * BLOCK_LINE;
        for (hash, lines) in blocks.iter().zip(lines.chunks(LINES_A_BLOCK)) {
            end += lines.iter().map(|line| line.len() + 1).sum::<usize>();
            let _ = writeln!(text, "# {} {end:012}", hash.hex());
        }
        for line in &lines {
            text.push_str(line);
            text.push('\n');
        }
        let sum =
            PagesSum { count: self.pages.len(), root: merkle::root(&blocks), sha256: Digest::of(text.as_bytes()) };
        (text.into_bytes(), sum)
    }

    /// The commitment to it.
    pub fn sum(&self) -> PagesSum {
        self.printed().1
    }

    /// Reads what [`PageList::printed`] writes, and nothing else.
    ///
    /// # Errors
    ///
    /// Anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotOurs> {
        Self::read(bytes).map(|(list, _)| list)
    }

    /// The same, with the commitment to it.
    ///
    /// # Errors
    ///
    /// As of [`PageList::from_bytes`].
    pub fn read(bytes: &[u8]) -> Result<(Self, PagesSum), NotOurs> {
        let text = std::str::from_utf8(bytes).map_err(|why| NotOurs::Unreadable(format!("it is not UTF-8: {why}")))?;
        if has_conflict(text) {
            return Err(NotOurs::Conflict);
        }
        let format = text.lines().next().unwrap_or_default();
        match format.strip_prefix("# ") {
            Some(other) if other.starts_with("literatim pages ") && !text.starts_with(FORMAT) => {
                return Err(NotOurs::UnknownFormat(other.to_owned()));
            }
            _ => {}
        }
        let mut lines = (1..).zip(text.lines()).skip_while(|(_, line)| line.starts_with('#'));
        let head = lines.next().map(|(_, line)| line).unwrap_or_default();
        let (web_archive, reading) = read_head(head).ok_or_else(|| wrong(1, "it is not a list of pages"))?;
        let reading = Arc::new(reading);
        let read = |(number, line): (usize, &str)| {
            InventoryEntry::read_page(line, &web_archive, &reading).ok_or_else(|| wrong(number, "it is not a page"))
        };
        let pages: Vec<InventoryEntry> = lines.map(read).collect::<Result<_, _>>()?;
        let is_sorted = pages.windows(2).all(|pair| pair[0].capture < pair[1].capture);
        if pages.is_empty() || !is_sorted {
            return Err(NotOurs::Unreadable(
                "it is empty, or its pages are not sorted, or one is there twice".to_owned(),
            ));
        }
        let list = Self { web_archive, reading, pages };
        let (printed, sum) = list.printed();
        canonical::compare(bytes, &printed)?;
        Ok((list, sum))
    }

    /// The line at `index`, of which the first is the head, and the hashes that lead from it to the root.
    pub fn prove(&self, index: usize) -> Option<(String, Vec<Digest>)> {
        let lines = self.lines();
        let hashes: Vec<Digest> = lines.iter().map(|line| merkle::leaf(line.as_bytes())).collect();
        Some((lines.get(index)?.clone(), merkle::inclusion(&hashes, index)?))
    }

    /// The number of the line of the page at `capture`.
    pub fn line_of(&self, capture: &CapturePath) -> Option<usize> {
        self.pages.binary_search_by(|entry| entry.capture.cmp(capture)).ok().map(|place| place + 1)
    }
}

fn wrong(line: usize, why: &str) -> NotOurs {
    NotOurs::Unreadable(format!("line {line}: {why}"))
}

fn read_head(line: &str) -> Option<(CapturePath, PageReading)> {
    let head: HeadLine = serde_json::from_str(line).ok()?;
    let mut repeated = RepeatedTable::default();
    for (publisher, paragraphs) in &head.repeated {
        paragraphs.iter().filter_map(|hex| Digest::from_hex(hex)).for_each(|one| repeated.insert(publisher, one));
    }
    let parts = head.parts.into_iter().collect();
    let is_web_archive = head.web_archive.is_web_archive();
    is_web_archive
        .then_some((head.web_archive, PageReading { readers: head.readers, rules: head.rules, parts, repeated }))
}

impl InventoryEntry {
    /// Returns true if it is a line in the list of the pages of its web archive, and has no record and no manifest of its own
    /// on the disk.
    pub fn is_page(&self) -> bool {
        self.reading.is_some()
    }

    /// The line of a page.
    pub fn page_line(&self) -> String {
        let span = self.extent.as_ref().map_or(Span::new(0, 0), |extent| extent.span());
        let url = self.urls.first().map_or("", String::as_str);
        let (sha256, manifest) = (self.sha256.hex(), self.manifest.hex());
        let below = json(self.capture.below_archive());
        format!("[{below},{},\"{sha256}\",\"{manifest}\",{},{}]", json(url), span.start, span.end)
    }

    /// Reads the line of a page of `web_archive`.
    pub fn read_page(line: &str, web_archive: &CapturePath, reading: &Arc<PageReading>) -> Option<Self> {
        let mut cursor = Cursor { rest: line };
        cursor.expect("[")?;
        let capture: CapturePath = format!("archive/{}", cursor.text()?).parse().ok()?;
        cursor.expect(",")?;
        let url = cursor.text()?;
        cursor.expect(",")?;
        let sha256 = cursor.digest()?;
        cursor.expect(",")?;
        let manifest = cursor.digest()?;
        cursor.expect(",")?;
        let start = cursor.number()?;
        cursor.expect(",")?;
        let end = cursor.number()?;
        cursor.expect("]")?;
        let extent = Extent::new(web_archive.clone(), Span::new(start, end))?;
        if !cursor.rest.is_empty() || capture.is_web_archive() || capture.stamp().is_none() {
            return None;
        }
        Some(Self {
            article: capture.article(),
            captured_at: capture.stamp(),
            came_from: None,
            urls: vec![url],
            sha256,
            record: None,
            manifest,
            extent: Some(Box::new(extent)),
            pages: None,
            reading: Some(Arc::clone(reading)),
            capture,
        })
    }
}

/// The beginning of a list of pages, from which one block of lines is found and proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageBlocks {
    /// The hash of each block, and the byte that it ends at.
    blocks: Vec<(Digest, usize)>,
    /// The length of this beginning.
    length: usize,
}

impl PageBlocks {
    /// The number of bytes of it, in a list of so many pages.
    pub fn length(sum: &PagesSum) -> usize {
        let head = FORMAT.len() + "# pages \n".len() + sum.count.to_string().len();
        head.saturating_add((sum.count / LINES_A_BLOCK + 1).saturating_mul(BLOCK_LINE))
    }

    /// Reads it; its hashes must lead to the root that was committed to.
    ///
    /// # Errors
    ///
    /// Anything else.
    pub fn from_bytes(bytes: &[u8], sum: &PagesSum) -> Result<Self, NotOurs> {
        let refuse = || NotOurs::Unreadable("its first lines are not what was committed to".to_owned());
        let text = std::str::from_utf8(bytes).map_err(|_| refuse())?;
        let head = format!("{FORMAT}# pages {}\n", sum.count);
        let lines = text.strip_prefix(&head).ok_or_else(refuse)?.lines();
        let block = |line: &str| {
            let (hex, end) = line.strip_prefix("# ")?.split_once(' ')?;
            Some((Digest::from_hex(hex)?, end.parse().ok()?))
        };
        let blocks: Vec<(Digest, usize)> = lines.map(block).collect::<Option<_>>().ok_or_else(refuse)?;
        let hashes: Vec<Digest> = blocks.iter().map(|(hash, _)| *hash).collect();
        let is_behind = blocks.first().is_some_and(|(_, end)| *end >= bytes.len());
        let is_sorted = is_behind && blocks.is_sorted_by_key(|(_, end)| *end);
        match blocks.len() == sum.count / LINES_A_BLOCK + 1 && is_sorted && merkle::root(&hashes) == sum.root {
            true => Ok(Self { blocks, length: bytes.len() }),
            false => Err(refuse()),
        }
    }

    /// The number of the block that has the line at `index`, and its bytes in the file.
    pub fn holding(&self, index: usize) -> Option<(usize, Span)> {
        let number = index / LINES_A_BLOCK;
        let (_, end) = self.blocks.get(number)?;
        let start = number.checked_sub(1).map_or(self.length, |before| self.blocks[before].1);
        Some((number, Span::new(start, *end)))
    }

    /// The lines of the block of this number, which has these `bytes`, if they are what was committed to.
    ///
    /// # Errors
    ///
    /// Other bytes.
    pub fn lines<'b>(&self, number: usize, bytes: &'b [u8]) -> Result<Vec<&'b str>, NotOurs> {
        let refuse = || NotOurs::Unreadable(format!("lines {} and up changed", number * LINES_A_BLOCK));
        let text = std::str::from_utf8(bytes).map_err(|_| refuse())?;
        let lines: Vec<&str> = text.split_terminator('\n').collect();
        let hashes: Vec<Digest> = lines.iter().map(|line| merkle::leaf(line.as_bytes())).collect();
        let is_right = self.blocks.get(number).is_some_and(|(hash, _)| merkle::root(&hashes) == *hash);
        if is_right { Ok(lines) } else { Err(refuse()) }
    }

    /// The place of the line at `index` in its block.
    pub fn place(index: usize) -> usize {
        index % LINES_A_BLOCK
    }

    /// The web archive of a list and the way that its pages were read, by the first line of the tree.
    pub fn read_head(line: &str) -> Option<(CapturePath, PageReading)> {
        read_head(line)
    }
}
