//! The outcome for each file that was to be added, in words.

use crate::capture::CapturePath;
use crate::cli::{Exit, Failure, Place, visible};
use crate::store::{ClaimConflict, FalseClaim, IngestOutcome};
use std::fmt::Write;

/// Writes what became of each input, with what `more` has to say of it; those that were refused as errors. `names` are the
/// names of the inputs, in their order.
pub(super) fn finish(
    taken: &[IngestOutcome],
    names: &[String],
    place: &Place,
    more: impl Fn(usize) -> String,
) -> Result<Exit, Failure> {
    let mut text = String::new();
    for (number, added) in taken.iter().enumerate().filter(|(_, added)| added.path().is_some()) {
        text += &described(added, names, number, place);
        text += &more(number);
    }
    place.print(&visible(&text))?;
    let mut exit = Exit::Fine;
    for (number, added) in taken.iter().enumerate().filter(|(_, added)| added.path().is_none()) {
        place.complain(&visible(described(added, names, number, place).trim_end()));
        exit = Exit::CannotTell;
    }
    Ok(exit)
}

/// The outcome for one input, which has this `number` among `names`.
pub(super) fn described(added: &IngestOutcome, names: &[String], number: usize, place: &Place) -> String {
    let shown = |path: &CapturePath| place.on_disk(path.as_str());
    let name = |number: usize| names.get(number).filter(|name| !name.is_empty()).cloned();
    match added {
        IngestOutcome::New(path, digest, count) => {
            let mut text = format!("added {}\n  {digest}\n", shown(path));
            if *count > 1 {
                let _ = writeln!(text, "  a new capture of {}, which now has {count}", path.article());
            }
            text
        }
        IngestOutcome::Disowned(path, digest, FalseClaim { article, with, differs }) => {
            let other = with.and_then(name).map_or_else(String::new, |other| format!(" ({other})"));
            let (file, why) = (with.and_then(|_| name(number)).unwrap_or_else(|| "it".to_owned()), why(*differs));
            format!(
                "added {}\n  {digest}\n  {file} says that its address is that of {article}{other}, but {why}, so it was \
                 added as another article, without an address\n  (if it is that article, add it with --id {article})\n",
                shown(path)
            )
        }
        IngestOutcome::Refused(error, with) => {
            let both = with.and_then(name).zip(name(number)).map(|(one, other)| format!("{other}, beside {one}: "));
            format!("not added: {}{error}\n", both.unwrap_or_default())
        }
        IngestOutcome::Already(path, digest) => {
            format!("already in the archive, nothing changed: {}\n  {digest}\n", shown(path))
        }
        IngestOutcome::Listed(path, digest) => {
            format!("was in the archive already, and is now listed: {}\n  {digest}\n", shown(path))
        }
        IngestOutcome::Restored(path, digest) => {
            format!("was listed and missing, and is restored: {}\n  {digest}\n", shown(path))
        }
    }
}

/// The refusal of one input, as an error about `file`; `name` has the names of the others.
pub(super) fn refusal(added: &IngestOutcome, file: &str, name: impl Fn(usize) -> String) -> Failure {
    let IngestOutcome::Refused(error, with) = added else { return Failure::new(file, "it was not added", "") };
    let beside = with.map_or_else(String::new, |with| format!(", beside {}", name(with)));
    let about = if error.path == file { String::new() } else { format!("{}: ", error.path) };
    Failure::new(format!("{file}{beside}"), format!("{about}{}", error.what), error.help.clone())
}

/// The difference between a capture and the article whose address it gives itself.
fn why(differs: ClaimConflict) -> &'static str {
    match differs {
        ClaimConflict::Site => "it is of another site",
        ClaimConflict::Title => "its title is another one",
        ClaimConflict::Words => "most of its words are others",
        ClaimConflict::Moment => "an address shows one page at one moment, and its bytes are others",
        ClaimConflict::Unreadable => "what that article has cannot be read",
    }
}
