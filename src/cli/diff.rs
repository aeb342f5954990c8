//! `literatim diff`: what changed between two captures of an article, or between two files.

use super::{Exit, Failure, Place, naming};
use crate::capture::{ArticleId, Capture, CapturePath, Record};
use crate::diff::revision::revision;
use crate::manifest::{Collection, Manifest, Witness, check};
use crate::report::{self, Diff, DiffFormat};
use crate::segment::Rules;
use crate::store::Root;
use clap::builder::PossibleValuesParser;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

/// The arguments of `literatim diff`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("diff river-wall", "diff river-wall 2025-03-03 2025-03-12 --format html"))]
pub struct Args {
    /// The article: its id, URL, path, or the first digits of its digest; or the older of two files
    article: String,
    /// The older capture: its path, time stamp, day, digest, or number in history [default: the last but one]; or the
    /// newer of two files
    old: Option<String>,
    /// The newer capture, named the same way [default: the latest]
    new: Option<String>,
    /// The output format
    #[arg(long, value_parser = PossibleValuesParser::new(DiffFormat::ALL.map(DiffFormat::name)), default_value = "human")]
    format: String,
    /// Also show changes of page furniture and markup
    #[arg(long)]
    all: bool,
}

/// Writes the changes. Exit 0 if there are none, 1 if there are some, 2 if neither side has a body to compare.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    if let (Some(new), None) = (&args.old, &args.new)
        && Path::new(&args.article).is_file()
        && Path::new(new).is_file()
        && !(is_kept(place, &args.article) && is_kept(place, new))
    {
        // Compiled rules take more memory than two long texts, and are done with when both are read.
        let rules = place.rules().unwrap_or_default().apart();
        let files = [args.article.as_str(), new.as_str()];
        let [old, new] = [read("old", files[0], &rules)?, read("new", files[1], &rules)?];
        drop(rules);
        return print(args, place, &old, &new, Some(files));
    }
    let archive = place.archive()?;
    let archive = archive.collection();
    let (article, _) = naming::article(archive, &args.article).map_err(|why| of_files(args).unwrap_or(why))?;
    let old = pick(archive, &article, args.old.as_deref(), 2)?;
    let new = pick(archive, &article, args.new.as_deref(), 1)?;
    print(args, place, &old, &new, None)
}

fn print(args: &Args, place: &Place, old: &Witness, new: &Witness, files: Option<[&str; 2]>) -> Result<Exit, Failure> {
    let revision = revision(old, new);
    let format = DiffFormat::ALL.into_iter().find(|format| format.name() == args.format).unwrap_or_default();
    let diff = Diff { old, new, revision: &revision, all: args.all, files };
    let mut out = place.out();
    report::revision(&diff, format, &mut out, &place.paint())?;
    out.flush()?;
    Ok(match (revision.is_blind(), revision.is_empty()) {
        (true, _) => Exit::CannotTell,
        (false, true) => Exit::Fine,
        (false, false) => Exit::Refuted,
    })
}

/// The failure of a file that is compared with nothing, or with what is none.
fn of_files(args: &Args) -> Option<Failure> {
    let help = "give two files, the older first";
    let is_file = |path: &str| Path::new(path).is_file();
    match args.old.as_deref() {
        None => {
            is_file(&args.article).then(|| Failure::new(&args.article, "there is no such article in the archive", help))
        }
        Some(new) if args.new.is_none() && (is_file(&args.article) || is_file(new)) => {
            let missing = if is_file(&args.article) { new } else { &args.article };
            Some(Failure::new(missing, "there is no such file", help))
        }
        Some(_) => None,
    }
}

/// Returns true if `path` lies in the archive at hand, where its manifest says what it is.
fn is_kept(place: &Place, path: &str) -> bool {
    let Ok(root) = place.root() else { return false };
    let archive = root.place(Root::ARCHIVE).canonicalize();
    archive.is_ok_and(|archive| Path::new(path).canonicalize().is_ok_and(|path| path.starts_with(archive)))
}

/// A file, read as if it were a capture: its ending says how.
fn read(side: &str, path: &str, rules: &Rules) -> Result<Witness, Failure> {
    let bytes =
        std::fs::read(path).map_err(|why| Failure::new(path, why.to_string(), "check the file and its permissions"))?;
    let ending = Path::new(path).extension().and_then(|ending| ending.to_str()).unwrap_or("txt").to_lowercase();
    let named = format!("archive/{side}/{side}.{ending}").parse::<CapturePath>();
    let capture_path = named.unwrap_or_else(|_| format!("archive/{side}/{side}.txt").parse().expect("this is a path"));
    let capture = Capture { path: capture_path, bytes, record: Record::default() };
    let (manifest, _) = Manifest::of(&capture, None, rules);
    check(&capture, manifest).map_err(|why| Failure::new(path, why.to_string(), "use a text, Markdown or HTML file"))
}

/// The capture called `name`, else the one so far from the end.
fn pick(
    archive: &dyn Collection,
    article: &ArticleId,
    name: Option<&str>,
    from_end: usize,
) -> Result<Arc<Witness>, Failure> {
    let captures = naming::captures(archive, article)?;
    match (name, captures.len().checked_sub(from_end)) {
        (Some(name), _) => naming::capture(archive, article, name),
        (None, Some(index)) => naming::witness(archive, &captures[index].capture),
        (None, None) => Err(format!("{article} has only one capture, so there is nothing to compare").into()),
    }
}
