//! Parts of articles that have another role than they had.

use crate::capture::CapturePath;
use crate::manifest::Manifest;
use crate::segment::{Role, Segment};
use crate::text::Span;

/// The number of words of a part that are shown.
const WORDS: usize = 8;

/// A part of a capture that has another role than it had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retyped {
    /// The capture.
    pub capture: CapturePath,
    /// The place of the part in the transcript.
    pub span: Span,
    /// The role that it had.
    pub from: Role,
    /// The role that it has.
    pub to: Role,
    /// The rule that gave it that.
    pub rule: String,
    /// Its first words; `…` behind them where it goes on.
    pub words: String,
}

/// The parts with another role in `after` than in `before`, in the order of the text, which is `text`. Where they type
/// two different texts, no part of one is a part of the other, and there are none.
pub(super) fn retyped(text: &str, before: &Manifest, after: &Manifest) -> Vec<Retyped> {
    let (Some(old), Some(new)) = (before.typed(), after.typed()) else { return Vec::new() };
    if old.sha256 != new.sha256 || new.bytes != text.len() {
        return Vec::new();
    }
    let parts = overlaps(&old.segments, &new.segments).into_iter().filter(|(from, to, _)| from.role != to.role);
    let parts = parts.filter_map(|(from, to, span)| {
        let words = first_words(text.get(span.range())?)?;
        let (capture, rule) = (after.capture.clone(), to.rule.to_string());
        Some(Retyped { capture, span, from: from.role, to: to.role, rule, words })
    });
    parts.collect()
}

/// The overlaps of the segments of two tilings.
fn overlaps<'s>(old: &'s [Segment], new: &'s [Segment]) -> Vec<(&'s Segment, &'s Segment, Span)> {
    let (mut overlaps, mut at) = (Vec::new(), (0, 0));
    while let (Some(from), Some(to)) = (old.get(at.0), new.get(at.1)) {
        let (start, end) = (from.span.start.max(to.span.start), from.span.end.min(to.span.end));
        if start < end {
            overlaps.push((from, to, Span::new(start, end)));
        }
        at = (at.0 + usize::from(from.span.end <= end), at.1 + usize::from(to.span.end <= end));
    }
    overlaps
}

/// The first words of a text; nothing of white space.
fn first_words(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(WORDS).collect();
    let more = if words.next().is_some() { " …" } else { "" };
    (!first.is_empty()).then(|| format!("{}{more}", first.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tiling(ends: &[usize]) -> Vec<Segment> {
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let spans = starts.zip(ends).map(|(start, &end)| Span::new(start, end));
        spans.map(|span| Segment { role: Role::Body, span, rule: "r".into(), of: None }).collect()
    }

    proptest! {
        #[test]
        fn two_tilings_of_a_text_overlap_everywhere_once(
            one in prop::collection::btree_set(1..50_usize, 0..9),
            other in prop::collection::btree_set(1..50_usize, 0..9),
        ) {
            let ends = |set: std::collections::BTreeSet<usize>| set.into_iter().chain([50]).collect::<Vec<_>>();
            let (one, other) = (tiling(&ends(one)), tiling(&ends(other)));
            let mut at = 0;
            for (from, to, span) in overlaps(&one, &other) {
                prop_assert_eq!(span.start, at);
                prop_assert!(from.span.overlaps(span) && to.span.overlaps(span));
                at = span.end;
            }
            prop_assert_eq!(at, 50);
        }
    }

    #[test]
    fn only_words_are_reported() {
        assert_eq!(first_words(" \n "), None);
        assert_eq!(first_words("The  bridge\nis open ").unwrap(), "The bridge is open");
        assert_eq!(first_words("1 2 3 4 5 6 7 8 9").unwrap(), "1 2 3 4 5 6 7 8 …");
    }
}
