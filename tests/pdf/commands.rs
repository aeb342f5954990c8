//! What the command line says of a PDF that is not read whole.

use super::builder::{Pdf, lines};
use serde_json::Value;
use std::fs;
use std::process::{Command, Output};

const PICTURE: &str = "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q";

fn run(root: &tempfile::TempDir, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_literatim"));
    command.args(args).env_clear().current_dir(root.path()).output().unwrap()
}

/// A root, and a file in it that is not added yet.
fn with(pdf: &Pdf) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    assert!(run(&root, &["init"]).status.success());
    fs::write(root.path().join("report.pdf"), pdf.bytes()).unwrap();
    root
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned()
}

/// Pages of words, of which those with these numbers are pictures.
fn with_pictures(pictures: &[usize]) -> Pdf {
    let mut pdf = Pdf::new();
    for page in 1..=7 {
        let words =
            format!("On this page, the {page}th of all, the engineers wrote of the dam and of the lake behind it.");
        pdf.page(if pictures.contains(&page) { PICTURE } else { "" });
        if !pictures.contains(&page) {
            let number = 100 + 2 * (page as u32 - 1) + 1;
            pdf.objects.retain(|(other, _)| *other != number);
            pdf.stream(number, "", lines(&[(50, 400, 12, &words)]));
        }
    }
    pdf
}

#[test]
fn pages_that_are_pictures_are_named_when_a_file_is_added_and_shown() {
    let root = with(&with_pictures(&[3, 7]));
    let added = run(&root, &["add", "report.pdf", "--json"]);
    let value: Value = serde_json::from_slice(&added.stdout).unwrap();
    let warning = value["files"][0]["warnings"][0].as_str().unwrap_or_default();
    assert!(warning.starts_with("pages 3 and 7 are pictures: the words on them are not read"), "{value}");
    assert!(warning.contains("(OCR)"), "{value}");
    let shown = said(&run(&root, &["show", "report"]));
    assert!(shown.contains("not read  pages 3 and 7 are pictures"), "{shown}");
    let shown: Value = serde_json::from_slice(&run(&root, &["show", "report", "--json"]).stdout).unwrap();
    assert_eq!(shown["picture_pages"], serde_json::json!([3, 7]));

    let root = with(&with_pictures(&[2]));
    let added = said(&run(&root, &["add", "report.pdf"]));
    assert!(added.contains("report.pdf: page 2 is a picture: the words on it are not read"), "{added}");
    let root = with(&with_pictures(&[]));
    let added = said(&run(&root, &["add", "report.pdf"]));
    assert!(!added.contains("picture") && !added.contains("not read"), "{added}");
}

#[test]
fn pages_whose_fonts_name_no_characters_are_named() {
    let mut pdf = with_pictures(&[]);
    pdf.object(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Own /Encoding << /Differences [65 /g1 /g2 /g3] >> >>");
    pdf.objects.retain(|(number, _)| *number != 4);
    pdf.object(4, "<< /Font << /F 3 0 R /G 5 0 R >> >>");
    pdf.page("BT /G 12 Tf 50 400 Td (ABCABCABC ABCABC) Tj ET");
    let root = with(&pdf);
    let added = said(&run(&root, &["add", "report.pdf"]));
    assert!(added.contains("the fonts of page 8 do not say which 15 characters they show"), "{added}");
    // Of a file of such pages only nothing can be said: quotations of it are not refuted.
    let mut pdf = Pdf::new();
    pdf.object(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Own /Encoding << /Differences [65 /g1 /g2 /g3] >> >>");
    pdf.objects.retain(|(number, _)| *number != 4);
    pdf.object(4, "<< /Font << /G 5 0 R >> >>");
    pdf.page("BT /G 12 Tf 50 700 Td (ABCABCABC ABCABC) Tj ET");
    let root = with(&pdf);
    let added = said(&run(&root, &["add", "report.pdf"]));
    assert!(added.contains("its fonts do not say which characters they show"), "{added}");
    fs::write(root.path().join("notes.md"), "> The dam will hold for years. [@report]\n").unwrap();
    let judged = run(&root, &["verify", "notes.md"]);
    assert_eq!(judged.status.code(), Some(2), "{}", said(&judged));
}

#[test]
fn a_mark_in_a_file_whose_text_is_unpacked_is_refused_with_another_way() {
    let root = with(&with_pictures(&[]));
    run(&root, &["add", "report.pdf"]);
    let marked = run(&root, &["mark", "report", "body 1", "caption", "--because", "it is one"]);
    let text = said(&marked);
    assert_eq!(marked.status.code(), Some(2), "{text}");
    assert!(
        text.contains("its text is read from 7 parts that are unpacked") && text.contains("literatim: allow"),
        "{text}"
    );
}
