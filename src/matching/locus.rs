//! The place of a passage, and the editor's changes on the way.

use crate::capture::{ArticleId, CapturePath, CapturedAt, Part, Place};
use crate::digest::Digest;
use crate::manifest::Witness;
use crate::segment::{Role, RuleId, Standing};
use crate::text::Span;

/// The place of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Locus {
    /// The article.
    pub article: ArticleId,
    /// The capture's path.
    pub capture: CapturePath,
    /// The digest of the capture's bytes.
    pub sha256: Digest,
    /// The part of the capture that the passage begins in, where it has parts.
    pub part: Option<Part>,
    /// When it was captured.
    pub captured_at: Option<CapturedAt>,
    /// The role of what the passage stands in, as reports name it; for text said twice, of the copy that counts.
    pub role: Role,
    /// The rule that gave the segment its role.
    pub rule: RuleId,
    /// The number, from 1, of the segment it begins in, among the segments of that role.
    pub paragraph: usize,
    /// Its place in the transcript, in bytes.
    pub span: Span,
    /// Its place in the capture, or in that part, in bytes.
    pub bytes: Span,
    /// The pages, or the times, that it stands on, in order. None for a capture that has no such places.
    pub places: Vec<Place>,
    /// The program or the person that made the text, where that is not this program's reading of the capture.
    pub made_by: Option<Box<str>>,
}

impl Locus {
    /// The place `span` of the text of `witness`. Where it touches several segments, the least of them gives the role.
    pub fn of(witness: &Witness, span: Span) -> Self {
        let segments = witness.segments();
        let least = witness.segments_at(span).max_by_key(|segment| witness.role(segment).standing());
        let role = least.map_or(Role::Body, |segment| witness.role(segment).counted_as());
        let start = least.map_or(0, |segment| segment.of.map_or(segment.span.start, |of| segments[of].span.start));
        let before = segments.iter().take_while(|segment| segment.span.start <= start);
        let paragraph = before.filter(|segment| segment.role.counted_as() == role).count().max(1);
        let transcript = witness.transcript();
        let origins = transcript.origins(span);
        let first = origins.first().and_then(|origin| origin.part);
        // Offsets in several parts have no range in common: it is that of the part which the passage begins in.
        let bytes = origins.iter().filter(|origin| origin.part == first).map(|origin| origin.bytes).reduce(Span::hull);
        Self {
            article: witness.article().clone(),
            capture: witness.path().clone(),
            sha256: witness.manifest().sha256,
            part: part_of(witness, first),
            captured_at: witness.captured_at(),
            role,
            rule: least.map_or_else(|| "".into(), |segment| segment.rule.clone()),
            paragraph,
            span,
            bytes: bytes.unwrap_or_default(),
            made_by: transcript.maker().map(Into::into),
            places: transcript.places(span).into_iter().map(|(_, place)| place).collect(),
        }
    }

    /// The same of words that `reading` puts between those of the text, if `put_in` is their role: it is that of the place,
    /// too.
    pub(crate) fn read(witness: &Witness, span: Span, put_in: Option<Role>) -> Self {
        let mut locus = Self::of(witness, span);
        if let Some(role) = put_in {
            (locus.role, locus.rule) = (role, role.name().into());
            let insets = witness.transcript().insets();
            let first = insets.partition_point(|inset| inset.at < span.start);
            if let Some(inset) = insets.get(first).filter(|_| span.is_empty()) {
                (locus.part, locus.bytes) = (part_of(witness, inset.origin.part), inset.origin.bytes);
            }
        }
        locus
    }

    /// The standing of a quotation here.
    pub fn standing(&self) -> Standing {
        self.role.standing()
    }
}

/// A part of a capture by its number.
fn part_of(witness: &Witness, number: Option<u32>) -> Option<Part> {
    witness.transcript().parts().get(number? as usize).cloned()
}

/// The kinds of things an editor may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EditKind {
    /// Words left out for an ellipsis.
    Ellipsis,
    /// Words put in, or put for others, in brackets.
    Bracket,
    /// A letter changed, or an ending, in brackets.
    BracketLetter,
    /// `[sic]` and the like.
    BracketNote,
    /// An accepted change of typography.
    Typography,
    /// An accepted change of the first letter's case.
    InitialCase,
    /// An accepted final mark.
    FinalPunctuation,
    /// Accepted decoding debris.
    Decoding,
    /// Marks of the article that a quotation leaves out, which says that it is cleaned up.
    CleanedUp,
    /// A hyphen that a word of the article has only because a line ends there.
    LineEnd,
}

impl EditKind {
    /// The name, as reports write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ellipsis => "ellipsis",
            Self::Bracket => "bracket",
            Self::BracketLetter => "bracket-letter",
            Self::BracketNote => "bracket-note",
            Self::Typography => "typography",
            Self::InitialCase => "initial-case",
            Self::FinalPunctuation => "final-punctuation",
            Self::Decoding => "decoding",
            Self::CleanedUp => "cleaned-up",
            Self::LineEnd => "line-end",
        }
    }
}

/// One thing that an editor changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The kind of change.
    pub kind: EditKind,
    /// The text of the notes.
    pub quoted: String,
    /// The text of the archive.
    pub archived: String,
}
