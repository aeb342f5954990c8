//! Block quotations of several lines, each of which is a quotation by itself.

use super::pair;
use super::word_span::WordSpan;
use crate::notes::running_text::RunningText;
use crate::notes::sentence;
use crate::text::Span;

/// A block of more lines is read as one quotation.
const MOST_LINES: usize = 64;

/// The quotations that `span` of a block may be: lines that each stand between marks of their own, and nothing beside
/// them. None where there are not several.
pub(in crate::notes) fn lines(flow: &RunningText, span: Span) -> Vec<WordSpan> {
    if !flow.slice(span).contains('\n') {
        return Vec::new();
    }
    let pairs = pair::pairs(flow, span, &flow.code_spans);
    let (mut found, mut at) = (Vec::new(), span.start);
    for pair in &pairs.pairs {
        let before = &flow.text[at.min(pair.open.span.start)..pair.open.span.start];
        let is_next = before.trim().is_empty() && (found.is_empty() || before.contains('\n'));
        let closer = pair.closers.iter().find(|closer| line_ends(&flow.text[closer.end..span.end]).is_some());
        let is_next = is_next && pair.open.span.start >= at && found.len() < MOST_LINES;
        let Some(closer) = closer.filter(|_| is_next) else { return Vec::new() };
        found.push(WordSpan::of(flow.trimmed(Span::new(pair.open.span.end, closer.start))));
        at = closer.end + line_ends(&flow.text[closer.end..span.end]).unwrap_or(0);
    }
    let is_all = flow.text[at..span.end].trim().is_empty() && pairs.unclosed.is_empty();
    if is_all && found.len() > 1 { found } else { Vec::new() }
}

/// The length of the stops behind a mark, if its line ends there.
fn line_ends(rest: &str) -> Option<usize> {
    let stops = rest.len() - rest.trim_start_matches(|c| sentence::is_stop(c) || c == ',' || c == ';').len();
    let rest = rest[stops..].trim_start_matches([' ', '\t']);
    (rest.is_empty() || rest.starts_with('\n')).then_some(stops)
}
