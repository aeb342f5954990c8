//! Transcripts of recordings: what is said is the text; times, and the names of speakers who go on, stand beside it.

mod cue;
mod rolling;
mod timed_text;
mod words;

#[cfg(test)]
mod tests;

use super::charset::{self, Decoded};
use super::text::Transcript;
use super::{CaptureFormat, DecodeError, Limits};
use crate::capture::{Capture, MediaType};
use cue::Cue;
pub(super) use timed_text::{Gap, TimedText};
pub(super) use words::Dialect;
use words::Piece;

/// The format of subtitles: WebVTT and SubRip.
pub(super) struct SubtitlesFormat;

impl CaptureFormat for SubtitlesFormat {
    fn readers(&self) -> &'static [&'static str] {
        &["subtitles 1"]
    }

    fn claims(&self, capture: &Capture) -> bool {
        matches!(capture.media_type(), MediaType::WebVtt | MediaType::SubRip)
    }

    fn read(&self, capture: &Capture, _: &Limits, _: &str) -> Result<Transcript, DecodeError> {
        let decoded = charset::decode(&capture.bytes, capture.record.charset.as_deref())?;
        let is_webvtt = capture.media_type() == MediaType::WebVtt;
        read(&decoded, if is_webvtt { Dialect::WebVtt } else { Dialect::SubRip })
    }
}

fn read(decoded: &Decoded<'_>, dialect: Dialect) -> Result<Transcript, DecodeError> {
    let source = &*decoded.text;
    let mut cues = cue::cues(source, dialect)?;
    rolling::drop_repeated(source, dialect, &mut cues);
    let mut text = TimedText::new(source);
    for cue in &cues {
        add(&mut text, cue, dialect);
    }
    Ok(text.finish(decoded).into_document())
}

fn add(text: &mut TimedText<'_>, cue: &Cue, dialect: Dialect) {
    text.begin(cue.from_ms, cue.to_ms);
    for (number, line) in cue.lines.iter().enumerate() {
        text.pause(if number == 0 { Gap::Cue } else { Gap::Line });
        for (at, piece) in words::pieces(text.source(), *line, dialect) {
            match piece {
                Piece::Words(words) => text.words(&words, at),
                Piece::Voice(name) => text.speaker(name, at),
                Piece::EndOfVoice => text.nobody(),
            }
        }
    }
    text.end();
}
