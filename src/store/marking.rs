//! Facts that a person gave of a capture: what it is, and the roles of its parts.

use super::broken::AcceptedChanges;
use super::draft::Learning;
use super::edits::Edits;
use super::general::write_log;
use super::lock::WriteLock;
use super::pages::page_capture;
use super::regenerate::{Regenerated, needs_upgrade, regenerate};
use super::retyped::Retyped;
use super::source::capture;
use super::{Root, StoreError};
use crate::capture::{Capture, CapturePath, Record, RoleMark};
use crate::segment::{Rules, role_marks};

/// Says in a capture's record what a part of it is, and regenerates everything by the table of what publishers repeat that
/// the archive has. The log keeps the reason. Returns the parts of other captures that have another role now.
///
/// # Errors
///
/// A role that no mark can give, and what [`describe`] refuses.
pub fn mark(root: &Root, rules: &Rules, path: &CapturePath, mark: RoleMark) -> Result<Vec<Retyped>, StoreError> {
    role_marks::check(std::slice::from_ref(&mark)).map_err(|wrong| {
        StoreError::new(path, wrong.to_string(), "use one of the roles that `literatim show` lists")
    })?;
    let because = mark.because.clone();
    describe(root, rules, path, &because, |record| {
        // An interrupted run may have written the mark, and nothing after it.
        if !record.marks.contains(&mark) {
            record.marks.retain(|other| other.bytes != mark.bytes);
            record.marks.push(mark);
        }
    })
}

/// Changes a capture's record as `change` says, and regenerates everything by the table of what publishers repeat that the
/// archive has. The log keeps the reason. Returns the parts of other captures that have another role now.
///
/// # Errors
///
/// A password in an address, an archive that is not [sound](Regenerated::is_sound) or that an earlier version made, and a
/// file that cannot be written.
pub fn describe(
    root: &Root,
    rules: &Rules,
    path: &CapturePath,
    because: &str,
    change: impl FnOnce(&mut Record),
) -> Result<Vec<Retyped>, StoreError> {
    // Nothing is written of what could not be finished.
    let made = regenerate(root, rules)?;
    made.refuse_unsound()?;
    if made.is_earlier {
        return Err(needs_upgrade());
    }
    // Files of what was added since must not outlive the change, if this run is interrupted.
    write_log(root)?;
    let page = made.inventory.entry(path).filter(|entry| entry.is_page()).cloned();
    // A page gets a record of its own, and is a line in no list any more.
    let list = page.iter().filter_map(|page| Some(page.extent.as_ref()?.file().to_string()));
    let accepted = AcceptedChanges {
        paths: list.chain([path.to_string()]).collect(),
        because: because.to_owned(),
        may_be_vain: true,
        upgrade: false,
    };
    let lock = WriteLock::exclusive(root)?;
    let mut edits = Edits::none(root, &lock)?;
    let has_record = edits.reader.is_there(&path.record());
    let read = match page.filter(|_| !has_record) {
        Some(page) => page_capture(&edits.reader, &page).map_err(|trouble| (path.to_string(), trouble)),
        None => capture(&edits.reader, path).map(|(capture, _)| capture),
    };
    let Capture { mut record, .. } =
        read.map_err(|(path, trouble)| StoreError::new(&path, format!("{trouble}"), "fix that first"))?;
    let before = record.clone();
    change(&mut record);
    if let Some(without) = record.secret() {
        let what = format!("a user name or password in an address would stay in the log: {without}");
        return Err(StoreError::new(path, what, "leave it out"));
    }
    if record != before {
        edits.write(&path.record(), record.to_bytes());
    }
    // The log may have been written.
    let written = Regenerated::write_edited(edits, rules, &accepted, &Learning::AsCommitted);
    let (made, mut drift) = written.map_err(StoreError::after_a_change)?;
    made.refuse_unsound()?;
    drift.retyped.retain(|part| part.capture != *path);
    Ok(drift.retyped)
}
