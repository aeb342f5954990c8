//! Quotations that are made to be slow to judge: one word over and over, of an article that says nothing else.

use serde_json::Value;
use std::path::Path;
use std::process::Command;

const WORD: &str = "word ";

/// An archive of one article that says one word over and over.
fn archive(words: usize) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("archive/a");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("20250101T000000Z.txt"), WORD.repeat(words).trim_end().to_owned() + "\n").unwrap();
    for args in [["init"], ["manifest"]] {
        assert!(literatim(root.path(), &args).status.success());
    }
    root
}

fn literatim(root: &Path, args: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_literatim")).args(args).env_clear().current_dir(root).output().unwrap()
}

/// The verdict on `words`, and all that is said of them.
fn judged(root: &Path, words: &str, style: &str) -> (String, String) {
    std::fs::write(root.join("notes.md"), format!("> {words}\n\n— [@a]\n")).unwrap();
    let output = literatim(root, &["verify", "--format", "json", "--style", style, "notes.md"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let quotation = &report["quotations"][0];
    (quotation["verdict"].as_str().unwrap().to_owned(), quotation["findings"].to_string())
}

#[test]
fn one_word_over_and_over_is_verbatim_if_it_is_and_else_it_is_not() {
    let root = archive(20_000);
    let (whole, half) = (WORD.repeat(4_000), WORD.repeat(2_000));
    for (words, verdict) in [
        (whole.clone(), "verbatim"),
        (format!("[w]ord {whole}"), "verbatim"),
        (format!("{half} … {half}"), "verbatim"),
        (format!("{whole} other"), "refuted"),
        (format!("other {whole}"), "refuted"),
        (format!("{half} other {half}"), "refuted"),
        (format!("{half} … {half} other"), "refuted"),
        (format!("{}wor", &whole), "refuted"),
    ] {
        for style in ["exact", "chicago"] {
            assert_eq!(judged(root.path(), words.trim(), style).0, verdict, "{style}: {} bytes", words.len());
        }
    }
}

#[test]
fn more_ways_than_are_tried_are_told_of_and_never_verbatim() {
    let root = archive(4_000);
    let words = format!("{} other", [WORD.trim_end(); 140].join(" [x y] "));
    let (verdict, told) = judged(root.path(), &words, "exact");
    assert_eq!(verdict, "refuted");
    assert!(told.contains("fit more than 250000 places"), "{told}");
}
