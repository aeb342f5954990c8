//! Laws that hold of all notes.

use super::*;

fn sound(notes: &str) -> Result<(), TestCaseError> {
    Format::ALL.into_iter().try_for_each(|format| sound_as(notes, format))
}

fn sound_as(notes: &str, format: Format) -> Result<(), TestCaseError> {
    let read = read_as(notes, format);
    for quotation in &read.quotations {
        prop_assert!(notes.is_char_boundary(quotation.at));
        prop_assert!(!quotation.readings.is_empty());
        for reading in &quotation.readings {
            prop_assert!(reading.span.start <= reading.span.end);
            prop_assert!(notes.get(reading.span.range()).is_some());
        }
        for citation in &quotation.citations {
            prop_assert!(notes.get(citation.span.range()).is_some());
        }
        prop_assert!(quotation.citations.is_sorted_by_key(|citation| citation.binding));
    }
    let reported = read.unknown.iter().chain(&read.broken).map(|problem| &problem.span);
    for span in read.unclosed.iter().chain(&read.titles).chain(reported) {
        prop_assert!(notes.get(span.range()).is_some());
    }
    Ok(())
}

proptest! {
    #[test]
    fn reading_never_panics_and_spans_lie_in_the_notes(notes in "\\PC{0,200}") {
        sound(&notes)?;
    }

    #[test]
    fn nor_with_much_markup(pieces in prop::collection::vec(prop::sample::select(vec![
        "> ", "\n", "\n\n", "“", "”", "‘", "’", "\"", "'", "«", "»", "word", " ", "é", "[@k]", "[^1]", "[^1]: ",
        "[t](u.md)", "(", ")", "[", "]", "`", "*", "**", "- ", "    ", "# ", "<q cite=x>", "</q>", "<blockquote>",
        "</blockquote>", "<!-- literatim: ", "allow x", "off", "-->", "%%", "{{", "}}", "::: {.quote}", ":::",
        "]{.quote source=a}", "---", "source: x", "+++", "|", "|-|-|", "—", ".", "…", "^id", "[!quote]", "\r\n", "&amp;",
        "\\", "@", "https://a.b", "sha256:01234567", "archive/x", "\u{0}", "\t", "[[", "]]", "<", ">", "12", "s",
    ]), 0..60)) {
        sound(&pieces.concat())?;
    }

    #[test]
    fn nor_with_the_markup_of_other_formats(pieces in prop::collection::vec(prop::sample::select(vec![
        "\\enquote{", "\\textcquote{k}", "}", "{", "\\begin{quote}", "\\end{quote}", "\\cite{k}", "\\footnote{", "$", "%",
        "\\begin{tabular}{l}", "&", "\\\\", "``", "''", "\\textelp{}", "\\'e", "~", "[", "]", "\n", "\n\n", " ", "word", "é",
        "{{quote|", "|text=", "{{cite web|url=https://a.b|quote=", "}}", "<ref>", "</ref>", "<ref name=x/>", "{|", "|-",
        "|}", "||", "* ", "== ", "<blockquote>", "</blockquote>", "<q>", "</q>", "<p>", "<li>", "<td>", "<a href=#x>",
        "</a>", "<pre>", "<!--", "-->", "____", "[quote, a, b]", "----", "|===", "\"`", "`\"", "`", "*", "_", "link:x[",
        "https://a.b[", "footnote:[", "{a}", ":a: b", "    ", ".. ", ".. epigraph::", "-- ", "`a <b>`_", "[1]_", "[#]_",
        ".. [1] ", "====", "+---+", "=== ===", ":cite:`k`", "|", "a_", "“", "”", "\"", "‘", "’", "&amp;", "'", "<script>",
        "{\"quote\": \"", "\"", "exact", "- quote: ", "\t", "\r\n", "\u{0}", "\u{feff}", "+", "^", "#", "__",
    ]), 0..60)) {
        sound(&pieces.concat())?;
    }

    #[test]
    fn words_of_a_block_quotation_come_back(
        lines in prop::collection::vec("[A-Za-zé]{1,9}( [a-z0-9’,“”é]{1,9}){0,8}[.]?", 1..5)
    ) {
        let notes = format!("Before.\n\n> {}\n\nAfter.\n", lines.join("\n> "));
        prop_assert_eq!(readings(&notes), [lines.join("\n")]);
    }

    #[test]
    fn words_of_an_inline_quotation_come_back(words in "[A-Za-zé]{1,9}( [a-z0-9’,‘é]{1,9}){0,30}") {
        let notes = format!("He said “{words}” and left.");
        prop_assert_eq!(texts(&notes), [words]);
    }
}

/// The words of a footnote are read behind the text that it is called from.
#[test]
fn a_quotation_is_not_closed_in_a_footnote_that_was_called_before_it() {
    let notes = "{{quote|\\enquote{<ref></q></ref>}}{{cite web|url=https://a.b|quote=<q>}}";
    sound(notes).unwrap();
    assert_eq!(read_as(notes, Format::MediaWiki).unclosed.len(), 1);
}
