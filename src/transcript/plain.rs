//! Plain text: the transcript is the text, letter for letter.

use super::charset::Decoded;
use super::{Block, BlockKind, Transcript};
use crate::text::Span;

pub(super) fn read(decoded: Decoded) -> Transcript {
    let lines = lines(&decoded.text);
    let blocks = match wrap_width(&decoded.text, &lines) {
        Some(width) => paragraphs(&decoded.text, &lines, width),
        None => lines.into_iter().filter(|line| !line.is_empty()).map(paragraph).collect(),
    };
    Transcript { blocks, ..Transcript::of(decoded) }
}

fn paragraph(span: Span) -> Block {
    Block { span, kind: BlockKind::Paragraph, emphasised: false, link_bytes: 0, element: None }
}

/// The lines of a text, each without the white space around it; an empty one where a line has no words. Lines end with
/// a line feed, a carriage return, or both.
fn lines(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut at = 0;
    for end in memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]) {
        let second_half =
            text[at..end].is_empty() && at > 0 && text.as_bytes()[at - 1] == b'\r' && text[end..].starts_with('\n');
        if !second_half {
            lines.push(trimmed(text, at, end));
        }
        at = end + 1;
    }
    lines
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
fn wrap_width(text: &str, lines: &[Span]) -> Option<usize> {
    let runs_on = |pair: &&[Span]| !pair[0].is_empty() && !pair[1].is_empty();
    let width = |line: &Span| text[line.range()].chars().count();
    let mut widest = 0;
    for pair in lines.windows(2).filter(runs_on) {
        // A text with one line too long to be wrapped is not; no need to count the rest.
        let long = pair[0].len() > 4 * WIDTHS.end() || (width(&pair[0]) > *WIDTHS.end());
        if long && text[pair[0].range()].contains(' ') {
            return None;
        }
        if !long {
            widest = widest.max(width(&pair[0]));
        }
    }
    let inner = lines.windows(2).filter(runs_on).count();
    let full = lines.windows(2).filter(runs_on).filter(|pair| is_full(text, pair, widest)).count();
    (WIDTHS.contains(&widest) && inner >= 4 && full * 4 >= inner * 3).then_some(widest)
}

/// Whether the next line's first word would not have fitted on this one.
fn is_full(text: &str, pair: &[Span], width: usize) -> bool {
    let line = text[pair[0].range()].chars().count();
    let word = text[pair[1].range()].split_whitespace().next().map_or(0, |word| word.chars().count());
    line + 1 + word + SLACK > width
}

/// Runs of full lines, each with the line that ends it: a line that broke early was broken on purpose.
fn paragraphs(text: &str, lines: &[Span], width: usize) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut runs_on = false;
    for (index, &line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        match blocks.last_mut() {
            Some(block) if runs_on => block.span.end = line.end,
            _ => blocks.push(paragraph(line)),
        }
        let next = lines.get(index + 1).filter(|next| !next.is_empty());
        runs_on = next.is_some() && is_full(text, &lines[index..index + 2], width);
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::super::charset;
    use super::*;

    fn blocks(text: &str) -> Vec<String> {
        let transcript = read(charset::decode(text.as_bytes(), None).unwrap());
        assert_eq!(transcript.text(), text);
        transcript.blocks().iter().map(|block| text[block.span.range()].to_owned()).collect()
    }

    #[test]
    fn a_line_is_a_block_however_it_ends() {
        assert_eq!(blocks("one\n\n  two \r\n\r\nthree\rfour"), ["one", "two", "three", "four"]);
        assert!(blocks(" \n\n").is_empty());
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
        let found = blocks(text);
        assert_eq!(found.len(), 4, "{found:#?}");
        assert!(found[0].ends_with("see it burn."));
        assert_eq!(found[2], "A lamp.");
    }

    #[test]
    fn short_lines_that_end_where_they_will_are_not_wrapped() {
        let text = "A headline that says a thing\nBy Nobody\nThe first line of it all.\nThe second is rather longer than that.\nShort.\nAnd a last one, of middling length.";
        assert_eq!(blocks(text).len(), 6);
    }
}
