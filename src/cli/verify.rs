//! `literatim verify`: whether the quotations in notes stand in the archive.

use super::audited::Audited;
use super::reports::{Folders, ReportFile, report_file, write_files};
use super::since::since;
use super::{Exit, Failure, Place, base, pipeline, visible};
use crate::fix::add_fixes;
use crate::notes;
use crate::report::{Paint, ReportFormat, exit_code, print};
use crate::store::Root;
use crate::verify::{ArchiveFinding, Lock, Severity, Style, Verifier};
use clap::builder::{PossibleValue, PossibleValuesParser};
use std::io::Write;
use std::path::PathBuf;

/// The arguments of `literatim verify`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!(
    "verify notes/",
    "verify notes/ --base origin/main --since origin/main --format github"
))]
pub struct Args {
    /// Files and folders of notes; - for standard input [default: the folder of the archive]
    notes: Vec<PathBuf>,
    /// Read quotations from standard input, one JSON object a line ({"id": …, "quote": "…", "article": "…"}), and
    /// answer each with one
    #[arg(long, conflicts_with_all = ["notes", "format", "since", "verbose", "no_baseline", "quiet", "statistics", "limit"])]
    jsonl: bool,
    /// The house style: which silent changes are accepted (exact accepts none)
    #[arg(long, value_parser = PossibleValuesParser::new(Style::NAMES))]
    style: Option<String>,
    /// Treat warnings about misleading quotations as errors
    #[arg(long)]
    strict: bool,
    /// Exit with 1 if there is a finding of this severity or higher
    #[arg(long, value_name = "LEVEL", value_parser = levels())]
    fail_on: Option<String>,
    /// Report only what changed since this git revision
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    /// Check first that no capture in the archive at this git revision was changed or dropped without a recorded reason
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// Also run literatim audit: verify proves only what the quotations need, audit the whole archive
    #[arg(long)]
    audit: bool,
    /// Also report findings recorded in the baseline
    #[arg(long)]
    no_baseline: bool,
    /// The format of the notes [default: by file name]
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(notes::Format::ALL.map(notes::Format::name)))]
    input: Option<String>,
    /// Leave out what `exclude` in literatim.toml matches, also of files that are named one by one
    #[arg(long)]
    force_exclude: bool,
    /// Notes without any quotation are no reason to exit with 2
    #[arg(long)]
    allow_empty: bool,
    /// The output format
    #[arg(long, value_parser = PossibleValuesParser::new(ReportFormat::ALL.map(ReportFormat::name)), default_value = "human")]
    format: String,
    /// Also write the report to a file, in this format; can be given several times
    #[arg(long = "output", value_name = "FORMAT=FILE", value_parser = report_file, conflicts_with = "jsonl")]
    outputs: Vec<ReportFile>,
    /// Check each quotation against the capture in quotations.lock, and report what changed since
    #[arg(long)]
    locked: bool,
    /// Also list quotations without findings
    #[arg(long)]
    verbose: bool,
    /// Print the findings only, without the summary
    #[arg(short, long)]
    quiet: bool,
    /// Count the findings by rule and by file, and those that literatim fix can fix
    #[arg(long)]
    statistics: bool,
    /// Show at most this many findings
    #[arg(long, value_name = "NUMBER")]
    limit: Option<usize>,
}

/// Judges, and writes the report.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let mut policy = place.config()?.policy(args.style.as_deref(), args.strict);
    policy.fail_on = args.fail_on().unwrap_or(policy.fail_on);
    policy.archive = args.compared(place)?;
    let audited = if args.audit { Some(Audited::of(place)?) } else { None };
    policy.archive.extend(audited.iter().flat_map(|audited| audited.findings.iter().cloned()));
    if args.jsonl {
        let exit = pipeline::run(&mut std::io::stdin().lock(), policy, place)?;
        return Ok(exit.max(close(audited, &mut std::io::stderr().lock())?));
    }
    let all = [place.root_from_here()?];
    let paths = if args.notes.is_empty() { &all[..] } else { &args.notes };
    let mut notes = place.notes_forced(paths, args.input(), args.force_exclude)?;
    policy.baseline = if args.no_baseline { None } else { place.workspace()?.baseline()? };
    policy.lock = if args.locked { Some(super::pin::lock(place)?) } else { None };
    if let Some(revision) = &args.since {
        let with = if args.locked { &[Root::CONFIG, Lock::PATH][..] } else { &[Root::CONFIG] };
        notes.scope = since(&notes.files, &place.revision(revision)?.into(), with, place)?;
    }
    let fail_on = policy.fail_on;
    let mut verifier = Verifier::new(place.archive()?, policy.clone());
    let mut report = verifier.verify(&notes);
    if place.is_outdated() {
        verifier = Verifier::new(place.archive()?, policy);
        report = verifier.verify(&notes);
    }
    report.allows_empty = args.allow_empty;
    if args.statistics || args.formats().any(ReportFormat::has_fixes) {
        add_fixes(&mut report, &notes.files, &verifier);
    }
    let Args { verbose, limit, quiet, statistics, .. } = *args;
    let paint = Paint { verbose, limit, quiet, statistics, ..place.paint() };
    let folders = Folders::of(place)?;
    let context = folders.context(&notes.files, fail_on);
    let mut out = place.out();
    print(&report, args.format(), &mut out, &paint, &context)?;
    let audited = match args.format() {
        ReportFormat::Human => close(audited, &mut out)?,
        _ => close(audited, &mut std::io::stderr().lock())?,
    };
    out.flush()?;
    write_files(&args.outputs, &report, &paint, &context)?;
    let exit = audited.max(exit_code(&report, fail_on).into());
    // The process ends here: taking all of this apart first would be work for nobody.
    std::mem::forget((verifier, notes, report));
    Ok(exit)
}

impl Args {
    /// The findings on the archive beside the revision that it is compared with.
    fn compared(&self, place: &Place) -> Result<Vec<ArchiveFinding>, Failure> {
        let Some(revision) = &self.base else { return Ok(Vec::new()) };
        let root = place.root()?;
        Ok(base::findings(&base::compare(root, &place.revision(revision)?)?, revision))
    }

    fn input(&self) -> Option<notes::Format> {
        self.input.as_deref().and_then(notes::Format::named)
    }

    fn format(&self) -> ReportFormat {
        ReportFormat::ALL.into_iter().find(|format| format.name() == self.format).unwrap_or_default()
    }

    /// All formats that are asked for.
    fn formats(&self) -> impl Iterator<Item = ReportFormat> {
        std::iter::once(self.format()).chain(self.outputs.iter().map(|file| file.format))
    }

    fn fail_on(&self) -> Option<Severity> {
        Severity::level(self.fail_on.as_deref()?)
    }
}

/// Writes the lines that an audit ends with.
fn close(audited: Option<Audited>, out: &mut dyn Write) -> Result<Exit, Failure> {
    let Some(Audited { text, exit, .. }) = audited else { return Ok(Exit::Fine) };
    out.write_all(visible(&text).as_bytes())?;
    Ok(exit)
}

/// Accepts the name of a severity; `note` is what JSON calls `info`.
fn levels() -> PossibleValuesParser {
    Severity::LEVELS.map(|name| PossibleValue::new(name).alias(if name == "info" { "note" } else { name })).into()
}
