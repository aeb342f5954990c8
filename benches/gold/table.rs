//! The table of labelled pages: F1, sentences of the body, and of what is not.

use super::{Page, Score, fold, is_labelled, model, words};
use literatim::segment::{Role, Segment, Standing};
use std::collections::{BTreeMap, HashMap};

/// The predictions of another program, by page.
pub type Peer = HashMap<String, BTreeMap<String, String>>;

/// The counts over some pages.
#[derive(Default)]
struct Counts {
    own: Score,
    peer: Score,
    /// Sentences of the body by how a quotation of each is judged: verbatim, with a warning, refuted, not in the text.
    body: [usize; 4],
    /// Sentences of what is not the body: those called body, all, and those that get a warning only.
    rest: [usize; 3],
    /// Pages that have prose and no body.
    empty: Vec<String>,
}

/// A text as it is searched: letters and digits only, and for each byte where it stood.
struct Folded {
    text: String,
    places: Vec<u32>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut folded = Self { text: String::new(), places: Vec::new() };
        for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            folded.text.extend(c.to_lowercase());
            folded.places.resize(folded.text.len(), at as u32);
        }
        folded
    }
}

/// Sentences of some length, folded.
fn sentences(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut from = 0;
        let mut chars = line.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            let ends = matches!(c, '。' | '！' | '？' | '।')
                || (matches!(c, '.' | '!' | '?' | '؟') && next.is_none_or(char::is_whitespace));
            if ends || next.is_none() {
                let end = at + c.len_utf8();
                let folded = Folded::of(&line[from..end]).text;
                let weight: usize = folded.chars().map(|c| if c >= '\u{2e80}' { 2 } else { 1 }).sum();
                if weight >= 20 {
                    found.push(folded);
                }
                from = end;
            }
        }
    }
    found
}

/// The script of a text, for a table by language.
fn script(text: &str) -> &'static str {
    let mut counts = BTreeMap::new();
    for c in text.chars().filter(|c| c.is_alphabetic()).take(4000) {
        let script = match c {
            '\u{3040}'..='\u{30ff}' => "Japanese",
            '\u{ac00}'..='\u{d7af}' => "Korean",
            '\u{4e00}'..='\u{9fff}' => "Chinese",
            '\u{e00}'..='\u{e7f}' => "Thai",
            '\u{600}'..='\u{6ff}' => "Arabic",
            '\u{590}'..='\u{5ff}' => "Hebrew",
            '\u{900}'..='\u{97f}' => "Devanagari",
            '\u{400}'..='\u{4ff}' => "Cyrillic",
            '\u{370}'..='\u{3ff}' => "Greek",
            '\0'..='\u{24f}' => "Latin",
            _ => "other",
        };
        *counts.entry(script).or_insert(0_usize) += 1;
    }
    let kana = counts.get("Japanese").copied().unwrap_or(0);
    if kana * 5 > counts.values().sum() {
        return "Japanese";
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or("none", |(script, _)| script)
}

fn standing(segments: &[Segment], at: usize) -> Standing {
    let role = |segment: &Segment| segment.of.map_or(segment.role, |of| segments[of].role);
    match role(&segments[at]) {
        Role::Separator => Standing::Body,
        role => role.standing(),
    }
}

/// The judgement on a quotation of such words: 0 verbatim, 1 with a warning, 2 refuted, 3 not in the text.
fn judged(page: &Folded, segments: &[Segment], words: &str) -> usize {
    let mut best = 3;
    let mut from = 0;
    while let Some(found) = page.text[from..].find(words) {
        let (start, end) = (page.places[from + found] as usize, page.places[from + found + words.len() - 1] as usize);
        let first = segments.partition_point(|segment| segment.span.end <= start);
        let last = segments.partition_point(|segment| segment.span.end <= end);
        let worst = (first..=last.min(segments.len() - 1)).map(|at| match standing(segments, at) {
            Standing::Body => 0,
            Standing::Story => 1,
            Standing::Furniture => 2,
        });
        best = best.min(worst.max().unwrap_or(3));
        from += found + words.len();
        if best == 0 {
            break;
        }
    }
    best
}

