//! Outline: how much of the story, and of what stands around it, each element of a page holds.

use crate::segment::rules::shape::has_weight;
use crate::transcript::{BlockKind, Elements, TextBlock, Transcript};

/// The fewest words of a link that says what another story says.
pub(super) const TITLE: usize = 6;

/// The fewest words of a heading that does.
const HEADING: usize = 3;

/// The blocks in an element and in those within it, counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct ElementContent {
    /// The number of blocks.
    pub blocks: usize,
    /// The number of them that are the story's.
    pub story_blocks: usize,
    /// The number of the others that are links and read like the titles of stories.
    pub titles: usize,
    /// The first block.
    pub first: usize,
    /// The last.
    pub last: usize,
    /// The bytes of the story's blocks.
    story: usize,
}

const NOTHING: ElementContent =
    ElementContent { blocks: 0, story_blocks: 0, titles: 0, first: usize::MAX, last: 0, story: 0 };

/// The content of each element of a page.
pub(super) struct Outline<'t> {
    elements: &'t Elements,
    /// For each block the element that it stands in.
    seats: Vec<Option<u32>>,
    held: Vec<ElementContent>,
    story: usize,
}

impl<'t> Outline<'t> {
    /// The outline of a page of which it is known what blocks are the story's.
    pub(super) fn of(transcript: &'t Transcript, blocks: &[TextBlock], story: &[bool]) -> Self {
        let elements = transcript.elements();
        let mut held = vec![NOTHING; elements.len()];
        let mut all = 0;
        for (index, (block, &is_story)) in blocks.iter().zip(story).enumerate() {
            let bytes = if is_story { block.span.len() } else { 0 };
            all += bytes;
            if let Some(held) = block.element.and_then(|element| held.get_mut(element as usize)) {
                let title = !is_story && is_title(block, &transcript.text()[block.span.range()]);
                held.add(ElementContent {
                    blocks: 1,
                    story_blocks: is_story.into(),
                    titles: title.into(),
                    first: index,
                    last: index,
                    story: bytes,
                });
            }
        }
        outward(elements, &mut held, ElementContent::add);
        Self { elements, seats: blocks.iter().map(|block| block.element).collect(), held, story: all }
    }

    /// Returns true if a third of the story stands in an element: then its name is the story's or the page's, and says
    /// nothing of a part.
    pub(super) fn holds_story(&self, number: u32) -> bool {
        self.story > 0 && self.held[number as usize].story * 3 >= self.story
    }

    /// The content of the elements that a block stands in, innermost first, as far as `reach` of them.
    pub(super) fn around(&self, index: usize, reach: usize) -> impl Iterator<Item = (u32, &ElementContent)> {
        let chain = self.elements.chain(self.seats[index]).take(reach);
        chain.map(|(number, _)| (number, &self.held[number as usize]))
    }

    /// The blocks of the innermost element around a block that holds others too.
    pub(super) fn company(&self, index: usize) -> Option<&ElementContent> {
        self.around(index, 12).map(|(_, held)| held).find(|held| held.blocks > 1)
    }
}

impl ElementContent {
    fn add(&mut self, other: Self) {
        self.blocks += other.blocks;
        self.story_blocks += other.story_blocks;
        self.titles += other.titles;
        self.story += other.story;
        (self.first, self.last) = (self.first.min(other.first), self.last.max(other.last));
    }
}

/// Adds what each element holds to what the one around it holds, innermost first.
pub(super) fn outward<T: Copy>(elements: &Elements, held: &mut [T], add: impl Fn(&mut T, T)) {
    // An element begins after the one that it stands in.
    for number in (0..held.len()).rev() {
        let inner = held[number];
        if let Some(parent) = elements.get(number as u32).and_then(|element| element.parent) {
            add(&mut held[parent as usize], inner);
        }
    }
}

/// Returns true if a block leads elsewhere, and says what stands there.
fn is_title(block: &TextBlock, text: &str) -> bool {
    let least = if matches!(block.kind, BlockKind::Heading(_)) { HEADING } else { TITLE };
    block.link_bytes * 2 > block.span.len() && has_weight(text, least)
}
