//! The heaviest run of pairs that keep their order.

/// For pairs `(place, weight)` in the order of the other side, whether each is in a heaviest subsequence whose places
/// increase. Among equals, the one found first. A Fenwick tree of best ends: as many steps as pairs, times a logarithm.
pub(super) fn heaviest(pairs: &[(usize, usize)]) -> Vec<bool> {
    let size = pairs.iter().map(|pair| pair.0 + 1).max().unwrap_or(0);
    let mut tree: Vec<(usize, usize)> = vec![(0, usize::MAX); size + 1];
    let mut before = vec![usize::MAX; pairs.len()];
    let mut best = (0, usize::MAX);
    for (index, &(place, weight)) in pairs.iter().enumerate() {
        let (sum, last) = up_to(&tree, place);
        before[index] = last;
        let own = (sum + weight, index);
        put(&mut tree, place + 1, own);
        if own.0 > best.0 {
            best = own;
        }
    }
    let mut kept = vec![false; pairs.len()];
    let mut at = best.1;
    while at != usize::MAX {
        kept[at] = true;
        at = before[at];
    }
    kept
}

fn up_to(tree: &[(usize, usize)], mut at: usize) -> (usize, usize) {
    let mut best = (0, usize::MAX);
    while at > 0 {
        if tree[at].0 > best.0 {
            best = tree[at];
        }
        at &= at - 1;
    }
    best
}

fn put(tree: &mut [(usize, usize)], mut at: usize, own: (usize, usize)) {
    while at < tree.len() {
        if own.0 > tree[at].0 {
            tree[at] = own;
        }
        at += at & at.wrapping_neg();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_moved_is_what_is_lighter() {
        assert_eq!(heaviest(&[(3, 9), (0, 5), (1, 5), (2, 5)]), [false, true, true, true]);
        assert_eq!(heaviest(&[(3, 90), (0, 5), (1, 5), (2, 5)]), [true, false, false, false]);
        assert!(heaviest(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn no_other_choice_is_heavier(pairs in prop::collection::vec((0..12usize, 1..9usize), 0..10)) {
            let chosen = heaviest(&pairs);
            let weight = |keep: &dyn Fn(usize) -> bool| {
                let kept: Vec<_> = pairs.iter().enumerate().filter(|(at, _)| keep(*at)).map(|(_, pair)| *pair).collect();
                kept.windows(2).all(|two| two[0].0 < two[1].0).then(|| kept.iter().map(|pair| pair.1).sum::<usize>())
            };
            let best = (0..1 << pairs.len()).filter_map(|bits: usize| weight(&|at| bits >> at & 1 == 1)).max();
            prop_assert_eq!(weight(&|at| chosen[at]), best);
        }
    }
}
