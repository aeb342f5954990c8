//! Pages that a person labelled, and the measure that they come with.

#![allow(dead_code, reason = "each of its users reads some of it")]

pub mod phrases;
pub mod table;
pub mod typed;

use literatim::capture::{Capture, Record};
use literatim::segment::training::{Model, PageFeatures, learned, segment_by};
use literatim::segment::{Role, Rules, Segment, Standing};
use literatim::transcript::{Transcript, decode};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Deref;
use std::path::Path;
use std::sync::LazyLock;

/// Labelled pages, by id.
pub struct Gold {
    pub pages: Vec<Page>,
}

/// A page, and the body that a person marked.
pub struct Page {
    pub id: String,
    pub site: String,
    pub body: String,
    pub bytes: Vec<u8>,
    pub transcript: Transcript,
    /// The weight of its blocks where a model learns from them.
    pub weight: f64,
}

#[derive(serde::Deserialize)]
struct Truth {
    url: String,
    #[serde(rename = "articleBody")]
    body: String,
}

impl Gold {
    /// Reads the pages of some folders, whose names are set apart by commas. Each may have `*` behind it, and the weight of
    /// its pages.
    pub fn read_all(folders: &str) -> Self {
        let read = |folder: &str| {
            let (folder, weight) = folder.split_once('*').unwrap_or((folder, "1"));
            let weight = weight.parse().expect("a weight is a number");
            Self::read(folder.as_ref()).pages.into_iter().map(move |page| Page { weight, ..page })
        };
        Self { pages: folders.split(',').flat_map(read).collect() }
    }

    /// Reads `gold.json`, and the pages beside it, which lie unpacked in `html/`.
    pub fn read(folder: &Path) -> Self {
        let truths = std::fs::read(folder.join("gold.json")).expect("gold.json is there");
        let truths: BTreeMap<String, Truth> = serde_json::from_slice(&truths).expect("gold.json is as described");
        let pages = truths.into_iter().map(|(id, truth)| {
            let bytes = std::fs::read(folder.join(format!("html/{id}.html"))).expect("every page is there");
            let transcript = decode(&capture(bytes.clone())).expect("every page is text");
            let site = truth.url.split('/').nth(2).unwrap_or_default().to_owned();
            Page { id, site, body: truth.body, bytes, transcript, weight: 1.0 }
        });
        Self { pages: pages.collect() }
    }
}

impl Page {
    /// Its segments, by the rules that come with the program and this model.
    pub fn segments(&self, model: &Model) -> Vec<Segment> {
        segment_by(model, &self.transcript, &Rules::default())
    }

    /// The text of the segments of such roles; what is said twice counts as what it says again.
    pub fn text(&self, model: &Model, is_meant: impl Fn(Role) -> bool) -> String {
        let segments = self.segments(model);
        let role = |segment: &Segment| segment.of.map_or(segment.role, |of| segments[of].role);
        let meant = segments.iter().filter(|segment| is_meant(role(segment)));
        meant.map(|segment| &self.transcript.text()[segment.span.range()]).collect::<Vec<_>>().join("\n")
    }
}

/// Roles that the labels of `gold.json` count as the article's body: they do not tell headings inside the story and
/// posts that are shown in it from the story.
pub fn is_labelled(role: Role) -> bool {
    is_body(role) || matches!(role, Role::Embed | Role::EmbedAttribution)
}

fn is_body(role: Role) -> bool {
    role.standing() == Standing::Body || role == Role::Crosshead
}

/// The name of a choice, and the roles that it takes.
pub type Choice = (&'static str, fn(Role) -> bool);

/// Choices of roles, narrowest first.
pub const CHOICES: [Choice; 3] = [
    ("body", |role| role.standing() == Standing::Body),
    ("body and crossheads", is_body),
    ("body, crossheads and embeds", is_labelled),
];

/// For each rule how much it takes, as a part of the bodies, and how much of that is body.
pub fn by_rule<'p, M: Deref<Target = Model>>(pages: impl Iterator<Item = (&'p Page, M)>) {
    let mut found = BTreeMap::<(String, &str), (f64, f64, String)>::new();
    for (page, model) in pages {
        let mut want = HashSet::new();
        shingles(&page.body, |run| {
            want.insert(run.to_vec());
        });
        let lines: HashSet<_> = page.body.lines().map(words).collect();
        let total = words(&page.body).len().max(50) as f64;
        for segment in page.segments(&model) {
            let text = &page.transcript.text()[segment.span.range()];
            let (mut all, mut of_body) = (0, 0);
            shingles(text, |run| {
                all += 1;
                of_body += usize::from(want.contains(run));
            });
            let words = words(text);
            let is_body = if words.len() < 4 { lines.contains(&words) } else { of_body * 2 > all };
            let rule = found.entry((segment.rule.to_string(), segment.role.name())).or_default();
            *if is_body { &mut rule.0 } else { &mut rule.1 } += words.len() as f64 / total;
            if std::env::var("LOST").is_ok()
                && words.len() as f64 / total > 0.01
                && is_body != is_labelled(segment.role)
            {
                println!(
                    "{} {} {}: {}",
                    &page.id[..6],
                    segment.rule,
                    words.len(),
                    text.chars().take(90).collect::<String>().replace('\n', " ")
                );
            }
            if is_body {
                rule.2 = text.chars().take(60).collect();
            }
        }
    }
    for ((rule, role), (body, rest, example)) in found {
        println!("{rule:28} {role:20} body {body:7.3} rest {rest:7.3}  {}", example.trim().replace('\n', " "));
    }
}

