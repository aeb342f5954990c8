//! Kinds of quotations that the program and the contract once disagreed on, each with the answer that both give now.

use super::lies::articles::{Article, Kind};
use super::lies::trial::{Answer, Bench};

fn article(id: &'static str, words: &str) -> Article {
    let paragraphs = vec![words.to_owned(), "The council met in the hall that evening and went home late.".to_owned()];
    Article { id, kind: Kind::Text, paragraphs, caption: None, seed: 0 }
}

/// Asserts that both answer so whether `quotation` holds in an article with these `words`.
fn settled(style: &'static str, words: &str, quotation: &str, holds: bool) {
    let articles = [article("skerrow", words), article("penhallan", "Nobody saw the boats come back to the pier.")];
    assert!(Bench::is_sound(&articles), "{words}");
    let bench = Bench::of(articles, style);
    for (who, answer) in [("program", bench.program(quotation)), ("contract", bench.contract(quotation))] {
        assert_eq!(
            matches!(answer, Answer::Verbatim(_)),
            holds,
            "{style}, the {who}: {quotation} in {words}: {answer:?}"
        );
    }
    assert_eq!(bench.disagreement(quotation), None, "{quotation}");
}

#[test]
fn a_remark_has_no_width_in_capitals_either() {
    for style in ["exact", "chicago", "ap", "bluebook", "wikipedia"] {
        settled(style, "The mayor said is, and the ferry was late.", "mayor said [sIc], and", false);
        settled(style, "The mayor said it is, and the ferry was late.", "it is [SIC], and", true);
    }
    // The first letter's case may be accepted, also that of a remark.
    for words in ["–[sic] ferry", "–[emphasis added] ferry", "−[Sic] ferry"] {
        settled("chicago", "The mayor – then the ferry – went home late.", words, false);
        settled("chicago", "The mayor went home – ferry and all – that night.", words, true);
    }
    settled("oxford", "The boats were late and the ferry was not.", "$[sic] ferry was", false);
}

#[test]
fn an_empty_bracket_stands_for_letters_only_right_behind_one() {
    for style in ["exact", "wikipedia", "ap"] {
        settled(style, "The men walked by the river to the hall.", "by the riv[]", true);
        settled(style, "The men walked by the river to the hall.", "by the riv[ ]", true);
        settled(style, "The men walked by the river to the hall.", "by the riv\u{2060}[]", false);
        settled(style, "The men walked by the river to the hall.", "by the riv\u{200e}[]", false);
        settled(style, "The men walked by the river to the hall.", "by the [] river", true);
        settled(style, "The men walked by the river to the hall.", "by [] river", false);
    }
}

#[test]
fn a_guillemet_before_a_sign_opens() {
    settled("oxford", "It fell to „−7 that night“ and the ferry was late.", "fell to »−7 that night", true);
    settled("oxford", "It fell to „−7 that night“ and the ferry was late.", "fell to»−7 that night", false);
    // Before a dash that is no sign, it closes: its white space is part of it.
    settled("oxford", "He called it « late » – and the ferry went home.", "called it »late«–and", true);
}

#[test]
fn parentheses_are_put_in_and_never_begin_a_word() {
    settled("ap", "The boats were late and the men walked home.", "The (0)boats were late", false);
    settled("ap", "The boats were late and the men walked home.", "The (0) boats were late", true);
    settled("ap", "The boats were late and the men walked home.", "The (b)oats were late", false);
}

#[test]
fn words_between_two_marks_are_compared_by_themselves() {
    // An ellipsis of the article’s own with something unseen in it, beside one of the editor’s and alone.
    let words = "The boats were late when Ms.... re-elected men came home.";
    settled("ap", words, "when Ms...\u{200b}. re-elected men", true);
    settled("ap", words, "boats … when Ms...\u{200b}. re-elected men", false);
    let words = "He went home “[two-thirds] of it” and was late.";
    settled("wikipedia", words, "home »[two-thirds] of it", true);
    settled("wikipedia", words, "home »[two-thirds] [] of it", false);
    settled("wikipedia", words, "home “[two-thirds] [] of it", true);
}
