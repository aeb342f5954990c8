//! Errors of the disk in words, each with a remedy.

use std::{fmt, io};

/// Why the disk would not do, or what on it is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {what} ({help})")]
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

    /// The same error in a run that has changed something already.
    pub(super) fn after_a_change(self) -> Self {
        const UNCHANGED: &str = "nothing was changed";
        if self.help == UNCHANGED {
            return Self { help: "run it again: it continues where it stopped".to_owned(), ..self };
        }
        match self.help.strip_suffix(UNCHANGED).and_then(|help| help.strip_suffix("; ")) {
            Some(help) => Self { help: format!("{help}; it continues where it stopped"), ..self },
            None => self,
        }
    }

    /// An error of the system about `path`.
    pub fn io(path: impl fmt::Display, error: &io::Error) -> Self {
        Self::new(path, why(error), help_with(error))
    }
}

/// The remedy for an error of the system.
fn help_with(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "check the path",
        io::ErrorKind::PermissionDenied => "check its permissions",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            "free some space and run it again; nothing was changed"
        }
        io::ErrorKind::ReadOnlyFilesystem => "use a copy that can be written to",
        _ => "fix that and run it again",
    }
}

/// Describes an error of the system, in our words where the system's would puzzle.
pub fn why(error: &io::Error) -> String {
    match error.kind() {
        // What is said here or by a library is plain.
        _ if error.get_ref().is_some() => error.to_string(),
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::CrossesDevices => "it leads outside the root".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        io::ErrorKind::NotADirectory => "a part of its path is a file, not a folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::FileTooLarge => "the file is too large for this system".to_owned(),
        _ => error.to_string(),
    }
}

/// The error for a path that leads through a symbolic link.
pub(super) fn is_link() -> io::Error {
    io::Error::other("it is a symbolic link, or behind one; links are not followed")
}

pub(super) fn not_a_file(is_folder: bool) -> io::Error {
    match is_folder {
        true => io::ErrorKind::IsADirectory.into(),
        false => is_device(),
    }
}

/// The error for a file of more than `most` bytes.
pub(crate) fn too_large(most: u64) -> io::Error {
    io::Error::other(format!("larger than {most} bytes, so it was not read"))
}

/// The error for a path that leads out of the folder that it may not leave.
pub(crate) fn leads_out() -> io::Error {
    io::ErrorKind::CrossesDevices.into()
}

/// The error for what is neither a file nor a folder.
pub(crate) fn is_device() -> io::Error {
    io::Error::other("it is a device, pipe or socket, not a file")
}
