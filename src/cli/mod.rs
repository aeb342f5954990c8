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
mod attest;
mod audit;
mod audited;
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
mod generate;
mod git;
mod history;
mod impact;
mod import;
mod init;
mod json;
mod log;
mod manifest;
mod mark;
mod meant;
mod naming;
mod new_ci;
mod pin;
mod pipeline;
mod place;
mod progress;
mod prove;
mod rejudged;
mod remove;
mod rename;
mod reports;
mod set;
mod show;
mod sign;
mod since;
mod tasks;
mod verify;

pub use failure::Failure;
pub use place::{Color, Exit, Place, visible};

use crate::report::legible_lines;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
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

    /// Keys of the configuration to set for this run.
    #[arg(long = "config", global = true, hide = true, value_name = "KEY=VALUE")]
    keys: Vec<String>,
}

const SHARED: &str = "\
Global options:
  --root <DIR>    Use the archive in this folder [default: the nearest folder
                  at or above this one with a literatim.toml]
  --color <WHEN>  Use colour: auto, always or never [default: auto, that is on
                  a terminal unless NO_COLOR is set]
  --config <KEY=VALUE>
                  Set a key of literatim.toml for this run

Exit codes:
  0  success: nothing is refuted, everything is current
  1  a quotation is refuted, a finding is at or above --fail-on, or a manifest
     is out of date
  2  something could not be checked, or an error occurred";

#[derive(Debug, Subcommand)]
enum Command {
    /// Create an archive in this folder
    Init(Box<init::Args>),
    /// Add articles to the archive, byte for byte
    Add(Box<add::Args>),
    /// Regenerate the manifests from the files in archive/
    Manifest(Box<manifest::Args>),
    /// Check every capture and manifest against inventory and log
    Audit(Box<audit::Args>),
    /// Show every inventory so far and what it changed
    Log(Box<log::Args>),
    /// Print a proof that a capture is in an inventory, or check one
    Prove(Box<prove::Args>),
    /// Sign the checkpoint with an OpenSSH key
    Sign(Box<sign::Args>),
    /// Write the archive, or quotations, in a format of other tools
    Export(Box<export::Args>),
    /// Import an archive that was exported as a bag
    Import(Box<import::Args>),
    /// Write a ZIP file with notes, cited captures, and proofs
    Evidence(Box<evidence::Args>),
    /// State the verdict on notes for others to check (in-toto), signed
    Attest(Box<attest::Args>),
    /// Publish quoted words with proof, where articles are withheld
    Disclose(Box<disclose::Args>),
    /// Verify the quotations in notes against the archive
    Verify(Box<verify::Args>),
    /// Record today's findings, so that only new ones are reported
    Baseline(Box<baseline::Args>),
    /// Fix typography, missing citations and unused comments
    Fix(Box<fix::Args>),
    /// Print an article with the role of each part, or list them all
    Show(Box<show::Args>),
    /// Set the role of a part of an article, where rules are wrong
    Mark(Box<mark::Args>),
    /// Set the address, title, dates or id of an article
    Set(Box<set::Args>),
    /// Remove a capture from the archive; the log keeps why
    Remove(Box<remove::Args>),
    /// Find words in the archive, with a citation to paste
    Find(Box<find::Args>),
    /// Show which paragraphs of each article are quoted, and where
    Coverage(Box<coverage::Args>),
    /// Show what changed between two captures, or two files
    Diff(Box<diff::Args>),
    /// List the captures of an article and what each changed
    History(Box<history::Args>),
    /// Show which quotations the latest capture of an article breaks
    Impact(Box<impact::Args>),
    /// Record in quotations.lock which capture proves each quotation
    Pin(Box<pin::Args>),
    /// Explain a rule or a house style, or list the rules
    Explain(Box<explain::Args>),
    /// Write a file with which GitHub, GitLab or pre-commit checks notes
    NewCi(Box<new_ci::Args>),
    /// Generate completions, manual pages, the schema for editors
    Generate(Box<generate::Args>),
    /// Print words as archived with their citation: `find --as`
    #[command(hide = true)]
    Cite(Box<cite::Args>),
    /// Give an article another id: `set --id`
    #[command(hide = true)]
    Rename(Box<rename::Args>),
    /// Print the completions of a shell: `generate`
    #[command(hide = true)]
    Completions(Box<generate::CompletionArgs>),
    /// Write the manual pages: `generate man`
    #[command(hide = true)]
    Man(Box<generate::ManArgs>),
    /// Print the JSON schema of literatim.toml: `generate schema`
    #[command(hide = true)]
    Schema(Box<generate::SchemaArgs>),
}

