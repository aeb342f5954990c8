//! The differences between a quotation and the archive, and between two captures.
//!
//! **Invariant**: whatever is in this room runs after the words were not found, and only says how they differ. Nothing here
//! makes a quotation verbatim.

mod glyphs;
mod letters;
mod nearest;
pub mod revision;
mod shingle_index;
mod shingle_scan;
mod splice;
mod variant;

pub use glyphs::glyphs;
pub use letters::by_letter;
pub use nearest::{Likeness, liken};
pub use shingle_index::Shingles;
pub use shingle_scan::{Query, Sighting, survey, survey_of};
pub use splice::{FOREIGN_WORDS, Piece, pieces, unseen};
pub use variant::{Comparison, Variant, VariantKind, are_other_numbers, is_unseen};
