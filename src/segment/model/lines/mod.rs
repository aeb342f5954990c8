//! Lines of text without markup: which are the story's, by how they look and where they stand, once the rules that know
//! words have spoken.
//!
//! What a coarse extraction of a page leaves has no elements to judge it by. Only a text that has enough lines to learn
//! a place from, and at least one of which a rule says that a page put it there, is looked at: what is no page's has no
//! page's furniture.

mod features;

pub use features::{COUNT, LineFeatures, name};

use super::trees::Model;
use crate::segment::model::hints;
use crate::segment::rules::labels::Labelling;
use crate::segment::rules::layout;
use crate::segment::rules::shape::{has_weight, is_sentence};
use crate::segment::{Role, Rules, Segment, passes::label_by_words};
use crate::transcript::Transcript;
use features::MeasuredLines;
use std::sync::LazyLock;

/// By how many points a line may fall short and still be the story's: what is taken from it wrongly makes a faithful
/// quotation fail.
const STORY_BIAS: i32 = 120;

static LEARNED: LazyLock<Model> = LazyLock::new(|| {
    Model::parse(include_str!("model.txt"), COUNT).expect("the model that comes with the program is one")
});

/// The model that comes with the program.
pub fn learned() -> &'static Model {
    &LEARNED
}

/// Measures every line of a text of which no rule says anything; nothing for the others.
pub fn measure(transcript: &Transcript, rules: &Rules) -> Vec<Option<LineFeatures>> {
    let article = label_by_words(Labelling::new(transcript, rules));
    let lines = MeasuredLines::of(&article);
    let open = |index: usize| article.blocks[index].is_unlabelled() && article.blocks[index].is_prose();
    (0..article.blocks.len()).map(|index| open(index).then(|| lines.features(index))).collect()
}

/// Returns true if a line with such features is the story's.
pub fn is_story(model: &Model, features: &LineFeatures) -> bool {
    model.score(features) + STORY_BIAS > 0
}

/// Says of every line that is not the story's that it is furniture.
pub(in crate::segment) fn label_furniture(article: &mut Labelling<'_>) {
    if !is_of_page(article) {
        return;
    }
    let lines = MeasuredLines::of(article);
    let open = article.unlabelled().filter(|&index| article.blocks[index].is_prose());
    let found: Vec<usize> = open.filter(|&index| !is_story(learned(), &lines.features(index))).collect();
    for index in found {
        match may_be_story(article.blocks[index].text) {
            true => article.label(index, Role::Aside, layout::LINE_ASIDE),
            false => article.label(index, Role::Boilerplate, layout::LINE),
        };
    }
}

/// Returns true if a line is one or more whole sentences, and no word of it speaks to the reader, asks for something,
/// speaks for a reader, or is the law's.
fn may_be_story(text: &str) -> bool {
    const FURNITURE: [usize; 4] = [0, 1, 2, 5];
    let hints = hints::count(text);
    has_weight(text, 4)
        && is_sentence(text)
        && !text.starts_with(char::is_lowercase)
        && FURNITURE.iter().all(|&kind| hints[kind] == 0)
}

/// The fewest lines that a text must have.
const FEWEST: usize = 5;

/// Returns true if a text shows that it came out of a page.
fn is_of_page(article: &Labelling<'_>) -> bool {
    article.blocks.len() >= FEWEST && article.blocks.iter().any(|part| part.role().is_some_and(features::is_of_page))
}

/// For each line what weighed most for its being the story's, or against it, where the model was asked at all.
pub(in crate::segment) fn reasons(transcript: &Transcript, rules: &Rules, segments: &[Segment]) -> Vec<Vec<String>> {
    if !segments.iter().any(|segment| segment.rule == layout::LINE) {
        return Vec::new();
    }
    let heaviest = |features: &LineFeatures| {
        let weighed = learned().reasons(features).into_iter().take(4);
        weighed.map(|(at, _)| name(at)).collect()
    };
    measure(transcript, rules).iter().map(|features| features.as_ref().map_or_else(Vec::new, heaviest)).collect()
}

#[cfg(test)]
mod tests;
