//! The command line: arguments as typed, made into arguments as meant.
//!
//! **Invariant**: every command ends with 0, 1 or 2 as the contract says; clock, environment and terminal are looked at
//! nowhere else.

#![allow(clippy::disallowed_methods, reason = "the one room that looks at clock and environment")]

mod add;
mod audit;
mod baseline;
mod cite;
pub mod config;
mod coverage;
mod custody;
mod diff;
mod disclose;
mod evidence;
mod explain;
mod export;
mod find;
mod fix;
mod history;
mod impact;
mod import;
mod init;
mod left_out;
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

pub use place::{Color, Exit, Failure, Place, visible};

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Proves that the quotations in your notes stand, letter for letter, in the articles you archived.
#[derive(Debug, Parser)]
#[command(name = "literatim", version, max_term_width = 100, after_help = EXIT_CODES)]
struct Typed {
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

#[derive(Debug, Subcommand)]
enum Command {
    /// Make an archive in this folder
    Init(init::Args),
    /// Take articles into the archive, byte for byte
    Add(Box<add::Args>),
    /// Make all manifests and the inventory anew, from what lies in archive/
    Manifest(manifest::Args),
    /// Prove that every capture and manifest is what was committed to
    Audit(audit::Args),
    /// Show every inventory that there was, and what it changed
    Log(log::Args),
    /// Prove that a capture stands in an inventory, to whoever has its checkpoint
    Prove(prove::Args),
    /// Sign the checkpoint with a key of OpenSSH
    Sign(sign::Args),
    /// Write the archive, or verified quotations, in a form that other tools read
    Export(export::Args),
    /// Take an archive in that was exported as a bag
    Import(import::Args),
    /// Bundle notes, what they cite, and the proofs, for whoever has no literatim
    Evidence(evidence::Args),
    /// Make the words of quotations public, with proof that they stand in articles that are withheld
    Disclose(disclose::Args),
    /// Find every quotation in notes, and judge it by the archive
    Verify(verify::Args),
    /// Record today's findings, so that only new ones count
    Baseline(baseline::Args),
    /// Put notes right by what the archive says
    Fix(fix::Args),
    /// Print an article, with what each part of it is
    Show(show::Args),
    /// Say what a part of an article is, where the rules got it wrong
    Mark(mark::Args),
    /// Say where words stand in the archive, with a citation to paste
    Find(find::Args),
    /// Print words as archived, with their citation, ready to paste
    Cite(cite::Args),
    /// Show which paragraphs of each article are quoted, and by what
    Coverage(coverage::Args),
    /// Show what changed between two captures of an article, or between two files
    Diff(diff::Args),
    /// List the captures of an article, and what each changed
    History(history::Args),
    /// Say what the latest revision of an article did to the quotations of it
    Impact(impact::Args),
    /// Write which capture each quotation is proven by, in quotations.lock
    Pin(pin::Args),
    /// Print the page of a rule
    Explain(explain::Args),
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
            Self::Disclose(args) => disclose::run(args, place),
            Self::Verify(args) => verify::run(args, place),
            Self::Baseline(args) => baseline::run(args, place),
            Self::Fix(args) => fix::run(args, place),
            Self::Mark(args) => mark::run(args, place),
            Self::Show(args) => show::run(args, place),
            Self::Find(args) => find::run(args, place),
            Self::Cite(args) => cite::run(args, place),
            Self::Coverage(args) => coverage::run(args, place),
            Self::Diff(args) => diff::run(args, place),
            Self::History(args) => history::run(args, place),
            Self::Impact(args) => impact::run(args, place),
            Self::Pin(args) => pin::run(args, place),
            Self::Explain(args) => explain::run(args, place),
        }
    }
}

/// Runs the command that the arguments ask for.
pub fn run() -> ExitCode {
    let typed = match Typed::try_parse() {
        Ok(typed) => typed,
        Err(told) => {
            // Help and version end here too. Where nobody reads them, there is nobody to tell.
            let _ = told.print();
            return if told.use_stderr() { Exit::CannotTell } else { Exit::Fine }.into();
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
        <Typed as clap::CommandFactory>::command().debug_assert();
    }
}
