//! Fixity of the whole archive: every capture, record and manifest against the inventory.

use super::committed::{Committed, recovered};
use super::errors::why;
use super::extent::{explained, page, whereabouts};
use super::general::{FilesByPath, as_committed};
use super::page_lists::{WrongLine, wrong_lines};
use super::prove::manifest_of;
use super::reader::RootReader;
use super::regenerate::{Regenerated, regenerate};
use super::staged::read_committed;
use super::storage::Storage;
use super::{Root, StoreError};
use crate::digest::Digest;
use crate::history::{Checkpoint, History, written_files};
use crate::manifest::{Added, Inventory, InventoryEntry, InventoryRoot, PageName, RepeatedTable, Trouble};
use crate::segment::Rules;
use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;

/// The result of an audit.
#[derive(Debug, Default)]
pub struct Audit {
    /// The fingerprint of the inventory, if it could be used.
    pub fingerprint: Option<Digest>,
    /// The number of captures that the inventory lists.
    pub captures: usize,
    /// The number of those that are proven: bytes, record and manifest are what was committed to, and the manifest is
    /// current.
    pub proven: usize,
    /// The problems, by path.
    pub flaws: BTreeMap<String, AuditFinding>,
    /// The log, if it leads to the inventory.
    pub history: Option<History>,
    /// Left by a killed run.
    pub leftovers: Vec<String>,
    /// Some manifests are those that an earlier version made: their roles are taken as they are.
    pub is_earlier: bool,
    /// The number of captures whose text something else made, by its name.
    pub made_texts: BTreeMap<String, usize>,
}

/// A problem with one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditFinding {
    /// Its bytes are not the ones that were committed to.
    Changed {
        /// The digest that was committed to.
        committed: Digest,
        /// The digest that was found.
        found: Digest,
    },
    /// It is not what it was in the web archive that it lies in.
    RecordMismatch {
        /// How.
        how: String,
        /// The digest that was committed to, and the one found, where one was.
        digests: Option<(Digest, Digest)>,
    },
    /// It was committed to, and it is not there.
    Missing(Digest),
    /// It is there, and nothing committed to it; its digest.
    Unexpected(Digest),
    /// It is what was committed to, and not what this version makes of the capture.
    Stale {
        /// The digest that was committed to.
        committed: Digest,
        /// The digest of what this version makes.
        made: Digest,
    },
    /// It cannot be read or used; why.
    Unusable(String),
}

/// Audits the archive. Reads everything, writes nothing.
pub fn audit(root: &Root, rules: &Rules) -> Result<Audit, StoreError> {
    let before = general(&RootReader::open(root)?);
    let first = once(root, rules)?;
    // Half of somebody's writing must not look like a flaw.
    let waited = !first.flaws.is_empty() && super::lock::WriteLock::wait_for_writer(root)?;
    let after = general(&RootReader::open(root)?);
    if waited || after != before { once(root, rules) } else { Ok(first) }
}

/// The files that each writing changes: the root, and the names of what was added since.
fn general(reader: &RootReader) -> (Vec<u8>, Vec<String>) {
    (reader.read(InventoryRoot::PATH).unwrap_or_default(), reader.list(Added::FOLDER).unwrap_or_default())
}

fn once(root: &Root, rules: &Rules) -> Result<Audit, StoreError> {
    let reader = RootReader::open(root)?;
    let mut audit = Audit::default();
    let now = regenerate(root, rules)?;
    audit.leftovers.clone_from(&now.leftovers);
    audit.is_earlier = now.is_earlier;
    for (path, trouble) in now.odd.iter().chain(&now.unreadable) {
        audit.flaws.insert(path.clone(), AuditFinding::Unusable(trouble.to_string()));
    }
    if let Some(committed) = audit.committed(&reader, (&now, rules)) {
        audit.against(&reader, committed, &now);
    }
    Ok(audit)
}

/// All that was committed to.
struct Commitment {
    inventory: Inventory,
    /// The files that all captures have in common.
    files: FilesByPath,
    /// The log, if nothing contradicts it.
    history: Option<History>,
}

