//! Which blocks of a page are the story's, by a model.

use super::feature_names::MEASURES;
use super::name_classes::CERTAIN;
use super::page_features::{self, COUNT, Page, Traits};
use crate::segment::model::trees::Model;
use crate::transcript::Transcript;
use std::sync::LazyLock;

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
    told(model, &Page::of(transcript), transcript.blocks().len())
}

/// The same of a page that was measured as a whole, and has so many blocks.
pub(super) fn told(model: &Model, page: &Page<'_>, blocks: usize) -> Vec<bool> {
    let points = |index: usize| {
        let traits = page.traits(index);
        let certain = CERTAIN.iter().any(|&(sign, near)| traits[MEASURES.len() + sign] >= near);
        if certain || page.is_of_another(index) { None } else { Some(model.points(&traits) + BENEFIT) }
    };
    let points: Vec<Option<i32>> = (0..blocks).map(points).collect();
    let story = |index: usize| points.get(index).is_some_and(|points| *points > Some(0));
    let beside = |index: usize, other: Option<usize>| other.is_some_and(|at| story(at) && page.are_siblings(index, at));
    let between = |index: usize| beside(index, index.checked_sub(1)) && beside(index, Some(index + 1));
    let is_story = |(index, points): (usize, &Option<i32>)| {
        points.is_some_and(|points| points > 0 || (points + BETWEEN > 0 && between(index)))
    };
    points.iter().enumerate().map(is_story).collect()
}

/// For each block of a page what spoke most for its being the story's, or against it: the traits that weighed most.
/// Nothing for what is no page.
pub(in crate::segment) fn reasons(transcript: &Transcript) -> Vec<Vec<String>> {
    if transcript.elements().is_empty() {
        return Vec::new();
    }
    let heaviest = |traits: &Traits| {
        let weighed = learned().reasons(traits).into_iter().take(4);
        weighed.map(|(at, _)| page_features::name(at).to_owned()).collect()
    };
    measure(transcript).iter().map(heaviest).collect()
}
