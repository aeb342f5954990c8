//! The one spelling of an inventory, and of what is withheld.
//!
//! It is JSON that reads and diffs well: one top-level key a line, an array of objects one element a line, everything
//! else compact, a line feed at the end. Whatever is read is printed again and compared, so that the parser need not
//! know the ways in which JSON can be spelled.

use super::{NotOurs, has_conflict};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::ser::{CompactFormatter, Formatter};
use std::io::{self, Write};

/// Prints `value`, an object.
pub(super) fn print<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(4096);
    print_with(&mut bytes, value, OneALine::default());
    bytes.push(b'\n');
    bytes
}

/// `value` in compact form: what stands on one line of an array of objects.
pub(super) fn print_compact<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    print_with(&mut bytes, value, CompactFormatter);
    bytes
}

fn print_with<T: Serialize, F: Formatter>(bytes: &mut Vec<u8>, value: &T, formatter: F) {
    let mut printer = serde_json::Serializer::with_formatter(bytes, formatter);
    value.serialize(&mut printer).expect("manifests hold text and numbers, and memory is not a full disk");
}

/// Reads JSON of the right form, in any spelling.
pub(super) fn read<T: DeserializeOwned>(
    bytes: &[u8],
    format: &str,
    format_of: impl Fn(&T) -> &String,
) -> Result<T, NotOurs> {
    // Checked once as a whole, strings need not be checked one by one.
    let text = std::str::from_utf8(bytes).map_err(|why| NotOurs::Unreadable(format!("it is not UTF-8: {why}")))?;
    let value: T = serde_json::from_str(text).map_err(|why| match has_conflict(text) {
        true => NotOurs::Conflict,
        false => declared_format(text, format).unwrap_or(unreadable(&why)),
    })?;
    if format_of(&value) != format {
        return Err(NotOurs::UnknownFormat(format_of(&value).clone()));
    }
    Ok(value)
}

fn unreadable(why: &serde_json::Error) -> NotOurs {
    NotOurs::Unreadable(format!("not a manifest: {why}"))
}

/// The format that `text` says it has, if it says one and it is not `known`.
fn declared_format(text: &str, known: &str) -> Option<NotOurs> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let declared = value.get("format")?.as_str()?;
    (declared != known).then(|| NotOurs::UnknownFormat(declared.to_owned()))
}

/// Refuses what is not spelled as printed.
pub(super) fn compare(bytes: &[u8], printed: &[u8]) -> Result<(), NotOurs> {
    if bytes == printed {
        return Ok(());
    }
    let at = bytes.iter().zip(printed).position(|(one, other)| one != other);
    Err(NotOurs::SecondSpelling(at.unwrap_or(bytes.len().min(printed.len()))))
}

/// Breaks lines between the keys of the outermost object, and between objects in an array.
#[derive(Default)]
struct OneALine {
    /// The number of open braces.
    depth: usize,
    /// One bit for each bracket that is open, the innermost lowest: whether there are objects in that array. Manifests
    /// nest arrays twice at most.
    arrays: u64,
    /// True where an element of an array begins.
    element: bool,
}

impl Formatter for OneALine {
    fn begin_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.arrays <<= 1;
        self.element = false;
        to.write_all(b"[")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.element = true;
        to.write_all(if first { b"" } else { b"," })
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.element = false;
        Ok(())
    }

    fn end_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        let objects = self.arrays & 1 == 1;
        self.arrays >>= 1;
        to.write_all(if objects { b"\n ]" } else { b"]" })
    }

    fn begin_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.depth += 1;
        if std::mem::take(&mut self.element) {
            self.arrays |= 1;
            to.write_all(b"\n  ")?;
        }
        to.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.depth -= 1;
        to.write_all(if self.depth == 0 { b"\n}" } else { b"}" })
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        to.write_all(match (self.depth, first) {
            (1, true) => b"\n ",
            (1, false) => b",\n ",
            (_, true) => b"",
            (_, false) => b",",
        })
    }
}
