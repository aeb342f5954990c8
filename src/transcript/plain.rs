//! Plain text: the transcript is the text, letter for letter.

use super::text::Transcript;
use super::{CaptureFormat, DecodeError, Limits, charset};
use crate::capture::{Capture, MediaType};

/// The format of plain text.
pub(super) struct PlainFormat;

impl CaptureFormat for PlainFormat {
    fn readers(&self) -> &'static [&'static str] {
        &["plain 1"]
    }

    fn claims(&self, capture: &Capture) -> bool {
        capture.media_type() == MediaType::Plain
    }

    fn read(&self, capture: &Capture, _: &Limits, _: &str) -> Result<Transcript, DecodeError> {
        let decoded = charset::decode(&capture.bytes, capture.record.charset.as_deref())?;
        Ok(Transcript::of(decoded, capture.bytes.len()))
    }
}
