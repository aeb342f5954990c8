//! A transaction: captures are taken into the archive all or none.

use super::amend::open_to_change;
use super::batch::Batch;
use super::claims::{Claims, PathOrigin};
use super::clash::{Clash, refuse_same_moment};
use super::committed::{Committed, FileTrouble};
use super::draft::{DraftManifest, Learning, settle};
use super::errors::StoreError;
use super::extent::page;
use super::general::fold;
use super::incoming::{CopiedCapture, IngestOutcome, NewCapture};
use super::known::KnownCaptures;
use super::lock::WriteLock;
use super::lookup::InventoryLookup;
use super::names::KnownArticles;
use super::page_lists::lists;
use super::pages::{page_capture, reading_of};
use super::reader::RootReader;
use super::removal::remove;
use super::root::Root;
use super::source::capture;
use super::storage::Storage;
use super::surroundings::{Folders, temporary, with_url};
use crate::capture::{ArticleId, Capture, CapturePath, Record};
use crate::digest::Digest;
use crate::manifest::{Added, InventoryEntry, PageReading, Trouble};
use crate::parallel;
use crate::segment::{BodySize, Rules};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The most captures in lists of what was added: all of these lists are read for any question.
const MOST_ADDED: usize = 1000;

/// The most pages in lists of web archives that were added: these are read as a whole for any question.
const MOST_ADDED_PAGES: usize = 10_000;

/// The most bytes of captures that wait in memory for their manifests: some hundred pages.
const PENDING_BYTES: usize = 16 << 20;

/// Fewer of them for each processor are not worth a thread.
const PENDING_A_THREAD: usize = 4;

/// A new capture that has no manifest yet.
pub(super) struct Pending {
    pub capture: Capture,
    /// The digest of its record, if it has one on the disk.
    pub record: Option<Digest>,
    /// The way it is read, if it is to be a line in the list of its web archive.
    pub reading: Option<Arc<PageReading>>,
}

/// A transaction on an archive: holds the lock, and what is to be written.
pub(super) struct Transaction<'r> {
    pub(super) rules: &'r Rules,
    pub(super) reader: RootReader,
    pub(super) known: KnownCaptures,
    pub(super) lookup: InventoryLookup,
    folders: Folders,
    /// The ids of articles around which was looked.
    approached: BTreeSet<String>,
    names: KnownArticles,
    /// Files that cannot be captures as they lie there, and why.
    odd: BTreeMap<String, Trouble>,
    pub(super) claims: Claims,
    pub(super) batch: Batch<'r>,
    pub(super) drafts: Vec<DraftManifest>,
    /// New captures that have no manifest yet; and how many bytes they have.
    pending: Vec<Pending>,
    pending_bytes: usize,
    /// The names of the files that new captures came from.
    came_from: BTreeMap<CapturePath, String>,
    /// Released when the transaction is dropped, after everything is written; none of one that writes nothing.
    lock: Option<WriteLock>,
}

impl<'r> Transaction<'r> {
    /// Takes the lock, and reads the root of the inventory.
    pub(super) fn open(root: &'r Root, rules: &'r Rules) -> Result<Self, StoreError> {
        let lock = WriteLock::exclusive(root)?;
        let transaction = Self::begin(root, rules, Some(lock))?;
        remove(root, temporary(&transaction.reader, Added::FOLDER).iter())?;
        Ok(transaction)
    }

    /// Begins a transaction that will never be committed: it writes nothing, and waits for nobody.
    pub(super) fn rehearse(root: &'r Root, rules: &'r Rules) -> Result<Self, StoreError> {
        Self::begin(root, rules, None)
    }

    fn begin(root: &'r Root, rules: &'r Rules, lock: Option<WriteLock>) -> Result<Self, StoreError> {
        let reader = RootReader::open(root)?;
        let lookup = open_to_change(&reader)?;
        Ok(Self {
            claims: Claims::new(),
            odd: BTreeMap::new(),
            folders: Folders::new(),
            approached: BTreeSet::new(),
            names: KnownArticles::new(),
            rules,
            lookup,
            reader,
            known: KnownCaptures::default(),
            batch: lock.as_ref().map_or_else(|| Batch::dry(root), |lock| Batch::new(root, lock)),
            drafts: Vec::new(),
            pending: Vec::new(),
            pending_bytes: 0,
            came_from: BTreeMap::new(),
            lock,
        })
    }

