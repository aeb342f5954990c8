//! `literatim fix`: notes put right by what the archive says.

use super::{Exit, Failure, Place, visible};
use crate::fix::{Applied, Mended, mend};
use crate::report::{counted, fixed, legible, patch};
use crate::verify::{Applicability, NotesFile, Style, Verifier};
use crate::workspace::replace;
use clap::builder::PossibleValuesParser;
use std::io::{self, IsTerminal, Write};
use std::path::{Component, Path, PathBuf};

/// The arguments of `literatim fix`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("fix notes/", "fix notes/ --unsafe --diff"))]
pub struct Args {
    /// Files and folders of notes
    #[arg(required = true)]
    notes: Vec<PathBuf>,
    /// Change nothing; print a patch for git apply, and exit with 1 if there is one
    #[arg(long)]
    diff: bool,
    /// Also change words: the archived words for altered ones, brackets and ellipses for marked changes, the right
    /// citation for a wrong one
    #[arg(long)]
    r#unsafe: bool,
    /// The house style: which silent changes are accepted (exact accepts none)
    #[arg(long, value_parser = PossibleValuesParser::new(Style::NAMES))]
    style: Option<String>,
}

/// Mends every file, or prints what would be mended. Exit 2 if a file cannot be read or written.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    if args.notes.iter().any(|path| path.as_os_str() == "-") {
        return Err(Failure::new("-", "standard input cannot be fixed in place", "give a file"));
    }
    let root = place.root()?;
    let notes = place.notes(&args.notes)?;
    let verifier = Verifier::new(place.archive()?, place.policy(args.style.as_deref(), false)?);
    let most = if args.r#unsafe { Applicability::Unsafe } else { Applicability::Safe };
    let mut out = place.out();
    let mut exit = if place.complain_of_unreadable(&notes) { Exit::CannotTell } else { Exit::Fine };
    let mut count = 0;
    for notes in &notes.files {
        let mended = mend(notes, &verifier, most);
        count += mended.fixes.len();
        if args.diff {
            let mut bytes = Vec::new();
            patch(&path_for_git(Path::new(&notes.name)), &notes.text, &mended.text, &mut bytes)?;
            // What git is to apply has the bytes of the notes; a terminal gets them safe to show.
            match io::stdout().is_terminal() {
                true => out.write_all(visible(&String::from_utf8_lossy(&bytes)).as_bytes())?,
                false => out.write_all(&bytes)?,
            }
            exit = exit.max(if mended.fixes.is_empty() { Exit::Fine } else { Exit::Refuted });
        } else {
            write(root.path(), notes, &mended, &mut out)?;
        }
    }
    if !args.diff {
        summary(count, notes.files.len(), &mut out)?;
    }
    out.flush()?;
    Ok(exit)
}

/// Puts the mended notes in their place, and reports what was done.
fn write(root: &Path, notes: &NotesFile, mended: &Mended, out: &mut dyn Write) -> Result<(), Failure> {
    if mended.text != notes.text {
        replace(root, Path::new(&notes.name), &notes.text, &mended.text)?;
    }
    for Applied { rule, line, column, fix } in &mended.fixes {
        writeln!(out, "{}:{line}:{column}: fixed[{rule}] {}", legible(&notes.name), legible(&fixed(fix)))?;
    }
    Ok(())
}

fn summary(fixes: usize, files: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{fixes} fix{} in {}", if fixes == 1 { "" } else { "es" }, counted(files, "file"))
}

/// The path as `git apply` wants it: from the top of the repository that the file lies in, else from this folder.
fn path_for_git(path: &Path) -> String {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let top = whole.ancestors().skip(1).find(|folder| folder.join(".git").exists()).map(Path::to_owned);
    let here = std::env::current_dir().and_then(|folder| folder.canonicalize()).ok();
    let below = top.or(here).and_then(|top| whole.strip_prefix(top).map(Path::to_owned).ok());
    let parts = below.as_deref().unwrap_or(path).components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}
