//! The fold for quotations that are *cleaned up*: marks of the article that they leave out.
//!
//! What is left out never makes another word or number of its neighbours: nothing goes between two digits, no bracket
//! between a digit and what it would join, and no quotation mark between two letters. A mark behind a digit may be a foot or
//! an inch, and stays, unless it can do nothing but close.

use super::Cleaning;
use super::characters::quotation_mark;
use super::folder::{TextFolder, ends_paragraph, is_closed_later};
use crate::matching::pattern::ellipsis_len;
use crate::text::{Span, is_space, is_word};

/// The most characters behind a mark that are asked for a digit.
const REACH: usize = 8;

impl TextFolder {
    pub(super) fn cleaned(&mut self, text: &str, base: usize) {
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            if let Some(len) = self.raised(&text[at..], base + at) {
                at += len;
                continue;
            }
            let rest = &text[at + c.len_utf8()..];
            let len = self.left_out(c, &text[at..], rest).unwrap_or(0);
            let from = |len: usize| Span::new(base + at, base + at + len);
            match c {
                // An ellipsis parts words, as white space does.
                '…' | '.' if len > 0 => self.space(from(len)),
                _ if len > 0 => {}
                _ => {
                    if c == '\n' && ends_paragraph(rest) {
                        self.open = [0; 2];
                    }
                    self.plain(c, from(c.len_utf8()));
                }
            }
            at += len.max(c.len_utf8());
        }
    }

    /// The length of the mark that `text` begins with, if it is left out.
    fn left_out(&mut self, c: char, text: &str, rest: &str) -> Option<usize> {
        let before = self.folded.text.chars().next_back();
        let is_mark = |c: char| is_space(c) || matches!(c, '[' | ']' | '…' | '.') || quotation_mark(c).is_some();
        let next = rest.chars().take(REACH).find(|&c| !is_mark(c));
        let is_number = |c: Option<char>| c.is_some_and(char::is_numeric);
        if is_number(self.folded.text.trim_end().chars().next_back()) && is_number(next) {
            return None;
        }
        match c {
            '[' | ']' => {
                let after = rest.chars().next();
                let joins = before.is_some_and(is_word) && after.is_some_and(is_word);
                (!joins || !(is_number(before) || is_number(after))).then_some(1)
            }
            '.' if before.is_some_and(is_word) && ellipsis_len(rest.trim_start()).is_some() => None,
            '…' | '.' => ellipsis_len(text),
            _ if self.cleaning() == Cleaning::Marks && self.is_quoting(c, before, next, rest) => Some(c.len_utf8()),
            _ => None,
        }
    }

    /// Returns true if a quotation mark opens a quotation of the article, or closes one.
    fn is_quoting(&mut self, c: char, before: Option<char>, next: Option<char>, rest: &str) -> bool {
        let Some(double) = quotation_mark(c).filter(|_| !matches!(c, '′' | '″' | '`' | '´')) else { return false };
        let open = &mut self.open[usize::from(double)];
        match before.filter(|&c| is_word(c)) {
            Some(_) if next.is_some_and(is_word) && !rest.starts_with(is_space) && !rest.starts_with(is_stop) => false,
            // `5"` and `12'`; and `the boys’ school` in single marks.
            Some(c_before) if c_before.is_numeric() && !matches!(c, '”' | '»' | '›') => false,
            Some(_) if !double && is_closed_later(rest, double) => false,
            None if rest.starts_with(|c: char| !is_space(c)) && !rest.starts_with(is_stop) => {
                *open += 1;
                true
            }
            _ => {
                let closes = *open > 0;
                *open = open.saturating_sub(1);
                closes
            }
        }
    }
}

/// Returns true for what stands behind a closing mark and not behind one that opens.
fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']')
}
