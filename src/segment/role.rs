//! The roles that a segment can have.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
    /// What the publisher says that it has put right or brought up to date.
    Correction,
    /// A heading inside the story.
    Crosshead,
    /// What a picture shows.
    Caption,
    /// Who took the picture.
    Credit,
    /// The text of an embedded post.
    Embed,
    /// Who posted it, and when.
    EmbedAttribution,
    /// What is said of the author after the story.
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
    /// What the publisher will not answer for.
    Disclaimer,
    /// How to write to the publisher.
    Contact,
    /// Join, follow, comment, become a member.
    Engagement,
    /// Words of the story, printed once more to catch the eye.
    PullQuote,
    /// Ways to other parts of the site.
    Navigation,
    /// Newsletters, memberships, videos: what the publisher would like one to take.
    Promotion,
    /// That the rest is for those who pay.
    PaywallNotice,
    /// What readers say.
    Comments,
    /// What others pay for.
    Advertisement,
    /// Page furniture of a kind that is not told.
    Boilerplate,
    /// Sections, regions, themes, keywords.
    Tags,
    /// What the article says elsewhere too.
    Duplicate,
    /// A line that is no text.
    Separator,
}

/// What it means for a quotation to stand in a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// The article's own words: the only place where a quotation holds.
    Body,
    /// Real words of the page, but not the story's.
    Story,
    /// Page furniture.
    Furniture,
}

impl Role {
    /// Every role, in the order of a page.
    pub const ALL: [Role; 33] = [
        Role::Headline,
        Role::Standfirst,
        Role::Byline,
        Role::DateLine,
        Role::Body,
        Role::BlockQuotation,
        Role::List,
        Role::Table,
        Role::Correction,
        Role::Crosshead,
        Role::Caption,
        Role::Credit,
        Role::Embed,
        Role::EmbedAttribution,
        Role::AuthorNote,
        Role::RelatedLinks,
        Role::SyndicationNotice,
        Role::SourceLine,
        Role::RepublicationTerms,
        Role::Copyright,
        Role::Disclaimer,
        Role::Contact,
        Role::Engagement,
        Role::PullQuote,
        Role::Navigation,
        Role::Promotion,
        Role::PaywallNotice,
        Role::Comments,
        Role::Advertisement,
        Role::Boilerplate,
        Role::Tags,
        Role::Duplicate,
        Role::Separator,
    ];

    /// The role's name, as manifests and reports write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Standfirst => "standfirst",
            Self::Byline => "byline",
            Self::DateLine => "date-line",
            Self::Body => "body",
            Self::BlockQuotation => "block-quotation",
            Self::List => "list",
            Self::Table => "table",
            Self::Correction => "correction",
            Self::Crosshead => "crosshead",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Embed => "embed",
            Self::EmbedAttribution => "embed-attribution",
            Self::AuthorNote => "author-note",
            Self::RelatedLinks => "related-links",
            Self::SyndicationNotice => "syndication-notice",
            Self::SourceLine => "source-line",
            Self::RepublicationTerms => "republication-terms",
            Self::Copyright => "copyright",
            Self::Disclaimer => "disclaimer",
            Self::Contact => "contact",
            Self::Engagement => "engagement",
            Self::PullQuote => "pull-quote",
            Self::Navigation => "navigation",
            Self::Promotion => "promotion",
            Self::PaywallNotice => "paywall-notice",
            Self::Comments => "comments",
            Self::Advertisement => "advertisement",
            Self::Boilerplate => "boilerplate",
            Self::Tags => "tags",
            Self::Duplicate => "duplicate",
            Self::Separator => "separator",
        }
    }

    /// The role of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// The role that reports tell of and count by: whatever form the story takes, its parts are body, and are counted
    /// together.
    pub const fn counted_as(self) -> Self {
        match self.standing() {
            Standing::Body => Self::Body,
            _ => self,
        }
    }

    /// What it means for a quotation to stand here. A duplicate stands as the segment that it says again does.
    pub const fn standing(self) -> Standing {
        match self {
            Self::Body | Self::BlockQuotation | Self::List | Self::Table | Self::Correction => Standing::Body,
            Self::Headline
            | Self::Standfirst
            | Self::Crosshead
            | Self::Caption
            | Self::Credit
            | Self::Embed
            | Self::EmbedAttribution
            | Self::PullQuote
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
