//! A revision of the git repository that the root lies in, as git keeps it.
//!
//! **Invariant**: the repository is the one that the root lies in, wherever notes lie; and git is only asked for what a
//! name stands for, what a tree lists and what a blob holds: that runs no hook, filter, diff or monitor, and fetches
//! nothing.

use super::failure::Failure;
use crate::manifest::{Inventory, InventoryEntry};
use crate::store::{LARGEST_FILE, Root, Storage, StoreError, all_of, inventory_of, unlogged_of};
use crate::text::Span;
use crate::workspace::{below_by_name, plain};
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, OnceLock};

/// The settings for whatever is asked: not to take a folder of the work tree for a repository, since that is a
/// stranger's to fill, and to say where a name has two meanings.
const SETTINGS: [&str; 6] =
    ["-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false", "-c", "core.warnAmbiguousRefs=true"];

/// All that git has for an environment in addition to where it and its user's settings are: nobody is asked for a
/// password, nothing is fetched or written, and what it says is in English.
const ENVIRONMENT: [(&str, &str); 8] = [
    ("GIT_NO_LAZY_FETCH", "1"),
    // Versions before 2.45 obey this, where they would fetch.
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_LITERAL_PATHSPECS", "1"),
    ("GIT_PAGER", "cat"),
    ("LC_ALL", "C"),
];

/// Variables of git, of its user's settings (which say whose repositories it may read), and on Windows of its
/// libraries.
const KEPT: [&str; 5] = ["HOME", "USERPROFILE", "XDG_CONFIG_HOME", "SYSTEMROOT", "TEMP"];

/// A commit, and the files in it.
pub(super) struct GitRevision {
    /// As it was asked for.
    name: String,
    /// The folder that the repository is of.
    repository: PathBuf,
    /// The place of the root in it: empty, or a path with `/` behind it.
    prefix: String,
    commit: String,
    blobs: Mutex<Blobs>,
    partial: OnceLock<bool>,
    /// Why the repository could not be asked, where a file of it was read as one of an archive.
    failed: Mutex<Option<Failure>>,
}

/// A `git cat-file --batch` that waits for questions.
struct Blobs {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Drop for Blobs {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl GitRevision {
    /// The commit that `name` stands for in the repository that `root` lies in.
    ///
    /// # Errors
    ///
    /// No git, no repository, a root in a submodule, no such commit, or a name with two meanings.
    pub fn open(root: &Root, name: &str) -> Result<Self, Failure> {
        let is_repository = |folder: &&Path| folder.join(".git").symlink_metadata().is_ok();
        let Some(repository) = root.path().ancestors().find(is_repository) else {
            let help = "create one with `git init`, or omit the revision";
            return Err(Failure::new(root.path().display(), "not a git repository", help));
        };
        refuse_submodule(repository)?;
        let prefix = below(repository, root.path()).filter(|prefix| !prefix.contains('\n')).ok_or_else(|| {
            Failure::new(root.path().display(), "its name is not UTF-8, or has a line break in it", "rename it")
        })?;
        let commit = commit(repository, name)?;
        let mut child = git(repository)
            .args(["cat-file", "--batch", "--follow-symlinks"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| failed(&error))?;
        let (questions, answers) = child.stdin.take().zip(child.stdout.take()).expect("both were asked for");
        let blobs = Mutex::new(Blobs { child, questions, answers: BufReader::new(answers) });
        let prefix = if prefix.is_empty() { prefix } else { prefix + "/" };
        Ok(Self {
            name: name.to_owned(),
            repository: repository.to_owned(),
            prefix,
            commit,
            blobs,
            partial: OnceLock::new(),
            failed: Mutex::new(None),
        })
    }

    /// Refuses a root that is not the one there was: where the revision has another one, at or below which one stands,
    /// the branch took it away, or put a link in its place. `typed` is the folder that one stands in or named, links
    /// and all.
    pub fn refuse_other_root(&self, root: &Root, typed: &Path) -> Result<(), Failure> {
        for folder in plain(typed).ancestors().take_while(|folder| *folder != root.path()) {
            let Some(place) = below(&self.repository, folder) else { break };
            let marker = if place.is_empty() { Root::CONFIG.to_owned() } else { format!("{place}/{}", Root::CONFIG) };
            if self.blob(&marker)?.is_some() {
                let what = format!("at {} this folder had an archive of its own, and now it has none", self.name);
                return Err(Failure::new(folder.display(), what, "restore it, or use another root with --root"));
            }
        }
        Ok(())
    }

    /// The name that it was asked for by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file at `path` below the root, if there was one.
    pub fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        self.blob(&format!("{}{path}", self.prefix))
    }

    /// The file that is at `path` now, if there was one; nothing lies outside of the repository.
    pub fn read_file(&self, path: &Path) -> Result<Option<Vec<u8>>, Failure> {
        match self.place_of(path) {
            Some(place) if !place.contains('\n') => self.blob(&place),
            _ => Ok(None),
        }
    }

