//! `literatim find`: where in the archive words stand.

use super::{Exit, Failure, Place, json};
use crate::manifest::Trouble;
use crate::report::{Places, counted, places};
use std::io::Write as _;

/// The arguments of `literatim find`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("find \"the harbour\"", "find yearly cost of 1.2 million"))]
pub struct Args {
    /// The words to find
    #[arg(required = true)]
    words: Vec<String>,
    /// Write one JSON object, errors too (docs/commands-json.md)
    #[arg(long)]
    pub json: bool,
}

/// Writes every place where the words stand. Exit 1 if that is nowhere, 2 if it is nowhere but not everything could be
/// searched.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let words = args.words.join(" ");
    if words.trim().is_empty() {
        return Err("no words given".into());
    }
    let found = places(place.archive()?.collection(), None, &words);
    let is_unread = |trouble: &&Trouble| json::is_unread(trouble);
    let unread = found.troubles.values().filter(is_unread).count();
    let troubles = found.troubles.len() - unread;
    let mut out = place.out();
    if args.json {
        let errors = json::troubles(&found.troubles);
        out.write_all(json::object("find", json::places(&found, &words, place), &[], errors).as_bytes())?;
    } else {
        found.print(&mut out, &place.paint())?;
        writeln!(out, "{}", summary(&found, unread, troubles))?;
    }
    out.flush()?;
    // What is kept and not read is said, and is no reason to fail.
    let is_searched = troubles == 0 && found.searched + unread > 0;
    Ok(match (found.exact && !found.places.is_empty(), is_searched) {
        (true, _) => Exit::Fine,
        (false, true) => Exit::Refuted,
        (false, false) => Exit::CannotTell,
    })
}

fn summary(found: &Places, unread: usize, troubles: usize) -> String {
    let mut text = format!("{}, in {}", counted(found.count, "place"), counted(found.searched, "capture"));
    if unread > 0 {
        text += &format!("; {unread} kept and not read");
    }
    if troubles > 0 {
        text += &format!("; {troubles} with problems and not searched: run `literatim audit`");
    }
    text
}
