//! Quotations in files of data.

use super::*;

/// The words of each quotation, and the sources that it cites.
fn quoted(notes: &str, format: Format, fields: &FieldNames) -> Vec<(String, Vec<String>)> {
    let read = read_with(notes, format, fields);
    assert!(read.broken.is_empty(), "{notes}: {:?}", read.broken);
    let sources = |one: &Quotation| one.citations.iter().map(|cite| cite.reference.as_str().to_owned()).collect();
    read.quotations.iter().map(|one| (one.readings[0].text.clone(), sources(one))).collect()
}

#[test]
fn fields_of_other_names_hold_words_and_sources_where_they_are_named() {
    let fields = FieldNames::new(["Statement", "claims"], ["taken_from"]);
    let expected = vec![("The dam held.".to_owned(), vec!["post".to_owned()])];
    for (notes, format) in [
        (r#"[{"statement": "The dam held.", "takenFrom": "post"}]"#, Format::Json),
        (r#"{"taken-from": "post", "claims": ["The dam held."]}"#, Format::JsonLines),
        ("taken from: post\nitems:\n- STATEMENT: The dam held.\n", Format::Yaml),
        ("statement,taken_from\nThe dam held.,post\n", Format::Csv),
        ("---\ntaken_from: post\n---\n\n> The dam held.\n", Format::Markdown),
        ("+++\ntaken_from = \"post\"\n+++\n\n> The dam held.\n", Format::Markdown),
        (":taken_from: post\n\n____\nThe dam held.\n____\n", Format::AsciiDoc),
        (":taken_from: post\n\nThey wrote:\n\n    The dam held.\n", Format::ReStructuredText),
        ("#+taken_from: post\n#+begin_quote\nThe dam held.\n#+end_quote\n", Format::Org),
    ] {
        assert_eq!(quoted(notes, format, &fields), expected, "{notes}");
        let read = read_as(notes, format);
        let bound = read.quotations.iter().any(|one| !one.citations.is_empty());
        assert!(!bound, "{notes}: {read:?}");
    }
}

#[test]
fn a_name_of_ones_own_comes_before_those_that_are_known() {
    let fields = FieldNames::new(["statement"], []);
    let notes = r#"[{"text": "Our own words on it.", "statement": "The dam held.", "source": "post"}]"#;
    assert_eq!(quoted(notes, Format::Json, &fields)[0].0, "The dam held.");
}

#[test]
fn what_an_alias_stands_for_is_a_quotation_of_each_entry_that_has_it() {
    let notes = "- quote: &said The dam held.\n  source: post\n- quote: *said\n  source: times\n";
    let words = "The dam held.".to_owned();
    let expected = [(words.clone(), vec!["post".to_owned()]), (words.clone(), vec!["times".to_owned()])];
    assert_eq!(quoted(notes, Format::Yaml, &FieldNames::default()), expected);
    let merged = "base: &base\n  source: post\nall:\n- <<: *base\n  quote: The dam held.\n- <<: [*base]\n  quote: The gate held.\n  source: times\n";
    let expected = [(words, vec!["post".to_owned()]), ("The gate held.".to_owned(), vec!["times".to_owned()])];
    assert_eq!(quoted(merged, Format::Yaml, &FieldNames::default()), expected);
}

#[test]
fn aliases_that_double_and_double_are_refused_where_they_stand() {
    let mut notes = "a0: &a0 [words, words, words, words, words, words, words, words]\n".to_owned();
    for level in 1..30 {
        let before = level - 1;
        notes.push_str(&format!("a{level}: &a{level} [*a{before}, *a{before}, *a{before}, *a{before}]\n"));
    }
    let read = read_as(&notes, Format::Yaml);
    assert_eq!(read.broken.len(), 1, "{:?}", read.broken);
    assert!(read.broken[0].what.contains("write it out"), "{:?}", read.broken);
    assert!(read_as("- quote: *nowhere\n  source: post\n", Format::Yaml).broken.len() == 1);
}
