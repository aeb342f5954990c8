//! `literatim manifest`: all manifests and the inventory, made again.

use super::rejudged::Before;
use super::{Exit, Failure, Place, json, visible};
use crate::digest::Digest;
use crate::manifest::{RepeatedTable, format_1};
use crate::report::{counted, legible};
use crate::segment::{Role, Standing};
use crate::store::{
    AcceptedChanges, BrokenCapture, Current, FileStats, ManifestDrift, Regenerated, Retyped, current, keep_current,
};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The arguments of `literatim manifest`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!(
    "manifest --check",
    "manifest --upgrade --notes notes",
    "manifest --accept-changed archive/story/20250120T221000Z.txt --because \"the first scan lacked a page\""
))]
pub struct Args {
    /// Write nothing; list each manifest that is missing, stale or orphaned, and exit with 1 if there is one
    #[arg(long)]
    check: bool,

    /// List the quotations in these notes whose verdict changes
    #[arg(long, value_name = "NOTES", num_args = 1.., conflicts_with = "check")]
    notes: Vec<PathBuf>,

    /// Replace manifests that an earlier version of literatim made, and list what has another role
    #[arg(long, conflicts_with = "check")]
    upgrade: bool,

    /// Accept that this capture was changed or deleted (or all captures in this folder); the log keeps the reason
    #[arg(long, value_name = "PATH", requires = "because", conflicts_with = "check")]
    accept_changed: Vec<PathBuf>,

    /// Why the capture was changed or deleted
    #[arg(long, value_name = "REASON", requires = "accept_changed", value_parser = super::mark::reason)]
    because: Option<String>,

    /// Write one JSON object, errors too (docs/commands-json.md)
    #[arg(long, conflicts_with = "notes")]
    pub json: bool,
}

/// Runs `literatim manifest`.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    match (args.json, args.check) {
        (true, _) => as_json(args, place),
        (false, true) => check(place),
        (false, false) => write(args, place),
    }
}

/// Does the same, and says it as JSON.
fn as_json(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let (root, rules) = (place.root()?, place.rules()?);
    let (made, drift) = match args.check {
        true => Regenerated::compare(root, &rules)?,
        false => Regenerated::write(root, &rules, &accepted(args, place)?)?,
    };
    let (value, errors) = json::manifest(&made, &drift, args.check, place);
    let ((), warnings) = place.collect(|| complain_of_leftovers(&made.leftovers, place));
    let exit = match (errors.is_empty(), args.check && drift != ManifestDrift::default()) {
        (false, _) => Exit::CannotTell,
        (true, true) => Exit::Refuted,
        (true, false) => Exit::Fine,
    };
    place.print(&json::object("manifest-run", value, &warnings, errors))?;
    Ok(exit)
}

/// The changes that the arguments accept.
fn accepted(args: &Args, place: &Place) -> Result<AcceptedChanges, Failure> {
    let paths = args.accept_changed.iter().map(|path| below_root(path, place)).collect::<Result<_, _>>()?;
    let because = args.because.clone().unwrap_or_default();
    Ok(AcceptedChanges { paths, because, may_be_vain: false, upgrade: args.upgrade })
}

fn check(place: &Place) -> Result<Exit, Failure> {
    let (made, drift) = Regenerated::compare(place.root()?, &place.rules()?)?;
    let mut text = broken(&made, place);
    for (word, paths) in [("missing", &drift.missing), ("stale", &drift.stale), ("orphaned", &drift.orphaned)] {
        for path in paths {
            let _ = writeln!(text, "{word:<9} {path}");
        }
    }
    text.push_str(&roles_changed(&drift.retyped));
    if drift == ManifestDrift::default() {
        let _ = writeln!(text, "{} captures, and their manifests are current", made.inventory.captures.len());
    } else if made.broken.is_empty() {
        text.push_str("run `literatim manifest`, and check what it changes before you commit it\n");
    }
    let troubled = complain_of_trouble(&made, place) || !made.broken.is_empty();
    place.print(&visible(&text))?;
    let exit = if drift == ManifestDrift::default() { Exit::Fine } else { Exit::Refuted };
    Ok(if troubled { Exit::CannotTell } else { exit })
}

/// Captures that are not what was committed to, in a line each.
fn broken(made: &Regenerated, place: &Place) -> String {
    let word = |one: &BrokenCapture| if one.found.is_some() { "changed" } else { "gone" };
    let path = |one: &BrokenCapture| place.on_disk(one.capture.as_str());
    made.broken.iter().map(|one| format!("{:<9} {}: see `literatim audit`\n", word(one), path(one))).collect()
}

