//! Values by key: all that have one key stand next to each other.

use std::hash::Hasher;

/// A value that has a key, whose bits are well mixed. Values of one key are in their own order.
pub(crate) trait HasKey: Copy + Default + Ord {
    fn key(&self) -> u64;
}

impl HasKey for (u64, u32) {
    fn key(&self) -> u64 {
        self.0
    }
}

/// Values by key.
#[derive(Debug)]
pub(crate) struct KeyIndex<T> {
    /// Sorted by key.
    all: Vec<T>,
    /// For each value of a key's first bits: where in `all` they begin.
    jumps: Vec<u32>,
    /// The number of those bits.
    bits: u32,
}

/// The most bits that are jumped to: more jumps than this are no longer near at hand.
const MOST_BITS: u32 = 16;

impl<T: HasKey> KeyIndex<T> {
    /// The values `all`. There are less than 2³² of them.
    pub fn of(all: &[T]) -> Self {
        let bits = all.len().max(2).ilog2().min(MOST_BITS);
        let head = |value: &T| (value.key() >> (64 - bits)) as usize;
        let mut jumps = vec![0; (1 << bits) + 1];
        all.iter().for_each(|value| jumps[head(value) + 1] += 1);
        (1..jumps.len()).for_each(|at| jumps[at] += jumps[at - 1]);
        // Each to its own jump first: what is left to sort are a few at a time.
        let (mut sorted, mut next) = (vec![T::default(); all.len()], jumps.clone());
        for value in all {
            let place = &mut next[head(value)];
            sorted[*place as usize] = *value;
            *place += 1;
        }
        for ends in jumps.windows(2).filter(|ends| ends[1] - ends[0] > 1) {
            sorted[ends[0] as usize..ends[1] as usize].sort_unstable_by_key(|value| (value.key(), *value));
        }
        Self { all: sorted, jumps, bits }
    }

    /// Returns true if there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Those that have `key`.
    pub fn with(&self, key: u64) -> &[T] {
        let head = (key >> (64 - self.bits)) as usize;
        let near = &self.all[self.jumps[head] as usize..self.jumps[head + 1] as usize];
        let start = near.partition_point(|value| value.key() < key);
        let count = near[start..].partition_point(|value| value.key() == key);
        &near[start..start + count]
    }
}

/// Keys are mixed already, and come from texts that gain nothing by colliding: a hit more is looked at in vain.
#[derive(Default)]
pub(crate) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(8) {
            let mut eight = [0; 8];
            eight[..piece.len()].copy_from_slice(piece);
            self.0 = mix_bits(self.0.rotate_left(29) ^ u64::from_le_bytes(eight));
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// The bits of `word`, spread over all sixty-four.
pub(crate) fn mix_bits(word: u64) -> u64 {
    (word ^ word >> 32).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn those_of_a_key_are_found_and_no_others(mut values in prop::collection::vec((any::<u64>(), 0..9_u32), 0..99)) {
            values.extend_from_within(..values.len() / 2);
            let keyed = KeyIndex::of(&values);
            values.sort_unstable();
            for key in values.iter().flat_map(|value| [value.0, value.0 ^ 1]) {
                let expected: Vec<(u64, u32)> = values.iter().copied().filter(|value| value.0 == key).collect();
                prop_assert_eq!(keyed.with(key), &expected);
            }
        }
    }
}
