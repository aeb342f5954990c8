//! The rules that look at place and shape, and not at words: the id of each, and what it goes by.

macro_rules! layout_rules {
    ($($name:ident = $id:literal: $meaning:literal;)*) => {
        $(#[doc = $meaning] pub(in crate::segment) const $name: &str = $id;)*

        /// The evidence of a rule of the layout, in one line; `None` for the id of another rule.
        pub(in crate::segment) fn meaning(id: &str) -> Option<&'static str> {
            match id {
                $($id => Some($meaning),)*
                _ => None,
            }
        }
    };
}

layout_rules! {
    BODY = "body": "a story's own text: what no rule made anything else";
    BLOCK_QUOTATION = "block-quotation": "a part of the story in a block quotation of the markup";
    LIST = "list": "a part of the story in a list of the markup";
    TABLE = "table": "a part of the story in a table of the markup";
    HEADLINE = "headline": "the first line, or the first heading of the markup";
    KICKER = "kicker": "a section's name above the headline";
    STANDFIRST = "standfirst": "what sums the story up, between the headline and the byline, date or story";
    STANDFIRST_COPY = "standfirst-copy": "the beginning of a later paragraph, under the headline";
    BARE_BYLINE = "byline-bare": "a name on a line of its own in the head";
    SOURCE_LINE = "source-line": "another name, behind byline or date";
    HEADING = "heading": "a heading of the markup inside the story";
    CROSSHEAD = "crosshead": "a short line between paragraphs of the story";
    CAPTION = "caption-with-credit": "what stands before a credit in one block";
    CAPTION_ABOVE = "caption-above-credit": "the block above a credit";
    CAPTION_AGAIN = "caption-again": "a caption, printed once more without its credit";
    COMMENT = "comment": "what stands under a heading such as “3 comments”, with the signs of other comments below";
    LINE = "line-furniture": "not the story's, by its look and its place among the lines";
    EMBED = "embed-above-attribution": "what stands above who posted it";
    TEASER = "teaser": "titles and teasers under a heading such as “Related”";
    AUTHOR_AGAIN = "author-again": "the author of the byline, spoken of after the story";
    REPETITION = "repetition": "a block that another says too";
    TRUNCATION = "repetition-cut": "the beginning of another block, cut off";
    BREAK = "thematic-break": "a thematic break of the markup";
    BLANK = "blank": "white space, and nothing else";
    CROWDED = "too-crowded": "all of a capture that has more blocks, elements or marks, set closer, than any article";
    PAGE_HEADLINE = "page-headline": "the heading of a page that says its title";
    PAGE_STANDFIRST = "page-standfirst": "what a page says to sum the story up, or calls so";
    PAGE_BYLINE = "page-byline": "in the head, in an element for authors";
    PAGE_DATE = "page-date": "in the head, in an element for dates";
    PAGE_COMMENTS = "page-comments": "not the story's, in an element for comments";
    PAGE_PAYWALL = "page-paywall": "not the story's, in an element for those who have not paid";
    PAGE_PROMOTION = "page-promotion": "not the story's, in an element for newsletters, memberships or videos";
    PAGE_ADVERTISEMENT = "page-advertisement": "not the story's, in an element for advertising";
    PAGE_CONSENT = "page-consent": "not the story's, in an element for consent or notices";
    PAGE_SHARING = "page-sharing": "not the story's, in an element for sharing";
    PAGE_CAPTION = "page-caption": "not the story's, in an element for pictures";
    PAGE_CREDIT = "page-credit": "not the story's, names alone, in an element for pictures";
    PAGE_TAGS = "page-tags": "not the story's, in an element for topics";
    PAGE_RELATED = "page-related": "not the story's, in an element for other stories";
    PAGE_LEGAL = "page-legal": "not the story's, in an element for terms and rights";
    PAGE_NAVIGATION = "page-navigation": "not the story's, in an element for finding one's way";
    PAGE_EMBED = "page-embed": "not the story's, in an element for embedded posts";
    PAGE_PULL_QUOTE = "page-pull-quote": "not the story's, in an element for quotations";
    PAGE_FORM = "page-form": "not the story's, in a form";
    PAGE_AUTHOR = "page-author": "not the story's, in an element for authors, below the head";
    PAGE_CONTACT = "page-contact": "not the story's, in an element for addresses";
    PAGE_HEADING = "page-heading": "not the story's, and heads what stands below it";
    PAGE_CARD = "page-card": "not the story's, in a small element with the title of another story";
    PAGE_TARGET = "page-target": "not the story's, and the addresses of its links say what they lead to";
    PAGE_LINKS = "page-links": "not the story's, and mostly links";
    PAGE_FURNITURE = "page-furniture": "not the story's, by its look alone";
    BY_HAND = "by-hand": "what a person says in the capture's record";
    ACROSS = "repeated-across": "at the edge of the story, and the same in several articles of the publisher";
}
