//! Boosting: each tree learns what those before it got wrong.

use literatim::segment::training::{DEPTH, DecisionTree, Model};

const INNER: usize = (1 << DEPTH) - 1;
/// How much of what a tree has learned is taken over.
const RATE: f64 = 0.08;
/// What a leaf's weight is added to, so that few blocks say little.
const RIDGE: f64 = 4.0;
/// How many points a unit of the log of the odds is.
const SCALE: f64 = 400.0;
/// The least weight of a leaf.
const LEAST: f64 = 3.0;

/// Rows as columns of small numbers: for each trait, which of its steps a row has reached.
struct Columns {
    steps: Vec<Vec<i16>>,
    values: Vec<Vec<u8>>,
}

fn columns(rows: &[(&[i16], bool, f64)]) -> Columns {
    let (mut steps, mut values) = (Vec::new(), Vec::new());
    for of in 0..rows.first().map_or(0, |row| row.0.len()) {
        let mut all: Vec<i16> = rows.iter().map(|row| row.0[of]).collect();
        all.sort_unstable();
        let mut own: Vec<i16> = (1..64).map(|part| all[part * all.len() / 64]).collect();
        own.extend([all[0] + 1, all[all.len() - 1]]);
        own.sort_unstable();
        own.dedup();
        own.retain(|&step| step > all[0]);
        values.push(rows.iter().map(|row| own.partition_point(|&step| step <= row.0[of]) as u8).collect());
        steps.push(own);
    }
    Columns { steps, values }
}

/// Trains so many trees.
pub fn train(rows: &[(&[i16], bool, f64)], trees: usize) -> Model {
    let columns = columns(rows);
    let mut sums = vec![0.0_f64; rows.len()];
    let mut model = Model::default();
    let mut seed = 1_u64;
    for _ in 0..trees {
        let gradient: Vec<(f64, f64)> = rows
            .iter()
            .zip(&sums)
            .map(|(&(_, body, weight), sum)| {
                let chance = 1.0 / (1.0 + (-sum).exp());
                (weight * (f64::from(u8::from(body)) - chance), weight * (chance * (1.0 - chance)).max(1e-6))
            })
            .collect();
        // Each tree sees four rows of five, and half of the features: those that differ teach more together.
        let mut chance = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % 10
        };
        let seen: Vec<usize> = (0..rows.len()).filter(|_| chance() < 8).collect();
        let asked: Vec<usize> = (0..columns.steps.len()).filter(|_| chance() < 5).collect();
        let tree = grow(&columns, &gradient, seen, &asked);
        for (row, sum) in rows.iter().zip(&mut sums) {
            let one = Model { trees: vec![tree.clone()] };
            *sum += f64::from(one.score(row.0)) / SCALE;
        }
        model.trees.push(tree);
    }
    model
}

fn grow(columns: &Columns, gradient: &[(f64, f64)], seen: Vec<usize>, asked: &[usize]) -> DecisionTree {
    let mut tree = DecisionTree { splits: [(0, i16::MAX); INNER], values: [0; 2 * INNER + 1] };
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); 2 * INNER + 1];
    parts[0] = seen;
    for node in 0..parts.len() {
        let part = std::mem::take(&mut parts[node]);
        let (sum, weight) =
            part.iter().fold((0.0, 0.0), |(sum, weight), &row| (sum + gradient[row].0, weight + gradient[row].1));
        tree.values[node] = (RATE * sum / (weight + RIDGE) * SCALE).round().clamp(-30000.0, 30000.0) as i16;
        if node >= INNER {
            continue;
        }
        let best = asked.iter().filter_map(|&of| split(columns, gradient, &part, of, (sum, weight))).fold(
            None,
            |best: Option<(f64, usize, usize)>, found| {
                if best.is_none_or(|best| found.0 > best.0 + 1e-9) { Some(found) } else { best }
            },
        );
        match best {
            Some((_, of, step)) => {
                tree.splits[node] = (of as u8, columns.steps[of][step]);
                let (right, left) = part.into_iter().partition(|&row| usize::from(columns.values[of][row]) > step);
                (parts[2 * node + 1], parts[2 * node + 2]) = (left, right);
            }
            // Nothing to ask: all go left, and the leaf says what this node does.
            None => parts[2 * node + 1] = part,
        }
    }
    // A part that nobody is in says what the one above says.
    for node in 1..tree.values.len() {
        let above = (node - 1) / 2;
        if tree.splits[above].1 == i16::MAX {
            tree.values[node] = tree.values[above];
        }
    }
    tree
}

/// The best step to split a part of the rows at by one trait: what it gains, the trait and the step.
fn split(
    columns: &Columns,
    gradient: &[(f64, f64)],
    part: &[usize],
    of: usize,
    all: (f64, f64),
) -> Option<(f64, usize, usize)> {
    let steps = columns.steps[of].len();
    let mut bins = [(0.0_f64, 0.0_f64); 80];
    let values = &columns.values[of];
    for &row in part {
        let bin = &mut bins[usize::from(values[row])];
        bin.0 += gradient[row].0;
        bin.1 += gradient[row].1;
    }
    let gain = |(sum, weight): (f64, f64)| sum * sum / (weight + RIDGE);
    let mut left = (0.0, 0.0);
    let mut best: Option<(f64, usize, usize)> = None;
    for (step, bin) in bins.iter().enumerate().take(steps) {
        left = (left.0 + bin.0, left.1 + bin.1);
        let right = (all.0 - left.0, all.1 - left.1);
        if left.1 < LEAST * 0.2 || right.1 < LEAST * 0.2 {
            continue;
        }
        let gained = gain(left) + gain(right) - gain(all);
        if gained > 1e-3 && best.is_none_or(|best| gained > best.0 + 1e-9) {
            best = Some((gained, of, step));
        }
    }
    best
}
