//! The differences between a quotation and the archive, and between two captures.
//!
//! **Invariant**: whatever is in this room runs after the words were not found, and only says how they differ. Nothing
//! here makes a quotation verbatim.

mod glyphs;
mod letters;
mod nearest;
pub mod revision;
mod shingle_index;
mod shingle_scan;
mod splice;
mod variant;

pub use glyphs::{glyph, glyphs};
pub use letters::by_letter;
pub use nearest::{LocalAlignment, align};
pub use shingle_index::ShingleIndex;
pub use shingle_scan::{Query, ShingleHit, shingle_scan, shingle_scan_of};
pub use splice::{FOREIGN_WORDS, SplicePiece, longest_unseen, splice_pieces};
pub use variant::{Comparison, Variant, VariantKind, are_other_numbers, looks_the_same};
