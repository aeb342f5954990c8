//! The cues of subtitles: a time, and the lines that are shown then.

use super::Dialect;
use crate::text::Span;
use crate::transcript::DecodeError;
use crate::transcript::layout::time_at;

/// Lines that are shown at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cue {
    pub from_ms: u64,
    pub to_ms: u64,
    /// The lines, each without the white space behind it.
    pub lines: Vec<Span>,
}

/// The lines of a text, without what ends them.
fn lines(source: &str) -> Vec<Span> {
    let (mut lines, mut start) = (Vec::new(), 0);
    let bytes = source.as_bytes();
    for end in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        if bytes[end] == b'\n' && end > 0 && bytes[end - 1] == b'\r' {
            start = end + 1;
            continue;
        }
        lines.push(Span::new(start, end));
        start = end + 1;
    }
    lines.push(Span::new(start, source.len()));
    lines
}

/// The times of a cue, if a line is that.
fn times(line: &str) -> Option<(u64, u64)> {
    let from = time_at(line.trim_start())?;
    let rest = line.trim_start()[from.len..].trim_start().strip_prefix("-->")?.trim_start();
    let to = time_at(rest)?;
    Some((from.milliseconds, to.milliseconds.max(from.milliseconds)))
}

/// Reads the cues of a file, in its order.
pub(super) fn cues(source: &str, dialect: Dialect) -> Result<Vec<Cue>, DecodeError> {
    let lines = lines(source);
    let mut reader = CueReader { source, dialect, lines: &lines, at: 0, cues: Vec::new(), number: None };
    if reader.line(0).is_some_and(|first| first.trim_start_matches('\u{feff}').starts_with("WEBVTT")) {
        reader.skip();
    }
    while reader.at < lines.len() {
        reader.block()?;
    }
    if reader.cues.is_empty() {
        let what = "it has no cues: no line such as 00:00:01.000 --> 00:00:04.000";
        return Err(DecodeError::Broken(what.to_owned()));
    }
    Ok(reader.cues)
}

struct CueReader<'s> {
    source: &'s str,
    dialect: Dialect,
    lines: &'s [Span],
    at: usize,
    cues: Vec<Cue>,
    /// The number above the last cue.
    number: Option<u64>,
}

impl<'s> CueReader<'s> {
    fn line(&self, number: usize) -> Option<&'s str> {
        self.lines.get(number).map(|line| &self.source[line.range()])
    }

    /// Returns true if a block ends at this line: a line of a blank only is shown in WebVTT.
    fn is_end(&self, number: usize) -> bool {
        self.line(number).is_none_or(|line| match self.dialect {
            Dialect::WebVtt => line.is_empty(),
            Dialect::SubRip => line.trim().is_empty(),
        })
    }

    /// Passes over a block that no player shows.
    fn skip(&mut self) {
        while !self.is_end(self.at) && self.line(self.at).is_some_and(|line| times(line).is_none()) {
            self.at += 1;
        }
    }

    fn block(&mut self) -> Result<(), DecodeError> {
        let Some(line) = self.line(self.at) else { return Ok(()) };
        if let Some((from_ms, to_ms)) = times(line) {
            self.at += 1;
            self.cues.push(Cue { from_ms, to_ms, lines: Vec::new() });
            return self.words();
        }
        if self.is_end(self.at) {
            self.at += 1;
            return Ok(());
        }
        let is_name = self.line(self.at + 1).is_some_and(|next| times(next).is_some());
        if is_name {
            self.number = line.trim().parse().ok();
            self.at += 1;
            return Ok(());
        }
        match self.dialect {
            Dialect::WebVtt => {
                self.refuse_broken_time(self.at)?;
                self.at += 1;
                self.skip();
                Ok(())
            }
            // Words behind a blank line are the cue's still, as players show them.
            Dialect::SubRip => self.words(),
        }
    }

    /// Reads the lines of the cue that came last.
    fn words(&mut self) -> Result<(), DecodeError> {
        while !self.is_end(self.at) {
            let line = self.line(self.at).unwrap_or_default();
            if times(line).is_some() || self.is_next_number(line) {
                break;
            }
            self.refuse_broken_time(self.at)?;
            let start = self.lines[self.at].start;
            if let Some(cue) = self.cues.last_mut() {
                cue.lines.push(Span::new(start, start + line.trim_end().len()));
            }
            self.at += 1;
        }
        Ok(())
    }

    /// Returns true for the number of the next cue, where the blank line above it is missing.
    fn is_next_number(&self, line: &str) -> bool {
        let follows = self.line(self.at + 1).is_some_and(|next| times(next).is_some());
        let number = line.trim().parse::<u64>().ok();
        follows && number.is_some() && number == self.number.and_then(|last| last.checked_add(1))
    }

    fn refuse_broken_time(&self, number: usize) -> Result<(), DecodeError> {
        let line = self.line(number).unwrap_or_default();
        let is_time = line.trim_start().starts_with(|c: char| c.is_ascii_digit()) && line.contains("-->");
        match is_time {
            false => Ok(()),
            true => Err(DecodeError::Broken(format!("line {} of it is no time: {:?}", number + 1, line.trim()))),
        }
    }
}
