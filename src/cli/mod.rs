//! The command line: arguments as typed, made into arguments as meant.
//!
//! **Invariant**: every command ends with 0, 1 or 2 as the contract says; clock, environment and terminal are looked at
//! nowhere else.

#![allow(clippy::disallowed_methods, reason = "the one room that looks at clock and environment")]

mod add;
mod audit;
mod base;
mod baseline;
mod cite;
mod coverage;
mod custody;
mod diff;
mod disclose;
mod evidence;
mod explain;
mod export;
mod failure;
mod find;
mod fix;
mod git;
mod history;
mod impact;
mod import;
mod init;
mod log;
mod manifest;
mod mark;
mod naming;
mod pin;
mod pipeline;
mod place;
mod prove;
mod rejudged;
mod show;
mod sign;
mod since;
mod verify;

pub use failure::Failure;
pub use place::{Color, Exit, Place, visible};

use clap::{ArgMatches, Args as _, FromArgMatches, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Proves that the quotations in your notes stand, letter for letter, in the articles you archived.
#[derive(Debug, Parser)]
#[command(name = "literatim", version, max_term_width = 100, after_help = EXIT_CODES)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,

    /// The folder that holds literatim.toml, archive/ and manifests/; without it, the nearest at or above this one
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,

    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    color: Color,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  all is well
  1  a quotation is refuted, or a manifest is not current
  2  something could not be told, or could not be done";

/// Declares the commands: each by what it is for, its name, and the module that runs it, whose name is what is typed.
/// Only the arguments of the one that is typed are made; `about` is given twice, since they come with one of their own.
macro_rules! commands {
    ($(#[doc = $about:literal] $name:ident($module:ident),)*) => {
        #[derive(Debug)]
        enum Command {
            $(#[doc = $about] $name(Box<$module::Args>),)*
        }

        impl Command {
            fn run(&self, place: &Place) -> Result<Exit, Failure> {
                match self {
                    $(Self::$name(args) => $module::run(args, place),)*
                }
            }
        }

        impl Subcommand for Command {
            fn augment_subcommands(typed: clap::Command) -> clap::Command {
                typed.subcommand_required(true).arg_required_else_help(true)$(.subcommand(
                    clap::Command::new(stringify!($module))
                        .about($about.trim_start())
                        .defer(|command| $module::Args::augment_args(command).about($about.trim_start())),
                ))*
            }

            fn augment_subcommands_for_update(typed: clap::Command) -> clap::Command {
                Self::augment_subcommands(typed)
            }

            fn has_subcommand(name: &str) -> bool {
                [$(stringify!($module)),*].contains(&name)
            }
        }

        impl FromArgMatches for Command {
            fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
                match matches.subcommand() {
                    $(Some((stringify!($module), typed)) => {
                        Ok(Self::$name(Box::new($module::Args::from_arg_matches(typed)?)))
                    })*
                    _ => Err(clap::Error::new(clap::error::ErrorKind::MissingSubcommand)),
                }
            }

            fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
                *self = Self::from_arg_matches(matches)?;
                Ok(())
            }
        }
    };
}

commands! {
    /// Make an archive in this folder
    Init(init),
    /// Take articles into the archive, byte for byte
    Add(add),
    /// Make all manifests and the inventory anew, from what lies in archive/
    Manifest(manifest),
    /// Prove that every capture and manifest is what was committed to
    Audit(audit),
    /// Show every inventory that there was, and what it changed
    Log(log),
    /// Prove that a capture stands in an inventory, to whoever has its checkpoint
    Prove(prove),
    /// Sign the checkpoint with a key of OpenSSH
    Sign(sign),
    /// Write the archive, or verified quotations, in a form that other tools read
    Export(export),
    /// Take an archive in that was exported as a bag
    Import(import),
    /// Bundle notes, what they cite, and the proofs, for whoever has no literatim
    Evidence(evidence),
    /// Make the words of quotations public, with proof that they stand in articles that are withheld
    Disclose(disclose),
    /// Find every quotation in notes, and judge it by the archive
    Verify(verify),
    /// Record today's findings, so that only new ones count
    Baseline(baseline),
    /// Put notes right by what the archive says
    Fix(fix),
    /// Print an article, with what each part of it is
    Show(show),
    /// Say what a part of an article is, where the rules got it wrong
    Mark(mark),
    /// Say where words stand in the archive, with a citation to paste
    Find(find),
    /// Print words as archived, with their citation, ready to paste
    Cite(cite),
    /// Show which paragraphs of each article are quoted, and by what
    Coverage(coverage),
    /// Show what changed between two captures of an article, or between two files
    Diff(diff),
    /// List the captures of an article, and what each changed
    History(history),
    /// Say what the latest revision of an article did to the quotations of it
    Impact(impact),
    /// Write which capture each quotation is proven by, in quotations.lock
    Pin(pin),
    /// Print the page of a rule
    Explain(explain),
}

/// Runs the command that the arguments ask for.
pub fn run() -> ExitCode {
    let typed = match CommandLine::try_parse() {
        Ok(typed) => typed,
        Err(other) => {
            // Help and version end here too. Where nobody reads them, there is nobody to report to.
            let _ = other.print();
            return if other.use_stderr() { Exit::CannotTell } else { Exit::Fine }.into();
        }
    };
    let place = Place::new(typed.root, typed.color);
    match typed.command.run(&place) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            place.complain(&failure);
            Exit::CannotTell.into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_declared_without_contradiction() {
        <CommandLine as clap::CommandFactory>::command().debug_assert();
    }
}
