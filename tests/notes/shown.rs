//! What a reader of the rendered page sees as quoted is read as quoted: each kind once went unread, and tests/differential found it.

use super::*;

const WORDS: &str = "The lamp keeper counted eleven boats on the cold pier";
const LINK: &str = "https://lantern.example/harbour";

/// Asserts that each of `notes`, in which WORDS and LINK stand for themselves, quotes the words.
fn quotes(ending: &str, notes: &[&str]) {
    for notes in notes {
        let notes = notes.replace("WORDS", WORDS).replace("LINK", LINK);
        let read = read_as(&notes, Format::of_file(&format!("notes.{ending}")).unwrap());
        let quoted = read.quotations.iter().any(|quotation| quotation.readings[0].text.contains(WORDS));
        assert!(quoted, "{notes}\n{read:#?}");
    }
}

#[test]
fn a_block_of_nothing_but_links_quotes_the_first() {
    quotes("md", &["> [WORDS](LINK)", "> [WORDS](LINK) [Lantern](LINK)", "> [“WORDS”](LINK)  [Lantern](LINK)"]);
    assert_eq!(texts(&format!("> [Lantern]({LINK})")), [""]);
}

#[test]
fn a_sentence_after_a_dash_that_is_all_of_a_block_is_quoted() {
    quotes("md", &["> — WORDS ([Lantern](LINK))", "> -- WORDS, LINK"]);
    assert_eq!(texts(&format!("> — Tilda Brask, in [Lantern]({LINK})")), [""]);
}

#[test]
fn a_callout_without_a_body_quotes_in_its_title() {
    quotes("md", &["> [!quote] WORDS\n> — [Lantern](LINK)", "> [!cite]+ WORDS\n> [Lantern](LINK)"]);
    assert_eq!(texts(&format!("> [!quote] Tilda Brask\n> {WORDS}\n> [Lantern]({LINK})")), [WORDS]);
}

#[test]
fn tags_end_in_html_where_browsers_end_them() {
    quotes(
        "html",
        &[
            "<aside\">“WORDS” <a href=LINK>Lantern</a></aside>",
            "<title“>«WORDS» <a href=LINK>Lantern</a>",
            "<p \">“WORDS” <a href=LINK>Lantern</a> \"</p>",
            "<p a='\">'>“WORDS” <a href=LINK>Lantern</a> \"</p>",
        ],
    );
}

#[test]
fn elements_whose_words_nobody_reads_end_in_html_where_browsers_end_them() {
    quotes(
        "html",
        &[
            "<svg><path d=a><p>“WORDS” <a href=LINK>Lantern</a></p>",
            "<svg><title>“</svg><p>“WORDS” <a href=LINK>Lantern</a></p>",
            "<select><option>a<select><p>“WORDS” <a href=LINK>Lantern</a></p>",
            "<select><input><p>“WORDS” <a href=LINK>Lantern</a></p>",
            "<noscript><p>“WORDS” <a href=LINK>Lantern</a></p></noscript>",
        ],
    );
}

#[test]
fn indented_text_is_a_quotation_in_restructured_text() {
    quotes(
        "rst",
        &[
            "   WORDS\n\n   -- `Lantern <LINK>`__\n",
            ".. _target:\n\n   WORDS\n\n   -- `Lantern <LINK>`__\n",
            "1. text\n\n      WORDS\n\n      -- `Lantern <LINK>`__\n",
            "- text\n WORDS `Lantern <LINK>`__\n",
        ],
    );
}

#[test]
fn directives_and_comments_in_restructured_text_hide_no_more_than_is_theirs() {
    quotes(
        "rst",
        &[
            ".. class:: wide\n\n   “WORDS” `Lantern <LINK>`__\n",
            "- .. a comment\n  “WORDS” `Lantern <LINK>`__\n",
            "#. text\n    .. pull-quote:: WORDS\n\n       -- `Lantern <LINK>`__\n",
        ],
    );
}

