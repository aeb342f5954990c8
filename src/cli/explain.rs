//! `literatim explain`: the page of a rule.

use super::{Exit, Failure, Place};

/// What `literatim explain` takes.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs `literatim explain`.
pub fn run(_args: &Args, _place: &Place) -> Result<Exit, Failure> {
    Err(Failure::new("explain", "this command is not there yet", "wait for the next version"))
}
