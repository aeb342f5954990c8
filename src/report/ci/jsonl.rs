//! One JSON object a line: each quotation, each finding on notes and archive, and the summary, last. The objects are those
//! of JSON version 1, with their kind in `type`.

use crate::report::json;
use crate::verify::Report;
use std::io::{self, Write};

/// Writes the lines.
pub(in crate::report) fn print(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    json::lines(report).try_for_each(|line| json::write_line(&line, out))
}
