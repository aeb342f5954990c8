//! `[per-file]` of literatim.toml: rules that are ignored in some files of notes.

use super::globs::{BadGlob, refuse};
use super::suppressions::ignore;
use super::{By, Disposition, FindingData, NotesFinding, NotesSet, Report, Rule, Severity};
use globset::{GlobBuilder, GlobMatcher};
use std::collections::BTreeSet;

/// A glob, and the rules that are ignored in the notes that it matches.
#[derive(Debug, Clone)]
pub struct PerFile {
    glob: String,
    matcher: Option<GlobMatcher>,
    rules: BTreeSet<Rule>,
}

impl PartialEq for PerFile {
    fn eq(&self, other: &Self) -> bool {
        (&self.glob, &self.rules) == (&other.glob, &other.rules)
    }
}

impl PerFile {
    /// Ignores `rules` in the notes that `glob` matches: by their path from the root, as `.gitignore` has globs.
    ///
    /// # Errors
    ///
    /// The glob is malformed.
    pub fn new(glob: &str, rules: BTreeSet<Rule>) -> Result<Self, BadGlob> {
        refuse(glob)?;
        // gitignore(5): one that begins with `!` takes back, and one that ends with `/` matches folders alone.
        let is_of_files = !glob.starts_with('!') && !glob.ends_with('/');
        let anchored = match glob.strip_prefix('/') {
            Some(rest) => rest.to_owned(),
            None if glob.contains('/') => glob.to_owned(),
            None => format!("**/{glob}"),
        };
        let built = GlobBuilder::new(&anchored).literal_separator(true).backslash_escape(true).build();
        let matcher = built.map_err(BadGlob::new)?.compile_matcher();
        Ok(Self { glob: glob.to_owned(), matcher: is_of_files.then_some(matcher), rules })
    }

    fn is_of(&self, path: &str) -> bool {
        self.matcher.as_ref().is_some_and(|matcher| matcher.is_match(path))
    }

    /// The folder, relative to the root, that holds everything that the glob may match.
    fn folder(&self) -> &str {
        let wild = self.glob.find(['*', '?', '[', '{', '!', '\\']).unwrap_or(0);
        self.glob[..wild].rfind('/').map_or("", |end| &self.glob[..end]).trim_start_matches('/')
    }

    /// True if all that the glob may match was read: it names a file that was, or a folder above it was walked.
    fn is_read_whole(&self, notes: &NotesSet) -> bool {
        let is_file = notes.files.iter().any(|file| file.path() == self.glob.trim_start_matches('/'));
        let folder = self.folder();
        let is_above = |walked: &String| {
            walked.is_empty()
                || folder.strip_prefix(walked.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        is_file || notes.walked.iter().any(is_above)
    }
}

/// Ignores in `report` what `per_file` says. A rule that is not found where it is to be ignored is a finding on `config`,
/// if all that its glob may match was read.
pub(super) fn apply(report: &mut Report, per_file: &[PerFile], notes: &NotesSet, config: &str) {
    let paths: Vec<(&str, String)> = notes.files.iter().map(|file| (file.name.as_str(), file.path())).collect();
    let files = per_file.iter().map(|one| {
        let meant = paths.iter().filter(|(_, path)| one.is_of(path));
        meant.map(|(name, _)| *name).collect::<BTreeSet<&str>>()
    });
    let files: Vec<BTreeSet<&str>> = files.collect();
    let mut used: BTreeSet<(usize, Rule)> = BTreeSet::new();
    let mut is_meant = |file: &str, rule: Rule| {
        let is_meant = |one: &usize| per_file[*one].rules.contains(&rule) && files[*one].contains(file);
        let meant: Vec<usize> = (0..per_file.len()).filter(is_meant).collect();
        used.extend(meant.iter().map(|&one| (one, rule)));
        !meant.is_empty()
    };
    for judged in &mut report.quotations {
        ignore(judged, By::PerFile, |judged, finding| is_meant(&judged.file, finding.rule));
    }
    for NotesFinding { file, finding, .. } in &mut report.notes {
        if finding.severity != Severity::CannotTell && is_meant(file, finding.rule) {
            finding.disposition = Disposition::Ignored(By::PerFile);
        }
    }
    for (number, one) in per_file.iter().enumerate().filter(|(_, one)| one.is_read_whole(notes)) {
        for &rule in one.rules.iter().filter(|&&rule| !used.contains(&(number, rule))) {
            let data = FindingData::PerFileUnused { glob: one.glob.clone(), rule };
            report.notes.push(NotesFinding::of_file(config, data, false));
        }
    }
}
