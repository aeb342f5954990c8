//! The paragraphs of plain text: its lines, or runs of lines where it is hard-wrapped.

use super::{Blocks, TextBlock};
use crate::text::Span;

/// The paragraphs of a text, or its lines where it is not hard-wrapped.
pub(super) fn blocks(text: &str) -> Blocks {
    let mut blocks = Blocks::default();
    match wrap_width(text) {
        Some(width) => paragraphs(text, width, &mut blocks),
        None => lines(text).filter(|line| !line.is_empty()).for_each(|line| blocks.push(paragraph(line))),
    }
    blocks
}

fn paragraph(span: Span) -> TextBlock {
    TextBlock { span, ..TextBlock::default() }
}

/// The lines of a text, each without the white space around it; an empty one where a line has no words. Lines end with
/// a line feed, a carriage return, or both.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    let ends = memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]);
    ends.filter_map(move |end| {
        let start = std::mem::replace(&mut at, end + 1);
        let second_half =
            start == end && start > 0 && text.as_bytes()[start - 1] == b'\r' && text[end..].starts_with('\n');
        (!second_half).then(|| trimmed(text, start, end))
    })
}

/// Each line that has words with the next one, if that has words too.
fn pairs(text: &str) -> impl Iterator<Item = (Span, Span)> {
    lines(text).zip(lines(text).skip(1)).filter(|(line, next)| !line.is_empty() && !next.is_empty())
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let line = &text[start..end];
    let start = start + (line.len() - line.trim_start().len());
    Span::new(start, start + line.trim().len())
}

/// Widths that people and mailers wrap at.
const WIDTHS: std::ops::RangeInclusive<usize> = 45..=100;

/// By how much a wrapped line may fall short of the width even if the next word would have fitted.
const SLACK: usize = 8;

/// The width that the text is hard-wrapped at, if it is: at least four lines run on into a next one, none of them is
/// longer than a usual width, and of four lines at least three are full. Lines that end where the author ended them
/// are full only by accident.
fn wrap_width(text: &str) -> Option<usize> {
    let width = |line: Span| text[line.range()].chars().count();
    let mut widest = 0;
    for (line, _) in pairs(text) {
        // A text with one line too long to be wrapped is not; no need to count the rest.
        let long = line.len() > 4 * WIDTHS.end() || (width(line) > *WIDTHS.end());
        if long && text[line.range()].contains(' ') {
            return None;
        }
        if !long {
            widest = widest.max(width(line));
        }
    }
    let (mut inner, mut full) = (0, 0);
    for (line, next) in pairs(text) {
        inner += 1;
        full += usize::from(is_full(text, line, next, widest));
    }
    (WIDTHS.contains(&widest) && inner >= 4 && full * 4 >= inner * 3).then_some(widest)
}

/// Returns true if the next line's first word would not have fitted on this one.
fn is_full(text: &str, line: Span, next: Span, width: usize) -> bool {
    let line = text[line.range()].chars().count();
    let word = text[next.range()].split_whitespace().next().map_or(0, |word| word.chars().count());
    line + 1 + word + SLACK > width
}

/// Runs of full lines, each with the line that ends it: a line that broke early was broken on purpose.
fn paragraphs(text: &str, width: usize, blocks: &mut Blocks) {
    let mut lines = lines(text).peekable();
    let mut run: Option<Span> = None;
    while let Some(line) = lines.next() {
        if line.is_empty() {
            continue;
        }
        let so_far = run.take().map_or(line, |run| run.hull(line));
        let next = lines.peek().filter(|next| !next.is_empty());
        if next.is_some_and(|&next| is_full(text, line, next, width)) {
            run = Some(so_far);
        } else {
            blocks.push(paragraph(so_far));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs_of(text: &str) -> Vec<String> {
        blocks(text).iter().map(|block| text[block.span.range()].to_owned()).collect()
    }

    #[test]
    fn a_line_is_a_block_however_it_ends() {
        assert_eq!(paragraphs_of("one\n\n  two \r\n\r\nthree\rfour"), ["one", "two", "three", "four"]);
        assert!(paragraphs_of(" \n\n").is_empty());
    }

    #[test]
    fn hard_wrapped_lines_are_one_block_until_one_breaks_early() {
        let text = "The lamp over the bridge was lit again last night for the first\n\
                    time since the flood, and a crowd of some forty people stood in\n\
                    the rain to see it burn.\n\n\
                    It went out after an hour. The lamplighter, who is eighty, said\n\
                    that the oil was at fault and that he had said so to the mayor,\n\
                    to the mayor's wife and to the dog.\n\n\
                    A lamp.\n\
                    Photo by nobody";
        let found = paragraphs_of(text);
        assert_eq!(found.len(), 4, "{found:#?}");
        assert!(found[0].ends_with("see it burn."));
        assert_eq!(found[2], "A lamp.");
    }

    #[test]
    fn short_lines_that_end_where_they_will_are_not_wrapped() {
        let text = "A headline that says a thing\nBy Nobody\nThe first line of it all.\nThe second is rather longer than that.\nShort.\nAnd a last one, of middling length.";
        assert_eq!(paragraphs_of(text).len(), 6);
    }
}
