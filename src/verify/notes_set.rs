//! Notes to verify, and what was met on the way to them.

use super::{NotesFile, NotesFinding, Scope};
use std::collections::BTreeMap;

/// Files of notes, and what only those know who gathered them.
#[derive(Debug, Clone, Default)]
pub struct NotesSet {
    /// The files, in the order of the report.
    pub files: Vec<NotesFile>,
    /// The names of those that were asked for one by one: something must be checked in each.
    pub named: Vec<String>,
    /// The folders that were read whole, relative to the root; empty for the root itself.
    pub walked: Vec<String>,
    /// Files in those folders that are no notes by their names: how many of each ending.
    pub passed_over: BTreeMap<String, usize>,
    /// Findings on notes that could not be read, and on the bibliographies that they name.
    pub unreadable: Vec<NotesFinding>,
    /// The part of the report that counts.
    pub scope: Scope,
}

impl From<Vec<NotesFile>> for NotesSet {
    fn from(files: Vec<NotesFile>) -> Self {
        Self { files, ..Self::default() }
    }
}

impl From<NotesFile> for NotesSet {
    fn from(file: NotesFile) -> Self {
        vec![file].into()
    }
}
