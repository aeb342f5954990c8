//! What a new article is called.

use crate::capture::urls::identity;
use crate::capture::{ArticleId, slug};
use crate::digest::Digest;

/// How many digits of an address's digest tell two apart that read alike.
const DIGITS: usize = 8;

/// Ids made of a URL, best first: the last part of its path that says something, else its host; all of it; and the
/// first with digits of the digest of all of it, which no other URL has.
pub(super) fn ids_of_url(url: &str) -> Vec<ArticleId> {
    let Some(identity) = identity(url) else { return Vec::new() };
    let path = identity.split('?').next().unwrap_or(&identity);
    let mut parts = path.split('/');
    let host = parts.next().unwrap_or_default();
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let told = parts
        .iter()
        .rev()
        .map(|part| stem(part))
        .find(|part| part.chars().any(char::is_alphabetic) && *part != "index");
    let short = slug(told.unwrap_or(host)).or_else(|| slug(host));
    let digits = &Digest::of(identity.as_bytes()).hex()[..DIGITS];
    let sure = slug(&format!(
        "{}-{digits}",
        short.as_ref().map_or("page", ArticleId::as_str).chars().take(70).collect::<String>()
    ));
    let mut ids: Vec<ArticleId> = [short, slug(stem(path)), sure].into_iter().flatten().collect();
    ids.dedup();
    ids
}

/// An id made of a file's name.
pub(super) fn id_of_name(name: &str) -> Option<ArticleId> {
    slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

/// A part of a path without the ending of a page.
fn stem(part: &str) -> &str {
    [".html", ".htm", ".php", ".aspx", ".shtml"].iter().find_map(|ending| part.strip_suffix(ending)).unwrap_or(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_the_last_part_of_a_url_that_says_something() {
        for (url, id) in [
            ("https://lantern.example/2014/06/11/the-bridge.html?utm_source=x", "the-bridge"),
            ("https://lantern.example/the-bridge/12345/", "the-bridge"),
            ("https://lantern.example/story/index.html", "story"),
            ("https://web.archive.org/web/2014/https://www.lantern.example/the-bridge/amp", "the-bridge"),
            ("https://www.lantern.example/", "lantern-example"),
            ("https://lantern.example/%E6%96%B0/x", "x"),
        ] {
            assert_eq!(ids_of_url(url)[0].as_str(), id, "{url}");
        }
    }

    #[test]
    fn pages_that_end_alike_have_other_ids_too() {
        let ids = |url| ids_of_url(url).into_iter().map(String::from).collect::<Vec<_>>();
        let one = ids("https://lantern.example/2014/story.html");
        let other = ids("https://lantern.example/2015/story.html?p=1");
        assert_eq!((one[0].as_str(), one[1].as_str()), ("story", "lantern-example-2014-story"));
        assert_eq!(one[0], other[0]);
        assert!(one[1] != other[1] && one.last() != other.last());
        assert_ne!(ids("https://lantern.example/?p=1").last(), ids("https://lantern.example/?p=2").last());
    }
}
