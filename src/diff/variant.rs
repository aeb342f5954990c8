//! Kinds of differences.

use crate::matching::{Folding, Locus, fold_trimmed};
use crate::text::{Span, is_denial_of, is_negation, is_number, is_unseen, numbers_in, turns_quantity, words};
use unicode_normalization::UnicodeNormalization;
use unicode_security::confusable_detection::skeleton;

/// The kinds of differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum VariantKind {
    /// Other words.
    Wording,
    /// Another number.
    Number,
    /// A `not`, `never`, `no` more or less.
    Negation,
    /// Another quantifier: `some` for `all`.
    Quantifier,
    /// Another name.
    Name,
    /// Another case.
    Case,
    /// Other marks.
    Punctuation,
    /// Words missing in the notes.
    Omission,
    /// Words that only the notes have.
    Insertion,
    /// Letters that look the same and are not, or cannot be seen.
    LookAlike,
    /// Typography.
    Typography,
}

impl VariantKind {
    /// The name, as reports write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wording => "wording",
            Self::Number => "number",
            Self::Negation => "negation",
            Self::Quantifier => "quantifier",
            Self::Name => "name",
            Self::Case => "case",
            Self::Punctuation => "punctuation",
            Self::Omission => "omission",
            Self::Insertion => "insertion",
            Self::LookAlike => "look-alike",
            Self::Typography => "typography",
        }
    }
}

/// One difference between a quotation and the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The kind of difference.
    pub kind: VariantKind,
    /// The text of the notes; empty for an omission.
    pub quoted: String,
    /// The text of the archive; empty for an insertion.
    pub archived: String,
    /// The span of `quoted` in the quotation's text, in bytes.
    pub quoted_span: Span,
    /// The span of `archived` in [`Comparison::archived`], in bytes.
    pub archived_span: Span,
}

/// The notes' words beside the archive's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The place of the archive's words.
    pub locus: Locus,
    /// The archive's words.
    pub archived: String,
    /// The differences between the two, in order.
    pub variants: Vec<Variant>,
}

/// The kind of difference between `quoted` and `archived`, either of which may be empty. `opens` says that the words
/// begin a sentence, where a capital letter makes no name.
pub fn kind(quoted: &str, archived: &str, opens: bool) -> VariantKind {
    let (full_quoted, full_archived) = (fold_trimmed(quoted, Folding::FULL), fold_trimmed(archived, Folding::FULL));
    if full_quoted == full_archived {
        return VariantKind::Typography;
    }
    if looks_alike(&full_quoted, &full_archived) {
        return VariantKind::LookAlike;
    }
    if full_quoted.to_lowercase() == full_archived.to_lowercase() {
        return VariantKind::Case;
    }
    let (ours, theirs) = (words_of(quoted), words_of(archived));
    let denials = |words: &[&str]| words.iter().filter(|word| is_negation(word)).count();
    let is_prefixed =
        matches!((&*ours, &*theirs), ([one], [other]) if is_denial_of(one, other) || is_denial_of(other, one));
    if is_prefixed || denials(&ours) != denials(&theirs) {
        return VariantKind::Negation;
    }
    // A clause that is dropped or put in may have a number in it; what differs is still the clause.
    let clause = ours.is_empty() && numbers(&theirs).len() < theirs.len()
        || theirs.is_empty() && numbers(&ours).len() < ours.len();
    if numbers(&ours) != numbers(&theirs) && !clause {
        return VariantKind::Number;
    }
    match (ours.is_empty(), theirs.is_empty()) {
        (true, true) => VariantKind::Punctuation,
        (true, false) => VariantKind::Omission,
        (false, true) => VariantKind::Insertion,
        _ if ours == theirs => VariantKind::Punctuation,
        _ if turns_quantity(&ours, &theirs) => VariantKind::Quantifier,
        _ if !opens && is_name(&ours) && is_name(&theirs) => VariantKind::Name,
        _ => VariantKind::Wording,
    }
}

