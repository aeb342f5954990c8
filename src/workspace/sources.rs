//! The files of a folder that may be articles, as they lie.

use super::walk::{DEEPEST, is_kept, kept};
use crate::capture::companion::{page_stem, pages_of};
use crate::capture::{RECORD_ENDING, folded};
use crate::store::{Root, is_device};
use crate::verify::{Lock, Policy};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::{DirEntry, FileType};
use std::io;
use std::path::{Path, PathBuf};

/// Something in a folder that is no article, and is not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// A hidden file or folder, or one that version control or a desktop keeps for itself.
    Hidden,
    /// The folder in which a browser puts the parts of a page that it saves.
    Companion,
    /// A style sheet, script, font or icon, which is a part of some page.
    PagePart,
    /// A capture record.
    Record,
    /// A link to something in the same folder, which is found without it.
    Link,
    /// Files of the archive itself: captures, manifests, log, configuration.
    Archive,
}

/// The contents of a folder.
#[derive(Debug, Default)]
pub struct SourceFiles {
    /// Its files, sorted by path: where each lies, and its path from the folder that was named, with that folder's name.
    pub files: Vec<(PathBuf, String)>,
    /// The number of files that were left out, by kind.
    pub left_out: BTreeMap<LeftOut, usize>,
    /// Paths that could not be looked at, and why.
    pub unreadable: Vec<(PathBuf, io::Error)>,
}

/// Folders that version control and desktops keep for themselves, and whose names are not hidden.
const FOREIGN: [&str; 7] = ["CVS", "RCS", "SCCS", "_darcs", "__MACOSX", "$RECYCLE.BIN", "System Volume Information"];
/// Files that desktops put into folders, in small letters.
const DESKTOP: [&str; 3] = ["thumbs.db", "desktop.ini", "icon\r"];
/// Endings of files that are parts of pages, in small letters.
const PARTS: [&str; 11] = ["css", "js", "mjs", "map", "woff", "woff2", "ttf", "otf", "eot", "ico", "cur"];
/// The files below `folder` that may be articles. No link is followed, and what the archive at `root` keeps is left out.
pub fn sources(folder: &Path, root: &Root) -> SourceFiles {
    let mut walk = Walk {
        kept: kept(root.path()),
        root: root.path(),
        log: root.path().join("history"),
        top: folder.to_owned(),
        found: SourceFiles::default(),
    };
    let place = folder.canonicalize();
    match place {
        Ok(place) => {
            let name = place.file_name().map(|name| name.to_string_lossy().into_owned());
            walk.top.clone_from(&place);
            // A folder below the root is known by its path from there.
            let below = root.below(&place).unwrap_or_else(|| name.unwrap_or_default());
            walk.folder((folder, &place), &below, 0);
        }
        Err(error) => walk.found.unreadable.push((folder.to_owned(), error)),
    }
    walk.found
}

struct Walk<'r> {
    /// The captures that the archive keeps.
    kept: Vec<PathBuf>,
    root: &'r Path,
    /// The folder of its log, in which others may have files too.
    log: PathBuf,
    /// The folder that was named, without links.
    top: PathBuf,
    found: SourceFiles,
}

impl Walk<'_> {
    /// Goes through the folder at `path`, whose `place` is without links, and which is known as `source`.
    fn folder(&mut self, (path, place): (&Path, &Path), source: &str, depth: usize) {
        if depth > DEEPEST {
            let why = io::Error::other(format!("it has more than {DEEPEST} nested folders"));
            return self.found.unreadable.push((path.to_owned(), why));
        }
        let entries = path.read_dir().and_then(Iterator::collect::<io::Result<Vec<DirEntry>>>);
        let mut entries: Vec<(OsString, Option<FileType>)> = match entries {
            Ok(entries) => entries.into_iter().map(|entry| (entry.file_name(), entry.file_type().ok())).collect(),
            Err(error) => return self.found.unreadable.push((path.to_owned(), error)),
        };
        entries.sort_by(|one, other| one.0.cmp(&other.0));
        let pages = pages(&entries);
        for (name, kind) in &entries {
            let (path, place, name) = (path.join(name), place.join(name), name.to_string_lossy());
            let source = if source.is_empty() { name.to_string() } else { format!("{source}/{name}") };
            let is_folder = kind.is_some_and(|kind| kind.is_dir());
            if let Some(why) = self.left_out(&place, &name, is_folder, &pages) {
                *self.found.left_out.entry(why).or_default() += 1;
                continue;
            }
            match kind {
                Some(kind) if kind.is_dir() => self.folder((&path, &place), &source, depth + 1),
                Some(kind) if kind.is_file() => self.found.files.push((path, source)),
                Some(kind) if kind.is_symlink() => self.link(path),
                _ => self.found.unreadable.push((path, is_device())),
            }
        }
    }

    fn left_out(&self, place: &Path, name: &str, is_folder: bool, pages: &BTreeSet<String>) -> Option<LeftOut> {
        let small = name.to_lowercase();
        if is_folder {
            let is_companion = || pages_of(name).iter().any(|page| pages.contains(page));
            return match () {
                () if name.starts_with('.') || FOREIGN.contains(&name) => Some(LeftOut::Hidden),
                () if is_kept(&self.kept, place) => Some(LeftOut::Archive),
                () if is_companion() => Some(LeftOut::Companion),
                () => None,
            };
        }
        let ending = small.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_of_root = || {
            let own = [Root::CONFIG, Lock::PATH, Policy::BASELINE];
            match place.parent() {
                Some(above) if above == self.root => own.contains(&name),
                Some(above) => above == self.log && name.starts_with("checkpoint"),
                None => false,
            }
        };
        match () {
            () if is_of_root() => Some(LeftOut::Archive),
            () if name.starts_with('.') || DESKTOP.contains(&&*small) => Some(LeftOut::Hidden),
            () if folded(name).ends_with(RECORD_ENDING) => Some(LeftOut::Record),
            () if PARTS.contains(&ending) => Some(LeftOut::PagePart),
            () => None,
        }
    }

    /// Takes account of a link: what it leads to is found without it, or lies outside of the folder.
    fn link(&mut self, path: PathBuf) {
        match path.canonicalize() {
            Ok(place) if place.starts_with(&self.top) && !self.is_hidden(&place) => {
                *self.found.left_out.entry(LeftOut::Link).or_default() += 1;
            }
            Ok(_) => {
                let why = "it is a link that leads out of the folder, and is not followed";
                self.found.unreadable.push((path, io::Error::other(why)));
            }
            Err(error) => self.found.unreadable.push((path, error)),
        }
    }

    /// Returns true if a path below the folder leads through something hidden.
    fn is_hidden(&self, place: &Path) -> bool {
        let below = place.strip_prefix(&self.top).unwrap_or(place);
        below.iter().any(|part| part.as_encoded_bytes().starts_with(b"."))
    }
}

/// The names of pages without their endings, in small letters.
fn pages(entries: &[(OsString, Option<FileType>)]) -> BTreeSet<String> {
    entries.iter().filter_map(|(name, _)| page_stem(&name.to_string_lossy())).collect()
}
