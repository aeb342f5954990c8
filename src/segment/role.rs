//! The roles that a segment can have.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The kind of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Role {
    /// The title of the story.
    Headline,
    /// The lines under the headline that sum the story up; also dek, standfirst, excerpt.
    Standfirst,
    /// Who wrote it, and as what.
    Byline,
    /// When, and by whom, it was published.
    DateLine,
    /// The story.
    Body,
    /// Words of others that the story gives as a block.
    BlockQuotation,
    /// An item of a list of the story's.
    List,
    /// A row of a table of the story's.
    Table,
    /// Words of the publisher on what it has put right or brought up to date.
    Correction,
    /// A heading inside the story.
    Crosshead,
    /// The content of a picture.
    Caption,
    /// Who took the picture.
    Credit,
    /// The text of an embedded post.
    Embed,
    /// Who posted it, and when.
    EmbedAttribution,
    /// Words on the author after the story.
    AuthorNote,
    /// Headings and teasers of other stories.
    RelatedLinks,
    /// That the text came from, or first ran, elsewhere.
    SyndicationNotice,
    /// The name of the original publisher on a line of its own.
    SourceLine,
    /// Who may use the text again, and how.
    RepublicationTerms,
    /// Whose the text is.
    Copyright,
    /// The limits of what the publisher answers for.
    Disclaimer,
    /// Ways to write to the publisher.
    Contact,
    /// Join, follow, comment, become a member.
    Engagement,
    /// Words of the story, printed once more to catch the eye.
    PullQuote,
    /// Running text beside the story that may be a part of it: a box, a fold, a note.
    Aside,
    /// Ways to other parts of the site.
    Navigation,
    /// Newsletters, memberships, videos: what the publisher would like one to take.
    Promotion,
    /// That the rest is for those who pay.
    PaywallNotice,
    /// Words of readers.
    Comments,
    /// Words that others pay for.
    Advertisement,
    /// Page furniture of a kind that is not known.
    Boilerplate,
    /// Sections, regions, themes, keywords.
    Tags,
    /// Words that the article has elsewhere too.
    Duplicate,
    /// A line that is no text.
    Separator,
    /// Words that the page does not show.
    Hidden,
    /// The end of a printed page: its number, the running head of the next one.
    PageBreak,
    /// A footnote or an endnote of the story's.
    Note,
}

/// The standing of a quotation in a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// The article's own words: the only place where a quotation holds.
    Body,
    /// Real words of the page, but not the story's.
    Story,
    /// Page furniture.
    Furniture,
}

/// Every role, in the order of its declaration, and its name.
const NAMES: [(Role, &str); 37] = [
    (Role::Headline, "headline"),
    (Role::Standfirst, "standfirst"),
    (Role::Byline, "byline"),
    (Role::DateLine, "date-line"),
    (Role::Body, "body"),
    (Role::BlockQuotation, "block-quotation"),
    (Role::List, "list"),
    (Role::Table, "table"),
    (Role::Correction, "correction"),
    (Role::Crosshead, "crosshead"),
    (Role::Caption, "caption"),
    (Role::Credit, "credit"),
    (Role::Embed, "embed"),
    (Role::EmbedAttribution, "embed-attribution"),
    (Role::AuthorNote, "author-note"),
    (Role::RelatedLinks, "related-links"),
    (Role::SyndicationNotice, "syndication-notice"),
    (Role::SourceLine, "source-line"),
    (Role::RepublicationTerms, "republication-terms"),
    (Role::Copyright, "copyright"),
    (Role::Disclaimer, "disclaimer"),
    (Role::Contact, "contact"),
    (Role::Engagement, "engagement"),
    (Role::PullQuote, "pull-quote"),
    (Role::Aside, "aside"),
    (Role::Navigation, "navigation"),
    (Role::Promotion, "promotion"),
    (Role::PaywallNotice, "paywall-notice"),
    (Role::Comments, "comments"),
    (Role::Advertisement, "advertisement"),
    (Role::Boilerplate, "boilerplate"),
    (Role::Tags, "tags"),
    (Role::Duplicate, "duplicate"),
    (Role::Separator, "separator"),
    (Role::Hidden, "hidden"),
    (Role::PageBreak, "page-break"),
    (Role::Note, "note"),
];

impl Role {
    /// Every role, in the order of a page.
    pub const ALL: [Role; 37] = {
        let (mut all, mut at) = ([Role::Headline; 37], 0);
        while at < all.len() {
            all[at] = NAMES[at].0;
            at += 1;
        }
        all
    };

    /// The role's name, as manifests and reports write it.
    pub const fn name(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// The role of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// The role that reports name and count by: whatever form the story takes, its parts are body, and are counted
    /// together.
    pub const fn counted_as(self) -> Self {
        match self.standing() {
            Standing::Body => Self::Body,
            _ => self,
        }
    }

    /// The standing of a quotation here. A duplicate stands as the segment that it says again does.
    pub const fn standing(self) -> Standing {
        match self {
            Self::Body | Self::BlockQuotation | Self::List | Self::Table | Self::Correction | Self::Note => {
                Standing::Body
            }
            Self::Headline
            | Self::Standfirst
            | Self::Crosshead
            | Self::Caption
            | Self::Credit
            | Self::Embed
            | Self::EmbedAttribution
            | Self::PullQuote
            | Self::Aside
            | Self::AuthorNote => Standing::Story,
            _ => Standing::Furniture,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_the_name_that_manifests_write() {
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.name());
        }
    }
}
