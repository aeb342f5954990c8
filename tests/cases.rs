//! The cases under `tests/cases/`: pages of notes, with what must come out of each quotation. They are of the sample
//! archive; those in `own/` of the one article that has their name.

use std::path::{Path, PathBuf};
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
fn found(root: &Path, page: &Path, style: Option<&str>) -> (Vec<(String, String)>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_literatim"))
        .args(["verify", "--format", "json"])
        .arg(page)
        .args(style.iter().flat_map(|style| ["--style", style]))
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

/// What of `page` is not as it expects; judged in `root`, by each style that it names.
fn wrong(root: &Path, page: &Path, styles: &[Option<&str>]) -> Vec<String> {
    let text = std::fs::read_to_string(page).unwrap();
    let name = page.file_name().unwrap().to_string_lossy();
    let expect = expected(&text, "expect");
    let mut wrong = Vec::new();
    for style in styles {
        let (found, notes) = found(root, page, *style);
        let told = expected(&text, "expect-notes").join(" ");
        if told != notes {
            wrong.push(format!("{name}: of the notes: expected {told:?}, found {notes:?}"));
        }
        if expect.len() != found.len() {
            wrong.push(format!("{name}: {} expected, {} found: {found:#?}", expect.len(), found.len()));
        }
        for (expected, (found, place)) in expect.iter().zip(found) {
            if *expected != found {
                let style = style.unwrap_or("");
                wrong.push(format!("{name} {style} {place}\n  expected {expected}\n  found    {found}"));
            }
        }
    }
    wrong
}

/// The pages in `folder`, sorted: all its files but those that are articles.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut pages: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    // What notes of the same name are about is an article.
    let is_article =
        |page: &Path| page.extension().is_some_and(|ending| ending != "md") && page.with_extension("md").is_file();
    pages.retain(|page| page.is_file() && page.extension().is_none_or(|ending| ending != "txt") && !is_article(page));
    pages.sort();
    assert!(!pages.is_empty());
    pages
}

#[test]
fn every_page_gets_what_it_expects() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = pages(&root.join("tests/cases"));
    let wrong: Vec<String> = pages.iter().flat_map(|page| wrong(root, page, &[None])).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_page_on_an_article_of_its_own_gets_what_it_expects() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/own");
    let root = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_literatim"));
        assert!(command.args(args).env_clear().current_dir(root.path()).output().unwrap().status.success());
    };
    run(&["init"]);
    for page in pages(&folder) {
        let name = page.file_stem().unwrap().to_str().unwrap();
        let article = root.path().join("archive").join(name);
        std::fs::create_dir_all(&article).unwrap();
        let ending = ["txt", "html"].into_iter().find(|ending| page.with_extension(ending).is_file()).unwrap();
        let capture = article.join(format!("20250101T000000Z.{ending}"));
        std::fs::copy(page.with_extension(ending), capture).unwrap();
    }
    run(&["manifest"]);
    let mut all = Vec::new();
    for page in pages(&folder) {
        let text = std::fs::read_to_string(&page).unwrap();
        let styles = expected(&text, "styles").concat();
        let styles: Vec<Option<&str>> = styles.split_whitespace().map(Some).collect();
        all.extend(wrong(root.path(), &page, if styles.is_empty() { &[None] } else { &styles }));
    }
    assert!(all.is_empty(), "\n{}", all.join("\n"));
}

#[test]
fn the_map_of_the_cases_names_every_page_and_no_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let map = std::fs::read_to_string(root.join("docs/cases.md")).unwrap();
    let rows = map.lines().filter(|line| line.starts_with("| "));
    let cells = rows.filter_map(|line| line.trim_end_matches(" |").rsplit(" | ").next());
    let named: Vec<&str> = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    for name in &named {
        let page = if name.starts_with("tests/") { root.join(name) } else { root.join("tests/cases").join(name) };
        assert!(page.is_file(), "{name} is no page");
    }
    for folder in ["", "own/"] {
        for page in pages(&root.join("tests/cases").join(folder)) {
            let name = format!("{folder}{}", page.file_name().unwrap().to_str().unwrap());
            assert!(named.contains(&&*name), "{name} is not in docs/cases.md");
        }
    }
}
