//! Text that something else made of a capture: its record has it.

use super::charset::Decoded;
use super::{CaptureFormat, Charset, DecodeError, Limits, Map, Transcript};
use crate::capture::{Capture, Part, Place};
use crate::digest::Digest;
use crate::text::Span;
use std::borrow::Cow;

/// The reader of the text in a record.
pub(super) const READER: &str = "text 1";

/// The path that the text has as a part of the capture.
const PART: &str = "text";

/// The format of captures whose record has their text, whatever they are themselves.
pub(super) struct MadeTextFormat;

impl CaptureFormat for MadeTextFormat {
    fn readers(&self) -> &'static [&'static str] {
        &[READER]
    }

    fn claims(&self, capture: &Capture) -> bool {
        capture.record.text.is_some()
    }

    fn read(&self, capture: &Capture, limits: &Limits, _: &str) -> Result<Transcript, DecodeError> {
        let Some(made) = &capture.record.text else { return Err(DecodeError::UnreadableKind(capture.media_type())) };
        let text = &made.text;
        if text.len() > limits.bytes {
            return Err(DecodeError::TooLarge { bytes: text.len(), most: limits.bytes });
        }
        let part = Part { path: PART.into(), sha256: Digest::of(text.as_bytes()), bytes: text.len() as u64 };
        let decoded = Decoded { text: Cow::Borrowed(text), map: Map::default(), charset: Charset::usual() };
        let transcript = Transcript::of(decoded, text.len()).with_places(pages(text)).without_layout();
        Ok(transcript.in_part(part).into_document().made_by(&made.made_by))
    }
}

/// The pages of a text in which a form feed ends each of them; none where it has no form feed. What stands behind the last
/// one is a page only if there is anything.
fn pages(text: &str) -> Vec<(Span, Place)> {
    let mut ends: Vec<usize> = memchr::memchr_iter(b'\x0c', text.as_bytes()).map(|at| at + 1).collect();
    let last = ends.last().copied();
    if last.is_some_and(|last| !text[last..].trim().is_empty()) {
        ends.push(text.len());
    }
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let spans = starts.zip(&ends).map(|(start, &end)| Span::new(start, end));
    spans.zip(0..).map(|(span, index)| (span, Place::Page { index, label: None })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{MadeText, Record};
    use crate::transcript::decode;

    fn transcript(text: &str) -> Transcript {
        let text = Some(MadeText { made_by: "a person".into(), text: text.into() });
        let record = Record { text, ..Record::default() };
        let capture = Capture { path: "archive/a/b.pdf".parse().unwrap(), bytes: b"%PDF-1.7".to_vec(), record };
        decode(&capture).unwrap()
    }

    #[test]
    fn the_text_of_a_record_is_that_of_the_capture_page_by_page() {
        let made = transcript("The dam will\nhold.\n\x0cIt was dry.\n\x0c");
        assert_eq!((made.reader(), made.maker()), (READER, Some("a person")));
        let page = |word: &str| {
            let at = made.text().find(word).unwrap();
            made.places(Span::new(at, at + word.len()))[0].1.clone()
        };
        assert_eq!(page("hold"), Place::Page { index: 0, label: None });
        assert_eq!(page("dry"), Place::Page { index: 1, label: None });
        assert_eq!(made.all_places().len(), 2);
    }

    #[test]
    fn what_stands_behind_the_last_form_feed_is_a_page_if_there_is_anything() {
        assert_eq!(pages("one\x0ctwo\x0c\n").len(), 2);
        assert_eq!(pages("one\x0ctwo").len(), 2);
        assert_eq!(pages("one").len(), 0);
        assert_eq!(pages("\x0c\x0cthree\x0c").len(), 3);
    }

    #[test]
    fn a_word_leads_to_its_bytes_in_the_text() {
        let text = "The dam will\nhold.\n\x0cIt was dry.\n\x0c";
        let made = transcript(text);
        let at = made.text().find("dry").unwrap();
        let origin = &made.origins(Span::new(at, at + 3))[0];
        assert_eq!((origin.part, &text[origin.bytes.range()]), (Some(0), "dry"));
        assert_eq!(made.parts()[0].sha256, Digest::of(text.as_bytes()));
    }
}
