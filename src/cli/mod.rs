//! The command line.

mod diff;
mod explain;
mod find;
mod naming;
mod show;
mod verify;

use crate::capture::{Capture, CapturePath, Record};
use crate::manifest::{Catalogue, Entry, Holdings, Inventory, Manifest, check};
use crate::report::Paint;
use crate::segment::Rules;
use clap::Parser;
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What a command found out, as its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exit(pub u8);

/// Why a command could not do its work: exit code 2.
#[derive(Debug)]
pub enum Failure {
    /// What to tell.
    Message(String),
    /// Nobody reads what is written: not an error.
    BrokenPipe,
}

impl From<std::io::Error> for Failure {
    fn from(why: std::io::Error) -> Self {
        match why.kind() {
            std::io::ErrorKind::BrokenPipe => Self::BrokenPipe,
            _ => Self::Message(why.to_string()),
        }
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Message(message)
    }
}

/// Where a command runs.
pub struct Place {
    /// The folder that holds `archive/`.
    pub root: PathBuf,
}

impl Place {
    /// What to write for people as.
    pub fn paint(&self) -> Paint {
        let width = terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0));
        Paint { colour: std::io::stdout().is_terminal(), width, verbose: false }
    }

    /// Where to write.
    pub fn out(&self) -> impl Write {
        std::io::BufWriter::new(std::io::stdout().lock())
    }

    /// All that is held.
    pub fn holdings(&self) -> Result<Holdings, Failure> {
        let (mut witnesses, mut entries) = (Vec::new(), Vec::new());
        for file in files(&self.root.join("archive")) {
            let path: CapturePath = file
                .strip_prefix(&self.root)
                .expect("it was found there")
                .to_str()
                .unwrap_or("")
                .parse()
                .map_err(|why: crate::capture::NotACapturePath| why.to_string())?;
            let capture = Capture { path, bytes: std::fs::read(&file)?, record: Record::default() };
            let (manifest, _) = Manifest::of(&capture, None, &Rules::default());
            entries.push(Entry {
                capture: manifest.capture.clone(),
                article: manifest.article.clone(),
                captured_at: manifest.captured_at,
                urls: vec![],
                sha256: manifest.sha256,
                manifest: manifest.sha256,
            });
            witnesses.push(check(&capture, manifest).map_err(|why| why.to_string())?);
        }
        let catalogue = Catalogue::of(&Inventory { format: String::new(), captures: entries });
        Ok(Holdings::new(catalogue, witnesses, BTreeMap::new()))
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let walk = ignore::Walk::new(folder).filter_map(Result::ok).filter(|entry| entry.path().is_file());
    let mut files: Vec<_> = walk.map(|entry| entry.into_path()).collect();
    files.sort();
    files
}

#[derive(Parser)]
enum Command {
    Verify(verify::Args),
    Show(show::Args),
    Find(find::Args),
    Diff(diff::Args),
    Explain(explain::Args),
}

/// Runs the command that the arguments ask for.
pub fn run() -> ExitCode {
    let place = Place { root: ".".into() };
    let result = match Command::parse() {
        Command::Verify(args) => verify::run(&args, &place),
        Command::Show(args) => show::run(&args, &place),
        Command::Find(args) => find::run(&args, &place),
        Command::Diff(args) => diff::run(&args, &place),
        Command::Explain(args) => explain::run(&args, &place),
    };
    match result {
        Ok(exit) => ExitCode::from(exit.0),
        Err(Failure::BrokenPipe) => ExitCode::SUCCESS,
        Err(Failure::Message(message)) => {
            let _ = writeln!(std::io::stderr(), "literatim: {message}");
            ExitCode::from(2)
        }
    }
}
