//! Notes as they were, with the bibliographies that they named then.

use super::bibliographies::{Bibliographies, BibliographySource, Lookup};
use super::fence::{Fence, folder_of};
use crate::verify::{NotesFile, NotesFinding};
use std::cell::RefCell;
use std::path::{Path, PathBuf};

/// Reads what lay at a path, if anything did.
type ReadPast<'r, E> = dyn Fn(&Path) -> Result<Option<Vec<u8>>, E> + 'r;

/// Notes as something else than the disk kept them.
pub struct PastNotes<'r, E> {
    bibliographies: Bibliographies,
    root: &'r Path,
    kept: PastFiles<'r, E>,
}

struct PastFiles<'r, E> {
    read: &'r ReadPast<'r, E>,
    failed: RefCell<Option<E>>,
}

impl<E> BibliographySource for PastFiles<'_, E> {
    fn name_of(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }

    fn look(&self, path: &Path, _: &Fence) -> Lookup {
        match (self.read)(path) {
            Ok(bytes) => bytes.map_or(Lookup::Nothing, Lookup::Bytes),
            Err(error) => {
                self.failed.borrow_mut().get_or_insert(error);
                Lookup::Nothing
            }
        }
    }
}

impl<'r, E> PastNotes<'r, E> {
    /// The past of the notes of an archive at `root` whose configuration names these bibliographies.
    pub fn of(root: &'r Path, bibliography: &[String], read: &'r ReadPast<'r, E>) -> Result<Self, E> {
        let kept = PastFiles { read, failed: RefCell::new(None) };
        let past = Self { bibliographies: Bibliographies::of(root, bibliography, &kept), root, kept };
        past.whole()
    }

    /// The notes that `file` were; empty where there were none, and for standard input, which has no past.
    pub fn file(&mut self, file: &NotesFile) -> Result<NotesFile, E> {
        let mut then = NotesFile { text: String::new(), ..file.clone() };
        if file.name == "-" {
            return Ok(then);
        }
        let path = Path::new(&file.name);
        let bytes = (self.kept.read)(path)?.unwrap_or_default();
        then.text = String::from_utf8_lossy(&bytes).into_owned();
        let named = then.format.bibliographies(&then.text);
        let place = (folder_of(path), &Fence::at(self.root));
        then.bibliography = self.bibliographies.named(place, &named, &file.name, &self.kept);
        self.kept.failed.take().map_or(Ok(then), Err)
    }

    /// The flaws of the bibliographies that were asked for.
    pub fn findings(&self) -> &[NotesFinding] {
        &self.bibliographies.findings
    }

    fn whole(self) -> Result<Self, E> {
        let failed = self.kept.failed.take();
        failed.map_or(Ok(self), Err)
    }
}
