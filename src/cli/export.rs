//! `literatim export`: the archive, or verified quotations, for other people's tools.

use super::{Exit, Failure, Place, sign, visible};
use crate::export::{annotation::annotations, ro_crate};
use crate::manifest::Manifest;
use crate::report::{counted, exit_code};
use crate::store::{files, write_bag};
use crate::verdict::Severity;
use std::io::Write as _;
use std::path::PathBuf;

/// What `literatim export` takes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The form: a bag (BagIt 1.0, with RO-Crate metadata in it) in a new folder, or W3C Web Annotations of the quotations
    /// of notes, on standard output
    #[arg(long = "as", value_name = "FORM", value_enum, default_value_t = Form::Bagit)]
    form: Form,
    /// The folder to write to; for annotations, files and folders of notes
    #[arg(required = true, value_name = "FOLDER|NOTES")]
    paths: Vec<PathBuf>,
}

/// The forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    Bagit,
    Annotations,
}

/// Runs `literatim export`.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    match (args.form, args.paths.as_slice()) {
        (Form::Annotations, notes) => annotate(notes, place),
        (Form::Bagit, [folder]) => bag(folder, place),
        (Form::Bagit, _) => Err(Failure::new("", "a bag goes into one folder", "name one")),
    }
}

fn bag(folder: &std::path::Path, place: &Place) -> Result<Exit, Failure> {
    let history = sign::sound(place)?;
    let inventory = history.inventory();
    let mut payload = files(place.root()?, &inventory)?;
    let manifests: Vec<Manifest> = inventory
        .captures
        .iter()
        .filter_map(|entry| Manifest::from_bytes(payload.get(&entry.capture.manifest())?).ok())
        .collect();
    payload.insert(ro_crate::PATH.to_owned(), ro_crate::metadata(&manifests, None));
    write_bag(folder, &payload, "News articles, archived by literatim")?;
    let count = counted(inventory.captures.len(), "capture");
    place.print(&visible(&format!("{count} in {}\nfingerprint {}\n", folder.display(), inventory.fingerprint)))?;
    Ok(Exit::Fine)
}

fn annotate(notes: &[PathBuf], place: &Place) -> Result<Exit, Failure> {
    let holdings = place.holdings()?;
    let (_, report) = super::evidence::judged(notes, &holdings, place)?;
    let mut out = place.out();
    out.write_all(&annotations(&report, &holdings))?;
    out.flush()?;
    Ok(Exit::from(exit_code(&report, Severity::Error)))
}
