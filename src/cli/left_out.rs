//! What literatim.toml and the baseline leave out of a report.

use super::config::Config;
use super::{Failure, Place};
use crate::store::notes::matcher;
use crate::store::{Root, read};
use crate::verdict::{Baseline, NotesFile, PerFile, Report};
use std::collections::BTreeSet;

/// The file that a baseline is kept in, below the root.
pub const BASELINE: &str = "literatim-baseline.json";

/// Leaves out of `report` what `[per-file]` says, and tells of what it names in vain: a file's own name, and not a
/// glob, whose other files may not have been read.
pub fn by_file(report: &mut Report, notes: &[NotesFile], config: &Config, place: &Place) -> Result<(), Failure> {
    let root = place.root()?.path();
    let mut per_file = PerFile::new();
    for (glob, rules) in &config.per_file {
        let is_meant = matcher(root, glob)?;
        for file in notes.iter().filter(|file| is_meant(&file.path())) {
            per_file.entry(file.name.clone()).or_default().extend(rules);
        }
    }
    let used = report.leave_out(&per_file);
    for (name, rules) in config.per_file.iter().filter(|(glob, _)| !glob.contains(['*', '?', '[', '{', '!'])) {
        let Some(file) = notes.iter().find(|file| file.path() == name.trim_start_matches('/')) else { continue };
        for &rule in rules.iter().filter(|rule| !used.contains(&(file.name.clone(), **rule))) {
            report.tell_unused(Root::CONFIG, name, rule);
        }
    }
    Ok(())
}

/// The baseline, if one is kept.
pub fn baseline(place: &Place) -> Result<Option<Baseline>, Failure> {
    let Some(bytes) = read(place.root()?, BASELINE)? else { return Ok(None) };
    let help = "record it again with `literatim baseline`";
    Baseline::from_bytes(&bytes).map(Some).map_err(|why| Failure::new(BASELINE, why, help))
}

/// Leaves out of `report` what the baseline knows, and tells of what it knows in vain.
pub fn by_baseline(report: &mut Report, notes: &[NotesFile], place: &Place) -> Result<(), Failure> {
    if let Some(baseline) = baseline(place)? {
        let read: BTreeSet<String> = notes.iter().map(NotesFile::path).collect();
        baseline.apply(report, &read, BASELINE);
    }
    Ok(())
}
