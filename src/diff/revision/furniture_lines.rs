//! Lines that one capture has among its page furniture, and the other in its story: a share line that is a list of buttons
//! today and was a paragraph yesterday. The article has not changed; only what is around it is marked up otherwise.

use super::tokenized_text::{TokenBlock, TokenizedText};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};

/// A line has at most so many words and marks; what has more, or ends as a sentence does, is never taken for one.
const LONGEST: usize = 10;

/// The marks that a sentence ends with, in the scripts that have others than `.`.
const STOPS: [char; 12] = ['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔', '։', '።'];

/// The words of a capture's page furniture, as far as they were asked for.
pub(super) struct FurnitureLines<'s, 'w> {
    side: &'s TokenizedText<'w>,
    /// By the number of words: every run of so many in the furniture.
    runs: RefCell<BTreeMap<usize, HashSet<Vec<u32>>>>,
}

impl<'s, 'w> FurnitureLines<'s, 'w> {
    pub fn of(side: &'s TokenizedText<'w>) -> Self {
        Self { side, runs: RefCell::default() }
    }

    /// Returns true if `block`, of the other capture, is a line all of which stands in the furniture of this one.
    pub fn has(&self, other: &TokenizedText<'_>, block: &TokenBlock) -> bool {
        if !is_line(other, block) {
            return false;
        }
        let ids = other.ids(block.tokens.clone());
        self.runs.borrow_mut().entry(ids.len()).or_insert_with(|| self.all_of(ids.len())).contains(&ids)
    }

    fn all_of(&self, length: usize) -> HashSet<Vec<u32>> {
        // Blocks of furniture that follow on each other are one text: a line of buttons is one block here, several there.
        let of_furniture = |block: &TokenBlock| {
            if block.is_furniture() { self.side.ids(block.tokens.clone()) } else { vec![u32::MAX] }
        };
        let ids: Vec<u32> = self.side.blocks.iter().flat_map(of_furniture).collect();
        ids.windows(length).filter(|run| !run.contains(&u32::MAX)).map(<[u32]>::to_vec).collect()
    }
}

/// Returns true if a paragraph is a line, and no sentence.
pub(super) fn is_line(side: &TokenizedText<'_>, block: &TokenBlock) -> bool {
    let last = block.tokens.clone().rev().map(|token| side.word(token)).find(|word| !is_closing(word));
    block.tokens.len() <= LONGEST && last.is_none_or(|word| !word.ends_with(STOPS))
}

fn is_closing(word: &str) -> bool {
    matches!(word, "\"" | "”" | "’" | "'" | "»" | ")" | "]" | "」" | "』")
}
