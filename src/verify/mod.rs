//! Verdicts on quotations, and the findings on them.
//!
//! **Invariant**: a verdict depends on the notes, the holdings and the house style alone; similarity explains a
//! refutation and never prevents one.

mod baseline;
mod build_report;
mod cautions;
mod cited_place;
mod claim;
mod config;
mod diff_cache;
mod disclosed;
mod drift;
mod explain;
mod facts;
mod finding;
mod fix;
pub mod globs;
mod houses;
mod impact;
mod in_body;
mod judgement;
mod lock;
mod notes_set;
mod override_hint;
mod per_file;
mod policy;
mod proven;
mod quoted_source;
mod report;
mod rule;
mod since;
mod style;
mod suppressions;
mod unread;
mod verification;
mod verifier;

pub use crate::diff::{Comparison, Variant, VariantKind};

pub use crate::matching::{Accept, Match, Style, matches};
pub use crate::matching::{Edit, EditKind, Locus};
pub use crate::notes::{Bibliography, FieldNames, Format};
pub use baseline::{BadBaseline, Baseline};
pub use config::{Config, ConfigError, TEMPLATE};
pub use disclosed::is_shown;
pub use facts::{CaptureRevised, Change, Clipped, Gone, Insertion, LockBroken, Mismatch, Outside, Refuted, Seam, Spot};
pub use finding::{By, Disposition, Finding, FindingData};
pub use fix::{Applicability, Fix, FixKind, TextEdit};
pub use houses::{HOUSES, House, house};
pub use impact::{Affected, Impact};
pub use lock::{BadLock, Lock, LockEntry};
pub use notes_set::NotesSet;
pub use per_file::PerFile;
pub use policy::Policy;
pub use quoted_source::QuotedSource;
pub use report::{ArchiveFinding, Disclosure, Judged, Judgement, NotesFinding, Outcome, Report};
pub use rule::{Rule, Severity};
pub use since::{Changes, Earlier, Scope};

pub use verifier::Verifier;

use crate::manifest::Resolver;
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
    /// The meaning of its citation keys, in addition to ids of articles.
    pub bibliography: Arc<Bibliography>,
    /// The names of fields that hold words or name a source, in addition to those that are known.
    pub fields: Arc<FieldNames>,
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
    /// articles of `archive`.
    pub fn read(&self, archive: &dyn Resolver) -> notes::Notes {
        let mut read = notes::read_with(&self.text, self.format, &self.fields);
        let names = self.names(archive);
        let bound = |quotation: &Quotation| notes::bind(&quotation.citations, names).article.is_some();
        read.quotations.retain(|quotation| quotation.form != Form::Fragment || bound(quotation));
        read
    }

    /// The meaning of names in them.
    pub fn names<'n>(&'n self, archive: &'n dyn Resolver) -> Names<'n> {
        Names { archive, bibliography: &self.bibliography, folder: self.folder.as_deref() }
    }
}

/// The house style, and the limits of cautions.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Settings {
    /// The house style.
    pub style: Style,
    /// True if findings have the severities of the column `strict` in the contract.
    pub strict: bool,
    /// The most characters that an ellipsis may leave out before that is a finding; 600 where nothing else is said.
    pub widest_ellipsis: usize,
}

impl Settings {
    /// The most characters that an ellipsis may leave out where nothing else is said.
    pub const WIDEST_ELLIPSIS: usize = 600;
}

impl Default for Settings {
    fn default() -> Self {
        Self::from(Style::exact())
    }
}

impl From<Style> for Settings {
    fn from(style: Style) -> Self {
        Self { style, strict: false, widest_ellipsis: Self::WIDEST_ELLIPSIS }
    }
}
