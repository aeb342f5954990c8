//! Many files, added together: what is wrong with one costs only that one, and everything is said at the end.

use super::body::kind_of;
use super::dating::Dating;
use super::in_place::lies_in_archive;
use super::outcomes::refusal;
use super::result::AddResult;
use super::{Args, NewFile, now, read_article};
use crate::capture::{ArticleId, CapturePath, CapturedAt};
use crate::cli::{Exit, Failure, Place, visible};
use crate::digest::Digest;
use crate::manifest::{Archive, Name, Resolution, Trouble};
use crate::progress::Work;
use crate::segment::Rules;
use crate::store::{Rehearsal, ingest_and_list, tidy};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// The most bytes of files that wait in memory to be added together.
const TOGETHER: usize = 256 << 20;

/// A file that is to be added.
pub(super) struct Input {
    pub file: PathBuf,
    /// The path by which notes may know it, if it was found in a folder or a list.
    pub source: Option<String>,
    /// The name that is said of it.
    pub about: String,
    /// The arguments that it is added by, where a list says more of it.
    pub args: Option<Box<Args>>,
    /// The digest that it must have.
    pub sha256: Option<Digest>,
}

impl Input {
    /// A file of which nothing is known.
    pub fn of(file: PathBuf, source: Option<String>) -> Self {
        Self { about: file.display().to_string(), file, source, args: None, sha256: None }
    }
}

/// A file that waits to be added.
struct Waiting {
    number: usize,
    about: String,
    new: NewFile,
    dating: Dating,
    remarks: Vec<String>,
}

/// A run over many files, and what became of them so far.
pub(super) struct AddRun<'r> {
    args: &'r Args,
    place: &'r Place,
    rules: &'r Rules,
    now: CapturedAt,
    rehearsal: Option<Rehearsal<'r>>,
    /// The articles of captures that are there already, by digest; and those of files that were read in this run.
    held: Archive,
    read: HashMap<Digest, String>,
    waiting: Vec<Waiting>,
    waiting_bytes: usize,
    result: AddResult,
    pub left_out: Vec<String>,
    pub troubles: Vec<Failure>,
}

impl<'r> AddRun<'r> {
    /// A run by these arguments.
    pub fn open(args: &'r Args, place: &'r Place, rules: &'r Rules) -> Result<Self, Failure> {
        let root = place.root()?;
        if !args.dry_run {
            tidy(root)?;
        }
        Ok(Self {
            args,
            place,
            rules,
            now: now()?,
            rehearsal: args.dry_run.then(|| Rehearsal::open(root, rules)).transpose()?,
            held: place.archive()?,
            read: HashMap::new(),
            waiting: Vec::new(),
            waiting_bytes: 0,
            result: AddResult::new(args.dry_run),
            left_out: Vec::new(),
            troubles: Vec::new(),
        })
    }

    /// Adds all of these, or says of each why not.
    pub fn take_all(&mut self, inputs: Vec<Input>) -> Result<(), Failure> {
        let progress = Work::on(inputs.len());
        for (done, input) in inputs.into_iter().enumerate() {
            if let Err(failure) = self.read(done, &input) {
                self.troubles.push(Failure { about: input.about, ..failure });
            }
            if self.waiting_bytes >= TOGETHER {
                self.write()?;
            }
            progress.advance(1);
        }
        drop(progress);
        self.write()
    }

    /// The article that has a capture with this digest in its place, if the archive had one when the run began.
    fn holder(&self, digest: &Digest) -> Result<Option<ArticleId>, Failure> {
        let (archive, root) = (self.held.collection(), self.place.root()?);
        let cannot_tell = |trouble: Trouble| Failure::new(digest, trouble.to_string(), "nothing was changed");
        let articles = match archive.resolve(Name::Digest(&digest.to_string())).map_err(cannot_tell)? {
            Resolution::Article(id, _) => vec![id],
            Resolution::Several(ids) => ids,
            Resolution::Nothing => Vec::new(),
        };
        for article in articles {
            let captures = archive.captures(&article).map_err(cannot_tell)?;
            // What lies in a web archive has no file of its own.
            let is_there = |path: &CapturePath| root.place(path.as_str()).is_file() || archive.witness(path).is_ok();
            if captures.iter().any(|listed| listed.sha256 == Some(*digest) && is_there(&listed.capture)) {
                return Ok(Some(article));
            }
        }
        Ok(None)
    }

