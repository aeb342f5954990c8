//! `literatim pin`: which capture each quotation is proven by.

use super::{Exit, Failure, Place};
use crate::report::counted;
use crate::store::{self, Root};
use crate::verify::{Lock, Policy, Verifier};
use std::path::{Path, PathBuf};

/// The arguments of `literatim pin`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("pin notes/", "pin notes/ --update"))]
pub struct Args {
    /// Files and folders of notes
    #[arg(required = true)]
    notes: Vec<PathBuf>,
    /// Pin to the captures that prove the quotations now, instead of keeping the recorded ones
    #[arg(long)]
    update: bool,
}

/// Writes the lock. Exit 1 if a quotation that cites an article could not be pinned, 2 if notes cannot be read.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let root = place.root()?;
    let notes = place.notes(&args.notes)?;
    let archive = place.archive()?;
    let mut lock = place.workspace()?.lock()?.unwrap_or_default();
    let kept = (!args.update).then(|| lock.clone());
    let report = Verifier::new(&archive, Policy { lock: kept, ..place.policy(None, false)? }).verify(&notes);
    let unproven = lock.renew(&notes.files, &report, archive.collection());
    for (notes, count) in gone(&lock, root) {
        lock.forget(&notes);
        let quotations = counted(count, "quotation");
        place.complain(&format_args!("{notes}: these notes no longer exist: {quotations} removed from {}", Lock::PATH));
    }
    store::write(root, Lock::PATH, lock.to_text().as_bytes())?;
    for judged in &unproven {
        let place_of = format!("{}:{}:{}", judged.file, judged.line, judged.column);
        place.complain(&format_args!("{place_of}: not pinned: the quotation is {}", judged.outcome().name()));
    }
    let is_unreadable = place.complain_of_unreadable(&notes);
    let are = if lock.len() == 1 { "quotation is" } else { "quotations are" };
    place.print(&format!("{} {are} pinned in {}\n", lock.len(), Lock::PATH))?;
    Ok(match (!is_unreadable, unproven.is_empty()) {
        (false, _) => Exit::CannotTell,
        (true, true) => Exit::Fine,
        (true, false) => Exit::Refuted,
    })
}

/// The lock that `verify --locked` needs. Reports notes in it that are there no more.
pub fn lock(place: &Place) -> Result<Lock, Failure> {
    let root = place.root()?;
    let lock = place.workspace()?.lock()?;
    let lock = lock.ok_or_else(|| Failure::new(Lock::PATH, "no such file", "create it with `literatim pin NOTES`"))?;
    for (notes, count) in gone(&lock, root) {
        let quotations = counted(count, "quotation");
        let what = format_args!(
            "{}: it lists {quotations} of {notes}, which no longer exists (`literatim pin` removes them)",
            Lock::PATH
        );
        place.complain(&what);
    }
    Ok(lock)
}

/// The notes that the lock has and the disk has not, each with the number of its entries. Notes that lie outside of the
/// root are in the lock as they were named: they count as gone only if they are neither there nor here.
fn gone(lock: &Lock, root: &Root) -> Vec<(String, usize)> {
    let is_there = |notes: &str| notes == "-" || [root.path(), Path::new(".")].iter().any(|at| at.join(notes).exists());
    let notes = lock.notes().into_iter().filter(|(notes, _)| !is_there(notes));
    notes.map(|(notes, count)| (notes.to_owned(), count)).collect()
}
