//! The cases under `tests/cases/`: pages of notes on the sample archive, with what must come out of each quotation.

use std::path::Path;
use std::process::Command;

/// What the comments of a page expect, in order: for each quotation the verdict, then the rules, sorted. `expect` is
/// said in a comment of the page's own format; `expect-notes` once, of the rules of all findings on the notes themselves.
fn expected(page: &str, word: &str) -> Vec<String> {
    let mark = format!("{word}: ");
    let said = page.split(mark.as_str()).skip(1);
    said.map(|rest| rest.split(['\n', '"']).next().unwrap())
        .map(|rest| rest.split(" -->").next().unwrap().trim().to_owned())
        .collect()
}

/// What came out for each quotation, and where; and the rules of all findings on the notes.
fn found(root: &Path, page: &Path) -> (Vec<(String, String)>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_literatim"))
        .args(["verify", "--format", "json"])
        .arg(page)
        .env_clear()
        .current_dir(root)
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let outcome = |quotation: &serde_json::Value| {
        let findings = quotation["findings"].as_array().unwrap().iter();
        let mut rules: Vec<&str> = findings.map(|finding| finding["rule"].as_str().unwrap()).collect();
        rules.sort_unstable();
        rules.insert(0, quotation["verdict"].as_str().unwrap());
        (rules.join(" "), format!("line {}: {}", quotation["line"], quotation["text"]))
    };
    let notes = report["notes"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap());
    let notes = notes.collect::<Vec<_>>().join(" ");
    (report["quotations"].as_array().unwrap().iter().map(outcome).collect(), notes)
}

#[test]
fn every_page_gets_what_it_expects() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages: Vec<_> =
        std::fs::read_dir(root.join("tests/cases")).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|page| page.is_file());
    pages.sort();
    assert!(!pages.is_empty());
    let mut wrong = Vec::new();
    for page in pages {
        let text = std::fs::read_to_string(&page).unwrap();
        let (found, notes) = found(root, &page);
        let told = expected(&text, "expect-notes").join(" ");
        if told != notes {
            wrong.push(format!("{}: of the notes: expected {told:?}, found {notes:?}", page.display()));
        }
        let expected = expected(&text, "expect");
        if expected.len() != found.len() {
            wrong.push(format!("{}: {} expected, {} found: {found:#?}", page.display(), expected.len(), found.len()));
        }
        for (expected, (found, place)) in expected.iter().zip(found) {
            if *expected != found {
                wrong.push(format!("{} {place}\n  expected {expected}\n  found    {found}", page.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
