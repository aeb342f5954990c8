//! Text fragments: the words that a link points to on its page (WICG, Scroll to Text Fragment).

use super::selector::{self, Selector};
use crate::notes::{Binding, Citation, Form, Quotation, Reading, Reference};
use crate::text::Span;
use std::collections::BTreeSet;

/// The quotations that the text fragments of the addresses in `citations` make: each once, bound to its address.
pub(in crate::notes) fn quotations<'c>(citations: impl Iterator<Item = (&'c Reference, Span)>) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (reference, span) in citations {
        let Reference::Url(url) = reference else { continue };
        for selector in selector::of_url(url) {
            if !seen.insert((span, selector.clone())) {
                continue;
            }
            let text = match selector.end.as_str() {
                "" => selector.start.clone(),
                end => format!("{} … {end}", selector.start),
            };
            let citation = Citation::of(Binding::Explicit, reference.clone(), span, false);
            found.push(Quotation {
                selectors: vec![Selector { start: String::new(), end: String::new(), ..selector }],
                ..Quotation::of(Form::Fragment, span.start, vec![Reading { text, span }], vec![citation])
            });
        }
    }
    found
}
