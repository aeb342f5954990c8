//! `literatim find`: where in the archive words stand.

use super::{Exit, Failure, Place};
use crate::report::{counted, places};
use std::io::Write as _;

/// The arguments of `literatim find`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("find \"the harbour\"", "find yearly cost of 1.2 million"))]
pub struct Args {
    /// The words to find
    #[arg(required = true)]
    words: Vec<String>,
}

/// Writes every place where the words stand. Exit 1 if that is nowhere, 2 if it is nowhere but not everything could be
/// searched.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let words = args.words.join(" ");
    if words.trim().is_empty() {
        return Err("no words given".into());
    }
    let found = places(place.archive()?.collection(), None, &words);
    let mut out = place.out();
    found.print(&mut out, &place.paint())?;
    let (searched, troubles) = (found.searched, found.troubles.len());
    let unsearched = match troubles {
        0 => String::new(),
        _ => format!("; {troubles} with problems and not searched: run `literatim audit`"),
    };
    let count = counted(found.count, "place");
    writeln!(out, "{count}, in {}{unsearched}", counted(searched, "capture"))?;
    out.flush()?;
    Ok(Exit::from(match (found.exact && !found.places.is_empty(), troubles + usize::from(searched == 0)) {
        (true, _) => 0,
        (false, 0) => 1,
        (false, _) => 2,
    }))
}
