//! Changes that a person makes to what the archive has: to the id of an article, or to what is kept at all.
//!
//! Captures and records are changed together with the inventory, with the reason in the log: the old state or the new.

use super::broken::AcceptedChanges;
use super::collisions::collisions;
use super::draft::Learning;
use super::edits::Edits;
use super::errors::{StoreError, is_link};
use super::general::write_log;
use super::lock::WriteLock;
use super::reader::RootReader;
use super::regenerate::{Regenerated, needs_upgrade, regenerate};
use super::removal::remove;
use super::root::Root;
use super::staged::identity;
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
/// A page of a web archive that is kept whole, or such an archive with pages that are captures; an archive that is not
/// [sound](Regenerated::is_sound) but for this capture; a file that cannot be removed.
pub fn remove_capture(root: &Root, rules: &Rules, path: &CapturePath, because: &str) -> Result<(), StoreError> {
    let entries = seals::inventory(root)?.captures;
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
/// archive that is not [sound](Regenerated::is_sound) but for this article; a file that cannot be moved.
pub fn rename_article(
    root: &Root,
    rules: &Rules,
    (old, new): (&ArticleId, &ArticleId),
    because: &str,
) -> Result<Vec<CapturePath>, StoreError> {
    let entries = seals::inventory(root)?.captures;
    refuse_pages(&entries, |entry| entry.article == *old, "renamed")?;
    let of_old: Vec<&CapturePath> =
        entries.iter().filter(|entry| entry.article == *old).map(|entry| &entry.capture).collect();
    let mut moves = Vec::with_capacity(of_old.len());
    for path in of_old {
        moves.push((path.clone(), moved(path, new)?));
    }
    let at_new: Vec<CapturePath> =
        entries.iter().filter(|entry| entry.article == *new).map(|entry| entry.capture.clone()).collect();
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
    refuse_collisions(&entries, &moves)?;
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
    /// Changes files as `change` says, and regenerates everything by the table of what publishers repeat that the archive
    /// has, all in one. Nothing is written of what could not be finished.
    fn make(&self, change: impl FnOnce(&mut Edits<'_>) -> Result<(), StoreError>) -> Result<(), StoreError> {
        self.refuse_what_cannot_be_finished()?;
        // A file of what was added since would list again what is dropped.
        write_log(self.root)?;
        let lock = WriteLock::exclusive(self.root)?;
        let mut edits = Edits::none(self.root, &lock)?;
        // The log may have been written.
        change(&mut edits).map_err(StoreError::after_a_change)?;
        let accepted = AcceptedChanges {
            paths: self.ours.iter().map(ToString::to_string).collect(),
            because: self.because.to_owned(),
            may_be_vain: true,
            upgrade: false,
        };
        let written = Regenerated::write_edited(edits, self.rules, &accepted, &Learning::AsCommitted);
        let (made, _) = written.map_err(StoreError::after_a_change)?;
        self.refuse_unsound(&made)
    }

    fn refuse_what_cannot_be_finished(&self) -> Result<(), StoreError> {
        let made = regenerate(self.root, self.rules)?;
        if made.is_earlier {
            return Err(needs_upgrade());
        }
        self.refuse_unsound(&made)
    }

    fn refuse_unsound(&self, made: &Regenerated) -> Result<(), StoreError> {
        let is_other = |path: &&str| !self.ours.iter().any(|ours| ours.as_str() == *path || ours.record() == **path);
        let broken = made.broken.iter().map(|one| one.capture.as_str());
        match broken.chain(made.unreadable.keys().map(String::as_str)).find(is_other) {
            None => Ok(()),
            Some(path) => Err(StoreError::new(path, "it changed or cannot be read", "see `literatim audit`")),
        }
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
