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
    for (name, roles) in [
        ("body", &[Role::Body][..]),
        ("body and crossheads", &[Role::Body, Role::Crosshead]),
        ("body, crossheads, credits, embeds", &[Role::Body, Role::Crosshead, Role::Credit, Role::Embed, Role::EmbedAttribution, Role::Duplicate]),
        ("all of the story's blocks", &[]),
    ] {
        let mut score = gold::Score::default();
        for page in &gold.pages {
            let text = page.transcript.text();
            let segments = segment(&page.transcript, &Rules::default());
            let body = segments.iter().filter(|segment| roles.contains(&segment.role) || roles.is_empty() && !segment.rule.starts_with("page-"));
            let body: Vec<&str> = body.map(|segment| &text[segment.span.range()]).collect();
            score.add(&page.id, &page.body, &body.join("\n"));
        }
        println!("{name}: {}", score.told());
        if let Ok(most) = std::env::var("WORST") {
            score.worst(most.parse().unwrap_or(10)).iter().for_each(|line| println!("  {line}"));
        }
    }
}