impl Audit {
    /// What was committed to: by root and log; where they cannot be used or contradict one another, by the log alone, so that
    /// each file is reported which is not what it leads to.
    fn committed(&mut self, reader: &RootReader, (now, rules): (&Regenerated, &Rules)) -> Option<Commitment> {
        let read = Committed::read_but_for_pages(reader).and_then(|state| {
            let (history, mut files) = (state.history(reader)?, as_committed(reader, &state)?);
            self.damaged_lists(reader, (now, rules), &state, &mut files);
            Ok((state.is_missing, Commitment { inventory: state.inventory()?, files, history: Some(history) }))
        });
        let (path, trouble) = match read {
            Ok((is_missing, committed)) => {
                let is_lost = committed.inventory.captures.is_empty() && !now.inventory.captures.is_empty();
                if is_missing && (is_lost || !matches!(recovered(reader), Ok(None))) {
                    let why = why(&ErrorKind::NotFound.into());
                    self.flaws.insert(InventoryRoot::PATH.to_owned(), AuditFinding::Unusable(why));
                }
                return Some(committed);
            }
            Err(trouble) => trouble,
        };
        let flaw = AuditFinding::Unusable(trouble.to_string());
        let Ok(Some(history)) = recovered(reader) else {
            self.flaws.insert(path, flaw);
            return None;
        };
        let table = reader.read(RepeatedTable::PATH).map(|bytes| RepeatedTable::from_bytes(&bytes));
        let (inventory, mut files) = written_files(&history, &table.ok().and_then(Result::ok).unwrap_or_default());
        for path in now.general().iter().filter(|path| path.starts_with(Added::FOLDER)) {
            files.extend(reader.read(path).ok().map(|bytes| (path.clone(), bytes)));
        }
        // If it is what the log leads to, another file is to blame; but not if root and checkpoint both say that the log was
        // another.
        let is_as_led_to =
            |path: &str| files.get(path).is_some_and(|bytes| reader.read(path).is_ok_and(|found| found == *bytes));
        let is_sound = is_as_led_to(&path) && (!path.starts_with(History::FOLDER) || is_as_led_to(Checkpoint::PATH));
        if !is_sound || path.starts_with(Added::FOLDER) {
            self.flaws.insert(path, flaw);
        }
        Some(Commitment { inventory, files, history: None })
    }

    /// Has each list of pages that is not what was committed to among the flaws, with the lines that are wrong; and takes as
    /// they are the `files` that follow from all lists.
    fn damaged_lists(
        &mut self,
        reader: &RootReader,
        (now, rules): (&Regenerated, &Rules),
        state: &Committed,
        files: &mut FilesByPath,
    ) {
        if state.damaged.is_empty() {
            return;
        }
        files.insert(InventoryRoot::PATH.to_owned(), state.root.to_bytes());
        let follows = |path: &&String| path.starts_with(PageName::FOLDER) || state.damaged.contains_key(*path);
        for path in now.general().iter().filter(follows) {
            files.extend(reader.read(path).ok().map(|bytes| (path.clone(), bytes)));
        }
        let sums = state.page_sums();
        for (path, trouble) in &state.damaged {
            self.flaws.insert(path.clone(), AuditFinding::Unusable(trouble.to_string()));
            self.captures += sums.get(path).map_or(0, |sum| sum.count);
            let text = reader.read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
            for WrongLine { number, page } in wrong_lines(reader, rules, &text) {
                let why = format!("this line of the list is not what is made of its page: {page}");
                self.flaws.insert(format!("{path}:{number}"), AuditFinding::Unusable(why));
            }
        }
    }

    fn against(&mut self, reader: &RootReader, committed: Commitment, now: &Regenerated) {
        let Commitment { inventory, files, history } = committed;
        self.fingerprint = Some(inventory.fingerprint);
        self.captures += inventory.captures.len();
        for entry in &inventory.captures {
            let flaws = self.flaws.len();
            let known = self.flaws.contains_key(entry.capture.as_str());
            self.entry(reader, entry, now);
            self.proven += usize::from(flaws == self.flaws.len() && !known);
        }
        self.look_for_records(reader, &inventory);
        for (path, bytes) in &files {
            if !self.flaws.contains_key(path) {
                self.fixed(reader, path, Digest::of(bytes));
            }
        }
        self.history = history;
        self.unexpected(reader, &inventory, files.into_keys().collect(), now);
    }

    /// Everything that `entry` commits to.
    fn entry(&mut self, reader: &RootReader, entry: &InventoryEntry, now: &Regenerated) {
        let manifest = entry.capture.manifest();
        let capture_is_fixed = self.is_fixed(reader, entry);
        if entry.is_page() {
            return self.page(entry, capture_is_fixed, now);
        }
        let record_is_fixed = entry.record.is_none_or(|record| self.fixed(reader, &entry.capture.record(), record));
        if !self.fixed(reader, &manifest, entry.manifest) {
            return;
        }
        match manifest_of(reader, entry) {
            Err(Trouble::Manifest(why)) => {
                self.flaws.insert(manifest, AuditFinding::Unusable(why));
                return;
            }
            Err(_) => {}
            Ok(manifest) => {
                let maker = manifest.typed().and_then(|typed| typed.made_by.clone());
                maker.into_iter().for_each(|maker| *self.made_texts.entry(maker).or_default() += 1);
            }
        }
        let Some(made) = now.inventory.entry(&entry.capture).filter(|_| capture_is_fixed && record_is_fixed) else {
            return;
        };
        if made.record == entry.record && made.manifest != entry.manifest {
            let (committed, made) = (entry.manifest, made.manifest);
            self.flaws.insert(manifest, AuditFinding::Stale { committed, made });
        }
    }

