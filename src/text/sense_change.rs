//! A few words that stand for others, and turn the sense: `without` for `with`, `some` for `all`, `impossible` for
//! `possible`. By closed lists (`sense_words.txt`); a change that they do not know is not named.

use super::class::is_spaceless;
use super::negation::{is_negation, spaceless_negations};
use super::sense_words::SENSE_WORDS;
use super::span::Span;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

/// Words of both sides beyond which it is not known which stands for which.
const FEW: usize = 2;
/// The same in characters, where words have no spaces between them.
const FEW_CHARACTERS: usize = 8;

/// Words that a quantifier comes and goes with.
const SMALL: [&str; 12] = ["a", "an", "the", "of", "der", "die", "das", "de", "les", "los", "las", "i"];

static QUANTIFIERS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| SENSE_WORDS.quantifiers.iter().copied().collect());
static IDLE: LazyLock<HashSet<&str>> = LazyLock::new(|| SENSE_WORDS.prefix_idle.iter().copied().collect());

/// Returns true if one of a few words for others denies, and none of those, or the other way round.
pub fn turns_negation(was: &[&str], is: &[&str]) -> bool {
    let few = |words: &[&str]| (1..=FEW).contains(&words.len());
    let count = |words: &[&str]| words.iter().filter(|word| is_negation(word)).count();
    let of_words = few(was) && few(is) && count(was) + count(is) == 1;
    let of_prefix = matches!((was, is), ([one], [other]) if is_denial_of(one, other) || is_denial_of(other, one));
    of_words || of_prefix
}

/// The same of texts that are written without spaces, each with what stands around what differs.
pub fn turns_negation_in(was: &str, is: &str) -> bool {
    spaceless(was, is).is_some_and(|[was, is]| was.denies() != is.denies())
}

/// Returns true if a few words speak of another quantity than those that they stand for.
pub fn turns_quantity(was: &[&str], is: &[&str]) -> bool {
    let amount = |word: &&str| QUANTIFIERS.get(&*word.to_lowercase()).copied();
    let amounts = |words: &[&str]| words.iter().filter_map(amount).collect::<BTreeSet<_>>();
    let rest = |words: &[&str]| -> Vec<String> {
        let rest = words.iter().filter(|word| amount(word).is_none()).map(|word| word.to_lowercase());
        rest.filter(|word| !SMALL.contains(&&**word)).collect()
    };
    let (old, new) = (amounts(was), amounts(is));
    // Of what has more than one, or comes with other words, it is not known which stands for which.
    match (old.len(), new.len()) {
        (1, 1) => old != new,
        (0, 1) | (1, 0) => !old.union(&new).any(|amount| matches!(*amount, "more" | "less")) && rest(was) == rest(is),
        _ => false,
    }
}

/// The same of texts that are written without spaces, each with what stands around what differs.
pub fn turns_quantity_in(was: &str, is: &str) -> bool {
    let amounts = spaceless(was, is).map(|both| both.map(|side| side.amounts()));
    amounts.is_some_and(|[was, is]| was != is && was.len() < 2 && is.len() < 2)
}

/// Returns true if `word` is `other` with a prefix that denies it.
pub fn is_denial_of(word: &str, other: &str) -> bool {
    let (word, other) = (plain(word), plain(other));
    let Some(prefix) = word.strip_suffix(other.as_str()).filter(|prefix| !prefix.is_empty()) else { return false };
    let letters = other.chars().count();
    let is_listed =
        |list: &[(&str, usize)]| list.iter().any(|&(one, fewest)| plain(one) == prefix && letters >= fewest);
    let is_adjective = || SENSE_WORDS.adjective_endings.iter().any(|ending| other.ends_with(&plain(ending)));
    !IDLE.contains(&*word)
        && (is_listed(&SENSE_WORDS.prefixes) || is_listed(&SENSE_WORDS.adjective_prefixes) && is_adjective())
}

/// A word in small letters, without the accents that move when it is denied: δυνατό, αδύνατο.
fn plain(word: &str) -> String {
    use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
    let lower = word.to_lowercase();
    let is_greek = lower.contains(|c: char| matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}'));
    if is_greek { lower.nfd().filter(|&c| !is_combining_mark(c)).collect() } else { lower }
}

/// Text without spaces between words, and the part of it that differs from another.
struct SpacelessSide {
    text: String,
    differs: Span,
}

impl SpacelessSide {
    /// Returns true if what touches the difference denies.
    fn denies(&self) -> bool {
        spaceless_negations(&self.text).any(|place| self.touches(place))
    }

    /// The quantities that what touches the difference speaks of.
    fn amounts(&self) -> BTreeSet<&'static str> {
        let all = SENSE_WORDS.spaceless_quantifiers.iter();
        let touching = all.filter(|(word, _)| {
            self.text.match_indices(word).any(|(at, _)| self.touches(Span::new(at, at + word.len())))
        });
        touching.map(|(_, amount)| *amount).collect()
    }

    fn touches(&self, place: Span) -> bool {
        place.start < self.differs.end.max(self.differs.start + 1) && self.differs.start < place.end
    }
}

