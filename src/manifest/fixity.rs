//! Fixity: bytes that are still the ones that were hashed.

use super::{Manifest, TypedTranscript};
use crate::capture::{ArticleId, Capture, CapturePath, CapturedAt};
use crate::digest::Digest;
use crate::segment::{Role, Segment};
use crate::text::Span;
use crate::transcript::{DecodeError, Transcript, decode, decode_as};

/// A capture whose fixity has been proven: the only thing a quotation may be matched against. Only [`check`] makes one.
#[derive(Debug, Clone)]
pub struct Witness {
    manifest: Manifest,
    transcript: Transcript,
}

/// A disagreement between a capture and its manifest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FixityError {
    /// The bytes are not the ones that were hashed.
    #[error("its bytes changed\n  committed  {committed}\n  found      {found}")]
    Changed {
        /// The digest in the manifest.
        committed: Digest,
        /// The digest of the bytes.
        found: Digest,
    },
    /// The bytes are the ones that were hashed, but cannot be read as text; why.
    #[error("{0}")]
    Undecodable(DecodeError),
    /// The manifest speaks of another transcript than this version reads, or of another capture; in what it does.
    #[error("its manifest {0} (run `literatim manifest`, and check what it changes)")]
    Stale(String),
}

/// A capture and the digest of its bytes.
#[derive(Debug, Clone, Copy)]
pub struct Hashed<'c> {
    capture: &'c Capture,
    digest: Digest,
}

impl<'c> From<&'c Capture> for Hashed<'c> {
    /// Hashes `capture`.
    fn from(capture: &'c Capture) -> Self {
        Self { capture, digest: Digest::of(&capture.bytes) }
    }
}

impl<'c> Hashed<'c> {
    /// Hashes two captures, which is quicker than one after the other.
    pub fn of_both(one: &'c Capture, other: &'c Capture) -> [Self; 2] {
        let [first, second] = Digest::of_both(&one.bytes, &other.bytes);
        [Self { capture: one, digest: first }, Self { capture: other, digest: second }]
    }
}

/// Proves that `capture` holds the bytes that `manifest` commits to, and that its text is the one that was typed.
/// A capture that is hashed already is not hashed again.
pub fn check<'c>(capture: impl Into<Hashed<'c>>, manifest: Manifest) -> Result<Witness, FixityError> {
    let Hashed { capture, digest: found } = capture.into();
    if found != manifest.sha256 {
        return Err(FixityError::Changed { committed: manifest.sha256, found });
    }
    if manifest.capture != capture.path {
        return Err(FixityError::Stale(format!("is for another capture, {}", manifest.capture)));
    }
    let Some(typed) = manifest.typed() else {
        return Err(match decode(capture) {
            Err(why) => FixityError::Undecodable(why),
            Ok(_) if manifest.is_unread() => FixityError::Undecodable(DecodeError::UnreadByEarlier),
            Ok(_) => FixityError::Stale("says that the capture has no text, but it has".to_owned()),
        });
    };
    let transcript = decode_as(capture, &typed.reader).map_err(FixityError::Undecodable)?;
    is_typed(capture, found, &transcript, typed)?;
    Ok(Witness { manifest, transcript })
}

/// Checks that `typed` speaks of this transcript; `bytes` is the digest of the capture's bytes.
fn is_typed(
    capture: &Capture,
    bytes: Digest,
    transcript: &Transcript,
    typed: &TypedTranscript,
) -> Result<(), FixityError> {
    let text = transcript.text();
    // The text's digest costs as much as the capture's own: only where text and bytes differ need it be taken.
    let found =
        if transcript.is_raw() || text.as_bytes() == capture.bytes { bytes } else { Digest::of(text.as_bytes()) };
    let is_same_text = typed.bytes == text.len() && typed.sha256 == found;
    if typed.reader != transcript.reader() {
        let now = transcript.reader();
        return Err(FixityError::Stale(format!(
            "was made by the reader {:?}, and this version has {now:?}",
            typed.reader
        )));
    }
    if !is_same_text
        || typed.parts != transcript.parts()
        || typed.places != transcript.all_places()
        || typed.made_by.as_deref() != transcript.maker()
    {
        return Err(FixityError::Stale("describes another text than this version reads from the capture".to_owned()));
    }
    if !tiles(&typed.segments, text) {
        return Err(FixityError::Stale("has segments that do not tile the text".to_owned()));
    }
    Ok(())
}

