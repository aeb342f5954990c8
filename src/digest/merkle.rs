//! The Merkle tree of RFC 9162, section 2.1: hashes, inclusion proofs, consistency proofs.

use crate::digest::Digest;

/// The hash of a leaf (RFC 9162, 2.1.1): the byte 0, then the leaf.
pub fn leaf(bytes: &[u8]) -> Digest {
    Digest::of_parts([&[0], bytes])
}

/// The hash of an inner node: the byte 1, then the hashes of its children.
fn node(left: Digest, right: Digest) -> Digest {
    Digest::of_parts([&[1][..], left.as_bytes(), right.as_bytes()])
}

/// The root of the tree of these leaves, given by their hashes; of none, the digest of nothing.
pub fn root(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => Digest::of(b""),
        [one] => *one,
        several => {
            let (left, right) = several.split_at(split(several.len()));
            node(root(left), root(right))
        }
    }
}

/// The largest power of two below `count`, which is at least two: so many leaves stand on the left.
fn split(count: usize) -> usize {
    1 << (usize::BITS - 1 - (count - 1).leading_zeros())
}

/// The inclusion proof of the leaf at `index`, from the leaf up (2.1.3.1); `None` if there is no such leaf.
pub fn inclusion(leaves: &[Digest], index: usize) -> Option<Vec<Digest>> {
    if index >= leaves.len() {
        return None;
    }
    if leaves.len() == 1 {
        return Some(Vec::new());
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    let (mut proof, other) = match index < left.len() {
        true => (inclusion(left, index)?, root(right)),
        false => (inclusion(right, index - left.len())?, root(left)),
    };
    proof.push(other);
    Some(proof)
}

/// The consistency proof from the tree of the first `size` leaves to the tree of all (2.1.4.1); `None` if `size` is
/// zero, from which nothing follows, or more than there are.
pub fn consistency(leaves: &[Digest], size: usize) -> Option<Vec<Digest>> {
    (0 < size && size <= leaves.len()).then(|| subproof(leaves, size, true))
}

/// `known`: whether the tree of the first `size` leaves is the one whose root the asker has.
fn subproof(leaves: &[Digest], size: usize, known: bool) -> Vec<Digest> {
    if size == leaves.len() {
        return if known { Vec::new() } else { vec![root(leaves)] };
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    let (mut proof, other) = match size <= left.len() {
        true => (subproof(left, size, known), root(right)),
        false => (subproof(right, size - left.len(), false), root(left)),
    };
    proof.push(other);
    proof
}

/// Returns true if `proof` shows that the leaf with hash `leaf` is number `index` of the tree of `size` leaves with
/// this root (2.1.3.2).
pub fn includes(leaf: Digest, index: u64, size: u64, proof: &[Digest], root: Digest) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, leaf);
    for &other in proof {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            hash = node(other, hash);
            // Up the right edge, past the levels on which it has no sibling.
            let skip = if at & 1 == 1 { 0 } else { at.trailing_zeros() };
            (at, last) = (shifted(at, skip), shifted(last, skip));
        } else {
            hash = node(hash, other);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    last == 0 && hash == root
}

/// `number >> by`, where `by` may be as many bits as there are: zero has so many trailing zeros.
fn shifted(number: u64, by: u32) -> u64 {
    number.checked_shr(by).unwrap_or(0)
}

/// Returns true if `proof` shows that the tree of `old` leaves with root `old_root` is the beginning of the tree of
/// `new` leaves with root `new_root` (2.1.4.2). From an empty tree nothing follows, so that nothing shows it.
pub fn extends(old: u64, old_root: Digest, new: u64, new_root: Digest, proof: &[Digest]) -> bool {
    if old == 0 || old > new {
        return false;
    }
    if old == new {
        return proof.is_empty() && old_root == new_root;
    }
    let mut rest = proof.iter().copied();
    let skip = (old - 1).trailing_ones();
    let (mut at, mut last) = (shifted(old - 1, skip), shifted(new - 1, skip));
    let first = if old.is_power_of_two() { Some(old_root) } else { rest.next() };
    let Some(first) = first else { return false };
    let (mut was, mut is) = (first, first);
    for other in rest {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            (was, is) = (node(other, was), node(other, is));
            let skip = if at & 1 == 1 { 0 } else { at.trailing_zeros() };
            (at, last) = (shifted(at, skip), shifted(last, skip));
        } else {
            is = node(is, other);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    last == 0 && was == old_root && is == new_root
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn leaves(count: usize) -> Vec<Digest> {
        (0..count).map(|number| leaf(&number.to_le_bytes())).collect()
    }

    #[test]
    fn every_proof_of_every_small_tree_holds_and_no_other_place_does() {
        for size in 1..=20 {
            let leaves = leaves(size);
            let root = root(&leaves);
            for index in 0..size {
                let proof = inclusion(&leaves, index).unwrap();
                for claimed in 0..=size {
                    let holds = includes(leaves[index], claimed as u64, size as u64, &proof, root);
                    assert_eq!(holds, claimed == index, "{index} of {size} as {claimed}");
                }
            }
            assert_eq!(inclusion(&leaves, size), None);
        }
    }

    #[test]
    fn every_beginning_of_every_small_tree_is_shown_to_be_one() {
        for new in 1..=20 {
            let leaves = leaves(new);
            for old in 1..=new {
                let proof = consistency(&leaves, old).unwrap();
                let (was, is) = (root(&leaves[..old]), root(&leaves));
                assert!(extends(old as u64, was, new as u64, is, &proof), "{old} to {new}");
                assert!(!extends(old as u64, leaf(b"other"), new as u64, is, &proof));
                assert!(!extends(old as u64, was, new as u64, leaf(b"other"), &proof));
            }
            assert_eq!(consistency(&leaves, 0), None);
            assert_eq!(consistency(&leaves, new + 1), None);
        }
    }

    proptest! {
        #[test]
        fn a_changed_proof_shows_nothing(size in 2usize..70, at: prop::sample::Index, which: prop::sample::Index) {
            let leaves = leaves(size);
            let (index, root) = (at.index(size), root(&leaves));
            let mut proof = inclusion(&leaves, index).unwrap();
            *which.get_mut(&mut proof) = leaf(b"forged");
            prop_assert!(!includes(leaves[index], index as u64, size as u64, &proof, root));
            proof.pop();
            prop_assert!(!includes(leaves[index], index as u64, size as u64, &proof, root));
        }

        #[test]
        fn checking_is_total(old: u64, new: u64, hashes in prop::collection::vec(any::<u64>(), 0..70)) {
            let proof: Vec<Digest> = hashes.iter().map(|hash| leaf(&hash.to_le_bytes())).collect();
            prop_assert!(!extends(old, leaf(b"a"), new, leaf(b"b"), &proof));
            prop_assert!(!includes(leaf(b"a"), old, new, &proof, leaf(b"b")));
        }
    }
}
