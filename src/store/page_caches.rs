//! Parts of lists of pages that were read once.

use super::cache::Cache;
use crate::manifest::{PageBlocks, PageList, PageName, PageReading};
use std::sync::Arc;

/// The parts of lists that were read.
#[derive(Default)]
pub(super) struct PageCaches {
    pub names: Cache<Vec<PageName>>,
    /// By the path of the list.
    pub heads: Cache<ListBeginning>,
    /// By that and the number of the block.
    pub blocks: Cache<Vec<String>>,
    /// Lists of web archives that were added since, which are read as a whole.
    pub whole: Cache<PageList>,
}

/// The beginning of a list.
pub(super) struct ListBeginning {
    pub blocks: PageBlocks,
    pub reading: Arc<PageReading>,
}
