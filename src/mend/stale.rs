//! Comments that leave out what is not there, taken out.

use super::trial::Trial;
use super::{Proposal, Splice, Target};
use crate::notes::Suppression;
use crate::text::{Lines, Span};
use crate::verdict::Rule;

/// What may be mended in this way.
pub(super) fn proposals(trial: &Trial<'_>) -> Vec<Proposal> {
    let notes = &trial.notes.text;
    let lines = Lines::of(notes);
    let unused = |suppression: &&Suppression| {
        let place = lines.position(suppression.span.start);
        let here = |line, column| (line, column) == (place.line, place.column);
        let mut unused = trial.report.counted_notes().filter(|one| one.finding.rule == Rule::SuppressionUnused);
        unused.any(|one| here(one.line, one.column))
    };
    let propose = |suppression: &Suppression| {
        let message = "a comment that nothing needs is taken out".to_owned();
        Proposal {
            fix: trial.fix(Rule::SuppressionUnused, suppression.span.start, message),
            target: Target::Comment,
            ways: vec![without(notes, suppression)],
        }
    };
    trial.read.suppressions.iter().filter(unused).map(propose).collect()
}

/// The comment taken out; of a range, the one that ends it too.
fn without(notes: &str, suppression: &Suppression) -> Vec<Splice> {
    let mut splices = vec![Splice::new(widened(notes, suppression.span), "")];
    let rest = &notes[suppression.covers.end..];
    if suppression.rules.is_empty()
        && rest.starts_with("<!--")
        && let Some(len) = rest.find("-->")
    {
        let start = suppression.covers.end;
        splices.push(Splice::new(widened(notes, Span::new(start, start + len + "-->".len())), ""));
    }
    splices
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
