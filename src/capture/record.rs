//! Facts beside the bytes of a capture, which cannot be read back from them.

use super::{CapturedAt, Extent, Provenance, without_userinfo};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// A capture record. Every field may be missing; a file without a record has an empty one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// When it was captured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captured_at: Option<CapturedAt>,
    /// The addresses of the article, as given; the first is the canonical one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<String>,
    /// True if the addresses are what the capture says of itself, and nobody else: a claim.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub claimed: bool,
    /// True if the moment is what the capture says of itself, and nobody else.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub captured_at_claimed: bool,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Its headline, where the bytes do not say it well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When it was published, as declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The charset that the bytes are in, where it was declared (an HTTP header, say); an encoding label of the WHATWG.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charset: Option<String>,
    /// The place of the text in JSON: a JSON Pointer (RFC 6901).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The name of the file that the bytes came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came_from: Option<String>,
    /// The roles that a person gave to parts of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<RoleMark>,
    /// Its words, where somebody else read them out of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<MadeText>,
    /// The record of a web archive that it was taken from, and what was checked there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warc: Option<Provenance>,
}

/// The role of a part of a capture by somebody's word, because the rules got it wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleMark {
    /// Which bytes of the capture: these never change, whatever is read out of them.
    pub bytes: Span,
    /// The name of its role.
    pub role: String,
    /// Why.
    pub because: String,
}

/// The words of a capture by another program, or by a person: those of a scan, a spreadsheet, a recording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MadeText {
    /// The program with its version and its options, or the person, that made it.
    pub made_by: String,
    /// The words. A form feed ends a page.
    pub text: String,
}

/// Why some bytes are not a capture record.
#[derive(Debug, thiserror::Error)]
#[error("not a capture record: {0}")]
pub struct RecordError(serde_json::Error);

impl Record {
    /// The range of its capture, if that lies in a web archive and not in a file of its own.
    pub fn extent(&self) -> Option<&Extent> {
        self.warc.as_ref()?.extent.as_ref()
    }

    /// The path of the file that the capture was added from, if it was a file of its own: below the root, or its name.
    pub fn source_file(&self) -> Option<&str> {
        self.came_from.as_deref().filter(|path| self.warc.is_none() && !path.contains("://"))
    }

    /// Leaves out every name and password to sign in with that stands in an address, or in the name of a file that was made
    /// of one; what is left of each of these. What says where bytes lie is found again by its letters, and stays.
    pub fn leave_out_secrets(&mut self) -> Vec<String> {
        let is_in_place = self.extent().is_some();
        let warc = self.warc.iter_mut().filter(|_| !is_in_place);
        let warc = warc.flat_map(|warc| {
            [Some(&mut warc.record_id), warc.refers_to.as_mut(), warc.within.as_mut()].into_iter().flatten()
        });
        let mut left = Vec::new();
        for text in self.urls.iter_mut().chain(&mut self.came_from).chain(warc) {
            if let Some(without) = without_userinfo(text) {
                text.clone_from(&without);
                left.push(without);
            }
        }
        left
    }

    /// The first text with a name or password to sign in with in it, without that.
    pub fn secret(&self) -> Option<String> {
        let warc = self.warc.iter();
        let warc = warc.flat_map(|warc| [Some(&warc.record_id), warc.refers_to.as_ref(), warc.within.as_ref()]);
        self.urls.iter().chain(&self.came_from).chain(warc.flatten()).find_map(|text| without_userinfo(text))
    }

    /// The record as kept: JSON, indented by two, a line feed at the end.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("a record has only text in it");
        bytes.push(b'\n');
        bytes
    }

    /// Reads a record. People edit records, so any spelling of the JSON is read; an unknown field is not.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
        serde_json::from_slice(bytes).map_err(RecordError)
    }
}
