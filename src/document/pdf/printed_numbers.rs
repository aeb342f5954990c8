//! The numbers that are printed on pages, where the file does not say them: those that count on in running heads and feet.

use super::fragment::Fragment;
use super::furniture::{Sheet, is_roman, number};
use crate::text::roman;
use std::collections::HashMap;

/// So many pages must have numbers that count on together.
const FEWEST: usize = 3;

/// More words of a line than one with the number of a page has.
const MOST_WORDS: usize = 40;

/// A way of counting: its signs, and how much more a number is than that of the page in the file, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Count {
    is_roman: bool,
    ahead: i64,
}

impl Count {
    fn number(self, page: usize) -> i64 {
        self.ahead.saturating_add_unsigned(page as u64)
    }

    /// The number of a page as it is printed; none if it has none, or the one that it has in the file.
    fn label(self, page: usize) -> Option<Box<str>> {
        let number = usize::try_from(self.number(page)).ok().filter(|&number| number > 0)?;
        match self.is_roman {
            true => Some(roman(number).into()),
            false if number == page + 1 => None,
            false => Some(number.to_string().into()),
        }
    }
}

/// Gives each page the number that is printed on it. What a file says itself is kept, unless it only counts its pages.
pub(super) fn label(sheets: &mut [Sheet]) {
    let printed: Vec<Vec<Count>> = sheets.iter().enumerate().map(|(page, sheet)| counts(sheet, page)).collect();
    let counts = consistent(&printed);
    let mut labels: Vec<Option<Count>> = vec![None; sheets.len()];
    for (page, printed) in printed.iter().enumerate() {
        // Beside a number that counts the pages of the file, the other one is that of the volume.
        let own = printed.iter().filter(|count| counts.contains_key(count));
        labels[page] = own.max_by_key(|count| (count.label(page).is_some(), counts[*count].len())).copied();
    }
    let mut known: Vec<(&Count, &Vec<usize>)> = counts.iter().collect();
    known.sort_by_key(|(count, pages)| (pages[0], count.ahead, count.is_roman));
    for (count, pages) in known {
        // The first page of an article or chapter shows none, and is counted.
        for slot in &mut labels[pages[0].saturating_sub(1)..=pages[pages.len() - 1]] {
            slot.get_or_insert(*count);
        }
    }
    for (page, (sheet, count)) in sheets.iter_mut().zip(labels).enumerate() {
        let is_plain = sheet.label.as_deref().is_none_or(|label| label == (page + 1).to_string());
        if let Some(label) = count.filter(|_| is_plain).and_then(|count| count.label(page)) {
            sheet.label = Some(label);
        }
    }
}

/// The ways of counting that the numbers at the edges of a page belong to.
fn counts(sheet: &Sheet, page: usize) -> Vec<Count> {
    let mut runs: Vec<&Fragment> =
        sheet.head.iter().chain(&sheet.foot).filter(|run| run.turns == 0 && !run.is_hidden()).collect();
    runs.sort_by_key(|run| (run.base, run.start));
    let mut found = Vec::new();
    for run in runs {
        let text = run.text();
        for word in text.split_whitespace().take(MOST_WORDS) {
            let is_roman = is_roman(word.trim_matches(|c: char| !c.is_alphanumeric()));
            let count =
                number(word).map(|number| Count { is_roman, ahead: number.saturating_sub_unsigned(page as u64) });
            found.extend(count.filter(|count| !found.contains(count)));
        }
    }
    found
}

/// The ways of counting that at least half of their pages show, from the first to the last; with those pages.
fn consistent(printed: &[Vec<Count>]) -> HashMap<Count, Vec<usize>> {
    let mut pages: HashMap<Count, Vec<usize>> = HashMap::new();
    for (page, counts) in printed.iter().enumerate() {
        for count in counts {
            pages.entry(*count).or_default().push(page);
        }
    }
    pages.retain(|_, pages| {
        let reach = pages[pages.len() - 1] - pages[0] + 1;
        pages.len() >= FEWEST && pages.len() * 2 >= reach
    });
    pages
}
