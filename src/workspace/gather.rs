//! Notes, as files and folders name them.

use super::bibliographies::{Bibliographies, OnDisk};
use super::fence::{Fence, LARGEST_NOTES, MOST_NOTES, below_by_name, folder_of, plain};
use super::project;
use super::walk::{NotesGlobs, is_kept, kept, named_as_notes, walk};
use crate::capture::OtherKind;
use crate::notes::{Bibliography, FieldNames};
use crate::store::{Root, StoreError, all_of, why, write};
use crate::verify::{FindingData, Format, NotesFile, NotesFinding, NotesSet};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Notes as far as they are read.
#[derive(Debug, Default)]
struct Gathered {
    set: NotesSet,
    /// The format of all of them, if it was said.
    format: Option<Format>,
    fields: Arc<FieldNames>,
    bibliographies: Bibliographies,
    /// Those of projects, by the folder of notes.
    projects: BTreeMap<PathBuf, Option<Arc<Bibliography>>>,
    seen: BTreeSet<PathBuf>,
    /// The bytes of all notes that were read.
    bytes: u64,
}

/// Options for reading notes.
#[derive(Debug, Clone, Copy)]
pub struct GatherOptions<'a> {
    /// The root of the archive.
    pub root: &'a Path,
    /// Globs of notes that are left out of folders.
    pub exclude: &'a [String],
    /// Globs of files of folders that are notes, too, whatever their names end with.
    pub include: &'a [String],
    /// True if they leave out files that are named one by one, too.
    pub force_exclude: bool,
    /// The format of all of them, if it was said.
    pub format: Option<Format>,
    /// Bibliographies that count for all of them, from the root.
    pub bibliography: &'a [String],
    /// The names of fields that hold words or name a source, in addition to those that are known.
    pub fields: &'a FieldNames,
}

/// Reads the notes that `paths` name, in their order: a file whatever its name is; of a folder every file whose name
/// ends as notes do ([`Format::endings`]) that `.gitignore` and `.ignore` let through, sorted; for `-`, `stdin`. What
/// is named twice is read once. A file is read in [`GatherOptions::format`], else in the one that its name says, else
/// as Markdown.
///
/// Notes are the bytes of strangers: only regular files of [`LARGEST_NOTES`] at most are read, and no link is followed
/// out of the root, or out of the folder that was named where that lies elsewhere.
///
/// # Errors
///
/// A folder with no notes in it, by its path. What the globs of [`GatherOptions::exclude`] match in a folder is left
/// out, and what is in the archive. What cannot be read, or is not UTF-8, is a finding.
pub fn gather(paths: &[PathBuf], asked: &GatherOptions<'_>, stdin: &mut dyn Read) -> Result<NotesSet, StoreError> {
    let GatherOptions { root, exclude, include, force_exclude, format, bibliography, fields } = *asked;
    let root = &root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let globs = NotesGlobs::of(root, exclude, include)?;
    let bibliographies = Bibliographies::of(root, bibliography, &OnDisk);
    let fields = Arc::new(fields.clone());
    let mut gathered = Gathered { format, fields, bibliographies, ..Gathered::default() };
    for path in paths {
        let fence = match Fence::of(path, root) {
            Ok(fence) => fence,
            Err(error) => {
                gathered.name(path);
                gathered.refuse(path, &error);
                continue;
            }
        };
        if path.as_os_str() == "-" {
            gathered.set.named.push("-".to_owned());
            gathered.take("-".to_owned(), Path::new("."), (root, &fence), all_of(&mut *stdin, LARGEST_NOTES));
        } else if path.is_dir() {
            gathered.folder(path, (root, &fence), &globs)?;
        } else {
            let real = path.canonicalize().unwrap_or_else(|_| path.clone());
            if force_exclude && globs.leave_out(&real, false) {
                continue;
            }
            gathered.name(path);
            gathered.file(path, (root, &fence));
        }
    }
    gathered.set.unreadable.append(&mut gathered.bibliographies.findings);
    Ok(gathered.set)
}

/// Puts `new` in the place of the notes at `path`, all at once, if they still are `old`. A link is followed: the file
/// that it leads to is written. The right to it stays what it was.
pub fn replace(root: &Path, path: &Path, old: &str, new: &str) -> Result<(), StoreError> {
    let failed = |error: &io::Error| StoreError::io(path.display(), error);
    let place = path.canonicalize().map_err(|error| failed(&error))?;
    if is_kept(&kept(root), &place) {
        let what = "it is in the archive, where nothing is ever edited";
        return Err(StoreError::new(path.display(), what, "use notes outside the archive"));
    }
    let fence = Fence::at(folder_of(&place));
    if fence.read(&place, LARGEST_NOTES).map_err(|error| failed(&error))? != old.as_bytes() {
        let what = "the file changed while it was being fixed, and was left alone";
        return Err(StoreError::new(path.display(), what, "run this again"));
    }
    let (Some(folder), Some(name)) = (place.parent(), place.file_name().and_then(|name| name.to_str())) else {
        return Err(StoreError::new(path.display(), "its name is not UTF-8", "rename it"));
    };
    write(&Root::at(folder)?, name, new.as_bytes())
}

