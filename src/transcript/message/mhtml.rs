//! MHTML: a web page with what belongs to it, as Chrome saves it (RFC 2557). The page is read as any other, with the style
//! sheets that it links to; frames are pages of their own, and are not read.

use super::{decode, part};
use crate::capture::{Capture, MediaType};
use crate::document::Message;
use crate::transcript::linked_sheets::links;
use crate::transcript::text::Transcript;
use crate::transcript::{CaptureFormat, DecodeError, Limits, html};
use std::collections::HashSet;
use url::Url;

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
        let message = Message::read(&capture.bytes)?;
        let page = message.page()?;
        let (decoded, sheets) = (decode(&page)?, message.sheets()?);
        let base = message.address().and_then(|address| Url::parse(&address).ok());
        let (mut elements, mut taken) = (String::new(), HashSet::new());
        for link in links(&decoded.text) {
            let whole = base.as_ref().and_then(|base| base.join(&link.url).ok()).map(String::from);
            let leads = |address: &String| *address == link.url || Some(address) == whole.as_ref();
            let found = sheets.iter().position(|(addresses, _)| addresses.iter().any(leads));
            // A page may link to one sheet as often as it likes.
            if let Some(number) = found.filter(|number| taken.insert(*number)) {
                let (_, sheet) = &sheets[number];
                elements.push_str(&link.element(&decode(sheet)?.text));
            }
        }
        Ok(html::read_with_sheets(&decoded, &elements).in_part(part(page.path.clone(), &page.bytes)))
    }
}
