//! The context of a block that is not the story's, by which its role is found.

use super::element_classes::Near;
use super::link_targets::LinkTargets;

/// A block's words, and its place among the others.
pub(super) struct BlockContext<'a> {
    /// Its number on the page.
    pub index: usize,
    pub text: &'a str,
    /// The nearness of each class of names.
    pub near: Near,
    /// The targets of the page's links.
    pub targets: &'a LinkTargets,
    /// True if it is the headline, or says what the page calls its title.
    pub titled: bool,
    /// True if it says what the page says of itself to sum the story up.
    pub summed: bool,
    /// True if it is the name of someone who the page says wrote the story.
    pub signed: bool,
    /// True if it begins with such a name.
    pub named: bool,
    /// True if the story begins behind it, and the headline stands close above or below.
    pub head: bool,
    /// True if it stands between the headline and the story.
    pub under: bool,
    /// True if story stands before and behind it.
    pub inside: bool,
    /// True if all of the story stands before it.
    pub below: bool,
    /// True if most of it is links.
    pub linked: bool,
    /// True if it is a few words that lead elsewhere, among others like it.
    pub menu: bool,
    /// True if it stands beside the title of another story.
    pub card: bool,
}

impl BlockContext<'_> {
    /// The nearness of a class of names: 3 at the nearest, 0 if it is nowhere.
    pub(super) fn near(&self, sign: usize) -> i16 {
        self.near[sign]
    }

    /// Returns true if one of these signs is on one of the four elements around the block.
    pub(super) fn is(&self, signs: &[usize]) -> bool {
        signs.iter().any(|&sign| self.near[sign] > 1)
    }

    /// Returns true if the story, or its headline, is close.
    pub(super) fn is_beside(&self) -> bool {
        self.head || self.inside || self.below
    }
}
