//! The notes in a folder, without those that ignore files or the configuration exclude.

use super::fence::{Fence, LARGEST_CONFIG, read};
use crate::history::History;
use crate::manifest::Added;
use crate::store::{Root, StoreError};
use crate::verify::Format;
use crate::verify::globs::{BadGlob, MOST_BRACES, is_too_deep, refuse};
use ignore::{WalkBuilder, overrides::Override, overrides::OverrideBuilder};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The contents of a folder of notes.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// Its notes, sorted by path.
    pub files: Vec<PathBuf>,
    /// Paths that could not be looked at, and why.
    pub unreadable: Vec<(PathBuf, io::Error)>,
    /// Files that are no notes by their names: how many of each ending, in small letters.
    pub passed_over: BTreeMap<String, usize>,
    /// Links to folders, which are not entered.
    links: Vec<PathBuf>,
}

/// Files that say what is ignored in the folder that they lie in.
const IGNORE_FILES: [&str; 2] = [".gitignore", ".ignore"];

/// The notes below `folder`. Where something says what is ignored and cannot be read, nothing is ignored.
pub(super) fn walk(folder: &Path, (root, fence): (&Path, &Fence), globs: &NotesGlobs) -> Walked {
    let mut unsound: Vec<_> = folder_and_above(folder).iter().flat_map(|folder| unsound(folder, fence)).collect();
    if unsound.is_empty() {
        let found = Arc::new(Mutex::new(Vec::new()));
        let walked = entries(folder, root, globs, Some((fence.clone(), Arc::clone(&found))));
        unsound.append(&mut found.lock().expect(HELD));
        if unsound.is_empty() {
            return with_links_reported(walked, folder, (root, fence), globs);
        }
    }
    let mut walked = with_links_reported(entries(folder, root, globs, None), folder, (root, fence), globs);
    walked.unreadable.extend(unsound);
    walked.unreadable.sort_by(|one, other| one.0.cmp(&other.0));
    walked
}

/// The globs by which a folder's files are notes or none, in addition to their names.
pub(super) struct NotesGlobs {
    left_out: Override,
    included: Override,
}

impl NotesGlobs {
    /// Those of the keys `exclude` and `include`, from `root`.
    pub fn of(root: &Path, exclude: &[String], include: &[String]) -> Result<Self, StoreError> {
        let globs = |key: &str, mark: &str, globs: &[String]| {
            let bad = |why: BadGlob| StoreError::new(Root::CONFIG, format!("{key}: {why}"), "correct the glob");
            let mut built = OverrideBuilder::new(root);
            for glob in globs {
                refuse(glob).map_err(bad)?;
                built.add(&format!("{mark}{glob}")).map_err(|why| bad(BadGlob::new(why)))?;
            }
            built.build().map_err(|why| bad(BadGlob::new(why)))
        };
        Ok(Self { left_out: globs("exclude", "!", exclude)?, included: globs("include", "", include)? })
    }

    /// Returns true if `exclude` leaves a file or folder out.
    pub fn leave_out(&self, path: &Path, is_folder: bool) -> bool {
        self.left_out.matched(path, is_folder).is_ignore()
    }

    /// Returns true if a file is named as notes are, in small letters or capitals, or is included.
    fn are_notes(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        let is_named = Format::ALL.iter().flat_map(|format| format.endings()).any(|ending| name.ends_with(ending));
        // A whitelist without globs matches nothing.
        is_named || self.included.matched(path, false).is_whitelist()
    }
}

/// Reports links to folders, which are not entered, where that leaves out notes that nobody else reads: those of
/// another folder, or of one that may not be looked at.
fn with_links_reported(
    mut walked: Walked,
    folder: &Path,
    (root, fence): (&Path, &Fence),
    globs: &NotesGlobs,
) -> Walked {
    let (folder, kept) = (folder.canonicalize().unwrap_or_default(), kept(root));
    let links = std::mem::take(&mut walked.links).into_iter();
    for link in links.filter(|link| !globs.leave_out(link, true)) {
        match fence.admit(&link) {
            Ok(place) if place.starts_with(&folder) || is_kept(&kept, &place) => {}
            Ok(place) if entries(&place, root, globs, None).files.is_empty() => {}
            Ok(_) => {
                let what =
                    "it is a link to a folder of notes, and links to folders are not followed: name that folder itself";
                walked.unreadable.push((link, io::Error::other(what)));
            }
            Err(error) => walked.unreadable.push((link, error)),
        }
    }
    walked
}

/// The links to folders in `folder`, but those whose names are hidden.
fn links(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let is_link = |entry: &std::fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_symlink());
    let seen = entries.filter(|entry| is_link(entry) && !entry.file_name().as_encoded_bytes().starts_with(b"."));
    seen.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
}

/// Most folders of notes inside each other: each is looked up by its whole path.
pub(super) const DEEPEST: usize = 64;

/// The folders whose files may say what is ignored in `folder`.
fn folder_and_above(folder: &Path) -> Vec<PathBuf> {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    folder.ancestors().map(Path::to_owned).collect()
}