    /// Looks around the article `id`, if that has not been done: what lies there, and what has the same name on other
    /// systems.
    fn approach(&mut self, id: &str) -> Result<(), StoreError> {
        if !self.approached.insert(id.to_owned()) {
            return Ok(());
        }
        let found = self.folders.around(id, &self.reader, &self.lookup)?;
        // Nobody else writes; what this run staged is not there yet.
        let is_old = |path: &&String| !self.batch.has_staged(path);
        if self.lock.is_some() {
            remove(self.reader.root(), found.leftovers.iter().filter(is_old))?;
        }
        found.folders.iter().for_each(|folder| self.claims.put_folder(folder));
        found.entries.iter().map(|entry| &entry.capture).chain(&found.present).for_each(|path| self.claims.put(path));
        self.names.learn_around(&found);
        // What is being taken in is known better.
        let is_new = |entry: &InventoryEntry| self.known.entry(&entry.capture).is_none();
        let new: Vec<InventoryEntry> = found.entries.into_iter().filter(is_new).collect();
        for entry in new {
            if entry.is_page() {
                self.known.add_present(entry.capture.clone());
            }
            self.known.list(entry);
        }
        found.present.into_iter().for_each(|path| self.known.add_present(path));
        self.odd.extend(found.odd);
        Ok(())
    }

    /// Looks around `urls`, which a new capture has, and `ids`, one of which it may get.
    pub(super) fn look_around(&mut self, urls: &[String], ids: &[ArticleId]) -> Result<(), StoreError> {
        for url in urls {
            for entry in with_url(url, &self.reader, &self.lookup)? {
                self.names.learn(&entry.article, &entry.urls);
            }
        }
        ids.iter().try_for_each(|id| self.approach(id.as_str()))
    }

    /// The articles around which was looked, and their names.
    pub(super) fn names(&self) -> &KnownArticles {
        &self.names
    }

    /// The last capture of the article `id`, with its bytes and its record as they lie there; `None` where it cannot be read.
    pub(super) fn last_of(&mut self, id: &ArticleId) -> Result<Option<Capture>, StoreError> {
        self.approach(id.as_str())?;
        let last = self.known.entries_of(id).max_by_key(|entry| entry.captured_at).cloned();
        let Some(entry) = last else { return Ok(None) };
        let Some(bytes) = self.bytes_of(&entry)? else { return Ok(None) };
        if entry.is_page() {
            return Ok(page_capture(&self.reader, &entry).ok());
        }
        let record = self.reader.read_if_there(&entry.capture.record()).ok().flatten();
        let record = record.map_or_else(|| Some(Record::default()), |bytes| Record::from_bytes(&bytes).ok());
        Ok(record.map(|record| Capture { path: entry.capture, bytes, record }))
    }

    /// Takes account of an article that a new capture is of.
    pub(super) fn learn(&mut self, article: &ArticleId, record: &Record) {
        self.names.learn(article, &record.urls);
        self.names.learn_file(article, record.source_file());
    }

    /// The path of a new capture, unless it clashes with another one.
    fn path_of(&mut self, new: &NewCapture) -> Result<CapturePath, Clash> {
        refuse_same_moment(new, &self.known, &self.came_from)?;
        let path = format!("archive/{}/{}.{}", new.article, new.captured_at.stamp(), new.ending);
        let path: CapturePath = path.parse().map_err(|why| {
            StoreError::new(&path, format!("{why}"), "set another id with --id, or another type with --as")
        })?;
        self.claims.stake(&path, PathOrigin::Id)?;
        Ok(path)
    }

