//! The log, as read: every inventory that there was, in order.

use super::checkpoint::Checkpoint;
use super::line::{LineError, LogLine};
use super::merkle;
use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::manifest::{CONFLICT, Inventory, InventoryEntry, format_1, has_conflict};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

#[cfg(test)]
mod tests;

/// The log of an archive.
#[derive(Debug, Clone, Default)]
pub struct History {
    lines: Vec<LogLine>,
    /// The hashes of the leaves, in step with `lines`.
    leaves: Vec<Digest>,
    /// The captures that are listed after the last line.
    listed: BTreeMap<CapturePath, InventoryEntry>,
    /// The pages in lists of web archives that are listed after the last line. No line has them: that of their web archive
    /// has the commitment to its list.
    pages: Vec<InventoryEntry>,
    /// Behind which lines an inventory stood, and its digest.
    inventories: Vec<(usize, Digest)>,
    /// The number of lines with which it leads to the last inventory of format 1.
    format_1: usize,
    /// The number of lines that files have; none are for what `literatim add` added since.
    written: usize,
}

/// Why some bytes are not a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAHistory {
    /// The line, counted from 1; 0 for the log as a whole.
    pub line: usize,
    /// The problem.
    pub why: String,
}

impl fmt::Display for NotAHistory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "not a log: {}", self.why),
            line => write!(f, "not a log: line {line}: {}", self.why),
        }
    }
}

impl std::error::Error for NotAHistory {}

/// Why the log cannot show what it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotHeld {
    /// No inventory of the log is named so.
    #[error("the log has no inventory with that digest")]
    NoSuchInventory,
    /// More than one inventory of the log is named so.
    #[error("more than one inventory in the log has a digest that starts like this")]
    Ambiguous,
    /// That inventory does not list the capture.
    #[error("that inventory does not list it")]
    NotListed,
    /// The lines before it lead to another inventory than the log names there.
    #[error("the log names an inventory that does not match its lines")]
    Forged,
}

/// The changes of one inventory, against the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LogEntry<'h> {
    /// The inventory's digest.
    pub inventory: Digest,
    /// The number of lines of the log with it.
    pub size: u64,
    /// Its lines, without the one that names the inventory; with each what was listed for that capture before.
    pub changes: Vec<(&'h LogLine, Option<&'h InventoryEntry>)>,
}

impl History {
    /// The folder of the log below the root.
    pub const FOLDER: &str = "history/log";

    /// The number of lines in a file of the log; full ones never change.
    pub const LINES_A_FILE: usize = 4096;

    /// The path of the log of format 1, which is one file.
    pub const FORMAT_1_PATH: &str = "history/log.jsonl";

    /// The path of the file of this number, from 0.
    pub fn path(number: usize) -> String {
        format!("{}/{number:09}", Self::FOLDER)
    }

