//! Whether a quotation holds, and what must be said of it.
//!
//! **Invariant**: a verdict depends on the notes, the holdings and the house style alone; similarity explains a
//! refutation and never prevents one.

mod cautions;
mod explain;
mod hold;
mod outlet;
mod report;
mod rule;
mod style;
mod suppress;
mod verify;

pub use crate::collate::{Comparison, Edit, EditKind, Locus, Variant, VariantKind};
pub use crate::notes::{Bibliography, Format};
pub use report::{ArchiveFinding, Finding, Judged, NotesFinding, Outcome, Report, Summary};
pub use rule::{Rule, Severity};
pub use style::{Accept, Style};
pub use verify::verify;

use std::sync::Arc;

/// Some notes, to be verified.
#[derive(Debug, Clone, Default)]
pub struct NotesFile {
    /// Their path as given, for reports; `-` for standard input.
    pub name: String,
    /// The folder they are in, relative to the root, `/` between parts, empty for the root itself: what relative paths
    /// in them start from. `None` where they lie outside the root.
    pub folder: Option<String>,
    /// Their text.
    pub text: String,
    /// The format that it is written in.
    pub format: Format,
    /// What its citation keys stand for, besides ids of articles.
    pub bibliography: Arc<Bibliography>,
}

/// What to judge by.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The house style.
    pub style: Style,
    /// Whether findings weigh as the contract's column `strict` says.
    pub strict: bool,
    /// How many characters an ellipsis may leave out before that is a finding; 600 where nothing else is said.
    pub widest_ellipsis: usize,
}

impl Settings {
    /// How many characters an ellipsis may leave out where nothing else is said.
    pub const WIDEST_ELLIPSIS: usize = 600;
}
