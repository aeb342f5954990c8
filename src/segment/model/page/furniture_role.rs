//! Furniture: what a block that is not the story's is, by the signs of its elements and by where it stands.

use super::block_context::BlockContext;
use super::element_classes::class;
use super::head_role::head;
use super::link_targets::LinkTarget;
use super::outline::TITLE;
use crate::segment::Role;
use crate::segment::rules::layout;
use crate::segment::rules::shape::{has_weight, has_words, is_house, is_person};

/// A sign, the role of what has it, and the rule's name; the first of those that are nearest wins.
const MEANINGS: [(usize, Role, &str); 28] = [
    (class("comments"), Role::Comments, layout::PAGE_COMMENTS),
    (class("wall"), Role::PaywallNotice, layout::PAGE_PAYWALL),
    (class("offer"), Role::Promotion, layout::PAGE_PROMOTION),
    (class("advertising"), Role::Advertisement, layout::PAGE_ADVERTISEMENT),
    (class("contact"), Role::Contact, layout::PAGE_CONTACT),
    (class("notice"), Role::Boilerplate, layout::PAGE_CONSENT),
    (class("share"), Role::Engagement, layout::PAGE_SHARING),
    (class("biography"), Role::AuthorNote, layout::PAGE_AUTHOR),
    (class("credit"), Role::Credit, layout::PAGE_CREDIT),
    (class("legend"), Role::Caption, layout::PAGE_CAPTION),
    (class("caption"), Role::Caption, layout::PAGE_CAPTION),
    (class("topics"), Role::Tags, layout::PAGE_TAGS),
    (class("tags"), Role::Tags, layout::PAGE_TAGS),
    (class("related"), Role::RelatedLinks, layout::PAGE_RELATED),
    (class("legal"), Role::Boilerplate, layout::PAGE_LEGAL),
    (class("breadcrumb"), Role::Navigation, layout::PAGE_NAVIGATION),
    (class("navigation"), Role::Navigation, layout::PAGE_NAVIGATION),
    (class("search"), Role::Navigation, layout::PAGE_NAVIGATION),
    (class("footer"), Role::Navigation, layout::PAGE_NAVIGATION),
    (class("header"), Role::Navigation, layout::PAGE_NAVIGATION),
    (class("embed"), Role::Embed, layout::PAGE_EMBED),
    (class("quote"), Role::PullQuote, layout::PAGE_PULL_QUOTE),
    (class("picture"), Role::Caption, layout::PAGE_CAPTION),
    (class("video"), Role::Promotion, layout::PAGE_PROMOTION),
    (class("form"), Role::Engagement, layout::PAGE_FORM),
    (class("teaser"), Role::RelatedLinks, layout::PAGE_RELATED),
    (class("aside"), Role::RelatedLinks, layout::PAGE_RELATED),
    (class("author"), Role::AuthorNote, layout::PAGE_AUTHOR),
];

/// The most words of a credit.
const CREDIT: usize = 8;

/// The role of a block, and the rule that gives it.
pub(super) fn role(place: &BlockContext<'_>) -> (Role, &'static str) {
    let named = head(place).or_else(|| card(place)).or_else(|| target(place)).or_else(|| menu(place));
    let named = named.or_else(|| date(place)).or_else(|| note(place)).or_else(|| meaning(place));
    named.unwrap_or(match place.linked {
        true if place.inside || has_words(place.text, TITLE) => (Role::RelatedLinks, layout::PAGE_LINKS),
        true => (Role::Navigation, layout::PAGE_LINKS),
        false => (Role::Boilerplate, layout::PAGE_FURNITURE),
    })
}

/// Text beside the title of another story is of that one.
fn card(place: &BlockContext<'_>) -> Option<(Role, &'static str)> {
    let is_else =
        place.is(const { &[class("comments"), class("advertising"), class("offer"), class("wall"), class("notice")] });
    let rule = if place.is(const { &[class("related")] }) { layout::PAGE_RELATED } else { layout::PAGE_CARD };
    (place.card && !is_else).then_some((Role::RelatedLinks, rule))
}

/// The role by the addresses of its links.
fn target(place: &BlockContext<'_>) -> Option<(Role, &'static str)> {
    let all = |target: LinkTarget| place.targets.all(place.index, target);
    let any = |target: LinkTarget| place.targets.any(place.index, target) && place.linked;
    let tags = place.is_beside()
        && !place.is(const { &[class("navigation"), class("header")] })
        && place.near(const { class("topics") }) >= place.near(const { class("related") });
    let role = match () {
        () if any(LinkTarget::Sharing) => Role::Engagement,
        () if all(LinkTarget::Comments) => Role::Comments,
        () if any(LinkTarget::Topic) && tags => Role::Tags,
        () if all(LinkTarget::Topic) || all(LinkTarget::Section) => Role::Navigation,
        () if place.below && (all(LinkTarget::Mail) || all(LinkTarget::Telephone)) => Role::Contact,
        () => return None,
    };
    Some((role, layout::PAGE_TARGET))
}

