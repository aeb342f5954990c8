//! Articles, words and revisions as people get them.

use crate::golden::check;
use crate::witnesses;
use literatim::capture::{Capture, Record};
use literatim::diff::revision::{Class, DiffPiece, revision};
use literatim::manifest::{Holdings, Manifest, Reading, Witness};
use literatim::matching::{locate, locate_loosely};
use literatim::report::{self, Diff, DiffFormat, Paint};
use literatim::segment::{Role, Rules, Segment};
use literatim::text::Span;

type Part<'p> = (Role, &'p str, Option<usize>);

fn witness(path: &str, title: &str, parts: &[Part<'_>]) -> Witness {
    let text: String = parts.iter().map(|(_, text, _)| *text).collect();
    let record = Record {
        title: Some(title.into()),
        urls: vec!["https://lamp.example/gulls".into()],
        publisher: Some("The Lamp".into()),
        ..Record::default()
    };
    let capture = Capture { path: path.parse().unwrap(), bytes: text.into_bytes(), record };
    let (mut manifest, _) = Manifest::of(&capture, None, &Rules::default());
    let Reading::Transcript(typed) = &mut manifest.reading else { panic!("it is text") };
    let mut at = 0;
    let segment = |(role, text, of): &Part<'_>| {
        let span = Span::new(at, at + text.len());
        at = span.end;
        Segment { role: *role, span, rule: "by-hand".into(), of: *of }
    };
    typed.segments = parts.iter().map(segment).collect();
    literatim::manifest::check(&capture, manifest).unwrap()
}

const GULLS: &str =
    "The keeper counted 50,000 gulls on the rocks,\nand wrote it in a book that the harbour master keeps.\n\n";

fn first() -> Witness {
    let parts: &[Part<'_>] = &[
        (Role::Headline, "Keeper counts gulls\n\n", None),
        (Role::Byline, "By Ada Moor\n", None),
        (Role::DateLine, "11 March 2026\n\n", None),
        (Role::Body, GULLS, None),
        (Role::Caption, "Gulls\u{1B}[31m on a rock.\n\n", None),
        (Role::Body, "“Nobody counts gulls for pleasure,” he said.\n\n", None),
        (Role::Duplicate, GULLS, Some(3)),
        (Role::Body, "It rained.\n\n", None),
        (Role::RelatedLinks, "More about gulls\n", None),
    ];
    witness("archive/the-lamp/20260311T093000Z.txt", "Keeper counts \u{202E}gulls", parts)
}

fn second() -> Witness {
    let gulls = GULLS.replace("50,000", "500,000");
    let parts: &[Part<'_>] = &[
        (Role::Headline, "Keeper counts gulls\n\n", None),
        (Role::Body, &gulls, None),
        (Role::Body, "“Nobody counts   gulls for pleasure,” he said.\n\n", None),
        (Role::Body, "The ferry came back in the spring with lamp oil.\n\n", None),
        (Role::RelatedLinks, "More about lamps\n", None),
    ];
    witness("archive/the-lamp/20260312T093000Z.txt", "Keeper counts gulls", parts)
}

