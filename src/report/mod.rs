//! The findings, for people and for programs.
//!
//! **Invariant**: nothing here reads the environment or prints: it writes to what it is given, and the same report is
//! written the same way, byte for byte. What comes from notes or archive reaches a terminal only through [`legible`].

mod article;
mod articles;
mod ci;
mod cite;
mod concise;
mod context;
mod counted;
mod counts;
mod coverage;
mod escape;
mod exit;
mod human;
mod json;
mod legible;
mod links;
mod manual_page;
mod page;
mod paint;
mod patch;
mod places;
mod remedy;
mod revision;
mod sentences;
mod sentences_for_all;
mod statistics;
mod unread_pages;
mod wrap;

pub use article::{Asides, article};
pub use articles::{ArticleState, ListedArticle, articles, listed_articles};
pub use cite::{CiteAs, cite};
pub use context::NotesContext;
pub use counted::counted;
pub use counts::Summary;
pub use coverage::Coverage;
use exit::exit_code_of_finding;
pub use exit::{exit_code, exit_code_of_part};
pub use json::{answer, json_line, json_lines, refusal};
pub use legible::{legible, legible_lines};
pub use links::FileLinks;
pub use manual_page::manual_page;
pub use page::{fragment_selector, place_names};
pub use paint::{Paint, Tone};
pub use patch::patch;
pub use places::{Occurrence, Places, places};
pub use remedy::remedy;
pub use revision::{Diff, DiffFormat, history, impact, revision};
pub use sentences::{fixed, help, message};
pub use unread_pages::unread_pages;

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
    /// JSON, one object a line: each quotation, each other finding, the summary.
    Jsonl,
    /// SARIF 2.1.0: code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions: annotations beside the changed lines.
    Github,
    /// Code Quality of GitLab.
    Gitlab,
    /// JUnit's XML: a test for each quotation.
    Junit,
    /// Reviewdog's diagnostics.
    Rdjson,
    /// A summary in Markdown.
    Markdown,
}

impl ReportFormat {
    /// Every format.
    pub const ALL: [Self; 10] = [
        Self::Human,
        Self::Concise,
        Self::Json,
        Self::Jsonl,
        Self::Sarif,
        Self::Github,
        Self::Gitlab,
        Self::Junit,
        Self::Rdjson,
        Self::Markdown,
    ];

    /// Returns true if it has room for the edits that mend a finding.
    pub const fn has_fixes(self) -> bool {
        matches!(self, Self::Sarif | Self::Rdjson)
    }

    /// The name, as the command line has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
            Self::Rdjson => "rdjson",
            Self::Markdown => "markdown",
        }
    }
}

/// Writes `report` to `out`. `paint` matters to those that people read, and `context` to those that forges and review
/// tools read.
pub fn print(
    report: &Report,
    format: ReportFormat,
    out: &mut dyn Write,
    paint: &Paint,
    context: &NotesContext<'_>,
) -> io::Result<()> {
    match format {
        ReportFormat::Human => human::print(report, out, paint),
        ReportFormat::Concise => concise::print(report, out, paint),
        ReportFormat::Json => json::print(report, out),
        ReportFormat::Jsonl => ci::jsonl(report, out),
        ReportFormat::Sarif => ci::sarif(report, context, out),
        ReportFormat::Github => ci::github(report, context, out),
        ReportFormat::Gitlab => ci::gitlab(report, context, out),
        ReportFormat::Junit => ci::junit(report, context, out),
        ReportFormat::Rdjson => ci::rdjson(report, context, out),
        ReportFormat::Markdown => ci::markdown(report, context, out),
    }
}
