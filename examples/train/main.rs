//! Trains the model that tells a page's story from its furniture, and measures it on sites that it was not trained on.
//!
//! ```sh
//! cargo run --release --example train -- FOLDER > src/segment/model/page/model.txt
//! cargo run --release --example train -- FOLDER measure    # on sites that were not trained on
//! cargo run --release --example train -- FOLDER rules      # what each rule takes there, and how much of it is body
//! cargo run --release --example train -- FOLDER elsewhere OTHER [ID]   # on pages of another folder
//! cargo run --release --example train -- FOLDER typed benches/typed/labels.txt   # how well each role is found there
//! cargo run --release --example train -- FOLDER ID         # what is said of each block of a page, and why
//! cargo run --release --example train -- FILE.jsonl > src/segment/model/lines/model.txt   # lines of text without elements
//! cargo run --release --example train -- FILE.jsonl measure
//! ```
//!
//! Each FOLDER may be several, with commas between, and `*` and a weight behind each. The third of their sites that is kept
//! aside (`fold`) is never trained on; `benches/model.sh` has the folders and the weights of the model that comes with the
//! program. A folder holds `gold.json` (`{"id": {"url": …, "articleBody": …}}`) and `html/ID.html`, unpacked; `benches/pages.sh`
//! makes one. The same folder gives the same model, to the byte.

#![allow(clippy::print_stdout, missing_docs)]

mod boost;
#[path = "../../benches/gold/mod.rs"]
mod gold;
mod lines;

use gold::{Gold, Score, fold};
use literatim::segment::training::{Model, PageFeatures, measure, page_feature_name, stories};
use std::collections::HashMap;
use std::rc::Rc;

/// A block to learn from.
struct Block {
    features: PageFeatures,
    body: bool,
    weight: f64,
}

struct Page {
    id: usize,
    fold: usize,
    blocks: Vec<Block>,
}

/// How many trees are trained.
const TREES: usize = 200;

fn main() {
    let folder = std::env::args().nth(1).expect("the folder of labelled pages");
    let task = std::env::args().nth(2);
    if folder.ends_with(".jsonl") {
        let all = lines::read(&folder);
        return match task.as_deref() {
            Some("measure") => lines::compare(&all),
            _ => print!("{}", lines::train(&all).print()),
        };
    }
    let gold = Gold::read_all(&folder);
    let pages: Vec<Page> = gold.pages.iter().enumerate().map(|(id, page)| label(id, page)).collect();
    let kept: Vec<&Page> = pages.iter().filter(|page| page.fold != 0).collect();
    match task.as_deref() {
        None => print!("{}", boost::train(&rows(&kept), TREES).print()),
        Some("measure") => compare(&gold, &pages, &kept),
        Some("elsewhere") => {
            let other = std::env::args().nth(3).expect("the folder of other labelled pages");
            elsewhere(&pages, &Gold::read(other.as_ref()), std::env::args().nth(4).as_deref());
        }
        Some("typed") => {
            let labels = std::env::args().nth(3).expect("the file of labels");
            let labels = std::fs::read_to_string(labels).expect("it can be read");
            gold::typed::Labels::read(&labels).measure(apart(&gold, &pages));
        }
        Some("rules") => gold::by_rule(apart(&gold, &pages)),
        Some(id) => show(&gold, &pages, id),
    }
}

/// Measures on sites that were not trained on: blocks alone, before the rules that know words look at them.
fn compare(gold: &Gold, pages: &[Page], kept: &[&Page]) {
    let mut all = Score::default();
    for part in 1..6 {
        let (test, train): (Vec<&Page>, Vec<&Page>) = kept.iter().partition(|page| page.fold == part);
        all.extend(scored(&boost::train(&rows(&train), TREES), &test, gold));
    }
    println!("two thirds of the sites, each fifth by the other four: {}", all.told());
    let held: Vec<&Page> = pages.iter().filter(|page| page.fold == 0).collect();
    println!("the third that was kept aside: {}", scored(&boost::train(&rows(kept), TREES), &held, gold).told());
    whole(gold, pages, kept);
}

/// Each page, with a model that was not trained on its sixth of the sites.
fn apart<'g>(gold: &'g Gold, pages: &'g [Page]) -> impl Iterator<Item = (&'g gold::Page, Rc<Model>)> {
    (0..6).flat_map(move |part| {
        let (test, train): (Vec<&Page>, Vec<&Page>) = pages.iter().partition(|page| page.fold == part);
        let model = Rc::new(boost::train(&rows(&train), TREES));
        test.into_iter().map(move |page| (&gold.pages[page.id], model.clone()))
    })
}

/// Measures all that is done with a page on sites that the model was not trained on, rules that know words included.
fn whole(gold: &Gold, pages: &[Page], kept: &[&Page]) {
    let model = boost::train(&rows(kept), TREES);
    let apart: Vec<(&gold::Page, Rc<Model>)> = apart(gold, pages).collect();
    for (name, choice) in gold::CHOICES {
        let (mut held, mut all) = (Score::default(), Score::default());
        for page in pages.iter().filter(|page| page.fold == 0).map(|page| &gold.pages[page.id]) {
            held.add(&page.id, &page.body, &page.text(&model, choice));
        }
        for (page, model) in &apart {
            all.add(&page.id, &page.body, &page.text(model, choice));
        }
        println!("with the rules that know words, {name}:");
        println!("  the third that was kept aside: {}", held.told());
        println!("  all sites, each sixth by the others: {}", all.told());
        if let Some(most) = std::env::var("WORST").ok().and_then(|most| most.parse().ok()) {
            all.worst(most).iter().for_each(|line| println!("    {line}"));
        }
    }
}

