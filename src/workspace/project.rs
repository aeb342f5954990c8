//! Files in which a project of Quarto or Bookdown keeps what counts for all its documents.

use super::fence::{Fence, LARGEST_CONFIG};
use crate::notes::bibliographies_of_yaml;
use std::path::{Path, PathBuf};

/// Their names. The first two are of Quarto, the last of Bookdown.
const FILES: [&str; 5] = ["_quarto.yml", "_quarto.yaml", "_metadata.yml", "_metadata.yaml", "_bookdown.yml"];

/// The bibliographies that they name for notes in `folder`: where each file lies, its name for reports, and the names in
/// it. The nearest come first; none outside `root` is looked at.
pub(super) fn bibliographies(folder: &Path, root: &Path, fence: &Fence) -> Vec<(PathBuf, String, Vec<String>)> {
    let Ok(folder) = folder.canonicalize() else { return Vec::new() };
    let mut found = Vec::new();
    for folder in folder.ancestors().take_while(|folder| folder.starts_with(root)) {
        for path in FILES.iter().map(|name| folder.join(name)).filter(|path| path.is_file()) {
            let text = fence.read(&path, LARGEST_CONFIG).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            let names = text.map_or_else(Vec::new, |text| bibliographies_of_yaml(&text));
            if !names.is_empty() {
                found.push((folder.to_owned(), path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"), names));
            }
        }
    }
    found
}
