//! The rules that look at place and shape, and not at words: the id of each, and its meaning.

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
    BODY = "body": "text of the story: no other rule matched";
    BLOCK_QUOTATION = "block-quotation": "a block quotation in the story";
    LIST = "list": "a list in the story";
    NOTE = "note": "a footnote or an endnote";
    DOCUMENT_HEADING = "document-heading": "a heading, as the file says";
    TABLE = "table": "a table in the story";
    HEADLINE = "headline": "the first line or the first heading";
    KICKER = "kicker": "the name of a section above the headline";
    STANDFIRST = "standfirst": "a summary between the headline and the byline, date or story";
    STANDFIRST_COPY = "standfirst-copy": "the start of a later paragraph, below the headline";
    BARE_BYLINE = "byline-bare": "a name on a line of its own in the head";
    SOURCE_LINE = "source-line": "another name after the byline or date";
    HEADING = "heading": "a heading in the story";
    CROSSHEAD = "crosshead": "a short line between paragraphs of the story";
    CAPTION = "caption-with-credit": "the text before a credit in the same block";
    CAPTION_ABOVE = "caption-above-credit": "the block above a credit";
    CAPTION_AGAIN = "caption-again": "a caption, printed once more without its credit";
    COMMENT = "comment": "text below a heading such as “3 comments”, followed by other comments";
    LINE = "line-furniture": "looks like page furniture, by its shape and its place among the lines";
    EMBED = "embed-above-attribution": "the text above the name of the person who posted it";
    TEASER = "teaser": "titles and teasers below a heading such as “Related”";
    AUTHOR_AGAIN = "author-again": "a note about the author after the story";
    REPETITION = "repetition": "a block that repeats another one";
    TRUNCATION = "repetition-cut": "the cut-off start of another block";
    BREAK = "thematic-break": "a thematic break";
    BLANK = "blank": "only white space";
    CROWDED = "too-crowded": "the whole capture: it has more blocks, elements or marks than any article";
    PAGE_HEADLINE = "page-headline": "the heading that has the title of the page";
    PAGE_STANDFIRST = "page-standfirst": "the summary that the page declares";
    PAGE_BYLINE = "page-byline": "in an element for authors above the story";
    PAGE_DATE = "page-date": "in an element for dates above the story";
    PAGE_COMMENTS = "page-comments": "page furniture: in an element for comments";
    PAGE_PAYWALL = "page-paywall": "page furniture: in an element for readers without a subscription";
    PAGE_PROMOTION = "page-promotion": "page furniture: in an element for newsletters, memberships or videos";
    PAGE_ADVERTISEMENT = "page-advertisement": "page furniture: in an element for advertising";
    PAGE_CONSENT = "page-consent": "page furniture: in an element for consent or notices";
    PAGE_SHARING = "page-sharing": "page furniture: in an element for sharing";
    PAGE_CAPTION = "page-caption": "outside the story: in an element for pictures";
    PAGE_CREDIT = "page-credit": "outside the story: only names, in an element for pictures";
    PAGE_TAGS = "page-tags": "page furniture: in an element for topics";
    PAGE_RELATED = "page-related": "page furniture: in an element for other stories";
    PAGE_LEGAL = "page-legal": "page furniture: in an element for terms and rights";
    PAGE_NAVIGATION = "page-navigation": "page furniture: in an element for navigation";
    PAGE_EMBED = "page-embed": "outside the story: in an element for embedded posts";
    PAGE_PULL_QUOTE = "page-pull-quote": "outside the story: in an element for pull quotes";
    PAGE_FORM = "page-form": "page furniture: in a form";
    PAGE_AUTHOR = "page-author": "outside the story: in an element for authors";
    PAGE_CONTACT = "page-contact": "page furniture: in an element for addresses";
    PAGE_HEADING = "page-heading": "outside the story: the heading of the part below it";
    PAGE_CARD = "page-card": "page furniture: in a small element with the title of another story";
    PAGE_TARGET = "page-target": "outside the story, by the addresses of its links";
    PAGE_LINKS = "page-links": "page furniture: mostly links";
    PAGE_ASIDE = "page-aside": "running text beside the story, and perhaps a part of it";
    LINE_ASIDE = "line-aside": "a sentence among page furniture, and perhaps a part of the story";
    NOTHING_ELSE = "nothing-else": "text of the story: the capture has no other";
    PAGE_FURNITURE = "page-furniture": "outside the story, by its shape";
    BY_HAND = "by-hand": "set with `literatim mark`";
    ACROSS = "repeated-across": "at the edge of the story, and the same in several articles of the publisher";
}
