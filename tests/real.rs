//! Real articles, and quotations of them with the verdict that each must get. They are other people's words, kept
//! beside the repository: where they are not there, these tests say that they skipped.

#![allow(clippy::print_stderr, reason = "a test that skips must say so")]

use literatim::capture::{Capture, CapturePath, Record};
use literatim::digest::Digest;
use literatim::manifest::{Catalogue, Entry, Holdings, Inventory, Manifest, check};
use literatim::segment::Rules;
use literatim::verdict::{NotesFile, Settings, Style, verify};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const ARTICLES: [(&str, &str, &str); 5] = [
    ("000_3972227e98bd8c39.txt", "foreign-policy", "txt"),
    ("001_9e350f98c784ff0d.txt", "the-wire", "txt"),
    ("002_e5bf17c5ab34bcce.txt", "insurgents-storm-mosul", "txt"),
    ("003_6fbb5b5a6e8022e5.txt", "global-research", "md"),
    ("004_8d1ba6019ed2d021.txt", "chatham-house", "txt"),
];

fn shared() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if shared.join("seeds").is_dir() {
        return Some(shared);
    }
    eprintln!("skipped: there are no real articles beside this repository");
    None
}

fn holdings(shared: &Path) -> Holdings {
    let (mut witnesses, mut captures) = (Vec::new(), Vec::new());
    for (file, id, ending) in ARTICLES {
        let path: CapturePath = format!("archive/{id}/20140611T000000Z.{ending}").parse().unwrap();
        let bytes = std::fs::read(shared.join("seeds").join(file)).unwrap();
        let url = format!("https://{id}.example/2014/06/{id}");
        let record = Record { urls: vec![url], ..Record::default() };
        let capture = Capture { path, bytes, record };
        let (manifest, _) = Manifest::of(&capture, None, &Rules::default());
        captures.push(Entry::of(&manifest, Digest::of(&manifest.to_bytes())));
        witnesses.push(check(&capture, manifest).unwrap());
    }
    let catalogue = Catalogue::of(&Inventory::of(captures));
    Holdings::new(catalogue, witnesses, BTreeMap::new())
}

fn outcomes(holdings: &Holdings, style: &str, text: String) -> Vec<Vec<String>> {
    let notes = NotesFile { name: "notes.md".into(), folder: Some(String::new()), text, ..NotesFile::default() };
    let settings =
        Settings { style: Style::named(style).unwrap(), strict: false, widest_ellipsis: Settings::WIDEST_ELLIPSIS };
    let report = verify(&[notes], holdings, &settings);
    let outcome = |judged: &literatim::verdict::Judged| {
        let rules = judged.findings.iter().map(|finding| finding.rule.id().to_owned());
        std::iter::once(judged.verdict.name().to_owned()).chain(rules).collect()
    };
    report.quotations.iter().map(outcome).collect()
}

fn cases(form: impl Fn(&str, &str) -> Option<String>) {
    let Some(shared) = shared() else { return };
    let holdings = holdings(&shared);
    let mut wrong = Vec::new();
    let lines = std::fs::read_to_string(shared.join("cases/mosul-quotations.jsonl")).unwrap();
    for case in lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()) {
        let (quote, article) = (case["quote"].as_str().unwrap(), case["article"].as_str().unwrap());
        let Some(text) = form(quote, article) else { continue };
        for style in ["exact", "chicago"] {
            let wanted: Vec<&str> = case[style].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
            let found = outcomes(&holdings, style, text.clone());
            let fits = found.len() == 1 && found[0].iter().any(|name| wanted.contains(&name.as_str()));
            let sound = wanted != ["verbatim"] || found.first().is_some_and(|found| found[0] == "verbatim");
            if !fits || !sound {
                wrong.push(format!("{} {style}: wanted {wanted:?}, found {found:?}\n{text}", case["id"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_case_as_a_block_with_its_citation_inside() {
    cases(|quote, article| Some(format!("Notes.\n\n> {}\n> — [@{article}]\n", quote.replace('\n', "\n> "))));
}

#[test]
fn every_case_as_a_block_with_its_citation_below() {
    cases(|quote, article| Some(format!("Notes.\n\n> {}\n\n— [@{article}]\n", quote.replace('\n', "\n> "))));
}

#[test]
fn every_case_inline_with_a_link() {
    cases(|quote, article| {
        let fits = !quote.is_empty() && !quote.contains(['“', '”']);
        fits.then(|| format!("It says “{quote}” ([report](https://{article}.example/2014/06/{article})).\n"))
    });
}
