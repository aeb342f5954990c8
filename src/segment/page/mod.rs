//! Pages: which blocks are the story's, by how they look and by what their elements say, and what the others are.

mod furniture;
mod signs;
mod traits;

pub use traits::{COUNT, Traits};

use super::article::{Article, flat};
use super::model::Model;
use super::rule::{Place, Unit};
use crate::transcript::{FactKind, Transcript};
use std::sync::LazyLock;
use traits::{MEASURES, Page};
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
    let page = Page::of(transcript);
    let story = stories(article.rules.page_model(), transcript);
    let titles = Titles::of(transcript);
    let headline = headline(article, &titles);
    let first = story.iter().position(|&story| story).unwrap_or(story.len());
    let last = story.iter().rposition(|&story| story).unwrap_or(0);
    for index in (0..story.len()).filter(|&index| !story[index] || Some(index) == headline) {
        let text = flat(article.parts[index].text);
        if Some(index) != headline
            && let Some(rule) = article.rules.find(Unit::Block, &[Place::Anywhere, Place::Tail, Place::Head], &text)
        {
            let (role, rule) = (rule.role, &rule.id);
            article.say(index, role, rule);
            continue;
        }
        let block = &transcript.blocks()[index];
        let (role, rule) = furniture::role(&furniture::Place {
            text: article.parts[index].text,
            near: &page.traits(index)[MEASURES.len()..],
            titled: Some(index) == headline,
            summed: titles.summaries.contains(&hash(article.parts[index].text)),
            head: headline.is_some_and(|at| index.abs_diff(at) < 12) && index < first + 3,
            inside: first < index && index < last,
            linked: block.link_bytes * 2 > block.span.len(),
        });
        article.say(index, role, rule);
    }
    story.iter().enumerate().map(|(index, &story)| story && Some(index) != headline).collect()
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
