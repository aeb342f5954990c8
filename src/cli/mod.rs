//! The command line: arguments as typed, made into arguments as meant.
//!
//! **Invariant**: every command ends with 0, 1 or 2 as the contract says; clock, environment and terminal are looked at
//! nowhere else.

#![allow(clippy::disallowed_methods, reason = "the one room that looks at clock and environment")]

/// The examples at the end of a command's help, and the way to the options that all commands share.
macro_rules! examples {
    ($($line:literal),*) => {
        concat!("Examples:", $("\n  literatim ", $line,)* "\n\nGlobal options: see literatim --help")
    };
}

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
#[command(name = "literatim", version, max_term_width = 100, after_help = SHARED)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,

    /// The root of the archive.
    #[arg(long, global = true, hide = true, value_name = "DIR")]
    root: Option<PathBuf>,

    /// When to use colour.
    #[arg(long, global = true, hide = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    color: Color,
}

const SHARED: &str = "\
Global options:
  --root <DIR>    Use the archive in this folder [default: the nearest folder
                  at or above this one with a literatim.toml]
  --color <WHEN>  Use colour: auto, always or never [default: auto, that is on
                  a terminal unless NO_COLOR is set]

Exit codes:
  0  success: nothing is refuted, everything is current
  1  a quotation is refuted, a finding is at or above --fail-on, or a manifest
     is out of date
  2  something could not be checked, or an error occurred";

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
    /// Create an archive in this folder
    Init(init),
    /// Add articles to the archive, byte for byte
    Add(add),
    /// Regenerate the manifests and the inventory from the files in archive/
    Manifest(manifest),
    /// Check every capture and manifest against the inventory and the log
    Audit(audit),
    /// Show every inventory so far and what it changed
    Log(log),
    /// Print a proof that a capture is listed in an inventory, or check one
    Prove(prove),
    /// Sign the checkpoint with an OpenSSH key
    Sign(sign),
    /// Write the archive, or verified quotations, in a format that other tools read
    Export(export),
    /// Import an archive that was exported as a bag
    Import(import),
    /// Write a ZIP file with notes, the captures they cite, and proofs that can be checked without literatim
    Evidence(evidence),
    /// Publish the words of quotations with proof that they are in articles that are withheld
    Disclose(disclose),
    /// Verify the quotations in notes against the archive
    Verify(verify),
    /// Record today's findings, so that only new ones are reported
    Baseline(baseline),
    /// Fix typography, missing citations and unused comments in notes
    Fix(fix),
    /// Print an article with the role of each part, or list all articles
    Show(show),
    /// Set the role of a part of an article, where the rules are wrong
    Mark(mark),
    /// Find words in the archive, with a citation to paste
    Find(find),
    /// Print words as archived, with their citation, ready to paste
    Cite(cite),
    /// Show which paragraphs of each article are quoted, and where
    Coverage(coverage),
    /// Show what changed between two captures of an article, or between two files
    Diff(diff),
    /// List the captures of an article and what each changed
    History(history),
    /// Show how the latest capture of an article affects the quotations of it
    Impact(impact),
    /// Record in quotations.lock which capture proves each quotation
    Pin(pin),
    /// Explain a rule or a house style, or list the rules
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

    #[test]
    fn every_example_in_the_help_can_be_typed() {
        let mut all = <CommandLine as clap::CommandFactory>::command();
        all.build();
        let helps = all.get_subcommands().filter_map(clap::Command::get_after_help).map(ToString::to_string);
        for help in helps {
            for example in help.lines().filter(|line| line.starts_with("  literatim ")) {
                let parsed = CommandLine::try_parse_from(arguments(example));
                assert!(parsed.is_ok(), "{example}: {}", parsed.unwrap_err());
            }
        }
    }

    /// The words of an example as a shell splits them, up to a pipe, a redirection or a comment.
    fn arguments(example: &str) -> Vec<String> {
        let (mut words, mut quote) = (vec![String::new()], None);
        for char in example.chars() {
            match (quote, char) {
                (Some(open), _) if open == char => quote = None,
                (None, '"' | '\'') => quote = Some(char),
                (None, '|' | '>' | '#') => break,
                (None, ' ') => words.push(String::new()),
                _ => words.last_mut().expect("there is one").push(char),
            }
        }
        words.retain(|word| !word.is_empty());
        words
    }
}
