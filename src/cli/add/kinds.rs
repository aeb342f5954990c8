//! Files that are of another kind than their name or `--as` says.

use crate::capture::{MediaType, OtherKind};
use crate::cli::{Failure, Place};
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
        let help = format!("{remedy}, and add that; to keep the file itself, unread, {keep}");
        return Err(Failure::new(file.display(), format!("its first bytes say that it is {name}, not {kind}"), help));
    }
    if kind != "HTML" && is_page(&head) {
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

/// A file that begins with header lines (RFC 5322).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Message {
    /// A page with what belongs to it (RFC 2557).
    Page,
    /// Parts, or words in a transfer encoding (RFC 2045).
    Encoded,
    /// Words as they are; it `was_sent` if it has the lines that a mail gets on its way.
    Plain { was_sent: bool },
}

impl Message {
    fn of(head: &str) -> Option<Self> {
        let lines = header_lines(head);
        let value = |name: &str| lines.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
        let is_mime = value("mime-version").is_some();
        let was_sent = is_mime || value("message-id").is_some() || value("received").is_some();
        let written = ["from", "to", "subject", "date"].iter().filter(|name| value(name).is_some()).count();
        if !was_sent && written < 3 {
            return None;
        }
        let kind = value("content-type").unwrap_or_default();
        let coding = value("content-transfer-encoding").unwrap_or_default();
        Some(match () {
            () if kind.starts_with("multipart/related") => Self::Page,
            () if kind.starts_with("multipart/") || ["base64", "quoted-printable"].contains(&coding) => Self::Encoded,
            () => Self::Plain { was_sent },
        })
    }
}

/// The header lines that a file begins with, names and values in lower case; none unless a blank line ends them. A mailbox
/// has a line `From …` above them.
fn header_lines(head: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let head = head.trim_start_matches('\u{feff}');
    for (number, line) in head.lines().enumerate() {
        if line.is_empty() && number > 0 {
            return found;
        }
        if line.starts_with([' ', '\t']) {
            let Some((_, value)) = found.last_mut() else { return Vec::new() };
            *value = format!("{value} {}", line.trim().to_lowercase());
            continue;
        }
        let field = line.split_once(':').filter(|(name, _)| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        });
        match field {
            Some((name, value)) => found.push((name.to_ascii_lowercase(), value.trim().to_lowercase())),
            None if number == 0 && line.starts_with("From ") => {}
            None => return Vec::new(),
        }
    }
    Vec::new()
}

/// Returns true if a text begins as the source of a web page does.
fn is_page(head: &str) -> bool {
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    while let Some((_, behind)) = rest.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        rest = behind.trim_start();
    }
    let starts = |with: &str| rest.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    starts("<!doctype html") || starts("<html>") || starts("<html ")
}
