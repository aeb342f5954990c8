//! The notes around a report, for those who show it beside them.

use crate::verify::{NotesFile, Severity};

/// The notes that a report is about, and where they lie in their repository.
#[derive(Debug, Clone, Copy)]
pub struct NotesContext<'n> {
    /// The notes, as they were judged.
    pub files: &'n [NotesFile],
    /// The folder, from the root of the repository, that the names of notes are relative to; empty for the root itself.
    pub folder: &'n str,
    /// The folder, from the root of the repository, that the archive is in.
    pub root: &'n str,
    /// The folder of captures in the archive, as it is called on the disk.
    pub archive: &'n str,
    /// The severity from which on a finding fails the run.
    pub fail_on: Severity,
}

impl Default for NotesContext<'_> {
    /// No notes, in the root of their repository.
    fn default() -> Self {
        Self { files: &[], folder: "", root: "", archive: "archive", fail_on: Severity::Error }
    }
}

impl NotesContext<'_> {
    /// The path, from the root of the repository, of notes with this name; the name itself if they lie elsewhere.
    pub fn shown(&self, name: &str) -> String {
        joined(self.folder, name)
    }

    /// The path, from the root of the repository, of a file of the archive.
    pub fn archived(&self, path: &str) -> String {
        match path.strip_prefix("archive/") {
            Some(below) => joined(self.root, &format!("{}/{below}", self.archive)),
            None => joined(self.root, path),
        }
    }
}

fn joined(folder: &str, name: &str) -> String {
    let name = name.replace('\\', "/");
    if name.starts_with('/') || name.get(1..2) == Some(":") {
        return name;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(name.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.pop().is_none() => return name.clone(),
            ".." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_from_the_root_of_the_repository() {
        for (folder, name, path) in [
            ("", "notes.md", "notes.md"),
            ("docs/drafts", "./a.md", "docs/drafts/a.md"),
            ("docs/drafts", "../a.md", "docs/a.md"),
            ("docs", "../../a.md", "../../a.md"),
            ("docs", "/tmp/a.md", "/tmp/a.md"),
            ("docs", "b\\a.md", "docs/b/a.md"),
        ] {
            assert_eq!(joined(folder, name), path, "{folder} {name}");
        }
    }
}
