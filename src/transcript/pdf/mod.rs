//! PDF: the transcript has the words of the pages in the order in which they are read; what stands around them, and line
//! ends inside of words, are insets.

mod line_ends;
mod markers;
mod pages;

use super::text::Transcript;
use super::{CaptureFormat, DecodeError, Limits};
use crate::capture::{Capture, MediaType};
use crate::document::pdf::{Document, Limit, PdfError};
use pages::Printed;

/// The format of PDF.
pub(super) struct PdfFormat;

impl CaptureFormat for PdfFormat {
    fn readers(&self) -> &'static [&'static str] {
        &["pdf 1"]
    }

    fn claims(&self, capture: &Capture) -> bool {
        capture.media_type() == MediaType::Pdf
    }

    fn read(&self, capture: &Capture, _: &Limits, _: &str) -> Result<Transcript, DecodeError> {
        // Files may have other bytes before their head, but not many.
        let head = &capture.bytes[..capture.bytes.len().min(1024)];
        if memchr::memmem::find(head, b"%PDF-").is_none() {
            return Err(broken("it is not a PDF: it does not begin with %PDF"));
        }
        let document = Document::read(&capture.bytes).map_err(error)?;
        let pages = document.pages.len();
        let has_pictures = document.pages.iter().any(|page| page.is_picture);
        let transcript = Printed::of(document).transcript();
        match transcript.text().is_empty() {
            true if has_pictures => Err(DecodeError::OnlyPictures { pages }),
            true => Err(broken("its pages have no words")),
            false => Ok(transcript),
        }
    }
}

fn broken(what: &str) -> DecodeError {
    DecodeError::Broken(what.to_owned())
}

fn error(error: PdfError) -> DecodeError {
    broken(match error {
        PdfError::Encrypted => return DecodeError::Encrypted,
        PdfError::NoPages => "it is a broken PDF: its pages cannot be found",
        PdfError::Limit(Limit::Objects) => "it has more than 8000000 objects and parts of them, and is not read",
        PdfError::Limit(Limit::Stream) => {
            "a stream in it has more than 67108864 bytes when it is unpacked, and it is not read"
        }
        PdfError::Limit(Limit::Streams) => {
            "its streams have more than 536870912 bytes when they are unpacked, and it is not read"
        }
        PdfError::Limit(Limit::Depth) => "its objects, forms or pages are nested too deep, and it is not read",
        PdfError::Limit(Limit::Pages) => "it has more than 100000 pages, and is not read",
        PdfError::Limit(Limit::Signs) => "its pages take more than 300000000 steps to draw, and it is not read",
    })
}
