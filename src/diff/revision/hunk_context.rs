//! The kind of a difference, by the words around it.

use super::class::Class;
use super::classes::Classes;
use super::decoding::Decodings;
use super::hunks::Hunk;
use super::lexicon::letters_apart;
use super::notice::is_notice;
use super::quotation_marks::QuotationMarks;
use super::tokenized_text::{TokenBlock, TokenizedText, Vocabulary};
use super::value::number;
use crate::segment::Role;
use crate::text::{is_spaceless, turns_quantity, turns_quantity_in};
use std::ops::Range;

/// Two paragraphs, or groups of them, and where each one's words stand.
pub(super) struct HunkContext<'p, 'w> {
    pub old: &'p TokenizedText<'w>,
    pub new: &'p TokenizedText<'w>,
    pub vocabulary: &'p Vocabulary<'w>,
    pub decodings: &'p Decodings,
    pub one: &'p TokenBlock,
    pub other: &'p TokenBlock,
    pub olds: Range<usize>,
    pub news: Range<usize>,
    /// The differences in these paragraphs, all of them, in order.
    pub hunks: &'p [Hunk],
    pub marks: [QuotationMarks; 2],
}

/// Words beyond which a replacement says too much at once for any but the plainest class.
pub(super) const FEW: usize = 6;

/// Characters beside a difference that are looked at, in a text without spaces between words.
const AROUND: usize = 4;

impl HunkContext<'_, '_> {
    /// The classes of one difference.
    pub fn classes(&self, hunk: &Hunk) -> Classes {
        let (was, is) = (self.words_of(self.old, &hunk.old), self.words_of(self.new, &hunk.new));
        let mut classes = Classes::new();
        if self.is_directive(hunk) {
            return [Class::Markup].into();
        }
        let decodings = self.decodings;
        if decodings.any() && decodings.explain(&self.old.text(hunk.old.clone()), &self.new.text(hunk.new.clone())) {
            return [Class::Decoding].into();
        }
        if was.is_empty() && is.is_empty() {
            return [Class::Punctuation].into();
        }
        if is_same_word(&was, &is) {
            classes.insert(Class::Spelling);
        }
        if was == is {
            return [Class::Punctuation].into();
        }
        let few = was.len() <= FEW && is.len() <= FEW;
        if few {
            classes.extend(self.of_sense(hunk, &was, &is));
        }
        if few && !self.in_headline() {
            classes.extend(self.of_meaning(hunk, &was, &is));
        }
        if self.starts_notice(hunk) {
            classes.insert(Class::Notice);
        }
        if self.is_attribution(hunk, &was, &is) {
            classes.insert(Class::Attribution);
        }
        if self.is_quoted(hunk) {
            classes.insert(Class::Quotation);
        }
        if !classes.contains(&Class::Negation) && self.is_misspelt(&was, &is) {
            classes.insert(Class::Spelling);
        }
        let specific = [
            Class::Number,
            Class::Date,
            Class::Name,
            Class::Negation,
            Class::Quantifier,
            Class::Hedge,
            Class::Spelling,
        ];
        if !specific.iter().any(|class| classes.contains(class)) {
            classes.insert(Class::Wording);
        }
        classes
    }

    /// Classes of meaning that a few words show.
    fn of_meaning(&self, hunk: &Hunk, was: &[&str], is: &[&str]) -> Classes {
        let mut classes = Classes::new();
        match self.numerical(hunk, was, is) {
            Some(class) => classes.insert(class),
            None if self.are_names(hunk, was, is) => classes.insert(Class::Name),
            None => {}
        }
        if self.is_hedged(hunk, was, is) {
            classes.insert(Class::Hedge);
        }
        classes
    }

    /// Classes of a few words that turn the sense, in a headline as anywhere.
    fn of_sense(&self, hunk: &Hunk, was: &[&str], is: &[&str]) -> Classes {
        let mut classes = Classes::new();
        if self.is_denied(hunk, was, is) {
            classes.insert(Class::Negation);
        }
        let of_text = || self.around(hunk).is_some_and(|[was, is]| turns_quantity_in(&was, &is));
        if !self.in_address(hunk) && (turns_quantity(was, is) || of_text()) {
            classes.insert(Class::Quantifier);
        }
        classes
    }

    /// Both sides of a difference in a text without spaces between words, with what stands around it.
    pub(super) fn around(&self, hunk: &Hunk) -> Option<[String; 2]> {
        let of = |side: &TokenizedText<'_>, range: &Range<usize>, all: &Range<usize>| {
            side.text(range.start.saturating_sub(AROUND).max(all.start)..(range.end + AROUND).min(all.end))
        };
        let both = [of(self.old, &hunk.old, &self.olds), of(self.new, &hunk.new, &self.news)];
        both.iter().all(|text| text.contains(is_spaceless)).then_some(both)
    }

    fn words_of<'w>(&self, side: &TokenizedText<'w>, range: &Range<usize>) -> Vec<&'w str> {
        side.words(range.clone()).collect()
    }

    fn in_headline(&self) -> bool {
        matches!(self.one.role, Role::Headline | Role::Crosshead)
            || matches!(self.other.role, Role::Headline | Role::Crosshead)
    }

    /// Returns true if the words stand inside quotation marks, in both captures.
    fn is_quoted(&self, hunk: &Hunk) -> bool {
        !self.in_address(hunk) && self.marks[0].hold(&hunk.old) && self.marks[1].hold(&hunk.new)
    }

    fn starts_notice(&self, hunk: &Hunk) -> bool {
        let starts = |side: &TokenizedText<'_>, block: &TokenBlock, range: &Range<usize>| {
            let first = (range.start..range.end).find(|&at| side.tokens[at].is_word());
            first.is_some_and(|first| {
                side.opens_sentence(block, first) && is_notice(side.text(range.clone()).trim_start())
            })
        };
        starts(self.old, self.one, &hunk.old) != starts(self.new, self.other, &hunk.new)
    }

    /// Returns true if one word was spelled wrong: it stands nowhere else, the other does, and a slip parts them.
    fn is_misspelt(&self, was: &[&str], is: &[&str]) -> bool {
        let ([was], [is]) = (was, is) else { return false };
        is_near(was, is) && self.vocabulary.count(was) == 1 && self.vocabulary.count(is) > 1 && number(was).is_none()
    }

    /// Returns true if all of it lies in a template's directives.
    fn is_directive(&self, hunk: &Hunk) -> bool {
        self.old.is_directive(&hunk.old) && self.new.is_directive(&hunk.new)
    }
}

/// Returns true if two words are a slip of the pen apart, and not two forms of one word.
pub(super) fn is_near(was: &str, is: &str) -> bool {
    let (one, other) = (was.chars().count(), is.chars().count());
    let apart = letters_apart(was, is);
    one >= 5 && other >= 5 && (apart == 1 || apart == 2 && one >= 7) && stem(was) != stem(is) && !is_inflected(was, is)
}

/// Returns true if both are the same letters, capitals, hyphens and spaces aside.
pub(super) fn is_same_word(was: &[&str], is: &[&str]) -> bool {
    let letters = |words: &[&str]| words.concat().to_lowercase();
    !was.is_empty() && letters(was) == letters(is)
}

/// The word without the ending of a verb.
pub(super) fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    let endings = ["ies", "ied", "ing", "es", "ed", "s", "d", "y", "e"];
    let cut = endings.iter().find_map(|ending| lower.strip_suffix(ending).filter(|stem| stem.len() >= 3));
    cut.unwrap_or(&lower).to_owned()
}

fn is_inflected(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    one.starts_with(&other) || other.starts_with(&one)
}