fn written(print: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    print(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn paint(colour: bool, width: usize) -> Paint {
    Paint { colour, width, ..Paint::default() }
}

fn holdings() -> std::sync::Arc<Holdings> {
    witnesses::holdings(vec![first(), second()])
}

#[test]
fn an_article_with_roles_in_the_margin() {
    for (name, paint) in [("show-60.txt", paint(false, 60)), ("show-60-colour.txt", paint(true, 60))] {
        check(name, &written(|out| report::article(&first(), &report::Asides::default(), out, &paint)));
    }
}

#[test]
fn words_and_where_they_stand() {
    let holdings = holdings();
    let find = |words: &str| written(|out| report::places(&*holdings, None, words).print(out, &paint(false, 60)));
    check("find-body.txt", &find("on the rocks, and wrote it"));
    check("find-caption.txt", &find("on a rock"));
    check("find-loosely.txt", &find("\"nobody counts GULLS"));
    assert_eq!(find("zebra"), "");
}

#[test]
fn what_changed_between_two_captures() {
    let (old, new) = (first(), second());
    let revision = revision(&old, &new);
    let diff = |all| Diff { old: &old, new: &new, revision: &revision, all, files: None };
    let print = |all, format, paint| written(|out| report::revision(&diff(all), format, out, &paint));
    check("diff-60.txt", &print(false, DiffFormat::Human, paint(false, 60)));
    check("diff-60-colour.txt", &print(false, DiffFormat::Human, paint(true, 60)));
    check("diff-all.txt", &print(true, DiffFormat::Human, paint(false, 100)));
    check("diff.json", &print(false, DiffFormat::Json, paint(false, 60)));
    check("diff.html", &print(false, DiffFormat::Html, paint(false, 60)));
    check("diff.md", &print(false, DiffFormat::Markdown, paint(false, 60)));
}

#[test]
fn what_an_article_says_of_itself_is_no_markup_of_the_page() {
    let old =
        "She wrote <b onclick=x()>, \"so\" & 'so', </ins></section><script>x()</script> in the book of the keeper.\n\n";
    let new = old.replace("the book", "</del><style>*{}</style>\u{202e}\u{1b}[31m");
    let of = |text: &str, path| witness(path, "<title>", &[(Role::Body, text, None)]);
    let (old, new) = (of(old, "archive/a/1.txt"), of(&new, "archive/a/2.txt"));
    let revision = revision(&old, &new);
    let files = Some(["<old>.txt", "</title><script>.txt"]);
    let diff = Diff { old: &old, new: &new, revision: &revision, all: true, files };
    let page = written(|out| report::revision(&diff, DiffFormat::Html, out, &paint(false, 60)));
    for hostile in ["<script", "<b ", "</ins></section>", "<style>*", "\u{202e}", "\u{1b}", "<old>", "src=", "href="] {
        assert!(!page.contains(hostile), "{hostile:?} in {page}");
    }
    assert!(page.contains("<del>") && page.contains("<ins>") && page.contains("&lt;script&gt;"), "{page}");
}

#[test]
fn a_capture_does_not_differ_from_itself() {
    assert!(revision(&first(), &first()).is_empty());
}

#[test]
fn a_paragraph_that_keeps_half_its_words_is_the_same_one() {
    let changes = revision(&first(), &second()).changes;
    let counted = changes.iter().find(|change| change.classes.contains(&Class::Number)).expect("a number changed");
    let gone = |piece: &DiffPiece| matches!(piece, DiffPiece::Changed { old, new, .. } if old == " 50,000" && new == " 500,000");
    assert!(counted.pieces.iter().any(gone), "{counted:?}");
    let rain = changes.iter().filter(|change| change.classes.contains(&Class::Removed) && !change.is_furniture());
    assert_eq!(rain.count(), 2);
}

#[test]
fn a_revision_of_endless_lines_ends() {
    let text = |word: &str| (0..20_000).map(|n| format!("{word} {} {}\n\n", n % 7, n % 11)).collect::<Vec<_>>();
    let (old, new) = (text("old"), text("new"));
    let parts =
        |texts: &'static [String]| texts.iter().map(|text| (Role::Body, text.as_str(), None)).collect::<Vec<_>>();
    let (old, new) = (parts(Vec::leak(old)), parts(Vec::leak(new)));
    let revision = revision(&witness("archive/a/1.txt", "", &old), &witness("archive/a/2.txt", "", &new));
    assert_eq!(revision.changes.len(), 40_000);
}

#[test]
fn words_are_located_from_boundary_to_boundary() {
    let witness = first();
    let words = |span: Span| &witness.text()[span.range()];
    let found = locate(&witness, "the  rocks,\u{A0}and").spans;
    assert_eq!(found.iter().copied().map(words).collect::<Vec<_>>(), ["the rocks,\nand", "the rocks,\nand"]);
    for cut in ["0,000 gulls", "ounted", "the rock", "THE rocks", "", " "] {
        assert!(locate(&witness, cut).spans.is_empty(), "{cut:?} was located");
    }
    assert_eq!(locate_loosely(&witness, "NOBODY counts gulls for pleasure,\" HE").count, 1);
}
