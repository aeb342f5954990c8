//! The rules that look at place and shape, and not at words: their ids.

/// A story's own text: what no rule made anything else.
pub(in crate::segment) const BODY: &str = "body";
/// A part of the story in a block quotation of the markup.
pub(in crate::segment) const BLOCK_QUOTATION: &str = "block-quotation";
/// A part of the story in a list of the markup.
pub(in crate::segment) const LIST: &str = "list";
/// A part of the story in a table of the markup.
pub(in crate::segment) const TABLE: &str = "table";
/// The first line, or the first heading of the markup.
pub(in crate::segment) const HEADLINE: &str = "headline";
/// A section's name above the headline.
pub(in crate::segment) const KICKER: &str = "kicker";
/// What sums the story up, between the headline and the byline, date or story.
pub(in crate::segment) const STANDFIRST: &str = "standfirst";
/// The beginning of a later paragraph, under the headline.
pub(in crate::segment) const STANDFIRST_COPY: &str = "standfirst-copy";
/// A name on a line of its own in the head.
pub(in crate::segment) const BARE_BYLINE: &str = "byline-bare";
/// Another name, behind byline or date.
pub(in crate::segment) const SOURCE_LINE: &str = "source-line";
/// A heading of the markup inside the story.
pub(in crate::segment) const HEADING: &str = "heading";
/// A short line between paragraphs of the story.
pub(in crate::segment) const CROSSHEAD: &str = "crosshead";
/// What stands before a credit in one block.
pub(in crate::segment) const CAPTION: &str = "caption-with-credit";
/// The block above a credit.
pub(in crate::segment) const CAPTION_ABOVE: &str = "caption-above-credit";
/// A caption, printed once more without its credit.
pub(in crate::segment) const CAPTION_AGAIN: &str = "caption-again";
/// What stands under a heading such as “3 comments”.
pub(in crate::segment) const COMMENT: &str = "comment";
/// A line of text that is not the story's, by its look and its place.
pub(in crate::segment) const LINE: &str = "line-furniture";
/// What stands above who posted it.
pub(in crate::segment) const EMBED: &str = "embed-above-attribution";
/// Titles and teasers under a heading such as “Related”.
pub(in crate::segment) const TEASER: &str = "teaser";
/// The author of the byline, spoken of after the story.
pub(in crate::segment) const AUTHOR_AGAIN: &str = "author-again";
/// A block that another says too.
pub(in crate::segment) const REPETITION: &str = "repetition";
/// The beginning of another block, cut off.
pub(in crate::segment) const TRUNCATION: &str = "repetition-cut";
/// A thematic break of the markup.
pub(in crate::segment) const BREAK: &str = "thematic-break";
/// White space, and nothing else.
pub(in crate::segment) const BLANK: &str = "blank";

/// All of a capture that has more parts, set closer, than any article.
pub(in crate::segment) const CROWDED: &str = "too-crowded";

/// The heading of a page that says its title.
pub(in crate::segment) const PAGE_HEADLINE: &str = "page-headline";
/// What a page says to sum the story up, or calls so.
pub(in crate::segment) const PAGE_STANDFIRST: &str = "page-standfirst";
/// In the head, in an element for authors.
pub(in crate::segment) const PAGE_BYLINE: &str = "page-byline";
/// In the head, in an element for dates.
pub(in crate::segment) const PAGE_DATE: &str = "page-date";
/// Not the story's, in an element for comments.
pub(in crate::segment) const PAGE_COMMENTS: &str = "page-comments";
/// Not the story's, in an element for those who have not paid.
pub(in crate::segment) const PAGE_PAYWALL: &str = "page-paywall";
/// Not the story's, in an element for newsletters, memberships or videos.
pub(in crate::segment) const PAGE_PROMOTION: &str = "page-promotion";
/// Not the story's, in an element for advertising.
pub(in crate::segment) const PAGE_ADVERTISEMENT: &str = "page-advertisement";
/// Not the story's, in an element for consent or notices.
pub(in crate::segment) const PAGE_CONSENT: &str = "page-consent";
/// Not the story's, in an element for sharing.
pub(in crate::segment) const PAGE_SHARING: &str = "page-sharing";
/// Not the story's, in an element for pictures.
pub(in crate::segment) const PAGE_CAPTION: &str = "page-caption";
/// Not the story's, names alone, in an element for pictures.
pub(in crate::segment) const PAGE_CREDIT: &str = "page-credit";
/// Not the story's, in an element for topics.
pub(in crate::segment) const PAGE_TAGS: &str = "page-tags";
/// Not the story's, in an element for other stories.
pub(in crate::segment) const PAGE_RELATED: &str = "page-related";
/// Not the story's, in an element for terms and rights.
pub(in crate::segment) const PAGE_LEGAL: &str = "page-legal";
/// Not the story's, in an element for finding one's way.
pub(in crate::segment) const PAGE_NAVIGATION: &str = "page-navigation";
/// Not the story's, in an element for embedded posts.
pub(in crate::segment) const PAGE_EMBED: &str = "page-embed";
/// Not the story's, in an element for quotations.
pub(in crate::segment) const PAGE_PULL_QUOTE: &str = "page-pull-quote";
/// Not the story's, in a form.
pub(in crate::segment) const PAGE_FORM: &str = "page-form";
/// Not the story's, in an element for authors, below the head.
pub(in crate::segment) const PAGE_AUTHOR: &str = "page-author";
/// Not the story's, in an element for addresses.
pub(in crate::segment) const PAGE_CONTACT: &str = "page-contact";
/// Not the story's, and heads what stands below it.
pub(in crate::segment) const PAGE_HEADING: &str = "page-heading";
/// Not the story's, beside the title of another story.
pub(in crate::segment) const PAGE_CARD: &str = "page-card";
/// Not the story's, and its links lead there.
pub(in crate::segment) const PAGE_TARGET: &str = "page-target";
/// Not the story's, and mostly links.
pub(in crate::segment) const PAGE_LINKS: &str = "page-links";
/// Not the story's, by its look alone.
pub(in crate::segment) const PAGE_FURNITURE: &str = "page-furniture";

