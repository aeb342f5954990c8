//! `literatim baseline`: today's findings, so that only new ones count.

use super::left_out::{BASELINE, baseline, by_file};
use super::{Exit, Failure, Place};
use crate::report::counted;
use crate::store::write;
use crate::verdict::{Baseline, NotesFile, Style, verify};
use clap::builder::PossibleValuesParser;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Record today's findings in literatim-baseline.json, by rule, article and words, so that only new ones count
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files and folders of notes
    #[arg(required = true)]
    notes: Vec<PathBuf>,
    /// The house style: what an editor may change silently; exact is nothing
    #[arg(long, value_parser = PossibleValuesParser::new(Style::NAMES))]
    style: Option<String>,
    /// Record what is found under `verify --strict`
    #[arg(long)]
    strict: bool,
}

/// Records the findings on the quotations of these notes, and keeps what was recorded of others that are still there.
/// What cannot be told is not recorded.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let (root, config) = (place.root()?, place.config()?);
    let gathered = place.notes(&args.notes)?;
    if let Some(finding) = gathered.sources.unreadable.first() {
        return Err(Failure::new(&finding.file, finding.message.clone(), "nothing was recorded"));
    }
    let holdings = place.holdings()?;
    let mut report = verify(&gathered.notes, &holdings, &config.settings(args.style.as_deref(), args.strict));
    by_file(&mut report, &gathered.notes, &args.notes, config, place)?;
    let paths: BTreeMap<&str, String> = gathered.notes.iter().map(|file| (file.name.as_str(), file.path())).collect();
    let mut recorded = Baseline::of(&report, |name| paths.get(name).cloned().unwrap_or_else(|| name.to_owned()));
    let read: BTreeSet<String> = gathered.notes.iter().map(NotesFile::path).collect();
    if let Some(before) = baseline(place)? {
        recorded.keep(&before, |file| !read.contains(file) && root.path().join(file).is_file());
    }
    write(root, BASELINE, &recorded.to_bytes())?;
    let (findings, files) = (counted(recorded.len(), "finding"), counted(read.len(), "file"));
    place.print(&format!("{findings} recorded in {BASELINE}, {files} read\n"))?;
    Ok(Exit::Fine)
}
