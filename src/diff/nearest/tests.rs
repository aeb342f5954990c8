//! The nearest words, by examples.

use super::*;
use crate::diff::VariantKind;
use proptest::prelude::*;

fn differences(quoted: &str, text: &str) -> Vec<(VariantKind, String, String)> {
    let local_alignment = align(quoted, text, Span::new(0, text.len())).unwrap();
    local_alignment.variants.into_iter().map(|variant| (variant.kind, variant.quoted, variant.archived)).collect()
}

#[test]
fn the_differences_are_named() {
    let text = "Before it. The mayor did not, however, say when 48,500 people of the town would go. After it.";
    let found = differences("The mayor did, however, say when 48,000 people of this town would go", text);
    let expected = [
        (VariantKind::Negation, String::new(), "not".to_owned()),
        (VariantKind::Number, "48,000".to_owned(), "48,500".to_owned()),
        (VariantKind::Wording, "this".to_owned(), "the".to_owned()),
    ];
    assert_eq!(found, expected);
}

#[test]
fn other_words_at_either_end_are_laid_against_the_archives() {
    let text = "It rained. It does not want to carry us home tonight. Then it left.";
    let found = differences("they do want to carry us back soon", text);
    let expected = [
        (VariantKind::Negation, "they do".to_owned(), "does not".to_owned()),
        (VariantKind::Wording, "back soon".to_owned(), "home tonight".to_owned()),
    ];
    assert_eq!(found, expected);
    let found = differences("Yesterday It does not want to carry us", text);
    assert_eq!(found[0], (VariantKind::Insertion, "Yesterday".to_owned(), String::new()));
}

#[test]
fn a_clause_that_was_dropped_is_one_omission() {
    let text =
        "Then. The boat was brought back last spring, after a gap of some fourteen years, at a cost of two. End.";
    let found = differences("The boat was brought back last spring, at a cost of two.", text);
    let dropped = ", after a gap of some fourteen years".to_owned();
    assert_eq!(found, [(VariantKind::Omission, String::new(), dropped)]);
}

#[test]
fn words_under_an_ellipsis_are_no_difference() {
    let text = "The mayor of the old town, who had slept, did not say when he would go.";
    let found = differences("The mayor of the […] town … did never say when", text);
    assert_eq!(found, [(VariantKind::Wording, "never".to_owned(), "not".to_owned())]);
}

#[test]
fn every_short_cut_folds_as_the_long_way() {
    let ascii = (b'!'..=b'~').map(|byte| char::from(byte).to_string());
    for token in ascii.chain(["word", "Word", "U2", "don't", "1.5", "500,000", "é", "Éa", "“"].map(str::to_owned)) {
        assert_eq!(fold(&token), token_ids::folded(&token), "{token}");
    }
}

fn steps(quoted: &str, text: &str, likely: u32) -> Vec<WordStep> {
    let (items, theirs) = (items(quoted), tokens(text).collect::<Vec<Token>>());
    WordAligner { quoted, text, items: &items, theirs: &theirs }.align(likely)
}

proptest! {
    #[test]
    fn cells_that_are_left_out_change_nothing(
        words in prop::collection::vec("[a-z][a-z1]|the|The|[a-z],|[a-z][.]|…|\\[m\\]", 8..60),
        (start, taken, left_out, rest) in (0..8_usize, 1..20_usize, 0..20_usize, 0..9_usize),
        other in prop::option::of("z|[.]|the z"),
    ) {
        let text = words.join(" ");
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let from = |at: usize| &words[at.min(words.len())..];
        let (one, two) = (from(start), from(start + taken + left_out));
        let quoted = [&one[..taken.min(one.len())], &other.as_slice().iter().map(String::as_str).collect::<Vec<_>>(), &two[..rest.min(two.len())]].concat().join(" ");
        let all = steps(&quoted, &text, cost::IMPOSSIBLE - 1);
        for likely in [1, 8, LIKELY] {
            prop_assert_eq!(steps(&quoted, &text, likely), all.clone(), "{} / {}", quoted, text);
        }
    }
}
