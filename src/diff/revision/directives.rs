//! Directives of templates, which are no words of the article.

use crate::text::Span;

/// The marks that open and close directives: of Liquid, Jinja, Hugo, ERB, and the attributes of kramdown.
const KINDS: [(&str, &str); 6] = [("{{", "}}"), ("{%", "%}"), ("<%", "%>"), ("{:", "}"), ("{.", "}"), ("{#", "}")];

/// The spans of the directives of `text`, which stands at `start` of a transcript; in order.
pub(super) fn directives(text: &str, start: usize) -> Vec<Span> {
    let (mut found, mut at) = (Vec::new(), 0);
    let mut ends = [true; KINDS.len()];
    while let Some(next) = text[at..].find(['{', '<']).map(|next| at + next) {
        at = next + 1;
        let kind = (0..KINDS.len()).find(|&kind| ends[kind] && text[next..].starts_with(KINDS[kind].0));
        let Some(kind) = kind else { continue };
        let (open, close) = KINDS[kind];
        let inner = next + open.len();
        match text[inner..].find(close).map(|end| inner + end + close.len()) {
            Some(end) => {
                found.push(Span::new(start + next, start + end));
                at = end;
            }
            // What closes nowhere behind here closes nowhere behind the next one.
            None => ends[kind] = false,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&str> {
        directives(text, 0).into_iter().map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn directives_are_distinguished_from_words() {
        assert_eq!(of("See {% image \"a\" %} and {{ site.url }}."), ["{% image \"a\" %}", "{{ site.url }}"]);
        assert_eq!(of("Small print.{.small} Big {:.wide}"), ["{.small}", "{:.wide}"]);
        assert!(of("a set {1, 2} with x < 3, {{ never closed").is_empty());
    }
}