#[test]
fn what_is_literal_in_asciidoc_ends_with_the_block_around_it() {
    quotes(
        "adoc",
        &[
            " literal\n--\n“WORDS” LINK[Lantern]\n--\n",
            "--\n```\n“a\n--\n“WORDS” LINK[Lantern]\n",
            "====\n----\na\n====\n\n“WORDS” LINK[Lantern]\n",
        ],
    );
}

#[test]
fn cells_of_wikitext_go_on_in_the_next_line() {
    quotes("wiki", &["{|\n|a\n\"WORDS\" [LINK Lantern]\n|}\n", "{|\n! a\n|-\n| b\n«WORDS» [LINK Lantern]\n|}\n"]);
}

#[test]
fn what_looks_like_a_tag_in_wikitext_hides_nothing() {
    quotes(
        "wiki",
        &[
            "a <ref>b</ref“WORDS” [LINK Lantern] > c\n",
            "a </ref“WORDS” [LINK Lantern] > c\n",
            "<div-“WORDS” [LINK Lantern] > c\n",
        ],
    );
}

#[test]
fn blocks_of_org_that_nothing_ends_are_text() {
    for name in ["SRC", "EXAMPLE", "EXPORT html", "COMMENT"] {
        quotes("org", &[&format!("#+BEGIN_{name}\n“WORDS” [[LINK][Lantern]]\n")]);
    }
    quotes("org", &["#+BEGIN_QUOTE :a b\nWORDS\n\n— [[LINK][Lantern]]\n#+END_QUOTE\n"]);
}

#[test]
fn addresses_in_org_keep_their_slashes_and_html_is_shown() {
    quotes(
        "org",
        &["#+BEGIN_EXPORT html\n<p>“WORDS” <a href=\"LINK\">Lantern</a></p>\n#+END_EXPORT\n", "[[“WORDS”[LINK][n]]\n"],
    );
    for notes in [format!("“{WORDS}” {LINK}\n"), format!("* “{WORDS}” {LINK}\n")] {
        let read = read_as(&notes, Format::Org);
        let cited = read.quotations.iter().flat_map(|quotation| &quotation.citations);
        assert!(cited.into_iter().any(|citation| citation.reference.as_str() == LINK), "{notes}{read:#?}");
    }
}

#[test]
fn a_comment_that_is_never_closed_is_reported() {
    for ending in ["html", "wiki"] {
        let read = read_as("text <!-- “WORDS”", Format::of_file(&format!("notes.{ending}")).unwrap());
        assert_eq!(read.unknown.len(), 1, "{ending}: {read:#?}");
    }
    assert!(read_as("text <!-- “WORDS” -->", Format::Html).unknown.is_empty());
}

#[test]
fn the_numbers_of_a_list_in_a_block_are_read_as_they_are_written_too() {
    for (ending, notes, number) in [
        ("md", "> The rules are these:\n>\n> 1) No boats\n> 2) No lamps\n", "2) "),
        ("md", "> The rules are these:\n> 1. No boats\n> 2. No lamps\n", "2. "),
        ("rst", "Text.\n\n   The rules are these:\n\n   (a) No boats\n   (b) No lamps\n", "(b) "),
        ("org", "#+begin_quote\nThe rules are these:\n1) No boats\n2) No lamps\n#+end_quote\n", "2) "),
        ("adoc", "____\nThe rules are these:\n\n1. No boats\n2. No lamps\n____\n", "2. "),
    ] {
        let read = read_as(notes, Format::of_file(&format!("notes.{ending}")).unwrap());
        let readings: Vec<String> = read.quotations[0].readings.iter().map(|reading| plain(&reading.text)).collect();
        assert_eq!(readings[0], "The rules are these: No boats No lamps", "{notes}");
        let numbered = format!("No boats {number}No lamps");
        assert!(readings.iter().any(|text| text.ends_with(&numbered)), "{notes}: {readings:?}");
    }
    // A bullet is no number, and the number of an item without words is none of the next block.
    assert_eq!(readings("> The rules:\n>\n> - No boats\n"), ["The rules:\n\nNo boats"]);
    assert_eq!(readings("> 1)\n>\n> No boats at all\n").len(), 1);
}

/// `text` with one space for each run of white space.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
