use super::*;
use crate::capture::ArticleId;
use proptest::prelude::*;

const PAGE: &str = "The bridge\n\nThe “old bridge” was closed for 11,000 hours.\n";

fn names() -> (ArticleId, CapturePath) {
    ("bridge".parse().unwrap(), "archive/bridge/20140611T093000Z.txt".parse().unwrap())
}

fn seed() -> Seed {
    Seed::new([0x2A; 32])
}

/// A body of these paragraphs, one after another.
fn spans(paragraphs: &[String]) -> Vec<Span> {
    let mut at = 0;
    let next = |paragraph: &String| {
        let span = Span::new(at, at + paragraph.len());
        at = span.end;
        span
    };
    paragraphs.iter().map(next).collect()
}

#[test]
fn the_example_of_the_specification_comes_out() {
    let (article, capture) = names();
    let subject = Subject { article: &article, capture: &capture };
    let body = Body::of(PAGE, [Span::new(12, PAGE.len())]);
    assert_eq!(body.len(), 8);
    let (commitment, proof) = DisclosureProof::of(&body, subject, &seed(), &[Span::new(4, 7)]);
    let pages = include_str!("../../../docs/withheld.md");
    assert!(pages.contains(&format!("\n{}\n", proof.print())), "{}", proof.print());
    let body = format!("\"body\":{}}}\n", serde_json::to_string(&commitment).unwrap());
    assert!(pages.contains(&body), "{body}");
}

#[test]
fn a_proof_of_another_article_capture_depth_or_role_shows_nothing() {
    let (article, capture) = names();
    let subject = Subject { article: &article, capture: &capture };
    let body = Body::of(PAGE, [Span::new(12, PAGE.len())]);
    let (commitment, proof) = DisclosureProof::of(&body, subject, &seed(), &[Span::new(4, 7)]);
    assert!(proof.open(&commitment, subject).is_ok());
    let other: ArticleId = "another".parse().unwrap();
    let wrong = proof.open(&commitment, Subject { article: &other, ..subject });
    assert!(matches!(wrong, Err(DisclosureProofError::Wrong { .. })));
    let elsewhere: CapturePath = "archive/bridge/20140612T093000Z.txt".parse().unwrap();
    let moved = DisclosureProof { capture: elsewhere.clone(), ..proof.clone() };
    assert!(proof.open(&commitment, Subject { capture: &elsewhere, ..subject }).is_err());
    assert!(moved.open(&commitment, Subject { capture: &elsewhere, ..subject }).is_err());
    for commitment in [
        Commitment { depth: commitment.depth + 1, ..commitment.clone() },
        Commitment { depth: 200, ..commitment.clone() },
        Commitment { role: crate::segment::Role::Caption, ..commitment.clone() },
        Commitment { rule: "words-2".to_owned(), ..commitment },
    ] {
        assert!(proof.open(&commitment, subject).is_err(), "{commitment:?}");
    }
}

#[test]
fn a_line_has_one_spelling() {
    let (article, capture) = names();
    let body = Body::of(PAGE, [Span::new(12, PAGE.len())]);
    let subject = Subject { article: &article, capture: &capture };
    let line = DisclosureProof::of(&body, subject, &seed(), &[Span::new(0, 8)]).1.print();
    assert_eq!(DisclosureProof::read(&line).unwrap().print(), line);
    for (was, is) in
        [("\"runs\"", " \"runs\""), ("\"token\":0", "\"token\":00"), ("\"salts\":", "\"salts\":\"\",\"salts\":")]
    {
        assert!(DisclosureProof::read(&line.replacen(was, is, 1)).is_err(), "{is}");
    }
}

#[test]
fn another_text_under_the_same_seed_has_no_salt_in_common() {
    let (article, capture) = names();
    let subject = Subject { article: &article, capture: &capture };
    let proofs = ["one two three four", "one two three five"].map(|text| {
        let body = Body::of(text, [Span::new(0, text.len())]);
        DisclosureProof::of(&body, subject, &seed(), &[Span::new(0, 1)]).1
    });
    assert_eq!(proofs[0].runs, proofs[1].runs);
    assert_ne!(proofs[0].salts, proofs[1].salts);
}

