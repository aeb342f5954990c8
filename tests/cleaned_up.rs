//! *(cleaned up)* under `bluebook`: marks of the article may be left out, and nothing else.

#![allow(missing_docs, reason = "a test")]

use literatim::capture::Capture;
use literatim::manifest::Archive;
use literatim::segment::Rules;
use literatim::verify::{Format, NotesFile, NotesSet, Outcome, Policy, Settings, Style, Verifier};

const ARTICLE: &str = "The ferry case\n\n\
    The court held that “[t]he owner of a ferry must show ‘due care’ … at every crossing,” and that the rule is not new.\n\n\
    It said: “We walk[ed] the pier late. … Nobody saw 15 boats[3] or the “12” lamps.” The 6\" pipe and the boys’ school stay.\n\n\
    The toll was 5 … 000 crowns, then 12 [500] crowns, and in 2014[1] it rose by −[4] points. The keeper said—“never.”\n\n\
    Damages were “not … due,” Id. at 12, “unless the owner agreed” to pay for the lamps on the pier.\n";

fn outcomes(style: &str, name: &str, notes: &str) -> Vec<Outcome> {
    let capture = Capture::new("archive/ferry/20250101T000000Z.txt".parse().unwrap(), ARTICLE);
    let settings = Settings::from(Style::named(style).unwrap());
    let verifier = Verifier::new(Archive::of([capture], &Rules::default()), Policy::from(settings));
    let format = Format::of_file(name).unwrap();
    let (name, folder) = (name.to_owned(), Some(String::new()));
    let file = NotesFile { name, folder, text: notes.to_owned(), format, ..NotesFile::default() };
    verifier.verify(&NotesSet::from(file)).quotations.iter().map(|one| one.outcome()).collect()
}

fn outcome(style: &str, words: &str) -> Outcome {
    outcomes(style, "a.md", &format!("> {words}\n>\n> — [@ferry] (cleaned up)\n"))[0]
}

#[test]
fn marks_of_the_article_may_be_left_out() {
    for words in [
        "the owner of a ferry must show due care at every crossing, and that the rule is not new",
        "the owner of a ferry must show ‘due care’ at every crossing",
        "“the owner of a ferry must show due care … and that the rule is not new”",
        "[T]he owner of a ferry must show due care",
        "We walked the pier late. Nobody saw 15 boats",
        "We walked the pier late",
        "The keeper said—never.",
        "not due, Id. at 12, unless the owner agreed to pay",
        "the boys’ school stay",
    ] {
        assert_eq!(outcome("bluebook", words), Outcome::Verbatim, "{words}");
    }
}

#[test]
fn no_word_digit_or_sign_may_be_left_out_or_joined() {
    for words in [
        // Words, and their order and case.
        "the owner of a ferry must show care at every crossing",
        "The owner of a ferry must show due care",
        "the owner of a ferry must show due care, and that the rule is new",
        "the rule is new at every crossing",
        // A citation has words and digits: an ellipsis shows where it stood.
        "not due, unless the owner agreed to pay",
        "due, unless the owner agreed",
        // Digits, and what stands at them.
        "The toll was 5 000 crowns, then",
        "The toll was 5000 crowns, then",
        "then 12 500 crowns",
        "then 12500 crowns",
        "and in 20141 it rose",
        "and in 2014 it rose",
        "it rose by 4 points",
        "saw 15 boats3 or the",
        "saw 15 boats or the",
        "Nobody saw 15 boats or the 12 lamps",
        "The 6 pipe and",
        "the boys school stay",
        // Marks that the article does not have.
        "the owner of a “ferry” must show due care",
        "the owner of a ferry must show due care — at every crossing",
        "the owner of a ferry, must show due care",
        "We walk the pier late",
        "ed the pier late",
    ] {
        assert_ne!(outcome("bluebook", words), Outcome::Verbatim, "{words}");
    }
    // With an ellipsis in the place of the citation they hold.
    assert_eq!(outcome("bluebook", "not due … unless the owner agreed to pay"), Outcome::Verbatim);
}

#[test]
fn it_is_nothing_in_another_style_and_without_the_phrase() {
    let words = "the owner of a ferry must show due care at every crossing";
    for style in Style::NAMES.into_iter().filter(|style| *style != "bluebook") {
        assert_eq!(outcome(style, words), Outcome::Refuted, "{style}");
    }
    for notes in [
        "> WORDS\n>\n> — [@ferry]\n",
        "> WORDS\n>\n> — [@ferry] (tidied up)\n",
        "“WORDS” [@ferry]. “We walk[ed] the pier late” [@ferry] (cleaned up).\n",
        "“WORDS” [@ferry].\n\nThe room was (cleaned up) later.\n",
    ] {
        assert_eq!(outcomes("bluebook", "a.md", &notes.replace("WORDS", words))[0], Outcome::Refuted, "{notes}");
    }
}

#[test]
fn every_format_says_it_behind_the_citation() {
    let words = "the owner of a ferry must show due care at every crossing";
    for (name, notes) in [
        ("a.md", "He read “WORDS” [@ferry] (cleaned up)."),
        ("a.md", "He read “WORDS” [@ferry, p. 3] (citation modified)."),
        ("a.md", "He read “WORDS” [@ferry] (*cleaned up*)."),
        ("a.md", "He read “WORDS”.[^1]\n\nMore.\n\n[^1]: [@ferry], 12 (Cleaned\nup).\n"),
        ("a.md", "> WORDS\n\n[@ferry] (cleaned up)\n"),
        ("a.tex", "He read \\enquote{WORDS} \\autocite[12]{ferry} (cleaned~up)."),
        ("a.tex", "He read \\textcquote[12 (cleaned up)]{ferry}{WORDS}."),
        ("a.html", "<p>He read “WORDS” <a href=\"archive/ferry/20250101T000000Z.txt\">Ferry</a> (cleaned up).</p>"),
        ("a.rst", "He read “WORDS” `x <archive/ferry/20250101T000000Z.txt>`_ (cleaned up).\n"),
        ("a.adoc", "He read “WORDS” link:archive/ferry/20250101T000000Z.txt[Ferry] (cleaned up).\n"),
        ("a.org", "He read “WORDS” [[file:archive/ferry/20250101T000000Z.txt][Ferry]] (cleaned up).\n"),
    ] {
        let notes = notes.replace("WORDS", words);
        assert_eq!(outcomes("bluebook", name, &notes)[0], Outcome::Verbatim, "{name}: {notes}");
    }
}
