//! Values in a row, each written as what sets it apart from the one before.

use super::Chunks;

/// A value that is written short beside the one before it. What is read is what was written.
pub(super) trait Coded: Copy + Default {
    /// The most values that are read to find one by its number.
    const LEAF: usize;

    /// Writes `self`, which stands behind `before`.
    fn write(&self, before: &Self, out: &mut Vec<u8>);

    /// Reads the value behind `before`, and moves on to the next.
    fn read(before: &Self, bytes: &mut &[u8]) -> Self;
}

/// Values in the order in which they were added: a few bytes each, and never moved, so that a row that grows is not
/// held twice.
#[derive(Debug, Clone)]
pub(super) struct CodedList<T> {
    leaves: Chunks<CodedLeaf<T>>,
    /// The values behind the last leaf.
    rest: Vec<u8>,
    /// The value before those.
    before: T,
    last: T,
    len: usize,
}

/// As many values as a leaf has, and the one before them.
#[derive(Debug, Clone)]
struct CodedLeaf<T> {
    before: T,
    bytes: Box<[u8]>,
}

impl<T: Coded> Default for CodedList<T> {
    fn default() -> Self {
        Self { leaves: Chunks::default(), rest: Vec::new(), before: T::default(), last: T::default(), len: 0 }
    }
}

impl<T: Coded> CodedList<T> {
    pub(super) fn push(&mut self, value: T) {
        value.write(&self.last, &mut self.rest);
        self.last = value;
        self.len += 1;
        if self.len.is_multiple_of(T::LEAF) {
            self.leaves.push(CodedLeaf { before: self.before, bytes: self.rest.as_slice().into() });
            self.rest.clear();
            self.before = value;
        }
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn last(&self) -> Option<T> {
        (self.len > 0).then_some(self.last)
    }

    pub(super) fn get(&self, index: usize) -> Option<T> {
        (index < self.len).then(|| self.of_leaf(index / T::LEAF).nth(index % T::LEAF))?
    }

    pub(super) fn iter(&self) -> CodedIter<'_, T> {
        self.of_leaf(0)
    }

    /// Those from the first on of which something holds, that holds of all behind it too.
    pub(super) fn since(&self, holds: impl Fn(&T) -> bool) -> impl Iterator<Item = T> {
        self.of_leaf(self.leaf(&holds)).skip_while(move |value| !holds(value))
    }

    /// The number of values before those.
    pub(super) fn before(&self, holds: impl Fn(&T) -> bool) -> usize {
        let leaf = self.leaf(&holds);
        leaf * T::LEAF + self.of_leaf(leaf).take_while(|value| !holds(value)).count()
    }

    /// The leaf that the first of them is in.
    fn leaf(&self, holds: impl Fn(&T) -> bool) -> usize {
        let starts = self.leaves.partition_point(|leaf| !holds(&leaf.before));
        let in_rest = starts == self.leaves.len() && !holds(&self.before);
        if in_rest { starts } else { starts.saturating_sub(1) }
    }

    fn of_leaf(&self, leaf: usize) -> CodedIter<'_, T> {
        let (before, bytes) =
            self.leaves.get(leaf).map_or((self.before, &*self.rest), |leaf| (leaf.before, &leaf.bytes));
        CodedIter { row: self, leaf, before, bytes }
    }

    /// Moves all values by moving those that the first of each leaf stands behind.
    pub(super) fn shift(&mut self, by: impl Fn(&mut T)) {
        self.leaves.iter_mut().for_each(|leaf| by(&mut leaf.before));
        by(&mut self.before);
        by(&mut self.last);
    }
}

/// The values of a row.
#[derive(Debug, Clone)]
pub(super) struct CodedIter<'r, T> {
    row: &'r CodedList<T>,
    leaf: usize,
    before: T,
    bytes: &'r [u8],
}

impl<T: Coded> Iterator for CodedIter<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        if self.bytes.is_empty() {
            if self.leaf >= self.row.leaves.len() {
                return None;
            }
            *self = self.row.of_leaf(self.leaf + 1);
            return self.next();
        }
        self.before = T::read(&self.before, &mut self.bytes);
        Some(self.before)
    }
}

/// Writes a number: seven bits a byte, the lowest first, the high bit set on all but the last.
pub(super) fn put(mut number: usize, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads a number that [`put`] wrote.
pub(super) fn take(bytes: &mut &[u8]) -> usize {
    let (mut number, mut shift) = (0, 0);
    while let Some((&byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
        shift += 7;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    impl Coded for usize {
        const LEAF: usize = 16;

        fn write(&self, before: &Self, out: &mut Vec<u8>) {
            put(self - before, out);
        }

        fn read(before: &Self, bytes: &mut &[u8]) -> Self {
            before + take(bytes)
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_was_written(numbers: Vec<usize>) {
            let mut bytes = Vec::new();
            numbers.iter().for_each(|&number| put(number, &mut bytes));
            let mut rest = bytes.as_slice();
            let read: Vec<usize> = numbers.iter().map(|_| take(&mut rest)).collect();
            prop_assert!(rest.is_empty());
            prop_assert_eq!(read, numbers);
        }

        #[test]
        fn a_row_is_what_was_pushed_and_is_searched_as_a_list_is(
            steps in prop::collection::vec(0..300_usize, 0..200), wanted in 0..20_000_usize,
        ) {
            let mut row = CodedList::default();
            let mut all = Vec::new();
            for step in steps {
                all.push(all.last().copied().unwrap_or(0) + step);
                row.push(*all.last().unwrap());
            }
            prop_assert_eq!((row.len(), row.last()), (all.len(), all.last().copied()));
            prop_assert_eq!(&row.iter().collect::<Vec<_>>(), &all);
            for index in 0..=all.len() {
                prop_assert_eq!(row.get(index), all.get(index).copied());
            }
            for wanted in [0, wanted, all.last().copied().unwrap_or(0)] {
                let found: Vec<usize> = row.since(|value| *value > wanted).collect();
                let before = all.partition_point(|value| *value <= wanted);
                prop_assert_eq!(&found, &all[before..]);
                prop_assert_eq!(row.before(|value| *value > wanted), before);
            }
        }
    }
}
