//! Measures body against furniture on labelled lines, by characters: what is left of pages after a coarse extraction.
//!
//! `cargo run --release --example lines -- FILE`: the file has a line of JSON for each line of text, with `id`, `text` and
//! `label`.

#![allow(clippy::print_stdout, missing_docs)]

use literatim::capture::{Capture, Record};
use literatim::segment::{Role, Rules, Standing, segment};
use literatim::transcript::decode;
use std::collections::BTreeMap;

#[derive(serde::Deserialize)]
struct Line {
    id: String,
    text: String,
    label: String,
}

fn main() {
    let file = std::env::args().nth(1).expect("the file of labelled lines");
    let text = std::fs::read_to_string(file).expect("it can be read");
    let mut pages = BTreeMap::<String, Vec<Line>>::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let line: Line = serde_json::from_str(line).expect("every line is as described");
        pages.entry(line.id.clone()).or_default().push(line);
    }
    let (mut right, mut taken, mut furniture, mut body, mut lost) = (0, 0, 0, 0, 0);
    let mut rules = BTreeMap::<String, (usize, usize, String)>::new();
    for lines in pages.values() {
        let text: String = lines.iter().flat_map(|line| [line.text.as_str(), "\n\n"]).collect();
        let path = "archive/a/20250101T000000Z.txt".parse().expect("it is one");
        let transcript =
            decode(&Capture { path, bytes: text.clone().into(), record: Record::default() }).expect("it is text");
        let segments = segment(&transcript, &Rules::default());
        let mut at = 0;
        for line in lines {
            let (start, end) = (at, at + line.text.len());
            at = end + 2;
            let is_body = line.label == "body";
            for segment in segments.iter().filter(|segment| segment.span.start < end && start < segment.span.end) {
                let inside = &text[segment.span.start.max(start)..segment.span.end.min(end)];
                let chars = inside.chars().filter(|c| !c.is_whitespace()).count();
                // What is said twice stands as what it says again.
                let role = segment.of.map_or(segment.role, |of| segments[of].role);
                let says_body = role.standing() == Standing::Body || role == Role::Crosshead;
                furniture += if is_body { 0 } else { chars };
                body += if is_body { chars } else { 0 };
                taken += if says_body { 0 } else { chars };
                right += if says_body || is_body { 0 } else { chars };
                lost += if is_body && !says_body { chars } else { 0 };
                let rule = rules.entry(format!("{:28}{}", segment.rule, segment.role)).or_default();
                if is_body {
                    rule.0 += chars
                } else {
                    rule.1 += chars
                }
                if is_body != says_body {
                    rule.2 = inside.chars().take(70).collect();
                }
            }
        }
    }
    let (precision, recall) = (right as f64 / taken as f64, right as f64 / furniture as f64);
    println!(
        "furniture by characters: precision {precision:.3} recall {recall:.3} F1 {:.3}; body lost {:.2} %",
        2.0 * precision * recall / (precision + recall),
        100.0 * lost as f64 / body as f64
    );
    if std::env::var("RULES").is_ok() {
        rules
            .iter()
            .for_each(|(rule, (body, rest, example))| println!("{rule:50} body {body:7} rest {rest:7}  {example}"));
    }
}
