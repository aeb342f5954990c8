//! A list in pieces of one size: one that grows is never held twice, as a vector is while it moves.

use std::ops::{Index, IndexMut};

/// How many values a piece holds.
const CHUNK: usize = 1024;

/// A list that only changes at its end.
#[derive(Debug, Clone)]
pub struct Chunks<T> {
    /// All but the last are full, and none is empty.
    all: Vec<Vec<T>>,
}

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self { all: Vec::new() }
    }
}

impl<T> Chunks<T> {
    pub(super) fn push(&mut self, value: T) {
        match self.all.last_mut().filter(|last| last.len() < CHUNK) {
            Some(last) => last.push(value),
            None => {
                // A short list takes no more than it needs.
                let mut chunk = Vec::with_capacity(if self.all.is_empty() { 1 } else { CHUNK });
                chunk.push(value);
                self.all.push(chunk);
            }
        }
    }

    pub(super) fn pop(&mut self) -> Option<T> {
        let last = self.all.last_mut()?;
        let value = last.pop();
        if last.is_empty() {
            self.all.pop();
        }
        value
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.all.last().map_or(0, |last| (self.all.len() - 1) * CHUNK + last.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// A value by its number, from 0.
    pub fn get(&self, index: usize) -> Option<&T> {
        self.all.get(index / CHUNK)?.get(index % CHUNK)
    }

    /// The last value.
    pub fn last(&self) -> Option<&T> {
        self.all.last()?.last()
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
                for index in 0..=list.len() {
                    prop_assert_eq!(chunks.get(index), list.get(index));
                }
            }
        }
    }
}
