//! `literatim verify`: every quotation in notes, judged by the archive.

use super::{Exit, Failure, Place};

/// What `literatim verify` takes.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs `literatim verify`.
pub fn run(_args: &Args, _place: &Place) -> Result<Exit, Failure> {
    Err(Failure::new("verify", "this command is not there yet", "wait for the next version"))
}
