//! The text in each element of a page, added up.

use super::block_features::BlockFeatures;
use super::outline::outward;
use crate::transcript::Elements;

/// All that stands in an element, added up.
#[derive(Clone, Copy, Default)]
pub(super) struct ElementSum {
    pub(super) chars: u32,
    pub(super) links: u32,
    pub(super) prose: u32,
    pub(super) blocks: u32,
    pub(super) first: u32,
    pub(super) last: u32,
}

impl ElementSum {
    fn add(&mut self, other: Self) {
        self.chars += other.chars;
        self.links += other.links;
        self.prose += other.prose;
        self.blocks += other.blocks;
        (self.first, self.last) = (self.first.min(other.first), self.last.max(other.last));
    }

    /// The number of blocks between one outside of the element and the first or last of those inside, at most 100.
    pub(super) fn apart(&self, index: usize) -> [i16; 2] {
        let (first, last) = (self.first as usize, self.last as usize);
        [first.saturating_sub(index).min(100) as i16, index.saturating_sub(last).min(100) as i16]
    }
}

/// The sums of each element, those within it included.
pub(super) fn sums(blocks: &[BlockFeatures], elements: &Elements) -> Vec<ElementSum> {
    let mut sums = vec![ElementSum { first: u32::MAX, ..ElementSum::default() }; elements.len()];
    for (index, block) in blocks.iter().enumerate() {
        if let Some(sum) = block.element.and_then(|element| sums.get_mut(element as usize)) {
            sum.add(ElementSum {
                chars: block.chars,
                links: (block.chars() * block.links as usize / 100) as u32,
                prose: block.prose,
                blocks: 1,
                first: index as u32,
                last: index as u32,
            });
        }
    }
    outward(elements, &mut sums, ElementSum::add);
    sums
}
