//! `literatim export`: the archive, or verified quotations, for other people's tools.

use super::{Exit, Failure, Place, sign, visible};
use crate::export::{annotation::annotations, ro_crate, wacz};
use crate::manifest::{Inventory, InventoryEntry, Manifest};
use crate::report::{counted, exit_code};
use crate::store::{bytes_of, files, page_manifest, write_bag, write_file_new};
use crate::verify::Severity;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

/// The arguments of `literatim export`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("export ../bag", "export --as annotations notes/ > annotations.jsonld"))]
pub struct Args {
    /// The format: bagit (a folder, BagIt 1.0 with RO-Crate metadata), wacz (a file, WACZ 1.1.1 of the captures), or
    /// annotations (W3C Web Annotations of the quotations in notes, on standard output)
    #[arg(long = "as", value_name = "FORM", value_enum, default_value_t = ExportForm::Bagit)]
    form: ExportForm,
    /// The folder or file to write; for annotations, files and folders of notes
    #[arg(required = true, value_name = "FOLDER|FILE|NOTES")]
    paths: Vec<PathBuf>,
}

/// The forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ExportForm {
    Bagit,
    Annotations,
    Wacz,
}

/// Runs `literatim export`.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    match (args.form, args.paths.as_slice()) {
        (ExportForm::Annotations, notes) => annotate(notes, place),
        (ExportForm::Bagit, [folder]) => bag(folder, place),
        (ExportForm::Wacz, [file]) => web_archive(file, place),
        (ExportForm::Wacz, _) => Err(Failure::new("", "a web archive is one file", "give one path")),
        (ExportForm::Bagit, _) => Err(Failure::new("", "a bag goes into one folder", "give one path")),
    }
}

fn bag(folder: &std::path::Path, place: &Place) -> Result<Exit, Failure> {
    let history = sign::sound(place)?;
    let inventory = history.inventory();
    let mut payload = files(place.root()?, &inventory)?;
    let manifests = manifests(&inventory, &payload, place)?;
    payload.insert(ro_crate::PATH.to_owned(), ro_crate::metadata(&manifests, None));
    write_bag(folder, &payload, "News articles, archived by literatim")?;
    let count = counted(inventory.captures.len(), "capture");
    place.print(&visible(&format!("{count} in {}\nfingerprint {}\n", folder.display(), inventory.fingerprint)))?;
    Ok(Exit::Fine)
}

/// The manifests of all captures; those of pages in lists are made again.
fn manifests(
    inventory: &Inventory,
    payload: &BTreeMap<String, Vec<u8>>,
    place: &Place,
) -> Result<Vec<Manifest>, Failure> {
    let (root, rules) = (place.root()?, place.rules()?);
    let mut manifests = Vec::with_capacity(inventory.captures.len());
    for entry in &inventory.captures {
        match entry.is_page() {
            true => manifests.push(page_manifest(root, entry, &rules)?),
            false => manifests.extend(read_manifest(entry, payload)),
        }
    }
    Ok(manifests)
}

fn read_manifest(entry: &InventoryEntry, payload: &BTreeMap<String, Vec<u8>>) -> Option<Manifest> {
    Manifest::from_bytes(payload.get(&entry.capture.manifest())?).ok()
}

/// Ends with 1 where captures are not in it.
fn web_archive(file: &std::path::Path, place: &Place) -> Result<Exit, Failure> {
    let inventory = sign::sound(place)?.inventory();
    let payload = files(place.root()?, &inventory)?;
    let manifests = manifests(&inventory, &payload, place)?;
    // A web archive that is kept whole is in it by its pages.
    let pages = manifests.iter().filter(|manifest| !manifest.capture.is_web_archive());
    let mut captures = Vec::new();
    for manifest in pages {
        captures.extend(bytes_of(place.root()?, manifest)?.map(|bytes| (manifest, bytes)));
    }
    let captures = captures.iter().map(|(manifest, bytes)| (*manifest, bytes.as_slice()));
    let count = captures.len();
    let too_large = || Failure::new(file.display(), "the file would be larger than 4 GiB", "export a bag");
    let (bytes, left_out) = wacz(captures).ok_or_else(too_large)?;
    write_file_new(file, &bytes)?;
    for manifest in &left_out {
        let why = "not exported: a web archive needs the address and the time of each page, and one is unknown";
        place.complain(&format_args!("{}: {why} (add it to the capture record)", manifest.capture));
    }
    let count = counted(count - left_out.len(), "capture");
    place.print(&visible(&format!("{count} in {}\n", file.display())))?;
    Ok(if left_out.is_empty() { Exit::Fine } else { Exit::Refuted })
}

fn annotate(notes: &[PathBuf], place: &Place) -> Result<Exit, Failure> {
    let archive = place.archive()?;
    let (_, report) = super::evidence::judged(notes, &archive, place)?;
    let mut out = place.out();
    out.write_all(&annotations(&report, archive.collection()))?;
    out.flush()?;
    Ok(Exit::from(exit_code(&report, Severity::Error)))
}
