//! Which pages of a web archive are asked for.

use crate::capture::CapturedAt;
use crate::capture::urls::identity;

/// The pages that are asked for. Empty, it is every page.
#[derive(Debug, Clone, Default)]
pub struct PageFilter {
    /// Patterns of addresses, any of which must fit: `*` stands for anything, and nothing else is special, because `?`
    /// is a part of addresses. With a scheme it is compared to the address as it stands, without one to its identity.
    pub patterns: Vec<String>,
    /// Beginnings of addresses, any of which must fit; scheme, `www.` and the like are ignored.
    pub prefixes: Vec<String>,
    /// The earliest moment.
    pub since: Option<CapturedAt>,
}

impl PageFilter {
    /// Returns true if a capture of `url` at `date` is asked for.
    pub fn takes(&self, url: &str, date: CapturedAt) -> bool {
        let known = identity(url).unwrap_or_default();
        let fits = |pattern: &String| matches(pattern, if pattern.contains("://") { url } else { &known });
        let begins = |prefix: &String| begins_with(&known, prefix);
        let all = self.patterns.is_empty() && self.prefixes.is_empty();
        self.since.is_none_or(|since| date >= since)
            && (all || self.patterns.iter().any(fits) || self.prefixes.iter().any(begins))
    }
}

/// Returns true if the address of this identity begins with `prefix`; a host is never cut.
fn begins_with(known: &str, prefix: &str) -> bool {
    // An identity has no slash at its end, but `…/2014/` does not mean `…/2014-annual`.
    let Some(mut start) = identity(prefix) else { return false };
    if prefix.ends_with('/') || !start.contains('/') {
        let rest = known.strip_prefix(&start);
        return rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', ':']));
    }
    start.truncate(start.trim_end_matches('/').len());
    known.starts_with(&start)
}

/// Returns true if `text` is `pattern` with something for each `*`. At each `*` the shortest that goes on to fit is
/// enough, so that only the last one is ever tried again.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match memchr::memmem::find(rest.as_bytes(), part.as_bytes()) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text, fits) in [
            ("https://a.example/*", "https://a.example/x", true),
            ("https://a.example/*", "http://a.example/x", false),
            ("*://a.example/*.html", "http://a.example/x/y.html", true),
            ("*://a.example/*.html", "http://a.example/x/y.html?z", false),
            ("*a*ab", "aab", true),
            ("*ab*ab", "xab", false),
            ("*", "", true),
            ("**", "x", true),
            ("x?y", "x?y", true),
            ("x?y", "xzy", false),
            ("", "x", false),
        ] {
            assert_eq!(matches(pattern, text), fits, "{pattern} {text}");
        }
    }

    #[test]
    fn many_stars_are_not_slow() {
        assert!(!matches(&"*a".repeat(4000), &"a".repeat(3999)));
        assert!(!matches(&("a*".repeat(4000) + "b"), &"a".repeat(8000)));
    }

    #[test]
    fn a_prefix_ignores_what_names_no_article_and_cuts_no_host() {
        let takes = |prefix: &str, url: &str| {
            let wanted = PageFilter { prefixes: vec![prefix.to_owned()], ..PageFilter::default() };
            wanted.takes(url, "2014-06-11".parse().unwrap())
        };
        assert!(takes("lantern.example/2014", "https://www.lantern.example/2014/the-bridge?utm_source=x"));
        assert!(takes("https://lantern.example", "http://lantern.example/2014/the-bridge"));
        assert!(takes("https://lantern.example/2014/", "http://lantern.example/2014/the-bridge"));
        assert!(!takes("https://lantern.example/2014/", "http://lantern.example/2014-review"));
        assert!(!takes("https://lantern.exam", "http://lantern.example/2014-review"));
        assert!(!takes("https://lantern.example", "http://lantern.example.org/"));
    }

    #[test]
    fn a_page_before_the_day_is_not_asked_for() {
        let wanted = PageFilter { since: Some("2014-06-11".parse().unwrap()), ..PageFilter::default() };
        assert!(wanted.takes("https://lantern.example/", "2014-06-11".parse().unwrap()));
        assert!(!wanted.takes("https://lantern.example/", "2014-06-10".parse().unwrap()));
    }
}