    /// Takes a new capture in, unless its article has these bytes already, or it clashes with another one: that is the inner
    /// error, and leaves the transaction as it was.
    pub(super) fn add(&mut self, new: NewCapture) -> Result<Result<IngestOutcome, Clash>, StoreError> {
        self.approach(new.article.as_str())?;
        let digest = Digest::of(&new.bytes);
        if let Some(added) = self.held(&new, digest)? {
            return Ok(Ok(added));
        }
        let path = match self.path_of(&new) {
            Ok(path) => path,
            Err(clash) => return Ok(Err(clash)),
        };
        let reading = self.reading_in_place(&path, &new)?;
        let NewCapture { article, bytes, record, .. } = new;
        self.came_from.insert(path.clone(), record.came_from.clone().unwrap_or_default());
        if record.extent().is_none() {
            self.batch.stage_new(path.as_str(), &bytes)?;
        }
        let capture = Capture { path: path.clone(), bytes, record };
        match reading {
            Some(reading) => self.commit_to_page(capture, reading)?,
            None => self.commit_to(capture, None, true)?,
        }
        self.known.add_present(path.clone());
        let count = self.known.present_of(&article).count();
        Ok(Ok(IngestOutcome::New(path, digest, count)))
    }

    /// Lists or restores bytes that the article has already; `None` where it does not have them.
    fn held(&mut self, new: &NewCapture, digest: Digest) -> Result<Option<IngestOutcome>, StoreError> {
        let listed = self.known.entries_of(&new.article).find(|entry| entry.sha256 == digest).cloned();
        if let Some(entry) = listed {
            return self.listed(&entry, new, digest).map(Some);
        }
        let present = self.known.present_of(&new.article);
        for path in present.cloned().collect::<Vec<_>>() {
            if self.known.entry(&path).is_none() && self.holds(&path, &new.bytes) {
                // Left by a run that was killed before it could list them, or put there by the user.
                return self.list(&path, new.record.clone()).map(Some);
            }
        }
        Ok(None)
    }

    /// Handles bytes that the inventory lists as `entry`: restores them where they are missing.
    fn listed(
        &mut self,
        entry: &InventoryEntry,
        new: &NewCapture,
        digest: Digest,
    ) -> Result<IngestOutcome, StoreError> {
        let path = entry.capture.clone();
        match self.bytes_of(entry)? {
            Some(bytes) if bytes == new.bytes => Ok(IngestOutcome::Already(path, digest)),
            Some(bytes) => {
                let found = Digest::of(&bytes);
                let what = format!("its bytes changed\n  committed  {digest}\n  found      {found}\n ");
                Err(StoreError::new(
                    &path,
                    what,
                    "the file you are adding has the original bytes: put it in that place",
                ))
            }
            None if self.known.is_present(&path) => Ok(IngestOutcome::Already(path, digest)),
            None => {
                self.batch.stage_new(path.as_str(), &new.bytes)?;
                self.known.add_present(path.clone());
                Ok(IngestOutcome::Restored(path, digest))
            }
        }
    }

    /// Lists a capture that lies in the archive, with `record` if it has no record and that is not empty.
    pub(super) fn list(&mut self, path: &CapturePath, record: Record) -> Result<IngestOutcome, StoreError> {
        self.approach(path.article_name())?;
        self.refuse_odd(path)?;
        let read = |(path, trouble): (String, Trouble)| {
            StoreError::new(path, trouble.to_string(), "fix that, and add it again")
        };
        let (mut capture, digest) = capture(&self.reader, path).map_err(read)?;
        let sha256 = Digest::of(&capture.bytes);
        let is_declared = digest.is_some() || record == Record::default();
        if let Some(entry) = self.known.entry(path) {
            return match entry.sha256 == sha256 {
                true if is_declared => Ok(IngestOutcome::Already(path.clone(), sha256)),
                true => Err(StoreError::new(
                    path,
                    "the file is already in the archive, without a capture record",
                    "write a capture record for it, then run `literatim manifest`",
                )),
                false => Err(StoreError::new(
                    path,
                    format!("its bytes changed\n  committed  {}\n  found      {sha256}\n ", entry.sha256),
                    "restore the original bytes, and add these from outside the archive",
                )),
            };
        }
        self.claims.stake(path, PathOrigin::Place)?;
        if !is_declared {
            capture.record = record;
        }
        self.commit_to(capture, digest, !is_declared)?;
        Ok(IngestOutcome::Listed(path.clone(), sha256))
    }

