//! `literatim audit`: whether everything is what was committed to.

use super::{Exit, Failure, Place, visible};
use crate::report::counted;
use crate::store::{Audit, Flaw, audit};
use std::fmt::Write;

/// What `literatim audit` takes.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// What an audit does not prove. A line that a reader must not miss is not a footnote.
const NOT_PROVEN: &str = "This proves that the archive agrees with its own inventory. It does not prove who made that inventory, or when: \
    compare the fingerprint with one that you kept elsewhere.\n";

/// Runs `literatim audit`.
pub fn run(_args: &Args, place: &Place) -> Result<Exit, Failure> {
    let audit = audit(place.root()?, &place.rules()?)?;
    for path in &audit.leftovers {
        place.complain(&format_args!("{path}: left by a run that was killed (what writes next takes it away)"));
    }
    place.print(&visible(&told(&audit)))?;
    Ok(if audit.flaws.is_empty() { Exit::Fine } else { Exit::CannotTell })
}

fn told(audit: &Audit) -> String {
    let mut text = String::new();
    for (path, flaw) in &audit.flaws {
        let _ = match flaw {
            Flaw::Changed { committed, found } => {
                writeln!(text, "changed     {path}\n  committed   {committed}\n  found       {found}")
            }
            Flaw::Missing(committed) => writeln!(text, "missing     {path}\n  committed   {committed}"),
            Flaw::Unexpected(found) => writeln!(text, "unexpected  {path}\n  found       {found}"),
            Flaw::Stale { committed, made } => {
                writeln!(text, "stale       {path}\n  committed   {committed}\n  made anew   {made}")
            }
            Flaw::Unusable(why) => writeln!(text, "unusable    {path}\n  {why}"),
        };
    }
    text.push_str(&summary(audit));
    if let Some(fingerprint) = audit.fingerprint {
        let _ = writeln!(text, "fingerprint {fingerprint}");
    }
    text + NOT_PROVEN
}

fn summary(audit: &Audit) -> String {
    let count = |is: fn(&Flaw) -> bool| audit.flaws.values().filter(|flaw| is(flaw)).count();
    format!(
        "{}: {} proven; {} changed, {} missing, {} unexpected, {} stale, {} unusable\n",
        counted(audit.captures, "capture"),
        audit.proven,
        count(|flaw| matches!(flaw, Flaw::Changed { .. })),
        count(|flaw| matches!(flaw, Flaw::Missing(_))),
        count(|flaw| matches!(flaw, Flaw::Unexpected(_))),
        count(|flaw| matches!(flaw, Flaw::Stale { .. })),
        count(|flaw| matches!(flaw, Flaw::Unusable(_))),
    )
}
