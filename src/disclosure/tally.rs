//! The log of all that was disclosed, so that nobody gives a whole article away without noticing.

use crate::capture::CapturePath;
use crate::digest::Digest;
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// For each commitment, the tokens that proofs were written for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DisclosureLog {
    given: BTreeMap<(CapturePath, Digest), Vec<Span>>,
}

/// A line of the tally.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DisclosureLogLine {
    capture: CapturePath,
    root: Digest,
    tokens: Vec<Span>,
}

/// A line that cannot be read as one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is not a record of disclosed words: {why}")]
pub struct DisclosureLogError {
    /// The line, from 1.
    pub line: usize,
    /// The problem.
    pub why: String,
}

impl DisclosureLog {
    /// Its file's name.
    pub const NAME: &str = ".disclosed";

    /// Its path below the root: with the archive, because it shows how long an article is.
    pub const PATH: &str = "archive/.disclosed";

    /// Reads what [`DisclosureLog::to_text`] writes, its lines in any order: a merge may have left them so.
    ///
    /// # Errors
    ///
    /// A line that cannot be read as one.
    pub fn from_text(text: &str) -> Result<Self, DisclosureLogError> {
        let mut tally = Self::default();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
            let read: Result<DisclosureLogLine, _> = serde_json::from_str(line);
            let DisclosureLogLine { capture, root, tokens } =
                read.map_err(|why| DisclosureLogError { line: index + 1, why: why.to_string() })?;
            tally.add(&capture, root, &tokens);
        }
        Ok(tally)
    }

    /// Its lines.
    pub fn to_text(&self) -> String {
        let line = |((capture, root), tokens): (&(CapturePath, Digest), &Vec<Span>)| {
            let line = DisclosureLogLine { capture: capture.clone(), root: *root, tokens: tokens.clone() };
            serde_json::to_string(&line).expect("a line has only text and numbers in it") + "\n"
        };
        self.given.iter().map(line).collect()
    }

    /// Adds tokens of the body that has this commitment.
    pub fn add(&mut self, capture: &CapturePath, root: Digest, tokens: &[Span]) {
        let given = self.given.entry((capture.clone(), root)).or_default();
        given.extend(tokens);
        *given = merged(std::mem::take(given));
    }

    /// The number of tokens of it that were disclosed.
    pub fn given(&self, capture: &CapturePath, root: Digest) -> usize {
        let given = self.given.get(&(capture.clone(), root));
        given.into_iter().flatten().map(|span| span.len()).sum()
    }
}

/// The same tokens in order, those that touch made one.
pub fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans.into_iter().filter(|span| !span.is_empty()) {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_twice_counts_once() {
        let (capture, root) = ("archive/a/x.txt".parse().unwrap(), Digest::of(b""));
        let mut tally = DisclosureLog::default();
        tally.add(&capture, root, &[Span::new(10, 20), Span::new(4, 6)]);
        tally.add(&capture, root, &[Span::new(15, 25), Span::new(6, 7)]);
        assert_eq!(tally.given(&capture, root), 18);
        assert_eq!(tally.given(&capture, Digest::of(b"x")), 0);
        assert_eq!(DisclosureLog::from_text(&tally.to_text()), Ok(tally));
        assert_eq!(DisclosureLog::from_text("\n{}").unwrap_err().line, 2);
    }
}
