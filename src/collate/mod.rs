//! Where the words of a quotation stand in the archive, or how they differ from what stands there.
//!
//! **Invariant**: [`anchor`] compares letters, and is the only road to *verbatim*; whatever else is in this room runs
//! after it has failed, and only says how the words differ.

mod anchor;
mod boundary;
mod fold;
mod glyphs;
mod hidden;
mod index;
mod keyed;
mod letters;
mod locate;
mod locus;
mod marks;
mod nearest;
mod negation;
mod numeral;
mod pieces;
mod seek;
mod shingles;
mod survey;
mod tokens;
mod variant;

pub use anchor::{Alignment, MOST_TRIED, Passage, anchor, is_puzzle};
pub use boundary::is_inside_word;
pub use fold::{Folding, Strand};
pub use glyphs::glyphs;
pub use hidden::hides_letters;
pub use index::{Index, Leaf, Scope};
pub use letters::by_letter;
pub use locate::{locate, locate_loosely};
pub use locus::{Edit, EditKind, Locus};
pub use marks::{Element, Pattern, has_marks};
pub use nearest::{Likeness, liken};
pub use negation::{is_negation, negation_in, turning_word};
pub use numeral::written_out;
pub use pieces::{FOREIGN_WORDS, Piece, pieces, unseen};
pub use seek::seek;
pub use shingles::Shingles;
pub use survey::{Query, Sighting, survey, survey_of};
pub use tokens::{Token, tokens, words};
pub use variant::{Comparison, Variant, VariantKind, are_other_numbers, is_unseen};
