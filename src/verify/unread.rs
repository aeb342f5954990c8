//! Quotations that are not shown as they are written, or show what nobody could read.

use super::FindingData;
use super::claim::{Claim, Resolved};
use crate::diff::glyph;
use crate::text::{Span, is_direction_control, is_reordered};

/// Characters of markup that could not be read that are shown.
const LONG_MARKUP: usize = 60;

/// The judgement on a quotation that shows something which nobody could read.
pub(super) fn unread(claim: &Claim<'_>) -> Option<Resolved> {
    let markup = markup(claim, claim.quotation.unread?);
    Some(Resolved::unverifiable(FindingData::Unread { markup }))
}

/// The judgement on a quotation that markup shows in another order than it is written.
pub(super) fn reordered(claim: &Claim<'_>) -> Option<Resolved> {
    let markup = markup(claim, claim.quotation.reordered?);
    Some(Resolved::unverifiable(FindingData::Reordered { by: format!("`{markup}`") }))
}

/// The same, where characters that cannot be seen do so, and the article has not the same ones.
pub(super) fn steered(claim: &Claim<'_>) -> Option<Resolved> {
    let text = claim.text();
    let first = is_reordered(text).then(|| text.chars().find(|&c| is_direction_control(c))).flatten()?;
    Some(Resolved::unverifiable(FindingData::Reordered { by: glyph(first) }))
}

/// Markup of the notes, on one line and shortened.
fn markup(claim: &Claim<'_>, place: Span) -> String {
    let markup = claim.file.text[place.range()].split_whitespace().collect::<Vec<_>>().join(" ");
    let short = markup.char_indices().nth(LONG_MARKUP).map_or(&*markup, |(at, _)| &markup[..at]);
    short.to_owned()
}
