//! The captures of an article, one after the other.

use super::change::Revision;
use super::class::Class;
use super::revision;
use crate::digest::Digest;
use crate::manifest::Witness;
use crate::segment::{Role, Standing};
use crate::text::Span;
use std::collections::BTreeSet;

/// A capture, and what it changed.
#[derive(Debug)]
pub struct Step<'w> {
    /// The capture.
    pub witness: &'w Witness,
    /// What changed from the one before; `None` for the first.
    pub revision: Option<Revision>,
    /// The earlier capture, by number from 0, whose story it has word for word, where the one before had another.
    pub revert: Option<usize>,
}

/// The steps of `captures`, oldest first.
pub fn history<'w>(captures: &[&'w Witness]) -> Vec<Step<'w>> {
    let stories: Vec<Digest> = captures.iter().map(|witness| story(witness)).collect();
    let mut said: BTreeSet<String> = BTreeSet::new();
    let mut steps: Vec<Step<'w>> = Vec::new();
    for (at, witness) in captures.iter().copied().enumerate() {
        let before = at.checked_sub(1).map(|before| captures[before]);
        let mut changed = before.map(|before| revision(before, witness));
        changed.iter_mut().for_each(|revision| mark_reverts(revision, witness, &said));
        said.extend(before.into_iter().flat_map(|before| paragraphs(before).map(|span| plain(before, span))));
        let other = at > 0 && stories[at - 1] != stories[at];
        let revert = stories[..at].iter().rposition(|story| *story == stories[at]).filter(|_| other);
        steps.push(Step { witness, revision: changed, revert });
    }
    steps
}

/// Changes to what an earlier capture than the one before said.
fn mark_reverts(revision: &mut Revision, witness: &Witness, said: &BTreeSet<String>) {
    for change in &mut revision.changes {
        let again = |span: Span| said.contains(&plain(witness, span));
        if !change.new.is_empty() && change.new.iter().all(|paragraph| again(paragraph.span)) {
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
