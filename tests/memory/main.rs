//! How much memory reading a capture takes: the most that is held at once until its segments are there, the capture's
//! own bytes counted too. `cargo test --test memory -- --nocapture` prints it for every kind.

#![allow(clippy::print_stderr, reason = "the table is for whoever asks for it")]

#[macro_use]
#[path = "../skipped/mod.rs"]
mod skipped;

mod captures;

use allocation_counter::measure;
use captures::{Kind, SIZE, all};
use literatim::capture::{Capture, Record};
use literatim::segment::{Role, Rules, evidence, segment};
use literatim::transcript::{Transcript, decode};
use std::io::Read;
use std::path::Path;

/// How many times the capture is held at most.
const MOST: f64 = 12.0;

/// How many bytes a capture has at least for each of its parts if it has many: see `src/transcript/limits.rs`. A smaller
/// one may have more parts than that, and is measured by them.
const FEWEST_BYTES: f64 = 16.0;

/// What was held at most, in multiples of the capture.
#[derive(Debug)]
struct Held {
    /// Until it was decoded.
    decoded: f64,
    /// Until it was segmented.
    segmented: f64,
    /// How many bytes of the capture there are for each of its parts: a block is two, an element one.
    bytes_a_part: f64,
    crowded: bool,
}

impl Held {
    /// What was held, in multiples of what the limit goes by.
    fn weighed(&self) -> f64 {
        let close = if self.crowded { 1.0 } else { (FEWEST_BYTES / self.bytes_a_part).max(1.0) };
        self.segmented / close
    }
}

fn capture(kind: &Kind) -> Capture {
    let path = format!("archive/a/20250101T000000Z.{}", kind.extension).parse().unwrap();
    Capture { path, bytes: kind.bytes.clone(), record: Record::default() }
}

fn held(kind: &Kind) -> Held {
    let rules = Rules::default();
    let capture = capture(kind);
    let (size, mut transcript) = (capture.bytes.len() as f64, None::<Transcript>);
    let decoding = measure(|| transcript = Some(decode(&capture).unwrap()));
    let transcript = transcript.unwrap();
    let mut segments = Vec::new();
    let segmenting = measure(|| segments = segment(&transcript, &rules));
    let kept = decoding.bytes_current.max(0) as u64;
    let parts = 2 * transcript.blocks().len() + transcript.elements().len();
    Held {
        decoded: 1.0 + decoding.bytes_max as f64 / size,
        segmented: 1.0 + decoding.bytes_max.max(kept + segmenting.bytes_max) as f64 / size,
        bytes_a_part: size / parts.max(1) as f64,
        crowded: transcript.exceeds_limits(),
    }
}

/// Reads the beginning of a capture: what is compiled once for all is not this one's.
fn warm(kind: &Kind) {
    let beginning = Kind { bytes: kind.bytes[..kind.bytes.len().min(2000)].to_vec(), ..*kind };
    if let Ok(transcript) = decode(&capture(&beginning)) {
        segment(&transcript, &Rules::default());
    }
}

#[test]
fn reading_holds_at_most_twelve_times_the_capture() {
    let kinds = all();
    kinds.iter().for_each(warm);
    let mut beyond = Vec::new();
    for kind in &kinds {
        let held = held(kind);
        let close = if held.crowded { "crowded".into() } else { format!("{:.0} bytes a part", held.bytes_a_part) };
        eprintln!("{:45} {:5.1} {:5.1}  {close}", kind.name, held.decoded, held.segmented);
        if held.weighed() > MOST {
            beyond.push((kind.name, held));
        }
    }
    assert!(beyond.is_empty(), "{beyond:#?}");
}

#[test]
fn a_crowd_is_one_segment_and_says_so() {
    for (piece, extension) in [("<p>a", "html"), ("a\n", "txt"), ("- a\n", "md"), ("[", "md")] {
        let of = |count: usize| {
            let kind = Kind { name: "", extension, bytes: piece.repeat(count).into_bytes() };
            decode(&capture(&kind)).unwrap()
        };
        assert!(!of(1000).exceeds_limits(), "{piece}");
        let crowd = of(250_000);
        let segments = segment(&crowd, &Rules::default());
        let found: Vec<_> = segments.iter().map(|segment| (segment.role, &*segment.rule, segment.span.len())).collect();
        assert_eq!(found, [(Role::Aside, "too-crowded", crowd.text().len())], "{piece}");
        assert!(evidence(&crowd, &Rules::default(), &segments)[0].contains("than any article"), "{piece}");
    }
}

#[test]
fn as_many_parts_further_apart_are_no_crowd() {
    let line = "A line of some sixty bytes, which is as short as they come.\n";
    let kind = Kind { name: "", extension: "txt", bytes: line.repeat(250_000).into_bytes() };
    assert!(!decode(&capture(&kind)).unwrap().exceeds_limits());
    assert!(kind.bytes.len() > SIZE);
}

#[test]
fn real_pages_take_as_little() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold/web/html");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        skipped!("there are no pages at {}", folder.display());
        return;
    };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut most: f64 = 0.0;
    for file in files.iter().step_by(4) {
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(std::fs::File::open(file).unwrap()).read_to_end(&mut bytes).unwrap();
        let kind = Kind { name: "page", extension: "html", bytes };
        // Twice, so that what is compiled for the first page is not counted.
        segment(&decode(&capture(&kind)).unwrap(), &Rules::default());
        most = most.max(held(&kind).segmented);
    }
    eprintln!("real pages: {most:.1} at most");
    assert!(most < MOST, "{most}");
}