/// What a person says in the capture's record.
pub(in crate::segment) const BY_HAND: &str = "by-hand";
/// What other articles of the publisher have too; manifests write `:` and how many behind it.
pub(in crate::segment) const ACROSS: &str = "repeated-across";

/// All of them, and what each goes by, in one line.
const MEANINGS: [(&str, &str); 53] = [
    (BODY, "a story's own text: what no rule made anything else"),
    (BLOCK_QUOTATION, "a part of the story in a block quotation of the markup"),
    (LIST, "a part of the story in a list of the markup"),
    (TABLE, "a part of the story in a table of the markup"),
    (HEADLINE, "the first line, or the first heading of the markup"),
    (KICKER, "a section's name above the headline"),
    (STANDFIRST, "what sums the story up, between the headline and the byline, date or story"),
    (STANDFIRST_COPY, "the beginning of a later paragraph, under the headline"),
    (BARE_BYLINE, "a name on a line of its own in the head"),
    (SOURCE_LINE, "another name, behind byline or date"),
    (HEADING, "a heading of the markup inside the story"),
    (CROSSHEAD, "a short line between paragraphs of the story"),
    (CAPTION, "what stands before a credit in one block"),
    (CAPTION_ABOVE, "the block above a credit"),
    (CAPTION_AGAIN, "a caption, printed once more without its credit"),
    (COMMENT, "what stands under a heading such as “3 comments”, with the signs of other comments below"),
    (LINE, "not the story's, by its look and its place among the lines"),
    (EMBED, "what stands above who posted it"),
    (TEASER, "titles and teasers under a heading such as “Related”"),
    (AUTHOR_AGAIN, "the author of the byline, spoken of after the story"),
    (REPETITION, "a block that another says too"),
    (TRUNCATION, "the beginning of another block, cut off"),
    (BREAK, "a thematic break of the markup"),
    (BLANK, "white space, and nothing else"),
    (CROWDED, "all of a capture that has more blocks, elements or marks, set closer, than any article"),
    (PAGE_HEADLINE, "the heading of a page that says its title"),
    (PAGE_STANDFIRST, "what a page says to sum the story up, or calls so"),
    (PAGE_BYLINE, "in the head, in an element for authors"),
    (PAGE_DATE, "in the head, in an element for dates"),
    (PAGE_COMMENTS, "not the story's, in an element for comments"),
    (PAGE_PAYWALL, "not the story's, in an element for those who have not paid"),
    (PAGE_PROMOTION, "not the story's, in an element for newsletters, memberships or videos"),
    (PAGE_ADVERTISEMENT, "not the story's, in an element for advertising"),
    (PAGE_CONSENT, "not the story's, in an element for consent or notices"),
    (PAGE_SHARING, "not the story's, in an element for sharing"),
    (PAGE_CAPTION, "not the story's, in an element for pictures"),
    (PAGE_CREDIT, "not the story's, names alone, in an element for pictures"),
    (PAGE_TAGS, "not the story's, in an element for topics"),
    (PAGE_RELATED, "not the story's, in an element for other stories"),
    (PAGE_LEGAL, "not the story's, in an element for terms and rights"),
    (PAGE_NAVIGATION, "not the story's, in an element for finding one's way"),
    (PAGE_EMBED, "not the story's, in an element for embedded posts"),
    (PAGE_PULL_QUOTE, "not the story's, in an element for quotations"),
    (PAGE_FORM, "not the story's, in a form"),
    (PAGE_AUTHOR, "not the story's, in an element for authors, below the head"),
    (PAGE_CONTACT, "not the story's, in an element for addresses"),
    (PAGE_HEADING, "not the story's, and heads what stands below it"),
    (PAGE_CARD, "not the story's, in a small element with the title of another story"),
    (PAGE_TARGET, "not the story's, and the addresses of its links say what they lead to"),
    (PAGE_LINKS, "not the story's, and mostly links"),
    (PAGE_FURNITURE, "not the story's, by its look alone"),
    (BY_HAND, "what a person says in the capture's record"),
    (ACROSS, "at the edge of the story, and the same in several articles of the publisher"),
];

/// What a rule of the layout goes by, in one line; nothing for the id of another rule.
pub(in crate::segment) fn meaning(id: &str) -> Option<&'static str> {
    MEANINGS.iter().find(|(known, _)| *known == id).map(|(_, meaning)| *meaning)
}
