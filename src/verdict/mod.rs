//! Whether a quotation holds, and what must be said of it.
//!
//! **Invariant**: a verdict depends on the notes, the holdings and the house style alone; similarity explains a
//! refutation and never prevents one.

mod report;
mod rule;
mod style;

pub use report::{
    ArchiveFinding, Comparison, Edit, EditKind, Finding, Judged, Locus, NotesFinding, Outcome, Report, Summary,
    Variant, VariantKind,
};
pub use rule::{Rule, Severity};
pub use style::{Accept, Style};
