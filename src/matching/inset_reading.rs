//! The readings of a text that has insets.

use super::fold::Piece;
use crate::segment::Role;
use crate::text::Span;
use crate::transcript::{Inset, InsetKind};

/// A way to read a text that has something between its words that takes no room there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum InsetReading {
    /// As a reader reads it: without any of that.
    Seen,
    /// The same, and without the hyphens that words have only at the end of a line.
    Joined,
    /// The same as it is seen, with the words that are struck out.
    Struck,
    /// With all of it, as the capture has it.
    Written,
}

impl InsetReading {
    /// All of them, the plainest first.
    pub const ALL: [Self; 4] = [Self::Seen, Self::Joined, Self::Struck, Self::Written];

    /// Returns true if it puts words of such an inset between those of the text.
    pub fn puts_in(self, kind: InsetKind) -> bool {
        match self {
            Self::Seen | Self::Joined => false,
            Self::Struck => kind == InsetKind::Struck,
            Self::Written => kind != InsetKind::LineEndHyphen,
        }
    }

    /// Returns true if a text with an inset of this kind reads in another way so.
    fn differs_by(self, kind: InsetKind) -> bool {
        self.puts_in(kind) || self == Self::Joined && kind == InsetKind::LineEndHyphen
    }

    /// The readings of a text that has these insets.
    pub fn of(insets: &[Inset]) -> impl Iterator<Item = Self> {
        Self::ALL
            .into_iter()
            .filter(move |reading| *reading == Self::Seen || insets.iter().any(|inset| reading.differs_by(inset.kind)))
    }

    /// The pieces that `spans` of a text are read as; only insets that may stand in the body are put in where
    /// `is_body` holds.
    pub fn pieces<'i>(self, spans: impl Iterator<Item = Span>, insets: &'i [Inset], is_body: bool) -> Vec<Piece<'i>> {
        let mut pieces = Vec::new();
        for span in spans {
            let mut from = span.start;
            let first = insets.partition_point(|inset| inset.at < span.start);
            for inset in insets[first..].iter().take_while(|inset| inset.at <= span.end) {
                if inset.kind == InsetKind::LineEndHyphen && self == Self::Joined && inset.at < span.end {
                    pieces.push(Piece::Own(Span::new(from, inset.at)));
                    from = inset.at + inset.text.len();
                } else if self.puts_in(inset.kind) && !(is_body && role_outside(inset.kind).is_some()) {
                    // At the seam of two segments it is put in once: behind the first.
                    if inset.at > span.start || inset.at == 0 {
                        pieces.push(Piece::Own(Span::new(from, inset.at)));
                        pieces.push(Piece::PutIn { words: &inset.text, at: inset.at });
                        from = inset.at;
                    }
                }
            }
            pieces.push(Piece::Own(Span::new(from, span.end)));
        }
        pieces
    }
}

/// The role that words of such an inset have, where they are outside of the body. Others may be quoted as they are
/// shown.
pub fn role_outside(kind: InsetKind) -> Option<Role> {
    match kind {
        InsetKind::Hidden => Some(Role::Hidden),
        InsetKind::PageBreak => Some(Role::PageBreak),
        _ => None,
    }
}
