//! Files by their paths, wherever they lie.

use crate::text::Span;
use std::io;
use std::sync::Arc;

/// The files of an archive, by their paths below its root: those of a folder on the disk, of memory, of an object store.
///
/// Nothing that it returns is trusted: all bytes are compared with digests that the inventory commits to.
pub trait Storage: Send + Sync {
    /// The bytes of the file at `path`.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::NotFound`] where there is no such file; [`io::ErrorKind::FileTooLarge`] where it has more than
    /// [`super::LARGEST_FILE`] bytes; any other where it cannot be read.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// Reads the file at `path` into `bytes`, whose memory is used again. They are compared with a digest: so it suffices
    /// that they are likely all of the file.
    ///
    /// # Errors
    ///
    /// As of [`Storage::read`].
    fn read_to_prove(&self, path: &str, bytes: &mut Vec<u8>) -> io::Result<()> {
        *bytes = self.read(path)?;
        Ok(())
    }

    /// The bytes of the file at `path` that `range` covers, and not one more.
    ///
    /// # Errors
    ///
    /// As of [`Storage::read`], and [`io::ErrorKind::UnexpectedEof`] where the file ends before.
    fn read_range(&self, path: &str, range: Span) -> io::Result<Vec<u8>>;

    /// The number of bytes of the file at `path`.
    ///
    /// # Errors
    ///
    /// As of [`Storage::read`].
    fn size(&self, path: &str) -> io::Result<u64>;

    /// The paths of all files below `folder`, sorted; none where there is no such folder.
    ///
    /// # Errors
    ///
    /// Anything that would leave the list incomplete.
    fn list(&self, folder: &str) -> io::Result<Vec<String>>;

    /// The bytes of the file at `path`; `None` where there is no such file.
    ///
    /// # Errors
    ///
    /// As of [`Storage::read`], except [`io::ErrorKind::NotFound`].
    fn read_if_there(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        match self.read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl<S: Storage> Storage for Arc<S> {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        (**self).read(path)
    }

    fn read_to_prove(&self, path: &str, bytes: &mut Vec<u8>) -> io::Result<()> {
        (**self).read_to_prove(path, bytes)
    }

    fn read_range(&self, path: &str, range: Span) -> io::Result<Vec<u8>> {
        (**self).read_range(path, range)
    }

    fn size(&self, path: &str) -> io::Result<u64> {
        (**self).size(path)
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        (**self).list(folder)
    }
}
