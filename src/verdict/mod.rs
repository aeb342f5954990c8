//! Whether a quotation holds, and what must be said of it.
//!
//! **Invariant**: a verdict depends on the notes, the holdings and the house style alone; similarity explains a
//! refutation and never prevents one.

mod account;
mod baseline;
mod bench;
mod beside;
mod case;
mod cautions;
mod court;
mod disclosed;
mod drift;
mod explain;
mod hold;
mod houses;
mod impact;
mod leave;
mod lock;
mod outlet;
mod overrule;
mod report;
mod rule;
mod ruling;
mod style;
mod suppress;
mod verify;

pub use crate::collate::{Comparison, Edit, EditKind, Locus, Variant, VariantKind};
pub use crate::notes::{Bibliography, Format};
pub use baseline::Baseline;
pub use bench::Bench;
pub use disclosed::{Disclosure, is_shown};
pub use hold::{Stand, stand, typography};
pub use houses::{HOUSES, House, house};
pub use impact::{Affected, Impact, impact};
pub use leave::PerFile;
pub use lock::{BadLock, Entry, Lock};
pub use report::{ArchiveFinding, Finding, Judged, NotesFinding, Outcome, Report, Summary};
pub use rule::{Rule, Severity};
pub use style::{Accept, Style};
pub use verify::{verify, verify_locked};

use crate::manifest::Catalogue;
use crate::notes::{self, Form, Names, Quotation};
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

impl NotesFile {
    /// Their path relative to the root where they lie below it, else as given: what a baseline knows them by.
    pub fn path(&self) -> String {
        let file = self.name.rsplit('/').next().unwrap_or(&self.name);
        match self.folder.as_deref() {
            None => self.name.clone(),
            Some("") => file.to_owned(),
            Some(folder) => format!("{folder}/{file}"),
        }
    }

    /// Reads the quotations out of them. The text fragment of a link quotes nothing where the link leads to none of the
    /// articles of `catalogue`.
    pub fn read(&self, catalogue: &Catalogue) -> notes::Notes {
        let mut read = notes::read_as(&self.text, self.format);
        let names = self.names(catalogue);
        let bound = |quotation: &Quotation| notes::bind(quotation, names).article.is_some();
        read.quotations.retain(|quotation| quotation.form != Form::Fragment || bound(quotation));
        read
    }

    /// What names in them stand for.
    pub fn names<'n>(&'n self, catalogue: &'n Catalogue) -> Names<'n> {
        Names { catalogue, bibliography: &self.bibliography, folder: self.folder.as_deref() }
    }
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
