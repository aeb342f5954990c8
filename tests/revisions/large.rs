//! Long articles.

use crate::article::{Lot, pair, paragraph, sentence};
use literatim::revision::{Class, revision};

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
        new.insert(new.len() - 200 - 250 * number, mark.clone());
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
