//! The archive in a folder, or in another storage, asked by need.

use super::committed::unusable;
use super::errors::StoreError;
use super::extent::explained;
use super::lock::WriteLock;
use super::lookup::{Asked, InventoryLookup};
use super::pair_hasher::witnesses;
use super::prove::{Unproven, witness};
use super::reader::RootReader;
use super::root::Root;
use super::storage::Storage;
use super::withheld::Withholding;
use crate::capture::{ArticleId, CapturePath};
use crate::digest::Digest;
use crate::manifest::{
    Added, Candidates, Catalogue, Collection, Inventory, InventoryEntry, InventoryRoot, Listed, Name, NameSource,
    Resolution, Resolver, Trouble, WithheldCapture, Witness, resolve,
};
use crate::segment::Rules;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// An archive of which only what is asked for is read and proven, once.
///
/// Segments are used as they were committed to, by whichever rules. Those of a page that is a line in the list of its web
/// archive are made again, by the rules of [`OpenArchive::with_rules`], and compared with what was committed to.
pub struct OpenArchive {
    storage: Box<dyn Storage>,
    /// The rules that roles of pages in lists are made by again.
    rules: OnceLock<Rules>,
    /// The root of the archive, where it is in a folder.
    folder: Option<Root>,
    /// The inventory; or what is wrong with it, so that nothing can be known.
    lookup: Result<InventoryLookup, (String, Trouble)>,
    withheld: Withholding,
    /// The names of what is withheld.
    withheld_names: Catalogue,
    proven: Mutex<HashMap<CapturePath, Result<Arc<Witness>, Trouble>>>,
    troubles: Mutex<BTreeMap<String, Trouble>>,
    /// The bytes of the root of the inventory, and the files of what was added since, when it was opened.
    state: State,
}

type State = (Vec<u8>, Vec<String>);

fn state(storage: &dyn Storage) -> State {
    (storage.read(InventoryRoot::PATH).unwrap_or_default(), storage.list(Added::FOLDER).unwrap_or_default())
}

/// Opens the archive at `root`.
///
/// # Errors
///
/// Only for the world: a root that cannot be opened.
pub fn open(root: &Root) -> Result<OpenArchive, StoreError> {
    let reader = RootReader::open(root)?;
    Ok(OpenArchive { folder: Some(root.clone()), ..OpenArchive::of(Box::new(reader)) })
}

/// Opens the archive in `storage`, as [`open`] does for a folder: the same files give the same answers. It knows of no
/// lock there.
pub fn open_from(storage: Box<dyn Storage>) -> OpenArchive {
    OpenArchive::of(storage)
}

impl OpenArchive {
    /// The archive whose roles are made by these rules, and not by those that come with the program.
    pub fn with_rules(self, rules: Rules) -> Self {
        Self { rules: rules.into(), ..self }
    }

    fn of(storage: Box<dyn Storage>) -> Self {
        let state = state(&*storage);
        let mut troubles = BTreeMap::new();
        let lookup = InventoryLookup::open(&*storage).and_then(|(lookup, is_missing)| {
            // A fresh root has none.
            let is_fresh =
                is_missing && storage.list("archive").is_ok_and(|files| files.iter().all(|path| is_hidden(path)));
            match is_missing && !is_fresh {
                true => Err((InventoryRoot::PATH.to_owned(), unusable("it is missing"))),
                false => Ok(lookup),
            }
        });
        let (mut withheld, mut withheld_names) = (Withholding::default(), Catalogue::default());
        match &lookup {
            // Where the inventory cannot be read, nobody knows what is held and what is withheld.
            Err((path, trouble)) => drop(troubles.insert(path.clone(), trouble.clone())),
            Ok(lookup) => {
                let asked = Asked { lookup, storage: &*storage };
                let is_held = |id: &ArticleId| asked.listed(id.as_str()).is_ok_and(|listed| !listed.is_empty());
                withheld = Withholding::read(&*storage, &is_held, &mut troubles);
                let entries = withheld.captures.values().map(|capture| &capture.entry);
                withheld_names = Catalogue::of_withheld(entries);
            }
        }
        let (proven, troubles) = (Mutex::default(), Mutex::new(troubles));
        Self {
            storage,
            rules: OnceLock::new(),
            folder: None,
            lookup,
            withheld,
            withheld_names,
            proven,
            troubles,
            state,
        }
    }

