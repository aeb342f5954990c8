//! Files that are taken under the ending of their kind, whatever the ending of their name.

use super::mail_head::Message;
use crate::capture::{MediaType, OtherKind};
use crate::document::Container;

/// The start of a file that is looked at.
const HEAD: usize = 1 << 14;

/// A kind of file that is read: the ending that it has, and its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OwnKind {
    pub ending: &'static str,
    pub name: &'static str,
}

const fn kind(ending: &'static str, name: &'static str) -> OwnKind {
    OwnKind { ending, name }
}

/// Beginnings of feeds, behind the XML declaration and comments.
const FEEDS: [(&str, OwnKind); 3] = [
    ("<rss", kind("rss", "a feed (RSS)")),
    ("<feed", kind("atom", "a feed (Atom)")),
    ("<rdf:RDF", kind("rss", "a feed (RSS)")),
];

/// The kind of a file whose name ends in `ending`, if that is the ending of another kind, or of none that is read.
pub(super) fn own_kind(bytes: &[u8], ending: &str) -> Option<OwnKind> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let named = MediaType::of(&format!("a.{ending}"));
    let found =
        packed(bytes).or_else(|| message(&head)).or_else(|| feed(&head).filter(|_| named == MediaType::Other))?;
    let is_other = MediaType::of(&format!("a.{}", found.ending)) != named;
    // Every mailbox begins as a mail may.
    (is_other && !(named == MediaType::Mailbox && found.ending == "eml")).then_some(found)
}

fn packed(bytes: &[u8]) -> Option<OwnKind> {
    let name = OtherKind::of(bytes)?.name;
    match name {
        "a PDF file" => Some(kind("pdf", name)),
        "an EPUB book" => Some(kind("epub", name)),
        _ if !bytes.starts_with(b"PK\x03\x04") => None,
        _ => {
            let mut container = Container::open(bytes).ok()?;
            if container.has("word/document.xml") {
                return Some(kind("docx", "a document of Word"));
            }
            let is_text = |kind: Vec<u8>| kind.starts_with(b"application/vnd.oasis.opendocument.text");
            let is_odt = container.has("mimetype") && container.part("mimetype").is_ok_and(is_text);
            is_odt.then_some(kind("odt", "a document of LibreOffice"))
        }
    }
}

fn message(head: &str) -> Option<OwnKind> {
    match Message::of(head)? {
        Message::Page => Some(kind("mhtml", "a web page saved as MHTML")),
        Message::Encoded | Message::Plain { was_sent: true } => Some(kind("eml", "a mail")),
        Message::Plain { was_sent: false } => None,
    }
}

fn feed(head: &str) -> Option<OwnKind> {
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    while let Some(behind) = ["<?", "<!--"].iter().find_map(|start| rest.strip_prefix(start)) {
        rest = behind.split_once('>')?.1.trim_start();
    }
    FEEDS.iter().find(|(start, _)| rest.starts_with(start)).map(|(_, kind)| *kind)
}
