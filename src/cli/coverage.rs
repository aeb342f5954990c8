//! `literatim coverage`: which paragraphs of each article are quoted, and by what.

use super::{Exit, Failure, Place};
use crate::report::{Coverage, legible};
use crate::verdict::{Style, verify};
use clap::builder::PossibleValuesParser;
use std::io::Write as _;
use std::path::PathBuf;

/// Show which paragraphs of each article are quoted, and by what
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files and folders of notes; without any, all notes below the root
    notes: Vec<PathBuf>,
    /// The house style: what an editor may change silently; exact is nothing
    #[arg(long, value_parser = PossibleValuesParser::new(Style::NAMES))]
    style: Option<String>,
    /// How to write it
    #[arg(long, value_parser = PossibleValuesParser::new(["human", "json"]), default_value = "human")]
    format: String,
}

/// Writes it. Only what holds counts. Exit 2 if notes cannot be read, or a capture cannot be vouched for.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let (root, config) = (place.root()?, place.config()?);
    let paths = if args.notes.is_empty() { vec![root.path().to_owned()] } else { args.notes.clone() };
    let gathered = place.notes(&paths)?;
    let holdings = place.holdings()?;
    let report = verify(&gathered.notes, &holdings, &config.settings(args.style.as_deref(), false));
    let coverage = Coverage::of(&report, &holdings);
    let mut out = place.out();
    if args.format == "json" {
        coverage.print_json(&mut out)?
    } else {
        coverage.print(&mut out)?
    }
    out.flush()?;
    for finding in &gathered.sources.unreadable {
        place.complain(&format_args!("{}: {}", legible(&finding.file), finding.message));
    }
    for (path, trouble) in holdings.troubles() {
        place.complain(&format_args!("{path}: {trouble}"));
    }
    let told = gathered.sources.unreadable.is_empty() && holdings.troubles().is_empty();
    Ok(if told { Exit::Fine } else { Exit::CannotTell })
}
