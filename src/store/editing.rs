//! Changes that a person makes to what the archive has: to a record, to the id of an article, or to what is kept at all.
//!
//! Captures and records are changed first, then what is listed of them, with the reason in the log. A run that was
//! interrupted is continued by the same one: whatever is done already is left as it is.

use super::amend::{Amendment, amend, check_log, open_to_change, redrafted, refused, write_log_locked};
use super::collisions::collisions;
use super::errors::{StoreError, is_link, why};
use super::general::remove;
use super::lock::WriteLock;
use super::lookup::InventoryLookup;
use super::reader::RootReader;
use super::root::Root;
use super::surroundings::Folders;
use super::{disk, seals};
use crate::capture::{ArticleId, CapturePath, folded};
use crate::digest::Digest;
use crate::manifest::InventoryEntry;
use crate::segment::Rules;
use std::collections::BTreeSet;
use std::fs::File;
use std::io;

/// Takes the capture at `path` out of the archive, with its record. The log keeps that it was there, and the reason.
///
/// # Errors
///
/// A page of a web archive that is kept whole, or such an archive with pages that are captures; an archive that is not
/// [sound](Regenerated::is_sound) but for this capture; a file that cannot be removed.
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
    let files = [path.to_string(), path.record()];
    edit.make(|| {
        let there =
            files.iter().map(|file| Ok((file, is_file(root, file)?))).collect::<Result<Vec<_>, StoreError>>()?;
        remove(root, there.into_iter().filter(|(_, is_there)| *is_there).map(|(file, _)| file))
    })
}

/// Gives the article `old` the id `new`: its captures and their records are moved. The log keeps that they were elsewhere,
/// and the reason. Returns the new paths.
///
/// # Errors
///
/// An article with that id, or an id that is the same on some systems; a page of a web archive that is kept whole; an
/// archive that is not [sound](Regenerated::is_sound) but for this article; a file that cannot be moved.
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
            return edit.make(|| Ok(())).map(|()| at_new);
        }
        (false, true) => {}
    }
    if has_neighbours(root, new)? {
        refuse_collisions(&seals::inventory(root)?.captures, &moves)?;
    }
    let ours = moves.iter().flat_map(|(from, to)| [from.clone(), to.clone()]).collect();
    let edit = Edit { root, rules, ours, because };
    edit.make(|| {
        for (from, to) in &moves {
            move_file(root, from.as_str(), to.as_str())?;
            move_file(root, &from.record(), &to.record())?;
        }
        // The folders that are empty now.
        let gone: Vec<String> = moves.iter().map(|(from, _)| from.to_string()).collect();
        remove(root, gone.iter())
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
    if entry.extent.is_some() || !is_file(root, path)? {
        return Ok(());
    }
    let (found, _) = RootReader::open(root)?.digest(path).map_err(|error| StoreError::io(path, &error))?;
    if found == entry.sha256 { Ok(()) } else { Err(changed(path)) }
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
    /// has.
    fn make(&self, change: impl FnOnce() -> Result<(), StoreError>) -> Result<(), StoreError> {
        let reader = RootReader::open(self.root)?;
        open_to_change(&reader)?;
        let _lock = WriteLock::exclusive(self.root)?;
        // A file of what was added since would list again what is dropped, if this run were interrupted before it is gone.
        write_log_locked(self.root)?;
        let lookup = open_to_change(&reader)?;
        check_log(&reader, &lookup)?;
        change().map_err(StoreError::after_a_change)?;
        self.list(&reader, &lookup).map_err(StoreError::after_a_change)
    }

    fn list(&self, reader: &RootReader, lookup: &InventoryLookup) -> Result<(), StoreError> {
        let change = redrafted(reader, lookup, (&self.ours, self.rules))?;
        amend(reader, lookup, Amendment { because: Some(self.because), ..change })
    }
}

/// Returns true if a file lies at `path`.
///
/// # Errors
///
/// Something else lies there, or a link leads there.
fn is_file(root: &Root, path: &str) -> Result<bool, StoreError> {
    match RootReader::open(root)?.open_file(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(StoreError::io(path, &error)),
    }
}

/// Moves a file, if it is there. Where both are, they must be the same: a run was interrupted, and the file system kept
/// both names.
fn move_file(root: &Root, from: &str, to: &str) -> Result<(), StoreError> {
    if !is_file(root, from)? {
        return Ok(());
    }
    let (source, place) = (root.place(from), root.place(to));
    let failed = |error: &io::Error| {
        let help = "fix that and run it again: it continues where it stopped";
        StoreError::new(to, why(error), help)
    };
    // Another spelling of the name, which on some systems is the same file.
    if folded(from) == folded(to) {
        make_folders(root, to).map_err(|error| failed(&error))?;
        return disk::rename(&source, &place).map_err(|error| failed(&error));
    }
    if is_file(root, to)? {
        let reader = RootReader::open(root)?;
        let digest = |path: &str| reader.digest(path).map_err(|error| StoreError::io(path, &error));
        let (one, other): ((Digest, u64), _) = (digest(from)?, digest(to)?);
        if one != other {
            return Err(StoreError::new(to, "another file has this path already", "use another id"));
        }
        return disk::remove_file(&source).map_err(|error| StoreError::io(from, &error));
    }
    make_folders(root, to).map_err(|error| failed(&error))?;
    disk::rename_new(&source, &place).map_err(|error| failed(&error))?;
    // After a power cut, the inventory must not know of a move that the folders do not.
    for folder in [source.parent(), place.parent()].into_iter().flatten() {
        if let Ok(folder) = File::open(folder) {
            let _ = disk::sync(&folder);
        }
    }
    Ok(())
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
