//! Furniture of pages: running heads and feet, numbers of pages.

use super::fragment::Fragment;
use crate::text::roman_value;
use std::collections::HashMap;

/// So many lines at the upper and lower edge of a page may be furniture.
const MOST_LINES: usize = 3;

/// Lines of two pages stand at the same height if they are so near, in thousandths of a point.
const SAME_HEIGHT: i32 = 3000;

/// The runs of a page.
pub(super) struct Sheet {
    pub runs: Vec<Fragment>,
    pub height: i32,
    /// The number that is printed on it, as the file says.
    pub label: Option<Box<str>>,
    /// The furniture at its upper and lower edge.
    pub head: Vec<Fragment>,
    pub foot: Vec<Fragment>,
}

/// A line at an edge of a page.
struct EdgeLine {
    base: i32,
    text: String,
    /// Its text, with a sign for each number.
    form: String,
    /// The number at its beginning or end.
    number: Option<i64>,
    size: i32,
    /// The distance to the next line towards the middle of the page.
    gap: i32,
}

/// Takes the furniture off all pages.
pub(super) fn take_off(sheets: &mut [Sheet]) {
    for sheet in sheets.iter_mut() {
        take_artifacts(sheet);
    }
    for is_head in [true, false] {
        for _ in 0..MOST_LINES {
            let lines: Vec<Option<EdgeLine>> = sheets.iter().map(|sheet| edge(&sheet.runs, is_head)).collect();
            let is_furniture = judge(sheets, &lines);
            if !is_furniture.contains(&true) {
                break;
            }
            for ((sheet, line), _) in sheets.iter_mut().zip(&lines).zip(&is_furniture).filter(|(_, is)| **is) {
                let Some(line) = line else { continue };
                let reach = line.size / 3;
                let (taken, left) =
                    std::mem::take(&mut sheet.runs).into_iter().partition(|run| (run.base - line.base).abs() <= reach);
                sheet.runs = left;
                let edge = if is_head { &mut sheet.head } else { &mut sheet.foot };
                edge.extend::<Vec<Fragment>>(taken);
            }
        }
    }
}

/// Artifacts of the file are furniture if they stand above or below all words: `not` in the middle of a sentence is read.
fn take_artifacts(sheet: &mut Sheet) {
    let words = sheet.runs.iter().filter(|run| !run.is_artifact && !run.is_hidden());
    let (first, last) =
        words.fold((i32::MAX, i32::MIN), |(first, last), run| (first.min(run.base), last.max(run.base)));
    if first > last {
        return;
    }
    let (mut left, mut middle) = (Vec::new(), (first + last) / 2);
    middle = middle.max(first);
    for run in std::mem::take(&mut sheet.runs) {
        let is_out = run.base < first - run.size / 2 || run.base > last + run.size / 2;
        match run.is_artifact && is_out {
            true if run.base < middle => sheet.head.push(run),
            true => sheet.foot.push(run),
            false => left.push(run),
        }
    }
    sheet.runs = left;
}

/// The line of a page that is nearest to its edge.
fn edge(runs: &[Fragment], is_head: bool) -> Option<EdgeLine> {
    let seen = || runs.iter().filter(|run| !run.is_hidden() && run.turns == 0);
    let outer = if is_head { seen().min_by_key(|run| run.base) } else { seen().max_by_key(|run| run.base) }?;
    let reach = outer.size / 3;
    let mut row: Vec<&Fragment> = seen().filter(|run| (run.base - outer.base).abs() <= reach).collect();
    row.sort_by_key(|run| run.start);
    let next =
        seen().filter(|run| (run.base - outer.base).abs() > reach).map(|run| (run.base - outer.base).abs()).min();
    let text = row.iter().map(|run| run.text()).collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = words.last().and_then(|word| number(word)).or_else(|| words.first().and_then(|word| number(word)));
    Some(EdgeLine {
        base: outer.base,
        form: form(&text),
        number,
        text,
        size: outer.size,
        gap: next.unwrap_or(i32::MAX),
    })
}

