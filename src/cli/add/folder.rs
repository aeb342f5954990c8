//! Folders of files, added as they lie.

use super::body::{kind_of, warning};
use super::crawl::is_web_archive;
use super::in_place::lies_in_archive;
use super::outcomes::refusal;
use super::progress::Progress;
use super::{Args, NewFile, now, read_article};
use crate::capture::CapturedAt;
use crate::cli::{Exit, Failure, Place, visible};
use crate::digest::Digest;
use crate::report::counted;
use crate::store::{IngestOutcome, Rehearsal, Root, ingest_and_list, inventory, why};
use crate::workspace::{LeftOut, SourceFiles, sources};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// The most bytes of files that wait in memory to be added together.
const TOGETHER: usize = 256 << 20;

/// The files that are to be added: where each lies, and the path by which notes may know one that was found in a folder.
#[derive(Default)]
struct Inputs {
    files: Vec<(PathBuf, Option<String>)>,
    left_out: BTreeMap<LeftOut, usize>,
    troubles: Vec<Failure>,
}

impl Inputs {
    /// Of these files and folders.
    fn of(paths: &[PathBuf], root: &Root) -> Self {
        let mut inputs = Self::default();
        for path in paths {
            if !path.is_dir() {
                inputs.files.push((path.clone(), None));
                continue;
            }
            let SourceFiles { files, left_out, unreadable } = sources(path, root);
            if files.is_empty() && unreadable.is_empty() {
                let what = "there is no file in this folder that can be added";
                inputs.troubles.push(Failure::new(
                    path.display(),
                    what,
                    "name a folder of saved pages and other files",
                ));
            }
            inputs.files.extend(files.into_iter().map(|(path, source)| (path, Some(source))));
            left_out.into_iter().for_each(|(why, count)| *inputs.left_out.entry(why).or_default() += count);
            inputs.troubles.extend(unreadable.into_iter().map(|(path, error)| {
                Failure::new(path.display(), why(&error), "add what it leads to, or give yourself the right to read it")
            }));
        }
        inputs
    }
}

/// A file that waits to be added.
struct Waiting {
    file: String,
    new: NewFile,
    remarks: Vec<String>,
}

/// A run over folders, and what became of their files so far.
struct Run<'r> {
    args: &'r Args,
    place: &'r Place,
    now: CapturedAt,
    rehearsal: Option<Rehearsal<'r>>,
    /// The digests of files that are there already, and of those that were read in this run.
    held: HashSet<Digest>,
    read: HashSet<Digest>,
    waiting: Vec<Waiting>,
    waiting_bytes: usize,
    added: usize,
    already: usize,
    twice: usize,
    warnings: Vec<Failure>,
    troubles: Vec<Failure>,
}

/// Adds everything in the folders among the arguments that can be added, and the files beside them.
pub(super) fn add_folders(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let (root, rules) = (place.root()?, place.rules()?);
    let inputs = Inputs::of(&args.files, root);
    let (archives, files): (Vec<_>, Vec<_>) = inputs.files.into_iter().partition(|(file, _)| is_web_archive(file));
    let rehearsal = args.dry_run.then(|| Rehearsal::open(root, &rules)).transpose()?;
    let held = held(root)?;
    let mut run = Run::new(args, place, rehearsal, held)?;
    run.troubles = inputs.troubles;
    let mut progress = Progress::of(files.len());
    for (done, (file, source)) in files.iter().enumerate() {
        run.read(file, source.clone());
        if run.waiting_bytes >= TOGETHER {
            progress.clear();
            run.take()?;
        }
        progress.at(done + 1);
    }
    progress.clear();
    run.take()?;
    for (archive, _) in archives {
        run.web_archive(archive);
    }
    run.finish(&inputs.left_out)
}

/// The digests of the captures that the inventory lists and that lie in their places.
fn held(root: &Root) -> Result<HashSet<Digest>, Failure> {
    let listed = inventory(root)?.captures;
    let is_there = |path: &str| root.place(path).is_file();
    let there = listed.iter().filter(|entry| entry.extent.is_some() || is_there(entry.capture.as_str()));
    Ok(there.map(|entry| entry.sha256).collect())
}

impl<'r> Run<'r> {
    fn new(
        args: &'r Args,
        place: &'r Place,
        rehearsal: Option<Rehearsal<'r>>,
        held: HashSet<Digest>,
    ) -> Result<Self, Failure> {
        Ok(Self {
            args,
            place,
            now: now()?,
            rehearsal,
            held,
            read: HashSet::new(),
            waiting: Vec::new(),
            waiting_bytes: 0,
            added: 0,
            already: 0,
            twice: 0,
            warnings: Vec::new(),
            troubles: Vec::new(),
        })
    }

    /// Reads a file, which waits then, unless it is there already. An error is that of the file alone.
    fn read(&mut self, file: &Path, source: Option<String>) {
        let is_inside = |root: &Root| lies_in_archive(root, file).is_some();
        if source.is_none() && self.place.root().is_ok_and(is_inside) {
            let what = "it lies in the archive already";
            return self.troubles.push(Failure::new(file.display(), what, "run `literatim manifest`, which lists it"));
        }
        let bytes = match read_article(file, file == Path::new("-")) {
            Ok(bytes) => bytes,
            Err(failure) => return self.troubles.push(failure),
        };
        let digest = Digest::of(&bytes);
        if self.held.contains(&digest) {
            self.already += 1;
            return;
        }
        if !self.read.insert(digest) {
            self.twice += 1;
            return;
        }
        let size = bytes.len();
        let (new, remarks) = self.place.collect(|| self.args.new_capture((file, source), bytes, self.now, self.place));
        match new {
            Ok((new, _)) => {
                self.waiting.push(Waiting { file: file.display().to_string(), new, remarks });
                self.waiting_bytes += size;
            }
            Err(failure) => {
                self.read.remove(&digest);
                self.troubles.push(failure);
            }
        }
    }

