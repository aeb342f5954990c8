//! Plain text: the transcript is the text, letter for letter, but for what its layout has between the words.

use super::text::Transcript;
use super::{CaptureFormat, DecodeError, Limits, charset};
use crate::capture::{Capture, MediaType};

/// The reader before insets: line numbers and the like are text.
const EARLIER: &str = "plain 1";

/// The format of plain text.
pub(super) struct PlainFormat;

impl CaptureFormat for PlainFormat {
    fn readers(&self) -> &'static [&'static str] {
        &["plain 2", EARLIER]
    }

    fn claims(&self, capture: &Capture) -> bool {
        capture.media_type() == MediaType::Plain
    }

    fn read(&self, capture: &Capture, _: &Limits, reader: &str) -> Result<Transcript, DecodeError> {
        let decoded = charset::decode(&capture.bytes, capture.record.charset.as_deref())?;
        let transcript = Transcript::of(decoded, capture.bytes.len());
        Ok(if reader == EARLIER { transcript } else { transcript.without_layout() })
    }
}
