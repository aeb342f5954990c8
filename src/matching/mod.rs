//! The places where the words of a quotation stand in the archive, letter for letter.
//!
//! **Invariant**: [`anchor`] compares letters, and is the only road to *verbatim*. Nothing in this room measures
//! likeness.

mod anchor;
mod as_written;
mod block_scan;
mod boundary;
mod find_match;
mod fold;
mod hidden;
mod index;
mod inset_reading;
mod key_index;
mod locate;
mod locus;
mod matched;
mod pattern;
mod quick_reject;
mod selectors;
mod strategy;
mod style;

pub use anchor::{Alignment, Beside, BracketText, MOST_TRIED, Passage, anchor};
pub(crate) use block_scan::TEXTS_A_THREAD;
pub use block_scan::block_scan;
pub use boundary::{compound_at, is_inside_word};
pub use find_match::{cut, find_match, matches, needs_too_many_places};
pub use fold::{Cleaning, FoldedText, Folding, fold_trimmed};
pub use hidden::hides_letters;
pub use index::{Index, SearchScope, SearchText};
pub use inset_reading::InsetReading;
pub(crate) use key_index::{HasKey, KeyHasher, KeyIndex, mix_bits};
pub use locate::{Located, MOST_LOCATED, locate, locate_loosely};
pub use locus::{Edit, EditKind, Locus};
pub use matched::Match;
pub use pattern::{Pattern, PatternElement, has_marks};
pub use quick_reject::Rejection;
pub use selectors::narrow;
pub use style::{Accept, Style};
