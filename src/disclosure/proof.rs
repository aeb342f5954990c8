//! Some runs of words of a withheld body, and what proves that they stand there.

use super::base64;
use super::body::Body;
use super::commitment::{Commitment, Subject};
use super::seed::Seed;
use super::split::split;
use super::tree::{RecomputedRoot, TreeOpening, hashes_of, salts_of};
use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// A line of `quotations.proofs`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosureProof {
    /// The capture whose body it is of.
    pub capture: CapturePath,
    /// The disclosed runs, in order; no two touch.
    pub runs: Vec<WordRun>,
    #[serde(with = "base64")]
    salts: Vec<u8>,
    #[serde(with = "base64")]
    siblings: Vec<u8>,
}

/// Tokens that follow on each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordRun {
    /// The number of the first token, from 0.
    pub token: usize,
    /// The number of the paragraph that it stands in, from 1.
    pub paragraph: u32,
    /// The words, paragraph by paragraph, letter for letter.
    pub words: Vec<String>,
}

/// The tokens that a proof reveals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revealed {
    /// The numbers of the tokens of each run.
    pub tokens: Vec<Span>,
}

/// Why a line is no proof, or proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DisclosureProofError {
    /// It is not spelled as one.
    #[error("not a proof: {0}")]
    Unreadable(String),
    /// Its words, salts and siblings do not fit each other.
    #[error("the proof is invalid: {0}")]
    Malformed(&'static str),
    /// They make another root than the one that was committed to.
    #[error("the proof is invalid: its words do not give the committed root")]
    Wrong {
        /// The one that was committed to.
        committed: Digest,
        /// The one that they make.
        found: Digest,
    },
}

impl DisclosureProof {
    /// The path of the proofs below the root, one a line.
    pub const PATH: &str = "quotations.proofs";

    /// The proof that `tokens` of `body` stand there: in order, no two of them touching, and none empty.
    ///
    /// # Panics
    ///
    /// If the body has no such tokens.
    pub fn of(body: &Body<'_>, subject: Subject<'_>, seed: &Seed, tokens: &[Span]) -> (Commitment, Self) {
        let (commitment, TreeOpening { salts, siblings }) = Commitment::of(body, subject, seed, tokens);
        let runs = tokens.iter().map(|&tokens| run(body, tokens)).collect();
        let salts = salts.concat();
        let siblings = siblings.iter().flat_map(|hash| *hash.as_bytes()).collect();
        (commitment, Self { capture: subject.capture.clone(), runs, salts, siblings })
    }

    /// Reads a line, in its one spelling.
    ///
    /// # Errors
    ///
    /// Any other spelling, and what is no proof.
    pub fn read(line: &str) -> Result<Self, DisclosureProofError> {
        let proof: Self =
            serde_json::from_str(line).map_err(|why| DisclosureProofError::Unreadable(why.to_string()))?;
        match proof.print() == line {
            true => Ok(proof),
            false => Err(DisclosureProofError::Unreadable("it is not in canonical form".to_owned())),
        }
    }

    /// Its one spelling, without a line feed.
    pub fn print(&self) -> String {
        serde_json::to_string(self).expect("a proof has only text and numbers in it")
    }

    /// The number of bytes of its words, salts and siblings.
    pub fn size(&self) -> usize {
        let words: usize = self.runs.iter().flat_map(|run| &run.words).map(String::len).sum();
        words + self.salts.len() + self.siblings.len()
    }

    /// Checks that its words stand where it says in what `commitment` was made of.
    ///
    /// # Errors
    ///
    /// Anything that does not lead to the root, letter for letter and place for place.
    pub fn open(&self, commitment: &Commitment, subject: Subject<'_>) -> Result<Revealed, DisclosureProofError> {
        if !commitment.is_known() {
            return Err(DisclosureProofError::Malformed("the commitment has a form that this version does not know"));
        }
        if self.capture != *subject.capture {
            return Err(DisclosureProofError::Malformed("it is a proof of another capture"));
        }
        let (mut tokens, mut spans) = (Vec::new(), Vec::new());
        for run in &self.runs {
            let before = tokens.len();
            run.split_into(&mut tokens)?;
            let end = run.token.checked_add(tokens.len() - before).ok_or(TOO_FAR)?;
            spans.push(Span::new(run.token, end));
        }
        if !spans.windows(2).all(|pair| pair[0].end < pair[1].start) {
            return Err(DisclosureProofError::Malformed("its runs are not in order, or touch"));
        }
        let salts = salts_of(&self.salts).ok_or(DisclosureProofError::Malformed("a salt is too short"))?;
        let siblings = hashes_of(&self.siblings).ok_or(DisclosureProofError::Malformed("a sibling is too short"))?;
        let remade = RecomputedRoot { runs: &spans, tokens: &tokens, opening: &TreeOpening { salts, siblings } };
        let tree = remade.root(commitment.depth).ok_or(DisclosureProofError::Malformed(
            "its words, salts and siblings are too few or too many for a tree of that depth",
        ))?;
        match commitment.bound(subject, tree) {
            found if found == commitment.root => Ok(Revealed { tokens: spans }),
            found => Err(DisclosureProofError::Wrong { committed: commitment.root, found }),
        }
    }
}

const TOO_FAR: DisclosureProofError = DisclosureProofError::Malformed("a token number is too large");

impl WordRun {
    /// Its words as tokens, each with its paragraph.
    fn split_into<'r>(&'r self, tokens: &mut Vec<(u32, &'r str)>) -> Result<(), DisclosureProofError> {
        if self.words.is_empty() || self.words.iter().any(String::is_empty) || self.paragraph == 0 {
            return Err(DisclosureProofError::Malformed("a run has no words, or no paragraph"));
        }
        for (number, words) in self.words.iter().enumerate() {
            let paragraph = u32::try_from(number).ok().and_then(|number| self.paragraph.checked_add(number));
            let paragraph = paragraph.ok_or(TOO_FAR)?;
            tokens.extend(split(words).into_iter().map(|token| (paragraph, &words[token.range()])));
        }
        Ok(())
    }
}

fn run(body: &Body<'_>, span: Span) -> WordRun {
    let tokens = &body.tokens()[span.range()];
    let mut words: Vec<String> = Vec::new();
    let mut last = 0;
    for token in tokens {
        // Paragraphs without a token have no text, and segments are never empty: numbers go up by one.
        match words.last_mut() {
            Some(paragraph) if last == token.paragraph => paragraph.push_str(token.text),
            _ => words.push(token.text.to_owned()),
        }
        last = token.paragraph;
    }
    WordRun { token: span.start, paragraph: tokens[0].paragraph, words }
}

#[cfg(test)]
mod tests;
