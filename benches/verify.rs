//! How much processor time `literatim verify` needs for 1,000 quotations against 1,000 articles of about 8 KB, beside what
//! `sha256sum` needs for the same files in the same run. `cargo bench --bench verify`.

#![allow(clippy::print_stdout, missing_docs, reason = "a benchmark prints what it found")]

#[path = "chance/mod.rs"]
mod chance;

use chance::{Chance, vocabulary, word};
use std::fs;
use std::path::Path;
use std::process::Command;

const LITERATIM: &str = env!("CARGO_BIN_EXE_literatim");
const ARTICLES: usize = 1000;
const QUOTATIONS: usize = 1000;
/// How many of them are the article's own words.
const FAITHFUL: usize = 700;
const ROUNDS: usize = 15;
/// How often a command is run in a round: the shell tells whole milliseconds, and leaves out the rest.
const RUNS: u32 = 20;

/// About 8 KB in paragraphs.
fn article(chance: &mut Chance, words: &[String]) -> Vec<Vec<String>> {
    let sentence = |chance: &mut Chance| {
        let count = 8 + chance.below(16);
        let mut sentence: Vec<String> = (0..count).map(|_| word(chance, words)).collect();
        sentence[0][..1].make_ascii_uppercase();
        sentence[count - 1].push('.');
        sentence
    };
    (0..16).map(|_| (0..5).flat_map(|_| sentence(chance)).collect()).collect()
}

fn build(root: &Path) -> [String; 3] {
    let mut chance = Chance(20_140_611);
    let words = vocabulary(&mut chance);
    let articles: Vec<Vec<Vec<String>>> = (0..ARTICLES).map(|_| article(&mut chance, &words)).collect();
    for (number, paragraphs) in articles.iter().enumerate() {
        let folder = root.join(format!("archive/a{number:04}"));
        fs::create_dir_all(&folder).unwrap();
        let text: Vec<String> = paragraphs.iter().map(|words| words.join(" ")).collect();
        fs::write(folder.join("20140611T000000Z.txt"), format!("Headline {number}\n\n{}\n", text.join("\n\n")))
            .unwrap();
    }
    fs::write(root.join("literatim.toml"), "").unwrap();
    fs::create_dir_all(root.join("manifests")).unwrap();
    let mut notes = [String::new(), String::new(), String::new()];
    for number in 0..QUOTATIONS {
        let source = chance.below(ARTICLES);
        let paragraph = &articles[source][chance.below(16)];
        let from = chance.below(paragraph.len() - 30);
        let run = &paragraph[from..from + 12 + chance.below(18)];
        let mut altered = run.to_vec();
        let at = 3 + chance.below(altered.len() - 6);
        altered[at] = "altogether".to_owned();
        let other = (source + 1 + chance.below(ARTICLES - 1)) % ARTICLES;
        // Half of the unfaithful ones have a word changed, the other half are cited from another article.
        let (unfaithful, cited) = if number % 2 == 0 { (altered.join(" "), source) } else { (run.join(" "), other) };
        let quote = |words: &str, cited: usize| format!("> {words}\n\n— [@a{cited:04}]\n\n");
        let faithful = quote(&run.join(" "), source);
        let unfaithful = quote(&unfaithful, cited);
        notes[0].push_str(if number < FAITHFUL { &faithful } else { &unfaithful });
        notes[1].push_str(&faithful);
        notes[2].push_str(&unfaithful);
    }
    notes
}

/// Processor time of a command, user and system, in milliseconds. It may name the files that `verify` hashes.
fn processor_time(root: &Path, command: &str) -> f64 {
    let script = format!(
        "files=(archive/*/*.txt manifests/*/*.json manifests/*.d/*); TIMEFORMAT='%3U %3S'
        time for ((run = 0; run < {RUNS}; run++)); do {command} >/dev/null; done"
    );
    let output = Command::new("bash").args(["-c", &script]).current_dir(root).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    told.split_whitespace().filter_map(|part| part.parse::<f64>().ok()).sum::<f64>() * 1000.0 / f64::from(RUNS)
}

/// The median of each command's processor time. They take turns, so that a busy minute slows all of them.
fn medians<const N: usize>(root: &Path, commands: [&str; N]) -> [f64; N] {
    let mut times: [Vec<f64>; N] = std::array::from_fn(|_| Vec::new());
    for _ in 0..ROUNDS {
        for (times, command) in times.iter_mut().zip(commands) {
            times.push(processor_time(root, command));
        }
    }
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[ROUNDS / 2]
    })
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let notes = build(root);
    let made = Command::new(LITERATIM).arg("manifest").current_dir(root).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    for (name, text) in ["mixed.md", "hits.md", "misses.md"].into_iter().zip(&notes) {
        fs::write(root.join(name), text).unwrap();
    }
    fs::write(root.join("one.md"), notes[1].split_inclusive("\n\n").take(2).collect::<String>()).unwrap();
    let verify = |notes: &str| format!("{LITERATIM} verify {notes} --format concise");
    let [articles, named, peer, found, one, mixed, hits, misses] = medians(
        root,
        [
            &format!("sha256sum ${{files[@]:0:{ARTICLES}}}"),
            "sha256sum ${files[@]}",
            "cat manifests/SHA256SUMS manifests/*.d/* | sha256sum --check --quiet",
            "sha256sum archive/*/* manifests/*/*",
            &verify("one.md"),
            &verify("mixed.md"),
            &verify("hits.md"),
            &verify("misses.md"),
        ],
    );
    let row = |what: &str, time: f64| println!("{what:54} {time:8.1} ms  {:5.2} × sha256sum --check", time / peer);
    row("sha256sum, 1,000 articles", articles);
    row("sha256sum, the 2,001 files that verify hashes, by name", named);
    row("sha256sum --check, the same files", peer);
    // `verify` is told no files: it finds them, and whatever else lies there.
    row("sha256sum, the same files, found by the shell", found);
    row("verify, one quotation", one);
    row("verify, 1,000 quotations, 700 faithful", mixed);
    row("verify, 1,000 quotations, all faithful", hits);
    row("verify, 1,000 quotations, none faithful", misses);
    let (hit, miss) = ((hits - one).max(0.0), misses - one);
    println!("a hit costs {hit:.1} µs, a miss {miss:.1} µs (processor time beyond that of one quotation, by 1,000)");
}
