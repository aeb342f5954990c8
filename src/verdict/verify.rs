//! Notes by holdings: the whole of it.
//!
//! Three steps: every quotation is looked for where it is cited; those that do not hold there are looked for whole in all
//! the archive; and for those that cannot be explained by that and by the cited article, every word of the archive is
//! looked at, once for all of them.

use super::account::count;
use super::beside::Beside;
use super::case::Case;
use super::court::Court;
use super::drift::drift;
use super::lock::Lock;
use super::{NotesFile, Report, Settings};
use crate::collate::Index;
use crate::manifest::Holdings;
use crate::notes;

/// Judges every quotation of `notes` by what is held. Pure: the same arguments give the same report.
pub fn verify(notes: &[NotesFile], holdings: &Holdings, settings: &Settings) -> Report {
    judge(notes, holdings, settings, None)
}

/// The same, each quotation against the capture that `lock` has for it; and where notes or archive are not what they
/// were when it was written.
pub fn verify_locked(notes: &[NotesFile], holdings: &Holdings, settings: &Settings, lock: &Lock) -> Report {
    let mut report = judge(notes, holdings, settings, Some(lock));
    drift(&mut report, notes, holdings, lock);
    let skipped = report.summary.skipped;
    count(&mut report, notes.len(), holdings.witnesses().len());
    report.summary.skipped = skipped;
    report
}

/// `verify`, quotations that `lock` has pinned to its captures. What drifted since is not told.
pub(super) fn judge(notes: &[NotesFile], holdings: &Holdings, settings: &Settings, lock: Option<&Lock>) -> Report {
    let index = Index::of(holdings);
    let court = Court { holdings, index: &index, settings, lock, beside: Beside::default() };
    let read: Vec<notes::Notes> = notes.iter().map(|file| file.read(holdings.catalogue())).collect();
    let mut cases: Vec<Case<'_>> = Vec::new();
    for (file, read) in notes.iter().zip(&read) {
        cases.extend(read.quotations.iter().map(|quotation| court.open(file, quotation)));
    }
    court.settle(&mut cases);
    court.report(notes, &read, cases)
}
