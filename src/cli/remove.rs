//! `literatim remove`: a capture that is not to be kept any more.

use super::rejudged::Before;
use super::{Exit, Failure, Place, naming, visible};
use crate::capture::CapturePath;
use crate::store;
use std::path::PathBuf;

/// The arguments of `literatim remove`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!(
    "remove archive/story/20250120T221000Z.txt --because \"a login page\"",
    "remove story --because \"added by mistake\" --notes notes/"
))]
pub struct Args {
    /// The capture: its path, the first digits of its digest, or an article that has only one. The log keeps that it was
    /// there, and a version control system its bytes
    capture: String,
    /// Why, for the log
    #[arg(long, value_name = "REASON", value_parser = super::mark::reason)]
    because: String,
    /// List the quotations in these notes whose verdict changes
    #[arg(long, value_name = "NOTES", num_args = 1..)]
    notes: Vec<PathBuf>,
}

/// Runs `literatim remove`.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    // It may find that a run which was interrupted did all of it.
    crate::store::tidy(place.root()?)?;
    let root = place.root()?;
    let path = meant(args, place)?;
    let before = if args.notes.is_empty() { None } else { Some(Before::of(&args.notes, place)?) };
    store::remove_capture(root, &place.rules()?, &path, &args.because)?;
    let rejudged = before.map_or_else(|| Ok(String::new()), |before| before.compared(place))?;
    place.print(&visible(&format!("removed {}; the log keeps why\n{rejudged}", place.on_disk(path.as_str()))))?;
    Ok(Exit::Fine)
}

/// The capture that is meant, which may be damaged or gone.
fn meant(args: &Args, place: &Place) -> Result<CapturePath, Failure> {
    let root = place.root()?;
    let archive = place.archive()?;
    let typed = args.capture.trim_start_matches("./");
    for named in [root.archived(typed), Some(typed.to_owned())].into_iter().flatten() {
        let Ok(path) = named.parse::<CapturePath>() else { continue };
        let is_listed = match path.is_web_archive() {
            true => store::inventory(root)?.entry(&path).is_some(),
            false => naming::captures(archive.collection(), &path.article())?
                .iter()
                .any(|one| one.capture == path && one.sha256.is_some()),
        };
        if is_listed {
            return Ok(path);
        }
    }
    let (article, pinned) = naming::article(archive.collection(), &args.capture)?;
    if let Some(path) = pinned {
        return Ok(path);
    }
    match naming::captures(archive.collection(), &article)?.as_ref() {
        [one] => Ok(one.capture.clone()),
        all => {
            let paths: Vec<String> = all.iter().map(|one| place.on_disk(one.capture.as_str())).collect();
            let what = format!("{article} has {} captures: {}", all.len(), paths.join(", "));
            Err(Failure::new(&args.capture, what, "name one of them"))
        }
    }
}
