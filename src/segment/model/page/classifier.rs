//! Which blocks of a page are the story's, by a model.

use super::feature_names::{self, MEASURES};
use super::name_classes::CERTAIN;
use super::page_features::{self, COUNT, MeasuredPage, PageFeatures};
use crate::segment::model::trees::Model;
use crate::transcript::Transcript;
use std::sync::LazyLock;

/// By how much the score of a block may fall short and still be the story's: what is taken from the story wrongly makes a
/// faithful quotation fail, and rules that know words look at the story once more.
const STORY_BIAS: i32 = 140;

/// By how many more a block may fall short that stands between two of the story's, in an element like theirs.
const SIBLING_BIAS: i32 = 150;

static LEARNED: LazyLock<Model> = LazyLock::new(|| {
    Model::parse(include_str!("model.txt"), COUNT).expect("the model that comes with the program is one")
});

/// The model that comes with the program.
pub fn learned() -> &'static Model {
    &LEARNED
}

/// Measures every block of a page.
pub fn measure(transcript: &Transcript) -> Vec<PageFeatures> {
    let page = MeasuredPage::of(transcript);
    (0..transcript.blocks().len()).map(|index| page.features(index)).collect()
}

/// By how many more a paragraph may fall short and still be one of which it is not sure that it is not the story's.
const DOUBT_BIAS: i32 = 700;

/// The share of a block's words that the page must declare to machines as the story's to leave no doubt; of 1 to 5.
const DECLARED: i16 = 4;

/// Which blocks of a page are the story's, and of which it is not sure that they are not.
pub(super) struct Classified {
    pub(super) story: Vec<bool>,
    pub(super) doubtful: Vec<bool>,
}

/// For each block of a page whether it is the story's.
pub fn stories(model: &Model, transcript: &Transcript) -> Vec<bool> {
    classify(model, &MeasuredPage::of(transcript), transcript.blocks().len()).story
}

/// The same of a page that was measured as a whole, and has so many blocks.
pub(super) fn classify(model: &Model, page: &MeasuredPage<'_>, blocks: usize) -> Classified {
    let score = |index: usize| {
        let features = page.features(index);
        let certain = CERTAIN.iter().any(|&(sign, near)| features[MEASURES + sign] >= near)
            && features[feature_names::DECLARED] < DECLARED;
        if certain || page.is_of_another(index) { None } else { Some(model.score(&features) + STORY_BIAS) }
    };
    let score: Vec<Option<i32>> = (0..blocks).map(score).collect();
    let story = |index: usize| score.get(index).is_some_and(|score| *score > Some(0));
    let beside = |index: usize, other: Option<usize>| other.is_some_and(|at| story(at) && page.are_siblings(index, at));
    let between = |index: usize| beside(index, index.checked_sub(1)) && beside(index, Some(index + 1));
    let is_story = |(index, score): (usize, &Option<i32>)| {
        score.is_some_and(|score| score > 0 || (score + SIBLING_BIAS > 0 && between(index)))
    };
    let mut found: Vec<bool> = score.iter().enumerate().map(is_story).collect();
    if !(0..blocks).any(|index| found[index] && !page.is_at_foot(index)) {
        let prose = page.all_prose(&score);
        found = if prose.contains(&true) { prose } else { found };
    }
    let in_doubt = |(index, score): (usize, &Option<i32>)| {
        page.is_running_text(index) && score.is_some_and(|score| score + DOUBT_BIAS > 0 || page.is_note(index))
    };
    Classified { doubtful: score.iter().enumerate().map(in_doubt).collect(), story: found }
}

/// For each block of a page what spoke most for its being the story's, or against it: the features that weighed most.
/// Nothing for what is no page.
pub(in crate::segment) fn reasons(transcript: &Transcript) -> Vec<Vec<String>> {
    if transcript.elements().is_empty() {
        return Vec::new();
    }
    let heaviest = |features: &PageFeatures| {
        let weighed = learned().reasons(features).into_iter().take(4);
        weighed.map(|(at, _)| page_features::name(at).to_owned()).collect()
    };
    measure(transcript).iter().map(heaviest).collect()
}
