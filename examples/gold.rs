//! Measures body against furniture on labelled pages, and prints what it took for the body.
//!
//! ```sh
//! cargo run --release --example gold -- FOLDER               # a line of measures for each choice of roles
//! cargo run --release --example gold -- FOLDER predictions   # what `score.py` reads
//! cargo run --release --example gold -- FOLDER rules         # what each rule takes, and how much of it is body
//! cargo run --release --example gold -- FOLDER speed         # pages a second, on one core
//! ```
//!
//! The folder holds `gold.json` and `html/ID.html`, as for `train`.

#![allow(clippy::print_stdout, missing_docs)]

#[path = "../benches/gold/mod.rs"]
mod gold;

use gold::{Gold, Page, Score};
use literatim::segment::{Role, Rules, Segment, Standing, segment};
use literatim::transcript::decode;
use std::collections::{BTreeMap, HashSet};
use std::time::Instant;

fn main() {
    let folder = std::env::args().nth(1).expect("the folder of labelled pages");
    let gold = Gold::read(folder.as_ref());
    match std::env::args().nth(2).as_deref() {
        None => measure(&gold),
        Some("predictions") => predict(&gold),
        Some("rules") => by_rule(&gold),
        Some("speed") => speed(&gold),
        Some(other) => panic!("there is no {other}"),
    }
}

/// The text of the segments of such roles; what is said twice counts as what it says again.
fn text(page: &Page, is_meant: impl Fn(Role) -> bool) -> String {
    let segments = segment(&page.transcript, &Rules::default());
    let role = |segment: &Segment| segment.of.map_or(segment.role, |of| segments[of].role);
    let meant = segments.iter().filter(|segment| is_meant(role(segment)));
    meant.map(|segment| &page.transcript.text()[segment.span.range()]).collect::<Vec<_>>().join("\n")
}

fn is_body(role: Role) -> bool {
    role.standing() == Standing::Body || role == Role::Crosshead
}

fn measure(gold: &Gold) {
    type Choice = fn(Role) -> bool;
    let choices: [(&str, Choice); 3] = [
        ("body", |role| role.standing() == Standing::Body),
        ("body and crossheads", is_body),
        ("body, crossheads, embeds", |role| is_body(role) || matches!(role, Role::Embed | Role::EmbedAttribution)),
    ];
    for (name, choice) in choices {
        let mut score = Score::default();
        gold.pages.iter().for_each(|page| score.add(&page.id, &page.body, &text(page, choice)));
        println!("{name}: {}", score.told());
        if let Some(most) = std::env::var("WORST").ok().and_then(|most| most.parse().ok()) {
            score.worst(most).iter().for_each(|line| println!("  {line}"));
        }
    }
}

fn predict(gold: &Gold) {
    let page = |page: &Page| (page.id.clone(), BTreeMap::from([("articleBody", text(page, is_body))]));
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

/// For each rule how much it takes, as a part of the bodies, and how much of that is body.
fn by_rule(gold: &Gold) {
    let mut rules = BTreeMap::<(String, &str), (f64, f64, String)>::new();
    for page in &gold.pages {
        let mut want = HashSet::new();
        gold::shingles(&page.body, |run| {
            want.insert(run.to_vec());
        });
        let lines: HashSet<_> = page.body.lines().map(gold::words).collect();
        let total = gold::words(&page.body).len().max(50) as f64;
        for segment in segment(&page.transcript, &Rules::default()) {
            let text = &page.transcript.text()[segment.span.range()];
            let (mut all, mut found) = (0, 0);
            gold::shingles(text, |run| {
                all += 1;
                found += usize::from(want.contains(run));
            });
            let words = gold::words(text);
            let is_body = if words.len() < 4 { lines.contains(&words) } else { found * 2 > all };
            let rule = rules.entry((segment.rule.clone(), segment.role.name())).or_default();
            *if is_body { &mut rule.0 } else { &mut rule.1 } += words.len() as f64 / total;
            if is_body {
                rule.2 = text.chars().take(60).collect();
            }
        }
    }
    for ((rule, role), (body, rest, example)) in rules {
        println!("{rule:28} {role:20} body {body:7.3} rest {rest:7.3}  {}", example.trim().replace('\n', " "));
    }
}