/// Both sides, where they are texts without spaces that differ in little.
fn spaceless(was: &str, is: &str) -> Option<[SpacelessSide; 2]> {
    if !was.contains(is_spaceless) || !is.contains(is_spaceless) {
        return None;
    }
    let same = |(one, other): &(char, char)| one == other;
    let start: usize = was.chars().zip(is.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let tail = was[start..].chars().rev().zip(is[start..].chars().rev());
    let end: usize = tail.take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let side = |text: &str| SpacelessSide { differs: Span::new(start, text.len() - end), text: text.to_owned() };
    let both = [side(was), side(is)];
    let few = |side: &SpacelessSide| side.text[side.differs.range()].chars().count() <= FEW_CHARACTERS;
    (start + end > 0 && both.iter().all(few)).then_some(both)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        text.split(' ').filter(|word| !word.is_empty()).collect()
    }

    #[test]
    fn words_that_deny_for_words_that_do_not_turn_the_sense() {
        for (was, is) in [
            ("With", "Without"),
            ("always", "never"),
            ("likely", "unlikely"),
            ("legal", "illegal"),
            ("regular", "irregular"),
            ("violent", "nonviolent"),
            ("honest", "dishonest"),
            ("mit", "ohne"),
            ("klar", "unklar"),
            ("avec", "sans"),
            ("content", "mécontent"),
            ("útil", "inútil"),
            ("con", "sin"),
            ("com", "sem"),
            ("legale", "illegale"),
            ("met", "zonder"),
            ("duidelijk", "onduidelijk"),
            ("möjligt", "omöjligt"),
            ("med", "utan"),
            ("selvä", "epäselvä"),
            ("możliwe", "niemożliwe"),
            ("bude", "nebude"),
            ("возможно", "невозможно"),
            ("με", "χωρίς"),
            ("δυνατό", "αδύνατο"),
            ("가능하다", "불가능하다"),
            ("ساز", "ناساز"),
        ] {
            assert!(turns_negation(&words(was), &words(is)), "{was} → {is}");
            assert!(turns_negation(&words(is), &words(was)), "{is} → {was}");
        }
        for (was, is) in [
            ("この計画は可能である", "この計画は不可能である"),
            ("彼らは門を開ける", "彼らは門を開けない"),
            ("เขาเห็นด้วย", "เขาไม่เห็นด้วย"),
        ] {
            assert!(turns_negation_in(was, is) && turns_negation_in(is, was), "{was} → {is}");
        }
        assert!(!turns_negation_in("春の水門", "秋の水門") && !turns_negation_in("他们继续说", "他们不断说"));
    }

    #[test]
    fn words_that_only_begin_alike_deny_nothing() {
        for (was, is) in [
            ("cover", "discover"),
            ("play", "display"),
            ("form", "inform"),
            ("port", "import"),
            ("der", "under"),
            ("going", "ongoing"),
            ("Fall", "Unfall"),
            ("Wetter", "Unwetter"),
            ("сколько", "несколько"),
            ("pen", "open"),
            ("ranges", "oranges"),
            ("line", "online"),
            ("not only", "never"),
            ("quickly", "slowly"),
            ("ended", "stopped"),
        ] {
            assert!(!turns_negation(&words(was), &words(is)), "{was} → {is}");
        }
    }

    #[test]
    fn another_quantity_turns_the_sense() {
        for (was, is) in [
            ("all", "some"),
            ("All", "Most"),
            ("all of", ""),
            ("all the", "the"),
            ("every", "many"),
            ("always", "sometimes"),
            ("more", "fewer"),
            ("", "only"),
            ("alle", "einige"),
            ("tous les", "certains"),
            ("todos", "algunos"),
            ("tutti", "alcuni"),
            ("wszyscy", "niektórzy"),
            ("всегда", "иногда"),
            ("όλοι", "μερικοί"),
            ("جميع", "بعض"),
            ("सभी", "कुछ"),
            ("모든", "일부"),
        ] {
            assert!(turns_quantity(&words(was), &words(is)), "{was} → {is}");
            assert!(turns_quantity(&words(is), &words(was)), "{is} → {was}");
        }
        for (was, is) in
            [("委員会は全部の修理費を払う", "委員会は一部の修理費を払う"), ("所有人都来了", "一些人都来了")]
        {
            assert!(turns_quantity_in(was, is) && turns_quantity_in(is, was), "{was} → {is}");
        }
        for (was, is) in
            [("all", "every"), ("some", "several"), ("", "more"), ("the men", "all women"), ("wall", "hall")]
        {
            assert!(!turns_quantity(&words(was), &words(is)), "{was} → {is}");
        }
    }
}
