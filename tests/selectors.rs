//! Selectors tell places apart where the same words stand: `prefix` and `suffix`, and text fragments.

mod witnesses;

use literatim::capture::Record;
use literatim::verify::{Format, Judged, NotesFile, Outcome, Rule, Settings, Style, Verifier};
use witnesses::{holdings, witness};

const ARTICLE: &str = "A headline of ours\n\nThe council said that the dam would hold for years, and went home.\n\n\
    The engineers wrote that the dam would hold for years if somebody looked after it, which nobody did.\n";

fn judged(notes: &str, format: Format) -> Vec<Judged> {
    let record = Record { urls: vec!["https://post.example/a".into()], ..Record::default() };
    let holdings = holdings(vec![witness("archive/a/20250101T000000Z.txt", ARTICLE, record)]);
    let settings = Settings::from(Style::exact());
    let notes = NotesFile { text: notes.to_owned(), format, ..NotesFile::default() };
    Verifier::new(&holdings, settings).verify(&notes.into()).quotations
}

fn has(judged: &Judged, rule: Rule) -> bool {
    judged.findings.iter().any(|finding| finding.rule == rule)
}

fn place(judged: &Judged) -> &str {
    assert_eq!((judged.outcome(), judged.loci().len()), (Outcome::Verbatim, 1), "{judged:?}");
    let before = &ARTICLE[..judged.loci()[0].span.start];
    before.rsplit("\n\n").next().unwrap()
}

#[test]
fn without_a_selector_the_place_is_ambiguous() {
    let all = judged("“that the dam would hold for years” (<https://post.example/a>)", Format::Markdown);
    assert!(has(&all[0], Rule::QuoteAmbiguous) && all[0].loci().len() == 2, "{all:?}");
}

#[test]
fn a_text_fragment_means_one_of_them() {
    let notes =
        "“that the dam would hold for years” (<https://post.example/a#:~:text=engineers%20wrote,somebody%20looked>)";
    let all = judged(notes, Format::Markdown);
    assert_eq!(all.len(), 2);
    assert!(!has(&all[0], Rule::QuoteAmbiguous) && place(&all[0]).starts_with("The engineers"), "{all:?}");
    assert_eq!(all[1].outcome(), Outcome::Verbatim);
}

#[test]
fn prefix_and_suffix_mean_one_of_them() {
    let quotation =
        |around: &str| format!(r#"{{"exact": "that the dam would hold for years", "source": "a", {around}}}"#);
    for (around, wanted) in [
        (r#""prefix": "engineers wrote ""#, "The engineers"),
        (r#""suffix": ", and  went""#, "The council"),
        (r#""prefix": "said", "suffix": ", and""#, "The council"),
    ] {
        let all = judged(&quotation(around), Format::Json);
        assert!(place(&all[0]).starts_with(wanted) && all[0].findings.is_empty(), "{around}: {all:?}");
    }
    let all = judged(&quotation(r#""prefix": "nobody wrote""#), Format::Json);
    assert!(all[0].outcome() == Outcome::Verbatim && has(&all[0], Rule::SelectorMissed), "{all:?}");
}
