//! `literatim explain`: what a rule means, and what a house style takes; as a page on a terminal, else as Markdown.

use super::{Exit, Failure, Place, naming};
use crate::report::{legible, manual_page};
use crate::verify::{House, Rule, Style, house};
use std::io::{self, Write};

/// The arguments of `literatim explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("explain quote-altered", "explain chicago"))]
pub struct Args {
    /// The id of a rule, such as quote-altered, or the name of a style, such as chicago
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
    let known = match (Rule::by_id(name), house(name)) {
        (Some(rule), _) if place.is_read_on_a_terminal() => {
            manual_page(rule.page(), &mut out, &place.paint()).map(|()| true)?
        }
        (Some(rule), _) => writeln!(out, "{}", rule.page().trim_end()).map(|()| true)?,
        (_, Some(house)) => style(house, &mut out).map(|()| true)?,
        _ => list(&mut out).map(|()| false)?,
    };
    out.flush()?;
    known.then_some(Exit::Fine).ok_or_else(|| unknown(name))
}

/// Writes what a house style takes, with the guide's rule beside each.
fn style(house: &House, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}: {}", house.name, house.guide)?;
    for (accept, rule) in house.allowances {
        writeln!(out, "  {:<18} {rule}", accept.name())?;
    }
    writeln!(out, "  {:<18} {}", "refuses", house.refuses)
}

fn unknown(name: &str) -> Failure {
    let ids: Vec<_> = Rule::ALL.iter().map(|rule| rule.id()).chain(Style::NAMES).collect();
    let hint = match naming::nearest(name, &ids).as_slice() {
        [] => String::new(),
        near => format!("; did you mean {}?", near.join(", ")),
    };
    format!("there is no rule or style {}{hint}", legible(name)).into()
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    let widest = Rule::ALL.iter().map(|rule| rule.id().len()).max().unwrap_or(0);
    Rule::ALL.iter().try_for_each(|rule| writeln!(out, "{:widest$}  {}", rule.id(), rule.meaning()))
}
