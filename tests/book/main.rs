//! The book: its list of pages, its links, and every session in it and in README, run as it stands there.
//!
//! A session is all blocks of a page that are marked `console`. What stands behind `$ ` is typed into one shell, in an empty folder;
//! what follows must be what it prints. `<!-- file: PATH -->` before a block puts the block into a file, `<!-- copy: FROM to PATH -->`
//! a file of this repository, and `<!-- needs: PROGRAM -->` leaves the rest of the page out where PROGRAM is not installed.
//! With `LITERATIM_BLESS=1` what is printed is written into the page instead.

#[macro_use]
#[path = "../skipped/mod.rs"]
mod skipped;
mod links;
mod session;

use std::fs;
use std::path::{Path, PathBuf};

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages of the book, from `docs`, without the list of them.
fn pages() -> Vec<String> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            match entry.is_dir() {
                true => below(&entry, found),
                false if entry.extension().is_some_and(|ending| ending == "md") => found.push(entry),
                false => {}
            }
        }
    }
    let docs = root().join("docs");
    let mut found = Vec::new();
    below(&docs, &mut found);
    let mut pages: Vec<String> =
        found.iter().map(|page| page.strip_prefix(&docs).unwrap().to_str().unwrap().to_owned()).collect();
    pages.retain(|page| page != "SUMMARY.md");
    pages.sort();
    pages
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

#[test]
fn the_list_has_every_page_once() {
    let summary = read("docs/SUMMARY.md");
    let mut listed: Vec<String> = links::of(&summary).into_iter().map(|link| link.target).collect();
    listed.sort();
    assert_eq!(listed, pages());
}

#[test]
fn every_link_leads_somewhere_and_no_link_leads_out_of_the_book() {
    let mut wrong = Vec::new();
    for page in pages().iter().map(|page| format!("docs/{page}")).chain(["docs/SUMMARY.md".to_owned()]) {
        wrong.extend(links::wrong(&page, true));
    }
    for page in ["README.md", "CONTRIBUTING.md", "SECURITY.md", "DESIGN.md", "CHANGELOG.md"] {
        wrong.extend(links::wrong(page, false));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_planted_link_is_found() {
    let wrong = |text: &str| links::wrong_in("docs/notes.md", text, true);
    assert!(
        wrong("[x](matching.md) [y](https://example.org) [z](#blocks) [r](rules/quote-altered.md#example)\n\n# Blocks")
            .is_empty()
    );
    for bad in ["[x](nowhere.md)", "[x](#nowhere)", "[x](matching.md#nowhere)", "[x](../README.md)", "[x](rules)"] {
        assert_eq!(wrong(bad).len(), 1, "{bad}");
    }
}

#[test]
fn every_session_prints_what_the_page_says() {
    let all = pages().into_iter().map(|page| format!("docs/{page}")).chain(["README.md".to_owned()]);
    let with_sessions: Vec<String> = all.filter(|page| read(page).contains("```console\n")).collect();
    for page in [
        "README.md",
        "docs/tutorial/reporter.md",
        "docs/tutorial/maintainer.md",
        "docs/tutorial/researcher.md",
        "docs/tutorial/engineer.md",
    ] {
        assert!(with_sessions.iter().any(|other| other == page), "{page} has no session");
    }
    let wrong: Vec<String> = with_sessions.iter().filter_map(|page| session::run(page).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_planted_difference_is_found() {
    let page = "```console\n$ echo one\none\n$ false\n$ echo $?\n0\n```\n";
    let (played, _) = session::play("planted", page).unwrap();
    assert_eq!(played, page.replace("\n0\n", "\n1\n"));
}

#[test]
fn every_key_of_the_configuration_and_every_rule_and_format_has_its_line() {
    let page = read("docs/configuration.md");
    let schema: serde_json::Value = serde_json::from_str(&read("docs/literatim.schema.json")).unwrap();
    for key in schema["properties"].as_object().unwrap().keys() {
        assert!(page.contains(&format!("| `{key}` |")), "{key}");
    }
    let summary = read("docs/SUMMARY.md");
    for rule in literatim::verify::Rule::ALL {
        assert!(summary.contains(&format!("(rules/{}.md)", rule.id())), "{}", rule.id());
    }
    let reports = read("docs/reports.md");
    for format in literatim::report::ReportFormat::ALL {
        assert!(reports.contains(&format!("| `{}` |", format.name())), "{}", format.name());
    }
    let styles = read("docs/styles.md");
    for house in literatim::verify::Style::NAMES {
        assert!(styles.contains(&format!("$ literatim explain {house}\n{house}: ")), "{house}");
    }
}

/// The first block of Rust in a page, without what is hidden in it.
fn rust_of(page: &str) -> String {
    let text = read(page);
    let (_, rest) = text.split_once("```rust\n").expect("it has an example");
    let (block, _) = rest.split_once("```").expect("it ends");
    block.split_inclusive('\n').filter(|line| !line.starts_with("# ")).collect()
}

#[test]
fn readme_has_the_example_that_is_run_with_the_documentation() {
    assert_eq!(rust_of("README.md"), rust_of("docs/tutorial/engineer.md"));
}
