//! `literatim verify`: whether the quotations in notes stand in the archive.

use super::config::Config;
use super::{Exit, Failure, Place};
use crate::notes;
use crate::report::{Format, Paint, exit_code, print};
use crate::store::notes::{Asked, gather};
use crate::verdict::{Settings, Severity, Style, verify};
use clap::builder::PossibleValuesParser;
use std::io::Write as _;
use std::path::PathBuf;

/// Verify the quotations in notes
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files and folders of notes; `-` is standard input
    #[arg(required = true)]
    notes: Vec<PathBuf>,
    /// What an editor may change silently: exact (nothing) or chicago
    #[arg(long, value_parser = PossibleValuesParser::new(Style::NAMES))]
    style: Option<String>,
    /// Weigh cautions as errors
    #[arg(long)]
    strict: bool,
    /// Exit with 1 from findings of this weight on
    #[arg(long, value_name = "LEVEL", value_parser = PossibleValuesParser::new(["note", "warning", "error"]))]
    fail_on: Option<String>,
    /// The format of the notes; without it, what the names of the files say
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(notes::Format::ALL.map(notes::Format::name)))]
    input: Option<String>,
    /// How to write the report
    #[arg(long, value_parser = PossibleValuesParser::new(Format::ALL.map(Format::name)), default_value = "human")]
    format: String,
    /// Write of quotations with nothing to say of them, too
    #[arg(long)]
    verbose: bool,
}

/// Judges, and writes the report.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let root = place.root()?;
    let config = place.config()?;
    let (exclude, bibliography) = (&config.exclude[..], &config.bibliography[..]);
    let asked = Asked { root: root.path(), exclude, format: args.input(), bibliography };
    let mut gathered = gather(&args.notes, &asked, &mut std::io::stdin().lock())?;
    if args.strict || config.strict {
        gathered.sources.unreadable.iter_mut().for_each(|finding| finding.severity = finding.rule.severity(true));
    }
    let settings = args.settings(config);
    let holdings = place.holdings()?;
    let mut report = verify(&gathered.notes, &holdings, &settings);
    gathered.sources.account(&mut report);
    let paint = Paint { verbose: args.verbose, ..place.paint() };
    let mut out = place.out();
    print(&report, args.format(), &mut out, &paint)?;
    out.flush()?;
    // The process ends here: taking a whole archive apart first would be work for nobody.
    std::mem::forget(holdings);
    Ok(Exit::from(exit_code(&report, args.fail_on(config))))
}

impl Args {
    fn input(&self) -> Option<notes::Format> {
        self.input.as_deref().and_then(notes::Format::named)
    }

    fn format(&self) -> Format {
        Format::ALL.into_iter().find(|format| format.name() == self.format).unwrap_or_default()
    }

    /// What to judge by: what was asked for, else what literatim.toml says, else nothing but the letter.
    fn settings(&self, config: &Config) -> Settings {
        let asked = self.style.as_deref().and_then(Style::named);
        let mut style = asked.or_else(|| config.style.clone()).unwrap_or_else(Style::exact);
        style.accepts.extend(&config.accept);
        let widest_ellipsis = config.widest_ellipsis.unwrap_or(Settings::WIDEST_ELLIPSIS);
        Settings { style, strict: self.strict || config.strict, widest_ellipsis }
    }

    fn fail_on(&self, config: &Config) -> Severity {
        match self.fail_on.as_deref() {
            Some("note") => Severity::Note,
            Some("warning") => Severity::Warning,
            Some(_) => Severity::Error,
            None => config.fail_on.unwrap_or(Severity::Error),
        }
    }
}
