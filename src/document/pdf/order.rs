//! The order in which the runs of a page are read: columns from left to right, lines from top to bottom.
//!
//! Reading order, by where runs stand. The order in which the file shows them only tells columns from tables.

use super::fragment::Fragment;

/// The deepest columns inside of each other.
const DEEPEST: usize = 12;

/// More runs than any page has that is set in columns.
const MOST_RUNS: usize = 20_000;

/// The number of the next runs that are looked at to find those beside one.
const MOST_LOOKS: usize = 48;

/// The narrowest gap between columns, in hundredths of the height of the type.
const GUTTER: i32 = 70;

/// A gap between columns: its left and its right edge.
#[derive(Debug, Clone, Copy)]
struct Gutter(i32, i32);

impl Gutter {
    fn middle(self) -> i32 {
        self.0 + (self.1 - self.0) / 2
    }

    /// Returns true for a run on its left side, which may reach into the gap.
    fn is_left(self, run: &Fragment) -> bool {
        run.end <= self.middle() || run.start < self.0 && run.end <= self.1
    }

    fn is_crossed(self, run: &Fragment) -> bool {
        !self.is_left(run) && run.start < self.middle()
    }
}

/// Runs in the order of reading, as columns; each has runs in the order of their lines.
pub(super) fn columns(mut runs: Vec<Fragment>) -> Vec<Vec<Fragment>> {
    runs.sort_by_key(|run| (run.base, run.start, run.order));
    let mut found = Vec::new();
    split(runs, 0, &mut found);
    found
}

fn split(mut runs: Vec<Fragment>, depth: usize, found: &mut Vec<Vec<Fragment>>) {
    let gutter = if depth < DEEPEST && runs.len() <= MOST_RUNS { gutter(&runs) } else { None };
    let Some(gutter) = gutter else {
        found.extend((!runs.is_empty()).then(|| rows(runs)));
        return;
    };
    cut_overlong(&mut runs, gutter);
    // What crosses the gutter parts the page into bands.
    let mut whole: Vec<Fragment> = Vec::new();
    let mut band: Vec<Fragment> = Vec::new();
    for run in runs {
        if gutter.is_crossed(&run) {
            flush(&mut band, gutter, &mut whole, depth, found);
            whole.push(run);
        } else {
            band.push(run);
        }
    }
    flush(&mut band, gutter, &mut whole, depth, found);
    found.extend((!whole.is_empty()).then(|| rows(whole)));
}

/// Ends at the gutter what runs a little out of the left column into lines of the right one: a long word in large type. What
/// stands over both columns has nothing beside it.
fn cut_overlong(runs: &mut [Fragment], gutter: Gutter) {
    let reach = |run: &Fragment| (run.base - run.size * 3 / 4, run.base + run.size / 4);
    for at in 0..runs.len() {
        let run = &runs[at];
        if !gutter.is_crossed(run) || run.start >= gutter.0 || run.end - gutter.1 > run.size {
            continue;
        }
        let (top, bottom) = reach(run);
        let is_over = |other: &Fragment| {
            let (other_top, other_bottom) = reach(other);
            let begins_column = (other.start - gutter.1).abs() <= other.size / 4 && other.start < run.end;
            let is_smaller = run.size * 10 >= other.size * 13;
            begins_column && is_smaller && other_top < bottom && top < other_bottom
        };
        let near = runs[at + 1..].iter().take(MOST_LOOKS).chain(runs[..at].iter().rev().take(MOST_LOOKS));
        if near.into_iter().any(is_over) {
            runs[at].end = gutter.1;
        }
    }
}

/// Ends a band: two columns, or lines of one.
fn flush(
    band: &mut Vec<Fragment>,
    gutter: Gutter,
    whole: &mut Vec<Fragment>,
    depth: usize,
    found: &mut Vec<Vec<Fragment>>,
) {
    let taken = std::mem::take(band);
    if !are_columns(&taken, gutter) {
        whole.extend(taken);
        return;
    }
    let before = std::mem::take(whole);
    found.extend((!before.is_empty()).then(|| rows(before)));
    let (left, right) = taken.into_iter().partition(|run: &Fragment| gutter.is_left(run));
    split(left, depth + 1, found);
    split(right, depth + 1, found);
}

/// Returns true if what stands on both sides is read one side after the other: it is shown so, or both are prose.
fn are_columns(band: &[Fragment], gutter: Gutter) -> bool {
    let is_left = |run: &&Fragment| gutter.is_left(run);
    let left: Vec<&Fragment> = band.iter().filter(is_left).collect();
    let right: Vec<&Fragment> = band.iter().filter(|run| !is_left(run)).collect();
    if left.is_empty() || right.is_empty() || !stand_beside(&left, &right) {
        return false;
    }
    let mut shown: Vec<(usize, bool)> = band.iter().map(|run| (run.order, gutter.is_left(run))).collect();
    shown.sort_unstable();
    let turns = shown.windows(2).filter(|pair| pair[0].1 != pair[1].1).count();
    let lines = |side: &[&Fragment]| side.chunk_by(|a, b| (a.base - b.base).abs() <= a.size / 3).count();
    // The second column begins above the end of the first one. On the same line it goes on.
    let last_left = left.iter().max_by_key(|run| run.order).map_or(0, |run| run.base - run.size / 2);
    let begins_above = right.iter().min_by_key(|run| run.order).is_some_and(|run| run.base < last_left);
    let is_left_first = shown.first().is_some_and(|(_, is_left)| *is_left);
    if turns == 1 && is_left_first && begins_above && lines(&left) > 1 && lines(&right) > 1 {
        return true;
    }
    // Each side is drawn in a few long pieces: between them stand a note, a picture's words.
    if turns * 4 <= lines(&left).min(lines(&right)) {
        return true;
    }
    is_prose(&left) && is_prose(&right) && lines(&left) > 2 && lines(&right) > 2
}

