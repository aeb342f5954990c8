//! Numbers and dates that stand for others.

use super::class::Class;
use super::hunk_context::HunkContext;
use super::hunks::Hunk;
use super::tokenized_text::TokenizedText;
use super::value::{is_month, is_surely_month, is_weekday, is_year, number};
use std::ops::Range;

impl HunkContext<'_, '_> {
    /// The class of a change where numbers or dates stand for others, as many for as many.
    pub(super) fn numerical(&self, hunk: &Hunk, was: &[&str], is: &[&str]) -> Option<Class> {
        let values = |words: &[&str]| words.iter().filter_map(|word| number(word)).collect::<Vec<_>>();
        let (olds, news) = (values(was), values(is));
        let days = |words: &[&str]| words.iter().filter(|word| is_weekday(word) || is_month(word)).count();
        let sure = |words: &[&str]| words.iter().any(|word| is_weekday(word) || is_surely_month(word));
        if days(was) == 1 && days(is) == 1 && (sure(was) || sure(is) || self.beside_number(hunk)) {
            let day = |words: &[&str]| {
                words.iter().find(|word| is_weekday(word) || is_month(word)).copied().map(str::to_owned)
            };
            return (day(was) != day(is) || olds != news).then_some(Class::Date);
        }
        if olds.is_empty()
            || olds.len() != news.len()
            || olds == news
            || self.in_address(hunk) && !self.in_figures_of_date(hunk)
        {
            return None;
        }
        // `one` is as often no number.
        let doubtful = |values: &[String], words: &[&str]| {
            values == ["1"] && words.iter().any(|word| word.eq_ignore_ascii_case("one"))
        };
        if (doubtful(&olds, was) || doubtful(&news, is)) && !(was.len() == 1 && is.len() == 1) {
            return None;
        }
        let years = was.iter().all(|word| is_year(word)) && is.iter().all(|word| is_year(word));
        Some(if years || self.beside_month(hunk) || self.in_figures_of_date(hunk) || days(was) > 0 && days(is) > 0 {
            Class::Date
        } else {
            Class::Number
        })
    }

    fn neighbours(&self, hunk: &Hunk) -> [&str; 2] {
        let near = |at: Option<usize>| at.filter(|at| self.news.contains(at)).map_or("", |at| self.new.word(at));
        let before = hunk.new.start.checked_sub(1);
        // `Sept. 5`: the stop belongs to the month.
        let before = before.filter(|&at| self.new.word(at) != ".").or(hunk.new.start.checked_sub(2));
        [near(before), near(Some(hunk.new.end))]
    }

    fn beside_month(&self, hunk: &Hunk) -> bool {
        self.neighbours(hunk).into_iter().any(is_month)
    }

    /// Returns true if the words are part of a date in figures: `2016-05-13`, `13/05/2016`.
    fn in_figures_of_date(&self, hunk: &Hunk) -> bool {
        let part = |at: &usize| {
            let word = self.new.word(*at);
            number(word).is_some() || matches!(word, "-" | "/" | "–")
        };
        let before = (self.news.start..hunk.new.start).rev().take_while(part).take(4);
        let after = (hunk.new.end..self.news.end).take_while(part).take(4);
        let around: Vec<&str> =
            before.chain(hunk.new.clone().filter(part)).chain(after).map(|at| self.new.word(at)).collect();
        around.iter().any(|word| is_year(word)) && around.iter().filter(|word| matches!(**word, "-" | "/")).count() >= 2
    }

    fn beside_number(&self, hunk: &Hunk) -> bool {
        self.neighbours(hunk).into_iter().any(|word| number(word).is_some())
    }

    /// Returns true if the words are part of an address, where digits count nothing.
    pub(super) fn in_address(&self, hunk: &Hunk) -> bool {
        let part = |side: &TokenizedText<'_>, range: &Range<usize>, all: &Range<usize>| {
            let mut around = range.start.saturating_sub(1).max(all.start)..(range.end + 1).min(all.end);
            around.any(|at| matches!(side.word(at), "/" | "_" | "=" | "#" | "@" | "\\" | "&" | "+"))
        };
        part(self.old, &hunk.old, &self.olds) || part(self.new, &hunk.new, &self.news)
    }
}
