//! Bibliographic entries that notes have themselves.

use super::*;

const A: &str = "https://post.example/a";

/// The references of the only quotation, each once.
fn cited(notes: &str, format: Format) -> Vec<Reference> {
    let read = read_as(notes, format);
    assert_eq!(read.quotations.len(), 1, "{notes}: {read:#?}");
    let mut cited: Vec<Reference> = read.quotations[0].citations.iter().map(|one| one.reference.clone()).collect();
    cited.sort_by_key(|one| one.as_str().to_owned());
    cited.dedup();
    cited
}

#[test]
fn a_key_stands_for_what_the_entry_in_the_same_notes_names() {
    for (notes, format) in [
        ("---\nreferences:\n- id: post14\n  URL: LINK\n---\n\nHe said “The dam held” [@post14].\n", Format::Markdown),
        ("> The dam held.\n> — [@post14]\n\n---\nreferences:\n- id: post14\n  URL: LINK\n...\n", Format::Markdown),
        (
            "\u{feff}---\r\nreferences:\r\n- id: post14\r\n  URL: LINK\r\n---\r\n“The dam held” [@post14]\r\n",
            Format::Markdown,
        ),
        (
            "\\enquote{The dam held} \\cite{post14}\n\\begin{thebibliography}{9}\n\\bibitem{no} \\url{https://no.example}\n\\bibitem[P]{post14} Post. \\url{LINK}\n\\end{thebibliography}\n",
            Format::Latex,
        ),
        (
            "\\begin{filecontents}[overwrite]{refs.bib}\n@misc{post14, url = {LINK}}\n\\end{filecontents}\n\\begin{document}\n\\enquote{The dam held} \\cite{post14}\n\\end{document}\n",
            Format::Latex,
        ),
        (
            "“The dam held” <<post14>>.\n\n[bibliography]\n* [[[no]]] https://no.example\n* [[[post14,1]]] Post. LINK\n",
            Format::AsciiDoc,
        ),
    ] {
        let notes = notes.replace("LINK", A);
        let expected = [Reference::Url(A.into()), Reference::Key("post14".into())];
        assert_eq!(cited(&notes, format), expected, "{notes}");
    }
}

#[test]
fn an_entry_in_a_comment_or_of_another_key_names_nothing() {
    for (notes, format) in [
        ("\\enquote{The dam held} \\cite{post14}\n% \\bibitem{post14} \\url{LINK}\n", Format::Latex),
        ("---\nreferences:\n- id: post15\n  URL: LINK\n---\n\nHe said “The dam held” [@post14].\n", Format::Markdown),
        ("A line.\n---\nreferences:\n- id: post14\n  URL: LINK\n\n“The dam held” [@post14]\n", Format::Markdown),
    ] {
        let cited = cited(&notes.replace("LINK", A), format);
        assert!(!cited.contains(&Reference::Url(A.into())), "{notes}: {cited:?}");
    }
}

#[test]
fn what_is_wrong_with_an_entry_is_reported_where_it_stands() {
    let notes = "---\ntitle: Notes\nreferences:\n- title: none\n---\n\nHe said “The dam held” [@post14].\n";
    let read = read(notes);
    assert_eq!(read.unknown.len(), 1, "{:?}", read.unknown);
    assert!(notes[read.unknown[0].span.start..].starts_with("title: none"), "{:?}", read.unknown);
}
