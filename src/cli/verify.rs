//! `literatim verify`: whether the quotations in notes stand in the archive.

use super::{Exit, Failure, Place};
use crate::report::{Format, Paint, exit_code, print};
use crate::store::notes::gather;
use crate::verdict::{Settings, Severity, Style, verify};
use clap::builder::PossibleValuesParser;
use std::io::Write as _;
use std::path::PathBuf;

/// Verify the quotations in Markdown notes
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files and folders of notes; `-` is standard input
    #[arg(required = true)]
    notes: Vec<PathBuf>,
    /// What an editor may change silently: exact (nothing) or chicago
    #[arg(long, value_parser = PossibleValuesParser::new(Style::NAMES), default_value = "exact")]
    style: String,
    /// Weigh cautions as errors
    #[arg(long)]
    strict: bool,
    /// Exit with 1 from findings of this weight on
    #[arg(long, value_name = "LEVEL", value_parser = PossibleValuesParser::new(["note", "warning", "error"]),
        default_value = "error")]
    fail_on: String,
    /// How to write the report
    #[arg(long, value_parser = PossibleValuesParser::new(Format::ALL.map(Format::name)), default_value = "human")]
    format: String,
    /// Write of quotations with nothing to say of them, too
    #[arg(long)]
    verbose: bool,
}

/// Judges, and writes the report.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let gathered = gather(&args.notes, &place.root, &mut std::io::stdin().lock())?;
    let style = Style::named(&args.style).ok_or_else(|| format!("{}: no such style", args.style))?;
    let settings = Settings { style, strict: args.strict, widest_ellipsis: 600 };
    let mut report = verify(&gathered.notes, &place.holdings()?, &settings);
    gathered.sources.account(&mut report);
    let paint = Paint { verbose: args.verbose, ..place.paint() };
    let mut out = place.out();
    print(&report, args.format(), &mut out, &paint)?;
    out.flush()?;
    Ok(Exit(exit_code(&report, args.fail_on())))
}

impl Args {
    fn format(&self) -> Format {
        Format::ALL.into_iter().find(|format| format.name() == self.format).unwrap_or_default()
    }

    fn fail_on(&self) -> Severity {
        match self.fail_on.as_str() {
            "note" => Severity::Note,
            "warning" => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