    /// The rules; those of the program are read when they are first asked for, which most questions do not.
    fn rules(&self) -> &Rules {
        self.rules.get_or_init(Rules::default)
    }

    fn asked(&self) -> Result<Asked<'_>, Trouble> {
        match &self.lookup {
            Ok(lookup) => Ok(Asked { lookup, storage: &*self.storage }),
            Err((path, trouble)) => Err(Trouble::Manifest(format!("{path}: {trouble}"))),
        }
    }

    /// Captures that lie in the folder of the article `id`, or in its place, and that nothing lists: they can be cited, and
    /// prove nothing.
    fn unlisted(&self, id: &str) -> Vec<Listed> {
        let folder = format!("archive/{id}");
        if id.parse::<ArticleId>().is_err() {
            return Vec::new();
        }
        let mut paths = self.storage.list(&folder).unwrap_or_default();
        // A file beside the folder: what is around it is not listed, which may be any number of others.
        let dropped = ENDINGS.iter().map(|ending| format!("{folder}.{ending}"));
        paths.extend(dropped.filter(|path| self.storage.size(path).is_ok()));
        let captures = paths.into_iter().filter_map(|path| path.parse::<CapturePath>().ok());
        let mut listed: Vec<Listed> = captures
            .filter(|path| path.article_name() == id && !path.is_web_archive())
            .map(|path| Listed { captured_at: path.stamp(), capture: path, sha256: None, came_from: None })
            .collect();
        Listed::sort(&mut listed);
        listed
    }

    fn prove(&self, capture: &CapturePath) -> Result<Arc<Witness>, Trouble> {
        let asked = self.asked()?;
        match asked.lookup.entry(&*self.storage, capture)? {
            Some(entry) if !capture.is_web_archive() => {
                self.outcome(&entry, witness(&*self.storage, &entry, &|| self.rules())).map(Arc::new)
            }
            _ if self.storage.size(capture.as_str()).is_ok() => Err(self.met(capture.as_str(), Trouble::Unlisted)),
            _ => Err(Trouble::Missing),
        }
    }

    /// The witness of `entry`; what is wrong with it is kept.
    fn outcome(&self, entry: &InventoryEntry, proven: Result<Witness, Unproven>) -> Result<Witness, Trouble> {
        proven.map_err(|Unproven { trouble, of_manifest }| {
            if let Some(trouble) = of_manifest {
                self.met(&entry.capture.manifest(), *trouble);
            }
            self.met(entry.capture.as_str(), explained(&*self.storage, entry, trouble))
        })
    }

    fn met(&self, path: &str, trouble: Trouble) -> Trouble {
        let mut troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner);
        troubles.insert(path.to_owned(), trouble.clone());
        trouble
    }
}

/// The endings that files have which people drop into `archive/`.
const ENDINGS: [&str; 6] = ["txt", "md", "markdown", "html", "htm", "pdf"];

/// Returns true if a file at `path` is one of those that git and desktops put into folders.
fn is_hidden(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.starts_with('.'))
}

impl fmt::Debug for OpenArchive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenArchive").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// Names are looked up in the inventory, then among what is withheld, and then in the one place that a citation names.
impl NameSource for OpenArchive {
    type Error = Trouble;

    fn archive_folder(&self) -> &str {
        self.folder.as_ref().map_or(Root::ARCHIVE, Root::archive)
    }

    fn listed(&self, id: &str) -> Result<Arc<[Listed]>, Trouble> {
        let listed = self.asked()?.listed(id)?;
        if !listed.is_empty() {
            return Ok(listed);
        }
        let Ok(withheld) = self.withheld_names.listed(id);
        Ok(if withheld.is_empty() { self.unlisted(id).into() } else { withheld })
    }

    fn in_folder(&self, folder: &str) -> Result<Vec<CapturePath>, Trouble> {
        let mut found = self.asked()?.in_folder(folder)?;
        let Ok(withheld) = self.withheld_names.in_folder(folder);
        found.extend(withheld);
        if found.is_empty() {
            let path = format!("archive/{folder}");
            let is_inside = |capture: &CapturePath| capture.folder() == folder && !capture.is_web_archive();
            let files = self.storage.list(&path).unwrap_or_default();
            found.extend(files.iter().filter_map(|file| file.parse().ok()).filter(is_inside));
        }
        Ok(found)
    }

