//! Roles of parts of pages that a person labelled, and how often they are found.

use super::{Page, fold};
use literatim::segment::training::Model;
use literatim::segment::{Role, Segment};
use literatim::text::Span;
use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;

/// For each page, the bytes of each of its parts, and the roles that fit, the best first.
pub struct Labels(HashMap<String, Vec<(Span, Vec<Role>)>>);

/// The fewest parts of a role that a measure of it is told for.
const FEWEST: usize = 10;

/// How often a role was found where it is, how often it is, and how often it was said to be.
#[derive(Clone, Copy, Default)]
struct Found {
    right: usize,
    all: usize,
    said: usize,
}

/// What was found of each role: on the third of the sites that is kept aside while rules are written, and on all.
#[derive(Default)]
struct Tally {
    aside: BTreeMap<Role, Found>,
    all: BTreeMap<Role, Found>,
    pages: [usize; 2],
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
    pub fn measure<'p, M: Deref<Target = Model>>(&self, pages: impl Iterator<Item = (&'p Page, M)>) {
        let mut tally = Tally::default();
        for (page, model) in pages {
            let Some(labels) = self.0.get(&page.id) else { continue };
            let aside = fold(&page.site) == 0;
            tally.pages[usize::from(aside)] += 1;
            let segments = page.segments(&model);
            for (bytes, fitting) in labels {
                let (segment, said) = found(page, &segments, *bytes);
                let is = if fitting.contains(&said) { said } else { fitting[0] };
                tally.add(aside, is, said);
                // Whoever writes rules does not look at what is kept aside.
                if is != said && !aside && std::env::var("WRONG").is_ok() {
                    let text: String = page.transcript.text()[segment.span.range()].chars().take(60).collect();
                    let (page, rule) = (&page.id[..6], &segment.rule);
                    println!("  {page} {}: {is} not {said} ({rule}): {}", bytes.start, text.replace('\n', " "));
                }
            }
        }
        tally.print();
    }
}

/// The segment that begins with what was read from those bytes, or holds it, and the role that it stands as.
fn found<'s>(page: &Page, segments: &'s [Segment], bytes: Span) -> (&'s Segment, Role) {
    let at = page.transcript.within(bytes).start;
    let here = segments.partition_point(|segment| segment.span.end <= at);
    let segment = &segments[here.min(segments.len() - 1)];
    (segment, segment.of.map_or(segment.role, |of| segments[of].role))
}

impl Found {
    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.all + self.said).max(1) as f64
    }
}

impl Tally {
    fn add(&mut self, aside: bool, is: Role, said: Role) {
        for tally in [Some(&mut self.all), aside.then_some(&mut self.aside)].into_iter().flatten() {
            tally.entry(is).or_default().all += 1;
            tally.entry(said).or_default().said += 1;
            tally.entry(is).or_default().right += usize::from(is == said);
        }
    }

    fn print(&self) {
        let (mut all, mut aside) = (Vec::new(), Vec::new());
        for (role, found) in &self.all {
            let kept = self.aside.get(role).copied().unwrap_or_default();
            let counted = found.all >= FEWEST;
            let Found { right, all: parts, said } = found;
            let few = if counted { "" } else { " (too few to count)" };
            let apart = format!("kept aside {:.3} of {:3}", kept.f1(), kept.all);
            println!("  {role:20} F1 {:.3}  {parts:4} parts, {said:4} said, {right:4} right  {apart}{few}", found.f1());
            all.extend(counted.then_some(found.f1()));
            aside.extend((counted && kept.all > 0).then_some(kept.f1()));
        }
        let mean = |scores: &[f64]| scores.iter().sum::<f64>() / scores.len().max(1) as f64;
        let [written, kept] = self.pages;
        println!("  macro F1 {:.3} over {} roles, on {} pages", mean(&all), all.len(), written + kept);
        println!("  on the {kept} of the sites kept aside: {:.3} over {} of those roles", mean(&aside), aside.len());
    }
}

fn span(bytes: &str) -> Span {
    let (start, end) = bytes.split_once("..").expect("bytes are a range");
    Span::new(start.parse().expect("a number"), end.parse().expect("a number"))
}

fn roles(names: &str) -> Vec<Role> {
    names.split('|').map(|name| Role::named(name).expect("every role has its name")).collect()
}
