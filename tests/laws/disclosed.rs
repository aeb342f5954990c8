//! What must hold of words that are proven without their article.

use super::{capture_of, holdings, run, verified, witness};
use literatim::disclosure::{Commitment, DisclosureProof, Seed, Subject, merged};
use literatim::manifest::{
    Catalogue, DisclosedBody, Holdings, Inventory, Withheld, WithheldCapture, WithheldEntry, Witness,
};
use literatim::text::Span;
use literatim::verify::{Outcome, Style};
use std::collections::BTreeMap;
use std::sync::Arc;

fn seed() -> Seed {
    Seed::new([0x2A; 32])
}

fn subject(witness: &Witness) -> Subject<'_> {
    Subject { article: witness.article(), capture: witness.path() }
}

/// Holdings in which only these tokens of the article's body are known.
fn public(witness: &Witness, tokens: &[Span]) -> Arc<Holdings> {
    let (commitment, proof) = DisclosureProof::of(&witness.body(), subject(witness), &seed(), tokens);
    let withheld = Withheld::of(vec![WithheldEntry::of(witness, commitment)]);
    let entry = Withheld::from_bytes(&withheld.to_bytes()).unwrap().captures.remove(0);
    let proof = DisclosureProof::read(&proof.print()).unwrap();
    let disclosed = vec![DisclosedBody::check(&entry, &proof).unwrap()];
    let mut holdings = Holdings::new(Catalogue::of(&Inventory::default()), Vec::new(), BTreeMap::new());
    holdings.withhold([WithheldCapture { entry, disclosed }]);
    Arc::new(holdings)
}

/// Any run of body, disclosed, is verbatim without its article, and not with a word less at either end.
pub fn completeness(paragraphs: &[String], at: f64, len: usize) {
    let Some((held, quoted, span)) = run(paragraphs, at, len) else { return };
    let witness = held.witnesses().next().unwrap();
    let tokens = witness.body().touched(span).unwrap();
    let public = public(witness, &[tokens]);
    let outcome = |words: &str| verified(&format!("> {words}\n\n— [@a]\n"), &public, "exact").quotations[0].outcome();
    assert_eq!(outcome(&quoted), Outcome::Verbatim, "{quoted}");
    let (_, later) = quoted.split_once(' ').unwrap();
    let (sooner, _) = quoted.rsplit_once(' ').unwrap();
    assert_eq!([outcome(later), outcome(sooner)], [Outcome::Unverifiable; 2], "{quoted}");
}

/// Whatever is verbatim by words that were disclosed is verbatim by the article, in every style.
pub fn soundness(notes: &str, article: &str, cuts: &[(usize, usize)]) {
    let Some(witness) = witness(&capture_of(article.as_bytes(), "txt")) else { return };
    let count = witness.body().len();
    if count == 0 {
        return;
    }
    let cut = |&(from, len): &(usize, usize)| Span::new(from % count, (from % count + len).min(count));
    let tokens = merged(cuts.iter().map(cut).collect());
    let public = public(&witness, &tokens);
    let held = holdings(vec![witness]);
    for style in Style::NAMES {
        let [known, all] = [&public, &held].map(|holdings| verified(notes, holdings, style).quotations);
        for (known, all) in known.iter().zip(&all) {
            assert_eq!(known.text, all.text);
            let holds = known.outcome() != Outcome::Verbatim || all.outcome() == Outcome::Verbatim;
            assert!(holds, "{style}: {:?} of {article:?}, {tokens:?} known", known.text);
            assert_eq!(known.disclosure().is_some(), known.outcome() == Outcome::Verbatim);
            assert_ne!(known.outcome(), Outcome::Refuted);
        }
    }
}

/// Any bytes are a line of proofs in its one spelling, or none; and none opens a commitment that it is not of.
pub fn proofs(bytes: &[u8]) {
    if let Ok(read) = Withheld::from_bytes(bytes) {
        assert_eq!(read.to_bytes(), bytes);
    }
    let article = "The bridge\n\nThe “old bridge” was closed for 11,000 hours.\n\nNobody knew.\n";
    let witness = witness(&capture_of(article.as_bytes(), "txt")).unwrap();
    let (body, subject) = (witness.body(), subject(&witness));
    let (commitment, _) = Commitment::of(&body, subject, &seed(), &[]);
    let entry = WithheldEntry::of(&witness, commitment);
    for line in bytes.split(|byte| *byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok()) {
        let Ok(proof) = DisclosureProof::read(line) else { continue };
        assert_eq!(proof.print(), line);
        if let Ok(disclosed) = DisclosedBody::check(&entry, &proof) {
            let tokens: Vec<Span> = disclosed.runs.iter().map(|run| run.tokens).collect();
            let shown: Vec<String> = proof.runs.iter().map(|run| run.words.concat()).collect();
            assert_eq!(shown, tokens.iter().map(|tokens| body.text(*tokens)).collect::<Vec<_>>());
        }
    }
}

/// A line of proofs that holds, for the corpus.
pub fn line(tokens: &[Span]) -> String {
    let article = "The bridge\n\nThe “old bridge” was closed for 11,000 hours.\n\nNobody knew.\n";
    let witness = witness(&capture_of(article.as_bytes(), "txt")).unwrap();
    DisclosureProof::of(&witness.body(), subject(&witness), &seed(), tokens).1.print()
}
