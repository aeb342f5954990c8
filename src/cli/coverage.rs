//! `literatim coverage`: which paragraphs of each article are quoted, and by what.

use super::{Exit, Failure, Place, json};
use crate::report::Coverage;
use crate::verify::{Style, Verifier};
use clap::builder::PossibleValuesParser;
use std::io::Write as _;
use std::path::PathBuf;

/// The arguments of `literatim coverage`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("coverage", "coverage notes/ --format json"))]
pub struct Args {
    /// Files and folders of notes [default: all notes below the root]
    notes: Vec<PathBuf>,
    /// The house style: which silent changes are accepted (exact accepts none)
    #[arg(long, value_parser = PossibleValuesParser::new(Style::NAMES))]
    style: Option<String>,
    /// The output format
    #[arg(long, value_parser = PossibleValuesParser::new(["human", "json"]), default_value = "human")]
    format: String,
}

/// Writes it. Only what holds counts. Exit 2 if notes cannot be read, or a capture cannot be vouched for.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let paths = if args.notes.is_empty() { vec![place.root()?.path().to_owned()] } else { args.notes.clone() };
    let notes = place.notes(&paths)?;
    let archive = place.archive()?;
    let report = Verifier::new(&archive, place.policy(args.style.as_deref(), false)?).verify(&notes);
    let (coverage, troubles) = Coverage::of(&report, archive.collection());
    let mut out = place.out();
    if args.format == "json" {
        coverage.print_json(&mut out)?
    } else {
        coverage.print(&mut out)?
    }
    out.flush()?;
    let is_unreadable = place.complain_of_unreadable(&notes);
    for (path, trouble) in &troubles {
        place.complain(&format_args!("{}: {trouble}", place.on_disk(path)));
    }
    // What is kept and not read is as it was committed to, and nothing of it could be quoted.
    let is_whole = !is_unreadable && troubles.values().all(json::is_unread);
    Ok(if is_whole { Exit::Fine } else { Exit::CannotTell })
}