    /// Reads a log: each line in its one spelling, each changing something, the last one naming the inventory that all
    /// of them lead to.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotAHistory> {
        let refuse = |line, why: LineError| NotAHistory { line, why: why.to_string() };
        let text = std::str::from_utf8(bytes).map_err(|_| refuse(0, "not UTF-8".into()))?;
        if has_conflict(text) {
            return Err(refuse(0, CONFLICT.into()));
        }
        let (mut history, mut spelling) = (Self::default(), Spelling::default());
        for (number, line) in text.split_terminator('\n').enumerate() {
            let read = LogLine::read(line).and_then(|read| {
                spelling.of(&read, line)?;
                history.push(read, line.as_bytes())
            });
            read.map_err(|why| refuse(number + 1, why))?;
        }
        if !text.is_empty() && !text.ends_with('\n') {
            return Err(refuse(0, "it is cut off at the end".into()));
        }
        history.ends_well().map_err(|why| refuse(0, why))?;
        history.written = history.lines.len();
        Ok(history)
    }

    /// Takes a line in, if it changes something.
    fn push(&mut self, line: LogLine, bytes: &[u8]) -> Result<(), LineError> {
        match &line {
            LogLine::Listed(entry) if self.listed.get(&entry.capture) == Some(entry) => {
                return Err("it lists a capture that is already listed like this".into());
            }
            LogLine::Listed(entry) => {
                self.listed.insert(entry.capture.clone(), entry.clone());
            }
            LogLine::Dropped { dropped } => {
                self.listed.remove(dropped).ok_or("it drops a capture that was not listed")?;
            }
            LogLine::Explained { .. } => {}
            LogLine::Inventory { fingerprint: named } | LogLine::Inventory1 { inventory: named } => {
                let is_upgrade = self.is_of_format_1() && matches!(line, LogLine::Inventory { .. });
                if self.inventories.last().map_or(0, |(size, _)| *size) == self.lines.len() && !is_upgrade {
                    return Err("nothing changed since the inventory before this one".into());
                }
                let is_format_1 = matches!(line, LogLine::Inventory1 { .. });
                if is_format_1 && self.inventories.last().is_some_and(|(size, _)| *size > self.format_1) {
                    return Err("it names an inventory of format 1, and one before it does not".into());
                }
                self.inventories.push((self.lines.len() + 1, *named));
                if is_format_1 {
                    self.format_1 = self.lines.len() + 1;
                }
            }
        }
        self.lines.push(line);
        self.leaves.push(merkle::leaf(bytes));
        Ok(())
    }

    /// Checks that the last line names the inventory that all lines lead to.
    fn ends_well(&self) -> Result<(), LineError> {
        let Some(place) = self.inventories.len().checked_sub(1) else {
            return if self.lines.is_empty() { Ok(()) } else { Err("it does not end with an inventory".into()) };
        };
        let (size, named) = self.inventories[place];
        if size != self.lines.len() {
            return Err("it does not end with an inventory".into());
        }
        let found = self.digest(place, &self.inventory());
        let why = || format!("it does not match the inventory that it names\n  named  {named}\n  found  {found}");
        if found == named { Ok(()) } else { Err(why().into()) }
    }

    /// The digest by which the inventory at this place among all is named: its fingerprint, or in format 1 that of its bytes.
    fn digest(&self, place: usize, inventory: &Inventory) -> Digest {
        if self.inventories[place].0 > self.format_1 {
            return inventory.fingerprint;
        }
        let before = place.checked_sub(1).map(|at| self.inventories[at].1);
        Digest::of(&format_1::print_inventory(before, &inventory.captures))
    }

    /// Returns true if it is the log of an archive of format 1.
    pub fn is_of_format_1(&self) -> bool {
        !self.is_empty() && self.format_1 == self.lines.len()
    }

    /// The bytes of the inventory that it leads to, and of the log, in format 1; `None` for any other log.
    pub fn format_1(&self) -> Option<(Vec<u8>, Vec<u8>)> {
        let before = self.inventories.len().checked_sub(2).map(|at| self.inventories[at].1);
        let inventory = || format_1::print_inventory(before, &self.inventory().captures);
        self.is_of_format_1().then(|| (inventory(), self.to_bytes()))
    }

    /// The bytes of the log.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.files().concat()
    }

    /// The bytes of its files, in order.
    pub fn files(&self) -> Vec<Vec<u8>> {
        let printed = |index| (self.printed(index) + "\n").into_bytes();
        let indices: Vec<usize> = (0..self.lines.len()).collect();
        indices.chunks(Self::LINES_A_FILE).map(|indices| indices.iter().copied().flat_map(printed).collect()).collect()
    }

    /// The line at `index`, as it is spelled.
    pub(in crate::history) fn printed(&self, index: usize) -> String {
        let line = &self.lines[index];
        if index < self.format_1 { line.print_as_format_1() } else { line.print() }
    }

    /// Returns true if it has no line.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The number of its lines.
    pub fn size(&self) -> u64 {
        self.lines.len() as u64
    }

    /// The number of its lines that files have. What `literatim add` added comes behind them when `literatim manifest` is
    /// run: until then other things may come between.
    pub fn written(&self) -> u64 {
        self.written as u64
    }

    /// The digest of the inventory that it leads to.
    pub fn latest(&self) -> Option<Digest> {
        self.inventories.last().map(|(_, digest)| *digest)
    }

    /// The inventory that it leads to.
    pub fn inventory(&self) -> Inventory {
        Inventory::of(self.listed.values().chain(&self.pages).cloned().collect())
    }

    /// Takes the lists of pages in that the lines commit to.
    pub fn with_pages(mut self, pages: Vec<InventoryEntry>) -> Self {
        self.pages = pages;
        self
    }

    /// The pages in lists of web archives.
    pub fn pages(&self) -> &[InventoryEntry] {
        &self.pages
    }

    /// The inventory behind the first `size` lines, where one stood and it is the one that the log names there.
    ///
    /// Only the last one is checked when a log is read: the time to rebuild each of them would grow with the square of
    /// their number.
    pub fn inventory_at(&self, size: u64) -> Result<Inventory, NotHeld> {
        let at =
            self.inventories.iter().position(|(behind, _)| *behind as u64 == size).ok_or(NotHeld::NoSuchInventory)?;
        let listed = self.listed_at(size);
        // Of the lists of pages only those are known that there are now.
        let is_listed = |page: &&InventoryEntry| {
            let file = page.extent.as_ref().map(|extent| extent.file());
            let sums = file
                .and_then(|file| Some((listed.get(file)?.1.pages.as_ref()?, self.listed.get(file)?.pages.as_ref()?)));
            sums.is_some_and(|(then, now)| then == now)
        };
        let pages = self.pages.iter().filter(is_listed);
        let entries = listed.values().map(|(_, entry)| *entry).chain(pages).cloned().collect();
        let (inventory, named) = (Inventory::of(entries), self.inventories[at].1);
        match self.digest(at, &inventory) == named {
            true => Ok(inventory),
            false => Err(NotHeld::Forged),
        }
    }

    /// Adds what changed, if `entries` are not what is listed: by path, then the inventory.
    pub fn follow(&mut self, entries: Vec<InventoryEntry>) {
        self.follow_because(entries, &BTreeMap::new());
    }

    /// The same, with reasons for what changed, or changed before: each stands before the change that it is for.
    pub fn follow_because(&mut self, entries: Vec<InventoryEntry>, reasons: &BTreeMap<CapturePath, String>) {
        let (pages, entries): (Vec<_>, Vec<_>) = entries.into_iter().partition(InventoryEntry::is_page);
        self.pages = pages;
        let new: BTreeMap<CapturePath, InventoryEntry> =
            entries.into_iter().map(|entry| (entry.capture.clone(), entry)).collect();
        if new == self.listed && reasons.is_empty() {
            return;
        }
        let gone = self.listed.keys().filter(|path| !new.contains_key(*path));
        let mut changes: BTreeMap<CapturePath, LogLine> =
            gone.map(|path| (path.clone(), LogLine::Dropped { dropped: path.clone() })).collect();
        for (path, entry) in new {
            if self.listed.get(&path) != Some(&entry) {
                changes.insert(path, LogLine::Listed(entry));
            }
        }
        let paths: BTreeSet<CapturePath> = changes.keys().chain(reasons.keys()).cloned().collect();
        for path in paths {
            if let Some(because) = reasons.get(&path) {
                self.add(LogLine::Explained { explains: path.clone(), because: because.clone() });
            }
            changes.remove(&path).into_iter().for_each(|line| self.add(line));
        }
        self.end_chapter();
    }

    fn end_chapter(&mut self) {
        let fingerprint = self.inventory().fingerprint;
        self.add(LogLine::Inventory { fingerprint });
    }

    /// Adds entries that are listed and that no line has yet.
    pub fn list(&mut self, added: Vec<InventoryEntry>) {
        let pages = self.pages.drain(..).map(|page| (page.capture.clone(), page));
        let mut entries: BTreeMap<_, _> = self.listed.clone().into_iter().chain(pages).collect();
        entries.extend(added.into_iter().map(|entry| (entry.capture.clone(), entry)));
        self.follow(entries.into_values().collect());
    }

    /// Makes the inventory that it leads to one of this format: nothing that is listed changes.
    pub fn upgrade(&mut self) {
        if self.is_of_format_1() {
            self.end_chapter();
        }
    }

    fn add(&mut self, line: LogLine) {
        let bytes = line.print().into_bytes();
        self.push(line, &bytes).expect("what follows from a difference changes something");
    }

    /// The log's name: `literatim/` and the first sixteen digits of its first leaf's hash. Two archives have the same
    /// only if they began with the same capture.
    fn origin(&self) -> Option<String> {
        Some(format!("literatim/{}", &self.leaves.first()?.hex()[..16]))
    }

    /// The checkpoint of the first `size` lines, if there are so many, and more than none.
    pub fn checkpoint(&self, size: u64) -> Option<Checkpoint> {
        let leaves = self.leaves.get(..usize::try_from(size).ok()?).filter(|leaves| !leaves.is_empty())?;
        Some(Checkpoint { origin: self.origin()?, size, root: merkle::root(leaves), extensions: Vec::new() })
    }

    /// The lines behind the first `size`, each with what was listed for its capture before.
    pub(in crate::history) fn changes_since(&self, size: u64) -> Vec<(&LogLine, Option<&InventoryEntry>)> {
        let mut listed: BTreeMap<&CapturePath, &InventoryEntry> =
            self.listed_at(size).into_iter().map(|(path, (_, entry))| (path, entry)).collect();
        let lines = self.lines.get(usize::try_from(size).unwrap_or(usize::MAX)..).unwrap_or_default();
        lines.iter().map(|line| (line, replaced(line, &mut listed))).collect()
    }

    /// The captures that it lists, by path.
    pub fn listed(&self) -> &BTreeMap<CapturePath, InventoryEntry> {
        &self.listed
    }

    /// The hashes of the first `size` leaves.
    pub(in crate::history) fn leaves(&self, size: u64) -> Option<&[Digest]> {
        self.leaves.get(..usize::try_from(size).ok()?)
    }

    /// The line at `index`, counted from 0.
    pub fn line(&self, index: u64) -> Option<&LogLine> {
        self.lines.get(usize::try_from(index).ok()?)
    }

    /// Each inventory and what it changed, the first one first.
    pub fn chapters(&self) -> Vec<LogEntry<'_>> {
        let mut listed: BTreeMap<&CapturePath, &InventoryEntry> = BTreeMap::new();
        let mut start = 0;
        let chapters = self.inventories.iter().map(|&(size, inventory)| {
            let changes = self.lines[start..size - 1].iter().map(|line| (line, replaced(line, &mut listed))).collect();
            start = size;
            LogEntry { inventory, size: size as u64, changes }
        });
        chapters.collect()
    }

    /// The number of lines of the log with the inventory that `name` means: the first digits of its digest, with or
    /// without `sha256:`, at least eight of them.
    pub fn size_at(&self, name: &str) -> Result<u64, NotHeld> {
        let digits = name.strip_prefix("sha256:").unwrap_or(name);
        let (low, high) =
            Digest::beginning_with(digits).filter(|_| digits.len() >= 8).ok_or(NotHeld::NoSuchInventory)?;
        let mut hits = self.inventories.iter().filter(|(_, digest)| (low..=high).contains(digest));
        match (hits.next(), hits.next()) {
            (None, _) => Err(NotHeld::NoSuchInventory),
            (Some((size, _)), None) => Ok(*size as u64),
            (Some(_), Some(_)) => Err(NotHeld::Ambiguous),
        }
    }

    /// The entries after the first `size` lines, each with the number of its line.
    pub fn listed_at(&self, size: u64) -> BTreeMap<&CapturePath, (u64, &InventoryEntry)> {
        let mut listed = BTreeMap::new();
        for (index, line) in (0..size).zip(&self.lines) {
            match line {
                LogLine::Listed(entry) => drop(listed.insert(&entry.capture, (index, entry))),
                LogLine::Dropped { dropped } => drop(listed.remove(dropped)),
                LogLine::Explained { .. } | LogLine::Inventory { .. } | LogLine::Inventory1 { .. } => {}
            }
        }
        listed
    }
}