    /// The manifest of a page that is a line in a list is made again.
    fn page(&mut self, entry: &InventoryEntry, is_fixed: bool, now: &Regenerated) {
        let path = entry.capture.as_str();
        let made = now.inventory.entry(&entry.capture).filter(|_| is_fixed);
        let flaw = match made {
            Some(made) if made.manifest != entry.manifest => {
                AuditFinding::Stale { committed: entry.manifest, made: made.manifest }
            }
            Some(_) => return,
            // Why it cannot be read was said.
            None if !is_fixed || self.flaws.contains_key(path) => return,
            None => AuditFinding::Missing(entry.manifest),
        };
        self.flaws.insert(path.to_owned(), flaw);
    }

    /// Checks that the bytes of a capture are what was committed to, wherever they lie; else a flaw.
    fn is_fixed(&mut self, reader: &RootReader, entry: &InventoryEntry) -> bool {
        let path = entry.capture.as_str();
        let Some(extent) = &entry.extent else {
            return match entry.capture.is_web_archive() {
                true => self.same(path, entry.sha256, reader.digest(path).map(|(digest, _)| digest)),
                false => self.fixed(reader, path, entry.sha256),
            };
        };
        let trouble = match page(reader, extent, None).map(|page| Digest::of(&page.bytes)) {
            Ok(found) if found == entry.sha256 => return true,
            Ok(found) => Trouble::Changed { committed: entry.sha256, found },
            Err(trouble) => trouble,
        };
        let flaw = match explained(reader, entry, trouble) {
            Trouble::RecordMismatch { how, digests } => AuditFinding::RecordMismatch { how, digests },
            other => AuditFinding::Unusable(other.to_string()),
        };
        self.flaws.insert(path.to_owned(), flaw);
        false
    }

    /// Of captures that are not where they were in their web archives: where they are now.
    fn look_for_records(&mut self, reader: &RootReader, inventory: &Inventory) {
        let is_lost = |entry: &&InventoryEntry| {
            matches!(self.flaws.get(entry.capture.as_str()), Some(AuditFinding::RecordMismatch { .. }))
        };
        let lost: Vec<&InventoryEntry> = inventory.captures.iter().filter(is_lost).collect();
        for (capture, now) in whereabouts(reader, &lost) {
            if let Some(AuditFinding::RecordMismatch { how, .. }) = self.flaws.get_mut(capture.as_str()) {
                how.push_str("; ");
                how.push_str(&now);
            }
        }
        for entry in &inventory.captures {
            let file = entry.extent.as_ref().map(|extent| extent.file());
            if let Some(file) = file.filter(|file| inventory.entry(file).is_none()) {
                let why = "a capture is in this web archive, and the inventory does not list the file (run `literatim manifest`)";
                self.flaws.entry(file.to_string()).or_insert(AuditFinding::Unusable(why.to_owned()));
            }
        }
    }

    /// Checks that the file at `path` has the digest that was committed to; else a flaw.
    fn fixed(&mut self, reader: &RootReader, path: &str, committed: Digest) -> bool {
        self.same(path, committed, read_committed(reader, path, committed).map(|bytes| Digest::of(&bytes)))
    }

    /// Checks that what was `found` at `path` is what was committed to; else a flaw.
    fn same(&mut self, path: &str, committed: Digest, found: std::io::Result<Digest>) -> bool {
        let flaw = match found {
            Ok(found) if found == committed => return true,
            Ok(found) => AuditFinding::Changed { committed, found },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => AuditFinding::Missing(committed),
            Err(error) => AuditFinding::Unusable(why(&error)),
        };
        self.flaws.insert(path.to_owned(), flaw);
        false
    }

    /// Captures, records and manifests that nothing committed to.
    fn unexpected(
        &mut self,
        reader: &RootReader,
        inventory: &Inventory,
        mut expected: BTreeSet<String>,
        now: &Regenerated,
    ) {
        for entry in &inventory.captures {
            expected.extend([entry.capture.to_string(), entry.capture.manifest()]);
            expected.extend(entry.record.map(|_| entry.capture.record()));
        }
        let mut there: BTreeSet<String> = now.present().map(str::to_owned).collect();
        for entry in &now.inventory.captures {
            // Of what lies in a web archive the record is reported.
            there.extend(entry.extent.is_none().then(|| entry.capture.to_string()));
            there.extend(entry.record.map(|_| entry.capture.record()));
        }
        for path in there.difference(&expected) {
            match reader.digest(path) {
                Ok((found, _)) => self.flaws.insert(path.clone(), AuditFinding::Unexpected(found)),
                Err(error) => self.flaws.insert(path.clone(), AuditFinding::Unusable(why(&error))),
            };
        }
    }
}
