//! Models: small trees that each ask a few features, and add to a score or take from it.

/// The number of splits on the way to a leaf.
pub const DEPTH: usize = 5;
const INNER: usize = (1 << DEPTH) - 1;

/// A tree: in every inner node a feature and the value from which on the way goes right, in every leaf a part of the score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionTree {
    /// The nodes, a level after the other: feature and value.
    pub splits: [(u8, i16); INNER],
    /// The value of every node, inner nodes first: what its leaves give on average where it was learned.
    pub values: [i16; 2 * INNER + 1],
}

/// Trees, whose values are added up. Above zero, a block is the story's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Model {
    /// The trees.
    pub trees: Vec<DecisionTree>,
}

impl DecisionTree {
    /// The numbers of the nodes on the way to the leaf.
    fn way(&self, features: &[i16]) -> impl Iterator<Item = usize> {
        let mut node = 0;
        std::iter::from_fn(move || {
            let &(feature, value) = self.splits.get(node)?;
            let at = node;
            node = 2 * node + 1 + usize::from(features[usize::from(feature)] >= value);
            Some(at)
        })
    }

    fn score(&self, features: &[i16]) -> i32 {
        let mut node = 0;
        while let Some(&(feature, value)) = self.splits.get(node) {
            node = 2 * node + 1 + usize::from(features[usize::from(feature)] >= value);
        }
        i32::from(self.values[node])
    }
}

impl Model {
    /// The score of what has such features: above zero if it is the story's.
    pub fn score(&self, features: &[i16]) -> i32 {
        self.trees.iter().map(|tree| tree.score(features)).sum()
    }

    /// The features that weighed most for the score, and how much, heaviest first: at every node that asks a
    /// feature, the value of the way taken less that of the node itself. A feature is named by its number.
    pub fn reasons(&self, features: &[i16]) -> Vec<(usize, i32)> {
        let mut weights = vec![0_i32; features.len()];
        for tree in &self.trees {
            for node in tree.way(features) {
                let (feature, value) = tree.splits[node];
                let next = 2 * node + 1 + usize::from(features[usize::from(feature)] >= value);
                weights[usize::from(feature)] += i32::from(tree.values[next]) - i32::from(tree.values[node]);
            }
        }
        let sign = if self.score(features) > 0 { 1 } else { -1 };
        let mut weighed: Vec<_> = weights.iter().enumerate().map(|(at, weight)| (at, weight * sign)).collect();
        weighed.retain(|(_, weight)| *weight > 0);
        weighed.sort_by_key(|&(_, weight)| std::cmp::Reverse(weight));
        weighed
    }

    /// The model as text: a line for each tree.
    pub fn print(&self) -> String {
        let mut text = String::new();
        for tree in &self.trees {
            let splits = tree.splits.iter().map(|(feature, value)| format!("{feature}:{value}"));
            let values = tree.values.iter().map(i16::to_string);
            text.push_str(&splits.chain(values).collect::<Vec<_>>().join(" "));
            text.push('\n');
        }
        text
    }

    /// Reads what [`Model::print`] writes, of trees that ask the first `count` features; lines that begin with `#` are left
    /// out.
    pub fn parse(text: &str, count: usize) -> Option<Self> {
        let trees = text.lines().filter(|line| !line.starts_with('#')).map(|line| tree(line, count));
        Some(Self { trees: trees.collect::<Option<_>>()? })
    }
}

fn tree(line: &str, count: usize) -> Option<DecisionTree> {
    let mut words = line.split(' ');
    let mut tree = DecisionTree { splits: [(0, 0); INNER], values: [0; 2 * INNER + 1] };
    for feature in &mut tree.splits {
        let (of, value) = words.next()?.split_once(':')?;
        *feature = (of.parse().ok().filter(|&of: &u8| usize::from(of) < count)?, value.parse().ok()?);
    }
    for values in &mut tree.values {
        *values = words.next()?.parse().ok()?;
    }
    words.next().is_none().then_some(tree)
}
