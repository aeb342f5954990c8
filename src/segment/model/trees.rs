//! Models: small trees that each ask a few traits, and add or take points.

/// How many questions a tree asks on the way to a leaf.
pub const DEPTH: usize = 5;
const INNER: usize = (1 << DEPTH) - 1;

/// A tree: in every inner node a trait and the value from which on the way goes right, in every leaf points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// The nodes, a level after the other: trait and value.
    pub asks: [(u8, i16); INNER],
    /// What every node is worth, inner nodes first: what its leaves give on average where it was learned.
    pub worth: [i16; 2 * INNER + 1],
}

/// Trees, whose points are added up. Above zero, a block is the story's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Model {
    /// The trees.
    pub trees: Vec<Tree>,
}

impl Tree {
    /// The numbers of the nodes on the way to the leaf.
    fn way(&self, traits: &[i16]) -> impl Iterator<Item = usize> {
        let mut node = 0;
        std::iter::from_fn(move || {
            let &(ask, value) = self.asks.get(node)?;
            let at = node;
            node = 2 * node + 1 + usize::from(traits[usize::from(ask)] >= value);
            Some(at)
        })
    }

    fn points(&self, traits: &[i16]) -> i32 {
        let mut node = 0;
        while let Some(&(ask, value)) = self.asks.get(node) {
            node = 2 * node + 1 + usize::from(traits[usize::from(ask)] >= value);
        }
        i32::from(self.worth[node])
    }
}

impl Model {
    /// The points of what has such traits: above zero if it is the story's.
    pub fn points(&self, traits: &[i16]) -> i32 {
        self.trees.iter().map(|tree| tree.points(traits)).sum()
    }

    /// The traits that weighed most for what the points say, and how much, heaviest first: at every node that asks a
    /// trait, the worth of the way taken less that of the node itself. Traits are told by their numbers.
    pub fn reasons(&self, traits: &[i16]) -> Vec<(usize, i32)> {
        let mut weights = vec![0_i32; traits.len()];
        for tree in &self.trees {
            for node in tree.way(traits) {
                let (ask, value) = tree.asks[node];
                let next = 2 * node + 1 + usize::from(traits[usize::from(ask)] >= value);
                weights[usize::from(ask)] += i32::from(tree.worth[next]) - i32::from(tree.worth[node]);
            }
        }
        let sign = if self.points(traits) > 0 { 1 } else { -1 };
        let mut weighed: Vec<_> = weights.iter().enumerate().map(|(at, weight)| (at, weight * sign)).collect();
        weighed.retain(|(_, weight)| *weight > 0);
        weighed.sort_by_key(|&(_, weight)| std::cmp::Reverse(weight));
        weighed
    }

    /// The model as text: a line for each tree.
    pub fn print(&self) -> String {
        let mut text = String::new();
        for tree in &self.trees {
            let asks = tree.asks.iter().map(|(ask, value)| format!("{ask}:{value}"));
            let worth = tree.worth.iter().map(i16::to_string);
            text.push_str(&asks.chain(worth).collect::<Vec<_>>().join(" "));
            text.push('\n');
        }
        text
    }

    /// Reads what [`Model::print`] writes, of trees that ask the first `count` traits; lines that begin with `#` are left
    /// out.
    pub fn parse(text: &str, count: usize) -> Option<Self> {
        let trees = text.lines().filter(|line| !line.starts_with('#')).map(|line| tree(line, count));
        Some(Self { trees: trees.collect::<Option<_>>()? })
    }
}

fn tree(line: &str, count: usize) -> Option<Tree> {
    let mut words = line.split(' ');
    let mut tree = Tree { asks: [(0, 0); INNER], worth: [0; 2 * INNER + 1] };
    for ask in &mut tree.asks {
        let (of, value) = words.next()?.split_once(':')?;
        *ask = (of.parse().ok().filter(|&of: &u8| usize::from(of) < count)?, value.parse().ok()?);
    }
    for worth in &mut tree.worth {
        *worth = words.next()?.parse().ok()?;
    }
    words.next().is_none().then_some(tree)
}