    /// Adds what waits, in one writing, and says so.
    fn take(&mut self) -> Result<(), Failure> {
        self.waiting_bytes = 0;
        if self.waiting.is_empty() {
            return Ok(());
        }
        let mut names = Vec::new();
        let mut captures = Vec::new();
        for Waiting { file, new, remarks } in self.waiting.drain(..) {
            names.push((file, kind_of(&new.0), remarks));
            captures.push(new);
        }
        let (outcomes, sizes) = match &mut self.rehearsal {
            Some(rehearsal) => rehearsal.take(captures)?,
            None => ingest_and_list(self.place.root()?, &self.place.rules()?, captures, Vec::new())?,
        };
        let verb = if self.rehearsal.is_some() { "would add" } else { "added" };
        let mut text = String::new();
        for (outcome, (file, kind, remarks)) in outcomes.iter().zip(&names) {
            let Some(path) = outcome.path() else {
                self.troubles.push(refusal(outcome, file, |number| names[number].0.clone()));
                continue;
            };
            let size = sizes.get(path).copied();
            match outcome {
                IngestOutcome::Already(..) => self.already += 1,
                _ => {
                    self.added += 1;
                    let words = size.map_or_else(String::new, |size| format!(", {}", counted(size.body, "word")));
                    let path = self.place.on_disk(path.as_str());
                    text += &format!("{verb} {path} ({file}: {}{words})\n", kind.name);
                }
            }
            let warn = |what: String| Failure::new(file, what, "");
            self.warnings.extend(warning(outcome, size, kind).map(warn));
            let said = |remark: &String| remark.strip_prefix(&format!("{file}: ")).unwrap_or(remark).to_owned();
            self.warnings.extend(remarks.iter().map(|remark| warn(said(remark))));
        }
        self.place.print(&visible(&text))
    }

    /// Adds the pages of a web archive. An error is that of the web archive alone.
    fn web_archive(&mut self, file: PathBuf) {
        if self.rehearsal.is_some() {
            let _ = self.place.print(&visible(&format!("would add the pages of {}\n", file.display())));
            return;
        }
        let about = file.display().to_string();
        match self.args.for_web_archive(file).run_web_archives(self.place) {
            Ok(Exit::Fine) => {}
            Ok(_) => self.troubles.push(Failure::new(about, "not all of its pages were added", "see above")),
            Err(failure) => self.troubles.push(failure),
        }
    }

    /// Says what was done, and what was not.
    fn finish(self, left_out: &BTreeMap<LeftOut, usize>) -> Result<Exit, Failure> {
        let verb = if self.rehearsal.is_some() { "would be added" } else { "added" };
        let mut parts = vec![format!("{} {verb}", counted(self.added, "file"))];
        if self.already > 0 {
            parts.push(format!("{} already in the archive", self.already));
        }
        if self.twice > 0 {
            parts.push(format!("{} with the bytes of another one", self.twice));
        }
        if !self.troubles.is_empty() {
            parts.push(format!("{} not added", self.troubles.len()));
        }
        let mut text = format!("{}\n", parts.join(", "));
        if !left_out.is_empty() {
            let left_out: Vec<String> = left_out.iter().map(|(why, count)| named(*why, *count)).collect();
            text += &format!("left out: {}\n", left_out.join(", "));
        }
        self.place.print(&visible(&text))?;
        for (heading, failures) in [("warning: ", &self.warnings), ("", &self.troubles)] {
            for ((what, help), files) in by_kind(failures) {
                let help = if help.is_empty() { String::new() } else { format!(" ({help})") };
                let count = if files.len() == 1 { String::new() } else { format!("{} files: ", files.len()) };
                self.place.complain(&format_args!("{heading}{count}{what}{help}\n  {}", files.join("\n  ")));
            }
        }
        Ok(if self.troubles.is_empty() { Exit::Fine } else { Exit::CannotTell })
    }
}

/// The files of each problem and remedy, in the order in which these were met.
fn by_kind(failures: &[Failure]) -> Vec<((&str, &str), Vec<&str>)> {
    let mut kinds: Vec<((&str, &str), Vec<&str>)> = Vec::new();
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for failure in failures {
        let kind = (failure.what.as_str(), failure.help.as_str());
        let at = *places.entry(kind).or_insert_with(|| {
            kinds.push((kind, Vec::new()));
            kinds.len() - 1
        });
        kinds[at].1.push(&failure.about);
    }
    kinds
}

/// A number of things that are no articles, in words.
fn named(why: LeftOut, count: usize) -> String {
    let (one, many) = match why {
        LeftOut::Hidden => ("hidden file or folder", "hidden files and folders"),
        LeftOut::Companion => ("folder with the parts of a saved page", "folders with the parts of saved pages"),
        LeftOut::PagePart => ("style sheet, script, font or icon", "style sheets, scripts, fonts and icons"),
        LeftOut::Record => ("capture record", "capture records"),
        LeftOut::Link => {
            ("link to a file or folder in the same folder", "links to files and folders in the same folder")
        }
        LeftOut::Archive => ("file or folder of the archive itself", "files and folders of the archive itself"),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}
