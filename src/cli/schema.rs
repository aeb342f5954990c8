//! `literatim schema`: the JSON schema of literatim.toml.

use super::{Exit, Failure, Place};
use crate::verify::Config;

/// The arguments of `literatim schema`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("schema", "schema > literatim.schema.json"))]
pub struct Args {}

/// Prints it.
pub fn run(_: &Args, place: &Place) -> Result<Exit, Failure> {
    place.print(Config::SCHEMA)?;
    Ok(Exit::Fine)
}