impl Counts {
    fn add(&mut self, page: &Page, peer: Option<&Peer>) {
        let segments = page.segments(model());
        let text = page.transcript.text();
        self.own.add(&page.id, &page.body, &page.text(model(), is_labelled));
        if let Some(peer) = peer {
            let said = peer.get(&page.id).and_then(|said| said.get("articleBody")).map_or("", String::as_str);
            self.peer.add(&page.id, &page.body, said);
        }
        let (folded, gold) = (Folded::of(text), Folded::of(&page.body).text);
        for sentence in sentences(&page.body) {
            let how = judged(&folded, &segments, &sentence);
            self.body[how] += 1;
            if how == 2 && fold(&page.site) != 0 && std::env::var("REFUSED").is_ok() {
                let at = folded.places[folded.text.find(&sentence).unwrap_or(0)] as usize;
                let segment = &segments[segments.partition_point(|segment| segment.span.end <= at)];
                let shown: String = text[at..].chars().take(100).collect();
                println!("REFUSED {} {} {}: {}", page.id, segment.role, segment.rule, shown.replace('\n', " / "));
            }
        }
        for segment in 0..segments.len() {
            for sentence in sentences(&text[segments[segment].span.range()]) {
                if !gold.contains(&sentence) {
                    let is_body = standing(&segments, segment) == Standing::Body;
                    self.rest[0] += usize::from(is_body);
                    self.rest[1] += 1;
                    self.rest[2] += usize::from(standing(&segments, segment) == Standing::Story);
                    if is_body && fold(&page.site) != 0 && std::env::var("CALLED").is_ok() {
                        let shown: String = text[segments[segment].span.range()].chars().take(100).collect();
                        println!(
                            "CALLED {} {}: {}",
                            page.id,
                            segments[segment].rule,
                            shown.trim().replace('\n', " / ")
                        );
                    }
                }
            }
        }
        let body = segments.iter().any(|segment| segment.role.standing() == Standing::Body);
        if !body && words(text).len() > 10 {
            self.empty.push(page.id.clone());
        }
    }

    fn print(&self, name: &str) {
        let (precision, recall, f1) = self.own.averages();
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        let found = self.body[0] + self.body[1] + self.body[2];
        let (_, _, peer) = self.peer.averages();
        println!(
            "{name:10} {:5} pages  P {precision:.3} R {recall:.3} F1 {f1:.4} (peer {peer:.4})  body {:.1} warned {:.1} \
             refused {:.1} of {found} ({} not in the text)  called body {:.1} warned {:.1} of {}  without body {}",
            self.own.pages.len(),
            share(self.body[0], found),
            share(self.body[1], found),
            share(self.body[2], found),
            self.body[3],
            share(self.rest[0], self.rest[1]),
            share(self.rest[2], self.rest[1]),
            self.rest[1],
            self.empty.len(),
        );
    }
}

/// Prints the table of some pages: on two thirds of the sites, which are looked at, on the third that is kept aside, and
/// by script.
pub fn print(pages: &[Page], peer: Option<&Peer>) {
    let mut rows: BTreeMap<String, Counts> = BTreeMap::new();
    for page in pages {
        let part = if fold(&page.site) == 0 { "unseen" } else { "seen" };
        for name in [part, "all", script(&page.body)] {
            rows.entry(name.to_owned()).or_default().add(page, peer);
        }
    }
    for (name, counts) in &rows {
        counts.print(name);
    }
    let empty: Vec<&str> = rows.get("seen").iter().flat_map(|row| row.empty.iter().map(String::as_str)).collect();
    println!("without body, seen: {}", empty.join(" "));
}
