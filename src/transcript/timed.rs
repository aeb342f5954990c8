//! Plain text and Markdown with the times of a recording: the words that follow a time stand at it.

use super::layout::time_at;
use super::markdown::MarkdownFormat;
use super::plain::PlainFormat;
use super::text::Transcript;
use super::{CaptureFormat, DecodeError, Inset, InsetKind, Limits};
use crate::capture::{Capture, MediaType, Place};
use crate::text::Span;

/// The format of texts with times. Each is plain text or Markdown, too, and is read as that by an earlier version of the program:
/// so no other text has another reader because of them.
pub(super) struct TimedFormat;

impl CaptureFormat for TimedFormat {
    fn readers(&self) -> &'static [&'static str] {
        &["timed 1"]
    }

    fn claims(&self, capture: &Capture) -> bool {
        let is_text = matches!(capture.media_type(), MediaType::Plain | MediaType::Markdown);
        is_text && may_be_timed(&capture.bytes) && read(capture, &Limits::default()).is_ok_and(|text| text.is_timed())
    }

    fn read(&self, capture: &Capture, limits: &Limits, _: &str) -> Result<Transcript, DecodeError> {
        let text = read(capture, limits)?;
        // In what was said there is no furniture, however short its lines are.
        Ok(if capture.media_type() == MediaType::Plain { text.into_document() } else { text })
    }
}

fn read(capture: &Capture, limits: &Limits) -> Result<Transcript, DecodeError> {
    let format: &dyn CaptureFormat = match capture.media_type() {
        MediaType::Markdown => &MarkdownFormat,
        _ => &PlainFormat,
    };
    Ok(format.read(capture, limits, format.readers()[0])?.timed())
}

/// The fewest lines with a time of what may be a recording.
const FEWEST: usize = 2;

/// Returns false for most texts, after one look at each byte: few lines of them begin with a time. In UTF-16 there are more.
fn may_be_timed(bytes: &[u8]) -> bool {
    let begins = |line: &&[u8]| {
        let line = line.trim_ascii_start();
        let line = line.strip_prefix(b"[").or_else(|| line.strip_prefix(b"(")).unwrap_or(line);
        let digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
        matches!(line.get(digits..digits + 3), Some([b':', one, other]) if one.is_ascii_digit() && other.is_ascii_digit())
            && (1..=3).contains(&digits)
    };
    let is_wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    is_wide || bytes.split(|byte| matches!(byte, b'\n' | b'\r')).filter(begins).take(FEWEST).count() == FEWEST
}

impl Transcript {
    /// The same text, with the times that its layout has as places of the words behind them.
    fn timed(mut self) -> Self {
        let times: Vec<(usize, u64, Option<u64>)> = self.insets().iter().filter_map(time).collect();
        let mut places = Vec::new();
        for (number, &(at, from_ms, to_ms)) in times.iter().enumerate() {
            let next = times.get(number + 1);
            let end = next.map_or(self.text().len(), |(at, ..)| *at);
            let words = &self.text()[at..end];
            if words.trim().is_empty() {
                continue;
            }
            let start = at + (words.len() - words.trim_start().len());
            let span = Span::new(start, at + words.trim_end().len());
            // The end of the last words is not said.
            let to_ms = to_ms.or(next.map(|(_, from, _)| *from)).unwrap_or(from_ms).max(from_ms);
            places.push((span, Place::Time { from_ms, to_ms }));
        }
        if !places.is_empty() {
            self.markup.get_or_insert_default().places = places;
        }
        self
    }

    /// Returns true if words of it stand at times of a recording.
    fn is_timed(&self) -> bool {
        self.all_places().iter().any(|(_, place)| matches!(place, Place::Time { .. }))
    }
}

/// The time that an inset is: its beginning, and its end where it has one. Times inside of cues are none.
fn time(inset: &Inset) -> Option<(usize, u64, Option<u64>)> {
    if inset.kind != InsetKind::CueTime || inset.text.trim_start().starts_with('<') {
        return None;
    }
    let text = &*inset.text;
    let begins = |at: &usize| {
        let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        is_digit(text.as_bytes().get(*at))
            && !is_digit(at.checked_sub(1).and_then(|before| text.as_bytes().get(before)))
    };
    let (at, from) = (0..text.len()).filter(begins).find_map(|at| Some((at, time_at(&text[at..])?)))?;
    let rest = text[at + from.len..].trim_start();
    let to = rest.strip_prefix("-->").and_then(|rest| time_at(rest.trim_start()));
    Some((inset.at, from.milliseconds, to.map(|to| to.milliseconds)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::{decode, decode_as};

    const YOUTUBE: &str =
        "0:01\nthe lamp over the bridge\n0:05\nwas lit again last night\n0:09\nfor the first time since\n";

    fn times(name: &str, text: &str) -> Vec<(String, u64, u64)> {
        let transcript = decode(&Capture::new(format!("archive/a/{name}").parse().unwrap(), text)).unwrap();
        let time = |(span, place): &(Span, Place)| match place {
            Place::Time { from_ms, to_ms } => (transcript.text()[span.range()].to_owned(), *from_ms, *to_ms),
            other => panic!("{other:?}"),
        };
        transcript.all_places().iter().map(time).collect()
    }

    #[test]
    fn words_behind_a_time_stand_at_it() {
        let of = |words: &str, from, to| (words.to_owned(), from, to);
        let expected = [
            of("the lamp over the bridge", 1000, 5000),
            of("was lit again last night", 5000, 9000),
            of("for the first time since", 9000, 9000),
        ];
        assert_eq!(times("a.txt", YOUTUBE), expected);
        let brackets = YOUTUBE.replace("0:01\n", "[0:01] ").replace("0:05\n", "[0:05] ").replace("0:09\n", "[0:09] ");
        assert_eq!(times("a.md", &brackets), expected);
        let cues = "1\n00:00:01,000 --> 00:00:02,500\nThe lamp\n\n2\n00:00:02,500 --> 00:00:04,000\nwas lit.\n";
        assert_eq!(times("a.txt", cues), [of("The lamp", 1000, 2500), of("was lit.", 2500, 4000)]);
    }

    #[test]
    fn texts_without_times_and_those_of_earlier_readers_stand_at_none() {
        assert_eq!(times("a.txt", "At 9:30 the lamp was lit.\n\nAt 10:45 it was dry.\n"), []);
        let capture = Capture::new("archive/a/a.txt".parse().unwrap(), YOUTUBE);
        let (now, before) = (decode(&capture).unwrap(), decode_as(&capture, "plain 2").unwrap());
        assert_eq!((now.text(), before.all_places().len()), (before.text(), 0));
        assert!(now.is_document() && !before.is_document());
    }
}