    fn with_url(&self, url: &str) -> Result<Vec<CapturePath>, Trouble> {
        let mut found = self.asked()?.with_url(url)?;
        let Ok(withheld) = self.withheld_names.with_url(url);
        found.extend(withheld);
        Ok(found)
    }

    fn with_file(&self, stem: &str) -> Result<Vec<CapturePath>, Trouble> {
        self.asked()?.with_file(stem)
    }

    fn with_digits(&self, digits: &str) -> Result<Vec<CapturePath>, Trouble> {
        self.asked()?.with_digits(digits)
    }
}

impl Resolver for OpenArchive {
    fn resolve(&self, name: Name<'_>) -> Result<Resolution, Trouble> {
        resolve(self, name)
    }
}

impl Collection for OpenArchive {
    fn archive_folder(&self) -> &str {
        NameSource::archive_folder(self)
    }

    fn captures(&self, article: &ArticleId) -> Result<Arc<[Listed]>, Trouble> {
        NameSource::listed(self, article.as_str())
    }

    fn witness(&self, capture: &CapturePath) -> Result<Arc<Witness>, Trouble> {
        let known = self.proven.lock().unwrap_or_else(PoisonError::into_inner).get(capture).cloned();
        known.unwrap_or_else(|| {
            let proven = self.prove(capture);
            let mut all = self.proven.lock().unwrap_or_else(PoisonError::into_inner);
            all.entry(capture.clone()).or_insert(proven).clone()
        })
    }

    fn witnesses(&self, captures: &[CapturePath]) -> Vec<Result<Arc<Witness>, Trouble>> {
        let is_new = |path: &&CapturePath| {
            !self.proven.lock().unwrap_or_else(PoisonError::into_inner).contains_key(*path) && !path.is_web_archive()
        };
        let entry = |path: &CapturePath| self.asked().ok()?.lookup.entry(&*self.storage, path).ok()?;
        let entries: Vec<InventoryEntry> = captures.iter().filter(is_new).filter_map(entry).collect();
        let proven = witnesses(&*self.storage, &entries, &|| self.rules());
        let answers = entries
            .iter()
            .zip(proven)
            .map(|(entry, proven)| (entry.capture.clone(), self.outcome(entry, proven).map(Arc::new)));
        let answers: Vec<_> = answers.collect();
        self.proven.lock().unwrap_or_else(PoisonError::into_inner).extend(answers);
        captures.iter().map(|capture| self.witness(capture)).collect()
    }

    fn candidates(&self, _: &[&str]) -> Result<Candidates, Trouble> {
        Ok(Candidates::All)
    }

    fn each(&self, visit: &mut dyn FnMut(&Listed) -> ControlFlow<()>) -> Result<(), Trouble> {
        let asked = self.asked()?;
        for entry in asked.lookup.all(&*self.storage)?.iter().filter(|entry| !entry.capture.is_web_archive()) {
            if visit(&Listed::from(entry)).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn count(&self) -> Result<usize, Trouble> {
        self.asked()?.lookup.count(&*self.storage)
    }

    fn withheld(&self, capture: &CapturePath) -> Option<Arc<WithheldCapture>> {
        self.withheld.captures.get(capture).cloned()
    }

    fn all_withheld(&self) -> Vec<Arc<WithheldCapture>> {
        self.withheld.captures.values().cloned().collect()
    }

    fn has_withheld(&self) -> bool {
        !self.withheld.captures.is_empty()
    }

    fn troubles(&self) -> Vec<(String, Trouble)> {
        let mut troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner).clone();
        troubles.extend(self.lookup.iter().flat_map(InventoryLookup::troubles));
        troubles.into_iter().collect()
    }

    fn state(&self) -> Digest {
        let fingerprint = self.asked().and_then(|asked| asked.lookup.fingerprint(&*self.storage));
        fingerprint.unwrap_or_else(|_| Inventory::default().fingerprint)
    }

    /// Where something is wrong and somebody writes, it waits for that first: half of a writing must not look like damage.
    fn is_outdated(&self) -> bool {
        let has_trouble = !self.troubles().is_empty();
        let waited = self.folder.as_ref().filter(|_| has_trouble).is_some_and(|root| {
            // One that writes for longer than anybody waits is still at it.
            WriteLock::wait_for_writer(root).unwrap_or(true)
        });
        waited || state(&*self.storage) != self.state
    }
}
