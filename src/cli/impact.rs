//! `literatim impact`: what the latest revision of an article did to the quotations of it.

use super::{Exit, Failure, Place, naming};
use crate::report;
use crate::store::Root;
use crate::verify::Verifier;
use clap::builder::PossibleValuesParser;
use std::io::Write as _;
use std::path::PathBuf;

/// The arguments of `literatim impact`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("impact river-wall", "impact river-wall notes/ --format json"))]
pub struct Args {
    /// The article: its id, URL, path, or the first digits of its digest
    article: String,
    /// Files and folders of notes; - for standard input [default: all notes below the root]
    notes: Vec<PathBuf>,
    /// The output format
    #[arg(long, value_parser = PossibleValuesParser::new(["human", "json"]), default_value = "human")]
    format: String,
}

/// Writes what became of each. Exit 0 if all hold or only moved, 1 if some do not, 2 if notes cannot be read or nothing
/// quotes the article.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let root = place.root()?;
    let named = if args.notes.is_empty() { vec![all(root)] } else { args.notes.clone() };
    let notes = place.notes(&named)?;
    let archive = place.archive()?;
    let (article, _) = naming::article(archive.collection(), &args.article)?;
    naming::witnesses(archive.collection(), &article)?;
    let found = Verifier::new(&archive, place.policy(None, false)?)
        .impact(&notes.files, &article)
        .ok_or_else(|| Failure::new(&article, "none of its captures can be verified", "run `literatim audit`"))?;
    let mut out = place.out();
    report::impact(&found, args.format == "json", &mut out, &place.paint())?;
    out.flush()?;
    if found.quotations.is_empty() {
        place.complain(&format!("no quotation in these notes cites {article}"));
    }
    let is_unreadable = place.complain_of_unreadable(&notes);
    Ok(match (!is_unreadable && !found.quotations.is_empty(), found.is_harmless()) {
        (false, _) => Exit::CannotTell,
        (true, true) => Exit::Fine,
        (true, false) => Exit::Refuted,
    })
}

/// The folder of all notes: the root, by the shorter name where one is in it already.
fn all(root: &Root) -> PathBuf {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    match (here, root.path().canonicalize()) {
        (Ok(here), Ok(root)) if here == root => PathBuf::from("."),
        _ => root.path().to_owned(),
    }
}
