//! Words of a page between those of a quotation: struck out, or hidden.

use super::super::FindingData;
use crate::matching::{Alignment, InsetReading, Match, SearchText};
use crate::text::{Span, hedge_in, negation_in, numbers_in};
use crate::transcript::{Inset, InsetKind};

/// Cautions about what stands in `alignment` of `found`: words that are quoted though the page has struck them out, and
/// words that the quotation leaves out because the page hides them.
pub(super) fn cautions(found: &Match, alignment: &Alignment, searched: &SearchText) -> Vec<FindingData> {
    let quoted = found.reading.puts_in(InsetKind::Struck);
    let spans = || alignment.passages.iter().map(|passage| passage.span());
    let struck = spans().flat_map(|span| searched.insets_at(span)).filter(|inset| inset.kind == InsetKind::Struck);
    let mut cautions = Vec::new();
    if let Some(words) = struck.map(words).next().filter(|_| quoted) {
        cautions.push(FindingData::Struck { words });
    }
    if found.reading != InsetReading::Written {
        let hidden = spans().flat_map(|span| inside(searched.insets_at(span), span));
        let turning = hidden.filter(|inset| inset.kind == InsetKind::Hidden).map(words).find(|words| turns(words));
        cautions.extend(turning.map(|words| FindingData::HiddenOmitted { words }));
    }
    cautions
}

fn words(inset: &Inset) -> String {
    inset.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The insets that have words of the passage on both sides.
fn inside(insets: &[Inset], span: Span) -> impl Iterator<Item = &Inset> {
    insets.iter().filter(move |inset| span.start < inset.at && inset.at < span.end)
}

/// Returns true if words turn the sense of a sentence that they are put into, or have a number.
fn turns(words: &str) -> bool {
    negation_in(words).is_some() || hedge_in(words).is_some() || !numbers_in(words).is_empty()
}