fn write(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let (root, rules) = (place.root()?, place.rules()?);
    let is_plain = !args.upgrade && args.notes.is_empty() && args.accept_changed.is_empty();
    if let Some(current) = is_plain.then(|| current(root, &rules)).flatten() {
        let Current { captures, fingerprint } = current;
        place.print(&counts(captures, 0, 0, fingerprint))?;
        return Ok(Exit::Fine);
    }
    let stats = FileStats::of(root, &rules);
    let before = if args.notes.is_empty() { None } else { Some(Before::of(&args.notes, place)?) };
    let accepted = accepted(args, place)?;
    let (made, drift) = Regenerated::write(root, &rules, &accepted)?;
    let troubled = refuse_unsound(&made, place)?;
    if drift == ManifestDrift::default() {
        keep_current(root, &made, &stats)?;
    }
    let rejudged = before.map_or_else(|| Ok(String::new()), |before| before.compared(place))?;
    place.print(&visible(&(roles_changed(&drift.retyped) + &rejudged + &summary(&made, &drift))))?;
    Ok(if troubled { Exit::CannotTell } else { Exit::Fine })
}

/// The path below the root that `path` means, typed from there or from the current folder; the file may be gone.
fn below_root(path: &Path, place: &Place) -> Result<String, Failure> {
    let root = place.root()?;
    let typed = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let typed = typed.trim_start_matches("./").trim_end_matches('/');
    let from_here = || {
        let folder = root.folder_of(path)?;
        Some(format!("{folder}/{}", path.file_name()?.to_str()?))
    };
    // The first is spelled as on the disk or as in the archive, whatever one knows it by.
    let as_archived = typed.strip_prefix("archive/").map(|_| typed.to_owned());
    let on_disk = [Some(typed.to_owned()), from_here()].into_iter().flatten();
    let path_in_archive = on_disk.filter_map(|path| root.archived(&path)).find(|path| path.contains('/'));
    path_in_archive.or(as_archived).ok_or_else(|| {
        let what = format!("it is not in {}/", root.archive());
        Failure::new(path.display(), what, "give a capture, or a folder of captures")
    })
}

/// Reports whatever kept manifests from being written, and fails if anything did. Returns true if there are other files
/// that can have no manifest.
pub(super) fn refuse_unsound(made: &Regenerated, place: &Place) -> Result<bool, Failure> {
    let troubled = complain_of_trouble(made, place);
    if !made.unreadable.is_empty() {
        let what = "nothing was written: the files above would have lost their manifests";
        return Err(Failure::new("manifests", what, "fix the files above, and run it again"));
    }
    for BrokenCapture { capture, committed, found } in &made.broken {
        let (what, found) = match found {
            Some(found) => ("its bytes changed", found.to_string()),
            None => ("the file is missing", "nothing".to_owned()),
        };
        let capture = place.on_disk(capture.as_str());
        place.complain(&format_args!("{capture}: {what}\n  committed  {committed}\n  found      {found}"));
    }
    if let Some(first) = made.broken.first() {
        let help = format!(
            "restore the file; or, if you know why it changed, say so for each: literatim manifest --accept-changed \
             {} --because REASON",
            place.on_disk(first.capture.as_str())
        );
        return Err(Failure::new("manifests", "nothing was written: captures must not be edited", help));
    }
    Ok(troubled)
}

/// The parts with another role than they had: capture, roles, rule, and the first words; then the effect on the body.
pub(super) fn roles_changed(retyped: &[Retyped]) -> String {
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

fn summary(made: &Regenerated, drift: &ManifestDrift) -> String {
    let others = [RepeatedTable::PATH, format_1::INVENTORY_PATH];
    let is_manifest = |path: &&String| path.ends_with(".json") && !others.contains(&path.as_str());
    let written = drift.missing.iter().chain(&drift.stale).filter(is_manifest).count();
    let removed = drift.orphaned.iter().filter(is_manifest).count();
    counts(made.inventory.captures.len(), written, removed, made.inventory.fingerprint)
}

fn counts(all: usize, written: usize, removed: usize, fingerprint: Digest) -> String {
    let kept = all - written;
    let (all, written) = (counted(all, "capture"), counted(written, "manifest"));
    format!("{all}: {written} written, {kept} unchanged, {removed} removed\n{fingerprint}\n")
}

/// Reports everything that has no manifest, and leftovers. Returns true if anything has no manifest.
pub(super) fn complain_of_trouble(made: &Regenerated, place: &Place) -> bool {
    for (path, trouble) in made.unreadable.iter().chain(&made.odd) {
        place.complain(&format_args!("{}: {trouble}", legible(&place.on_disk(path))));
    }
    complain_of_leftovers(&made.leftovers, place);
    !made.unreadable.is_empty() || !made.odd.is_empty()
}

/// Reports temporary files: one by its path, several by their number.
pub(super) fn complain_of_leftovers(paths: &[String], place: &Place) {
    let (what, it) = match paths {
        [] => return,
        [path] => (format!("{path}: temporary file"), "it"),
        _ => (format!("{} temporary files", paths.len()), "them"),
    };
    place.complain(&format_args!("{what} from an interrupted run (the next command that writes removes {it})"));
}
