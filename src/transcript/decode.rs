//! From a capture to its transcript, by the format that claims it.

#[cfg(feature = "pdf")]
use super::pdf;
use super::{
    CaptureFormat, DecodeError, Limits, Transcript, epub, feed, html, json, made_text, markdown, message, office,
    plain, recording, timed,
};
use crate::capture::Capture;

/// Every format that is read. The first that claims a capture reads it.
pub const FORMATS: &[&dyn CaptureFormat] = &[
    &made_text::MadeTextFormat,
    &timed::TimedFormat,
    &plain::PlainFormat,
    &markdown::MarkdownFormat,
    &html::HtmlFormat,
    &recording::SubtitlesFormat,
    &json::JsonFormat,
    &message::MailFormat,
    &message::MhtmlFormat,
    &epub::EpubFormat,
    &office::DocxFormat,
    &office::OdtFormat,
    &feed::FeedFormat,
    #[cfg(feature = "pdf")]
    &pdf::PdfFormat,
];

/// Reads the text out of a capture.
///
/// # Errors
///
/// If no format claims it, or the one that does cannot read it.
pub fn decode(capture: &Capture) -> Result<Transcript, DecodeError> {
    decode_within(capture, &Limits::default())
}

/// Reads the text out of a capture as the reader of that name does, if there is one for it; else as [`decode`] does.
///
/// # Errors
///
/// If no format claims it, or the one that does cannot read it.
pub fn decode_as(capture: &Capture, reader: &str) -> Result<Transcript, DecodeError> {
    read(capture, &Limits::default(), Some(reader))
}

/// Reads the text out of a capture that has no more bytes than `limits` allow.
///
/// # Errors
///
/// If it has more, no format claims it, or the one that does cannot read it.
pub fn decode_within(capture: &Capture, limits: &Limits) -> Result<Transcript, DecodeError> {
    read(capture, limits, None)
}

fn read(capture: &Capture, limits: &Limits, reader: Option<&str>) -> Result<Transcript, DecodeError> {
    let bytes = capture.bytes.len();
    if bytes > limits.bytes {
        return Err(DecodeError::TooLarge { bytes, most: limits.bytes });
    }
    // A text with times is a text, too: by the reader of those it is read as it was before.
    let is_asked = |format: &&&dyn CaptureFormat| reader.is_some_and(|name| format.readers().contains(&name));
    let asked = FORMATS.iter().filter(is_asked).find(|format| format.claims(capture));
    let format = asked.or_else(|| FORMATS.iter().find(|format| format.claims(capture)));
    let format = format.ok_or_else(|| DecodeError::UnreadableKind(capture.media_type()))?;
    let readers = format.readers();
    let reader = readers.iter().find(|name| Some(**name) == reader).unwrap_or(&readers[0]);
    let mut transcript = format.read(capture, limits, reader)?.read_by(reader);
    transcript.hold_to(limits, bytes);
    Ok(transcript)
}

/// Returns true for the reader of texts that something else made of a capture, and its record has: without that they cannot be
/// read.
pub fn needs_record(reader: &str) -> bool {
    made_text::MadeTextFormat.readers().contains(&reader)
}

/// Returns true for the name of a reader of an earlier version of the program.
pub fn is_earlier_reader(name: &str) -> bool {
    FORMATS.iter().any(|format| format.readers()[1..].contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::Record;

    fn capture(name: &str) -> Capture {
        let path = format!("archive/a/{name}").parse().unwrap();
        Capture { path, bytes: b"The lamp is lit.".to_vec(), record: Record::default() }
    }

    #[test]
    fn every_format_has_a_reader_of_its_own_and_no_capture_is_claimed_twice() {
        let pdf = cfg!(feature = "pdf").then_some("pdf 1");
        let readers = [
            ("a.txt", Some("plain 2")),
            ("a.md", Some("markdown 2")),
            ("a.htm", Some("html 2")),
            ("a.vtt", Some("subtitles 1")),
            ("a.json", Some("json 1")),
            ("a.eml", Some("mail 1")),
            ("a.mht", Some("mhtml 1")),
            ("a.epub", Some("epub 1")),
            ("a.docx", Some("docx 1")),
            ("a.odt", Some("odt 1")),
            ("a.atom", Some("feed 1")),
            ("a.pdf", pdf),
            ("a.png", None),
        ];
        for (name, reader) in readers {
            let claiming = FORMATS.iter().filter(|format| format.claims(&capture(name)));
            assert_eq!(Vec::from_iter(claiming.map(|format| format.readers()[0])), Vec::from_iter(reader), "{name}");
        }
    }

    #[test]
    fn more_bytes_than_the_limit_are_not_read() {
        let limits = Limits { bytes: 15, ..Limits::default() };
        let refused = decode_within(&capture("a.txt"), &limits).unwrap_err();
        assert_eq!(refused, DecodeError::TooLarge { bytes: 16, most: 15 });
    }
}
