//! Changes to captures and records that are made together with what follows from them.

use super::batch::Batch;
use super::errors::StoreError;
use super::general::FilesByPath;
use super::lock::WriteLock;
use super::reader::RootReader;
use super::root::Root;
use std::io;

/// Changes that are not made yet, and the archive as it is with them.
pub(super) struct Edits<'r> {
    /// Whatever is staged already.
    pub batch: Batch<'r>,
    /// The archive as it is to become.
    pub reader: RootReader,
    /// Files that get other bytes.
    pub files: FilesByPath,
    /// Files that are removed.
    pub gone: Vec<String>,
}

impl<'r> Edits<'r> {
    /// No change at all, to an archive whose lock is held.
    pub fn none(root: &'r Root, lock: &WriteLock) -> Result<Self, StoreError> {
        let reader = RootReader::open(root)?;
        Ok(Self { batch: Batch::new(root, lock), reader, files: FilesByPath::new(), gone: Vec::new() })
    }

    /// Gives the file at `path` other bytes.
    pub fn write(&mut self, path: &str, bytes: Vec<u8>) {
        self.reader.expect_bytes(path, bytes.clone());
        self.files.insert(path.to_owned(), bytes);
    }

    /// Removes the file at `path`, if it is there.
    ///
    /// # Errors
    ///
    /// Something else lies there, or a link leads there.
    pub fn remove(&mut self, path: &str) -> Result<(), StoreError> {
        if self.is_file(path)? {
            self.reader.hide(path);
            self.gone.push(path.to_owned());
        }
        Ok(())
    }

    /// Moves a file, if it is there. Where both are, they must be the same.
    ///
    /// # Errors
    ///
    /// Another file at `to`, something else at one of the paths, and a file that cannot be read or written.
    pub fn rename(&mut self, from: &str, to: &str) -> Result<(), StoreError> {
        if !self.is_file(from)? {
            return Ok(());
        }
        let failed = |error: io::Error| StoreError::io(from, &error);
        if self.is_file(to)? {
            let [one, other] = [from, to].map(|path| self.reader.digest(path).map_err(failed));
            if one? != other? {
                return Err(StoreError::new(to, "another file has this path already", "use another id"));
            }
        } else {
            let file = self.reader.open_file(from).map_err(failed)?;
            let rights = file.metadata().map_err(failed)?.permissions();
            let (staged, ..) = self.batch.stage_copy(to, file)?;
            std::fs::set_permissions(&staged, rights).map_err(failed)?;
            self.reader.expect(to, staged);
        }
        self.reader.hide(from);
        self.gone.push(from.to_owned());
        Ok(())
    }

    /// Returns true if a file lies at `path`.
    fn is_file(&self, path: &str) -> Result<bool, StoreError> {
        match self.reader.open_file(path) {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(StoreError::io(path, &error)),
        }
    }
}
