//! Furniture: what a block that is not the story's is, by the signs of its elements and by where it stands.

use super::super::{Role, layout};
use super::signs::SIGNS;
use crate::segment::shape::is_person;

/// Where a block stands, and what it says.
pub(super) struct Place<'a> {
    pub text: &'a str,
    /// How near each sign is, in the order of [`SIGNS`].
    pub near: &'a [i16],
    /// Whether it is the headline, or says what the page calls its title.
    pub titled: bool,
    /// Whether it says what the page says of itself to sum the story up.
    pub summed: bool,
    /// Whether the story begins behind it, and the headline stands close above or below.
    pub head: bool,
    /// Whether story stands before and behind it.
    pub inside: bool,
    /// Whether most of it is links.
    pub linked: bool,
}

/// A sign, the role of what has it, and the rule's name; the first of those that are nearest wins.
const MEANINGS: [(&str, Role, &str); 21] = [
    ("comments", Role::Comments, layout::PAGE_COMMENTS),
    ("paywall", Role::PaywallNotice, layout::PAGE_PAYWALL),
    ("subscribing", Role::Promotion, layout::PAGE_PROMOTION),
    ("advertising", Role::Advertisement, layout::PAGE_ADVERTISEMENT),
    ("consent", Role::Boilerplate, layout::PAGE_CONSENT),
    ("sharing", Role::Engagement, layout::PAGE_SHARING),
    ("caption", Role::Caption, layout::PAGE_CAPTION),
    ("tags", Role::Tags, layout::PAGE_TAGS),
    ("related", Role::RelatedLinks, layout::PAGE_RELATED),
    ("legal", Role::Boilerplate, layout::PAGE_LEGAL),
    ("navigation", Role::Navigation, layout::PAGE_NAVIGATION),
    ("footer", Role::Navigation, layout::PAGE_NAVIGATION),
    ("header", Role::Navigation, layout::PAGE_NAVIGATION),
    ("embed", Role::Embed, layout::PAGE_EMBED),
    ("quote", Role::PullQuote, layout::PAGE_PULL_QUOTE),
    ("picture", Role::Caption, layout::PAGE_CAPTION),
    ("video", Role::Promotion, layout::PAGE_PROMOTION),
    ("form", Role::Engagement, layout::PAGE_FORM),
    ("teaser", Role::RelatedLinks, layout::PAGE_RELATED),
    ("aside", Role::RelatedLinks, layout::PAGE_RELATED),
    ("author", Role::AuthorNote, layout::PAGE_AUTHOR),
];

/// What a block is, and the rule that says so.
pub(super) fn role(place: &Place<'_>) -> (Role, &'static str) {
    head(place).or_else(|| meaning(place)).unwrap_or(match place.linked {
        true if place.inside => (Role::RelatedLinks, layout::PAGE_LINKS),
        true => (Role::Navigation, layout::PAGE_LINKS),
        false => (Role::Boilerplate, layout::PAGE_FURNITURE),
    })
}

fn near(place: &Place<'_>, name: &str) -> i16 {
    SIGNS.iter().position(|sign| sign.name == name).map_or(0, |at| place.near[at])
}

/// The parts of a head.
fn head(place: &Place<'_>) -> Option<(Role, &'static str)> {
    let digits = place.text.chars().filter(char::is_ascii_digit).count();
    let short = place.text.chars().count() < 120;
    match () {
        () if place.titled => Some((Role::Headline, layout::PAGE_HEADLINE)),
        () if place.summed => Some((Role::Standfirst, layout::PAGE_STANDFIRST)),
        () if !place.head || near(place, "related") > 1 || near(place, "sharing") > 1 => None,
        () if near(place, "standfirst") > 1 && !place.linked => Some((Role::Standfirst, layout::PAGE_STANDFIRST)),
        () if near(place, "caption") > 1 => None,
        () if near(place, "author") > 1 && short && (digits < 4 || is_person(place.text)) => {
            Some((Role::Byline, layout::PAGE_BYLINE))
        }
        () if near(place, "facts") > 1 && short && digits > 2 => Some((Role::DateLine, layout::PAGE_DATE)),
        () => None,
    }
}

/// What the nearest sign means. One that is far out says something of a whole column only.
fn meaning(place: &Place<'_>) -> Option<(Role, &'static str)> {
    let signs = MEANINGS.iter().map(|meaning| (near(place, meaning.0), meaning));
    let fits = |role: Role| match role {
        Role::PullQuote | Role::Embed | Role::Caption => !place.linked,
        Role::AuthorNote => !place.linked && place.text.split_whitespace().nth(5).is_some(),
        _ => true,
    };
    let mut best: Option<(i16, Role, &'static str)> = None;
    for (near, &(_, role, rule)) in signs.filter(|(near, meaning)| *near > 0 && fits(meaning.1)) {
        if best.is_none_or(|best| near > best.0) {
            best = Some((near, role, rule));
        }
    }
    best.map(|(_, role, rule)| (role, rule))
}
