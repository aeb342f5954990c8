//! The report for programs: JSON, on one line.

mod v1;

use super::legible::is_hidden;
use crate::verify::{Judged, Report};
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes version 1, and a line feed.
pub(super) fn print(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    write_line(&v1::JsonReport::from(report), out)
}

/// The quotations, the other findings and the summary, each as an object of its own.
pub(super) fn lines(report: &Report) -> impl Iterator<Item = impl Serialize> {
    v1::lines(report)
}

/// Writes what is said of one quotation, on one line: after `id` the fields of version 1 that are not about notes.
pub fn answer(judged: &Judged, id: &Value, out: &mut dyn Write) -> io::Result<()> {
    write_line(&v1::JsonAnswer::of(judged, id), out)
}

/// Writes why line `number`, from 1, was not understood.
pub fn refusal(id: &Value, number: usize, why: &str, out: &mut dyn Write) -> io::Result<()> {
    write_line(&json!({ "id": id, "line": number, "error": why }), out)
}

pub(super) fn write_line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    write_as(value, CompactFormatter, out)?;
    writeln!(out)
}

/// Some JSON on one line, with escapes for what a terminal would obey or a reader not see.
pub fn json_line(value: &impl Serialize) -> String {
    text(value, CompactFormatter)
}

/// The same on many lines, for people.
pub fn json_lines(value: &impl Serialize) -> String {
    text(value, PrettyFormatter::new())
}

fn text(value: &impl Serialize, formatter: impl Formatter) -> String {
    let mut bytes = Vec::new();
    write_as(value, formatter, &mut bytes).expect("it has keys that are text, and memory takes all");
    String::from_utf8(bytes).expect("JSON is text")
}

fn write_as(value: &impl Serialize, formatter: impl Formatter, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = serde_json::Serializer::with_formatter(out, Seen(formatter));
    Ok(value.serialize(&mut writer)?)
}

/// Writes what a terminal would obey, or a reader not see, as `\u` escapes: the same JSON, safe to look at.
struct Seen<F>(F);

impl<F: Formatter> Formatter for Seen<F> {
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

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}
