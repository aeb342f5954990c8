//! PDF: the transcript has the words of the pages in the order in which they are read; what stands around them, and line
//! ends inside of words, are insets.

mod line_ends;
mod markers;
mod pages;

use super::text::Transcript;
use super::{CaptureFormat, DecodeError, Limits};
use crate::capture::{Capture, MediaType};
use crate::document::pdf::{
    Document, LARGEST_STREAM, Limit, MOST_CHARACTERS, MOST_DECODED, MOST_OBJECTS, MOST_ON_A_PAGE, MOST_PAGES,
    MOST_SIGNS, PdfError,
};
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
            false if is_unknown(transcript.text()) => {
                Err(broken("its fonts do not say which characters they show, and it is not read"))
            }
            false => Ok(transcript),
        }
    }
}

/// Returns true if nearly all characters of a text are not known. That words are not in it says nothing then.
fn is_unknown(text: &str) -> bool {
    let unknown = text.matches(char::REPLACEMENT_CHARACTER).count();
    let known = text.chars().filter(|c| c.is_alphanumeric()).count();
    unknown > known * 9
}

fn broken(what: &str) -> DecodeError {
    DecodeError::Broken(what.to_owned())
}

fn error(error: PdfError) -> DecodeError {
    let what = match error {
        PdfError::Encrypted => return DecodeError::Encrypted,
        PdfError::NoPages => return broken("it is a broken PDF: its pages cannot be found"),
        PdfError::Limit(Limit::Depth) => {
            return broken("its objects, forms or pages are nested too deep, and it is not read");
        }
        PdfError::Limit(Limit::Objects) => format!("it has more than {MOST_OBJECTS} objects and parts of them"),
        PdfError::Limit(Limit::Stream) => {
            format!("a stream in it has more than {LARGEST_STREAM} bytes when it is unpacked")
        }
        PdfError::Limit(Limit::Streams) => {
            format!("its streams have more than {MOST_DECODED} bytes when they are unpacked")
        }
        PdfError::Limit(Limit::Pages) => format!("it has more than {MOST_PAGES} pages"),
        PdfError::Limit(Limit::Characters) => {
            format!("it has more than {MOST_CHARACTERS} characters, or {MOST_ON_A_PAGE} on one page")
        }
        PdfError::Limit(Limit::Signs) => format!("its pages take more than {MOST_SIGNS} steps to draw"),
    };
    DecodeError::Broken(format!("{what}, and is not read"))
}
