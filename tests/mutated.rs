//! Notes of every format, changed at random: none of them ends the program, whatever it does to the ones that follow.
//!
//! `LITERATIM_MUTATED=200000 cargo test --release --test mutated -- --nocapture` tries that many.

#![allow(clippy::print_stderr, missing_docs, reason = "a test, and a count for those who ask for it")]

use literatim::capture::Capture;
use literatim::manifest::Archive;
use literatim::notes::Reference;
use literatim::report::{NotesContext, Paint, ReportFormat, print};
use literatim::segment::Rules;
use literatim::verify::{Format, NotesFile, Outcome, Policy, Verifier};
use std::path::Path;

/// The notes that are changed in each run of the tests.
const SAMPLE: usize = 3000;

/// Notes of more bytes are cut, so that there are more of them.
const LONGEST: usize = 6000;

/// What formats write around words, and what has taken a reader by surprise before.
const PIECES: [&str; 40] = [
    "“",
    "”",
    "\"",
    "'",
    "> ",
    "\n\n",
    "\n",
    "\r\n",
    "```",
    "<!--",
    "-->",
    "<q>",
    "</q>",
    "[@a]",
    "[[",
    "]]",
    "{{",
    "}}",
    "\\enquote{",
    "}",
    "[",
    "]",
    "…",
    "[...]",
    "\u{a0}",
    "\u{3000}",
    "\u{202e}",
    "\u{200b}",
    "\0",
    "é",
    "漢",
    "🚤",
    "\u{301}",
    "$",
    "|",
    "- quote: ",
    "https://a.example/a",
    "`",
    "==",
    "~~",
];

/// Numbers by chance, the same in each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap()
    }
}

/// The notes that are changed: those of the corpus and of the cases.
fn notes() -> Vec<(Format, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut notes = Vec::new();
    for folder in ["fuzz/corpus/notes", "tests/cases", "examples"] {
        let mut files: Vec<_> = root.join(folder).read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        for file in files.into_iter().filter(|file| file.is_file()) {
            let Some(format) = Format::of_file(&file.to_string_lossy()) else { continue };
            let mut bytes = std::fs::read(&file).unwrap();
            bytes.truncate(LONGEST);
            notes.push((format, bytes));
        }
    }
    notes
}

/// Changes bytes here and there: as a disk does, as people do, and as those do who mean it.
fn change(bytes: &mut Vec<u8>, others: &[u8], chance: &mut Chance) {
    for _ in 0..=chance.below(8) {
        let at = chance.below(bytes.len() + 1);
        let end = (at + chance.below(60)).min(bytes.len());
        let piece = PIECES[chance.below(PIECES.len())].as_bytes();
        match chance.below(7) {
            0 => drop(bytes.splice(at..at, piece.iter().copied())),
            1 => drop(bytes.splice(at..end, piece.iter().copied())),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let again = bytes[at..end].repeat(1 + chance.below(40));
                bytes.splice(at..at, again);
            }
            4 => {
                let from = chance.below(others.len() + 1);
                let other = &others[from..(from + 200).min(others.len())];
                bytes.splice(at..at, other.iter().copied());
            }
            5 => drop(bytes.splice(at..at, piece.repeat(1 + chance.below(200)))),
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << chance.below(8);
                }
            }
        }
    }
}

#[test]
fn no_mutated_notes_end_the_program_or_the_verdicts_on_others() {
    let text =
        "The night boat carries 40 people, said the harbour master. It costs no more than the bus does in the winter.";
    let capture = Capture::new("archive/a/20250101T000000Z.txt".parse().unwrap(), text);
    let verifier = Verifier::new(Archive::of([capture], &Rules::default()), Policy::default());
    let count = std::env::var("LITERATIM_MUTATED").ok().map_or(SAMPLE, |count| count.parse().unwrap());
    let (notes, mut chance) = (notes(), Chance(0x9E37_79B9_7F4A_7C15));
    assert!(notes.len() > 60, "{}", notes.len());
    let (mut quotations, mut longest) = (0, std::time::Duration::ZERO);
    for number in 0..count {
        let (format, original) = &notes[chance.below(notes.len())];
        let (_, other) = &notes[chance.below(notes.len())];
        let mut bytes = original.clone();
        change(&mut bytes, other, &mut chance);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let file = NotesFile { name: "notes".into(), format: *format, text, ..NotesFile::default() };
        let start = std::time::Instant::now();
        let report = verifier.verify(&file.into());
        print(&report, ReportFormat::Human, &mut std::io::sink(), &Paint::default(), &NotesContext::default()).unwrap();
        let took = start.elapsed();
        assert!(took.as_secs() < 30, "{number}: {took:?}");
        (quotations, longest) = (quotations + report.quotations.len(), longest.max(took));
    }
    eprintln!("{count} notes, {quotations} quotations; the slowest took {longest:?}");
    assert!(quotations > count, "{quotations}");
    let words = "carries 40 people, said the harbour master";
    assert_eq!(verifier.judge(words, Some(Reference::Key("a".into()))).outcome(), Outcome::Verbatim);
}
