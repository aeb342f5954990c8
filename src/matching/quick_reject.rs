//! Proof, before any fold, that a quotation does not stand in a page.

use super::hidden::{hides_letters, respells};
use super::index::SearchText;
use super::pattern::has_marks;
use super::strategy::Marked;
use super::style::{Accept, Style};
use memchr::memmem;

/// The ways in which a text does not stand in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rejection {
    /// Some of its letters are not there at all: it would not stand whatever were accepted.
    Lacking,
    /// It does not stand by what the style accepts.
    Differing,
}

/// The most runs of letters and digits that are looked for before a fold; it takes a look through the page for each.
const MOST_RUNS: usize = 64;

/// Rejects `text` where it certainly does not stand in `searched`, without a fold: some run of ASCII letters and digits
/// in it, which no style may change, is not there. A text with an editor's mark is never rejected. `missing` is a word
/// of it that is known not to be there.
pub fn quick_reject(text: &str, searched: &SearchText, style: &Style, missing: Option<&str>) -> Option<Rejection> {
    let is_cleaned = style.accepts.contains(&Accept::CleanedUp);
    if respells(text)
        || searched.respells()
        || has_marks(text)
        || Marked::Parentheses.may_read(text, style)
        || is_cleaned
    {
        return None;
    }
    let page = searched.witness.text().as_bytes();
    let put_in = |run: &str| searched.insets().iter().any(|inset| inset.text.contains(run));
    let lacks = |run: &&str| memmem::find(page, run.as_bytes()).is_none() && !put_in(run);
    let missing = missing.filter(|missing| !put_in(missing));
    let is_literal = style.accepts.is_empty();
    let mut runs = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|run| !run.is_empty());
    // The first letter's case may be accepted.
    let first = runs.next()?;
    if missing.is_some_and(|missing| runs.clone().any(|run| run == missing)) || any_of_the_longest(runs, lacks) {
        // What a fold takes out or apart joins or makes runs; nothing is folded for a literal style.
        let is_plain = !hides_letters(text) && !searched.hides_letters();
        return match is_plain && !text.contains('(') {
            true => Some(Rejection::Lacking),
            false => (is_plain || is_literal).then_some(Rejection::Differing),
        };
    }
    (is_literal && lacks(&first)).then_some(Rejection::Differing)
}

/// Returns true if `holds` is true of one of the longest of `runs`. Long ones are rare, and most likely not to be
/// there: the longest is asked first, as is the word that a text is searched for by.
fn any_of_the_longest<'r>(runs: impl Iterator<Item = &'r str> + Clone, holds: impl Fn(&&str) -> bool) -> bool {
    let Some(longest) = runs.clone().max_by_key(|run| run.len()) else { return false };
    let others = || {
        let mut others: Vec<&str> = runs.filter(|run| *run != longest).collect();
        others.sort_unstable_by_key(|run| std::cmp::Reverse(run.len()));
        others.truncate(MOST_RUNS);
        others
    };
    holds(&longest) || others().iter().any(holds)
}
