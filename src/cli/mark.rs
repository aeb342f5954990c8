//! `literatim mark`: sets the role of a part of an article, where the rules are wrong.

use super::{Exit, Failure, Place, naming};
use crate::capture::RoleMark;
use crate::history::{LineError, is_reason};
use crate::manifest::Witness;
use crate::report::counted;
use crate::segment::Role;
use crate::store;
use crate::text::Span;
use std::collections::BTreeMap;

/// The arguments of `literatim mark`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!(
    "mark night-boat \"related-links 2\" body --because \"the last paragraph of the story\"",
    "mark night-boat 120..340 caption --because \"a caption without a credit\""
))]
pub struct Args {
    /// The article: its id, URL, path, or the first digits of its digest
    article: String,
    /// The part: its name in show, such as "related-links 3", or bytes of the capture, such as 120..340
    part: String,
    /// The role, such as body
    #[arg(value_parser = role)]
    role: Role,
    /// Why the rules are wrong here
    #[arg(long, value_name = "REASON", value_parser = reason)]
    because: String,
    /// The capture of the article: its path or time stamp [default: the latest]
    #[arg(long, value_name = "PATH|STAMP")]
    capture: Option<String>,
}

fn role(name: &str) -> Result<Role, Failure> {
    let names: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
    Role::named(name).ok_or_else(|| format!("unknown role; the roles are {}", names.join(", ")).into())
}

/// A reason that the log can keep, without white space around it.
pub(super) fn reason(text: &str) -> Result<String, LineError> {
    is_reason(text.trim()).map(|()| text.trim().to_owned())
}

/// Writes the mark into the capture's record, and makes the manifests again.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    // It may find that a run which was interrupted did all of it.
    crate::store::tidy(place.root()?)?;
    let archive = place.archive()?;
    let witness = naming::shown(archive.collection(), &args.article, args.capture.as_deref())?;
    refuse_packed(&witness)?;
    let bytes = part(&witness, &args.part)?;
    let mark = RoleMark { bytes, role: args.role.name().to_owned(), because: args.because.clone() };
    let others = store::mark(place.root()?, &place.rules()?, witness.path(), mark)?;
    let text = format!("{}: bytes {}..{} are {}\n", witness.path(), bytes.start, bytes.end, args.role);
    place.print(&super::visible(&(text + &super::manifest::roles_changed(&others))))?;
    Ok(Exit::Fine)
}

/// Refuses a file whose text is read out of what it holds: a mark names bytes of the capture, and there the text has none.
fn refuse_packed(witness: &Witness) -> Result<(), Failure> {
    let parts = witness.transcript().parts().len();
    if parts == 0 {
        return Ok(());
    }
    let what = format!(
        "a mark names bytes of the file, and its text is read from {} that {} unpacked out of them",
        counted(parts, "part"),
        if parts == 1 { "is" } else { "are" }
    );
    let help = "accept the quotation where it stands, with <!-- literatim: allow quote-outside-story -- REASON --> on the line \
                before it; or give the words of the story with `literatim add FILE --text WORDS --made-by NAME`";
    Err(Failure::new(witness.path(), what, help))
}

/// The bytes of the part that is named.
fn part(witness: &Witness, name: &str) -> Result<Span, Failure> {
    let wrong = || Failure::new(name, "no such part", "`literatim show ARTICLE --bytes` lists names and bytes");
    if let Some((start, end)) = name.split_once("..") {
        let span = Span::new(start.parse().map_err(|_| wrong())?, end.parse().map_err(|_| wrong())?);
        let is_there = !span.is_empty() && span.end <= witness.manifest().bytes;
        return if is_there { Ok(span) } else { Err(wrong()) };
    }
    let mut counts = BTreeMap::<Role, usize>::new();
    let named = witness.segments().iter().find(|segment| {
        let count = counts.entry(segment.role.counted_as()).or_default();
        *count += 1;
        [segment.role, segment.role.counted_as()].iter().any(|role| name == format!("{role} {count}"))
    });
    let span = named.ok_or_else(wrong)?.span;
    let words = witness.text()[span.range()].trim_end().len();
    Ok(witness.transcript().bytes(Span::new(span.start, span.start + words)))
}
