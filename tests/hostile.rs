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

/// The others have their report whatever one file is: panics end the process, and so does a stack that is full.
#[test]
fn no_notes_and_no_bibliography_cost_the_others_their_report() {
    let root = archive(50);
    let deep = |open: &str, close: &str| format!("{}a{}", open.repeat(10_000), close.repeat(10_000));
    let rings = "@misc{b, crossref = {b}}\n@misc{c, xdata = {d}}\n@xdata{d, xdata = {c}}\n";
    let doubled: String = (1..64).map(|n| format!("@string{{s{n} = s{} # s{}}}\n", n - 1, n - 1)).collect();
    for (name, text) in [
        ("rings.bib", format!("{rings}@misc{{k, url = {{archive/a}}}}\n")),
        ("doubled.bib", format!("@string{{s0 = {{x}}}}\n{doubled}@misc{{e, url = s63}}\n")),
        ("deep.bib", format!("@misc{{f, note = {{{}}}}}\n", deep("\\f{", "}"))),
        ("deep.json", "[".repeat(10_000)),
        (
            "named.md",
            "---\nbibliography: [rings.bib, doubled.bib, deep.bib, deep.json]\n---\n\n“a word” [@b]\n".to_owned(),
        ),
        ("a.wiki", "[http://\u{a0}] [http://x\u{3000}“word word”]\n".to_owned() + &deep("{{quote|", "}}")),
        ("b.wiki", deep("[[", "]]")),
        ("a.rst", "\u{c}| a |\n\u{85}.. _a: ::\n".to_owned()),
        ("b.rst", (0..300).map(|depth| format!("{}.. note::\n", " ".repeat(depth))).collect()),
        ("a.md", deep("> ", "")),
        ("b.md", deep("- ", "")),
        ("c.md", deep("<blockquote>", "</blockquote>")),
        ("a.tex", deep("\\enquote{", "}")),
        ("b.tex", deep("\\begin{quote}", "\\end{quote}")),
        ("a.html", deep("<div><q>", "</q></div>")),
        ("a.adoc", format!(":x: https://x.example/\n\n{}", deep("{x}[", "]"))),
        ("quotes.json", deep("[", "]")),
        ("quotes.jsonl", deep("{\"quote\":", "}")),
        ("quotes.yaml", deep("- ", "")),
        ("good.md", "> word word word\n\n— [@a]\n".to_owned()),
    ] {
        std::fs::create_dir_all(root.path().join("notes")).unwrap();
        std::fs::write(root.path().join("notes").join(name), text).unwrap();
    }
    let data = ["notes/quotes.json", "notes/quotes.jsonl", "notes/quotes.yaml"];
    let output = literatim(root.path(), &[&["verify", "--format", "json", "notes"], &data[..]].concat());
    let told = String::from_utf8_lossy(&output.stderr);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|why| panic!("{why}: {told}"));
    let good = report["quotations"].as_array().unwrap().iter().find(|one| one["file"] == "notes/good.md");
    assert_eq!(good.unwrap()["verdict"], "verbatim");
    let findings = report.to_string();
    for told in [
        "`crossref` or `xdata` refers back to the same entry",
        "b → b",
        "c → d → c",
        "its abbreviations expand to more",
    ] {
        assert!(findings.contains(told), "{told}");
    }
}
