//! Real posts before and after a revision. They are other people's words, kept beside the repository.

use crate::article::witness;
use literatim::diff::revision::{CaptureDiff, DiffPiece, PassageFate};
use literatim::manifest::Witness;
use literatim::text::Span;
use std::path::Path;

fn pairs() -> Vec<(String, Witness, Witness)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/revisions");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        skipped!("there are no real revisions beside this repository");
        return Vec::new();
    };
    let mut pairs = Vec::new();
    for entry in entries.flatten().filter(|entry| entry.path().is_dir()) {
        let read = |name: &str| std::fs::read_to_string(entry.path().join(name)).unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        pairs.push((name, witness("20260101T000000Z", &read("a.txt")), witness("20260102T000000Z", &read("b.txt"))));
    }
    pairs.sort_by(|one, other| one.0.cmp(&other.0));
    pairs
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Runs of so many words of the old text, every other word.
fn runs(text: &str, span: Span) -> Vec<Span> {
    let words: Vec<(usize, usize)> = text[span.range()]
        .split_whitespace()
        .map(|word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            (start, start + word.len())
        })
        .collect();
    words.windows(9).step_by(4).map(|run| Span::new(run[0].0, run[8].1)).collect()
}

#[test]
fn nothing_that_changed_holds() {
    let mut held = 0;
    for (name, old, new) in pairs() {
        let diff = CaptureDiff::of(&old, &new);
        for segment in old.segments().iter().filter(|segment| segment.of.is_none()) {
            for run in runs(old.text(), segment.span) {
                let found = diff.carry(run);
                if matches!(found.fate, PassageFate::Holds | PassageFate::Moved | PassageFate::NowElsewhere) {
                    let now = &new.text()[found.now.unwrap().range()];
                    assert_eq!(plain(now), plain(&old.text()[run.range()]), "{name}: {:?}", found.fate);
                    held += 1;
                }
            }
        }
    }
    eprintln!("{held} runs of real words hold");
}

#[test]
fn the_pieces_of_a_change_are_the_words_of_both_captures() {
    for (name, old, new) in pairs() {
        for change in CaptureDiff::of(&old, &new).revision().changes {
            let side = |before: bool| {
                let words: String = change
                    .pieces
                    .iter()
                    .map(|piece| match piece {
                        DiffPiece::Kept(text) => text.as_str(),
                        DiffPiece::Changed { old, new, .. } => {
                            if before {
                                old
                            } else {
                                new
                            }
                        }
                    })
                    .collect();
                words.replace(char::is_whitespace, "")
            };
            let words = |witness: &Witness, all: &[literatim::diff::revision::ChangedParagraph]| {
                all.iter()
                    .map(|one| witness.text()[one.span.range()].replace(char::is_whitespace, ""))
                    .collect::<String>()
            };
            assert_eq!(side(true), words(&old, &change.old), "{name}, before");
            assert_eq!(side(false), words(&new, &change.new), "{name}, after");
        }
    }
}
