//! Whether bytes are still the ones that were hashed.

use super::{Manifest, Reading};
use crate::capture::{ArticleId, Capture, CapturePath, CapturedAt};
use crate::digest::Digest;
use crate::segment::{Role, Segment};
use crate::text::Span;
use crate::transcript::{Transcript, decode};
use std::fmt;

/// A capture whose fixity has been proven: the only thing a quotation may be matched against. Only [`check`] makes one.
#[derive(Debug, Clone)]
pub struct Witness {
    manifest: Manifest,
    transcript: Transcript,
    segments: Vec<Segment>,
}

/// How a capture and its manifest disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Breach {
    /// The bytes are not the ones that were hashed.
    Changed {
        /// The digest in the manifest.
        committed: Digest,
        /// The digest of the bytes.
        found: Digest,
    },
    /// The bytes are the ones that were hashed, but cannot be read as text; why.
    Undecodable(String),
    /// The manifest speaks of another transcript than this version reads, or of another capture.
    Stale(String),
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { committed, found } => {
                write!(f, "its bytes changed\n  committed  {committed}\n  found      {found}")
            }
            Self::Undecodable(why) | Self::Stale(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Breach {}

/// Proves that `capture` holds the bytes that `manifest` commits to, and that its text is the one that was typed.
pub fn check(capture: &Capture, manifest: Manifest) -> Result<Witness, Breach> {
    let found = Digest::of(&capture.bytes);
    if found != manifest.sha256 {
        return Err(Breach::Changed { committed: manifest.sha256, found });
    }
    if manifest.capture != capture.path {
        return Err(Breach::Stale(format!("its manifest speaks of {}", manifest.capture)));
    }
    let transcript = decode(capture).map_err(|why| Breach::Undecodable(why.to_string()))?;
    let Reading::Transcript(typed) = &manifest.reading else {
        return Err(Breach::Stale("its manifest says that it has no text; run `literatim manifest`".to_owned()));
    };
    // The digest says it all, and costs as much as the capture's own: only where text and bytes differ is it asked.
    let same_text =
        transcript.text().as_bytes() == capture.bytes || Digest::of(transcript.text().as_bytes()) == typed.sha256;
    if typed.bytes != transcript.text().len() || !same_text {
        return Err(Breach::Stale(
            "its text is not the one that the manifest types; run `literatim manifest`".to_owned(),
        ));
    }
    if !tiles(&typed.segments, transcript.text()) {
        return Err(Breach::Stale("its manifest's segments do not tile its text; run `literatim manifest`".to_owned()));
    }
    let segments = typed.segments.clone();
    Ok(Witness { manifest, transcript, segments })
}

/// Whether `segments` tile `text`.
fn tiles(segments: &[Segment], text: &str) -> bool {
    let mut at = 0;
    for (index, segment) in segments.iter().enumerate() {
        let original = segment.of.is_none_or(|of| of != index && of < segments.len() && segments[of].of.is_none());
        if segment.span.start != at || segment.span.is_empty() || !original {
            return false;
        }
        at = segment.span.end;
        if !text.is_char_boundary(at) {
            return false;
        }
    }
    at == text.len()
}

impl Witness {
    /// What was committed to.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Where the capture is kept.
    pub fn path(&self) -> &CapturePath {
        &self.manifest.capture
    }

    /// The article it is a capture of.
    pub fn article(&self) -> &ArticleId {
        &self.manifest.article
    }

    /// When it was captured.
    pub fn captured_at(&self) -> Option<CapturedAt> {
        self.manifest.captured_at
    }

    /// The text that quotations are matched against.
    pub fn transcript(&self) -> &Transcript {
        &self.transcript
    }

    /// The transcript's text.
    pub fn text(&self) -> &str {
        self.transcript.text()
    }

    /// The typed parts of the text.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The role that a segment stands for: its own, or for a duplicate that of the segment it says again.
    pub fn role(&self, segment: &Segment) -> Role {
        match segment.of {
            Some(of) => self.segments[of].role,
            None => segment.role,
        }
    }

    /// The segments that `span` touches.
    pub fn segments_at(&self, span: Span) -> &[Segment] {
        let first = self.segments.partition_point(|segment| segment.span.end <= span.start);
        let behind = self.segments.partition_point(|segment| segment.span.start < span.end);
        &self.segments[first..behind.max(first)]
    }
}
