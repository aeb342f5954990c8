//! Measures body against furniture on labelled pages, and prints what it took for the body.
//!
//! ```sh
//! cargo run --release --example gold -- FOLDER               # a line of measures for each choice of roles
//! cargo run --release --example gold -- FOLDER predictions   # what `score.py` reads
//! cargo run --release --example gold -- FOLDER rules         # what each rule takes, and how much of it is body
//! cargo run --release --example gold -- FOLDER blocks    # each block of each page, where it stands in its bytes
//! cargo run --release --example gold -- FOLDER table [PEER.json]   # F1, sentences refused, and what is called body
//! cargo run --release --example gold -- FOLDER phrases [PEER.json]   # of a folder with phrases that bodies have
//! cargo run --release --example gold -- FOLDER speed         # pages a second, on one core
//! ```
//!
//! The folder holds `gold.json` and `html/ID.html`, as for `train`.

#![allow(clippy::print_stdout, missing_docs)]

#[path = "../benches/gold/mod.rs"]
mod gold;

use gold::{Gold, Page, Score};
use literatim::segment::{Rules, segment};
use literatim::transcript::decode;
use std::collections::BTreeMap;
use std::time::Instant;

fn main() {
    let folder = std::env::args().nth(1).expect("the folder of labelled pages");
    let peer: Option<gold::table::Peer> = std::env::args().nth(3).map(|path| {
        let text = std::fs::read(path).expect("the peer's predictions are there");
        serde_json::from_slice(&text).expect("they are as `score.py` reads them")
    });
    if std::env::args().nth(2).as_deref() == Some("phrases") {
        return gold::phrases::print(folder.as_ref(), peer.as_ref());
    }
    let gold = Gold::read(folder.as_ref());
    match std::env::args().nth(2).as_deref() {
        None => measure(&gold),
        Some("predictions") => predict(&gold),
        Some("rules") => gold::by_rule(gold.pages.iter().map(|page| (page, gold::model()))),
        Some("table") => gold::table::print(&gold.pages, peer.as_ref()),
        Some("speed") => speed(&gold),
        Some("blocks") => gold.pages.iter().for_each(blocks),
        Some(other) => panic!("there is no {other}"),
    }
}

fn measure(gold: &Gold) {
    for (name, choice) in gold::CHOICES {
        let mut score = Score::default();
        gold.pages.iter().for_each(|page| score.add(&page.id, &page.body, &page.text(gold::model(), choice)));
        println!("{name}: {}", score.told());
        if let Some(most) = std::env::var("WORST").ok().and_then(|most| most.parse().ok()) {
            score.worst(most).iter().for_each(|line| println!("  {line}"));
        }
    }
}

fn predict(gold: &Gold) {
    let page =
        |page: &Page| (page.id.clone(), BTreeMap::from([("articleBody", page.text(gold::model(), gold::is_labelled))]));
    let all: BTreeMap<String, BTreeMap<&str, String>> = gold.pages.iter().map(page).collect();
    println!("{}", serde_json::to_string(&all).expect("it is text"));
}

fn speed(gold: &Gold) {
    let captures: Vec<_> = gold.pages.iter().map(|page| gold::capture(page.bytes.clone())).collect();
    let run = || {
        captures
            .iter()
            .map(|capture| segment(&decode(capture).expect("read once"), &Rules::default()).len())
            .sum::<usize>()
    };
    run();
    let begin = Instant::now();
    let rounds = 5;
    for _ in 0..rounds {
        std::hint::black_box(run());
    }
    println!("{:.0}", (captures.len() * rounds) as f64 / begin.elapsed().as_secs_f64());
}

/// Every block of a page: the page, the bytes of the capture, and how it begins.
fn blocks(page: &Page) {
    for (index, block) in page.transcript.blocks().iter().enumerate() {
        let bytes = page.transcript.bytes(block.span);
        let text: String = page.transcript.text()[block.span.range()].chars().take(80).collect();
        println!("{}\t{index}\t{}..{}\t{}", page.id, bytes.start, bytes.end, text.replace(['\n', '\t'], " "));
    }
}
