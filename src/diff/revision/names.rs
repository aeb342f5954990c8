//! Names that stand for others.

use super::hunk_context::{HunkContext, is_near, is_same_word};
use super::hunks::Hunk;
use super::lexicon::is_link;
use super::value::{is_month, is_weekday};
use std::collections::BTreeSet;

impl HunkContext<'_, '_> {
    /// Returns true if a name stands for another: capitals on both sides, in the midst of a sentence, of words that
    /// neither text has in small letters.
    pub(super) fn are_names(&self, hunk: &Hunk, was: &[&str], is: &[&str]) -> bool {
        let named = |words: &[&str]| {
            let mut capitals = words.iter().filter(|word| !is_link(word)).peekable();
            capitals.peek().is_some() && capitals.all(|word| self.is_name(word))
        };
        named(was)
            && named(is)
            && !self.in_address(hunk)
            && !is_same_word(was, is)
            && !is_same_name(was, is)
            && !self.is_slip_in_title(hunk, was, is)
            && !self.old.opens_sentence(self.one, hunk.old.start)
            && !self.new.opens_sentence(self.other, hunk.new.start)
            && !self.is_titled(hunk)
    }

    pub(super) fn is_name(&self, word: &str) -> bool {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let lower = word.to_lowercase();
        let stem = lower.strip_suffix('s').unwrap_or(&lower);
        capital
            && word.chars().count() > 1
            && !is_weekday(word)
            && !is_month(word)
            && !self.vocabulary.has(&lower)
            && !self.vocabulary.has(stem)
            && !self.vocabulary.has(&format!("{lower}s"))
    }

    /// Returns true if most long words around are capitalised: a title, where capitals make no names.
    fn is_titled(&self, hunk: &Hunk) -> bool {
        let from = hunk.new.start.saturating_sub(5).max(self.news.start);
        let to = (hunk.new.end + 5).min(self.news.end);
        let around = (from..hunk.new.start)
            .chain(hunk.new.end..to)
            .filter(|&at| self.new.tokens[at].is_word())
            .map(|at| self.new.word(at));
        let long: Vec<&str> = around.filter(|word| word.chars().count() > 3).collect();
        let capitals = long.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
        long.len() > 2 && 4 * capitals > 3 * long.len()
    }

    /// Returns true if one word of three or more that are capitalised together is nearly what it was: `Consumer
    /// Financial Protection Bureau` is made of common words, and of those a slip makes no other name.
    fn is_slip_in_title(&self, hunk: &Hunk, was: &[&str], is: &[&str]) -> bool {
        let ([was], [is]) = (was, is) else { return false };
        let part = |at: &usize| {
            let word = self.new.word(*at);
            word.starts_with(char::is_uppercase) || is_link(word) && word != "&"
        };
        let capital = |at: &usize| self.new.word(*at).starts_with(char::is_uppercase);
        let before = (self.news.start..hunk.new.start).rev().take_while(part).filter(capital).take(3).count();
        let after = (hunk.new.end..self.news.end).take_while(part).filter(capital).take(3).count();
        is_near(was, is) && before + after >= 2
    }
}

/// Returns true if one name only says more, or stands in another case or number: `the Officers` of `Officer`.
fn is_same_name(was: &[&str], is: &[&str]) -> bool {
    let plain = |word: &&str| {
        let lower = word.to_lowercase().replace('’', "'");
        let bare = lower.strip_suffix("'s").or(lower.strip_suffix('\'')).unwrap_or(&lower);
        bare.strip_suffix('s').unwrap_or(bare).to_owned()
    };
    let (one, other): (BTreeSet<String>, BTreeSet<String>) =
        (was.iter().map(plain).collect(), is.iter().map(plain).collect());
    one.is_subset(&other) || other.is_subset(&one)
}
