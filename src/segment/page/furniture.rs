//! Furniture: what a block that is not the story's is, by the signs of its elements and by where it stands.

use super::super::{Role, layout};
use super::signs::SIGNS;
use crate::segment::shape::{has_words, is_house, is_person};

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
    /// Whether it stands between the headline and the story.
    pub under: bool,
    /// Whether story stands before and behind it.
    pub inside: bool,
    /// Whether all of the story stands before it.
    pub below: bool,
    /// Whether most of it is links.
    pub linked: bool,
    /// Whether it is a few words that lead elsewhere, among others like it.
    pub menu: bool,
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

/// The fewest words of a link that says what another story says.
const TITLE: usize = 6;

/// What a block is, and the rule that says so.
pub(super) fn role(place: &Place<'_>) -> (Role, &'static str) {
    let named = head(place).or_else(|| menu(place)).or_else(|| note(place)).or_else(|| meaning(place));
    named.unwrap_or(match place.linked {
        true if place.inside || has_words(place.text, TITLE) => (Role::RelatedLinks, layout::PAGE_LINKS),
        true => (Role::Navigation, layout::PAGE_LINKS),
        false => (Role::Boilerplate, layout::PAGE_FURNITURE),
    })
}

/// Entries of a menu, whatever their elements are called: those are named after what they lead to.
pub(super) fn menu(place: &Place<'_>) -> Option<(Role, &'static str)> {
    let is_else = ["comments", "sharing", "paywall"].iter().any(|sign| near(place, sign) > 1);
    let tagged = near(place, "tags") > 1 && (place.inside || place.below) && near(place, "navigation") == 0;
    let listed = near(place, "related").max(near(place, "teaser")) > 1;
    let related = listed && ["navigation", "header", "footer"].iter().all(|sign| near(place, sign) == 0);
    let menu = place.menu && !is_else && !tagged && !related;
    menu.then_some((Role::Navigation, layout::PAGE_NAVIGATION))
}

/// What is said below the story of whoever wrote it, or of whose it is.
fn note(place: &Place<'_>) -> Option<(Role, &'static str)> {
    let is = |signs: &[&str]| signs.iter().any(|sign| near(place, sign) > 1);
    if !place.below || is(&["comments"]) {
        return None;
    }
    if place.text.contains(['©', 'ⓒ']) && !is(&["caption"]) {
        return Some((Role::Copyright, layout::PAGE_LEGAL));
    }
    if is(&["related", "teaser"]) {
        return None;
    }
    let author = near(place, "author") > 1 && near(place, "sharing") < 2;
    author.then_some((Role::AuthorNote, layout::PAGE_AUTHOR))
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
        () if place.under && is_person(place.text) => Some((Role::Byline, layout::PAGE_BYLINE)),
        () if place.under && short && digits > 2 && is_time(place.text) => Some((Role::DateLine, layout::PAGE_DATE)),
        () => None,
    }
}

/// Whether it tells an hour.
fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(3).any(|three| three[0].is_ascii_digit() && three[1] == b':' && three[2].is_ascii_digit())
}

/// Whether what stands in an element for captions tells who took the picture: names and nothing else.
pub(super) fn is_credit(text: &str) -> bool {
    let pieces: Vec<&str> = text.split(['|', '/', ',']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    pieces.len() > 1 && !has_words(text, 10) && pieces.iter().all(|piece| is_person(piece) || is_house(piece))
}

/// What the nearest sign means. One that is far out says something of a whole column only.
fn meaning(place: &Place<'_>) -> Option<(Role, &'static str)> {
    let signs = MEANINGS.iter().map(|meaning| (near(place, meaning.0), meaning));
    let fits = |role: Role| match role {
        Role::Caption => !place.linked && has_words(place.text, 3),
        Role::Tags => !has_words(place.text, TITLE),
        Role::Navigation => place.linked || !has_words(place.text, 2 * TITLE),
        Role::PullQuote | Role::Embed => !place.linked,
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
