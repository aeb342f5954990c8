//! A block is several quotations only if each of its lines stands between marks and begins a sentence of the article.

#![allow(missing_docs, reason = "a test")]

use literatim::capture::Capture;
use literatim::manifest::Archive;
use literatim::segment::Rules;
use literatim::verify::{Format, NotesFile, NotesSet, Outcome, Policy, Verifier};

const ARTICLE: &str = "Gates at the basin\n\n\
    The wardens met in the loft on Friday and spoke for two hours about the gates. Nobody asked for a vote, and the chair \
    did not propose one.\n\n\
    The toll had risen twice since the autumn, the clerk said. “We will not close the basin,” she wrote.\n";

fn outcomes(name: &str, notes: &str) -> Vec<Outcome> {
    let capture = Capture::new("archive/gates/20250101T000000Z.txt".parse().unwrap(), ARTICLE);
    let verifier = Verifier::new(Archive::of([capture], &Rules::default()), Policy::default());
    let (name, folder) = (name.to_owned(), Some(String::new()));
    let format = Format::of_file(&name).unwrap();
    let file = NotesFile { name, folder, text: notes.to_owned(), format, ..NotesFile::default() };
    verifier.verify(&NotesSet::from(file)).quotations.iter().map(|one| one.outcome()).collect()
}

fn outcome(lines: &str) -> Outcome {
    let outcomes = outcomes("a.md", &format!("> {}\n>\n> [@gates]\n", lines.replace('\n', "\n> ")));
    assert_eq!(outcomes.len(), 1, "{lines}");
    outcomes[0]
}

#[test]
fn lines_that_each_begin_a_sentence_hold() {
    for lines in [
        "“The wardens met in the loft on Friday and spoke”\n“The toll had risen twice since the autumn”",
        "“The toll had risen twice since the autumn.”\n\n“Nobody asked for a vote”",
        "“We will not close the basin,”\n“The wardens met in the loft”\n“Nobody asked for a vote”",
        "\"The wardens met in\nthe loft on Friday\"\n\"Nobody asked for a vote\"",
        "«The wardens met in the loft»\n«The toll [of the basin] had risen … since the autumn»",
    ] {
        let lines = lines.replace("autumn.”", "autumn”.");
        assert_eq!(outcome(&lines), Outcome::Verbatim, "{lines}");
    }
}

#[test]
fn pieces_of_sentences_are_no_lines_of_their_own() {
    for lines in [
        // The second begins inside a sentence.
        "“The wardens met in the loft”\n“spoke for two hours about the gates”",
        "“The toll had risen twice since the autumn”\n“the chair did not propose one”",
        "“The wardens met in the loft”\n“not close the basin”",
        // One does not hold, or says nothing by itself.
        "“The wardens met in the loft”\n“The toll had fallen twice since the autumn”",
        "“Nobody”\n“The toll had risen twice since the autumn”",
        // Words beside the marks, or two pairs on a line.
        "“The wardens met in the loft”\nand “The toll had risen twice since the autumn”",
        "“The wardens met in the loft” “Nobody asked for a vote”",
        "“The wardens met in the loft”\nNobody asked for a vote",
    ] {
        assert_eq!(outcome(lines), Outcome::Refuted, "{lines}");
    }
}

#[test]
fn every_format_has_blocks_of_lines() {
    let both = "“The wardens met in the loft”\n“The toll had risen twice since the autumn”";
    for (name, notes) in [
        ("a.org", "#+begin_quote\nLINES\n[[file:archive/gates/20250101T000000Z.txt][Gates]]\n#+end_quote\n"),
        ("a.adoc", "[quote,link:archive/gates/20250101T000000Z.txt[Gates]]\n____\nLINES\n____\n"),
        ("a.tex", "\\begin{displayquote}[gates]\nLINES\n\\end{displayquote}\n\\cite{gates}\n"),
        ("a.html", "<blockquote cite=\"archive/gates/20250101T000000Z.txt\"><p>LINES</p></blockquote>"),
        ("a.rst", "Text.\n\n    LINES\n\n    -- `Gates <archive/gates/20250101T000000Z.txt>`_\n"),
    ] {
        let lines = match name {
            "a.html" => both.replace('\n', "</p>\n<p>"),
            "a.rst" => both.replace('\n', "\n    "),
            _ => both.to_owned(),
        };
        let notes = notes.replace("LINES", &lines);
        assert_eq!(outcomes(name, &notes)[0], Outcome::Verbatim, "{notes}");
    }
}
