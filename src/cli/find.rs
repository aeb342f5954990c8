//! `literatim find`: where in the archive words stand.

use super::{Exit, Failure, Place, cite, json};
use crate::manifest::Trouble;
use crate::report::{CiteAs, Places, counted, places};
use clap::builder::PossibleValuesParser;
use std::io::Write as _;

/// The arguments of `literatim find`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("find \"the harbour\"", "find \"those are two different things\" --as footnote"))]
pub struct Args {
    /// The words to find
    #[arg(required = true)]
    words: Vec<String>,
    /// Print the words as archived, with their citation in this form, ready to paste; they must be in one article
    #[arg(long = "as", value_name = "FORM", value_parser = PossibleValuesParser::new(CiteAs::ALL.map(CiteAs::name)))]
    form: Option<String>,
    /// Look in this article only
    #[arg(long, value_name = "ARTICLE")]
    article: Option<String>,
    /// Write one JSON object, errors too (docs/commands-json.md)
    #[arg(long, conflicts_with = "form")]
    pub json: bool,
}

/// Writes every place where the words stand. Exit 1 if that is nowhere, 2 if it is nowhere but not everything could be
/// searched.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let words = args.words.join(" ");
    if words.trim().is_empty() {
        return Err("no words given".into());
    }
    if args.form.is_some() {
        let Args { words, form, article, .. } = args;
        let cite = cite::Args { words: words.clone(), form: form.clone(), article: article.clone() };
        return cite::run(&cite, place);
    }
    let archive = place.archive()?;
    let of = args.article.as_deref().map(|name| cite::captures(archive.collection(), name)).transpose()?;
    let found = places(archive.collection(), of.as_deref(), &words);
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
