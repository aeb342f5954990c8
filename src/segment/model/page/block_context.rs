//! What is known of a block that is not the story's when its role is looked for.

use super::element_classes::Near;
use super::link_targets::LinkTargets;

/// Where a block stands, and what it says.
pub(super) struct BlockContext<'a> {
    /// Its number on the page.
    pub index: usize,
    pub text: &'a str,
    /// How near each sign is.
    pub near: Near,
    /// What the links of the page lead to.
    pub targets: &'a LinkTargets,
    /// Whether it is the headline, or says what the page calls its title.
    pub titled: bool,
    /// Whether it says what the page says of itself to sum the story up.
    pub summed: bool,
    /// Whether it is the name of someone who the page says wrote the story.
    pub signed: bool,
    /// Whether it begins with such a name.
    pub named: bool,
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
    /// Whether it stands beside the title of another story.
    pub card: bool,
}

impl BlockContext<'_> {
    /// How near a sign is: 3 at the nearest, 0 if it is nowhere.
    pub(super) fn near(&self, sign: usize) -> i16 {
        self.near[sign]
    }

    /// Whether one of these signs is on one of the four elements around the block.
    pub(super) fn is(&self, signs: &[usize]) -> bool {
        signs.iter().any(|&sign| self.near[sign] > 1)
    }

    /// Whether the story, or its headline, is close.
    pub(super) fn is_beside(&self) -> bool {
        self.head || self.inside || self.below
    }
}
