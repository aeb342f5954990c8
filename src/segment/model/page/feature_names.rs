//! The names of what is measured of each block of a page.

/// The number of measures of each block, not counting the classes of its elements' names.
pub(super) const MEASURES: usize = 70;

/// The place of the share of a block's words that the page declares to machines.
pub(super) const DECLARED: usize = 45;

/// The names of what is measured, in order.
const NAMES: &str = "length, words, share of links, full stop, length of words, capitals, digits, stops, commas, kind, \
    opening quotation mark, odd marks, emphasis, place among blocks, place in text, blocks after the headline, \
    begins small, length before, links before, stop before, length before that, length behind, links behind, \
    stop behind, length behind that, same element before, same element behind, paragraphs near, \
    paragraphs around, paragraphs before, paragraphs behind, text of the element, share of the element, \
    links of the element, blocks of the element, text of the outer element, share of the outer element, \
    links of the outer element, share of the third element, links of the third element, in the story's element, \
    share of the story's element, depth in the story's element, before the story's element, \
    behind the story's element, told to machines, like the headline, like the description, said twice, \
    kind before, kind behind, likeness of elements around, way to the headline, blocks after a heading, \
    level of that heading, in most of the story, depth in most of the story, before most of the story, \
    behind most of the story, text of the page, blocks of the page, links of the page, paragraphs of the page, \
    words that speak to the reader, words that ask for something, words of one who speaks for themselves, \
    words of time, words of pictures, words of law, words of authors";

/// The name of what is measured at `index`.
pub(super) fn measure_name(index: usize) -> Option<&'static str> {
    NAMES.split(", ").nth(index)
}
