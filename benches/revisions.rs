//! How much processor time a diff takes, beside `git diff --word-diff` and plain Myers on the same tokens, in the same run.
//!
//! `cargo bench --bench revisions`; the real pairs only where they are kept beside the repository.

#![allow(clippy::print_stdout, reason = "a measurement is there to be read")]

#[path = "../tests/revisions/article.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod article;

use article::{Lot, article, witness};
use literatim::diff::revision::revision;
use literatim::manifest::Witness;
use literatim::text::tokens;
use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What this thread has used of a processor, where the system tells; else the time of day.
fn spent(start: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanos.map_or(start.elapsed(), Duration::from_nanos)
}

/// What the programs that it ran have used, in steps of ten milliseconds.
fn spent_by_others(start: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/self/stat").ok();
    let ticks = told.and_then(|told| {
        let after = told.rsplit_once(')')?.1;
        let field = |at: usize| after.split(' ').nth(at)?.parse::<u64>().ok();
        Some(field(14)? + field(15)?)
    });
    ticks.map_or(start.elapsed(), |ticks| Duration::from_millis(10 * ticks))
}

/// The least of five, by one clock or the other.
fn least(spent: fn(Instant) -> Duration, mut work: impl FnMut()) -> Duration {
    let start = Instant::now();
    let once = |_| {
        let before = spent(start);
        work();
        spent(start) - before
    };
    (0..5).map(once).min().unwrap_or_default()
}

fn time(work: impl FnMut()) -> Duration {
    least(spent, work)
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

fn pair(name: &str, old: &str, new: &str) -> Duration {
    let (one, other): (Witness, Witness) = (witness("20260101T000000Z", old), witness("20260102T000000Z", new));
    let ours = time(|| drop(std::hint::black_box(revision(&one, &other))));
    let plain = time(|| myers(old, new));
    println!("{name}: literatim {ours:.1?}, Myers {plain:.1?}");
    ours
}

type Line = fn(usize) -> String;

/// What takes the square of its length, if anything does.
fn adversarial() {
    let lines = |skip: usize, line: Line| -> String {
        (0..20_000).filter(|n| n % skip != 0).map(line).collect::<Vec<_>>().join("\n\n")
    };
    let both = |name: &str, line: Line| pair(name, &lines(7, line), &lines(5, line));
    let distinct = both("20,000 distinct lines", |n| format!("line {n} again"));
    let repeated: [(&str, Line); 4] = [
        ("one line, repeated", |_| "the same line again".to_owned()),
        ("three lines, repeated", |n| format!("line {} again", n % 3)),
        ("lines of ten words in any order", |n| format!("w{} w{} w{} w{}", n % 10, n / 3 % 10, n / 7 % 10, n * n % 10)),
        ("long lines, repeated by hundreds", |n| format!("line {} of those that come again and again", n % 100)),
    ];
    for (name, line) in repeated {
        let took = both(name, line);
        println!("  {:.1} times as long as distinct lines", took.as_secs_f64() / distinct.as_secs_f64());
    }
    let one = |word: &str| format!("It went on {} and {word}.", ".".repeat(500_000));
    pair("half a million dots", &one("ended"), &one("stopped"));
    let words = |skip: usize| (0..100_000).map(move |n| if n % skip == 0 { "x y".to_owned() } else { format!("w{n}") });
    let paragraph = |skip: usize| words(skip).collect::<Vec<_>>().join(" ");
    pair("one paragraph of 100,000 words without a stop", &paragraph(7), &paragraph(11));
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
    let theirs =
        least(spent_by_others, || folders.iter().for_each(|path| git(&path.join("a.txt"), &path.join("b.txt"))));
    println!(
        "{} real pairs: literatim {ours:.1?}, git diff --word-diff {theirs:.1?} of processor time (with its start)",
        texts.len()
    );
}

fn main() {
    real();
    let old = made(1_000_000);
    let text = old.join("\n\n");
    pair("a million words, 10 % edits", &text, &edited(&old, 10));
    pair("a million words, half rewritten", &text, &rewritten(&old));
    adversarial();
}