/// Returns true if two texts that typography folds together differ in letters that nobody can see a difference of: composed
/// and decomposed ones, and hyphens of one shape.
pub fn looks_the_same(one: &str, other: &str) -> bool {
    let shape = |c: char| if matches!(c, '\u{2010}' | '\u{2011}') { '-' } else { c };
    one != other && one.nfc().map(shape).eq(other.nfc().map(shape))
}

/// Returns true if two texts that differ look the same (Unicode TR 39, confusable skeletons), or differ only in
/// characters that cannot be seen.
fn looks_alike(one: &str, other: &str) -> bool {
    let visible = |text: &str| text.chars().filter(|&c| !is_unseen(c)).collect::<String>();
    let (one, other) = (visible(one), visible(other));
    let plain = one.is_empty() || one.is_ascii() && other.is_ascii();
    one == other || !plain && skeleton(&one).eq(skeleton(&other))
}

fn words_of(text: &str) -> Vec<&str> {
    words(text).map(|span| &text[span.range()]).collect()
}

fn numbers<'t>(words: &[&'t str]) -> Vec<&'t str> {
    words.iter().copied().filter(|word| is_number(word)).collect()
}

/// Returns true if both texts have numbers, and those of `other` do not stand in `one` in their order and with their
/// signs, or one of them goes on with more, as `5 million` and `5`; a small one may be written in letters in one of them.
pub fn are_other_numbers(one: &str, other: &str) -> bool {
    let (one, other) = (numbers_in(one), numbers_in(other));
    let grown = one.first() == other.first() && one.len() != other.len();
    let mut left = one.iter();
    let mut stand = || other.iter().all(|number| left.any(|one| one == number));
    !one.is_empty() && !other.is_empty() && (grown || !stand())
}

/// Returns true if there are words, and each begins with a capital letter.
fn is_name(words: &[&str]) -> bool {
    !words.is_empty() && words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_may_be_written_in_letters() {
        for (one, other) in [
            ("six", "five"),
            ("the 6 men", "five"),
            ("50,000", "500,000"),
            ("ten", "10.5"),
            ("5 million", "5"),
            ("2–7", "7–2"),
            ("4", "−4"),
            ("4 °C", "-4 °C"),
            ("+5", "−5"),
            ("5", "5%"),
            ("drei", "vier"),
            ("三百", "二百"),
            ("1½", "1"),
            ("2 of 7", "7 of 2"),
            ("(4)", "(−4)"),
            ("5/6", "6/5"),
        ] {
            assert!(are_other_numbers(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("six", "6"),
            ("Thirty", "30"),
            ("the council", "six"),
            ("2014", "this year"),
            ("about 500", "500"),
            ("−4", "–4"),
            ("4", "four"),
            ("7-2", "7–2"),
            ("3 March 2014", "3 March 2014"),
        ] {
            assert!(!are_other_numbers(one, other), "{one} {other}");
        }
    }

    #[test]
    fn each_difference_has_its_kind() {
        use VariantKind::*;
        for (quoted, archived, expected) in [
            ("rapidly", "swiftly", Wording),
            ("50,000", "500,000", Number),
            ("15", "1.5", Number),
            ("two", "three", Number),
            ("", "not", Negation),
            ("would", "wouldn't", Negation),
            ("likely", "unlikely", Negation),
            ("all", "some", Quantifier),
            ("Anna", "Berta", Name),
            ("isis", "ISIS", Case),
            (",", ";", Punctuation),
            ("", "in recent months", Omission),
            ("", "after a gap of fourteen years", Omission),
            ("", "1.2", Number),
            ("in recent months", "", Insertion),
            ("аccomplished", "accomplished", LookAlike),
            ("x\u{202e}y", "xy", LookAlike),
            ("it's", "it’s", Typography),
        ] {
            assert_eq!(kind(quoted, archived, false), expected, "{quoted} for {archived}");
        }
    }
}
