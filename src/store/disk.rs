//! The calls that change the disk, each in one place, so that a test can let any of them fail.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Makes the change, unless a test wants it to fail.
fn step<T>(change: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    #[cfg(test)]
    return faults::step(change);
    #[cfg(not(test))]
    change()
}

/// Returns true if a test tries faults out: thousands of syncs would take minutes, and no power is cut.
fn is_rehearsal() -> bool {
    #[cfg(test)]
    return faults::is_rehearsal();
    #[cfg(not(test))]
    false
}

pub(super) fn create_dir(path: &Path) -> io::Result<()> {
    step(|| std::fs::create_dir(path))
}

pub(super) fn create_dir_all(path: &Path) -> io::Result<()> {
    step(|| std::fs::create_dir_all(path))
}

pub(super) fn create_file(path: &Path) -> io::Result<File> {
    step(|| OpenOptions::new().write(true).create(true).truncate(true).open(path))
}

/// Creates a file where none may be.
pub(super) fn create_file_new(path: &Path) -> io::Result<File> {
    step(|| File::create_new(path))
}

pub(super) fn write_all(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    // A write may come half of the way: two steps, so that a test can stop between them.
    let (first, rest) = bytes.split_at(bytes.len() / 2);
    step(|| file.write_all(first))?;
    step(|| file.write_all(rest))
}

pub(super) fn sync(file: &File) -> io::Result<()> {
    step(|| if is_rehearsal() { Ok(()) } else { file.sync_all() })
}

#[cfg(target_os = "linux")]
pub(super) fn sync_file_system(root: &Path) -> io::Result<()> {
    step(|| if is_rehearsal() { Ok(()) } else { Ok(rustix::fs::syncfs(File::open(root)?)?) })
}

pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    step(|| std::fs::rename(from, to))
}

/// Renames, unless something is there.
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    step(|| {
        #[cfg(target_os = "linux")]
        {
            use rustix::fs::{CWD, RenameFlags, renameat_with};
            use rustix::io::Errno;
            match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
                // Some file systems cannot; there it is looked first, under the lock.
                Err(Errno::INVAL | Errno::NOSYS) => {}
                done => return Ok(done?),
            }
        }
        match to.symlink_metadata() {
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
            Err(_) => std::fs::rename(from, to),
        }
    })
}

pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    step(|| std::fs::remove_file(path))
}

pub(super) fn remove_dir(path: &Path) -> io::Result<()> {
    step(|| std::fs::remove_dir(path))
}

/// Changes that fail, one by one.
#[cfg(test)]
pub(super) mod faults {
    use std::cell::Cell;
    use std::io;

    /// A way in which a change fails.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Fault {
        /// The disk is full.
        Full,
        /// The disk cannot be written to any more, from here on.
        ReadOnly,
        /// The process is killed before the change: nothing that it would do after is done.
        Kill,
        /// The process is killed right after the change.
        KillAfter,
    }

    thread_local! {
        /// The fault, and how many changes come before it.
        static PLAN: Cell<Option<(Fault, usize)>> = const { Cell::new(None) };
        static STEPS: Cell<usize> = const { Cell::new(0) };
        static REHEARSAL: Cell<bool> = const { Cell::new(false) };
    }

    pub const ALL: [Fault; 4] = [Fault::Full, Fault::ReadOnly, Fault::Kill, Fault::KillAfter];

    /// Runs `work` with a fault at the change of this number, if there is one; how many changes there were.
    pub fn with<T>(plan: Option<(Fault, usize)>, work: impl FnOnce() -> T) -> (T, usize) {
        REHEARSAL.set(true);
        PLAN.set(plan);
        STEPS.set(0);
        let done = work();
        PLAN.set(None);
        REHEARSAL.set(false);
        (done, STEPS.get())
    }

    pub fn is_rehearsal() -> bool {
        REHEARSAL.get()
    }

    pub fn step<T>(change: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let at = STEPS.replace(STEPS.get() + 1);
        match PLAN.get() {
            Some((Fault::Full, fault)) if at == fault => Err(io::ErrorKind::StorageFull.into()),
            Some((Fault::ReadOnly, fault)) if at >= fault => Err(io::ErrorKind::ReadOnlyFilesystem.into()),
            Some((Fault::KillAfter, fault)) if at == fault => {
                let _ = change();
                Err(io::ErrorKind::Interrupted.into())
            }
            Some((Fault::Kill | Fault::KillAfter, fault)) if at >= fault => Err(io::ErrorKind::Interrupted.into()),
            _ => change(),
        }
    }
}
