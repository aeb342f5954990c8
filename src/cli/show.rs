//! `literatim show`: an article, with the role of each segment in the margin.

use super::{Exit, Failure, Place, json, naming, visible};
use crate::manifest::Witness;
use crate::report::{self, Asides};
use crate::segment::evidence;
use crate::store;
use std::io::Write;

/// The arguments of `literatim show`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!("show", "show night-boat --why"))]
pub struct Args {
    /// The article: its id, URL, path, or the first digits of its digest
    article: Option<String>,
    /// The capture of the article: its path or time stamp [default: the latest]
    #[arg(long, value_name = "PATH|STAMP", requires = "article")]
    capture: Option<String>,

    /// Show which rule gave each part its role, and why
    #[arg(long, requires = "article")]
    why: bool,

    /// Show where each part is in the transcript and in the bytes of the capture, and check every character
    #[arg(long, requires = "article")]
    bytes: bool,

    /// Print only the body
    #[arg(long, conflicts_with_all = ["why", "bytes"])]
    body: bool,

    /// Write one JSON object, errors too (docs/commands-json.md)
    #[arg(long, conflicts_with_all = ["why", "bytes", "body"])]
    pub json: bool,
}

/// Writes the article.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let archive = place.archive()?;
    let Some(name) = &args.article else {
        let mut out = place.out();
        let (articles, troubles) = report::listed_articles(archive.collection());
        match args.json {
            true => {
                let listed = json::articles(&articles, place);
                out.write_all(json::object("show", listed, &[], json::troubles(&troubles)).as_bytes())?;
            }
            false => report::articles(&articles, &mut out)?,
        }
        out.flush()?;
        return Ok(if troubles.is_empty() { Exit::Fine } else { Exit::CannotTell });
    };
    let witness = &*naming::shown(archive.collection(), name, args.capture.as_deref())?;
    let mut out = place.out();
    if args.json {
        out.write_all(json::object("show", json::article(witness, place), &[], Vec::new()).as_bytes())?;
        out.flush()?;
        return Ok(Exit::Fine);
    }
    let asides = Asides { lines: lines(args, witness, place)?, body_only: args.body };
    report::article(witness, &asides, &mut out, &place.paint())?;
    let exit = if args.bytes { prove(witness, place, &mut out)? } else { Exit::Fine };
    out.flush()?;
    Ok(exit)
}

/// The lines below each segment.
fn lines(args: &Args, witness: &Witness, place: &Place) -> Result<Vec<Vec<String>>, Failure> {
    let segments = witness.segments();
    let mut lines = vec![Vec::new(); segments.len()];
    if args.why {
        let evidence = evidence(witness.transcript(), &place.rules()?, segments);
        for ((segment, why), lines) in segments.iter().zip(evidence).zip(&mut lines) {
            lines.push(format!("{}: {why}", segment.rule));
        }
    }
    if args.bytes {
        for (segment, lines) in segments.iter().zip(&mut lines) {
            let (text, bytes) = (segment.span, witness.transcript().bytes(segment.span));
            let part = witness.transcript().origins(text).first().and_then(|origin| origin.part);
            let part = part.and_then(|number| witness.transcript().parts().get(number as usize));
            let of_part = part.map_or_else(String::new, |part| format!(" of {}", visible(&part.path)));
            lines.push(format!("text {}..{}, bytes {}..{}{of_part}", text.start, text.end, bytes.start, bytes.end));
        }
    }
    Ok(lines)
}

/// Looks every character up in the capture's bytes, and says what was found.
fn prove(witness: &Witness, place: &Place, out: &mut dyn Write) -> Result<Exit, Failure> {
    let gone = || Failure::new(witness.path(), "the file is missing", "run `literatim audit`");
    let bytes = store::bytes_of(place.root()?, witness.manifest())?.ok_or_else(gone)?;
    let parts = witness.transcript().parts().len();
    if parts > 0 {
        writeln!(out, "\nthe text was read from {parts} parts of the file, which are unpacked out of its bytes")?;
        return Ok(Exit::Fine);
    }
    let trace = witness.transcript().trace(&bytes);
    writeln!(
        out,
        "\n{} characters are in the bytes as they are, {} as character references or raised digits, {} are white space from markup, \
         {} do not match",
        trace.literal, trace.referred, trace.spaces, trace.astray
    )?;
    Ok(if trace.astray == 0 { Exit::Fine } else { Exit::CannotTell })
}
