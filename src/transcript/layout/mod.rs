//! What the layout of a text puts between its words, and a quotation leaves out: page breaks, running heads, numbers of
//! lines, times of cues, the signs before quoted mail, ends of lines inside of words.
//!
//! Only what the whole text has in sequence is layout. In doubt nothing is cut: a number that is cut wrongly would let a
//! quotation pass that leaves it out, while one that is kept is a false alarm at worst.

mod cues;
mod emit;
mod endings;
pub(super) mod line_ends;
mod line_numbers;
mod lines;
mod mail;
mod page_numbers;
mod pages;
mod stamps;
#[cfg(test)]
mod tests;
mod voices;

use super::inset::InsetKind;
use crate::text::Span;
use lines::LaidOut;
pub(super) use stamps::time_at;

/// A stretch that the layout of a text puts between its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::transcript) struct LayoutCut {
    pub span: Span,
    pub kind: InsetKind,
}

impl LayoutCut {
    /// Adds what stands from `start` to `end`, if that is anything.
    fn push(cuts: &mut Vec<Self>, start: usize, end: usize, kind: InsetKind) {
        if start < end {
            cuts.push(Self { span: Span::new(start, end), kind });
        }
    }
}

/// The stretches that the layout of `text` puts between its words, in order; no two overlap. Linear.
pub(in crate::transcript) fn cuts(text: &str) -> Vec<LayoutCut> {
    if !may_have_layout(text) || is_crowded(text) {
        return Vec::new();
    }
    let Some(mut laid_out) = LaidOut::of(text) else { return Vec::new() };
    let inside = if cues::mark(&mut laid_out) {
        voices::cuts(&laid_out)
    } else {
        stamps::mark(&mut laid_out);
        Vec::new()
    };
    if !line_numbers::mark(&mut laid_out) {
        pages::mark(&mut laid_out, &[]);
    }
    mail::mark(&mut laid_out);
    emit::cuts(&laid_out, inside)
}

/// Returns true if the text has more lines than anything that is printed: what is kept of each would take many times as much
/// as the text.
fn is_crowded(text: &str) -> bool {
    let lines = memchr::memchr_iter(b'\n', text.as_bytes()).count();
    lines > MOST_SHORT_LINES && lines * SHORTEST_LINE > text.len()
}

/// So many lines may be as short as they like; of more, the mean is at least so many bytes.
const MOST_SHORT_LINES: usize = 10_000;
const SHORTEST_LINE: usize = 6;

/// Returns false for most texts, after one look at each byte: no line begins with what layout begins with, and none ends
/// with a hyphen.
fn may_have_layout(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins = |line: &[u8]| {
        let first = line.iter().find(|byte| !byte.is_ascii_whitespace());
        first.is_some_and(|&byte| byte.is_ascii_digit() || !byte.is_ascii() || b"[(->|".contains(&byte))
            || line.last().is_some_and(u8::is_ascii_digit)
            || line.starts_with(b"WEBVTT")
    };
    let is_page = |line: &[u8]| line.len() < 40 && line.trim_ascii().len() < 20;
    memchr::memchr2(b'\x0c', 0xad, bytes).is_some()
        || bytes.split(|&byte| byte == b'\n' || byte == b'\r').any(|line| {
            let line = line.trim_ascii_end();
            begins(line)
                || is_page(line) && !line.is_empty()
                || line.ends_with(b"-")
                || line.ends_with("\u{2010}".as_bytes())
        })
}
