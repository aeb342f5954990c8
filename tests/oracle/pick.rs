//! Cases for `tests/conformance`: for each kind of change, one quotation that holds and one that does not, of each kind
//! of article.

use super::articles::Article;
use super::quotations::Quoted;
use super::round;
use super::trial::{Answer, Bench};
use serde_json::json;
use std::collections::BTreeSet;

/// The inputs of the cases of so many rounds, a line each.
pub fn lines(seed: u64, rounds: u64) -> Vec<String> {
    let (mut seen, mut lines) = (BTreeSet::new(), Vec::new());
    for number in 0..rounds {
        let (bench, quoted) = round(seed, number);
        for quoted in quoted.iter().filter(|quoted| quoted.changes.len() == 1 && quoted.words.contains(' ')) {
            let answer = bench.program(&quoted.words);
            let holds = matches!(answer, Answer::Verbatim(_));
            let is_agreed = answer == bench.contract(&quoted.words);
            let kind = (quoted.changes[0], holds, bench.articles[0].ending());
            if is_agreed && (holds || answer == Answer::Refuted(None)) && seen.insert(kind) {
                lines.push((kind, line(kind, &bench, quoted, &answer)));
            }
        }
    }
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

fn line(kind: (&str, bool, &str), bench: &Bench, quoted: &Quoted, answer: &Answer) -> String {
    let (change, holds, ending) = kind;
    let name = format!("{change}, {}, {ending}", if holds { "holds" } else { "does not hold" });
    let articles = fewer(bench, &quoted.words, answer);
    let articles = articles.each_ref().map(|article| {
        json!({"path": format!("archive/{}/20250101T000000Z.{}", article.id, article.ending()), "text": article.bytes()})
    });
    let text = format!("{}\n", json!({"quote": quoted.words, "source": bench.articles[0].id}));
    let parts = [
        ("name", json!(name)),
        ("articles", json!(articles)),
        ("style", json!(bench.style)),
        ("notes", json!({"name": "quotes.jsonl", "text": text})),
    ];
    let parts = parts.map(|(key, value)| format!("\"{key}\":{value}"));
    format!("{{{}}}", parts.join(","))
}

/// The articles without the paragraphs that do not matter.
fn fewer(bench: &Bench, words: &str, answer: &Answer) -> [Article; 2] {
    let mut articles = bench.articles.clone();
    for which in [0, 1] {
        for number in (0..articles[which].paragraphs.len()).rev().filter(|number| *number > 0) {
            let mut less = articles.clone();
            less[which].paragraphs.remove(number);
            let is_sound = Bench::is_sound(&less);
            if is_sound && Bench::of(less.clone(), bench.style).program(words) == *answer {
                articles = less;
            }
        }
    }
    articles
}