/// Which part of the sites a page is of: 0 for the third that is kept aside, 1 to 5 for the others.
pub fn fold(site: &str) -> usize {
    let hash = site.bytes().fold(7_u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte)));
    let hash = hash ^ (hash >> 15);
    if hash.is_multiple_of(3) { 0 } else { 1 + (hash / 3 % 5) as usize }
}

/// The model of the file that `MODEL` names, or the one that comes with the program.
pub fn model() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| match std::env::var("MODEL") {
        Ok(path) => {
            let text = std::fs::read_to_string(path).expect("the model is there");
            Model::parse(&text, size_of::<PageFeatures>() / size_of::<i16>()).expect("it is a model")
        }
        Err(_) => learned().clone(),
    });
    &MODEL
}

/// A page as a capture.
pub fn capture(bytes: Vec<u8>) -> Capture {
    Capture { path: "archive/a/20250101T000000Z.html".parse().expect("it is one"), bytes, record: Record::default() }
}

/// The words of a text, as the measure sees them.
pub fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect()
}

/// Each run of four words; all of a text that has fewer.
pub fn shingles<'t>(text: &'t str, mut each: impl FnMut(&[&'t str])) {
    let words = words(text);
    match words.len() {
        0 => {}
        1..4 => each(&words),
        _ => words.windows(4).for_each(each),
    }
}

fn counted(text: &str) -> HashMap<Vec<&str>, usize> {
    let mut counts = HashMap::new();
    shingles(text, |run| *counts.entry(run.to_vec()).or_default() += 1);
    counts
}

/// Precision and recall, page by page.
#[derive(Default)]
pub struct Score {
    pages: Vec<(String, Option<f64>, Option<f64>)>,
}

impl Score {
    /// Adds a page.
    pub fn add(&mut self, id: &str, want: &str, have: &str) {
        let (want, have) = (counted(want), counted(have));
        let both: usize = want.iter().map(|(run, count)| (*count).min(have.get(run).copied().unwrap_or(0))).sum();
        let share =
            |of: &HashMap<Vec<&str>, usize>| (!of.is_empty()).then(|| both as f64 / of.values().sum::<usize>() as f64);
        self.pages.push((id.to_owned(), share(&have), share(&want)));
    }

    pub fn extend(&mut self, other: Self) {
        self.pages.extend(other.pages);
    }

    /// Precision, recall and F1 of the two, each averaged over the pages where it is defined.
    pub fn averages(&self) -> (f64, f64, f64) {
        let mean = |values: Vec<f64>| values.iter().sum::<f64>() / values.len().max(1) as f64;
        let precision = mean(self.pages.iter().filter_map(|page| page.1).collect());
        let recall = mean(self.pages.iter().filter_map(|page| page.2).collect());
        (precision, recall, 2.0 * precision * recall / (precision + recall))
    }

    fn f1(page: &(String, Option<f64>, Option<f64>)) -> f64 {
        match (page.1, page.2) {
            (Some(p), Some(r)) if p + r > 0.0 => 2.0 * p * r / (p + r),
            _ => 0.0,
        }
    }

    pub fn told(&self) -> String {
        let (precision, recall, f1) = self.averages();
        let low = self.pages.iter().filter(|page| Self::f1(page) < 0.5).count();
        format!("F1 {f1:.4}  precision {precision:.4}  recall {recall:.4}  {} pages, {low} under .5", self.pages.len())
    }

    pub fn worst(&self, most: usize) -> Vec<String> {
        let mut pages: Vec<_> = self.pages.iter().collect();
        pages.sort_by(|a, b| Self::f1(a).total_cmp(&Self::f1(b)));
        pages
            .iter()
            .take(most)
            .map(|page| {
                format!(
                    "{:.3} p {:.3} r {:.3} {}",
                    Self::f1(page),
                    page.1.unwrap_or(-1.0),
                    page.2.unwrap_or(-1.0),
                    page.0
                )
            })
            .collect()
    }
}