/// Measures the model of all these pages on others: on two thirds of their sites, and on the third that is kept aside.
/// Or shows what it says of the blocks of one of them.
fn elsewhere(pages: &[Page], others: &Gold, shown: Option<&str>) {
    let model = boost::train(&rows(&pages.iter().filter(|page| page.fold != 0).collect::<Vec<_>>()), TREES);
    if let Some(shown) = shown {
        let pages = others.pages.iter().enumerate().filter(|(_, page)| page.id.starts_with(shown));
        return pages.for_each(|(id, page)| told(&model, &label(id, page), page));
    }
    for (name, choice) in gold::CHOICES {
        let (mut kept, mut seen) = (Score::default(), Score::default());
        for page in &others.pages {
            let score = if fold(&page.site) == 0 { &mut kept } else { &mut seen };
            score.add(&page.id, &page.body, &page.text(&model, choice));
        }
        println!("elsewhere, {name}:");
        println!("  two thirds of the sites: {}", seen.told());
        if let Some(most) = std::env::var("WORST").ok().and_then(|most| most.parse().ok()) {
            seen.worst(most).iter().for_each(|line| println!("    {line}"));
        }
        println!("  the third that was kept aside: {}", kept.told());
    }
}

/// Shows what a model that was not trained on a page's part of the sites says of each of its blocks, and why.
fn show(gold: &Gold, pages: &[Page], id: &str) {
    for page in pages.iter().filter(|page| gold.pages[page.id].id.starts_with(id)) {
        let others: Vec<&Page> = pages.iter().filter(|other| other.fold != page.fold).collect();
        told(&boost::train(&rows(&others), TREES), page, &gold.pages[page.id]);
    }
}

/// What a model says of each block of a page, and why.
fn told(model: &Model, page: &Page, gold: &gold::Page) {
    let text = gold.transcript.text();
    for (block, learned) in gold.transcript.blocks().iter().zip(&page.blocks) {
        let text: String = text[block.span.range()].chars().take(70).collect();
        let reasons = model.reasons(&learned.features).into_iter().take(4);
        let reasons: Vec<String> = reasons.map(|(at, weight)| format!("{} {weight}", page_feature_name(at))).collect();
        let label = if learned.body { "body" } else { "-" };
        println!("{label:4} {:6} {text:?} {}", model.score(&learned.features), reasons.join(", "));
    }
}

fn rows<'p>(pages: &[&'p Page]) -> Vec<(&'p [i16], bool, f64)> {
    let blocks = pages.iter().flat_map(|page| &page.blocks);
    blocks.map(|block| (block.features.as_slice(), block.body, block.weight)).collect()
}

fn scored(model: &Model, pages: &[&Page], gold: &Gold) -> Score {
    let mut score = Score::default();
    for page in pages {
        let truth = &gold.pages[page.id];
        let text = truth.transcript.text();
        let blocks = truth.transcript.blocks().iter().zip(stories(model, &truth.transcript));
        let story = blocks.filter(|(_, story)| *story);
        let body: Vec<&str> = story.map(|(block, _)| &text[block.span.range()]).collect();
        score.add(&truth.id, &truth.body, &body.join("\n"));
    }
    score
}

/// Each block, and whether it is of the body: half of its runs of four words are, or, if it is shorter, it is a line of
/// the body and stands among the others.
fn label(id: usize, page: &gold::Page) -> Page {
    let mut want: HashMap<Vec<&str>, usize> = HashMap::new();
    gold::shingles(&page.body, |run| *want.entry(run.to_vec()).or_default() += 1);
    let lines: std::collections::HashSet<String> = page.body.lines().map(|line| gold::words(line).join(" ")).collect();
    let text = page.transcript.text();
    let texts: Vec<&str> = page.transcript.blocks().iter().map(|block| &text[block.span.range()]).collect();
    let mut body: Vec<bool> = Vec::new();
    for text in &texts {
        let (mut all, mut found) = (0, 0);
        gold::shingles(text, |run| {
            all += 1;
            if run.len() == 4
                && let Some(left) = want.get_mut(run).filter(|left| **left > 0)
            {
                *left -= 1;
                found += 1;
            }
        });
        body.push(found * 2 >= all && all > 0);
    }
    let (first, last) = (body.iter().position(|&body| body), body.iter().rposition(|&body| body));
    for (index, text) in texts.iter().enumerate() {
        let inside = first.is_some_and(|first| first <= index + 1) && last.is_some_and(|last| index <= last + 1);
        let line = gold::words(text);
        if inside && !line.is_empty() && line.len() < 5 && lines.contains(&line.join(" ")) {
            body[index] = true;
        }
    }
    let count: f64 =
        texts.iter().zip(&body).filter(|(_, body)| **body).map(|(text, _)| gold::words(text).len() as f64).sum();
    let features = measure(&page.transcript);
    let weigh = |text: &str| gold::words(text).len() as f64 / count.max(50.0) * 100.0 + 0.15;
    let blocks = texts.iter().zip(body).zip(features).map(|((text, body), features)| Block {
        features,
        body,
        weight: weigh(text).sqrt() * page.weight,
    });
    Page { id, fold: fold(&page.site), blocks: blocks.collect() }
}
