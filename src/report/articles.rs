//! The articles of an archive, one a line.

use super::{counted, legible};
use crate::manifest::Holdings;
use std::io::{self, Write};

/// Writes each article's id, when it was last captured, how often, and its title.
pub fn articles(holdings: &Holdings, out: &mut dyn Write) -> io::Result<()> {
    let catalogue = holdings.catalogue();
    let width = catalogue.articles().map(|id| legible(id.as_str()).chars().count()).max().unwrap_or(0);
    for id in catalogue.articles() {
        let captures = catalogue.captures(id);
        let latest = captures.last().and_then(|path| holdings.witness(path));
        let (when, title) = match latest {
            Some(witness) => {
                let when = witness.captured_at().map_or("at an unknown time".to_owned(), |at| at.to_string());
                (when, witness.manifest().title.clone().unwrap_or_default())
            }
            None if captures.last().is_some_and(|path| holdings.withheld().contains_key(path)) => {
                ("withheld".to_owned(), String::new())
            }
            None => ("cannot be verified: run `literatim audit`".to_owned(), String::new()),
        };
        let often =
            if captures.len() > 1 { format!(" ({})", counted(captures.len(), "capture")) } else { String::new() };
        let line = format!("{:width$}  {when}{often}  {}", legible(id.as_str()), legible(&title));
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(out, "{}", counted(catalogue.articles().len(), "article"))
}