    /// Refuses what lies in the archive and cannot be a capture as it lies there.
    pub(super) fn refuse_odd(&mut self, path: &CapturePath) -> Result<(), StoreError> {
        self.approach(path.article_name())?;
        let refuse = |trouble: &Trouble| StoreError::new(path, trouble.to_string(), "then add it again");
        self.odd.get(path.as_str()).map_or(Ok(()), |trouble| Err(refuse(trouble)))
    }

    /// Takes a capture in at its path. Returns true if it is new.
    pub(super) fn add_copy(&mut self, one: CopiedCapture) -> Result<bool, StoreError> {
        let path = one.path;
        self.approach(path.article_name())?;
        let refuse = |what: &str| StoreError::new(&path, what, "captures are never overwritten; nothing was changed");
        let record = match &one.record {
            None => Record::default(),
            Some(bytes) => Record::from_bytes(bytes).map_err(|why| refuse(&why.to_string()))?,
        };
        let (bytes, reading) = match self.in_place(&path, &record)? {
            Some(sole) => (sole.bytes.clone(), reading_of(&path, &record, &sole)),
            None => (one.bytes, None),
        };
        let listed = self.known.entry(&path);
        if listed.is_some_and(|entry| entry.sha256 == Digest::of(&bytes)) {
            return Ok(false);
        }
        if listed.is_some() || self.known.is_present(&path) {
            return Err(refuse("another capture already has this path"));
        }
        self.claims.stake(&path, PathOrigin::Bag)?;
        if record.extent().is_none() {
            let (staged, ..) = self.batch.stage_copy(path.as_str(), bytes.as_slice())?;
            self.reader.expect(path.as_str(), staged);
        }
        if let Some(reading) = reading {
            return self.commit_to_page(Capture { path, bytes, record }, reading).map(|()| true);
        }
        if let Some(bytes) = &one.record {
            self.batch.stage_new(&path.record(), bytes)?;
        }
        let digest = one.record.as_deref().map(Digest::of);
        self.commit_to(Capture { path, bytes, record }, digest, false)?;
        Ok(true)
    }

    /// Lists a capture. Its record is written too if `write_record`; else `digest` is that of the record it has.
    fn commit_to(
        &mut self,
        capture: Capture,
        mut digest: Option<Digest>,
        write_record: bool,
    ) -> Result<(), StoreError> {
        if let Some(without) = capture.record.secret() {
            let what =
                format!("its record has a user name or password in an address, which would stay in the log: {without}");
            return Err(StoreError::new(&capture.path, what, "remove it from the record, and add it again"));
        }
        if write_record {
            let bytes = capture.record.to_bytes();
            digest = Some(Digest::of(&bytes));
            let path = capture.path.record();
            let lies = self.reader.read_if_there(&path).map_err(|error| StoreError::io(&path, &error))?;
            // After a power cut a record may be there without its capture.
            if lies.is_none_or(|lies| lies != bytes) {
                self.batch.stage_new(&path, &bytes)?;
            }
        }
        self.pend(Pending { capture, record: digest, reading: None });
        Ok(())
    }

    pub(super) fn pend(&mut self, pending: Pending) {
        let capture = &pending.capture;
        self.known.list(InventoryEntry {
            article: capture.article(),
            captured_at: capture.captured_at(),
            urls: capture.record.urls.clone(),
            came_from: capture.record.source_file().map(str::to_owned),
            sha256: Digest::of(&capture.bytes),
            record: pending.record,
            // A placeholder until the manifest is made.
            manifest: Digest::of(&[]),
            extent: capture.record.extent().cloned().map(Box::new),
            pages: None,
            reading: pending.reading.clone(),
            capture: capture.path.clone(),
        });
        self.pending_bytes += capture.bytes.len();
        self.pending.push(pending);
        if self.pending_bytes >= PENDING_BYTES {
            self.draft_pending();
        }
    }

