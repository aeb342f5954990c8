//! The source that an article itself quotes words from.

use crate::manifest::Witness;
use crate::segment::{Segment, Standing};
use crate::text::Span;
use crate::transcript::BlockKind;
use regex::Regex;
use std::sync::LazyLock;

/// `The Harbour Post describes …:`, `According to ANB, …:` at the end of a paragraph that introduces a block.
static INTRODUCES: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"(?:The|the)\s+[A-Z][\w’'&-]*(?:\s+(?:of\s+|and\s+)?[A-Z][\w’'&-]*)*|[A-Z]{2,}[\w’']*|[A-Z][\w’'&-]+(?:\s+[A-Z][\w’'&-]*)+";
    let says = "reports?|reported|describes?|described|writes?|wrote|notes?|noted|says?|said|quotes?|quoted|puts?|explains?|explained|adds?|added|tells?|told";
    Regex::new(&format!(r"({name})\s+(?:\w+\s+)?(?:{says})\b|(?:[Aa]ccording to|[Ff]rom)\s+({name})"))
        .expect("a fixed pattern")
});

/// The source of words that an article gives as quoted, as far as it says so.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum QuotedSource {
    /// By name.
    Named(String),
    /// In these words.
    Introduced(String),
    /// Not at all.
    Unnamed,
}

/// The other source whose words the article gives at `span`, if it gives them as a block: in a block quotation, or in a
/// paragraph that the one before introduces with its name, a word of saying, and a colon.
pub fn quoted_source(witness: &Witness, span: Span) -> Option<QuotedSource> {
    let is_body = |segment: &&Segment| segment.role.standing() == Standing::Body;
    let segments = witness.segments();
    let at = segments.iter().position(|segment| is_body(&segment) && segment.span.overlaps(span))?;
    let has_quotes = witness.transcript().has_quotes();
    let is_quote = |segment: &Segment| {
        has_quotes
            && witness
                .transcript()
                .blocks()
                .iter()
                .any(|block| block.kind == BlockKind::Quote && block.span.overlaps(segment.span))
    };
    let mut before = segments[..at].iter().rev().filter(is_body);
    let here_is_quote = is_quote(&segments[at]);
    let lead_in = if here_is_quote { before.find(|segment| !is_quote(segment)) } else { before.next() }?;
    let text = witness.text()[lead_in.span.range()].trim();
    let introduces = text.ends_with(':').then(|| INTRODUCES.captures_iter(text));
    let named = introduces.into_iter().flatten().filter_map(|found| found.get(1).or(found.get(2))).last();
    match named {
        Some(name) => Some(QuotedSource::Named(name.as_str().to_owned())),
        _ if here_is_quote && text.ends_with(':') => Some(QuotedSource::Introduced(last_words(text))),
        _ if here_is_quote => Some(QuotedSource::Unnamed),
        _ => None,
    }
}

/// Words of an introduction that are shown.
const SHOWN_WORDS: usize = 12;

fn last_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words[words.len().saturating_sub(SHOWN_WORDS)..].join(" ")
}
