//! Pages: which blocks are the story's, by how they look and by what their elements say, and what the others are.

mod furniture;
mod measures;
mod signs;
mod traits;

pub use traits::{COUNT, Traits, name as trait_name};

use super::article::{Article, flat};
use super::model::Model;
use super::rule::{Place, Unit};
use super::{Role, Rules, layout, shape};
use crate::transcript::{Block, FactKind, Transcript};
use measures::MEASURES;
use std::sync::LazyLock;
use traits::Page;
pub(super) use traits::{hash, scaled};

/// By how many points a block may fall short and still be the story's: what is taken from the story wrongly makes a
/// faithful quotation fail, and rules that know words look at the story once more.
const BENEFIT: i32 = 220;

/// By how many more a block may fall short that stands between two of the story's, in an element like theirs.
const BETWEEN: i32 = 150;

static LEARNED: LazyLock<Model> = LazyLock::new(|| {
    Model::parse(include_str!("model.txt"), COUNT).expect("the model that comes with the program is one")
});

/// The model that comes with the program.
pub fn learned() -> &'static Model {
    &LEARNED
}

/// Measures every block of a page.
pub fn measure(transcript: &Transcript) -> Vec<Traits> {
    let page = Page::of(transcript);
    (0..transcript.blocks().len()).map(|index| page.traits(index)).collect()
}

/// For each block of a page whether it is the story's.
pub fn stories(model: &Model, transcript: &Transcript) -> Vec<bool> {
    let page = Page::of(transcript);
    let points = |index: usize| {
        let traits = page.traits(index);
        let certain = signs::CERTAIN.iter().any(|&(sign, near)| traits[MEASURES.len() + sign] >= near);
        if certain { None } else { Some(model.points(&traits) + BENEFIT) }
    };
    let points: Vec<Option<i32>> = (0..transcript.blocks().len()).map(points).collect();
    let story = |index: usize| points.get(index).is_some_and(|points| *points > Some(0));
    let beside = |index: usize, other: Option<usize>| other.is_some_and(|at| story(at) && page.are_siblings(index, at));
    let between = |index: usize| beside(index, index.checked_sub(1)) && beside(index, Some(index + 1));
    let is_story = |(index, points): (usize, &Option<i32>)| {
        points.is_some_and(|points| points > 0 || (points + BETWEEN > 0 && between(index)))
    };
    points.iter().enumerate().map(is_story).collect()
}

/// Says of every block that is not the story's what it is. For each block whether it is the story's.
pub(super) fn furnish(article: &mut Article<'_>, transcript: &Transcript) -> Vec<bool> {
    let story = stories(article.rules.page_model(), transcript);
    let page = Page::of(transcript);
    let blocks: Vec<Block> = transcript.blocks().iter().collect();
    let titles = Titles::of(transcript);
    let headline = headline(article, &titles);
    let first = story.iter().position(|&story| story).unwrap_or(story.len());
    let last = story.iter().rposition(|&story| story).unwrap_or(0);
    for index in (0..story.len()).filter(|&index| !story[index] || Some(index) == headline) {
        let block = blocks[index];
        let near = &page.traits(index)[MEASURES.len()..];
        let place = furniture::Place {
            text: article.parts[index].text,
            near,
            titled: Some(index) == headline,
            summed: titles.summaries.contains(&hash(article.parts[index].text)),
            head: headline.is_some_and(|at| index.abs_diff(at) < 12) && index < first + 3,
            under: headline.is_some_and(|at| at < index && index < at + 12) && index < first,
            inside: first < index && index < last,
            below: last < index,
            linked: block.link_bytes * 2 > block.span.len(),
            menu: is_menu(&blocks, transcript.text(), index) && !(first < index && index < last),
        };
        let (role, rule) = named(article, index, &place);
        article.say(index, role, rule);
    }
    story.iter().enumerate().map(|(index, &story)| story && Some(index) != headline).collect()
}

