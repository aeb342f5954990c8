//! The contract, sentence by sentence.

#[macro_use]
#[path = "../skipped/mod.rs"]
mod skipped;

use literatim::notes::*;
use literatim::text::Span;
use proptest::prelude::*;

/// The likeliest reading of each quotation.
fn texts(notes: &str) -> Vec<String> {
    read(notes).quotations.into_iter().map(|quotation| quotation.readings[0].text.clone()).collect()
}

/// Every reading of the only quotation.
fn readings(notes: &str) -> Vec<String> {
    let read = read(notes).quotations;
    assert_eq!(read.len(), 1, "{notes}: {read:#?}");
    read[0].readings.iter().map(|reading| reading.text.clone()).collect()
}

/// The bindings of the only quotation, strongest first.
fn bindings(notes: &str) -> Vec<(&'static str, String)> {
    let read = read(notes).quotations;
    assert_eq!(read.len(), 1, "{notes}: {read:#?}");
    read[0].citations.iter().map(|one| (one.binding.name(), one.reference.as_str().to_owned())).collect()
}

fn first(notes: &str) -> (&'static str, String) {
    bindings(notes).into_iter().next().unwrap_or(("none", String::new()))
}

fn has(binding: &'static str, reference: &str) -> (&'static str, String) {
    (binding, reference.to_owned())
}

mod binding;
mod candidates;
mod data;
mod effects;
mod entries;
mod laws;
mod leaving_out;
mod multiplied;
mod shown;
mod real {
    use super::*;

    /// The quotations of the shared cases come back letter for letter, however they are written.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test reads its cases, and says so if it skips")]
    fn quotations_of_news_articles_come_back() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/cases/mosul-quotations.jsonl");
        let Ok(cases) = std::fs::read_to_string(path) else {
            return skipped!("no {path}");
        };
        for case in cases.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()) {
            let (words, article) = (case["quote"].as_str().unwrap(), case["article"].as_str().unwrap());
            let block = format!("Text.\n\n> {}\n> — [@{article}]\n", words.replace('\n', "\n> "));
            assert_eq!(readings(&block), [words], "{block}");
            assert_eq!(first(&block), has("in-block", article));
            if words.is_empty() {
                continue;
            }
            let inline = format!("It says “{words}” ([report](archive/{article}/a.md)), they say.");
            assert!(readings(&inline).iter().any(|reading| reading == words), "{inline}");
            assert_eq!(first(&inline).0, "same-sentence", "{inline}");
        }
    }
}

#[test]
fn text_between_two_thematic_breaks_is_not_front_matter() {
    let notes = read("Intro.\n\n---\nHe said “these very words” [@a].\n\n---\n\nMore.\n");
    assert_eq!(notes.quotations.len(), 1);
    assert_eq!(notes.quotations[0].readings[0].text, "these very words");
}
