//! Furniture: what a block that is not the story's is, by the signs of its elements and by where it stands.

use super::block_context::Place;
use super::element_classes::at;
use super::head_role::head;
use super::link_targets::Target;
use super::outline::TITLE;
use crate::segment::Role;
use crate::segment::rules::layout;
use crate::segment::rules::shape::{has_weight, has_words, is_house, is_person};

/// A sign, the role of what has it, and the rule's name; the first of those that are nearest wins.
const MEANINGS: [(usize, Role, &str); 28] = [
    (at("comments"), Role::Comments, layout::PAGE_COMMENTS),
    (at("wall"), Role::PaywallNotice, layout::PAGE_PAYWALL),
    (at("offer"), Role::Promotion, layout::PAGE_PROMOTION),
    (at("advertising"), Role::Advertisement, layout::PAGE_ADVERTISEMENT),
    (at("contact"), Role::Contact, layout::PAGE_CONTACT),
    (at("notice"), Role::Boilerplate, layout::PAGE_CONSENT),
    (at("share"), Role::Engagement, layout::PAGE_SHARING),
    (at("biography"), Role::AuthorNote, layout::PAGE_AUTHOR),
    (at("credit"), Role::Credit, layout::PAGE_CREDIT),
    (at("legend"), Role::Caption, layout::PAGE_CAPTION),
    (at("caption"), Role::Caption, layout::PAGE_CAPTION),
    (at("topics"), Role::Tags, layout::PAGE_TAGS),
    (at("tags"), Role::Tags, layout::PAGE_TAGS),
    (at("related"), Role::RelatedLinks, layout::PAGE_RELATED),
    (at("legal"), Role::Boilerplate, layout::PAGE_LEGAL),
    (at("breadcrumb"), Role::Navigation, layout::PAGE_NAVIGATION),
    (at("navigation"), Role::Navigation, layout::PAGE_NAVIGATION),
    (at("search"), Role::Navigation, layout::PAGE_NAVIGATION),
    (at("footer"), Role::Navigation, layout::PAGE_NAVIGATION),
    (at("header"), Role::Navigation, layout::PAGE_NAVIGATION),
    (at("embed"), Role::Embed, layout::PAGE_EMBED),
    (at("quote"), Role::PullQuote, layout::PAGE_PULL_QUOTE),
    (at("picture"), Role::Caption, layout::PAGE_CAPTION),
    (at("video"), Role::Promotion, layout::PAGE_PROMOTION),
    (at("form"), Role::Engagement, layout::PAGE_FORM),
    (at("teaser"), Role::RelatedLinks, layout::PAGE_RELATED),
    (at("aside"), Role::RelatedLinks, layout::PAGE_RELATED),
    (at("author"), Role::AuthorNote, layout::PAGE_AUTHOR),
];

/// The most words of a credit.
const CREDIT: usize = 8;

/// What a block is, and the rule that says so.
pub(super) fn role(place: &Place<'_>) -> (Role, &'static str) {
    let named = head(place).or_else(|| card(place)).or_else(|| target(place)).or_else(|| menu(place));
    let named = named.or_else(|| date(place)).or_else(|| note(place)).or_else(|| meaning(place));
    named.unwrap_or(match place.linked {
        true if place.inside || has_words(place.text, TITLE) => (Role::RelatedLinks, layout::PAGE_LINKS),
        true => (Role::Navigation, layout::PAGE_LINKS),
        false => (Role::Boilerplate, layout::PAGE_FURNITURE),
    })
}

/// What stands beside the title of another story is said of that one.
fn card(place: &Place<'_>) -> Option<(Role, &'static str)> {
    let is_else = place.is(const { &[at("comments"), at("advertising"), at("offer"), at("wall"), at("notice")] });
    let rule = if place.is(const { &[at("related")] }) { layout::PAGE_RELATED } else { layout::PAGE_CARD };
    (place.card && !is_else).then_some((Role::RelatedLinks, rule))
}

