//! What has changed since a revision, as git tells it.

use super::{Failure, Place};
use crate::manifest::Holdings;
use crate::notes::{Notes, Quotation};
use crate::store::Root;
use crate::verdict::{Judged, NotesFile, NotesFinding, Report};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Keeps in `report`, which is of `notes`, what has changed since `revision`: quotations whose words, citations or
/// comments are not those of a quotation that the file had then, or whose article has a changed capture. Where they
/// stand does not matter. A changed literatim.toml changes everything.
pub fn keep_changed(
    report: &mut Report,
    notes: &[NotesFile],
    holdings: &Holdings,
    revision: &str,
    place: &Place,
) -> Result<(), Failure> {
    let root = place.root()?.path();
    let archive = changed_paths(root, &commit(root, revision)?)?;
    if archive.contains(Root::CONFIG) {
        return Ok(());
    }
    let mut commits = BTreeMap::new();
    let mut changed = BTreeSet::new();
    let mut lines: BTreeSet<(String, usize)> = BTreeSet::new();
    let mut quotations = report.quotations.iter().enumerate();
    for file in notes {
        let then = text_then(file, revision, &mut commits)?;
        let mut known = claims(&then, holdings);
        let read = file.read(holdings.catalogue());
        for (quotation, (number, judged)) in read.quotations.iter().zip(&mut quotations) {
            let count = known.entry(claim(quotation, &read)).or_default();
            if *count == 0 || has_changed(judged, holdings, &archive) {
                changed.insert(number);
            }
            *count = count.saturating_sub(1);
        }
        let old: BTreeSet<&str> = then.text.lines().collect();
        let new = file.text.lines().enumerate().filter(|(_, line)| !old.contains(line));
        lines.extend(new.map(|(number, _)| (file.name.clone(), number + 1)));
    }
    let told = |finding: &NotesFinding| finding.line == 0 || lines.contains(&(finding.file.clone(), finding.line));
    report.retain(|number, _| changed.contains(&number), told);
    Ok(())
}

/// What each quotation of `file` claims, and how many claim the same.
fn claims(file: &NotesFile, holdings: &Holdings) -> BTreeMap<String, usize> {
    let read = file.read(holdings.catalogue());
    let mut claims = BTreeMap::new();
    for quotation in &read.quotations {
        *claims.entry(claim(quotation, &read)).or_default() += 1;
    }
    claims
}

/// What a quotation claims: its words, what it may cite and how, and what comments leave out of it; a line for each.
fn claim(quotation: &Quotation, notes: &Notes) -> String {
    let mut claim = vec![quotation.readings[0].text.split_whitespace().collect::<Vec<_>>().join(" ")];
    let citations = quotation.citations.iter();
    claim.extend(citations.map(|one| format!("{} {}", one.binding.name(), one.reference.as_str())));
    let comments = notes.suppressions.iter().filter(|one| one.covers.overlaps(quotation.readings[0].span));
    claim.extend(comments.map(|one| format!("allow {}", one.rules.join(" "))));
    claim.join("\n")
}

fn has_changed(judged: &Judged, holdings: &Holdings, archive: &BTreeSet<String>) -> bool {
    let captures = judged.article.iter().flat_map(|article| holdings.catalogue().captures(article));
    let loci = judged.loci.iter().map(|locus| locus.capture.as_str());
    captures.map(|path| path.as_str()).chain(loci).any(|path| archive.contains(path))
}

/// The notes as they were; empty where git did not know them yet, and for standard input, which has no past. `commits`
/// keeps what `revision` is in each folder.
fn text_then(file: &NotesFile, revision: &str, commits: &mut BTreeMap<PathBuf, String>) -> Result<NotesFile, Failure> {
    let path = PathBuf::from(&file.name);
    let mut then = NotesFile { text: String::new(), ..file.clone() };
    let Some(name) = path.file_name().filter(|_| file.name != "-") else { return Ok(then) };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !commits.contains_key(folder) {
        commits.insert(folder.to_owned(), commit(folder, revision)?);
    }
    let object = format!("{}:./{}", commits[folder], name.to_string_lossy());
    then.text = git(folder, &["cat-file", "blob", &object]).unwrap_or_default();
    Ok(then)
}

/// The commit that `revision` names.
fn commit(folder: &Path, revision: &str) -> Result<String, Failure> {
    let name = format!("{revision}^{{commit}}");
    let told = git(folder, &["rev-parse", "--verify", "--end-of-options", &name])?;
    Ok(told.lines().last().unwrap_or_default().to_owned())
}

/// The paths below `root` that differ from `commit`, or that git does not know.
fn changed_paths(root: &Path, commit: &str) -> Result<BTreeSet<String>, Failure> {
    let plain = ["--name-only", "--no-ext-diff", "--no-renames", "--relative", "-z"];
    let differing = git(root, &[&["diff"], &plain[..], &[commit, "--", "."]].concat())?;
    let unknown = git(root, &["ls-files", "--others", "-z", "--", "archive", Root::CONFIG])?;
    Ok(differing.split('\0').chain(unknown.split('\0')).map(str::to_owned).collect())
}

fn git(folder: &Path, args: &[&str]) -> Result<String, Failure> {
    let help = "`--since` needs git, a repository, and a revision that it knows";
    let run = Command::new("git").arg("-C").arg(folder).args(["-c", "core.quotePath=false"]).args(args).output();
    let output = run.map_err(|error| Failure::new("git", error.to_string(), help))?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(Failure::new("git", if why.is_empty() { output.status.to_string() } else { why }, help));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