/// The folder at `path`, relative to `root`, if it lies below it: by its names, and only where those do not lead there
/// by the links in them.
fn folder(path: &Path, root: &Path) -> Option<String> {
    let really = || Some(path.canonicalize().ok()?.strip_prefix(root).ok()?.to_owned());
    let below = below_by_name(root, path).or_else(really)?;
    let parts: Option<Vec<_>> = below.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

impl Gathered {
    /// Takes account of a file that was asked for by its name.
    fn name(&mut self, path: &Path) {
        let name = name(path);
        if !self.set.named.contains(&name) {
            self.set.named.push(name);
        }
    }

    fn folder(&mut self, path: &Path, (root, fence): (&Path, &Fence), globs: &NotesGlobs) -> Result<(), StoreError> {
        if let Err(error) = fence.admit(path) {
            self.refuse(path, &error);
            return Ok(());
        }
        let walked = walk(path, (root, fence), globs);
        for (ending, count) in &walked.passed_over {
            *self.set.passed_over.entry(ending.clone()).or_default() += count;
        }
        if walked.files.is_empty() && walked.unreadable.is_empty() {
            let help = format!("expected {}; `include` in literatim.toml names others", named_as_notes().join(", "));
            return Err(StoreError::new(path.display(), "no notes in this folder", help));
        }
        self.set.walked.extend(folder(path, root));
        walked.unreadable.iter().for_each(|(path, error)| self.refuse(path, error));
        walked.files.iter().for_each(|file| self.file(file, (root, fence)));
        Ok(())
    }

    fn file(&mut self, path: &Path, (root, fence): (&Path, &Fence)) {
        // A link is a note of its own: its name says how it is read, and what is left out of it.
        let typed = std::path::absolute(path).map_or_else(|_| path.to_owned(), |path| plain(&path));
        if self.seen.insert(typed) {
            let read = refuse_capture(path, root).and_then(|()| fence.read(path, LARGEST_NOTES));
            self.take(name(path), folder_of(path), (root, fence), read);
        }
    }

    fn refuse(&mut self, path: &Path, error: &io::Error) {
        self.unreadable(&name(path), unreadable(error));
    }

    fn unreadable(&mut self, file: &str, why: String) {
        self.set.unreadable.push(NotesFinding::of_file(file, FindingData::NotesUnreadable { why }, false));
    }

    /// The bibliographies of the project that notes in `folder` belong to, and those that count for all; `None` where no
    /// project names any. They are looked for once a folder.
    fn of_project(&mut self, folder: &Path, (root, fence): (&Path, &Fence)) -> Option<Arc<Bibliography>> {
        if let Some(known) = self.projects.get(folder) {
            return known.clone();
        }
        let mut whole: Option<Bibliography> = None;
        for (place, file, names) in project::bibliographies(folder, root, fence) {
            let more = self.bibliographies.named((&place, fence), &names, &file, &OnDisk);
            whole.get_or_insert_with(Bibliography::default).take(&more);
        }
        let whole = whole.map(Arc::new);
        self.projects.insert(folder.to_owned(), whole.clone());
        whole
    }

    fn take(&mut self, name: String, parent: &Path, (root, fence): (&Path, &Fence), read: io::Result<Vec<u8>>) {
        let read = read.and_then(|bytes| {
            self.bytes += bytes.len() as u64;
            if self.bytes <= MOST_NOTES { Ok(bytes) } else { Err(too_many()) }
        });
        let text = read.map_err(|error| unreadable(&error)).and_then(|bytes| {
            if let Some(OtherKind { name: kind, .. }) = OtherKind::of(&bytes) {
                return Err(format!("{kind}, not text: export it as Markdown or HTML, and verify that"));
            }
            String::from_utf8(bytes).map_err(|why| {
                let at = why.utf8_error().valid_up_to();
                format!("not UTF-8, from byte {at} on; save it as UTF-8")
            })
        });
        match text {
            Ok(text) => {
                let format = self.format.or_else(|| Format::of_file(&name)).unwrap_or_default();
                let named = format.bibliographies(&text);
                let mut bibliography = self.bibliographies.named((parent, fence), &named, &name, &OnDisk);
                if let Some(more) = self.of_project(parent, (root, fence)).filter(|_| format == Format::Markdown) {
                    match named.is_empty() {
                        true => bibliography = more,
                        false => Arc::make_mut(&mut bibliography).take(&more),
                    }
                }
                let (folder, fields) = (folder(parent, root), Arc::clone(&self.fields));
                self.set.files.push(NotesFile { name, folder, text, format, bibliography, fields });
            }
            Err(why) => self.unreadable(&name, why),
        }
    }
}

fn too_many() -> io::Error {
    io::Error::other(format!("all notes together are larger than {MOST_NOTES} bytes; verify them in parts"))
}

/// Refuses a link that leads to what notes are held against: to mend those notes would be to change a capture.
fn refuse_capture(path: &Path, root: &Path) -> io::Result<()> {
    // Most notes are no links, and need no further look.
    if !path.symlink_metadata().is_ok_and(|found| found.is_symlink()) {
        return Ok(());
    }
    let kept = kept(root);
    match path.canonicalize().is_ok_and(|place| is_kept(&kept, &place)) {
        true => Err(io::Error::other("it is a link into the archive, not notes")),
        false => Ok(()),
    }
}

/// The name that reports have for `path`.
fn name(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// Why notes, or what says how to read them, cannot be read, and what to do.
fn unreadable(error: &io::Error) -> String {
    let help = match error.kind() {
        io::ErrorKind::CrossesDevices => "; replace the link by a copy, or name its target",
        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied => "",
        _ => "; use a text file, or pass it to `-`",
    };
    why(error) + help
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::message;
    use std::fs;

    fn asked(root: &Path) -> GatherOptions<'_> {
        GatherOptions {
            root,
            exclude: &[],
            include: &[],
            force_exclude: false,
            format: None,
            bibliography: &[],
            fields: Default::default(),
        }
    }

    fn names(gathered: &NotesSet) -> Vec<String> {
        gathered
            .files
            .iter()
            .map(|notes| Path::new(&notes.name).file_name().unwrap().to_string_lossy().into())
            .collect()
    }

    #[test]
    fn a_folder_is_walked_in_order_and_its_ignore_files_heeded() {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in
            [("b.md", "b"), ("a.markdown", "a"), ("c.txt", "c"), ("drafts.md", "d"), (".gitignore", "drafts.md\n")]
        {
            fs::write(root.path().join(name), text).unwrap();
        }
        let gathered = gather(&[root.path().to_owned()], &asked(root.path()), &mut io::empty()).unwrap();
        assert_eq!(names(&gathered), ["a.markdown", "b.md"]);
        assert!(gathered.named.is_empty());
    }

    #[test]
    fn a_named_file_is_read_whatever_its_name_and_once() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("n")).unwrap();
        let file = root.path().join("n/ignored.txt");
        fs::write(&file, "words").unwrap();
        let gathered = gather(&[file.clone(), file], &asked(root.path()), &mut io::empty()).unwrap();
        assert_eq!(names(&gathered), ["ignored.txt"]);
        assert_eq!(gathered.files[0].folder.as_deref(), Some("n"));
        assert_eq!(gathered.named.len(), 1);
    }

    #[test]
    fn what_cannot_be_read_does_not_keep_the_others_back() {
        let root = tempfile::tempdir().unwrap();
        let (bad, gone, good) = (root.path().join("bad.md"), root.path().join("gone.md"), root.path().join("good.md"));
        fs::write(&bad, b"ab\xFF").unwrap();
        fs::write(&good, "words").unwrap();
        let gathered = gather(&[bad, gone, good], &asked(root.path()), &mut io::empty()).unwrap();
        assert_eq!(names(&gathered), ["good.md"]);
        assert!(message(&gathered.unreadable[0].finding).contains("byte 2"));
        assert!(message(&gathered.unreadable[1].finding).starts_with("no such file"));
    }

    #[test]
    fn standard_input_is_notes_too() {
        let root = tempfile::tempdir().unwrap();
        let gathered = gather(&["-".into()], &asked(root.path()), &mut "words".as_bytes()).unwrap();
        assert_eq!((gathered.files[0].name.as_str(), gathered.files[0].text.as_str()), ("-", "words"));
    }

    #[cfg(unix)]
    #[test]
    fn notes_are_replaced_whole_with_the_rights_they_had_and_through_a_link() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("n.md"), folder.path().join("link.md"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("n.md", &link).unwrap();
        replace(folder.path(), &link, "old", "new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o640);
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(folder.path().read_dir().unwrap().count(), 2);
    }

    #[test]
    fn notes_that_somebody_else_changed_meanwhile_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("n.md");
        fs::write(&file, "theirs").unwrap();
        assert!(replace(folder.path(), &file, "old", "new").unwrap_err().what.contains("left alone"));
        assert_eq!(fs::read_to_string(&file).unwrap(), "theirs");
    }

    #[test]
    fn a_bibliography_is_read_once_and_its_flaws_are_reported() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        fs::write(at("a.md"), "---\nbibliography: [refs.bib, gone.bib, notes.txt]\n---\n").unwrap();
        fs::write(at("b.md"), "---\nbibliography: refs.bib\n---\n").unwrap();
        fs::write(at("refs.bib"), "@misc{a, url={https://a.example}}\n@misc{b, url={https\n").unwrap();
        let gathered = gather(&[root.path().to_owned()], &asked(root.path()), &mut io::empty()).unwrap();
        assert!(gathered.files.iter().all(|notes| notes.bibliography.len() == 1));
        let lines: Vec<_> = gathered.unreadable.iter().map(|finding| finding.line).collect();
        assert_eq!(lines, [2, 0, 0], "{:?}", gathered.unreadable);
    }

    #[test]
    fn files_that_are_no_notes_are_counted_and_capitals_are_no_hindrance() {
        let root = tempfile::tempdir().unwrap();
        for name in ["a.MD", "b.Rmd", "c.docx", "d.DOCX", "e"] {
            fs::write(root.path().join(name), "words").unwrap();
        }
        let gathered = gather(&[root.path().to_owned()], &asked(root.path()), &mut io::empty()).unwrap();
        assert_eq!(names(&gathered), ["a.MD", "b.Rmd"]);
        assert_eq!(
            gathered.passed_over.into_iter().collect::<Vec<_>>(),
            [(".docx".into(), 2), ("no ending".into(), 1)]
        );
    }

    #[test]
    fn included_files_of_a_folder_are_notes_whatever_their_names() {
        let root = tempfile::tempdir().unwrap();
        for name in ["kb/a.yaml", "kb/deep/b.yaml", "other/c.yaml", "n.md"] {
            fs::create_dir_all(root.path().join(name).parent().unwrap()).unwrap();
            fs::write(root.path().join(name), "- quote: words\n  source: post\n").unwrap();
        }
        let include = ["kb/**/*.yaml".to_owned()];
        let options = GatherOptions { include: &include, ..asked(root.path()) };
        let gathered = gather(&[root.path().to_owned()], &options, &mut io::empty()).unwrap();
        assert_eq!(names(&gathered), ["a.yaml", "b.yaml", "n.md"]);
        assert_eq!(gathered.files[0].format, Format::Yaml);
        let bad = ["[".to_owned()];
        let options = GatherOptions { include: &bad, ..asked(root.path()) };
        assert!(gather(&[root.path().to_owned()], &options, &mut io::empty()).is_err());
    }

    #[test]
    fn excluded_files_are_left_out_where_that_is_forced() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("draft.md");
        fs::write(&file, "words").unwrap();
        let exclude = ["draft.md".to_owned()];
        let asked = GatherOptions { exclude: &exclude, force_exclude: true, ..asked(root.path()) };
        assert!(gather(&[file], &asked, &mut io::empty()).unwrap().files.is_empty());
    }

    #[test]
    fn a_file_of_another_kind_is_named_as_that() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("draft.docx");
        fs::write(&file, b"PK\x03\x04word/document.xml").unwrap();
        let gathered = gather(&[file], &asked(root.path()), &mut io::empty()).unwrap();
        assert!(message(&gathered.unreadable[0].finding).contains("zip file"));
    }

    #[test]
    fn the_project_of_notes_names_their_bibliography() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("book/part")).unwrap();
        let write = |name: &str, text: &str| fs::write(root.path().join(name), text).unwrap();
        write("book/_quarto.yml", "project:\n  type: book\nbibliography: refs.bib\n");
        write("book/refs.bib", "@misc{a, url={https://a.example}}\n");
        write("book/part/a.qmd", "words");
        write("b.qmd", "words");
        let gathered = gather(&[root.path().to_owned()], &asked(root.path()), &mut io::empty()).unwrap();
        let entries: Vec<usize> = gathered.files.iter().map(|notes| notes.bibliography.len()).collect();
        assert_eq!((names(&gathered), entries), (vec!["b.qmd".into(), "a.qmd".into()], vec![0, 1]));
    }

    #[test]
    fn a_folder_without_notes_is_an_error() {
        let root = tempfile::tempdir().unwrap();
        assert!(gather(&[root.path().to_owned()], &asked(root.path()), &mut io::empty()).is_err());
    }
}
