//! Facts that a person gave of a capture: what it is, and the roles of its parts.

use super::amend::{Amendment, amend, open_to_change, redrafted, refused, write_log_locked};
use super::broken::AcceptedChanges;
use super::draft::Learning;
use super::editing::changed;
use super::edits::Edits;
use super::lock::WriteLock;
use super::pages::page_capture;
use super::reader::RootReader;
use super::regenerate::{Regenerated, regenerate};
use super::retyped::Retyped;
use super::source::capture;
use super::{Root, StoreError};
use crate::capture::{Capture, CapturePath, Record, RoleMark};
use crate::digest::Digest;
use crate::manifest::InventoryEntry;
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

/// Changes a capture's record as `change` says, and what is listed of it, by the table of what publishers repeat that the
/// archive has. The log keeps the reason. Returns the parts of other captures that have another role now: pages of a web
/// archive that are read as a whole with it.
///
/// # Errors
///
/// A password in an address, a capture that is not what was committed to, an archive that an earlier version made, and a
/// file that cannot be written.
pub fn describe(
    root: &Root,
    rules: &Rules,
    path: &CapturePath,
    because: &str,
    change: impl FnOnce(&mut Record),
) -> Result<Vec<Retyped>, StoreError> {
    open_to_change(&RootReader::open(root)?)?;
    let lock = WriteLock::exclusive(root)?;
    // Files of what was added since must not outlive the change.
    let has_changed = write_log_locked(root, &lock)?;
    let described = describe_locked(Edits::none(root, &lock)?, rules, path, because, change);
    if has_changed { described.map_err(StoreError::after_a_change) } else { described }
}

fn describe_locked(
    mut edits: Edits<'_>,
    rules: &Rules,
    path: &CapturePath,
    because: &str,
    change: impl FnOnce(&mut Record),
) -> Result<Vec<Retyped>, StoreError> {
    let lookup = open_to_change(&edits.reader)?;
    let listed = lookup.entry(&edits.reader, path).map_err(|trouble| refused((path.to_string(), trouble)))?;
    if let Some(page) = listed.as_ref().filter(|entry| entry.is_page() && !edits.reader.is_there(&path.record())) {
        return describe_page(edits, rules, page, because, change);
    }
    let (Capture { bytes, mut record, .. }, _) = capture(&edits.reader, path)
        .map_err(|(path, trouble)| StoreError::new(&path, format!("{trouble}"), "fix that first"))?;
    if listed.is_some_and(|entry| entry.sha256 != Digest::of(&bytes)) {
        return Err(changed(path.as_str()));
    }
    describe_in(&mut edits, path, &mut record, change)?;
    let made = redrafted(&edits.reader, &lookup, ([path], rules))?;
    amend(edits, &lookup, Amendment { because: Some(because), ..made })?;
    Ok(Vec::new())
}

/// Changes the record of a capture as `change` says.
fn describe_in(
    edits: &mut Edits<'_>,
    path: &CapturePath,
    record: &mut Record,
    change: impl FnOnce(&mut Record),
) -> Result<(), StoreError> {
    let before = record.clone();
    change(record);
    if let Some(without) = record.secret() {
        let what = format!("a user name or password in an address would stay in the log: {without}");
        return Err(StoreError::new(path, what, "leave it out"));
    }
    if *record != before {
        edits.write(&path.record(), record.to_bytes());
    }
    Ok(())
}

/// The same for a page that is a line in the list of a web archive: it gets a record of its own, and is a line in no list any
/// more, so all manifests are made again.
fn describe_page(
    mut edits: Edits<'_>,
    rules: &Rules,
    page: &InventoryEntry,
    because: &str,
    change: impl FnOnce(&mut Record),
) -> Result<Vec<Retyped>, StoreError> {
    let path = &page.capture;
    // Nothing is written of what could not be finished.
    regenerate(edits.reader.root(), rules)?.refuse_unsound()?;
    let list = page.extent.as_ref().map(|extent| extent.file().to_string());
    let accepted = AcceptedChanges {
        paths: list.into_iter().chain([path.to_string()]).collect(),
        because: because.to_owned(),
        may_be_vain: true,
        upgrade: false,
    };
    let Capture { mut record, .. } = page_capture(&edits.reader, page)
        .map_err(|trouble| StoreError::new(path, format!("{trouble}"), "fix that first"))?;
    describe_in(&mut edits, path, &mut record, change)?;
    let (made, mut drift) = Regenerated::write_edited(edits, rules, &accepted, &Learning::AsCommitted)?;
    made.refuse_unsound()?;
    drift.retyped.retain(|part| part.capture != *path);
    Ok(drift.retyped)
}
