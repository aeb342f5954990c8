//! A list in pieces of one size: one that grows is never held twice, as a vector is while it moves.

use std::ops::{Index, IndexMut};

/// The number of values a piece holds.
const CHUNK: usize = 1024;

/// A list that only changes at its end.
#[derive(Debug, Clone)]
pub struct Chunks<T> {
    /// All but the last that has any are full. An empty one may stand behind it, so that who adds and removes one value
    /// again and again does not ask for memory each time.
    all: Vec<Vec<T>>,
    len: usize,
}

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Chunks<T> {
    pub(super) const fn new() -> Self {
        Self { all: Vec::new(), len: 0 }
    }

    pub(super) fn push(&mut self, value: T) {
        let chunk = self.len / CHUNK;
        if chunk == self.all.len() {
            // A short list takes no more than it needs.
            self.all.push(if chunk == 0 { Vec::new() } else { Vec::with_capacity(CHUNK) });
        }
        self.all[chunk].push(value);
        self.len += 1;
    }

    pub(super) fn pop(&mut self) -> Option<T> {
        self.len = self.len.checked_sub(1)?;
        let chunk = self.len / CHUNK;
        self.all.truncate(chunk + 2);
        self.all[chunk].pop()
    }

    /// The number of values.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Returns true if there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// A value by its number, from 0.
    pub fn get(&self, index: usize) -> Option<&T> {
        self.all.get(index / CHUNK)?.get(index % CHUNK)
    }

    /// The last value.
    pub fn last(&self) -> Option<&T> {
        self.get(self.len.checked_sub(1)?)
    }

    /// The number of values before the first of which something does not hold, that holds of none behind it.
    pub(super) fn partition_point(&self, holds: impl Fn(&T) -> bool) -> usize {
        let chunk = self.all.partition_point(|chunk| chunk.last().is_some_and(&holds));
        let within = self.all.get(chunk).map_or(0, |values| values.partition_point(holds));
        (chunk * CHUNK + within).min(self.len)
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.all.iter_mut().flatten()
    }

    /// All values, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.all.iter().flatten()
    }
}

impl<T> Index<usize> for Chunks<T> {
    type Output = T;

    fn index(&self, index: usize) -> &T {
        &self.all[index / CHUNK][index % CHUNK]
    }
}

impl<T> IndexMut<usize> for Chunks<T> {
    fn index_mut(&mut self, index: usize) -> &mut T {
        &mut self.all[index / CHUNK][index % CHUNK]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_list_in_pieces_is_the_list(rounds in prop::collection::vec((0..1500_usize, 0..1500_usize), 0..6)) {
            let (mut chunks, mut list) = (Chunks::default(), Vec::new());
            for (pushed, popped) in rounds {
                (0..pushed).for_each(|value| {
                    chunks.push(value);
                    list.push(value);
                });
                for _ in 0..popped {
                    prop_assert_eq!(chunks.pop(), list.pop());
                }
                prop_assert_eq!((chunks.len(), chunks.is_empty()), (list.len(), list.is_empty()));
                prop_assert!(chunks.iter().eq(&list));
                prop_assert_eq!(chunks.last(), list.last());
                for wanted in [0, 700, 1400] {
                    let (mut sorted, mut expected) = (Chunks::default(), list.clone());
                    expected.sort_unstable();
                    expected.iter().for_each(|&value| sorted.push(value));
                    let before = |value: &usize| *value < wanted;
                    prop_assert_eq!(sorted.partition_point(before), expected.partition_point(before));
                }
                for index in 0..=list.len() {
                    prop_assert_eq!(chunks.get(index), list.get(index));
                }
            }
        }
    }
}
