//! The report for programs: JSON, on one line.

mod v1;

use super::legible::is_hidden;
use crate::verdict::Report;
use serde::Serialize as _;
use serde_json::ser::{CompactFormatter, Formatter};
use std::io::{self, Write};

/// Writes version 1, and a line feed.
pub(super) fn print(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = serde_json::Serializer::with_formatter(&mut *out, Seen(CompactFormatter));
    v1::Report::from(report).serialize(&mut writer)?;
    writeln!(out)
}

/// Writes what a terminal would obey, or a reader not see, as `\u` escapes: the same JSON, safe to look at.
struct Seen(CompactFormatter);

impl Formatter for Seen {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(|c: char| c == '\u{7F}' || is_hidden(c)) {
            self.0.write_string_fragment(out, &rest[..at])?;
            let hidden = rest[at..].chars().next().expect("one was found");
            for unit in hidden.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + hidden.len_utf8()..];
        }
        self.0.write_string_fragment(out, rest)
    }
}
