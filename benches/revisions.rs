//! How long a diff takes, beside `git diff --word-diff` and plain Myers on the same tokens, in the same run.
//!
//! `cargo bench --bench revisions`; the real pairs only where they are kept beside the repository.

#![allow(clippy::print_stdout, reason = "a measurement is there to be read")]

#[path = "../tests/revisions/article.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod article;

use article::{Lot, article, witness};
use literatim::collate::tokens;
use literatim::manifest::Witness;
use literatim::revision::revision;
use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The least of five.
fn time(mut work: impl FnMut()) -> Duration {
    (0..5)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

fn myers(old: &str, new: &str) {
    let mut ids: HashMap<&str, u32> = HashMap::new();
    let mut number = |text| -> Vec<u32> {
        let all: Vec<&str> = tokens(text).map(|token| &text[token.span.range()]).collect();
        all.into_iter()
            .map(|word| {
                let next = ids.len() as u32;
                *ids.entry(word).or_insert(next)
            })
            .collect()
    };
    // The two closures' borrows end here; the texts live on.
    let (one, other): (Vec<u32>, Vec<u32>) = (number(leaked(old)), number(leaked(new)));
    std::hint::black_box(similar::capture_diff_slices(similar::Algorithm::Myers, &one, &other));
}

fn leaked(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn git(old: &Path, new: &Path) {
    let mut git = Command::new("git");
    git.args(["diff", "--no-index", "--word-diff"]).args([old, new]).stdout(Stdio::null());
    let _ = git.status();
}

fn pair(name: &str, old: &str, new: &str) {
    let (one, other): (Witness, Witness) = (witness("20260101T000000Z", old), witness("20260102T000000Z", new));
    let ours = time(|| drop(std::hint::black_box(revision(&one, &other))));
    let plain = time(|| myers(old, new));
    println!("{name}: literatim {ours:.1?}, Myers {plain:.1?}");
}

fn made(words: usize) -> Vec<String> {
    article(&mut Lot(1), words / 60)
}

fn edited(old: &[String], percent: usize) -> String {
    let mut lot = Lot(2);
    let edit = |text: &String| -> String {
        let words = text
            .split(' ')
            .map(|word| if lot.below(100) < percent { lot.of(&["other", "words", "than", "these"]) } else { word });
        words.collect::<Vec<_>>().join(" ")
    };
    old.iter().map(edit).collect::<Vec<_>>().join("\n\n")
}

fn rewritten(old: &[String]) -> String {
    let mut lot = Lot(3);
    let new: Vec<String> =
        old.iter().map(|text| if lot.below(2) == 0 { article::paragraph(&mut lot) } else { text.clone() }).collect();
    new.join("\n\n")
}

fn real() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/revisions");
    let Ok(entries) = std::fs::read_dir(folder) else { return println!("real pairs: none beside this repository") };
    let folders: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    let read = |path: &Path| witness("20260101T000000Z", &std::fs::read_to_string(path).expect("a text"));
    let texts: Vec<(Witness, Witness)> =
        folders.iter().map(|path| (read(&path.join("a.txt")), read(&path.join("b.txt")))).collect();
    let ours = time(|| texts.iter().for_each(|(old, new)| drop(std::hint::black_box(revision(old, new)))));
    let theirs = time(|| folders.iter().for_each(|path| git(&path.join("a.txt"), &path.join("b.txt"))));
    println!("{} real pairs: literatim {ours:.1?}, git diff --word-diff {theirs:.1?} (with its start)", texts.len());
}

fn main() {
    real();
    let old = made(1_000_000);
    let text = old.join("\n\n");
    pair("a million words, 10 % edits", &text, &edited(&old, 10));
    pair("a million words, half rewritten", &text, &rewritten(&old));
    let repeated = |skip: usize| {
        (0..20_000)
            .filter(|line| line % skip != 0)
            .map(|line| format!("line {} again", line % 3))
            .collect::<Vec<_>>()
            .join("\n\n")
    };
    let distinct = |skip: usize| {
        (0..20_000)
            .filter(|line| line % skip != 0)
            .map(|line| format!("line {line} again"))
            .collect::<Vec<_>>()
            .join("\n\n")
    };
    pair("repeated lines", &repeated(7), &repeated(5));
    pair("distinct lines", &distinct(7), &distinct(5));
}
