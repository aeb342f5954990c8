//! Pages of which it is known that the body has some phrases, and that it has not some others.

use super::table::Peer;
use super::{Page, capture, fold, is_labelled, model};
use literatim::transcript::decode;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(serde::Deserialize)]
struct Truth {
    url: String,
    with: Vec<String>,
    without: Vec<String>,
}

/// Phrases of bodies: found, and lost; and of what is not: taken, and left out.
#[derive(Default, Clone, Copy)]
struct Found([usize; 4]);

impl Found {
    fn add(&mut self, truth: &Truth, body: &str) {
        for phrase in &truth.with {
            self.0[usize::from(!body.contains(phrase.as_str()))] += 1;
        }
        for phrase in &truth.without {
            self.0[2 + usize::from(!body.contains(phrase.as_str()))] += 1;
        }
    }

    fn shown(self) -> String {
        let [found, lost, taken, _] = self.0.map(|count| count as f64);
        let (precision, recall) = (found / (found + taken).max(1.0), found / (found + lost).max(1.0));
        format!("P {precision:.3} R {recall:.3} F1 {:.4}", 2.0 * precision * recall / (precision + recall))
    }
}

/// Prints how many of the phrases are where they should be, on sites that are looked at, on those kept aside, and on all.
pub fn print(folder: &Path, peer: Option<&Peer>) {
    let truths = std::fs::read(folder.join("gold.json")).expect("gold.json is there");
    let truths: BTreeMap<String, Truth> = serde_json::from_slice(&truths).expect("gold.json is as described");
    let mut rows: BTreeMap<&str, [Found; 2]> = BTreeMap::new();
    for (id, truth) in truths {
        let bytes = std::fs::read(folder.join(format!("html/{id}.html"))).expect("every page is there");
        let Ok(transcript) = decode(&capture(bytes.clone())) else {
            println!("{id} cannot be read");
            continue;
        };
        let site = truth.url.split('/').nth(2).unwrap_or_default().to_owned();
        let page = Page { id: id.clone(), site, body: String::new(), bytes, transcript, weight: 1.0 };
        let text = page.text(model(), |role| is_labelled(role) || role == literatim::segment::Role::Headline);
        let seen = fold(&page.site) != 0;
        if seen && std::env::var("LOST").is_ok() {
            let all = page.transcript.text();
            for phrase in truth.with.iter().filter(|phrase| !text.contains(phrase.as_str())) {
                let at = all.find(phrase.as_str());
                let said = at.and_then(|at| page.segments(model()).into_iter().find(|segment| segment.span.end > at));
                let said = said.map_or("not there".to_owned(), |said| format!("{} {}", said.role, said.rule));
                println!("LOST {id} {said}: {phrase}");
            }
            for phrase in truth.without.iter().filter(|phrase| text.contains(phrase.as_str())) {
                println!("TAKEN {id}: {phrase}");
            }
        }
        for row in [if seen { "seen" } else { "unseen" }, "all"] {
            let row = rows.entry(row).or_default();
            row[0].add(&truth, &text);
            let said = peer.and_then(|peer| peer.get(&id)).and_then(|said| said.get("articleBody"));
            row[1].add(&truth, said.map_or("", String::as_str));
        }
    }
    for (name, [own, other]) in rows {
        println!("{name:10} {} (peer {})", own.shown(), other.shown());
    }
}
