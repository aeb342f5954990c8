//! The changes, as Markdown.

use super::{Diff, names, where_it_is};
use crate::diff::revision::{DiffPiece, ParagraphChange};
use crate::report::legible;
use std::io::{self, Write};

/// Writes what changed: deletions struck through, insertions bold.
pub(super) fn print(diff: &Diff<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# What changed in {}\n", escaped(diff.title()))?;
    let [old, new] = diff.sides();
    writeln!(out, "- before: {}\n- after: {}\n", escaped(&old), escaped(&new))?;
    diff.changes().try_for_each(|change| write_change(change, out))?;
    writeln!(out, "{}", escaped(&diff.summary()))
}

fn write_change(change: &ParagraphChange, out: &mut dyn Write) -> io::Result<()> {
    let coarse = if change.coarse { ", coarse" } else { "" };
    writeln!(out, "## {}: {}{coarse}\n", where_it_is(change), names(&change.classes))?;
    let words: String = change.pieces.iter().map(piece).collect();
    writeln!(out, "> {}\n", words.trim_start())
}

fn piece(piece: &DiffPiece) -> String {
    match piece {
        DiffPiece::Kept(text) => escaped(text),
        DiffPiece::Changed { old, new, .. } => format!("{}{}", marked(old, "~~"), marked(new, "**")),
    }
}

/// The words between marks; the space before them stays outside, or the marks would not count.
fn marked(text: &str, mark: &str) -> String {
    let words = text.trim_start();
    match words.is_empty() {
        true => String::new(),
        false => format!(" {mark}{}{mark}", escaped(words)),
    }
}

/// `text` with what Markdown would read as markup taken for itself.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in legible(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
