//! Errors of the disk in words, each with a remedy.

use std::{fmt, io};

/// Why the disk would not do, or what on it is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreError {
    /// The path it is about, below the root where it lies there.
    pub path: String,
    /// The problem.
    pub what: String,
    /// The remedy.
    pub help: String,
}

impl StoreError {
    /// An error about `path`.
    pub fn new(path: impl fmt::Display, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { path: path.to_string(), what: what.into(), help: help.into() }
    }

    /// An error of the system about `path`.
    pub fn io(path: impl fmt::Display, error: &io::Error) -> Self {
        Self::new(path, why(error), help_with(error))
    }
}

/// The remedy for an error of the system.
fn help_with(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "look at the path's spelling",
        io::ErrorKind::PermissionDenied => "give yourself the right to it",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            "make room and run it again: nothing was changed"
        }
        io::ErrorKind::ReadOnlyFilesystem => "work on a copy that can be written to",
        _ => "put that right and run it again",
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.path, self.what, self.help)
    }
}

impl std::error::Error for StoreError {}

/// Describes an error of the system, in our words where the system's would puzzle.
pub fn why(error: &io::Error) -> String {
    match error.kind() {
        // What is said here or by a library is plain.
        _ if error.get_ref().is_some() => error.to_string(),
        io::ErrorKind::NotFound => "it is not there".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read or write it".to_owned(),
        io::ErrorKind::CrossesDevices => "it leads out of the root".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder, and should be a file".to_owned(),
        io::ErrorKind::NotADirectory => "a part of its path is a file, and should be a folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::FileTooLarge => "the system does not allow a file that large".to_owned(),
        _ => error.to_string(),
    }
}

/// The error for a path that leads through a symbolic link.
pub(super) fn is_link() -> io::Error {
    io::Error::other("it is, or lies behind, a symbolic link, and none is followed")
}

pub(super) fn not_a_file(is_folder: bool) -> io::Error {
    match is_folder {
        true => io::ErrorKind::IsADirectory.into(),
        false => is_device(),
    }
}

/// The error for a file of more than `most` bytes.
pub(crate) fn too_large(most: u64) -> io::Error {
    io::Error::other(format!("it has more than {most} bytes, and is not read"))
}

/// The error for a path that leads out of the folder that it may not leave.
pub(crate) fn leads_out() -> io::Error {
    io::ErrorKind::CrossesDevices.into()
}

/// The error for what is neither a file nor a folder.
pub(crate) fn is_device() -> io::Error {
    io::Error::other("it is a device, pipe or socket, and should be a file")
}
