//! The role of each part of a transcript: body, caption, disclaimer …
//!
//! **Invariant**: segments tile the transcript: the first starts at 0, each starts where the one before ends, the last
//! ends with the text; none is empty.

mod body_size;
mod evidence;
mod model;
mod passes;
mod repetition;
mod role;
pub mod role_marks;
mod rule_id;
mod rules;
mod tile;

pub use body_size::BodySize;
pub use evidence::{evidence, meaning};
pub use repetition::across;
pub use role::{Role, Standing};
pub use rule_id::RuleId;
pub use rules::rule::{SegmentRule, Unit, Zone};
pub use rules::set::{Rules, RulesError};
pub use tile::Segment;

use crate::capture::RoleMark;
use crate::transcript::Transcript;
use model::trees::Model;
use model::{lines, page};
use rules::labels::Labelling;
use rules::layout;
use tile::{tile, whole};

/// Internals for the trainer of the models: nothing here is promised.
#[doc(hidden)]
pub mod training {
    pub use super::model::lines::{LineFeatures, is_story, measure as measure_lines};
    pub use super::model::page::{PageFeatures, learned, measure, page_feature_name, stories};
    pub use super::model::trees::{DEPTH, DecisionTree, Model};
    pub use super::segment_by;
}

/// Types every part of `transcript`. What no rule speaks of is body.
pub fn segment(transcript: &Transcript, rules: &Rules) -> Vec<Segment> {
    segment_by(page::learned(), transcript, rules)
}

/// Types every part of `transcript`; the roles that `marks` give override those of the rules.
pub fn segment_marked(transcript: &Transcript, rules: &Rules, marks: &[RoleMark]) -> Vec<Segment> {
    role_marks::apply(segment(transcript, rules), transcript, marks)
}

/// Types every part of `transcript`; `model` separates a page's story from its furniture.
#[doc(hidden)]
pub fn segment_by(model: &Model, transcript: &Transcript, rules: &Rules) -> Vec<Segment> {
    if transcript.exceeds_limits() {
        return whole(transcript.text(), Role::Aside, layout::CROWDED);
    }
    let mut article = Labelling::new(transcript, rules);
    if transcript.is_document() {
        passes::label_by_structure(&mut article);
        return tile(&article);
    }
    if !transcript.elements().is_empty() {
        let story = page::label_furniture(&mut article, transcript, model);
        article = passes::label_story(article, &story);
        passes::nothing_else(&mut article);
        return tile(&article);
    }
    article = passes::label_by_words(article);
    lines::label_furniture(&mut article);
    passes::nothing_else(&mut article);
    tile(&article)
}
