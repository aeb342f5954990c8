//! Files that a list names, added with what the list says of them.

use super::batch::{AddRun, Input};
use super::naming::source_path;
use super::{Args, NO_ADDRESS};
use crate::capture::urls::identity;
use crate::capture::{ArticleId, MediaType, slug};
use crate::cli::place::read;
use crate::cli::{Exit, Failure, Place};
use crate::notes::{ListProblem, ListedSource, listed_sources};
use crate::store::Root;
use crate::text::Lines;
use std::path::{Path, PathBuf};

/// Adds the files that the list at `path` names.
pub(super) fn add_list(args: &Args, path: &Path, place: &Place) -> Result<Exit, Failure> {
    let name = path.display().to_string();
    let text = String::from_utf8(read(path)?)
        .map_err(|why| Failure::new(&name, format!("not UTF-8: {}", why.utf8_error()), "save it as UTF-8"))?;
    let lines = Lines::of(&text);
    let refuse = |(at, what): ListProblem| {
        Failure::new(format!("{name}:{}", lines.position(at).line), what, "correct this entry")
    };
    let (sources, problems) = listed_sources(&text, &name).map_err(refuse)?;
    let rules = place.rules()?;
    let mut run = AddRun::open(args, place, &rules)?;
    run.troubles = problems.into_iter().map(refuse).collect();
    let list = SourceList { args, folder: folder_of(path), root: place.root()? };
    let mut inputs = Vec::with_capacity(sources.len());
    for source in sources {
        let entry = format!("{name}:{}", lines.position(source.at).line);
        match list.inputs(source, &entry) {
            Ok(more) => inputs.extend(more),
            Err(failure) => run.troubles.push(failure),
        }
    }
    if inputs.is_empty() && run.troubles.is_empty() {
        let what = "no entry of this list names a file";
        return Err(Failure::new(name, what, "give each a field path, or file in a .bib"));
    }
    run.take_all(inputs)?;
    run.finish()
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

/// A list, as far as its entries depend on it.
struct SourceList<'a> {
    args: &'a Args,
    /// The folder that it lies in.
    folder: PathBuf,
    root: &'a Root,
}

impl SourceList<'_> {
    /// The files of an entry, those first of which the words are read. The first has the entry's key and address; others are
    /// articles of their own, because an article has one capture of a moment.
    fn inputs(&self, source: ListedSource, entry: &str) -> Result<Vec<Input>, Failure> {
        let refuse = |what: String| Failure::new(entry, what, "correct this entry");
        if let Some(url) = source.url.as_ref().filter(|url| identity(url).is_none()) {
            return Err(refuse(format!("its address {url:?} is {NO_ADDRESS}")));
        }
        let id = source.key.as_ref().map(|key| key.parse().or_else(|_| slug(key))).transpose();
        let id: Option<ArticleId> = id.map_err(|why| refuse(why.to_string()))?;
        let mut files = source.files.clone();
        files.sort_by_key(|file| MediaType::of(file) == MediaType::Other);
        let input = |(number, file): (usize, String)| {
            let args = self.args_of(&source, id.as_ref(), number)?;
            let path = self.find(&file);
            let about = format!("{entry}: {file}");
            Ok(Input {
                source: Some(self.known_as(&file, &path)),
                file: path,
                about,
                args: Some(Box::new(args)),
                sha256: source.sha256,
            })
        };
        files.into_iter().enumerate().map(input).collect()
    }

    /// The arguments by which the file of this number in an entry is added.
    fn args_of(&self, source: &ListedSource, id: Option<&ArticleId>, number: usize) -> Result<Args, Failure> {
        let is_first = number == 0;
        let numbered = |id: &ArticleId| format!("{id}-{}", number + 1).parse::<ArticleId>();
        let id = match id {
            Some(id) if !is_first => Some(numbered(id).map_err(|why| Failure::from(why.to_string()))?),
            id => id.cloned(),
        };
        Ok(Args {
            id,
            urls: source.url.iter().filter(|_| is_first).cloned().collect(),
            title: source.title.clone(),
            publisher: source.publisher.clone().or_else(|| self.args.publisher.clone()),
            published: source.published.clone(),
            captured_at: source.captured_at.or(self.args.captured_at),
            ..self.args.clone()
        })
    }

    /// The path by which notes may know a file. Where others lie on this machine is nobody's business.
    fn known_as(&self, file: &str, path: &Path) -> String {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        match self.root.folder_of(path) {
            None if Path::new(file).is_relative() && !file.contains(":\\") => plain(file),
            _ => source_path(self.root, path, name),
        }
    }

    /// The place of a file: as the list writes it from its own folder, else from the root; else, if it is in Zotero's
    /// storage, in the one beside the list.
    fn find(&self, file: &str) -> PathBuf {
        let written = file.replace('\\', "/");
        let in_storage = written.find("storage/").map(|at| written[at..].to_owned());
        let tail = in_storage.filter(|tail| tail.split('/').nth(1).is_some_and(|key| key.len() == 8));
        let places = [Some(self.folder.join(file)), Some(self.root.path().join(file))].into_iter().flatten();
        let beside = [Some(self.folder.join(&written)), tail.map(|tail| self.folder.join(tail))].into_iter().flatten();
        let mut all = places.chain(beside);
        let named = self.folder.join(file);
        all.find(|path| path.is_file()).unwrap_or(named)
    }
}

/// The path by which notes may know a file: without a drive, a root or a way up.
fn plain(file: &str) -> String {
    let written = file.replace('\\', "/");
    let parts = written.split('/').filter(|part| !matches!(*part, "" | "." | "..") && !part.ends_with(':'));
    parts.collect::<Vec<_>>().join("/")
}
