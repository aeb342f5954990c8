//! `literatim diff`: what changed between two captures of an article.

use super::{Exit, Failure, Place, naming};
use crate::capture::ArticleId;
use crate::collate::revision::revision;
use crate::manifest::{Holdings, Witness};
use crate::report;
use std::io::Write as _;

/// Show what changed between two captures of an article
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its id, URL, path, or the first digits of a digest
    article: String,
    /// The older capture: path or stamp; the last but one if none is named
    old: Option<String>,
    /// The newer capture: path or stamp; the last if none is named
    new: Option<String>,
}

/// Writes the changes. Exit 0 if there are none, 1 if there are some.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let holdings = place.holdings()?;
    let (article, _) = naming::article(&holdings, &args.article)?;
    let old = pick(&holdings, &article, args.old.as_deref(), 2)?;
    let new = pick(&holdings, &article, args.new.as_deref(), 1)?;
    let revision = revision(old, new);
    let mut out = place.out();
    report::revision(&revision, [old, new], &mut out, &place.paint())?;
    out.flush()?;
    Ok(Exit::from(u8::from(!revision.is_empty())))
}

/// The capture called `name`, else the one so far from the end.
fn pick<'h>(
    holdings: &'h Holdings,
    article: &ArticleId,
    name: Option<&str>,
    from_end: usize,
) -> Result<&'h Witness, Failure> {
    let captures = holdings.catalogue().captures(article);
    match (name, captures.len().checked_sub(from_end)) {
        (Some(name), _) => naming::capture(holdings, article, name),
        (None, Some(index)) => naming::witness(holdings, &captures[index]),
        (None, None) => Err(format!("{article} has only one capture: there is nothing to compare it with").into()),
    }
}