    /// Reads a file, which waits then, unless it is there already.
    fn read(&mut self, number: usize, input: &Input) -> Result<(), Failure> {
        let Input { file, source, about, args, sha256: expected } = input;
        let args = args.as_deref().unwrap_or(self.args);
        let (place, root) = (self.place, self.place.root()?);
        if lies_in_archive(root, file).is_some() {
            return self.list(file, (number, about));
        }
        let bytes = read_article(file, file == Path::new("-"))?;
        let digest = Digest::of(&bytes);
        if let Some(expected) = expected.filter(|expected| *expected != digest) {
            let what = format!("its digest is not that in the list\n    list   {expected}\n    file   {digest}\n ");
            return Err(Failure::new(about, what, "get the file again, or correct the list"));
        }
        // One that is named by itself may be an article of its own, whatever others there are.
        let is_counted = source.is_some();
        if is_counted && let Some(article) = self.holder(&digest)? {
            self.result.already((number, about), digest, &article, args.id.as_ref());
            return Ok(());
        }
        if let Some(other) = self.read.get(&digest).filter(|_| is_counted) {
            self.result.twice((number, about), digest, other, args.id.as_ref());
            return Ok(());
        }
        let size = bytes.len();
        let (new, remarks) = place.collect(|| args.new_capture((file, source.clone()), bytes, self.now, place));
        let (new, dating) = new?;
        self.waiting.push(Waiting { number, about: about.clone(), new, dating, remarks });
        self.waiting_bytes += size;
        self.read.insert(digest, about.clone());
        Ok(())
    }

    /// Lists a file that lies in the archive.
    fn list(&mut self, file: &Path, (number, about): (usize, &str)) -> Result<(), Failure> {
        let root = self.place.root()?;
        if self.rehearsal.is_some() {
            return Err(Failure::new(
                about,
                "it lies in the archive already",
                "run `literatim manifest`, which lists it",
            ));
        }
        let lying = self.args.adoption(root, file, self.place)?;
        let (outcomes, sizes) = ingest_and_list(root, self.rules, Vec::new(), vec![lying])?;
        for outcome in outcomes {
            let size = outcome.path().and_then(|path| sizes.get(path).copied());
            self.result.take((number, about), &outcome, (None, size), Vec::new());
        }
        Ok(())
    }

    /// Adds what waits, in one writing, and says so.
    fn write(&mut self) -> Result<(), Failure> {
        self.waiting_bytes = 0;
        if self.waiting.is_empty() {
            return Ok(());
        }
        let mut known = Vec::with_capacity(self.waiting.len());
        let mut captures = Vec::with_capacity(self.waiting.len());
        for Waiting { number, about, new, dating, remarks } in self.waiting.drain(..) {
            known.push(((number, about), (kind_of(&new.0), dating), remarks));
            captures.push(new);
        }
        let (outcomes, sizes) = match &mut self.rehearsal {
            Some(rehearsal) => rehearsal.take(captures)?,
            None => ingest_and_list(self.place.root()?, self.rules, captures, Vec::new())?,
        };
        let first = self.result.files.len();
        for (outcome, ((number, about), (kind, dating), remarks)) in outcomes.iter().zip(&known) {
            let Some(path) = outcome.path() else {
                self.troubles.push(refusal(outcome, about, |with| known[with].0.1.clone()));
                continue;
            };
            let said = |remark: &String| remark.strip_prefix(&format!("{about}: ")).unwrap_or(remark).to_owned();
            let remarks = remarks.iter().map(said).collect();
            self.result.take((*number, about), outcome, (Some(kind), sizes.get(path).copied()), remarks);
            self.result.date(dating);
        }
        if self.args.json {
            return Ok(());
        }
        let verb = if self.rehearsal.is_some() { "would add" } else { "added" };
        let lines = self.result.files[first..].iter().filter_map(|file| file.line(verb, self.place));
        self.place.print(&visible(&lines.collect::<String>()))
    }

    /// Adds the pages of a web archive. An error is that of the web archive alone.
    pub fn web_archive(&mut self, file: PathBuf) {
        let about = file.display().to_string();
        if self.rehearsal.is_some() || self.args.json {
            let what = "the pages of a web archive are not added by this command";
            return self.troubles.push(Failure::new(about, what, "add it alone, without --dry-run and --json"));
        }
        match self.args.for_web_archive(file).run_web_archives(self.place) {
            Ok(Exit::Fine) => {}
            Ok(_) => self.troubles.push(Failure::new(about, "not all of its pages were added", "see above")),
            Err(failure) => self.troubles.push(failure),
        }
    }

    /// Says what was done, and what was not.
    pub fn finish(mut self) -> Result<Exit, Failure> {
        self.result.sort();
        let exit = if self.troubles.is_empty() { Exit::Fine } else { Exit::CannotTell };
        if self.args.json {
            self.place.print(&self.result.json(&self.troubles, &self.left_out, self.place))?;
            return Ok(exit);
        }
        let mut text = self.result.summary(self.troubles.len());
        if !self.left_out.is_empty() {
            text += &format!("left out: {}\n", self.left_out.join(", "));
        }
        self.place.print(&visible(&text))?;
        complain_by_kind("warning: ", &self.result.warnings(), self.place);
        complain_by_kind("", &self.troubles, self.place);
        Ok(exit)
    }
}

/// Reports failures, those with one problem and remedy together.
fn complain_by_kind(heading: &str, failures: &[Failure], place: &Place) {
    for ((what, help), files) in by_kind(failures) {
        let help = if help.is_empty() { String::new() } else { format!(" ({help})") };
        let count = if files.len() == 1 { String::new() } else { format!("{} files: ", files.len()) };
        place.complain(&format_args!("{heading}{count}{what}{help}\n  {}", files.join("\n  ")));
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
