//! `literatim explain`: what a rule means.

use super::{Exit, Failure, Place, naming};
use crate::report::legible;
use crate::verdict::Rule;
use std::io::{self, Write};

/// Print the page of a rule; without one, list them all
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The rule's id, such as quote-altered
    rule: Option<String>,
}

/// Writes the page, or the list.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let mut out = place.out();
    let Some(name) = &args.rule else {
        list(&mut out)?;
        out.flush()?;
        return Ok(Exit::Fine);
    };
    match Rule::by_id(name) {
        Some(rule) => writeln!(out, "{}", rule.page().trim_end())?,
        None => list(&mut out)?,
    }
    out.flush()?;
    Rule::by_id(name).map(|_| Exit::Fine).ok_or_else(|| unknown(name))
}

fn unknown(name: &str) -> Failure {
    let ids: Vec<_> = Rule::ALL.iter().map(|rule| rule.id()).collect();
    let hint = match naming::nearest(name, &ids).as_slice() {
        [] => String::new(),
        near => format!("; did you mean {}?", near.join(", ")),
    };
    format!("no rule is called {}{hint}", legible(name)).into()
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    let widest = Rule::ALL.iter().map(|rule| rule.id().len()).max().unwrap_or(0);
    Rule::ALL.iter().try_for_each(|rule| writeln!(out, "{:widest$}  {}", rule.id(), rule.meaning()))
}
