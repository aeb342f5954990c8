//! Measures body against furniture on labelled pages, with the whole of the segmentation.
//!
//! `cargo run --release --example gold -- FOLDER`: the folder is as for `train`.

#![allow(clippy::print_stdout, missing_docs)]

#[path = "../benches/gold/mod.rs"]
mod gold;

use literatim::segment::{Role, Rules, segment};

fn main() {
    let folder = std::env::args().nth(1).expect("the folder of labelled pages");
    let gold = gold::Gold::read(folder.as_ref());
    if std::env::var("RULES").is_ok() {
        return by_rule(&gold);
    }
    for (name, roles) in [
        ("body", &[Role::Body][..]),
        ("body and crossheads", &[Role::Body, Role::Crosshead]),
        (
            "body, crossheads, credits, embeds",
            &[Role::Body, Role::Crosshead, Role::Credit, Role::Embed, Role::EmbedAttribution, Role::Duplicate],
        ),
        ("all of the story's blocks", &[]),
    ] {
        let mut score = gold::Score::default();
        for page in &gold.pages {
            let text = page.transcript.text();
            let segments = segment(&page.transcript, &Rules::default());
            let body = segments.iter().filter(|segment| {
                roles.contains(&segment.role) || roles.is_empty() && !segment.rule.starts_with("page-")
            });
            let body: Vec<&str> = body.map(|segment| &text[segment.span.range()]).collect();
            score.add(&page.id, &page.body, &body.join("\n"));
        }
        println!("{name}: {}", score.told());
        if let Ok(most) = std::env::var("WORST") {
            score.worst(most.parse().unwrap_or(10)).iter().for_each(|line| println!("  {line}"));
        }
    }
}

/// For each rule how many words it takes, and how many of them the body has: what it costs and what it saves.
#[allow(dead_code)]
fn by_rule(gold: &gold::Gold) {
    let mut rules = std::collections::BTreeMap::<(String, &str), (f64, f64, String)>::new();
    for page in &gold.pages {
        let mut want = std::collections::HashSet::new();
        gold::shingles(&page.body, |run| {
            want.insert(run.to_vec());
        });
        let lines: std::collections::HashSet<_> = page.body.lines().map(|line| gold::words(line)).collect();
        let total = gold::words(&page.body).len().max(50) as f64;
        for segment in segment(&page.transcript, &Rules::default()) {
            let text = &page.transcript.text()[segment.span.range()];
            let (mut all, mut found) = (0, 0);
            gold::shingles(text, |run| {
                all += 1;
                found += usize::from(want.contains(run));
            });
            let body = if gold::words(text).len() < 4 { lines.contains(&gold::words(text)) } else { found * 2 > all };
            let share = gold::words(text).len() as f64 / total;
            let rule = rules.entry((segment.rule.clone(), segment.role.name())).or_default();
            if body {
                rule.0 += share;
                rule.2 = text.chars().take(60).collect();
            } else {
                rule.1 += share;
            }
        }
    }
    for ((rule, role), (body, rest, example)) in rules {
        println!("{rule:28} {role:20} body {:7.3} rest {:7.3}  {}", body, rest, example.trim().replace('\n', " "));
    }
}
