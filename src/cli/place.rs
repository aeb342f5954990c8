//! The place where a command runs: root, configuration, output and terminal.

use super::failure::Failure;
use super::git::GitRevision;
use super::progress::Progress;
use crate::manifest::Archive;
use crate::notes::Format;
use crate::report::{FileLinks, Paint, legible, legible_lines, message};
use crate::segment::Rules;
use crate::store::{self, Root, StoreError};
use crate::verify::{Config, NotesFinding, NotesSet, Policy};
use crate::workspace::{LARGEST_NOTES, Workspace};
use std::cell::{OnceCell, RefCell};
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The ways in which a command ends, as the contract says. The later wins over the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: nothing is refuted, everything is current.
    Fine,
    /// 1: something is refuted, or not current.
    Refuted,
    /// 2: something could not be checked, or done.
    CannotTell,
}

impl From<u8> for Exit {
    fn from(code: u8) -> Self {
        match code {
            0 => Self::Fine,
            1 => Self::Refuted,
            _ => Self::CannotTell,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// The bytes of a file that the command line names.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let read = store::open_named(path).and_then(|file| store::all_of(file, LARGEST_NOTES));
    Ok(read.map_err(|error| StoreError::io(path.display(), &error))?)
}

/// Standard output. That nobody reads any more is not an error: the exit code is what it would have been.
struct Out {
    out: io::BufWriter<io::StdoutLock<'static>>,
    /// The line about the progress, until something is written.
    progress: Option<Progress>,
}

fn unread(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(progress) = self.progress.take() {
            progress.end();
        }
        unread(self.out.write_all(bytes)).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        unread(self.out.flush())
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The place where a command runs.
#[derive(Debug)]
pub struct Place {
    named: Option<PathBuf>,
    color: Color,
    /// Keys of the configuration that are set for this run.
    keys: Vec<String>,
    workspace: OnceCell<Workspace>,
    /// The archive that was opened last.
    opened: RefCell<Option<Archive>>,
    /// Complaints that are collected, and not written yet.
    collected: RefCell<Option<Vec<String>>>,
    progress: Option<Progress>,
}

impl Place {
    /// A place with the root that `--root` named, if it did, and the keys that `--config` set.
    pub fn new(root: Option<PathBuf>, color: Color, keys: Vec<String>) -> Self {
        Self {
            named: root,
            color,
            keys,
            workspace: OnceCell::new(),
            opened: RefCell::new(None),
            collected: RefCell::new(None),
            progress: None,
        }
    }

    /// The same, saying on a terminal how far the command called `name` is.
    pub(super) fn with_progress(self, name: String) -> Self {
        Self { progress: Some(Progress::of(name)), ..self }
    }

    /// Takes the line about the progress away: what follows is output.
    pub(super) fn end_progress(&self) {
        self.progress.iter().for_each(Progress::end);
    }

    /// Writes something while the line about the progress is away.
    fn without_progress<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.progress {
            Some(progress) => progress.without(write),
            None => write(),
        }
    }

    /// The folder that `--root` named.
    pub fn named_root(&self) -> Option<&Path> {
        self.named.as_deref()
    }

    /// The archive with its configuration: at the root that was named, else at the nearest one at or above the current
    /// folder.
    pub fn workspace(&self) -> Result<&Workspace, Failure> {
        if let Some(workspace) = self.workspace.get() {
            return Ok(workspace);
        }
        let workspace = match &self.named {
            Some(named) => Root::at(named)?.into(),
            None => Workspace::find(Path::new("."))?,
        };
        let workspace = workspace.with_keys(self.keys.clone());
        Ok(self.workspace.get_or_init(|| workspace))
    }

    /// Its root.
    pub fn root(&self) -> Result<&Root, Failure> {
        Ok(self.workspace()?.root())
    }

    /// Its root, as a path from the current folder.
    pub fn root_from_here(&self) -> Result<PathBuf, Failure> {
        let root = self.root()?.path();
        let here = Path::new(".").canonicalize()?;
        Ok(match here.strip_prefix(root) {
            Ok(below) if below.as_os_str().is_empty() => PathBuf::from("."),
            Ok(below) => below.components().map(|_| "..").collect(),
            Err(_) => self.named.clone().unwrap_or_else(|| root.to_owned()),
        })
    }

    /// A git revision that the root is compared with, which must have had this very root.
    pub(super) fn revision(&self, name: &str) -> Result<GitRevision, Failure> {
        let root = self.root()?;
        let revision = GitRevision::open(root, name)?;
        // The shell's name of this folder may lead through a link, which the system's does not show.
        let here = Path::new(".").canonicalize().unwrap_or_default();
        let shown = std::env::var_os("PWD").map(PathBuf::from);
        let shown = shown.filter(|shown| shown.canonicalize().is_ok_and(|shown| shown == here)).unwrap_or(here);
        let typed = self.named.as_deref().map_or_else(|| shown.clone(), |named| shown.join(named));
        revision.refuse_other_root(root, &typed)?;
        Ok(revision)
    }

    /// The keys of literatim.toml; the defaults where a root that was named has none.
    pub fn config(&self) -> Result<&Config, Failure> {
        Ok(self.workspace()?.config()?)
    }

    /// The rules that segments are made by: those that come with the program, and those of literatim.toml.
    pub fn rules(&self) -> Result<Rules, Failure> {
        Ok(self.config()?.rules().map_err(StoreError::from)?)
    }

    /// Writes to standard output. That nobody reads any more is not an error: the exit code is what it would have been.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        match self.without_progress(|| out.write_all(text.as_bytes()).and_then(|()| out.flush())) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// The output to write to, when there is much to write.
    pub fn out(&self) -> impl Write + use<> {
        let out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
        Out { out, progress: self.progress.clone() }
    }

    /// The manner of writing for people.
    pub fn paint(&self) -> Paint {
        let archive = self.root().ok().filter(|root| root.keeps_layout()).map(|root| root.archive().to_owned());
        Paint { colour: self.colour(), width: self.width(), archive, links: self.links(), ..Paint::default() }
    }

    /// The folders that paths in reports lead to, where standard output is a terminal that shows links. No colour is no
    /// escape sequence of any kind.
    fn links(&self) -> Option<FileLinks> {
        let are_shown = self.color != Color::Never && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout);
        let folder = |path: &Path| url::Url::from_directory_path(path).ok();
        let here = Path::new(".").canonicalize().ok().filter(|_| are_shown)?;
        Some(FileLinks { notes: folder(&here)?, archive: folder(self.root().ok()?.path())? })
    }

    /// The path in the archive, as it is on the disk.
    pub fn on_disk(&self, path: &str) -> String {
        self.root().map_or_else(|_| path.to_owned(), |root| root.on_disk(path).into_owned())
    }

    /// The archive, as it is asked.
    pub fn archive(&self) -> Result<Archive, Failure> {
        let archive = self.workspace()?.archive()?;
        *self.opened.borrow_mut() = Some(archive.clone());
        Ok(archive)
    }

    /// Returns true if somebody wrote to the archive since it was opened.
    pub fn is_outdated(&self) -> bool {
        self.opened.borrow().as_ref().is_some_and(|archive| archive.collection().is_outdated())
    }

    /// The policy of this root, with the style and strictness that were asked for.
    pub fn policy(&self, style: Option<&str>, strict: bool) -> Result<Policy, Failure> {
        Ok(self.workspace()?.policy(style, strict)?)
    }

    /// The notes at some paths, read as literatim.toml says; `-` is standard input.
    pub fn notes(&self, paths: &[PathBuf]) -> Result<NotesSet, Failure> {
        self.notes_in(paths, None)
    }

    /// The same, all in one format if one is named.
    pub fn notes_in(&self, paths: &[PathBuf], format: Option<Format>) -> Result<NotesSet, Failure> {
        Ok(self.workspace()?.notes(paths, format, &mut io::stdin().lock())?)
    }

    /// The same, without those files that `exclude` matches though they were named, if `force_exclude` says so.
    pub fn notes_forced(
        &self,
        paths: &[PathBuf],
        format: Option<Format>,
        force_exclude: bool,
    ) -> Result<NotesSet, Failure> {
        Ok(self.workspace()?.gather(paths, format, force_exclude, &mut io::stdin().lock())?)
    }

    /// Reports on standard error what is wrong with notes that could not be read, and their bibliographies. Returns
    /// true if something is.
    pub fn complain_of_unreadable(&self, notes: &NotesSet) -> bool {
        for NotesFinding { file, finding, .. } in &notes.unreadable {
            self.complain(&format_args!("{}: {}", legible(file), message(finding)));
        }
        !notes.unreadable.is_empty()
    }

    /// Runs `work`; with what it had to complain of, which is not written.
    pub fn collect<T>(&self, work: impl FnOnce() -> T) -> (T, Vec<String>) {
        let outer = self.collected.replace(Some(Vec::new()));
        let done = work();
        (done, self.collected.replace(outer).unwrap_or_default())
    }

    /// Reports something on standard error, as `literatim: …`, control characters made visible.
    pub fn complain(&self, what: &dyn fmt::Display) {
        if let Some(collected) = self.collected.borrow_mut().as_mut() {
            return collected.push(what.to_string());
        }
        let what = visible(&what.to_string());
        drop(self.without_progress(|| writeln!(io::stderr().lock(), "literatim: {what}")));
    }

    /// Returns true if what goes to standard output is to be coloured: as `--color` says, else `NO_COLOR`, else
    /// `CLICOLOR_FORCE` and `FORCE_COLOR`, else `CLICOLOR`, else where it is a terminal that can.
    pub fn colour(&self) -> bool {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
        match self.color {
            Color::Always => true,
            Color::Never => false,
            // https://no-color.org: present and not empty, whatever its value.
            Color::Auto if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) => false,
            Color::Auto if is_set("CLICOLOR_FORCE") || is_set("FORCE_COLOR") => true,
            Color::Auto if std::env::var_os("CLICOLOR").is_some_and(|value| value == "0") => false,
            Color::Auto => io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
        }
    }

    /// Returns true if standard output is a terminal, or is to be coloured as if it were one.
    pub fn is_read_on_a_terminal(&self) -> bool {
        io::stdout().is_terminal() || self.colour()
    }

    /// The number of columns to fill: those of the terminal, else `COLUMNS`, else 80; at least 40, and at most 120,
    /// because longer lines are hard to read.
    pub fn width(&self) -> usize {
        let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let stated = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        terminal.or_else(stated).unwrap_or(80).clamp(40, 120)
    }
}

/// Text of several lines, safe to show.
pub fn visible(text: &str) -> String {
    legible_lines(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_checked_wins() {
        assert_eq!(Exit::Refuted.max(Exit::CannotTell), Exit::CannotTell);
    }
}
