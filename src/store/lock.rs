//! One writer at a time.

use super::{Root, StoreError, disk};
use crate::progress;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::time::{Duration, Instant};

/// The lock's file, in `manifests/`. It stays there, empty: to take it away would let two writers hold two of them.
pub(super) const NAME: &str = ".lock";

/// The longest wait of a writer for another: many times what the largest archive takes to be written.
const PATIENCE: Duration = Duration::from_secs(20);

/// A wait shorter than this is not worth a sentence: two runs that meet for a moment.
const UNNOTICED: Duration = Duration::from_millis(200);

/// The sleep between two tries.
const NAP: Duration = Duration::from_millis(5);

/// Held as long as it lives; the system releases it when the process ends, however that comes about.
pub(super) struct WriteLock {
    _file: File,
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
        wait(|| file.try_lock())?;
        let lock = Self { _file: file };
        // Nobody else writes: what waits to be moved was left by an interrupted run.
        super::general::finish(root)?;
        Ok(lock)
    }

    /// Waits for a writer to be done, if one is at work; whether one was. Where there is no lock, nobody ever wrote.
    pub fn wait_for_writer(root: &Root) -> Result<bool, StoreError> {
        let file = options().open(root.path().join("manifests").join(NAME));
        let Some(file) = file.ok().filter(|file| file.metadata().is_ok_and(|found| found.is_file())) else {
            return Ok(false);
        };
        match file.try_lock_shared() {
            Err(TryLockError::WouldBlock) => wait(|| file.try_lock_shared()).map(|()| true),
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

fn wait(take: impl Fn() -> Result<(), TryLockError>) -> Result<(), StoreError> {
    let start = Instant::now();
    let end = start + PATIENCE;
    let mut is_said = false;
    loop {
        match take() {
            Ok(()) => return Ok(()),
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
