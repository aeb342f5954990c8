//! What tells, before any fold, that a quotation does not stand in a page.

use super::Marked;
use crate::collate::has_marks;
use crate::verdict::Style;
use memchr::memmem;

/// How a text does not stand in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denial {
    /// Some of its letters are not there at all: it would not stand whatever were accepted.
    Lacking,
    /// It does not stand by what the style accepts.
    Differing,
}

/// How many runs of letters and digits are looked for before a fold; it takes a look through the page for each.
const MOST_RUNS: usize = 64;

/// How `text` certainly does not stand in `page`, told without a fold: some run of ASCII letters and digits in it, which no
/// style may change, is not there. With an editor's mark in the text, or hidden and joined letters in either, there is no
/// telling. `missing` is a run that is known not to be there.
pub fn denial(text: &str, page: &str, style: &Style, missing: Option<&str>) -> Option<Denial> {
    if has_marks(text) || Marked::Parentheses.may_read(text, style) {
        return None;
    }
    let lacks = |run: &&str| memmem::find(page.as_bytes(), run.as_bytes()).is_none();
    let is_plain = |text: &str| text.is_ascii() || !text.chars().any(hides_letters);
    let is_literal = style.accepts.is_empty();
    let mut runs = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|run| !run.is_empty());
    // The first letter's case may be accepted, and invisible characters, once taken out, join what they parted.
    let first = runs.next()?;
    if missing.is_some_and(|missing| runs.clone().any(|run| run == missing)) || any_of(runs, lacks) {
        let is_plain = is_plain(text) && is_plain(page);
        return match is_plain && !text.contains('(') {
            true => Some(Denial::Lacking),
            false => (is_plain || is_literal).then_some(Denial::Differing),
        };
    }
    (is_literal && lacks(&first)).then_some(Denial::Differing)
}

/// Whether something holds of one of `runs`. The long ones are asked first: they are rare, and most likely not to be there.
fn any_of<'r>(runs: impl Iterator<Item = &'r str> + Clone, holds: impl Fn(&&str) -> bool) -> bool {
    let Some(longest) = runs.clone().max_by_key(|run| run.len()) else { return false };
    let others = || {
        let mut others: Vec<&str> = runs.filter(|run| *run != longest).collect();
        others.sort_unstable_by_key(|run| std::cmp::Reverse(run.len()));
        others.truncate(MOST_RUNS);
        others
    };
    holds(&longest) || others().iter().any(holds)
}

/// Characters that a fold takes out, or takes apart into letters: outside them ASCII letters stay what they are.
fn hides_letters(c: char) -> bool {
    !c.is_ascii()
        && matches!(u32::from(c), 0xAD | 0xC0..=0x24F | 0x300..=0x36F | 0x180E | 0x1E00..=0x1EFF | 0x200B..=0x200F | 0x2060 | 0x212A..=0x212B | 0xFB00..=0xFB06 | 0xFEFF | 0xFF01..=0xFF5E)
}
