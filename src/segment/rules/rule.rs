//! One rule, as the data file has it.

use crate::segment::Role;
use serde::{Deserialize, Serialize};

/// A pattern, and the role of what it matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SegmentRule {
    /// Its name: lowercase words joined by hyphens. Manifests name it.
    pub id: String,
    /// The role of a match.
    pub role: Role,
    /// A regular expression of the `regex` crate. `{name}`, `{date}` and the other words under `[terms]` stand for
    /// theirs. It sees line breaks as spaces.
    pub pattern: String,
    /// The unit that it is held against.
    #[serde(default)]
    pub unit: Unit,
    /// The zone in which it may match.
    #[serde(default, rename = "where")]
    pub zone: Zone,
    /// The longest text that it is held against, in characters.
    #[serde(default = "SegmentRule::usual_max")]
    pub max: usize,
    /// True if it is a heading, and titles and teasers that follow belong to it.
    #[serde(default)]
    pub opens: bool,
    /// The language that it is for, as a BCP 47 tag; empty for any. For people: it changes nothing.
    #[serde(default)]
    pub language: String,
    /// Text that it must match.
    pub example: String,
    /// Text that it must not match.
    pub counter: String,
}

/// The unit of text that a pattern is held against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Unit {
    /// A whole block. The block gets the role.
    #[default]
    Block,
    /// A sentence. It gets the role, and so do those behind it in its block, up to one that another rule matches.
    Sentence,
    /// The end of a block. The first group gets the role; what stands before it is a caption.
    Ending,
}

/// The zone of an article in which a rule may match.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Zone {
    /// Everywhere.
    #[default]
    Anywhere,
    /// Before the story has got under way: up to its second paragraph.
    Head,
    /// In the head, right behind a byline.
    AfterByline,
    /// In the second half of the blocks, or among the last ten.
    Tail,
    /// Before nothing but page furniture.
    End,
    /// On a page, in what is known not to be the story's: words that a story may have too can be read there.
    Around,
}

impl SegmentRule {
    const fn usual_max() -> usize {
        200
    }
}
