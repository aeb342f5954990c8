//! `literatim show`: an article, with the role of each segment in the margin.

use super::{Exit, Failure, Place, naming};
use crate::report;
use std::io::Write as _;

/// Print an article with the role of each segment in the margin
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its id, URL, path, or the first digits of a digest
    article: String,
    /// Which capture of it: path or stamp; the latest if none is named
    #[arg(long, value_name = "PATH|STAMP")]
    capture: Option<String>,
}

/// Writes the article.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let holdings = place.holdings()?;
    let (article, pinned) = naming::article(&holdings, &args.article)?;
    let latest = holdings.catalogue().captures(&article).last();
    let witness = match (&args.capture, pinned.as_ref().or(latest)) {
        (Some(name), _) => naming::capture(&holdings, &article, name)?,
        (None, Some(path)) => naming::witness(&holdings, path)?,
        (None, None) => return Err(format!("{article} has no capture").into()),
    };
    let mut out = place.out();
    report::article(witness, &mut out, &place.paint())?;
    out.flush()?;
    Ok(Exit::Fine)
}
