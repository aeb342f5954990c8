//! The text around a quotation; the text fragments of addresses (WICG, Scroll to Text Fragment).

use crate::notes::citations::reference;

/// The text around a quotation, which distinguishes its place from others: the `prefix` and `suffix` of a W3C
/// `TextQuoteSelector`, or a text fragment.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Selector {
    /// The text right before.
    pub prefix: String,
    /// The words that a text fragment begins with; empty for those of the quotation itself.
    pub start: String,
    /// The words that it ends with, where it is given by both ends.
    pub end: String,
    /// The text right behind.
    pub suffix: String,
}

/// The directives of a URL's fragment that name text, in order.
pub(in crate::notes) fn of_url(url: &str) -> Vec<Selector> {
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
    reference::unescaped(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directive_names_start_end_and_what_is_around_them() {
        let read = |url: &str| {
            of_url(url).into_iter().map(|s| [s.prefix, s.start, s.end, s.suffix].join("|")).collect::<Vec<_>>()
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
