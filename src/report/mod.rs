//! The findings, for people and for programs.
//!
//! **Invariant**: nothing here reads the environment or prints: it writes to what it is given, and the same report is
//! written the same way, byte for byte. What comes from notes or archive reaches a terminal only through [`legible`].

mod article;
mod articles;
mod cite;
mod concise;
mod counted;
mod counts;
mod coverage;
mod escape;
mod exit;
mod github;
mod human;
mod json;
mod legible;
mod page;
mod paint;
mod patch;
mod places;
mod revision;
mod sentences;
mod sentences_for_all;
mod wrap;

pub use article::{Asides, article};
pub use articles::articles;
pub use cite::{CiteAs, cite};
pub use counted::counted;
pub use counts::Summary;
pub use coverage::Coverage;
pub use exit::{exit_code, exit_code_of_part};
pub use json::{answer, refusal};
pub use legible::legible;
pub use page::{fragment_selector, place_names};
pub use paint::{Paint, Tone};
pub use patch::patch;
pub use places::{Occurrence, Places, places};
pub use revision::{Diff, DiffFormat, history, impact, revision};
pub use sentences::{fixed, help, message};

use crate::verify::Report;
use std::io::{self, Write};

/// The ways to write a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ReportFormat {
    /// For people: the notes' words over the archive's.
    #[default]
    Human,
    /// One line a finding.
    Concise,
    /// JSON, version 1, on one line.
    Json,
    /// Workflow commands of GitHub Actions: annotations beside the changed lines.
    Github,
}

impl ReportFormat {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Human, Self::Concise, Self::Json, Self::Github];

    /// The name, as the command line has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Github => "github",
        }
    }
}

/// Writes `report` to `out`. `paint` matters to [`ReportFormat::Human`] alone.
pub fn print(report: &Report, format: ReportFormat, out: &mut dyn Write, paint: &Paint) -> io::Result<()> {
    match format {
        ReportFormat::Human => human::print(report, out, paint),
        ReportFormat::Concise => concise::print(report, out),
        ReportFormat::Json => json::print(report, out),
        ReportFormat::Github => github::print(report, out),
    }
}