    /// The place of `path` in the repository by its names alone: what is a link now, or gone, was neither, or another
    /// one. Links that the revision has are followed there.
    fn place_of(&self, path: &Path) -> Option<String> {
        let parts = below_by_name(&self.repository, path)?;
        below(Path::new(""), &parts).filter(|place| !place.is_empty())
    }

    fn blob(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let answer = self.blobs.lock().expect(HELD).ask(&format!("{}:{path}", self.commit));
        // Some versions of git end where they would have to fetch.
        let lacking = || {
            let what = format!("this clone does not have the file as of {}", self.name);
            Failure::new(path, what, "fetch it first, or clone without --filter (literatim fetches nothing)")
        };
        match answer.map_err(|error| if self.is_partial() { lacking() } else { failed(&error) })? {
            GitAnswer::Blob(bytes) => Ok(Some(bytes)),
            GitAnswer::Other => Ok(None),
            GitAnswer::TooLarge => {
                let what = format!("the file is larger than {LARGEST_FILE} bytes at {}", self.name);
                Err(Failure::new(path, what, "use another revision"))
            }
            // Not there, or there and not in this clone.
            GitAnswer::Missing if self.is_partial() && self.lists(path)? => Err(lacking()),
            GitAnswer::Missing => Ok(None),
        }
    }

    /// Returns true if this clone was made without some of the files of its history.
    fn is_partial(&self) -> bool {
        let settings = r"^(extensions\.partialclone|remote\..*\.promisor)$";
        *self.partial.get_or_init(|| run(&self.repository, &["config", "--get-regexp", settings]).is_ok())
    }

    /// Returns true if the commit's trees list `path`.
    fn lists(&self, path: &str) -> Result<bool, Failure> {
        let args = ["ls-tree", "-z", "--full-tree", "--name-only", &self.commit, "--", path];
        Ok(!run(&self.repository, &args)?.is_empty())
    }
}

/// The files of the revision below the root.
impl Storage for GitRevision {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.asked(|| self.read(path))?.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn read_range(&self, path: &str, range: Span) -> io::Result<Vec<u8>> {
        let bytes = Storage::read(self, path)?;
        bytes.get(range.range()).map(<[u8]>::to_vec).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    fn size(&self, path: &str) -> io::Result<u64> {
        Storage::read(self, path).map(|bytes| bytes.len() as u64)
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        self.asked(|| self.files_in(folder))
    }
}

impl GitRevision {
    /// The inventory that there was; `None` where there was none.
    ///
    /// # Errors
    ///
    /// A repository that cannot be asked; inside, an inventory that cannot be used.
    pub fn inventory(&self) -> Result<Result<Option<Inventory>, StoreError>, Failure> {
        let inventory = inventory_of(self);
        self.failed.lock().expect(HELD).take().map_or(Ok(inventory), Err)
    }

    /// What was listed and had no line in the log, and maybe more; `None` where there was no archive.
    ///
    /// # Errors
    ///
    /// As [`GitRevision::inventory`].
    pub fn unlogged(&self) -> Result<Result<Option<Vec<InventoryEntry>>, StoreError>, Failure> {
        let unlogged = unlogged_of(self);
        self.failed.lock().expect(HELD).take().map_or(Ok(unlogged), Err)
    }

    /// The answer of `ask`; a failure is kept.
    fn asked<T>(&self, ask: impl FnOnce() -> Result<T, Failure>) -> io::Result<T> {
        ask().map_err(|failure| {
            let error = io::Error::other(failure.what.clone());
            self.failed.lock().expect(HELD).get_or_insert(failure);
            error
        })
    }

