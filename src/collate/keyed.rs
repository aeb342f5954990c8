//! Values by key: all that have one key stand next to each other.

/// Values, sorted by keys whose bits are well mixed.
#[derive(Debug)]
pub(super) struct Keyed<T> {
    all: Vec<T>,
    key: fn(&T) -> u64,
    /// For each value of a key's first bits: where in `all` they begin.
    jumps: Vec<u32>,
    /// How many bits those are.
    bits: u32,
}

/// The most bits that are jumped to: more jumps than this are no longer near at hand.
const MOST_BITS: u32 = 16;

impl<T> Keyed<T> {
    /// The values `all`, which are sorted by `key`; those behind the first 2³² are not found.
    pub fn of(all: Vec<T>, key: fn(&T) -> u64) -> Self {
        let bits = (all.len().max(2).ilog2()).min(MOST_BITS);
        let mut keyed = Self { jumps: vec![0; (1 << bits) + 1], all, key, bits };
        for value in keyed.all.iter().take(u32::MAX as usize) {
            keyed.jumps[(key(value) >> (64 - bits)) as usize + 1] += 1;
        }
        (1..keyed.jumps.len()).for_each(|at| keyed.jumps[at] += keyed.jumps[at - 1]);
        keyed
    }

    /// Those that have `key`.
    pub fn with(&self, key: u64) -> &[T] {
        let head = (key >> (64 - self.bits)) as usize;
        let near = &self.all[self.jumps[head] as usize..self.jumps[head + 1] as usize];
        let start = near.partition_point(|value| (self.key)(value) < key);
        let count = near[start..].partition_point(|value| (self.key)(value) == key);
        &near[start..start + count]
    }

    /// All of them.
    pub fn all(&self) -> &[T] {
        &self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn those_of_a_key_are_found_and_no_others(mut values in prop::collection::vec((any::<u64>(), 0..9_u32), 0..99)) {
            values.extend_from_within(..values.len() / 2);
            values.sort_unstable();
            let keyed = Keyed::of(values.clone(), |value| value.0);
            for key in values.iter().flat_map(|value| [value.0, value.0 ^ 1]) {
                let expected: Vec<(u64, u32)> = values.iter().copied().filter(|value| value.0 == key).collect();
                prop_assert_eq!(keyed.with(key), &expected);
            }
        }
    }
}
