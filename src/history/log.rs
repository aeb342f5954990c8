//! The log, as read: every inventory that there was, in order.

use super::checkpoint::Checkpoint;
use super::line::{LineError, LogLine};
use super::merkle;
use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::manifest::{CONFLICT, Inventory, InventoryEntry, format_1, has_conflict};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The log of an archive.
#[derive(Debug, Clone, Default)]
pub struct History {
    lines: Vec<LogLine>,
    /// The hashes of the leaves, in step with `lines`.
    leaves: Vec<Digest>,
    /// The captures that are listed after the last line.
    listed: BTreeMap<CapturePath, InventoryEntry>,
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
    pub(super) fn printed(&self, index: usize) -> String {
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
        Inventory::of(self.listed.values().cloned().collect())
    }

    /// The inventory behind the first `size` lines, where one stood and it is the one that the log names there.
    ///
    /// Only the last one is checked when a log is read: the time to rebuild each of them would grow with the square of
    /// their number.
    pub fn inventory_at(&self, size: u64) -> Result<Inventory, NotHeld> {
        let at =
            self.inventories.iter().position(|(behind, _)| *behind as u64 == size).ok_or(NotHeld::NoSuchInventory)?;
        let entries = self.listed_at(size).into_values().map(|(_, entry)| entry.clone()).collect();
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
        let mut entries = self.listed.clone();
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
    pub(super) fn changes_since(&self, size: u64) -> Vec<(&LogLine, Option<&InventoryEntry>)> {
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
    pub(super) fn leaves(&self, size: u64) -> Option<&[Digest]> {
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

#[cfg(test)]
mod tests {
    use super::super::sample::entry;
    use super::*;
    use proptest::prelude::*;

    fn history(states: &[&[(&str, &str)]]) -> History {
        let mut history = History::default();
        for state in states {
            history.follow(state.iter().map(|(name, bytes)| entry(name, bytes)).collect());
        }
        history
    }

    #[test]
    fn each_chapter_ends_with_its_inventory() {
        let one = history(&[&[("a", "1")]]);
        let two = history(&[&[("a", "1")], &[("a", "1"), ("b", "1")]]);
        let named: Vec<Digest> = two.chapters().iter().map(|chapter| chapter.inventory).collect();
        assert_eq!(named, [one.inventory().fingerprint, two.inventory().fingerprint]);
        assert_eq!(two.size(), 4);
    }

    #[test]
    fn a_log_of_format_1_goes_on_in_this_one() {
        let mut log = history(&[&[("a", "1")]]);
        log.lines[1] =
            LogLine::Inventory1 { inventory: Digest::of(&format_1::print_inventory(None, &log.inventory().captures)) };
        log.format_1 = 2;
        let old = log.to_bytes();
        let mut read = History::from_bytes(&old).unwrap();
        assert!(read.is_of_format_1());
        assert_eq!(read.to_bytes(), old);
        assert_eq!(read.format_1().unwrap().1, old);
        let kept = read.checkpoint(2).unwrap();
        read.upgrade();
        read.upgrade();
        read.list(vec![entry("b", "1")]);
        assert_eq!((read.size(), read.is_of_format_1()), (5, false));
        assert!(read.to_bytes().starts_with(&old));
        let upgraded = History::from_bytes(&read.to_bytes()).unwrap();
        assert!(upgraded.since(&kept).is_ok_and(|growth| growth.added.len() == 1));
        assert!((2..=5).all(|size| upgraded.inventory_at(size).is_ok() == [2, 3, 5].contains(&size)));
        let text = String::from_utf8(read.to_bytes()).unwrap();
        let back: String = [text.lines().last().unwrap(), text.lines().next().unwrap()].join("\n") + "\n";
        assert!(History::from_bytes((text.clone() + &back).as_bytes()).is_err());
        let later = text.lines().next().unwrap();
        assert!(History::from_bytes((text.clone() + later + "\n").as_bytes()).is_err());
    }

    #[test]
    fn files_of_the_log_are_full_but_for_the_last() {
        let mut log = History::default();
        log.list((0..5000).map(|number| entry(&format!("n{number}"), "1")).collect());
        let files = log.files();
        let lines: Vec<usize> = files.iter().map(|file| file.iter().filter(|byte| **byte == b'\n').count()).collect();
        assert_eq!(lines, [4096, 905]);
        assert_eq!(History::from_bytes(&files.concat()).unwrap().written(), 5001);
        assert_eq!(log.written(), 0);
    }

    #[test]
    fn where_nothing_changed_nothing_is_added() {
        let mut log = history(&[&[("a", "1")], &[("b", "1")]]);
        let before = log.to_bytes();
        log.follow(vec![entry("b", "1")]);
        assert_eq!(log.to_bytes(), before);
        log.follow(vec![]);
        assert_eq!(log.listed_at(log.size()).len(), 0);
        assert!(History::from_bytes(&log.to_bytes()).is_ok());
    }

    #[test]
    fn an_inventory_is_found_by_its_first_digits() {
        let log = history(&[&[("a", "1")], &[("a", "2")]]);
        let first = log.chapters()[0].inventory;
        assert_eq!(log.size_at(&first.to_string()), Ok(2));
        assert_eq!(log.size_at(&first.hex()[..8]), Ok(2));
        assert_eq!(log.size_at(&first.hex()[..7]), Err(NotHeld::NoSuchInventory));
        assert_eq!(log.size_at("g"), Err(NotHeld::NoSuchInventory));
    }

    #[test]
    fn a_log_that_does_not_lead_to_its_inventory_is_refused() {
        let log = String::from_utf8(history(&[&[("a", "1"), ("b", "1")], &[("a", "2")]]).to_bytes()).unwrap();
        let lines: Vec<&str> = log.split_inclusive('\n').collect();
        assert_eq!(lines.len(), 6);
        for left_out in 0..lines.len() {
            let edited: String =
                lines.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, line)| *line).collect();
            let read = History::from_bytes(edited.as_bytes());
            // Where the end is the same without the line, nothing is proven at the first inventory.
            let is_caught = read.as_ref().map_or(true, |read| (2..4).all(|size| read.inventory_at(size).is_err()));
            assert!(is_caught && ([0, 2].contains(&left_out) || read.is_err()), "without line {left_out}");
            let twice: String =
                lines.iter().enumerate().map(|(at, line)| line.repeat(1 + usize::from(at == left_out))).collect();
            assert!(History::from_bytes(twice.as_bytes()).is_err(), "with line {left_out} twice");
        }
        for edited in
            [log.trim_end().to_owned(), log.replace('\n', "\r\n"), log.replacen("{\"", "{ \"", 1), format!("{log}\n")]
        {
            assert!(History::from_bytes(edited.as_bytes()).is_err(), "{edited}");
        }
        assert!(History::from_bytes(b"").unwrap().is_empty());
    }

    proptest! {
        #[test]
        fn a_log_round_trips_and_only_grows(
            states in prop::collection::vec((prop::collection::btree_map("[a-e]", "[0-2]", 0..4), "[a-e]?"), 1..8)
        ) {
            let mut log = History::default();
            for (state, explained) in states {
                let before = log.to_bytes();
                let entries: Vec<InventoryEntry> = state.iter().map(|(name, bytes)| entry(name, bytes)).collect();
                let explained = Some(explained).filter(|name| !name.is_empty());
                let reasons = explained.iter().map(|name| (entry(name, "").capture, "so it is".to_owned())).collect();
                log.follow_because(entries.clone(), &reasons);
                let after = log.to_bytes();
                prop_assert!(after.starts_with(&before));
                let read = History::from_bytes(&after).unwrap();
                prop_assert_eq!(&read.inventory().captures, &entries);
                prop_assert_eq!(read.checkpoint(read.size()), log.checkpoint(log.size()));
                if let Some(kept) = History::from_bytes(&before).unwrap().checkpoint(before.iter().filter(|byte| **byte == b'\n').count() as u64) {
                    prop_assert!(read.since(&kept).is_ok());
                }
            }
        }
    }
}
