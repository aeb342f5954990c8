//! Long articles.

use crate::article::{Lot, pair, paragraph, sentence};
use literatim::diff::revision::{Class, revision};

#[test]
fn five_of_five_moved_paragraphs_are_found_in_a_long_text_with_edits() {
    let mut lot = Lot(5);
    let mut old: Vec<String> = Vec::new();
    while old.iter().map(String::len).sum::<usize>() < 1_000_000 {
        old.push(paragraph(&mut lot));
    }
    let marks: Vec<String> = (0..5)
        .map(|number| format!("{} Mark {number} stands here. {}", sentence(&mut lot), sentence(&mut lot)))
        .collect();
    let mut new = old.clone();
    for text in &mut new {
        let words: Vec<&str> = text.split(' ').collect();
        let edited: Vec<&str> =
            words.into_iter().map(|word| if lot.below(100) == 0 { "altered" } else { word }).collect();
        *text = edited.join(" ");
    }
    for (number, mark) in marks.iter().enumerate() {
        old.insert(100 + 300 * number, mark.clone());
        new.insert(new.len() - 200 - 250 * number, mark.replace("stands here", "stands elsewhere"));
    }
    let (one, other) = pair(&old, &new);
    let found = revision(&one, &other);
    let moved: Vec<&str> = found
        .changes
        .iter()
        .filter(|change| change.classes.contains(&Class::Moved))
        .map(|change| &other.text()[change.new[0].span.range()])
        .collect();
    for number in 0..5 {
        assert!(
            moved.iter().any(|text| text.contains(&format!("Mark {number} stands"))),
            "{number} is not among {}",
            moved.len()
        );
    }
    assert_eq!(found, revision(&one, &other), "the same texts give the same answer");
}

#[test]
fn endless_marks_are_one_mark() {
    let dots = |count: usize, word: &str| {
        vec!["# Dots".to_owned(), format!("So it went on {} and {word}.", ".".repeat(count))]
    };
    let (one, other) = pair(&dots(300_000, "ended"), &dots(300_000, "stopped"));
    let changes = revision(&one, &other).changes;
    assert_eq!(changes.len(), 1);
    assert!(changes[0].classes.contains(&Class::Wording) && changes[0].pieces.len() == 3, "{:?}", changes[0].classes);
}

#[test]
fn one_long_paragraph_that_is_split_into_a_thousand_is_told() {
    let mut lot = Lot(17);
    let first: Vec<String> = (0..1200).map(|_| sentence(&mut lot)).collect();
    let rest: Vec<String> = (0..1000).map(|_| sentence(&mut lot)).collect();
    let whole = format!("{} {}", first.join(" "), rest.join(" "));
    let mut pieces = vec!["# Split".to_owned(), first.join(" ")];
    pieces.extend(rest);
    let (one, other) = pair(&["# Split".to_owned(), whole], &pieces);
    let found = revision(&one, &other);
    assert!(found.changes.iter().any(|change| change.classes.contains(&Class::Split)), "{}", found.changes.len());
    assert!(revision(&other, &one).changes.iter().any(|change| change.classes.contains(&Class::Joined)));
}

#[test]
fn a_long_paragraph_without_stops_is_told_by_words() {
    let words = |skip: usize| (0..30_000).map(move |n| format!("w{} {}", n, if n % skip == 0 { "x" } else { "y" }));
    let text = |skip: usize| {
        vec!["# Words".to_owned(), format!("\u{201c}{}\u{201d}", words(skip).collect::<Vec<_>>().join(" "))]
    };
    let (one, other) = pair(&text(7), &text(11));
    let changes = revision(&one, &other).changes;
    assert!(changes.len() == 1 && changes[0].pieces.len() > 1000, "{}", changes.len());
    assert!(changes[0].classes.contains(&Class::Quotation), "{:?}", changes[0].classes);
}