    /// Drafts the manifests of the pending captures, on all processors.
    fn draft_pending(&mut self) {
        let rules = self.rules;
        let draft = |one: &Pending| {
            let draft = DraftManifest::of(&one.capture, one.record, rules, None);
            match &one.reading {
                Some(reading) => draft.into_page(Arc::clone(reading), None),
                None => draft,
            }
        };
        self.drafts.extend(parallel::map(&self.pending, PENDING_A_THREAD, draft));
        self.pending.clear();
        self.pending_bytes = 0;
    }

    /// The bytes of a listed capture, in its file or a web archive; `None` where its file is missing.
    fn bytes_of(&self, entry: &InventoryEntry) -> Result<Option<Vec<u8>>, StoreError> {
        let path = &entry.capture;
        let Some(extent) = &entry.extent else {
            return self.reader.read_if_there(path.as_str()).map_err(|error| StoreError::io(path, &error));
        };
        match page(&self.reader, extent, None) {
            Ok(page) => Ok(Some(page.bytes)),
            Err(trouble) => Err(StoreError::new(
                path,
                trouble.to_string(),
                match trouble {
                    Trouble::Gone(_) => "add the web archive again, with --in-place",
                    _ => "restore the web archive",
                },
            )),
        }
    }

    /// Returns true if the capture at `path`, in its file or a web archive, has these bytes.
    fn holds(&self, path: &CapturePath, bytes: &[u8]) -> bool {
        capture(&self.reader, path).is_ok_and(|(capture, _)| capture.bytes == bytes)
    }

    /// Lists the capture of a draft.
    pub(super) fn put(&mut self, draft: DraftManifest) {
        self.known.list(draft.committed().0);
        self.drafts.push(draft);
    }

    /// The sizes of the bodies of what was taken in so far.
    pub(super) fn sizes(&mut self) -> BTreeMap<CapturePath, BodySize> {
        self.draft_pending();
        let sized = |draft: &DraftManifest| Some((draft.manifest.capture.clone(), draft.body()?));
        self.drafts.iter().filter_map(sized).collect()
    }

    /// Writes everything. The last rename makes it so: that of the file which says what was added, or, where there are many
    /// of those already, that of the root of the inventory. The sizes of the bodies that are new.
    pub(super) fn commit(mut self) -> Result<BTreeMap<CapturePath, BodySize>, StoreError> {
        let sizes = self.sizes();
        self.draft_listed_pages()?;
        let refuse = |(path, trouble): FileTrouble| StoreError::new(path, trouble.to_string(), "nothing was added");
        let (known, waiting) = self.lookup.repeated(&self.reader).map_err(refuse)?;
        let table = settle(&mut self.drafts, self.rules, known.clone(), &Learning::Added);
        let mut entries = Vec::with_capacity(self.drafts.len());
        for draft in &self.drafts {
            let (entry, bytes) = draft.committed();
            if !entry.is_page() {
                self.batch.stage(&entry.capture.manifest(), &bytes)?;
            }
            entries.push(entry);
        }
        let is_listed_before = self.commit_to_lists(&mut entries);
        entries.sort_by(|one, other| one.capture.cmp(&other.capture));
        let (pages, captures): (Vec<_>, Vec<_>) = entries.iter().cloned().partition(InventoryEntry::is_page);
        let waiting_pages: usize = self.lookup.added_lists().iter().map(|(_, sum)| sum.count).sum();
        let is_much = waiting + captures.len() > MOST_ADDED || waiting_pages + pages.len() > MOST_ADDED_PAGES;
        if is_listed_before || is_much || self.has_leftovers()? {
            let state = Committed::read(&self.reader).map_err(refuse)?;
            fold(self.batch, &self.reader, &state, (entries, &table))?;
            return Ok(sizes);
        }
        let added = Added { captures, repeated: table.without(&known) };
        for (path, bytes) in lists(&pages) {
            self.batch.stage(&path, &bytes)?;
        }
        if !added.captures.is_empty() {
            self.batch.stage_new(&added.path(), &added.to_bytes())?;
        }
        self.batch.commit()?;
        Ok(sizes)
    }
}
