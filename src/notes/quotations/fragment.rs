//! Text fragments: the words that a link points to on its page (WICG, Scroll to Text Fragment).

use crate::notes::{Binding, Citation, Form, Quotation, Reading, Reference, Selector};
use crate::text::Span;
use std::collections::BTreeSet;

/// The directives of a URL's fragment that name text, in order.
pub(in crate::notes) fn selectors(url: &str) -> Vec<Selector> {
    let Some((_, directives)) = url.split_once("#").and_then(|(_, fragment)| fragment.split_once(":~:")) else {
        return Vec::new();
    };
    directives.split('&').filter_map(|directive| directive.strip_prefix("text=")).filter_map(selector).collect()
}

/// `[prefix-,]start[,end][,-suffix]`, percent-encoded.
fn selector(directive: &str) -> Option<Selector> {
    let mut parts: Vec<&str> = directive.split(',').collect();
    let mut selector = Selector::default();
    if let Some(prefix) = parts.first().and_then(|part| part.strip_suffix('-')).filter(|_| parts.len() > 1) {
        selector.prefix = decoded(prefix);
        parts.remove(0);
    }
    if let Some(suffix) = parts.last().and_then(|part| part.strip_prefix('-')).filter(|_| parts.len() > 1) {
        selector.suffix = decoded(suffix);
        parts.pop();
    }
    selector.start = decoded(parts.first()?);
    selector.end = parts.get(1).map_or_else(String::new, |end| decoded(end));
    (!selector.start.trim().is_empty() && parts.len() <= 2).then_some(selector)
}

/// `%20` and the like decoded; what is not UTF-8 stays as it is written.
fn decoded(text: &str) -> String {
    crate::notes::citations::reference::unescaped(text)
}

/// The quotations that the text fragments of the addresses in `citations` make: each once, bound to its address.
pub(in crate::notes) fn quotations<'c>(citations: impl Iterator<Item = (&'c Reference, Span)>) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (reference, span) in citations {
        let Reference::Url(url) = reference else { continue };
        for selector in selectors(url) {
            if !seen.insert((span, selector.clone())) {
                continue;
            }
            let text = match selector.end.as_str() {
                "" => selector.start.clone(),
                end => format!("{} … {end}", selector.start),
            };
            let citation = Citation { binding: Binding::Explicit, reference: reference.clone(), span, certain: false };
            found.push(Quotation {
                form: Form::Fragment,
                at: span.start,
                readings: vec![Reading { text, span }],
                citations: vec![citation],
                selectors: vec![Selector { start: String::new(), end: String::new(), ..selector }],
                unread: None,
                title: false,
                unattributed: false,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directive_names_start_end_and_what_is_around_them() {
        let read = |url: &str| {
            selectors(url).into_iter().map(|s| [s.prefix, s.start, s.end, s.suffix].join("|")).collect::<Vec<_>>()
        };
        assert_eq!(read("https://a.example/#:~:text=the%20dam,held"), ["|the dam|held|"]);
        assert_eq!(
            read("https://a.example/#top:~:text=so-,the%20dam,-held&text=x%2Cy"),
            ["so|the dam||held", "|x,y||"]
        );
        assert!(read("https://a.example/#text=x").is_empty());
        assert!(read("https://a.example/#:~:text=").is_empty());
    }
}
