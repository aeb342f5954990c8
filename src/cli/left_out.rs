//! What literatim.toml and the baseline leave out of a report.

use super::config::Config;
use super::{Failure, Place};
use crate::store::notes::matcher;
use crate::store::{LARGEST_NOTES, Root, read_at_most};
use crate::verdict::{Baseline, NotesFile, PerFile, Report, Rule};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The file that a baseline is kept in, below the root.
pub const BASELINE: &str = "literatim-baseline.json";

/// Leaves out of `report` what `[per-file]` says, and tells of what it names in vain: of a file that was read, and of a
/// glob if everything that it may be of was read, because a folder above it was among what was `asked` for.
pub fn by_file(
    report: &mut Report,
    notes: &[NotesFile],
    asked: &[PathBuf],
    config: &Config,
    place: &Place,
) -> Result<(), Failure> {
    let root = place.root()?.path();
    let mut per_file = PerFile::new();
    let mut meant: Vec<(&String, &BTreeSet<Rule>, Vec<String>)> = Vec::new();
    for (glob, rules) in &config.per_file {
        let is_meant = matcher(root, glob)?;
        let files = notes.iter().filter(|file| is_meant(&file.path())).map(|file| file.name.clone());
        meant.push((glob, rules, files.collect()));
    }
    for (_, rules, files) in &meant {
        for file in files {
            per_file.entry(file.clone()).or_default().extend(*rules);
        }
    }
    let used = report.leave_out(&per_file);
    for (glob, rules, files) in meant {
        let is_file = notes.iter().any(|file| file.path() == glob.trim_start_matches('/'));
        let is_used = |rule: &Rule| files.iter().any(|file| used.contains(&(file.clone(), *rule)));
        if is_file || is_walked(glob, asked, root) {
            rules.iter().filter(|rule| !is_used(rule)).for_each(|&rule| report.tell_unused(Root::CONFIG, glob, rule));
        }
    }
    Ok(())
}

/// Whether one of the folders in `asked` holds everything that `glob` may be of.
fn is_walked(glob: &str, asked: &[PathBuf], root: &Path) -> bool {
    let wild = glob.find(['*', '?', '[', '{', '!', '\\']).unwrap_or(0);
    let above = glob[..wild].rfind('/').map_or("", |end| &glob[..end]);
    let Ok(root) = root.canonicalize() else { return false };
    let base = root.join(above.trim_start_matches('/'));
    asked.iter().filter_map(|path| path.canonicalize().ok()).any(|path| path.is_dir() && base.starts_with(path))
}

/// The baseline, if one is kept.
pub fn baseline(place: &Place) -> Result<Option<Baseline>, Failure> {
    let Some(bytes) = read_at_most(place.root()?, BASELINE, LARGEST_NOTES)? else { return Ok(None) };
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