impl Command {
    fn run(&self, place: &Place) -> Result<Exit, Failure> {
        match self {
            Self::Init(args) => init::run(args, place),
            Self::Add(args) => add::run(args, place),
            Self::Manifest(args) => manifest::run(args, place),
            Self::Audit(args) => audit::run(args, place),
            Self::Log(args) => log::run(args, place),
            Self::Prove(args) => prove::run(args, place),
            Self::Sign(args) => sign::run(args, place),
            Self::Export(args) => export::run(args, place),
            Self::Import(args) => import::run(args, place),
            Self::Evidence(args) => evidence::run(args, place),
            Self::Attest(args) => attest::run(args, place),
            Self::Disclose(args) => disclose::run(args, place),
            Self::Verify(args) => verify::run(args, place),
            Self::Baseline(args) => baseline::run(args, place),
            Self::Fix(args) => fix::run(args, place),
            Self::Show(args) => show::run(args, place),
            Self::Mark(args) => mark::run(args, place),
            Self::Set(args) => set::run(args, place),
            Self::Remove(args) => remove::run(args, place),
            Self::Find(args) => find::run(args, place),
            Self::Coverage(args) => coverage::run(args, place),
            Self::Diff(args) => diff::run(args, place),
            Self::History(args) => history::run(args, place),
            Self::Impact(args) => impact::run(args, place),
            Self::Pin(args) => pin::run(args, place),
            Self::Explain(args) => explain::run(args, place),
            Self::NewCi(args) => new_ci::run(args, place),
            Self::Generate(args) => generate::run(args, place),
            Self::Cite(args) => cite::run(args, place),
            Self::Rename(args) => rename::run(args, place),
            Self::Completions(args) => generate::completions(args, place),
            Self::Man(args) => generate::man(args, place),
            Self::Schema(args) => generate::schema(args, place),
        }
    }
}

impl Command {
    /// The name of the JSON that the command is to write, if it is.
    fn json_format(&self) -> Option<&'static str> {
        match self {
            Self::Add(args) => args.json.then_some("add"),
            Self::Audit(args) => args.json.then_some("audit"),
            Self::Find(args) => args.json.then_some("find"),
            Self::Manifest(args) => args.json.then_some("manifest-run"),
            Self::Show(args) => args.json.then_some("show"),
            _ => None,
        }
    }
}

/// The commands and their arguments, with help by task.
fn command() -> clap::Command {
    tasks::by_task(CommandLine::command())
}

/// Runs the command that the arguments ask for.
pub fn run() -> ExitCode {
    let typed = command().try_get_matches().and_then(|matches| {
        let name = matches.subcommand_name().unwrap_or_default().to_owned();
        CommandLine::from_arg_matches(&matches).map(|typed| (typed, name))
    });
    let (typed, name) = match typed {
        Ok(typed) => typed,
        Err(other) => {
            if let Some((typed, command)) = meant::meant(&other) {
                let what = format!("there is no command `{typed}`; use `literatim {command}`");
                Place::new(None, Color::Auto, Vec::new()).complain(&what);
                return Exit::CannotTell.into();
            }
            // Help and version end here too. Where nobody reads them, there is nobody to report to.
            let text = other.render();
            let is_foreign = legible_lines(&text.to_string()) != text.to_string();
            match is_foreign {
                // An argument may be the name of a file that somebody else gave it.
                true => Place::new(None, Color::Auto, Vec::new()).complain(&text),
                false => drop(other.print()),
            }
            return if other.use_stderr() { Exit::CannotTell } else { Exit::Fine }.into();
        }
    };
    let place = Place::new(typed.root, typed.color, typed.keys).with_progress(name);
    let mut ran = typed.command.run(&place);
    // A command that failed while somebody wrote may succeed now.
    if ran.is_err() && place.is_outdated() {
        ran = typed.command.run(&place);
    }
    place.end_progress();
    match ran {
        Ok(exit) => exit.into(),
        Err(failure) => {
            let failure = Failure { about: place.on_disk(&failure.about), ..failure };
            match typed.command.json_format() {
                // Where nobody reads the answer, there is nobody to report to.
                Some(name) => drop(place.print(&json::failed(name, &failure))),
                None => place.complain(&failure),
            }
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
