//! `literatim set --id`, once `literatim rename`: another id for an article.

use super::rejudged::Before;
use super::{Exit, Failure, Place, naming, visible};
use crate::capture::ArticleId;
use crate::report::counted;
use crate::store;
use std::path::PathBuf;

/// The arguments of `literatim rename`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The article: its id, URL, path, or the first digits of its digest
    pub(super) article: String,
    /// Its new id. The old one names nothing any more: notes that cite it must be changed, and `literatim pin` run again;
    /// addresses and names of files resolve as before
    pub(super) new_id: ArticleId,
    /// Why, for the log [default: the new id]
    #[arg(long, value_name = "REASON", value_parser = super::mark::reason)]
    pub(super) because: Option<String>,
    /// List the quotations in these notes whose verdict changes
    #[arg(long, value_name = "NOTES", num_args = 1..)]
    pub(super) notes: Vec<PathBuf>,
}

/// Runs `literatim rename`.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    // It may find that a run which was interrupted did all of it.
    crate::store::tidy(place.root()?)?;
    let archive = place.archive()?;
    let (article, _) = naming::article(archive.collection(), &args.article)?;
    if article == args.new_id {
        place.print(&visible(&format!("{article} has this id already; nothing changed\n")))?;
        return Ok(Exit::Fine);
    }
    let before = if args.notes.is_empty() { None } else { Some(Before::of(&args.notes, place)?) };
    let because = args.because.clone().unwrap_or_else(|| format!("renamed to {}", args.new_id));
    let paths = store::rename_article(place.root()?, &place.rules()?, (&article, &args.new_id), &because)?;
    let rejudged = before.map_or_else(|| Ok(String::new()), |before| before.compared(place))?;
    let mut text = format!("{article} is {} now: {} moved\n", args.new_id, counted(paths.len(), "capture"));
    for path in &paths {
        text += &format!("  {}\n", place.on_disk(path.as_str()));
    }
    place.print(&visible(&(text + &rejudged)))?;
    Ok(Exit::Fine)
}
