//! The changes between two captures of an article, and the fate of the words that stood in the older one.
//!
//! **Invariant**: the same two texts give the same answer. Nothing here looks at a clock; where work is cut short by
//! size, the answer says that it is coarse. Nothing here makes a quotation verbatim.

mod align;
mod assertion;
mod carry;
mod change;
mod class;
mod classes;
mod concordance;
mod directives;
mod figures;
mod history;
mod increasing;
mod lexicon;
mod likeness;
mod marks;
mod names;
mod notice;
mod place;
mod sheet;
mod value;
mod words;

pub use carry::{Fate, Fortune};
pub use change::{Change, Noise, Paragraph, Piece, Revision};
pub use class::Class;
pub use classes::Classes;
pub use concordance::Concordance;
pub use history::{Step, history};

use crate::manifest::Witness;

/// The changes from `old` to `new`.
pub fn revision(old: &Witness, new: &Witness) -> Revision {
    Concordance::of(old, new).revision()
}
