//! `literatim history`: the captures of an article, and what each changed.

use super::{Exit, Failure, Place, naming};
use crate::diff::revision::history;
use crate::manifest::Witness;
use crate::report;
use clap::builder::PossibleValuesParser;
use std::io::Write as _;
use std::sync::Arc;

/// The arguments of `literatim history`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("history river-wall", "history river-wall --format json"))]
pub struct Args {
    /// The article: its id, URL, path, or the first digits of its digest
    article: String,
    /// The output format
    #[arg(long, value_parser = PossibleValuesParser::new(["human", "json"]), default_value = "human")]
    format: String,
}

/// Writes the captures, oldest first. Exit 2 if one of them cannot be vouched for.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let archive = place.archive()?;
    let (article, _) = naming::article(archive.collection(), &args.article)?;
    let witnesses = naming::witnesses(archive.collection(), &article)?;
    let witnesses: Vec<&Witness> = witnesses.iter().map(Arc::as_ref).collect();
    let mut out = place.out();
    report::history(&history(&witnesses), args.format == "json", &mut out, &place.paint())?;
    out.flush()?;
    Ok(Exit::Fine)
}