/// Returns true if `segments` tile `text`.
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
    /// The manifest that it was proven against.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The path of the capture.
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
        &self.manifest.typed().expect("a witness has a text: `check` looked").segments
    }

    /// The role that a segment stands for: its own, or for a duplicate that of the segment it says again.
    pub fn role(&self, segment: &Segment) -> Role {
        match segment.of {
            Some(of) => self.segments()[of].role,
            None => segment.role,
        }
    }

    /// The segments that `span` touches.
    pub fn segments_at(&self, span: Span) -> impl Iterator<Item = &Segment> {
        let segments = self.segments();
        let first = segments.partition_point(|segment| segment.span.end <= span.start);
        let behind = segments.partition_point(|segment| segment.span.start < span.end);
        segments[first..behind.max(first)].iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::Record;
    use crate::manifest::Reading;
    use crate::segment::Rules;
    use proptest::prelude::*;

    fn capture(bytes: &[u8]) -> Capture {
        let path = "archive/the-lantern/20140611T093000Z.txt".parse().unwrap();
        Capture { path, bytes: bytes.to_vec(), record: Record::default() }
    }

    fn manifest(capture: &Capture) -> Manifest {
        Manifest::of(capture, None, &Rules::default()).0
    }

    #[test]
    fn a_capture_that_is_what_it_was_is_a_witness() {
        let capture = capture("The bridge was closed.\n\nIt reopened on Monday.\n".as_bytes());
        let witness = check(&capture, manifest(&capture)).unwrap();
        assert_eq!(witness.text().as_bytes(), capture.bytes);
        assert_eq!(witness.segments_at(Span::new(0, 3)).count(), 1);
    }

    #[test]
    fn the_manifest_of_another_capture_proves_nothing() {
        let one = capture(b"The bridge was closed.\n");
        let mut other = one.clone();
        other.path = "archive/another/20140611T093000Z.txt".parse().unwrap();
        assert!(matches!(check(&one, manifest(&other)), Err(FixityError::Stale(_))));
    }

    #[test]
    fn segments_that_leave_a_gap_prove_nothing() {
        let capture = capture(b"The bridge was closed.\n");
        let mut edited = manifest(&capture);
        let Reading::Transcript(typed) = &mut edited.reading else { panic!() };
        typed.segments[0].span.start = 1;
        assert!(matches!(check(&capture, edited), Err(FixityError::Stale(_))));
    }

    #[test]
    fn another_text_proves_nothing_even_where_the_bytes_agree() {
        let capture = capture(b"The bridge was closed.\n");
        let mut edited = manifest(&capture);
        let Reading::Transcript(typed) = &mut edited.reading else { panic!() };
        typed.sha256 = Digest::of(b"The bridge was open.\n");
        assert!(matches!(check(&capture, edited), Err(FixityError::Stale(_))));
    }

    #[test]
    fn a_manifest_that_says_there_is_no_text_where_there_is_one_is_stale() {
        let capture = capture(b"The bridge was closed.\n");
        let mut edited = manifest(&capture);
        edited.reading = Reading::Undecodable("not text".into());
        assert!(matches!(check(&capture, edited), Err(FixityError::Stale(_))));
    }

    #[test]
    fn a_kind_that_an_earlier_version_did_not_read_has_no_words_until_the_archive_is_upgraded() {
        let capture = capture(b"The bridge was closed.\n");
        let mut earlier = manifest(&capture);
        earlier.reading = Reading::Undecodable("unreadable-kind".into());
        assert_eq!(check(&capture, earlier).unwrap_err(), FixityError::Undecodable(DecodeError::UnreadByEarlier));
    }

    proptest! {
        #[test]
        fn a_flipped_bit_is_a_breach(bytes in prop::collection::vec(any::<u8>(), 1..200), at: prop::sample::Index, bit in 0..8u8) {
            let mut capture = capture(&bytes);
            let manifest = manifest(&capture);
            let at = at.index(bytes.len());
            capture.bytes[at] ^= 1 << bit;
            let is_breach = matches!(check(&capture, manifest), Err(FixityError::Changed { .. }));
            prop_assert!(is_breach);
        }
    }
}