/// Entries of a menu, whatever their elements are called: those are named after what they lead to.
pub(super) fn menu(place: &BlockContext<'_>) -> Option<(Role, &'static str)> {
    let is_else = place.is(const { &[class("comments"), class("share"), class("wall")] });
    let tagged = place.is(const { &[class("tags"), class("topics")] })
        && (place.inside || place.below)
        && place.near(const { class("navigation") }) == 0;
    let listed = place.is(const { &[class("related"), class("teaser")] });
    let page = const { [class("navigation"), class("header"), class("footer")] };
    let related = listed && page.iter().all(|&sign| place.near(sign) == 0);
    let menu = place.menu && !is_else && !tagged && !related;
    menu.then_some((Role::Navigation, layout::PAGE_NAVIGATION))
}

/// When the story was published, where it is not said in the head.
fn date(place: &BlockContext<'_>) -> Option<(Role, &'static str)> {
    let short = place.text.len() < 80 && place.text.chars().filter(char::is_ascii_digit).count() > 4;
    let is_else = place.is(const { &[class("comments"), class("related"), class("teaser")] });
    (short && !is_else && place.is_beside() && place.near(const { class("date") }) > 2 && !place.linked)
        .then_some((Role::DateLine, layout::PAGE_DATE))
}

/// The role of what is said below the story of its author or owner.
fn note(place: &BlockContext<'_>) -> Option<(Role, &'static str)> {
    if !place.below || place.is(const { &[class("comments")] }) {
        return None;
    }
    if place.text.contains(['©', 'ⓒ']) && !place.is(const { &[class("caption")] }) {
        return Some((Role::Copyright, layout::PAGE_LEGAL));
    }
    if place.is(const { &[class("related"), class("teaser")] }) {
        return None;
    }
    let author = place.is(const { &[class("biography")] })
        || (place.is(const { &[class("author")] }) && !place.is(const { &[class("share")] }));
    author.then_some((Role::AuthorNote, layout::PAGE_AUTHOR))
}

/// Returns true if what stands in an element for captions says who took the picture: names and nothing else.
pub(super) fn is_credit(text: &str) -> bool {
    let pieces: Vec<&str> = text.split(['|', '/', ',']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    pieces.len() > 1 && !has_words(text, 10) && pieces.iter().all(|piece| is_person(piece) || is_house(piece))
}

/// The role by the nearest class of names. One that is far out says something of a whole column only.
fn meaning(place: &BlockContext<'_>) -> Option<(Role, &'static str)> {
    if place.is(const { &[class("comments")] }) {
        return Some((Role::Comments, layout::PAGE_COMMENTS));
    }
    let signs = MEANINGS.iter().map(|meaning| (place.near[meaning.0], meaning));
    let mut best: Option<(i16, Role, &'static str)> = None;
    for (near, &(_, role, rule)) in signs.filter(|(near, meaning)| *near > 0 && fits(meaning.1, place)) {
        if best.is_none_or(|best| near > best.0) {
            best = Some((near, role, rule));
        }
    }
    best.map(|(_, role, rule)| (role, rule))
}

/// Returns true if a block can be what a sign means, by its words and its place.
fn fits(role: Role, place: &BlockContext<'_>) -> bool {
    let is_picture = !place.is(const { &[class("footer")] });
    match role {
        Role::Caption => {
            is_picture && (place.near(const { class("legend") }) > 2 || (!place.linked && has_words(place.text, 3)))
        }
        Role::Credit => is_picture && !has_words(place.text, CREDIT + 1) && !place.text.contains(". "),
        Role::PaywallNotice => has_words(place.text, 4),
        // Films have titles as stories do.
        Role::Promotion => !(place.linked && has_weight(place.text, TITLE)) || place.is(const { &[class("offer")] }),
        Role::Tags => !has_words(place.text, TITLE) && place.is_beside() && !place.is(const { &[class("navigation")] }),
        Role::Navigation => place.linked || !has_words(place.text, TITLE) || place.is(const { &[class("breadcrumb")] }),
        Role::PullQuote | Role::Embed => !place.linked,
        Role::AuthorNote => !place.linked && has_words(place.text, TITLE),
        Role::Contact => !place.linked && place.text.len() < 300 && !place.is(const { &[class("form")] }),
        // A short link above the story leads to its section.
        Role::RelatedLinks => !(place.head && place.linked && !has_weight(place.text, TITLE)),
        _ => true,
    }
}