prop_compose! {
    fn paragraphs()(texts in prop::collection::vec("[a-c東 ,\n“é]{1,30}", 1..8)) -> Vec<String> { texts }
}

proptest! {
    #[test]
    fn any_runs_open_and_no_change_of_them_does(
        paragraphs in paragraphs(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 1usize..6), 1..4),
        at: prop::sample::Index,
        bit in 0u8..8,
    ) {
        let text = paragraphs.concat();
        let body = Body::of(&text, spans(&paragraphs));
        let runs = cuts.iter().map(|(from, len)| {
            let from = from.index(body.len());
            Span::new(from, (from + len).min(body.len()))
        });
        let mut runs = crate::disclosure::merged(runs.collect());
        runs.dedup();
        let (article, capture) = names();
        let subject = Subject { article: &article, capture: &capture };
        let (commitment, proof) = DisclosureProof::of(&body, subject, &seed(), &runs);
        prop_assert_eq!(&commitment, &Commitment::of(&body, subject, &seed(), &[]).0);
        let opened = proof.open(&commitment, subject).unwrap();
        prop_assert_eq!(&opened.tokens, &runs);
        let shown: Vec<String> = proof.runs.iter().map(|run| run.words.concat()).collect();
        prop_assert_eq!(shown, runs.iter().map(|run| body.text(*run)).collect::<Vec<_>>());
        prop_assert_eq!(DisclosureProof::read(&proof.print()).unwrap(), proof.clone());
        for changed in changes(&proof, at, bit) {
            prop_assert!(changed.open(&commitment, subject).is_err(), "{changed:?}");
        }
    }
}

/// The proof with one thing changed, for everything that is in it.
fn changes(proof: &DisclosureProof, at: prop::sample::Index, bit: u8) -> Vec<DisclosureProof> {
    let mut changed = Vec::new();
    let mut with = |change: &dyn Fn(&mut DisclosureProof)| {
        let mut one = proof.clone();
        change(&mut one);
        changed.push(one);
    };
    let run = at.index(proof.runs.len());
    with(&|proof| proof.runs[run].token += 1);
    with(&|proof| proof.runs[run].token = proof.runs[run].token.wrapping_sub(1));
    with(&|proof| proof.runs[run].token = usize::MAX);
    with(&|proof| proof.runs[run].paragraph += 1);
    with(&|proof| proof.runs[run].paragraph = u32::MAX);
    with(&|proof| drop(proof.runs.remove(run)));
    with(&|proof| proof.runs.push(proof.runs[run].clone()));
    with(&|proof| proof.runs[run].words.last_mut().unwrap().push('x'));
    with(&|proof| proof.runs[run].words.push("x".to_owned()));
    with(&|proof| _ = proof.runs[run].words[0].remove(0));
    with(&|proof| _ = proof.runs[run].words.last_mut().unwrap().pop());
    with(&|proof| {
        let letter = proof.runs[run].words[0].remove(0);
        proof.runs[run].words[0].insert(0, if letter == 'b' { 'c' } else { 'b' });
    });
    with(&|proof| {
        let at = at.index(proof.salts.len());
        proof.salts[at] ^= 1 << bit;
    });
    with(&|proof| _ = proof.salts.pop());
    with(&|proof| proof.salts.truncate(proof.salts.len() - 16));
    with(&|proof| proof.salts.extend([0; 16]));
    with(&|proof| proof.siblings.extend([0; 32]));
    if !proof.siblings.is_empty() {
        with(&|proof| {
            let at = at.index(proof.siblings.len());
            proof.siblings[at] ^= 1 << bit;
        });
        with(&|proof| proof.siblings.truncate(proof.siblings.len() - 32));
    }
    changed
}
