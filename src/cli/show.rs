//! `literatim show`: an article, with what each part of it is.

use super::{Exit, Failure, Place};

/// What `literatim show` takes.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs `literatim show`.
pub fn run(_args: &Args, _place: &Place) -> Result<Exit, Failure> {
    Err(Failure::new("show", "this command is not there yet", "wait for the next version"))
}
