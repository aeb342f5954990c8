//! The places of a quotation that are meant, by what stands around them.

use super::anchor::{Alignment, Passage};
use super::as_written::{backward, forward};
use super::find_match::matches;
use super::index::SearchText;
use super::matched::Match;
use super::style::Style;
use crate::notes::Selector;
use crate::text::Span;

/// Keeps, of the places where a quotation stands, those that its selectors mean. Returns true if they
/// fit none; then all are kept.
pub fn narrow(found: &mut Match, searched: &SearchText, selectors: &[Selector], style: &Style) -> bool {
    let mut missed = false;
    for selector in selectors {
        let regions = regions(selector, searched, style);
        let page = searched.witness.text();
        let meant = |alignment: &&Alignment| {
            let span = whole(alignment);
            let within = regions.iter().any(|region| region.overlaps(span));
            if selector.start.is_empty() { is_around(selector, page, span) } else { within }
        };
        let kept: Vec<Alignment> = found.alignments.iter().filter(meant).cloned().collect();
        // A text fragment is a quotation of its own, and judged as one.
        missed |= kept.is_empty() && selector.start.is_empty();
        if !kept.is_empty() {
            found.alignments = kept;
        }
    }
    missed
}

/// From the first byte of an alignment to its last.
fn whole(alignment: &Alignment) -> Span {
    alignment.passages.iter().map(Passage::span).reduce(Span::hull).unwrap_or_default()
}

/// Returns true if the words that a selector has around its own stand around `span`, any white space for any other.
fn is_around(selector: &Selector, page: &str, span: Span) -> bool {
    let (prefix, suffix) = (selector.prefix.trim(), selector.suffix.trim());
    let before = prefix.is_empty() || backward(prefix, page[..span.start].trim_end()).is_some();
    before && (suffix.is_empty() || forward(suffix, page[span.end..].trim_start()).is_some())
}

/// The places that a text fragment points to.
fn regions(selector: &Selector, searched: &SearchText, style: &Style) -> Vec<Span> {
    let places = |text: &str| {
        let found = if text.is_empty() { None } else { matches(text, searched, style) };
        found.map_or_else(Vec::new, |found| found.alignments.iter().map(whole).collect::<Vec<Span>>())
    };
    let (starts, ends) = (places(&selector.start), places(&selector.end));
    let region = |start: Span| {
        let end = ends.iter().filter(|end| end.start >= start.end).min_by_key(|end| end.start);
        let region = end.map_or(start, |end| start.hull(*end));
        is_around(selector, searched.witness.text(), region).then_some(region)
    };
    starts.into_iter().filter_map(region).collect()
}