/// Returns true if some lines of one side stand as high as some of the other.
fn stand_beside(left: &[&Fragment], right: &[&Fragment]) -> bool {
    let reach = |side: &[&Fragment]| {
        side.iter().fold((i32::MAX, i32::MIN), |(top, bottom), run| (top.min(run.base), bottom.max(run.base)))
    };
    let ((left_top, left_bottom), (right_top, right_bottom)) = (reach(left), reach(right));
    let half = left.first().map_or(0, |run| run.size / 2);
    left_bottom.min(right_bottom) >= left_top.max(right_top) - half
}

/// Returns true for lines that are about as long as the side is wide, with words in them.
fn is_prose(side: &[&Fragment]) -> bool {
    let from = side.iter().map(|run| run.start).min().unwrap_or(0);
    let to = side.iter().map(|run| run.end).max().unwrap_or(0);
    let median = |mut values: Vec<i64>| {
        values.sort_unstable();
        values.get(values.len() / 2).copied().unwrap_or(0)
    };
    let width = median(side.iter().map(|run| i64::from(run.end) - i64::from(run.start)).collect());
    let letters = median(side.iter().map(|run| run.len() as i64).collect());
    letters >= 15 && width * 100 >= (i64::from(to) - i64::from(from)) * 60
}

/// The place where most lines have a gap, with runs on both sides of it.
fn gutter(runs: &[Fragment]) -> Option<Gutter> {
    let mut edges: Vec<(i32, i32)> = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        let reach = run.size * 4 / 5;
        let beside = |other: &&Fragment| (other.base - run.base).abs() <= reach;
        let behind = runs[at + 1..].iter().take(MOST_LOOKS).take_while(|other| other.base - run.base <= reach);
        let before = runs[..at].iter().rev().take(MOST_LOOKS).take_while(|other| run.base - other.base <= reach);
        let right =
            behind.chain(before).filter(beside).filter(|other| other.start >= run.end).min_by_key(|other| other.start);
        let Some(right) = right.filter(|right| right.start - run.end >= GUTTER * run.size.min(right.size) / 100) else {
            continue;
        };
        // Two runs that are shown one after the other on one line are one line, more likely.
        let is_next = right.order == run.order + 1 && right.base == run.base;
        let weight = if is_next { 1 } else { 3 };
        edges.push((run.end, weight));
        edges.push((right.start, -weight));
    }
    edges.sort_unstable_by_key(|&(at, weight)| (at, weight));
    let (mut sum, mut best) = (0, (0, 0, Gutter(0, 0)));
    for pair in edges.windows(2) {
        sum += pair[0].1;
        // Of gaps that as many lines have the widest one counts.
        let width = pair[1].0 - pair[0].0;
        if width > 0 && (sum, width) > (best.0, best.1) {
            best = (sum, width, Gutter(pair[0].0, pair[1].0));
        }
    }
    (best.0 >= 3).then_some(best.2)
}

/// The runs of a column by their lines, and from left to right in each.
pub(super) fn rows(mut runs: Vec<Fragment>) -> Vec<Fragment> {
    runs.sort_by_key(|run| (run.base, run.start, run.order));
    raise_initials(&mut runs);
    let mut rows: Vec<Vec<Fragment>> = Vec::new();
    for run in runs {
        let is_on = |row: &Vec<Fragment>| {
            let last = &row[row.len() - 1];
            (run.base - row[0].base).abs() <= run.size.min(last.size) * 35 / 100
        };
        match rows.last_mut().filter(|row| is_on(row)) {
            Some(row) => row.push(run),
            None => rows.push(vec![run]),
        }
    }
    for row in &mut rows {
        row.sort_by_key(|run| (run.start, run.order));
        // All of a row stand on one line.
        let base = row.iter().max_by_key(|run| run.len()).map_or(0, |run| run.base);
        row.iter_mut().for_each(|run| run.base = base);
    }
    rows.into_iter().flatten().collect()
}

/// A large initial stands on the line that it begins, which is not its own.
fn raise_initials(runs: &mut [Fragment]) {
    for at in 0..runs.len() {
        let initial = &runs[at];
        if initial.len() != 1 || !initial.text().starts_with(char::is_alphabetic) {
            continue;
        }
        let (size, base, end, order) = (initial.size, initial.base, initial.end, initial.order);
        let first = runs[..at].iter().rev().take(MOST_LOOKS).find(|run| {
            run.order == order + 1
                && run.base < base
                && run.base > base - size
                && run.size * 2 <= size
                && run.start >= end - size / 4
        });
        if let Some(line) = first.map(|first| first.base) {
            runs[at].base = line;
        }
    }
    runs.sort_by_key(|run| (run.base, run.start, run.order));
}
