//! `literatim new-ci`: files with which a forge, or a hook, checks notes.

use super::{Exit, Failure, Place, visible};
use crate::store::{why, write_file_new};
use std::path::Path;

/// The arguments of `literatim new-ci`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("new-ci github", "new-ci pre-commit --stdout"))]
pub struct Args {
    /// The place where notes are to be checked
    #[arg(value_enum)]
    kind: Kind,
    /// Print the file instead of writing it
    #[arg(long)]
    stdout: bool,
}

/// The places where notes may be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    Github,
    Gitlab,
    PreCommit,
}

impl Kind {
    /// The path of the file, from the current folder, and its content.
    const fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Github => (".github/workflows/quotations.yml", include_str!("github.yml")),
            Self::Gitlab => (".gitlab-ci.yml", include_str!("gitlab.yml")),
            Self::PreCommit => (".pre-commit-config.yaml", include_str!("pre-commit.yaml")),
        }
    }
}

/// Writes the file, which must not exist, or prints it.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let (path, content) = args.kind.file();
    if args.stdout {
        place.print(content)?;
        return Ok(Exit::Fine);
    }
    let file = Path::new(path);
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| Failure::new(path, why(&error), "check the permissions"))?;
    }
    if file.exists() {
        let help = "print it with --stdout, and put it into that file";
        return Err(Failure::new(path, "this file exists, and is not written over", help));
    }
    write_file_new(file, content.as_bytes())?;
    let next = match args.kind {
        Kind::PreCommit => "",
        _ => "next: fill in the address and the digest of the tarball of literatim\n",
    };
    place.print(&visible(&format!("wrote {path}\n{next}")))?;
    Ok(Exit::Fine)
}
