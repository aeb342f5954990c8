//! The bibliographies that notes and configuration name, each read once.

use super::fence::{Fence, LARGEST_NOTES, MOST_NOTES};
use crate::notes::Bibliography;
use crate::store::why;
use crate::text::{Lines, Position};
use crate::verify::{FindingData, NotesFinding, Severity};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The place of what is wrong with a file as a whole.
const WHOLE: Position = Position { line: 0, column: 0 };

/// The outcome of a look where a bibliography may lie.
pub enum Lookup {
    /// Nothing.
    Nothing,
    /// Its bytes.
    Bytes(Vec<u8>),
    /// Something that cannot be read; why.
    Unreadable(String),
}

/// A place to look bibliographies up in: on the disk as it is, or as something else kept them.
pub trait BibliographySource {
    /// Looks at `path`, which may not lead out of `fence`.
    fn look(&self, path: &Path, fence: &Fence) -> Lookup;

    /// The one name of what lies at `path`, where it may have many.
    fn name_of(&self, path: &Path) -> PathBuf;
}

/// The disk as it is.
pub struct OnDisk;

impl BibliographySource for OnDisk {
    fn name_of(&self, path: &Path) -> PathBuf {
        path.canonicalize().unwrap_or_else(|_| path.to_owned())
    }

    fn look(&self, path: &Path, fence: &Fence) -> Lookup {
        match path.symlink_metadata().and_then(|_| fence.read(path, LARGEST_NOTES)) {
            Ok(bytes) => Lookup::Bytes(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Lookup::Nothing,
            Err(error) => Lookup::Unreadable(why(&error)),
        }
    }
}

/// Bibliographies as far as they were read, and what is wrong with them.
#[derive(Debug, Default)]
pub struct Bibliographies {
    root: PathBuf,
    /// Those of the configuration, which count for all notes.
    common: Arc<Bibliography>,
    /// By where they lie, and what they may not lie outside of.
    read: BTreeMap<(PathBuf, Fence), Arc<Bibliography>>,
    /// The bytes of all that were read.
    bytes: u64,
    /// The problems with them, in the order in which they were read.
    pub findings: Vec<NotesFinding>,
}

impl Bibliographies {
    /// Those that the configuration names, from `root`.
    pub fn of(root: &Path, names: &[String], files: &dyn BibliographySource) -> Self {
        let mut all = Self { root: root.to_owned(), ..Self::default() };
        all.common = all.named((root, &Fence::at(root)), names, "literatim.toml", files);
        all
    }

    /// The bibliography of notes in a folder with this fence that name these; `by` is the name of the notes.
    pub fn named(
        &mut self,
        folder: (&Path, &Fence),
        names: &[String],
        by: &str,
        files: &dyn BibliographySource,
    ) -> Arc<Bibliography> {
        if names.is_empty() {
            return Arc::clone(&self.common);
        }
        let mut whole = Bibliography::default();
        for name in names {
            whole.take(&self.one(folder, name, by, files));
        }
        whole.take(&self.common);
        Arc::new(whole)
    }

    /// One is looked for beside the notes, then at the root.
    fn one(
        &mut self,
        (folder, fence): (&Path, &Fence),
        name: &str,
        by: &str,
        files: &dyn BibliographySource,
    ) -> Arc<Bibliography> {
        let endings = Bibliography::ENDINGS.join(", ");
        let mut what = format!("its name must end in one of {endings}");
        // Nothing else is read for one, whatever notes say.
        if Bibliography::ENDINGS.iter().any(|ending| name.to_ascii_lowercase().ends_with(ending)) {
            let at_root = Fence::at(&self.root);
            for (path, fence) in [(folder.join(name), fence), (self.root.join(name), &at_root)] {
                // One file may be named in many ways.
                let key = (files.name_of(&path), fence.clone());
                if let Some(read) = self.read.get(&key) {
                    return Arc::clone(read);
                }
                match files.look(&path, fence) {
                    Lookup::Nothing => {}
                    Lookup::Bytes(bytes) => return self.keep(&path, key, |all, name| all.parse(name, bytes)),
                    Lookup::Unreadable(why) => return self.keep(&path, key, |all, name| all.refuse(name, &why)),
                }
            }
            what = "no such file".to_owned();
        }
        let message = format!("{by} names this bibliography, but its keys cannot be looked up: {what}");
        self.report(name, WHOLE, message, None);
        Arc::default()
    }

    /// Reads the bibliography at `path`, once for all names that `key` stands for.
    fn keep(
        &mut self,
        path: &Path,
        key: (PathBuf, Fence),
        read: impl FnOnce(&mut Self, &str) -> Bibliography,
    ) -> Arc<Bibliography> {
        let read = Arc::new(read(self, &path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")));
        self.read.insert(key, Arc::clone(&read));
        read
    }

    fn parse(&mut self, name: &str, bytes: Vec<u8>) -> Bibliography {
        self.bytes += bytes.len() as u64;
        if self.bytes > MOST_NOTES {
            return self.refuse(name, &format!("all bibliographies together are larger than {MOST_NOTES} bytes"));
        }
        let Ok(text) = String::from_utf8(bytes) else { return self.refuse(name, "not UTF-8") };
        let (found, flaws) = Bibliography::read(&text, name);
        let lines = Lines::of(&text);
        for flaw in flaws {
            let place = lines.position(flaw.at);
            self.report(name, place, flaw.what, None);
        }
        found
    }

    /// Says of a bibliography that is there that none of it could be read: nobody knows what its keys stand for.
    fn refuse(&mut self, name: &str, why: &str) -> Bibliography {
        self.report(name, WHOLE, format!("this bibliography cannot be read: {why}"), Some(Severity::CannotTell));
        Bibliography::default()
    }

    fn report(&mut self, file: &str, at: Position, why: String, severity: Option<Severity>) {
        let mut finding = NotesFinding::at(file, at, FindingData::BibliographyBroken { why }, false);
        finding.finding.severity = severity.unwrap_or(finding.finding.severity);
        // Where none of it was read, every file of notes that names it finds the same.
        if at.line > 0 || !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}
