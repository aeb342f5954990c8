//! Files that are of another kind than their name or `--as` says.

use super::mail_head::Message;
use super::own_kind::own_kind;
use crate::capture::{MediaType, OtherKind};
use crate::cli::{Failure, Place};
use crate::markup::begins_as_page;
use std::path::Path;

/// The start of a file that is looked at.
const HEAD: usize = 1 << 14;

/// Refuses a file whose first bytes say that it cannot be read as `ending` says, by an argument if that `is_named`. Says so
/// of one that can, though tags or header lines are read as words then.
pub(super) fn refuse_other_kind(
    file: &Path,
    bytes: &[u8],
    (ending, is_named): (&str, bool),
    place: &Place,
) -> Result<(), Failure> {
    let kind = match MediaType::of(&format!("a.{ending}")) {
        MediaType::Plain => "text",
        MediaType::Markdown => "Markdown",
        MediaType::Html => "HTML",
        _ => return Ok(()),
    };
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let message = Message::of(&head);
    let found = OtherKind::of(bytes).map(|kind| (kind.name, kind.remedy)).or(match message {
        Some(Message::Page) => Some((MHTML, "open it in a browser, save it as HTML")),
        Some(Message::Encoded) => Some((MIME, "save its words as text")),
        Some(Message::Plain { .. }) if kind == "HTML" => Some((MAIL, "save its words as text")),
        _ => None,
    });
    if let Some((name, remedy)) = found {
        let keep = if is_named { "leave out --as" } else { "give it the ending of its kind" };
        let help = match own_kind(bytes, ending) {
            Some(_) => format!("{keep}: then it is read as what it is"),
            None => format!("{remedy}, and add that; to keep the file itself, unread, {keep}"),
        };
        return Err(Failure::new(file.display(), format!("its first bytes say that it is {name}, not {kind}"), help));
    }
    if kind != "HTML" && begins_as_page(&head) {
        let what = format!(
            "its first bytes say that it is a web page, and it is read as {kind}, tags and all: add it with --as html"
        );
        place.complain(&format_args!("{}: {what}", file.display()));
    }
    if message == Some(Message::Plain { was_sent: true }) {
        place.complain(&format_args!(
            "{}: this is {MAIL}, and the lines above its text are read as words, too",
            file.display()
        ));
    }
    Ok(())
}

const MHTML: &str = "a web page saved as MHTML (multipart/related)";
const MIME: &str = "a mail whose words are encoded (MIME)";
const MAIL: &str = "a mail";
