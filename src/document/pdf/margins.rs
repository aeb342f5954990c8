//! Words in the margins of a page, beside its lines: notes, numbers, running titles. They are no part of the line beside them.

use super::fragment::Fragment;

/// A run of so many characters is a line of prose.
const LONG: usize = 30;

/// So many lines of prose, at least, say where the margins of a page begin.
const FEWEST: usize = 5;

/// Lines end at one edge if they are so near to it, in thousandths of a point.
const SAME_EDGE: i32 = 1500;

/// The runs of a page without those in its margins; these, left and right.
pub(super) fn apart(runs: Vec<Fragment>) -> (Vec<Fragment>, [Vec<Fragment>; 2]) {
    let Some(body) = Body::of(&runs) else { return (runs, [Vec::new(), Vec::new()]) };
    let mut lines: Vec<(i32, i32)> = body_lines(&runs, &body);
    lines.sort_unstable();
    let (mut inside, mut margins) = (Vec::with_capacity(runs.len()), [Vec::new(), Vec::new()]);
    for run in runs {
        match body.margin(&run).filter(|_| !stands_by_a_cell(&run, &lines)) {
            Some(side) => margins[side].push(run),
            None => inside.push(run),
        }
    }
    (inside, margins)
}

/// The edges of the prose of a page, and the height of its type.
struct Body {
    left: i32,
    right: i32,
    size: i32,
}

impl Body {
    /// None on a page without justified lines: the last column of a table is no margin.
    fn of(runs: &[Fragment]) -> Option<Self> {
        let long: Vec<&Fragment> = runs.iter().filter(|run| !run.is_hidden() && run.len() >= LONG).collect();
        let left = long.iter().map(|run| run.start).min()?;
        let right = long.iter().map(|run| run.end).max()?;
        let end_there = long.iter().filter(|run| right - run.end <= SAME_EDGE).count();
        let mut sizes: Vec<i32> = long.iter().map(|run| run.size).collect();
        sizes.sort_unstable();
        let is_justified = end_there >= FEWEST && end_there * 3 >= long.len();
        is_justified.then(|| Self { left, right, size: sizes[sizes.len() / 2] })
    }

    /// The margin that a run stands in: 0 for the left one. The labels of a list, the names of those who speak stand on the
    /// left, too, and belong to the words behind them.
    fn margin(&self, run: &Fragment) -> Option<usize> {
        let is_small = i64::from(run.size) * 100 <= i64::from(self.size) * 93;
        let is_number = || {
            let text = run.text();
            !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if run.is_hidden() || run.len() >= LONG {
            return None;
        }
        if run.start - self.right >= self.size {
            return Some(1);
        }
        (self.left - run.end >= self.size / 2 && (is_small || is_number())).then_some(0)
    }
}

/// The lines between the margins: their heights, and the number of their characters.
fn body_lines(runs: &[Fragment], body: &Body) -> Vec<(i32, i32)> {
    let inside = runs.iter().filter(|run| !run.is_hidden() && body.margin(run).is_none());
    inside.map(|run| (run.base, run.len() as i32)).collect()
}

/// Returns true if what stands beside a run on its line is short: the rest of a row of a table.
fn stands_by_a_cell(run: &Fragment, lines: &[(i32, i32)]) -> bool {
    let reach = run.size / 2;
    let first = lines.partition_point(|&(base, _)| base < run.base - reach);
    let beside = lines[first..].iter().take_while(|&&(base, _)| base <= run.base + reach);
    let (count, letters) = beside.fold((0, 0), |(count, sum), &(_, letters)| (count + 1, sum + letters));
    count > 0 && letters < LONG as i32
}
