//! What it costs to say how a quotation differs from the archive: in the cited article, and where that is the wrong one
//! among 1,000; beside rapidfuzz's `partial_ratio_alignment` of the same quotation and the article of its words, in the
//! same run. `PYTHON=… cargo bench --bench miss`, with a Python that has rapidfuzz.

#![allow(clippy::print_stdout, missing_docs, reason = "a benchmark prints what it found")]

#[path = "chance/mod.rs"]
mod chance;
#[path = "../tests/witnesses/mod.rs"]
mod witnesses;

use chance::{Chance, vocabulary, word};
use literatim::capture::Record;
use literatim::manifest::Archive;
use literatim::notes::Reference;
use literatim::report::Summary;
use literatim::verify::{NotesFile, Outcome, Settings, Style, Verifier};
use std::process::Command;
use std::time::Instant;
use witnesses::witness;

const ARTICLES: usize = 1000;
const QUOTATIONS: usize = 300;
const ROUNDS: usize = 7;

/// About 10 KB.
fn article(chance: &mut Chance, words: &[String]) -> Vec<String> {
    let paragraph =
        |chance: &mut Chance| format!("Then {}.", (0..100).map(|_| word(chance, words)).collect::<Vec<_>>().join(" "));
    (0..16).map(|_| paragraph(chance)).collect()
}

/// A quotation with its words changed in some of several ways, and the number of its article.
fn altered(chance: &mut Chance, articles: &[Vec<String>], number: usize) -> (usize, String) {
    let source = chance.below(articles.len());
    let words: Vec<&str> = articles[source][chance.below(16)].split(' ').collect();
    let from = chance.below(words.len() - 40);
    let mut quoted: Vec<&str> = words[from..from + 15 + chance.below(20)].to_vec();
    let at = 4 + chance.below(quoted.len() - 8);
    match number % 4 {
        0 => quoted[at] = "altogether",
        1 => drop(quoted.remove(at)),
        2 => quoted.insert(at, "not"),
        _ => {
            quoted[at] = "altogether";
            quoted[2] = "[the";
            quoted[3] = "city]";
            quoted.splice(quoted.len() - 3..quoted.len() - 1, ["…"]);
        }
    }
    (source, quoted.join(" "))
}

fn archive(articles: &[Vec<String>]) -> Archive {
    let article = |(number, paragraphs): (usize, &Vec<String>)| {
        let text = format!("Headline\n\n{}\n", paragraphs.join("\n\n"));
        witness(&format!("archive/a{number:04}/20140611T000000Z.txt"), text, Record::default())
    };
    Archive::from(&witnesses::holdings(articles.iter().enumerate().map(article).collect()))
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Microseconds a quotation, the median of some rounds; and how many were told with the right article's words.
fn ours(verifier: &Verifier, quotations: &[(usize, String)], cited: impl Fn(usize) -> usize) -> (f64, usize) {
    let mut told = 0;
    let mut round = || {
        told = 0;
        let start = Instant::now();
        for (source, words) in quotations {
            let judged = verifier.judge(words, Some(Reference::Key(format!("a{:04}", cited(*source)))));
            assert_eq!(judged.outcome(), Outcome::Refuted);
            let article = format!("a{source:04}");
            told += usize::from(judged.nearest().is_some_and(|near| near.locus.article.as_str() == article));
        }
        start.elapsed().as_secs_f64() * 1e6 / quotations.len() as f64
    };
    let times = (0..ROUNDS).map(|_| round()).collect();
    (median(times), told)
}

/// The same, as notes have them: all together. They cite the article that is `off` after their own.
fn batch(archive: &Archive, settings: &Settings, quotations: &[(usize, String)], off: usize) -> f64 {
    let quote = |(source, words): &(usize, String)| format!("> {words}\n\n— [@a{:04}]\n\n", (source + off) % ARTICLES);
    let text = quotations.iter().map(quote).collect();
    let file = NotesFile { name: "notes.md".into(), folder: Some(String::new()), text, ..NotesFile::default() };
    let notes = file.into();
    let round = || {
        let start = Instant::now();
        let report = Verifier::new(archive, settings.clone()).verify(&notes);
        assert_eq!(Summary::of(&report).refuted, quotations.len());
        start.elapsed().as_secs_f64() * 1e6 / quotations.len() as f64
    };
    median((0..ROUNDS).map(|_| round()).collect())
}

const PEER: &str = "
import json, sys, time
from rapidfuzz.fuzz import partial_ratio_alignment
pairs = json.load(open(sys.argv[1]))
def once():
    start = time.perf_counter()
    for words, text in pairs: partial_ratio_alignment(words, text)
    return (time.perf_counter() - start) * 1e6 / len(pairs)
print(sorted(once() for _ in range(int(sys.argv[2])))[int(sys.argv[2]) // 2])
";

/// Microseconds that rapidfuzz needs for a pair, if there is a Python that has it.
fn peer(pairs: &[(&str, String)]) -> Option<f64> {
    let file = tempfile::NamedTempFile::new().ok()?;
    serde_json::to_writer(&file, pairs).ok()?;
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let told = Command::new(python).args(["-c", PEER]).arg(file.path()).arg(ROUNDS.to_string()).output().ok()?;
    String::from_utf8(told.stdout).ok()?.trim().parse().ok()
}

fn main() {
    let mut chance = Chance(20_140_611);
    let words = vocabulary(&mut chance);
    let articles: Vec<Vec<String>> = (0..ARTICLES).map(|_| article(&mut chance, &words)).collect();
    let quotations: Vec<(usize, String)> =
        (0..QUOTATIONS).map(|number| altered(&mut chance, &articles, number)).collect();
    let archive = archive(&articles);
    let settings = Settings::from(Style::exact());
    let verifier = Verifier::new(&archive, settings.clone());
    let (at_home, told) = ours(&verifier, &quotations, |source| source);
    println!("in the cited article       {at_home:>8.1} µs a quotation, {told} of {QUOTATIONS} told with its words");
    let (elsewhere, told) = ours(&verifier, &quotations, |source| (source + 1) % ARTICLES);
    println!(
        "in another of {ARTICLES} articles {elsewhere:>8.1} µs a quotation, {told} of {QUOTATIONS} told with its words"
    );
    let together = [0, 1].map(|off| batch(&archive, &settings, &quotations, off));
    println!("the same, all in one file  {:>8.1} µs and {:.1} µs a quotation", together[0], together[1]);
    let pairs: Vec<(&str, String)> =
        quotations.iter().map(|(source, words)| (words.as_str(), articles[*source].join("\n\n"))).collect();
    match peer(&pairs) {
        Some(time) => {
            let (one, other) = (at_home / time, elsewhere / time);
            println!("rapidfuzz, one article     {time:>8.1} µs a quotation; we take {one:.2} and {other:.2} of that");
        }
        None => println!("there is no Python with rapidfuzz: name one in PYTHON"),
    }
}
