//! Texts with layout and without.

mod laws;
mod left_alone;
mod page_breaks;
mod times_and_numbers;

use super::*;

/// What is left of a text, with the hyphens that may be left out.
fn left(text: &str) -> String {
    without(text, |kind| kind != InsetKind::LineEndHyphen)
}

/// What is left of a text without those hyphens.
fn joined(text: &str) -> String {
    without(text, |_| true)
}

fn without(text: &str, is_cut: impl Fn(InsetKind) -> bool) -> String {
    let mut left = String::new();
    let mut at = 0;
    for cut in cuts(text) {
        assert!(at <= cut.span.start && !cut.span.is_empty(), "{cut:?} in {text:?}");
        if is_cut(cut.kind) {
            left.push_str(&text[at..cut.span.start]);
            at = cut.span.end;
        }
    }
    left + &text[at..]
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Asserts that the words left of a text are those.
fn assert_left(text: &str, expected: &str) {
    assert_eq!(spaced(&left(text)), expected, "{text}");
}

fn assert_uncut(text: &str) {
    assert_eq!(cuts(text), [], "{text}");
}
