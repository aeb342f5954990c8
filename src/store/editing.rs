//! Changes that a person makes to what the archive has: to the id of an article, or to what is kept at all.
//!
//! Captures and records are changed together with the inventory, with the reason in the log: the old state or the new.

use super::amend::{Amendment, amend, open_to_change, redrafted, refused, write_log_locked};
use super::collisions::collisions;
use super::edits::Edits;
use super::errors::{StoreError, is_link};
use super::lock::WriteLock;
use super::lookup::InventoryLookup;
use super::reader::RootReader;
use super::removal::remove;
use super::root::Root;
use super::staged::identity;
use super::surroundings::Folders;
use super::sync::sync_folders;
use super::{disk, seals};
use crate::capture::{ArticleId, CapturePath, folded};
use crate::manifest::InventoryEntry;
use crate::segment::Rules;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

/// Takes the capture at `path` out of the archive, with its record. The log keeps that it was there, and the reason.
///
/// # Errors
///
/// A page of a web archive that is kept whole, or such an archive with pages that are captures; an archive that an earlier
/// version made; a file that cannot be removed.
pub fn remove_capture(root: &Root, rules: &Rules, path: &CapturePath, because: &str) -> Result<(), StoreError> {
    let entries = match path.is_web_archive() {
        true => seals::inventory(root)?.captures,
        false => listed_of(root, &path.article())?,
    };
    let is_in_it = |entry: &&InventoryEntry| entry.extent.as_ref().is_some_and(|extent| extent.file() == path);
    if let Some(page) = entries.iter().find(is_in_it) {
        let what = format!("{} is read out of it, and maybe others", page.capture);
        return Err(StoreError::new(path, what, "remove these first"));
    }
    refuse_pages(&entries, |entry| entry.capture == *path, "removed")?;
    let edit = Edit { root, rules, ours: BTreeSet::from([path.clone()]), because };
    edit.make(|edits| {
        edits.remove(path.as_str())?;
        edits.remove(&path.record())
    })
}

/// Gives the article `old` the id `new`: its captures and their records are moved. The log keeps that they were elsewhere,
/// and the reason. Returns the new paths.
///
/// # Errors
///
/// An article with that id, or an id that is the same on some systems; a page of a web archive that is kept whole; an
/// archive that an earlier version made; a file that cannot be moved.
pub fn rename_article(
    root: &Root,
    rules: &Rules,
    (old, new): (&ArticleId, &ArticleId),
    because: &str,
) -> Result<Vec<CapturePath>, StoreError> {
    let entries = listed_of(root, old)?;
    refuse_pages(&entries, |_| true, "renamed")?;
    let mut moves = Vec::with_capacity(entries.len());
    for entry in &entries {
        refuse_changed(root, entry)?;
        moves.push((entry.capture.clone(), moved(&entry.capture, new)?));
    }
    let at_new: Vec<CapturePath> = listed_of(root, new)?.into_iter().map(|entry| entry.capture).collect();
    match (moves.is_empty(), at_new.is_empty()) {
        (false, false) => {
            return Err(StoreError::new(old, format!("there is already an article {new}"), "use another id"));
        }
        (true, true) => {
            return Err(StoreError::new(old, "there is no such article", "`literatim show` lists the articles"));
        }
        // Everything is in its place; maybe the run before was interrupted right after that.
        (true, false) => {
            let edit = Edit { root, rules, ours: at_new.iter().cloned().collect(), because };
            return edit.make(|_| Ok(())).map(|()| at_new);
        }
        (false, true) => {}
    }
    if has_neighbours(root, new)? {
        refuse_collisions(&seals::inventory(root)?.captures, &moves)?;
    }
    let ours = moves.iter().flat_map(|(from, to)| [from.clone(), to.clone()]).collect();
    let edit = Edit { root, rules, ours, because };
    // Another spelling of the name is on some systems the same file, which cannot be there twice.
    let is_one = |from: &CapturePath, to: &CapturePath| {
        let [from, to] = [from, to].map(|path| root.place(path.as_str()).symlink_metadata().ok());
        from.zip(to).is_some_and(|(from, to)| identity(&from) == identity(&to))
    };
    let is_respelled = moves.iter().any(|(from, to)| folded(from.as_str()) == folded(to.as_str()) && is_one(from, to));
    edit.make(|edits| {
        for (from, to) in &moves {
            for (from, to) in [(from.to_string(), to.to_string()), (from.record(), to.record())] {
                match is_respelled {
                    true => respell(root, &from, &to)?,
                    false => edits.rename(&from, &to)?,
                }
            }
        }
        Ok(())
    })?;
    Ok(moves.into_iter().map(|(_, to)| to).collect())
}

/// The entries of the article `id`.
fn listed_of(root: &Root, id: &ArticleId) -> Result<Vec<InventoryEntry>, StoreError> {
    let reader = RootReader::open(root)?;
    let lookup = InventoryLookup::open(&reader).map_err(refused)?.0;
    lookup.entries_of(&reader, id.as_str()).map_err(|trouble| refused((id.to_string(), trouble)))
}