    /// The paths of the files below `folder`, below the root.
    fn files_in(&self, folder: &str) -> Result<Vec<String>, Failure> {
        let folder = format!("{}{folder}/", self.prefix);
        let args = ["ls-tree", "-r", "-z", "--full-tree", "--name-only", &self.commit, "--", &folder];
        let listed = run(&self.repository, &args)?;
        let paths = listed.split(|byte| *byte == 0).filter(|path| !path.is_empty());
        let below = |path: &[u8]| String::from_utf8_lossy(path).strip_prefix(&self.prefix).map(str::to_owned);
        Ok(paths.filter_map(below).collect())
    }
}

/// The reason why a lock can be taken: nothing panics while it is held.
const HELD: &str = "nothing panics while it holds this";

enum GitAnswer {
    Blob(Vec<u8>),
    /// A folder, the commit of a submodule, or a link that leads to no file of the revision.
    Other,
    TooLarge,
    Missing,
}

impl Blobs {
    fn ask(&mut self, question: &str) -> io::Result<GitAnswer> {
        writeln!(self.questions, "{question}")?;
        self.questions.flush()?;
        let mut head = String::new();
        if self.answers.by_ref().take(1 << 16).read_line(&mut head)? == 0 {
            return Err(io::Error::other("git exited without an answer"));
        }
        let mut words = head.trim_end().rsplit(' ');
        let (size, kind) = (words.next().and_then(|size| size.parse::<u64>().ok()), words.next());
        let (Some(size), Some(kind)) = (size, kind) else { return Ok(GitAnswer::Missing) };
        if kind == "blob" && size <= LARGEST_FILE {
            let mut bytes = Vec::new();
            self.answers.by_ref().take(size).read_to_end(&mut bytes)?;
            self.answers.read_exact(&mut [0])?;
            return Ok(GitAnswer::Blob(bytes));
        }
        io::copy(&mut self.answers.by_ref().take(size + 1), &mut io::sink())?;
        Ok(if kind == "blob" { GitAnswer::TooLarge } else { GitAnswer::Other })
    }
}

/// The commit that `name` stands for.
fn commit(repository: &Path, name: &str) -> Result<String, Failure> {
    let asked = ["rev-parse", "--verify", "--end-of-options", &format!("{name}^{{commit}}")];
    let output = git(repository).args(asked).output().map_err(|error| failed(&error))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let id = String::from_utf8_lossy(&output.stdout).lines().last().unwrap_or_default().to_owned();
    if output.status.success() && said.contains("is ambiguous") {
        let what = "the name is ambiguous in this repository";
        return Err(Failure::new(name, what, "use the full name, such as refs/remotes/origin/main"));
    }
    if output.status.success() && id.len() >= 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(id);
    }
    if run(repository, &["rev-parse", "--is-shallow-repository"]).is_ok_and(|answer| answer.starts_with(b"true")) {
        let what = "no such revision: this clone is shallow and has only the newest commits";
        let help = "fetch the rest with `git fetch --unshallow` (for actions/checkout: fetch-depth: 0)";
        return Err(Failure::new(name, what, help));
    }
    Err(Failure::new(name, words_of_git(&said), "use a revision of the git repository that contains the root"))
}

/// Runs git; its output.
fn run(repository: &Path, args: &[&str]) -> Result<Vec<u8>, Failure> {
    let output = git(repository).args(args).output().map_err(|error| failed(&error))?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => {
            let help = "run `git fsck`; a clone made with --filter or --depth lacks some of the history";
            Err(Failure::new("git", words_of_git(&String::from_utf8_lossy(&output.stderr)), help))
        }
    }
}

fn words_of_git(said: &str) -> String {
    match said.trim() {
        "" => "git failed without a message".to_owned(),
        said if said.ends_with("Needed a single revision") => "no such revision in this repository".to_owned(),
        said => format!("git: {said}"),
    }
}

fn failed(error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::NotFound => Failure::new("git", "git is not installed, or not in PATH", "install git"),
        _ => Failure::new("git", error.to_string(), "check that git works in this folder"),
    }
}

/// A git that knows only the repository at this folder.
fn git(repository: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(repository).args(SETTINGS).env_clear().envs(ENVIRONMENT).stdin(Stdio::null());
    git.env("PATH", absolute_paths(std::env::var_os("PATH").unwrap_or_default()));
    git.envs(KEPT.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
    if let Some(above) = repository.parent() {
        git.env("GIT_CEILING_DIRECTORIES", above);
    }
    git
}

/// The folders of a search path that do not depend on where one stands: elsewhere a program may be a stranger's.
fn absolute_paths(path: OsString) -> OsString {
    std::env::join_paths(std::env::split_paths(&path).filter(|folder| folder.is_absolute())).unwrap_or_default()
}

/// The path of `path` relative to `folder`, `/` between parts.
fn below(folder: &Path, path: &Path) -> Option<String> {
    let parts = path.strip_prefix(folder).ok()?.components();
    let parts: Option<Vec<&str>> = parts.map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// Refuses a repository that is a submodule: a branch may put one of its own there, and then say what its history was.
fn refuse_submodule(repository: &Path) -> Result<(), Failure> {
    let link = std::fs::File::open(repository.join(".git"));
    let Ok(text) = link.and_then(|link| all_of(link, 1 << 16)) else { return Ok(()) };
    let text = String::from_utf8_lossy(&text);
    let target = repository.join(text.strip_prefix("gitdir:").unwrap_or_default().trim());
    // A linked work tree has such a file too, which does not lead to what another repository keeps its submodules in.
    let is_kept = |folder: &Path| folder.ends_with("modules") && folder.with_file_name("HEAD").is_file();
    match target.ancestors().any(is_kept) {
        false => Ok(()),
        true => Err(Failure::new(
            repository.display(),
            "this is a submodule: the outer repository decides which of its commits is checked out",
            "run this in a clone of that repository",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_path_leads_nowhere_but_to_absolute_folders() {
        assert_eq!(absolute_paths("/usr/bin:.::bin:/bin".into()), OsString::from("/usr/bin:/bin"));
    }
}
