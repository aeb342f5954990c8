//! Rows of cells: what it costs to lay the first words of a quotation against those of a text.

use std::ops::Range;

/// Costs are in eighths of a mark, so that a skipped word under an ellipsis can cost next to nothing.
pub mod cost {
    pub const TYPE: u32 = 8;
    pub const MARK: u32 = 8;
    /// A word that only the notes have, or the first that only the archive has.
    pub const WORD_GAP: u32 = 16;
    /// Each further word or mark that only the archive has: who drops one word drops ten as easily.
    pub const WORD_MORE: u32 = 3;
    pub const MARK_MORE: u32 = 1;
    pub const OTHER_WORD: u32 = 24;
    pub const UNDER_BRACKET: u32 = 1;
    pub const IMPOSSIBLE: u32 = 1 << 28;
}

/// The record that a cell keeps of how it was reached.
pub mod step {
    pub const KIND: u8 = 7;
    pub const ACROSS: u8 = 1;
    pub const DOWN: u8 = 2;
    pub const ALONG: u8 = 3;
    /// An editor's mark that leaves out nothing more.
    pub const PASSED: u8 = 4;
    /// An editor's mark that leaves out this too.
    pub const UNDER: u8 = 5;
    /// A flag: what comes along here comes from along.
    pub const EXTENDED: u8 = 8;
}

/// A token by its number among the different ones, so that two are compared at once.
#[derive(Debug, Clone, Copy)]
pub struct TokenId {
    pub is_word: bool,
    /// As written.
    pub own: u32,
    /// In whatever case and type.
    pub folded: u32,
}

impl TokenId {
    /// The cost of laying the one against the other.
    pub fn against(self, theirs: TokenId) -> u32 {
        match self.is_word == theirs.is_word {
            false => cost::IMPOSSIBLE,
            true if self.own == theirs.own => 0,
            true if self.folded == theirs.folded => cost::TYPE,
            true if self.is_word => cost::OTHER_WORD,
            true => cost::MARK,
        }
    }
}

/// The cost of coming to each cell of a row; and the columns between which that is within the limit.
pub struct CostRow {
    pub costs: Vec<u32>,
    pub near: Range<usize>,
    pub limit: u32,
}

impl CostRow {
    fn clear(&mut self) {
        self.costs.fill(cost::IMPOSSIBLE);
        self.near = 0..0;
    }

    fn put(&mut self, column: usize, cost: u32) {
        self.costs[column] = cost;
        if cost <= self.limit {
            let start = if self.near.is_empty() { column } else { self.near.start };
            self.near = start..column + 1;
        }
    }

    /// Fills the row of a token of the notes.
    pub fn token(&mut self, ours: TokenId, theirs: &[TokenId], above: &Self, line: &mut [u8]) {
        self.clear();
        let gap = if ours.is_word { cost::WORD_GAP } else { cost::MARK };
        let (mut left, mut along) = (cost::IMPOSSIBLE, cost::IMPOSSIBLE);
        if above.near.start == 0 {
            (left, line[0]) = (above.costs[0] + gap, step::DOWN);
            self.put(0, left);
        }
        for column in above.near.start.max(1)..above.costs.len() {
            // Beyond the row above, the only way is along.
            if column > above.near.end && left.min(along) > self.limit {
                break;
            }
            let theirs = theirs[column - 1];
            let (first, more) =
                if theirs.is_word { (cost::WORD_GAP, cost::WORD_MORE) } else { (cost::MARK, cost::MARK_MORE) };
            let (opened, extended) = (left + first, along + more);
            // The least that it costs to come here by leaving out the archive's last word.
            along = opened.min(extended);
            let (across, down) = (above.costs[column - 1] + ours.against(theirs), above.costs[column] + gap);
            left = across.min(down).min(along);
            self.put(column, left);
            let way = match left {
                best if best == across => step::ACROSS,
                best if best == down => step::DOWN,
                _ => step::ALONG,
            };
            line[column] = way | if extended < opened { step::EXTENDED } else { 0 };
        }
    }

    /// Fills the row of an editor's mark, under which each token of the archive costs `each`.
    pub fn skip(&mut self, each: u32, above: &Self, line: &mut [u8]) {
        self.clear();
        let mut left = cost::IMPOSSIBLE;
        for (column, way) in line.iter_mut().enumerate().skip(above.near.start) {
            let (passed, under) = (above.costs[column], left + each);
            if column >= above.near.end && under > self.limit {
                break;
            }
            (left, *way) = if passed <= under { (passed, step::PASSED) } else { (under, step::UNDER) };
            self.put(column, left);
        }
    }
}
