//! Web archives that are kept whole, and where in them pages lie.

use crate::capture::{CapturePath, Extent, NotACapturePath};
use crate::cli::Failure;
use crate::store::{NewWebArchive, Root};
use crate::text::Span;
use crate::web_archive::{PageLocation, WebPage};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The folder of web archives that did not lie in the archive before.
const FOLDER: &str = "archive/web-archives";

/// The path of `file` in the archive, if it lies there.
pub(super) fn lies_in_archive(root: &Root, file: &Path) -> Option<String> {
    root.below(file).and_then(|path| root.archived(&path))
}

/// The web archives that are kept whole.
pub(super) struct KeptWebArchives {
    /// By the file's name: where it is kept.
    paths: BTreeMap<String, CapturePath>,
    pub web_archives: Vec<NewWebArchive>,
}

impl KeptWebArchives {
    /// Of these files, each of which keeps its place if it lies in the archive already.
    pub fn of(files: &[PathBuf], root: &Root) -> Result<Self, Failure> {
        let mut kept = Self { paths: BTreeMap::new(), web_archives: Vec::new() };
        for file in files {
            let name = name(file);
            let path = lies_in_archive(root, file).unwrap_or_else(|| format!("{FOLDER}/{name}"));
            let refuse_name = |why: &str| {
                let what = format!("it cannot be kept under this name{why}");
                refuse(file, &what, "rename it, such as crawl.warc.gz")
            };
            let path: CapturePath =
                path.parse().map_err(|why: NotACapturePath| refuse_name(&format!(": {}", why.why)))?;
            if !path.is_web_archive() {
                return Err(refuse_name(""));
            }
            if name.to_lowercase().ends_with(".zst") {
                let what = "a record of a .warc.zst cannot be read without the records before it";
                return Err(refuse(
                    file,
                    what,
                    "add it without --in-place, or make a .warc.gz of it (warcio recompress)",
                ));
            }
            if kept.paths.insert(name, path.clone()).is_some() {
                return Err(refuse(file, "two of these files have the same name", "add them one by one"));
            }
            kept.web_archives.push(NewWebArchive { path, file: file.clone() });
        }
        Ok(kept)
    }

    /// The place of a page in what is kept; `starts` are the places of the WARC files in WACZ files, where they are not
    /// packed.
    pub fn extent(&self, page: &WebPage, starts: &Starts) -> Result<Extent, Failure> {
        let PageLocation { file, within, span: (from, to) } = page.held.as_ref().ok_or(
            "its record is not a gzip member of its own, so it cannot be read in place (run `warcio recompress`, or \
             add it without --in-place)",
        )?;
        let start = match within {
            None => Some(0),
            Some(within) => starts.get(&(file.clone(), within.clone())).copied().flatten(),
        };
        let start = start.ok_or(
            "the WARC file is compressed inside its WACZ, so it cannot be read in place (add it without --in-place)",
        )?;
        let end = |at: u64| usize::try_from(start.checked_add(at)?).ok();
        let path = self.paths.get(file).cloned();
        let extent =
            path.zip(end(*from)).zip(end(*to)).and_then(|((path, from), to)| Extent::new(path, Span::new(from, to)));
        extent.ok_or_else(|| "its place in the file is unknown".into())
    }
}

/// By the name of a WACZ, and that of a WARC file in it: where this begins, if it is not packed.
pub(super) type Starts = BTreeMap<(String, String), Option<u64>>;

/// The name of a file, as pages have it.
pub(super) fn name(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn refuse(file: &Path, what: &str, help: &str) -> Failure {
    Failure::new(file.display(), what, help)
}