/// What the addresses of its links say.
fn target(place: &Place<'_>) -> Option<(Role, &'static str)> {
    let all = |target: Target| place.targets.all(place.index, target);
    let any = |target: Target| place.targets.any(place.index, target) && place.linked;
    let tags = place.is_beside()
        && !place.is(const { &[at("navigation"), at("header")] })
        && place.near(const { at("topics") }) >= place.near(const { at("related") });
    let role = match () {
        () if any(Target::Sharing) => Role::Engagement,
        () if all(Target::Comments) => Role::Comments,
        () if any(Target::Topic) && tags => Role::Tags,
        () if all(Target::Topic) || all(Target::Section) => Role::Navigation,
        () if place.below && (all(Target::Mail) || all(Target::Telephone)) => Role::Contact,
        () => return None,
    };
    Some((role, layout::PAGE_TARGET))
}

/// Entries of a menu, whatever their elements are called: those are named after what they lead to.
pub(super) fn menu(place: &Place<'_>) -> Option<(Role, &'static str)> {
    let is_else = place.is(const { &[at("comments"), at("share"), at("wall")] });
    let tagged = place.is(const { &[at("tags"), at("topics")] })
        && (place.inside || place.below)
        && place.near(const { at("navigation") }) == 0;
    let listed = place.is(const { &[at("related"), at("teaser")] });
    let page = const { [at("navigation"), at("header"), at("footer")] };
    let related = listed && page.iter().all(|&sign| place.near(sign) == 0);
    let menu = place.menu && !is_else && !tagged && !related;
    menu.then_some((Role::Navigation, layout::PAGE_NAVIGATION))
}

/// When the story was published, where it is not said in the head.
fn date(place: &Place<'_>) -> Option<(Role, &'static str)> {
    let short = place.text.len() < 80 && place.text.chars().filter(char::is_ascii_digit).count() > 4;
    let is_else = place.is(const { &[at("comments"), at("related"), at("teaser")] });
    (short && !is_else && place.is_beside() && place.near(const { at("date") }) > 2 && !place.linked)
        .then_some((Role::DateLine, layout::PAGE_DATE))
}

/// What is said below the story of whoever wrote it, or of whose it is.
fn note(place: &Place<'_>) -> Option<(Role, &'static str)> {
    if !place.below || place.is(const { &[at("comments")] }) {
        return None;
    }
    if place.text.contains(['©', 'ⓒ']) && !place.is(const { &[at("caption")] }) {
        return Some((Role::Copyright, layout::PAGE_LEGAL));
    }
    if place.is(const { &[at("related"), at("teaser")] }) {
        return None;
    }
    let author = place.is(const { &[at("biography")] })
        || (place.is(const { &[at("author")] }) && !place.is(const { &[at("share")] }));
    author.then_some((Role::AuthorNote, layout::PAGE_AUTHOR))
}

/// Whether what stands in an element for captions tells who took the picture: names and nothing else.
pub(super) fn is_credit(text: &str) -> bool {
    let pieces: Vec<&str> = text.split(['|', '/', ',']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    pieces.len() > 1 && !has_words(text, 10) && pieces.iter().all(|piece| is_person(piece) || is_house(piece))
}

/// What the nearest sign means. One that is far out says something of a whole column only.
fn meaning(place: &Place<'_>) -> Option<(Role, &'static str)> {
    if place.is(const { &[at("comments")] }) {
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

/// Whether a block can be what a sign means, by its words and its place.
fn fits(role: Role, place: &Place<'_>) -> bool {
    let is_picture = !place.is(const { &[at("footer")] });
    match role {
        Role::Caption => {
            is_picture && (place.near(const { at("legend") }) > 2 || (!place.linked && has_words(place.text, 3)))
        }
        Role::Credit => is_picture && !has_words(place.text, CREDIT + 1) && !place.text.contains(". "),
        Role::PaywallNotice => has_words(place.text, 4),
        // Films that are told of have titles as stories do.
        Role::Promotion => !(place.linked && has_weight(place.text, TITLE)) || place.is(const { &[at("offer")] }),
        Role::Tags => !has_words(place.text, TITLE) && place.is_beside() && !place.is(const { &[at("navigation")] }),
        Role::Navigation => place.linked || !has_words(place.text, TITLE) || place.is(const { &[at("breadcrumb")] }),
        Role::PullQuote | Role::Embed => !place.linked,
        Role::AuthorNote => !place.linked && has_words(place.text, TITLE),
        Role::Contact => !place.linked && place.text.len() < 300 && !place.is(const { &[at("form")] }),
        // A short link above the story leads to its section.
        Role::RelatedLinks => !(place.head && place.linked && !has_weight(place.text, TITLE)),
        _ => true,
    }
}
