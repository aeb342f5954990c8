//! Sentences that are denied, doubted, or said by another.

use super::hunk_context::{FEW, HunkContext, stem};
use super::hunks::Hunk;
use super::lexicon::{is_article, is_hedge, is_plain, is_report, is_support};
use super::tokenized_text::TokenizedText;
use super::value::number;
use crate::text::{is_negation, turns_negation, turns_negation_in};
use std::ops::Range;

impl HunkContext<'_, '_> {
    /// Returns true if the rest of the sentence is the same.
    fn in_same_sentence(&self, hunk: &Hunk) -> bool {
        let (one, other) = (self.old.sentence(&self.olds, &hunk.old), self.new.sentence(&self.news, &hunk.new));
        // They are in order: only those near the sentence are looked at.
        let first = self.hunks.partition_point(|found| found.old.end < one.start && found.new.end < other.start);
        let near =
            self.hunks[first..].iter().take_while(|found| found.old.start <= one.end || found.new.start <= other.end);
        let changed: usize = near
            .filter(|found| *found != hunk && (overlaps(&found.old, &one) || overlaps(&found.new, &other)))
            .map(|found| found.old.len().min(one.len()) + found.new.len().min(other.len()))
            .sum();
        4 * changed <= one.len() + other.len()
    }

    /// Returns true if a word that denies came or went, and nothing else did; or stands for one that does not.
    pub(super) fn is_denied(&self, hunk: &Hunk, was: &[&str], is: &[&str]) -> bool {
        let of_text = || self.around(hunk).is_some_and(|[was, is]| turns_negation_in(&was, &is));
        if (turns_negation(was, is) || of_text()) && self.in_same_sentence(hunk) {
            return true;
        }
        let denials = |words: &[&str]| words.iter().filter(|word| is_negation(word)).count();
        if denials(was) == denials(is) || denials(was) + denials(is) != 1 || !self.in_same_sentence(hunk) {
            return false;
        }
        let numbered = |side: &TokenizedText<'_>, at: usize| {
            side.tokens.get(at).is_some_and(|_| side.word(at) == ".")
                && side.tokens.get(at + 1).is_some_and(|_| number(side.word(at + 1)).is_some())
        };
        if numbered(self.old, hunk.old.end) || numbered(self.new, hunk.new.end) {
            return false;
        }
        rest(was, false) == rest(is, false) || rest(was, true) == rest(is, true)
    }

    /// Returns true if a word of doubt came or went, and nothing else did.
    pub(super) fn is_hedged(&self, hunk: &Hunk, was: &[&str], is: &[&str]) -> bool {
        let hedges = |words: &[&str]| words.iter().filter(|word| is_hedge(word)).count();
        let others = |words: &[&str]| {
            words.iter().filter(|word| !is_hedge(word) && !is_plain(word)).map(|word| stem(word)).collect::<Vec<_>>()
        };
        let single = hedges(was) + hedges(is) == 1;
        // `could` for `can` is as often a tense as a doubt; `May` may be a month.
        let modal = |word: &&&str| matches!(word.to_lowercase().as_str(), "may" | "might" | "could");
        let modals = was.iter().chain(is).filter(modal).count();
        let against_will = was
            .iter()
            .chain(is)
            .any(|word| matches!(word.to_lowercase().as_str(), "will" | "is" | "are" | "was" | "were" | "has"));
        let month = was.iter().chain(is).any(|word| *word == "May");
        single && !month && (modals == 0 || against_will) && others(was) == others(is) && self.in_same_sentence(hunk)
    }

    pub(super) fn is_attribution(&self, hunk: &Hunk, was: &[&str], is: &[&str]) -> bool {
        if was.len() == 1 && is.len() == 1 && is_report(was[0]) && is_report(is[0]) {
            return !same_verb(was[0], is[0]) && self.in_same_sentence(hunk);
        }
        let added = match (was.is_empty(), is.is_empty()) {
            (true, false) => is,
            (false, true) => was,
            _ => return false,
        };
        let according = added.windows(2).any(|two| two[0].eq_ignore_ascii_case("according") && two[1] == "to");
        let said = added.len() <= FEW && added.len() >= 2 && (is_report(added[added.len() - 1]) || is_report(added[0]));
        (according || said && self.has_name(added)) && added.len() <= 3 * FEW && self.in_same_sentence(hunk)
    }

    fn has_name(&self, words: &[&str]) -> bool {
        let subject = |word: &&str| {
            matches!(
                word.to_lowercase().as_str(),
                "he" | "she" | "they" | "officials" | "police" | "spokesman" | "spokeswoman"
            )
        };
        words.iter().any(|word| self.is_name(word) || subject(word))
    }
}

fn overlaps(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end || one.is_empty() && other.contains(&one.start)
}

/// The words but for what denies, in their plainest form; `loose` takes out articles and what verbs are denied with.
fn rest(words: &[&str], loose: bool) -> Vec<String> {
    let mut rest = Vec::new();
    for word in words {
        let plain = word.to_lowercase().replace('’', "'");
        let kept = match plain.strip_suffix("n't") {
            Some("ca") => "can",
            Some("wo") => "will",
            Some(verb) => verb,
            None if plain == "cannot" => "can",
            None if is_negation(&plain) => continue,
            None => &plain,
        };
        if !loose || !is_article(kept) && !is_support(kept) {
            rest.push(if loose { stem(kept) } else { kept.to_owned() });
        }
    }
    rest
}

/// `say` and `said`: another tense, and no other claim.
fn same_verb(one: &str, other: &str) -> bool {
    let verb = |word: &str| match word.to_lowercase().as_str() {
        "said" | "says" | "say" => "say".to_owned(),
        "told" | "tells" => "tell".to_owned(),
        other => stem(other),
    };
    verb(one) == verb(other)
}
