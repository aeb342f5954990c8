//! `literatim baseline`: today's findings, so that only new ones count.

use super::{Exit, Failure, Place};
use crate::report::{counted, message};
use crate::store::write;
use crate::verify::{Baseline, NotesFile, Policy, Style, Verifier};
use clap::builder::PossibleValuesParser;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The arguments of `literatim baseline`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("baseline notes/", "baseline notes/ --style chicago"))]
pub struct Args {
    /// Files and folders of notes
    #[arg(required = true)]
    notes: Vec<PathBuf>,
    /// The house style: which silent changes are accepted (exact accepts none)
    #[arg(long, value_parser = PossibleValuesParser::new(Style::NAMES))]
    style: Option<String>,
    /// Record the findings of verify --strict
    #[arg(long)]
    strict: bool,
}

/// Records the findings on the quotations of these notes, and keeps what was recorded of others that are still there.
/// Findings with [`Severity::CannotTell`](crate::verify::Severity::CannotTell) are not recorded.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let root = place.root()?;
    let notes = place.notes(&args.notes)?;
    if let Some(unread) = notes.unreadable.first() {
        return Err(Failure::new(&unread.file, message(&unread.finding), "nothing was recorded"));
    }
    let policy = Policy { baseline: None, ..place.policy(args.style.as_deref(), args.strict)? };
    let report = Verifier::new(&place.archive()?, policy).verify(&notes);
    let mut recorded = Baseline::of(&report, &notes.files);
    let read: BTreeSet<String> = notes.files.iter().map(NotesFile::path).collect();
    if let Some(before) = place.workspace()?.baseline()? {
        recorded.keep(&before, |file| !read.contains(file) && root.path().join(file).is_file());
    }
    write(root, Policy::BASELINE, &recorded.to_bytes())?;
    let (findings, files) = (counted(recorded.len(), "finding"), counted(read.len(), "file"));
    place.print(&format!("{findings} recorded in {}, {files} read\n", Policy::BASELINE))?;
    Ok(Exit::Fine)
}
