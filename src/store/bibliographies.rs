//! The bibliographies that notes and configuration name, each read once.

use super::reader::why;
use crate::notes::Bibliography;
use crate::text::Lines;
use crate::verdict::{NotesFinding, Rule};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the names of bibliographies end in: nothing else is read for one, whatever notes say.
const ENDINGS: [&str; 3] = [".bib", ".bibtex", ".json"];

/// Bibliographies as far as they were read, and what is wrong with them.
#[derive(Debug, Default)]
pub struct Bibliographies {
    root: PathBuf,
    /// Those of the configuration, which count for all notes.
    common: Arc<Bibliography>,
    read: BTreeMap<PathBuf, Arc<Bibliography>>,
    /// What is wrong with them, in the order in which they were read.
    pub findings: Vec<NotesFinding>,
}

impl Bibliographies {
    /// Those that the configuration names, from `root`.
    pub fn of(root: &Path, names: &[String]) -> Self {
        let mut all = Self { root: root.to_owned(), ..Self::default() };
        all.common = all.named(root, names, "literatim.toml");
        all
    }

    /// What counts for notes in `folder` that name these; `by` is the name of the notes.
    pub fn named(&mut self, folder: &Path, names: &[String], by: &str) -> Arc<Bibliography> {
        if names.is_empty() {
            return Arc::clone(&self.common);
        }
        let mut whole = Bibliography::default();
        for name in names {
            whole.take(&self.one(folder, name, by));
        }
        whole.take(&self.common);
        Arc::new(whole)
    }

    /// One is looked for beside the notes, then at the root.
    fn one(&mut self, folder: &Path, name: &str, by: &str) -> Arc<Bibliography> {
        let places = [folder.join(name), self.root.join(name)];
        let known = ENDINGS.iter().any(|ending| name.to_ascii_lowercase().ends_with(ending));
        let Some(path) = places.iter().find(|path| known && path.is_file()) else {
            let what = if known { "it is not there" } else { "its name ends neither in .bib nor in .json" };
            self.tell(name, None, format!("{by} names this bibliography, but {what}: no key of it can be looked up"));
            return Arc::default();
        };
        if let Some(read) = self.read.get(path) {
            return Arc::clone(read);
        }
        let read = Arc::new(self.read(path));
        self.read.insert(path.clone(), Arc::clone(&read));
        read
    }

    fn read(&mut self, path: &Path) -> Bibliography {
        let name = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        let text = std::fs::read(path).map_err(|error| why(&error));
        let text = text.and_then(|bytes| String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned()));
        match text {
            Ok(text) => {
                let (found, flaws) = Bibliography::read(&text, &name);
                for flaw in flaws {
                    self.tell(&name, Some((&text, flaw.at)), flaw.what);
                }
                found
            }
            Err(why) => {
                self.tell(&name, None, format!("this bibliography cannot be read: {why}"));
                Bibliography::default()
            }
        }
    }

    fn tell(&mut self, file: &str, place: Option<(&str, usize)>, message: String) {
        let place = place.map(|(text, at)| Lines::of(text).position(at));
        let (line, column) = place.map_or((0, 0), |place| (place.line, place.column));
        let (rule, severity) = (Rule::BibliographyBroken, Rule::BibliographyBroken.severity(false));
        let finding = NotesFinding { file: file.to_owned(), line, column, rule, severity, message };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}
