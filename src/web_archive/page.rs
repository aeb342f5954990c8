//! One page of a web archive.

use super::format_error::Unreadable;
use super::http::Response;
use super::labelled::check;
use super::media::{Media, media};
use super::record::{RecordBlock, WarcRecord};
use crate::capture::{CapturedAt, Check, Provenance};
use std::borrow::Cow;

/// A page: the payload of one record, every coding undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebPage {
    /// Its address, as the archive has it.
    pub url: String,
    /// When it was fetched.
    pub captured_at: CapturedAt,
    /// The ending of a file that holds such bytes: `html`, `txt` or `md`.
    pub ending: &'static str,
    /// The charset that the server named, if there is such a one.
    pub charset: Option<String>,
    /// The name of the file that it was taken out of.
    pub file: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The record that it was taken out of, and what was checked.
    pub provenance: Provenance,
    /// The place where it can be read again without the rest of the file, if there is one.
    pub held: Option<PageLocation>,
}

/// The place of a payload in web archives: for a revisit, in the record that it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLocation {
    /// The name of the file.
    pub file: String,
    /// The WARC file in it, if it is a WACZ.
    pub within: Option<String>,
    /// Which bytes of the WARC file as stored: one record, or the gzip member that holds it and nothing else.
    pub span: (u64, u64),
}

impl WebPage {
    /// Returns true if a digest that the archive has for it is not that of its bytes.
    pub fn is_wrong(&self) -> bool {
        [self.provenance.block, self.provenance.payload].contains(&Check::Wrong)
    }
}

/// Why a record is no page that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// It holds what was asked, or what is reported about other records.
    OtherRecord,
    /// Its address is none of the web.
    NoWebAddress,
    /// It is not asked for.
    NotWanted,
    /// The server answered with something else than the page: a redirect, an error.
    OtherStatus,
    /// It is a picture, a style sheet, anything but text of an article.
    OtherKind,
    /// It has no bytes.
    Empty,
    /// Its block is larger than [`LARGEST_BLOCK`](super::limits::LARGEST_BLOCK).
    TooLarge,
}

impl LeftOut {
    /// In words, after a number.
    pub const fn words(self) -> &'static str {
        match self {
            Self::OtherRecord => "no response or resource",
            Self::NoWebAddress => "without a web address",
            Self::NotWanted => "not selected",
            Self::OtherStatus => "with a status other than 200",
            Self::OtherKind => "neither HTML nor text",
            Self::Empty => "empty",
            Self::TooLarge => "larger than 64 MiB",
        }
    }
}

/// Why a record gives no page.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoPage {
    /// It is none.
    #[error("its record is {}", .0.words())]
    LeftOut(LeftOut),
    /// It is one, and cannot be read; why.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// A record's payload, in each form that an archive may have hashed.
pub(super) struct Payload<'r> {
    media: Media,
    sent: &'r [u8],
    entity: Cow<'r, [u8]>,
    content: Cow<'r, [u8]>,
}

impl<'r> Payload<'r> {
    pub fn of(record: &'r WarcRecord) -> Result<Self, NoPage> {
        let block = match &record.block {
            RecordBlock::Held(block) => block.as_slice(),
            RecordBlock::TooLarge => return Err(NoPage::LeftOut(LeftOut::TooLarge)),
        };
        if record.fields.first("WARC-Segment-Number").is_some() {
            let why = "it continues in another record; segmented records are not supported";
            return Err(NoPage::Unreadable(why.into()));
        }
        let content_type = record.fields.first("Content-Type").unwrap_or_default();
        if record.kind == "resource" {
            let media = media(content_type).ok_or(NoPage::LeftOut(LeftOut::OtherKind))?;
            let content = Cow::Borrowed(block);
            return Ok(Self { media, sent: block, entity: content.clone(), content }).and_then(Self::with_words);
        }
        let is_http = content_type.split(';').next().is_some_and(|kind| kind.trim() == "application/http");
        if !is_http {
            return Err(NoPage::LeftOut(LeftOut::OtherKind));
        }
        Self::of_response(block).and_then(Self::with_words)
    }

    fn of_response(block: &'r [u8]) -> Result<Self, NoPage> {
        let response = Response::read(block)?;
        if response.status != 200 {
            return Err(NoPage::LeftOut(LeftOut::OtherStatus));
        }
        let media = response.content_type().and_then(media).ok_or(NoPage::LeftOut(LeftOut::OtherKind))?;
        let entity = response.entity()?;
        let content = response.content(entity.clone())?;
        Ok(Self { media, sent: response.body, entity, content })
    }

    fn with_words(self) -> Result<Self, NoPage> {
        if self.content.is_empty() { Err(NoPage::LeftOut(LeftOut::Empty)) } else { Ok(self) }
    }

    /// Checks a payload digest. The standard means the bytes without their transfer coding; some archives hash
    /// what was sent, or what they made of it: a digest of any of the three proves the same bytes.
    pub fn check(&self, declared: Option<&str>) -> Check {
        check(declared, &[&self.entity, self.sent, &self.content])
    }

    /// The charset that the server named, if there is such a one.
    pub fn charset(&self) -> Option<String> {
        self.media.charset.clone()
    }

    /// The payload with every coding undone.
    pub fn into_bytes(self) -> Vec<u8> {
        self.content.into_owned()
    }

    /// The page of `record`, whose payload this is.
    pub fn page(self, record: &WarcRecord, url: &str, file: &str, within: Option<&str>) -> WebPage {
        let held =
            record.span.map(|span| PageLocation { file: file.to_owned(), within: within.map(str::to_owned), span });
        let declared = record.provenance(within);
        let provenance = Provenance { payload: self.check(declared.payload_digest.as_deref()), ..declared };
        WebPage {
            url: url.to_owned(),
            captured_at: record.date,
            ending: self.media.ending,
            charset: self.media.charset,
            file: file.to_owned(),
            bytes: self.content.into_owned(),
            provenance,
            held,
        }
    }
}
