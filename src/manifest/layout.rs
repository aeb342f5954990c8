//! The files that an inventory is kept in: how many there are, and which of them has what.
//!
//! It follows from the number of captures alone, so that an inventory has one spelling.

use crate::digest::Digest;

/// The most captures that an inventory has for each of its shards.
const CAPTURES_A_SHARD: usize = 64;
/// The most digits of shards that one list has.
const DIGITS_A_LIST: usize = 2;

/// The folder of shards of entries.
pub(super) const ENTRIES: &str = "manifests/inventory.d/";
/// The folder of shards of names.
pub(super) const NAMES: &str = "manifests/names.d/";

/// The folder of shards of names of pages in web archives.
pub(super) const PAGES: &str = "manifests/pages.d/";

/// The arrangement of the shards of an inventory of so many captures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// The number of hexadecimal digits that a shard is chosen by.
    depth: usize,
}

impl Layout {
    /// The arrangement for so many captures: the fewest digits with which a shard has at most 64 of them on average.
    pub fn of(captures: usize) -> Self {
        let mut depth = 0;
        while captures.div_ceil(16_usize.saturating_pow(depth)) > CAPTURES_A_SHARD {
            depth += 1;
        }
        Self { depth: depth as usize }
    }

    /// The path of the shard that has the captures in `folder`, a path below `archive/`; and, for files in `archive/`
    /// itself, of the one whose name without its ending that is.
    pub fn entries_in(self, folder: &str) -> String {
        self.shard(ENTRIES, folder)
    }

    /// The path of the shard that has what is called `name`.
    pub fn names_of(self, name: &str) -> String {
        self.shard(NAMES, name)
    }

    /// The path of the shard that has what pages in web archives are called.
    pub fn pages_of(self, name: &str) -> String {
        self.shard(PAGES, name)
    }

    fn shard(self, folder: &str, key: &str) -> String {
        let digits = Digest::of(key.as_bytes()).hex();
        let digits = &digits[..self.depth];
        match self.depth {
            0 => format!("{folder}all"),
            1..=DIGITS_A_LIST => format!("{folder}{digits}"),
            _ => {
                let (list, rest) = digits.split_at(self.depth - DIGITS_A_LIST);
                format!("{folder}{list}/{rest}")
            }
        }
    }

    /// Returns true if the root names lists of shards, and not the shards themselves.
    pub fn has_lists(self) -> bool {
        self.depth > DIGITS_A_LIST
    }

    /// The path of the list that names the shard at `shard`; `None` where the root does.
    pub fn list_of(self, shard: &str) -> Option<String> {
        self.has_lists().then(|| format!("{}.sums", &shard[..shard.len() - DIGITS_A_LIST - 1]))
    }

    /// Returns true if the root may name a file at `path` as a part of the inventory.
    pub(super) fn is_named_by_root(self, path: &str) -> bool {
        [ENTRIES, NAMES].iter().any(|folder| self.is_named_below(folder, path))
    }

    /// The same for names of pages, where it is the arrangement of so many pages.
    pub(super) fn names_pages(self, path: &str) -> bool {
        self.is_named_below(PAGES, path)
    }

    fn is_named_below(self, folder: &str, path: &str) -> bool {
        path.strip_prefix(folder).is_some_and(|name| match self.has_lists() {
            true => name.strip_suffix(".sums").is_some_and(|digits| is_digits(digits, self.depth - DIGITS_A_LIST)),
            false if self.depth == 0 => name == "all",
            false => is_digits(name, self.depth),
        })
    }

    /// Returns true if the list at `list` may name a shard at `path`.
    pub(super) fn is_named_by(self, list: &str, path: &str) -> bool {
        let folder = list.strip_suffix(".sums");
        let name = folder.and_then(|folder| path.strip_prefix(folder)?.strip_prefix('/'));
        name.is_some_and(|name| is_digits(name, DIGITS_A_LIST))
    }
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_has_sixty_four_captures_at_most_on_average() {
        for (captures, depth) in
            [(0, 0), (64, 0), (65, 1), (1024, 1), (1025, 2), (16_384, 2), (16_385, 3), (262_145, 4), (4_194_304, 4)]
        {
            assert_eq!(Layout::of(captures), Layout { depth }, "{captures}");
        }
        assert!(Layout::of(usize::MAX).depth < 16);
    }

    #[test]
    fn the_root_names_a_few_hundred_files_at_most_and_they_name_the_rest() {
        for (captures, shard, list) in [
            (1, "manifests/inventory.d/all", None),
            (100, "manifests/inventory.d/1", None),
            (2000, "manifests/inventory.d/17", None),
            (20_000, "manifests/inventory.d/1/7f", Some("manifests/inventory.d/1.sums")),
            (300_000, "manifests/inventory.d/17/f2", Some("manifests/inventory.d/17.sums")),
        ] {
            let layout = Layout::of(captures);
            assert_eq!(layout.entries_in("bridge"), shard);
            assert_eq!(layout.list_of(shard).as_deref(), list);
            assert!(layout.is_named_by_root(list.unwrap_or(shard)));
            assert!(list.is_none_or(|list| layout.is_named_by(list, shard) && !layout.is_named_by_root(shard)));
        }
    }
}
