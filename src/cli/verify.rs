//! `literatim verify`: whether the quotations in notes stand in the archive.

use super::config::Config;
use super::left_out::{by_baseline, by_file};
use super::since::keep_changed;
use super::{Exit, Failure, Place, base, pipeline};
use crate::notes;
use crate::report::{Format, Paint, exit_code, exit_code_of_part, print};
use crate::store::Root;
use crate::store::notes::{Asked, gather};
use crate::verdict::{ArchiveFinding, Lock, Rule, Severity, Style, verify, verify_locked};
use clap::builder::PossibleValuesParser;
use std::io::Write as _;
use std::path::PathBuf;

/// Verify the quotations in notes
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files and folders of notes; `-` is standard input
    #[arg(required_unless_present = "jsonl")]
    notes: Vec<PathBuf>,
    /// Read quotations from standard input, an object a line: {"id": …, "quote": "…", "article": "…"}; answer each with
    /// an object on a line of its own
    #[arg(long, conflicts_with_all = ["notes", "format", "since", "verbose", "no_baseline"])]
    jsonl: bool,
    /// The house style: what an editor may change silently; exact is nothing
    #[arg(long, value_parser = PossibleValuesParser::new(Style::NAMES))]
    style: Option<String>,
    /// Weigh cautions as errors
    #[arg(long)]
    strict: bool,
    /// Exit with 1 from findings of this weight on
    #[arg(long, value_name = "LEVEL", value_parser = PossibleValuesParser::new(["note", "warning", "error"]))]
    fail_on: Option<String>,
    /// Tell only of what has changed since this git revision
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    /// Prove first that no capture that the archive had at this git revision was changed or dropped since without a recorded
    /// reason
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// Tell of what the baseline knows, too
    #[arg(long)]
    no_baseline: bool,
    /// The format of the notes; without it, what the names of the files say
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(notes::Format::ALL.map(notes::Format::name)))]
    input: Option<String>,
    /// How to write the report
    #[arg(long, value_parser = PossibleValuesParser::new(Format::ALL.map(Format::name)), default_value = "human")]
    format: String,
    /// Prove each quotation against the capture that quotations.lock has for it, and tell what drifted since
    #[arg(long)]
    locked: bool,
    /// Write of quotations with nothing to say of them, too
    #[arg(long)]
    verbose: bool,
}

/// Judges, and writes the report.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let root = place.root()?;
    let config = place.config()?;
    if args.jsonl {
        let settings = config.settings(args.style.as_deref(), args.strict);
        let compared = args.compared(place)?;
        return pipeline::run(&mut std::io::stdin().lock(), &settings, (args.fail_on(config), compared), place);
    }
    let asked = Asked { format: args.input(), ..config.asked(root.path()) };
    let mut gathered = gather(&args.notes, &asked, &mut std::io::stdin().lock())?;
    if args.strict || config.strict {
        let strict = |severity: &mut Severity, rule: Rule| *severity = rule.severity(true).max(*severity);
        gathered.sources.unreadable.iter_mut().for_each(|finding| strict(&mut finding.severity, finding.rule));
    }
    let settings = config.settings(args.style.as_deref(), args.strict);
    let holdings = place.holdings()?;
    let mut report = match args.locked {
        true => verify_locked(&gathered.notes, &holdings, &settings, &super::pin::lock(place)?),
        false => verify(&gathered.notes, &holdings, &settings),
    };
    gathered.sources.account(&mut report);
    by_file(&mut report, &gathered.notes, &args.notes, config, place)?;
    if !args.no_baseline {
        by_baseline(&mut report, &gathered.notes, place)?;
    }
    report.tell_of_archive(args.compared(place)?);
    if let Some(revision) = &args.since {
        let then = place.revision(revision)?;
        let all = if args.locked { &[Root::CONFIG, Lock::PATH][..] } else { &[Root::CONFIG] };
        keep_changed(&mut report, (&gathered.notes, &holdings), (&then, all), place)?;
    }
    let paint = Paint { verbose: args.verbose, ..place.paint() };
    let mut out = place.out();
    print(&report, args.format(), &mut out, &paint)?;
    out.flush()?;
    let exit = if args.since.is_some() { exit_code_of_part } else { exit_code };
    let exit = Exit::from(exit(&report, args.fail_on(config)));
    // The process ends here: taking all of this apart first would be work for nobody.
    std::mem::forget((holdings, gathered.notes, report));
    Ok(exit)
}

impl Args {
    /// What must be said of the archive beside the revision that it is compared with.
    fn compared(&self, place: &Place) -> Result<Vec<ArchiveFinding>, Failure> {
        let Some(revision) = &self.base else { return Ok(Vec::new()) };
        let root = place.root()?;
        Ok(base::findings(&base::compare(root, &place.revision(revision)?)?, revision))
    }

    fn input(&self) -> Option<notes::Format> {
        self.input.as_deref().and_then(notes::Format::named)
    }

    fn format(&self) -> Format {
        Format::ALL.into_iter().find(|format| format.name() == self.format).unwrap_or_default()
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
