//! The captures of an article, one after the other.

use super::capture_diff::CaptureDiff;
use super::change::CaptureRevision;
use super::class::Class;
use crate::digest::Digest;
use crate::manifest::Witness;
use crate::segment::{Role, Standing};
use crate::text::Span;
use std::collections::BTreeSet;

/// A capture, and what it changed.
#[derive(Debug)]
#[non_exhaustive]
pub struct HistoryStep<'w> {
    /// The capture.
    pub witness: &'w Witness,
    /// The changes from the one before; `None` for the first.
    pub revision: Option<CaptureRevision>,
    /// The earlier capture, by number from 0, whose story it has word for word, where the one before had another.
    pub revert: Option<usize>,
}

/// The steps of `captures`, oldest first.
pub fn history<'w>(captures: &[&'w Witness]) -> Vec<HistoryStep<'w>> {
    let stories: Vec<Digest> = captures.iter().map(|witness| story(witness)).collect();
    let mut said: BTreeSet<String> = BTreeSet::new();
    let mut steps: Vec<HistoryStep<'w>> = Vec::new();
    for (at, witness) in captures.iter().copied().enumerate() {
        let before = at.checked_sub(1).map(|before| captures[before]);
        let mut changed = before.map(|before| CaptureDiff::of(before, witness).revision());
        let last: BTreeSet<String> =
            before.iter().flat_map(|before| paragraphs(before).map(|span| plain(before, span))).collect();
        // What the last one said as well only moved.
        let again = |text: String| said.contains(&text) && !last.contains(&text);
        changed.iter_mut().for_each(|revision| mark_reverts(revision, witness, again));
        said.extend(last);
        let other = at > 0 && stories[at - 1] != stories[at];
        let revert = stories[..at].iter().rposition(|story| *story == stories[at]).filter(|_| other);
        steps.push(HistoryStep { witness, revision: changed, revert });
    }
    steps
}

/// Changes to what an earlier capture than the one before said.
fn mark_reverts(revision: &mut CaptureRevision, witness: &Witness, again: impl Fn(String) -> bool) {
    for change in &mut revision.changes {
        if !change.new.is_empty() && change.new.iter().all(|paragraph| again(plain(witness, paragraph.span))) {
            change.classes.insert(Class::Revert);
        }
    }
}

fn paragraphs(witness: &Witness) -> impl Iterator<Item = Span> + '_ {
    let own = witness.segments().iter().filter(|segment| segment.of.is_none() && segment.role != Role::Separator);
    own.map(|segment| segment.span)
}

fn plain(witness: &Witness, span: Span) -> String {
    let words: Vec<&str> = witness.text()[span.range()].split_whitespace().collect();
    words.join(" ")
}

/// The digest of the story's words.
fn story(witness: &Witness) -> Digest {
    let own = witness.segments().iter().filter(|segment| segment.role.standing() != Standing::Furniture);
    Digest::of_lines(own.flat_map(|segment| witness.text()[segment.span.range()].split_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{Capture, Record};
    use crate::manifest::{Manifest, check};
    use crate::segment::Rules;

    fn witness(hour: usize, text: &str) -> Witness {
        let path = format!("archive/hall/2026010{hour}T000000Z.md").parse().unwrap();
        let capture = Capture { path, bytes: text.as_bytes().to_vec(), record: Record::default() };
        let (manifest, _) = Manifest::of(&capture, None, &Rules::default());
        check(&capture, manifest).unwrap()
    }

    const ONE: &str = "The keeper of the old hall opened its doors to everyone.";
    const TWO: &str = "Rain fell on the quay for the whole week and nobody went out.";

    fn classes(texts: [String; 3]) -> BTreeSet<Class> {
        let all: Vec<Witness> = texts.iter().enumerate().map(|(at, text)| witness(at + 1, text)).collect();
        let last = history(&all.iter().collect::<Vec<_>>()).pop().unwrap().revision.unwrap();
        last.changes.into_iter().flat_map(|change| change.classes).collect()
    }

    #[test]
    fn what_an_earlier_capture_said_is_a_revert_and_what_only_moved_is_none() {
        let text = |parts: [&str; 2]| format!("# Hall\n\n{}\n\n{}\n", parts[0], parts[1]);
        let changed = ONE.replace("everyone", "nobody");
        let back = classes([text([ONE, TWO]), text([&changed, TWO]), text([ONE, TWO])]);
        assert!(back.contains(&Class::Revert), "{back:?}");
        let moved = classes([text([ONE, TWO]), text([ONE, TWO]), text([TWO, ONE])]);
        assert_eq!(moved, [Class::Moved].into());
    }
}
