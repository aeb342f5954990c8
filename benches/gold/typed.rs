//! Roles of parts of pages that a person labelled, and how often they are found.

use super::Page;
use literatim::segment::{Role, Rules, segment};
use literatim::text::Span;
use std::collections::{BTreeMap, HashMap};

/// For each page, the bytes of each of its parts, and the roles that fit, the best first.
pub struct Labels(HashMap<String, Vec<(Span, Vec<Role>)>>);

/// The fewest parts of a role that a measure of it is told for.
const FEWEST: usize = 10;

/// How often a role was found where it is, how often it is, and how often it was said to be.
#[derive(Default)]
struct Found {
    right: usize,
    all: usize,
    said: usize,
}

impl Labels {
    /// Reads `benches/typed/labels.txt`.
    pub fn read(text: &str) -> Self {
        let mut pages: HashMap<String, Vec<_>> = HashMap::new();
        let mut page = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (first, rest) = line.split_once(' ').expect("every line has two words");
            match first {
                "page" => page = rest.to_owned(),
                bytes => pages.entry(page.clone()).or_default().push((span(bytes), roles(rest))),
            }
        }
        Self(pages)
    }

    /// Prints for each role how well it is found, and the mean over those that there are enough of.
    pub fn measure<'p>(&self, pages: impl Iterator<Item = (&'p Page, Rules)>) {
        let mut found = BTreeMap::<Role, Found>::new();
        let mut count = 0;
        for (page, rules) in pages {
            let Some(labels) = self.0.get(&page.id) else { continue };
            count += 1;
            let segments = segment(&page.transcript, &rules);
            for (bytes, fitting) in labels {
                let at = page.transcript.within(*bytes).start;
                let here = segments.partition_point(|segment| segment.span.end <= at);
                let segment = &segments[here.min(segments.len() - 1)];
                let said = segment.of.map_or(segment.role, |of| segments[of].role);
                let is = if fitting.contains(&said) { said } else { fitting[0] };
                found.entry(is).or_default().all += 1;
                found.entry(said).or_default().said += 1;
                found.entry(is).or_default().right += usize::from(is == said);
                if is != said && std::env::var("WRONG").is_ok() {
                    let text: String = page.transcript.text()[segment.span.range()].chars().take(60).collect();
                    println!("  {} {is} not {said} ({}): {}", &page.id[..6], segment.rule, text.replace('\n', " "));
                }
            }
        }
        let mut scores = Vec::new();
        for (role, found) in &found {
            let f1 = 2.0 * found.right as f64 / (found.all + found.said).max(1) as f64;
            let counted = found.all >= FEWEST;
            let aside = if counted { "" } else { " (too few to count)" };
            println!(
                "  {role:20} F1 {f1:.3}  {:4} parts, {:4} said, {:4} right{aside}",
                found.all, found.said, found.right
            );
            scores.extend(counted.then_some(f1));
        }
        let mean = scores.iter().sum::<f64>() / scores.len().max(1) as f64;
        println!("  macro F1 {mean:.3} over {} roles, on {count} pages", scores.len());
    }
}

fn span(bytes: &str) -> Span {
    let (start, end) = bytes.split_once("..").expect("bytes are a range");
    Span::new(start.parse().expect("a number"), end.parse().expect("a number"))
}

fn roles(names: &str) -> Vec<Role> {
    names.split('|').map(|name| Role::named(name).expect("every role has its name")).collect()
}
