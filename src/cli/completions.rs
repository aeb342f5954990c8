//! `literatim completions` and `literatim man`: what shells and `man` know of the commands, from their own definitions.

use super::{Exit, Failure, Place, command, visible};
use crate::store::why;
use clap_complete::{Shell, generate};
use std::path::PathBuf;

/// The arguments of `literatim completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!(
    "completions bash > ~/.local/share/bash-completion/completions/literatim",
    "completions fish > ~/.config/fish/completions/literatim.fish"
))]
pub struct CompletionArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// The arguments of `literatim man`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("man ~/.local/share/man/man1", "man ."))]
pub struct ManArgs {
    /// The folder that the pages are written to
    folder: PathBuf,
}

/// Prints the completions of a shell.
pub fn completions(args: &CompletionArgs, place: &Place) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    generate(args.shell, &mut command(), "literatim", &mut script);
    place.print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}

/// Writes a page for the program and one for each command.
pub fn man(args: &ManArgs, place: &Place) -> Result<Exit, Failure> {
    let failed = |error: &std::io::Error| {
        Failure::new(args.folder.display(), why(error), "name a folder that exists and can be written to")
    };
    clap_mangen::generate_to(command().disable_help_subcommand(true), &args.folder).map_err(|error| failed(&error))?;
    place.print(&visible(&format!("wrote literatim.1 and a page for each command to {}\n", args.folder.display())))?;
    Ok(Exit::Fine)
}