/// A text with a sign for each number in it.
fn form(text: &str) -> String {
    let mut form = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if number(word).is_some() && word.chars().all(|c| !c.is_alphabetic()) || is_roman(word) {
            form.push_str(" #");
            continue;
        }
        form.push(' ');
        for c in word.chars() {
            let c = if c.is_numeric() { '#' } else { c };
            if c != '#' || !form.ends_with('#') {
                form.push(c);
            }
        }
    }
    form
}

/// Returns true for a number in small Roman signs.
pub(super) fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.len() <= 8 && word.chars().all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c'))
}

/// The number of a page: `12`, `– 12 –`, `[12]`, `12/40`, `xii`.
pub(super) fn number(word: &str) -> Option<i64> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let word = word.split(['/', '|']).next().unwrap_or(word);
    if is_roman(word) {
        return roman_value(word)?.try_into().ok();
    }
    if word.len() > 6 || !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    word.parse().ok()
}

/// Furniture stands in the outer fifths of a page, and its lines close to each other.
fn is_at_edge(sheet: &Sheet, line: &EdgeLine) -> bool {
    let fifth = sheet.height / 5;
    let is_outside = line.base < fifth || line.base > sheet.height - fifth;
    let edge = if line.base < fifth { &sheet.head } else { &sheet.foot };
    let near = |run: &Fragment| (run.base - line.base).abs() <= line.size.max(run.size) * 3;
    is_outside && (edge.iter().all(|run| run.turns > 0) || edge.iter().any(near))
}

/// For each page, if its line is furniture.
fn judge(sheets: &[Sheet], lines: &[Option<EdgeLine>]) -> Vec<bool> {
    let mut by_form: HashMap<&str, Vec<usize>> = HashMap::new();
    // The pages whose line has a number that is so much more than that of the page.
    let mut by_count: HashMap<i64, Vec<usize>> = HashMap::new();
    let mut by_height: HashMap<i32, Vec<usize>> = HashMap::new();
    for (page, line) in lines.iter().enumerate() {
        let Some(line) = line else { continue };
        by_form.entry(&line.form).or_default().push(page);
        by_height.entry(line.base / SAME_HEIGHT).or_default().push(page);
        if let Some(number) = line.number {
            by_count.entry(number - page as i64).or_default().push(page);
        }
    }
    let is_near = |a: usize, b: usize| {
        let base = |page: usize| lines[page].as_ref().map_or(0, |line| line.base);
        (base(a) - base(b)).abs() <= SAME_HEIGHT
    };
    let fewest = if sheets.len() < 3 { 2 } else { 3 };
    let counted: Vec<usize> = by_count.values().filter(|pages| pages.len() >= fewest).flatten().copied().collect();
    let of = |page: usize| {
        let Some(line) = lines[page].as_ref().filter(|line| is_at_edge(&sheets[page], line)) else { return false };
        let near = |pages: Option<&Vec<usize>>| {
            pages.map_or(0, |pages| pages.iter().filter(|other| is_near(page, **other)).count())
        };
        let is_number_only = line.form.trim() == "#";
        let is_counted = line.number.is_some_and(|number| near(by_count.get(&(number - page as i64))) >= fewest.min(3));
        let is_labelled = sheets[page].label.as_deref().is_some_and(|label| {
            let label = label.trim();
            line.text.split_whitespace().any(|word| word.trim_matches(|c: char| !c.is_alphanumeric()) == label)
        });
        if is_number_only {
            // Numbers may begin with 1 again.
            let is_first =
                || line.number == Some(1) && counted.iter().filter(|other| is_near(page, **other)).count() >= fewest;
            return is_counted || is_labelled && sheets.len() > 1 || is_first();
        }
        let is_same = near(by_form.get(line.form.as_str())) >= fewest;
        let is_set_off = i64::from(line.gap) * 10 >= i64::from(line.size) * 17;
        let heights = line.base / SAME_HEIGHT;
        let level: usize = (heights - 1..=heights + 1).map(|height| near(by_height.get(&height))).sum();
        let is_level = level >= fewest && level * 2 >= sheets.len();
        is_same || is_set_off && is_level && (is_counted || is_labelled && line.text.len() < 120)
    };
    (0..lines.len()).map(of).collect()
}
