//! Notes whose few bytes could stand for many.

use super::*;

/// The bytes that the notes keep for what their quotations cite.
fn citations(read: &Notes) -> usize {
    read.quotations.iter().map(|quotation| quotation.citations.len()).sum()
}

/// A name cost a few bytes, and stood for as many as were wanted: 600 KB of notes took more than 6 GB.
#[test]
fn names_stand_for_no_more_than_a_limit_and_what_is_beyond_it_is_reported_and_not_read() {
    let long = "y".repeat(100_000);
    let quoted = |name: &str| format!("“the dam {name}”\n\n").repeat(1000);
    for (format, notes) in [
        (Format::AsciiDoc, format!(":x: {long}\n\n{}", quoted("{x}"))),
        (Format::ReStructuredText, format!(".. |x| replace:: {long}\n\n{}", quoted("|x|"))),
        (Format::ReStructuredText, format!(".. _x: https://a.example/{long}\n\n{}", quoted("`x`_"))),
        (Format::ReStructuredText, format!(".. _x: https://a.example/{long}\n\n{}", quoted("x_"))),
    ] {
        let read = read_as(&notes, format);
        assert_eq!(read.quotations.len(), 1000, "{format:?}");
        assert_eq!(read.unknown.len(), 1, "{format:?}: {:?}", read.unknown);
        assert!(
            read.unknown[0].what.contains("the names before it expand to more than 1048576 bytes"),
            "{:?}",
            read.unknown
        );
        let read_through = read.quotations.iter().take_while(|quotation| quotation.unread.is_none()).count();
        assert!(read_through <= 11 && read.quotations[11..].iter().all(|one| one.unread.is_some()), "{format:?}");
    }
}

/// Each quotation had all the sources that are named for all of them: 700 KB of notes took more than 6 GB.
#[test]
fn sources_that_are_named_for_all_quotations_are_no_more_than_a_few() {
    let names = |before: &str, behind: &str| (0..500).map(|n| format!("{before}a{n}{behind}")).collect::<String>();
    let list = names("\"", "\", ") + "\"a\"";
    let quotes = "> the dam held\n\n# h\n\n“the dam”\n\n".repeat(200);
    let data = "{\"quote\": \"the dam\"},".repeat(200) + "{}";
    for (format, notes) in [
        (Format::Markdown, format!("---\nsource: [{list}]\n---\n{quotes}")),
        (Format::Markdown, format!("+++\nsource = [{list}]\n+++\n{quotes}")),
        (Format::Markdown, format!("{}<blockquote>\n\n{quotes}", names("<!-- literatim: source=", " -->\n"))),
        (Format::AsciiDoc, format!("{}\n\n{quotes}", names(":source: ", "\n"))),
        (Format::ReStructuredText, format!("{}\n\n{}", names(":source: ", "\n"), quotes.replace("# h", "h\n="))),
        (Format::Latex, format!("\\begin{{displaycquote}}{{{}}}\n{quotes}", names("", ","))),
        (Format::Json, format!("{{\"source\": [{list}], \"quotes\": [{data}]}}")),
        (Format::Yaml, format!("source: [{list}]\nquotes: [{data}]\n")),
    ] {
        let read = read_as(&notes, format);
        assert!(!read.quotations.is_empty(), "{format:?}");
        assert!(citations(&read) <= 64 * read.quotations.len(), "{format:?}: {}", citations(&read));
    }
}

/// The sources of data that are not looked at are reported.
#[test]
fn an_entry_that_names_too_many_sources_is_reported() {
    let names: Vec<String> = (0..17).map(|n| format!("\"a{n}\"")).collect();
    let read = read_as(&format!("[{{\"quote\": \"x\", \"source\": [{}]}}]", names.join(",")), Format::Json);
    assert_eq!(read.quotations[0].citations.len(), 16);
    assert!(read.unknown[0].what.starts_with("only the first 16 sources were used"), "{:?}", read.unknown);
}