/// The ignore files of `folder` that cannot be used: the walk would read them to their end, and a device has none.
fn unsound(folder: &Path, fence: &Fence) -> Vec<(PathBuf, io::Error)> {
    let sound = |path: &Path| {
        if path.symlink_metadata().is_err() {
            return Ok(());
        }
        // Above the fence files are the machine's own; only their kind matters.
        let place = if fence.covers(folder) { fence.admit(path)? } else { path.canonicalize()? };
        match is_too_deep(&read(&place, LARGEST_CONFIG)?) {
            true => Err(io::Error::other(format!("a line of it has more than {MOST_BRACES} braces"))),
            false => Ok(()),
        }
    };
    let paths = IGNORE_FILES.iter().map(|name| folder.join(name));
    paths.filter_map(|path| sound(&path).err().map(|error| (path, error))).collect()
}

/// Ignore files that cannot be used, collected while folders are walked.
type Unsound = Arc<Mutex<Vec<(PathBuf, io::Error)>>>;

/// The reason why a lock can be had.
const HELD: &str = "nobody panics while it is held";

fn add(found: &Unsound, mut more: Vec<(PathBuf, io::Error)>) {
    found.lock().expect(HELD).append(&mut more);
}

/// The notes below `folder`; `heeding` what is ignored, which no folder is entered without a look at.
fn entries(folder: &Path, root: &Path, globs: &NotesGlobs, heeding: Option<(Fence, Unsound)>) -> Walked {
    // What the user or the machine ignores everywhere would make the report depend on whose machine it is.
    let mut walk = WalkBuilder::new(folder);
    walk.require_git(false).git_global(false).git_exclude(false).overrides(globs.left_out.clone());
    if heeding.is_none() {
        walk.parents(false).ignore(false).git_ignore(false);
    }
    let kept = kept(root);
    let deep = Arc::new(Mutex::new(Vec::new()));
    let mut walked = Walked { links: links(folder), ..Walked::default() };
    let deeper = Arc::clone(&deep);
    walk.filter_entry(move |entry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        if is_folder && entry.depth() > DEEPEST {
            let what = format!("it has more than {DEEPEST} nested folders; the notes below were not read");
            add(&deeper, vec![(entry.path().to_owned(), io::Error::other(what))]);
            return false;
        }
        if let Some((fence, found)) = heeding.as_ref().filter(|_| is_folder) {
            add(found, unsound(entry.path(), fence));
        }
        let is_sound = |(_, found): &(Fence, Unsound)| found.lock().is_ok_and(|found| found.is_empty());
        // Only folders are looked up: a file in one of these is not come to.
        let may_be_kept = is_folder || entry.path().ends_with(History::FORMAT_1_PATH);
        let place = may_be_kept.then(|| entry.path().canonicalize().ok()).flatten();
        !place.is_some_and(|place| is_kept(&kept, &place)) && heeding.as_ref().is_none_or(is_sound)
    });
    for entry in walk.build() {
        match entry {
            Ok(entry) if entry.depth() == 0 => {}
            Ok(entry) if entry.path().is_dir() => walked.links.append(&mut links(entry.path())),
            Ok(entry) if globs.are_notes(entry.path()) => walked.files.push(entry.into_path()),
            Ok(entry) => *walked.passed_over.entry(ending(entry.path())).or_default() += 1,
            Err(error) => walked.unreadable.push(place_of(error, folder)),
        }
    }
    walked.unreadable.append(&mut deep.lock().expect(HELD));
    walked.files.sort();
    walked
}

/// The path that an error of the walk is about, and what the system said.
fn place_of(error: ignore::Error, folder: &Path) -> (PathBuf, io::Error) {
    match error {
        ignore::Error::WithPath { path, err } => (path, place_of(*err, folder).1),
        ignore::Error::WithDepth { err, .. } => place_of(*err, folder),
        ignore::Error::Io(error) => (folder.to_owned(), error),
        other => (folder.to_owned(), io::Error::other(other.to_string())),
    }
}

/// Captures, manifests and log: what notes are held against, and no notes. A folder called `history` may hold notes
/// too.
pub(super) fn kept(root: &Path) -> Vec<PathBuf> {
    // A root that cannot be used is refused where the archive is opened.
    let archive = Root::at(root).map_or_else(|_| Root::ARCHIVE.to_owned(), |root| root.archive().to_owned());
    let paths = [&*archive, "manifests", "history/seals", History::FOLDER, History::FORMAT_1_PATH, Added::FOLDER];
    paths.iter().filter_map(|path| root.join(path).canonicalize().ok()).collect()
}

/// Returns true if `place`, which must be without links, is one of those, or lies in one.
pub(super) fn is_kept(kept: &[PathBuf], place: &Path) -> bool {
    kept.iter().any(|kept| place.starts_with(kept))
}

/// The ending of a file's name, in small letters.
fn ending(path: &Path) -> String {
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy().to_ascii_lowercase()));
    ending.unwrap_or_else(|| "no ending".to_owned())
}

/// The endings of the names of notes, as globs.
pub(super) fn named_as_notes() -> Vec<String> {
    Format::ALL.iter().flat_map(|format| format.endings()).map(|ending| format!("*{ending}")).collect()
}
