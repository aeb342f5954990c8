//! One writer at a time.

use super::{Root, StoreError, disk};
use crate::progress;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The lock's file, in `manifests/`. It stays there, empty: to take it away would let two writers hold two of them.
pub(super) const NAME: &str = ".lock";

/// The longest wait of a writer for another: many times what the largest archive takes to be written.
const PATIENCE: Duration = Duration::from_secs(20);

/// A wait shorter than this is not worth a sentence: two runs that meet for a moment.
const UNNOTICED: Duration = Duration::from_millis(200);

/// The sleep between two tries.
const NAP: Duration = Duration::from_millis(5);

/// The file that says that somebody writes, where the file system has no locks; and where it has, from a machine that sees
/// none.
pub(super) const SIGN: &str = ".literatim-writing";

/// Held as long as it lives; the system releases it when the process ends, however that comes about. Not so a sign: after a
/// run that was killed, a person has to take it away.
pub(super) struct WriteLock {
    _file: File,
    _sign: Option<Sign>,
}

/// A sign that this process put up.
struct Sign(PathBuf);

impl Drop for Sign {
    fn drop(&mut self) {
        let _ = disk::remove_file(&self.0);
    }
}

impl WriteLock {
    /// Waits for all others to be done. `manifests/` is made if need be.
    pub fn exclusive(root: &Root) -> Result<Self, StoreError> {
        let folder = root.path().join("manifests");
        let made = match folder.symlink_metadata() {
            Ok(found) if found.is_dir() => Ok(()),
            Ok(_) => Err(io::ErrorKind::NotADirectory.into()),
            Err(_) => disk::create_dir_all(&folder),
        };
        made.map_err(|error| StoreError::io("manifests", &error))?;
        let mut open = options();
        open.write(true).create(true).truncate(false);
        let file = open.open(folder.join(NAME)).map_err(|error| StoreError::io(path(), &error))?;
        let has_locks = wait(|| file.try_lock())?;
        let sign = folder.join(SIGN);
        let sign = if has_locks { heed(&sign).map(|()| None) } else { put_up(&sign).map(Some) }?;
        let lock = Self { _file: file, _sign: sign };
        // Nobody else writes: what waits to be moved was left by an interrupted run.
        super::interrupted::finish(root)?;
        Ok(lock)
    }

    /// Ends what an interrupted run left, if one did.
    pub fn tidy(root: &Root) -> Result<(), StoreError> {
        if super::staged::Pending::is_any(root) { Self::exclusive(root).map(drop) } else { Ok(()) }
    }

    /// Waits for a writer to be done, if one is at work; whether one was. Where there is no lock, nobody ever wrote.
    pub fn wait_for_writer(root: &Root) -> Result<bool, StoreError> {
        let file = options().open(root.path().join("manifests").join(NAME));
        let Some(file) = file.ok().filter(|file| file.metadata().is_ok_and(|found| found.is_file())) else {
            return Ok(false);
        };
        match file.try_lock_shared() {
            Err(TryLockError::WouldBlock) => wait(|| file.try_lock_shared()).map(|_| true),
            Ok(()) | Err(TryLockError::Error(_)) => Ok(false),
        }
    }
}

/// Opens for reading, through no link, and waits for nobody where somebody put a pipe.
fn options() -> OpenOptions {
    let mut open = OpenOptions::new();
    open.read(true);
    #[cfg(target_os = "linux")]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut open,
        rustix::fs::OFlags::NOFOLLOW.bits().cast_signed() | rustix::fs::OFlags::NONBLOCK.bits().cast_signed(),
    );
    open
}

fn path() -> String {
    format!("manifests/{NAME}")
}

/// Waits for the lock. Returns false where the file system has none.
fn wait(take: impl Fn() -> Result<(), TryLockError>) -> Result<bool, StoreError> {
    let start = Instant::now();
    let end = start + PATIENCE;
    let mut is_said = false;
    loop {
        match take() {
            Ok(()) => return Ok(true),
            Err(TryLockError::Error(error)) if has_no_locks(&error) => return Ok(false),
            Err(TryLockError::Error(error)) => return Err(StoreError::io(path(), &error)),
            Err(TryLockError::WouldBlock) if Instant::now() < end => {
                if !is_said && start.elapsed() >= UNNOTICED {
                    progress::wait_begins();
                    is_said = true;
                }
                std::thread::sleep(NAP);
            }
            Err(TryLockError::WouldBlock) => {
                let what = format!("another literatim has been writing to this archive for {} s", PATIENCE.as_secs());
                return Err(StoreError::new(path(), what, "wait for it, or stop it; then run this again"));
            }
        }
    }
}

fn has_no_locks(error: &io::Error) -> bool {
    #[cfg(target_os = "linux")]
    if error.raw_os_error() == Some(rustix::io::Errno::NOLCK.raw_os_error()) {
        return true;
    }
    error.kind() == io::ErrorKind::Unsupported
}

/// Puts up the sign that somebody writes, when nobody else has one.
fn put_up(sign: &Path) -> Result<Sign, StoreError> {
    loop {
        heed(sign)?;
        match disk::create_file_new(sign) {
            Ok(_) => return Ok(Sign(sign.to_owned())),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(StoreError::io(format!("manifests/{SIGN}"), &error)),
        }
    }
}

/// Waits until no sign is there. One that is old already is not waited for.
fn heed(sign: &Path) -> Result<(), StoreError> {
    let end = Instant::now() + PATIENCE;
    while let Ok(found) = sign.symlink_metadata() {
        let age = found.modified().ok().and_then(|put_up| put_up.elapsed().ok());
        if age.is_some_and(|age| age > PATIENCE) || Instant::now() >= end {
            let what = "another literatim is writing to this archive, or was interrupted: this file system has no locks \
                that would show which";
            let help = "make sure that none is running, on any machine; then remove this file, and run this again";
            return Err(StoreError::new(format!("manifests/{SIGN}"), what, help));
        }
        std::thread::sleep(NAP);
    }
    Ok(())
}
