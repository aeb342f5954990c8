//! Reports in all the forms that were asked for, each where it goes.

use super::{Failure, Place};
use crate::report::{NotesContext, Paint, ReportFormat, print};
use crate::store::{StoreError, write_file_over};
use crate::verify::{NotesFile, Report, Severity};
use std::path::{Path, PathBuf};

/// A form of the report, and the file that it goes to: `sarif=report.sarif`.
#[derive(Debug, Clone)]
pub(super) struct ReportFile {
    pub format: ReportFormat,
    path: PathBuf,
}

/// Reads `FORMAT=FILE`.
pub(super) fn report_file(text: &str) -> Result<ReportFile, String> {
    let names = || ReportFormat::ALL.map(ReportFormat::name).join(", ");
    let (name, path) = text.split_once('=').ok_or_else(|| format!("write FORMAT=FILE, with one of {}", names()))?;
    let format = ReportFormat::ALL.into_iter().find(|format| format.name() == name);
    let format = format.ok_or_else(|| format!("unknown format {name:?}: use one of {}", names()))?;
    match path {
        "" => Err("the file is missing: write FORMAT=FILE".to_owned()),
        path => Ok(ReportFile { format, path: path.into() }),
    }
}

/// The folders that names in reports are relative to, from the root of the repository around them.
pub(super) struct Folders {
    notes: String,
    archive: String,
    /// The folder of captures in the archive.
    captures: String,
}

impl Folders {
    pub(super) fn of(place: &Place) -> Result<Self, Failure> {
        let here = Path::new(".").canonicalize()?;
        let top = here.ancestors().find(|folder| folder.join(".git").exists());
        // Without a repository, names are shown as they were given.
        let captures = place.root()?.archive().to_owned();
        let Some(top) = top else { return Ok(Self { notes: String::new(), archive: String::new(), captures }) };
        let below = |folder: &Path| {
            let parts = folder.strip_prefix(top).ok().map(|path| path.components());
            let parts = parts.into_iter().flatten().map(|part| part.as_os_str().to_string_lossy().into_owned());
            parts.collect::<Vec<_>>().join("/")
        };
        Ok(Self { notes: below(&here), archive: below(place.root()?.path()), captures })
    }

    pub(super) fn context<'n>(&'n self, files: &'n [NotesFile], fail_on: Severity) -> NotesContext<'n> {
        NotesContext { files, folder: &self.notes, root: &self.archive, archive: &self.captures, fail_on }
    }
}

/// Writes `report` to each of `files`, one after the other: a file that cannot be written costs the others nothing.
pub(super) fn write_files(
    files: &[ReportFile],
    report: &Report,
    paint: &Paint,
    context: &NotesContext<'_>,
) -> Result<(), Failure> {
    let plain = Paint { colour: false, links: None, ..paint.clone() };
    let mut failed = Ok(());
    for ReportFile { format, path } in files {
        let mut bytes = Vec::new();
        print(report, *format, &mut bytes, &plain, context)?;
        if let Err(StoreError { path, what, .. }) = write_file_over(path, &bytes) {
            failed = failed.and(Err(Failure::new(path, what, "check the folder and its permissions")));
        }
    }
    failed
}
