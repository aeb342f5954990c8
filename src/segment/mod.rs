//! What each part of a transcript is: body, caption, disclaimer …
//!
//! **Invariant**: segments tile the transcript: the first starts at 0, each starts where the one before ends, the last
//! ends with the text; none is empty.

pub mod by_hand;
mod evidence;
mod model;
mod passes;
mod repetition;
mod role;
mod rule_id;
mod rules;
mod tile;

pub use evidence::{evidence, meaning};
pub use repetition::across;
pub use role::{Role, Standing};
pub use rule_id::RuleId;
pub use rules::rule::{Place, Rule, Unit};
pub use rules::set::{Rules, RulesError};
pub use tile::Segment;

use crate::capture::Mark;
use crate::transcript::Transcript;
use model::trees::Model;
use model::{lines, page};
use rules::labels::Article;
use rules::layout;
use tile::{tile, whole};

/// What the trainer of the models needs, and nobody else: nothing here is promised.
#[doc(hidden)]
pub mod training {
    pub use super::model::lines::{Traits as LineTraits, is_story, measure as measure_lines};
    pub use super::model::page::{Traits, learned, measure, stories, trait_name};
    pub use super::model::trees::{DEPTH, Model, Tree};
    pub use super::segment_by;
}

/// Types every part of `transcript`. What no rule speaks of is body.
pub fn segment(transcript: &Transcript, rules: &Rules) -> Vec<Segment> {
    segment_by(page::learned(), transcript, rules)
}

/// Types every part of `transcript`; what was said by hand overrules what the rules say.
pub fn segment_marked(transcript: &Transcript, rules: &Rules, marks: &[Mark]) -> Vec<Segment> {
    by_hand::apply(segment(transcript, rules), transcript, marks)
}

/// Types every part of `transcript`; `model` tells a page's story from its furniture.
#[doc(hidden)]
pub fn segment_by(model: &Model, transcript: &Transcript, rules: &Rules) -> Vec<Segment> {
    if transcript.exceeds_limits() {
        return whole(transcript.text(), Role::Boilerplate, layout::CROWDED);
    }
    let mut article = Article::new(transcript, rules);
    if !transcript.elements().is_empty() {
        let story = page::furnish(&mut article, transcript, model);
        return tile(&passes::type_story(article, &story));
    }
    article = passes::told_by_words(article);
    lines::furnish(&mut article);
    tile(&article)
}

#[cfg(test)]
mod tests;
