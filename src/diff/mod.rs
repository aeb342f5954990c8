//! The differences between a quotation and the archive, and between two captures.
//!
//! **Invariant**: whatever is in this room runs after the words were not found, and only says how they differ. Nothing here
//! makes a quotation verbatim.

mod glyphs;
mod letters;
mod nearest;
mod pieces;
pub mod revision;
mod shingles;
mod survey;
mod variant;

pub use glyphs::glyphs;
pub use letters::by_letter;
pub use nearest::{Likeness, liken};
pub use pieces::{FOREIGN_WORDS, Piece, pieces, unseen};
pub use shingles::Shingles;
pub use survey::{Query, Sighting, survey, survey_of};
pub use variant::{Comparison, Variant, VariantKind, are_other_numbers, is_unseen};
