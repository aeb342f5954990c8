//! Lines of text that is left of pages after a coarse extraction, to learn from and to measure with.

use crate::boost;
use literatim::capture::{Capture, Record};
use literatim::segment::training::{LineFeatures, Model, is_story, measure_lines};
use literatim::segment::{Role, Rules, Standing, segment};
use literatim::transcript::decode;
use std::collections::BTreeMap;

/// How many trees are trained.
const TREES: usize = 120;

#[derive(serde::Deserialize)]
struct Labelled {
    id: String,
    site: String,
    text: String,
    label: String,
}

/// A line.
pub struct Line {
    fold: usize,
    body: bool,
    chars: usize,
    /// How many of its characters rules call furniture.
    told: usize,
    features: Option<LineFeatures>,
}

/// Reads the file of labelled lines: a line of JSON for each, with `id`, `site`, `text` and `label`.
pub fn read(file: &str) -> Vec<Line> {
    let text = std::fs::read_to_string(file).expect("the labelled lines are there");
    let mut pages = BTreeMap::<String, Vec<Labelled>>::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let line: Labelled = serde_json::from_str(line).expect("every line is as described");
        pages.entry(line.id.clone()).or_default().push(line);
    }
    pages.values().flat_map(|page| lines(page)).collect()
}

fn lines(page: &[Labelled]) -> Vec<Line> {
    let text: String = page.iter().flat_map(|line| [line.text.as_str(), "\n\n"]).collect();
    let path = "archive/a/20250101T000000Z.txt".parse().expect("it is one");
    let transcript = decode(&Capture { path, bytes: text.clone().into(), record: Record::default() });
    let transcript = transcript.expect("it is text");
    let rules = Rules::with("disable = [\"line-furniture\"]").expect("there is such a rule");
    let segments = segment(&transcript, &rules);
    let features = measure_lines(&transcript, &rules);
    let mut at = 0;
    let line = |line: &Labelled| {
        let (start, end) = (at, at + line.text.len());
        at = end + 2;
        let own = segments.iter().filter(|segment| segment.span.start < end && start < segment.span.end);
        let told = own.filter(|segment| {
            // What is said twice stands as what it says again.
            let role = segment.of.map_or(segment.role, |of| segments[of].role);
            role.standing() != Standing::Body && role != Role::Crosshead
        });
        let shown = |from: usize, to: usize| text[from..to].chars().filter(|c| !c.is_whitespace()).count();
        let told = told.map(|segment| shown(segment.span.start.max(start), segment.span.end.min(end))).sum();
        let block = transcript.blocks().before(start);
        let features = features.get(block).copied().flatten();
        Line { fold: crate::fold(&line.site), body: line.label == "body", chars: shown(start, end), told, features }
    };
    page.iter().map(line).collect()
}

/// Trains on such lines as no rule speaks of.
pub fn train<'l>(lines: impl IntoIterator<Item = &'l Line>) -> Model {
    let rows = lines.into_iter().filter_map(|line| {
        let weight = (line.chars as f64).sqrt() / 5.0;
        Some((line.features.as_ref()?.as_slice(), line.body, weight))
    });
    boost::train(&rows.collect::<Vec<_>>(), TREES)
}

/// Characters of furniture found, of what was taken for it, of all furniture; of body lost, and of all body.
#[derive(Default)]
pub struct Found([usize; 5]);

impl Found {
    pub fn add(&mut self, line: &Line, model: &Model) {
        let story = line.features.as_ref().is_none_or(|features| is_story(model, features));
        let taken = if story { line.told } else { line.chars };
        let (right, lost) = if line.body { (0, taken) } else { (taken, 0) };
        let (furniture, body) = if line.body { (0, line.chars) } else { (line.chars, 0) };
        for (sum, more) in self.0.iter_mut().zip([right, taken, furniture, lost, body]) {
            *sum += more;
        }
    }

    pub fn told(&self) -> String {
        let [right, taken, furniture, lost, body] = self.0.map(|sum| sum as f64);
        let (precision, recall) = (right / taken, right / furniture);
        let f1 = 2.0 * precision * recall / (precision + recall);
        format!("F1 {f1:.3}  precision {precision:.3}  recall {recall:.3}  body lost {:.2} %", 100.0 * lost / body)
    }
}

/// Measures on sites that were not trained on.
pub fn compare(all: &[Line]) {
    let mut parts = Found::default();
    for part in 1..6 {
        let model = train(all.iter().filter(|line| line.fold != 0 && line.fold != part));
        all.iter().filter(|line| line.fold == part).for_each(|line| parts.add(line, &model));
    }
    println!("two thirds of the sites, each fifth by the other four: {}", parts.told());
    let model = train(all.iter().filter(|line| line.fold != 0));
    let mut held = Found::default();
    all.iter().filter(|line| line.fold == 0).for_each(|line| held.add(line, &model));
    println!("the third that was kept aside: {}", held.told());
    let mut whole = Found::default();
    for part in 0..6 {
        let model = train(all.iter().filter(|line| line.fold != part));
        all.iter().filter(|line| line.fold == part).for_each(|line| whole.add(line, &model));
    }
    println!("all sites, each sixth by the others: {}", whole.told());
    let mut rules = Found::default();
    all.iter().for_each(|line| rules.add(line, &Model::default()));
    println!("the rules that know words alone: {}", rules.told());
}
