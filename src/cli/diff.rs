//! `literatim diff`: what changed between two captures.

use super::{Exit, Failure, Place};

/// What `literatim diff` takes.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs `literatim diff`.
pub fn run(_args: &Args, _place: &Place) -> Result<Exit, Failure> {
    Err(Failure::new("diff", "this command is not there yet", "wait for the next version"))
}
