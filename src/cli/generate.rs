//! `literatim generate`: what shells, `man` and editors know of the program, from its own definitions.

use super::{Exit, Failure, Place, command, visible};
use crate::store::why;
use crate::verify::Config;
use clap_complete::Shell;
use std::path::{Path, PathBuf};

/// The arguments of `literatim generate`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!(
    "generate bash > ~/.local/share/bash-completion/completions/literatim",
    "generate man ~/.local/share/man/man1"
))]
pub struct Args {
    /// The completions of a shell; the manual pages; or the JSON schema of literatim.toml, for editors
    #[arg(value_enum)]
    kind: Kind,
    /// For manual pages: the folder that they are written to
    #[arg(required_if_eq("kind", "man"))]
    folder: Option<PathBuf>,
}

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell")]
    PowerShell,
    Elvish,
    Man,
    Schema,
}

/// The arguments of `literatim completions`, an earlier name.
#[derive(Debug, clap::Args)]
pub struct CompletionArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// The arguments of `literatim man`, an earlier name.
#[derive(Debug, clap::Args)]
pub struct ManArgs {
    /// The folder that the pages are written to
    folder: PathBuf,
}

/// The arguments of `literatim schema`, an earlier name.
#[derive(Debug, clap::Args)]
pub struct SchemaArgs {}

/// Prints or writes what is asked for.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let shell = match args.kind {
        Kind::Bash => Shell::Bash,
        Kind::Zsh => Shell::Zsh,
        Kind::Fish => Shell::Fish,
        Kind::PowerShell => Shell::PowerShell,
        Kind::Elvish => Shell::Elvish,
        Kind::Man => return pages(args.folder.as_deref().unwrap_or(Path::new(".")), place),
        Kind::Schema => return schema(&SchemaArgs {}, place),
    };
    print(shell, place)
}

/// Prints the completions of a shell.
pub fn completions(args: &CompletionArgs, place: &Place) -> Result<Exit, Failure> {
    print(args.shell, place)
}

/// Writes the manual pages.
pub fn man(args: &ManArgs, place: &Place) -> Result<Exit, Failure> {
    pages(&args.folder, place)
}

/// Prints the JSON schema of literatim.toml.
pub fn schema(_: &SchemaArgs, place: &Place) -> Result<Exit, Failure> {
    place.print(Config::SCHEMA)?;
    Ok(Exit::Fine)
}

fn print(shell: Shell, place: &Place) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(), "literatim", &mut script);
    place.print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}

/// Writes a page for the program and one for each command.
fn pages(folder: &Path, place: &Place) -> Result<Exit, Failure> {
    let failed = |error: &std::io::Error| {
        Failure::new(folder.display(), why(error), "name a folder that exists and can be written to")
    };
    clap_mangen::generate_to(command().disable_help_subcommand(true), folder).map_err(|error| failed(&error))?;
    place.print(&visible(&format!("wrote literatim.1 and a page for each command to {}\n", folder.display())))?;
    Ok(Exit::Fine)
}
