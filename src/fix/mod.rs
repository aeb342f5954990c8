//! Notes put right by what the archive says.
//!
//! **Invariant**: a change is made only if the notes, read and judged again with it, are better where it was made and
//! no different anywhere else; what is safe never touches a letter or a digit.

mod answered;
mod cited;
mod comments;
mod edits;
mod markdown_citation;
mod quoted;
mod session;
mod trace;

pub use answered::add_fix_of_words;

use crate::text::{Lines, Position};
use crate::verify::{Applicability, Finding, Fix, FixKind, Judged, NotesFile, Report, Rule, TextEdit, Verifier};
use edits::edited;
use session::FixSession;

/// One thing to mend, with the ways to do it, the best first.
struct Proposal {
    rule: Rule,
    kind: FixKind,
    applicability: Applicability,
    target: Target,
    alternatives: Vec<Vec<TextEdit>>,
}

/// The part of the notes that must be better with the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    /// This quotation, by its number in the notes, must be verbatim; with its words as they are, or with others.
    Quotation { number: usize, words: Wording },
    /// The comment at this place must be gone, and no other be needed less.
    Comment(Position),
}

/// The changes that the words of a quotation may undergo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wording {
    /// Nothing.
    Stay,
    /// Their letters and digits stay, their marks may change.
    Retyped,
    /// Anything.
    Change,
}

/// A finding that was mended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Applied {
    /// The rule that had been broken.
    pub rule: Rule,
    /// Line, from 1, in the notes as they were when it was mended.
    pub line: usize,
    /// Column, from 1, in Unicode scalar values.
    pub column: usize,
    /// The change.
    pub fix: Fix,
}

/// Notes that were mended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mended {
    /// The notes now.
    pub text: String,
    /// The changes, in the order they were made.
    pub fixes: Vec<Applied>,
}

/// The report on `notes` with the fixes of its findings: those that `most` allows can be made together; another that
/// would not do what it promises is there to be looked at.
pub fn suggest(notes: &NotesFile, verifier: &Verifier, most: Applicability) -> Report {
    let session = FixSession::of(notes, verifier);
    let mut proposals = comments::proposals(&session);
    proposals.extend(quoted::proposals(&session, most));
    proposals.extend(cited::proposals(&session, most));
    session.settle(proposals)
}

/// Puts into `report`, which is of `notes`, the fixes of its findings, as far as anybody may ask for them. Notes of which
/// nothing counts are not read again.
pub fn add_fixes(report: &mut Report, notes: &[NotesFile], verifier: &Verifier) {
    for file in notes {
        let counts = |judged: &Judged| judged.file == file.name && judged.counted().next().is_some();
        if !report.quotations.iter().any(counts) {
            continue;
        }
        let mut suggested = suggest(file, verifier, Applicability::Unsafe).quotations.into_iter();
        for judged in report.quotations.iter_mut().filter(|judged| judged.file == file.name) {
            let Some(with_fixes) = suggested.next().filter(|one| one.span == judged.span) else { break };
            for finding in &mut judged.findings {
                let same = with_fixes.findings.iter().find(|one| one.data == finding.data);
                finding.fixes = same.map_or_else(Vec::new, |one| one.fixes.clone());
            }
        }
    }
}

/// Mends `notes` by what `verifier` says, as far as `most` allows. Mending what was mended changes nothing.
pub fn mend(notes: &NotesFile, verifier: &Verifier, most: Applicability) -> Mended {
    let mut mended = Mended { text: notes.text.clone(), fixes: Vec::new() };
    loop {
        let now = NotesFile { text: mended.text.clone(), ..notes.clone() };
        let fixes = applied(&now.text, &suggest(&now, verifier, most), most);
        let edits = fixes.iter().flat_map(|applied| applied.fix.edits.iter().cloned());
        match edited(&mended.text, edits) {
            Some(text) if !fixes.is_empty() => mended.text = text,
            _ => return mended,
        }
        mended.fixes.extend(fixes);
    }
}

/// The fixes in `report`, which is of the notes with this `text`, that may be made; by place.
fn applied(text: &str, report: &Report, most: Applicability) -> Vec<Applied> {
    let all = |at: Position, finding: &Finding| {
        let Position { line, column } = at;
        let allowed = finding.fixes.iter().filter(|fix| fix.applicability <= most);
        allowed.map(|fix| Applied { rule: finding.rule, line, column, fix: fix.clone() }).collect::<Vec<_>>()
    };
    let lines = Lines::of(text);
    let at = |line: usize, column: usize| Position { line, column };
    let notes = report.notes.iter().flat_map(|one| all(at(one.line, one.column), &one.finding));
    let quotations = report.quotations.iter().flat_map(|judged| {
        let words = lines.position(judged.span.start);
        judged.findings.iter().flat_map(|finding| all(words, finding)).collect::<Vec<_>>()
    });
    let mut applied: Vec<Applied> = notes.chain(quotations).collect();
    applied.sort_by_key(|one| (one.line, one.column));
    applied
}
