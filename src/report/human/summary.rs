//! Everything counted, also what was left out.

use crate::report::{Summary, Tone, counted, exit_code, legible};
use crate::verify::{ArchiveFinding, NotesFinding, Outcome, Report, Rule, Severity};

/// One sentence of a summary.
pub(in crate::report) struct Sentence {
    /// The words, legible.
    pub text: String,
    /// The tone that colours them.
    pub tone: Tone,
}

/// The summary of a report: first all quotations, then all that a reader might otherwise take for checked.
pub(in crate::report) fn sentences(report: &Report) -> Vec<Sentence> {
    let summary = &Summary::of(report);
    let mut sentences = vec![Sentence { text: quotations(report, summary), tone: tone(report, summary) }];
    let mut say = |text: String, tone| sentences.push(Sentence { text, tone });
    if summary.errors + summary.warnings + summary.notes + summary.unchecked > 0 {
        say(format!("findings: {}", findings(summary)), Tone::Plain);
    }
    say(archive(report), if report.archive.is_empty() { Tone::Plain } else { Tone::Bad });
    let is_unreadable = |one: &&NotesFinding| one.finding.rule == Rule::NotesUnreadable;
    let unread = report.counted_notes().filter(is_unreadable).count();
    if unread > 0 {
        say(format!("{} could not be read", counted(unread, "file")), Tone::Bad);
    }
    if !summary.unchecked_files.is_empty() {
        say(format!("nothing was checked in: {}", names(&summary.unchecked_files)), Tone::Bad);
    }
    if !summary.unquoted_files.is_empty() {
        say(format!("no quotations in: {}", names(&summary.unquoted_files)), Tone::Doubtful);
    }
    if !summary.passed_over.is_empty() {
        let each = summary.passed_over.iter().map(|(ending, count)| format!("{count} {}", legible(ending)));
        say(format!("not read, by ending: {}", each.collect::<Vec<_>>().join(", ")), Tone::Plain);
    }
    sentences
}

/// Good only where every quotation was held against the archive, and holds.
fn tone(report: &Report, summary: &Summary) -> Tone {
    let Summary { refuted, unverifiable, skipped, suppressed, .. } = *summary;
    match exit_code(report, Severity::Error) {
        0 if unverifiable > 0 => Tone::Doubtful,
        0 if skipped + suppressed > 0 => Tone::Strong,
        0 => Tone::Good,
        _ if refuted > 0 => Tone::Bad,
        _ => Tone::Doubtful,
    }
}

fn quotations(report: &Report, summary: &Summary) -> String {
    let Summary { files, quotations, verbatim, refuted, unverifiable, unchanged, .. } = *summary;
    let found = match unchanged {
        0 => counted(quotations, "quotation"),
        _ => counted(quotations, "changed quotation"),
    };
    if quotations == 0 && unchanged > 0 {
        return format!("{found} in {}: {unchanged} unchanged, not reported", counted(files, "file"));
    }
    if quotations == 0 {
        return format!("{found} in {}: nothing was checked", counted(files, "file"));
    }
    let edited = report.reported().filter(|judged| judged.outcome() == Outcome::Verbatim);
    let edits = match edited.filter(|judged| !judged.edits().is_empty()).count() {
        0 => String::new(),
        edited => format!(" ({edited} with edits)"),
    };
    let mut parts = vec![format!("{verbatim} verbatim{edits}"), format!("{refuted} refuted")];
    if unverifiable > 0 {
        parts.push(format!("{unverifiable} could not be checked"));
    }
    parts.extend(left_out(summary));
    format!("{found} in {}: {}", counted(files, "file"), parts.join(", "))
}

fn left_out(summary: &Summary) -> Option<String> {
    let Summary { skipped, suppressed, .. } = *summary;
    match (skipped, suppressed) {
        (0, 0) => None,
        (skipped, 0) => Some(format!("{skipped} skipped (too short to look up)")),
        (0, suppressed) => Some(format!("{suppressed} suppressed")),
        _ => {
            Some(format!("{} skipped ({skipped} too short to look up, {suppressed} suppressed)", skipped + suppressed))
        }
    }
}

fn findings(summary: &Summary) -> String {
    let parts = [
        (summary.unchecked, format!("{} could not be checked", summary.unchecked)),
        (summary.errors, counted(summary.errors, "error")),
        (summary.warnings, counted(summary.warnings, "warning")),
        (summary.notes, format!("{} info", summary.notes)),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, part)| part).collect();
    parts.join(", ")
}

fn archive(report: &Report) -> String {
    let proven = match report.listed {
        Some(listed) if listed != report.captures => {
            format!("{} of {} proven", report.captures, counted(listed, "capture"))
        }
        _ => format!("{} proven", counted(report.captures, "capture")),
    };
    let is_unproven = |finding: &&ArchiveFinding| finding.finding.severity == Severity::CannotTell;
    let unproven = match report.archive.iter().filter(is_unproven).count() {
        0 => String::new(),
        troubles => format!(", {troubles} with problems"),
    };
    let shown = report.reported().filter(|judged| judged.disclosure().is_some()).count();
    let disclosed = match shown {
        0 => String::new(),
        _ => format!(", {} proven by disclosed words", counted(shown, "quotation")),
    };
    format!("{proven}{disclosed}{unproven}; house style: {}", report.style)
}

/// The number of names that are written out.
const NAMES: usize = 5;

fn names(files: &[String]) -> String {
    let mut named: Vec<_> = files.iter().take(NAMES).map(|file| legible(file).into_owned()).collect();
    if files.len() > NAMES {
        named.push(format!("and {} more", files.len() - NAMES));
    }
    named.join(", ")
}
