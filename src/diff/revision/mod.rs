//! The changes between two captures of an article, and the fate of the words that stood in the older one.
//!
//! **Invariant**: the same two texts give the same answer. Nothing here looks at a clock; where work is cut short by
//! size, the answer says that it is coarse. Nothing here makes a quotation verbatim.

mod assertion;
mod capture_diff;
mod change;
mod class;
mod classes;
mod decoding;
mod directives;
mod figures;
mod furniture_lines;
mod history;
mod hunk_context;
mod hunks;
mod increasing;
mod lexicon;
mod names;
mod notice;
mod paragraph_pairs;
mod passage_fate;
mod quotation_marks;
mod tokenized_text;
mod value;
mod word_bag;

pub use capture_diff::CaptureDiff;
pub use change::{CaptureRevision, ChangedParagraph, DiffPiece, Noise, ParagraphChange};
pub use class::Class;
pub use classes::Classes;
pub use history::{HistoryStep, history};
pub use passage_fate::{PassageFate, PassageOutcome};

use crate::manifest::Witness;

/// The changes from `old` to `new`.
pub fn revision(old: &Witness, new: &Witness) -> CaptureRevision {
    CaptureDiff::of(old, new).revision()
}
