//! `literatim find --as`, once `literatim cite`: a quotation as archived, with its citation, to paste.

use super::{Exit, Failure, Place, naming};
use crate::capture::{ArticleId, CapturePath};
use crate::manifest::Collection;
use crate::report::{CiteAs, Occurrence, cite, legible, places};
use crate::segment::Standing;
use clap::builder::PossibleValuesParser;
use std::collections::BTreeMap;
use std::io::Write as _;

/// The arguments of `literatim cite`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The words, in any case and typography; they are printed as archived
    #[arg(required = true)]
    pub(super) words: Vec<String>,
    /// The form of the citation
    #[arg(long = "as", value_name = "FORM", value_parser = PossibleValuesParser::new(CiteAs::ALL.map(CiteAs::name)))]
    pub(super) form: Option<String>,
    /// The article to cite, if the words are in several
    #[arg(long, value_name = "ARTICLE")]
    pub(super) article: Option<String>,
}

/// Writes the quotation. Exit 1 if the words stand in the body of no article, or of more than one.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let archive = place.archive()?;
    let archive = archive.collection();
    let words = args.words.join(" ");
    let of = args.article.as_deref().map(|name| captures(archive, name)).transpose()?;
    let found = places(archive, of.as_deref(), &words);
    let mut articles: BTreeMap<&ArticleId, Vec<&Occurrence>> = BTreeMap::new();
    for occurrence in found.places.iter().filter(|one| one.role().standing() == Standing::Body) {
        articles.entry(occurrence.witness.article()).or_default().push(occurrence);
    }
    let Some((id, occurrences)) = articles.iter().next() else {
        place.complain(&format!("{} is not in the body of any article that can be verified", legible(&words)));
        return Ok(if found.troubles.is_empty() { Exit::Refuted } else { Exit::CannotTell });
    };
    if articles.len() > 1 {
        let ids: Vec<&str> = articles.keys().map(|id| id.as_str()).collect();
        place.complain(&format!("these words are in {}: choose one with --article", ids.join(", ")));
        return Ok(Exit::Refuted);
    }
    // The latest capture is the one to cite; in it, the first place.
    let latest = occurrences.iter().map(|one| one.witness.path()).next_back();
    let in_latest = || occurrences.iter().filter(|one| Some(one.witness.path()) == latest);
    let first = *in_latest().next().expect("it is in the cited article");
    if in_latest().count() > 1 {
        place.complain(&format!("they are in {} places of {id}; this is the first", in_latest().count()));
    }
    let form = CiteAs::ALL.into_iter().find(|form| Some(form.name()) == args.form.as_deref()).unwrap_or_default();
    let text = cite(first, form).ok_or_else(|| {
        Failure::new(id, "it has no URL for a text fragment", "add one with `literatim add --url`, or use another form")
    })?;
    let mut out = place.out();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Exit::Fine)
}

/// The captures of the article that `name` stands for, sorted by path.
pub(super) fn captures(archive: &dyn Collection, name: &str) -> Result<Vec<CapturePath>, Failure> {
    let (article, _) = naming::article(archive, name)?;
    let listed = naming::captures(archive, &article)?;
    let mut captures: Vec<CapturePath> = listed.iter().map(|listed| listed.capture.clone()).collect();
    captures.sort_unstable();
    Ok(captures)
}
