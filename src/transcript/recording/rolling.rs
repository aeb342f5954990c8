//! Captions that roll: each shows the line before once more above its own.
//!
//! Live captions are shown so, and those that YouTube makes by itself. The words are said once. That a file rolls is shown by
//! all of it, so that what is said twice stays twice.

use super::cue::Cue;
use super::words::{Dialect, shown};

/// The fewest cues with a line of the one before and a line of their own in a file that rolls.
const FEWEST: usize = 3;

/// A caption that only shows again what stands there is there for a moment, in milliseconds: it ends one line before the next.
const MOMENT: u64 = 50;

/// Takes the lines out of each cue that are those of the one before.
pub(super) fn drop_repeated(source: &str, dialect: Dialect, cues: &mut [Cue]) {
    let lines_of = |cue: &Cue| -> Vec<String> { cue.lines.iter().map(|line| shown(source, *line, dialect)).collect() };
    let shown: Vec<Vec<String>> = cues.iter().map(lines_of).collect();
    let mut repeated = vec![0; cues.len()];
    let (mut rolled, mut touching, mut without) = (0, 0, 0);
    for number in 1..cues.len() {
        let (before, cue) = (&cues[number - 1], &cues[number]);
        let count = overlap(&shown[number - 1], &shown[number]);
        let has_own = shown[number][count..].iter().any(|line| !line.is_empty());
        let is_repeat = count > 0 && (has_own || cue.to_ms - cue.from_ms <= MOMENT);
        let touches = before.to_ms.abs_diff(cue.from_ms) <= MOMENT;
        rolled += usize::from(is_repeat && has_own);
        touching += usize::from(touches);
        without += usize::from(touches && !is_repeat);
        repeated[number] = if is_repeat { count } else { 0 };
    }
    // Of ten captions that follow each other at once, one may begin anew: behind music, or an edit.
    if rolled < FEWEST || without * 10 > touching || rolled * 4 < touching {
        return;
    }
    for (cue, count) in cues.iter_mut().zip(repeated) {
        cue.lines.drain(..count);
    }
}

/// The number of lines at the beginning of `next` that are the last ones of `before`, at least one of them with words.
fn overlap(before: &[String], next: &[String]) -> usize {
    // A blank line below is room for the next.
    let end = before.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    let before = &before[..end];
    let most = before.len().min(next.len());
    let is_same = |count: &usize| before[before.len() - count..] == next[..*count];
    let has_words = |count: &usize| next[..*count].iter().any(|line| !line.is_empty());
    (1..=most).rev().filter(is_same).find(has_words).unwrap_or(0)
}
