//! Findings counted: by rule, by file, and how many of them `fix` can mend.

use super::legible;
use crate::verify::{Applicability, Finding, Report, Severity};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes the tables, the largest numbers first. The fixes are counted of findings that have them.
pub(super) fn print(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut rules: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
    let mut files: BTreeMap<&str, usize> = BTreeMap::new();
    for (finding, file) in findings(report) {
        *rules.entry((finding.rule.id(), finding.severity)).or_default() += 1;
        *files.entry(file).or_default() += 1;
    }
    table("by rule", rules.iter().map(|((rule, severity), count)| (*count, format!("{rule} ({severity})"))), out)?;
    table("by file", files.iter().map(|(file, count)| (*count, legible(file).into_owned())), out)?;
    let fixable = |most: Applicability| {
        let can = |finding: &&Finding| finding.fixes.iter().any(|fix| fix.applicability <= most);
        findings(report).map(|(finding, _)| finding).filter(can).count()
    };
    let (safe, all) = (fixable(Applicability::Safe), fixable(Applicability::Unsafe));
    match (safe, all - safe) {
        (0, 0) => Ok(()),
        (safe, 0) => writeln!(out, "{safe} fixable with `literatim fix`"),
        (safe, more) => writeln!(out, "{safe} fixable with `literatim fix`, {more} more with `literatim fix --unsafe`"),
    }
}

/// Every finding that counts, and its file.
fn findings(report: &Report) -> impl Iterator<Item = (&Finding, &str)> {
    let quotations = report.reported().flat_map(|one| one.counted().map(|finding| (finding, one.file.as_str())));
    let notes = report.counted_notes().map(|one| (&one.finding, one.file.as_str()));
    quotations.chain(notes).chain(report.archive.iter().map(|one| (&one.finding, one.capture.as_str())))
}

fn table(title: &str, rows: impl Iterator<Item = (usize, String)>, out: &mut dyn Write) -> io::Result<()> {
    let mut rows: Vec<(usize, String)> = rows.collect();
    rows.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "{title}")?;
    let width = rows[0].0.to_string().len();
    rows.iter().try_for_each(|(count, name)| writeln!(out, "  {count:>width$}  {name}"))
}
