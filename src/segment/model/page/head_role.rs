//! Heads: what stands close above the story, or between it and its headline.

use super::block_context::BlockContext;
use super::element_classes::class;
use super::link_targets::LinkTarget;
use crate::segment::Role;
use crate::segment::rules::layout;
use crate::segment::rules::shape::{has_words, is_person};

/// The longest byline or date, in characters.
const SHORT: usize = 120;

/// The parts of a head.
pub(super) fn head(place: &BlockContext<'_>) -> Option<(Role, &'static str)> {
    let digits = place.text.chars().filter(char::is_ascii_digit).count();
    let short = place.text.chars().count() < SHORT;
    let leads = |target: LinkTarget| place.targets.any(place.index, target);
    match () {
        () if place.titled => Some((Role::Headline, layout::PAGE_HEADLINE)),
        () if place.summed => Some((Role::Standfirst, layout::PAGE_STANDFIRST)),
        () if !place.head || place.card => None,
        () if short && is_signature(place, digits) => Some((Role::Byline, layout::PAGE_BYLINE)),
        () if place.is(const {
            &[
                class("related"),
                class("share"),
                class("offer"),
                class("advertising"),
                class("comments"),
                class("notice"),
            ]
        }) =>
        {
            None
        }
        () if place.near(const { class("legend") }) > 2 => None,
        () if is_summary(place) && !place.linked => Some((Role::Standfirst, layout::PAGE_STANDFIRST)),
        () if place.is(const { &[class("caption")] }) => None,
        () if place.is(const { &[class("author")] })
            && short
            && (digits < 4 || is_person(place.text))
            && !leads(LinkTarget::Topic) =>
        {
            Some((Role::Byline, layout::PAGE_BYLINE))
        }
        () if place.is(const { &[class("facts"), class("date")] }) && short && digits > 2 => {
            Some((Role::DateLine, layout::PAGE_DATE))
        }
        () if place.under && is_person(place.text) && !is_loud(place.text) => Some((Role::Byline, layout::PAGE_BYLINE)),
        () if place.under && short && digits > 2 && is_time(place.text) => Some((Role::DateLine, layout::PAGE_DATE)),
        () => None,
    }
}

/// Returns true if it gives a name that the page says is an author's, or that leads to an author, or an author's on a
/// network.
fn is_signature(place: &BlockContext<'_>, digits: usize) -> bool {
    let leads = place.targets.all(place.index, LinkTarget::Author);
    place.signed || leads || (place.named && digits < 4) || (place.under && is_handle(place.text))
}

/// Returns true if its elements say that it sums the story up, and do not say more nearly that it names who wrote it.
fn is_summary(place: &BlockContext<'_>) -> bool {
    let called = place.near(const { class("standfirst") })
        > place.near(const { class("author") }).max(place.near(const { class("date") })).max(1);
    called || place.is(const { &[class("summary")] })
}

/// Returns true if it has more words than a name that is set in capitals.
fn is_loud(text: &str) -> bool {
    has_words(text, 4) && !text.chars().any(char::is_lowercase)
}

/// Returns true if it is a name on a network.
fn is_handle(text: &str) -> bool {
    let name = text.trim().strip_prefix('@');
    name.is_some_and(|name| (2..40).contains(&name.len()) && name.chars().all(|c| c.is_alphanumeric() || c == '_'))
}

/// Returns true if it gives an hour.
fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(3).any(|three| three[0].is_ascii_digit() && three[1] == b':' && three[2].is_ascii_digit())
}
