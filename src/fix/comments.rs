//! Comments that leave out what is not there, taken out.

use super::session::FixSession;
use super::{Proposal, Target};
use crate::notes::{Format, Suppression};
use crate::text::{Lines, Position, Span};
use crate::verify::{Applicability, FixKind, Rule, TextEdit};
use std::collections::BTreeSet;

/// The proposals to take comments out.
pub(super) fn proposals(session: &FixSession<'_>) -> Vec<Proposal> {
    let notes = &session.notes.text;
    let lines = Lines::of(notes);
    let found = session.report.counted_notes().filter(|one| one.finding.rule == Rule::SuppressionUnused);
    let found: BTreeSet<Position> = found.map(|one| Position { line: one.line, column: one.column }).collect();
    let unused = |suppression: &&Suppression| found.contains(&lines.position(suppression.span.start));
    let propose = |suppression: &Suppression| Proposal {
        rule: Rule::SuppressionUnused,
        kind: FixKind::Comment,
        applicability: Applicability::Safe,
        target: Target::Comment(lines.position(suppression.span.start)),
        alternatives: vec![without(notes, session.notes.format, suppression)],
    };
    session.read.suppressions.iter().filter(unused).map(propose).collect()
}

/// The comment taken out; of a range, the one that ends it too.
fn without(notes: &str, format: Format, suppression: &Suppression) -> Vec<TextEdit> {
    let mut edits = vec![TextEdit::new(widened(notes, suppression.span), "")];
    let rest = &notes[suppression.covers.end..];
    if suppression.rules.is_empty()
        && let Some(length) = format.comment().length(rest)
    {
        let start = suppression.covers.end;
        edits.push(TextEdit::new(widened(notes, Span::new(start, start + length)), ""));
    }
    edits
}

/// `span`, and its whole line if nothing else stands on it, and an empty line after that if there is one before too.
fn widened(notes: &str, span: Span) -> Span {
    let start = notes[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = notes[span.end..].find('\n').map_or(notes.len(), |at| span.end + at + 1);
    let is_blank = |text: &str| text.trim_matches(['>', ' ', '\t', '\r', '\n']).is_empty();
    if !is_blank(&notes[start..span.start]) || !is_blank(&notes[span.end..end]) {
        let before = notes[..span.start].ends_with(' ')
            && (notes[span.end..].starts_with([' ', '\r', '\n']) || span.end == notes.len());
        return Span::new(span.start - usize::from(before), span.end);
    }
    let before_is_empty = start == 0 || is_blank(notes[..start - 1].rsplit('\n').next().unwrap_or(""));
    let after = notes[end..].split_inclusive('\n').next().unwrap_or("");
    let takes_empty = before_is_empty && !after.is_empty() && after.trim().is_empty();
    Span::new(start, if takes_empty { end + after.len() } else { end })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without_comment(notes: &str) -> String {
        let start = notes.find("<!--").unwrap();
        let end = notes.find("-->").unwrap() + 3;
        let span = widened(notes, Span::new(start, end));
        format!("{}{}", &notes[..span.start], &notes[span.end..])
    }

    #[test]
    fn a_range_goes_with_the_comment_that_ends_it_in_every_format() {
        for (format, notes) in [
            (Format::Markdown, "one\n\n<!-- literatim: off -->\n\ntwo\n\n<!-- literatim: on -->\n\nthree\n"),
            (Format::Latex, "one\n\n% literatim: off\n\ntwo\n\n% literatim: on\n\nthree\n"),
            (Format::AsciiDoc, "one\n\n// literatim: off\n\ntwo\n\n// literatim: on\n\nthree\n"),
        ] {
            let edits = without(notes, format, &crate::notes::read_as(notes, format).suppressions[0]);
            assert_eq!(crate::fix::edits::edited(notes, edits).as_deref(), Some("one\n\ntwo\n\nthree\n"), "{notes}");
        }
    }

    #[test]
    fn a_comment_goes_with_its_line_and_leaves_no_hole() {
        for (notes, rest) in [
            ("one\n\n<!-- x -->\n\ntwo\n", "one\n\ntwo\n"),
            ("one\n\n<!-- x -->\ntwo\n", "one\n\ntwo\n"),
            ("one <!-- x --> two\n", "one two\n"),
            ("one <!-- x -->\ntwo\n", "one\ntwo\n"),
            ("> <!-- x -->\n> two\n", "> two\n"),
            ("<!-- x -->\n\ntwo", "two"),
            ("one\r\n<!-- x -->\r\ntwo", "one\r\ntwo"),
        ] {
            assert_eq!(without_comment(notes), rest);
        }
    }
}
