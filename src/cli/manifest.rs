//! `literatim manifest`: all manifests and the inventory, made anew.

use super::rejudged::Before;
use super::{Exit, Failure, Place, visible};
use crate::manifest::Inventory;
use crate::report::counted;
use crate::segment::{Role, Standing};
use crate::store::{Drift, Regenerated, Rehashed, Retyped};
use std::fmt::Write;
use std::path::PathBuf;

/// What `literatim manifest` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Write nothing; name each manifest that is missing, stale or orphaned, and end with 1 if there is one
    #[arg(long)]
    check: bool,

    /// Notes: name their quotations of which something else is said than before
    #[arg(long, value_name = "NOTES", num_args = 1.., conflicts_with = "check")]
    notes: Vec<PathBuf>,
}

/// Runs `literatim manifest`.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    if args.check { check(place) } else { write(args, place) }
}

fn check(place: &Place) -> Result<Exit, Failure> {
    let (made, drift) = Regenerated::compare(place.root()?, &place.rules()?)?;
    let mut text = String::new();
    for (word, paths) in [("missing", &drift.missing), ("stale", &drift.stale), ("orphaned", &drift.orphaned)] {
        for path in paths {
            let _ = writeln!(text, "{word:<9} {path}");
        }
    }
    text.push_str(&retold(&drift.retyped));
    if drift == Drift::default() {
        let _ = writeln!(text, "{} captures, and their manifests are current", made.inventory.captures.len());
    } else {
        text.push_str("run `literatim manifest`, and look at what it changes before you commit it\n");
    }
    let troubled = tell_of_trouble(&made, place);
    place.print(&visible(&text))?;
    let exit = if drift == Drift::default() { Exit::Fine } else { Exit::Refuted };
    Ok(if troubled { Exit::CannotTell } else { exit })
}

fn write(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let before = if args.notes.is_empty() { None } else { Some(Before::of(&args.notes, place)?) };
    let (made, drift, rehashed) = Regenerated::write(place.root()?, &place.rules()?)?;
    let troubled = tell_of_trouble(&made, place);
    if !made.unreadable.is_empty() {
        let what = "nothing was written: what cannot be read would have lost its manifest";
        return Err(Failure::new("manifests", what, "put right what is named above, and run it again"));
    }
    for Rehashed { capture, committed, found } in rehashed {
        place.complain(&format_args!(
            "{capture}: its bytes changed since they were committed to, and now these are (a capture is never edited: \
             bring the old ones back and run this again, unless you know why)\n  committed  {committed}\n  found      {found}"
        ));
    }
    let rejudged = before.map_or_else(|| Ok(String::new()), |before| before.compared(place))?;
    place.print(&visible(&(retold(&drift.retyped) + &rejudged + &told(&made, &drift))))?;
    Ok(if troubled { Exit::CannotTell } else { Exit::Fine })
}

/// What has another role than it had: capture, roles, rule, and the first words; then what that does to the body.
pub(super) fn retold(retyped: &[Retyped]) -> String {
    let mut text = String::new();
    let mut capture = None;
    for part in retyped {
        if capture.replace(&part.capture) != Some(&part.capture) {
            let _ = writeln!(text, "{}", part.capture);
        }
        let Retyped { from, to, rule, words, .. } = part;
        let _ = writeln!(text, "  {from} → {to} ({rule}): {words}");
    }
    let is_body = |role: Role| role.standing() == Standing::Body;
    let out = retyped.iter().filter(|part| is_body(part.from) && !is_body(part.to)).count();
    let into = retyped.iter().filter(|part| !is_body(part.from) && is_body(part.to)).count();
    if !retyped.is_empty() {
        let parts = counted(retyped.len(), "part");
        let _ = writeln!(text, "{parts} with another role: {into} moved into the body, {out} out of it");
    }
    text
}

fn told(made: &Regenerated, drift: &Drift) -> String {
    let is_manifest = |path: &&String| path.ends_with(".json") && path.as_str() != Inventory::PATH;
    let written = drift.missing.iter().chain(&drift.stale).filter(is_manifest).count();
    let all = made.inventory.captures.len();
    let kept = all - written;
    let removed = drift.orphaned.len();
    let fingerprint = made.inventory.fingerprint;
    let (all, written) = (counted(all, "capture"), counted(written, "manifest"));
    format!("{all}: {written} written, {kept} as they were, {removed} removed\n{fingerprint}\n")
}

/// Tells of everything that has no manifest and never will; whether there was such a thing.
pub(super) fn tell_of_trouble(made: &Regenerated, place: &Place) -> bool {
    for (path, trouble) in made.unreadable.iter().chain(&made.odd) {
        place.complain(&format_args!("{path}: {trouble}"));
    }
    for path in &made.leftovers {
        place.complain(&format_args!("{path}: left by a run that was killed (what writes next takes it away)"));
    }
    !made.unreadable.is_empty() || !made.odd.is_empty()
}