/// The spelling of the entries since the last inventory: in format 1 another one than in this.
#[derive(Default)]
struct Spelling {
    has_this: bool,
    has_format_1: bool,
}

impl Spelling {
    fn of(&mut self, line: &LogLine, text: &str) -> Result<(), LineError> {
        let is_wrong = match line {
            LogLine::Listed(_) if LogLine::is_of_format_1(text) => {
                self.has_format_1 = true;
                false
            }
            LogLine::Listed(_) => {
                self.has_this = true;
                false
            }
            LogLine::Inventory { .. } => std::mem::take(self).has_format_1,
            LogLine::Inventory1 { .. } => std::mem::take(self).has_this,
            LogLine::Dropped { .. } | LogLine::Explained { .. } => false,
        };
        if is_wrong { Err("entries before it are spelled as in another format".into()) } else { Ok(()) }
    }
}

/// The entry so far of the capture that `line` speaks of; then takes account of `line`.
fn replaced<'h>(
    line: &'h LogLine,
    listed: &mut BTreeMap<&'h CapturePath, &'h InventoryEntry>,
) -> Option<&'h InventoryEntry> {
    match line {
        LogLine::Listed(entry) => listed.insert(&entry.capture, entry),
        LogLine::Dropped { dropped } => listed.remove(dropped),
        LogLine::Explained { .. } | LogLine::Inventory { .. } | LogLine::Inventory1 { .. } => None,
    }
}