/// What a block that is not the story's is: by its words, and else by its elements and its place.
fn named<'a>(article: &Article<'a>, index: usize, place: &furniture::Place<'_>) -> (Role, &'a str) {
    let (text, rules) = (flat(article.parts[index].text), article.rules);
    let places = [Place::Anywhere, Place::Tail, Place::Head];
    let by_words = || rules.find(Unit::Block, &places, &text).map(|rule| (rule.role, rule.id.as_str()));
    let by_place = furniture::role(place);
    let said = by_words().filter(|(role, _)| match role {
        _ if place.titled => false,
        // Words such as “newsletter” or “search” in a menu lead to what they name.
        Role::Engagement | Role::Advertisement => furniture::menu(place).is_none(),
        // Other stories have dates and authors too.
        Role::DateLine | Role::Byline => !matches!(by_place.0, Role::RelatedLinks | Role::Comments),
        _ => true,
    });
    match said {
        Some(said) => said,
        None if by_place.0 == Role::Caption => credited(rules, &text).unwrap_or(by_place),
        None => by_place,
    }
}

/// Who took the picture, where nothing else is said in an element for captions.
fn credited<'a>(rules: &'a Rules, text: &str) -> Option<(Role, &'a str)> {
    match rules.ending(text) {
        Some((rule, at)) if text[..at].trim_matches(['(', '[', ' ']).is_empty() => Some((rule.role, &rule.id)),
        _ => furniture::is_credit(text).then_some((Role::Credit, layout::PAGE_CREDIT)),
    }
}

/// How many words an entry of a menu has at most.
const ENTRY: usize = 4;

/// Whether a block is a short link, and so are two of the four around it.
fn is_menu(blocks: &[Block], text: &str, index: usize) -> bool {
    let is_entry = |at: &usize| {
        blocks.get(*at).is_some_and(|block| {
            let text = &text[block.span.range()];
            block.link_bytes * 2 > block.span.len() && !shape::has_words(text, ENTRY + 1)
        })
    };
    let around = (index.saturating_sub(2)..index).chain(index + 1..index + 3);
    is_entry(&index) && around.filter(is_entry).count() >= 2
}

/// What the page says of its title and summary.
struct Titles {
    titles: Vec<u64>,
    summaries: Vec<u64>,
}

impl Titles {
    fn of(transcript: &Transcript) -> Self {
        let of = |kind| {
            let facts = transcript.facts().iter().filter(move |fact| fact.kind == kind);
            facts.map(|fact| hash(&fact.value)).collect()
        };
        Self { titles: of(FactKind::Headline), summaries: of(FactKind::Description) }
    }
}

/// The headline: the first heading that says the page's title, else the first `h1` with more than one word.
fn headline(article: &Article<'_>, titles: &Titles) -> Option<usize> {
    use crate::transcript::BlockKind::Heading;
    let titled = |index: &usize| titles.titles.contains(&hash(article.parts[*index].text));
    let level = |index: &usize, most| matches!(article.parts[*index].kind, Heading(level) if level <= most);
    let all = || 0..article.parts.len();
    let first = |index: &usize| level(index, 1) && article.parts[*index].text.contains(char::is_whitespace);
    all()
        .find(|index| level(index, 1) && titled(index))
        .or_else(|| all().find(|index| level(index, 3) && titled(index)))
        .or_else(|| all().find(first))
}

/// For each block of a page what spoke most for its being the story's, or against it: the traits that weighed most.
/// Nothing for what is no page.
pub(super) fn reasons(transcript: &Transcript) -> Vec<Vec<String>> {
    if transcript.elements().is_empty() {
        return Vec::new();
    }
    let heaviest = |traits: &Traits| {
        let weighed = learned().reasons(traits).into_iter().take(4);
        weighed.map(|(at, _)| traits::name(at).to_owned()).collect()
    };
    measure(transcript).iter().map(heaviest).collect()
}

#[cfg(test)]
mod tests;
