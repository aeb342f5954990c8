//! The articles of an archive, one a line.

use super::{counted, legible};
use crate::capture::{ArticleId, CapturePath, CapturedAt};
use crate::manifest::{Collection, Trouble, troubles_met};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;

/// An article: how many captures it has, and which is the latest.
struct ArticleLine {
    captures: usize,
    latest: (Option<CapturedAt>, CapturePath),
}

/// Writes each article's id, when it was last captured, how often, and its title. Returns the troubles that it met, by
/// path.
pub fn articles(archive: &dyn Collection, out: &mut dyn Write) -> io::Result<BTreeMap<String, Trouble>> {
    let (articles, listing) = listed(archive);
    let latest: Vec<CapturePath> = articles.values().map(|line| line.latest.1.clone()).collect();
    let width = articles.keys().map(|id| legible(id.as_str()).chars().count()).max().unwrap_or(0);
    let mut broken = BTreeMap::new();
    for ((id, ArticleLine { captures, .. }), path) in articles.iter().zip(&latest) {
        let (when, title) = match (archive.withheld(path), archive.witness(path)) {
            (Some(_), _) => ("withheld".to_owned(), String::new()),
            (None, Ok(witness)) => {
                let when = witness.captured_at().map_or("at an unknown time".to_owned(), |at| at.to_string());
                (when, witness.manifest().title.clone().unwrap_or_default())
            }
            (None, Err(trouble)) => {
                broken.insert(path.clone(), trouble);
                ("cannot be verified: run `literatim audit`".to_owned(), String::new())
            }
        };
        let often = if *captures > 1 { format!(" ({})", counted(*captures, "capture")) } else { String::new() };
        let line = format!("{:width$}  {when}{often}  {}", legible(id.as_str()), legible(&title));
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(out, "{}", counted(articles.len(), "article"))?;
    Ok(troubles_met(archive, &broken, listing.as_ref()))
}

/// The articles that are listed or withheld, by id; and why there may be more, if not all could be listed.
fn listed(archive: &dyn Collection) -> (BTreeMap<ArticleId, ArticleLine>, Option<Trouble>) {
    let mut articles: BTreeMap<ArticleId, ArticleLine> = BTreeMap::new();
    let mut add = |article: ArticleId, latest: (Option<CapturedAt>, CapturePath)| {
        let line = articles.entry(article).or_insert_with(|| ArticleLine { captures: 0, latest: latest.clone() });
        line.captures += 1;
        line.latest = line.latest.clone().max(latest);
    };
    let listing = archive.each(&mut |one| {
        add(one.capture.article(), (one.captured_at, one.capture.clone()));
        ControlFlow::Continue(())
    });
    for withheld in archive.all_withheld() {
        add(withheld.entry.article.clone(), (withheld.entry.captured_at, withheld.entry.capture.clone()));
    }
    (articles, listing.err())
}
