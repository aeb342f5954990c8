//! Words of a withheld article that a proof opened, to be matched against as if they were all of it.
//!
//! They become a capture of their own, whose bytes they are and whose fixity is checked as any other's: so the one road
//! to *verbatim* is the same, and knows nothing of proofs.

use super::{Manifest, Reading, TypedTranscript, WithheldEntry, Witness, check};
use crate::capture::{Capture, MediaType, Record};
use crate::digest::Digest;
use crate::disclosure::{DisclosureProof, DisclosureProofError, Revealed, WordRun, split};
use crate::segment::{Role, Segment};
use crate::text::Span;
use crate::transcript::{Charset, CharsetFrom};
use std::sync::Arc;

/// Words that a proof opened.
#[derive(Debug, Clone)]
pub struct DisclosedBody {
    /// The words alone, as a witness: a hidden token is [`DisclosedBody::HIDDEN`] in its text.
    pub witness: Arc<Witness>,
    /// Each run of words.
    pub runs: Vec<DisclosedRun>,
}

/// A run of words that follow on each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosedRun {
    /// Its place in the text of the witness.
    pub span: Span,
    /// The end of its first token there, and the start of its last.
    pub edges: (usize, usize),
    /// The numbers of its tokens in the body.
    pub tokens: Span,
    /// The number of the paragraph that it begins in, from 1.
    pub paragraph: u32,
}

impl DisclosedBody {
    /// The character that stands for a token that is not disclosed. It is no letter and no white space; a quotation
    /// that has it in it stands nowhere.
    pub const HIDDEN: char = '\u{1A}';

    /// No more of them stand side by side: more would help nobody.
    const MOST_HIDDEN: usize = 1000;

    /// Opens the words that `proof` shows of the capture that `entry` commits to.
    ///
    /// # Errors
    ///
    /// A proof of anything else.
    pub fn check(entry: &WithheldEntry, proof: &DisclosureProof) -> Result<Self, DisclosureProofError> {
        let Revealed { tokens } = proof.open(&entry.body, entry.subject())?;
        let (text, runs) = written(&proof.runs, &tokens);
        let no_text = DisclosureProofError::Malformed("its words are not text");
        let witness = witness(entry, &text).ok_or(no_text)?;
        Ok(Self { witness: Arc::new(witness), runs })
    }
}

/// The text of the runs, with signs for what is hidden between them.
fn written(runs: &[WordRun], tokens: &[Span]) -> (String, Vec<DisclosedRun>) {
    // It never begins with a byte order mark, which would be taken off.
    let (mut text, mut disclosed) = ("\n".to_owned(), Vec::new());
    let mut before = 0;
    for (run, &tokens) in runs.iter().zip(tokens) {
        if tokens.start > before {
            text.extend(std::iter::repeat_n(
                DisclosedBody::HIDDEN,
                (tokens.start - before).min(DisclosedBody::MOST_HIDDEN),
            ));
            text.push('\n');
        }
        before = tokens.end;
        let start = text.len();
        run.words.iter().for_each(|words| text.push_str(words));
        let (first, last) = (&run.words[0], &run.words[run.words.len() - 1]);
        let edges = (split(first)[0].len(), split(last).last().map_or(0, |token| token.len()));
        disclosed.push(DisclosedRun {
            span: Span::new(start, text.len()),
            edges: (start + edges.0, text.len() - edges.1),
            tokens,
            paragraph: run.paragraph,
        });
    }
    // Whether a token follows stays hidden.
    text.push(DisclosedBody::HIDDEN);
    (text, disclosed)
}

/// The path of all of them: nobody sees it, and the withheld one's may have an ending that is read otherwise.
const PATH: &str = "archive/disclosed.txt";

/// The witness of a capture that has this text, all of it body.
fn witness(entry: &WithheldEntry, text: &str) -> Option<Witness> {
    let path = PATH.parse().ok()?;
    let charset = Charset { name: "UTF-8".to_owned(), from: CharsetFrom::Record };
    let record = Record { charset: Some(charset.name.clone()), ..Record::default() };
    let capture = Capture { path, bytes: text.as_bytes().to_vec(), record };
    let sha256 = Digest::of(&capture.bytes);
    let body = Segment { role: Role::Body, span: Span::new(0, text.len()), rule: "disclosed".into(), of: None };
    let typed = TypedTranscript {
        made_by: None,
        reader: "plain 1".to_owned(),
        charset,
        sha256,
        bytes: text.len(),
        rules: "disclosed".to_owned(),
        parts: Vec::new(),
        places: Vec::new(),
        segments: vec![body],
    };
    let manifest = Manifest {
        format: Manifest::FORMAT.to_owned(),
        capture: capture.path.clone(),
        article: entry.article.clone(),
        captured_at: entry.captured_at,
        urls: entry.urls.clone(),
        came_from: None,
        publisher: None,
        title: None,
        published: None,
        media_type: MediaType::Plain,
        bytes: text.len(),
        sha256,
        record: None,
        extent: None,
        reading: Reading::Transcript(typed),
    };
    check(&capture, manifest).ok()
}
