//! `literatim evidence`: a bundle that shows a stranger that quotations stand.

use super::{Exit, Failure, Place, sign, visible};
use crate::export::evidence::{EvidenceBundle, bundle, cited};
use crate::export::zip;
use crate::history::{Attestation, History, Signature};
use crate::manifest::{Archive, Collection};
use crate::report::{NotesContext, ReportFormat, counted, exit_code, print};
use crate::store::{bytes_of, read, seals, write_file_new};
use crate::verify::{NotesFile, Policy, Report, Severity, Verifier};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The arguments of `literatim evidence`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("evidence notes/ -o evidence.zip", "evidence story.md --output story-evidence.zip"))]
pub struct Args {
    /// Files and folders of notes
    #[arg(required = true)]
    notes: Vec<PathBuf>,
    /// The ZIP file to write; it must not exist yet
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
}

/// Runs `literatim evidence`. Ends as `literatim verify` would.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let history = sign::sound(place)?;
    let archive = place.archive()?;
    let (notes, report) = judged(&args.notes, &archive, place)?;
    let case = case(&notes, &report, archive.collection(), &history, place)?;
    let (signed, captures) = (case.seal.signature.is_some(), case.proofs.len());
    let too_large = || Failure::new(args.output.display(), "the file would be larger than 4 GiB", "use fewer notes");
    let bytes = zip(&bundle(case)).ok_or_else(too_large)?;
    write_file_new(&args.output, &bytes)?;
    let vouched = if signed { "signed" } else { "self-consistent, not authenticated (literatim sign --key FILE)" };
    let counts = format!("{}, {}", counted(report.quotations.len(), "quotation"), counted(captures, "capture"));
    place.print(&visible(&format!("{}: {counts}; {vouched}\n", args.output.display())))?;
    Ok(Exit::from(exit_code(&report, Severity::Error)))
}

/// The notes as read, and what was found in them.
pub(super) fn judged(paths: &[PathBuf], archive: &Archive, place: &Place) -> Result<(Vec<NotesFile>, Report), Failure> {
    let notes = place.notes(paths)?;
    place.complain_of_unreadable(&notes);
    let report = Verifier::new(archive, Policy { baseline: None, ..place.policy(None, false)? }).verify(&notes);
    Ok((notes.files, report))
}

/// The checkpoint of the whole log, with the signature and time stamp that lie beside it; a signature that does not
/// hold is none, and the audit reports it.
fn seal(history: &History, place: &Place) -> Result<Attestation, Failure> {
    let checkpoint = history.checkpoint(history.written()).ok_or("the log is empty: run `literatim manifest` first")?;
    let mut kept = seals(place.root()?)?.into_iter().filter(|seal| seal.bytes == checkpoint.to_bytes());
    let mut seal = kept.next().unwrap_or_else(|| Attestation::of(&checkpoint));
    seal.signature = seal.signature.filter(|signature| Signature::check(signature, &seal.bytes).is_ok());
    Ok(seal)
}

fn case<'c>(
    notes: &[NotesFile],
    report: &'c Report,
    archive: &'c dyn Collection,
    history: &History,
    place: &Place,
) -> Result<EvidenceBundle<'c>, Failure> {
    let seal = seal(history, place)?;
    let (mut files, mut proofs): (BTreeMap<_, _>, Vec<_>) = (BTreeMap::new(), Vec::new());
    for capture in cited(report) {
        for path in [capture.record(), capture.manifest()] {
            files.extend(read(place.root()?, &path)?.map(|bytes| (path, bytes)));
        }
        let Ok(witness) = archive.witness(&capture) else { continue };
        // A page in a list has no manifest on the disk.
        files.entry(capture.manifest()).or_insert_with(|| witness.manifest().to_bytes());
        files.extend(bytes_of(place.root()?, witness.manifest())?.map(|bytes| (capture.to_string(), bytes)));
        let proof = super::prove::proof(history, &capture, history.written())?;
        proofs.push((capture, proof));
    }
    let mut json = Vec::new();
    print(report, ReportFormat::Json, &mut json, &place.paint(), &NotesContext::default())?;
    let notes = notes.iter().map(|file| (file.name.clone(), file.text.clone().into_bytes())).collect();
    Ok(EvidenceBundle { notes, report, json, archive, files, proofs, seal })
}
