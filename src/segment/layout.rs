//! The rules that look at place and shape, and not at words: their ids.

/// A story's own text: what no rule made anything else.
pub(super) const BODY: &str = "body";
/// The first line, or the first heading of the markup.
pub(super) const HEADLINE: &str = "headline";
/// A section's name above the headline.
pub(super) const KICKER: &str = "kicker";
/// What sums the story up, between the headline and the byline, date or story.
pub(super) const STANDFIRST: &str = "standfirst";
/// The beginning of a later paragraph, under the headline.
pub(super) const STANDFIRST_COPY: &str = "standfirst-copy";
/// A name on a line of its own in the head.
pub(super) const BARE_BYLINE: &str = "byline-bare";
/// Another name, behind byline or date.
pub(super) const SOURCE_LINE: &str = "source-line";
/// A heading of the markup inside the story.
pub(super) const HEADING: &str = "heading";
/// A short line between paragraphs of the story.
pub(super) const CROSSHEAD: &str = "crosshead";
/// What stands before a credit in one block.
pub(super) const CAPTION: &str = "caption-with-credit";
/// The block above a credit.
pub(super) const CAPTION_ABOVE: &str = "caption-above-credit";
/// A caption, printed once more without its credit.
pub(super) const CAPTION_AGAIN: &str = "caption-again";
/// What stands above who posted it.
pub(super) const EMBED: &str = "embed-above-attribution";
/// Titles and teasers under a heading such as “Related”.
pub(super) const TEASER: &str = "teaser";
/// The author of the byline, spoken of after the story.
pub(super) const AUTHOR_AGAIN: &str = "author-again";
/// A block that another says too.
pub(super) const REPETITION: &str = "repetition";
/// The beginning of another block, cut off.
pub(super) const TRUNCATION: &str = "repetition-cut";
/// A thematic break of the markup.
pub(super) const BREAK: &str = "thematic-break";
/// White space, and nothing else.
pub(super) const BLANK: &str = "blank";

/// All of them, so that a reader can disable them by name and does not give a name twice.
pub(super) const IDS: [&str; 19] = [
    BODY,
    HEADLINE,
    KICKER,
    STANDFIRST,
    STANDFIRST_COPY,
    BARE_BYLINE,
    SOURCE_LINE,
    HEADING,
    CROSSHEAD,
    CAPTION,
    CAPTION_ABOVE,
    CAPTION_AGAIN,
    EMBED,
    TEASER,
    AUTHOR_AGAIN,
    REPETITION,
    TRUNCATION,
    BREAK,
    BLANK,
];
