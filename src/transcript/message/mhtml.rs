//! MHTML: a web page with what belongs to it, as Chrome saves it (RFC 2557). The page is read as any other; frames, style
//! sheets and pictures in parts of their own are not.

use super::{decode, part};
use crate::capture::{Capture, MediaType};
use crate::document::Message;
use crate::transcript::text::Transcript;
use crate::transcript::{CaptureFormat, DecodeError, Limits, html};

/// The format of pages saved as MHTML.
pub(in crate::transcript) struct MhtmlFormat;

impl CaptureFormat for MhtmlFormat {
    fn readers(&self) -> &'static [&'static str] {
        &["mhtml 1"]
    }

    fn claims(&self, capture: &Capture) -> bool {
        capture.media_type() == MediaType::Mhtml
    }

    fn read(&self, capture: &Capture, _: &Limits, _: &str) -> Result<Transcript, DecodeError> {
        let page = Message::read(&capture.bytes)?.page()?;
        Ok(html::read(decode(&page)?).in_part(part(page.path.clone(), &page.bytes)))
    }
}
