//! A folder of the user's own that is kept as the archive: what in it is no capture, and nobody's mistake.

use super::walk::WalkEntry;
use crate::capture::companion::{page_stem, pages_of};
use std::collections::HashSet;

/// The captures among what was `found` in such a folder, without hidden files and folders, and without the folders that browsers save beside
/// their pages.
pub(super) fn without_parts(found: Vec<WalkEntry>) -> Vec<WalkEntry> {
    let page = |entry: &WalkEntry| {
        let (folder, name) = entry.path.rsplit_once('/')?;
        Some(format!("{folder}/{}", page_stem(name)?))
    };
    let pages: HashSet<String> = found.iter().filter_map(page).collect();
    let mut last: Option<(String, bool)> = None;
    let mut is_left_out = |path: &str| {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if last.as_ref().is_none_or(|(known, _)| known != folder) {
            last = Some((folder.to_owned(), is_of_parts(folder, &pages)));
        }
        name.starts_with('.') || last.as_ref().is_some_and(|(_, is_left_out)| *is_left_out)
    };
    found.into_iter().filter(|entry| !is_left_out(&entry.path)).collect()
}

/// Returns true if a folder is hidden or has the parts of one of these `pages`, or lies in one that is or has.
fn is_of_parts(folder: &str, pages: &HashSet<String>) -> bool {
    let mut start = 0;
    folder.split('/').any(|part| {
        let above = &folder[..start];
        start += part.len() + 1;
        part.starts_with('.') || pages_of(part).iter().any(|page| pages.contains(&format!("{above}{page}")))
    })
}

#[cfg(test)]
mod tests {
    use super::super::walk::EntryKind;
    use super::*;

    #[test]
    fn hidden_files_and_the_parts_of_pages_are_left_out_and_nothing_else() {
        let paths = [
            "archive/.obsidian/app.json",
            "archive/2019/Report (final).html",
            "archive/2019/Report (final)_files/ad.html",
            "archive/2019/Report (final)_files/deep/ad.html",
            "archive/2019/other_files/x.html",
            "archive/2019/.x.html",
            "archive/report.pdf",
            "archive/report_files/x.html",
        ];
        let found = paths.map(|path| WalkEntry { path: path.to_owned(), kind: EntryKind::File }).to_vec();
        let left: Vec<String> = without_parts(found).into_iter().map(|entry| entry.path).collect();
        assert_eq!(left, [paths[1], paths[4], paths[6], paths[7]]);
    }
}
