//! The bytes of one article as fetched once, and what must be recorded beside them.
//!
//! **Invariant**: the bytes of a capture are never edited; what cannot be read back from them stands in its [`Record`].

#[cfg(feature = "store")]
pub(crate) mod companion;
mod extent;
#[cfg(feature = "store")]
mod first_bytes;
mod fold;
mod id;
mod moment;
mod origin;
mod path;
mod provenance;
mod record;
pub mod source_file;
pub mod urls;
mod userinfo;

pub use extent::Extent;
#[cfg(feature = "store")]
pub(crate) use first_bytes::OtherKind;
pub use fold::folded;
pub use id::{ArticleId, NotAnId, slug};
pub use moment::{CapturedAt, NotAMoment};
pub use origin::{Origin, Part, Place};
pub use path::{CapturePath, NotACapturePath, RECORD_ENDING, is_web_archive};
pub use provenance::{Check, Provenance};
pub use record::{MadeText, Record, RecordError, RoleMark};
pub use userinfo::without_userinfo;

use serde::{Deserialize, Serialize};

/// The kinds of bytes that are distinguished, by the ending of the file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum MediaType {
    /// `.txt`, `.text`, and names without an ending.
    #[serde(rename = "text/plain")]
    Plain,
    /// `.md`, `.markdown`.
    #[serde(rename = "text/markdown")]
    Markdown,
    /// `.html`, `.htm`, `.xhtml`; and pages that keep the ending of the program which made them, such as `.php`.
    #[serde(rename = "text/html")]
    Html,
    /// `.pdf`.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// `.epub`.
    #[serde(rename = "application/epub+zip")]
    Epub,
    /// `.docx`.
    #[serde(rename = "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    Docx,
    /// `.odt`.
    #[serde(rename = "application/vnd.oasis.opendocument.text")]
    Odt,
    /// `.mhtml`, `.mht`: a page with the files that belong to it.
    #[serde(rename = "multipart/related")]
    Mhtml,
    /// `.eml`: a mail.
    #[serde(rename = "message/rfc822")]
    Mail,
    /// `.mbox`: mails, one after the other.
    #[serde(rename = "application/mbox")]
    Mailbox,
    /// `.vtt`.
    #[serde(rename = "text/vtt")]
    WebVtt,
    /// `.srt`.
    #[serde(rename = "application/x-subrip")]
    SubRip,
    /// `.json`.
    #[serde(rename = "application/json")]
    Json,
    /// `.rss`, `.atom`.
    #[serde(rename = "application/feed+xml")]
    Feed,
    /// Anything else: kept and hashed, but not read.
    #[serde(rename = "application/octet-stream")]
    Other,
}

impl MediaType {
    /// Every kind.
    pub const ALL: [Self; 15] = [
        Self::Plain,
        Self::Markdown,
        Self::Html,
        Self::Pdf,
        Self::Epub,
        Self::Docx,
        Self::Odt,
        Self::Mhtml,
        Self::Mail,
        Self::Mailbox,
        Self::WebVtt,
        Self::SubRip,
        Self::Json,
        Self::Feed,
        Self::Other,
    ];

    /// The media type's name, as manifests write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "text/plain",
            Self::Markdown => "text/markdown",
            Self::Html => "text/html",
            Self::Pdf => "application/pdf",
            Self::Epub => "application/epub+zip",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Mhtml => "multipart/related",
            Self::Mail => "message/rfc822",
            Self::Mailbox => "application/mbox",
            Self::WebVtt => "text/vtt",
            Self::SubRip => "application/x-subrip",
            Self::Json => "application/json",
            Self::Feed => "application/feed+xml",
            Self::Other => "application/octet-stream",
        }
    }

    /// The kind that a file name's ending stands for.
    pub fn of(name: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            None | Some("txt" | "text") => Self::Plain,
            Some("md" | "markdown") => Self::Markdown,
            Some("html" | "htm" | "xhtml") => Self::Html,
            Some(ending) if MADE_BY_PROGRAMS.contains(&ending) => Self::Html,
            Some("pdf") => Self::Pdf,
            Some("epub") => Self::Epub,
            Some("docx") => Self::Docx,
            Some("odt") => Self::Odt,
            Some("mhtml" | "mht") => Self::Mhtml,
            Some("eml") => Self::Mail,
            Some("mbox") => Self::Mailbox,
            Some("vtt") => Self::WebVtt,
            Some("srt") => Self::SubRip,
            Some("json") => Self::Json,
            Some("rss" | "atom") => Self::Feed,
            Some(_) => Self::Other,
        }
    }
}

/// Endings of programs on servers. A file with one of them is a page if it begins as one: else it is the program.
pub(crate) const MADE_BY_PROGRAMS: [&str; 7] = ["php", "asp", "aspx", "shtml", "jsp", "cgi", "cfm"];

/// One capture: bytes, and where they are kept.
#[derive(Debug, Clone)]
pub struct Capture {
    /// Its path below the root.
    pub path: CapturePath,
    /// The bytes, as fetched.
    pub bytes: Vec<u8>,
    /// The record beside the bytes; empty for a file that someone dropped into the archive.
    pub record: Record,
}

impl Capture {
    /// A capture without a record.
    pub fn new(path: CapturePath, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path, bytes: bytes.into(), record: Record::default() }
    }

    /// The article it is a capture of: the record's word, else the folder it is in.
    pub fn article(&self) -> ArticleId {
        self.path.article()
    }

    /// When it was captured: the record's word, else the stamp in its name.
    pub fn captured_at(&self) -> Option<CapturedAt> {
        self.record.captured_at.or_else(|| self.path.stamp())
    }

    /// The kind of its bytes.
    pub fn media_type(&self) -> MediaType {
        MediaType::of(self.path.file_name())
    }
}