/// Refuses a capture that is there with other bytes than were committed to: at its new place these would be taken for its
/// own.
fn refuse_changed(root: &Root, entry: &InventoryEntry) -> Result<(), StoreError> {
    let path = entry.capture.as_str();
    if entry.extent.is_some() {
        return Ok(());
    }
    match RootReader::open(root)?.digest(path) {
        Ok((found, _)) if found == entry.sha256 => Ok(()),
        Ok(_) => Err(changed(path)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(StoreError::io(path, &error)),
    }
}

/// The error of changing what is not as it was committed to.
pub(super) fn changed(path: &str) -> StoreError {
    StoreError::new(path, "it changed or cannot be read", "see `literatim audit`")
}

/// Returns true if something in the archive has an id that may be the same as `id` on some systems.
fn has_neighbours(root: &Root, id: &ArticleId) -> Result<bool, StoreError> {
    let reader = RootReader::open(root)?;
    let lookup = InventoryLookup::open(&reader).map_err(refused)?.0;
    let found = Folders::new().around(id.as_str(), &reader, &lookup)?;
    Ok(!(found.folders.is_empty() && found.entries.is_empty() && found.present.is_empty()))
}

/// Refuses paths and ids that are one with others on some systems.
fn refuse_collisions(entries: &[InventoryEntry], moves: &[(CapturePath, CapturePath)]) -> Result<(), StoreError> {
    let is_moved = |path: &CapturePath| moves.iter().any(|(from, _)| from == path);
    let stay = entries.iter().map(|entry| &entry.capture).filter(|path| !is_moved(path));
    let mut after: Vec<CapturePath> = stay.chain(moves.iter().map(|(_, to)| to)).cloned().collect();
    after.sort();
    let met = collisions(&after);
    match moves.iter().find_map(|(_, to)| met.get(to).map(|why| (to, why))) {
        Some((to, why)) => Err(StoreError::new(to, why, "use another id")),
        None => Ok(()),
    }
}

/// The path of a capture whose article has the id `new`.
fn moved(path: &CapturePath, new: &ArticleId) -> Result<CapturePath, StoreError> {
    let name = path.file_name();
    let is_in_folder = !path.is_dropped() && path.stamp().is_some();
    let ending = name.rfind('.').map_or("", |dot| &name[dot..]);
    let to = if is_in_folder { format!("archive/{new}/{name}") } else { format!("archive/{new}{ending}") };
    to.parse().map_err(|why| StoreError::new(to, format!("{why}"), "use another id"))
}

/// Refuses what is a line in the list of a web archive: it has no file of its own that could be taken away or moved.
fn refuse_pages(
    entries: &[InventoryEntry],
    is_meant: impl Fn(&InventoryEntry) -> bool,
    done: &str,
) -> Result<(), StoreError> {
    match entries.iter().find(|entry| is_meant(entry) && entry.is_page()) {
        None => Ok(()),
        Some(page) => {
            let what = format!("it is read out of a web archive that is kept whole, so it cannot be {done} alone");
            Err(StoreError::new(&page.capture, what, "add the page without --in-place, under another id"))
        }
    }
}

/// A change to some captures, of which nothing else in the archive knows.
struct Edit<'e> {
    root: &'e Root,
    rules: &'e Rules,
    /// The captures that are changed, before and after.
    ours: BTreeSet<CapturePath>,
    because: &'e str,
}

impl Edit<'_> {
    /// Changes files as `change` says, and what is listed of them, by the table of what publishers repeat that the archive
    /// has, all in one.
    fn make(&self, change: impl FnOnce(&mut Edits<'_>) -> Result<(), StoreError>) -> Result<(), StoreError> {
        open_to_change(&RootReader::open(self.root)?)?;
        let lock = WriteLock::exclusive(self.root)?;
        // A file of what was added since would list again what is dropped.
        let has_changed = write_log_locked(self.root, &lock)?;
        let made = self.make_locked(change, &lock);
        if has_changed { made.map_err(StoreError::after_a_change) } else { made }
    }

    fn make_locked(
        &self,
        change: impl FnOnce(&mut Edits<'_>) -> Result<(), StoreError>,
        lock: &WriteLock,
    ) -> Result<(), StoreError> {
        let mut edits = Edits::none(self.root, lock)?;
        let lookup = open_to_change(&edits.reader)?;
        change(&mut edits)?;
        let made = redrafted(&edits.reader, &lookup, (&self.ours, self.rules))?;
        amend(edits, &lookup, Amendment { because: Some(self.because), ..made })
    }
}

/// Moves a file to another spelling of its path, if it is there under the old one.
fn respell(root: &Root, from: &str, to: &str) -> Result<(), StoreError> {
    let failed = |error: io::Error| StoreError::io(to, &error).after_a_change();
    match RootReader::open(root)?.open_file(from) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(StoreError::io(from, &error)),
    }
    make_folders(root, to).map_err(failed)?;
    let (source, place) = (root.place(from), root.place(to));
    disk::rename(&source, &place).map_err(failed)?;
    // After a power cut, the inventory must not know of a move that the folders do not.
    let folders = [source, place].iter().filter_map(|path| path.parent()).map(Path::to_owned).collect();
    sync_folders(root.path(), folders).map_err(failed)?;
    // The folders that are empty now.
    remove(root, std::iter::once(&from.to_owned()))
}

/// Makes the folders on the way to `path`. None of them may be a link.
fn make_folders(root: &Root, path: &str) -> io::Result<()> {
    let path = root.on_disk(path);
    let mut place = root.path().to_owned();
    for part in path.split('/').take(path.matches('/').count()) {
        place.push(part);
        match place.symlink_metadata() {
            Ok(found) if found.is_dir() => {}
            Ok(found) if found.is_symlink() => return Err(is_link()),
            Ok(_) => return Err(io::ErrorKind::NotADirectory.into()),
            Err(_) => disk::create_dir(&place)?,
        }
    }
    Ok(())
}
