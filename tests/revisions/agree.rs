//! What `verify`, `impact` and `diff` say of one passage: by chance, and of passages that once had two answers.

use crate::article::{Lot, article, holdings, paragraph, witness};
use literatim::capture::ArticleId;
use literatim::diff::revision::{CaptureDiff, DiffPiece, PassageFate, revision};
use literatim::manifest::{Holdings, Witness};
use literatim::report::message;
use literatim::text::Span;
use literatim::verify::{Affected, Change, FindingData, Judged, NotesFile, Settings, Style, Verifier};
use std::sync::Arc;

fn both(holdings: &Arc<Holdings>, notes: &str) -> (Vec<Judged>, Vec<Affected>) {
    let verifier = Verifier::new(holdings, Settings::from(Style::exact()));
    let file = NotesFile { name: "notes.md".into(), text: notes.into(), ..NotesFile::default() };
    let report = verifier.verify(&vec![file.clone()].into());
    let article: ArticleId = "gazette".parse().unwrap();
    (report.quotations, verifier.impact(&[file], &article).unwrap().quotations)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The old words and the new ones, as the pieces have them.
fn sides(pieces: &[DiffPiece]) -> [String; 2] {
    let mut sides = [String::new(), String::new()];
    for piece in pieces {
        let (old, new) = match piece {
            DiffPiece::Kept(text) => (text, text),
            DiffPiece::Changed { old, new, .. } => (old, new),
        };
        sides[0] += old;
        sides[1] += new;
    }
    sides.map(|side| letters(&side))
}

/// Some words of an article, from anywhere in it: whole sentences, marks at either end, also over paragraphs.
fn quoted(text: &str, lot: &mut Lot) -> Span {
    let starts: Vec<usize> =
        text.split_whitespace().map(|word| word.as_ptr() as usize - text.as_ptr() as usize).collect();
    let length = 4 + lot.below(30);
    let first = lot.below(starts.len() - length);
    let end = text[..starts[first + length]].trim_end().len();
    Span::new(starts[first], end)
}

fn edited(old: &[String], lot: &mut Lot) -> Vec<String> {
    let mut new = old.to_vec();
    for _ in 0..1 + lot.below(5) {
        let at = 1 + lot.below(new.len() - 1);
        match lot.below(8) {
            0 => drop(new.remove(at)),
            1 => new.insert(at, paragraph(lot)),
            2 => {
                let moved = new.remove(at);
                let to = 1 + lot.below(new.len());
                new.insert(to, moved);
            }
            3 => new[at] = new[at].replacen(". ", ".\n\n", 1),
            4 => new[at] = new[at].replace(['“', '”'], "\""),
            kind => {
                let mut words: Vec<&str> = new[at].split(' ').collect();
                let word = lot.below(words.len());
                match kind {
                    5 => words[word] = lot.of(&["unforeseen", "never", "“the", "all", "41", "wharf,”"]),
                    6 => words.insert(word, lot.of(&["not", "— at least —", "some", "“so-called”"])),
                    _ => drop(words.remove(word)),
                }
                new[at] = words.join(" ");
            }
        }
        if new.len() < 3 {
            new.push(paragraph(lot));
        }
    }
    new
}

#[test]
fn the_pieces_of_a_reworded_passage_are_its_words_then_and_now() {
    let mut lot = Lot(41);
    let mut reworded = 0;
    for _ in 0..400 {
        let old = article(&mut lot, 7);
        let new = edited(&old, &mut lot);
        let [old, new] = [&old, &new].map(|text| text.join("\n\n"));
        let (one, other) = (witness("20260101T000000Z", &old), witness("20260102T000000Z", &new));
        let diff = CaptureDiff::of(&one, &other);
        for _ in 0..10 {
            let span = quoted(one.text(), &mut lot);
            let words = &one.text()[span.range()];
            let outcome = diff.carry(span);
            if outcome.fate != PassageFate::Reworded {
                continue;
            }
            reworded += 1;
            let now = &other.text()[outcome.now.unwrap().range()];
            let [was, is] = sides(&outcome.pieces);
            // White space is no part of a piece, and shapes of marks are the newer ones in what is kept.
            let plain = |text: &str| letters(text).replace(['“', '”'], "\"");
            assert_eq!(plain(&was), plain(words), "{:?}", outcome.pieces);
            let is_in_order = outcome.classes.iter().all(|class| class.name() != "moved");
            assert!(!is_in_order || is == letters(now), "{is}\n{now}\n{:?}", outcome.pieces);
        }
    }
    assert!(reworded > 300, "only {reworded} were reworded");
}

/// A quotation whose words are those of the older capture, and notes that cite it.
fn cited(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("> {words}\n>\n> — [@gazette]\n")
}

#[test]
fn what_verify_says_became_of_a_passage_is_what_impact_and_diff_say() {
    let mut lot = Lot(87);
    let mut superseded = 0;
    for _ in 0..400 {
        let old = article(&mut lot, 6);
        let middle = edited(&old, &mut lot);
        let new = if lot.below(2) == 0 { edited(&middle, &mut lot) } else { middle.clone() };
        let captures: Vec<Witness> =
            [("20260101T000000Z", &old), ("20260102T000000Z", &middle), ("20260103T000000Z", &new)]
                .into_iter()
                .map(|(name, text)| witness(name, &text.join("\n\n")))
                .collect();
        let span = quoted(captures[0].text(), &mut lot);
        let notes = cited(&captures[0].text()[span.range()]);
        let holdings = holdings(captures);
        let (judged, affected) = both(&holdings, &notes);
        assert_eq!(judged.len(), affected.len());
        for (judged, affected) in judged.iter().zip(&affected) {
            superseded += usize::from(agrees(judged, affected));
        }
    }
    assert!(superseded > 60, "only {superseded} were superseded");
}

/// Returns true if the quotation is superseded; then all must say the same of it.
fn agrees(judged: &Judged, affected: &Affected) -> bool {
    let found = judged.findings.iter().find_map(|finding| match &finding.data {
        FindingData::Superseded { change, stands_in, .. } => Some((finding, change, *stands_in)),
        _ => None,
    });
    let Some((finding, change, stands_in)) = found else { return false };
    let outcome = affected.outcome.as_ref().unwrap();
    let since = affected.since.as_ref().unwrap();
    assert_eq!(stands_in, since.captured_at(), "{}", message(finding));
    let said = (change.as_ref().unwrap(), outcome.fate, outcome.pieces.is_empty());
    match said {
        (Change::Reworded(classes), PassageFate::Reworded, false) => {
            assert_eq!(*classes, outcome.classes.iter().copied().collect::<Vec<_>>());
        }
        (Change::Around, PassageFate::Reworded, true)
        | (Change::Around | Change::OutsideBody, PassageFate::NowElsewhere, _)
        | (Change::OtherMarks, PassageFate::TypographyChanged, _)
        | (Change::Gone(_), PassageFate::Gone, _) => {}
        other => panic!("{other:?}: {}", message(finding)),
    }
    true
}

const REST: &str =
    "The harbour office opened its new hall on the quay, and many people came to see it before the rain.";

fn captures(texts: &[&str]) -> Arc<Holdings> {
    let of = |(day, text): (usize, &&str)| {
        witness(
            &format!("2026010{}T000000Z", day + 1),
            &format!("# The hall\n\n{REST}\n\n{text}\n\nLater on, {REST}\n"),
        )
    };
    holdings(texts.iter().enumerate().map(of).collect())
}

#[test]
fn a_reworded_quotation_that_begins_with_a_mark_is_not_garbled() {
    let old = "“We never leave a gate open in winter,” said the warden of the upper lock, “and we count them twice.”";
    for (word, other) in [("never", "seldom"), ("open", "ajar"), ("twice", "often"), ("warden", "keeper")] {
        let new = old.replace(word, other);
        let (_, affected) = both(&captures(&[old, &new]), &cited(old));
        let outcome = affected[0].outcome.as_ref().unwrap();
        assert_eq!(outcome.fate, PassageFate::Reworded);
        assert_eq!(sides(&outcome.pieces), [old, &new].map(letters), "{:?}", outcome.pieces);
        let changed = outcome.pieces.iter().filter(|piece| matches!(piece, DiffPiece::Changed { .. })).count();
        assert_eq!(changed, 1, "{:?}", outcome.pieces);
    }
}

#[test]
fn verify_names_the_capture_that_has_the_words_which_it_shows() {
    let old = "The wall will protect 410 homes along the river, the agency wrote to us on Monday.";
    let [middle, new] = ["470", "590"].map(|number| old.replace("410", number));
    let (judged, _) = both(&captures(&[old, &middle, &new]), &cited(old));
    let text = message(&judged[0].findings[0]);
    assert!(text.contains("that of 2026-01-03T00:00:00Z says “590”"), "{text}");
    // The words that stand there now came with the second capture.
    let (judged, _) = both(&captures(&[old, &middle, &middle]), &cited(old));
    let text = message(&judged[0].findings[0]);
    assert!(text.contains("that of 2026-01-02T00:00:00Z says “470”"), "{text}");
}

#[test]
fn words_over_two_paragraphs_have_the_classes_of_both() {
    let old = "The crews met in the loft and spoke about the gates.\n\nThey counted 40 lamps in the hall before noon.";
    let new = old.replace("40", "90");
    let holdings = captures(&[old, &new]);
    let notes = cited("spoke about the gates. They counted 40 lamps in the hall");
    let (judged, affected) = both(&holdings, &notes);
    assert!(agrees(&judged[0], &affected[0]));
    let names: Vec<&str> = affected[0].outcome.as_ref().unwrap().classes.iter().map(|class| class.name()).collect();
    assert_eq!(names, ["number"]);
}

#[test]
fn an_empty_capture_takes_no_words_away() {
    let old = "The crews met in the loft and spoke about the gates for two hours before noon.";
    let mut all = vec![witness("20260101T000000Z", &format!("# The hall\n\n{old}\n\n{REST}\n"))];
    all.push(crate::article::page("20260102T000000Z", "<html><body><script>render()</script></body></html>"));
    let (judged, affected) = both(&holdings(all), &cited(old));
    assert!(judged[0].findings.iter().all(|finding| !matches!(finding.data, FindingData::Superseded { .. })));
    assert_eq!(affected[0].outcome.as_ref().unwrap().fate, PassageFate::Holds);
}

#[test]
fn a_block_of_lines_has_one_fate_in_verify_and_impact() {
    let old =
        "“The gates are old,” said Ardan of the yard. “Nobody has the money,” said Lomond of the bank. They left.";
    let new = old.replace("the money", "any money");
    let notes = "> “The gates are old,” said Ardan of the yard.\n>\n> “Nobody has the money,” said Lomond of the bank.\n>\n> — [@gazette]\n";
    let (judged, affected) = both(&captures(&[old, &new]), notes);
    let superseded = |judged: &Judged| {
        judged.findings.iter().filter(|one| matches!(one.data, FindingData::Superseded { .. })).count()
    };
    assert_eq!(superseded(&judged[0]), 1, "{:?}", judged[0].findings);
    assert_eq!(affected[0].outcome.as_ref().unwrap().fate, PassageFate::Reworded);
    assert!(revision(&witness("a", old), &witness("b", &new)).changes.len() == 1);
}
