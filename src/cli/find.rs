//! `literatim find`: where words stand in the archive.

use super::{Exit, Failure, Place};

/// What `literatim find` takes.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs `literatim find`.
pub fn run(_args: &Args, _place: &Place) -> Result<Exit, Failure> {
    Err(Failure::new("find", "this command is not there yet", "wait for the next version"))
}
