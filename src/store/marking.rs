//! Roles that a person gave to parts of a capture.

use super::batch::Batch;
use super::broken::AcceptedChanges;
use super::draft::Learning;
use super::lock::WriteLock;
use super::pages::page_capture;
use super::reader::RootReader;
use super::regenerate::{Regenerated, needs_upgrade, regenerate};
use super::retyped::Retyped;
use super::source::capture;
use super::{Root, StoreError};
use crate::capture::{Capture, CapturePath, RoleMark};
use crate::segment::{Rules, role_marks};

/// Says in a capture's record what a part of it is, and regenerates everything by the table of what publishers repeat that
/// the archive has. The log keeps the reason. Returns the parts of other captures that have another role now.
///
/// # Errors
///
/// A role that no mark can give, an archive that is not [sound](Regenerated::is_sound) or that an earlier version made,
/// and a file that cannot be written.
pub fn mark(root: &Root, rules: &Rules, path: &CapturePath, mark: RoleMark) -> Result<Vec<Retyped>, StoreError> {
    role_marks::check(std::slice::from_ref(&mark)).map_err(|wrong| {
        StoreError::new(path, wrong.to_string(), "use one of the roles that `literatim show` lists")
    })?;
    // Nothing is written of what could not be finished.
    let made = regenerate(root, rules)?;
    made.refuse_unsound()?;
    if made.is_earlier {
        return Err(needs_upgrade());
    }
    let page = made.inventory.entry(path).filter(|entry| entry.is_page()).cloned();
    // A page gets a record of its own, and is a line in no list any more.
    let list = page.iter().filter_map(|page| Some(page.extent.as_ref()?.file().to_string()));
    let accepted = AcceptedChanges {
        paths: list.chain([path.to_string()]).collect(),
        because: mark.because.clone(),
        may_be_vain: true,
        upgrade: false,
    };
    {
        let _lock = WriteLock::exclusive(root)?;
        let reader = RootReader::open(root)?;
        let has_record = reader.is_there(&path.record());
        let read = match page.filter(|_| !has_record) {
            Some(page) => page_capture(&reader, &page).map_err(|trouble| (path.to_string(), trouble)),
            None => capture(&reader, path).map(|(capture, _)| capture),
        };
        let Capture { mut record, .. } =
            read.map_err(|(path, trouble)| StoreError::new(&path, format!("{trouble}"), "fix that first"))?;
        // An interrupted run may have written the mark, and nothing after it.
        if !record.marks.contains(&mark) {
            record.marks.retain(|other| other.bytes != mark.bytes);
            record.marks.push(mark);
            let mut batch = Batch::new(root);
            batch.stage(&path.record(), &record.to_bytes())?;
            batch.commit()?;
        }
    }
    let (made, mut drift) = Regenerated::write_by(root, rules, &accepted, &Learning::AsCommitted)?;
    made.refuse_unsound()?;
    drift.retyped.retain(|part| part.capture != *path);
    Ok(drift.retyped)
}
