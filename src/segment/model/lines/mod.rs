//! Lines of text without markup: which are the story's, by how they look and where they stand, once the rules that know
//! words have spoken.
//!
//! What a coarse extraction of a page leaves has no elements to tell it by. Only a text that has enough lines to learn
//! a place from, and at least one of which a rule says that a page put it there, is looked at: what is no page's has no
//! page's furniture.

mod features;
mod hints;

pub use features::{COUNT, Traits, name};

use super::trees::Model;
use crate::segment::rules::labels::Article;
use crate::segment::rules::layout;
use crate::segment::{Role, Rules, Segment, passes::told_by_words};
use crate::transcript::Transcript;
use features::Lines;
use std::sync::LazyLock;

/// By how many points a line may fall short and still be the story's: what is taken from it wrongly makes a faithful
/// quotation fail.
const BENEFIT: i32 = 120;

static LEARNED: LazyLock<Model> = LazyLock::new(|| {
    Model::parse(include_str!("model.txt"), COUNT).expect("the model that comes with the program is one")
});

/// The model that comes with the program.
pub fn learned() -> &'static Model {
    &LEARNED
}

/// Measures every line of a text of which no rule says anything; nothing for the others.
pub fn measure(transcript: &Transcript, rules: &Rules) -> Vec<Option<Traits>> {
    let article = told_by_words(Article::new(transcript, rules));
    let lines = Lines::of(&article);
    let open = |index: usize| article.parts[index].is_unsaid() && article.parts[index].is_prose();
    (0..article.parts.len()).map(|index| open(index).then(|| lines.traits(index))).collect()
}

/// Whether a line with such traits is the story's.
pub fn is_story(model: &Model, traits: &Traits) -> bool {
    model.points(traits) + BENEFIT > 0
}

/// Says of every line that is not the story's that it is furniture.
pub(in crate::segment) fn furnish(article: &mut Article<'_>) {
    if !is_of_page(article) {
        return;
    }
    let lines = Lines::of(article);
    let open = article.unsaid().filter(|&index| article.parts[index].is_prose());
    let found: Vec<usize> = open.filter(|&index| !is_story(learned(), &lines.traits(index))).collect();
    for index in found {
        article.say(index, Role::Boilerplate, layout::LINE);
    }
}

/// The fewest lines that a text must have.
const FEWEST: usize = 5;

/// Whether a text shows that it came out of a page.
fn is_of_page(article: &Article<'_>) -> bool {
    article.parts.len() >= FEWEST && article.parts.iter().any(|part| part.role().is_some_and(features::is_of_page))
}

/// For each line what weighed most for its being the story's, or against it, where the model was asked at all.
pub(in crate::segment) fn reasons(transcript: &Transcript, rules: &Rules, segments: &[Segment]) -> Vec<Vec<String>> {
    if !segments.iter().any(|segment| segment.rule == layout::LINE) {
        return Vec::new();
    }
    let heaviest = |traits: &Traits| {
        let weighed = learned().reasons(traits).into_iter().take(4);
        weighed.map(|(at, _)| name(at)).collect()
    };
    measure(transcript, rules).iter().map(|traits| traits.as_ref().map_or_else(Vec::new, heaviest)).collect()
}

#[cfg(test)]
mod tests;
