//! Quotations carried forward, whose outcome is known.

use crate::article::{Lot, article, pair, paragraph};
use literatim::diff::revision::{CaptureDiff, PassageFate};
use literatim::manifest::Witness;
use literatim::text::Span;

fn find(witness: &Witness, words: &str) -> Span {
    let text = witness.text();
    let start = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
    Span::new(start, start + words.len())
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of one sentence of a paragraph, long enough to be a quotation.
fn quoted(text: &str, lot: &mut Lot) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let length = 6 + lot.below(5);
    let start = lot.below(words.len() - length);
    words[start..start + length].join(" ")
}

/// One outcome: what is done to the article, and what must become of the quotation.
fn one(kind: usize, lot: &mut Lot) -> (PassageFate, PassageFate, String) {
    let (old, at, words) = loop {
        let old = article(lot, 8);
        let at = 2 + lot.below(6);
        let words = quoted(&old[at], lot);
        // What stands twice has two outcomes.
        if old.iter().map(|text| text.matches(&words).count()).sum::<usize>() == 1 {
            break (old, at, words);
        }
    };
    let mut new = old.clone();
    let wanted = match kind {
        0 => PassageFate::Holds,
        1 => {
            // Something else changes.
            new[at - 1] = paragraph(lot);
            new.insert(at, paragraph(lot));
            PassageFate::Holds
        }
        2 => {
            let moved = new.remove(at);
            let to = if at > 4 { 1 } else { 8 };
            new.insert(to, moved);
            PassageFate::Moved
        }
        3 => {
            let middle: Vec<&str> = words.split(' ').collect();
            let mut edited = middle.clone();
            edited[middle.len() / 2] = "unforeseen";
            new[at] = new[at].replacen(&words, &edited.join(" "), 1);
            PassageFate::Reworded
        }
        4 => {
            new.remove(at);
            PassageFate::Gone
        }
        _ => {
            // The paragraph goes, and one that is much like it was there before, and stays.
            let like = old[at].replace(|c: char| c.is_ascii_digit(), "4");
            let like = format!("{} Nothing more was heard of it.", like.replacen("the", "that", 1));
            let mut before = old.clone();
            before.insert(1, like.clone());
            new.remove(at);
            new.insert(1, like);
            let (one, other) = pair(&before, &new);
            let start = one.text().rfind(&words).unwrap();
            let found = CaptureDiff::of(&one, &other).carry(Span::new(start, start + words.len()));
            return (found.fate, PassageFate::Gone, words);
        }
    };
    let (one, other) = pair(&old, &new);
    let found = CaptureDiff::of(&one, &other).carry(find(&one, &words));
    if let Some(now) = found.now
        && matches!(found.fate, PassageFate::Holds | PassageFate::Moved | PassageFate::NowElsewhere)
    {
        assert_eq!(plain(&other.text()[now.range()]), words, "{:?} on changed text", found.fate);
    }
    (found.fate, wanted, words)
}

#[test]
fn what_became_of_a_quotation_is_known() {
    let mut lot = Lot(1800);
    let mut wrong = Vec::new();
    for number in 0..1800 {
        let kind = number % 6;
        let (found, wanted, words) = one(kind, &mut lot);
        if found != wanted {
            wrong.push(format!("{kind}: {found:?}, not {wanted:?}: {words}"));
        }
    }
    assert!(wrong.len() * 100 <= 1800 * 3, "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_look_alike_is_named_and_never_taken() {
    let old = [
        "# Pumps\n\nThe keeper of the north tower counted forty lamps in the hall.".to_owned(),
        "Rain fell on the quay for the whole week and nobody went out.".to_owned(),
        "The keeper of the north tower counted forty lamps in the cellar.".to_owned(),
    ];
    let (one, other) = pair(&old, &old[..2]);
    let start = one.text().rfind("The keeper").unwrap();
    let found = CaptureDiff::of(&one, &other)
        .carry(Span::new(start, start + "The keeper of the north tower counted forty lamps".len()));
    assert_eq!((found.fate, found.now), (PassageFate::Gone, None));
    assert!(other.text()[found.look_alike.unwrap().range()].contains("forty lamps"));
}

#[test]
fn words_that_lose_the_space_between_them_do_not_hold() {
    let old = ["The crew met every day - without fail - at the old quay before sunrise.".to_owned()];
    let new = [old[0].replace(" - ", "-")];
    let (one, other) = pair(&old, &new);
    let found = CaptureDiff::of(&one, &other).carry(find(&one, "every day - without fail - at"));
    assert_eq!(found.fate, PassageFate::TypographyChanged);
}
