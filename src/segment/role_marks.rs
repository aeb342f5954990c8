//! Roles that a person gave to parts of a capture: each overrules what rules say.

use super::rules::layout;
use crate::capture::RoleMark;
use crate::segment::{Role, Segment};
use crate::text::Span;
use crate::transcript::Transcript;

/// Why a mark cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadMark(String);

/// Refuses the first of `marks` that cannot be.
///
/// # Errors
///
/// A mark of no bytes, or of a role that is unknown or cannot be given.
pub fn check(marks: &[RoleMark]) -> Result<(), BadMark> {
    let checked = marks.iter().try_for_each(|mark| match Role::named(&mark.role) {
        _ if mark.bytes.is_empty() => Err(format!("a mark without bytes, {}..{}", mark.bytes.start, mark.bytes.end)),
        None => Err(format!("unknown role {:?}", mark.role)),
        Some(role @ (Role::Duplicate | Role::Hidden | Role::PageBreak)) => {
            Err(format!("`{role}` is found by the program and cannot be set"))
        }
        Some(_) => Ok(()),
    });
    checked.map_err(BadMark)
}

/// Sets the roles that `marks` give, in order: where two marks are on one part, the last one holds.
pub(in crate::segment) fn apply(
    mut segments: Vec<Segment>,
    transcript: &Transcript,
    marks: &[RoleMark],
) -> Vec<Segment> {
    for mark in marks {
        let span = transcript.within(mark.bytes);
        if let Some(role) = Role::named(&mark.role).filter(|_| !span.is_empty()) {
            segments = carve(segments, with_space(transcript.text(), span), role);
        }
    }
    segments
}

/// The white space behind a part belongs to it.
fn with_space(text: &str, span: Span) -> Span {
    let behind = &text[span.end..];
    Span::new(span.start, span.end + (behind.len() - behind.trim_start().len()))
}

/// Gives `span` a role; segments that it cuts keep theirs on either side.
fn carve(segments: Vec<Segment>, span: Span, role: Role) -> Vec<Segment> {
    let mut carved = Vec::with_capacity(segments.len() + 2);
    let mut firsts = Vec::with_capacity(segments.len());
    for segment in segments {
        firsts.push(carved.len());
        let (start, end) = (segment.span.start, segment.span.end);
        let (from, to) = (span.start.clamp(start, end), span.end.clamp(start, end));
        let rest = |span| Segment { span, ..segment.clone() };
        let said = Segment { role, span: Span::new(from, to), rule: layout::BY_HAND.into(), of: None };
        let pieces = [rest(Span::new(start, from)), said, rest(Span::new(to, end))];
        carved.extend(pieces.into_iter().filter(|piece| !piece.span.is_empty()));
    }
    let of: Vec<Option<usize>> = carved.iter().map(|segment| segment.of.map(|of| firsts[of])).collect();
    for (segment, of) in carved.iter_mut().zip(of) {
        segment.of = of;
    }
    carved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(role: Role, start: usize, end: usize, of: Option<usize>) -> Segment {
        Segment { role, span: Span::new(start, end), rule: "r".into(), of }
    }

    #[test]
    fn a_mark_cuts_what_it_covers_and_repetitions_still_name_what_they_repeat() {
        let segments = vec![
            segment(Role::Tags, 0, 10, None),
            segment(Role::Body, 10, 20, None),
            segment(Role::Duplicate, 20, 30, Some(1)),
        ];
        let carved = carve(segments, Span::new(5, 12), Role::Caption);
        let labels: Vec<_> = carved.iter().map(|segment| (segment.role, segment.span, segment.of)).collect();
        assert_eq!(
            labels,
            [
                (Role::Tags, Span::new(0, 5), None),
                (Role::Caption, Span::new(5, 10), None),
                (Role::Caption, Span::new(10, 12), None),
                (Role::Body, Span::new(12, 20), None),
                (Role::Duplicate, Span::new(20, 30), Some(2)),
            ]
        );
    }

    #[test]
    fn a_mark_of_nothing_or_of_an_unknown_role_is_refused() {
        let mark = |role: &str, end| RoleMark { bytes: Span::new(1, end), role: role.into(), because: "b".into() };
        assert_eq!(check(&[mark("body", 2)]), Ok(()));
        for wrong in [mark("bodies", 2), mark("duplicate", 2), mark("body", 1)] {
            assert!(check(&[wrong]).is_err());
        }
    }
}
